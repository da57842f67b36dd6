// Package schema holds the published JSON Schemas of the files that users write.
package schema

import _ "embed"

// Scenario is the JSON Schema of the scenario files of "casus stress".
//
//go:embed scenario.schema.json
var Scenario string
