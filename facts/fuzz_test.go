package facts

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"testing"

	"casus"
)

// FuzzTable: whatever bytes stand in an overlaid table, reading and checking
// it ends in rows or in an InputError; and what was read is read again from its
// own printing.
func FuzzTable(f *testing.F) {
	for _, s := range []string{
		"id,value\nG1,2.5\n",
		"\xef\xbb\xbfid,value\r\nG1,2.5\r\n",
		"id,value\nG1,\"2\n\"\n",
		"id,value\nG1,two\nG1,2\n",
		"id,vlaue\n", "value\n", "id,id\n", "", "\"", "id\n\x00", "id\n\xff\n", "id,source\nG1,a;b;;\n",
		"id,adopted\nG1,2014-02-30\nG2,9999-99-99\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p := overlayOf("guidelines.csv", raw)
		tab, err := p.Table("guidelines")
		if err != nil {
			var ie *casus.InputError
			if !errors.As(err, &ie) || ie.File == "" {
				t.Fatalf("not an input error with its file: %v", err)
			}
			return
		}
		faults := tab.check(p, nil)
		keys := map[string]bool{}
		for _, r := range tab.Rows {
			if len(r.cells) != len(tab.Columns) {
				t.Fatalf("%d cells in %d columns", len(r.cells), len(tab.Columns))
			}
			if k := r.key(); keys[k] {
				t.Fatalf("the key %q twice", k)
			} else {
				keys[k] = true
			}
		}
		if len(faults) > 0 {
			return
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Write(tab.ColumnNames())
		for _, r := range tab.Rows {
			w.Write(r.Cells())
		}
		w.Flush()
		again, err := overlayOf("guidelines.csv", b.Bytes()).Table("guidelines")
		if err != nil {
			t.Fatalf("its own printing is refused: %v", err)
		}
		if len(again.Rows) != len(tab.Rows) {
			t.Fatalf("%d rows became %d", len(tab.Rows), len(again.Rows))
		}
		for i, r := range tab.Rows {
			for j, c := range r.cells {
				if again.Rows[i].cells[j] != c {
					t.Fatalf("row %d, %s: %q became %q", i, tab.Columns[j].Name, c, again.Rows[i].cells[j])
				}
			}
		}
	})
}

// overlayOf gives the embedded pack with one unchecked file laid over it.
func overlayOf(file string, raw []byte) *Pack {
	d := Default()
	over := layer{name: "dir", read: func(f string) ([]byte, error) {
		if f == file {
			return raw, nil
		}
		return nil, fs.ErrNotExist
	}}
	return &Pack{schema: d.schema, layers: []layer{d.layers[0], over}, tables: map[string]*Table{}}
}
