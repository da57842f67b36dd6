package quotation

import (
	"fmt"
	"html"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"casus"
)

// said is a statement in short: who, how, what.
func said(s Statement) string {
	return fmt.Sprintf("%s|%s|%s", s.Speaker, s.Kind, s.Content)
}

func read(t *testing.T, text string, o Options) Article {
	t.Helper()
	if o.Format == Auto {
		o.Format = Text
	}
	a, err := Read([]byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, a, utf8.RuneCountInString(text))
	return a
}

// TestStatements teaches the ways in which papers report speech. Each case is
// one way; the wanted statements stand as speaker|kind|content.
func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"cue after the quotation",
			`“We will stay,” Ann Lee said.`,
			[]string{`Ann Lee|direct|“We will stay,”`}},
		{"cue before it, with an addressee, a place and a day",
			`Ann Lee told reporters in Riga on Tuesday: “We will stay.”`,
			[]string{`Ann Lee|direct|“We will stay.”`}},
		{"inverted cue with an apposition",
			`“We will stay,” said Ann Lee, the minister, who arrived late.`,
			[]string{`Ann Lee|direct|“We will stay,”`}},
		{"interrupted within a sentence: one statement in two pieces",
			`“We will stay,” Ann Lee said, “until the last of them has left.”`,
			[]string{`Ann Lee|direct|“We will stay,” … “until the last of them has left.”`}},
		{"interrupted between sentences: one statement of two pieces",
			`“We will stay,” Ann Lee said. “We have no choice in this.”`,
			[]string{`Ann Lee|direct|“We will stay,” … “We have no choice in this.”`}},
		{"indirect, with and without conjunction",
			`Ann Lee said that the army would stay. Bob Ray said it would leave.`,
			[]string{`Ann Lee|indirect|that the army would stay`, `Bob Ray|indirect|it would leave`}},
		{"mixed",
			`Ann Lee said the plan was “a gift to the enemy” and would fail.`,
			[]string{`Ann Lee|mixed|the plan was “a gift to the enemy” and would fail`}},
		{"the content stands before its cue",
			`The army will stay, Ann Lee said on Monday.`,
			[]string{`Ann Lee|indirect|The army will stay`}},
		{"the cue stands within it",
			`The army, Ann Lee said, will stay.`,
			[]string{`Ann Lee|indirect|The army … will stay`}},
		{"according to",
			`According to Ann Lee, the army will stay. It lost ten men, according to the ministry.`,
			[]string{`Ann Lee|indirect|the army will stay`, `ministry|indirect|It lost ten men`}},
		{"for him",
			`Bob Ray was asked about the plan. For him, the plan is “a gift to the enemy”.`,
			[]string{`Bob Ray|mixed|the plan is “a gift to the enemy”`}},
		{"a second verb and a participle share the subject",
			`Ann Lee called the plan “a gift to the enemy” and said it would fail, adding that nobody wanted it.`,
			[]string{`Ann Lee|mixed|the plan “a gift to the enemy”`, `Ann Lee|indirect|it would fail`, `Ann Lee|indirect|that nobody wanted it`}},
		{"the writer takes over after the comma",
			`Ann Lee said the army would stay, but declined to say how long.`,
			[]string{`Ann Lee|indirect|the army would stay`}},
		{"threats, promises, demands",
			`Ann Lee threatened to leave the alliance. Bob Ray vowed to stay. Eve Moss urged Germany to send the missiles.`,
			[]string{`Ann Lee|indirect|to leave the alliance`, `Bob Ray|indirect|to stay`, `Eve Moss|indirect|Germany to send the missiles`}},
		{"a colon with no verb of saying",
			`Bob Ray went further: “The treaty is dead and gone.”`,
			[]string{`Bob Ray|direct|“The treaty is dead and gone.”`}},
		{"a headline with single marks",
			"Minister says treaty 'dead and gone'\n\nNobody answered.",
			[]string{`Minister|mixed|treaty 'dead and gone'`}},
		{"straight and curly marks mixed",
			"“We will stay,\" Ann Lee said. \"We are here,” Bob Ray said.",
			[]string{"Ann Lee|direct|“We will stay,\"", "Bob Ray|direct|\"We are here,”"}},
		{"guillemets",
			`« We will stay here », Ann Lee said.`,
			[]string{`Ann Lee|direct|« We will stay here »`}},
		{"a quotation within a quotation",
			`“He told me ‘never again’ and left the room,” Ann Lee said.`,
			[]string{`Ann Lee|direct|“He told me ‘never again’ and left the room,”`}},
		{"a quotation that runs over paragraphs",
			"“We will stay,” Ann Lee said. “We have said so.\n\n“We have said so many times.”",
			[]string{`Ann Lee|direct|“We will stay,” … “We have said so. … “We have said so many times.”`}},
		{"a name and a colon",
			`Ann Lee: “We will stay.”`,
			[]string{`Ann Lee|direct|“We will stay.”`}},
		{"a gesture for a cue",
			`“We will stay,” Ann Lee smiled.`,
			[]string{`Ann Lee|direct|“We will stay,”`}},
		{"nobody is named",
			`It was announced on the radio. It was announced that the army would stay.`,
			[]string{`|indirect|that the army would stay`}},
		{"who puts out a paper",
			`Ann Lee issued a statement saying that the army would stay.`,
			[]string{`Ann Lee|indirect|that the army would stay`}},
		{"speech as a purpose",
			`Ann Lee took to the radio to say that the army would stay.`,
			[]string{`Ann Lee|indirect|that the army would stay`}},
		{"as somebody noted",
			`As Ann Lee noted, the army had stayed.`,
			[]string{`Ann Lee|indirect|the army had stayed`}},
		{"words in marks that nobody says",
			`The army's so-called “silent war” went on. The ship is named “Resolve”.`,
			nil},
		{"a noun that looks like a verb",
			`The report states of the United States show nothing. His claims were many.`,
			nil},
		{"what was not said by the one it was said to",
			`Ann Lee was told that the army would stay.`,
			nil},
		{"a source that wants no name",
			`“It is over,” said one senior official, who asked not to be named.`,
			[]string{`one senior official|direct|“It is over,”`}},
		{"the same sentence twice is one statement",
			"Ann Lee said that the army would stay.\n\nAnn Lee said that the army would stay.",
			[]string{`Ann Lee|indirect|that the army would stay`}},
	} {
		var got []string
		for _, s := range read(t, c.text, Options{}).Statements {
			got = append(got, said(s))
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\n  text %s\n  got  %s\n  want %s", c.name, c.text, strings.Join(got, "\n       "), strings.Join(c.want, "\n       "))
		}
	}
}

// TestSpeakers teaches how words for people are traced to people. The last
// statement of each text is looked at.
func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		name, text, on, speaker, role string
	}{
		{"a pronoun means the last subject",
			"President Ann Lee met Bob Ray. She said the talks had failed.", "", "Ann Lee", "President"},
		{"of the right sex",
			"Hillary Clinton met Donald Trump. He said the talks had failed.", "", "Donald Trump", ""},
		{"a last name means the full name",
			"Foreign Minister Tomas Berg arrived. “It is over,” Berg said.", "", "Tomas Berg", "Foreign Minister"},
		{"a role that the text has given",
			"Karl Lund, a spokesman for the ministry, came late. Ann Lee left. The spokesman said it was over.", "", "Karl Lund", "spokesman for the ministry"},
		{"the latter",
			"Ann Lee met Bob Ray. The latter said it was over.", "", "Bob Ray", ""},
		{"an office on the date of the article",
			"The US President said it was over.", "2022-02-24", "Joe Biden", "President of the United States"},
		{"the same office three years later",
			"The US President said it was over.", "2025-06-25", "Donald Trump", "President of the United States"},
		{"a former holder whom the text names",
			"Donald Trump held a rally. Joe Biden did not. The former President of the United States said it was over.", "2024-02-12", "Donald Trump", "former President of the United States"},
		{"a role on the date, where the text gives none",
			"Kaja Kallas said it was over.", "2023-05-01", "Kaja Kallas", "Prime Minister of Estonia"},
		{"the same person two years later",
			"Kaja Kallas said it was over.", "2025-05-01", "Kaja Kallas", "High Representative of the European Union"},
		{"a party",
			"Donald Trump spoke after Joe Biden. The Democrat said it was over.", "2024-02-12", "Joe Biden", "President of the United States"},
		{"a house that speaks",
			"The White House said it was over.", "2024-02-12", "White House", "office of the President of the United States"},
		{"the ministry that was named before",
			"The Ministry of Defence was asked. The ministry said it was over.", "", "Ministry of Defence", ""},
		{"a spokesman's words are not the President's",
			"President Ann Lee was silent. Her spokesman said it was over.", "", "Her spokesman", ""},
		{"aides to somebody are not that somebody",
			"Hillary Clinton was silent. Aides to Mrs. Clinton said it was over.", "", "Aides to Mrs. Clinton", ""},
		{"nobody can tell",
			"It rained. He said it was over.", "", "", ""},
	} {
		on, _ := casus.ParseDate(c.on)
		a := read(t, c.text, Options{On: on})
		if len(a.Statements) == 0 {
			t.Errorf("%s: no statement in %q", c.name, c.text)
			continue
		}
		s := a.Statements[len(a.Statements)-1]
		if s.Speaker != c.speaker || s.Role != c.role {
			t.Errorf("%s: got %q, %q; want %q, %q", c.name, s.Speaker, s.Role, c.speaker, c.role)
		}
	}
}

// TestChain teaches who owns words that were passed on: told in the teller's
// words they stay the teller's; told as a quotation they are the one's who is
// said to have used them, and the chain names both.
func TestChain(t *testing.T) {
	a := read(t, "Ann Lee said that Bob Ray had told her that the army would stay.", Options{})
	if len(a.Statements) != 1 || a.Statements[0].Speaker != "Ann Lee" || strings.Join(a.Statements[0].Chain, ">") != "Ann Lee>Bob Ray" {
		t.Errorf("indirect: %+v", a.Statements)
	}
	a = read(t, `“A general stood up and said: sir, will you protect us if they come?” Ann Lee told the crowd.`, Options{})
	if len(a.Statements) != 1 || a.Statements[0].Speaker != "general" || strings.Join(a.Statements[0].Chain, ">") != "Ann Lee>general" || a.Statements[0].Content != "sir, will you protect us if they come?" {
		t.Errorf("direct: %+v", a.Statements)
	}
}

// TestFormats reads one article as text, as Markdown and as a page: the
// statements are the same, and every span leads to the words in the file given.
func TestFormats(t *testing.T) {
	var first []Statement
	for _, name := range []string{"river.txt", "river.md", "river.html"} {
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := Read(raw, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Head.Title != "Talks on the Tarn river pact falter as Moravec 'rethinks' promise" || a.Head.On != "2025-03-12" {
			t.Errorf("%s: title %q of %q", name, a.Head.Title, a.Head.On)
		}
		runes := []rune(string(raw))
		for i, s := range a.Statements {
			given := string(runes[s.SourceSpan[0]:s.SourceSpan[1]])
			if plain(given) != plain(s.Source) {
				t.Errorf("%s: the span of %q holds %q", name, s.Source, given)
			}
			if first != nil && (i >= len(first) || said(s) != said(first[i]) || s.Date != first[i].Date || s.Stance != first[i].Stance) {
				t.Errorf("%s: statement %d differs: %s", name, i, said(s))
			}
		}
		if first == nil {
			first = a.Statements
		}
		if len(a.Statements) != len(first) {
			t.Errorf("%s: %d statements, as text %d", name, len(a.Statements), len(first))
		}
	}
}

// plain drops the markup of the three formats.
func plain(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '<':
			in = true
		case r == '>':
			in = false
		case !in && r != '*':
			b.WriteRune(r)
		}
	}
	return html.UnescapeString(b.String())
}

// TestSpansAreCharacters counts what people count: a letter with two bytes, or
// four, is one.
func TestSpansAreCharacters(t *testing.T) {
	text := "😀 Žofie Černá řekla: nic.\n\nToomas Hendrik Ilves said: “Ärge muretsege sõbrad.”"
	s := read(t, text, Options{}).Statements
	if len(s) != 1 {
		t.Fatalf("%+v", s)
	}
	runes := []rune(text)
	if got := string(runes[s[0].ContentSpans[0][0]:s[0].ContentSpans[0][1]]); got != "“Ärge muretsege sõbrad.”" {
		t.Errorf("the span holds %q", got)
	}
}
