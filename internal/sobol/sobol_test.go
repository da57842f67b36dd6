package sobol

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// The first points in three dimensions, as in the example that Joe and Kuo
// publish with their numbers.
func TestPublishedPoints(t *testing.T) {
	want := [][]float64{{0, 0, 0}, {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625}, {.875, .875, .125}, {.625, .125, .875},
		{.125, .625, .375}, {.1875, .3125, .9375}, {.6875, .8125, .4375}}
	s, err := Plain(3)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float64, 3)
	for i, w := range want {
		if s.Point(uint32(i), got); !slices.Equal(got, w) {
			t.Errorf("point %d: %v, want %v", i, got, w)
		}
	}
}

// A slip in the table would show: every number m_k is odd and below 2^k, the
// polynomials are primitive, and Sobol's Property A holds, as Joe and Kuo state.
func TestTable(t *testing.T) {
	v := directions()
	lines := 0
	for line := range strings.Lines(table) {
		if !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	if lines != MaxDims-1 {
		t.Fatalf("%d lines for %d dimensions", lines, MaxDims)
	}
	for d := range v {
		for k, x := range v[d] {
			low := x >> (digits - 1 - k)
			if low&1 != 1 || x<<(k+1) != 0 && k < digits-1 {
				t.Errorf("dimension %d: number %d is %b", d+1, k+1, x)
			}
		}
	}
	if r := rank(firstDigits(MaxDims)); r != MaxDims {
		t.Errorf("Property A fails: rank %d of %d", r, MaxDims)
	}
	for d, p := range polynomials() {
		if !primitive(p.a, p.s) {
			t.Errorf("dimension %d: polynomial %d of degree %d is not primitive", d+2, p.a, p.s)
		}
	}
}

type polynomial struct{ a, s int }

func polynomials() (out []polynomial) {
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		a := 0
		for _, c := range f[0] {
			a = 10*a + int(c-'0')
		}
		out = append(out, polynomial{a, len(f) - 1})
	}
	return out
}

// primitive walks the powers of x: they must not return to 1 before 2^s − 1.
func primitive(a, s int) bool {
	p, x := 1<<s|a<<1|1, 1
	for k := 1; ; k++ {
		if x <<= 1; x>>s&1 == 1 {
			x ^= p
		}
		if x == 1 {
			return k == 1<<s-1
		}
		if k > 1<<s {
			return false
		}
	}
}

// firstDigits gives, for each dimension, the first binary digit of each of its
// first n direction numbers. The digit obeys the polynomial's recurrence alone.
func firstDigits(n int) [][]bool {
	rows := [][]bool{make([]bool, n)}
	rows[0][0] = true
	v := directions()
	for d, p := range polynomials() {
		row := make([]bool, n)
		for k := range row {
			if k < p.s {
				row[k] = v[d+1][k]>>(digits-1) == 1
				continue
			}
			row[k] = row[k-p.s]
			for j := 1; j < p.s; j++ {
				if p.a>>(p.s-1-j)&1 == 1 {
					row[k] = row[k] != row[k-j]
				}
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func rank(m [][]bool) int {
	r := 0
	for c := range m[0] {
		p := r
		for p < len(m) && !m[p][c] {
			p++
		}
		if p == len(m) {
			continue
		}
		m[r], m[p] = m[p], m[r]
		for i := range m {
			if i != r && m[i][c] {
				for k := range m[i] {
					m[i][k] = m[i][k] != m[r][k]
				}
			}
		}
		r++
	}
	return r
}

// Scrambling keeps the filling: of the first 2^k points, each of the 2^k equal
// intervals of each coordinate holds one.
func TestScrambledFilling(t *testing.T) {
	const n = 256
	s, err := New(MaxDims, 7)
	if err != nil {
		t.Fatal(err)
	}
	seen := make([][n]int, MaxDims)
	x := make([]float64, MaxDims)
	for i := range uint32(n) {
		s.Point(i, x)
		for d, v := range x {
			if v <= 0 || v >= 1 {
				t.Fatalf("coordinate %g", v)
			}
			seen[d][int(v*n)]++
		}
	}
	for d := range seen {
		for k, c := range seen[d] {
			if c != 1 {
				t.Fatalf("dimension %d, interval %d: %d points", d+1, k, c)
			}
		}
	}
}

// The mean of a product that is 1: scrambled points beat the square-root law by
// far, and other seeds give other points.
func TestIntegration(t *testing.T) {
	const n, dims = 1 << 12, 8
	var errs []float64
	for seed := range uint64(8) {
		s, _ := New(dims, seed)
		x, sum := make([]float64, dims), 0.0
		for i := range uint32(n) {
			s.Point(i, x)
			f := 1.0
			for d, v := range x {
				f *= (math.Abs(4*v-2) + float64(d)) / float64(1+d)
			}
			sum += f
		}
		errs = append(errs, math.Abs(sum/n-1))
	}
	if worst := slices.Max(errs); worst > 2e-3 { // plain sampling has a standard error of 1.2e-2
		t.Errorf("error %g", worst)
	}
	if errs[0] == errs[1] {
		t.Error("two seeds give the same points")
	}
}

func TestDimensions(t *testing.T) {
	for _, d := range []int{-1, 0, MaxDims + 1} {
		if _, err := New(d, 1); err == nil {
			t.Errorf("%d dimensions were taken", d)
		}
	}
}

func BenchmarkPoint(b *testing.B) {
	s, _ := New(64, 1)
	x := make([]float64, 64)
	i := uint32(0)
	for b.Loop() {
		s.Point(i, x)
		i++
	}
}
