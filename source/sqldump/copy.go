package sqldump

import (
	"bytes"

	"leidur/source"
)

// copyData reads the lines of COPY ... FROM stdin up to `\.`. The read position
// is behind the line end of the head.
func (d *dump) copyData(v *variant, h head, crlf bool) error {
	in := d.in
	for {
		if !in.more() {
			return d.cut(v.table.nextPlace(d.line()))
		}
		p := in.peek(4)
		if done, n := endMark(p); done {
			in.lo += n
			return d.err
		}
		if len(p) == 1 && p[0] == '\\' { // half of the mark is no row
			return d.cut(v.table.nextPlace(d.line()))
		}
		d.begin(v)
		cols, ok := 0, true
		line, fast := d.wholeLine()
		escaped := false
		if fast {
			fast, escaped = simple(line, h.delim)
		}
		if fast {
			in.lo += len(line) + 1
			if crlf && len(line) > 0 && line[len(line)-1] == '\r' {
				line = line[:len(line)-1]
			}
			cols = d.copyLine(v.rows, line, h, escaped)
		} else {
			cols, ok = d.copyStream(v.rows, h, crlf)
		}
		if err := d.endRow(v, cols, ok); err != nil {
			return err
		}
		if !ok {
			return d.cut(v.table.place())
		}
	}
}

// more tells whether a byte is left.
func (in *input) more() bool { return in.lo < in.hi || in.fill() }

// endMark recognises the line `\.` and returns its length.
func endMark(p []byte) (bool, int) {
	if len(p) < 2 || p[0] != '\\' || p[1] != '.' {
		return false, 0
	}
	switch rest := p[2:]; {
	case len(rest) == 0:
		return true, 2
	case rest[0] == '\n':
		return true, 3
	case len(rest) == 2 && rest[0] == '\r' && rest[1] == '\n':
		return true, 4
	}
	return false, 0
}

// wholeLine returns the next line without its end, if it fits the buffer.
func (d *dump) wholeLine() (line []byte, ok bool) {
	in, seen := d.in, 0
	for {
		b := in.buf[in.lo:in.hi]
		if n := bytes.IndexByte(b[seen:], '\n'); n >= 0 {
			return b[:seen+n], true
		}
		if seen = len(b); !in.fill() {
			return nil, false
		}
	}
}

// simple tells whether every delimiter and the line end stand for themselves:
// no backslash escapes one. escaped tells whether there is a backslash at all.
func simple(line []byte, delim byte) (ok, escaped bool) {
	for at := 0; ; at += 2 {
		n := bytes.IndexByte(line[at:], '\\')
		if n < 0 {
			return true, escaped
		}
		at, escaped = at+n, true
		if at+1 == len(line) || line[at+1] == delim || line[at+1] == '\r' {
			return false, true
		}
	}
}

// copyLine emits the fields of a simple line and returns their number.
func (d *dump) copyLine(rows *source.Rows, line []byte, h head, escaped bool) (cols int) {
	for cols = 1; ; cols++ {
		n := bytes.IndexByte(line, h.delim)
		field := line
		if n >= 0 {
			field = line[:n]
		}
		rows.Cell(cols)
		switch {
		case string(field) == h.null || len(field) == 0:
		case escaped && bytes.IndexByte(field, '\\') >= 0:
			d.copyField(rows, field)
		default:
			rows.Append(field)
		}
		if n < 0 {
			return cols
		}
		line = line[n+1:]
	}
}

// copyField emits one field with escapes.
func (d *dump) copyField(rows *source.Rows, field []byte) {
	var out appender = rows
	if bytes.HasPrefix(field, byteaCopy) {
		d.hex.start(rows, `\x`, "")
		out, field = &d.hex, field[len(byteaCopy):]
		defer d.hex.end()
	}
	for len(field) > 0 {
		n := bytes.IndexByte(field, '\\')
		if n < 0 {
			out.Append(field)
			return
		}
		out.Append(field[:n])
		var used int
		d.scratch, used = unescape(copyEscapes, field[n:], d.scratch[:0])
		out.Append(d.scratch)
		field = field[n+used:]
	}
}

// byteaCopy begins a bytea value in COPY; bytea in a string literal.
var (
	byteaCopy = []byte(`\\x`)
	bytea     = []byte(`\x`)
)

// copyStream emits a line of any length. ok is false where the input ends
// before the line does.
func (d *dump) copyStream(rows *source.Rows, h head, crlf bool) (cols int, ok bool) {
	in := d.in
	for cols = 1; ; cols++ {
		rows.Cell(cols)
		var out appender = rows
		p := in.peek(len(h.null) + 2)
		if n := len(h.null); len(p) >= n && string(p[:n]) == h.null && fieldEnd(p[n:], h.delim, crlf) {
			in.lo += n
		} else if bytes.HasPrefix(in.peek(3), byteaCopy) {
			in.lo += 3
			d.hex.start(rows, `\x`, "")
			out = &d.hex
		}
		last, ok := d.copyRest(out, h.delim, crlf)
		if out == &d.hex {
			d.hex.end()
		}
		if last {
			return cols, ok
		}
	}
}

// fieldEnd tells whether p begins with the end of a field.
func fieldEnd(p []byte, delim byte, crlf bool) bool {
	return len(p) == 0 || p[0] == delim || p[0] == '\n' || crlf && len(p) > 1 && p[0] == '\r' && p[1] == '\n'
}

// copyRest streams to the end of a field; last tells that it ends the line.
func (d *dump) copyRest(out appender, delim byte, crlf bool) (last, ok bool) {
	in := d.in
	for {
		b := in.buf[in.lo:in.hi]
		n := 0
		for n < len(b) && b[n] != delim && b[n] != '\n' && b[n] != '\\' && b[n] != '\r' {
			n++
		}
		d.take(n, out)
		p := in.peek(escapeMax)
		switch {
		case len(p) == 0:
			return true, false
		case p[0] == delim:
			in.lo++
			return false, true
		case p[0] == '\n':
			in.lo++
			return true, true
		case p[0] == '\r':
			if crlf && len(p) > 1 && p[1] == '\n' {
				in.lo += 2
				return true, true
			}
			d.take(1, out)
		case p[0] == '\\':
			var used int
			d.scratch, used = unescape(copyEscapes, p, d.scratch[:0])
			out.Append(d.scratch)
			in.lo += used
		default: // the buffer ended, peek read on
		}
	}
}

// copyText sweeps the lines of a COPY that is not split (csv, binary) as text.
func (d *dump) copyText(t *table) error {
	for d.in.more() {
		if done, n := endMark(d.in.peek(4)); done {
			d.in.lo += n
			return d.err
		}
		d.out.Input.Warn(source.WarnBadLine, 1, t.name)
		if !d.restOfLine() {
			break
		}
	}
	return d.cut(t.name)
}
