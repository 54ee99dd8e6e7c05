package xlsx

import (
	"bytes"
)

// maxNumber is the length in bytes from which a numeric <v> is taken as text.
const maxNumber = 64

// openCell starts a cell: at its own reference, or behind the cell before it.
func (r *sheetReader) openCell() {
	r.closeCell()
	if !r.inRow {
		r.row, r.rowGuessed, r.inRow, r.col = r.row+1, true, true, 0
		r.w.startRow(r.row)
	}
	if r.col < 1<<30 {
		r.col++
	}
	r.kind, r.style = kindNumber, 0
	eachAttr(r.s.attrs, func(name, v []byte) bool {
		switch string(name) {
		case "r":
			r.place(v)
		case "t":
			r.kind = kindOf(v)
		case "s":
			r.style = styleIndex(v)
		}
		return true
	})
	r.inCell, r.formula, r.hasResult = true, false, false
	r.inString, r.inText, r.inValue, r.inFormula = false, false, false, false
	r.val = r.val[:0]
	kind := r.kind
	if kind == kindShared {
		kind = kindText
	}
	r.w.startCell(r.col, kind)
}

// place applies a cell reference. The row number of the row element counts; the
// cell's only helps a row that has none.
func (r *sheetReader) place(ref []byte) {
	col, row, ok := parseRef(ref)
	if !ok {
		r.oddPlaces.add(r.row, r.col)
		return
	}
	r.col = col
	if row == r.row {
		return
	}
	if r.rowGuessed && row > r.row && !r.w.open {
		r.row, r.rowGuessed = row, false
		r.w.startRow(row)
		return
	}
	r.oddPlaces.add(r.row, col)
}

// parseRef reads a cell reference such as C7.
func parseRef(ref []byte) (col int, row int64, ok bool) {
	i := 0
	for ; i < len(ref) && i < 4 && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z'; i++ {
		col = col*26 + int(ref[i]|0x20-'a') + 1
	}
	for k := i; k < len(ref); k++ {
		if ref[k] < '0' || ref[k] > '9' || k > i+7 {
			return 0, 0, false
		}
		row = row*10 + int64(ref[k]-'0')
	}
	return col, row, col >= 1 && col <= maxCol && row >= 1 && row <= maxRow
}

func kindOf(t []byte) cellKind {
	switch string(t) {
	case "s":
		return kindShared
	case "n", "":
		return kindNumber
	case "b":
		return kindBool
	case "d":
		return kindDate
	case "e":
		return kindError
	}
	return kindText // str, inlineStr and whatever else holds text
}

func (r *sheetReader) closeCell() {
	if r.inCell && r.formula && !r.hasResult {
		r.noValue.add(r.row, r.col)
	}
	r.inCell, r.inString, r.inText, r.inValue, r.inFormula = false, false, false, false, false
}

// chars takes character data of <v> or <t>.
func (r *sheetReader) chars(p []byte, entities bool) {
	if special(p) {
		var bad int64
		r.scratch, bad = appendText(r.scratch[:0], p, entities)
		p = r.scratch
		if bad > 0 {
			r.badRefs.add(r.row, r.col)
			r.badRefs.n += bad - 1
		}
	}
	if r.inText || r.kind == kindText || r.kind == kindDate || r.kind == kindError {
		r.w.write(p)
		return
	}
	if r.val = append(r.val, p...); len(r.val) > maxNumber { // no number, no index: then it is text
		if r.kind == kindShared {
			r.noString.add(r.row, r.col)
		}
		r.kind = kindText
		r.w.kind = kindText
		r.w.write(r.val)
	}
}

// value takes a complete <v> that is no text.
func (r *sheetReader) value() {
	v := bytes.TrimSpace(r.val)
	if len(v) == 0 {
		return
	}
	switch r.kind {
	case kindNumber:
		if r.style > 0 && r.book.dates.is(r.style) {
			if date, ok := r.book.dates.append(r.scratch[:0], v); ok {
				r.scratch = date
				r.write(r.scratch)
				return
			}
		}
		r.scratch = appendNumber(r.scratch[:0], v)
		r.w.write(r.scratch)
	case kindBool:
		switch string(v) {
		case "1":
			v = []byte("TRUE")
		case "0":
			v = []byte("FALSE")
		}
		r.w.write(v)
	case kindShared:
		i, digits := 0, len(v) < 10
		for _, c := range v {
			digits = digits && c >= '0' && c <= '9'
			i = i*10 + int(c-'0')
		}
		switch {
		case !digits:
			r.noString.add(r.row, r.col)
			r.w.write(v) // what is no index may be the text itself
		case i >= r.shared.len():
			r.noString.add(r.row, r.col)
		default:
			r.shared.write(i, r.write)
		}
	}
}

// maxFormula is how many bytes of a formula are kept. Excel allows 8,192
// characters.
const maxFormula = 64 << 10

func (r *sheetReader) formulaChars(p []byte, entities bool) {
	if len(r.fml) < maxFormula {
		r.fml, _ = appendText(r.fml, p, entities)
	}
}

// styleIndex reads the s attribute of a cell; 0 is the style without a format.
func styleIndex(v []byte) int {
	n := 0
	for _, c := range v {
		if c < '0' || c > '9' || n > 1<<20 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
