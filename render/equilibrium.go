package render

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"casus"
	"casus/game"
)

// Equilibrium writes the solution of a participation game.
func Equilibrium(w io.Writer, st Style, g *game.Game, a *game.Answer) error {
	p := &page{style: st}
	p.title(fmt.Sprintf("Participation game: %s, lambda %g", count(len(a.Players), "player"), a.Lambda))
	first := a.Equilibria[0]
	p.para(0, fmt.Sprintf("In the principal equilibrium the target's side prevails with probability %.4f; alone it would with %.4f, with all of them %.4f.",
		first.W, a.Alone, a.All))
	p.heading("principal equilibrium")
	var rows [][]string
	for i, x := range g.Players {
		rows = append(rows, []string{casus.Printable(x.Name), strconv.FormatFloat(x.Capability, 'g', 6, 64), fmt.Sprintf("%.4f", first.P[x.Name]), fmt.Sprintf("%.4f", first.Gain[x.Name]),
			fmt.Sprintf("%.4f", a.Worth[i].Shapley), fmt.Sprintf("%.4f", a.Worth[i].Banzhaf), fmt.Sprintf("%.4f", a.Worth[i].Loss)})
	}
	p.table(2, []column{{head: "player"}, {head: "capability", right: true}, {head: "joins", right: true}, {head: "adds", right: true},
		{head: "Shapley", right: true}, {head: "Banzhaf", right: true}, {head: "loss", right: true}}, rows)
	p.note(2, "joins: probability; adds: what its joining adds to the chance of success; Shapley and Banzhaf: what it is worth, given how likely it comes; loss: what is lost when it stays at home.")
	p.equilibriumPairs(a)
	p.equilibriumOthers(a)
	p.equilibriumBranch(a)
	p.heading("how")
	p.para(2, fmt.Sprintf("Residual %.1e. %s", first.Residual, gridWords(a.Grid)))
	p.para(2, a.Searched)
	return p.writeTo(w)
}

func (p *page) equilibriumPairs(a *game.Answer) {
	if len(a.Pairs) == 0 {
		return
	}
	p.heading("two absences that cost more than their sum")
	var rows [][]string
	for _, x := range a.Pairs {
		rows = append(rows, []string{casus.Printable(x.Players[0]) + " and " + casus.Printable(x.Players[1]), fmt.Sprintf("%+.4f", x.Excess)})
	}
	p.table(2, []column{{}, {right: true}}, rows)
}

// equilibriumOthers lists a few of the other equilibria, by who joins in them.
func (p *page) equilibriumOthers(a *game.Answer) {
	p.heading("other equilibria")
	others := a.Equilibria[1:]
	if len(others) == 0 {
		if a.Unique.Proved {
			p.para(2, "None exists: the responses are a contraction.")
		} else {
			p.para(2, "None was found.")
		}
		return
	}
	const shown = 8
	var rows [][]string
	for _, e := range others[:min(shown, len(others))] {
		rows = append(rows, []string{fmt.Sprintf("%.4f", e.W), strconv.FormatFloat(e.Copies, 'f', -1, 64), e.Branch, joiners(a.Players, e.P)})
	}
	p.table(2, []column{{head: "success", right: true}, {head: "copies", right: true}, {head: "branch"}, {head: "who joins", wrap: true}}, rows)
	if n := len(others) - shown; n > 0 {
		p.para(2, fmt.Sprintf("and %d more (--format json lists them)", n))
	}
	p.note(2, "copies: equilibria that differ only in which of several identical players does what; one is shown.")
}

func (p *page) equilibriumBranch(a *game.Answer) {
	p.heading("the principal branch")
	if len(a.Folds) == 0 {
		p.para(2, "No fold up to 4 lambda: on this branch nothing tips.")
	}
	for _, f := range a.Folds {
		p.para(2, fmt.Sprintf("Fold at lambda %.6g: there the branch turns back, and a small change tips who comes.", f.Lambda))
	}
	for _, b := range a.Breaks {
		p.para(2, fmt.Sprintf("From lambda %.6g on, identical players (%s) could part; this branch keeps them equal.", b.Lambda, casus.Printable(some(b.Players))))
	}
}

func gridWords(g game.Grid) string {
	switch g.Kind {
	case game.KindEnumerated:
		return fmt.Sprintf("All %d coalitions were written out: no rounding.", g.Cells)
	case game.KindExact:
		return fmt.Sprintf("Capabilities are multiples of %g: the sums are exact.", g.Step)
	}
	if g.Error > 0.1 {
		return fmt.Sprintf("Sums of capabilities were kept on %d cells; no useful bound on what this moves can be stated for so steep a contest.", g.Cells)
	}
	return fmt.Sprintf("Sums of capabilities were kept on %d cells; this moves success, gains and worth by at most %.1e.", g.Cells, g.Error)
}

// joiners says in a line who joins: surely, perhaps, hardly.
func joiners(names []string, p map[string]float64) string {
	var out []string
	for i := 0; i < len(names); {
		k := i
		for k+1 < len(names) && fmt.Sprintf("%.3f", p[names[k+1]]) == fmt.Sprintf("%.3f", p[names[i]]) {
			k++
		}
		name := names[i]
		if k > i {
			name += " to " + names[k]
		}
		out = append(out, fmt.Sprintf("%s %.3f", name, p[names[i]]))
		i = k + 1
	}
	const most = 12
	if len(out) > most {
		out = append(out[:most], "…")
	}
	return casus.Printable(strings.Join(out, ", "))
}

func some(names []string) string {
	if len(names) > 6 {
		return strings.Join(names[:5], ", ") + fmt.Sprintf(" and %d more", len(names)-5)
	}
	return strings.Join(names, ", ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
