package scenario

func init() { leastDraws = 1 }

// Least sets the least number of draws for one test, and gives how to set it back.
func Least(n int) (back func()) {
	was := leastDraws
	leastDraws = n
	return func() { leastDraws = was }
}
