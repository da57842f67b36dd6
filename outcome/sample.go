package outcome

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"casus/history"
	"casus/stateyear"
)

// Case is one conflict of history that ended in a way W speaks of.
type Case struct {
	Num    int // of the source: dispute or war
	Year   int // in which it began
	Sides  Sides
	Result Result
	Joined bool // somebody came in after the first day
	Left   int  // states left out because nothing is known of them
	// Transformed: COW codes the war as transformed into one of another type.
	Transformed bool
}

// Sample is the conflicts of one kind, and why others are not among them.
type Sample struct {
	Kind    Kind
	Cases   []Case
	Dropped map[string]int // reason: conflicts
}

// figures is what is known of states: their sizes as every link reads them.
type figures struct {
	system   *history.System
	sizes    *stateyear.Sizes
	capitals *history.Capitals
	borders  *history.Borders
}

// Disputes gives the militarized disputes of a coding that one side won
// (victory, or the other's yielding) or that ended in stalemate, the rule of
// Carroll and Kenkel (2019), with any number of states on either side. Side A
// acted first. Disputes that became wars are among them. Figures are shares of
// the world in the year before; output or population that is missing is taken
// as the share of CINC.
func Disputes(db *history.DB, coding history.Coding) (*Sample, error) {
	f, err := openFigures(db)
	if err != nil {
		return nil, err
	}
	ds, err := db.Disputes(coding)
	if err != nil {
		return nil, err
	}
	s := &Sample{Kind: Dispute, Dropped: map[string]int{}}
	for _, d := range ds {
		var r Result
		switch d.Outcome {
		case 1, 4:
			r = WinA
		case 2, 3:
			r = WinB
		case 5:
			r = Stalemate
		default:
			s.Dropped["ended otherwise"]++
			continue
		}
		var on [2][]int // codes by side, originators first
		for _, orig := range []bool{true, false} {
			for _, p := range d.Participants {
				side := 1
				if p.SideA {
					side = 0
				}
				if p.Orig == orig && !slices.Contains(on[side], p.Code) {
					on[side] = append(on[side], p.Code)
				}
			}
		}
		joined := slices.ContainsFunc(d.Participants, func(p history.Participant) bool { return !p.Orig })
		s.add(f, d.Num, int(d.StartYear), on, r, joined)
	}
	return s, nil
}

// Version names the versions of the data that a published study used.
type Version struct {
	Name   string
	Pins   map[string]string // dataset: version
	Coding history.Coding
}

// Published lists the two selections of Carroll and Kenkel (2019).
var Published = []Version{
	{"one-on-one disputes (MID 4.01, NMC 4.0)", map[string]string{"cow-mid-dispute": "4.01", "cow-mid-participant": "4.01", "cow-nmc": "4.0"}, history.COW},
	{"one-on-one disputes (GML 2.1, NMC 5.0)", map[string]string{"gml-dispute": "2.1", "gml-participant": "2.1", "cow-nmc": "5.0"}, history.GML},
}

// OneOnOne gives the disputes between one state and one other in the versions
// named. The error is a *history.AbsentError where one is not imported.
func OneOnOne(db *history.DB, v Version) (*Sample, error) {
	all, err := Disputes(db.With(v.Pins), v.Coding)
	if err != nil {
		return nil, err
	}
	all.Cases = slices.DeleteFunc(all.Cases, func(c Case) bool { return len(c.Sides.A) != 1 || len(c.Sides.B) != 1 || c.Left > 0 })
	return all, nil
}

// Wars gives COW's inter-state wars with all who fought in them; side A is the
// initiator's. A war without a winner is a stalemate. States that changed sides
// are left out.
func Wars(db *history.DB) (*Sample, error) {
	f, err := openFigures(db)
	if err != nil {
		return nil, err
	}
	wars, err := db.Wars()
	if err != nil {
		return nil, err
	}
	s := &Sample{Kind: War, Dropped: map[string]int{}}
	for _, w := range wars {
		start, first := w.Start(), 0
		for _, b := range w.Belligerents {
			if b.Initiator {
				first = b.Side
			}
		}
		var on [2][]int
		r, joined := Stalemate, false
		ordered := slices.Clone(w.Belligerents)
		slices.SortStableFunc(ordered, func(a, b history.Belligerent) int { return cmp.Compare(a.Spells[0].From, b.Spells[0].From) })
		for _, b := range ordered {
			if b.Outcome == 8 || slices.ContainsFunc(ordered, func(o history.Belligerent) bool { return o.Code == b.Code && o.Side != b.Side }) {
				continue
			}
			side := 1
			if b.Side == first {
				side = 0
			}
			if !slices.Contains(on[side], b.Code) {
				on[side] = append(on[side], b.Code)
			}
			joined = joined || b.Spells[0].From > start
			switch {
			case b.Outcome == 1 && side == 0, b.Outcome == 2 && side == 1:
				r = WinA
			case b.Outcome == 1 && side == 1, b.Outcome == 2 && side == 0:
				r = WinB
			}
		}
		s.add(f, w.Num, start.Year(), on, r, joined)
	}
	return s, nil
}

func (s *Sample) add(f *figures, num, year int, on [2][]int, r Result, joined bool) {
	if len(on[0]) == 0 || len(on[1]) == 0 {
		s.Dropped["a side is empty"]++
		return
	}
	c := Case{Num: num, Year: year, Result: r, Joined: joined, Sides: Sides{Year: year}}
	place := f.system.Index(on[1][0]) // fought at the first target's
	for k, codes := range on {
		for _, code := range codes {
			if force, ok := f.force(code, place, year); ok {
				if k == 0 {
					c.Sides.A = append(c.Sides.A, force)
				} else {
					c.Sides.B = append(c.Sides.B, force)
				}
			} else if code == on[k][0] {
				s.Dropped["figures are missing"]++
				return
			} else {
				c.Left++
			}
		}
	}
	s.Cases = append(s.Cases, c)
}

func openFigures(db *history.DB) (*figures, error) {
	f := &figures{}
	var err error
	if f.system, err = db.System(); err != nil {
		return nil, err
	}
	if f.sizes, err = stateyear.OpenSizes(db); err != nil {
		return nil, err
	}
	if f.capitals, err = db.CapitalDistance(); err != nil {
		return nil, err
	}
	f.borders, err = db.Contiguity()
	return f, err
}

// force gives a state's figures of the year before, or of the year itself where
// the state was not there: what could be known at the start.
func (f *figures) force(code, place, year int) (Force, bool) {
	i := f.system.Index(code)
	if i < 0 {
		return Force{}, false
	}
	s := f.sizes.Of(i, year)
	if !s.Known() {
		return Force{}, false
	}
	out := Force{Code: code, Output: s.Output, Population: s.Population, Index: s.Index}
	if math.IsNaN(out.Index) {
		out.Index = s.Capability()
	}
	if i != place {
		y := min(max(year, f.capitals.First), f.capitals.Last)
		out.Km = f.capitals.Km(i, place, y)
		kind, _ := f.borders.At(i, place, min(max(year, f.borders.First), f.borders.Last))
		out.Border = kind == 1
		if math.IsNaN(out.Km) {
			return Force{}, false
		}
	}
	return out, true
}

// String gives a count of what a sample holds.
func (s *Sample) String() string {
	n := [3]int{}
	for _, c := range s.Cases {
		n[c.Result]++
	}
	return fmt.Sprintf("%d: %d won by the side that began, %d stalemates, %d won by the other", len(s.Cases), n[WinA], n[Stalemate], n[WinB])
}
