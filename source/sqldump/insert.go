package sqldump

import (
	"bytes"
	"strings"

	"leidur/source"
)

// insertHead is the last head of an INSERT as bytes: dumps of one row a
// statement repeat it, and equal bytes mean an equal head.
type insertHead struct {
	raw []byte
	v   *variant
}

// insert reads INSERT ... VALUES (...), (...); other INSERTs are text.
func (d *dump) insert() error {
	in := d.in
	var v *variant
	if n := len(d.last.raw); n > 0 {
		if p := in.peek(n + 1); len(p) > n && p[n] == '(' && bytes.Equal(p[:n], d.last.raw) {
			v = d.last.v
			in.lo += n
		}
	}
	if v == nil {
		p, h, ok := d.head((*lexer).insert)
		if !ok {
			return d.statement("INSERT")
		}
		t := d.table(d.fullName(h.parts))
		seen := len(t.variants)
		v = d.variant(t, h.columns)
		l := lexer{p: p[:h.end], d: d.dialect, whole: true}
		for l.next().kind != tokEnd {
		}
		d.last = insertHead{}
		if !l.comments {
			d.last = insertHead{append([]byte(nil), p[:h.end]...), v}
		}
		if len(t.variants) > seen || l.comments { // names and comments are swept, once
			d.text.table(t.name)
			d.take(h.end, &d.text)
			d.text.end()
		} else {
			in.lo += h.end
		}
	}
	for {
		done, err := d.tuple(v)
		if err != nil || done {
			return err
		}
		if err := d.between(false); err != nil {
			return err
		}
		if in.next() != ',' {
			return d.insertTail(v)
		}
		in.lo++
		if err := d.between(false); err != nil {
			return err
		}
		switch in.next() {
		case '(':
		case -1:
			return d.cut(v.table.nextPlace(d.line()))
		default:
			return d.insertTail(v)
		}
	}
}

// insertTail consumes what follows the tuples: the delimiter, or a clause (ON
// DUPLICATE KEY ...), which is text.
func (d *dump) insertTail(v *variant) error {
	in := d.in
	p := in.peek(max(len(d.delim), markPeek))
	switch {
	case len(p) == 0:
		return nil // scripts need no delimiter at their end
	case bytes.HasPrefix(p, []byte(d.delim)):
		in.lo += len(d.delim)
		return nil
	case p[0] == ';': // in spite of DELIMITER
		in.lo++
		return nil
	case d.scripted() && (goLine(p) || firstWord(p) == "INSERT" || firstWord(p) == "SET"):
		return nil
	}
	d.text.table(v.table.name)
	return d.statement("")
}

// scripted tells a dialect whose statements may end without a delimiter.
func (d *dump) scripted() bool { return d.dialect == mssql || d.dialect == generic }

// tuple reads one row; the read position is at its '('. done tells that the
// statement ended inside it, which is no SQL, and was swept as it stands.
func (d *dump) tuple(v *variant) (done bool, err error) {
	in := d.in
	d.begin(v)
	in.lo++
	cols := 0
	for {
		var ok bool
		if ok, err = d.value(v.rows, cols+1); ok {
			cols++
		}
		c := in.next()
		switch {
		case err != nil:
		case c == ',':
			in.lo++
			continue
		case c == ')':
			in.lo++
			return false, d.endRow(v, cols, true)
		case c == ';':
			in.lo++
			d.out.Input.Warn(source.WarnBadLine, 1, v.table.place())
			return true, d.endRow(v, cols, false)
		default:
			err = d.cut(v.table.place())
		}
		d.endRow(v, cols, false)
		return false, err
	}
}

// value reads one value up to the ',' or ')' behind it. ok is false where
// nothing stands before a ')': the tuple has no values.
func (d *dump) value(rows *source.Rows, col int) (ok bool, err error) {
	in := d.in
	if err := d.between(false); err != nil {
		return false, err
	}
	c := in.next()
	if c == ')' && col == 1 || c < 0 {
		return false, nil
	}
	rows.Cell(col)
	if c == '\'' {
		return true, d.literal(rows, d.plain(), '\'')
	}
	if c == '"' { // a string in MySQL and in SQLite; no column can stand here
		return true, d.literal(rows, d.plain(), '"')
	}
	if d.short(rows) || c == 'r' && d.replaced(rows) {
		return true, nil
	}
	for {
		if err := d.between(false); err != nil {
			return true, err
		}
		p := in.peek(tagPeek)
		n := 0
		for n < len(p) && (wordByte(p[n]) && p[n] != '$' || p[n] == '&') {
			n++
		}
		q := n // of the quote
		for n > 0 && p[0] == '_' && q < len(p) && space(p[q]) {
			q++
		}
		quote := q < len(p) && p[q] == '\''
		switch word := strings.ToUpper(string(p[:n])); {
		case len(p) > 2 && p[0] == '0' && p[1] == 'x' && hexDigit(p[2]) >= 0:
			in.lo += 2
			return true, d.hexNumber(rows)
		case len(p) > 0 && p[0] == '$' && d.dialect != mysql && dollarTag(p) != "":
			tag := dollarTag(p)
			in.lo += len(tag)
			if !d.until(tag, rows) {
				return true, nil
			}
			return true, d.trail(rows)
		case quote && (word == "E" && d.dialect != mysql):
			in.lo += q
			return true, d.literal(rows, pgEscapes, '\'')
		case quote && word == "X":
			in.lo += q + 1
			d.hex.start(rows, string(p[:1])+"'", "'")
			closed := d.quoted('\'', noEscapes, false, &d.hex)
			d.hex.end()
			if !closed {
				return true, nil
			}
			return true, d.trail(rows)
		case quote && q == n && q+2 < len(p) && d.dialect == generic && (word == "Q" || word == "NQ"): // Oracle: q'[it's]'
			closing := oracleClosing(p[q+1])
			in.lo += q + 2
			if !d.until(closing, rows) {
				return true, nil
			}
			return true, d.trail(rows)
		case quote && (word == "N" || word == "B" || word == "U&" || p[0] == '_'):
			in.lo += q
			return true, d.literal(rows, d.plain(), '\'')
		case n > 1 && q > n && q < len(p) && p[0] == '_': // _binary 0x..., _utf8mb4 x'...'
			in.lo += q
			continue
		}
		return true, d.bare(rows)
	}
}

// oracleClosing returns what ends a string that begins with q' and the mark c.
func oracleClosing(c byte) string {
	if i := strings.IndexByte("[({<", c); i >= 0 {
		c = "])}>"[i]
	}
	return string(rune(c)) + "'"
}

// short passes a number or NULL on that lies in the buffer with the end of the
// value behind it: most values that are no strings.
func (d *dump) short(rows *source.Rows) bool {
	b := d.in.buf[d.in.lo:min(d.in.hi, d.in.lo+32)]
	n := 0
	for n < len(b) && (digit(b[n]) || b[n] == '.' || b[n] == '-') {
		n++
	}
	if n == 0 && len(b) > 4 && string(b[:4]) == "NULL" && (b[4] == ',' || b[4] == ')') {
		d.in.lo += 4
		return true
	}
	if n == 0 || n == len(b) || b[n] != ',' && b[n] != ')' || bytes.Contains(b[:n], dashes) {
		return false
	}
	rows.Append(b[:n])
	d.in.lo += n
	return true
}

var dashes = []byte("--")

// plain is what a backslash means in a string without prefix.
func (d *dump) plain() escapes {
	switch {
	case !d.backslash:
		return noEscapes
	case d.dialect == postgres:
		return pgEscapes
	}
	return mysqlEscapes
}

// literal reads a string; the read position is at its quote. Where it does not
// end, the read position is at the end of the input.
func (d *dump) literal(rows *source.Rows, esc escapes, q byte) error {
	in := d.in
	in.lo++
	var out appender = rows
	if d.dialect != mysql && in.next() == '\\' { // bytea: '\x...' or E'\\x...'
		mark := bytea
		if esc == pgEscapes {
			mark = byteaCopy
		}
		if bytes.HasPrefix(in.peek(3), mark) {
			in.lo += len(mark)
			d.hex.start(rows, `\x`, "")
			out = &d.hex
		}
	}
	closed := d.quoted(q, esc, false, out)
	if out == &d.hex {
		d.hex.end()
	}
	if !closed || in.lo < in.hi && (in.buf[in.lo] == ',' || in.buf[in.lo] == ')') {
		return nil
	}
	return d.trail(rows)
}

// hexNumber reads the digits behind 0x.
func (d *dump) hexNumber(rows *source.Rows) error {
	in := d.in
	d.hex.start(rows, "0x", "")
	for in.more() {
		b := in.buf[in.lo:in.hi]
		n := 0
		for n < len(b) && hexDigit(b[n]) >= 0 {
			n++
		}
		d.take(n, &d.hex)
		if n < len(b) {
			break
		}
	}
	d.hex.end()
	return d.trail(rows)
}
