// Package casus holds the words of the domain that every part of the tool
// speaks: an [Event], the [Obligation] it brings into being, the [Verdict] on
// it, and the [Provenance] of an answer. It does no input or output.
//
// Start with the package of the link that you need:
//
//   - casus/facts: the embedded figures, each with source and vintage
//   - casus/state: which states exist when, and every spelling of their names
//   - casus/place: where an attack falls, and what treaties say of the place
//   - casus/treaty: who is bound to help, by which clause, and why
//   - casus/burden: who spends what, against which guideline
//   - casus/brief: one page that puts these together
package casus

import "strings"

// State names a state: its ISO 3166-1 alpha-3 code where it has or had one
// ("EST", "CSK"), else its Correlates of War abbreviation ("AUH"). It never
// names a government or a territory.
type State string

// NonState is written in place of an attacker that is not a state.
const NonState State = "nonstate"

// Kind says how the target is attacked.
type Kind string

// The kinds of attack, in the spelling of the command line and of JSON.
const (
	ArmedAttack Kind = "armed_attack"
	CyberAttack Kind = "cyber_attack"
	Hybrid      Kind = "hybrid"
	Proxy       Kind = "proxy"
	Blockade    Kind = "blockade"
)

// Kinds lists every [Kind], the default first.
var Kinds = []Kind{ArmedAttack, CyberAttack, Hybrid, Proxy, Blockade}

// Object says what is attacked.
type Object string

// The objects of an attack, in the spelling of the command line and of JSON.
const (
	Territory Object = "territory"
	Forces    Object = "forces"
	Vessel    Object = "vessel"
	Aircraft  Object = "aircraft"
)

// Objects lists every [Object], the default first.
var Objects = []Object{Territory, Forces, Vessel, Aircraft}

// Mobile reports whether o can be attacked outside its state's territory.
func (o Object) Mobile() bool { return o == Forces || o == Vessel || o == Aircraft }

// Event is an attack on a day: who attacks whom, how, what, and where.
type Event struct {
	Attackers []State `json:"attackers"` // at least one; NonState for an attacker that is no state
	Target    State   `json:"target"`
	On        Date    `json:"on"`
	Kind      Kind    `json:"kind"`
	Object    Object  `json:"object"`
	Theatre   Place   `json:"theatre"`
	// TargetStruckFirst says that the target used armed force first, so that
	// the attack is, or is claimed to be, a response.
	TargetStruckFirst bool `json:"target_struck_first"`
	// War is the war that is under way between the target and an attacker, where an
	// international organ or court has found who used force first.
	War War `json:"war,omitzero"`
}

// War is a war under way on the day of an event.
type War struct {
	First   State  `json:"first"`   // who used force first
	Since   Date   `json:"since"`   // its first day
	Finding string `json:"finding"` // of which organ or court
}

// Place is a point with all that treaties ask about it. The package
// casus/place makes one from a name or from coordinates; the zero value stands
// for no place.
type Place struct {
	Name string  `json:"name"`
	Lat  float64 `json:"lat"` // degrees north
	Lon  float64 `json:"lon"` // degrees east

	// Territory is the gazetteer's id of a territory with a status of its own
	// ("falkland-islands"); "" for metropolitan soil and for the sea.
	Territory string `json:"territory,omitempty"`
	// Of is the state whose territory it is (for a disputed place: as most
	// states see it, "" where no such view prevails); "" at sea.
	Of State `json:"of,omitempty"`
	// AdministeredBy is the state in control on the date, which may differ.
	AdministeredBy State `json:"administered_by,omitempty"`
	// ClaimedBy lists the states with a claim against Of or AdministeredBy.
	ClaimedBy []State `json:"claimed_by,omitempty"`
	// Continent is one of [Continents]; "sea" for open water.
	Continent string `json:"continent,omitempty"`
	Island    bool   `json:"island,omitempty"`
	// Areas names every treaty area and sea that holds the point
	// ("mediterranean", "pacific"), in alphabetical order.
	Areas []string `json:"areas,omitempty"`
	// EU says how the territory stands to the European Union: "member",
	// "outermost" (TFEU 349), "overseas" (TFEU 355(2)), "excluded" (355(5)).
	EU string `json:"eu,omitempty"`
	// Metropolitan says that the place is its state's home territory.
	Metropolitan bool `json:"metropolitan,omitempty"`
	// Basis says how the entry was verified, in the words of the fact pack.
	Basis string `json:"basis,omitempty"`
	// Note is a sentence on the place's status, to be shown with an answer.
	Note string `json:"note,omitempty"`
}

// Continents lists the values of Place.Continent. The Caribbean and Central
// America stand apart from North America because treaty areas part them.
var Continents = []string{
	"africa", "antarctica", "asia", "caribbean", "central_america", "europe",
	"north_america", "oceania", "sea", "south_america",
}

// Verdict is the answer that a clause gives about one state in one event.
type Verdict string

// The verdicts. Contested is an answer of its own: the law is disputed, or the
// parties keep to themselves what it hangs on. CannotTell says that a day, a
// list of parties or a text exists and was not found for Casus.
const (
	Bound      Verdict = "bound"
	Contested  Verdict = "contested"
	CannotTell Verdict = "cannot_tell"
	NotBound   Verdict = "not_bound"
)

// Verdicts lists every [Verdict], the strongest first.
var Verdicts = []Verdict{Bound, Contested, CannotTell, NotBound}

// Rank gives the verdict's place in [Verdicts]: 0 for bound. An unknown verdict
// ranks last.
func (v Verdict) Rank() int {
	switch v {
	case Bound:
		return 0
	case Contested:
		return 1
	case CannotTell:
		return 2
	case NotBound:
		return 3
	}
	return len(Verdicts)
}

// Weaker gives the one of two verdicts that ranks later.
func (v Verdict) Weaker(w Verdict) Verdict {
	if w.Rank() > v.Rank() {
		return w
	}
	return v
}

// ObligationType follows the types of the Alliance Treaty Obligations and
// Provisions project (Leeds et al. 2002).
type ObligationType string

// The types of obligation.
const (
	Assist        ObligationType = "assist"
	Consult       ObligationType = "consult"
	Neutrality    ObligationType = "neutrality"
	NonAggression ObligationType = "non_aggression"
	Offence       ObligationType = "offence"
)

// ObligationTypes lists every [ObligationType], the weightiest for a target first.
var ObligationTypes = []ObligationType{Assist, Offence, Consult, Neutrality, NonAggression}

// Discretion says how freely an obliged state may choose what it does.
type Discretion string

// The degrees of discretion, from the least to the most.
const (
	Automatic          Discretion = "automatic"
	AllMeans           Discretion = "all_means_in_its_power"
	MeetCommonDanger   Discretion = "act_to_meet_common_danger"
	AsItDeemsNeeded    Discretion = "as_it_deems_necessary"
	ConsultOnly        Discretion = "consult_only"
	UnspecifiedMeasure Discretion = "unspecified"
)

// Discretions lists every [Discretion], the least free first.
var Discretions = []Discretion{Automatic, AllMeans, MeetCommonDanger, AsItDeemsNeeded, ConsultOnly, UnspecifiedMeasure}

// Pending is a thing that must still happen before an obligation bites.
type Pending string

// What can be pending.
const (
	VictimRequest Pending = "victim_request"
	OrganDecision Pending = "organ_decision"
	JointFinding  Pending = "joint_finding"
	StateOfWar    Pending = "state_of_war"
)

// Pendings lists every [Pending].
var Pendings = []Pending{VictimRequest, OrganDecision, JointFinding, StateOfWar}

// Decision says who decides on something that is pending, and how.
type Decision struct {
	Pending  Pending `json:"pending"`
	Organ    string  `json:"organ"`
	Majority string  `json:"majority"` // by which majority it decides
	Block    string  `json:"block"`    // who can prevent the decision
	Request  string  `json:"request"`  // what must be asked for first, by whom
	Source   string  `json:"source"`   // the article
}

// Obligation is one clause's answer about one state in one event.
type Obligation struct {
	State      State          `json:"state"`
	Verdict    Verdict        `json:"verdict"`
	Type       ObligationType `json:"type"`
	Discretion Discretion     `json:"discretion"`
	Treaty     string         `json:"treaty"`
	Article    string         `json:"article"`
	Pending    []Pending      `json:"pending"`
	Why        []Reason       `json:"why"`
	Path       []string       `json:"path"` // the chain of events, the first one first: "RUS>EST"
	// Decides says who takes what stands in Pending, where the treaty's file says so.
	Decides []Decision `json:"decides,omitempty"`
	// Toward is the state to which the duty is owed: the target, or for
	// non-aggression the state that must not be attacked.
	Toward State `json:"toward"`
	// Political marks a commitment outside the law: it never binds.
	Political bool `json:"political"`
	// Universal marks a duty among all states that keep a general peace, as of the
	// League of Nations: it marks nobody as another's ally.
	Universal bool `json:"universal,omitempty"`
}

// CiteArticle names an article as people do: "Art. 5", "Art. IV(1)"; what bears
// a name and no number stands as it is.
func CiteArticle(article string) string {
	if article != "" && (article[0] >= '0' && article[0] <= '9' || strings.Trim(article, "IVX()0123456789") == "") {
		return "Art. " + article
	}
	return article
}

// Interval is an estimate with its 90 % interval.
type Interval struct {
	Median float64 `json:"median"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
}

// Provenance says what an answer was made from.
type Provenance struct {
	Version string      `json:"version"`
	Seed    uint64      `json:"seed"`
	Draws   int         `json:"draws"`
	Facts   []FactsUsed `json:"facts"`
	Model   ModelUsed   `json:"model"`
}

// FactsUsed names one table of facts behind an answer.
type FactsUsed struct {
	Name    string `json:"name"`
	Vintage string `json:"vintage"`
	SHA256  string `json:"sha256"`
}

// ModelUsed names the fitted parameters behind an answer; empty where none were used.
type ModelUsed struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}
