package source

import "unicode/utf8"

// Windows of long fields: a field or line longer than WindowSize is swept in
// windows, each with Reach bytes of true context on both sides; a value belongs
// to the window in which it starts. Reach covers the largest context window
// (300 characters of up to 4 bytes) and the longest value (254-byte e-mail).
const (
	WindowSize = 1 << 20
	Reach      = 2048
)

// cellSep ends a cell in a decoded block. It is neither letter nor digit, and
// no detector joins values across it.
const cellSep = '\n'

// Rows assembles the records of decoded formats into blocks:
//
//	rows := source.NewRows(out, table, source.KindCell)
//	rows.Begin(row, line)
//	rows.Cell(3); rows.Append(text) // any number of times
//	err := rows.End()
//	err = rows.Flush()              // at the end of the table
//
// Memory is one block, or one window of a long value. A record of many cells
// that is longer than WindowSize goes out in parts between its cells.
type Rows struct {
	Header bool // the records that follow are header or preamble, not data

	out   *Out
	table *Table
	kind  PlaceKind
	b     *Block
	data  int64 // data records begun

	row, line int64
	counted   bool // a part of the record is out and was counted as a row
	place     []byte
	col       int
	filled    bool // the current cell has text
	inCell    bool
	char0     int64
	trueStart bool
	err       error
}

// NewRows returns an assembler for one table.
func NewRows(out *Out, table *Table, kind PlaceKind) *Rows {
	return &Rows{out: out, table: table, kind: kind}
}

// Begin starts a record at the given row (as the user counts; 0 where the text
// belongs to the table as a whole) and physical line (0 where lines mean nothing).
func (r *Rows) Begin(row, line int64) { r.BeginAt(row, line, nil) }

// BeginAt is Begin for tables of a pointer or path style: place is what stands
// in front of the column's name ("/kliendid/0"). It is copied.
func (r *Rows) BeginAt(row, line int64, place []byte) {
	if r.b == nil {
		r.fresh()
	}
	if len(r.b.Starts) > 0 && r.b.Header != r.Header {
		r.keep(r.Flush())
		r.fresh()
	}
	r.b.Header = r.Header
	if len(r.b.Starts) == 0 {
		r.b.Row, r.b.Data = row, r.data+1
	}
	if !r.Header {
		r.data++
		r.out.Input.Rows++
	}
	r.row, r.line, r.counted = row, line, false
	r.place = append(r.place[:0], place...)
	r.open()
	r.inCell = false
}

// open adds a record to the block's index.
func (r *Rows) open() {
	b := r.b
	b.Starts = append(b.Starts, int32(len(b.Text)))
	b.Rows = append(b.Rows, r.row)
	b.CellOf = append(b.CellOf, int32(len(b.Cells)))
	if r.line > 0 {
		b.LineOf = append(b.LineOf, r.line)
	}
	if r.table.Style >= PointerPlace {
		lo := int32(len(b.places))
		b.places = append(b.places, r.place...)
		b.placeOf = append(b.placeOf, span{lo, int32(len(b.places))})
	}
}

func (r *Rows) fresh() {
	r.b = r.out.NewBlock()
	r.b.Layout.Kind, r.b.Table, r.b.Kind, r.b.Hidden = Cells, r.table, r.kind, r.table.Hidden
}

// CellAt is Cell for a column whose name has a '*': exact is the path of this
// cell in the record ("/tellimused/3/toode"). It is copied.
func (r *Rows) CellAt(col int, exact []byte) {
	r.Cell(col)
	r.exact(exact)
}

func (r *Rows) exact(path []byte) {
	b := r.b
	lo := int32(len(b.places))
	b.places = append(b.places, path...)
	b.exact = append(b.exact, exactPath{int32(len(b.Cells) - 1), span{lo, int32(len(b.places))}})
}

// Cell starts the cell of a 1-based column.
func (r *Rows) Cell(col int) {
	r.closeCell()
	if len(r.b.Text)-int(r.b.Starts[len(r.b.Starts)-1]) > WindowSize {
		r.keep(r.Flush())
		r.rest()
	}
	r.b.Cells = append(r.b.Cells, Cell{int32(len(r.b.Text)), int32(col)})
	r.col, r.inCell, r.filled, r.char0, r.trueStart = col, true, false, 0, true
}

// Append adds text to the current cell. The text need not be valid UTF-8: what
// is not is decoded before the sweep.
func (r *Rows) Append(p []byte) {
	for len(p) > 0 {
		if !r.filled {
			r.filled = true
			if !r.Header {
				r.out.Input.Cells++
			}
		}
		room := WindowSize + 2*Reach - r.cellLen()
		if room <= 0 {
			r.window(false)
			continue
		}
		n := min(room, len(p))
		r.b.Text = append(r.b.Text, p[:n]...)
		p = p[n:]
	}
}

// AppendByte adds one byte to the current cell.
func (r *Rows) AppendByte(c byte) {
	if !r.filled || r.cellLen() >= WindowSize+2*Reach {
		r.Append([]byte{c})
		return
	}
	r.b.Text = append(r.b.Text, c)
}

// cellLen is the length of the current cell's text in the block.
func (r *Rows) cellLen() int { return len(r.b.Text) - int(r.b.Cells[len(r.b.Cells)-1].Start) }

// window emits what a long cell has so far as a window of its own and keeps the
// context for the next one. The cells before it in the record go out first.
func (r *Rows) window(last bool) {
	b := r.b
	start := int(b.Cells[len(b.Cells)-1].Start)
	if !b.Window || start > 0 { // detach the long cell into a block of its own
		text := append([]byte(nil), b.Text[start:]...)
		path := b.lastExact()
		if path != nil {
			b.exact = b.exact[:len(b.exact)-1]
		}
		b.Text, b.Cells = b.Text[:start], b.Cells[:len(b.Cells)-1]
		rec := len(b.Starts) - 1
		if int(b.Starts[rec]) == start { // the record has no other cell here
			b.Starts, b.Rows, b.CellOf = b.Starts[:rec], b.Rows[:rec], b.CellOf[:rec]
			if r.line > 0 {
				b.LineOf = b.LineOf[:rec]
			}
			if len(b.placeOf) > rec {
				b.placeOf = b.placeOf[:rec]
			}
		} else {
			r.counted = true
		}
		data := r.data
		r.keep(r.Flush())
		r.fresh()
		b = r.b
		b.Text = append(b.Text, text...)
		b.Row, b.Data, b.Header, b.Window, b.Col0 = r.row, data, r.Header, true, r.col
		b.OwnLo, b.CellStart, b.Char0 = 0, true, 0
		r.open()
		b.Cells = append(b.Cells, Cell{0, int32(r.col)})
		if path != nil {
			r.exact(path)
		}
	}
	if last {
		b.OwnHi = len(b.Text)
		return
	}
	cut := len(b.Text) - Reach
	for cut > 0 && !utf8.RuneStart(b.Text[cut]) {
		cut--
	}
	b.OwnHi = cut
	keep := max(0, cut-Reach)
	for keep > 0 && !utf8.RuneStart(b.Text[keep]) {
		keep--
	}
	tail := append([]byte(nil), b.Text[keep:]...)
	char0 := b.Char0 + runeCount(b.Text[:keep])
	b.Text = append(b.Text[:wholeRunes(b.Text)], cellSep)
	data, path := b.Data, b.lastExact()
	r.keep(r.emit())
	r.fresh()
	b = r.b
	b.Text = append(b.Text, tail...)
	b.Row, b.Data, b.Header, b.Window, b.Col0 = r.row, data, r.Header, true, r.col
	b.OwnLo, b.Char0 = cut-keep, char0
	r.open()
	b.Cells = append(b.Cells, Cell{0, int32(r.col)})
	if path != nil {
		r.exact(path)
	}
}

// lastExact returns a copy of the exact path of the last cell, or nil.
func (b *Block) lastExact() []byte {
	if n := len(b.exact); n > 0 && int(b.exact[n-1].cell) == len(b.Cells)-1 {
		return append([]byte(nil), b.places[b.exact[n-1].lo:b.exact[n-1].hi]...)
	}
	return nil
}

func (r *Rows) closeCell() {
	if !r.inCell {
		return
	}
	if r.b.Window {
		r.window(true)
		r.b.Text = append(r.b.Text, cellSep)
		r.keep(r.emit())
		r.rest()
	} else {
		r.b.Text = append(r.b.Text, cellSep)
	}
	r.inCell = false
}

// rest begins a block with the rest of the current record.
func (r *Rows) rest() {
	r.fresh()
	r.b.Header, r.b.Row, r.b.Data, r.b.Continued = r.Header, r.row, r.data, r.counted
	r.counted = true
	r.open()
}

// End closes the record.
func (r *Rows) End() error {
	r.closeCell()
	b := r.b
	if n := len(b.Starts) - 1; n >= 0 && int(b.CellOf[n]) == len(b.Cells) { // no cell: nothing to sweep
		if len(b.Text) == int(b.Starts[n]) {
			b.Text = append(b.Text, cellSep)
		}
	}
	if len(b.Text) >= r.out.BlockSize {
		r.keep(r.Flush())
	}
	return r.err
}

// Flush hands over what is assembled.
func (r *Rows) Flush() error {
	if r.b == nil || len(r.b.Starts) == 0 {
		return r.err
	}
	r.b.OwnLo, r.b.OwnHi = 0, len(r.b.Text)
	return r.emit()
}

func (r *Rows) emit() error {
	b := r.b
	r.b = nil
	if r.err != nil {
		return r.err
	}
	r.out.Swept()
	r.keep(r.out.Emit(b))
	return r.err
}

func (r *Rows) keep(err error) {
	if r.err == nil {
		r.err = err
	}
}

// wholeRunes returns the length of t without a character that its end cuts.
func wholeRunes(t []byte) int {
	for i := len(t) - 1; i >= 0 && i >= len(t)-utf8.UTFMax; i-- {
		if utf8.RuneStart(t[i]) {
			if utf8.FullRune(t[i:]) {
				return len(t)
			}
			return i
		}
	}
	return len(t)
}

// Drop takes the current record back, as if Begin had not been called. It
// returns false, and does nothing, when a part of the record is out already.
func (r *Rows) Drop() bool {
	b := r.b
	n := 0
	if b != nil {
		n = len(b.Starts) - 1
	}
	if b == nil || n < 0 || b.Window || r.counted {
		return false
	}
	cells := int(b.CellOf[n])
	for _, c := range b.Cells[cells:] {
		if int(c.Start) < len(b.Text) && r.filled && !r.Header {
			r.out.Input.Cells--
		}
	}
	b.Text, b.Cells = b.Text[:b.Starts[n]], b.Cells[:cells]
	for len(b.exact) > 0 && int(b.exact[len(b.exact)-1].cell) >= cells {
		b.exact = b.exact[:len(b.exact)-1]
	}
	b.Starts, b.Rows, b.CellOf = b.Starts[:n], b.Rows[:n], b.CellOf[:n]
	if r.line > 0 {
		b.LineOf = b.LineOf[:n]
	}
	if len(b.placeOf) > n {
		b.placeOf = b.placeOf[:n]
	}
	if !r.Header {
		r.data--
		r.out.Input.Rows--
	}
	r.inCell = false
	return true
}
