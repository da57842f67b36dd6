package game

import (
	"strings"
	"testing"
)

const whole = `target: {capability: 1.0}
attacker: {capability: 4.0}
contest: {decisiveness: 1.5}   # a comment
lambda: 2.0
players:
  - {name: A, capability: 1.0, stake: 5.0, cost: 1.0}
  - name: B
    capability: .5
    stake: 2
    cost: -3e-1
`

func TestLoad(t *testing.T) {
	g, faults := Load("game.yaml", []byte(whole))
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	if g.Target != 1 || g.Attacker != 4 || g.Contest != (Contest{FormRatio, 0, 1.5}) || g.Lambda != 2 || len(g.Players) != 2 || g.Players[1] != (Player{"B", 0.5, 2, -0.3}) {
		t.Errorf("%+v", g)
	}
	for form, want := range map[string]Contest{
		"{logit: {intercept: -0.5, slope: 2}}": {FormLogit, -0.5, 2},
		"{difference: {slope: 0.1}}":           {FormDifference, 0, 0.1},
		"{threshold: {capability: 3}}":         {FormThreshold, 0, 3},
	} {
		g, faults := Load("game.yaml", []byte(strings.Replace(whole, "{decisiveness: 1.5}", form, 1)))
		if len(faults) > 0 || g.Contest != want {
			t.Errorf("%s: %+v %v", form, g, faults)
		}
	}
}

func TestLoadFaults(t *testing.T) {
	for name, c := range map[string]struct{ old, new, want string }{
		"a misspelt field":        {"attacker", "attaker", "game.yaml:2:1: a game file has no field \"attaker\""},
		"its right name":          {"attacker", "attaker", "did you mean attacker?"},
		"a missing field":         {"lambda: 2.0\n", "", "a game file lacks the field lambda"},
		"a decimal comma":         {"lambda: 2.0", "lambda: \"2,0\"", "game.yaml:4:9: lambda must be a number, not \"2,0\""},
		"no number":               {"lambda: 2.0", "lambda: .nan", "lambda must be a number, not \".nan\""},
		"endless":                 {"lambda: 2.0", "lambda: 1e999", "lambda must lie from 0 to 1e+06"},
		"hexadecimal":             {"lambda: 2.0", "lambda: 0x10", "lambda must be a number"},
		"zero":                    {"lambda: 2.0", "lambda: 0", "lambda must be above 0"},
		"negative capability":     {"capability: .5", "capability: -0.5", "game.yaml:8:17: capability must lie from 0"},
		"an unarmed attacker":     {"capability: 4.0", "capability: 0", "game.yaml:2:24: capability must be above 0"},
		"a field of a player":     {"    cost:", "    costs:", "a player has no field \"costs\""},
		"the name twice":          {"name: B", "name: A", "game.yaml:7:11: a second player \"A\""},
		"an empty name":           {"name: B", "name: \"\"", "the field name is empty"},
		"no players":              {whole[strings.Index(whole, "players"):], "players: []\n", "the list players is empty"},
		"players as text":         {whole[strings.Index(whole, "players"):], "players: all\n", "the field players must be a list"},
		"a player as text":        {"- {name: A, capability: 1.0, stake: 5.0, cost: 1.0}", "- A", "game.yaml:6:5: expected the fields of a player"},
		"two contests":            {"{decisiveness: 1.5}", "{decisiveness: 1.5, difference: {slope: 1}}", "not decisiveness and difference"},
		"no contest":              {"{decisiveness: 1.5}", "{}", "contest needs one of"},
		"a misspelt contest":      {"decisiveness", "decisivness", "did you mean decisiveness?"},
		"contest as a number":     {"{decisiveness: 1.5}", "1.5", "expected the fields of contest"},
		"a field twice":           {"lambda: 2.0", "lambda: 2.0\nlambda: 3", "stands twice"},
		"an anchor":               {"lambda: 2.0", "lambda: &x 2.0", "anchors, aliases and merges are not used here"},
		"too steep":               {"stake: 5.0", "stake: 1e6", "lambda times stake or cost is above 100000"},
		"a second document":       {"lambda: 2.0", "lambda: 2.0\n---\nlambda: 3", "a second document"},
		"not YAML":                {"{decisiveness: 1.5}", "{decisiveness: 1.5", "not valid YAML"},
		"an empty file":           {whole, "\n", "the file is empty"},
		"no mapping":              {whole, "- 1\n", "not a game file"},
		"bytes":                   {whole, "\xff\x00", "not a text file"},
		"too many brackets":       {"lambda: 2.0", "lambda: " + strings.Repeat("[", 9999), "nested too deeply"},
		"brackets over lines":     {"lambda: 2.0", "lambda: " + strings.Repeat("[\n", 9999), "nested too deeply"},
		"deep dashes":             {"lambda: 2.0", "lambda:\n  " + strings.Repeat("- ", 9999) + "1", "nested too deeply"},
		"a large file":            {whole, strings.Repeat("# \n", 1<<19), "larger than 1 MiB"},
		"more players than fit":   {"  - name: B\n", strings.Repeat("  - {name: x}\n", 300) + "  - name: B\n", "302 players; at most 256"},
		"control characters":      {"name: B", "name: \"\\e[31m\"\n    lambda: 1", "a player has no field \"lambda\""},
		"a very long name":        {"name: B", "name: " + strings.Repeat("x", 200), "more than 80 bytes"},
		"a list for a capability": {"capability: 4.0", "capability: [4]", "capability must be a number"},
	} {
		g, faults := Load("game.yaml", []byte(strings.Replace(whole, c.old, c.new, 1)))
		var all strings.Builder
		for _, f := range faults {
			all.WriteString(f.Error() + "\n")
		}
		if g != nil || !strings.Contains(all.String(), c.want) {
			t.Errorf("%s: want %q in\n%s", name, c.want, all.String())
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(strings.Replace(whole, "{decisiveness: 1.5}", "{threshold: {capability: 2}}", 1)))
	f.Add([]byte("players: [{name: A"))
	f.Add([]byte("a: &x [*x]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		g, faults := Load("f", src)
		if (g == nil) == (len(faults) == 0) {
			t.Fatalf("game %v, %d faults", g, len(faults))
		}
		if g == nil || len(g.Players) > 6 {
			return
		}
		s, err := Solve(g)
		if err != nil {
			return // a branch can be lost, in words
		}
		for _, p := range s.P {
			if !(p >= 0 && p <= 1) || s.Residual > 1e-9 {
				t.Fatalf("%+v of %+v", s, g)
			}
		}
	})
}
