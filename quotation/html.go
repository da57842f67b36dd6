package quotation

import (
	"fmt"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"casus"
)

// Bounds of a page: the rules of HTML and of finding the main text are not all
// linear, so a page is held to a size at which they stay quick.
const (
	maxPage  = 8 << 20 // bytes
	maxTags  = 100_000
	maxDepth = 256
)

// The main text is found by a library that knows nothing of offsets. So every
// stretch of text is given a mark before, in characters that no text uses: its
// number in base 16 between two signs. What comes back is read by its marks.
const (
	markOpen  = '\ue000'
	markClose = '\ue001'
	markDigit = '\ue010' // and the 15 after it
)

// html replaces the text by the main text of the page.
func (s *source) html() (*source, error) {
	if len(s.given) > maxPage {
		return nil, &casus.InputError{Msg: fmt.Sprintf("the page is larger than %d MiB", maxPage>>20), Hint: "save the article without its pictures, or give it as plain text"}
	}
	given := strings.Map(func(r rune) rune {
		if r >= markOpen && r <= markDigit+15 {
			return '\ufffd' // of the same length, so that offsets stay
		}
		return r
	}, s.given)
	marked, starts, err := markText(given)
	if err != nil {
		return nil, err
	}
	node, title, on, err := mainText(marked)
	if err != nil {
		return nil, err
	}
	b := &builder{src: s}
	w := walker{b: b, starts: starts}
	w.walk(node, 0)
	b.finish()
	s.title, s.published = strings.TrimSpace(unmark(title)), on
	if all, read := wordsOfPage(given), len(strings.Fields(s.text)); all > read+2 {
		s.notes = append(s.notes, fmt.Sprintf("%d words of the page stand outside the article and were not read", all-read))
	}
	return s, nil
}

// markText puts a mark before every stretch of text that is not blank, and
// gives where each stood.
func markText(given string) (marked string, starts []int, err error) {
	z := html.NewTokenizer(strings.NewReader(given))
	var b strings.Builder
	at, tags, depth, hidden := 0, 0, 0, ""
	for {
		t := z.Next()
		raw := z.Raw()
		switch t {
		case html.ErrorToken:
			return b.String(), starts, nil
		case html.StartTagToken:
			name, _ := z.TagName()
			switch n := string(name); n {
			case "script", "style", "title", "textarea", "noscript", "iframe", "svg", "template":
				hidden = n
			case "br", "img", "hr", "meta", "link", "input", "source", "wbr", "area", "base", "col", "embed", "param", "track",
				"p", "li", "td", "th", "tr", "thead", "tbody", "option", "dt", "dd":
			default:
				depth++
			}
			tags++
		case html.EndTagToken:
			name, _ := z.TagName()
			switch n := string(name); n {
			case hidden:
				hidden = ""
			case "br", "p", "li", "td", "th", "tr", "thead", "tbody", "option", "dt", "dd", "script", "style", "title", "textarea", "noscript", "iframe", "svg", "template":
			default:
				depth--
			}
		}
		if tags > maxTags || depth > maxDepth {
			return "", nil, &casus.InputError{Msg: fmt.Sprintf("the page has more than %d elements, or nests them deeper than %d", maxTags, maxDepth), Hint: "give the article as plain text"}
		}
		if t == html.TextToken && hidden == "" && strings.TrimSpace(string(raw)) != "" {
			b.WriteRune(markOpen)
			for _, c := range fmt.Sprintf("%x", len(starts)) {
				n := c - '0'
				if c >= 'a' {
					n = c - 'a' + 10
				}
				b.WriteRune(markDigit + n)
			}
			b.WriteRune(markClose)
			starts = append(starts, at)
		}
		b.Write(raw)
		at += len(raw)
	}
}

// mainText finds the node of the main text, the headline and, where the page
// says it, the day.
func mainText(marked string) (node *html.Node, title string, on casus.Date, err error) {
	defer func() {
		if p := recover(); p != nil { // the library is not ours, the page is not the user's
			err = &casus.InputError{Msg: "the page cannot be read as HTML", Hint: "give the article as plain text"}
		}
	}()
	root, err := html.Parse(strings.NewReader(marked))
	if err != nil {
		return nil, "", 0, &casus.InputError{Msg: "the page cannot be read as HTML: " + err.Error(), Hint: "give the article as plain text"}
	}
	head, day := headline(root), published(root)
	if day == 0 {
		day = printedDay(root)
	}
	clearFurniture(root)
	whole := article(root)
	p := readability.NewParser()
	art, err := p.ParseDocument(root, nil) // it works on a copy
	if err != nil || art.Node == nil || textLength(art.Node) < 80 {
		return whole, plainTitle(art.Title(), head), day, nil // too short for the library to tell: all of it
	}
	if t, err := art.PublishedTime(); err == nil && day == 0 {
		day, _ = casus.NewDate(t.Year(), int(t.Month()), t.Day())
	}
	if prose(art.Node)*10 < prose(whole)*9 || quoted(art.Node) < quoted(whole) {
		return whole, plainTitle(art.Title(), head), day, nil // it has taken paragraphs of the article away
	}
	return art.Node, plainTitle(art.Title(), head), day, nil
}

// plainTitle takes the paper's name off a title that goes on from the heading.
func plainTitle(title, head string) string {
	if plain := unmark(title); len(head) > 8 && len(plain) > len(head) && strings.HasPrefix(plain, head) {
		return head
	}
	return title
}

func textLength(n *html.Node) int {
	total := 0
	if n.Type == html.TextNode {
		total = utf8.RuneCountInString(unmark(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += textLength(c)
	}
	return total
}

// unmark takes the marks out of a text.
func unmark(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= markOpen && r <= markDigit+15 {
			i += n
			continue
		}
		b.WriteString(s[i : i+n])
		i += n
	}
	return b.String()
}

// walker writes the text of the nodes with its way back to the page.
type walker struct {
	b      *builder
	starts []int
	at     int // byte of the page that the next character stands at
	// opens is set where the next words begin a quotation that the page marks by
	// its layout alone.
	opens, open bool
}

// blocks are elements that begin a paragraph.
var blocks = map[string]bool{
	"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "li": true, "ul": true, "ol": true, "blockquote": true,
	"tr": true, "section": true, "article": true, "header": true, "footer": true, "main": true, "pre": true, "table": true, "dl": true, "dt": true, "dd": true,
}

// dropped are elements whose text is no part of the article.
var dropped = map[string]bool{
	"script": true, "style": true, "noscript": true, "template": true, "svg": true, "iframe": true, "head": true, "nav": true, "aside": true, "figure": true,
	"figcaption": true, "button": true, "form": true, "select": true, "textarea": true, "title": true,
}

func (w *walker) walk(n *html.Node, depth int) {
	if depth > 2*maxDepth {
		return
	}
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data)
		return
	case n.Type == html.ElementNode && dropped[n.Data]:
		return
	case n.Type == html.ElementNode && n.Data == "br":
		w.put("\n")
		return
	}
	block := n.Type == html.ElementNode && blocks[n.Data]
	if block {
		w.put("\n\n")
	}
	marks := n.Type == html.ElementNode && setOff(n)
	if marks {
		w.opens, w.open = true, false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, depth+1)
	}
	if marks && w.open {
		w.put("”")
	}
	if marks {
		w.opens, w.open = false, false
	}
	if block {
		w.put("\n\n")
	}
}

// setOff reports an element whose words are a quotation by the layout alone: a
// blockquote, or a paragraph of one, that has no quotation marks of its own.
func setOff(n *html.Node) bool {
	in := n
	if n.Data == "p" {
		in = n.Parent
	} else if has(n, "p") {
		return false // its paragraphs are marked one by one; what signs a post is not
	}
	if in == nil || in.Type != html.ElementNode || in.Data != "blockquote" {
		return false
	}
	text := strings.TrimSpace(unmark(textOf(n)))
	if text == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	return !strings.ContainsRune(quoteMarks+"‘—–", first) && !strings.ContainsRune("\"”»", last)
}

func has(n *html.Node, name string) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == name {
			return true
		}
	}
	return false
}

// textOf gives the text below a node, marks and all.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// put writes characters that the page does not have.
func (w *walker) put(s string) { w.b.put(s, w.at, w.at) }

// text writes a text node. After a mark its characters stand in the page one
// after the other, entities apart.
func (w *walker) text(s string) {
	g := w.b.src.given
	known := false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == markOpen {
			k := 0
			for i += n; i < len(s); i += n {
				if r, n = utf8.DecodeRuneInString(s[i:]); r == markClose {
					i += n
					break
				}
				k = k*16 + int(r-markDigit)
			}
			if known = k >= 0 && k < len(w.starts); known {
				w.at = w.starts[k]
			}
			if w.opens {
				w.put("“")
				w.opens, w.open = false, true
			}
			continue
		}
		if !known || w.at >= len(g) {
			w.put(oneSpace(s[i : i+n]))
			i += n
			continue
		}
		if g[w.at] == '\r' && r == '\n' && w.at+1 < len(g) && g[w.at+1] == '\n' {
			w.at++
		}
		if g[w.at] == '&' {
			if plain, length := entity(g[w.at:]); length > 0 && strings.HasPrefix(s[i:], plain) {
				w.b.put(oneSpace(plain), w.at, w.at+length)
				w.at += length
				i += len(plain)
				continue
			}
		}
		if strings.HasPrefix(g[w.at:], s[i:i+n]) {
			w.keep(s[i:i+n], n)
			i += n
			continue
		}
		w.put(oneSpace(s[i : i+n])) // the parser mended something: stay where we are
		i += n
	}
}

// keep writes one character of the page, as a space where it is a line break.
func (w *walker) keep(c string, n int) {
	if c == "\n" || c == "\r" || c == "\t" {
		w.b.put(" ", w.at, w.at+n)
	} else {
		w.b.extend(w.at, w.at+n)
	}
	w.at += n
}

func oneSpace(s string) string {
	if strings.TrimSpace(s) == "" {
		return " "
	}
	return s
}

// entity reads a character reference: what it stands for and its length.
func entity(s string) (plain string, length int) {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	if end < 2 {
		return "", 0
	}
	if plain = html.UnescapeString(s[:end+1]); plain == s[:end+1] {
		return "", 0
	}
	return plain, end + 1
}
