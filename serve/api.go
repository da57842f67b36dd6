package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"casus"
	"casus/history"
	"casus/questions"
)

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Type   string `json:"type"`
	Title  string `json:"title"`
	Status int    `json:"status"`
	Detail string `json:"detail"`
	Field  string `json:"field,omitempty"` // the argument that is wrong
	Hint   string `json:"hint,omitempty"`
	ID     string `json:"request_id,omitempty"`
}

// path gives the route of a question: "treaties list" is /treaties/list.
func path(q *questions.Question) string { return "/" + strings.ReplaceAll(q.Name, " ", "/") }

// offered lists the questions that the API answers: not those that read a file
// of the user's that the machine would have to open, nor those that run for
// minutes.
func offered() []*questions.Question {
	var out []*questions.Question
	for _, q := range questions.All() {
		if !q.Slow {
			out = append(out, q)
		}
	}
	return out
}

// api registers the routes of the API.
func (s *Server) api(mux *http.ServeMux) {
	for _, q := range offered() {
		mux.HandleFunc("GET /api/v1"+path(q), func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, q, r.URL.Query()) })
		mux.HandleFunc("POST /api/v1"+path(q), func(w http.ResponseWriter, r *http.Request) { s.posted(w, r, q) })
	}
	mux.HandleFunc("POST /api/v1/batch", s.batch)
	mux.HandleFunc("GET /api/v1/openapi.json", s.openAPI)
	mux.HandleFunc("GET /api/v1/schema/{name}", s.schema)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		s.problem(w, r, http.StatusNotFound, "not_found", "no such route; /api/v1/openapi.json lists them", "")
	})
}

// answer asks a question and writes its JSON.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, q *questions.Question, args url.Values) {
	tag := `"` + shortHash(s.etag+q.Name+args.Encode()) + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "private, max-age=0, must-revalidate")
	if !q.Ledger && r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if q.Ledger { // the user's own statements change the answer
		w.Header().Del("ETag")
	}
	var body []byte
	err := s.work(r.Context(), func(ctx context.Context) error {
		a, err := q.Ask(ctx, s.arc, args)
		if err != nil {
			return err
		}
		body, err = encode(a)
		return err
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body) //nolint:errcheck // the client has gone where it fails
}

// encode writes an answer as the command does.
func encode(a any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// posted reads the arguments from a JSON object: {"target": "EST", "shock": ["stay-home:USA"]}.
func (s *Server) posted(w http.ResponseWriter, r *http.Request, q *questions.Question) {
	var raw map[string]any
	if err := decode(r.Body, &raw); err != nil {
		s.fail(w, r, err)
		return
	}
	args, err := arguments(raw)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.answer(w, r, q, args)
}

func decode(r io.Reader, to any) error {
	d := json.NewDecoder(r)
	d.UseNumber()
	err := d.Decode(to)
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return err
	case err != nil:
		return &casus.InputError{Field: "body", Msg: "the body is not JSON as expected: " + err.Error(), Hint: `for example {"attacker": ["RUS"], "target": "EST"}`}
	}
	if d.More() {
		return &casus.InputError{Field: "body", Msg: "the body holds more than one JSON value"}
	}
	return nil
}

// arguments turns JSON values into the text that questions take.
func arguments(raw map[string]any) (url.Values, error) {
	out := url.Values{}
	var add func(name string, v any, deep int) error
	add = func(name string, v any, deep int) error {
		switch x := v.(type) {
		case nil:
		case string:
			out.Add(name, x)
		case bool:
			out.Add(name, fmt.Sprint(x))
		case json.Number:
			out.Add(name, x.String())
		case []any:
			if deep > 0 {
				return &casus.InputError{Field: name, Msg: name + " holds a list in a list"}
			}
			for _, e := range x {
				if err := add(name, e, deep+1); err != nil {
					return err
				}
			}
		default:
			return &casus.InputError{Field: name, Msg: name + " is not text, a number, true or false, or a list of them"}
		}
		return nil
	}
	for name, v := range raw {
		if err := add(name, v, 0); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// batch answers many questions of one kind: {"question": "is-bound", "events":
// [{"state": "USA", "target": "EST"}, …]}. A row that fails has its problem in
// its place.
func (s *Server) batch(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Question string           `json:"question"`
		Events   []map[string]any `json:"events"`
	}
	if err := decode(r.Body, &in); err != nil {
		s.fail(w, r, err)
		return
	}
	q, err := questions.Find(in.Question)
	switch {
	case err != nil:
	case q.Slow:
		err = &casus.InputError{Field: "question", Msg: q.Name + " runs too long for a batch over HTTP", Hint: "casus batch asks it on the command line"}
	case len(in.Events) == 0 || len(in.Events) > maxBatch:
		err = &casus.InputError{Field: "events", Msg: fmt.Sprintf("the batch has %d events", len(in.Events)), Hint: fmt.Sprintf("1 to %d are asked at once", maxBatch)}
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	type row struct {
		Answer  any      `json:"answer,omitempty"`
		Problem *Problem `json:"problem,omitempty"`
	}
	rows := make([]row, len(in.Events))
	err = s.work(r.Context(), func(ctx context.Context) error {
		for i, e := range in.Events {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			args, err := arguments(e)
			if err == nil {
				rows[i].Answer, err = q.Ask(ctx, s.arc, args)
			}
			if err != nil {
				p := problemOf(err)
				rows[i] = row{Problem: &p}
			}
		}
		return nil
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	body, err := encode(map[string]any{"schema": "casus.batch/1", "question": q.Name, "rows": rows})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body) //nolint:errcheck // the client has gone where it fails
}

// problemOf turns an error into a problem document.
func problemOf(err error) Problem {
	var in *casus.InputError
	var absent *history.AbsentError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &in):
		return Problem{Type: "about:blank#input", Title: "the input is wrong", Status: http.StatusBadRequest, Detail: in.Msg, Field: in.Field, Hint: in.Hint}
	case errors.As(err, &absent):
		return Problem{Type: "about:blank#not-imported", Title: "data are not imported", Status: http.StatusConflict, Detail: absent.Error()}
	case errors.As(err, &large):
		return Problem{Type: "about:blank#too-large", Title: "the body is too large", Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("at most %d bytes are read", maxBody)}
	case errors.Is(err, errBusy):
		return Problem{Type: "about:blank#busy", Title: "busy", Status: http.StatusServiceUnavailable, Detail: "too many questions wait; ask again in a moment"}
	case errors.Is(err, context.DeadlineExceeded):
		return Problem{Type: "about:blank#too-long", Title: "it took too long", Status: http.StatusGatewayTimeout, Detail: "the question took longer than this server allows"}
	}
	return Problem{Type: "about:blank#fault", Title: "a fault of the program", Status: http.StatusInternalServerError, Detail: "the log has it under the request's id"}
}

// fail writes an error as a problem document.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	if p.Status == http.StatusInternalServerError && r.Context().Err() == nil {
		s.log.Error("a fault of the program", "id", r.Context().Value(idKey{}), "path", r.URL.Path, "fault", err.Error())
	}
	s.write(w, r, p)
}

func (s *Server) problem(w http.ResponseWriter, r *http.Request, status int, kind, detail, field string) {
	s.write(w, r, Problem{Type: "about:blank#" + kind, Title: http.StatusText(status), Status: status, Detail: detail, Field: field})
}

func (s *Server) write(w http.ResponseWriter, r *http.Request, p Problem) {
	p.ID, _ = r.Context().Value(idKey{}).(string)
	h := w.Header()
	h.Del("ETag")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Type", "application/problem+json")
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "1")
	}
	w.WriteHeader(p.Status)
	json.NewEncoder(w).Encode(p) //nolint:errcheck // the client has gone where it fails
}
