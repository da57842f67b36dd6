package export

import (
	"math"
	"sync"

	"casus/history"
	"casus/history/similarity"
)

var nan = math.NaN()

// SimilarityYears gives the measures of similarity of every pair of states in
// every year of ATOP.
type SimilarityYears struct {
	First, Last int
	sys         *history.System
	years       []simYear
	build       func(year int) simYear
}

type simYear struct {
	once *sync.Once
	y    *similarity.Year
	pos  []int16 // by index of a state: place among the year's members, -1 for none
}

// Similarity prepares the measures: portfolios of ATOP pledges over the states
// of the COW list, weighted by CINC where capabilities are imported.
func Similarity(db *history.DB) (*SimilarityYears, error) {
	sys, err := db.System()
	if err != nil {
		return nil, err
	}
	pledges, err := db.Pledges()
	if err != nil {
		return nil, err
	}
	var cinc *history.Panel
	if db.Has("cow-nmc") {
		if cinc, err = db.Panel("cow-nmc", "cinc"); err != nil {
			return nil, err
		}
	}
	s := &SimilarityYears{First: max(pledges.First, 1816), Last: pledges.Last, sys: sys}
	s.years = make([]simYear, s.Last-s.First+1)
	for k := range s.years {
		s.years[k].once = &sync.Once{}
	}
	s.build = func(year int) simYear {
		members := sys.Members(year)
		n := len(members)
		ties := make([]uint8, n*n)
		var weights []float64
		pos := make([]int16, sys.N())
		for i := range pos {
			pos[i] = -1
		}
		for a, i := range members {
			pos[i] = int16(a)
			for b, j := range members {
				o, _ := pledges.At(i, j, year)
				ties[a*n+b] = uint8(o.Score())
			}
			if cinc != nil {
				weights = append(weights, cinc.At(i, year))
			}
		}
		return simYear{y: similarity.NewYear(n, ties, weights), pos: pos}
	}
	return s, nil
}

// At gives the measures of the states with indices i and j in a year; ok is
// false outside ATOP's years or where one was no member.
func (s *SimilarityYears) At(i, j, year int) (m similarity.Measures, ok bool) {
	if year < s.First || year > s.Last {
		return m, false
	}
	y := &s.years[year-s.First]
	y.once.Do(func() {
		made := s.build(year)
		y.y, y.pos = made.y, made.pos
	})
	a, b := y.pos[i], y.pos[j]
	if a < 0 || b < 0 {
		return m, false
	}
	return y.y.Measure(int(a), int(b)), true
}
