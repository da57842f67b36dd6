package quotation

// ownOf gives the test whether what begins at a token is for the speaker's own
// side to do: "we will defend", "the United States will defend" of one who
// speaks for it, "he would defend" of reported words.
func (r *reader) ownOf(v *voiced) func(i, lo int) bool {
	speaks := r.speaksFor(v)
	return func(i, lo int) bool {
		for j := i; j < i+6 && j+1 < len(r.toks); j++ { // "the commitment of the United States"
			if r.low(j) != "of" || !recitals("noun", r.low(j-1)) {
				continue
			}
			if n := r.firstRef(j); n < len(r.refs) && r.refs[n].from <= j+2 && r.refs[n].state() {
				return r.refs[n].name.State == speaks.state
			}
		}
		for j := i; j >= lo && j > i-14; j-- {
			if t := r.toks[j]; t.kind == kPunct && (t.mark == '.' || t.mark == ';' || t.mark == '?' || t.mark == '!') {
				break
			}
			switch r.low(j) {
			case "we", "i", "our", "my", "ours", "he", "she", "his", "her", "we'll", "i'll", "we're", "i'm", "we've", "i've", "each", "both", "countries", "sides":
				return true
			case "they", "their", "you", "your", "allies":
				return false
			}
			if n := r.firstRef(j); n < len(r.refs) && r.refs[n].from == j {
				switch f := &r.refs[n]; {
				case f.state():
					return f.name.State == speaks.state || speaks.state == "" && speaks.body == nil
				case f.treaty() && !f.desk:
					return speaks.body == f.name.Treaty
				}
			}
		}
		return true
	}
}
