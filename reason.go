package casus

// Reason is one step of a trace: a sub-condition and whether it holds. What it
// means stands in Kind, Clause, Subject and the dates; Text is for people, and
// no code should read it.
type Reason struct {
	Kind ReasonKind `json:"kind"`
	// Clause is the clause that the step belongs to.
	Clause ClauseID `json:"clause,omitzero"`
	// Subject is the state that the step is about where it is about one: the row's
	// own state or the one to which the duty is owed. "" for a step about the event.
	Subject State `json:"subject,omitempty"`
	// Since is the first day of what the step says of its subject: bound since,
	// signed on, will be bound from, in doubt from. 0 where no day is meant.
	Since Date `json:"since,omitzero"`
	// Until is its last day: was a party until, in doubt until. 0 where no day is meant.
	Until Date `json:"until,omitzero"`

	Text string `json:"text"`
	// Rest is what Text says of Subject, without naming it: "is not yet a party
	// (from 7 March 2024)". "" where there is no subject.
	Rest  string `json:"-"`
	Holds bool   `json:"holds"`
	// Source is the article, or the fact with its source, behind the step.
	Source string `json:"source"`
	// Role says what the step does: "condition" must hold, "exception" lifts
	// the duty, "doubt" makes it contested, "unknown" makes it cannot tell,
	// "pending" is still to come, "note" changes nothing.
	Role string `json:"role"`
	// Quote holds the instrument's own words where they were read, else "".
	Quote string `json:"quote,omitempty"`
	// Basis says how the words were verified: "text", "report" or "memory".
	Basis string `json:"basis,omitempty"`
	// Pending says what is still to come, for a step of the kind [WhyPending].
	Pending Pending `json:"pending,omitempty"`
	// Decisive marks the step that settled the verdict.
	Decisive bool `json:"decisive,omitempty"`
}

// ClauseID names a clause: a treaty's id and an article of it.
type ClauseID struct {
	Treaty  string `json:"treaty"`
	Article string `json:"article"`
}

// ReasonKind says what a [Reason] means.
type ReasonKind string

// The kinds of reason. Those on a state's standing come from the list of
// parties, and have a Subject.
const (
	WhyParty          ReasonKind = "party"             // bound since Since
	WhyProvisional    ReasonKind = "provisional_party" // bound by provisional application since Since (Vienna Convention, art. 25)
	WhyEntryDisputed  ReasonKind = "entry_disputed"    // whether it is bound is disputed, or kept by the parties to themselves
	WhyEntryNotFound  ReasonKind = "entry_not_found"   // the day from which it is bound, or whether it still is, was not found
	WhySignedOnly     ReasonKind = "signed_only"       // signed on Since and not bound (Vienna Convention, art. 18)
	WhyNotYetParty    ReasonKind = "not_yet_party"     // bound or signatory only from Since, where that is known
	WhyBetweenSpells  ReasonKind = "between_spells"    // was a party until Until, is one again from Since
	WhyFormerParty    ReasonKind = "former_party"      // was a party until Until
	WhyNeverParty     ReasonKind = "never_party"       // in no list of parties on any day
	WhyOwedToOthers   ReasonKind = "owed_to_others"    // the clause promises nothing to the target or ally
	WhyCondition      ReasonKind = "condition"         // a condition of the clause
	WhyException      ReasonKind = "exception"         // an exception of the clause, and it holds
	WhyDispute        ReasonKind = "dispute"           // what the clause says of the event is disputed
	WhyUnknown        ReasonKind = "unknown"           // what the clause says of the event was not found
	WhyNote           ReasonKind = "remark"            // a note of the clause
	WhyPolitical      ReasonKind = "political_only"    // the instrument does not bind in law
	WhyNatureDisputed ReasonKind = "nature_disputed"   // whether the instrument binds in law is disputed
	WhyConflict       ReasonKind = "treaty_conflict"   // another treaty may stand in the way
	WhyPending        ReasonKind = "still_to_come"     // what must happen before the clause bites
	WhyClause         ReasonKind = "clause"            // what the clause says, last in every trace
)

// ReasonKinds lists every [ReasonKind].
var ReasonKinds = []ReasonKind{
	WhyParty, WhyProvisional, WhyEntryDisputed, WhyEntryNotFound, WhySignedOnly, WhyNotYetParty, WhyBetweenSpells, WhyFormerParty, WhyNeverParty,
	WhyOwedToOthers, WhyCondition, WhyException, WhyDispute, WhyUnknown, WhyNote, WhyPolitical, WhyNatureDisputed, WhyConflict,
	WhyPending, WhyClause,
}

// OfStanding reports whether the kind says how a state stands to the treaty.
func (k ReasonKind) OfStanding() bool {
	switch k {
	case WhyParty, WhyProvisional, WhyEntryDisputed, WhyEntryNotFound, WhySignedOnly, WhyNotYetParty, WhyBetweenSpells, WhyFormerParty, WhyNeverParty:
		return true
	}
	return false
}

// Decisive gives the reason that settled the row's verdict, false where none
// did: a row that binds has none.
func (o Obligation) Decisive() (Reason, bool) {
	for _, r := range o.Why {
		if r.Decisive {
			return r, true
		}
	}
	return Reason{}, false
}
