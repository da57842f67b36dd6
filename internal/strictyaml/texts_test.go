package strictyaml

import "testing"

func TestTexts(t *testing.T) {
	f, root := Parse("list.yaml", "a list", []byte("one: a\nmany: [a, b]\nyes: true\nno: maybe\nbad: [{x: 1}, '']\nnone: []\n"))
	if got := root.Texts("one"); len(got) != 1 || got[0].Value != "a" {
		t.Error(got)
	}
	if got := root.Texts("many"); len(got) != 2 || got[1].Value != "b" || !root.Lists("many") || root.Holds("many") {
		t.Error(got)
	}
	if !root.Bool("yes") || root.Bool("no") {
		t.Error("true and false")
	}
	root.Texts("bad")
	root.Texts("none")
	root.Done()
	var lines []int
	for _, e := range f.Faults() {
		lines = append(lines, e.Line)
	}
	if len(lines) != 4 || lines[0] != 4 || lines[1] != 5 || lines[2] != 5 || lines[3] != 6 {
		t.Errorf("faults on lines %v: %v", lines, f.Faults())
	}
}
