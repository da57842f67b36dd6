package statement_test

import (
	"slices"
	"sync"
	"testing"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/state"
	"casus/statement"
	"casus/treaty"
	"casus/treaty/library"
)

var makeWorld = sync.OnceValues(func() (*statement.World, error) {
	states, err := state.New(facts.Default())
	if err != nil {
		return nil, err
	}
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	lib, err := library.Load(treaty.NewWorld(known, nil, place.AreaNames(facts.Default())), states.Name)
	if err != nil {
		return nil, err
	}
	return statement.NewWorld(facts.Default(), states, lib), nil
})

func world(t testing.TB) *statement.World {
	t.Helper()
	w, err := makeWorld()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func all(t testing.TB) []statement.Statement {
	t.Helper()
	list, err := statement.All(facts.Default())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func get(t testing.TB, id string) statement.Statement {
	t.Helper()
	s, ok := statement.Find(all(t), id)
	if !ok {
		t.Fatalf("no statement %s", id)
	}
	return s
}

func day(s string) casus.Date { return casus.MustDate(s) }

func ids(list []statement.Statement) []string {
	var out []string
	for _, s := range list {
		out = append(out, s.ID)
	}
	return out
}

func TestOldestFirst(t *testing.T) {
	list := all(t)
	if !slices.IsSortedFunc(list, func(a, b statement.Statement) int { return int(last(a)) - int(last(b)) }) {
		t.Errorf("not in the order of their days: %v", ids(list))
	}
}

func last(s statement.Statement) casus.Date { return max(s.Date, s.DateUntil) }

// Every condition that the table has belongs to a statement, and every
// statement that hangs on something has one.
func TestConditionsBelongToStatements(t *testing.T) {
	list := all(t)
	for _, r := range facts.Default().MustTable("statement_conditions").Rows {
		s, ok := statement.Find(list, r.Text("id"))
		if !ok || s.ID != r.Text("id") {
			t.Errorf("line %d: no statement %q", r.Line, r.Text("id"))
		}
	}
	for _, s := range list {
		if s.ConditionOn != "" && s.Applies == nil {
			t.Errorf("%s: hangs on %s (%q), and there is no condition to ask", s.ID, s.ConditionOn, s.Condition)
		}
	}
}

func TestEmbeddedStatementsAreSound(t *testing.T) {
	w := world(t)
	for _, s := range all(t) {
		for _, f := range w.Faults(s, day("2026-11-23")) {
			if s.ID == "S12" && f.Msg == "no date" {
				continue // the article gives none, and the entry says so
			}
			t.Errorf("%s: %v", s.ID, f)
		}
	}
}

func TestFilter(t *testing.T) {
	list := all(t)
	for _, c := range []struct {
		name string
		q    statement.Query
		want []string
	}{
		{"refusals by the former President about those who do not pay", statement.Query{Speaker: "trump", Stance: "refuse", Text: "pay"}, []string{"S03", "M31", "M36"}},
		{"curly quotation marks in the text are found by straight ones", statement.Query{Text: "nato's security"}, []string{"S14"}},
		{"article 4 of the North Atlantic Treaty", statement.Query{Commitment: "north-atlantic-treaty", Article: "Art. 4"}, []string{"M19"}},
		{"article V of the treaty with Japan, small letters", statement.Query{Article: "v"}, []string{"M40"}},
		{"a month is within its year", statement.Query{Since: day("2020-01-15"), Until: day("2020-02-01")}, []string{"M18"}},
		{"a month that has begun can hold the statement", statement.Query{Speaker: "Erdogan", Until: day("2019-10-15")}, []string{"M13"}},
		{"Armenia", statement.Query{State: "ARM"}, []string{"M32", "M34"}},
		{"reported elsewhere with a word that the article softens", statement.Query{Text: "the hell"}, []string{"S04"}},
		{"nobody", statement.Query{Speaker: "Talleyrand"}, nil},
	} {
		if got := ids(statement.Filter(list, c.q)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := statement.Filter(list, statement.Query{}); len(got) != len(list) {
		t.Errorf("an empty query gives %d of %d", len(got), len(list))
	}
}

func states(t testing.TB) *state.Registry {
	t.Helper()
	r, err := state.New(facts.Default())
	if err != nil {
		t.Fatal(err)
	}
	return r
}
