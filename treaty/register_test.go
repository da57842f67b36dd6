package treaty

import (
	"slices"
	"strings"
	"testing"

	"casus"
)

const notCoded = `instruments:
  - id: old-pact
    name: Old Pact
    type: assist
    region: africa
    atop: [3840]
    signed: 1976-07-15
    in_force: 1976-10-01
    ended: 2019-12-31
    parties: [{states: [AAA, BBB]}, {state: CCC, from: 1990-01-01, until: 1999-12-31}]
    against: [XXX]
    why: "no text was found"
    source: "a yearbook"
    basis: report
  - id: new-pact
    name: New Pact
    type: assist
    region: africa
    signed: 2024-05-01
    parties: [{states: [AAA, CCC]}, {state: YYY, entry: not_in_force}]
    why: "its text is not published"
    source: "a newspaper"
    basis: report
`

func registered(t *testing.T, src string) []*Registered {
	t.Helper()
	list, faults := Register("register.yaml", []byte(src), testWorld(t))
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	return list
}

// What is not coded is named only where it was in force, covers the state and
// the target, and could change the verdict.
func TestWhatIsNotCoded(t *testing.T) {
	for _, c := range []struct{ name, on, target, attacker, want string }{
		{"in force, both parties", "1980-01-01", "AAA", "XXX", "BBB Old Pact"},
		{"a party of some years", "1995-01-01", "AAA", "XXX", "BBB Old Pact, CCC Old Pact"},
		{"that left", "2000-01-01", "AAA", "XXX", "BBB Old Pact"},
		{"signed, not in force", "1976-09-30", "AAA", "XXX", ""},
		{"over", "2020-01-01", "AAA", "XXX", ""},
		{"another attacker", "1980-01-01", "AAA", "YYY", ""},
		{"another target", "1980-01-01", "YYY", "XXX", ""},
		{"signed, entry not found, one signatory known not to be bound", "2024-06-01", "AAA", "XXX", "CCC New Pact"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := mustLibrary(t).WithRegister(registered(t, notCoded))
			var got []string
			for _, g := range l.Gaps(attackOn(casus.State(c.target), c.on, casus.State(c.attacker))) {
				if !g.Registered || g.Toward != casus.State(c.target) {
					t.Errorf("%+v", g)
				}
				got = append(got, string(g.State)+" "+g.Instrument)
			}
			slices.Sort(got)
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}

// A state that another treaty binds to the same is not named.
func TestWhatIsNotCodedChangesNothing(t *testing.T) {
	l := mustLibrary(t, pact("p", "AAA, BBB")).WithRegister(registered(t, notCoded))
	for _, g := range l.Gaps(attackOn("AAA", "1995-01-01", "XXX")) {
		if g.State == "BBB" {
			t.Errorf("%+v", g)
		}
	}
	for _, g := range l.CommitmentGaps("BBB", casus.MustDate("1995-01-01"), "", l.Commitments("BBB", casus.MustDate("1995-01-01"), "", home)) {
		if g.Toward == "AAA" {
			t.Errorf("%+v", g)
		}
	}
}

// The reverse: whom an instrument that is not coded may oblige a state to help.
func TestCommitmentsNotCoded(t *testing.T) {
	l := mustLibrary(t).WithRegister(registered(t, notCoded))
	var got []string
	for _, g := range l.CommitmentGaps("BBB", casus.MustDate("1995-01-01"), "XXX", nil) {
		got = append(got, string(g.Toward))
	}
	if !slices.Equal(got, []string{"AAA", "CCC"}) {
		t.Errorf("got %v", got)
	}
	if more := l.CommitmentGaps("BBB", casus.MustDate("1995-01-01"), "YYY", nil); len(more) > 0 {
		t.Errorf("against another: %+v", more)
	}
}

// A clause whose verdict is "cannot tell" is counted there too, with its reason.
func TestRowsThatCannotBeTold(t *testing.T) {
	l := mustLibrary(t, strings.Replace(pact("p", "AAA, BBB"), "from: 1991-01-01, basis", "basis", 1))
	ev := attackOn("AAA", "2000-01-01", "XXX")
	r := row(t, l.Obligations(ev, Options{}), "BBB")
	gaps := l.Gaps(ev)
	if r.Verdict != casus.CannotTell || len(gaps) != 1 || gaps[0].State != "BBB" || gaps[0].Treaty != "p" || gaps[0].Why == "" || gaps[0].Registered {
		t.Errorf("row %s, gaps %+v", r.Verdict, gaps)
	}
}

func TestRegisterFaults(t *testing.T) {
	for _, c := range []struct{ name, from, to, msg string }{
		{"no type", "    type: assist\n    region: africa\n    atop", "    region: africa\n    atop", "the field type is missing"},
		{"no region", "    region: africa\n    atop", "    atop", "the field region is missing"},
		{"one party", "[{states: [AAA, BBB]}, {state: CCC, from: 1990-01-01, until: 1999-12-31}]", "[{state: AAA}]", "two parties"},
		{"no reason", "    why: \"no text was found\"\n", "", "the field why is missing"},
		{"a word for a number", "[3840]", "[many]", "not a number"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := Register("r.yaml", []byte(strings.Replace(notCoded, c.from, c.to, 1)), testWorld(t))
			if len(faults) == 0 || !strings.Contains(faults[0].Msg, c.msg) {
				t.Errorf("%v", faults)
			}
		})
	}
}
