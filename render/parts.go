package render

import (
	"bytes"
	"html/template"
)

// Style and Script are what a page needs, for a face that serves them as files.
const (
	PageStyle  = pageStyle
	PageScript = pageScript
)

// Parts gives the sections of a page, its footer and its provenance as HTML, for a
// face that has a frame of its own. Everything but the pictures is escaped.
func Parts(p Page) (template.HTML, error) {
	v := pageView{Page: p}
	ids := map[string]bool{"answer": true, "contents": true, "made": true, "main": true, "ask": true, "map": true}
	for _, s := range p.Sections {
		v.Parts = append(v.Parts, v.section(s, unique(ids, slug(s.ID, s.Heading))))
	}
	var b bytes.Buffer
	if err := partsTemplate.Execute(&b, v); err != nil {
		return "", err
	}
	return template.HTML(b.String()), nil
}

var partsTemplate = template.Must(template.Must(pageTemplate.Clone()).New("parts").Parse(`
{{- if gt (len .Parts) 2}}
<nav class="contents" aria-label="On this page">
<ul>
{{- range .Parts}}
<li><a href="#{{.ID}}">{{.Heading}}</a></li>
{{- end}}
</ul>
</nav>
{{- end}}
{{- range .Parts}}
<section aria-labelledby="{{.ID}}">
<h2 id="{{.ID}}">{{.Heading}} <a class="anchor" href="#{{.ID}}" aria-label="Link to {{.Heading}}">#</a></h2>
{{- range .Blocks}}{{template "block" .}}{{end}}
</section>
{{- end}}
{{- range .Footer}}
<p class="note">{{.}}</p>
{{- end}}
{{- with .Provenance}}
<section aria-labelledby="made-by" class="made">
<h2 id="made-by">Made from</h2>
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
</section>
{{- end}}`))
