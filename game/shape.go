package game

import "math"

// Shape is W: the probability that the target's side prevails as a function of
// the capability that the joiners bring. At must not fall as it rises, and stays
// within 0 and 1.
type Shape struct {
	At func(joining float64) float64
	// Curve bounds |W''| on an interval of joining capability; nil where no
	// bound is known. It serves the stated error of a rounded [Law].
	Curve func(lo, hi float64) float64
}

// Ratio is the contest in ratio form: c^m / (c^m + a^m), where c is the
// target's and the joiners' capability, a the attacker's, and m the
// decisiveness (Tullock 1980; Hirshleifer 1989).
func Ratio(target, attacker, decisiveness float64) Shape {
	return Logit(target, attacker, 0, decisiveness)
}

// Logit is the logistic function of intercept + slope·ln(c/a). With no
// intercept it is [Ratio]; a fitted outcome model has one.
func Logit(target, attacker, intercept, slope float64) Shape {
	at := func(x float64) float64 { return logistic(intercept + slope*math.Log((target+x)/attacker)) }
	return Shape{At: at, Curve: func(lo, hi float64) float64 {
		c := target + lo
		if c <= 0 {
			return math.Inf(1)
		}
		// W'' = (m/c²)·W(1−W)·(m(1−2W)−1), and W only rises.
		w0, w1 := at(lo), at(hi)
		return slope / (c * c) * spread(w0, w1) * math.Max(math.Abs(slope*(1-2*w0)-1), math.Abs(slope*(1-2*w1)-1))
	}}
}

// Difference is the contest in difference form: the logistic function of
// slope·(c − a) (Hirshleifer 1989).
func Difference(target, attacker, slope float64) Shape {
	at := func(x float64) float64 { return logistic(slope * (target + x - attacker)) }
	return Shape{At: at, Curve: func(lo, hi float64) float64 {
		w0, w1 := at(lo), at(hi)
		return slope * slope * spread(w0, w1) * math.Max(math.Abs(1-2*w0), math.Abs(1-2*w1))
	}}
}

// Threshold is 1 from the given capability of target and joiners on, else 0:
// weighted voting, and the volunteer's dilemma.
func Threshold(target, capability float64) Shape {
	// A sum of decimals may miss the threshold by its last bit.
	least := capability - 1e-9*math.Max(1, math.Abs(capability))
	return Shape{At: func(x float64) float64 {
		if target+x >= least {
			return 1
		}
		return 0
	}}
}

// spread is the greatest W(1−W) for W between w0 and w1.
func spread(w0, w1 float64) float64 {
	if w0 <= 0.5 && w1 >= 0.5 {
		return 0.25
	}
	return math.Max(w0*(1-w0), w1*(1-w1))
}

func logistic(x float64) float64 {
	if x >= 0 {
		return 1 / (1 + math.Exp(-x))
	}
	e := math.Exp(x)
	return e / (1 + e)
}
