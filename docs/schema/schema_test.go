package schema_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"casus/docs/schema"
	"casus/inquiry"
	"casus/scenario"
)

// validator knows as much of JSON Schema as the published schema uses, and
// refuses a word that it does not know.
type validator struct{ defs map[string]any }

func (v *validator) check(at string, s map[string]any, x any) error {
	for word, arg := range s {
		if err := v.word(at, s, word, arg, x); err != nil {
			return err
		}
	}
	return nil
}

func (v *validator) word(at string, s map[string]any, word string, arg, x any) error {
	fails := func(format string, a ...any) error { return fmt.Errorf("%s: "+format, append([]any{at}, a...)...) }
	m, _ := x.(map[string]any)
	list, isList := x.([]any)
	text, isText := x.(string)
	number, isNumber := x.(float64)
	switch word {
	case "$schema", "$id", "title", "description", "$defs":
	case "$ref":
		return v.check(at, v.defs[strings.TrimPrefix(arg.(string), "#/$defs/")].(map[string]any), x)
	case "type":
		is := map[string]bool{"object": m != nil, "array": isList, "string": isText, "number": isNumber,
			"integer": isNumber && number == math.Trunc(number), "boolean": x == true || x == false}
		if !is[arg.(string)] {
			return fails("no %s", arg)
		}
	case "required":
		for _, name := range arg.([]any) {
			if _, ok := m[name.(string)]; !ok {
				return fails("lacks %s", name)
			}
		}
	case "properties":
		for name, sub := range arg.(map[string]any) {
			if y, ok := m[name]; ok {
				if err := v.check(at+"."+name, sub.(map[string]any), y); err != nil {
					return err
				}
			}
		}
	case "additionalProperties":
		for name := range m {
			if _, ok := s["properties"].(map[string]any)[name]; !ok {
				return fails("no field %s", name)
			}
		}
	case "items":
		for i, y := range list {
			if err := v.check(fmt.Sprintf("%s[%d]", at, i), arg.(map[string]any), y); err != nil {
				return err
			}
		}
	case "oneOf", "anyOf":
		n := 0
		for _, sub := range arg.([]any) {
			if v.check(at, sub.(map[string]any), x) == nil {
				n++
			}
		}
		if n == 0 || word == "oneOf" && n > 1 {
			return fails("%d of %s hold", n, word)
		}
	case "enum":
		for _, y := range arg.([]any) {
			if x == y {
				return nil
			}
		}
		return fails("%v is none of %v", x, arg)
	case "minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum":
		return bounds(fails, word, arg.(float64), list, isList, text, isText, number, isNumber)
	case "pattern":
		if isText && !regexp.MustCompile(arg.(string)).MatchString(text) {
			return fails("%q does not match", text)
		}
	default:
		return fails("the schema has the word %s, which the test does not know", word)
	}
	return nil
}

func bounds(fails func(string, ...any) error, word string, arg float64, list []any, isList bool, text string, isText bool, number float64, isNumber bool) error {
	n := float64(utf8.RuneCountInString(text))
	bad := map[string]bool{
		"minItems": isList && float64(len(list)) < arg, "maxItems": isList && float64(len(list)) > arg,
		"minLength": isText && n < arg, "maxLength": isText && n > arg,
		"minimum": isNumber && number < arg, "maximum": isNumber && number > arg, "exclusiveMinimum": isNumber && number <= arg,
	}
	if bad[word] {
		return fails("%s %g", word, arg)
	}
	return nil
}

func load(t *testing.T) (*validator, map[string]any) {
	t.Helper()
	var s map[string]any
	if err := json.Unmarshal([]byte(schema.Scenario), &s); err != nil {
		t.Fatal(err)
	}
	return &validator{s["$defs"].(map[string]any)}, s
}

// valid holds a file against the schema, dates being texts.
func valid(t *testing.T, src string) error {
	t.Helper()
	v, s := load(t)
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(src), &n); err != nil {
		return err
	}
	return v.check("file", s, plain(n.Content[0]))
}

func plain(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1])
		}
		return m
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, plain(c))
		}
		return list
	}
	var x float64
	switch {
	case n.Tag == "!!bool":
		return n.Value == "true"
	case (n.Tag == "!!int" || n.Tag == "!!float") && n.Decode(&x) == nil:
		return x
	}
	return n.Value
}

// The schema takes every example, and what Casus itself takes.
func TestExamplesAreValid(t *testing.T) {
	files, err := filepath.Glob("../examples/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(raw), "\ntitle:") {
			continue // no scenario
		}
		n++
		if err := valid(t, string(raw)); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
	if n < 6 {
		t.Errorf("%d examples", n)
	}
	if err := valid(t, scenario.Example); err != nil {
		t.Errorf("the example of --help: %v", err)
	}
}

// The schema refuses what Casus refuses, but for what no schema can know: names,
// ranges within themselves, sums.
func TestSchemaRefusesWhatCasusRefuses(t *testing.T) {
	d, err := inquiry.Open()
	if err != nil {
		t.Fatal(err)
	}
	const event = "title: x\nevents: [{attackers: RUS, target: EST, on: 2024-02-10}]\n"
	for _, src := range []string{
		"title: x\n", "events: [{attackers: RUS, target: EST}]\n", event + "shcks: []\n", event + "shocks: []\n", event + "shocks: [{name: x}]\n",
		event + "shocks: [{shock: 'stay-home:USA', shocks: ['commit:USA']}]\n", event + "shocks: [{shock: 'stay-home:USA', weight: 2}]\n",
		event + "combine: some\n", event + "vary: all\n", event + "sequence: [{event: x}]\n", event + "assumptions: {halflife: 1}\n",
		event + "assumptions: {words: {low: 1}}\n", event + "worth: maybe\n", event + "sobol: {base: 3}\n", event + "sobol: {bas: 8}\n",
		event + "tipping: {}\n", event + "statement_table: []\n", event + "costs: 1\n", event + "draws: 19\n", event + "draws: 2.5\n", event + "seed: -1\n",
		"title: x\nsweep: {attackers: all}\n", "title: x\nevents: [{attackers: [], target: EST}]\n", "title: ''\nevents: [{attackers: RUS, target: EST}]\n",
		"title: x\nevents: [{attackers: RUS, target: EST, on: tomorrow}]\n",
	} {
		if _, faults := scenario.Load(d, "f.yaml", []byte(src)); len(faults) == 0 {
			t.Errorf("Casus takes %q", src)
		}
		if valid(t, src) == nil {
			t.Errorf("the schema takes %q", src)
		}
	}
	for _, src := range []string{event, event + "assumptions: {words: 1}\n", "title: x\nsweep: {attackers: [RUS], targets: nato}\n"} {
		if _, faults := scenario.Load(d, "f.yaml", []byte(src)); len(faults) > 0 {
			t.Errorf("Casus refuses %q: %v", src, faults[0])
		}
		if err := valid(t, src); err != nil {
			t.Errorf("the schema refuses %q: %v", src, err)
		}
	}
}
