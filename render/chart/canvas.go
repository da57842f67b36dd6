package chart

import (
	"encoding/xml"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"casus"
)

// Sizes of letters, in units of the picture; style.go has the same.
const (
	labelSize = 13.0
	smallSize = 12.0
	bigSize   = 16.0
)

// canvas collects the elements of a picture whose height is known last.
type canvas struct {
	o    Options
	w, y float64 // y is how far down the picture is full
	b    strings.Builder
}

// begin starts a picture; a standalone one shows its title.
func begin(title string, w float64, o Options) *canvas {
	c := &canvas{o: o, w: w, y: 6}
	if o.Standalone {
		c.y = 12
		for _, l := range wrap(title, bigSize, w-16, 3) {
			c.y += 20
			c.text(4, c.y, "big", "start", l)
		}
		c.y += 12
	}
	return c
}

// end closes the picture and gives its bytes.
func (c *canvas) end(title, desc string) string {
	if c.o.Standalone && c.o.Source != "" {
		c.y += 6
		for _, l := range wrap(c.o.Source, smallSize, c.w-16, 4) {
			c.y += 16
			c.text(4, c.y, "small", "start", l)
		}
	}
	h := math.Ceil(c.y + 8)
	id := identifier(c.o.ID)
	var b strings.Builder
	labelled := id + "-title"
	if desc != "" {
		labelled += " " + id + "-desc"
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-labelledby="%s" width="%s" height="%s" viewBox="0 0 %s %s">`,
		labelled, num(c.w), num(h), num(c.w), num(h))
	fmt.Fprintf(&b, "\n<title id=\"%s-title\">%s</title>\n", id, escape(title))
	if desc != "" {
		fmt.Fprintf(&b, "<desc id=\"%s-desc\">%s</desc>\n", id, escape(desc))
	}
	if c.o.Standalone {
		fmt.Fprintf(&b, "<style>\n%s</style>\n<rect class=\"paper\" x=\"0\" y=\"0\" width=\"%s\" height=\"%s\"/>\n", escapeStyle(CSS), num(c.w), num(h))
	}
	b.WriteString(c.b.String())
	b.WriteString("</svg>\n")
	return b.String()
}

// empty is the picture of no figures: a plain sentence.
func empty(title, desc string, o Options) string {
	c := begin(title, o.width(), o)
	c.y += 20
	c.text(4, c.y, "", "start", "There are no figures to draw.")
	return c.end(title, desc)
}

func (c *canvas) text(x, y float64, class, anchor, s string) {
	if s == "" {
		return
	}
	if class != "" {
		class = ` class="` + class + `"`
	}
	if anchor != "start" {
		class += ` text-anchor="` + anchor + `"`
	}
	fmt.Fprintf(&c.b, "<text%s x=\"%s\" y=\"%s\">%s</text>\n", class, num(x), num(y), escape(s))
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&c.b, "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n", class, num(x1), num(y1), num(x2), num(y2))
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	if w < 0 {
		x, w = x+w, -w
	}
	fmt.Fprintf(&c.b, "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>\n", class, num(x), num(y), num(w), num(h))
}

// path draws points joined by lines; closed ones are filled.
func (c *canvas) path(class string, pts [][2]float64, closed bool) {
	if len(pts) == 0 {
		return
	}
	tag := "polyline"
	if closed {
		tag = "polygon"
	}
	fmt.Fprintf(&c.b, "<%s class=\"%s\" points=\"", tag, class)
	for i, p := range pts {
		if i > 0 {
			c.b.WriteByte(' ')
		}
		c.b.WriteString(num(p[0]) + "," + num(p[1]))
	}
	c.b.WriteString("\"/>\n")
}

// open begins a group whose name a pointer shows.
func (c *canvas) open(title string) {
	fmt.Fprintf(&c.b, "<g><title>%s</title>\n", escape(title))
}

func (c *canvas) close() { c.b.WriteString("</g>\n") }

// dot draws the shape of a series: circle, square, diamond, triangle.
func (c *canvas) dot(series int, x, y float64) {
	class := "dot f" + kind(series)
	switch series % Series {
	case 0:
		fmt.Fprintf(&c.b, "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"5\"/>\n", class, num(x), num(y))
	case 1:
		c.rect(class, x-4.5, y-4.5, 9, 9)
	case 2:
		c.diamond(class, x, y, 6)
	default:
		c.path(class, [][2]float64{{x - 5.5, y + 4.5}, {x + 5.5, y + 4.5}, {x, y - 5.5}}, true)
	}
}

func (c *canvas) diamond(class string, x, y, r float64) {
	c.path(class, [][2]float64{{x - r, y}, {x, y - r}, {x + r, y}, {x, y + r}}, true)
}

// arrow says that a value lies beyond the axis, to the left or to the right.
func (c *canvas) arrow(series int, x, y float64, right bool) {
	d := -7.0
	if right {
		d = 7
	}
	c.path("dot f"+kind(series), [][2]float64{{x, y}, {x - d, y - 4.5}, {x - d, y + 4.5}}, true)
}

// kind is the number of a series in the style.
func kind(series int) string { return strconv.Itoa(series%Series + 1) }

// num writes a coordinate to a tenth of a unit.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// clean makes a text one line that nothing in it can forge or break.
func clean(s string) string { return casus.Printable(strings.Join(strings.Fields(s), " ")) }

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s))) // a strings.Builder never fails
	return b.String()
}

// escapeStyle lets a style stand in XML.
func escapeStyle(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s)
}

// identifier keeps what may stand in an id.
func identifier(s string) string {
	id := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
	if id == "" {
		return "chart"
	}
	return id
}

// textWidth guesses, rather too wide than too narrow, how much room a line takes:
// nobody knows the reader's letters.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, r := range clean(s) {
		switch {
		case strings.ContainsRune("ijl.,:;'|!()[]", r):
			w += 0.38
		case strings.ContainsRune("frt -/", r):
			w += 0.42
		case strings.ContainsRune("mwMW%@", r):
			w += 0.96
		case runewidth.RuneWidth(r) == 2:
			w += 1.05
		case r >= 'A' && r <= 'Z' || r > 0x2000:
			w += 0.74
		default:
			w += 0.63
		}
	}
	return w * size
}

// fit cuts a line to the room there is.
func fit(s string, size, room float64) string {
	s = clean(s)
	if textWidth(s, size) <= room {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && textWidth(string(r)+"…", size) > room {
		r = r[:len(r)-1]
	}
	return strings.TrimRight(string(r), " ") + "…"
}

// wrap breaks text into lines that fit the room, the last of most lines cut.
func wrap(s string, size, room float64, most int) []string {
	var out []string
	line := ""
	words := strings.Fields(clean(s))
	for i, word := range words {
		next := strings.TrimLeft(line+" "+word, " ")
		if line == "" || textWidth(next, size) <= room {
			line = next
			continue
		}
		if len(out) == most-1 {
			return append(out, fit(line+" "+strings.Join(words[i:], " "), size, room))
		}
		out = append(out, fit(line, size, room))
		line = word
	}
	if line != "" {
		out = append(out, fit(line, size, room))
	}
	return out
}
