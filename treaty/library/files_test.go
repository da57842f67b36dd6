package library_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"casus"
	"casus/facts"
	"casus/place"
	"casus/treaty"
	"casus/treaty/library"
)

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
		t.Run(tr.ID, func(t *testing.T) {
			t.Parallel()
			for _, fault := range tr.Constant(b.library, places) {
				t.Errorf("%s:%d: %s\n%s", fault.File, fault.Line, fault.Msg, fault.Text)
			}
		})
	}
}

// everyPlace gives each place once that conditions can tell apart.
func (b *bench) everyPlace(t *testing.T) []casus.Place {
	t.Helper()
	seen := map[string]bool{}
	var out []casus.Place
	add := func(p casus.Place, err error) {
		key := fmt.Sprint(p.Of, p.AdministeredBy, p.ClaimedBy, p.Continent, p.Island, p.Metropolitan, p.EU, p.Territory, p.Areas)
		if err == nil && !seen[key] {
			seen[key] = true
			out = append(out, p)
		}
	}
	for _, day := range []string{"1955-06-01", "2014-06-01", "2024-06-01"} {
		on := casus.MustDate(day)
		for _, name := range append(b.places.TerritoryIDs(), place.AreaNames(facts.Default())...) {
			add(b.places.Resolve(name, on))
		}
		for _, s := range b.states.All(on) {
			add(b.places.HomeOf(s, on))
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
	for _, c := range b.cases {
		for _, r := range c.all {
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

// TestRegister holds the register to its form: ids in order, none of them coded
// already, every day within the instrument's own.
func TestRegister(t *testing.T) {
	b := newBench(t)
	list, err := fs.Glob(os.DirFS("."), "register/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, file := range list {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		entries, faults := treaty.Register(file, src, b.world)
		if len(faults) > 0 {
			t.Fatal(faults[0])
		}
		last := ""
		for _, r := range entries {
			if r.ID <= last {
				t.Errorf("%s: %s stands after %s", file, r.ID, last)
			}
			last = r.ID
			if seen[r.ID] != "" {
				t.Errorf("%s: %s stands in %s too", file, r.ID, seen[r.ID])
			}
			seen[r.ID] = file
			if _, err := b.library.Find(r.ID); err == nil {
				t.Errorf("%s: %s is coded: delete its entry", file, r.ID)
			}
			for _, p := range r.Parties {
				if r.Ended != 0 && p.Until > r.Ended || p.Until != 0 && p.From > p.Until {
					t.Errorf("%s: %s: party %s has days outside the instrument's", file, r.ID, p.State)
				}
			}
		}
	}
}
