package forecast_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"casus"
	"casus/forecast"
	"casus/history/historytest"
	"casus/inquiry"
)

func TestMain(m *testing.M) { historytest.Main(m) }

// leastGranted is the ratchet: so many of the sixty lines must hold. It only rises.
const leastGranted = 54

// granted is one ordering or bound that any expert would grant, written down from
// general knowledge before the parameters that it judges were fitted. The lines
// are never changed to suit a fit; those that fail stand in the model card.
type granted struct {
	line                      string
	attackers, target, on, at string
	claim, a, b               string
	value                     float64
}

// TestFaceValidity holds the central estimates, in the class that an armed attack
// on territory is asked of, against what everybody knows. No line passes because a
// number is withheld: the numbers are judged whether or not a headline has them.
func TestFaceValidity(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.WithHistory(historytest.Data(t)); err != nil {
		t.Fatal(err)
	}
	g, err := engineOf(1)
	if err != nil {
		t.Fatal(err)
	}
	list := readGranted(t)
	if len(list) != 60 {
		t.Fatalf("%d lines, not 60", len(list))
	}
	held := 0
	for _, c := range list {
		ok, found, err := judge(d, g, &c)
		switch {
		case err != nil:
			t.Errorf("%s: %v", c.line, err)
		case ok:
			held++
		default:
			t.Logf("not so: %s: %s", c.line, found)
		}
	}
	t.Logf("%d of %d hold", held, len(list))
	if held < leastGranted {
		t.Errorf("%d of %d hold, fewer than %d", held, len(list), leastGranted)
	}
}

func readGranted(t *testing.T) []granted {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "face_validity.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []granted
	for _, r := range rows[1:] {
		c := granted{line: strings.Join(r[:9], " "), attackers: r[1], target: r[2], on: r[3], at: r[4], claim: r[5], a: r[6], b: r[7]}
		if r[8] != "" {
			if c.value, err = strconv.ParseFloat(r[8], 64); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, c)
	}
	return out
}

// judge reports whether a line holds, and what was found.
func judge(d *inquiry.Archive, g *forecast.Engine, c *granted) (ok bool, found string, err error) {
	k, err := d.CaseOf(inquiry.Question{Attackers: strings.Split(c.attackers, ","), Target: c.target, On: c.on, At: c.at})
	if err != nil {
		return false, "", err
	}
	x, err := g.At(k, forecast.Central(), 0)
	if err != nil {
		return false, "", err
	}
	e := k.Event
	index := func(name string) (int, error) {
		id, err := d.States.Resolve(name, e.On)
		if err != nil {
			return -1, err
		}
		i := e.Setting.Index(id, e.On)
		if i < 0 || x.Chances[forecast.Wars][i].Target == 0 {
			return -1, fmt.Errorf("%s has no chance", name)
		}
		return i, nil
	}
	var of [2]struct{ target, attacker float64 }
	var who [2]int
	for n, name := range []string{c.a, c.b} {
		if name == "" {
			continue
		}
		if who[n], err = index(name); err != nil {
			return false, "", err
		}
		p := x.Chances[forecast.Wars][who[n]]
		of[n].target, of[n].attacker = p.Target, p.Attacker
	}
	ends, alone := x.Ends[forecast.Wars], x.Alone[forecast.Wars]
	switch c.claim {
	case "target over attacker":
		return of[0].target > of[0].attacker, fmt.Sprintf("target %.4f, attacker %.4f", of[0].target, of[0].attacker), nil
	case "attacker over target":
		return of[0].attacker > of[0].target, fmt.Sprintf("target %.4f, attacker %.4f", of[0].target, of[0].attacker), nil
	case "target order":
		return of[0].target > of[1].target, fmt.Sprintf("%.4f and %.4f", of[0].target, of[1].target), nil
	case "attacker order":
		return of[0].attacker > of[1].attacker, fmt.Sprintf("%.4f and %.4f", of[0].attacker, of[1].attacker), nil
	case "likeliest to target":
		best := who[0]
		for _, i := range e.Outside() {
			if x.Chances[forecast.Wars][i].Target > x.Chances[forecast.Wars][best].Target {
				best = i
			}
		}
		return best == who[0], fmt.Sprintf("%.4f; likeliest is %s", of[0].target, e.Setting.States[best].ID), nil
	case "attacker prevails below":
		return ends.Attacker < c.value, fmt.Sprintf("%+v", ends), nil
	case "attacker prevails above alone":
		return alone.Attacker > c.value, fmt.Sprintf("%+v", alone), nil
	case "target prevails over attacker":
		return ends.Target > ends.Attacker, fmt.Sprintf("%+v", ends), nil
	case "somebody comes to target above":
		nobody := 1.0
		for _, i := range e.Outside() {
			nobody *= 1 - x.Chances[forecast.Wars][i].Target
		}
		return 1-nobody > c.value, fmt.Sprintf("%.3f", 1-nobody), nil
	}
	return false, "", &casus.InputError{Msg: "no claim " + c.claim}
}
