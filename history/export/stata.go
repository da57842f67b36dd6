package export

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"

	"casus"
	"casus/history/store"
)

// stataSink writes Stata's format 118: UTF-8, with labels of variables and of
// values. The layout is Stata's own description, "help dta".
type stataSink struct {
	w      *counting
	t      *table
	cols   []variable
	labels []string         // by column: name of its value labels, or ""
	sets   []map[int]string // the sets of value labels, in order of first use
	names  []string
	head   []byte
	after  []byte
}

// Types of variables, and the codes of a missing value ".".
const (
	stataDouble, stataLong, stataInt, stataByte = 65526, 65528, 65529, 65530

	missingByte, missingInt, missingLong = 101, 32741, 2147483621
	missingDouble                        = 0x7fe0000000000000
)

func newStata(w *counting, t *table) (*stataSink, error) {
	s := &stataSink{w: w, t: t, cols: t.columns()}
	seen := map[string]string{}
	for _, c := range s.cols {
		if len(c.Name) > 32 {
			return nil, fmt.Errorf("export: the name %s is too long for Stata", c.Name)
		}
		name := ""
		if len(c.Codes) > 0 {
			key := codesText(c.Codes)
			if name = seen[key]; name == "" {
				name = c.Name
				if key == codesText(yesNo) {
					name = "yesno"
				}
				seen[key] = name
				s.names, s.sets = append(s.names, name), append(s.sets, c.Codes)
			}
		}
		s.labels = append(s.labels, name)
	}
	s.layout()
	return s, nil
}

// layout makes what stands before and after the data; the offsets of all parts
// are known, because the number of rows is.
func (s *stataSink) layout() {
	le := binary.LittleEndian
	k := len(s.cols)
	b := []byte("<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>")
	b = le.AppendUint16(b, uint16(k))
	b = append(b, "</K><N>"...)
	b = le.AppendUint64(b, uint64(s.t.rows))
	b = append(b, "</N><label>"...)
	label := cutRunes("Casus: "+string(s.t.kind), 80)
	b = le.AppendUint16(b, uint16(len(label)))
	b = append(b, label...)
	b = append(b, "</label><timestamp>\x00</timestamp></header>"...)
	offsets := []int64{0, int64(len(b))}
	b = append(b, "<map>"...)
	at := len(b)
	b = append(b, make([]byte, 14*8)...)
	b = append(b, "</map>"...)
	part := func(name string, body func()) {
		offsets = append(offsets, int64(len(b)))
		b = append(b, "<"+name+">"...)
		body()
		b = append(b, "</"+name+">"...)
	}
	fixed := func(text string, size int) {
		b = append(b, text...)
		b = append(b, make([]byte, size-len(text))...)
	}
	part("variable_types", func() {
		for _, c := range s.cols {
			b = le.AppendUint16(b, uint16(stataType(c)))
		}
	})
	part("varnames", func() {
		for _, c := range s.cols {
			fixed(c.Name, 129)
		}
	})
	part("sortlist", func() { b = append(b, make([]byte, 2*(k+1))...) })
	part("formats", func() {
		for _, c := range s.cols {
			fixed(stataFormat(c), 57)
		}
	})
	part("value_label_names", func() {
		for _, n := range s.labels {
			fixed(n, 129)
		}
	})
	part("variable_labels", func() {
		for _, c := range s.cols {
			text := c.Label
			if c.Unit != "" && utf8.RuneCountInString(text)+utf8.RuneCountInString(c.Unit) < 77 {
				text += " (" + c.Unit + ")"
			}
			fixed(cutRunes(text, 80), 321)
		}
	})
	part("characteristics", func() { b = append(b, stataNotes(s.t.codebook())...) })
	data := int64(len(b))
	b = append(b, "<data>"...)
	s.after = []byte("</data>")
	end := int64(len(b)) + int64(s.t.rows)*int64(s.rowSize()) + int64(len(s.after))
	offsets = append(offsets, data, end)
	s.after = append(s.after, "<strls></strls>"...)
	offsets = append(offsets, end+int64(len("<strls></strls>")))
	s.after = append(s.after, s.valueLabels()...)
	offsets = append(offsets, end+int64(len(s.after))-int64(len("</data>")))
	s.after = append(s.after, "</stata_dta>"...)
	offsets = append(offsets, end+int64(len(s.after))-int64(len("</data>")))
	for i, o := range offsets {
		le.PutUint64(b[at+8*i:], uint64(o))
	}
	s.head = b
}

func (s *stataSink) valueLabels() []byte {
	le := binary.LittleEndian
	b := []byte("<value_labels>")
	for k, set := range s.sets {
		var text []byte
		var offsets, values []byte
		codes := sortedCodes(set)
		for _, v := range codes {
			offsets = le.AppendUint32(offsets, uint32(len(text)))
			values = le.AppendUint32(values, uint32(int32(v)))
			text = append(append(text, set[v]...), 0)
		}
		b = append(b, "<lbl>"...)
		b = le.AppendUint32(b, uint32(8+len(offsets)+len(values)+len(text)))
		name := make([]byte, 129+3)
		copy(name, s.names[k])
		b = append(b, name...)
		b = le.AppendUint32(b, uint32(len(codes)))
		b = le.AppendUint32(b, uint32(len(text)))
		b = append(append(append(b, offsets...), values...), text...)
		b = append(b, "</lbl>"...)
	}
	return append(b, "</value_labels>"...)
}

func (s *stataSink) begin() error {
	_, err := s.w.Write(s.head)
	return err
}

// encode writes a unit column by column into its rows.
func (s *stataSink) encode(u unit, own *scratch) (piece, error) {
	size := s.rowSize()
	out := takeBuffer(u.rows * size)
	if cap(out) < u.rows*size {
		out = make([]byte, u.rows*size)
	}
	out = out[:u.rows*size]
	at, k := 0, 0
	_, err := s.t.build(u, own, func(_ int, b *block, cols []vec) error {
		for c := range cols {
			col := &s.cols[k]
			if err := stataColumn(out[min(at, len(out)):], &cols[c], col, size); err != nil {
				return err
			}
			at += stataWidth(*col)
			k++
		}
		return nil
	})
	return piece{data: out}, err
}

// stataColumn puts a column into rows of a size; out begins with its first value.
func stataColumn(out []byte, v *vec, c *variable, size int) error {
	le := binary.LittleEndian
	switch {
	case v.floats != nil:
		for r, x := range v.floats {
			bits := math.Float64bits(x)
			if !(math.Abs(x) <= 8.988e307) { // also what is not a number
				bits = missingDouble
			}
			le.PutUint64(out[r*size:], bits)
		}
	case v.texts != nil:
		for r, text := range v.texts {
			if len(text) > c.Width {
				return fmt.Errorf("export: %s holds %d bytes, more than %d", c.Name, len(text), c.Width)
			}
			n := copy(out[r*size:], text)
			clear(out[r*size+n : r*size+c.Width])
		}
	default:
		lo, hi, miss := int32(-127), int32(missingByte), int32(missingByte)
		switch stataWidth(*c) {
		case 2:
			lo, hi, miss = -32767, missingInt, missingInt
		case 4:
			lo, hi, miss = math.MinInt32+1, missingLong, missingLong
		}
		width := stataWidth(*c)
		for r, x := range v.ints {
			switch {
			case x == na:
				x = miss
			case c.Kind == store.Day:
				x -= int32(stataEpoch)
			}
			if x != miss && (x < lo || x >= hi) {
				return fmt.Errorf("export: %s is %d, too large for %d bytes", c.Name, x, width)
			}
			switch width {
			case 1:
				out[r*size] = byte(x)
			case 2:
				le.PutUint16(out[r*size:], uint16(x))
			default:
				le.PutUint32(out[r*size:], uint32(x))
			}
		}
	}
	return nil
}

// stataEpoch is the day from which Stata counts.
var stataEpoch = casus.MustDate("1960-01-01")

// stataWidth gives the bytes of a variable.
func stataWidth(c variable) int {
	switch c.Kind {
	case store.Float:
		return 8
	case store.Day:
		return 4
	}
	return c.Width
}

func (s *stataSink) write(p piece, _ int) error {
	_, err := s.w.Write(p.data)
	giveBuffer(p.data)
	return err
}

func (s *stataSink) end() error {
	_, err := s.w.Write(s.after)
	return err
}

func (s *stataSink) rowSize() int {
	n := 0
	for _, c := range s.cols {
		n += stataWidth(c)
	}
	return n
}

func stataType(c variable) int {
	switch {
	case c.Kind == store.Float:
		return stataDouble
	case c.Kind == store.Text:
		return c.Width
	case c.Kind == store.Day:
		return stataLong
	case c.Width == 1:
		return stataByte
	case c.Width == 2:
		return stataInt
	}
	return stataLong
}

func stataFormat(c variable) string {
	switch {
	case c.Kind == store.Float:
		return "%10.0g"
	case c.Kind == store.Text:
		return fmt.Sprintf("%%%ds", c.Width)
	case c.Kind == store.Day:
		return "%td"
	case c.Width == 4:
		return "%12.0g"
	}
	return "%8.0g"
}

// stataNotes gives the notes of a data set, which Stata shows with "notes": what the
// table is, each rule, and each source with its version and citation.
func stataNotes(c *Codebook) []byte {
	notes := []string{fmt.Sprintf("%s: one row is %s", c.Table, c.Row)}
	for _, r := range c.Rules {
		notes = append(notes, "rule: "+r)
	}
	for _, u := range c.Sources {
		notes = append(notes, fmt.Sprintf("source: %s %s, sha256 %s; cite %s", u.ID, u.Version, u.SHA256, u.Citation))
	}
	var out []byte
	add := func(name, text string) {
		body := make([]byte, 2*129)
		copy(body, "_dta")
		copy(body[129:], name)
		body = append(append(body, text...), 0)
		out = append(out, "<ch>"...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
		out = append(append(out, body...), "</ch>"...)
	}
	add("note0", fmt.Sprint(len(notes)))
	for i, n := range notes {
		add(fmt.Sprint("note", i+1), n)
	}
	return out
}

// cutRunes shortens a text to n characters.
func cutRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}
