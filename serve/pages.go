package serve

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/questions"
	"casus/render"
	"casus/render/atlas"
)

//go:embed assets
var assets embed.FS

var templates = template.Must(template.ParseFS(assets, "assets/*.html"))

// routes lays out everything that the server answers.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	s.api(mux)
	mux.HandleFunc("GET /{$}", s.briefPage)
	mux.HandleFunc("GET /brief", s.briefPage)
	mux.HandleFunc("GET /brief/rest", s.briefRest)
	mux.HandleFunc("GET /map.svg", s.mapSVG)
	mux.HandleFunc("GET /embed", s.embed)
	mux.HandleFunc("GET /ask", s.ask)
	mux.HandleFunc("GET /is-bound", s.asPage("is-bound", "Treaties"))
	mux.HandleFunc("GET /check", s.asPage("check", "Burden"))
	mux.HandleFunc("GET /treaties", s.asPage("treaties list", "Treaties"))
	mux.HandleFunc("GET /treaties/{id}", s.asPage("treaties show", "Treaties"))
	mux.HandleFunc("GET /burden", s.asPage("burden", "Burden"))
	mux.HandleFunc("GET /statements", s.asPage("statements list", "Statements"))
	mux.HandleFunc("GET /statements/{id}", s.asPage("statements show", "Statements"))
	mux.HandleFunc("GET /read", s.readForm)
	mux.HandleFunc("POST /read", s.readText)
	mux.HandleFunc("GET /data", s.dataPage)
	mux.HandleFunc("GET /data/{table}", s.asPage("facts", "Data"))
	mux.HandleFunc("GET /download/{question...}", s.download)
	mux.HandleFunc("GET /assets/site.css", asset("text/css; charset=utf-8", func() string { return render.PageStyle + atlas.CSS + file("site.css") }))
	mux.HandleFunc("GET /assets/site.js", asset("text/javascript; charset=utf-8", func() string { return file("site.js") }))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok\n") }) //nolint:errcheck // as above
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !s.ready.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ready\n") //nolint:errcheck // as above
	})
	mux.Handle("GET /metrics", s.metrics.handler())
	mux.Handle("/mcp", s.mcpHandler())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.problemPage(w, r, Problem{Status: http.StatusNotFound, Title: "There is no such page", Detail: "The address leads nowhere."})
	})
	return mux
}

func file(name string) string {
	b, err := fs.ReadFile(assets, "assets/"+name)
	if err != nil {
		panic(err) // embedded
	}
	return string(b)
}

// asset serves a file that changes with the program alone.
func asset(kind string, text func() string) http.HandlerFunc {
	whole := sync.OnceValue(text)
	return func(w http.ResponseWriter, r *http.Request) {
		tag := `"` + shortHash(whole()) + `"`
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", kind)
		io.WriteString(w, whole()) //nolint:errcheck // the client has gone where it fails
	}
}

// frame is what the layout needs.
type frame struct {
	Title, Lede, Asked, Stamp, Version, Command string
	Nav                                         []navLink
	Body                                        template.HTML
}

type navLink struct {
	Href, Text string
	Here       bool
}

var nav = []navLink{
	{Href: "/", Text: "Brief"}, {Href: "/treaties", Text: "Treaties"}, {Href: "/burden", Text: "Burden"}, {Href: "/statements", Text: "Statements"},
	{Href: "/read", Text: "Read a text"}, {Href: "/data", Text: "Data"},
}

// show writes a page into the layout.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, here string, f frame) {
	f.Stamp, f.Version = s.etag, inquiry.Version
	f.Nav = slices.Clone(nav)
	for i := range f.Nav {
		f.Nav[i].Here = f.Nav[i].Text == here
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, "layout.html", f); err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	w.WriteHeader(status)
	b.WriteTo(w) //nolint:errcheck // the client has gone where it fails
}

// problemPage tells an error as a page.
func (s *Server) problemPage(w http.ResponseWriter, r *http.Request, p Problem) {
	page := render.Page{Title: p.Title, Lede: p.Detail}
	if p.Hint != "" {
		page.Sections = []render.Section{{Heading: "what helps", Blocks: []render.Block{{Para: p.Hint}}}}
	}
	s.page(w, r, p.Status, "", page, "")
}

// page shows a page of sections.
func (s *Server) page(w http.ResponseWriter, r *http.Request, status int, here string, p render.Page, tools template.HTML) {
	body, err := pageBody(p, tools)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.show(w, r, status, here, frame{Title: p.Title, Lede: p.Lede, Body: body, Command: p.Command})
}

var headTemplate = template.Must(template.New("head").Parse(`<h1>{{.Page.Title}}</h1>
{{- range .Page.Context}}<p class="note">{{.}}</p>{{end}}
<p class="lede" id="answer">{{.Page.Lede}}</p>{{.Tools}}`))

func pageBody(p render.Page, tools template.HTML) (template.HTML, error) {
	var b bytes.Buffer
	if err := headTemplate.Execute(&b, struct {
		Page  render.Page
		Tools template.HTML
	}{p, tools}); err != nil {
		return "", err
	}
	parts, err := render.Parts(p)
	return template.HTML(b.String()) + parts, err //nolint:gosec // made by templates
}

// names gives the words for codes.
func (s *Server) names() render.Names { return render.NamesOf(s.arc) }

// put asks a question of the registry when a worker is free.
func (s *Server) put(ctx context.Context, name string, args url.Values) (ans any, err error) {
	q, err := questions.Find(name)
	if err != nil {
		return nil, err
	}
	err = s.work(ctx, func(ctx context.Context) error {
		ans, err = q.Ask(ctx, s.arc, args)
		return err
	})
	return ans, err
}

// asPage answers a question as a page: path values and the query are its arguments.
func (s *Server) asPage(name, here string) http.HandlerFunc {
	q, err := questions.Find(name)
	if err != nil {
		panic(err) // tested
	}
	return func(w http.ResponseWriter, r *http.Request) {
		args := url.Values{}
		for k, v := range r.URL.Query() {
			if v = slices.DeleteFunc(v, func(x string) bool { return x == "" }); len(v) > 0 {
				args[k] = v
			}
		}
		for _, a := range q.Arguments {
			if v := r.PathValue(a.Name); v != "" {
				args.Set(a.Name, v)
			}
		}
		ans, err := s.put(r.Context(), name, args)
		if err != nil {
			s.problemPage(w, r, problemOf(err))
			return
		}
		p, ok := render.PageOf(ans, s.names())
		if !ok {
			s.fail(w, r, fmt.Errorf("%s has no page", name))
			return
		}
		s.page(w, r, http.StatusOK, here, p, tools(q, args))
	}
}

// tools links to the same answer in its other forms.
func tools(q *questions.Question, args url.Values) template.HTML {
	var b strings.Builder
	b.WriteString(`<p class="tools">`)
	fmt.Fprintf(&b, `<a href="%s">JSON</a>`, template.HTMLEscapeString("/api/v1"+path(q)+"?"+args.Encode()))
	if slices.Contains(q.Formats, "csv") {
		fmt.Fprintf(&b, ` · <a href="%s">CSV</a>`, template.HTMLEscapeString("/download"+path(q)+"?"+args.Encode()))
	}
	fmt.Fprintf(&b, ` · <code>%s</code></p>`, template.HTMLEscapeString(command(q, args)))
	return template.HTML(b.String()) //nolint:gosec // every value is escaped
}

// command is the command line that asks the same.
func command(q *questions.Question, args url.Values) string {
	out := "casus " + q.Name
	quote := func(v string) string {
		if strings.ContainsAny(v, " \t\"'$`\\;&|<>()*?") {
			return "'" + strings.ReplaceAll(v, "'", `'\''`) + "'"
		}
		return v
	}
	for _, a := range q.Arguments {
		if a.Positional() {
			for _, v := range args[a.Name] {
				out += " " + quote(v)
			}
		}
	}
	for _, a := range q.Arguments {
		for _, v := range args[a.Name] {
			switch {
			case a.Positional():
			case a.Kind == questions.Flag:
				out += " --" + a.Flag()
			default:
				out += " --" + a.Flag() + " " + quote(v)
			}
		}
	}
	return out
}

// download gives an answer as CSV.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	name := strings.ReplaceAll(r.PathValue("question"), "/", " ")
	ans, err := s.put(r.Context(), name, r.URL.Query())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var b bytes.Buffer
	if err := render.Answer(&b, "csv", render.Style{}, ans, s.names()); err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="casus-`+strings.ReplaceAll(name, " ", "-")+`.csv"`)
	b.WriteTo(w) //nolint:errcheck // the client has gone where it fails
}

// ask finds out what was asked in the one box: a question whether a state is
// bound, a claim, a state, a treaty.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) {
	text := strings.TrimSpace(r.URL.Query().Get("q"))
	if text == "" {
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return
	}
	if st, err := s.arc.States.Resolve(text, s.arc.Today()); err == nil {
		http.Redirect(w, r, "/brief?target="+url.QueryEscape(string(st)), http.StatusSeeOther)
		return
	}
	if t, err := s.arc.Treaties.Find(text); err == nil {
		http.Redirect(w, r, "/treaties/"+url.PathEscape(t.ID), http.StatusSeeOther)
		return
	}
	ans, err := s.put(r.Context(), "check", url.Values{"claim": {text}})
	if err != nil {
		s.problemPage(w, r, problemOf(err))
		return
	}
	q, _ := questions.Find("check")
	p, _ := render.PageOf(ans, s.names())
	body, err := pageBody(p, tools(q, url.Values{"claim": {text}}))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "", frame{Title: p.Title, Lede: p.Lede, Body: body, Asked: text})
}

// dataPage lists what is embedded.
func (s *Server) dataPage(w http.ResponseWriter, r *http.Request) {
	v, err1 := s.put(r.Context(), "version", nil)
	t, err2 := s.put(r.Context(), "facts tables", nil)
	if err := cmp.Or(err1, err2); err != nil {
		s.fail(w, r, err)
		return
	}
	s.page(w, r, http.StatusOK, "Data", render.DataPage(v.(answer.Versions), t.(answer.FactsTables)), "")
}

const readHelp = `<h1>Read a text</h1><p class="lede">Paste a news text: who said what, when, to what effect, and which commitment it bears on. Nothing is kept.</p>`

func (s *Server) readForm(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "Read a text", frame{Title: "Read a text", Lede: "Statements out of a text", Body: readHelp + readBox("")})
}

// readBox is the form with the text in it.
func readBox(text string) template.HTML {
	return template.HTML(`<form class="question" action="/read" method="post"><label for="text">The text</label><textarea id="text" name="text" required>` + //nolint:gosec // escaped
		template.HTMLEscapeString(text) + `</textarea><p><button>Read</button></p></form>`)
}

func (s *Server) readText(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.problemPage(w, r, problemOf(err))
		return
	}
	text := r.PostForm.Get("text")
	ans, err := s.put(r.Context(), "statements read", url.Values{"article": {text}})
	var in *casus.InputError
	if errors.As(err, &in) {
		s.show(w, r, http.StatusBadRequest, "Read a text", frame{Title: "Read a text", Lede: in.Msg, Body: readHelp +
			template.HTML(`<p class="problem" role="alert">`+template.HTMLEscapeString(in.Msg)+`</p>`) + readBox(text)}) //nolint:gosec // escaped
		return
	}
	if err != nil {
		s.problemPage(w, r, problemOf(err))
		return
	}
	p, _ := render.PageOf(ans, s.names())
	body, err := pageBody(p, "")
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.show(w, r, http.StatusOK, "Read a text", frame{Title: p.Title, Lede: p.Lede, Body: body + readBox(text)})
}
