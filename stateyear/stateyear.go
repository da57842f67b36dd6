// Package stateyear says what was known of the states in a year: how large, rich,
// armed and democratic each was, and what lies between each two. Links 2 to 4
// of the chain are estimated on settings of the past and answer on settings of
// today, so both are the same struct: [Past] makes them from the imported
// history, [Present] from the embedded facts.
//
// Figures are of the year before, so that a war's own mobilisation is not among
// the things that were known when it began. What is not known is NaN, never 0.
package stateyear

import (
	"math"
	"slices"

	"casus"
	"casus/history"
)

// State is one state in a setting. Sizes are shares of the world's total, so
// that neither money nor growth moves them.
type State struct {
	ID    casus.State
	Code  int          // Correlates of War number, 0 for none
	Spans []casus.Span // its days in the state system

	Output     float64 // share of the world's GDP at constant prices and parities
	Population float64 // share of the world's population
	Spending   float64 // share of the world's military expenditure
	Personnel  float64 // share of the world's military personnel
	Index      float64 // CINC; NaN where the source does not reach
	Regime     float64 // electoral democracy, 0 to 1 (V-Dem polyarchy); NaN where unknown
	Ideal      float64 // by votes in the UN General Assembly (Bailey, Strezhnev and Voeten 2017); NaN where it has none
	Major      bool    // a major power by the COW list
	Nuclear    bool    // has nuclear weapons

	Lat, Lon float64 // of its capital, degrees; NaN where unknown
	Filled   bool    // Output, Population, Spending or Personnel was missing and stands at its best guess
}

// Known reports whether enough is known of the state to compare it with others.
func (s *State) Known() bool { return s.Output > 0 && s.Population > 0 }

// Strength is GDP times GDP per head (Beckley 2018), as shares of the world's;
// NaN where it is not known.
func (s *State) Strength() float64 {
	if !s.Known() {
		return math.NaN()
	}
	return s.Output * s.Output / s.Population
}

// Capability is the mean of the shares of population, military expenditure and
// military personnel: what of CINC can be known of every state today. NaN where
// none of them is known.
func (s *State) Capability() float64 {
	total, n := 0.0, 0
	for _, v := range []float64{s.Population, s.Spending, s.Personnel} {
		if !math.IsNaN(v) {
			total += v
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return total / float64(n)
}

// On reports whether the state is in the system on a day.
func (s *State) On(d casus.Date) bool {
	return slices.ContainsFunc(s.Spans, func(sp casus.Span) bool { return sp.Holds(d) })
}

// Kinds of border: the types of direct contiguity of Stinnett et al. (2002).
const (
	NoBorder   = 0
	LandBorder = 1 // or a river
	Water12    = 2 // at most 12 miles of water
	Water24    = 3
	Water150   = 4
	Water400   = 5
)

// Setting is the states of a year, in ascending order of their COW numbers, and
// what lies between them. It never changes once it is made.
type Setting struct {
	Year   int
	States []State

	km     []float64 // by i*n+j
	border []uint8
	rival  []bool
	affinity
}

// Index finds a state as it is on a day, -1 where the setting does not have it.
func (s *Setting) Index(id casus.State, on casus.Date) int {
	return slices.IndexFunc(s.States, func(x State) bool { return x.ID == id && x.On(on) })
}

// IndexCode finds a COW number, -1 where the setting does not have it.
func (s *Setting) IndexCode(code int) int {
	i, ok := slices.BinarySearchFunc(s.States, code, func(x State, c int) int { return x.Code - c })
	if !ok {
		return -1
	}
	return i
}

// Km is the distance between the capitals of two states along a great circle;
// NaN where one is not known.
func (s *Setting) Km(i, j int) float64 { return s.km[i*len(s.States)+j] }

// Border is the kind of border between two states, one of the kinds.
func (s *Setting) Border(i, j int) int { return int(s.border[i*len(s.States)+j]) }

// Rivals reports whether two states are strategic rivals (Thompson, Sakuwa and
// Suhas 2021).
func (s *Setting) Rivals(i, j int) bool { return s.rival[i*len(s.States)+j] }

// empty makes a setting of the states given, with nothing between them yet.
func empty(year int, states []State) *Setting {
	n := len(states)
	return &Setting{Year: year, States: states, km: make([]float64, n*n), border: make([]uint8, n*n), rival: make([]bool, n*n)}
}

// fill replaces what is missing of a state's shares by the best guess at a
// share, the mean of those that are known, and marks the state.
func (s *State) fill() {
	shares := []*float64{&s.Output, &s.Population, &s.Spending, &s.Personnel}
	guess := s.Index
	if math.IsNaN(guess) {
		total, n := 0.0, 0
		for _, v := range shares {
			if !math.IsNaN(*v) {
				total += *v
				n++
			}
		}
		if n == 0 {
			return
		}
		guess = total / float64(n)
	}
	for _, v := range shares[:2] {
		if math.IsNaN(*v) {
			*v, s.Filled = guess, true
		}
	}
	for _, v := range shares[2:] {
		if math.IsNaN(*v) {
			s.Filled = true
		}
	}
}

// Km gives the kilometres between two points, in degrees, on the sphere of
// [Setting.Km]; NaN where a coordinate is not known.
func Km(lat1, lon1, lat2, lon2 float64) float64 { return history.GreatCircle(lat1, lon1, lat2, lon2) }
