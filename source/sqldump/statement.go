package sqldump

import (
	"bytes"
	"fmt"
	"strings"
)

// statement sweeps a statement that is no data, up to and with its delimiter.
// It is read only as far as finding its end takes.
func (d *dump) statement(word string) error {
	in := d.in
	s := ending{}
	if word != "" {
		s = d.observe(word)
		defer d.text.ended()
	}
	for d.err == nil {
		b := in.buf[in.lo:in.hi]
		n := 0
		if s.words {
			for n < len(b) && !d.special[b[n]] && !wordByte(b[n]) {
				n++
			}
		} else {
			for n < len(b) && !d.special[b[n]] {
				n++
			}
		}
		d.take(n, &d.text)
		p := in.peek(markPeek)
		if len(p) == 0 {
			return nil
		}
		if n == len(b) {
			continue
		}
		done, err := d.part(p, &s)
		if err != nil || done {
			return err
		}
	}
	return d.err
}

// ending is where a statement ends besides its delimiter.
type ending struct {
	line  bool // with its line (MSSQL: SET, USE, PRINT)
	batch bool // only at GO (MSSQL: bodies)
	words bool // BEGIN ... END is counted: delimiters inside do not end it
	depth int
	ended bool // the last word was an END that counted
}

// part handles the special byte at the start of p.
func (d *dump) part(p []byte, s *ending) (done bool, err error) {
	in := d.in
	c, last := p[0], d.text.last
	start := in.line()
	whole := true
	switch kind, n := mark(p, d.dialect); {
	case kind == codeMark:
		d.take(n, &d.text)
		return false, nil
	case kind != notComment:
		err := d.comment(kind, false)
		return kind == lineComment && d.lineEnds(s), err
	case s.words && wordByte(c) && c != '$':
		d.word(s)
		return false, nil
	case c == '\n':
		d.take(1, &d.text)
		return d.lineEnds(s), nil
	case bytes.HasPrefix(in.peek(len(d.delim)), []byte(d.delim)) && s.depth == 0 && !s.batch:
		d.take(len(d.delim), &d.text)
		return true, nil
	case c == '\'':
		esc := noEscapes
		if d.backslash || (last[1] == 'E' || last[1] == 'e') && !wordByte(last[0]) && d.dialect != mysql {
			esc = rawEscapes
		}
		d.take(1, &d.text)
		whole = d.rawText(esc)
	case c == '"', c == '`', c == '[' && d.dialect == mssql:
		esc := noEscapes
		if c == '"' && d.dialect == mysql && d.backslash {
			esc = rawEscapes
		}
		if c == '[' {
			c = ']'
		}
		d.take(1, &d.text)
		whole = d.quoted(c, esc, true, &d.text)
	case c == '$' && d.dialect != mysql && !wordByte(last[1]):
		tag := dollarTag(in.peek(tagPeek))
		d.take(max(1, len(tag)), &d.text)
		if tag != "" {
			if whole = d.until(tag, &d.text); whole {
				d.text.Append([]byte(tag))
			}
		}
	default:
		d.take(1, &d.text)
	}
	if !whole {
		return true, d.cut(fmt.Sprintf("line %d", start))
	}
	return false, nil
}

// lineEnds tells whether the statement ended with the line before the read
// position, in scripts whose statements need no delimiter.
func (d *dump) lineEnds(s *ending) bool {
	if !d.scripted() {
		return false
	}
	next := d.in.peek(markPeek)
	return s.line || goLine(next) || !s.batch && d.dialect == mssql && firstWord(next) == "INSERT"
}

// rawText passes a string on as written, except that hex digits which encode
// text (large objects) go out as that text. The opening quote is consumed.
func (d *dump) rawText(esc escapes) bool {
	in := d.in
	p := in.peek(len(byteaCopy))
	prefix := ""
	switch {
	case d.dialect == mysql:
	case bytes.HasPrefix(p, bytea) && esc == noEscapes:
		prefix = string(bytea)
	case bytes.HasPrefix(p, byteaCopy) && esc != noEscapes:
		prefix = string(byteaCopy)
	}
	if prefix == "" {
		return d.quoted('\'', esc, true, &d.text)
	}
	in.lo += len(prefix)
	d.hex.start(literal{&d.text}, prefix, "")
	closed := d.quoted('\'', esc, false, &d.hex)
	d.hex.end()
	if closed {
		literal{&d.text}.Append([]byte("'"))
	}
	return closed
}

// word counts BEGIN, CASE and END.
func (d *dump) word(s *ending) {
	p := d.in.peek(tagPeek)
	n := 0
	for n < len(p) && wordByte(p[n]) {
		n++
	}
	w := strings.ToUpper(string(p[:n]))
	ended := false
	switch {
	case s.ended && (w == "IF" || w == "LOOP" || w == "WHILE" || w == "REPEAT"):
		s.depth++ // END IF ends no BEGIN
	case s.ended && w == "CASE":
	case w == "BEGIN" || w == "CASE" && s.depth > 0:
		s.depth++
	case w == "END" && s.depth > 0:
		s.depth--
		ended = true
	}
	s.ended = ended
	d.take(n, &d.text)
}

// setDelim sets what ends a statement, and with it the bytes to look at.
func (d *dump) setDelim(delim string) {
	d.delim = delim
	d.special = [256]bool{'\'': true, '"': true, '`': true, '-': true, '/': true}
	d.special[delim[0]] = true
	d.special['$'] = d.dialect != mysql
	d.special['#'] = d.dialect == mysql
	d.special['*'] = d.dialect == mysql
	d.special['['] = d.dialect == mssql
	d.special['\n'] = d.scripted()
}

// goLine tells whether p starts with the line that ends a batch: GO, GO 5.
func goLine(p []byte) bool {
	if len(p) < 2 || p[0]|0x20 != 'g' || p[1]|0x20 != 'o' {
		return false
	}
	for _, c := range p[2:] {
		if c == '\n' || c == '\r' || c == ';' {
			return true
		}
		if c != ' ' && c != '\t' && !digit(c) {
			return false
		}
	}
	return len(p) < markPeek
}

// firstWord returns the word at the start of p in upper case.
func firstWord(p []byte) string {
	n := 0
	for n < len(p) && n < 16 && (letter(p[n]) || p[n] == '_') {
		n++
	}
	return strings.ToUpper(string(p[:n]))
}

// line returns the first line of p.
func line(p []byte) string {
	return strings.TrimSpace(string(p[:find(p, 0, '\n')]))
}
