package quotation

import (
	"strings"

	"golang.org/x/net/html"
)

// furnishings are classes and ids, as whole words, of what stands on a page and
// is no part of the article. The library that finds the main text knows many by
// parts of words; these short ones it lets pass.
var furnishings = map[string]bool{
	"ad": true, "ads": true, "advert": true, "advertisement": true, "adslot": true, "ad-slot": true, "ad-container": true, "sponsored": true, "promo": true,
	"newsletter": true, "newsletter-signup": true, "signup": true, "related": true, "related-articles": true, "related-links": true, "read-more": true, "readmore": true,
	"share": true, "sharing": true, "social": true, "comments": true, "cookie": true, "cookies": true, "breadcrumb": true, "breadcrumbs": true,
}

// clearFurniture takes furniture out of a page, unless it holds so much of the
// text that the name must mean something else.
func clearFurniture(root *html.Node) {
	total := prose(root)
	var clear func(n *html.Node, depth int)
	clear = func(n *html.Node, depth int) {
		if depth > 2*maxDepth {
			return
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if furniture(c) && prose(c)*4 <= total {
				n.RemoveChild(c)
			} else {
				clear(c, depth+1)
			}
			c = next
		}
	}
	clear(root, 0)
}

func furniture(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	switch n.Data {
	case "div", "section", "ul", "ol", "p", "span", "table", "details":
	default:
		return false
	}
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		for w := range strings.FieldsSeq(strings.ToLower(a.Val)) {
			if furnishings[w] {
				return true
			}
		}
	}
	return false
}

// headline gives the one main heading of a page, "" where there is none or more.
func headline(root *html.Node) string {
	var heads []*html.Node
	var find func(n *html.Node, depth int)
	find = func(n *html.Node, depth int) {
		if n.Type == html.ElementNode && n.Data == "h1" {
			heads = append(heads, n)
		}
		for c := n.FirstChild; c != nil && depth < 2*maxDepth && len(heads) < 2; c = c.NextSibling {
			find(c, depth+1)
		}
	}
	find(root, 0)
	if len(heads) != 1 {
		return ""
	}
	var b strings.Builder
	var write func(n *html.Node, depth int)
	write = func(n *html.Node, depth int) {
		if n.Type == html.TextNode {
			b.WriteString(unmark(n.Data))
		}
		for c := n.FirstChild; c != nil && depth < 2*maxDepth; c = c.NextSibling {
			write(c, depth+1)
		}
	}
	write(heads[0], 0)
	return strings.Join(strings.Fields(b.String()), " ")
}

// prose counts the characters of a node's paragraphs that read as text: more
// than a few words, most of them no links.
func prose(n *html.Node) int {
	if n.Type == html.ElementNode {
		if dropped[n.Data] || n.Data == "footer" {
			return 0
		}
		if n.Data == "p" || n.Data == "blockquote" {
			if total := textLength(n); total >= 40 {
				return total
			}
			return 0
		}
	}
	total := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += prose(c)
	}
	return total
}

// quoted counts the blockquotes below a node.
func quoted(n *html.Node) int {
	total := 0
	if n.Type == html.ElementNode && n.Data == "blockquote" {
		total++
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		total += quoted(c)
	}
	return total
}

// article gives the innermost element that holds nearly all of a page's prose.
func article(root *html.Node) *html.Node {
	total, at := prose(root), root
	for {
		var inner *html.Node
		for c := at.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && c.Data != "p" && c.Data != "blockquote" && prose(c)*10 >= total*9 {
				inner = c
			}
		}
		if inner == nil || total == 0 {
			return at
		}
		at = inner
	}
}

// wordsOfPage counts the words that a page shows.
func wordsOfPage(page string) int {
	z := html.NewTokenizer(strings.NewReader(page))
	words, hidden := 0, ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return words
		case html.StartTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "script", "style", "title", "textarea", "noscript", "iframe", "svg", "template":
				hidden = string(name)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == hidden {
				hidden = ""
			}
		case html.TextToken:
			if hidden == "" {
				words += len(strings.Fields(string(z.Text())))
			}
		}
	}
}
