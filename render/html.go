package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"casus"
)

// Page is an answer as one HTML document that stands alone: it fetches nothing,
// works without its script, and carries a policy that lets nothing else run.
type Page struct {
	Title    string
	Lede     string   // the answer in a sentence or two
	Context  []string // what was asked, below the title
	Sections []Section
	Footer   []string // sentences at the end
	// Command is the command line that makes the page again, "" for none.
	Command string
	// Provenance is listed at the end; nil for none.
	Provenance *casus.Provenance
}

// Section is a part of a page with a heading. ID is what a link to it names; ""
// makes one of the heading.
type Section struct {
	Heading, ID string
	Blocks      []Block
}

// Block is one piece of a section: the first of its fields that is not empty.
type Block struct {
	Para   string
	Note   string // in a fainter hand
	List   []Item
	Table  *Table
	Figure *Figure
	Grid   []Figure // small figures side by side
}

// Item is an entry of a list: a term that stands out, a text, and notes below.
type Item struct {
	Lead, Text string
	Link       string // what Lead leads to, "" for nothing
	Quote      bool   // Text is somebody's words
	Notes      []string
}

// Table is rows under heads. The first cell of a row names it; a row has as many
// cells as there are columns.
type Table struct {
	Caption string
	Columns []Column
	Rows    [][]string
	// Links, where there are any, are what the first cells of the rows lead to.
	Links []string
}

// Column is the head of a column and whether its cells are numbers, which stand
// at the right.
type Column struct {
	Head   string
	Number bool
}

// Figure is a picture with its caption, its source and the same figures as a table.
type Figure struct {
	Title  string
	Source string // with its date
	// Draw draws the picture in a width with ids that begin with id. The page
	// takes it as it is, so that nothing but the package chart may make it.
	Draw func(width int, id string) string
	Data Table
}

// Widths of the two pictures of each figure, of which the style shows one: a
// wide picture made smaller has letters nobody can read.
const (
	wideFigure   = 720
	narrowFigure = 340
)

// HTML writes the page. Everything but the pictures is escaped.
func HTML(w io.Writer, p Page) error {
	v := pageView{Page: p, Style: template.CSS(pageStyle), Script: template.JS(pageScript), Policy: policy()}
	ids := map[string]bool{"answer": true, "contents": true, "made": true, "main": true}
	for _, s := range p.Sections {
		v.Parts = append(v.Parts, v.section(s, unique(ids, slug(s.ID, s.Heading))))
	}
	var b bytes.Buffer // nothing is written before the whole page is there
	if err := pageTemplate.Execute(&b, v); err != nil {
		return fmt.Errorf("page: %w", err)
	}
	_, err := b.WriteTo(w)
	return err
}

// pageView is a page as its template reads it.
type pageView struct {
	Page
	Style   template.CSS
	Script  template.JS
	Policy  string
	Parts   []sectionView
	figures int
	tables  int
}

type sectionView struct {
	Heading, ID string
	Blocks      []blockView
}

type blockView struct {
	Block
	Table  *tableView
	Figure *figureView
	Grid   []figureView
}

type tableView struct {
	Table
	ID string
}

type figureView struct {
	ID, Title, Source string
	Number            int
	Wide, Narrow      template.HTML
	Data              *tableView
}

func (v *pageView) section(s Section, id string) sectionView {
	out := sectionView{Heading: upper(s.Heading), ID: id}
	for _, b := range s.Blocks {
		x := blockView{Block: b}
		if b.Table != nil {
			x.Table = v.table(*b.Table)
		}
		if b.Figure != nil {
			f := v.figure(*b.Figure)
			x.Figure = &f
		}
		for _, f := range b.Grid {
			x.Grid = append(x.Grid, v.figure(f))
		}
		out.Blocks = append(out.Blocks, x)
	}
	return out
}

func (v *pageView) table(t Table) *tableView {
	v.tables++
	return &tableView{t, fmt.Sprintf("table-%d", v.tables)}
}

func (v *pageView) figure(f Figure) figureView {
	v.figures++
	out := figureView{ID: fmt.Sprintf("figure-%d", v.figures), Title: f.Title, Source: f.Source, Number: v.figures}
	out.Wide = template.HTML(f.Draw(wideFigure, out.ID+"-wide"))
	out.Narrow = template.HTML(f.Draw(narrowFigure, out.ID+"-narrow"))
	if len(f.Data.Rows) > 0 {
		out.Data = v.table(f.Data)
	}
	return out
}

// slug makes an id of the id that was given, or of the heading.
func slug(id, heading string) string {
	if id == "" {
		id = heading
	}
	words := strings.FieldsFunc(strings.ToLower(id), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if len(words) == 0 || words[0] == "figure" || words[0] == "table" { // these are taken
		words = append([]string{"part"}, words...)
	}
	return strings.Join(words, "-")
}

// unique notes an id, with a number behind it where it is taken.
func unique(taken map[string]bool, id string) string {
	out := id
	for n := 2; taken[out]; n++ {
		out = fmt.Sprintf("%s-%d", id, n)
	}
	taken[out] = true
	return out
}

// policy lets the page's own style and script run and nothing else, and fetches
// nothing at all.
func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; style-src " + hash(pageStyle) + "; script-src " + hash(pageScript) + "; base-uri 'none'; form-action 'none'"
}

var pageTemplate = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{.Policy}}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="{{.Lede}}">
<title>{{.Title}}</title>
<style>{{.Style}}</style>
</head>
<body>
<a class="skip" href="#main">To the parts of the page</a>
<header>
<h1>{{.Title}}</h1>
{{- range .Context}}
<p class="note">{{.}}</p>
{{- end}}
<p class="lede" id="answer">{{.Lede}}</p>
</header>
{{- if gt (len .Parts) 2}}
<nav id="contents" aria-label="On this page">
<ul>
{{- range .Parts}}
<li><a href="#{{.ID}}">{{.Heading}}</a></li>
{{- end}}
</ul>
</nav>
{{- end}}
<main id="main">
{{- range .Parts}}
<section aria-labelledby="{{.ID}}">
<h2 id="{{.ID}}">{{.Heading}}</h2>
{{- range .Blocks}}{{template "block" .}}{{end}}
</section>
{{- end}}
</main>
<footer>
{{- range .Footer}}
<p>{{.}}</p>
{{- end}}
{{- if .Command}}
<p>This page again: <code>{{.Command}}</code></p>
{{- end}}
{{- with .Provenance}}
<p>Casus {{.Version}}{{if .Draws}}, {{.Draws}} draws, seed {{.Seed}}{{end}}.{{if .Model.Name}} Model: {{.Model.Name}}, <code>{{.Model.SHA256}}</code>.{{end}}</p>
{{- if .Facts}}
<details>
<summary>Facts behind this page ({{len .Facts}})</summary>
<div class="scroll" role="region" aria-labelledby="made" tabindex="0">
<table>
<caption id="made">Tables, their vintages and hashes (SHA-256)</caption>
<thead><tr><th scope="col">table</th><th scope="col">vintage</th><th scope="col">hash</th></tr></thead>
<tbody>
{{- range .Facts}}
<tr><th scope="row">{{.Name}}</th><td>{{.Vintage}}</td><td><code>{{.SHA256}}</code></td></tr>
{{- end}}
</tbody>
</table>
</div>
</details>
{{- end}}
{{- end}}
</footer>
<script>{{.Script}}</script>
</body>
</html>
{{define "block"}}
{{- if .Para}}
<p>{{.Para}}</p>
{{- else if .Note}}
<p class="note">{{.Note}}</p>
{{- else if .List}}
<ul>
{{- range .List}}
<li>{{if .Lead}}<strong>{{if .Link}}<a href="{{.Link}}">{{.Lead}}</a>{{else}}{{.Lead}}{{end}}</strong> {{end}}{{if .Quote}}<q>{{.Text}}</q>{{else}}{{.Text}}{{end}}
{{- range .Notes}}<p class="note">{{.}}</p>{{end}}</li>
{{- end}}
</ul>
{{- else if .Table}}
{{- template "table" .Table}}
{{- else if .Figure}}
{{- template "figure" .Figure}}
{{- else if .Grid}}
<div class="grid">
{{- range .Grid}}{{template "figure" .}}{{end}}
</div>
{{- end}}
{{- end}}
{{define "table"}}
<div class="scroll" role="region" aria-labelledby="{{.ID}}" tabindex="0">
<table>
<caption id="{{.ID}}">{{.Caption}}</caption>
<thead><tr>{{range .Columns}}<th scope="col"{{if .Number}} class="num"{{end}}>{{.Head}}</th>{{end}}</tr></thead>
<tbody>
{{- $columns := .Columns}}{{$links := .Links}}
{{- range $r, $row := .Rows}}
<tr>{{range $i, $cell := $row}}{{if eq $i 0}}<th scope="row">{{if $links}}<a href="{{index $links $r}}">{{$cell}}</a>{{else}}{{$cell}}{{end}}</th>{{else}}<td{{with index $columns $i}}{{if .Number}} class="num"{{end}}{{end}}>{{$cell}}</td>{{end}}{{end}}</tr>
{{- end}}
</tbody>
</table>
</div>
{{- end}}
{{define "figure"}}
<figure id="{{.ID}}" aria-labelledby="{{.ID}}-caption">
<figcaption id="{{.ID}}-caption"><strong>Figure {{.Number}}.</strong> {{.Title}}</figcaption>
<div class="wide">{{.Wide}}</div>
<div class="narrow">{{.Narrow}}</div>
{{- if .Source}}
<p class="source">Source: {{.Source}}</p>
{{- end}}
{{- if .Data}}
<details>
<summary>The same as a table</summary>
{{- template "table" .Data}}
</details>
{{- end}}
</figure>
{{- end}}`))
