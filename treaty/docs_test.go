package treaty

import (
	"os"
	"strings"
	"testing"
)

// The page on the language names every word of it, in the words of the code.
func TestTheLanguageIsDocumented(t *testing.T) {
	raw, err := os.ReadFile("../docs/treaty-language.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	w := NewWorld(func(string) bool { return true }, nil, []string{"pacific"})
	for _, v := range Vocabulary() {
		if !strings.Contains(page, "| `"+v.Name+"` | "+v.Says+" |") {
			t.Errorf("docs/treaty-language.md lacks the line of %s: %s", v.Name, v.Says)
		}
		// A name that the language does not have would be an unknown name.
		_, faults := w.environment([]string{"neutral"}).Compile(v.Name)
		if len(faults) > 0 && strings.HasPrefix(faults[0].Msg, "unknown name") {
			if _, faults = w.environment([]string{"neutral"}).Compile(v.Name + "()"); len(faults) > 0 && strings.HasPrefix(faults[0].Msg, "no function") {
				t.Errorf("the language has no %s", v.Name)
			}
		}
	}
}
