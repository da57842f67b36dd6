package questions_test

import (
	"context"
	"fmt"

	"casus/answer"
	"casus/inquiry"
	"casus/questions"
)

// One question by its name, with its arguments as text: what a face does.
func ExampleQuestion_Ask() {
	arc, err := inquiry.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	q, err := questions.Find("is-bound")
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := q.Ask(context.Background(), arc, map[string][]string{"state": {"USA"}, "target": {"Estonia"}, "against": {"RUS"}, "on": {"2024-02-10"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	bound := a.(answer.IsBound)
	fmt.Println(bound.State, bound.Verdict, bound.Clauses[0].Treaty, bound.Clauses[0].Article)
	// Output: USA bound north-atlantic-treaty 5
}
