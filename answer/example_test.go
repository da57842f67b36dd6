package answer_test

import (
	"context"
	"fmt"

	"casus"
	"casus/answer"
	"casus/inquiry"
)

// Who is bound to help, and how many by which verdict.
func ExampleObligationsQuestion_Ask() {
	arc, err := inquiry.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := answer.ObligationsQuestion{Question: inquiry.Question{Attackers: []string{"RUS"}, Target: "EST", On: "2024-02-10"}}.Ask(context.Background(), arc)
	if err != nil {
		fmt.Println(err)
		return
	}
	bound := 0
	for _, r := range a.Obligations {
		if r.Treaty == "north-atlantic-treaty" && r.Article == "5" && r.Verdict == casus.Bound {
			bound++
		}
	}
	fmt.Println(bound, "states are bound by Article 5")
	// Output: 30 states are bound by Article 5
}
