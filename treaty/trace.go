package treaty

import (
	"cmp"

	"casus"
)

// stepKind says what a step of a role means in a trace.
func stepKind(role string) casus.ReasonKind {
	switch role {
	case "condition":
		return casus.WhyCondition
	case "exception":
		return casus.WhyException
	case "doubt":
		return casus.WhyDispute
	case "unknown":
		return casus.WhyUnknown
	}
	return casus.WhyNote
}

// evaluate gives the clause's row for the scope's Self and Partner.
func (c *Clause) evaluate(sc *Scope) casus.Obligation {
	t := c.treaty
	row := casus.Obligation{
		State: sc.Self, Verdict: casus.Bound, Type: c.Type, Discretion: c.Discretion, Treaty: t.ID,
		Article: c.Article, Pending: []casus.Pending{}, Toward: sc.Partner, Political: t.Nature == Political, Universal: t.Universal,
	}
	row.Why = make([]casus.Reason, 0, min(len(c.Steps), 4)+4)
	cite := casus.CiteArticle(c.Article)
	tr := trace{row: &row, clause: c.id()}
	tr.party(t, sc, sc.Self, "the state")
	if !c.OwedToAny {
		if c.OwedTo == nil || c.Members {
			tr.party(t, sc, sc.Partner, partnerWord(sc))
		}
		if c.OwedTo != nil && !c.owes(sc.Partner) {
			text := "the duty is owed to " + join(c.OwedTo) + " alone"
			tr.add(casus.Reason{Kind: casus.WhyOwedToOthers, Role: "condition", Subject: sc.Partner, Source: cite, Text: text, Rest: text}, casus.NotBound)
		}
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		if !s.asked(sc) {
			continue
		}
		holds := s.If.Holds(sc)
		if !holds && s.Role != "condition" {
			continue
		}
		tr.add(c.stepReason(s, holds, cite), s.verdict(holds))
	}
	tr.conflict(c, sc)
	switch t.Nature {
	case Political:
		tr.add(casus.Reason{Kind: casus.WhyPolitical, Role: "exception", Holds: true, Source: t.Name, Basis: t.Basis,
			Text: "the instrument is a political commitment: it promises, and does not bind in law"}, casus.NotBound)
	case Disputed:
		tr.add(casus.Reason{Kind: casus.WhyNatureDisputed, Role: "doubt", Holds: true, Source: t.Name, Basis: t.Basis,
			Text: "whether the instrument binds in law is disputed or not known"}, casus.Contested)
	}
	if row.Verdict != casus.NotBound {
		for _, p := range c.Pending {
			if p.If == nil || p.If.Holds(sc) {
				row.Pending = append(row.Pending, p.What)
				if d, ok := t.decision(c, p.What, sc.Event.On); ok {
					row.Decides = append(row.Decides, d)
				}
				tr.add(casus.Reason{Kind: casus.WhyPending, Role: "pending", Pending: p.What, Text: p.Who + ": " + p.Says, Source: cite, Basis: c.Basis}, casus.Bound)
			}
		}
	}
	tr.add(casus.Reason{Kind: casus.WhyClause, Role: "note", Text: c.Says, Holds: row.Verdict == casus.Bound,
		Source: cite, Quote: c.Quote, Basis: c.Basis}, casus.Bound)
	tr.mark()
	return row
}

// id names the clause.
func (c *Clause) id() casus.ClauseID { return casus.ClauseID{Treaty: c.treaty.ID, Article: c.Article} }

// stepReason words a step that has been asked; cite names the clause's article.
func (c *Clause) stepReason(s *Step, holds bool, cite string) casus.Reason {
	return casus.Reason{Kind: stepKind(s.Role), Clause: c.id(), Role: s.Role, Text: s.Says, Holds: holds,
		Source: cmp.Or(s.Source, cite), Quote: s.Quote, Basis: cmp.Or(s.Basis, c.Basis)}
}

// verdict gives the best verdict that a step leaves once it has been asked.
func (s *Step) verdict(holds bool) casus.Verdict {
	switch {
	case s.Role == "condition" && !holds, s.Role == "exception" && holds:
		return casus.NotBound
	case s.Role == "doubt" && holds:
		return casus.Contested
	case s.Role == "unknown" && holds:
		return casus.CannotTell
	}
	return casus.Bound
}

// trace collects reasons and lowers the verdict as they are added: once a
// clause does not bind, no doubt can raise it again.
type trace struct {
	row     *casus.Obligation
	clause  casus.ClauseID
	decided int // index of the reason that settled the verdict, plus 1
}

// add adds a reason that leaves the verdict v at best.
func (tr *trace) add(r casus.Reason, v casus.Verdict) {
	r.Clause = tr.clause
	tr.row.Why = append(tr.row.Why, r)
	if w := tr.row.Verdict.Weaker(v); w != tr.row.Verdict {
		tr.row.Verdict = w
		tr.decided = len(tr.row.Why)
	}
}

// mark marks the reason that settled the verdict.
func (tr *trace) mark() {
	if tr.decided > 0 {
		tr.row.Why[tr.decided-1].Decisive = true
	}
}

// party adds the step that asks whether s is bound by the treaty on the day.
func (tr *trace) party(t *Treaty, sc *Scope, s casus.State, who string) {
	st := t.standing(s, sc.Event.On)
	name := string(s)
	if sc.library != nil && sc.library.names != nil {
		name = sc.library.names(s, sc.Event.On)
	}
	r := casus.Reason{Role: "condition", Subject: s, Source: "list of parties", Holds: st.state == bound}
	if st.party != nil {
		r.Basis = st.party.Basis
	}
	switch st.state {
	case bound:
		boundReason(&r, st.party, sc.Event.On)
	case doubtful, unknown:
		doubtReason(&r, st)
	case signed:
		signedReason(&r, st.party)
	case future:
		r.Kind, r.Since = casus.WhyNotYetParty, st.party.first()
		r.Rest = "is not yet a party"
		if last := t.left(s, sc.Event.On); last != 0 {
			r.Kind, r.Until = casus.WhyBetweenSpells, last
			r.Rest = "was a party until " + last.Words() + ", and is one again later"
		}
		if r.Since != 0 {
			r.Rest += " (from " + r.Since.Words() + ")"
		}
	case former:
		r.Kind, r.Until = casus.WhyFormerParty, st.party.last(t)
		r.Rest = "was a party until " + r.Until.Words() + noted(st.party.Note)
	default:
		r.Kind, r.Rest = casus.WhyNeverParty, "is not a party"
	}
	r.Text = who + ", " + name + ", " + r.Rest
	if r.Kind == casus.WhyEntryDisputed || r.Kind == casus.WhyEntryNotFound {
		r.Text = who + ", " + name + ": " + r.Rest
	}
	tr.add(r, st.verdict())
}

// boundReason says since when a party is bound, and whether provisionally.
func boundReason(r *casus.Reason, p *Party, on casus.Date) {
	r.Kind, r.Since = casus.WhyParty, p.From
	switch {
	case p.From != 0 && on >= p.From:
		r.Rest = "is a party since " + p.From.Words()
	case p.Provisional != 0 && on >= p.Provisional:
		r.Kind, r.Since = casus.WhyProvisional, p.Provisional
		r.Rest = "applies it provisionally since " + p.Provisional.Words() + ", and is bound by that (Vienna Convention, Art. 25)"
	default:
		r.Since = p.By
		r.Rest = "is a party since " + p.By.Words() + " at the latest"
	}
	r.Rest += noted(p.Note)
}

// doubtReason says why it is disputed, or was not found, whether a party is bound.
func doubtReason(r *casus.Reason, st standing) {
	r.Holds = true
	r.Kind, r.Role = casus.WhyEntryDisputed, "doubt"
	if st.state == unknown {
		r.Kind, r.Role = casus.WhyEntryNotFound, "unknown"
	}
	if d := st.doubt; d != nil {
		r.Since, r.Until, r.Rest, r.Source = d.From, d.Until, d.Says, cmp.Or(d.Source, r.Source)
		return
	}
	r.Since = st.party.Signed
	switch st.party.Entry {
	case EntryDisputed:
		r.Rest = "whether the instrument is in force for it is disputed"
	case Unpublished:
		r.Rest = "the parties have not published whether, or from when, the instrument is in force for it"
	default:
		r.Rest = "the day from which the instrument is in force for it was not found"
	}
	r.Rest += noted(st.party.Note)
}

// signedReason says that a signatory is not bound, with both days.
func signedReason(r *casus.Reason, p *Party) {
	r.Kind, r.Since, r.Until = casus.WhySignedOnly, p.Signed, 0
	day := ""
	if p.Signed != 0 {
		day = " (" + p.Signed.Words() + ")"
	}
	r.Rest = "has signed" + day + " and is not bound"
	if first := p.first(); first != 0 {
		r.Until = first - 1
		r.Rest = "has signed" + day + " and is not yet bound: in force for it from " + first.Words()
	} else if p.Entry == NotInForce {
		r.Rest += ": the instrument is not in force for it" + noted(p.Note)
	}
	r.Rest += "; until then it must not defeat the object of what it signed (Vienna Convention, Art. 18)"
}

func noted(note string) string {
	if note == "" {
		return ""
	}
	return " (" + note + ")"
}

// partnerWord names the state to which the duty is owed.
func partnerWord(sc *Scope) string {
	if sc.Partner == sc.Event.Target {
		return "the target"
	}
	return "the ally"
}
