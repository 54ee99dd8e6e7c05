package sqldump

import (
	"bytes"

	"leidur/source"
)

// leadMax bounds the indentation that is kept of a line of text.
const leadMax = 4 << 10

// text sweeps what is not data: comments, definitions, bodies. One record is
// one physical line of it, or the part of it that has a place of its own.
type text struct {
	d    *dump
	rows *source.Rows
	name string // nearest table
	own  spot   // of the text at hand
	next []spot // within the statement at hand, in order
	line int64  // of the open record
	open bool
	lead []byte // white space in front of the record
	cr   bool   // a carriage return is held back: it may end the line
	last [2]byte
}

// A spot is a sub-place of a table, and where in the dump its text begins. sub
// is "" for text that has no place but its line.
type spot struct {
	at          int64
	sub, column string // "comment:nimi", "nimi"
}

// table names the table that the lines to come stand near.
func (t *text) table(name string) { t.place(name, spot{}) }

// place names the sub-place of the text to come.
func (t *text) place(name string, s spot) {
	if t.rows != nil && t.name == name && t.own.sub == s.sub {
		return
	}
	t.flush()
	t.name, t.own = name, s
	table := &source.Table{DB: t.d.database(), Name: t.d.within(name), Sub: s.sub}
	switch {
	case s.sub != "":
	case t.d.archive:
		table.Sub = "toc"
	default:
		table.Style = source.LinePlace
	}
	if s.column != "" {
		table.Columns = []string{s.column}
	}
	t.rows = source.NewRows(t.d.out, table, source.KindSQLComment)
	t.rows.Header = true
}

// ended closes the sub-places of a statement.
func (t *text) ended() {
	t.next = t.next[:0]
	if t.own.sub != "" {
		t.table(t.name)
	}
}

// Append takes the bytes at the read position, before they are consumed.
func (t *text) Append(p []byte) {
	if len(p) == 0 {
		return
	}
	line, pos := t.d.in.line(), t.d.in.pos()
	for len(t.next) > 0 && t.next[0].at < pos+int64(len(p)) {
		s := t.next[0]
		t.next = t.next[1:]
		if n := s.at - pos; n > 0 {
			line = t.lines(p[:n], line)
			p, pos = p[n:], s.at
		}
		t.place(t.name, s)
	}
	t.lines(p, line)
}

// lines takes text from a line on and returns the line of its end.
func (t *text) lines(p []byte, line int64) int64 {
	if len(p) > 1 {
		t.last[0] = p[len(p)-2]
	} else {
		t.last[0] = t.last[1]
	}
	t.last[1] = p[len(p)-1]
	for {
		n := bytes.IndexByte(p, '\n')
		if n < 0 {
			t.piece(p, line)
			return line
		}
		t.piece(p[:n], line)
		t.end()
		line++
		if p = p[n+1:]; len(p) == 0 {
			return line
		}
	}
}

// piece adds a part of one line. Empty lines make no record.
func (t *text) piece(p []byte, line int64) {
	if t.open && line != t.line {
		t.end() // data stood between
	}
	if !t.open {
		n := 0
		for n < len(p) && space(p[n]) {
			n++
		}
		t.lead = append(t.lead, p[:min(n, leadMax-len(t.lead))]...)
		if p = p[n:]; len(p) == 0 {
			return
		}
		t.begin(line)
	}
	if len(p) == 0 {
		return
	}
	if t.cr {
		t.rows.AppendByte('\r')
	}
	if t.cr = p[len(p)-1] == '\r'; t.cr {
		p = p[:len(p)-1]
	}
	t.rows.Append(p)
}

func (t *text) begin(line int64) {
	row, physical := line, line
	if t.own.sub != "" || t.d.archive {
		row = 0
	}
	if t.d.archive {
		physical = 0
	}
	t.rows.Begin(row, physical)
	column := 0
	if t.own.column != "" {
		column = 1
	}
	t.rows.Cell(column)
	t.rows.Append(t.lead)
	t.open, t.line, t.lead = true, line, t.lead[:0]
}

// end closes the record of the current line.
func (t *text) end() {
	if t.open {
		t.d.keep(t.rows.End())
	}
	t.open, t.cr, t.lead = false, false, t.lead[:0]
}

func (t *text) flush() {
	t.end()
	if t.rows != nil && t.d.err == nil {
		t.d.keep(t.rows.Flush())
	}
}

// literal adds decoded text to the current line: its line ends are no physical
// ones.
type literal struct{ t *text }

func (l literal) Append(p []byte) {
	if !l.t.open {
		l.t.begin(l.t.d.in.line())
	}
	if l.t.cr {
		l.t.rows.AppendByte('\r')
		l.t.cr = false
	}
	l.t.rows.Append(p)
}

// An appender takes parts of a value.
type appender interface{ Append(p []byte) }

// nowhere drops what holds no text of its own: the name of a cast's type.
type nowhere struct{}

func (nowhere) Append([]byte) {}
