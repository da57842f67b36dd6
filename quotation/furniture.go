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
	total := textLength(root)
	var clear func(n *html.Node, depth int)
	clear = func(n *html.Node, depth int) {
		if depth > 2*maxDepth {
			return
		}
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if furniture(c) && textLength(c)*4 < total {
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
