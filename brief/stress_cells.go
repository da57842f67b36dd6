package brief

import "casus"

// StressCells lists the cells of a stress test.
type StressCells struct {
	Schema     string           `json:"schema"`
	Title      string           `json:"title"`
	Key        string           `json:"key"` // names all that the values depend on
	Cells      []StressCell     `json:"cells"`
	Provenance casus.Provenance `json:"provenance"`
}

// StressCell is one cell.
type StressCell struct {
	N       int    `json:"n"`
	Name    string `json:"name"`
	Answers int    `json:"answers"`
}

// List lists the cells.
func (p *StressPlan) List() StressCells {
	out := StressCells{Schema: "casus.stress-cells/1", Title: p.s.Title, Key: p.Key, Cells: []StressCell{}, Provenance: p.out.Provenance}
	for i, c := range p.Cells {
		out.Cells = append(out.Cells, StressCell{i, c.Name, c.Size})
	}
	return out
}

// StressCellValues is one cell with its values. A value that is not a number is
// null.
type StressCellValues struct {
	Schema string `json:"schema"`
	StressCell
	Key        string           `json:"key"`
	Values     []*float64       `json:"values"`
	Provenance casus.Provenance `json:"provenance"`
}

// One shows the values of a cell.
func (p *StressPlan) One(n int, values []float64) StressCellValues {
	out := StressCellValues{Schema: "casus.stress-cell/1", StressCell: p.List().Cells[n], Key: p.Key, Values: make([]*float64, len(values)), Provenance: p.out.Provenance}
	for i := range values {
		if v := values[i]; v == v {
			out.Values[i] = &v
		}
	}
	return out
}
