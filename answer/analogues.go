package answer

import (
	"context"
	"errors"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/numbers"
)

// AnaloguesQuestion asks for the past events most like one.
type AnaloguesQuestion struct {
	inquiry.Question
	Most int // how many, 0 for five
}

// Analogues are the past events most like one, of the class that it is asked of.
type Analogues struct {
	Schema string      `json:"schema"`
	Event  casus.Event `json:"event"`
	Class  string      `json:"reference_class"`
	// Of is how many events of the class there are to choose from, without the
	// event itself and its cluster.
	Of         int              `json:"of"`
	Events     []Analogue       `json:"events"`
	Note       string           `json:"note"`
	Provenance casus.Provenance `json:"provenance"`
}

// Analogue is one past event: how like, by what, who came, how it ended.
type Analogue struct {
	Name     string  `json:"name"`
	Year     int     `json:"year"`
	Likeness float64 `json:"likeness"` // 1 for the same, 1/2 at one typical spread on every feature
	// Within is how many events of the class are as near or nearer.
	Within   int                `json:"within"`
	Features map[string]float64 `json:"features"`
	Joined   Joined             `json:"joined"`
	Outcome  string             `json:"outcome"` // for the attacker's side: won, neither or lost; "" where not coded
}

// Joined says who came in after the first day.
type Joined struct {
	Target   []string `json:"target"`
	Attacker []string `json:"attacker"`
	Outside  int      `json:"outside"` // states that could have come
}

// MostAnalogues bounds how many can be asked for.
const MostAnalogues = 100

// Ask finds them.
func (q AnaloguesQuestion) Ask(_ context.Context, arc *inquiry.Archive) (Analogues, error) {
	a := Analogues{Schema: "casus.analogues/1", Events: []Analogue{}, Note: "Nearest by the features shown, each in its typical spread. They illustrate an estimate and are not where it comes from."}
	if q.Most == 0 {
		q.Most = 5
	}
	if q.Most < 1 || q.Most > MostAnalogues {
		return a, &casus.InputError{Msg: "the number of analogues must lie between 1 and 100"}
	}
	ev, err := arc.Event(q.Question)
	if err != nil {
		return a, err
	}
	c, err := arc.CaseIn(arc.Treaties, ev, arc.Treaties.Binding(ev), inquiry.Suppositions{})
	var none *inquiry.InestimableError
	if errors.As(err, &none) {
		return a, &casus.InputError{Msg: none.Why}
	}
	if err != nil {
		return a, err
	}
	a.Event, a.Class = ev, c.Asked.Key()
	a.Events, a.Of = analoguesOf(arc, c, q.Most)
	a.Provenance = arc.Provenance("past_events", "states", "state_names", "sources")
	return a, nil
}

func analoguesOf(arc *inquiry.Archive, c *forecast.Case, n int) ([]Analogue, int) {
	list, of := forecast.Analogues(forecast.PastEvents(arc.Facts), c.Event, c.Asked, n)
	out := []Analogue{}
	for k, x := range list {
		day, _ := casus.NewDate(x.Year, 12, 31)
		names := func(of []casus.State) []string {
			out := []string{}
			for _, s := range of {
				out = append(out, arc.States.Name(s, day))
			}
			return out
		}
		name := x.Name
		if x.Class == forecast.Disputes.Key() {
			name = arc.Names(x.Attackers, day) + " and " + arc.Names(x.Targets, day)
		}
		r := Analogue{Name: name, Year: x.Year, Likeness: numbers.Round(x.Likeness, 3), Within: k + 1, Features: map[string]float64{}, Outcome: x.Ended,
			Joined: Joined{names(x.Target), names(x.Attacker), x.Outside}}
		for k, v := range x.Traits {
			r.Features[forecast.TraitNames[k]] = numbers.Round(v, 2)
		}
		out = append(out, r)
	}
	return out, of
}
