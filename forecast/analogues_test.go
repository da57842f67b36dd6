package forecast_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/facts"
	"casus/forecast"
	"casus/history/historytest"
	"casus/inquiry"
	"casus/joining"
)

var update = flag.Bool("update", false, "write facts/tables/past_events.csv anew from the imported history")

// TestPastEvents: the embedded table is what the imported history gives, wars and
// the disputes that somebody joined.
func TestPastEvents(t *testing.T) {
	arc, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := arc.WithHistory(historytest.Data(t)); err != nil {
		t.Fatal(err)
	}
	w, err := arc.Past()
	if err != nil {
		t.Fatal(err)
	}
	rows := [][]string{{"number", "class", "name", "year", "cluster", "attackers", "targets", "joined_target", "joined_attacker", "outside", "ended",
		"ratio", "border", "distance", "rivals", "major_attacker", "major_target", "regime_attacker", "regime_target", "bound", "source"}}
	names, ends := map[int]string{}, map[int]string{}
	for _, r := range facts.Default().MustTable("war_ends").Rows {
		names[r.Int("war")], ends[r.Int("war")] = r.Text("name"), r.Text("ended")
	}
	wars, err := w.WarCases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	disputes, err := w.DisputeCases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	add := func(c *joining.Case, class, source string) {
		e := c.Event
		ids := func(of []int) string {
			var out []string
			for _, i := range of {
				out = append(out, string(e.Setting.States[i].ID))
			}
			slices.Sort(out)
			return strings.Join(out, " ")
		}
		var did [3][]int
		for i, s := range c.Did {
			did[s] = append(did[s], i)
		}
		name, ended := names[c.Num], ends[c.Num]
		if class == "disputes" {
			name, ended = fmt.Sprintf("%s and %s, %d", first(ids(e.Attackers)), first(ids(e.Targets)), c.Year), ""
		}
		row := []string{fmt.Sprint(c.Num), class, name, fmt.Sprint(c.Year), fmt.Sprint(c.Cluster), ids(e.Attackers), ids(e.Targets), ids(did[joining.JoinedTarget]), ids(did[joining.JoinedAttacker]), fmt.Sprint(len(e.Outside())), ended}
		for _, v := range forecast.TraitsOf(e) {
			row = append(row, fmt.Sprintf("%.3f", v+0))
		}
		rows = append(rows, append(row, source))
	}
	for k := range wars {
		add(&wars[k], "wars", "cow-wars-4-0")
	}
	for k := range disputes {
		if len(disputes[k].Did) > 0 {
			add(&disputes[k], "disputes", "cow-mid-5-0")
		}
	}
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	const file = "../facts/tables/past_events.csv"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != b.String() {
		t.Errorf("facts/tables/past_events.csv is not what the history gives (%v): go test ./forecast -run PastEvents -update", err)
	}
}

func first(ids string) string {
	one, _, _ := strings.Cut(ids, " ")
	return one
}

// TestAnalogues: what anybody would name first, and never the event itself or what
// belongs to it.
func TestAnalogues(t *testing.T) {
	d, g := desk(t)
	all := forecast.PastEvents(facts.Default())
	c := prepared(t, d, g, "RUS", "EST", "2024-02-10")
	got, of := forecast.Analogues(all, c.Event, forecast.Wars, 5)
	if len(got) != 5 || of < 90 {
		t.Fatalf("%d of %d", len(got), of)
	}
	for k, a := range got {
		if a.Likeness <= 0 || a.Likeness > 1 || k > 0 && a.Distance < got[k-1].Distance {
			t.Errorf("%+v", a)
		}
		t.Log(a.Name, a.Year, a.Likeness)
	}
	if !slices.ContainsFunc(got, func(a forecast.Analogue) bool { return a.Traits[4] == 1 && a.Traits[5] == 0 }) {
		t.Error("a great power on a small neighbour is like no other such")
	}
}

// TestAnaloguesLeaveTheEventOut: of 1939 no war of its cluster.
func TestAnaloguesLeaveTheEventOut(t *testing.T) {
	arc, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := arc.WithHistory(historytest.Data(t)); err != nil {
		t.Fatal(err)
	}
	c, err := arc.CaseOf(inquiry.Question{Attackers: []string{"DEU"}, Target: "POL", On: "1939-09-01"})
	if err != nil {
		t.Fatal(err)
	}
	all := forecast.PastEvents(facts.Default())
	got, _ := forecast.Analogues(all, c.Event, forecast.Wars, 200)
	for _, a := range got {
		if a.Name == "World War II" || slices.Contains(a.Attackers, casus.State("DEU")) && a.Year == 1939 {
			t.Errorf("%s is among the analogues of 1939", a.Name)
		}
	}
}
