package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"

	"leidur/source"
)

// The bounds of a sheet in every Excel since 2007.
const (
	maxRow = 1 << 20
	maxCol = 1 << 14
)

// sheetReader walks the XML of one sheet and hands cells to a tableWriter.
type sheetReader struct {
	s      *scanner
	w      *tableWriter
	shared *sharedStrings
	book   *bookReader
	beside *sheetAsides

	root               string // name of the root element
	inData, dataDone   bool   // <sheetData> is open; was closed
	rootDone           bool
	inRow, inCell      bool
	inString, inText   bool   // <is>; <t> in it
	inValue            bool   // <v>
	inFormula          bool   // <f>
	skip               string // element whose content is no cell text
	row                int64
	rowGuessed         bool // the row has no number of its own yet
	col                int
	kind               cellKind
	formula, hasResult bool
	style              int    // index of the cell's format
	val                []byte // <v> that is no text
	fml                []byte // <f>
	write              func([]byte)
	scratch            []byte

	controlRow, malformRow int64 // row that was read when the first was met
	badRefs                count // references to forbidden characters
	oddPlaces              count // row and cell references that make no sense
	noValue                count // formulas without a cached value
	noString               count // indexes of strings that do not exist
}

// count is a number of occurrences and the place of the first.
type count struct {
	n   int64
	row int64
	col int
}

func (c *count) add(row int64, col int) {
	if c.n == 0 {
		c.row, c.col = row, col
	}
	c.n++
}

// readSheet reads one worksheet; what stops it is noted, after the cells before
// that place went out. The error is that of a stopped run.
func (p *pack) readSheet(ctx context.Context, out *source.Out, sh sheet, shared *sharedStrings, b *bookReader) error {
	if sh.part == "" {
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "missing part: no relationship to the sheet", From: sh.name})
		return nil
	}
	pt, err := p.open(ctx, sh.part)
	if err != nil {
		out.Note(withPlace(err, sh.name))
		return ctx.Err()
	}
	defer pt.Close()
	w := newTable(out, sh)
	r := &sheetReader{s: newScanner(pt), w: w, write: w.write, shared: shared, book: b}
	r.beside = b.beside(sh)
	if b.at.err != nil {
		return b.at.err
	}
	limit, err := r.run(out.Limits.MemberSize)
	if err == nil {
		err = w.finish()
	}
	if err == nil {
		err = r.beside.finish()
	}
	if cerr := ctx.Err(); cerr != nil {
		return cerr
	}
	if err != nil {
		return err
	}
	r.report(out, sh, limit)
	return nil
}

// run reads all tokens. limit: more text came out of the sheet than a member
// may have, through shared strings that are used again and again.
func (r *sheetReader) run(max int64) (limit bool, err error) {
	for {
		tok := r.s.next()
		switch tok {
		case tokText, tokCData:
			switch {
			case r.inValue || r.inText:
				r.chars(r.s.text, tok == tokText)
			case r.inFormula:
				r.formulaChars(r.s.text, tok == tokText)
			case !r.inData && r.root != "":
				r.beside.chars(r.s.text, tok == tokText)
			}
			continue
		case tokOpen:
			r.openTag()
			if r.s.empty {
				err = r.closeTag()
			}
		case tokClose:
			err = r.closeTag()
		case tokEOF:
			return false, r.w.endRow()
		}
		if err != nil {
			return false, err
		}
		if r.w.total > max {
			return true, r.w.endRow()
		}
	}
}

func (r *sheetReader) openTag() {
	name := r.s.name
	if r.skip != "" {
		return
	}
	if !r.inData {
		switch {
		case string(name) == "sheetData":
			r.inData = true
		case r.root == "":
			r.root = string(name)
		default:
			r.beside.open(r.s)
		}
		return
	}
	switch string(name) {
	case "c":
		r.openCell()
	case "v":
		r.inValue = r.inCell && !r.s.empty
		r.hasResult = true
	case "row":
		r.openRow()
	case "f":
		r.formula = true
		r.inFormula = r.inCell && !r.s.empty
		r.fml = r.fml[:0]
	case "is":
		r.inString, r.hasResult = r.inCell, true
	case "t":
		r.inText = r.inString && !r.s.empty
	case "rPh":
		r.skip = "rPh"
	case "extLst":
		r.skip = "extLst"
	}
}

func (r *sheetReader) closeTag() error {
	name := r.s.name
	if r.skip != "" {
		switch string(name) {
		case r.skip:
			r.skip = ""
			return nil
		case "c", "row", "sheetData": // the end of what is skipped was lost
			r.skip = ""
		default:
			return nil
		}
	}
	if !r.inData {
		r.rootDone = r.rootDone || string(name) == r.root
		r.beside.close(name)
		return nil
	}
	switch string(name) {
	case "c":
		r.closeCell()
	case "v":
		if r.inValue {
			r.inValue = false
			r.value()
		}
	case "row":
		return r.closeRow()
	case "f":
		if r.inFormula {
			r.inFormula = false
			r.beside.formula(r.row, r.col, r.fml)
		}
	case "t":
		r.inText = false
	case "is":
		r.inString, r.inText = false, false
	case "sheetData":
		r.inData, r.dataDone = false, true
		return r.closeRow()
	}
	return nil
}

// openRow starts a row: its own number, or one more than the row before it.
func (r *sheetReader) openRow() {
	r.closeRow() // its error is kept by the writer
	last := r.row
	r.row, r.rowGuessed = last+1, true
	eachAttr(r.s.attrs, func(name, v []byte) bool {
		if string(name) != "r" {
			return true
		}
		n, err := strconv.ParseInt(string(bytes.TrimSpace(v)), 10, 64)
		if err == nil && n >= 1 && n <= maxRow {
			r.row, r.rowGuessed = n, false
		}
		if err != nil || r.row != n || n <= last {
			r.oddPlaces.add(r.row, 0)
		}
		return false
	})
	r.inRow, r.col = true, 0
	r.damage()
	r.w.startRow(r.row)
}

func (r *sheetReader) closeRow() error {
	r.closeCell()
	if r.inRow {
		r.damage()
	}
	r.inRow = false
	return r.w.endRow()
}

// damage notes the row that is being read when damage is passed.
func (r *sheetReader) damage() {
	if r.controlRow == 0 && r.s.controls > 0 && r.s.pos() > r.s.controlAt {
		r.controlRow = r.row
	}
	if r.malformRow == 0 && r.s.malformed > 0 && r.s.pos() > r.s.malformAt {
		r.malformRow = r.row
	}
}

// report notes how the sheet ended and what was odd in it.
func (r *sheetReader) report(out *source.Out, sh sheet, limit bool) {
	next := r.row + 1 // the first row that was not read to its end
	if r.inRow {
		next = r.row
	}
	place := r.w.place
	switch err := r.s.err; {
	case limit:
		out.Note(&source.Gap{Reason: source.LimitSize, Detail: "the sheet's text is larger than one part may be", From: place(next)})
	case err != io.EOF:
		out.Note(withPlace(partGap(err), place(next)))
	case !r.rootDone:
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "truncated", From: place(next)})
	case !r.dataDone && r.root != "chartsheet" && r.root != "dialogsheet":
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "bad_xml: no sheetData", From: place(next)})
	}
	if r.noString.n > 0 {
		out.Note(&source.Gap{Reason: source.Damaged, From: place(r.noString.row),
			Detail: fmt.Sprintf("bad_xml: %d cells refer to shared strings that are not there", r.noString.n)})
	}
	if r.badRefs.n > 0 {
		r.s.controls += r.badRefs.n
		if r.controlRow == 0 || r.badRefs.row < r.controlRow {
			r.controlRow = r.badRefs.row
		}
	}
	for _, row := range []*int64{&r.controlRow, &r.malformRow} {
		if *row == 0 { // behind the last row
			*row = next
		}
	}
	noteSyntax(out, r.s, place(r.controlRow), place(r.malformRow))
	if c := r.oddPlaces; c.n > 0 {
		out.Input.Warn(source.WarnBadLine, c.n, place(c.row))
	}
	if c := r.noValue; c.n > 0 {
		out.Input.Warn(source.WarnFormulaNoValue, c.n, fmt.Sprintf("%s!%s%d", sh.name, source.ColumnLetters(c.col), c.row))
	}
}
