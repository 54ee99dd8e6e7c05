package xlsx

import (
	"bytes"
	"unicode/utf8"
)

// header picks the header among the held records, sets the table's columns and
// key from it, and returns its index; everything above it is preamble. -1: the
// table has no header. It is the first record that looks like one:
//
//   - all its cells are text, none is a number, none is a value of a detector;
//   - a cell is a known header word, or a cell stands over a number and the
//     record is at least half as wide as the next one (a title is not);
//   - nothing above it is as wide: that would be data already. Only a record
//     whose cells are mostly known words may follow such lines.
func (w *tableWriter) header() int {
	hints := w.out.Hints
	wide := 0 // most cells of a record so far
	for i, rec := range w.held {
		if rec.more {
			continue
		}
		width := w.lastCell(i) - rec.first
		words, ok := 0, true
		for k := rec.first; k < rec.first+width && ok; k++ {
			text := w.cellText(k)
			ok = w.isText(k) && (hints.Value == nil || !hints.Value(text))
			if ok && hints.Header != nil && hints.Header(string(bytes.TrimSpace(text))) {
				words++
			}
		}
		known := words > 0 && (width > wide || words*2 > width)
		if ok && (known || width > wide && w.overNumber(i)) {
			w.setColumns(i)
			return i
		}
		wide = max(wide, width)
	}
	return -1
}

// isText tells whether a cell is text that is no number, date or code.
func (w *tableWriter) isText(k int) bool {
	if w.cells[k].kind != kindText {
		return false
	}
	text := w.cellText(k)
	if len(text) > maxName {
		return false
	}
	digit := false
	for _, c := range text {
		switch {
		case c >= utf8.RuneSelf, c|0x20 >= 'a' && c|0x20 <= 'z':
			return true
		case c >= '0' && c <= '9':
			digit = true
		}
	}
	return !digit
}

// maxName is the length in bytes from which a cell is prose, not a column name.
const maxName = 512

// overNumber tells whether the record below i has another type in a column of
// record i, and is not more than twice as wide.
func (w *tableWriter) overNumber(i int) bool {
	next := i + 1
	for next < len(w.held) && w.held[next].more {
		next++
	}
	if next == len(w.held) {
		return false
	}
	lo, hi := w.held[next].first, w.lastCell(next)
	if (w.lastCell(i)-w.held[i].first)*2 < hi-lo {
		return false
	}
	k := w.held[i].first
	for ; lo < hi; lo++ { // both ascend by column
		for k < w.lastCell(i) && w.cells[k].col < w.cells[lo].col {
			k++
		}
		if k < w.lastCell(i) && w.cells[k].col == w.cells[lo].col && !w.isText(lo) {
			return true
		}
	}
	return false
}

// setColumns names the columns by record i and looks for the key.
func (w *tableWriter) setColumns(i int) {
	for k := w.held[i].first; k < w.lastCell(i); k++ {
		col := int(w.cells[k].col)
		if col > maxCol {
			break
		}
		for len(w.table.Columns) < col {
			w.table.Columns = append(w.table.Columns, "")
		}
		w.table.Columns[col-1] = string(bytes.TrimSpace(w.cellText(k)))
	}
	if w.out.Hints.Key == nil {
		return
	}
	for c, name := range w.table.Columns {
		if name != "" && w.out.Hints.Key(name) && w.unique(i+1, c+1) {
			w.table.Key = []int{c}
			return
		}
	}
}

// unique tells whether all whole held records from the given one have a text
// in col that no other has. Without records it is false.
func (w *tableWriter) unique(from, col int) bool {
	seen := map[string]bool{}
	for i := from; i < len(w.held); i++ {
		if w.held[i].more || w.open && i == len(w.held)-1 {
			continue
		}
		text := ""
		for k := w.held[i].first; k < w.lastCell(i); k++ {
			if int(w.cells[k].col) == col {
				text = string(w.cellText(k))
				break
			}
		}
		if text == "" || seen[text] {
			return false
		}
		seen[text] = true
	}
	return len(seen) > 0
}
