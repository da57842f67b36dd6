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

// TestPages reads pages as outlets make them: no part of the article is lost,
// and what a layout sets off is a quotation.
func TestPages(t *testing.T) {
	filler := "<p>The council met in the capital for the whole of the day to talk about the winter, and most of its points were on the eastern border.</p>"
	for _, c := range []struct{ name, body string }{
		{"half of the article below a button", "<div class=story><h1>Help</h1>" + filler + filler + `<div id="read-more">` + filler + "<p>“We will come,” Ann Lee said.</p></div></div>" +
			"<div class=footer><ul>" + strings.Repeat("<li><a href=/s>A section of the paper with its many pages</a></li>", 40) + "</ul></div>"},
		{"a linked name", "<article>" + filler + filler + `<div><p>“We will come,” <a href=/lee>President Ann Lee said on Wednesday in the capital</a>.</p></div>` + filler + "</article>"},
		{"a blockquote", "<article>" + filler + filler + "<p>Ann Lee said:</p><blockquote><p>We will come, on the first day and not on the tenth.</p></blockquote>" + filler + "</article>"},
		{"an embedded post", "<article>" + filler + filler + `<p>Ann Lee wrote:</p><blockquote class="twitter-tweet"><p>We will come, on the first day and not on the tenth.</p>— Ann Lee (@lee) March 12, 2025</blockquote>` + filler + "</article>"},
	} {
		a := read(t, "<!DOCTYPE html><html><head><title>Help</title></head><body>"+c.body+"</body></html>", Options{Format: HTML})
		if len(a.Statements) != 1 || a.Statements[0].Speaker != "Ann Lee" || !strings.Contains(a.Statements[0].Content, "We will come") {
			t.Errorf("%s: %q", c.name, voicesOf(a))
		}
	}
	md := "# Help\n\nAnn Lee said:\n\n> We will come, on the first day\n> and not on the tenth.\n\nThe **council** met.\n"
	if a := read(t, md, Options{Format: Markdown}); len(a.Statements) != 1 || a.Statements[0].Speaker != "Ann Lee" {
		t.Errorf("Markdown: %q", voicesOf(a))
	}
}

// TestPageDay finds the day of a page in the forms that outlets use.
func TestPageDay(t *testing.T) {
	for _, head := range []string{
		`<meta name="DC.date.issued" content="2016-02-01T01:28:49">`, `<meta itemprop="datePublished" content="2016-02-01T13:11:07Z">`,
		`<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2016-02-01"}]</script>`, `<meta name="date" content="2016-02-01 01:28:49">`,
		`<meta name="pubdate" content="20160201">`, `<meta property="article:published_time" content="2016-02-01T00:00:00+01:00">`,
		`</head><body><p class=byline>By A Writer | Published: 1 Feb 2016, 10:15 GMT</p>`, `</head><body><p><time datetime="2016-02-01T10:00">yesterday</time></p>`,
	} {
		page := "<!DOCTYPE html><html><head><title>Help</title>" + head + "<article><p>Ann Lee said on Sunday that the army would come on the first day, and that it would stay for as long as it was needed.</p></article></body></html>"
		if a := read(t, page, Options{Format: HTML}); a.Head.On != "2016-02-01" {
			t.Errorf("%s: on %q", head, a.Head.On)
		}
	}
}
