package scenario

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/model"
	"casus/scenario/cells"
)

// Plan is a stress test as cells to be worked out in any order, on any
// machine: [cells.Run] does it here. [Plan.Answer] puts their values
// together.
type Plan struct {
	Cells []cells.Cell
	// Key names all that the values depend on.
	Key string

	archive  *inquiry.Archive
	s        *Scenario
	engine   *forecast.Engine
	out      Answer
	of       map[int]*futures
	assemble []func(out *Answer, values [][]float64) error
}

// NewPlan lays out a stress test. The error is an *casus.InputError where the
// scenario asks for what cannot be.
func NewPlan(arc *inquiry.Archive, s *Scenario, m *model.Model) (*Plan, error) {
	if s.Draws < leastDraws || s.Draws > MostDraws {
		return nil, &casus.InputError{Field: "draws", Msg: fmt.Sprintf("draws %d: expected %d to %d", s.Draws, leastDraws, MostDraws),
			Hint: "fewer draws tell no 90 % interval"}
	}
	if m == nil {
		var err error
		if m, err = model.Default(); err != nil {
			return nil, err
		}
	}
	g, err := forecast.New(m, s.Draws, s.Seed)
	if err != nil {
		return nil, err
	}
	p := &Plan{archive: arc, s: s, engine: g}
	p.out = Answer{Schema: "casus.stress/1", Title: s.Title, ReferenceClass: inquiry.Reference.String(), Events: []EventAnswer{}, Notes: []string{}, Vary: s.Vary,
		Provenance: p.provenance()}
	if p.Key, err = p.key(); err != nil {
		return nil, err
	}
	for k, x := range forecast.Declared {
		p.out.Assumptions = append(p.out.Assumptions, Assumption{x.Name, x.Says, s.Central[k], s.Low[k], s.High[k]})
	}
	for i := range s.Events {
		if err := p.event(i); err != nil {
			return nil, err
		}
	}
	for _, part := range []func() error{p.sequence, p.statementTables, p.costs, p.sweep} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	p.out.Size = Size{len(p.Cells), cells.Size(p.Cells)}
	return p, nil
}

// fresh copies what a plan knows before any cell is worked out, as deep as values
// are put into it, so that every answer is a thing of its own.
func (a *Answer) fresh() *Answer {
	out := *a
	out.Events = slices.Clone(a.Events)
	for i := range out.Events {
		e := &out.Events[i]
		e.Classes, e.Shocks, e.Extrapolation = slices.Clone(e.Classes), slices.Clone(e.Shocks), slices.Clone(e.Extrapolation)
		if e.Tipping != nil {
			t := *e.Tipping
			t.Classes = slices.Clone(t.Classes)
			e.Tipping = &t
		}
	}
	out.Sequence = slices.Clone(a.Sequence)
	for i := range out.Sequence {
		out.Sequence[i].Branches = slices.Clone(out.Sequence[i].Branches)
	}
	out.Statements = slices.Clone(a.Statements)
	for i := range out.Statements {
		rows := slices.Clone(out.Statements[i].Rows)
		for k := range rows {
			rows[k].Classes = slices.Clone(rows[k].Classes)
		}
		out.Statements[i].Rows = rows
	}
	if a.Costs != nil {
		c := *a.Costs
		c.Chances = slices.Clone(c.Chances)
		out.Costs = &c
	}
	out.Notes, out.Assumptions = slices.Clone(a.Notes), slices.Clone(a.Assumptions)
	return &out
}

// Answer puts the values of the cells together, in the order of the cells. It is a
// function of the values alone: asked twice, it gives the same twice, and may be
// asked by several goroutines.
func (p *Plan) Answer(values [][]float64) (*Answer, error) {
	if len(values) != len(p.Cells) {
		return nil, fmt.Errorf("stress: %d cells, but the values of %d", len(p.Cells), len(values))
	}
	out := p.out.fresh()
	for _, do := range p.assemble {
		if err := do(out, values); err != nil {
			return nil, err
		}
	}
	out.Answer = out.sentence()
	return out, nil
}

// Model is the one that the plan asks.
func (p *Plan) Model() *model.Model { return p.engine.Model }

// Measure works out a few answers of the first event, for the time that one
// takes; 0 answers where there is no event to measure.
func (p *Plan) Measure(ctx context.Context) (answers int, err error) {
	for _, c := range p.Cells {
		if c.Size > 0 {
			return p.measure(ctx)
		}
	}
	return 0, nil
}

// provenance names the facts, the model and the draws.
func (p *Plan) provenance() casus.Provenance {
	tables := []string{"states", "state_names", "sources"}
	for _, e := range p.s.Events {
		tables = append(tables, p.archive.EstimateTables(e.event.On)...)
	}
	if p.s.Sweep != nil {
		tables = append(tables, p.archive.EstimateTables(p.s.Sweep.On)...)
	}
	if len(p.s.Statements) > 0 {
		tables = append(tables, "nato_expenditure", "editions", "guidelines")
	}
	if p.s.Costs {
		tables = append(tables, costsTable)
	}
	out := p.archive.Provenance(tables...)
	out.Seed, out.Draws = p.s.Seed, p.engine.Draws()
	out.Model = p.engine.Model.Used()
	return out
}

// key is a hash of all that the values depend on: the scenario, the facts, the
// model and the version.
func (p *Plan) key() (string, error) {
	events := make([]casus.Event, len(p.s.Events))
	for i := range p.s.Events {
		events[i] = p.s.Events[i].event
	}
	all, err := p.archive.Said()
	if err != nil {
		return "", err
	}
	b, err := json.Marshal([]any{layout, p.s, events, p.out.Provenance, all, p.archive.HasAlliances()})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%x", sha256.Sum256(b))[:32], nil
}

// layout is the number of the layout of cells.
const layout = 1

// add puts a cell at the end and gives its number.
func (p *Plan) add(name string, size int, do func(ctx context.Context) ([]float64, error)) int {
	p.Cells = append(p.Cells, cells.Cell{Name: name, Size: size, Do: do})
	return len(p.Cells) - 1
}

// later adds a part of the answer, to be put together when all cells are done.
func (p *Plan) later(do func(out *Answer, values [][]float64) error) {
	p.assemble = append(p.assemble, do)
}

// assumptionsAt gives the assumptions of draw k: the same in every cell, so that
// differences are paired.
func (p *Plan) assumptionsAt(k int) forecast.Assumptions {
	a := p.s.Central
	if k == 0 || p.s.Vary == "estimates" {
		return a
	}
	r := rand.New(rand.NewPCG(p.s.Seed, 1<<32+uint64(k)))
	for i := range a {
		a[i] = p.s.Low[i] + r.Float64()*(p.s.High[i]-p.s.Low[i])
	}
	return a
}

// drawAt gives the draw of the estimates that belongs to draw k.
func (p *Plan) drawAt(k int) int {
	if p.s.Vary == "assumptions" {
		return 0
	}
	return k
}

// future works out one event under shocks over all draws.
func (p *Plan) future(ctx context.Context, e *Event, shocks []string) ([]float64, error) {
	c, err := p.archive.CaseOf(e.Question, shocks...)
	if err != nil {
		return nil, err
	}
	if err := p.engine.Prepare(c); err != nil {
		return nil, err
	}
	var out []float64
	for k := range p.engine.Draws() + 1 {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		x, err := p.engine.At(c, p.assumptionsAt(k), p.drawAt(k))
		if err != nil {
			return nil, err
		}
		out = append(out, figuresOf(x)...)
	}
	return out, nil
}

// measure times the central answer of the first event that has one.
func (p *Plan) measure(ctx context.Context) (int, error) {
	const answers = 8
	q := []inquiry.Question{}
	for i := range p.s.Events {
		q = append(q, p.s.Events[i].Question)
	}
	q = append(q, inquiry.Question{Attackers: []string{"FRA"}, Target: "DEU", On: p.archive.Today().String()})
	for _, x := range q {
		c, err := p.archive.CaseOf(x)
		if err != nil {
			continue
		}
		if err := p.engine.Prepare(c); err != nil {
			continue
		}
		for range answers {
			if _, err := p.engine.At(c, p.s.Central, 0); err != nil {
				return 0, err
			}
		}
		return answers, ctx.Err()
	}
	return 0, errors.New("stress: nothing can be measured")
}

// futures keeps which cell holds an event under which shocks, so that none is
// worked out twice.
type futures struct {
	p     *Plan
	event *Event
	cells map[string]int
}

// futuresOf gives the cells of an event.
func (p *Plan) futuresOf(event int) *futures {
	if p.of == nil {
		p.of = map[int]*futures{}
	}
	if p.of[event] == nil {
		p.of[event] = &futures{p, &p.s.Events[event], map[string]int{}}
	}
	return p.of[event]
}

// cell gives the number of the cell of the event under shocks.
func (f *futures) cell(shocks []string) int {
	list := slices.Clone(shocks)
	slices.Sort(list)
	list = slices.Compact(list)
	key := strings.Join(list, " + ")
	if i, ok := f.cells[key]; ok {
		return i
	}
	name := f.event.Name + ": as it is"
	if key != "" {
		name = f.event.Name + ": " + key
	}
	i := f.p.add(name, f.p.engine.Draws()+4, func(ctx context.Context) ([]float64, error) { return f.p.future(ctx, f.event, list) })
	f.cells[key] = i
	return i
}

// faulty says why shocks mean nothing in the event; "" where they do.
func (f *futures) faulty(shocks []string) string {
	_, _, err := f.p.archive.Suppose(shocks, f.event.event)
	var ie *casus.InputError
	if errors.As(err, &ie) {
		return ie.Msg
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
