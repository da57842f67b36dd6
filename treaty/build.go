package treaty

import (
	"slices"

	"casus"
	"casus/treaty/expr"
)

// Condition compiles a condition for a clause that is put together in code and
// names no list of its treaty's own. Every fault found is returned, with
// columns of the expression alone.
func (w *World) Condition(source string) (*expr.Program[Scope], []*casus.InputError) {
	return w.base.Compile(source)
}

// Shared gives the set of steps of that name, which [World.Common] has read;
// none where there is no such set.
func (w *World) Shared(name string) []Step {
	d := &decoder{file: "common.yaml", world: w, env: w.base}
	var out []Step
	for _, n := range w.common[name] {
		if s, ok := d.step(n); ok {
			out = append(out, s)
		}
	}
	return out
}

// Finish makes a treaty that was put together in code ready to be asked. Every
// clause needs an article, every step a condition.
func (t *Treaty) Finish() *Treaty {
	for _, c := range t.Clauses {
		c.treaty = t
	}
	t.index()
	return t
}

// Copy gives a copy whose clauses, parties, aliases and notes can be changed
// without touching t.
func (t *Treaty) Copy() *Treaty {
	out := *t
	out.Parties, out.Aliases, out.Notes = slices.Clone(t.Parties), slices.Clone(t.Aliases), slices.Clone(t.Notes)
	out.Clauses = make([]*Clause, len(t.Clauses))
	for i, c := range t.Clauses {
		k := *c
		k.Steps = slices.Clone(c.Steps)
		out.Clauses[i] = &k
	}
	return out.Finish()
}
