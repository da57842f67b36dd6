package treaty

import (
	"slices"

	"go.yaml.in/yaml/v4"

	"casus"
	"casus/treaty/expr"
)

// Scope is what a condition can see: the event, the state whose duty is asked
// about, and the treaty.
type Scope struct {
	Event     *casus.Event
	Self      casus.State // the state whose duty is asked about
	Partner   casus.State // the state to which it would be owed
	treaty    *Treaty
	library   *Library
	attackers []string // those that are states
	claimants []string // of the place
}

// World is what the language must know of the facts: which states and areas
// there are.
type World struct {
	known func(id string) bool
	near  func(id string) []string
	areas []string
	base  *expr.Env[Scope]

	common map[string][]*yaml.Node // steps that clauses share
}

// NewWorld gives the world in which treaties are compiled: known says whether
// a state's id exists, near suggests ids for one that does not (nil: none),
// and areas are the names that place.within takes.
func NewWorld(known func(id string) bool, near func(id string) []string, areas []string) *World {
	w := &World{known: known, near: near, areas: areas}
	w.base = w.newBase()
	return w
}

// names of a language, each with one sentence; the docs and the check of
// docs/treaty-language.md are made from it.
var vocabulary = []struct{ Name, Says string }{
	{"self", "the state whose duty is asked about"},
	{"target", "the state attacked"},
	{"partner", "the state to which the duty is owed: the target, or for offence and neutrality the ally"},
	{"attackers", "the attacking states; a non-state attacker is not among them"},
	{"adversaries", "the states that the partner fights: the attackers where it is the target, the target where it attacks"},
	{"count", "count(states): how many states a list holds"},
	{"by_state", "whether every attacker is a state"},
	{"on", "the day of the event"},
	{"kind", "armed_attack, cyber_attack, hybrid, proxy or blockade"},
	{"object", "what is attacked: territory, forces, vessel or aircraft"},
	{"target_struck_first", "whether the target used armed force first"},
	{"place.of", "the state whose territory the place is; no state at sea or where that is disputed"},
	{"place.administered_by", "the state in control of the place"},
	{"place.claimed_by", "the states that claim it against that"},
	{"place.continent", "africa, antarctica, asia, caribbean, central_america, europe, north_america, oceania, sea or south_america"},
	{"place.island", "whether it is an island"},
	{"place.metropolitan", "whether it is its state's home territory"},
	{"place.eu", "how the territory stands to the European Union: member, outermost, overseas, excluded or none"},
	{"place.lat", "degrees north, negative south of the equator"},
	{"place.lon", "degrees east, negative west of Greenwich"},
	{"place.territory", "the gazetteer's id of a territory with a status of its own, as text"},
	{"place.within", "place.within(area): whether the place lies in a named area or sea"},
	{"party", "party(state): whether it is bound by this treaty on the day"},
	{"any_party", "any_party(states): whether one of them is"},
	{"party_to", `party_to("treaty-id", state): whether it is bound by another treaty on the day`},
	{"listed", "listed(list, state): whether it stands on that day in a list of this file"},
	{"any_listed", "any_listed(list, states): whether one of them does"},
}

// Vocabulary lists the names of the condition language, each with what it
// means.
func Vocabulary() []struct{ Name, Says string } { return slices.Clone(vocabulary) }

var (
	kindType      = expr.NewEnum("kind of attack", texts(casus.Kinds))
	objectType    = expr.NewEnum("object of attack", texts(casus.Objects))
	continentType = expr.NewEnum("continent", casus.Continents)
	euType        = expr.NewEnum("status in the European Union", []string{"member", "outermost", "overseas", "excluded", "none"})
)

// environment declares the language for the treaties of one world. lists are
// the names of the treaty's own lists.
func (w *World) environment(lists []string) *expr.Env[Scope] {
	if len(lists) == 0 {
		return w.base
	}
	env := w.base.Clone()
	listType := expr.NewEnum("list", lists)
	state, states, yes := expr.Type{Kind: expr.State}, expr.Type{Kind: expr.States}, expr.Type{Kind: expr.Bool}
	env.Func("listed", []expr.Type{listType, state}, yes, func(s *Scope, a []expr.Value) expr.Value {
		return expr.Value{B: s.treaty.listed(a[0].S, a[1].S, s.Event.On)}
	})
	env.Func("any_listed", []expr.Type{listType, states}, yes, func(s *Scope, a []expr.Value) expr.Value {
		return expr.Value{B: slices.ContainsFunc(a[1].L, func(x string) bool { return s.treaty.listed(a[0].S, x, s.Event.On) })}
	})
	return env
}

func (w *World) newBase() *expr.Env[Scope] {
	env := expr.NewEnv[Scope](w.known, w.near)
	boolean, number, text := expr.Type{Kind: expr.Bool}, expr.Type{Kind: expr.Number}, expr.Type{Kind: expr.Text}
	date, state, states := expr.Type{Kind: expr.Date}, expr.Type{Kind: expr.State}, expr.Type{Kind: expr.States}
	areaType := expr.NewEnum("area", w.areas)
	place := expr.NewRecord("place")

	env.Word("self", state, func(s *Scope) string { return string(s.Self) })
	env.Word("target", state, func(s *Scope) string { return string(s.Event.Target) })
	env.Word("partner", state, func(s *Scope) string { return string(s.Partner) })
	env.List("attackers", states, func(s *Scope) []string { return s.attackers })
	env.List("adversaries", states, func(s *Scope) []string {
		if s.Partner == s.Event.Target {
			return s.attackers
		}
		return []string{string(s.Event.Target)}
	})
	env.Yes("by_state", func(s *Scope) bool { return len(s.attackers) == len(s.Event.Attackers) })
	env.Num("on", date, func(s *Scope) float64 { return float64(s.Event.On) })
	env.Word("kind", kindType, func(s *Scope) string { return string(s.Event.Kind) })
	env.Word("object", objectType, func(s *Scope) string { return string(s.Event.Object) })
	env.Yes("target_struck_first", func(s *Scope) bool { return s.Event.TargetStruckFirst })

	env.Var("place", place, func(*Scope) expr.Value { return expr.Value{} })
	env.Word("place.of", state, func(s *Scope) string { return string(s.Event.Theatre.Of) })
	env.Word("place.administered_by", state, func(s *Scope) string { return string(s.Event.Theatre.AdministeredBy) })
	env.List("place.claimed_by", states, func(s *Scope) []string { return s.claimants })
	env.Word("place.continent", continentType, func(s *Scope) string { return s.Event.Theatre.Continent })
	env.Yes("place.island", func(s *Scope) bool { return s.Event.Theatre.Island })
	env.Yes("place.metropolitan", func(s *Scope) bool { return s.Event.Theatre.Metropolitan })
	env.Word("place.eu", euType, func(s *Scope) string {
		if s.Event.Theatre.EU == "" {
			return "none"
		}
		return s.Event.Theatre.EU
	})
	env.Num("place.lat", number, func(s *Scope) float64 { return s.Event.Theatre.Lat })
	env.Num("place.lon", number, func(s *Scope) float64 { return s.Event.Theatre.Lon })
	env.Word("place.territory", text, func(s *Scope) string { return s.Event.Theatre.Territory })
	env.Test("place.within", areaType, func(s *Scope, area string) bool { return slices.Contains(s.Event.Theatre.Areas, area) })
	env.Func("count", []expr.Type{states}, number, func(s *Scope, a []expr.Value) expr.Value {
		return expr.Value{N: float64(len(a[0].L))}
	})
	env.Test("party", state, func(s *Scope, x string) bool { return s.treaty.Bound(casus.State(x), s.Event.On) })
	env.TestAny("any_party", states, func(s *Scope, list []string) bool {
		for _, x := range list {
			if s.treaty.standing(casus.State(x), s.Event.On).state >= unknown {
				return true
			}
		}
		return false
	})
	env.Func("party_to", []expr.Type{text, state}, boolean, func(s *Scope, a []expr.Value) expr.Value {
		if s.library == nil {
			return expr.Value{}
		}
		t := s.library.byID[a[0].S]
		return expr.Value{B: t != nil && t.Bound(casus.State(a[1].S), s.Event.On)}
	})
	return env
}

// listed reports whether a state stands in a list on a day.
func (t *Treaty) listed(list, s string, on casus.Date) bool {
	for _, p := range t.Lists[list] {
		if string(p.State) == s && (casus.Span{From: p.From, Until: p.Until}).Holds(on) {
			return true
		}
	}
	return false
}

func newScope(ev *casus.Event, t *Treaty, l *Library) *Scope {
	s := &Scope{Event: ev, treaty: t, library: l}
	if len(ev.Theatre.ClaimedBy) > 0 {
		s.claimants = texts(ev.Theatre.ClaimedBy)
	}
	for _, a := range ev.Attackers {
		if a != casus.NonState {
			s.attackers = append(s.attackers, string(a))
		}
	}
	return s
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, v := range in {
		out[i] = string(v)
	}
	return out
}
