package inquiry_test

import (
	"fmt"

	"casus/inquiry"
)

// An event as a user writes it, resolved.
func ExampleArchive_Event() {
	arc, err := inquiry.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	ev, err := arc.Event(inquiry.Question{Attackers: []string{"Russia"}, Target: "366", On: "2024-02-10"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ev.Attackers, ev.Target, ev.On, ev.Kind, ev.Theatre.Name)
	// Output: [RUS] EST 2024-02-10 armed_attack Estonia
}
