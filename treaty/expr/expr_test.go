package expr_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"casus"
	"casus/internal/suggest"
	"casus/treaty/expr"
)

// attack is a scope small enough to see through: who attacks whom, when, where.
type attack struct {
	self, target string
	attackers    []string
	kind         string
	on           casus.Date
	first        bool
	of, land     string
	lat          float64
}

var known = []string{"EST", "LVA", "RUS", "TUR", "USA"}

func language() *expr.Env[attack] {
	near := func(id string) []string { return suggest.Nearest(id, known, 3) }
	env := expr.NewEnv[attack](func(id string) bool { return slices.Contains(known, id) }, near)
	kind := expr.NewEnum("kind of attack", []string{"armed_attack", "cyber_attack", "hybrid"})
	land := expr.NewEnum("continent", []string{"europe", "asia", "sea"})
	sea := expr.NewEnum("area", []string{"baltic", "black_sea"})
	boolean, state, states := expr.Type{Kind: expr.Bool}, expr.Type{Kind: expr.State}, expr.Type{Kind: expr.States}
	env.Var("self", state, func(a *attack) expr.Value { return expr.Value{S: a.self} })
	env.Var("target", state, func(a *attack) expr.Value { return expr.Value{S: a.target} })
	env.Var("attackers", states, func(a *attack) expr.Value { return expr.Value{L: a.attackers} })
	env.Var("kind", kind, func(a *attack) expr.Value { return expr.Value{S: a.kind} })
	env.Var("on", expr.Type{Kind: expr.Date}, func(a *attack) expr.Value { return expr.Value{N: float64(a.on)} })
	env.Var("target_struck_first", boolean, func(a *attack) expr.Value { return expr.Value{B: a.first} })
	env.Var("place", expr.NewRecord("place"), func(*attack) expr.Value { return expr.Value{} })
	env.Var("place.of", state, func(a *attack) expr.Value { return expr.Value{S: a.of} })
	env.Var("place.continent", land, func(a *attack) expr.Value { return expr.Value{S: a.land} })
	env.Var("place.lat", expr.Type{Kind: expr.Number}, func(a *attack) expr.Value { return expr.Value{N: a.lat} })
	env.Var("place.name", expr.Type{Kind: expr.Text}, func(*attack) expr.Value { return expr.Value{S: "ceuta"} })
	env.Func("place.within", []expr.Type{sea}, boolean, func(a *attack, v []expr.Value) expr.Value {
		return expr.Value{B: v[0].S == "baltic" && a.land == "sea"}
	})
	env.Func("party", []expr.Type{state}, boolean, func(_ *attack, v []expr.Value) expr.Value {
		return expr.Value{B: v[0].S == "EST" || v[0].S == "USA"}
	})
	env.Func("any_party", []expr.Type{states}, boolean, func(_ *attack, v []expr.Value) expr.Value {
		return expr.Value{B: slices.Contains(v[0].L, "EST") || slices.Contains(v[0].L, "USA")}
	})
	env.Func("party_to", []expr.Type{{Kind: expr.Text}, state}, boolean, func(_ *attack, v []expr.Value) expr.Value {
		return expr.Value{B: v[0].S == "north-atlantic-treaty" && v[1].S == "TUR"}
	})
	return env
}

// estonia is the attack that most conditions below are asked about.
var estonia = attack{self: "USA", target: "EST", attackers: []string{"RUS"}, kind: "armed_attack",
	on: casus.MustDate("2024-02-10"), of: "EST", land: "europe", lat: 59.4}

func TestConditions(t *testing.T) {
	for source, want := range map[string]bool{
		"party(target)":                          true,
		"party(RUS)":                             false,
		"any_party(attackers)":                   false,
		"any_party([RUS, EST])":                  true,
		`party_to("north-atlantic-treaty", TUR)`: true,
		"self == USA and target != USA":          true,
		"RUS in attackers":                       true,
		"TUR not in attackers":                   true,
		"not TUR in attackers":                   true,
		"self in [USA, LVA]":                     true,
		"kind == armed_attack":                   true,
		"armed_attack == kind":                   true,
		"kind in [cyber_attack, hybrid]":         false,
		"place.continent in [europe, asia]":      true,
		`place.name == "ceuta"`:                  true,
		"place.lat > 23.4364":                    true,
		"place.lat < -5":                         false,
		"on >= 2024-02-10 and on <= 2024-02-10":  true,
		"on > 2024-02-10 or on < 2024-02-10":     false,
		"on == 2024-02-10":                       true,
		"on != 2024-02-10":                       false,
		"not target_struck_first":                true,
		"target_struck_first == false":           true,
		"not not target_struck_first":            false,
		"place.within(baltic)":                   false,
		"true":                                   true,
		"  party ( target )\n\tand true ":        true,
		"place.of == target":                     true,
		"((((((place.of == target))))))":         true,
		"target_struck_first or party(LVA) or kind == armed_attack": true,
	} {
		p, faults := language().Compile(source)
		if len(faults) > 0 {
			t.Errorf("%s: %v", source, faults[0])
			continue
		}
		if got := p.Holds(&estonia); got != want {
			t.Errorf("%s: %v, want %v", source, got, want)
		}
		if p.Source != source {
			t.Errorf("the source of %q is %q", source, p.Source)
		}
	}
}

// and binds tighter than or, and not tighter than both, as in a lawyer's
// sentence with commas put in.
func TestPrecedence(t *testing.T) {
	both := attack{self: "USA", target: "EST"}
	for source, want := range map[string]bool{
		"self == USA or target == LVA and target == RUS":   true,
		"(self == USA or target == LVA) and target == RUS": false,
		"not self == USA or target == EST":                 true,
		"not (self == USA or target == EST)":               false,
		"target == LVA and self == USA or target == EST":   true,
	} {
		p, faults := language().Compile(source)
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		if got := p.Holds(&both); got != want {
			t.Errorf("%s: %v, want %v", source, got, want)
		}
	}
}

// Each fault stands at its column, and names the nearest right word where
// there is one.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		source string
		col    int
		msg    string // part of the message
		hint   string // part of the hint; "" for none
	}{
		// Syntax.
		{"", 1, "empty", ""},
		{"   ", 1, "empty", ""},
		{"party(target", 13, "comma or a closing )", ""},
		{"party(", 7, "closing ) is missing", ""},
		{"party(target LVA)", 14, "comma or a closing )", ""},
		{"(party(target)", 15, "closing ) is missing", ""},
		{"self in [USA", 13, "comma or a closing ]", ""},
		{"self in [USA,", 14, "closing ] is missing", ""},
		{"party(target) and", 18, "ends too early", "a name or a value"},
		{"and party(target)", 1, `unexpected "and"`, "a name or a value"},
		{"party(target) party(LVA)", 15, `unexpected "party"`, ""},
		{"self = USA", 6, `unexpected "="`, "=="},
		{"self == USA & target == EST", 13, `unexpected "&"`, "and, or, not"},
		{"!target_struck_first", 1, `unexpected "!"`, ""},
		{"self not USA", 6, `unexpected "not"`, "only in may follow"},
		{"1 < place.lat < 5", 15, "do not chain", "join two comparisons"},
		{`place.name == "ceuta`, 15, "closing quotation mark", ""},
		{"self == Est", 9, "code in capitals", "EST"},
		{"place.", 7, "field's name must follow", ""},
		{"place.lat > 1.2.3", 13, "not a number", ""},
		{"on > 2023-02-29", 6, "no day 29", "2023-02-28"},
		{"on > 2023-13-01", 6, "no month 13", "01 to 12"},
		{"on > 1815-12-31", 6, "out of range", "1816"},
		{"on > 5-3", 6, "not a date", "2024-02-10"},
		{"self == \x00USA", 9, "unexpected", ""},
		{"self == ÉST", 9, "unexpected", ""},
		// Names.
		{"partys(target)", 1, `no function "partys"`, "party"},
		{"partner == EST", 1, `unknown name "partner"`, "did you mean party?"},
		{"targt == EST", 1, `unknown name "targt"`, "target"},
		{"place.contnent == europe", 1, `unknown name "place.contnent"`, "place.continent"},
		{"kind == armed_atack", 9, `no kind of attack "armed_atack"`, "armed_attack"},
		{"kind == drone", 9, `no kind of attack "drone"`, "one of armed_attack"},
		{"place.continent in [europe, aisa]", 29, `no continent "aisa"`, "asia"},
		{"place.within(baltc)", 14, `no area "baltc"`, "baltic"},
		{"self == ESS", 9, `no state "ESS"`, "EST"},
		{"self in [USA, XQZ]", 15, `no state "XQZ"`, ""},
		{"place == EST", 1, "ask for one of its fields", "place.continent"},
		// Types.
		{"party(attackers)", 7, "takes a state, and this is a list of states", ""},
		{"party(2024-02-10)", 7, "and this is a date", ""},
		{"party()", 1, "takes 1 argument, and 0 stand here", ""},
		{`party_to("x")`, 1, "takes 2 arguments, and 1 stand here", ""},
		{"party(target, self)", 1, "takes 1 argument, and 2", ""},
		{"self", 1, "must answer yes or no; this is a state", ""},
		{"self and party(self)", 1, "and joins yes-or-no", ""},
		{"not self", 5, "not needs yes or no", ""},
		{"self == kind", 1, "a state cannot be compared with a kind of attack", ""},
		{"kind == place.continent", 1, "cannot be compared", ""},
		{"self < EST", 1, "a state has no order", "== or !="},
		{"place.lat == 5", 1, "not compared with ==", "< or >"},
		{"on > 5", 1, "a date cannot be compared with a number", ""},
		{"attackers == [RUS]", 1, "cannot be compared", ""},
		{"attackers in [RUS]", 1, "makes no sense", ""},
		{"self in EST", 1, "makes no sense", "list"},
		{"self in []", 9, "the list is empty", ""},
		{"self in [USA, USA]", 15, "stands twice", ""},
		{"self in [target]", 10, "a list holds states", ""},
		{"self in [europe]", 10, `unknown name "europe"`, ""},
		{"self in [kind == hybrid]", 10, "a list holds states", ""},
	} {
		_, faults := language().Compile(c.source)
		if len(faults) == 0 {
			t.Errorf("%q compiles", c.source)
			continue
		}
		f := faults[0]
		if f.Col != c.col || !strings.Contains(f.Msg, c.msg) || !strings.Contains(f.Hint, c.hint) || c.hint == "" && strings.HasPrefix(f.Hint, "did you mean") {
			t.Errorf("%q: column %d, %q, hint %q; want column %d, %q, %q", c.source, f.Col, f.Msg, f.Hint, c.col, c.msg, c.hint)
		}
		if f.Text != c.source {
			t.Errorf("%q: the fault shows %q", c.source, f.Text)
		}
	}
}

// Faults of meaning are all reported, in the order of columns, each once.
func TestEveryFaultIsReported(t *testing.T) {
	_, faults := language().Compile("targt == EST and kind == drone or self in [XQZ, USA] and place.lat > on")
	var cols []int
	for _, f := range faults {
		cols = append(cols, f.Col)
	}
	if want := []int{1, 26, 44, 58}; !slices.Equal(cols, want) {
		t.Errorf("columns %v, want %v\n%v", cols, want, faults)
	}
}

// A column counts characters, not bytes.
func TestColumnsCountCharacters(t *testing.T) {
	_, faults := language().Compile(`place.name == "Åland" and targt == EST`)
	if len(faults) != 1 || faults[0].Col != 27 {
		t.Errorf("%v, want one fault at column 27", faults)
	}
}

func TestTooLongTooDeep(t *testing.T) {
	for _, c := range []struct{ source, msg string }{
		{strings.Repeat("true and ", 1000) + "true", "longer than 4096 bytes"},
		{strings.Repeat("(", 2000) + "true" + strings.Repeat(")", 2000), "nested too deeply"},
		{strings.Repeat("not ", 1000) + "true", "nested too deeply"},
		{strings.Repeat("party(", 600) + "EST", "nested too deeply"},
		{strings.Repeat("[", 4000), "nested too deeply"},
		{"self == \xff\xfe", "not UTF-8"},
	} {
		p, faults := language().Compile(c.source)
		if p != nil || len(faults) != 1 || !strings.Contains(faults[0].Msg, c.msg) {
			t.Errorf("%.20s…: %v, %v, want %q", c.source, p, faults, c.msg)
		}
	}
	if _, faults := language().Compile(strings.Repeat("(", 60) + "true" + strings.Repeat(")", 60)); len(faults) > 0 {
		t.Errorf("sixty brackets: %v", faults[0])
	}
}

// Uses and Literals tell which values an answer can turn on.
func TestUsesAndLiterals(t *testing.T) {
	p, faults := language().Compile(`place.lat > 23.4364 and on >= 1986-08-11 and self in [USA, TUR] and party_to("rio-treaty", RUS)`)
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	for name, want := range map[string]bool{"place.lat": true, "on": true, "self": true, "party_to": true, "target": false, "place": false, "party": false} {
		if p.Uses(name) != want {
			t.Errorf("uses %s: %v, want %v", name, !want, want)
		}
	}
	lit := p.Literals()
	if !slices.Equal(lit.Numbers, []float64{23.4364}) || !slices.Equal(lit.Dates, []casus.Date{casus.MustDate("1986-08-11")}) ||
		!slices.Equal(lit.States, []string{"USA", "TUR", "RUS"}) || !slices.Equal(lit.Texts, []string{"rio-treaty"}) {
		t.Errorf("literals %+v", lit)
	}
}

// A clone takes further names and leaves the first language as it was.
func TestClone(t *testing.T) {
	base := language()
	more := base.Clone()
	more.Func("listed", []expr.Type{expr.NewEnum("list", []string{"neutral"}), {Kind: expr.State}}, expr.Type{Kind: expr.Bool},
		func(*attack, []expr.Value) expr.Value { return expr.Value{B: true} })
	if _, faults := more.Compile("listed(neutral, self)"); len(faults) > 0 {
		t.Error(faults[0])
	}
	if _, faults := base.Compile("listed(neutral, self)"); len(faults) != 1 {
		t.Errorf("the first language has learnt the name: %v", faults)
	}
}

// FuzzCompile holds any text to this: it compiles to a condition that answers,
// or it has faults that each stand within it.
func FuzzCompile(f *testing.F) {
	for _, s := range []string{
		"party(target) and (place.continent in [europe, asia] or place.of == TUR)",
		"on >= 1986-08-11 and self in [USA, TUR]", `party_to("north-atlantic-treaty", TUR)`,
		"not target_struck_first", "place.lat > 23.4364", "kind == drone", "self = USA", "(((", "[[", `"`, "a.b.c()", "not not not true",
		"self not in [EST]", "-5 < place.lat", "2023-02-29 < on", "ÅÄÖ", "\x00",
	} {
		f.Add(s)
	}
	env := language()
	f.Fuzz(func(t *testing.T, source string) {
		p, faults := env.Compile(source)
		if (p == nil) == (len(faults) == 0) {
			t.Fatalf("program %v with %d faults", p != nil, len(faults))
		}
		for _, fault := range faults {
			if fault.Msg == "" || fault.Col < 1 || fault.Col > utf8.RuneCountInString(source)+1 {
				t.Fatalf("%q: fault %q at column %d", source, fault.Msg, fault.Col)
			}
			if n := strings.Count(fault.Error(), "\n"); n > 5 {
				t.Fatalf("%q: a message of %d lines", source, n+1)
			}
		}
		if p != nil {
			once := p.Holds(&estonia)
			if again, _ := env.Compile(source); again.Holds(&estonia) != once {
				t.Fatalf("%q: two compilations differ", source)
			}
		}
	})
}

func BenchmarkHolds(b *testing.B) {
	p, faults := language().Compile("party(target) and (place.continent in [europe, asia] or place.of == TUR) and not target_struck_first")
	if len(faults) > 0 {
		b.Fatal(faults[0])
	}
	a := estonia
	for b.Loop() {
		p.Holds(&a)
	}
}
