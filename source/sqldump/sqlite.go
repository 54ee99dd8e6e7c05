package sqldump

import (
	"bytes"
	"slices"

	"leidur/source"
)

// replacePeek bounds the expression that replaced decodes, in bytes. A longer
// one is passed on as written, as any expression is.
const replacePeek = 32 << 10

// replaced reads what sqlite3 .dump writes for a text with line ends,
// replace(replace('a\rb\nc','\r',char(13)),'\n',char(10)), as the text that it
// stands for: otherwise the word behind a line end would begin with the mark.
// It reports false, and reads nothing, where the value is something else.
// The marks differ where the text holds them itself (source: sqlite3 shell.c).
func (d *dump) replaced(rows *source.Rows) bool {
	p := d.in.peek(replacePeek)
	depth, at := 0, 0
	for bytes.HasPrefix(p[at:], replaceOpen) {
		depth, at = depth+1, at+len(replaceOpen)
	}
	if depth == 0 || depth > 2 {
		return false
	}
	text, n := sqliteString(p[at:])
	if n == 0 {
		return false
	}
	at += n
	text = slices.Clone(text)
	for range depth {
		if at == len(p) || p[at] != ',' {
			return false
		}
		mark, n := sqliteString(p[at+1:])
		if n == 0 {
			return false
		}
		at += 1 + n
		for _, end := range lineEnds {
			if bytes.HasPrefix(p[at:], end.call) {
				text = bytes.ReplaceAll(text, mark, end.text)
				at += len(end.call)
				n = 0
				break
			}
		}
		if n != 0 {
			return false
		}
	}
	if at == len(p) || p[at] != ',' && p[at] != ')' {
		return false
	}
	rows.Append(text)
	d.in.lo += at
	return true
}

var (
	replaceOpen = []byte("replace(")
	lineEnds    = []struct{ call, text []byte }{
		{[]byte(",char(10))"), []byte{'\n'}},
		{[]byte(",char(13))"), []byte{'\r'}},
	}
)

// sqliteString returns the text of the quoted string at the start of p and the
// bytes that it takes, 0 where none stands or ends there.
func sqliteString(p []byte) ([]byte, int) {
	if len(p) == 0 || p[0] != '\'' {
		return nil, 0
	}
	for i := 1; i < len(p); i++ {
		switch {
		case p[i] != '\'':
		case i+1 < len(p) && p[i+1] == '\'':
			i++
		default:
			return bytes.ReplaceAll(p[1:i], []byte("''"), []byte("'")), i + 1
		}
	}
	return nil, 0
}
