// Package model holds what history says of links 2 to 4: the parameters of
// response, outcome and deterrence in one small file, with the hashes of the
// data that they were fitted on. [Default] gives the embedded ones, so that a
// brief answers with nothing imported; [Fit] makes them anew from imported
// history, and [Backtest] scores every link out of sample.
package model

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"casus"
	"casus/joining"
	"casus/onset"
	"casus/outcome"
)

// Schema is the schema number of a model file.
const Schema = "casus.model/1"

// MaxFile is the most bytes that a model file may have.
const MaxFile = 4 << 20

// Model is the fitted parameters of the three links.
type Model struct {
	Schema     string            `json:"schema"`
	Version    string            `json:"version"` // of Casus, which made it
	Seed       uint64            `json:"seed"`
	Data       []casus.FactsUsed `json:"data"` // what it was fitted on
	Outcome    Outcome           `json:"outcome"`
	Response   *joining.Model    `json:"response"`
	Deterrence *onset.Model      `json:"deterrence"`
	// Skill is how well the links forecast history that they were not fitted on:
	// a few lines of [Backtest], without calibration. Empty where it was not run.
	Skill []Score `json:"skill,omitempty"`

	sha string
}

// Outcome is W for disputes and for wars, which are kept apart.
type Outcome struct {
	Dispute *outcome.Params `json:"dispute"`
	War     *outcome.Params `json:"war"`
}

//go:embed model.json
var embedded []byte

// Default gives the embedded model, the same one at every call.
var Default = sync.OnceValues(func() (*Model, error) { return Parse("model.json", embedded) })

// Parse reads a model file. The error is a *casus.InputError.
func Parse(file string, src []byte) (*Model, error) {
	if len(src) > MaxFile {
		return nil, &casus.InputError{File: file, Msg: fmt.Sprintf("is larger than %d MB", MaxFile>>20), Hint: "'casus data fit' makes one"}
	}
	var m Model
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&m); err != nil {
		return nil, &casus.InputError{File: file, Msg: "is no model file: " + err.Error(), Hint: "'casus data fit' makes one"}
	}
	if m.Schema != Schema {
		return nil, &casus.InputError{File: file, Msg: fmt.Sprintf("has the schema %s, expected %s", casus.Quoted(m.Schema), Schema), Hint: "'casus data fit' makes one"}
	}
	if err := m.check(); err != nil {
		return nil, &casus.InputError{File: file, Msg: err.Error(), Hint: "'casus data fit' makes a whole one"}
	}
	m.sha = fmt.Sprintf("%x", sha256.Sum256(src))
	return &m, nil
}

// check reports a model that is not whole.
func (m *Model) check() error {
	if m.Response == nil || m.Deterrence == nil || m.Outcome.Dispute == nil || m.Outcome.War == nil || m.Deterrence.Dispute == nil || m.Deterrence.War == nil {
		return errors.New("lacks one of outcome, response and deterrence")
	}
	for k, p := range m.Response.Classes() {
		switch want := []joining.Class{joining.Disputes, joining.Wars, joining.Invoked}[k]; {
		case p == nil || p.Class != want:
			return fmt.Errorf("has no parameters of the class %q", want)
		}
		if err := p.Check(); err != nil {
			return err
		}
	}
	for _, check := range []func() error{m.Outcome.Dispute.Check, m.Outcome.War.Check, m.Deterrence.Dispute.Check, m.Deterrence.War.Check} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// Bytes gives the model as its file.
func (m *Model) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return nil, err
	}
	return append(b, '\n'), nil
}

// Used names the model for an answer's provenance.
func (m *Model) Used() casus.ModelUsed {
	return casus.ModelUsed{Name: "casus-" + m.Version, SHA256: m.sha}
}
