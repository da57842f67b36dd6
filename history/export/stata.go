package export

import (
	"encoding/binary"
	"fmt"
	"math"
	"unicode/utf8"

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
	part("characteristics", func() {})
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

func (s *stataSink) encode(b *block) (piece, error) {
	le := binary.LittleEndian
	out := make([]byte, 0, b.n*s.rowSize())
	for r := range b.n {
		for k := range s.cols {
			c, v := &s.cols[k], &b.vecs[k]
			switch {
			case v.floats != nil:
				bits := math.Float64bits(v.floats[r])
				if math.IsNaN(v.floats[r]) || math.Abs(v.floats[r]) > 8.988e307 {
					bits = missingDouble
				}
				out = le.AppendUint64(out, bits)
			case v.texts != nil:
				if len(v.texts[r]) > c.Width {
					return piece{}, fmt.Errorf("export: %s holds %d bytes, more than %d", c.Name, len(v.texts[r]), c.Width)
				}
				out = append(out, v.texts[r]...)
				out = append(out, make([]byte, c.Width-len(v.texts[r]))...)
			default:
				var ok bool
				if out, ok = appendStataInt(out, v.ints[r], c.Width); !ok {
					return piece{}, fmt.Errorf("export: %s is %d, too large for %d bytes", c.Name, v.ints[r], c.Width)
				}
			}
		}
	}
	return piece{data: out}, nil
}

func appendStataInt(out []byte, x int32, width int) ([]byte, bool) {
	le := binary.LittleEndian
	switch width {
	case 1:
		if x == na {
			x = missingByte
		} else if x < -127 || x >= missingByte {
			return out, false
		}
		return append(out, byte(x)), true
	case 2:
		if x == na {
			x = missingInt
		} else if x < -32767 || x >= missingInt {
			return out, false
		}
		return le.AppendUint16(out, uint16(x)), true
	}
	if x == na {
		x = missingLong
	} else if x >= missingLong {
		return out, false
	}
	return le.AppendUint32(out, uint32(x)), true
}

func (s *stataSink) write(p piece, _ int) error {
	_, err := s.w.Write(p.data)
	return err
}

func (s *stataSink) end() error {
	_, err := s.w.Write(s.after)
	return err
}

func (s *stataSink) rowSize() int {
	n := 0
	for _, c := range s.cols {
		if c.Kind == store.Float {
			n += 8
		} else {
			n += c.Width
		}
	}
	return n
}

func stataType(c variable) int {
	switch {
	case c.Kind == store.Float:
		return stataDouble
	case c.Kind == store.Text:
		return c.Width
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
	case c.Width == 4:
		return "%12.0g"
	}
	return "%8.0g"
}

// cutRunes shortens a text to n characters.
func cutRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}
