package answer_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/treaty"
)

var open = sync.OnceValues(func() (*inquiry.Archive, error) { return inquiry.Open() })

func desk(t testing.TB) *inquiry.Archive {
	t.Helper()
	d, err := open()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func page(t *testing.T, attacker, target, on string, shocks ...string) answer.Brief {
	t.Helper()
	b, err := answer.BriefQuestion{Question: inquiry.Question{Attackers: []string{attacker}, Target: target, On: on}, Shocks: shocks, Estimates: inquiry.Estimates{Draws: 20}}.Ask(t.Context(), desk(t))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func verdicts(b answer.Brief, v casus.Verdict) []casus.State {
	var out []casus.State
	for _, s := range b.Standing {
		if s.Verdict == v {
			out = append(out, s.State)
		}
	}
	return out
}

func TestRussiaAttacksEstoniaFebruary2024(t *testing.T) {
	b := page(t, "RUS", "EST", "2024-02-10")
	if in := verdicts(b, casus.Bound); len(in) != 30 || slices.Contains(in, "SWE") || !slices.Contains(in, "FIN") {
		t.Errorf("bound: %v; the thirty other members of the day are expected, Finland among them, Sweden not yet", in)
	}
	if in := verdicts(b, casus.Contested); !slices.Equal(in, []casus.State{"AUT", "CYP", "IRL", "MLT", "SWE"}) {
		t.Errorf("contested: %v; the neutral and non-aligned members of the Union are expected", in)
	}
	if !slices.ContainsFunc(b.Surprises, func(s answer.Surprise) bool { return s.State == "GBR" || s.State == "SWE" }) {
		t.Errorf("Sweden, a month before its accession, is a surprise: %v", b.Surprises)
	}
	if b.Burden == nil || b.Burden.Edition != "2024-06" || !b.Burden.PublishedLater {
		t.Fatalf("burden: %+v; no edition of the pack was published by then, so the first is used and marked", b.Burden)
	}
	if b.Burden.Meeting != 22 {
		t.Errorf("at the guideline: %d; NATO's edition of June 2024 counts 23, of which Sweden was no member yet", b.Burden.Meeting)
	}
	if b.Means == nil || b.Means.Bound[0].State != "USA" || len(b.Means.Without) != 3 {
		t.Errorf("means: %+v", b.Means)
	}
	if b.Aid != nil {
		t.Error("aid is for targets that nobody is bound to")
	}
	for _, s := range b.Statements {
		if s.Date > b.Event.On {
			t.Errorf("statement %s of %s was not yet made", s.ID, s.Date)
		}
	}
}

func TestRussiaAttacksUkraineNobodyIsBound(t *testing.T) {
	b := page(t, "RUS", "UKR", "2022-02-24")
	if in := verdicts(b, casus.Bound); len(in) != 0 {
		t.Errorf("bound: %v", in)
	}
	if !strings.HasPrefix(b.Answer, "No state is bound") || !strings.Contains(b.Answer, "political") {
		t.Errorf("answer: %q", b.Answer)
	}
	if !slices.ContainsFunc(b.Assurances, func(a answer.Assurance) bool { return a.Treaty == "budapest-memorandum" }) {
		t.Errorf("assurances: %+v", b.Assurances)
	}
	if b.Aid == nil || !b.Aid.PublishedLater || b.Aid.Donors[0].Total < b.Aid.Donors[1].Total {
		t.Errorf("aid: %+v", b.Aid)
	}
}

func TestWhereTheListOfPartiesIsNotCompleteTheAnswerIsCannotTell(t *testing.T) {
	b := page(t, "TGO", "GHA", "2020-01-01")
	if len(b.CannotTell) == 0 || !strings.Contains(strings.ToLower(b.Answer), "cannot tell") {
		t.Errorf("answer %q, gaps %v", b.Answer, b.CannotTell)
	}
}

func TestBeforeTheFactsBeginNobodyIsNeverTheAnswer(t *testing.T) {
	b := page(t, "DEU", "POL", "1939-09-01")
	if len(b.CannotTell) == 0 || !strings.HasPrefix(b.Answer, "Casus cannot tell") {
		t.Errorf("Poland had allies in 1939 whom the embedded treaties do not name: %q, %v", b.Answer, b.CannotTell)
	}
	if b.Means != nil || b.Burden != nil {
		t.Error("figures of today stand beside an event of 1939")
	}
}

// TestContract: the fields that others rely on are there, and the links have an
// answer for two states of today.
func TestContract(t *testing.T) {
	b := page(t, "RUS", "EST", "2024-02-10", "stay-home:USA")
	raw, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{"schema", "event", "answer", "obligations", "response", "outcome", "deterrence", "shocks", "worth", "burden", "statements", "assumptions", "validity", "provenance"} {
		if m[k] == nil {
			t.Errorf("the contract's field %q is missing", k)
		}
	}
	for k := 1; k < len(b.Response); k++ {
		if b.Response[k].P.Median > b.Response[k-1].P.Median {
			t.Fatalf("not the most likely first: %s before %s", b.Response[k-1].State, b.Response[k].State)
		}
	}
	if b.Provenance.Draws == 0 || b.Provenance.Model.SHA256 == "" {
		t.Errorf("provenance %+v", b.Provenance)
	}
	change := b.Shocks[0].OutcomeChange
	if change == nil || !(change.High < 0) {
		t.Errorf("without the United States the target's chance moves by %+v", change)
	}
}

// TestSanity: what an expert would try.
func TestSanity(t *testing.T) {
	b := page(t, "RUS", "EST", "2024-02-10")
	p := map[casus.State]casus.Interval{}
	for _, r := range b.Response {
		if r.Side == "target" {
			p[r.State] = r.P
			if !(r.P.Low > 0 && r.P.High < 1 && r.P.Low <= r.P.Median && r.P.Median <= r.P.High) {
				t.Errorf("%s: %+v", r.State, r.P)
			}
			if len(r.Classes) == 0 || r.ReferenceClass == "" || len(r.Extrapolation) == 0 {
				t.Errorf("%s names no class, no reference class or no extrapolation", r.State)
			}
		}
	}
	for _, far := range []casus.State{"TUV", "BTN", "PRY", "LSO"} {
		if p[far].High > 0.01 {
			t.Errorf("%s, far, weak and uncommitted, comes with %+v", far, p[far])
		}
	}
	if p["USA"].Median < p["DEU"].Median || p["POL"].Median < p["PRT"].Median {
		t.Errorf("the United States %+v, Germany %+v, Poland %+v, Portugal %+v", p["USA"], p["DEU"], p["POL"], p["PRT"])
	}
	if !strings.Contains(strings.Join(b.Outcome.Extrapolation, " "), "nuclear") {
		t.Error("nothing is said of nuclear weapons")
	}
	// Finland's membership of 4 April 2023 raises its chance, others' fixed.
	before, after := page(t, "RUS", "EST", "2023-04-03"), page(t, "RUS", "EST", "2023-04-04")
	if a, b := chanceOf(before, "FIN"), chanceOf(after, "FIN"); a.P.Median > b.P.Median {
		t.Errorf("Finland came with %+v before it was bound by Article 5, with %+v after", a.P, b.P)
	}
}

func chanceOf(b answer.Brief, s casus.State) answer.Chance {
	for _, r := range b.Response {
		if r.State == s && r.Side == "target" {
			return r
		}
	}
	return answer.Chance{}
}

// TestCannotEstimate: where too little is known there is a reason and no number.
func TestCannotEstimate(t *testing.T) {
	for _, c := range []struct{ attacker, target, on, why string }{
		{"nonstate", "USA", "2024-02-10", "non-state"},
		{"RUS", "EST", "2013-12-31", "2014"},
		{"CHN", "Kosovo", "2024-02-10", ""},
		{"RUS", "Palestine", "2024-02-10", "list"},
	} {
		b := page(t, c.attacker, c.target, c.on)
		if b.CannotEstimate == "" && b.Outcome == nil || b.CannotEstimate != "" && (b.Outcome != nil || len(b.Response) > 0 || b.Deterrence != nil) {
			t.Errorf("%s against %s: %q beside %+v", c.attacker, c.target, b.CannotEstimate, b.Outcome)
		}
		if c.why != "" && !strings.Contains(b.CannotEstimate, c.why) {
			t.Errorf("%s against %s on %s: %q, want %q", c.attacker, c.target, c.on, b.CannotEstimate, c.why)
		}
	}
}

func TestShocks(t *testing.T) {
	plain := page(t, "RUS", "EST", "2026-03-01")
	for _, c := range []struct {
		name, shock string
		want        string
		bound       bool // the United States is bound on the page with the shock
	}{
		{"whoever stays home is as bound as before", "stay-home:USA", "the law does not change", true},
		{"a notice of January 2025 has taken effect in March 2026", "leave:USA/north-atlantic-treaty@2025-01-20", "USA: not bound", false},
		{"a notice of June 2025 has not", "leave:USA/north-atlantic-treaty@2025-06-20", "nothing on this page", true},
		{"Ireland joins", "join:IRL/north-atlantic-treaty@2026-01-01", "IRL: bound", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := page(t, "RUS", "EST", "2026-03-01", c.shock)
			if len(b.Shocks) != 1 || !strings.Contains(strings.Join(b.Shocks[0].Changes, "\n"), c.want) {
				t.Errorf("changes: %+v, want %q among them", b.Shocks, c.want)
			}
			if got := slices.Contains(verdicts(b, casus.Bound), "USA"); got != c.bound {
				t.Errorf("the United States bound: %v", got)
			}
			if strings.HasPrefix(c.shock, "stay-home") && *b.Means.Total.Expenditure >= *plain.Means.Total.Expenditure {
				t.Error("without the United States the rest spend as much as with them")
			}
		})
	}
}

func TestAMemberThatSpendsMoreMeetsTheGuideline(t *testing.T) {
	b := page(t, "RUS", "EST", "2024-02-10", "spend:ESP=3.5")
	if got := strings.Join(b.Shocks[0].Changes, "\n"); !strings.Contains(got, "at the guideline: 23 of 30 instead of 22 of 30") {
		t.Errorf("changes: %s", got)
	}
}

func TestTheLawThatBindsANoticeIsNamed(t *testing.T) {
	b := page(t, "RUS", "EST", "2026-03-01", "leave:USA/north-atlantic-treaty@2025-01-20")
	if notes := strings.Join(b.Shocks[0].Notes, "\n"); !strings.Contains(notes, "1928f") || !strings.Contains(notes, "20 January 2026") {
		t.Errorf("notes: %s", notes)
	}
}

func TestSameBytesFromRunToRun(t *testing.T) {
	one, err1 := json.Marshal(page(t, "RUS", "EST", "2024-02-10", "stay-home:USA"))
	two, err2 := json.Marshal(page(t, "RUS", "EST", "2024-02-10", "stay-home:USA"))
	if err1 != nil || err2 != nil || string(one) != string(two) {
		t.Error("two runs differ")
	}
}

func TestTheReverseAgreesWithTheEvent(t *testing.T) {
	d := desk(t)
	c, err := answer.CommitmentsQuestion{State: "USA", On: "2024-02-10", Against: "RUS"}.Ask(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{"EST", "JPN", "KOR", "PHL", "AUS", "GBR"} {
		ans, err := answer.ObligationsQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: target, On: "2024-02-10"}}.Ask(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range ans.Obligations {
			if r.State != "USA" || r.Type != casus.Assist {
				continue
			}
			i := slices.IndexFunc(c.Commitments, func(x treaty.Commitment) bool {
				return string(x.Toward) == target && x.Treaty == r.Treaty && x.Article == r.Article
			})
			if i < 0 || c.Commitments[i].Verdict != r.Verdict {
				t.Errorf("%s, %s %s: the event says %s, the reverse something else", target, r.Treaty, r.Article, r.Verdict)
			}
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := inquiry.Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBrief(b *testing.B) {
	d := desk(b)
	q := answer.BriefQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}}
	for b.Loop() {
		if _, err := q.Ask(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkObligations(b *testing.B) {
	d := desk(b)
	q := answer.ObligationsQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}}
	for b.Loop() {
		if _, err := q.Ask(b.Context(), d); err != nil {
			b.Fatal(err)
		}
	}
}

// A reason belongs to a state and a clause: what is disputed under one treaty is
// not said of another.
func TestReasonsBelongToTheirClause(t *testing.T) {
	b, err := answer.BriefQuestion{Question: inquiry.Question{Attackers: []string{"USA"}, Target: "DNK", On: "2026-01-10", At: "Greenland"},
		Estimates: inquiry.Estimates{Draws: 20}}.Ask(t.Context(), desk(t))
	if err != nil {
		t.Fatal(err)
	}
	why := map[string]map[string]bool{}
	for _, s := range b.Standing {
		for _, c := range s.Clauses {
			if s.Verdict == casus.Contested {
				if why[c.Treaty] == nil {
					why[c.Treaty] = map[string]bool{}
				}
				why[c.Treaty][c.Of] = true
			}
		}
	}
	nato, union := why["north-atlantic-treaty"], why["treaty-on-european-union"]
	if len(nato) == 0 || len(union) == 0 {
		t.Fatalf("%v", why)
	}
	for reason := range nato {
		if union[reason] {
			t.Errorf("the reason under Article 5 stands under Article 42(7): %s", reason)
		}
	}
}
