package serve

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/questions"
	"casus/render"
)

// briefView is the first screen of a brief: the question, the law and the map.
type briefView struct {
	Attackers, Target, On, At string
	Kinds, Objects            []choice
	Struck, More              bool
	Shocks                    []string
	States                    []string
	Problem                   *Problem
	Answer                    *briefAnswer
}

type choice struct {
	Value, Text string
	Chosen      bool
}

type briefAnswer struct {
	Title, Law, Forecast                      string
	Context                                   []string
	Counts                                    []count
	Facts                                     []render.Fact
	Map                                       template.HTML
	MapNote, MapSVG, WorldHref, WorldText     string
	JSON, CSV, Embed, Link, RestHref, AllHref string
	Rest                                      template.HTML
}

type count struct {
	Class, Label, Href string
	N                  int
}

// briefArgs are the arguments of a brief in a query, without empty ones and
// without what belongs to the page alone.
func briefArgs(q url.Values) url.Values {
	out := url.Values{}
	for k, list := range q {
		if k == "view" || k == "all" {
			continue
		}
		for _, v := range list {
			if v = strings.TrimSpace(v); v != "" {
				out.Add(k, v)
			}
		}
	}
	return out
}

// asked is the question of a query, for the law of the first screen.
func asked(args url.Values) answer.BriefQuestion {
	var attackers []string
	for _, v := range args["attacker"] {
		attackers = append(attackers, strings.Split(v, ",")...)
	}
	return answer.BriefQuestion{Question: inquiry.Question{Attackers: attackers, Target: args.Get("target"), On: args.Get("on"), At: args.Get("at"),
		Kind: args.Get("kind"), Object: args.Get("object"), TargetStruckFirst: args.Get("target_struck_first") == "true"},
		Shocks: args["shock"], LawOnly: true}
}

// briefPage shows a brief, or the empty form.
func (s *Server) briefPage(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	args := briefArgs(query)
	v := s.form(args)
	f := frame{Title: "Who would help?", Lede: "If A attacks B: who is bound to help, who would come, would it be enough, would the attack come."}
	status := http.StatusOK
	if args.Get("attacker") != "" && args.Get("target") != "" {
		a, title, err := s.firstScreen(r.Context(), args, query.Get("view") == "world")
		if err == nil && query.Get("all") != "" {
			a.Rest, err = s.rest(r.Context(), args)
		}
		if err != nil {
			p := problemOf(err)
			v.Problem, status = &p, p.Status
		} else {
			v.Answer = a
			f.Title, f.Lede = title, a.Law
			if q, err := questions.Find("brief"); err == nil {
				f.Command = command(q, args)
			}
		}
	} else if r.URL.Path == "/" {
		v.Attackers, v.Target, v.On = "RUS", "EST", "2024-02-10"
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, "brief.html", v); err != nil {
		s.fail(w, r, err)
		return
	}
	f.Body = template.HTML(b.String()) //nolint:gosec // made by a template
	if v.Answer == nil && v.Problem == nil {
		f.Body += template.HTML(welcome) //nolint:gosec // a constant
	}
	s.show(w, r, status, "Brief", f)
}

const welcome = `<section><h1>Who would help?</h1>
<p class="lede">Choose an attacker, a target and a day. Casus says who is bound by treaty to help and how freely, who would come, whether it would be enough, and how well such forecasts have done.</p>
<ul>
<li><a href="/brief?attacker=RUS&amp;target=EST&amp;on=2024-02-10">Russia attacks Estonia, February 2024</a></li>
<li><a href="/brief?attacker=CHN&amp;target=JPN">China attacks Japan</a></li>
<li><a href="/brief?attacker=ARG&amp;target=GBR&amp;on=1982-04-02&amp;at=Falklands">The Falklands, 2 April 1982</a></li>
<li><a href="/is-bound?state=USA&amp;target=TWN">Is the United States bound to help Taiwan?</a></li>
<li><a href="/check?claim=Article+5+obliges+all+allies+to+send+troops">“Article 5 obliges all allies to send troops”</a></li>
<li><a href="/burden?year=2024">Who met the guideline in 2024?</a></li>
</ul></section>`

// form fills the question's fields with what was asked.
func (s *Server) form(args url.Values) briefView {
	v := briefView{Attackers: strings.Join(args["attacker"], ","), Target: args.Get("target"), On: args.Get("on"), At: args.Get("at"),
		Struck: args.Get("target_struck_first") == "true", Shocks: args["shock"]}
	for _, k := range casus.Kinds {
		v.Kinds = append(v.Kinds, choice{string(k), strings.ReplaceAll(string(k), "_", " "), args.Get("kind") == string(k)})
	}
	for _, o := range casus.Objects {
		v.Objects = append(v.Objects, choice{string(o), string(o), args.Get("object") == string(o)})
	}
	v.More = v.At != "" || args.Get("object") != "" || v.Struck || len(v.Shocks) > 0
	for _, st := range s.arc.States.All(s.arc.Today()) {
		v.States = append(v.States, s.arc.States.Name(st, s.arc.Today()))
	}
	slices.Sort(v.States)
	return v
}

// firstScreen is the law and the map of an event: what a reader sees at once.
func (s *Server) firstScreen(ctx context.Context, args url.Values, world bool) (*briefAnswer, string, error) {
	var law answer.Brief
	var m answer.Map
	err := s.work(ctx, func(ctx context.Context) error {
		var err error
		if law, err = asked(args).Ask(ctx, s.arc); err == nil {
			m = answer.MapOf(s.arc, law.Event, law.Obligations)
		}
		return err
	})
	if err != nil {
		return nil, "", err
	}
	q := args.Encode()
	a := &briefAnswer{Law: law.Answer, MapNote: m.Note, JSON: "/api/v1/brief?" + q, CSV: "/download/obligations?" + withoutShocks(args),
		Embed: "/embed?" + q, Link: "/brief?" + q, RestHref: "/brief/rest?" + q, AllHref: "/brief?" + q + "&all=1#bound",
		MapSVG: "/map.svg?" + q, WorldHref: "/brief?" + q + "&view=world#map", WorldText: "the world",
		Forecast: "Who would come and whether it would be enough stand below, with what history cannot tell before the numbers."}
	m.View = "region"
	if world {
		m.View, a.WorldHref, a.WorldText = "world", "/brief?"+q+"#map", "nearer"
		a.MapSVG += "&view=world"
	}
	p := render.BriefPage(law, s.names())
	a.Context, a.Title = p.Context, p.Title
	var b bytes.Buffer
	if err := render.MapSVG(&b, m, s.names(), false); err != nil {
		return nil, "", err
	}
	a.Map = template.HTML(b.String()) //nolint:gosec // drawn by the package atlas, which escapes
	n := map[string]int{}
	for _, st := range m.States {
		n[st.Class]++
	}
	others := len(s.arc.States.All(law.Event.On)) - n["bound"] - n["contested"] - n["cannot_tell"] - 1 - len(law.Event.Attackers)
	all := a.AllHref
	a.Counts = []count{{"bound", "bound", all, n["bound"]}, {"contested", "contested", all, n["contested"]}, {"cannot_tell", "cannot tell", all, n["cannot_tell"]}, {"not_bound", "not bound", all, others}}
	a.Facts = render.BriefFacts(law)
	return a, p.Title, nil
}

// withoutShocks is the query of the law of a brief.
func withoutShocks(args url.Values) string {
	out := url.Values{}
	for k, v := range args {
		if k != "shock" && k != "seed" && k != "draws" {
			out[k] = v
		}
	}
	return out.Encode()
}

// rest works out everything under the fold.
func (s *Server) rest(ctx context.Context, args url.Values) (template.HTML, error) {
	ans, err := s.put(ctx, "brief", args)
	if err != nil {
		return "", err
	}
	return render.Parts(render.BriefPage(ans.(answer.Brief), s.names()))
}

// briefRest gives what lies under the fold, for the page's script.
func (s *Server) briefRest(w http.ResponseWriter, r *http.Request) {
	rest, err := s.rest(r.Context(), briefArgs(r.URL.Query()))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-cache")
	fmt.Fprint(w, rest)
}

// mapSVG gives the map as a picture that stands alone.
func (s *Server) mapSVG(w http.ResponseWriter, r *http.Request) {
	b, err := s.picture(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Write(b) //nolint:errcheck // the client has gone where it fails
}

func (s *Server) picture(r *http.Request) ([]byte, error) {
	args := briefArgs(r.URL.Query())
	q := answer.MapQuestion{Question: asked(args).Question, View: r.URL.Query().Get("view")}
	var b bytes.Buffer
	err := s.work(r.Context(), func(ctx context.Context) error {
		a, err := q.Ask(ctx, s.arc)
		if err != nil {
			return err
		}
		return render.MapSVG(&b, a, s.names(), true)
	})
	return b.Bytes(), err
}

// embed gives a figure that can be put into another page: it fetches nothing.
func (s *Server) embed(w http.ResponseWriter, r *http.Request) {
	args := briefArgs(r.URL.Query())
	svg, err := s.picture(r)
	if err != nil {
		s.problemPage(w, r, problemOf(err))
		return
	}
	q, _ := questions.Find("brief")
	figure := "<figure>\n" + string(svg) + "<figcaption>Casus " + inquiry.Version + ", facts " + s.etag + ": " +
		template.HTMLEscapeString(command(q, args)) + "</figcaption>\n</figure>\n"
	s.page(w, r, http.StatusOK, "Brief", render.Page{Title: "Embed the map", Lede: "Copy this into a page: it fetches nothing and carries its source."},
		template.HTML(`<p><textarea readonly rows="12" aria-label="HTML of the figure">`+template.HTMLEscapeString(figure)+`</textarea></p>`)) //nolint:gosec // escaped
}
