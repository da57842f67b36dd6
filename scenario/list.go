package scenario

import (
	"casus"
)

// CellList lists the cells of a stress test.
type CellList struct {
	Schema     string           `json:"schema"`
	Title      string           `json:"title"`
	Key        string           `json:"key"` // names all that the values depend on
	Cells      []CellEntry      `json:"cells"`
	Provenance casus.Provenance `json:"provenance"`
}

// CellEntry is one cell.
type CellEntry struct {
	N       int    `json:"n"`
	Name    string `json:"name"`
	Answers int    `json:"answers"`
}

// List lists the cells.
func (p *Plan) List() CellList {
	out := CellList{Schema: "casus.stress-cells/1", Title: p.s.Title, Key: p.Key, Cells: []CellEntry{}, Provenance: p.out.Provenance}
	for i, c := range p.Cells {
		out.Cells = append(out.Cells, CellEntry{i, c.Name, c.Size})
	}
	return out
}

// CellValues is one cell with its values. A value that is not a number is
// null.
type CellValues struct {
	Schema string `json:"schema"`
	CellEntry
	Key        string           `json:"key"`
	Values     []*float64       `json:"values"`
	Provenance casus.Provenance `json:"provenance"`
}

// One shows the values of a cell.
func (p *Plan) One(n int, values []float64) CellValues {
	out := CellValues{Schema: "casus.stress-cell/1", CellEntry: p.List().Cells[n], Key: p.Key, Values: make([]*float64, len(values)), Provenance: p.out.Provenance}
	for i := range values {
		if v := values[i]; v == v {
			out.Values[i] = &v
		}
	}
	return out
}
