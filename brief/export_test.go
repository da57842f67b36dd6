package brief

// NoShocks supposes nothing.
func NoShocks() Shocks { return shocks{} }

// Shocks are suppositions.
type Shocks = shocks
