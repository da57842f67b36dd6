package render

import (
	"fmt"
	"io"

	"casus/answer"
)

// mostDifferences bounds what the text shows; JSON has them all.
const mostDifferences = 40

// Diff writes what has changed since an old answer, and why.
func Diff(w io.Writer, st Style, d answer.Diff) error {
	p := &page{style: st}
	if d.Same {
		p.para(0, "The same answer as then.")
	} else {
		p.para(0, fmt.Sprintf("%s since then.", count(len(d.Differences), "difference")))
	}
	for i, x := range d.Differences {
		if i == mostDifferences {
			p.hang("  …", 4, fmt.Sprintf("and %d more: --format json has them all", len(d.Differences)-i))
			break
		}
		p.hang("  ", 4, x.Path+": "+orNothing(x.Before)+" → "+orNothing(x.After))
	}
	if len(d.Because) > 0 {
		p.heading("because")
	}
	for _, c := range d.Because {
		p.hang("  "+c.Kind, 10, c.Name+": "+orNothing(c.Before)+" → "+orNothing(c.After))
	}
	return p.writeTo(w)
}
