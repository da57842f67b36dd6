package library_test

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/state"
	"casus/treaty"
	"casus/treaty/library"
)

//go:embed cases/*.yaml treaties/*.yaml
var testFiles embed.FS

// A lawCase is an event with what the law says of it: one entry of a file in
// cases, which is named for the treaty.
type lawCase struct {
	id     string             // of the file's treaty
	all    []casus.Obligation // every row of the event
	shown  []casus.Obligation // those that are shown without --all
	fault  error              // why the event cannot be asked about
	Name   string             `yaml:"name"` // as a lawyer or historian would name it
	Event  caseEvent          `yaml:"event"`
	Expect []expectation      `yaml:"expect"`
}

type caseEvent struct {
	Attackers         []casus.State `yaml:"attackers"`
	Target            casus.State   `yaml:"target"`
	On                string        `yaml:"on"`
	At                string        `yaml:"at"` // a name of the gazetteer or coordinates; "" is the target's capital
	Kind              casus.Kind    `yaml:"kind"`
	Object            casus.Object  `yaml:"object"`
	TargetStruckFirst bool          `yaml:"target_struck_first"`
}

// An expectation is the verdict on one or more states under one clause.
type expectation struct {
	State    casus.State          `yaml:"state"`
	States   []casus.State        `yaml:"states"`
	Verdict  casus.Verdict        `yaml:"verdict"`  // or "none": no row is shown
	Treaty   string               `yaml:"treaty"`   // default: the file's
	Article  string               `yaml:"article"`  // "" for every clause of the type
	Type     casus.ObligationType `yaml:"type"`     // default, without an article: assist
	Toward   casus.State          `yaml:"toward"`   // "" for any
	Pending  *[]casus.Pending     `yaml:"pending"`  // left out: not asked
	Decisive string               `yaml:"decisive"` // part of the text of the reason that settled the verdict
}

// none is the verdict of a state to which nothing is shown without --all.
const none casus.Verdict = "none"

// bench is all that a case needs.
type bench struct {
	states  *state.Registry
	places  *place.Gazetteer
	library *treaty.Library
	world   *treaty.World
	cases   []*lawCase // asked
}

var makeBench = sync.OnceValues(func() (*bench, error) {
	states, err := state.New(facts.Default())
	if err != nil {
		return nil, err
	}
	places, err := place.New(facts.Default(), states.Resolve)
	if err != nil {
		return nil, err
	}
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	world := treaty.NewWorld(known, nil, place.AreaNames(facts.Default()))
	lib, err := library.Load(world, states.Name)
	if err != nil {
		return nil, err
	}
	cases, err := readCases()
	if err != nil {
		return nil, err
	}
	b := &bench{states, places, lib, world, cases}
	for _, c := range cases {
		var ev casus.Event
		if ev, c.fault = b.event(c.Event); c.fault == nil {
			c.all = lib.Obligations(ev, treaty.Options{All: true})
			c.shown = lib.Obligations(ev, treaty.Options{})
		}
	}
	return b, nil
})

func newBench(t *testing.T) *bench {
	t.Helper()
	b, err := makeBench()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestCases asks every case of the folder cases.
func TestCases(t *testing.T) {
	b := newBench(t)
	names := map[string]bool{}
	for _, c := range b.cases {
		name := c.id + "/" + c.Name
		if c.Name == "" || names[name] || len(c.Expect) == 0 {
			t.Errorf("%s: a case needs a name of its own and an expectation", name)
		}
		names[name] = true
		t.Run(name, func(t *testing.T) { b.check(t, c) })
	}
}

func (b *bench) check(t *testing.T, c *lawCase) {
	if c.fault != nil {
		t.Fatal(c.fault)
	}
	for _, e := range c.Expect {
		if e.Treaty == "" {
			e.Treaty = c.id
		}
		if _, err := b.library.Find(e.Treaty); err != nil {
			t.Fatal(err)
		}
		if e.Type == "" && e.Article == "" {
			e.Type = casus.Assist
		}
		states := e.States
		if e.State != "" {
			states = append(states, e.State)
		}
		if len(states) == 0 {
			t.Errorf("an expectation needs state or states")
		}
		for _, s := range states {
			if len(b.states.Spells(s)) == 0 {
				t.Errorf("no state %s", s)
			}
			rows := c.all
			if e.Verdict == none {
				rows = c.shown
			}
			e.compare(t, s, e.pick(rows, s))
		}
	}
}

// pick gives the rows that the expectation is about.
func (e expectation) pick(rows []casus.Obligation, s casus.State) []casus.Obligation {
	return slices.DeleteFunc(slices.Clone(rows), func(r casus.Obligation) bool {
		return r.State != s || r.Treaty != e.Treaty ||
			e.Article != "" && r.Article != e.Article || e.Type != "" && r.Type != e.Type || e.Toward != "" && r.Toward != e.Toward
	})
}

func (e expectation) compare(t *testing.T, s casus.State, rows []casus.Obligation) {
	t.Helper()
	what := fmt.Sprintf("%s under %s %s %s", s, e.Treaty, e.Article, e.Type)
	if e.Verdict == none {
		if len(rows) > 0 {
			t.Errorf("%s: %s is shown, want no row", what, rows[0].Verdict)
		}
		return
	}
	if len(rows) == 0 {
		t.Errorf("%s: no row, want %s", what, e.Verdict)
	}
	for _, r := range rows {
		if r.Verdict != e.Verdict {
			t.Errorf("%s: %s, want %s\n%s", what, r.Verdict, e.Verdict, trace(r))
			continue
		}
		if e.Pending != nil && !slices.Equal(r.Pending, *e.Pending) {
			t.Errorf("%s: pending %v, want %v", what, r.Pending, *e.Pending)
		}
		if e.Decisive == "" {
			continue
		}
		i := slices.IndexFunc(r.Why, func(w casus.Reason) bool { return w.Decisive })
		if i < 0 || !strings.Contains(r.Why[i].Text, e.Decisive) {
			t.Errorf("%s: no decisive reason with %q\n%s", what, e.Decisive, trace(r))
		}
	}
}

func trace(r casus.Obligation) string {
	var out strings.Builder
	for _, w := range r.Why {
		mark := " "
		if w.Decisive {
			mark = "*"
		}
		fmt.Fprintf(&out, "  %s %-9s %-5v %s (%s)\n", mark, w.Role, w.Holds, w.Text, w.Source)
	}
	return out.String()
}

// event makes the event that a case describes, and refuses states and days
// that do not go together.
func (b *bench) event(c caseEvent) (casus.Event, error) {
	on, err := casus.ParseDate(c.On)
	if err != nil {
		return casus.Event{}, err
	}
	ev := casus.Event{Attackers: c.Attackers, Target: c.Target, On: on, Kind: c.Kind, Object: c.Object, TargetStruckFirst: c.TargetStruckFirst}
	if ev.Kind == "" {
		ev.Kind = casus.ArmedAttack
	}
	if ev.Object == "" {
		ev.Object = casus.Territory
	}
	if !slices.Contains(casus.Kinds, ev.Kind) || !slices.Contains(casus.Objects, ev.Object) {
		return ev, fmt.Errorf("no kind %q or object %q", ev.Kind, ev.Object)
	}
	if len(c.Attackers) == 0 {
		return ev, errors.New("nobody attacks")
	}
	for _, s := range append([]casus.State{c.Target}, c.Attackers...) {
		if s != casus.NonState && !b.states.Exists(s, on) {
			return ev, fmt.Errorf("%s did not exist on %s", s, on)
		}
	}
	if c.At == "" {
		ev.Theatre, err = b.places.HomeOf(c.Target, on)
	} else {
		ev.Theatre, err = b.places.Resolve(c.At, on)
	}
	return ev, err
}

func readCases() ([]*lawCase, error) {
	files, err := testFiles.ReadDir("cases")
	if err != nil {
		return nil, err
	}
	var out []*lawCase
	for _, f := range files {
		src, err := testFiles.ReadFile("cases/" + f.Name())
		if err != nil {
			return nil, err
		}
		dec := yaml.NewDecoder(bytes.NewReader(src))
		dec.KnownFields(true)
		var cases []*lawCase
		if err := dec.Decode(&cases); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		for _, c := range cases {
			c.id = strings.TrimSuffix(f.Name(), ".yaml")
		}
		out = append(out, cases...)
	}
	return out, nil
}

// TestEveryTreatyHasCases asks for enough cases of every instrument with
// clauses, and that every clause of it is the question of one of them.
func TestEveryTreatyHasCases(t *testing.T) {
	b := newBench(t)
	least := map[string]int{"north-atlantic-treaty": 40, "treaty-on-european-union": 40}
	count := map[string]int{}
	for _, c := range b.cases {
		count[c.id]++
		if tr, err := b.library.Find(c.id); err != nil || tr.ID != c.id {
			t.Errorf("cases/%s.yaml belongs to no treaty", c.id)
		}
	}
	for _, tr := range b.library.All() {
		if len(tr.Clauses) == 0 {
			continue
		}
		if want := max(5, least[tr.ID]); tr.Nature != treaty.Political && count[tr.ID] < want {
			t.Errorf("%s: %d cases, want %d", tr.ID, count[tr.ID], want)
		}
		for _, clause := range tr.Clauses {
			if !slices.ContainsFunc(b.cases, func(c *lawCase) bool {
				return slices.ContainsFunc(c.Expect, func(e expectation) bool { return e.asks(c.id, tr.ID, clause) })
			}) {
				t.Errorf("%s: no case asks about article %s, %s", tr.ID, clause.Article, clause.Type)
			}
		}
	}
}

// asks reports whether an expectation in the file of one treaty is about a
// clause of another or the same.
func (e expectation) asks(file, id string, c *treaty.Clause) bool {
	switch {
	case e.Treaty != id && (e.Treaty != "" || file != id):
		return false
	case e.Article == "" && e.Type == "":
		return c.Type == casus.Assist
	}
	return (e.Article == "" || e.Article == c.Article) && (e.Type == "" || e.Type == c.Type)
}

// TestEveryReasonIsAsked asks that every condition, exception and doubt of an
// instrument of law lowers the verdict of some case, alone or beside others:
// else it is idle or untested.
func TestEveryReasonIsAsked(t *testing.T) {
	b := newBench(t)
	lowers := map[string]bool{}
	for _, c := range b.cases {
		for _, r := range c.all {
			for _, w := range r.Why {
				if w.Role == "condition" && !w.Holds || w.Role == "exception" || w.Role == "doubt" || w.Role == "unknown" {
					lowers[r.Treaty+"|"+r.Article+"|"+w.Text] = true
				}
			}
		}
	}
	common := commonSays(t)
	for _, tr := range b.library.All() {
		if tr.Nature == treaty.Political {
			continue
		}
		for _, c := range tr.Clauses {
			for _, s := range c.Steps {
				if s.Role != "note" && !common[s.Says] && !lowers[tr.ID+"|"+c.Article+"|"+s.Says] {
					t.Errorf("%s, article %s: no case turns on %q", tr.ID, c.Article, s.Says)
				}
			}
		}
	}
}

// commonSays gives the words of the steps that clauses share.
func commonSays(t *testing.T) map[string]bool {
	t.Helper()
	src, err := os.ReadFile("common.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var sets map[string][]struct{ Says string }
	if err := yaml.Unmarshal(src, &sets); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for _, set := range sets {
		for _, s := range set {
			out[s.Says] = true
		}
	}
	return out
}
