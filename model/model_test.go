package model_test

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"casus/history/historytest"
	"casus/model"
)

func TestMain(m *testing.M) { historytest.Main(m) }

// TestEmbedded: the embedded parameters are whole, are written as they were
// read, and come from the data that can be imported. That the fit gives exactly
// this file is checked by .ci/run, for it takes minutes.
func TestEmbedded(t *testing.T) {
	m, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	again, err := m.Bytes()
	if err != nil || !bytes.Equal(again, src) {
		t.Errorf("the embedded model is not written as it was read (%v)", err)
	}
	if len(src) > 200_000 {
		t.Errorf("the model has %d bytes", len(src))
	}
	if len(m.Skill) == 0 {
		t.Error("the model carries no skill on history: 'casus data fit --scores FILE'")
	}
	used, err := model.Used(historytest.Open(t))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(used, m.Data) {
		t.Errorf("the embedded model was fitted on other data: %v, imported %v", m.Data, used)
	}
}

// TestParse: what is no whole model is refused with a reason.
func TestParse(t *testing.T) {
	src, err := os.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ from, to, want string }{
		"another schema":     {`"casus.model/1"`, `"casus.model/9"`, "casus.model/9"},
		"unknown field":      {`"seed"`, `"sead"`, "sead"},
		"no covariance":      {`"cov"`, `"kov"`, "kov"},
		"no such column":     {`"capability"`, `"capabillity"`, "capabillity"},
		"not JSON":           {`{`, ``, "no model file"},
		"a class is missing": {`"disputes with use of force",`, `"disputes",`, "disputes with use of force"},
	} {
		_, err := model.Parse("m.json", []byte(strings.Replace(string(src), c.from, c.to, 1)))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "m.json") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
	if _, err := model.Parse("m.json", make([]byte, model.MaxFile+1)); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("a file of %d bytes: %v", model.MaxFile+1, err)
	}
}

// TestParseLink: a misspelt link is offered the right one.
func TestParseLink(t *testing.T) {
	if _, err := model.ParseLink("respons"); err == nil || !strings.Contains(err.Error(), "response") {
		t.Errorf("%v", err)
	}
}

// FuzzParse: no file makes a fault of the program, and what is taken can be drawn from.
func FuzzParse(f *testing.F) {
	src, err := os.ReadFile("model.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(src)
	f.Add([]byte(`{"schema":"casus.model/1","response":{},"deterrence":{},"outcome":{}}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		m, err := model.Parse("m.json", src)
		if err != nil {
			return
		}
		for _, p := range m.Response.Classes() {
			if _, err := p.Draws(2, 1); err != nil {
				t.Skip()
			}
		}
	})
}

// TestTakeSkill: scores are taken only from the same data, and only whole.
func TestTakeSkill(t *testing.T) {
	src, err := os.ReadFile("model.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := model.Parse("model.json", src)
	if err != nil {
		t.Fatal(err)
	}
	want := m.Skill
	if err := m.TakeSkill("model.json", src); err != nil || !reflect.DeepEqual(m.Skill, want) {
		t.Errorf("a model does not take its own skill: %v", err)
	}
	for name, c := range map[string]struct{ src, want string }{
		"other data":  {`{"schema":"casus.backtest/1","scores":[],"provenance":{"facts":[]}}`, "another version"},
		"not JSON":    {"scores", "no scores"},
		"other model": {strings.ReplaceAll(string(src), m.Data[0].SHA256, "0"), "another version"},
	} {
		if err := m.TakeSkill("s.json", []byte(c.src)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
