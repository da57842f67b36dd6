package inquiry

import "casus/claim"

// Claims gives the record against which claims are held.
func (arc *Archive) Claims() *claim.World {
	arc.shared.Lock()
	defer arc.shared.Unlock()
	if arc.shared.claims == nil {
		arc.shared.claims = claim.New(arc.Facts, arc.States, arc.Places, arc.Treaties, arc.Home)
	}
	return arc.shared.claims
}
