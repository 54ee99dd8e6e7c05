package source

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sort"
	"sync/atomic"
	"unicode/utf8"
)

// A block is the unit of the sweep. Text goes through the detectors as a whole;
// which record and field a byte belongs to is worked out only where something
// was found, because that is needed for one field in thousands. For delimited
// text the fields are split again from the record's bytes; for decoded formats
// the reader leaves an index of cells.

// LayoutKind tells how the fields of a record are found in a block's text.
type LayoutKind uint8

const (
	Lines LayoutKind = iota // the record is one field
	CSV                     // Delim and Quote; doubled quotes inside quoted fields
	Cells                   // Block.Cells holds the bounds
)

// Layout is the dialect of a block.
type Layout struct {
	Kind  LayoutKind
	Delim byte
	Quote byte // 0: no quoting
	// Escape takes the meaning of the quote, delimiter or line end behind it:
	// '\\' in what MariaDB's INTO OUTFILE writes; 0: quotes are doubled.
	Escape byte
}

// index returns the first c at or behind p that is not escaped, len(t) if there
// is none. Nothing in front of p escapes.
func (l Layout) index(t []byte, p int, c byte) int {
	for at := p; ; at++ {
		at = indexFrom(t, at, c)
		if at == len(t) || !l.escaped(t, p, at) {
			return at
		}
	}
}

// escaped tells whether the byte at at is escaped by what stands in t[from:at].
func (l Layout) escaped(t []byte, from, at int) bool {
	if l.Escape == 0 {
		return false
	}
	n := at
	for n > from && t[n-1] == l.Escape {
		n--
	}
	return (at-n)%2 == 1
}

// PlaceKind names the place that a record's text stands in.
type PlaceKind uint8

const (
	KindCell PlaceKind = iota
	KindText
	KindSQLValue
	KindSQLComment
	KindMetadata
	KindComment
	KindHeader
	KindFileName
	KindSheetName
	KindTableName
	KindDefinedName
	KindValidationList
	KindJSONValue
	KindDeletedPage
	KindAttachmentName
)

// String returns the word of the run schema.
func (k PlaceKind) String() string {
	return [...]string{"cell", "text", "sql_value", "sql_comment", "metadata", "comment", "header", "file_name", "sheet_name", "table_name",
		"defined_name", "validation_list", "json_value", "deleted_page", "attachment_name"}[k]
}

// A Table is what a block's records belong to. It is shared by all blocks of
// the table and MUST NOT change after the first block of it was emitted, but
// for AddColumn.
type Table struct {
	Name    string   // sheet, schema.table, package part; pointer with '*' for JSON; "" for CSV and text
	Sub     string   // sub-place of all records: "comment", "default:telefon", "view"; "" for the table's own cells
	Columns []string // names by position; "" where a column has none
	Key     []int    // 0-based columns of the primary key; nil if none is known
	DB      string   // database of a dump of several; "" where the file is of one
	Area    string   // range of cells that all records belong to ("G2:G5"); "" for none
	Hidden  bool     // hidden or very hidden sheet
	Letters bool     // a column without a name is shown as its spreadsheet letter, else as c1..cn
	Style   PlaceStyle
	// Titles is how many rows stand above the header: their cells have letters,
	// because the columns' names are not theirs.
	Titles int64

	grown atomic.Pointer[[]string] // Columns and those added; nil before the first
}

// AddColumn adds a column that the reader met while blocks of the table were
// out already, and returns its 1-based number. One goroutine MAY add while
// others read.
func (t *Table) AddColumn(name string) int {
	names := append(t.Names(), name)
	t.grown.Store(&names)
	return len(names)
}

// Names returns the column names known so far. The caller MUST NOT change them.
func (t *Table) Names() []string {
	if g := t.grown.Load(); g != nil {
		return *g
	}
	return t.Columns[:len(t.Columns):len(t.Columns)]
}

// Column returns the name by which the user knows the 1-based column, falling
// back to a letter or cN.
func (t *Table) Column(col int) string {
	if col <= 0 {
		return ""
	}
	if names := t.Names(); col <= len(names) && names[col-1] != "" {
		return names[col-1]
	}
	if t.Letters {
		return ColumnLetters(col)
	}
	return "c" + itoa(int64(col))
}

// ColumnAt is Column for a cell of a row as the user counts.
func (t *Table) ColumnAt(col int, row int64) string {
	if col > 0 && row > 0 && row <= t.Titles {
		return ColumnLetters(col)
	}
	return t.Column(col)
}

// A Cell is an entry of a decoded block's field index.
type Cell struct {
	Start int32 // offset in Text; the cell ends one byte before the next cell, or at the end of the record
	Col   int32 // 1-based column
}

// A Block is a run of whole records as UTF-8 text, or a window of one record
// that is longer than a block.
type Block struct {
	Text   []byte
	Starts []int32 // start of each record in Text; a record runs to the next start, its line end included
	Layout Layout
	Table  *Table
	Kind   PlaceKind
	Hidden bool
	Header bool // the records are header or preamble: swept, but not data rows

	Row    int64   // row of the first record as the user counts, 1-based
	Rows   []int64 // row of each record where they do not simply count on; nil otherwise
	Data   int64   // data record number of the first record, 1-based; Row minus header rows
	Line   int64   // physical line of Text[0], 1-based; 0 where lines mean nothing
	LineOf []int64 // line of each record for decoded formats; nil otherwise
	Offset int64   // byte offset of Text[0] in the file's own bytes; -1 where Text is decoded

	// Own bounds the offsets at which a value may start to be reported. It is
	// the whole text, except in windows, where the rest is context.
	OwnLo, OwnHi int
	// A window continues a record: the field and quote state at Text[0].
	Window    bool
	Col0      int   // 1-based column at Text[0]; 0 = 1
	InQuote   bool  // Text[0] lies inside a quoted field
	Char0     int64 // code points of the field before Text[0]
	CellStart bool  // Text[0] is the true start of its field
	// Continued: the first record began in an earlier block, which counted it.
	Continued bool

	Cells  []Cell  // Kind Cells: all cells of the block, in order
	CellOf []int32 // Kind Cells: index of the first cell of each record

	// Places of pointer and path styles: text in front of the column's name for
	// each record, and the exact path of cells whose column name has a '*'.
	places  []byte
	placeOf []span // of each record, in places
	exact   []exactPath

	Charmap *Charmap // 8-bit encoding of the text, nil = UTF-8

	// decoded maps offsets back after Decode: at[i] is the position in Text
	// behind the i-th replacement, shrink[i] the bytes that Text has gained up to there.
	at, gain []int32
}

// An exactPath is the path of one cell of a column whose name has a '*'.
type exactPath struct {
	cell int32 // index in Cells
	span       // in places
}

type span struct{ lo, hi int32 }

// Reset empties a block for reuse and keeps its memory.
func (b *Block) Reset() {
	*b = Block{Text: b.Text[:0], Starts: b.Starts[:0], Cells: b.Cells[:0], CellOf: b.CellOf[:0],
		Rows: b.Rows[:0], LineOf: b.LineOf[:0], at: b.at[:0], gain: b.gain[:0], Offset: -1,
		places: b.places[:0], placeOf: b.placeOf[:0], exact: b.exact[:0]}
}

// PathOf appends the pointer or path of a field of record i to dst: the
// record's place and the path of the column. It appends nothing where the
// format has none.
func (b *Block) PathOf(dst []byte, i int, f Field) []byte {
	if i >= len(b.placeOf) || b.Table.Style < PointerPlace {
		return dst
	}
	dst = append(dst, b.places[b.placeOf[i].lo:b.placeOf[i].hi]...)
	at := sort.Search(len(b.exact), func(k int) bool { return int(b.Cells[b.exact[k].cell].Start) >= f.Start })
	if at < len(b.exact) && int(b.Cells[b.exact[at].cell].Start) == f.Start {
		return append(dst, b.places[b.exact[at].lo:b.exact[at].hi]...)
	}
	if f.Col == 0 {
		return dst
	}
	return append(dst, b.Table.Column(f.Col)...)
}

// Records returns the number of records (1 for a window).
func (b *Block) Records() int { return len(b.Starts) }

// RecordAt returns the index of the record that holds offset at.
func (b *Block) RecordAt(at int) int {
	return sort.Search(len(b.Starts), func(i int) bool { return int(b.Starts[i]) > at }) - 1
}

// Span returns the bounds of record i in Text, line end included.
func (b *Block) Span(i int) (lo, hi int) {
	lo, hi = int(b.Starts[i]), len(b.Text)
	if i+1 < len(b.Starts) {
		hi = int(b.Starts[i+1])
	}
	return lo, hi
}

// RowOf returns the row of record i as the user counts it, and its data record
// number (0 for header and preamble).
func (b *Block) RowOf(i int) (row, data int64) {
	row = b.Row + int64(i)
	if len(b.Rows) > 0 {
		row = b.Rows[i]
	}
	if !b.Header {
		data = b.Data + int64(i)
	}
	return row, data
}

// A Field is one value of a record: Text[Start:End] without its quotes.
type Field struct {
	Start, End int
	Col        int // 1-based; 0 where the format has no columns
	Quoted     bool
}

// Fields appends the fields of record i to dst.
func (b *Block) Fields(i int, dst []Field) []Field {
	lo, hi := b.Span(i)
	switch b.Layout.Kind {
	case CSV:
		return b.splitCSV(lo, hi, dst)
	case Cells:
		n := len(b.Cells)
		if i+1 < len(b.CellOf) {
			n = int(b.CellOf[i+1])
		}
		for c := int(b.CellOf[i]); c < n; c++ {
			end := hi
			if c+1 < n {
				end = int(b.Cells[c+1].Start)
			}
			dst = append(dst, Field{Start: int(b.Cells[c].Start), End: max(end-1, int(b.Cells[c].Start)), Col: int(b.Cells[c].Col)})
		}
		return dst
	}
	return append(dst, Field{Start: lo, End: trimEOL(b.Text, lo, hi)})
}

func trimEOL(t []byte, lo, hi int) int {
	if hi > lo && t[hi-1] == '\n' {
		hi--
	}
	if hi > lo && t[hi-1] == '\r' {
		hi--
	}
	return hi
}

// splitCSV splits one record by the rules of the framer.
func (b *Block) splitCSV(lo, hi int, dst []Field) []Field {
	t, q, d := b.Text, b.Layout.Quote, b.Layout.Delim
	hi = trimEOL(t, lo, hi)
	col, inQuote := 1, false
	if b.Window {
		col, inQuote = max(b.Col0, 1), b.InQuote
	}
	for at := lo; ; col++ {
		f := Field{Start: at, Col: col}
		if inQuote || q != 0 && at < hi && t[at] == q {
			f.Quoted = true
			if !inQuote {
				f.Start++
			}
			inQuote = false
			end := b.closingQuote(f.Start, hi)
			if end < 0 { // never closed: the quote is data, or the window ends inside the field
				if b.Window {
					f.End, at = hi, hi
				} else {
					f.Start, f.Quoted = at, false
					f.End = b.Layout.index(t[:hi], at, d)
					at = f.End
				}
			} else {
				f.End, at = end, end+1
			}
		} else {
			at = b.Layout.index(t[:hi], at, d)
			f.End = at
		}
		dst = append(dst, f)
		if at >= hi {
			return dst
		}
		at++ // the delimiter
	}
}

// CountFields counts the fields of record i of a CSV block and those that are
// not empty, and adds one to filled[column-1] for each of these. It is Fields
// without the bounds, for the sake of every record that holds no finding.
func (b *Block) CountFields(i int, filled []int64) (fields, nonEmpty int, grown []int64) {
	t, q, d := b.Text, b.Layout.Quote, b.Layout.Delim
	lo, hi := b.Span(i)
	hi = trimEOL(t, lo, hi)
	for at := lo; ; at++ {
		start, end := at, 0
		if q != 0 && at < hi && t[at] == q {
			if c := b.closingQuote(at+1, hi); c >= 0 {
				start, end, at = at+1, c, c+1
			} else {
				end = b.Layout.index(t[:hi], at, d)
				at = end
			}
		} else {
			end = b.Layout.index(t[:hi], at, d)
			at = end
		}
		if end > start {
			nonEmpty++
			if fields >= len(filled) {
				filled = append(filled, make([]int64, fields+1-len(filled))...)
			}
			filled[fields]++
		}
		fields++
		if at >= hi {
			return fields, nonEmpty, filled
		}
	}
}

// closingQuote returns the quote before a delimiter or the end of the record
// that closes the field whose text begins at p, or -1. It is the framer's rule.
func (b *Block) closingQuote(p, hi int) int {
	t, q, d := b.Text, b.Layout.Quote, b.Layout.Delim
	for from := p; ; {
		n := bytes.IndexByte(t[p:hi], q)
		if n < 0 {
			return -1
		}
		p += n
		switch {
		case b.Layout.escaped(t, from, p):
			p++
		case p+1 >= hi || t[p+1] == d:
			return p
		case t[p+1] == q:
			p += 2
			if p > hi {
				return -1
			}
		case t[p+1] == '\n' || t[p+1] == '\r':
			return p
		default:
			p++
		}
	}
}

// Chars counts the code points of field f between two offsets in Text, as the
// user would count them: a doubled quote is one character. From the start of
// the field on, what earlier blocks hold of it counts too.
func (b *Block) Chars(f Field, from, to int) int64 {
	seg := b.Text[from:to]
	n := runeCount(seg)
	if f.Quoted {
		q := b.Layout.Quote
		n -= int64(bytes.Count(seg, []byte{q, q}))
	}
	if b.Window && from == 0 {
		n += b.Char0
	}
	return n
}

// runeCount is utf8.RuneCount for text that is nearly always valid: it counts the
// bytes that begin a code point, eight at a time.
func runeCount(p []byte) int64 {
	if !utf8.Valid(p) {
		return int64(utf8.RuneCount(p)) // each odd byte counts
	}
	const tops = 0x8080808080808080
	n := 0
	for len(p) >= 8 {
		x := binary.LittleEndian.Uint64(p)
		n += 8 - bits.OnesCount64(x&^(x<<1)&tops)
		p = p[8:]
	}
	for _, c := range p {
		if utf8.RuneStart(c) {
			n++
		}
	}
	return int64(n)
}

// FileOffset maps an offset in Text to a byte offset in the file, or -1.
func (b *Block) FileOffset(at int) int64 {
	if b.Offset < 0 {
		return -1
	}
	gain := int32(0)
	if n := sort.Search(len(b.at), func(i int) bool { return int(b.at[i]) > at }); n > 0 {
		gain = b.gain[n-1]
	}
	return b.Offset + int64(at) - int64(gain)
}

// ColumnLetters returns the spreadsheet name of a 1-based column: 1 = A, 27 = AA.
func ColumnLetters(col int) string {
	var buf [8]byte
	i := len(buf)
	for ; col > 0 && i > 0; col = (col - 1) / 26 {
		i--
		buf[i] = byte('A' + (col-1)%26)
	}
	return string(buf[i:])
}
