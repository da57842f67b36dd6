package answer

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"casus"
	"casus/inquiry"
)

// DiffQuestion asks an old question again, and what has changed since.
type DiffQuestion struct {
	Old string // an answer as JSON, as it was given then
}

// Diff is the answer to a [DiffQuestion].
type Diff struct {
	Schema string `json:"schema"`
	Of     string `json:"of"` // the schema of the old answer
	Same   bool   `json:"same"`
	// Differences lists each value that changed, by its place in the answer.
	Differences []Difference `json:"differences"`
	// Because lists what the answers rest on that is not the same: tables of facts,
	// editions, treaties, the model, the version.
	Because    []Cause          `json:"because"`
	Provenance casus.Provenance `json:"provenance"`
}

// Difference is one value that changed; "" where it was not there.
type Difference struct {
	Path   string `json:"path"` // "obligations[USA north-atlantic-treaty 5].verdict"
	Before string `json:"before"`
	After  string `json:"after"`
}

// Cause is something that the two answers rest on and that is not the same.
type Cause struct {
	Kind   string `json:"kind"` // "fact", "edition", "treaty", "model", "version"
	Name   string `json:"name"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// asked is what of an old answer says what was asked.
type asked struct {
	Schema  string       `json:"schema"`
	Event   *casus.Event `json:"event"`
	State   string       `json:"state"`
	Target  string       `json:"target"`
	Against string       `json:"against"`
	On      casus.Date   `json:"on"`
	Edition string       `json:"edition"`
	Shocks  []struct {
		Shock string `json:"shock"`
	} `json:"shocks"`
	Claims []struct {
		Claim string `json:"claim"`
	} `json:"claims"`
	Rows []struct {
		State casus.State `json:"state"`
		Year  int         `json:"year"`
	} `json:"rows"`
	Provenance casus.Provenance `json:"provenance"`
}

// Ask asks the old question of today's facts and compares. The error is an
// [*casus.InputError] where the old answer is none that can be asked again.
func (q DiffQuestion) Ask(ctx context.Context, arc *inquiry.Archive) (Diff, error) {
	var old asked
	if err := json.Unmarshal([]byte(q.Old), &old); err != nil {
		return Diff{}, &casus.InputError{Msg: "the old answer is not JSON as Casus writes it: " + err.Error(), Hint: "keep an answer with --format json -o old.json"}
	}
	again, prov, err := old.again(ctx, arc)
	if err != nil {
		return Diff{}, err
	}
	raw, err := json.Marshal(again)
	if err != nil {
		return Diff{}, err
	}
	before, err := flat([]byte(q.Old))
	if err != nil {
		return Diff{}, err
	}
	after, err := flat(raw)
	if err != nil {
		return Diff{}, err
	}
	d := Diff{Schema: "casus.diff/1", Of: old.Schema, Differences: []Difference{}, Because: causes(old, prov, before, after), Provenance: prov}
	for _, path := range slices.Sorted(maps.Keys(union(before, after))) {
		if before[path] != after[path] {
			d.Differences = append(d.Differences, Difference{path, before[path], after[path]})
		}
	}
	d.Same = len(d.Differences) == 0
	return d, nil
}

// again asks the question of an old answer.
func (old asked) again(ctx context.Context, arc *inquiry.Archive) (any, casus.Provenance, error) {
	var question inquiry.Question
	var shocks []string
	if old.Event != nil {
		question = questionOf(*old.Event)
	}
	for _, s := range old.Shocks {
		shocks = append(shocks, s.Shock)
	}
	switch name, _, _ := strings.Cut(strings.TrimPrefix(old.Schema, "casus."), "/"); {
	case name == "obligations" && old.Event != nil:
		a, err := ObligationsQuestion{Question: question, Shocks: shocks}.Ask(ctx, arc)
		return a, a.Provenance, err
	case name == "brief" && old.Event != nil:
		a, err := BriefQuestion{Question: question, Shocks: shocks, Estimates: inquiry.Estimates{Draws: old.Provenance.Draws, Seed: old.Provenance.Seed}}.Ask(ctx, arc)
		return a, a.Provenance, err
	case name == "is_bound":
		a, err := IsBoundQuestion{State: old.State, Target: old.Target, Against: old.Against, On: old.On.String()}.Ask(ctx, arc)
		return a, a.Provenance, err
	case name == "commitments":
		a, err := CommitmentsQuestion{State: old.State, On: old.On.String(), Against: old.Against}.Ask(ctx, arc)
		return a, a.Provenance, err
	case name == "check" && len(old.Claims) == 1:
		a, err := CheckQuestion{Claim: old.Claims[0].Claim, On: old.On.String()}.Ask(ctx, arc)
		return a, a.Provenance, err
	case name == "burden":
		b := BurdenQuestion{}
		for _, r := range old.Rows {
			b.States = append(b.States, string(r.State))
			if b.Since == 0 || r.Year < b.Since {
				b.Since = r.Year
			}
		}
		a, err := b.Ask(ctx, arc)
		return a, a.Provenance, err
	}
	return nil, casus.Provenance{}, &casus.InputError{Msg: "an answer of the schema " + casus.Quoted(old.Schema) + " cannot be asked again",
		Hint: "answers of brief, obligations, commitments, is-bound, check and burden can"}
}

// questionOf puts an event back into the words of a question.
func questionOf(ev casus.Event) inquiry.Question {
	q := inquiry.Question{Target: string(ev.Target), On: ev.On.String(), Kind: string(ev.Kind), Object: string(ev.Object), TargetStruckFirst: ev.TargetStruckFirst}
	for _, a := range ev.Attackers {
		q.Attackers = append(q.Attackers, string(a))
	}
	if p := ev.Theatre; !p.Metropolitan && p.Name != "" {
		q.At = cmp.Or(p.Territory, fmt.Sprintf("%g,%g", p.Lat, p.Lon))
	}
	return q
}

// flat lays an answer out as values by their place. Elements of a list are named
// by what identifies them, so that a new one does not move the others.
func flat(raw []byte) (map[string]string, error) {
	var v map[string]any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	delete(v, "provenance")
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch x := v.(type) {
		case map[string]any:
			for k, e := range x {
				walk(strings.TrimPrefix(path+"."+k, "."), e)
			}
		case []any:
			seen := map[string]int{}
			for _, e := range x {
				id := identity(e)
				seen[id]++
				if seen[id] > 1 || id == "" {
					id = strings.TrimSpace(id + " #" + strconv.Itoa(seen[id]))
				}
				walk(path+"["+id+"]", e)
			}
		case nil:
		default:
			out[path] = fmt.Sprint(x)
		}
	}
	walk("", v)
	return out, nil
}

// identity names an element of a list by the fields that tell it from the others.
func identity(e any) string {
	m, ok := e.(map[string]any)
	if !ok {
		return fmt.Sprint(e)
	}
	var out []string
	for _, k := range []string{"id", "state", "toward", "treaty", "article", "name", "year", "shock", "class", "kind", "text"} {
		if v, ok := m[k]; ok && v != nil && (k != "text" || len(out) == 0) {
			if s := fmt.Sprint(v); s != "" && len(s) < 60 {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, " ")
}

func union(a, b map[string]string) map[string]bool {
	out := map[string]bool{}
	for k := range a {
		out[k] = true
	}
	for k := range b {
		out[k] = true
	}
	return out
}

// causes lists what the two answers rest on and is not the same.
func causes(old asked, prov casus.Provenance, before, after map[string]string) []Cause {
	out := []Cause{}
	add := func(kind, name, a, b string) {
		if a != b {
			out = append(out, Cause{kind, name, a, b})
		}
	}
	add("version", "casus", old.Provenance.Version, prov.Version)
	add("model", cmp.Or(prov.Model.Name, old.Provenance.Model.Name), old.Provenance.Model.SHA256, prov.Model.SHA256)
	add("edition", "nato_expenditure", before["edition"], after["edition"])
	then := map[string]casus.FactsUsed{}
	for _, f := range old.Provenance.Facts {
		then[f.Name] = f
	}
	for _, f := range prov.Facts {
		kind := "fact"
		if f.Name == "treaties" {
			kind = "treaty"
		}
		if was, ok := then[f.Name]; ok && was.SHA256 != f.SHA256 {
			add(kind, f.Name, was.Vintage+" "+was.SHA256[:min(8, len(was.SHA256))], f.Vintage+" "+f.SHA256[:8])
		}
	}
	return out
}
