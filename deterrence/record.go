package deterrence

import (
	"math"
	"slices"

	"casus/history"
	"casus/setting"
)

// warLevel is the level of hostility of a state that fought a war.
const warLevel = 5

// Half-lives in years: after them a past dispute counts half.
const (
	pairHalfLife  = 10
	stateHalfLife = 3
)

// Disputes is the record of past disputes, as far as it is known.
type Disputes struct {
	First, Last int
	of          map[[2]int]*between // by COW numbers, the lower first
	began       map[int][]int       // years of the disputes that a state began as an originator, ascending
	suffered    map[int][]int
	opened      map[[2]int]map[int]bool // attacker and target, year: a dispute began; true for a war
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
	out := &Disputes{First: d.First, Last: d.Last, of: map[[2]int]*between{}, began: map[int][]int{}, suffered: map[int][]int{}, opened: map[[2]int]map[int]bool{}}
	type part struct{ dispute, code int }
	begun, hit, met := map[part]bool{}, map[part]bool{}, map[[3]int]bool{}
	for k := range d.All {
		x := &d.All[k]
		out.open(x)
		a, b := &x.Side[0], &x.Side[1]
		if p := (part{x.Dispute, x.Code1}); a.SideA && a.Orig && x.Onset && !begun[p] {
			begun[p] = true
			out.began[x.Code1] = append(out.began[x.Code1], x.Year)
		}
		if p := (part{x.Dispute, x.Code2}); !b.SideA && b.Orig && x.Onset && !hit[p] {
			hit[p] = true
			out.suffered[x.Code2] = append(out.suffered[x.Code2], x.Year)
		}
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
	for _, w := range out.of {
		slices.Sort(w.faced)
		slices.Sort(w.onsets)
	}
	for _, m := range []map[int][]int{out.began, out.suffered} {
		for _, years := range m {
			slices.Sort(years)
		}
	}
	return out, nil
}

// open notes a dispute that one originator begins with another.
func (r *Disputes) open(x *history.DisputeDyad) {
	a, b := &x.Side[0], &x.Side[1]
	if a.SideA && a.Orig && b.Orig && x.Onset {
		k := [2]int{x.Code1, x.Code2}
		if r.opened[k] == nil {
			r.opened[k] = map[int]bool{}
		}
		r.opened[k][x.Year] = r.opened[k][x.Year] || a.HostLev >= warLevel && b.HostLev >= warLevel
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

// Record gives what was known of attacker and target at the beginning of the
// setting's year from the disputes up to the year known.
func (r *Disputes) Record(s *setting.Setting, attacker, target, known int) Record {
	a, b := s.States[attacker].Code, s.States[target].Code
	out := Record{Began: faded(r.began[a], known, stateHalfLife), Suffered: faded(r.suffered[b], known, stateHalfLife)}
	if w := r.of[[2]int{min(a, b), max(a, b)}]; w != nil {
		if k, _ := slices.BinarySearch(w.faced, known+1); k > 0 {
			out.Ever = true
			out.PeaceYears = float64(s.Year - w.faced[k-1])
		}
		out.Disputes = faded(w.onsets, known, pairHalfLife)
	}
	if !out.Ever {
		out.PeaceYears = float64(s.Year - met(s, attacker, target))
	}
	var began []int
	for y := range r.opened[[2]int{a, b}] {
		began = append(began, y)
	}
	slices.Sort(began)
	out.Directed = faded(began, known, pairHalfLife)
	return out
}

// met gives the year since which both have been states, 1816 at the earliest.
func met(s *setting.Setting, i, j int) int {
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
func faded(years []int, known int, half float64) float64 {
	n := 0.0
	for _, y := range years {
		if y <= known {
			n += math.Exp2(-float64(known-y) / half)
		}
	}
	return n
}
