package library_test

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path"
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
	Name   string        `yaml:"name"` // as a lawyer or historian would name it
	Event  caseEvent     `yaml:"event"`
	Expect []expectation `yaml:"expect"`
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
	return &bench{states, places, lib}, nil
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
	for id, cases := range readCases(t) {
		t.Run(id, func(t *testing.T) {
			names := map[string]bool{}
			for _, c := range cases {
				if c.Name == "" || names[c.Name] || len(c.Expect) == 0 {
					t.Errorf("case %q: a case needs a name of its own and an expectation", c.Name)
				}
				names[c.Name] = true
				t.Run(c.Name, func(t *testing.T) { b.check(t, id, c) })
			}
		})
	}
}

func (b *bench) check(t *testing.T, id string, c lawCase) {
	ev := b.event(t, c.Event)
	all := b.library.Obligations(ev, treaty.Options{All: true})
	shown := b.library.Obligations(ev, treaty.Options{})
	for _, e := range c.Expect {
		if e.Treaty == "" {
			e.Treaty = id
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
			rows := all
			if e.Verdict == none {
				rows = shown
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
func (b *bench) event(t *testing.T, c caseEvent) casus.Event {
	t.Helper()
	on, err := casus.ParseDate(c.On)
	if err != nil {
		t.Fatal(err)
	}
	ev := casus.Event{Attackers: c.Attackers, Target: c.Target, On: on, Kind: c.Kind, Object: c.Object, TargetStruckFirst: c.TargetStruckFirst}
	if ev.Kind == "" {
		ev.Kind = casus.ArmedAttack
	}
	if ev.Object == "" {
		ev.Object = casus.Territory
	}
	if !slices.Contains(casus.Kinds, ev.Kind) || !slices.Contains(casus.Objects, ev.Object) {
		t.Fatalf("no kind %q or object %q", ev.Kind, ev.Object)
	}
	if len(c.Attackers) == 0 {
		t.Fatal("nobody attacks")
	}
	for _, s := range append([]casus.State{c.Target}, c.Attackers...) {
		if s != casus.NonState && !b.states.Exists(s, on) {
			t.Fatalf("%s did not exist on %s", s, on)
		}
	}
	if c.At == "" {
		ev.Theatre, err = b.places.HomeOf(c.Target, on)
	} else {
		ev.Theatre, err = b.places.Resolve(c.At, on)
	}
	if err != nil {
		t.Fatal(err)
	}
	return ev
}

func readCases(t *testing.T) map[string][]lawCase {
	t.Helper()
	out := map[string][]lawCase{}
	files, err := testFiles.ReadDir("cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		src, err := testFiles.ReadFile("cases/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		dec := yaml.NewDecoder(bytes.NewReader(src))
		dec.KnownFields(true)
		var cases []lawCase
		if err := dec.Decode(&cases); err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		out[strings.TrimSuffix(f.Name(), ".yaml")] = cases
	}
	return out
}

// TestEveryTreatyHasCases asks for a file of cases for every instrument with
// clauses, and that every clause of it is the question of one of them.
func TestEveryTreatyHasCases(t *testing.T) {
	b := newBench(t)
	cases := readCases(t)
	least := map[string]int{"north-atlantic-treaty": 40, "treaty-on-european-union": 40}
	for _, tr := range b.library.All() {
		if len(tr.Clauses) == 0 {
			continue
		}
		if want := max(5, least[tr.ID]); tr.Nature != treaty.Political && len(cases[tr.ID]) < want {
			t.Errorf("%s: %d cases, want %d", tr.ID, len(cases[tr.ID]), want)
		}
		for _, c := range tr.Clauses {
			if !slices.ContainsFunc(cases[tr.ID], func(l lawCase) bool {
				return slices.ContainsFunc(l.Expect, func(e expectation) bool {
					if e.Treaty != "" && e.Treaty != tr.ID {
						return false
					}
					if e.Article == "" && e.Type == "" {
						return c.Type == casus.Assist
					}
					return (e.Article == "" || e.Article == c.Article) && (e.Type == "" || e.Type == c.Type)
				})
			}) {
				t.Errorf("%s: no case asks about article %s, %s", tr.ID, c.Article, c.Type)
			}
		}
	}
	for id := range cases {
		if tr, err := b.library.Find(id); err != nil || tr.ID != id {
			t.Errorf("cases/%s.yaml belongs to no treaty", id)
		}
	}
}

// TestEveryReasonIsAsked asks that every condition, exception and doubt of an
// instrument of law lowers the verdict of some case, alone or beside others:
// else it is idle or untested.
func TestEveryReasonIsAsked(t *testing.T) {
	b := newBench(t)
	lowers := map[string]bool{}
	for _, cases := range readCases(t) {
		for _, c := range cases {
			for _, r := range b.library.Obligations(b.event(t, c.Event), treaty.Options{All: true}) {
				for _, w := range r.Why {
					if w.Role == "condition" && !w.Holds || w.Role == "exception" || w.Role == "doubt" {
						lowers[r.Treaty+"|"+r.Article+"|"+w.Text] = true
					}
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

// TestFiles holds the files to their form: the id is the file's name, no name
// stands for two instruments, words that were not read are not quoted, and a
// quotation is short.
func TestFiles(t *testing.T) {
	b := newBench(t)
	list, err := testFiles.ReadDir("treaties")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(b.library.All()) {
		t.Errorf("%d files give %d treaties: an id stands twice", len(list), len(b.library.All()))
	}
	taken := map[string]string{}
	for _, tr := range b.library.All() {
		if want := tr.ID + ".yaml"; path.Base(tr.File) != want {
			t.Errorf("%s holds the id %s", tr.File, tr.ID)
		}
		for _, n := range append([]string{tr.ID, tr.Name}, tr.Aliases...) {
			key := strings.ToLower(n)
			if other := taken[key]; other != "" && (other != tr.ID || key != strings.ToLower(tr.Name)) {
				t.Errorf("%s: the name %q stands for %s too, or stands twice", tr.ID, n, other)
			}
			taken[key] = tr.ID
		}
		if tr.Summary == "" || len(tr.Sources) == 0 || tr.Basis == "" {
			t.Errorf("%s: summary, sources and basis must be given", tr.ID)
		}
		for _, p := range tr.Parties {
			if p.Basis == "" {
				t.Errorf("%s: party %s has no basis", tr.ID, p.State)
			}
		}
		for _, c := range tr.Clauses {
			quoted(t, tr.ID+" "+c.Article, c.Quote, c.Basis)
			for _, s := range c.Steps {
				basis := s.Basis
				if basis == "" {
					basis = c.Basis
				}
				quoted(t, tr.ID+" "+c.Article, s.Quote, basis)
			}
		}
		if l := tr.Leaving; l != nil {
			quoted(t, tr.ID+" leaving", l.Quote, l.Basis)
		}
	}
}

func quoted(t *testing.T, where, quote, basis string) {
	t.Helper()
	if n := len(strings.Fields(quote)); n >= 25 {
		t.Errorf("%s: a quotation of %d words", where, n)
	}
	if quote != "" && basis == "memory" {
		t.Errorf("%s: words from memory are not quoted", where)
	}
}

// TestNoConstantCondition tries every clause on every territory, sea and state
// of the gazetteer: each condition must hold in some event.
func TestNoConstantCondition(t *testing.T) {
	b := newBench(t)
	places := b.everyPlace(t)
	for _, tr := range b.library.All() {
		for _, fault := range tr.Constant(b.library, places) {
			t.Errorf("%s:%d: %s\n%s", fault.File, fault.Line, fault.Msg, fault.Text)
		}
	}
}

func (b *bench) everyPlace(t *testing.T) []casus.Place {
	t.Helper()
	var out []casus.Place
	for _, day := range []string{"1955-06-01", "2014-06-01", "2024-06-01"} {
		on := casus.MustDate(day)
		for _, name := range append(b.places.TerritoryIDs(), place.AreaNames(facts.Default())...) {
			if p, err := b.places.Resolve(name, on); err == nil {
				out = append(out, p)
			}
		}
		for _, s := range b.states.All(on) {
			if p, err := b.places.HomeOf(s, on); err == nil {
				out = append(out, p)
			}
		}
	}
	if len(out) < 300 {
		t.Fatalf("only %d places", len(out))
	}
	return out
}

// TestSourceTableIsWhole asks for every instrument of the source table, under
// the id that it has there.
func TestSourceTableIsWhole(t *testing.T) {
	b := newBench(t)
	for _, alias := range strings.Fields(`
		NAT TEU427 RIO ANZUS US_PHL US_JPN US_KOR MANILA FPDA CSTO RUS_PRK CHN_PRK UNION_SG ARAB_JDEC GCC_JDA ECOWAS81
		AU2005 AACHEN NANCY LANCASTER NORTHWOOD TRINITY KENSINGTON FRA_GRC SHUSHA SAU_PAK UKR_SEC BUDAPEST WEU GBR_SWE
		GBR_FIN AES PUKPUK US_QAT TRA US_ISR AUKUS RAA_JPN_PHL RUS_IRN UNCHARTER NEUTRAL_AUT NEUTRAL_CHE NEUTRAL_IRL
		NEUTRAL_MLT`) {
		if _, err := b.library.Find(alias); err != nil {
			t.Error(err)
		}
	}
}

// TestPoliticalNeverBinds asks every case's event: a political commitment never
// binds, and a disputed one is contested at most.
func TestPoliticalNeverBinds(t *testing.T) {
	b := newBench(t)
	asked := 0
	for _, cases := range readCases(t) {
		for _, c := range cases {
			for _, r := range b.library.Obligations(b.event(t, c.Event), treaty.Options{All: true}) {
				tr, err := b.library.Find(r.Treaty)
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case tr.Nature == treaty.Political && (r.Verdict != casus.NotBound || !r.Political):
					t.Errorf("%s: %s is %s under the political %s", c.Name, r.State, r.Verdict, r.Treaty)
				case tr.Nature == treaty.Disputed && r.Verdict == casus.Bound:
					t.Errorf("%s: %s is bound under the disputed %s", c.Name, r.State, r.Treaty)
				}
				if tr.Nature != treaty.Law {
					asked++
				}
			}
		}
	}
	if asked == 0 {
		t.Error("no case asks about an instrument outside the law")
	}
}

// TestUnreadableFile refuses what the loader cannot take from a folder.
func TestUnreadableFile(t *testing.T) {
	w := treaty.NewWorld(func(string) bool { return true }, nil, nil)
	big := path.Join(t.TempDir(), "big.yaml")
	if err := os.WriteFile(big, bytes.Repeat([]byte("#\n"), treaty.MaxFile), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"no-such.yaml": "cannot be read", t.TempDir(): "not a file", big: "larger"} {
		if _, faults := library.ReadFile(file, w); len(faults) != 1 || !strings.Contains(faults[0].Msg, want) {
			t.Errorf("%s: %v, want a fault with %q", file, faults, want)
		}
	}
}
