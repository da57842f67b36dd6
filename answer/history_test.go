package answer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casus"
	"casus/history/historytest"
	"casus/inquiry"
)

func TestMain(m *testing.M) { historytest.Main(m) }

// Without imported data nothing changes, and no folder is made.
func TestWithHistoryAbsent(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	before := d.Treaties
	dir := filepath.Join(t.TempDir(), "history")
	if err := d.WithHistory(dir); err != nil {
		t.Fatal(err)
	}
	if d.Treaties != before {
		t.Error("the treaties have changed")
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made")
	}
	b, err := BriefQuestion{Question: inquiry.Question{Attackers: []string{"AUH"}, Target: "SRB", On: "1914-07-28"}}.Ask(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if len(b.CannotTell) == 0 || b.PastMeans != nil || len(b.Missing) < 2 || !strings.Contains(b.Missing[0], "import ATOP") {
		t.Errorf("cannot tell %v, missing %q: without the data 1914 is a gap", b.CannotTell, b.Missing)
	}
}

func TestBriefOn1914(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.WithHistory(historytest.Data(t)); err != nil {
		t.Fatal(err)
	}
	b, err := BriefQuestion{Question: inquiry.Question{Attackers: []string{"Austria-Hungary"}, Target: "Serbia", On: "1914-07-28"}}.Ask(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[casus.State]casus.Verdict{}
	for _, s := range b.Standing {
		verdicts[s.State] = s.Verdict
	}
	for s, want := range map[casus.State]casus.Verdict{"MNE": casus.Bound, "GRC": casus.Contested, "DEU": casus.NotBound,
		"RUS": casus.NotBound} { // its guarantee with Austria was Belgium's: nothing bound it to Serbia
		if verdicts[s] != want {
			t.Errorf("%s: %q, want %q", s, verdicts[s], want)
		}
	}
	if len(b.CannotTell) != 0 || b.Means != nil || b.Burden != nil {
		t.Errorf("cannot tell %v, means %v, burden %v", b.CannotTell, b.Means, b.Burden)
	}
	m := b.PastMeans
	if m == nil || m.Year != 1914 || m.Target.CINC == nil || m.Attackers[0].CINC == nil || *m.Attackers[0].CINC < 20**m.Target.CINC {
		t.Fatalf("capabilities: %+v", m)
	}
	if m.Bound[0].State != "MNE" || m.Bound[0].CINC != nil {
		t.Errorf("Montenegro has no figure in 1914, and none is made up: %+v", m.Bound)
	}
	names := map[string]bool{}
	for _, f := range b.Provenance.Facts {
		names[f.Name] = true
	}
	for _, want := range []string{"atop-member", "cow-nmc", "alliance_conditions", "alliances", "treaties"} {
		if !names[want] {
			t.Errorf("provenance does not name %s: %v", want, b.Provenance.Facts)
		}
	}
}

// Russia came into the war of 1914 without an obligation; no clause explains it.
func TestEntries(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.WithHistory(historytest.Data(t)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		war, on string
		state   casus.State
		bound   string // "" for none
	}{
		{"first-world-war", "1914-07-30", "RUS", ""},
		{"first-world-war", "1914-08-04", "GBR", "belgian-guarantee"},
		{"first-world-war", "1914-08-05", "MNE", "atop:1480"},
		{"second-world-war", "1939-09-03", "GBR", "atop:2440"},
		{"second-world-war", "1939-09-03", "AUS", ""},
		{"second-world-war", "1939-09-01", "ITA", "atop:2445"},
	} {
		entries, err := Entries(d, c.war)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range entries {
			if e.State != c.state || e.On.String() != c.on {
				continue
			}
			found = true
			got := ""
			if len(e.Bound) > 0 {
				got = e.Bound[0].Treaty
			}
			if got != c.bound || e.First {
				t.Errorf("%s on %s: bound by %q, want %q", c.state, c.on, got, c.bound)
			}
		}
		if !found {
			t.Errorf("no act of %s on %s", c.state, c.on)
		}
	}
	if _, err := Entries(d, "war-of-the-roses"); err == nil {
		t.Error("a war that the table does not have")
	}
}
