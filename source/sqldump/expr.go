package sqldump

import (
	"bytes"
	"strings"

	"leidur/source"
)

// trail reads what follows a string up to the end of the value: nothing, a cast
// (whose type is no text), or an expression.
func (d *dump) trail(rows *source.Rows) error {
	for {
		if err := d.between(false); err != nil {
			return err
		}
		p := d.in.peek(2)
		switch {
		case len(p) == 0 || p[0] == ',' || p[0] == ')':
			return nil
		case len(p) == 2 && p[0] == ':' && p[1] == ':':
			d.cast()
		default:
			rows.Append(blank)
			return d.bare(rows)
		}
	}
}

var blank = []byte{' '}

// cast consumes ::type, for example ::numeric(10,2)[] or ::"my type".
func (d *dump) cast() {
	in := d.in
	in.lo += 2
	for depth := 0; ; {
		c := in.next()
		switch {
		case c < 0:
			return
		case c == '"':
			in.lo++
			d.quoted('"', noEscapes, false, nowhere{})
			continue
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case c == ',' && depth > 0, c == '[', c == ']', c == '.', c == ' ', wordByte(byte(c)):
		default:
			return
		}
		in.lo++
	}
}

// bare passes an expression on as written, with its strings decoded and white
// space as single blanks: numbers, TRUE, now(), CAST('x' AS text), ARRAY['a'].
// A lone NULL is an empty cell. It stops at the ',' or ')' behind the value, or
// at a ';', which no value contains.
func (d *dump) bare(rows *source.Rows) error {
	e := expr{rows: rows}
	err := d.bareParts(&e)
	if err == nil && !(e.only && strings.EqualFold(string(e.hold), "NULL")) {
		e.flush()
	}
	return err
}

// expr holds the first bytes of an expression back until it is more than NULL.
type expr struct {
	rows  *source.Rows
	hold  []byte
	only  bool // nothing but hold came
	begun bool
	gap   bool // white space stands before the next part
}

// Append takes the next part.
func (e *expr) Append(p []byte) {
	if len(p) == 0 {
		return
	}
	if !e.begun {
		e.begun, e.only, e.gap = true, true, false
	}
	if e.only && !e.gap && len(e.hold)+len(p) <= len("NULL") {
		e.hold = append(e.hold, p...)
		return
	}
	e.flush()
	if e.gap {
		e.rows.Append(blank)
	}
	e.gap = false
	e.rows.Append(p)
}

func (e *expr) flush() {
	if e.only {
		e.rows.Append(e.hold)
	}
	e.only = false
}

// plainByte tells the bytes that mean nothing to an expression.
func plainByte(c byte) bool {
	switch c {
	case '\'', '"', '`', '$', '(', ')', '[', ']', '{', '}', ',', ';', ':', '-', '/', '#', '*':
		return false
	}
	return !space(c)
}

func (d *dump) bareParts(e *expr) error {
	in := d.in
	last := byte(0) // the byte before, for E'...' and a$b$
	for depth := 0; ; {
		b := in.buf[in.lo:in.hi]
		n := 0
		for n < len(b) && plainByte(b[n]) {
			n++
		}
		if n > 0 {
			last = b[n-1]
			d.take(n, e)
			continue
		}
		p := in.peek(markPeek)
		if len(p) == 0 {
			e.flush()
			return nil
		}
		c := p[0]
		kind, _ := mark(p, d.dialect)
		switch {
		case space(c) || kind != notComment:
			if err := d.between(false); err != nil {
				e.flush()
				return err
			}
			e.gap, last = true, 0
			continue
		case c == ';', depth == 0 && (c == ',' || c == ')'):
			return nil
		case c == '\'' || c == '"' || c == '`':
			esc := d.plain()
			if (last == 'E' || last == 'e') && d.dialect != mysql && c == '\'' {
				esc = pgEscapes
			}
			d.take(1, e)
			if !d.quoted(c, esc, false, e) {
				e.flush()
				return nil
			}
			e.Append([]byte{c})
			last = c
			continue
		case c == '$' && d.dialect != mysql && !wordByte(last):
			if tag := dollarTag(in.peek(tagPeek)); tag != "" {
				in.lo += len(tag)
				if !d.until(tag, e) {
					e.flush()
					return nil
				}
				continue
			}
		case depth == 0 && bytes.HasPrefix(p, []byte("::")):
			d.cast()
			continue
		case c == '(' || c == '[' || c == '{':
			depth++
		case (c == ')' || c == ']' || c == '}') && depth > 0:
			depth--
		}
		last = c
		d.take(1, e)
	}
}
