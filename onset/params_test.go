package onset

import (
	"encoding/json"
	"math"
	"slices"
	"testing"
)

func params() *Params {
	return &Params{Kind: Dispute, Columns: []string{"land border", "disputes", "help"}, Coef: []float64{-5, 1, 0.5, 0.8},
		Cov: [][]float64{{0.04, 0.01, 0, 0}, {0.01, 0.09, 0, 0}, {0, 0, 0.01, 0}, {0, 0, 0, 0.25}}}
}

func TestRate(t *testing.T) {
	set, at := today(t, "RUS", "EST", "PRT")
	d := &Dyad{Setting: set, Attacker: at[0], Target: at[1], Year: 2025, Alone: 0.9, Helped: 0.9, Record: Record{Disputes: 1}}
	p := params()
	want := 1 / (1 + math.Exp(-(-5 + 1 + 0.5*math.Ln2)))
	if got := p.Rate(d); math.Abs(got-want) > 1e-12 {
		t.Errorf("rate %v, want %v", got, want)
	}
	helped := *d
	helped.Helped = 0.6
	if got, want := p.OddsRatio(&helped, d), math.Exp(0.8*(math.Log(0.6/0.4)-math.Log(0.9/0.1))); math.Abs(got-want) > 1e-12 {
		t.Errorf("odds ratio %v, want %v", got, want)
	}
	if got := p.OddsRatio(d, d); got != 1 {
		t.Errorf("a dyad beside itself: %v", got)
	}
	for _, c := range []float64{-1e6, 1e6} {
		p.Coef[0] = c
		if r := p.Rate(d); !(r > 0 && r < 1) {
			t.Errorf("constant %v: rate %v", c, r)
		}
	}
}

// Every column is a number for every dyad of today, whatever is unknown.
func TestColumnsAreNumbers(t *testing.T) {
	set, _ := today(t)
	for i := range set.States {
		for j := range set.States {
			d := &Dyad{Setting: set, Attacker: i, Target: j, Year: 2025, Alone: 0.5, Helped: 0.4, Record: Record{PeaceYears: 3}}
			if i == j {
				continue
			}
			for _, f := range features {
				if v := f.of(d); math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("%s on %s: %s is %v", set.States[i].ID, set.States[j].ID, f.name, v)
				}
			}
		}
	}
}

func TestDraws(t *testing.T) {
	p := params()
	draws, err := p.Draws(20000, 3)
	if err != nil {
		t.Fatal(err)
	}
	k := len(p.Coef)
	mean, cov := make([]float64, k), make([]float64, k*k)
	for _, d := range draws {
		for a := range k {
			mean[a] += d.Coef[a] / float64(len(draws))
		}
	}
	for _, d := range draws {
		for a := range k {
			for b := range k {
				cov[a*k+b] += (d.Coef[a] - mean[a]) * (d.Coef[b] - mean[b]) / float64(len(draws))
			}
		}
	}
	for a := range k {
		if math.Abs(mean[a]-p.Coef[a]) > 0.02 {
			t.Errorf("coefficient %d: mean %v, want %v", a, mean[a], p.Coef[a])
		}
		for b := range k {
			if math.Abs(cov[a*k+b]-p.Cov[a][b]) > 0.01 {
				t.Errorf("covariance %d, %d: %v, want %v", a, b, cov[a*k+b], p.Cov[a][b])
			}
		}
	}
	few, err := p.Draws(5, 3)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range few {
		if !slices.Equal(d.Coef, draws[i].Coef) {
			t.Errorf("draw %d depends on the number of draws", i)
		}
	}
	if p.Coef[0] != -5 {
		t.Error("drawing moved the estimate")
	}
}

func TestCheck(t *testing.T) {
	for name, spoil := range map[string]func(p *Params){
		"kind":        func(p *Params) { p.Kind = "siege" },
		"column":      func(p *Params) { p.Columns[0] = "luck" },
		"coefficient": func(p *Params) { p.Coef = p.Coef[:2] },
		"number":      func(p *Params) { p.Coef[1] = math.NaN() },
	} {
		p := params()
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
		spoil(p)
		if p.Check() == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := p.Draws(1, 0); err == nil {
			t.Errorf("%s: drawn", name)
		}
	}
}

// A model survives its file.
func TestModelIsAFile(t *testing.T) {
	m := &Model{Dispute: params(), War: params(), Lag: Lag, Why: "because", BaseRates: []BaseRate{{Kind: War, Rows: 200, Events: 3}}}
	m.War.Kind = War
	src, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back Model
	if err := json.Unmarshal(src, &back); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(&back)
	if err != nil || string(again) != string(src) {
		t.Errorf("%v\n%s\n%s", err, src, again)
	}
	if got := back.BaseRates[0].Share(); got != 0.015 {
		t.Errorf("share %v", got)
	}
}
