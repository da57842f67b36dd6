package onset

import (
	"context"
	"slices"

	"casus"
	"casus/history"
	"casus/internal/pool"
	"casus/joining"
	"casus/stateyear"
)

// Row is one directed dyad-year of history.
type Row struct {
	Dyad
	Codes     [2]int // COW numbers of attacker and target
	On        casus.Date
	Relevant  bool // politically
	Initiated bool // the attacker began a militarized dispute with the target, originators both
	War       bool // which both fought as a war

	ties []byte // what the law says of each state of the setting, packed; nil where it was not asked
}

// began reports whether a conflict of a kind began.
func (r *Row) began(k Kind) bool { return r.Initiated && k == Dispute || r.War && k == War }

// pair names the pair of states, in either direction.
func (r *Row) pair() int { return min(r.Codes[0], r.Codes[1])*1000 + max(r.Codes[0], r.Codes[1]) }

// Table is directed dyad-years, by year, attacker and target. Years in which
// the two stood against each other without the attacker's beginning it are not
// among them, as is usual.
type Table struct {
	Rows    []Row
	Dropped int // such years

	disputes *Disputes
}

// World is what a table is made of; the engine's library must hold the
// alliances since 1816.
type World struct {
	joining.World
	Disputes *Disputes

	pledges *history.Pledges
}

// NewWorld reads the record of disputes. The error is a *history.AbsentError
// where something is not imported.
func NewWorld(w joining.World) (*World, error) {
	d, err := NewDisputes(w.DB)
	if err != nil {
		return nil, err
	}
	p, err := w.DB.Pledges()
	return &World{World: w, Disputes: d, pledges: p}, err
}

// Load makes the table of the politically relevant dyad-years of all years, the
// treaties asked of each, without the chain: [Table.Expect] adds that.
func Load(ctx context.Context, w *World) (*Table, error) {
	return w.Years(ctx, w.Disputes.First, w.Disputes.Last, false)
}

// Years makes the table of some years; with all, it has the dyads that are not
// politically relevant too, of which the treaties are not asked. A table of many
// years is the tables of its years one after the other.
func (w *World) Years(ctx context.Context, from, until int, all bool) (*Table, error) {
	years := make([]Table, max(0, until-from+1))
	err := pool.Each(ctx, len(years), w.Workers, func(k int) error {
		years[k] = w.year(from+k, all)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := &Table{disputes: w.Disputes}
	for k := range years {
		out.Rows = append(out.Rows, years[k].Rows...)
		out.Dropped += years[k].Dropped
	}
	return out, nil
}

// year makes one year's rows.
func (w *World) year(year int, all bool) Table {
	set, system := w.Past.Year(year), w.Past.System()
	var t Table
	similar, homes := w.portfolios(year), map[home]casus.Place{}
	for i := range set.States {
		for j := range set.States {
			a, b := set.States[i].Code, set.States[j].Code
			relevant := i != j && Relevant(set, i, j)
			if i == j || !all && !relevant || !system.Together(system.Index(a), system.Index(b), year) {
				continue
			}
			initiated, war := w.Disputes.Began(a, b, year)
			if !initiated && w.Disputes.Faced(a, b, year) {
				t.Dropped++
				continue
			}
			r := Row{Dyad: Dyad{Setting: set, Attacker: i, Target: j, Year: year, Record: w.Disputes.Record(set, i, j, year-1)},
				Codes: [2]int{a, b}, On: firstDay(set, i, j), Relevant: relevant, Initiated: initiated, War: war}
			r.flags = w.flags(&r, similar)
			if relevant {
				w.ask(&r, homes)
			}
			t.Rows = append(t.Rows, r)
		}
	}
	return t
}

// firstDay is the first day of the setting's year on which both are states.
func firstDay(s *stateyear.Setting, i, j int) casus.Date {
	day, _ := casus.NewDate(s.Year, 1, 1)
	for _, k := range []int{i, j} {
		first := casus.Date(0)
		for _, sp := range s.States[k].Spans {
			if start := max(day, sp.From); sp.Holds(start) && start.Year() == s.Year && (first == 0 || start < first) {
				first = start
			}
		}
		day = max(day, first)
	}
	return day
}

// home is a state on a day.
type home struct {
	state casus.State
	on    casus.Date
}

// ask asks the treaties. homes holds the places that were asked for before.
func (w *World) ask(r *Row, homes map[home]casus.Place) {
	a, b := &r.Setting.States[r.Attacker], &r.Setting.States[r.Target]
	at := home{b.ID, r.On}
	theatre, ok := homes[at]
	if !ok {
		theatre = w.Home(b.ID, r.On)
		homes[at] = theatre
	}
	ev := casus.Event{Attackers: []casus.State{a.ID}, Target: b.ID, On: r.On, Kind: casus.ArmedAttack, Object: casus.Territory, Theatre: theatre}
	rows := w.Lib.Binding(ev)
	e := r.event()
	e.Ties = joining.Ties(r.Setting, ev, rows)
	r.Law = lawOf(e, rows)
	r.ties = make([]byte, len(e.Ties))
	for i := range e.Ties {
		r.ties[i] = pack(&e.Ties[i])
	}
}

// event is the row as response sees it, without the ties.
func (r *Row) event() *joining.Event {
	return &joining.Event{Setting: r.Setting, On: r.On, Attackers: []int{r.Attacker}, Targets: []int{r.Target}, Lat: nan, Lon: nan}
}

func pack(t *joining.Tie) byte {
	return byte(t.Target) | byte(t.Attacker)<<2 | byte(t.Barred)<<4 | byte(is(t.Consult))<<6 | byte(is(t.Several))<<7
}

func unpack(b byte) joining.Tie {
	return joining.Tie{Target: joining.Duty(b & 3), Attacker: joining.Duty(b >> 2 & 3), Barred: joining.Duty(b >> 4 & 3), Consult: b>>6&1 == 1, Several: b>>7 == 1}
}

// Expect works out Alone and Helped of every politically relevant row. It may
// be called again with other parameters, as a backtest does.
func (t *Table) Expect(ctx context.Context, c Chain, workers int) error {
	const block = 512
	return pool.Each(ctx, (len(t.Rows)+block-1)/block, workers, func(k int) error {
		for n := k * block; n < min(len(t.Rows), (k+1)*block); n++ {
			r := &t.Rows[n]
			if r.ties == nil {
				continue
			}
			e := r.event()
			e.Ties = make([]joining.Tie, len(r.ties))
			for i, b := range r.ties {
				e.Ties[i] = unpack(b)
			}
			var err error
			if r.Alone, r.Helped, err = c.Success(e, c.Response.Chances(e)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Late gives the table with a record of disputes that ends some years earlier:
// with 0 it is known up to the year before, with 11 nothing of the last eleven
// years is. What the rows point to is shared.
func (t *Table) Late(years int) *Table {
	out := &Table{Rows: slices.Clone(t.Rows), Dropped: t.Dropped, disputes: t.disputes}
	for k := range out.Rows {
		r := &out.Rows[k]
		r.Record = t.disputes.Record(r.Setting, r.Attacker, r.Target, r.Year-1-years)
	}
	return out
}

// relevant gives the politically relevant rows.
func (t *Table) relevant() []Row {
	return t.Pick(func(r *Row) bool { return r.Relevant }).Rows
}

// Pick gives the rows for which keep says so; they share what they point to.
func (t *Table) Pick(keep func(*Row) bool) *Table {
	out := &Table{disputes: t.disputes}
	for k := range t.Rows {
		if keep(&t.Rows[k]) {
			out.Rows = append(out.Rows, t.Rows[k])
		}
	}
	return out
}
