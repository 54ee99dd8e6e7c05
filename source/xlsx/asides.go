package xlsx

import (
	"bytes"
	"strings"

	"leidur/source"
)

// An aside is text of a workbook that is no cell's value: a comment, a formula,
// the prompt of a validation list, a document property.
type aside struct {
	table string // sheet or part
	area  string // range of cells
	sub   string // what it is: "comment", "formula"
	kind  source.PlaceKind
}

// asides gathers such texts in one run of records for each place they stand in.
type asides struct {
	out   *source.Out
	rows  map[aside]*source.Rows
	order []*source.Rows // in the order of their meeting
	err   error          // of the sweep: the run is stopped
}

// maxAsides bounds the runs that are open, each of which holds a block.
const maxAsides = 64

// put sweeps a text. row and col are 0 where it belongs to no single cell.
func (a *asides) put(at aside, hidden bool, row int64, col int, text []byte) {
	if len(bytes.TrimSpace(text)) == 0 || a.err != nil {
		return
	}
	r := a.rows[at]
	if r == nil {
		if len(a.order) >= maxAsides {
			a.flush()
		}
		r = source.NewRows(a.out, &source.Table{Name: at.table, Sub: at.sub, Area: at.area, Hidden: hidden, Letters: true, Style: source.CellPlace}, at.kind)
		r.Header = true // no data rows
		if a.rows == nil {
			a.rows = map[aside]*source.Rows{}
		}
		a.rows[at] = r
		a.order = append(a.order, r)
	}
	r.Begin(row, 0)
	r.Cell(col)
	r.Append(text)
	a.keep(r.End())
}

func (a *asides) flush() error {
	for _, r := range a.order {
		if a.err == nil {
			a.keep(r.Flush())
		}
	}
	a.rows, a.order = nil, a.order[:0]
	return a.err
}

func (a *asides) keep(err error) {
	if a.err == nil {
		a.err = err
	}
}

// sheetAsides takes what a sheet's part holds outside and beside its cells.
type sheetAsides struct {
	*asides
	sheet sheet
	links map[string]*link // external targets by relationship

	area    string // of the validation list or conditional format that is open
	element string // whose text is gathered; "" for none
	text    []byte
}

// link is an external address of a sheet.
type link struct {
	target string
	placed bool // a cell refers to it
}

func (s *sheetAsides) sub(area, sub string, kind source.PlaceKind, text []byte) {
	s.put(aside{s.sheet.name, area, sub, kind}, s.sheet.hidden, 0, 0, text)
}

// formula sweeps a formula that may hold a value, and the texts that it joins
// from constants: "379"&"11020001" is one number to who reads the sheet.
func (s *sheetAsides) formula(row int64, col int, f []byte) {
	if !mayHoldValue(f) {
		return
	}
	at := aside{table: s.sheet.name, sub: "formula", kind: source.KindCell}
	s.put(at, s.sheet.hidden, row, col, f)
	for _, folded := range foldConstants(f) {
		s.put(at, s.sheet.hidden, row, col, folded)
	}
}

// mayHoldValue tells a formula with a text or a long number from one of
// references alone, which most are.
func mayHoldValue(f []byte) bool {
	digits := 0
	for _, c := range f {
		switch {
		case c == '"' || c == '\'' || c == '@' || c >= 0x80:
			return true
		case c < '0' || c > '9':
			digits = 0
			continue
		}
		if digits++; digits > 7 { // rows have seven digits
			return true
		}
	}
	return false
}

// foldConstants returns the texts of all concatenations of two and more
// constants.
func foldConstants(f []byte) (out [][]byte) {
	for i := 0; i < len(f); {
		text, n := constant(f[i:])
		if n == 0 {
			i++
			for i < len(f) && wordByte(f[i-1]) && f[i] >= '0' && f[i] <= '9' { // the row of a reference
				i++
			}
			continue
		}
		i += n
		parts := 1
		for {
			k := skipSpace(f, i)
			if k == len(f) || f[k] != '&' {
				break
			}
			k = skipSpace(f, k+1)
			next, n := constant(f[k:])
			if n == 0 {
				break
			}
			text, i = append(text, next...), k+n
			parts++
		}
		if parts > 1 {
			out = append(out, text)
		}
	}
	return out
}

func wordByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '$' || c == '_' || c == '.' }

// constant reads a text or a number at the start of f; n is its length there.
func constant(f []byte) (text []byte, n int) {
	if len(f) == 0 {
		return nil, 0
	}
	if f[0] != '"' {
		for n < len(f) && f[n] >= '0' && f[n] <= '9' {
			n++
		}
		return append(text, f[:n]...), n
	}
	for n = 1; n < len(f); n++ {
		if f[n] == '"' {
			if n+1 == len(f) || f[n+1] != '"' {
				return text, n + 1
			}
			n++
		}
		text = append(text, f[n])
	}
	return nil, 0
}

// open takes an open tag outside the cells.
func (s *sheetAsides) open(x *scanner) {
	s.element, s.text = "", s.text[:0]
	switch name := string(x.name); name {
	case "dataValidation", "conditionalFormatting":
		s.area = attr(x.attrs, "sqref")
		for _, a := range []struct{ attr, sub string }{{"promptTitle", "prompt"}, {"prompt", "prompt"}, {"errorTitle", "error"}, {"error", "error"}} {
			s.sub(s.area, a.sub, source.KindValidationList, []byte(attr(x.attrs, a.attr)))
		}
	case "sqref", "formula1", "formula2", "formula", "f", "oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter":
		if !x.empty {
			s.element = name
		}
	case "hyperlink":
		s.hyperlink(x)
	case "protectedRange", "scenario":
		for _, a := range []string{"name", "user", "comment"} {
			s.sub(attr(x.attrs, "sqref"), name, source.KindMetadata, []byte(attr(x.attrs, a)))
		}
	}
}

func (s *sheetAsides) hyperlink(x *scanner) {
	ref := attr(x.attrs, "ref")
	row, col, area := int64(0), 0, ref
	if c, r, ok := parseRef([]byte(ref)); ok {
		row, col, area = r, c, ""
	}
	at := aside{table: s.sheet.name, area: area, sub: "link", kind: source.KindMetadata}
	texts := []string{attr(x.attrs, "location"), attr(x.attrs, "tooltip"), attr(x.attrs, "display")}
	if l := s.links[attr(x.attrs, "id")]; l != nil {
		l.placed = true
		texts = append(texts, l.target)
	}
	for _, t := range texts {
		s.put(at, s.sheet.hidden, row, col, []byte(t))
	}
}

func (s *sheetAsides) chars(p []byte, entities bool) {
	if s.element != "" && len(s.text) < maxFormula {
		s.text, _ = appendText(s.text, p, entities)
	}
}

// close takes a close tag outside the cells.
func (s *sheetAsides) close(name []byte) {
	if s.element == "" || s.element != string(name) {
		return
	}
	sub, kind := "validation", source.KindValidationList
	switch {
	case s.element == "sqref": // a list in an extension names its range last
		s.area = string(s.text)
		s.element = ""
		return
	case s.element == "formula":
		sub = "condition"
	case strings.HasSuffix(s.element, "Header"):
		sub, kind, s.area = "header", source.KindMetadata, ""
	case strings.HasSuffix(s.element, "Footer"):
		sub, kind, s.area = "footer", source.KindMetadata, ""
	}
	s.sub(s.area, sub, kind, s.text)
	for _, folded := range foldConstants(s.text) {
		s.sub(s.area, sub, kind, folded)
	}
	s.element = ""
}

// finish sweeps the addresses that no cell was seen to use.
func (s *sheetAsides) finish() error {
	for _, id := range sortedKeys(s.links) {
		if l := s.links[id]; !l.placed {
			s.put(aside{table: relsOf(s.sheet.part), sub: "link", kind: source.KindMetadata}, false, 0, 0, []byte(l.target))
		}
	}
	return s.flush()
}
