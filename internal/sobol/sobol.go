// Package sobol makes points that fill the unit cube evenly: the sequence of
// Sobol (1967) with the direction numbers of Joe and Kuo (2008), scrambled as
// Owen (1995) does, by a seed. Any point can be made alone.
package sobol

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"sync"
)

// MaxDims is the largest number of dimensions.
const MaxDims = 128

// digits is the number of binary digits of a coordinate, so that a sequence has
// 2^digits points.
const digits = 32

//go:embed joe-kuo.txt
var table string

// Sequence is a scrambled Sobol sequence. It is safe for concurrent use.
type Sequence struct {
	dims  int
	seeds []uint64 // by dimension; nil for the sequence as published
}

// New gives the sequence in dims dimensions, from 1 to [MaxDims], scrambled by
// seed: each coordinate's digits are flipped by a hash of the digits before
// them, which keeps the even filling and makes each point uniform.
func New(dims int, seed uint64) (*Sequence, error) {
	s, err := Plain(dims)
	if err != nil {
		return nil, err
	}
	for d := range uint64(dims) {
		s.seeds = append(s.seeds, mix(seed^mix(d+1)))
	}
	return s, nil
}

// Plain gives the sequence as published, without scrambling; its first point
// is the origin.
func Plain(dims int) (*Sequence, error) {
	if dims < 1 || dims > MaxDims {
		return nil, fmt.Errorf("sobol: %d dimensions; there are numbers for 1 to %d", dims, MaxDims)
	}
	return &Sequence{dims: dims}, nil
}

// Point puts point i, from 0, into dst, whose length is the number of
// dimensions.
func (s *Sequence) Point(i uint32, dst []float64) {
	gray := i ^ i>>1
	v := directions()
	for d := range s.dims {
		x := uint32(0)
		for g := gray; g != 0; g &= g - 1 {
			x ^= v[d][bits.TrailingZeros32(g)]
		}
		if s.seeds == nil {
			dst[d] = float64(x) / (1 << digits)
			continue
		}
		// The middle of the cell, so that no coordinate is 0 or 1.
		dst[d] = (float64(scramble(x, s.seeds[d])) + 0.5) / (1 << digits)
	}
}

// scramble flips each digit of x, the highest first, by a bit drawn for the
// digits above it.
func scramble(x uint32, seed uint64) uint32 {
	out := uint32(0)
	for b := digits - 1; b >= 0; b-- {
		above := uint64(x) >> (b + 1)
		flip := uint32(mix(seed^(above|1<<(digits-1-b))) >> 63) // the leading 1 tells prefixes of different length apart
		out |= (x>>b&1 ^ flip) << b
	}
	return out
}

// mix is the finisher of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// directions gives the direction numbers by dimension and digit.
var directions = sync.OnceValue(func() [][digits]uint32 {
	v := make([][digits]uint32, MaxDims)
	for k := range digits {
		v[0][k] = 1 << (digits - 1 - k)
	}
	d := 1
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var n []uint32
		for _, f := range strings.Fields(line) {
			x, err := strconv.ParseUint(f, 10, 32)
			if err != nil {
				panic("sobol: the embedded table is broken: " + err.Error())
			}
			n = append(n, uint32(x))
		}
		v[d] = extend(n[0], n[1:])
		d++
	}
	return v
})

// extend continues the initial numbers m by the recurrence of the primitive
// polynomial x^s + a_1·x^(s-1) + … + 1, whose inner coefficients are the bits of a.
func extend(a uint32, m []uint32) (v [digits]uint32) {
	s := len(m)
	for k := range digits {
		if k < s {
			v[k] = m[k] << (digits - 1 - k)
			continue
		}
		v[k] = v[k-s] ^ v[k-s]>>s
		for j := 1; j < s; j++ {
			if a>>(s-1-j)&1 == 1 {
				v[k] ^= v[k-j]
			}
		}
	}
	return v
}
