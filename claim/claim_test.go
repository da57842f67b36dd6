package claim_test

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"casus"
	"casus/claim"
	"casus/facts"
	"casus/place"
	"casus/state"
	"casus/treaty"
	"casus/treaty/library"
)

// world gives the embedded record.
func world(t testing.TB) *claim.World {
	t.Helper()
	pack, states := facts.Default(), state.Default()
	places, err := place.New(pack, states.Resolve)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, c := range states.Complete("") {
		id, _, _ := strings.Cut(c, "\t")
		known[id] = true
	}
	tw := treaty.NewWorld(func(id string) bool { return known[id] }, func(string) []string { return nil }, place.AreaNames(pack))
	lib, err := library.Load(tw, states.Name)
	if err != nil {
		t.Fatal(err)
	}
	return claim.New(pack, states, places, lib, func(s casus.State, on casus.Date) casus.Place {
		p, err := places.HomeOf(s, on)
		if err != nil {
			return casus.Place{Name: states.Name(s, on), Of: s, AdministeredBy: s, Metropolitan: true}
		}
		return p
	})
}

func table(t testing.TB, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// The verdicts were written down from the printed tables and the treaties, not
// from the program's answers.
func TestClaims(t *testing.T) {
	w := world(t)
	for _, r := range table(t, "testdata/claims.csv") {
		f, err := w.Check(r[0], casus.MustDate(r[1]))
		if err != nil {
			t.Errorf("%s (%s): %v", r[0], r[1], err)
			continue
		}
		if string(f.Verdict) != r[2] {
			t.Errorf("%s (%s): %s, want %s (%s); understood as %s: %s; right: %s", r[0], r[1], f.Verdict, r[2], r[3], f.Form, f.Understood, f.Right)
		}
		if f.Understood == "" || f.Right == "" || len(f.Sources) == 0 && f.Verdict != claim.CannotTell {
			t.Errorf("%s: understood %q, right %q, sources %v", r[0], f.Understood, f.Right, f.Sources)
		}
	}
}

// What has no known form is refused with the forms, never guessed at.
func TestRefused(t *testing.T) {
	w := world(t)
	for _, text := range []string{
		"", "?", "Spain", "NATO is a good thing", "Russia will attack Estonia in 2027", "The president of France is bald",
		"Spain spends 2 % of its GDP on education", "Germany spends 2 % more than last year on defence", "NATO is obsolete",
		"Putin owes Ukraine an apology", "Would the US defend Estonia?", "Article 5 is a scrap of paper", strings.Repeat("Spain ", 200),
	} {
		f, err := w.Check(text, casus.MustDate("2026-07-10"))
		var in *casus.InputError
		if !errors.As(err, &in) {
			t.Errorf("%q: understood as %s: %s", text, f.Form, f.Understood)
		}
	}
}

func TestEveryFormHasAnExample(t *testing.T) {
	w := world(t)
	seen := map[string]bool{}
	for _, text := range claim.Forms() {
		f, err := w.Check(text, casus.MustDate("2026-07-10"))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		seen[f.Form] = true
	}
	if len(seen) < 30 {
		t.Errorf("only %d forms have an example that is understood", len(seen))
	}
}

func FuzzCheck(f *testing.F) {
	w := world(f)
	for _, r := range table(f, "testdata/claims.csv") {
		f.Add(r[0])
	}
	verdicts := []claim.Verdict{claim.True, claim.False, claim.Disputed, claim.CannotTell}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := w.Check(text, casus.MustDate("2026-07-10"))
		var in *casus.InputError
		if err != nil && !errors.As(err, &in) {
			t.Fatalf("%q: %v", text, err)
		}
		if err == nil && !slices.Contains(verdicts, got.Verdict) {
			t.Fatalf("%q: verdict %q", text, got.Verdict)
		}
	})
}
