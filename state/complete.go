package state

import (
	"slices"
	"strings"

	"casus"
)

// Complete gives the completions of what a user has begun to write, each with
// a description after a tab: ids first ("EST\tEstonia"), those of today's
// states before those of former ones, then, from two letters on, names
// ("Estonia\tEST"). Every completion begins with the prefix as it was written,
// as shells ask: "est" completes to "est" and "estonia".
func (r *Registry) Complete(prefix string) []string {
	if len(prefix) > maxSpelling {
		return nil
	}
	var now, former, names []string
	upper := strings.ToUpper(prefix)
	for _, id := range r.ids {
		if !strings.HasPrefix(string(id), upper) {
			continue
		}
		code := string(id)
		if prefix != upper {
			code = strings.ToLower(code)
		}
		if r.spell(id, 0) != nil {
			now = append(now, code+"\t"+r.Name(id, 0))
		} else {
			former = append(former, code+"\t"+r.Name(id, 0)+" ("+years(r.existence(id))+")")
		}
	}
	if key := fold(prefix); len(key) > 1 {
		from, _ := slices.BinarySearch(r.keys, key)
		for _, k := range r.keys[from:] {
			if !strings.HasPrefix(k, key) {
				break
			}
			for _, e := range r.index[k] {
				if e.rank != byName || !r.current(e) {
					continue
				}
				if n := len(prefix); n <= len(e.text) && strings.EqualFold(e.text[:n], prefix) {
					names = append(names, prefix+e.text[n:]+"\t"+string(e.state))
				}
			}
		}
		slices.Sort(names)
		names = slices.Compact(names)
	}
	return slices.Concat(now, former, names)
}

// current reports whether a spelling is in use today, or was until its state
// ended.
func (r *Registry) current(e entry) bool {
	list := r.spells[e.state]
	return e.span.Holds(day(list[len(list)-1].Until))
}

// years words when a former state existed: "1918-1992".
func years(spans []casus.Span) string {
	var out []string
	for _, s := range spans {
		from := ""
		if s.From > firstDay {
			from = s.From.String()[:4]
		}
		out = append(out, from+"-"+s.Until.String()[:4])
	}
	return strings.Join(out, ", ")
}
