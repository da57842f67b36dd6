package answer

import "casus/history/importer"

// DataSources says which datasets can be imported, and where they are.
type DataSources struct {
	Schema  string            `json:"schema"`
	Sources []importer.Source `json:"sources"`
}

// DataImport is what an import stored and what it set aside.
type DataImport struct {
	Schema string `json:"schema"`
	*importer.Report
}

// DataStatus says which datasets are imported, and what lacks which.
type DataStatus struct {
	Schema string `json:"schema"`
	importer.State
}

// DataDefaults says which dataset fills which role, and what was changed in that.
type DataDefaults struct {
	Schema  string           `json:"schema"`
	Changed *importer.Change `json:"changed,omitempty"`
	InUse   []importer.Use   `json:"in_use"`
}
