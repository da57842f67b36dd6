package chart

import (
	"fmt"
	"math"
)

// Bin is forecasts close to each other, and what followed.
type Bin struct {
	Forecast  float64 // their mean
	Rate      float64 // the share of them that came true
	Low, High float64 // the interval of Rate; NaN for none
	N         int     // how many they are
}

// Calibration draws a reliability diagram: what followed over what was forecast,
// with the number of cases below. On the dashed line forecasts are right on
// average. The scale is that of both axes; the picture is no wider than 460 and has no Marks.
func Calibration(title, desc string, bins []Bin, o Options) string {
	o.Width = int(min(o.width(), 460))
	var vs []float64
	for _, b := range bins {
		if finite(b.Forecast) && finite(b.Rate) {
			vs = append(vs, b.Forecast, b.Rate, b.High)
		}
	}
	if len(vs) == 0 {
		return empty(title, desc, o)
	}
	if o.Scale != LogProbability {
		o.Scale = Probability
		vs = append(vs, 0) // both axes begin at 0
	} else {
		vs = append(vs, smallest(bins))
	}
	c := begin(title, o.width(), o)
	for _, l := range wrap("what followed, with its interval", smallSize, c.w-16, 2) {
		c.text(4, c.y+13, "small", "start", l)
		c.y += 15
	}
	p := &plot{c: c, top: c.y + 10}
	p.yAxis = newAxis(o.Scale, vs, 330, false, o.Zoom)
	p.left, p.right = p.tickRoom()+10, c.w-16
	p.height = p.right - p.left
	p.xAxis = newAxis(o.Scale, vs, p.height, false, o.Zoom)
	p.yAxis = p.xAxis
	p.frame(true, true)
	c.line("ref", p.left, p.top+p.height, p.right, p.top)
	for _, b := range bins {
		p.bin(b)
	}
	c.y = p.top + p.height + 24
	c.y += 15
	c.text((p.left+p.right)/2, c.y, "small", "middle", fit("what was forecast", smallSize, c.w-16))
	p.counts(bins, c.y+12)
	return c.end(title, desc)
}

func smallest(bins []Bin) float64 {
	v := 1.0
	for _, b := range bins {
		for _, x := range []float64{b.Forecast, b.Rate} {
			if x > 0 {
				v = min(v, x)
			}
		}
	}
	return v
}

// bin draws one dot with its whisker.
func (p *plot) bin(b Bin) {
	if !finite(b.Forecast) || !finite(b.Rate) {
		return
	}
	o := Options{Scale: p.yAxis.scale}
	p.c.open(fmt.Sprintf("forecast %s, followed %s, n %s", o.value(b.Forecast), o.estimate(Interval{b.Rate, b.Low, b.High}), grouped(float64(b.N))))
	x, y := p.at(b.Forecast, b.Rate)
	if !math.IsNaN(b.Low) && !math.IsNaN(b.High) {
		_, y1 := p.at(b.Forecast, b.Low)
		_, y2 := p.at(b.Forecast, b.High)
		p.c.line("cap l1", x, y1, x, y2)
		p.c.line("cap l1", x-4, y1, x+4, y1)
		p.c.line("cap l1", x-4, y2, x+4, y2)
	}
	p.c.dot(0, x, y)
	p.c.close()
}

// counts draws how many cases each bin has, on a scale of powers of ten, and
// names as many of the counts as stand apart.
func (p *plot) counts(bins []Bin, y float64) {
	const height = 44.0
	c := p.c
	most := 1
	for _, b := range bins {
		most = max(most, b.N)
	}
	c.text(4, y+13, "small", "start", fit("number of cases (heights: logarithms)", smallSize, c.w-8))
	base := y + 36 + height
	var ends [2]float64
	ends[0], ends[1] = math.Inf(-1), math.Inf(-1)
	for _, b := range bins {
		if !finite(b.Forecast) || b.N < 1 {
			continue
		}
		x, _ := p.at(b.Forecast, p.yAxis.low)
		h := height * (math.Log10(float64(b.N)) + 0.3) / (math.Log10(float64(most)) + 0.3)
		c.rect("count", max(x-5, p.left-5), base-h, 10, h)
		s := grouped(float64(b.N))
		half := textWidth(s, smallSize) / 2
		tx := min(max(x, half+2), c.w-half-2)
		if tx-half > ends[0]+3 {
			ends[0] = tx + half
			c.text(tx, base+15, "tick", "middle", s)
		} else if tx-half > ends[1]+3 {
			ends[1] = tx + half
			c.text(tx, base+29, "tick", "middle", s)
		}
	}
	c.line("axis", p.left, base, p.right, base)
	c.y = base + 32
}
