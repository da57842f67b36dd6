package render

import (
	"fmt"
	"io"
	"strings"

	"casus/answer"
)

// Analogues writes the past events most like one.
func Analogues(w io.Writer, st Style, a answer.Analogues, n Names) error {
	p := &page{style: st}
	p.event(a.Event, n)
	p.blank()
	p.para(0, fmt.Sprintf("Of %d past events of its class (%s), without its own cluster, the nearest:", a.Of, a.Class))
	p.analogues(a.Events)
	p.note(0, a.Note)
	return p.writeTo(w)
}

// analogues lists past events with who came and how they ended.
func (p *page) analogues(list []answer.Analogue) {
	var rows [][]string
	for _, e := range list {
		rows = append(rows, []string{fmt.Sprintf("%s (%d)", e.Name, e.Year), fmt.Sprintf("%.2f", e.Likeness), came(e.Joined.Target, e.Joined.Outside), came(e.Joined.Attacker, 0), ended(e.Outcome)})
	}
	p.table(2, []column{{head: "", wrap: true}, {head: "likeness", right: true}, {head: "came to the target", wrap: true}, {head: "to the attacker", wrap: true}, {head: "attacker's side"}}, rows)
}

func ended(outcome string) string {
	if outcome == "" {
		return "not coded"
	}
	return outcome
}

// came names those that came, three at most, and of how many.
func came(list []string, of int) string {
	words := "nobody"
	switch {
	case len(list) > 3:
		words = fmt.Sprintf("%s and %d more", strings.Join(list[:2], ", "), len(list)-2)
	case len(list) > 0:
		words = strings.Join(list, ", ")
	}
	if of > 0 {
		words += fmt.Sprintf(" (of %d)", of)
	}
	return words
}
