package quotation

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"casus"
)

// dayFields are names of meta elements that say when a page was published, the
// surest first.
var dayFields = []string{
	"article:published_time", "datepublished", "og:published_time", "article:published", "publish-date", "publish_date", "publication_date", "publicationdate",
	"pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
	"originalpublicationdate", "article_date_original", "date_published", "timestamp", "date", "created",
}

// published gives the day that a page's meta data name, 0 where there is none:
// meta elements, JSON-LD, a time element.
func published(root *html.Node) casus.Date {
	var linked, timed casus.Date
	fields := map[string]casus.Date{}
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		if depth > 2*maxDepth {
			return
		}
		if n.Type == html.ElementNode {
			switch n.Data {
			case "meta":
				day := isoDay(attribute(n, "content"))
				for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
					if name := strings.ToLower(attribute(n, key)); day != 0 && fields[name] == 0 {
						fields[name] = day
					}
				}
			case "script":
				if linked == 0 && strings.Contains(attribute(n, "type"), "ld+json") && n.FirstChild != nil {
					if m := ldDay.FindStringSubmatch(n.FirstChild.Data); m != nil {
						linked = isoDay(m[1])
					}
				}
			case "time":
				if timed == 0 {
					timed = isoDay(attribute(n, "datetime"))
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(root, 0)
	if linked != 0 {
		return linked
	}
	for _, f := range dayFields {
		if fields[f] != 0 {
			return fields[f]
		}
	}
	return timed
}

var (
	ldDay   = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]{8,40})"`)
	dayForm = regexp.MustCompile(`^\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(\D|$|\d{6})`)
)

// isoDay reads the day at the beginning of "2016-02-01T01:28:49" and "20160201".
func isoDay(s string) casus.Date {
	m := dayForm.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	day, err := casus.ParseDate(m[1] + "-" + m[2] + "-" + m[3])
	if err != nil {
		return 0
	}
	return day
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// printedDay gives the day that a page prints of itself: "Published: 14 Feb
// 2024, 10:15 GMT" in a short line of its own.
func printedDay(root *html.Node) (day casus.Date) {
	const longest, most = 160, 60 // characters of such a line; lines that are read
	read := 0
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		if day != 0 || depth > 2*maxDepth || read > most || n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		if text, short := shortText(n, longest); short && n.Type == html.ElementNode && stampWords(text) {
			read++
			d := &doc{text: text, lex: lexicon()}
			d.tokenise()
			d.paragraphs()
			if len(d.toks) == 0 {
				return
			}
			dates, _ := d.findDates(0)
			for _, f := range dates {
				if f.y > 0 && f.day != 0 && f.problem == "" {
					day = f.day
					return
				}
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(root, 0)
	return day
}

// shortText gives the text below a node if it is no longer than most characters.
func shortText(n *html.Node, most int) (string, bool) {
	if n.Type == html.TextNode {
		s := unmark(n.Data)
		return s, len(s) <= most
	}
	out := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s, ok := shortText(c, most-len(out))
		if out += s; !ok {
			return "", false
		}
	}
	return out, true
}
