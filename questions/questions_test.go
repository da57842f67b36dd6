package questions_test

import (
	"errors"
	"strings"
	"testing"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/questions"
)

func archive(t testing.TB) *inquiry.Archive {
	t.Helper()
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What a user can get wrong is told by field, in every question alike.
func TestFaultsNameTheirField(t *testing.T) {
	d := archive(t)
	event := func(more ...string) map[string][]string {
		m := map[string][]string{"attacker": {"RUS"}, "target": {"EST"}, "on": {"2024-02-10"}}
		for i := 0; i < len(more); i += 2 {
			m[more[i]] = []string{more[i+1]}
		}
		return m
	}
	for _, x := range []struct {
		question string
		given    map[string][]string
		field    string
	}{
		{"brief", map[string][]string{"target": {"EST"}}, "attacker"},
		{"brief", event("target", "Estnia"), "target"},
		{"brief", event("attacker", "Rusia,BLR"), "attacker"},
		{"brief", event("target", "RUS"), "target"},
		{"brief", event("on", "2024-02-30"), "on"},
		{"brief", event("at", "Atlantis"), "at"},
		{"brief", event("at", "Paris"), "at"},
		{"brief", event("kind", "armd_attack"), "kind"},
		{"brief", event("object", "vesel"), "object"},
		{"brief", event("target_struck_first", "perhaps"), "target_struck_first"},
		{"brief", event("draws", "-5"), "draws"},
		{"brief", event("draws", "1"), "draws"},
		{"brief", event("draws", "many"), "draws"},
		{"brief", event("seed", "0"), "seed"},
		{"brief", event("shock", "stay-hom:USA"), "shock"},
		{"brief", event("drwas", "20"), "drwas"},
		{"obligations", event("compare", "yesterday"), "compare"},
		{"obligations", event("why", "Estnia"), "why"},
		{"commitments", map[string][]string{"state": {"USA"}, "against": {"USA"}}, "against"},
		{"burden", map[string][]string{"year": {"20244"}}, "year"},
		{"burden", map[string][]string{"year": {"2024"}, "since": {"2014"}}, "since"},
		{"burden", map[string][]string{"alliance": {"csto"}}, "alliance"},
		{"treaties show", map[string][]string{"id": {"north-atlantik"}}, "id"},
		{"statements list", map[string][]string{"on": {"2024-02-10"}}, "on"},
		{"statements list", map[string][]string{"stance": {"refuze"}}, "stance"},
		{"statements show", map[string][]string{"id": {"S999"}}, "id"},
		{"facts", map[string][]string{"table": {"nato_expenditur"}}, "table"},
		{"stress", map[string][]string{"scenario": {"title: x\ndraws: 1\nevents: [{attackers: RUS, target: EST}]\n"}}, "scenario"},
		{"stress", map[string][]string{"scenario": {"title: x\nevents: [{attackers: RUS, target: EST}]\n"}, "draws": {"1"}}, "draws"},
		{"equilibrium", map[string][]string{"game": {"lambda: -1\n"}}, "game"},
		{"statements read", map[string][]string{"article": {"He said so."}, "markup": {"rtf"}}, "markup"},
	} {
		q, err := questions.Find(x.question)
		if err != nil {
			t.Fatal(err)
		}
		var ie *casus.InputError
		if _, err := q.Ask(t.Context(), d, x.given); !errors.As(err, &ie) {
			t.Errorf("%s %v: %v", x.question, x.given, err)
		} else if ie.Field != x.field {
			t.Errorf("%s %v: field %q, not %q: %v", x.question, x.given, ie.Field, x.field, err)
		}
	}
	if _, err := questions.Find("breif"); err == nil || !strings.Contains(err.Error(), "brief") {
		t.Error(err)
	}
}

// The same question by the registry and by its own struct.
func TestAsk(t *testing.T) {
	d := archive(t)
	q, _ := questions.Find("obligations")
	got, err := q.Ask(t.Context(), d, map[string][]string{"attacker": {"RUS", "BLR"}, "target": {"EST"}, "on": {"2024-02-10"}, "why": {"USA"}})
	if err != nil {
		t.Fatal(err)
	}
	a := got.(answer.Obligations)
	if len(a.Event.Attackers) != 2 || a.Why != "USA" || len(a.Obligations) == 0 {
		t.Errorf("%+v", a.Event)
	}
}

// What the registry says of its arguments holds together.
func TestRegistry(t *testing.T) {
	seen := map[string]bool{}
	for _, q := range questions.All() {
		if q.Short == "" || q.Schema == "" || len(q.Formats) < 2 || q.Answer() == nil {
			t.Errorf("%s says too little of itself", q.Name)
		}
		for _, a := range q.Arguments {
			key := q.Name + " " + a.Name
			if seen[key] || a.Help == "" || a.Kind == "" {
				t.Errorf("%s: twice, or without words", key)
			}
			seen[key] = true
			if a.Kind == questions.Word && len(a.Values) == 0 || a.Kind == questions.Integer && a.Low >= a.High {
				t.Errorf("%s: no values", key)
			}
		}
	}
}
