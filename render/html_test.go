package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"casus"
	"casus/answer"
	"casus/burden"
	"casus/inquiry"
	"casus/render"
	"casus/render/chart"
)

var updateHTML = flag.Bool("update-html", false, "rewrite the pages in testdata/html")

func iv(median, low, high float64) casus.Interval {
	return casus.Interval{Median: median, Low: low, High: high}
}

func ptr(v float64) *float64 { return &v }

// wholeBrief is an answer in which every part has something to say; its numbers
// are made up.
func wholeBrief() answer.Brief {
	clause := answer.ClauseRef{Treaty: "north-atlantic-treaty", Name: "North Atlantic Treaty", Article: "5", Discretion: casus.AsItDeemsNeeded}
	outcome := inquiry.OutcomeOf{TargetPrevails: iv(0.3, 0.2, 0.4), Stalemate: iv(0.5, 0.4, 0.6), AttackerPrevail: iv(0.2, 0.1, 0.3)}
	return answer.Brief{
		Event:  casus.Event{Attackers: []casus.State{"RUS"}, Target: "EST", On: casus.MustDate("2024-02-10"), Kind: "armed_attack", Object: "territory", Theatre: casus.Place{Name: "Narva", Lat: 59.4, Lon: 28.2, Of: "EST"}},
		Answer: "2 states are bound to help Estonia; for 1 further state it is contested.",
		Standing: []answer.Standing{
			{State: "POL", Name: "Poland", Verdict: casus.Bound, Clauses: []answer.ClauseRef{clause}},
			{State: "USA", Name: "United States", Verdict: casus.Bound, Clauses: []answer.ClauseRef{clause}},
			{State: "AUT", Name: "Austria", Verdict: casus.Contested, Why: "the state, Austria, is neutral", Clauses: []answer.ClauseRef{{Of: "is neutral", Treaty: "treaty-on-european-union", Name: "Treaty on European Union", Article: "42(7)", Discretion: casus.AllMeans, Pending: []casus.Pending{casus.VictimRequest}}}},
		},
		Obligations: []casus.Obligation{{State: "RUS", Verdict: casus.Bound, Type: casus.NonAggression, Treaty: "un-charter", Article: "2(4)"}},
		Surprises:   []answer.Surprise{{State: "SWE", Name: "Sweden", Verdict: casus.NotBound, Treaty: "North Atlantic Treaty", Why: "the state, Sweden, is not yet a party (from 7 March 2024)", Of: "is not yet a party (from 7 March 2024)"}},
		Assurances:  []answer.Assurance{{Name: "Budapest Memorandum", Article: "4", Signed: casus.MustDate("1994-12-05"), States: []casus.State{"USA"}, Says: "they seek action of the Security Council"}},
		Response: []answer.Chance{
			{State: "POL", Name: "Poland", Side: "target", Duty: casus.Bound, P: iv(0.055, 0.02, 0.11), Drivers: []answer.Driver{{Text: "bound by a defence pact", Effect: 1.4}}, Extrapolation: []string{"Article 5 against a great power with nuclear weapons: no case"},
				Classes: []answer.ClassChance{{Class: "disputes", P: iv(0.007, 0.004, 0.01), Cases: 1738, Comparable: "states bound to help: 12 of 1738 joined"}, {Class: "wars", P: iv(0.055, 0.02, 0.11), Cases: 238}}},
			{State: "BLR", Name: "Belarus", Side: "attacker", Duty: casus.Bound, P: iv(0.04, 0.01, 0.09), GivenJoins: iv(0.7, 0.5, 0.9)},
		},
		Outcome:     &answer.Outcome{TargetPrevails: iv(0.3, 0.2, 0.4), Classes: []answer.OutcomeClass{{Class: "wars", OutcomeOf: outcome, Cases: 95}}, Alone: &outcome, Means: "To prevail is to win the dispute or war as the data define it."},
		Deterrence:  &answer.Deterrence{Of: "militarized dispute", Rate: iv(0.03, 0.01, 0.07), BaseRate: iv(0.004, 0.003, 0.005), OddsRatio: &casus.Interval{Median: 0.8, Low: 0.5, High: 1.3}, Why: "An association in history."},
		Worth:       []answer.Worth{{State: "USA", Name: "United States", Shapley: iv(0.09, 0.05, 0.14), SpendingShare: ptr(66.1)}, {State: "ISL", Name: "Iceland", Shapley: iv(0.0001, 0, 0.0003)}},
		Assumptions: []answer.Assumption{{Name: "decisiveness", Says: "how steeply strength decides a contest", Value: 1, Low: 0.5, High: 3, AtLow: 0.24, AtHigh: 0.41}},
		Validity:    []answer.Skill{{Link: "response", Says: "on 238 cases of wars that it was not fitted on"}},
		Means: &answer.Means{Year: 2024, Attackers: []answer.MeansRow{{Name: "Russia", Expenditure: ptr(148967), Personnel: ptr(1150000)}}, Target: answer.MeansRow{Name: "Estonia", Expenditure: ptr(1442), Personnel: ptr(7500), Share: ptr(3)},
			Bound: []answer.MeansRow{{Name: "Poland", Expenditure: ptr(38000), Share: ptr(97)}}, Total: answer.MeansRow{Name: "total", Expenditure: ptr(39442)}, Note: "one definition for all states"},
		PastMeans:  &answer.PastMeans{Year: 1938, Unit: "US$", Version: "6.0", Note: "as the data have it", Target: answer.PastMeansRow{Name: "Poland", CINC: ptr(0.018)}, Attackers: []answer.PastMeansRow{{Name: "Germany"}}},
		Burden:     &answer.Burden{Year: 2024, Edition: "2024-06", Published: casus.MustDate("2024-06-17"), Guideline: "aim for 2024", GuidelinePct: 2, GapUSD: 4100, Rows: []burden.Row{{State: "POL", SharePct: ptr(4.12), GapPct: ptr(-2.12)}, {State: "ESP", SharePct: ptr(1.28), GapPct: ptr(0.72)}}},
		Forces:     []answer.Presence{{Of: "USA", Host: "EST", Year: 2023, Personnel: 1234}},
		Aid:        &answer.Aid{Release: "28", CutOff: "2026-02-28", Unit: "EUR bn", Measure: "allocations", Total: 30, Military: 20, Donors: []answer.Donor{{State: "USA", Name: "United States", Total: 20, Military: 15}}},
		Statements: []answer.Statement{{ID: "s1", Date: casus.MustDate("2024-02-10"), Speaker: "A speaker", Role: "candidate", Text: `"You didn't <pay>?"`, Kind: "direct", Bearing: "it does not reach the target", Disputes: "s2"}},
		Said:       3,
		Shocks:     []answer.ShockDifference{{Shock: "stay-home:USA", Changes: []string{"1 state fewer"}, Notes: []string{"a note"}}},
		Missing:    []string{"no figure of aid"},
		Sources:    []inquiry.Source{{ID: "x", Title: "SIPRI Military Expenditure Database", Publisher: "SIPRI", Vintage: "2025"}},
		Provenance: casus.Provenance{Version: "0.1.0", Seed: 1, Draws: 400, Facts: []casus.FactsUsed{{Name: "capabilities", Vintage: "2025", SHA256: "ab12"}}, Model: casus.ModelUsed{Name: "casus-model", SHA256: "cd34"}},
	}
}

func names() render.Names {
	states := map[casus.State]string{"RUS": "Russia", "EST": "Estonia", "POL": "Poland", "USA": "United States", "AUT": "Austria", "SWE": "Sweden", "ESP": "Spain"}
	return render.Names{State: func(s casus.State, _ casus.Date) string { return states[s] }, Treaty: func(id string) string { return id }}
}

func briefHTML(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.BriefHTML(&b, wholeBrief(), names()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestBriefHTML compares the page with the one that was looked at in a browser;
// -update-html rewrites it, to be looked at again.
func TestBriefHTML(t *testing.T) {
	file := filepath.Join("testdata", "html", "brief.html")
	got := briefHTML(t)
	if *updateHTML {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what is written now; go test ./render -run HTML -update-html rewrites it", file)
	}
	if got != briefHTML(t) {
		t.Error("the same answer gives other bytes")
	}
	checkPage(t, got)
}

// TestHTMLSaysWhatTheTextSays: each part of the text is a part of the page.
func TestHTMLSaysWhatTheTextSays(t *testing.T) {
	var b bytes.Buffer
	if err := render.BriefMarkdown(&b, wholeBrief(), names()); err != nil {
		t.Fatal(err)
	}
	d := checkPage(t, briefHTML(t))
	n := 0
	for l := range strings.Lines(b.String()) {
		head, ok := strings.CutPrefix(l, "## ")
		if !ok {
			continue
		}
		n++
		head, _, _ = strings.Cut(strings.TrimSpace(head), " (")
		if !slices.Contains(d.heads, head) {
			t.Errorf("the page has no part %q; it has %q", head, d.heads)
		}
	}
	if n < 15 {
		t.Errorf("only %d parts in the text", n)
	}
	for _, s := range []string{"Poland", "Sweden", "Budapest Memorandum", "12 of 1738 joined", "Belarus", "5.5 % (2.0 to 11)", "You didn't <pay>?", "stay-home:USA", "1,234", "no case"} {
		if !strings.Contains(d.text, s) {
			t.Errorf("the page does not say %q", s)
		}
	}
}

// TestHTMLEscapes: whoever writes a statement, a label or a caption writes text.
func TestHTMLEscapes(t *testing.T) {
	const hostile = `</style></script><script>alert(1)</script><img src=x onerror=alert(2)>"'&`
	table := render.Table{Caption: hostile, Columns: []render.Column{{Head: hostile}, {Head: hostile, Number: true}}, Rows: [][]string{{hostile, hostile}}}
	figure := render.DotsFigure(hostile, hostile, hostile, []chart.Dot{{Label: hostile, Group: hostile, Median: 0.5, Low: 0.4, High: 0.6}}, chart.Options{Axis: hostile})
	page := render.Page{Title: hostile, Lede: hostile, Context: []string{hostile}, Footer: []string{hostile}, Command: hostile,
		Provenance: &casus.Provenance{Version: hostile, Draws: 3, Facts: []casus.FactsUsed{{Name: hostile, Vintage: hostile, SHA256: hostile}}, Model: casus.ModelUsed{Name: hostile, SHA256: hostile}},
		Sections: []render.Section{{Heading: hostile, ID: hostile, Blocks: []render.Block{{Para: hostile}, {Note: hostile}, {Table: &table}, {Figure: figure}, {Grid: []render.Figure{*figure, *figure}},
			{List: []render.Item{{Lead: hostile, Text: hostile, Quote: true, Notes: []string{hostile}}}}}}, {Heading: hostile}, {Heading: "Answer"}, {Heading: "figure 1"}, {Heading: "table-1"}, {}, {}}}
	var b bytes.Buffer
	if err := render.HTML(&b, page); err != nil {
		t.Fatal(err)
	}
	d := checkPage(t, b.String())
	if d.count["script"] != 1 || d.count["img"] != 0 {
		t.Errorf("%d scripts, %d images", d.count["script"], d.count["img"])
	}
	if d.count["figure"] != 3 || d.count["table"] != 5 {
		t.Errorf("%d figures, %d tables", d.count["figure"], d.count["table"])
	}
}

// TestEveryFigure writes each kind of figure into one page.
func TestEveryFigure(t *testing.T) {
	o := chart.Options{Axis: "chance", XAxis: "commitment", X: chart.Number}
	i := chart.Interval{Median: 0.3, Low: 0.2, High: 0.4}
	lines := []chart.Line{{Name: "a", Points: []chart.Point{{X: 0, Y: 0.2, Low: 0.1, High: 0.3}, {X: 1, Y: 0.6, Low: 0.5, High: 0.7}}}}
	var blocks []render.Block
	for _, f := range []*render.Figure{
		render.DotsFigure("dots", "", "s", []chart.Dot{{Label: "a", Median: 0.3}}, o),
		render.BarsFigure("bars", "", "s", "% of GDP", []chart.Bar{{Label: "a", Value: 2}}, chart.Options{Scale: chart.Number}),
		render.CalibrationFigure("calibration", "", "s", []chart.Bin{{Forecast: 0.1, Rate: 0.2, Low: 0.1, High: 0.3, N: 40}}, o),
		render.TornadoFigure("tornado", "", "s", 0.3, []chart.Swing{{Label: "a", AtLow: 0.2, AtHigh: 0.4, Low: 1, High: 2}}, o),
		render.IndicesFigure("indices", "", "s", []chart.Index{{Label: "a", First: i, Total: i}}, o),
		render.WorthFigure("worth", "", "s", []chart.Pair{{Label: "a", Worth: i, Spending: 12}}, chart.Options{Scale: chart.Number, Axis: "points"}),
		render.CurveFigure("curve", "", "s", lines, []chart.Marker{{X: 0.5, Y: 0.4, Label: "fold"}}, o),
		render.MultiplesFigure("multiples", "", "s", []chart.Panel{{Title: "Poland", Lines: lines}}, o),
	} {
		blocks = append(blocks, render.Block{Figure: f})
	}
	var b bytes.Buffer
	if err := render.HTML(&b, render.Page{Title: "t", Sections: []render.Section{{Heading: "figures", Blocks: blocks}}}); err != nil {
		t.Fatal(err)
	}
	d := checkPage(t, b.String())
	if d.count["figure"] != len(blocks) || d.count["svg"] != 2*len(blocks) || d.count["table"] != len(blocks) {
		t.Errorf("%d figures: %v", len(blocks), d.count)
	}
}

// document is what the tests read of a page.
type document struct {
	count map[string]int
	heads []string
	text  string
}

// void elements have no end tag.
var void = []string{"meta", "br", "hr", "img", "input", "link"}

// checkPage reads a page token by token and checks what every page must keep.
func checkPage(t *testing.T, page string) document {
	t.Helper()
	d := document{count: map[string]int{}}
	ids := map[string]bool{}
	var refs, stack []string
	inline := map[string]string{} // the words of style and script
	policy := ""
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tok := z.Token()
		switch kind {
		case html.TextToken:
			if n := len(stack); n > 0 && (stack[n-1] == "style" || stack[n-1] == "script") {
				inline[stack[n-1]] += tok.Data
				continue
			}
			d.text += tok.Data
			if n := len(stack); n > 0 && stack[n-1] == "h2" {
				d.heads = append(d.heads, tok.Data)
			}
		case html.EndTagToken:
			if n := len(stack); n == 0 || stack[n-1] != tok.Data {
				t.Fatalf("</%s> closes %v", tok.Data, stack)
			}
			stack = stack[:len(stack)-1]
		case html.StartTagToken, html.SelfClosingTagToken:
			d.count[tok.Data]++
			if kind == html.StartTagToken && !slices.Contains(void, tok.Data) {
				stack = append(stack, tok.Data)
			}
			a := attributes(t, tok)
			if id, ok := a["id"]; ok {
				if ids[id] || id == "" {
					t.Errorf("id %q twice, or empty", id)
				}
				ids[id] = true
			}
			refs = append(refs, strings.Fields(a["aria-labelledby"])...)
			if a["http-equiv"] == "Content-Security-Policy" {
				policy = a["content"]
			}
			checkElement(t, tok.Data, a, &refs)
		}
	}
	if len(stack) > 0 {
		t.Errorf("never closed: %v", stack)
	}
	for _, r := range refs {
		if !ids[r] {
			t.Errorf("nothing has the id %q", r)
		}
	}
	if d.count["h1"] != 1 || d.count["title"] < 1 || d.count["main"] != 1 || d.count["style"] != 1 || d.count["script"] != 1 {
		t.Errorf("one of h1, main, style and script: %v", d.count)
	}
	if d.count["figure"] != d.count["figcaption"] {
		t.Errorf("%d figures with %d captions", d.count["figure"], d.count["figcaption"])
	}
	for tag, words := range inline {
		sum := sha256.Sum256([]byte(words))
		if want := tag + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy %q does not allow the page's own %s", policy, tag)
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	return d
}

func attributes(t *testing.T, tok html.Token) map[string]string {
	t.Helper()
	a := map[string]string{}
	for _, x := range tok.Attr {
		a[x.Key] = x.Val
		if x.Key == "style" || strings.HasPrefix(x.Key, "on") {
			t.Errorf("<%s> has %s=%q, which the policy forbids", tok.Data, x.Key, x.Val)
		}
		if x.Key != "xmlns" && (x.Key == "src" || x.Key == "srcset" || x.Key == "action" || x.Key == "href" && !strings.HasPrefix(x.Val, "#")) {
			t.Errorf("<%s> fetches %s=%q", tok.Data, x.Key, x.Val)
		}
	}
	return a
}

// checkElement checks what one element needs for readers who hear the page.
func checkElement(t *testing.T, name string, a map[string]string, refs *[]string) {
	t.Helper()
	switch name {
	case "html":
		if a["lang"] != "en-GB" {
			t.Errorf("language %q", a["lang"])
		}
	case "a":
		*refs = append(*refs, strings.TrimPrefix(a["href"], "#"))
	case "th":
		if a["scope"] != "col" && a["scope"] != "row" {
			t.Error("a head without its scope")
		}
	case "svg":
		if a["role"] != "img" || a["aria-labelledby"] == "" {
			t.Errorf("a picture without a name: %v", a)
		}
	case "figure":
		if a["aria-labelledby"] == "" {
			t.Error("a figure without its caption")
		}
	case "link", "img", "iframe", "object", "embed", "video", "audio", "form", "base":
		t.Errorf("element %s", name)
	}
}
