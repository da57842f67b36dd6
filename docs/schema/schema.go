// Package schema holds the published JSON Schemas: of the scenario files that users
// write, and of every answer. Those of answers are made from the Go types, and
// "go test ./docs/schema -update" makes them again.
package schema

import (
	"embed"
	"slices"
	"strings"

	"casus"
	"casus/internal/suggest"
)

// Scenario is the JSON Schema of the scenario files of "casus stress".
//
//go:embed scenario.schema.json
var Scenario string

//go:embed *.schema.json
var files embed.FS

const suffix = ".schema.json"

// Names lists the schemas: "brief" is that of the answer "casus.brief/1".
func Names() []string {
	entries, _ := files.ReadDir(".") // embedded, so it is there
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), suffix))
	}
	slices.Sort(out)
	return out
}

// Of gives the schema of a name; the error is an [*casus.InputError] with the
// nearest name.
func Of(name string) ([]byte, error) {
	if b, err := files.ReadFile(name + suffix); err == nil {
		return b, nil
	}
	hint := suggest.Hint(name, Names())
	if hint == "" {
		hint = "there are " + strings.Join(Names(), ", ")
	}
	return nil, &casus.InputError{Field: "name", Msg: "no schema " + casus.Quoted(name), Hint: hint}
}
