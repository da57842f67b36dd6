package answer_test

import (
	"context"
	"testing"

	"casus/answer"
	"casus/inquiry"
)

// The map shows the same as the law: 30 bound, 5 contested, and Crimea, of
// Ukraine and held by Russia, among the disputed places.
func TestMap(t *testing.T) {
	arc, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	q := answer.MapQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}}
	a, err := q.Ask(context.Background(), arc)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, s := range a.States {
		count[s.Class]++
	}
	if count["bound"] != 30 || count["contested"] != 5 || count["target"] != 1 || count["attacker"] != 1 {
		t.Errorf("classes: %v", count)
	}
	found := ""
	for _, d := range a.Disputed {
		if d.ID == "crimea" {
			found = d.Says
		}
	}
	if found != "disputed: of Ukraine, held by Russia" {
		t.Errorf("Crimea: %q", found)
	}
	q.View = "galaxy"
	if _, err := q.Ask(context.Background(), arc); err == nil {
		t.Error("a view that is not there was drawn")
	}
}
