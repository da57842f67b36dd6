package stateyear

// MakeYear makes a year anew.
func MakeYear(p *Past, year int) *Setting { return p.make(year) }
