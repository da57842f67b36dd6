package quotation

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"casus"
)

// maxText bounds a text, in bytes.
const maxText = 32 << 20

// source is the given text with its markup taken away, and the way back.
type source struct {
	text   string
	pieces []piece // nil where the text is as given
	given  string
	title  string // where the format names one

	published casus.Date // where the page says it
	notes     []string   // what to know about what was taken away
}

// piece says where a stretch of the clean text stood in the given one. Within
// a piece the two advance together, character by character, unless fixed is
// set: then the whole piece stands for given bytes [at, end).
type piece struct {
	clean   int
	at, end int
	fixed   bool
}

// open checks the text and takes away its markup.
func open(text []byte, format Format) (*source, error) {
	switch {
	case len(text) > maxText:
		return nil, &casus.InputError{Msg: fmt.Sprintf("the text is larger than %d MiB", maxText>>20), Hint: "give one article at a time"}
	case bytes.IndexByte(text, 0) >= 0:
		return nil, &casus.InputError{Msg: "not a text: it holds a zero byte", Hint: "plain text, Markdown and HTML can be read, in UTF-8"}
	case !utf8.Valid(text):
		i := 0
		for i < len(text) {
			r, n := utf8.DecodeRune(text[i:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			i += n
		}
		return nil, &casus.InputError{Line: 1 + bytes.Count(text[:i], []byte("\n")), Msg: fmt.Sprintf("the text is not UTF-8: byte %d (of value %d) fits no character", i, text[i]), Hint: "save it as UTF-8"}
	}
	control := 0
	for _, c := range text {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			control++
		}
	}
	if control > 16 && control*100 > len(text) {
		return nil, &casus.InputError{Msg: "not a text: it is full of control characters", Hint: "plain text, Markdown and HTML can be read, in UTF-8"}
	}
	s := &source{text: string(text), given: string(text)}
	if format == Auto {
		format = guessFormat(s.text)
	}
	switch format {
	case HTML:
		return s.html()
	case Markdown:
		s.markdown()
	case Text:
	default:
		return nil, &casus.InputError{Msg: "no text format " + casus.Quoted(string(format)), Hint: "one of text, markdown, html"}
	}
	return s, nil
}

// guessFormat tells HTML and Markdown by their beginnings.
func guessFormat(s string) Format {
	head := strings.TrimLeft(s[:min(len(s), 4096)], " \t\r\n\ufeff")
	low := strings.ToLower(head)
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<article", "<main", "<div", "<p>", "<p ", "<h1", "<section", "<?xml", "<!--"} {
		if strings.HasPrefix(low, tag) {
			return HTML
		}
	}
	marks := 0
	for line := range strings.Lines(s[:min(len(s), 1<<16)]) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## ") || strings.HasPrefix(line, "### "):
			marks += 2
		case strings.HasPrefix(line, "> "), strings.HasPrefix(line, "- [") || strings.HasPrefix(line, "```"):
			marks++
		}
		if strings.Contains(line, "](http") || strings.Count(line, "**") >= 2 {
			marks++
		}
	}
	if marks >= 2 {
		return Markdown
	}
	return Text
}

// builder makes clean text and remembers where its pieces came from.
type builder struct {
	out strings.Builder
	src *source
}

// keep copies given bytes [a,b) as they are.
func (b *builder) keep(from, to int) {
	if from >= to {
		return
	}
	b.src.pieces = append(b.src.pieces, piece{clean: b.out.Len(), at: from, end: to})
	b.out.WriteString(b.src.given[from:to])
}

// extend copies given bytes [a,b) as they are, as one piece with what was
// copied before where they follow on it.
func (b *builder) extend(from, to int) {
	if n := len(b.src.pieces); n > 0 {
		if p := &b.src.pieces[n-1]; !p.fixed && p.end == from {
			p.end = to
			b.out.WriteString(b.src.given[from:to])
			return
		}
	}
	b.keep(from, to)
}

// put writes text that stands for given bytes [a,b), such as an entity.
func (b *builder) put(text string, from, to int) {
	b.src.pieces = append(b.src.pieces, piece{clean: b.out.Len(), at: from, end: to, fixed: true})
	b.out.WriteString(text)
}

func (b *builder) finish() { b.src.text = b.out.String() }

// markdown drops the marks of headings, emphasis, links, quotations and code,
// and keeps the words.
func (s *source) markdown() {
	b := builder{src: s}
	g := s.given
	open := false // within a quotation that is marked by ">" alone
	for pos := 0; pos < len(g); {
		end := strings.IndexByte(g[pos:], '\n')
		if end < 0 {
			end = len(g)
		} else {
			end += pos + 1
		}
		line := pos
		for line < end && (g[line] == ' ' || g[line] == '\t' || g[line] == '>') {
			line++
		}
		rest := g[line:end]
		switch {
		case strings.HasPrefix(rest, "#"):
			n := len(rest) - len(strings.TrimLeft(rest, "#"))
			line += n
			if s.title == "" && n == 1 {
				s.title = strings.Trim(strings.TrimSpace(g[line:end]), "*_")
			}
		case strings.HasPrefix(rest, "- ") || strings.HasPrefix(rest, "* ") || strings.HasPrefix(rest, "+ "):
			line += 2
		case strings.HasPrefix(rest, "```") || strings.HasPrefix(rest, "---") || strings.HasPrefix(rest, "==="):
			line = end - 1
			if line < pos || end == len(g) && !strings.HasSuffix(g, "\n") {
				line = end
			}
		}
		said := strings.Contains(g[pos:line], ">")
		if said && !open {
			if open = strings.TrimSpace(rest) != "" && !strings.ContainsAny(rest[:1], "\"“‘'—"); open {
				b.put("“", line, line)
			}
		}
		b.inline(line, end)
		if open && !nextQuoted(g, end) {
			open = false
			b.put("”\n", end, end)
		}
		pos = end
	}
	b.finish()
}

// nextQuoted reports whether the line that begins at a byte is quoted as well.
func nextQuoted(g string, at int) bool {
	return at < len(g) && strings.HasPrefix(strings.TrimLeft(g[at:min(len(g), at+8)], " \t"), ">")
}

// inline writes given bytes [from,to) without emphasis marks, link targets and
// images.
func (b *builder) inline(from, to int) {
	g := b.src.given
	start := from
	for i := from; i < to; {
		switch c := g[i]; {
		case c == '\\' && i+1 < to && strings.IndexByte("\\`*_{}[]()#+-.!>\"'", g[i+1]) >= 0:
			b.keep(start, i)
			start = i + 1
			i += 2
		case c == '*' || c == '`' || c == '_' && (i == from || g[i-1] == ' ' || i+1 == to || !isASCIILetter(g[i+1])):
			b.keep(start, i)
			i++
			start = i
		case c == '!' && i+1 < to && g[i+1] == '[':
			j := linkEnd(g, i+1, to)
			if j < 0 {
				i++
				continue
			}
			b.keep(start, i)
			i, start = j, j
		case c == '[':
			close, j := linkText(g, i, to)
			if j < 0 {
				i++
				continue
			}
			b.keep(start, i)
			b.keep(i+1, close)
			i, start = j, j
		default:
			i++
		}
	}
	b.keep(start, to)
}

// linkText gives the end of the text and of the whole of "[text](target)".
func linkText(g string, i, to int) (text, end int) {
	const far = 1000 // bytes; a longer one is no link
	to = min(to, i+far)
	close := strings.IndexByte(g[i:to], ']')
	if close < 0 || i+close+1 >= to || g[i+close+1] != '(' {
		return 0, -1
	}
	close += i
	paren := strings.IndexByte(g[close:to], ')')
	if paren < 0 {
		return 0, -1
	}
	return close, close + paren + 1
}

func linkEnd(g string, i, to int) int {
	_, end := linkText(g, i, to)
	return end
}
