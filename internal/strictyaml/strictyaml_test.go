package strictyaml

import (
	"strings"
	"testing"
)

const recipe = `name: Soup
salt: 0.5
steps:
  - {name: boil, minutes: 10}
  - name: rest
    minutes: 5e0
`

func read(src string) (salt, minutes float64, faults string) {
	f, root := Parse("soup.yaml", "a recipe", []byte(src))
	if root != nil {
		root.Text("name")
		if root.Has("salt") {
			salt = root.Positive("salt", 10)
		}
		for _, s := range root.List("steps", "a step") {
			s.Text("name")
			minutes += s.Number("minutes", 0, 60)
			s.Done()
		}
		root.Done()
	}
	var b strings.Builder
	for _, e := range f.Faults() {
		b.WriteString(e.Error() + "\n")
	}
	return salt, minutes, b.String()
}

func TestRead(t *testing.T) {
	if salt, minutes, faults := read(recipe); salt != 0.5 || minutes != 15 || faults != "" {
		t.Error(salt, minutes, faults)
	}
	if salt, _, faults := read(strings.Replace(recipe, "salt: 0.5\n", "", 1)); salt != 0 || faults != "" {
		t.Error("a field that may be left out:", salt, faults)
	}
}

// Faults stand in the order of the lines, each with its place and a caret.
func TestFaults(t *testing.T) {
	_, _, faults := read("nam: Soup\nsalt: 0\nsteps:\n  - {name: boil, minutes: 99}\n")
	want := []string{"soup.yaml:1:1: a recipe has no field \"nam\"", "did you mean name?", "soup.yaml:2:7: salt must be above 0", "soup.yaml:4:27: minutes must lie from 0 to 60, not 99", "^"}
	at := 0
	for _, w := range want {
		i := strings.Index(faults[at:], w)
		if i < 0 {
			t.Fatalf("%q is missing or out of order in\n%s", w, faults)
		}
		at += i
	}
}

// What no such file needs is refused before it costs anything.
func TestHostile(t *testing.T) {
	for name, src := range map[string]string{
		"a bomb of aliases": "a: &a [x, x]\nb: &b [*a, *a]\nname: *b\n",
		"a merge":           "name: x\n<<: {salt: 1}\nsteps: []\n",
		"a tower":           "steps: " + strings.Repeat("{a: ", 5000),
		"a long stair":      "steps:\n" + strings.Repeat("- ", 20000),
		"a hundred faults":  strings.Repeat("x: 1\n", 5000),
		"a list as a key":   "[a, b]: 1\n",
	} {
		if _, _, faults := read(src); faults == "" || strings.Count(faults, "soup.yaml") > maxFaults {
			t.Errorf("%s: %d faults", name, strings.Count(faults, "soup.yaml"))
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(recipe)
	f.Add("a: &a [*a]")
	f.Add("? a\n: b")
	f.Fuzz(func(t *testing.T, src string) { read(src) })
}

// What only looks like nesting is text; what nests is found however it is written.
func TestNestingIsNoText(t *testing.T) {
	many := strings.Repeat("[", 20)
	for _, sound := range []string{
		`title: "brackets ` + many + `"`, `title: 'it''s ` + many + `'`, "title: brackets " + many + " in a word", "title: x # " + many,
		"title: \"two\n  lines " + many + "\"", "title: |\n  " + many + "\n  " + many + "\nother: y",
	} {
		if line := tooDeep(strings.Split(sound, "\n")); line != 0 {
			t.Errorf("line %d of %q", line, sound)
		}
	}
	for _, deep := range []string{"title: " + many, "- " + many, many, "a: {b: " + many, "a: [x, " + many, strings.Repeat("[\n", 20), `a: ["x", ` + many} {
		if tooDeep(strings.Split(deep, "\n")) == 0 {
			t.Errorf("%q", deep)
		}
	}
}
