package game

import (
	"fmt"
	"strings"

	"casus"
	"casus/internal/strictyaml"
)

// Load reads a game file and gives the game, or every fault found, each with
// line, column and the line itself. The format is described in docs/game.md.
func Load(file string, src []byte) (*Game, []*casus.InputError) {
	f, root := strictyaml.Parse(file, "a game file", src)
	if root == nil {
		return nil, f.Faults()
	}
	g := &Game{}
	if t := root.Fields("target"); t != nil {
		g.Target = t.Number("capability", 0, 1e12)
		t.Done()
	}
	if t := root.Fields("attacker"); t != nil {
		g.Attacker = t.Positive("capability", 1e12)
		t.Done()
	}
	if t := root.Fields("contest"); t != nil {
		g.Contest = contest(t)
	}
	g.Lambda = root.Positive("lambda", 1e6)
	seen := map[string]bool{}
	players := root.List("players", "a player")
	if len(players) > mostPlayers {
		root.Fault("players", fmt.Sprintf("%d players; at most %d", len(players), mostPlayers), "leave out those that cannot matter")
		players = nil
	}
	for _, p := range players {
		x := Player{Name: p.Text("name"), Capability: p.Number("capability", 0, 1e12), Stake: p.Number("stake", -1e6, 1e6), Cost: p.Number("cost", -1e6, 1e6)}
		if seen[x.Name] && x.Name != "" {
			p.Fault("name", "a second player "+casus.Quoted(x.Name), "")
		}
		if len(x.Name) > 80 {
			p.Fault("name", "a name of more than 80 bytes", "")
		}
		if b := g.Lambda * max(x.Stake, -x.Stake, x.Cost, -x.Cost); b > steepest {
			p.Fault("stake", fmt.Sprintf("lambda times stake or cost is above %g", steepest), "such responses are pure to the last digit; a smaller lambda shows the same")
		}
		seen[x.Name] = true
		g.Players = append(g.Players, x)
		p.Done()
	}
	root.Done()
	if faults := f.Faults(); len(faults) > 0 {
		return nil, faults
	}
	if err := g.Check(); err != nil { // what the file's bounds let through
		ie := err.(*casus.InputError)
		ie.File = file
		return nil, []*casus.InputError{ie}
	}
	return g, nil
}

func contest(f *strictyaml.Fields) Contest {
	var c Contest
	var forms []string
	for _, form := range Forms {
		if !f.Has(string(form)) {
			continue
		}
		forms = append(forms, string(form))
		c = Contest{Form: form}
		if form == FormRatio {
			c.Slope = f.Positive(string(form), 1e3)
			continue
		}
		sub := f.Fields(string(form))
		if sub == nil {
			continue
		}
		switch form {
		case FormLogit:
			c.Intercept, c.Slope = sub.Number("intercept", -100, 100), sub.Positive("slope", 1e3)
		case FormDifference:
			c.Slope = sub.Positive("slope", 1e12)
		case FormThreshold:
			c.Slope = sub.Positive("capability", 1e12)
		}
		sub.Done()
	}
	f.Done()
	if len(forms) != 1 {
		msg := "contest needs one of decisiveness, logit, difference and threshold"
		if len(forms) > 1 {
			msg += ", not " + strings.Join(forms, " and ")
		}
		f.Fault("", msg, "for example: contest: {decisiveness: 1.5}")
	}
	return c
}
