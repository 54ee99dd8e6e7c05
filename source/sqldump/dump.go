package sqldump

import (
	"bytes"
	"fmt"
	"strings"

	"leidur/source"
)

// dump is the state of reading one input. Its loop takes one statement at a
// time from the front of the read buffer:
//
//	white space, comments ─► text
//	INSERT ... VALUES      ─► tuples (insert.go) ─► rows of the table
//	COPY ... FROM stdin    ─► lines (copy.go)    ─► rows of the table
//	everything else        ─► text (statement.go)
//
// Two blocks are assembled at a time, one of rows and one of text, because
// scripts put a GO or a comment between any two rows.
type dump struct {
	in      *input
	out     *source.Out
	text    text
	hex     hexText
	archive bool   // the text was made from an archive: its lines mean nothing
	lob     string // large object that is open
	err     error  // of Emit: stop

	dialect   dialect
	backslash bool // '...' has backslash escapes
	wasBack   bool // the same before the last SET sql_mode
	delim     string
	special   [256]bool // bytes at which a text statement is looked at
	db        string    // \connect, USE, or the banner of mysqldump
	schema    string    // search_path of an old pg_dump

	charmap *source.Charmap
	tables  map[string]*table
	keys    map[string][]string // primary keys that stand behind the data
	cur     *variant            // has rows in an open block
	last    insertHead
	scratch []byte
	held    int // bytes of the variants' column lists

	banners  int    // openings of a dump without their closing line
	restrict string // key of \restrict that waits for its \unrestrict
	misfit   bool   // a WarnColumnCount has its place
}

// heldMax bounds the bytes of column lists that are remembered. Behind it they
// are forgotten and built anew: data record numbers then start again, rows do not.
const heldMax = 32 << 20

// A table is what is known of a name.
type table struct {
	name     string
	columns  []string // CREATE TABLE
	key      []string
	rows     int64 // rows seen
	line     int64 // of the last of them
	variants map[string]*variant
}

// A variant is a table as one column list names its values: source.Table is
// fixed once rows of it are out.
type variant struct {
	table *table
	cols  int // 0: unknown
	rows  *source.Rows
}

func (t *table) place() string { return rowPlace(t.name, t.rows, t.line) }

func (t *table) nextPlace(line int64) string { return rowPlace(t.name, t.rows+1, line) }

func rowPlace(name string, row, line int64) string {
	if line == 0 {
		return fmt.Sprintf("%s row %d", name, row)
	}
	return fmt.Sprintf("%s row %d (line %d)", name, row, line)
}

// line is the physical line at the read position, 0 where the dump has none.
func (d *dump) line() int64 {
	if d.archive {
		return 0
	}
	return d.in.line()
}

// cut is the end of an input that ends inside something.
func (d *dump) cut(from string) error {
	return &source.Gap{Reason: source.Damaged, Detail: "truncated", From: from}
}

func (d *dump) keep(err error) {
	if d.err == nil {
		d.err = err
	}
}

// fullName is the name of a table as locations show it: database.table in
// MySQL, database!schema.table behind psql's \connect, else as written.
func (d *dump) fullName(parts []string) string {
	if len(parts) == 1 && d.schema != "" && d.dialect == postgres {
		parts = []string{d.schema, parts[0]}
	}
	name := strings.Join(parts, ".")
	switch {
	case d.db == "" || d.dialect == mssql:
	case d.dialect == mysql && len(parts) == 1:
		name = d.db + "." + name
	case d.dialect == postgres:
		name = d.db + "!" + name
	}
	return d.decode(name)
}

// database is the database that psql's \connect chose.
func (d *dump) database() string {
	if d.dialect != postgres {
		return ""
	}
	return d.decode(d.db)
}

// within is a full name without its database.
func (d *dump) within(name string) string {
	if db := d.database(); db != "" {
		return strings.TrimPrefix(name, db+"!")
	}
	return name
}

// decode makes a name of the dump valid UTF-8.
func (d *dump) decode(name string) string {
	b := source.Block{Text: []byte(name), Charmap: d.charmap}
	b.Decode(nil)
	return string(b.Text)
}

func (d *dump) table(name string) *table {
	t := d.tables[name]
	if t == nil {
		t = &table{name: name, variants: map[string]*variant{}}
		d.tables[name] = t
		d.out.Input.AddTable(name)
	}
	return t
}

// variant returns the table with the columns of a statement, or of its CREATE
// TABLE.
func (d *dump) variant(t *table, columns []string) *variant {
	if columns == nil {
		columns = t.columns
	}
	id := strings.Join(columns, "\x00")
	if v := t.variants[id]; v != nil {
		return v
	}
	st := &source.Table{DB: d.database(), Name: d.within(t.name), Columns: make([]string, len(columns))}
	for i, c := range columns {
		st.Columns[i] = d.decode(c)
	}
	key := t.key
	if key == nil {
		key = d.keys[t.name]
	}
	st.Key = positions(key, columns)
	for i := 0; st.Key == nil && d.out.Hints.Key != nil && i < len(columns); i++ {
		if d.out.Hints.Key(st.Columns[i]) {
			st.Key = []int{i}
		}
	}
	if d.held += len(id); d.held > heldMax {
		d.flushRows()
		for _, other := range d.tables {
			clear(other.variants)
		}
		d.held = len(id)
	}
	v := &variant{t, len(columns), source.NewRows(d.out, st, source.KindSQLValue)}
	t.variants[id] = v
	return v
}

// positions returns the 0-based places of key in columns, or nil.
func positions(key, columns []string) (at []int) {
	for _, k := range key {
		n := -1
		for i, c := range columns {
			if c == k {
				n = i
				break
			}
		}
		if n < 0 {
			return nil
		}
		at = append(at, n)
	}
	return at
}

// begin opens the next row of v at the current line.
func (d *dump) begin(v *variant) {
	if d.cur != v {
		d.flushRows()
		d.cur = v
	}
	v.table.rows++
	v.table.line = d.line()
	v.rows.Begin(v.table.rows, v.table.line)
}

// endRow closes the row. whole is false for one that the input's end cut: its
// number of values says nothing.
func (d *dump) endRow(v *variant, cols int, whole bool) error {
	d.keep(v.rows.End())
	if whole && v.cols > 0 && cols != v.cols {
		place := ""
		if !d.misfit {
			place, d.misfit = v.table.place(), true
		}
		d.out.Input.Warn(source.WarnColumnCount, 1, place)
	}
	return d.err
}

func (d *dump) flushRows() {
	if d.cur != nil && d.err == nil {
		d.keep(d.cur.rows.Flush())
	}
	d.cur = nil
}

// run reads to the end of the input. It returns the Gap of what is open there.
func (d *dump) run() error {
	in := d.in
	for d.err == nil {
		if err := d.between(true); err != nil {
			return err
		}
		p := in.peek(512)
		if len(p) == 0 {
			break
		}
		var err error
		switch word := firstWord(p); {
		case p[0] == '\\':
			d.command(p)
			d.restOfLine()
		case word == "DELIMITER" && d.dialect != postgres:
			if f := strings.Fields(line(p)); len(f) > 1 {
				d.setDelim(f[1])
			}
			d.restOfLine()
		case word == "GO" && goLine(p):
			d.restOfLine()
		case word == "INSERT" || word == "REPLACE":
			err = d.insert()
		case word == "COPY":
			err = d.copy()
		default:
			err = d.statement(word)
		}
		if err != nil {
			return err
		}
	}
	if d.banners > 0 || d.restrict != "" {
		return d.cut(fmt.Sprintf("line %d", in.line()))
	}
	return d.err
}

// between passes what may stand between any two tokens: white space, which
// goes to the text if top is set, and comments.
func (d *dump) between(top bool) error {
	in := d.in
	for {
		if c := in.next(); c < 0 || !space(byte(c)) && c != '-' && c != '/' && c != '#' && c != '*' {
			return nil
		}
		b := in.buf[in.lo:in.hi]
		n := 0
		for n < len(b) && space(b[n]) {
			n++
		}
		switch {
		case n > 0 && top:
			d.take(n, &d.text)
			continue
		case n > 0:
			in.lo += n
			continue
		}
		p := in.peek(markPeek)
		kind, n := mark(p, d.dialect)
		switch kind {
		case notComment:
			return nil
		case codeMark:
			if top {
				d.take(n, &d.text)
			} else {
				in.lo += n
			}
		default:
			if err := d.comment(kind, top); err != nil {
				return err
			}
		}
	}
}

// comment sweeps the comment at the read position.
func (d *dump) comment(kind int, top bool) error {
	in := d.in
	if kind == lineComment {
		if top {
			d.banner(in.peek(512))
		}
		d.restOfLine()
		return nil
	}
	start := in.line()
	for depth := 0; ; {
		b := in.buf[in.lo:in.hi]
		n := 0
		for n < len(b) && b[n] != '*' && b[n] != '/' {
			n++
		}
		d.take(n, &d.text)
		p := in.peek(2)
		if len(p) < 2 {
			d.take(len(p), &d.text)
			return d.cut(fmt.Sprintf("line %d", start))
		}
		switch {
		case p[0] == '*' && p[1] == '/':
			d.take(2, &d.text)
			if depth--; depth == 0 {
				return nil
			}
		case p[0] == '/' && p[1] == '*' && (depth == 0 || d.dialect.nests()):
			d.take(2, &d.text)
			depth++
		default:
			d.take(1, &d.text)
		}
	}
}

// restOfLine sweeps to the end of the line and reports whether there is one.
func (d *dump) restOfLine() bool {
	in := d.in
	for in.more() {
		n := find(in.buf[:in.hi], in.lo, '\n') - in.lo
		if in.lo+n < in.hi {
			d.take(n+1, &d.text)
			return true
		}
		d.take(n, &d.text)
	}
	return false
}

// copy reads a COPY statement and its data.
func (d *dump) copy() error {
	in := d.in
	_, h, ok := d.head((*lexer).copyFrom)
	if !ok {
		return d.statement("COPY")
	}
	t := d.table(d.fullName(h.parts))
	d.text.table(t.name)
	d.take(h.end, &d.text)
	crlf := bytes.HasPrefix(in.peek(2), []byte("\r\n")) // a dump in text mode: the data's lines end so, too
	if !d.restOfLine() {
		return d.cut(t.nextPlace(d.line()))
	}
	if h.csv {
		return d.copyText(t)
	}
	return d.copyData(d.variant(t, h.columns), h, crlf)
}

// head reads the head of a statement with parse, from as much of the buffer as
// that takes. p is what was looked at.
func (d *dump) head(parse func(*lexer) (head, bool, bool)) (p []byte, h head, ok bool) {
	for n := 4 << 10; ; n *= 4 {
		p = d.in.peek(min(n, bufSize))
		l := lexer{p: p, d: d.dialect, back: d.backslash, whole: len(p) < n}
		h, ok, cut := parse(&l)
		if !cut || len(p) < n || n >= bufSize {
			return p, h, ok
		}
	}
}

func newDump(in *input, out *source.Out, e evidence) *dump {
	d := &dump{in: in, out: out, dialect: e.dialect, backslash: e.backslash, wasBack: e.backslash,
		tables: map[string]*table{}}
	d.text.d = d
	d.text.table("")
	d.setDelim(";")
	return d
}
