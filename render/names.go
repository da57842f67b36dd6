package render

import "casus/inquiry"

// NamesOf gives the names as an archive has them.
func NamesOf(arc *inquiry.Archive) Names {
	return Names{State: arc.States.Name, Treaty: func(id string) string {
		if t, err := arc.Treaties.Find(id); err == nil {
			return t.Name
		}
		return id
	}}
}
