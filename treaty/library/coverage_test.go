package library_test

import (
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casus"
	"casus/history/historytest"
	"casus/treaty"
)

// atopPairs and atopAbsent are the directed pairs with a promise of defence on
// ATOP's last day, and those of them that the embedded treaties do not have.
// The second may fall and must not rise.
const (
	atopPairs  = 3412
	atopAbsent = 7
)

// atopLastDay is the last day that ATOP 5.1 codes.
var atopLastDay = casus.MustDate("2018-12-31")

type pair struct{ from, to casus.State }

// TestCoverage holds every pair that ATOP codes as a defence pact on its last
// day against the embedded treaties: is there a clause of assistance under which
// the one is bound to the other, or may be? It prints the absent pairs by
// alliance (go test -run Coverage -v).
func TestCoverage(t *testing.T) {
	dir := historytest.Files(t)
	b := newBench(t)
	state := func(number string) casus.State {
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		s, ok := b.states.FromCOW(n, atopLastDay)
		if !ok {
			t.Fatalf("no state has the number %d", n)
		}
		return s
	}
	promised := map[pair]bool{}
	readTable(t, filepath.Join(dir, "atop5_1_ddyr.csv.gz"), func(row map[string]string) {
		if row["year"] == "2018" && row["atop_defense"] == "1" {
			promised[pair{state(row["ccode1"]), state(row["ccode2"])}] = true
		}
	})
	if len(promised) != atopPairs {
		t.Errorf("%d pairs in ATOP, want %d", len(promised), atopPairs)
	}
	coded, ended := b.coded(promised), b.ended()
	absent, over := map[pair]bool{}, 0
	for p := range promised {
		switch {
		case coded[p]:
		case ended[p]:
			over++ // ATOP has not noticed the end
		default:
			absent[p] = true
		}
	}
	t.Logf("of %d pairs %d are absent, and %d are coded as over by then", len(promised), len(absent), over)
	if len(absent) > atopAbsent {
		t.Errorf("%d pairs are absent, %d were", len(absent), atopAbsent)
	}
	for _, line := range absentByAlliance(t, filepath.Join(dir, "atop5_1m.csv"), absent, state) {
		t.Log(line)
	}
}

// coded gives the pairs between which some clause of assistance may be owed.
func (b *bench) coded(promised map[pair]bool) map[pair]bool {
	home := func(s casus.State) casus.Place {
		p, _ := b.places.HomeOf(s, atopLastDay) // a state of the past has no home: no pair asks about it
		return p
	}
	out := map[pair]bool{}
	asked := map[casus.State]bool{}
	for p := range promised {
		if asked[p.from] {
			continue
		}
		asked[p.from] = true
		for _, c := range b.library.Commitments(p.from, atopLastDay, "", home) {
			if c.Type == casus.Assist && c.Verdict != casus.NotBound && !c.Political {
				out[pair{p.from, c.Toward}] = true
			}
		}
	}
	return out
}

// ended gives the pairs of parties of instruments with a clause of assistance
// that bound both and did so no longer on ATOP's last day.
func (b *bench) ended() map[pair]bool {
	out := map[pair]bool{}
	over := func(p *treaty.Party) bool { return p.Until != 0 && p.Until < atopLastDay }
	for _, tr := range b.library.All() {
		if !slices.ContainsFunc(tr.Clauses, func(c *treaty.Clause) bool { return c.Type == casus.Assist }) {
			continue
		}
		for i := range tr.Parties {
			for j := range tr.Parties {
				if over(&tr.Parties[i]) && over(&tr.Parties[j]) {
					out[pair{tr.Parties[i].State, tr.Parties[j].State}] = true
				}
			}
		}
	}
	return out
}

// absentByAlliance gives a line for each of ATOP's alliances in force on its
// last day that has absent pairs, most pairs first. A pair of two alliances
// stands under both.
func absentByAlliance(t *testing.T, file string, absent map[pair]bool, state func(string) casus.State) []string {
	members := map[string]map[casus.State]bool{} // whether it promises defence
	readTable(t, file, func(row map[string]string) {
		if row["ineffect"] != "1" || row["yrexit"] != "0" {
			return
		}
		if members[row["atopid"]] == nil {
			members[row["atopid"]] = map[casus.State]bool{}
		}
		members[row["atopid"]][state(row["member"])] = row["defense"] == "1"
	})
	type alliance struct {
		id    string
		pairs []string
	}
	var list []alliance
	for id, in := range members {
		a := alliance{id: id}
		for _, x := range slices.Sorted(maps.Keys(in)) {
			for _, y := range slices.Sorted(maps.Keys(in)) {
				if in[x] && absent[pair{x, y}] {
					a.pairs = append(a.pairs, string(x)+">"+string(y))
				}
			}
		}
		if len(a.pairs) > 0 {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b alliance) int {
		return cmp.Or(len(b.pairs)-len(a.pairs), cmp.Compare(a.id, b.id))
	})
	var out []string
	for _, a := range list {
		out = append(out, fmt.Sprintf("atop:%s %3d absent: %s", a.id, len(a.pairs), strings.Join(a.pairs, " ")))
	}
	return out
}

// readTable calls each for every row of a CSV file with a header, which may be
// compressed.
func readTable(t *testing.T, file string, each func(map[string]string)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(in)
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		row := make(map[string]string, len(head))
		for i, h := range head {
			row[h] = rec[i]
		}
		each(row)
	}
}
