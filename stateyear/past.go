package stateyear

import (
	"math"
	"sync"

	"casus"
	"casus/history"
)

// Past makes settings of the past from imported history. It is safe for
// concurrent use, and makes each year once.
type Past struct {
	*Sizes
	ids      func(code int, on casus.Date) (casus.State, bool)
	regimes  *history.Panel
	majors   *history.Panel
	capitals *history.Capitals
	borders  *history.Borders
	rivals   *history.Rivalries
	nuclear  map[int]int // code: first year
	pledges  *history.Pledges
	votes    *history.Panel
	sides    []sides

	mu    sync.Mutex
	years map[int]*Setting
}

// Datasets names the imported datasets, or the roles, that settings of the past are made of.
var Datasets = []string{"cow-states", "cow-nmc", "gdp", "democracy", "cow-majors", "capitals", "cow-contiguity", "rivalry",
	"atop-directed-dyad-year", "un-ideal-points", "cow-mid-dispute", "cow-mid-participant"}

// NewPast opens what settings are made of. ids gives the state that has a COW
// number on a day; nuclear, by COW number, the first year with nuclear weapons.
// The error is a *history.AbsentError where something is not imported.
func NewPast(db *history.DB, ids func(code int, on casus.Date) (casus.State, bool), nuclear map[int]int) (*Past, error) {
	p := &Past{ids: ids, nuclear: nuclear, years: map[int]*Setting{}}
	var err error
	if p.Sizes, err = OpenSizes(db); err != nil {
		return nil, err
	}
	if p.regimes, err = db.Panel("democracy", "v2x_polyarchy"); err != nil {
		return nil, err
	}
	if p.majors, err = db.Majors(); err != nil {
		return nil, err
	}
	if p.capitals, err = db.CapitalDistance(); err != nil {
		return nil, err
	}
	if p.borders, err = db.Contiguity(); err != nil {
		return nil, err
	}
	if p.rivals, err = db.Rivalries(); err != nil {
		return nil, err
	}
	if p.pledges, err = db.Pledges(); err != nil {
		return nil, err
	}
	if p.votes, err = db.Panel("un-ideal-points", "idealpointall"); err != nil {
		return nil, err
	}
	p.sides, err = readSides(db)
	return p, err
}

// System is the list of states behind the settings.
func (p *Past) System() *history.System { return p.system }

// Year gives the setting of a year: every state that was in the system on some
// day of it, with figures of the year before (of the year itself, or the next,
// for a state that is new).
func (p *Past) Year(year int) *Setting {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s, ok := p.years[year]; ok {
		return s
	}
	s := p.make(year)
	p.years[year] = s
	return s
}

func (p *Past) make(year int) *Setting {
	at := p.system.Members(year)
	states := make([]State, len(at))
	for k, i := range at {
		states[k] = p.state(i, year)
	}
	s := empty(year, states)
	known := min(max(year, p.borders.First), p.borders.Last) // the last year is carried forward
	rivalYear := min(year, p.rivals.Last)
	for a, i := range at {
		for b, j := range at {
			if a == b {
				continue
			}
			k := a*len(at) + b
			s.km[k] = p.capitals.Km(i, j, min(max(year, p.capitals.First), p.capitals.Last))
			kind, _ := p.borders.At(i, j, known)
			s.border[k] = uint8(kind)
			s.rival[k] = p.rivals.At(i, j, rivalYear) != nil
		}
	}
	p.relate(s, at)
	return s
}

func (p *Past) state(i, year int) State {
	code := p.system.Codes[i]
	s := p.Of(i, year)
	s.Regime, s.Ideal = math.NaN(), p.ideal(i, code, year)
	s.Lat, s.Lon = p.capitals.At(i, min(max(year, p.capitals.First), p.capitals.Last))
	for _, sp := range s.Spans {
		day := max(sp.From, casus.MustDate("1816-01-01"))
		if first, _ := casus.NewDate(year, 1, 1); sp.Holds(first) {
			day = first
		}
		if day.Year() <= year {
			s.ID, _ = p.ids(code, day)
		}
	}
	for _, y := range []int{year - 1, year, year + 1} {
		if v := p.regimes.At(i, min(y, p.regimes.Last)); !math.IsNaN(v) {
			s.Regime = v
			break
		}
	}
	s.Major = p.majors.At(i, min(year, p.majors.Last)) == 1
	first, armed := p.nuclear[code]
	s.Nuclear = armed && first < year
	return s
}
