package render_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"casus/inquiry"
	"casus/render"
	"casus/scenario"
	"casus/scenario/cells"
)

// hostile is a scenario that asks for everything and whose names try to break
// out of where they are shown.
const hostile = `title: "<script>alert(1)</script>"
events:
  - {name: "\e[31m<b>Estonia</b>", attackers: RUS, target: EST, on: 2024-02-10}
  - {name: nobody, attackers: nonstate, target: EST, on: 2024-02-10}
  - {name: Latvia, attackers: RUS, target: LVA, on: 2024-02-10}
shocks: [{name: "<i>home</i>", shock: "stay-home:USA"}, {name: half, shock: "commit:DEU", weight: 0.5}]
sequence: [{event: "\e[31m<b>Estonia</b>"}, {event: Latvia, contagion: 2}]
worth: true
sobol: {base: 8, second: true}
tipping: {member: USA}
statement_table: [S03, S07]
costs: true
sweep: {attackers: [RUS], targets: [EST, TWN], on: 2024-02-10, draws: 20}
draws: 20
`

func hostileAnswer(t *testing.T) *scenario.Answer {
	t.Helper()
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	s, faults := scenario.Load(d, "s.yaml", []byte(hostile))
	if len(faults) > 0 {
		t.Fatal(faults[0])
	}
	p, err := scenario.NewPlan(d, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	values, err := cells.Run(t.Context(), p.Cells, cells.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := p.Answer(values)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// Every face of a stress test: whole, well formed, and with nothing in it that a
// name could do; text and HTML have the same parts.
func TestStressFaces(t *testing.T) {
	a := hostileAnswer(t)
	var text, page, table, raw bytes.Buffer
	for _, err := range []error{
		render.Stress(&text, render.Style{}, a), render.StressHTML(&page, a), render.StressCSV(&table, a), render.JSON(&raw, a),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(text.String(), "\x1b") {
		t.Error("a name reaches the terminal as it is")
	}
	for _, bad := range []string{"<script>alert", "<b>Estonia", "<i>home", "NaN", "%!"} {
		if strings.Contains(page.String(), bad) {
			t.Errorf("%q is in the HTML", bad)
		}
	}
	for _, bad := range []string{"NaN", "%!", "Inf"} {
		if strings.Contains(text.String(), bad) || strings.Contains(table.String(), bad) {
			t.Errorf("%q is in the text or the table", bad)
		}
	}
	for _, part := range []string{"what shocks change", "worth", "drive", "no fold", "statement s03 changes", "published cost lists", "all pairs", "cannot tell", "one event after another"} {
		if !strings.Contains(strings.ToLower(page.String()), part) {
			t.Errorf("the HTML has no %q", part)
		}
	}
	if rows, err := csv.NewReader(&table).ReadAll(); err != nil || len(rows) < 100 {
		t.Errorf("%d rows: %v", len(rows), err)
	}
	var back scenario.Answer
	if err := json.Unmarshal(raw.Bytes(), &back); err != nil || back.Schema != "casus.stress/1" || back.Provenance.Model.SHA256 == "" || back.Provenance.Draws != 20 {
		t.Errorf("%v: %+v", err, back.Provenance)
	}
}

// Each figure stands alone as a picture.
func TestStressFigures(t *testing.T) {
	a := hostileAnswer(t)
	for _, name := range strings.Split(render.StressFigures, ", ") {
		var b bytes.Buffer
		if err := render.StressSVG(&b, a, name); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s is no picture: %v", name, err)
			}
		}
		if !regexp.MustCompile(`(?s)^<svg .*<style>.*</svg>\s*$`).Match(b.Bytes()) || strings.Contains(b.String(), "NaN") {
			t.Errorf("%s does not stand alone", name)
		}
	}
}
