package estimate

import "math/rand/v2"

// Source gives the random stream of one cell: a PCG seeded by a hash of the
// run's seed and the numbers that name the cell (a replicate, a fold, a draw).
// Any cell can be run again alone, in any order and by any worker.
func Source(seed uint64, cell ...uint64) *rand.PCG {
	h := splitMix(seed)
	for _, c := range cell {
		h = splitMix(h*0x2545f4914f6cdd1d + c) // not symmetric: (1, 2) is not (2, 1)
	}
	return rand.NewPCG(h, splitMix(^h))
}

// splitMix is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func splitMix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
