package statement_test

import (
	"slices"
	"strings"
	"testing"

	"casus/statement"
)

func TestVersionsOfTheRefusal(t *testing.T) {
	v := statement.Versions(all(t), get(t, "S03"))
	if len(v) != 2 || v[0].Text != "No, I will not protect you." || v[1].Text != "No, I would not protect you." || v[1].By != "NBC News 11 Feb 2024" {
		t.Fatalf("%+v", v)
	}
	if want := []statement.Change{{First: "will", Here: "would"}}; !slices.Equal(v[1].Differs, want) {
		t.Errorf("differs %v, want %v", v[1].Differs, want)
	}
}

// Where an entry gives the words as others report them, they become a version;
// "not read elsewhere" does not.
func TestReportedWordingsBecomeVersions(t *testing.T) {
	list := all(t)
	n := 0
	for _, s := range list {
		v := statement.Versions(list, s)
		if has := strings.Contains(s.Elsewhere, `"`); has != (len(v) == 2) {
			t.Errorf("%s: %q gives %d versions", s.ID, s.Elsewhere, len(v))
		}
		if len(v) == 2 {
			n++
			if v[1].By == "" || strings.Contains(v[1].By, `"`) || strings.HasPrefix(v[1].Text, `"`) || len(v[1].Differs) == 0 {
				t.Errorf("%s: %+v", s.ID, v[1])
			}
		}
	}
	if n != 9 {
		t.Errorf("%d statements with a second wording, want 9", n)
	}
}

func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		name, first, here string
		want              []statement.Change
	}{
		{"one verb", "and exposes American soldiers", "... and puts American soldiers", []statement.Change{{"", "..."}, {"exposes", "puts"}}},
		{"only the marks and capitals", `“We stand by it.”`, `we stand by it`, nil},
		{"words added at the end", "to do whatever they want", "to do whatever the hell they want", []statement.Change{{"", "the hell"}}},
		{"words left out", "whatever they want to you", "whatever they want", []statement.Change{{"to you", ""}}},
		{"nothing in common", "yes", "no", []statement.Change{{"yes", "no"}}},
		{"nothing at all", "", "", nil},
	} {
		if got := statement.Differences(c.first, c.here); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	long := strings.Repeat("word ", 5000)
	if got := statement.Differences(long, long+"more"); len(got) != 1 {
		t.Errorf("two long texts: %d changes", len(got))
	}
}

// The differences account for every word of both versions.
func FuzzDifferences(f *testing.F) {
	f.Add("No, I will not protect you.", "No, I would not protect you.")
	f.Add("a b c d", "d c b a")
	f.Add("", "— …")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 2000 {
			return
		}
		before, after := len(strings.Fields(a)), len(strings.Fields(b))
		for _, c := range statement.Differences(a, b) {
			if c.First == "" && c.Here == "" {
				t.Error("a change of nothing")
			}
			before -= len(strings.Fields(c.First))
			after -= len(strings.Fields(c.Here))
		}
		if before != after {
			t.Errorf("%q, %q: %d words of one and %d of the other are said to be the same", a, b, before, after)
		}
		if got := statement.Differences(a, a); len(got) != 0 {
			t.Errorf("%q differs from itself: %q", a, got)
		}
	})
}

// The disputed conversation: the entry names the other account.
func TestTheDisputedConversation(t *testing.T) {
	d := statement.Disputes(all(t), get(t, "S02"))
	if len(d) != 1 || !slices.Equal(d[0].See, []string{"S06"}) || !strings.Contains(d[0].Says, "von der Leyen") {
		t.Errorf("%+v", d)
	}
}

// Two entries as versions of one statement: what differs is named, and neither
// stands above the other.
func TestVersionsInDispute(t *testing.T) {
	s := get(t, "S03")
	u := s
	u.ID, u.VersionOf, u.Date, u.DateFrom, u.DateUntil = "U001", "S03", day("2024-01-10"), day("2024-01-10"), day("2024-01-10")
	u.Disputes, u.Elsewhere, u.Outlet, u.Source = "", "", "", "another outlet, 11 February 2024"
	u.Text = "No, I'm not going to protect you."
	list := append(all(t), u)
	statement.Mark(list)
	for _, x := range []struct{ of, names string }{{"S03", "U001"}, {"U001", "S03"}} {
		s, _ := statement.Find(list, x.of)
		about := map[string]statement.Dispute{}
		for _, d := range statement.Disputes(list, s) {
			about[d.About] = d
		}
		if d, ok := about["date"]; !ok || !strings.Contains(d.Says, "2024-01-10") || !strings.Contains(d.Says, "2024-02-10") || d.See[0] != x.names {
			t.Errorf("%s: the date is in dispute: %+v", x.of, about)
		}
		if _, ok := about["words"]; !ok {
			t.Errorf("%s: so are the words", x.of)
		}
		if _, ok := about["speaker"]; ok {
			t.Errorf("%s: and the speaker is not", x.of)
		}
		var by []string
		for _, v := range statement.Versions(list, s) {
			by = append(by, v.ID+" "+v.By)
		}
		if len(by) != 3 || !strings.HasPrefix(by[2], "U001 another outlet") {
			t.Errorf("%s: versions %q", x.of, by)
		}
	}
}

func TestCorrectionsKeepWhatWasCorrected(t *testing.T) {
	first := get(t, "S09")
	first.ID, first.Source, first.Date = "U001", "a copy", day("2024-02-12")
	second := first
	second.ID, second.Corrects, second.Date, second.Text = "U002", "U001", day("2024-02-11"), "the United States will remain a strong ally"
	third := second
	third.ID, third.Corrects, third.Stance = "U003", "U002", "report"
	version := first
	version.ID, version.VersionOf, version.Source = "U004", "U001", "yet another copy"
	list := []statement.Statement{first, second, third, version}
	statement.Mark(list)
	if got := ids(statement.Current(list)); !slices.Equal(got, []string{"U003", "U004"}) {
		t.Errorf("current: %v", got)
	}
	h := statement.History(list, list[2])
	if len(h) != 2 || h[0].Statement.ID != "U002" || h[1].Statement.ID != "U001" {
		t.Fatalf("history: %+v", h)
	}
	if want := []statement.FieldChange{{Field: "stance", Was: "reassure", Is: "report"}}; !slices.Equal(h[0].Changed, want) {
		t.Errorf("changed: %v, want %v", h[0].Changed, want)
	}
	if !slices.Contains(h[1].Changed, statement.FieldChange{Field: "date", Was: "2024-02-12", Is: "2024-02-11"}) {
		t.Errorf("changed: %v", h[1].Changed)
	}
	// A version of what was corrected is a version of the correction.
	if v := statement.Versions(list, list[2]); !slices.ContainsFunc(v, func(v statement.Version) bool { return v.ID == "U004" }) {
		t.Errorf("versions: %+v", v)
	}
	if v := statement.Versions(list, list[3]); v[0].ID != "U003" {
		t.Errorf("the version's first account is what stands today: %+v", v)
	}
}
