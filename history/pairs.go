package history

import (
	"math"

	"casus"
	"casus/history/store"
)

// pairs finds the rows of a table of dyad-years that is sorted by ccode1,
// ccode2 and year: the rows of a pair lie together.
type pairs struct {
	n     int
	first []int32 // by i*n+j: first row
	count []int32
	years []int32
}

func newPairs(s *System, t *store.Table) *pairs {
	p := &pairs{n: s.N(), years: t.Ints("year")}
	p.first, p.count = make([]int32, p.n*p.n), make([]int32, p.n*p.n)
	c1, c2 := t.Ints("ccode1"), t.Ints("ccode2")
	for r := 0; r < len(c1); {
		end := r + 1
		for end < len(c1) && c1[end] == c1[r] && c2[end] == c2[r] {
			end++
		}
		if i, j := s.Index(int(c1[r])), s.Index(int(c2[r])); i >= 0 && j >= 0 {
			p.first[i*p.n+j], p.count[i*p.n+j] = int32(r), int32(end-r)
		}
		r = end
	}
	return p
}

// row finds a pair's row in a year, -1 where there is none.
func (p *pairs) row(i, j, year int) int {
	k := i*p.n + j
	lo, n := int(p.first[k]), int(p.count[k])
	if n == 0 {
		return -1
	}
	// Most pairs have every year from their first on: try that row first.
	if at := year - int(p.years[lo]); at >= 0 && at < n && int(p.years[lo+at]) == year {
		return lo + at
	}
	hi := lo + n
	for l, h := lo, hi; l < h; {
		mid := int(uint(l+h) / 2)
		switch y := int(p.years[mid]); {
		case y == year:
			return mid
		case y < year:
			l = mid + 1
		default:
			h = mid
		}
	}
	return -1
}

// Distances holds the kilometres between the nearest points of two states.
type Distances struct {
	First, Last int
	rows        *pairs
	km          []float64
}

// MinimumDistance gives the distance between the nearest points of territory.
func (db *DB) MinimumDistance() (*Distances, error) {
	return cached(db, "mindist", func() (*Distances, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table("minimum-distance")
		if err != nil {
			return nil, err
		}
		p := newPanel(0, t.Ints("year"))
		return &Distances{First: p.First, Last: p.Last, rows: newPairs(s, t), km: t.Floats("mindist")}, nil
	})
}

// At gives the distance of the states with indices i and j, NaN where it is
// missing.
func (d *Distances) At(i, j, year int) float64 {
	if i > j {
		i, j = j, i
	}
	if r := d.rows.row(i, j, year); r >= 0 {
		return d.km[r]
	}
	return math.NaN()
}

// PairFigure gives a column of a dataset of undirected dyad-years, NaN where it is
// missing, and the years of the source.
func (db *DB) PairFigure(dataset, column string) (at func(i, j, year int) float64, first, last int, err error) {
	s, err := db.System()
	if err != nil {
		return nil, 0, 0, err
	}
	t, err := db.Table(dataset)
	if err != nil {
		return nil, 0, 0, err
	}
	p, rows, values := newPanel(0, t.Ints("year")), newPairs(s, t), t.Floats(column)
	return func(i, j, year int) float64 {
		if r := rows.row(min(i, j), max(i, j), year); r >= 0 {
			return values[r]
		}
		return math.NaN()
	}, p.First, p.Last, nil
}

// Trade holds trade flows, in millions of current US dollars.
type Trade struct {
	First, Last int
	rows        *pairs
	flow        [2][]float64
}

// Trade gives COW's smoothed trade flows.
func (db *DB) Trade() (*Trade, error) {
	return cached(db, "trade", func() (*Trade, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table("cow-trade")
		if err != nil {
			return nil, err
		}
		p := newPanel(0, t.Ints("year"))
		return &Trade{p.First, p.Last, newPairs(s, t), [2][]float64{t.Floats("smoothflow1"), t.Floats("smoothflow2")}}, nil
	})
}

// Imports gives what the state with index i imported from the one with index
// j; NaN where it is missing.
func (t *Trade) Imports(i, j, year int) float64 {
	k := 0
	if i > j {
		i, j, k = j, i, 1
	}
	if r := t.rows.row(i, j, year); r >= 0 {
		return t.flow[k][r]
	}
	return math.NaN()
}

// Borders holds COW's types of contiguity by year.
type Borders struct {
	First, Last int
	n, years    int
	kinds       []uint8
}

// Contiguity gives the types of contiguity: 1 a land border, 2 to 5 at most
// 12, 24, 150 and 400 miles of water, 0 none. A pair whose type changed within
// a year has the closest one.
func (db *DB) Contiguity() (*Borders, error) {
	return cached(db, "contiguity", func() (*Borders, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table("cow-contiguity")
		if err != nil {
			return nil, err
		}
		from, until, kind := t.Days("start"), t.Days("end"), t.Ints("conttype")
		b := &Borders{First: casus.FirstYear, n: s.N()}
		for _, d := range until {
			b.Last = max(b.Last, d.Year())
		}
		b.years = b.Last - b.First + 1
		b.kinds = make([]uint8, b.n*b.n*max(b.years, 0))
		c1, c2 := t.Ints("ccode1"), t.Ints("ccode2")
		for r := range c1 {
			i, j := s.Index(int(c1[r])), s.Index(int(c2[r]))
			if i < 0 || j < 0 || kind[r] <= 0 {
				continue // type 0 says that there is none
			}
			for y := max(from[r].Year(), b.First); y <= until[r].Year(); y++ {
				for _, k := range [2]int{i*b.n + j, j*b.n + i} {
					at := &b.kinds[k*b.years+y-b.First]
					if *at == 0 || uint8(kind[r]) < *at {
						*at = uint8(kind[r])
					}
				}
			}
		}
		return b, nil
	})
}

// At gives the type of contiguity of the states with indices i and j; ok is
// false outside the source's years.
func (b *Borders) At(i, j, year int) (kind int, ok bool) {
	if year < b.First || year > b.Last {
		return 0, false
	}
	return int(b.kinds[(i*b.n+j)*b.years+year-b.First]), true
}

// Capitals holds each state's capital by year.
type Capitals struct {
	First, Last int
	n, years    int
	lat, lng    []float64 // radians, NaN where there is none
}

// CapitalDistance gives distances between capitals: a state that moved its
// capital has the one of 1 January.
func (db *DB) CapitalDistance() (*Capitals, error) {
	return cached(db, "capitals", func() (*Capitals, error) {
		s, err := db.System()
		if err != nil {
			return nil, err
		}
		t, err := db.Table("capitals")
		if err != nil {
			return nil, err
		}
		from, until := t.Days("start"), t.Days("end")
		c := &Capitals{First: casus.FirstYear, n: s.N()}
		for _, d := range until {
			c.Last = max(c.Last, d.Year())
		}
		c.years = c.Last - c.First + 1
		size := c.n * max(c.years, 0)
		c.lat, c.lng = make([]float64, size), make([]float64, size)
		for k := range c.lat {
			c.lat[k] = math.NaN()
		}
		lat, lng := t.Floats("lat"), t.Floats("lng")
		for r, code := range t.Ints("ccode") { // sorted by start: the first of a year stays
			i := s.Index(int(code))
			for y := max(from[r].Year(), c.First); i >= 0 && y <= until[r].Year(); y++ {
				if k := i*c.years + y - c.First; math.IsNaN(c.lat[k]) {
					c.lat[k], c.lng[k] = lat[r]*math.Pi/180, lng[r]*math.Pi/180
				}
			}
		}
		return c, nil
	})
}

// earthRadius is the equatorial radius in kilometres that peacesciencer's
// distances (geosphere's distVincentySphere) use.
const earthRadius = 6378.137

// Km gives the great-circle distance between the capitals of the states with
// indices i and j, by Vincenty's formula for a sphere; NaN where one is missing.
func (c *Capitals) Km(i, j, year int) float64 {
	if year < c.First || year > c.Last {
		return math.NaN()
	}
	a, b := i*c.years+year-c.First, j*c.years+year-c.First
	return arc(c.lat[a], c.lng[a], c.lat[b], c.lng[b])
}

// At gives the coordinates in degrees of the capital of the state with index i in
// a year; NaN where it is not known.
func (c *Capitals) At(i, year int) (lat, lng float64) {
	if year < c.First || year > c.Last {
		return math.NaN(), math.NaN()
	}
	k := i*c.years + year - c.First
	return c.lat[k] * 180 / math.Pi, c.lng[k] * 180 / math.Pi
}

// GreatCircle gives the kilometres between two points, in degrees, on the
// sphere of [Capitals.Km]; NaN where a coordinate is not known.
func GreatCircle(lat1, lng1, lat2, lng2 float64) float64 {
	const degree = math.Pi / 180
	return arc(lat1*degree, lng1*degree, lat2*degree, lng2*degree)
}

// arc is Vincenty's formula for a sphere, which loses no digits at any
// distance; the coordinates are radians.
func arc(lat1, lng1, lat2, lng2 float64) float64 {
	s1, c1 := math.Sincos(lat1)
	s2, c2 := math.Sincos(lat2)
	sd, cd := math.Sincos(lng2 - lng1)
	return earthRadius * math.Atan2(math.Hypot(c2*sd, c1*s2-s1*c2*cd), s1*s2+c1*c2*cd)
}
