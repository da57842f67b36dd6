package answer_test

import (
	"context"
	"errors"
	"testing"

	"casus"
	"casus/answer"
	"casus/inquiry"
)

func TestIsBound(t *testing.T) {
	arc, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		q       answer.IsBoundQuestion
		want    casus.Verdict
		article string
	}{
		{answer.IsBoundQuestion{State: "USA", Target: "EST", On: "2024-02-10"}, casus.Bound, "5"},
		{answer.IsBoundQuestion{State: "USA", Target: "EST", On: "2024-02-10", Against: "RUS"}, casus.Bound, "5"},
		{answer.IsBoundQuestion{State: "SWE", Target: "EST", On: "2024-03-06"}, casus.Contested, "42(7)"}, // non-aligned, and no ally before 7 March
		{answer.IsBoundQuestion{State: "SWE", Target: "EST", On: "2024-03-07"}, casus.Bound, "5"},
		{answer.IsBoundQuestion{State: "USA", Target: "JPN", On: "2024-02-10"}, casus.Bound, "V"},
		{answer.IsBoundQuestion{State: "USA", Target: "TWN", On: "2024-02-10"}, casus.NotBound, ""},
		{answer.IsBoundQuestion{State: "USA", Target: "GBR", On: "2024-02-10", At: "Falklands"}, casus.NotBound, ""},
		{answer.IsBoundQuestion{State: "AUT", Target: "DEU", On: "2024-02-10"}, casus.Contested, "42(7)"},
	} {
		a, err := c.q.Ask(context.Background(), arc)
		if err != nil {
			t.Errorf("%+v: %v", c.q, err)
			continue
		}
		if a.Verdict != c.want {
			t.Errorf("%+v: %s, want %s (%+v)", c.q, a.Verdict, c.want, a.CannotTell)
		}
		if c.article != "" && (len(a.Clauses) == 0 || a.Clauses[0].Article != c.article || a.Clauses[0].Quotation == "" || a.Clauses[0].Source == "") {
			t.Errorf("%+v: clauses %+v", c.q, a.Clauses)
		}
	}
	var in *casus.InputError
	for _, q := range []answer.IsBoundQuestion{{State: "USA", Target: "USA"}, {State: "USA", Target: "Estnia"}, {State: "USA", Target: "EST", Against: "EST"}, {State: "USA", Target: "EST", At: "Moscow"}} {
		if _, err := q.Ask(context.Background(), arc); !errors.As(err, &in) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
