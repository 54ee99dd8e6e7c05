package xlsx

import (
	"fmt"

	"leidur/source"
)

// A table must not change once a block of it is out, but its header may stand
// below a preamble. So the first records are held back, the header is chosen
// among them, and from then on cells go straight to source.Rows.

const (
	heldRecords = 20
	heldText    = 256 << 10 // bytes; a sheet that begins with more has its header chosen early
	// maxRecord bounds a record in one block, whose offsets have 32 bits: a
	// longer one goes on as a further record of the same row.
	maxRecord = 64 << 20
)

type cellKind uint8

const (
	kindText cellKind = iota
	kindNumber
	kindBool
	kindDate
	kindError
	kindShared // only while reading: its text comes from the shared strings
)

// heldCell is a cell of a held record; its text ends where the next one begins.
type heldCell struct {
	col, start int32
	kind       cellKind
}

type heldRecord struct {
	row   int64
	first int  // index of its first cell
	more  bool // continues the record before it
}

// tableWriter turns the cells of one sheet into the records of one table.
// Cells without text and records without cells leave nothing.
type tableWriter struct {
	out   *source.Out
	table *source.Table
	rows  *source.Rows // nil while records are held

	held  []heldRecord
	cells []heldCell
	text  []byte

	row     int64
	col     int
	kind    cellKind
	lastCol int   // of the open record
	open    bool  // the record has a cell
	inCell  bool  // the cell has text
	more    bool  // the next record continues this row
	bytes   int64 // of the open record
	total   int64 // of the table
	err     error // of the sweep: the run is stopped
}

// newTable starts the table of a sheet.
func newTable(out *source.Out, sh sheet) *tableWriter {
	out.Input.AddTable(sh.name)
	return &tableWriter{out: out, table: &source.Table{Name: sh.name, Hidden: sh.hidden, Letters: true, Style: source.CellPlace}}
}

// startRow opens the record of a row. The record before it must be closed.
func (w *tableWriter) startRow(row int64) { w.row, w.lastCol, w.open, w.more = row, 0, false, false }

// startCell opens a cell; the cell before it is closed by this.
func (w *tableWriter) startCell(col int, kind cellKind) { w.col, w.kind, w.inCell = col, kind, false }

// write appends decoded text to the open cell.
func (w *tableWriter) write(p []byte) {
	if len(p) == 0 {
		return
	}
	if !w.inCell {
		w.begin()
	}
	w.bytes += int64(len(p))
	w.total += int64(len(p))
	if w.rows == nil {
		w.text = append(w.text, p...)
		if len(w.text) > heldText {
			w.choose()
		}
		return
	}
	w.rows.Append(p)
}

// begin opens the record, if need be, and the cell in it. Columns must ascend
// in a record, so a column that does not begins a further record of the row.
func (w *tableWriter) begin() {
	if w.open && (w.col <= w.lastCol || w.bytes > maxRecord) {
		w.closeRecord()
		w.more = true
	}
	if !w.open {
		w.open, w.bytes = true, 0
		if w.rows == nil {
			w.held = append(w.held, heldRecord{w.row, len(w.cells), w.more})
		} else {
			w.rows.Header = false
			w.beginRecord(w.row, w.more)
		}
	}
	if w.rows == nil {
		w.cells = append(w.cells, heldCell{int32(w.col), int32(len(w.text)), w.kind})
	} else {
		w.rows.Cell(w.col)
	}
	w.lastCol, w.inCell = w.col, true
}

func (w *tableWriter) beginRecord(row int64, more bool) {
	w.rows.Begin(row, 0)
	if more && !w.rows.Header {
		w.out.Input.Rows-- // the row was counted by its first record
	}
}

func (w *tableWriter) closeRecord() {
	if !w.open {
		return
	}
	w.open, w.inCell = false, false
	if w.rows != nil {
		w.keep(w.rows.End())
	} else if len(w.held) >= heldRecords {
		w.choose()
	}
}

// endRow closes the row. An error is that of the sweep and stops the run.
func (w *tableWriter) endRow() error {
	w.closeRecord()
	return w.err
}

// finish hands over what is left of the table.
func (w *tableWriter) finish() error {
	w.closeRecord()
	w.choose()
	w.keep(w.rows.Flush())
	return w.err
}

// choose fixes the header and replays the held records. The open record stays
// open.
func (w *tableWriter) choose() {
	if w.rows != nil {
		return
	}
	header := w.header()
	w.rows = source.NewRows(w.out, w.table, source.KindCell)
	for i, rec := range w.held {
		w.rows.Header = i <= header
		w.beginRecord(rec.row, rec.more)
		last := w.lastCell(i)
		for k := rec.first; k < last; k++ {
			w.rows.Cell(int(w.cells[k].col))
			w.rows.Append(w.cellText(k))
		}
		if i < len(w.held)-1 || !w.open {
			w.keep(w.rows.End())
		}
	}
	w.held, w.cells, w.text = nil, nil, nil
}

// lastCell returns the index behind the last cell of held record i.
func (w *tableWriter) lastCell(i int) int {
	if i+1 < len(w.held) {
		return w.held[i+1].first
	}
	return len(w.cells)
}

func (w *tableWriter) cellText(k int) []byte {
	if k+1 < len(w.cells) {
		return w.text[w.cells[k].start:w.cells[k+1].start]
	}
	return w.text[w.cells[k].start:]
}

func (w *tableWriter) keep(err error) {
	if w.err == nil {
		w.err = err
	}
}

// place names a row of the table.
func (w *tableWriter) place(row int64) string { return fmt.Sprintf("%s row %d", w.table.Name, row) }
