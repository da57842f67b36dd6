package quotation

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var stanceFlag = flag.String("stances", "", "a stance-gold-1 file")

// stanceOfEvent maps the event classes of PLOVER to stances; all others are
// deeds or contacts and count as no stance.
var stanceOfEvent = map[string]Stance{
	"THREATEN": Threaten, "REJECT": Refuse, "DISAPPROVE": Condemn, "SUPPORT": Reassure, "AGREE": Commit, "CONCEDE": Commit,
}

// TestStanceTable prints the confusion of stances on annotated sentences. It
// needs the corpus, which is no part of the project:
//
//	go test ./quotation -run TestStanceTable -v -stances plover_gsr.json
func TestStanceTable(t *testing.T) {
	if *stanceFlag == "" {
		t.Skip("no -stances FILE: the stances are not measured here")
	}
	raw, err := os.ReadFile(*stanceFlag)
	if err != nil {
		t.Fatal(err)
	}
	var gold struct {
		Records []struct{ Text, Event string }
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	counts := map[Stance]map[Stance]int{}
	right, labels := 0, []Stance{"", Commit, Refuse, Condemn, Threaten, Reassure, Warn, Clarify, EncourageAttack}
	for _, r := range gold.Records {
		want := stanceOfEvent[r.Event]
		got, words, _ := StanceOf(r.Text)
		if counts[want] == nil {
			counts[want] = map[Stance]int{}
		}
		counts[want][got]++
		if got == want {
			right++
		} else if testing.Verbose() {
			t.Logf("%s: got %q by %q: %s", r.Event, got, words, r.Text)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s", "is\\told")
	for _, l := range labels {
		fmt.Fprintf(&b, "%10.9s", l+"-")
	}
	majority := 0
	for _, want := range labels {
		if counts[want] == nil {
			continue
		}
		n := 0
		fmt.Fprintf(&b, "\n%-10s", want+"-")
		for _, got := range labels {
			n += counts[want][got]
			fmt.Fprintf(&b, "%10d", counts[want][got])
		}
		majority = max(majority, n)
	}
	fmt.Printf("%s\nright %d of %d; the majority class alone %d\n", b.String(), right, len(gold.Records), majority)
	if right*10 < majority*12 {
		t.Errorf("%d right: that hardly beats the majority class (%d)", right, majority)
	}
	if !slices.ContainsFunc(labels, func(s Stance) bool { return counts[s] != nil }) {
		t.Error("no sentence read")
	}
}
