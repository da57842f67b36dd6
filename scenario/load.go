package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/strictyaml"
	"casus/internal/suggest"
)

// Load reads a scenario file and gives the scenario, or every fault
// found, each with line, column and the line itself.
func Load(arc *inquiry.Archive, file string, src []byte) (*Scenario, []*casus.InputError) {
	f, root := strictyaml.Parse(file, "a scenario file", src)
	if root == nil {
		return nil, f.Faults()
	}
	l := &loader{Archive: arc, root: root, s: &Scenario{Combine: Combinations[0], Vary: Varied[0], Draws: inquiry.DefaultDraws, Seed: 1}}
	l.s.Title = short(root, "title")
	l.numbers()
	l.assumptions()
	l.events()
	l.shocks()
	l.sequence()
	l.sobol()
	l.tipping()
	l.statements()
	l.sweep()
	if root.Has("worth") {
		l.s.Worth = root.Bool("worth")
	}
	if root.Has("costs") {
		l.s.Costs = root.Bool("costs")
	}
	if l.s.Sweep == nil && len(l.s.Events) == 0 && !root.Has("events") && !root.Has("sweep") {
		root.Fault("", "a scenario needs events or a sweep", "for example: events: [{attackers: RUS, target: EST, on: 2024-02-10}]")
	}
	root.Done()
	if faults := f.Faults(); len(faults) > 0 {
		return nil, faults
	}
	return l.s, nil
}

// loader reads one scenario.
type loader struct {
	*inquiry.Archive
	root *strictyaml.Fields
	s    *Scenario
}

// short reads a text of one line that must be there.
func short(f *strictyaml.Fields, name string) string {
	v := f.Text(name)
	if len(v) > mostText {
		f.Fault(name, fmt.Sprintf("%s has more than %d bytes", name, mostText), "")
	}
	return v
}

// whole reads a whole number that must be there.
func whole(f *strictyaml.Fields, name string, low, high float64) int {
	v := f.Number(name, low, high)
	if v != float64(int(v)) {
		f.Fault(name, name+" must be a whole number", "")
	}
	return int(v)
}

// faultOf reports an error of a value at a field, in the words of the archive.
func faultOf(report func(msg, hint string), err error) {
	var ie *casus.InputError
	if errors.As(err, &ie) {
		msg := ie.Msg
		if ie.Col > 0 {
			msg = fmt.Sprintf("column %d: %s", ie.Col, msg)
		}
		report(msg, ie.Hint)
		return
	}
	report(err.Error(), "")
}

// word reads a word of a closed list.
func word(f *strictyaml.Fields, name string, list []string) string {
	v := f.Text(name)
	if v == "" || slices.Contains(list, v) {
		return v
	}
	hint := suggest.Hint(v, list)
	if hint == "" {
		hint = "one of " + strings.Join(list, ", ")
	}
	f.Fault(name, fmt.Sprintf("no %s %s", name, casus.Quoted(v)), hint)
	return ""
}

func (l *loader) numbers() {
	if l.root.Has("draws") {
		l.s.Draws = whole(l.root, "draws", float64(leastDraws), MostDraws)
	}
	if l.root.Has("seed") {
		l.s.Seed = uint64(whole(l.root, "seed", 1, 1<<31))
	}
	if l.root.Has("vary") {
		l.s.Vary = word(l.root, "vary", Varied)
	}
	if l.root.Has("combine") {
		l.s.Combine = word(l.root, "combine", Combinations)
	}
}

// assumptions reads values and ranges; what is not named keeps those declared.
func (l *loader) assumptions() {
	for k, x := range forecast.Declared {
		l.s.Central[k], l.s.Low[k], l.s.High[k] = x.Value, x.Low, x.High
	}
	if !l.root.Has("assumptions") {
		return
	}
	f := l.root.Fields("assumptions")
	if f == nil {
		return
	}
	for k, x := range forecast.Declared {
		if !f.Has(x.Name) {
			continue
		}
		v, low, high := span(f, x.Name, x.Low, x.High, 1e6)
		l.s.Central[k], l.s.Low[k], l.s.High[k] = v, low, high
		for _, try := range []float64{v, low, high} {
			a := forecast.Central()
			a[k] = try
			if err := a.Check(); err != nil {
				f.Fault(x.Name, err.Error(), "")
				break
			}
		}
	}
	f.Done()
}

// span reads {value, low, high}, or a number alone, which then has no range.
func span(f *strictyaml.Fields, name string, low, high, most float64) (v, lo, hi float64) {
	if !f.Holds(name) {
		v = f.Number(name, -most, most)
		return v, v, v
	}
	x := f.Fields(name)
	v, lo, hi = x.Number("value", -most, most), low, high
	if x.Has("low") {
		lo = x.Number("low", -most, most)
	}
	if x.Has("high") {
		hi = x.Number("high", -most, most)
	}
	x.Done()
	if !(lo <= v && v <= hi) {
		f.Fault(name, fmt.Sprintf("the value %g of %s lies outside its range from %g to %g", v, name, lo, hi), "")
	}
	return v, lo, hi
}

// events reads the events and resolves them.
func (l *loader) events() {
	if !l.root.Has("events") {
		return
	}
	list := l.root.List("events", "an event")
	if len(list) > mostEvents {
		l.root.Fault("events", fmt.Sprintf("%d events; at most %d", len(list), mostEvents), "a sweep asks about more")
		return
	}
	for _, f := range list {
		e := Event{}
		for _, a := range f.Texts("attackers") {
			e.Attackers = append(e.Attackers, a.Value)
		}
		e.Target = f.Text("target")
		for _, x := range []struct {
			name string
			to   *string
		}{{"on", &e.On}, {"at", &e.At}, {"kind", &e.Kind}, {"object", &e.Object}} {
			if f.Has(x.name) {
				*x.to = f.Text(x.name)
			}
		}
		if f.Has("target_struck_first") {
			e.TargetStruckFirst = f.Bool("target_struck_first")
		}
		if f.Has("name") {
			e.Name = short(f, "name")
		}
		if e.Target != "" && len(e.Attackers) > 0 {
			l.resolve(f, &e)
		}
		if e.Name == "" {
			e.Name = strings.Join(e.Attackers, "+") + " " + e.Target + " " + e.event.On.String()
		}
		if slices.ContainsFunc(l.s.Events, func(x Event) bool { return x.Name == e.Name }) {
			f.Fault("name", "a second event "+casus.Quoted(e.Name), "")
		}
		l.s.Events = append(l.s.Events, e)
		f.Done()
	}
}

// resolve makes the event, and reports what is wrong at the field it stands in.
func (l *loader) resolve(f *strictyaml.Fields, e *Event) {
	var err error
	if e.event, err = l.Event(e.Question); err == nil {
		return
	}
	field := "target"
	var ie *casus.InputError
	if errors.As(err, &ie) && ie.Field != "" {
		field = ie.Field
	}
	if field == "attacker" {
		field = "attackers" // as scenario files spell it
	}
	faultOf(func(msg, hint string) { f.Fault(field, msg, hint) }, err)
}
