package importer

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbookRows reads a sheet of an Excel workbook.
type workbookRows struct {
	rows  *excelize.Rows
	line  int
	width int
	rec   []string
}

// openWorkbook reads the sheet with the most columns that a header fills: the
// others are codebooks and notes.
func openWorkbook(b []byte, _ *reader) ([]string, rows, error) {
	f, err := excelize.OpenReader(bytes.NewReader(b), excelize.Options{UnzipSizeLimit: maxBinary, UnzipXMLSizeLimit: maxBinary, RawCellValue: true})
	if err != nil {
		return nil, nil, fmt.Errorf("%w: a workbook that cannot be read: %v", errNotTable, err)
	}
	var header []string
	var best *workbookRows
	for _, sheet := range f.GetSheetList() {
		rows, err := f.Rows(sheet)
		if err != nil || !rows.Next() {
			continue
		}
		head, err := rows.Columns()
		if err != nil || len(head) <= len(header) || len(head) > maxFields {
			rows.Close()
			continue
		}
		header, best = head, &workbookRows{rows: rows, line: 1, width: len(head)}
	}
	if best == nil {
		return nil, nil, fmt.Errorf("%w: a workbook without a table", errNotTable)
	}
	return header, best, nil
}

func (w *workbookRows) read() ([]string, int, error) {
	for w.rows.Next() {
		w.line++
		cells, err := w.rows.Columns()
		if err != nil {
			return nil, 0, err
		}
		w.rec = w.rec[:0]
		blank := true
		for i := range w.width { // cells at the end that are empty are not there
			cell := ""
			if i < len(cells) {
				cell = strings.TrimSpace(cells[i])
			}
			blank = blank && cell == ""
			w.rec = append(w.rec, cell)
		}
		if !blank {
			return w.rec, w.line, nil
		}
	}
	if err := w.rows.Error(); err != nil {
		return nil, 0, err
	}
	return nil, 0, io.EOF
}
