package serve_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"casus"
	"casus/inquiry"
	"casus/questions"
	"casus/serve"
)

var archive = sync.OnceValues(func() (*inquiry.Archive, error) { return inquiry.Open() })

// server gives a running server.
func server(t testing.TB) *httptest.Server {
	t.Helper()
	arc, err := archive()
	if err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(arc, serve.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := httptest.NewServer(s.Handler())
	t.Cleanup(h.Close)
	return h
}

func get(t testing.TB, address string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(b)
}

const estonia = "attacker=RUS&target=EST&on=2024-02-10"

func TestPages(t *testing.T) {
	h := server(t)
	for path, want := range map[string]string{
		"/":                                 "Who would help?",
		"/brief?" + estonia:                 "30 states are bound to help Estonia",
		"/brief?" + estonia + "&view=world": "the same as a table",
		"/brief?attacker=ARG&target=GBR&on=1982-04-02&at=Falklands": "United Kingdom",
		"/treaties":                            "North Atlantic Treaty",
		"/treaties/north-atlantic-treaty":      "such action as it deems necessary",
		"/burden?year=2024":                    "Lithuania",
		"/burden?state=ESP&since=2014":         "over the years",
		"/statements":                          "A sample, not a census",
		"/data":                                "nato_expenditure",
		"/data/guidelines":                     "Wales Summit",
		"/check?claim=Germany+owes+NATO+money": "obody owes a debt",
		"/is-bound?state=USA&target=TWN":       "Taiwan Relations Act",
		"/read":                                "Paste a news text",
		"/embed?" + estonia:                    "&lt;figure&gt;",
	} {
		res, body := get(t, h.URL+path)
		if res.StatusCode != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%s: %d, without %q", path, res.StatusCode, want)
		}
		for _, header := range []string{"Content-Security-Policy", "X-Content-Type-Options", "X-Request-Id"} {
			if res.Header.Get(header) == "" {
				t.Errorf("%s: no %s", path, header)
			}
		}
		if strings.Contains(body, "<script>") || strings.Contains(body, " style=") || strings.Contains(body, "onclick") {
			t.Errorf("%s: inline script or style, which the policy forbids", path)
		}
	}
}

// The one box understands a state, a treaty, a question and a claim.
func TestAsk(t *testing.T) {
	h := server(t)
	for q, want := range map[string]string{"Estonia": "Estonia", "ANZUS": "ANZUS", "Is the US bound to defend Japan?": "True", "Spain pays 1 %": "False", "nonsense about nothing": "no form"} {
		if _, body := get(t, h.URL+"/ask?q="+url.QueryEscape(q)); !strings.Contains(body, want) {
			t.Errorf("%q: without %q", q, want)
		}
	}
}

// What the API answers is what the question answers; a wrong argument is named.
func TestAPI(t *testing.T) {
	h := server(t)
	res, body := get(t, h.URL+"/api/v1/obligations?"+estonia)
	var a struct {
		Schema      string
		Obligations []struct{ State, Verdict string }
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil || a.Schema != "casus.obligations/1" || len(a.Obligations) < 30 {
		t.Fatalf("%v: %.200s", err, body)
	}
	tag := res.Header.Get("ETag")
	if res, body := get(t, h.URL+"/api/v1/obligations?"+estonia, "If-None-Match", tag); res.StatusCode != http.StatusNotModified || body != "" {
		t.Errorf("the same again: %d", res.StatusCode)
	}
	for query, field := range map[string]string{"attacker=RUS&target=EST&one=2024": "one", "attacker=RUS": "target", "attacker=RUS&target=Estnia": "",
		"attacker=RUS&target=EST&kind=invasion": "", "attacker=RUS&target=EST&all=perhaps": "all"} {
		res, body := get(t, h.URL+"/api/v1/obligations?"+query)
		var p serve.Problem
		if err := json.Unmarshal([]byte(body), &p); err != nil || res.StatusCode != 400 || p.Detail == "" || field != "" && p.Field != field {
			t.Errorf("%s: %d %s", query, res.StatusCode, body)
		}
		if res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s", query, res.Header.Get("Content-Type"))
		}
	}
}

func TestBatch(t *testing.T) {
	h := server(t)
	body := `{"question": "is-bound", "events": [{"state": "USA", "target": "EST"}, {"state": "USA", "target": "Nowhere"}, {"state": "USA", "target": "TWN", "on": "2024-02-10"}]}`
	res, err := http.Post(h.URL+"/api/v1/batch", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var a struct {
		Rows []struct {
			Answer  struct{ Verdict casus.Verdict }
			Problem *serve.Problem
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&a); err != nil {
		t.Fatal(err)
	}
	if len(a.Rows) != 3 || a.Rows[0].Answer.Verdict != casus.Bound || a.Rows[1].Problem == nil || a.Rows[2].Answer.Verdict != casus.NotBound {
		t.Errorf("%+v", a.Rows)
	}
}

// Every route of the document answers, and every question of the registry that
// does not run for minutes is in it.
func TestOpenAPI(t *testing.T) {
	h := server(t)
	_, body := get(t, h.URL+"/api/v1/openapi.json")
	var d struct {
		OpenAPI string
		Paths   map[string]map[string]any
	}
	if err := json.Unmarshal([]byte(body), &d); err != nil || d.OpenAPI != "3.1.0" {
		t.Fatalf("%v, version %q", err, d.OpenAPI)
	}
	for _, q := range questions.All() {
		path := "/api/v1/" + strings.ReplaceAll(q.Name, " ", "/")
		if _, ok := d.Paths[path]; ok == q.Slow {
			t.Errorf("%s: in the document: %v, slow: %v", path, ok, q.Slow)
		}
		if q.Slow {
			continue
		}
		if res, _ := get(t, h.URL+path); res.StatusCode == http.StatusNotFound {
			t.Errorf("%s: no route", path)
		}
		if res, _ := get(t, h.URL+"/api/v1/schema/"+q.Schema); res.StatusCode != http.StatusOK {
			t.Errorf("%s: its schema %s: %d", q.Name, q.Schema, res.StatusCode)
		}
	}
}

// A page elsewhere can neither use this server under its own name nor write here.
func TestRefused(t *testing.T) {
	h := server(t)
	if res, _ := get(t, h.URL+"/", "Host", "attacker.example"); res.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another host: %d", res.StatusCode)
	}
	r, _ := http.NewRequest(http.MethodPost, h.URL+"/api/v1/batch", strings.NewReader("{}"))
	r.Header.Set("Origin", "https://attacker.example")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("another origin: %d", res.StatusCode)
	}
	res, err = http.Post(h.URL+"/api/v1/batch", "application/json", bytes.NewReader(append([]byte(`{"question": "`), bytes.Repeat([]byte("a"), 2<<20)...)))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a body of 2 MB: %d", res.StatusCode)
	}
	if res, _ := get(t, h.URL+"/check?claim="+strings.Repeat("a", 9000)); res.StatusCode != http.StatusRequestURITooLong {
		t.Errorf("a query of 9 kB: %d", res.StatusCode)
	}
	arc, _ := archive()
	for _, addr := range []string{"0.0.0.0:80", "192.0.2.1:80", ":8080", "8080", "example.org:80"} {
		var in *casus.InputError
		if _, err := serve.New(arc, serve.Options{Addr: addr}); !errors.As(err, &in) {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// What a user writes comes back as text, never as markup.
func TestEscapes(t *testing.T) {
	h := server(t)
	hostile := `"><script>alert(1)</script>`
	for _, path := range []string{"/brief?attacker=" + url.QueryEscape(hostile) + "&target=EST", "/ask?q=" + url.QueryEscape(hostile),
		"/brief?attacker=RUS&target=EST&shock=" + url.QueryEscape(hostile), "/treaties/" + url.PathEscape(hostile), "/check?claim=" + url.QueryEscape(hostile)} {
		if _, body := get(t, h.URL+path); strings.Contains(body, "<script>alert") {
			t.Errorf("%s: the markup came through", path)
		}
	}
}

func TestCompressed(t *testing.T) {
	h := server(t)
	res, body := get(t, h.URL+"/brief?"+estonia, "Accept-Encoding", "gzip")
	if res.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	if len(body) > 150_000 {
		t.Errorf("the page with its map has %d bytes compressed", len(body))
	}
	z, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if whole, err := io.ReadAll(z); err != nil || !bytes.Contains(whole, []byte("</html>")) {
		t.Errorf("%v", err)
	}
}

// A server that is told to end lets what is under way finish, and leaves.
func TestShutdown(t *testing.T) {
	arc, err := archive()
	if err != nil {
		t.Fatal(err)
	}
	s, err := serve.New(arc, serve.Options{Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	told := make(chan string, 1)
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx, func(addr string) { told <- addr }) }()
	if res, _ := get(t, "http://"+<-told+"/readyz"); res.StatusCode != http.StatusOK {
		t.Errorf("not ready: %d", res.StatusCode)
	}
	cancel()
	select {
	case err := <-done:
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the server did not end")
	}
}

// A real client finds the tools over HTTP, calls one, and sees an input error as
// the tool's own.
func TestMCP(t *testing.T) {
	h := server(t)
	ctx := context.Background()
	c := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := c.Connect(ctx, &mcp.StreamableClientTransport{Endpoint: h.URL + "/mcp"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	list, err := session.ListTools(ctx, nil)
	if err != nil || len(list.Tools) < 8 || list.Tools[0].Name == "" {
		t.Fatalf("%v: %d tools", err, len(list.Tools))
	}
	res, err := session.CallTool(ctx, &mcp.CallToolParams{Name: "is-bound", Arguments: map[string]any{"state": "USA", "target": "EST"}})
	if err != nil || res.IsError {
		t.Fatalf("%v %+v", err, res)
	}
	text := res.Content[0].(*mcp.TextContent).Text
	if !strings.HasPrefix(text, "Yes: United States is bound") || res.StructuredContent == nil {
		t.Errorf("%s", text)
	}
	res, err = session.CallTool(ctx, &mcp.CallToolParams{Name: "is-bound", Arguments: map[string]any{"state": "USA", "target": "Estnia"}})
	if err != nil || !res.IsError || !strings.Contains(res.Content[0].(*mcp.TextContent).Text, "Estonia") {
		t.Errorf("%v %+v", err, res)
	}
	if r, err := session.ReadResource(ctx, &mcp.ReadResourceParams{URI: "casus://treaties/north-atlantic-treaty"}); err != nil || len(r.Contents) == 0 {
		t.Errorf("%v", err)
	}
}

// A browser shows the page without a fault, fetches what lies under the fold, and
// without scripts still answers.
func TestBrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("NO BROWSER: the pages were not opened in one (install chromium)")
	}
	h := server(t)
	open := func(width int, address string, flags ...string) string {
		args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=8000", "--user-data-dir=" + t.TempDir(), fmt.Sprintf("--window-size=%d,900", width)}, flags...)
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		defer cancel()
		cmd := exec.CommandContext(ctx, chromium, append(args, "--dump-dom", address)...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &errs
		if err := cmd.Run(); err != nil {
			t.Fatalf("%v\n%s", err, errs.String())
		}
		for line := range strings.SplitSeq(errs.String(), "\n") {
			if strings.Contains(line, "CONSOLE") {
				t.Errorf("%s: %s", address, line)
			}
		}
		return out.String()
	}
	address := h.URL + "/brief?" + estonia
	for _, width := range []int{1280, 390} {
		if dom := open(width, address); !strings.Contains(dom, "30 states are bound") || !strings.Contains(dom, "map-region-EST") {
			t.Errorf("at %d: no answer or no map", width)
		}
	}
	if _, plain := get(t, address); !strings.Contains(plain, "30 states are bound") || !strings.Contains(plain, "all=1") {
		t.Error("without scripts there is no answer, or no way to the rest")
	}
	if _, plain := get(t, address+"&all=1"); !strings.Contains(plain, "Would it be enough") {
		t.Error("without scripts the rest cannot be read")
	}
	if dir := os.Getenv("CASUS_SHOTS"); dir != "" {
		for name, width := range map[string]int{"brief-1280.png": 1280, "brief-390.png": 390} {
			open(width, address, "--screenshot="+filepath.Join(dir, name))
		}
	}
}

func BenchmarkFirstScreen(b *testing.B) {
	h := server(b)
	states := []string{"EST", "POL", "JPN", "KOR", "PHL", "GRC", "FIN", "UKR", "ARM", "TWN"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		get(b, fmt.Sprintf("%s/brief?attacker=RUS&target=%s&on=2024-%02d-%02d", h.URL, states[i%10], 1+i/10%12, 1+i/120%28))
	}
}
