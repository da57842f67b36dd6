package scenario

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"casus"
	"casus/forecast"
	"casus/inquiry"
	"casus/internal/strictyaml"
	"casus/internal/suggest"
)

func (l *loader) shocks() {
	if !l.root.Has("shocks") {
		return
	}
	list := l.root.List("shocks", "a shock")
	if len(list) > mostShocks {
		l.root.Fault("shocks", fmt.Sprintf("%d shocks; at most %d", len(list), mostShocks), "")
		return
	}
	for _, f := range list {
		x := Shock{}
		var items []strictyaml.Item
		switch one, many := f.Has("shock"), f.Has("shocks"); {
		case one && many:
			f.Fault("shock", "a shock has either shock or shocks, not both", "")
		case one:
			items = f.Texts("shock")
		default:
			items = f.Texts("shocks")
		}
		for _, i := range items {
			x.Shocks = append(x.Shocks, i.Value)
		}
		l.checkShock(items, x.Shocks)
		x.Name = strings.Join(x.Shocks, " + ")
		if f.Has("name") {
			x.Name = short(f, "name")
		}
		if f.Has("weight") {
			x.Weight = f.Positive("weight", 1)
			x.Future = x.Name
		}
		if f.Has("future") {
			x.Future = short(f, "future")
			if x.Weight == 0 {
				f.Fault("future", "a shock of a future needs a weight", "weight: 0.3 gives the future in which it holds a probability of 30 %")
			}
		}
		if slices.ContainsFunc(l.s.Shocks, func(y Shock) bool { return y.Name == x.Name }) {
			f.Fault("name", "a second shock "+casus.Quoted(x.Name), "")
		}
		l.s.Shocks = append(l.s.Shocks, x)
		f.Done()
	}
	l.futures()
}

// checkShock reports shocks that mean nothing in any event of the scenario.
func (l *loader) checkShock(items []strictyaml.Item, whole []string) {
	if len(l.s.Events) == 0 {
		return
	}
	fits := func(list []string) (err error) {
		for i := range l.s.Events {
			if l.s.Events[i].event.Target == "" {
				continue // its own fault is reported already
			}
			if _, _, err = l.Suppose(list, l.s.Events[i].event); err == nil {
				return nil
			}
		}
		return err
	}
	for _, i := range items {
		if err := fits([]string{i.Value}); err != nil {
			faultOf(i.Fault, err)
			return
		}
	}
	if err := fits(whole); err != nil && len(items) > 0 {
		faultOf(items[0].Fault, err)
	}
}

// futures checks that the weights of each future leave no less than nothing.
func (l *loader) futures() {
	sum, count := map[string]float64{}, map[string]int{}
	for _, x := range l.s.Shocks {
		if x.Weight > 0 {
			sum[x.Future] += x.Weight
			count[x.Future]++
		}
	}
	all := 1
	for _, name := range slices.Sorted(maps.Keys(sum)) {
		if sum[name] > 1+1e-9 {
			l.root.Fault("shocks", fmt.Sprintf("the weights of the future %s sum to %.6g", casus.Quoted(name), sum[name]), "shocks of one future exclude each other: their weights sum to 1 at most")
		}
		all *= count[name] + 1
	}
	if all > mostFutures {
		l.root.Fault("shocks", fmt.Sprintf("%d futures in all; at most %d", all, mostFutures), "give fewer shocks a weight")
	}
}

// sequence reads a chain of events, each with what holds after the one before.
func (l *loader) sequence() {
	if !l.root.Has("sequence") {
		return
	}
	list := l.root.List("sequence", "a step")
	if len(list) < 2 || len(list) > 6 {
		l.root.Fault("sequence", fmt.Sprintf("a sequence of %d steps; it takes 2 to 6", len(list)), "")
	}
	for k, f := range list {
		step := Step{Event: -1, Contagion: 1}
		name := f.Text("event")
		var names []string
		for i, e := range l.s.Events {
			names = append(names, e.Name)
			if e.Name == name {
				step.Event = i
			}
		}
		if step.Event < 0 && name != "" {
			hint := suggest.Hint(name, names)
			if hint == "" {
				hint = "the events are " + strings.Join(names, ", ")
			}
			f.Fault("event", "no event "+casus.Quoted(name), hint)
		}
		if k > 0 && f.Has("contagion") {
			step.Contagion = f.Positive("contagion", 100)
		}
		if k > 0 && f.Has("after") {
			l.after(f.Fields("after"), &step)
		}
		l.s.Sequence = append(l.s.Sequence, step)
		f.Done()
	}
}

func (l *loader) after(f *strictyaml.Fields, step *Step) {
	if f == nil {
		return
	}
	for k, end := range Ends {
		if !f.Has(end) {
			continue
		}
		for _, i := range f.Texts(end) {
			step.After[k] = append(step.After[k], i.Value)
			if step.Event < 0 || l.s.Events[step.Event].event.Target == "" {
				continue
			}
			if _, _, err := l.Suppose([]string{i.Value}, l.s.Events[step.Event].event); err != nil {
				faultOf(i.Fault, err)
			}
		}
	}
	f.Done()
}

func (l *loader) sobol() {
	if !l.root.Has("sobol") {
		return
	}
	f := l.root.Fields("sobol")
	if f == nil {
		return
	}
	x := &Sobol{Base: 256, Resamples: 200, Groups: map[string]string{}}
	if f.Has("base") {
		if x.Base = whole(f, "base", 8, mostSobolBase); bits.OnesCount(uint(x.Base)) > 1 {
			f.Fault("base", fmt.Sprintf("base must be a power of 2, not %d", x.Base), "")
		}
	}
	if f.Has("second") {
		x.Second = f.Bool("second")
	}
	if f.Has("estimates") {
		x.Estimates = f.Bool("estimates")
	}
	if f.Has("resamples") {
		x.Resamples = whole(f, "resamples", 0, 2000)
	}
	if f.Has("groups") {
		l.groups(f, x)
	}
	f.Done()
	l.s.Sobol = x
}

func (l *loader) groups(f *strictyaml.Fields, x *Sobol) {
	var names []string
	for _, a := range forecast.Declared {
		names = append(names, a.Name)
	}
	for _, g := range f.List("groups", "a group") {
		name := short(g, "name")
		if slices.Contains(append(names, estimatesFactor), name) {
			g.Fault("name", "a group cannot be called as an assumption is", "")
		}
		for _, i := range g.Texts("of") {
			switch {
			case !slices.Contains(names, i.Value):
				i.Fault("no assumption "+casus.Quoted(i.Value), orOne(suggest.Hint(i.Value, names), names))
			case x.Groups[i.Value] != "":
				i.Fault(i.Value+" is in two groups", "")
			default:
				x.Groups[i.Value] = name
			}
		}
		g.Done()
	}
}

func orOne(hint string, list []string) string {
	if hint == "" {
		return "one of " + strings.Join(list, ", ")
	}
	return hint
}

func (l *loader) tipping() {
	if !l.root.Has("tipping") {
		return
	}
	f := l.root.Fields("tipping")
	if f == nil {
		return
	}
	x := &Tipping{High: 20}
	day, err := l.Date("")
	if len(l.s.Events) > 0 && l.s.Events[0].event.On != 0 {
		day = l.s.Events[0].event.On
	}
	if name := f.Text("member"); name != "" && err == nil {
		if x.Member, err = l.States.Resolve(name, day); err != nil {
			faultOf(func(msg, hint string) { f.Fault("member", msg, hint) }, err)
		}
	}
	if f.Has("pull") {
		if x.Pull, x.Low, x.High = span(f, "pull", 0, 20, 1000); x.Low < 0 {
			f.Fault("pull", "pull is not negative", "0: states do not watch each other")
		}
	}
	f.Done()
	l.s.Tipping = x
}

func (l *loader) statements() {
	if !l.root.Has("statement_table") {
		return
	}
	for _, i := range l.root.Texts("statement_table") {
		id, err := l.OnRecord(i.Value)
		if err != nil {
			faultOf(i.Fault, err)
			continue
		}
		l.s.Statements = append(l.s.Statements, id)
	}
	if len(l.s.Events) == 0 {
		l.root.Fault("statement_table", "a table of a statement needs an event", "its first event gives the attackers and the day")
	}
}

func (l *loader) sweep() {
	if !l.root.Has("sweep") {
		return
	}
	f := l.root.Fields("sweep")
	if f == nil {
		return
	}
	x := &Sweep{}
	on := ""
	if f.Has("on") {
		on = f.Text("on")
	}
	var err error
	if x.On, err = l.Date(on); err != nil {
		faultOf(func(msg, hint string) { f.Fault("on", msg, hint) }, err)
		x.On = l.Today()
	}
	x.Attackers, x.Targets = l.party(f, "attackers", x.On), l.party(f, "targets", x.On)
	if f.Has("draws") {
		if x.Draws = whole(f, "draws", 0, MostDraws); x.Draws != 0 && x.Draws < leastDraws {
			f.Fault("draws", fmt.Sprintf("draws %d: expected 0 or at least %d", x.Draws, leastDraws), "fewer draws tell no 90 % interval")
		}
	}
	f.Done()
	l.s.Sweep = x
}

// party reads states of a sweep: all, nato, or some by name.
func (l *loader) party(f *strictyaml.Fields, name string, on casus.Date) []casus.State {
	items := f.Texts(name)
	if len(items) == 1 {
		switch items[0].Value {
		case "all":
			set, err := l.Setting(on)
			if err != nil {
				items[0].Fault(err.Error(), "")
				return nil
			}
			var out []casus.State
			for _, s := range set.States {
				out = append(out, s.ID)
			}
			return out
		case "nato":
			if t, err := l.Treaties.Find(inquiry.Alliance); err == nil {
				return t.Members(on)
			}
		}
	}
	var out []casus.State
	for _, i := range items {
		s, err := l.States.Resolve(i.Value, on)
		if err != nil {
			faultOf(i.Fault, err)
			continue
		}
		if slices.Contains(out, s) {
			i.Fault(fmt.Sprintf("%s stands twice", s), "")
		}
		out = append(out, s)
	}
	return out
}
