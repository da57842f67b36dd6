package onset

import (
	"maps"
	"math"
	"slices"

	"casus/history"
	"casus/stateyear"
)

// warLevel is the level of hostility of a state that fought a war.
const warLevel = 5

// halfLife is the number of years after which a past dispute counts half.
const halfLife = 10

// Disputes is the record of past disputes, as far as it is known.
type Disputes struct {
	First, Last int
	of          map[[2]int]*between     // by COW numbers, the lower first
	opened      map[[2]int]map[int]bool // attacker and target, year: a dispute began; true for a war
	begun       map[[2]int][]int        // the years of opened, ascending
	began       map[int][]int           // the same for an attacker with all its targets
}

// between is what two states have had with each other.
type between struct {
	faced  []int // years in which they stood on opposite sides, ascending
	onsets []int // years in which they came to, one entry a dispute
}

// NewDisputes reads the record from the imported disputes of the Correlates of
// War project.
func NewDisputes(db *history.DB) (*Disputes, error) {
	d, err := db.DisputeYears(history.COW)
	if err != nil {
		return nil, err
	}
	out := &Disputes{First: d.First, Last: d.Last, of: map[[2]int]*between{}, opened: map[[2]int]map[int]bool{}}
	met := map[[3]int]bool{}
	for k := range d.All {
		x := &d.All[k]
		out.open(x)
		if x.Code1 > x.Code2 {
			continue
		}
		pair := [2]int{x.Code1, x.Code2}
		w := out.of[pair]
		if w == nil {
			w = &between{}
			out.of[pair] = w
		}
		w.faced = append(w.faced, x.Year)
		if m := [3]int{x.Dispute, x.Code1, x.Code2}; x.Onset && !met[m] {
			met[m] = true
			w.onsets = append(w.onsets, x.Year)
		}
	}
	out.sort()
	return out, nil
}

// sort puts what was noted in order.
func (r *Disputes) sort() {
	for _, w := range r.of {
		slices.Sort(w.faced)
		slices.Sort(w.onsets)
	}
	r.begun, r.began = map[[2]int][]int{}, map[int][]int{}
	for pair, years := range r.opened {
		r.begun[pair] = slices.Sorted(maps.Keys(years))
		r.began[pair[0]] = append(r.began[pair[0]], r.begun[pair]...)
	}
	for _, years := range r.began {
		slices.Sort(years)
	}
}

// open notes a dispute that one originator begins with another.
func (r *Disputes) open(x *history.DisputeDyad) {
	a, b := &x.Side[0], &x.Side[1]
	if a.SideA && a.Orig && b.Orig && x.Onset {
		k := [2]int{x.Code1, x.Code2}
		if r.opened[k] == nil {
			r.opened[k] = map[int]bool{}
		}
		r.opened[k][x.Year] = r.opened[k][x.Year] || max(a.HostLev, b.HostLev) >= warLevel
	}
}

// Began reports whether the first state began a dispute, or a war, with the
// second in a year.
func (r *Disputes) Began(a, b, year int) (dispute, war bool) {
	war, dispute = r.opened[[2]int{a, b}][year]
	return dispute, war
}

// Faced reports whether the two stood on opposite sides of a dispute in a year.
func (r *Disputes) Faced(a, b, year int) bool {
	w := r.of[[2]int{min(a, b), max(a, b)}]
	if w == nil {
		return false
	}
	_, faced := slices.BinarySearch(w.faced, year)
	return faced
}

// Record gives what was known of attacker and target of a setting from the
// disputes up to a year.
func (r *Disputes) Record(s *stateyear.Setting, attacker, target, known int) Record {
	a, b := s.States[attacker].Code, s.States[target].Code
	out := Record{Directed: faded(r.begun[[2]int{a, b}], known), Began: faded(r.began[a], known)}
	if w := r.of[[2]int{min(a, b), max(a, b)}]; w != nil {
		if k, _ := slices.BinarySearch(w.faced, known+1); k > 0 {
			out.Ever = true
			out.PeaceYears = float64(known + 1 - w.faced[k-1])
		}
		out.Disputes = faded(w.onsets, known)
	}
	if !out.Ever {
		out.PeaceYears = float64(max(0, known+1-met(s, attacker, target)))
	}
	return out
}

// met gives the year since which both have been states, 1816 at the earliest.
func met(s *stateyear.Setting, i, j int) int {
	since := 1816
	for _, k := range []int{i, j} {
		first := s.Year
		for _, sp := range s.States[k].Spans {
			first = min(first, sp.From.Year())
		}
		since = max(since, first)
	}
	return since
}

// faded counts ascending years up to known, each half as much after a half-life.
func faded(years []int, known int) float64 {
	n := 0.0
	for _, y := range years {
		if y <= known {
			n += math.Exp2(-float64(known-y) / halfLife)
		}
	}
	return n
}
