package quotation

import (
	"strings"
	"testing"
)

// TestFurniture leaves out what stands around an article, and takes the heading
// for its title.
func TestFurniture(t *testing.T) {
	page := `<!DOCTYPE html><html><head><title>Envoy leaves Valda | The Daily Test</title></head><body>
<nav><a href="/s">“We won,” says coach</a></nav><main><article><h1>Envoy leaves Valda</h1>
<p>The envoy, Ann Lee, said on Sunday that her country &ldquo;would not come&rdquo; if its neighbours did not pay for the bridge.</p>
<div class="ad">Advertisement: “Buy now,” said Bob Ray.</div>
<p>&quot;We signed a treaty,&quot; she said. &quot;It isn&#39;t a <em>blank</em> cheque, and everybody in this town knows it.&quot;</p>
<ul class="related wide"><li>“I quit,” says Bob Ray</li></ul></article></main>
<section class="comments"><p>“This is wrong,” said Bob Ray.</p></section></body></html>`
	a := read(t, page, Options{Format: HTML})
	if a.Head.Title != "Envoy leaves Valda" {
		t.Errorf("title %q", a.Head.Title)
	}
	if len(a.Statements) != 2 {
		t.Fatalf("found %q", voicesOf(a))
	}
	given := []rune(page)
	for _, s := range a.Statements {
		if s.Speaker != "Ann Lee" {
			t.Errorf("%s: %s", s.Speaker, s.Content)
		}
	}
	if got := string(given[a.Statements[1].ContentSpans[1][0]:a.Statements[1].ContentSpans[1][1]]); !strings.Contains(got, "isn&#39;t a <em>blank</em>") {
		t.Errorf("the span holds %q", got)
	}
	// A name of furniture on the article itself is no furniture.
	if a = read(t, strings.Replace(page, "<article>", `<article><div class="share">`, 1), Options{Format: HTML}); len(a.Statements) != 2 {
		t.Errorf("found %q", voicesOf(a))
	}
}
