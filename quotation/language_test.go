package quotation

import (
	"errors"
	"strings"
	"testing"

	"casus"
)

// TestLanguages: a text that is not English is refused with the name of its
// language, and a paragraph that is not is left out with a note.
func TestLanguages(t *testing.T) {
	for _, c := range []struct{ text, language string }{
		{"Bundeskanzlerin Ilse Moravec sagte am Dienstag: „Wir werden jeden Zentimeter verteidigen.“", "German"},
		{"Pour Ilse Moravec, reçue par Karl Lund le 12 mars, le traité impose une “clarification. La menace est réelle : nous défendrons nos alliés.”", "French"},
		{"La ministra dijo que el tratado no se aplica en las islas y que los aliados no han pedido ayuda.", "Spanish"},
		{"Il ministro ha detto che la alleanza non è una garanzia e che gli alleati sono uniti.", "Italian"},
		{"Minister powiedział, że sojusz nie jest gwarancją i że się nie cofnie, jak to było w maju.", "Polish"},
		{"Министр сказал, что договор не распространяется на острова.", "Cyrillic"},
		{"Ο υπουργός είπε ότι η συνθήκη δεν ισχύει.", "Greek"},
		{"外交部长说条约不适用于这些岛屿。我们不会参加。", "Chinese"},
		{"President Ilse Moravec said that the pact holds.", ""},
		{"Moravec: no. Lund: yes.", ""},
		{"El Niño hit La Paz, the mayor said on Tuesday, and Le Monde reported it.", ""},
	} {
		_, err := Read([]byte(c.text), Options{})
		var in *casus.InputError
		if c.language == "" && err != nil || c.language != "" && (!errors.As(err, &in) || !strings.Contains(in.Msg, c.language)) {
			t.Errorf("%s: %v, want %q", c.text, err, c.language)
		}
	}
	english := strings.Repeat("Ann Lee said that the army would stay in the valley for as long as it was needed by the people. ", 3)
	german := "Die Bundeskanzlerin sagte am Dienstag, dass die Armee nicht in das Tal kommen wird: „Wir werden nicht kommen.“"
	a := read(t, english+"\n\n"+german+"\n\n"+english, Options{})
	if len(a.Head.Notes) != 1 || !strings.Contains(a.Head.Notes[0], "words in German were not read") {
		t.Errorf("%q", a.Head.Notes)
	}
	for _, s := range a.Statements {
		if s.Speaker != "Ann Lee" {
			t.Errorf("%+v", s)
		}
	}
}
