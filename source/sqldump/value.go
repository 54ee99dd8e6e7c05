package sqldump

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// escapes is what a backslash means in a string.
type escapes uint8

const (
	noEscapes escapes = iota
	mysqlEscapes
	pgEscapes   // E'...', or '...' without standard_conforming_strings
	copyEscapes // COPY
	rawEscapes  // the backslash protects the next byte, both stay as written
)

// escapeMax is the longest escape: \U0001F600.
const escapeMax = 10

// unescape decodes the escape at the start of p, which holds escapeMax bytes or
// all that is left. It appends to dst and returns the bytes used; 1 means that
// nothing follows the backslash.
func unescape(kind escapes, p, dst []byte) ([]byte, int) {
	if len(p) < 2 {
		return append(dst, p...), len(p)
	}
	c := p[1]
	switch kind {
	case rawEscapes:
		return append(dst, p[:2]...), 2
	case mysqlEscapes:
		switch c {
		case '0':
			c = 0
		case 'Z':
			c = 0x1A
		case 'b':
			c = '\b'
		case 'n':
			c = '\n'
		case 'r':
			c = '\r'
		case 't':
			c = '\t'
		case '%', '_': // kept for LIKE
			dst = append(dst, '\\')
		}
		return append(dst, c), 2
	}
	switch c {
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'v':
		if kind == copyEscapes {
			c = '\v'
		}
	case 'x':
		if v, n := number(p[2:], 16, 2); n > 0 {
			return append(dst, byte(v)), 2 + n
		}
	case 'u', 'U':
		want := 4
		if c == 'U' {
			want = 8
		}
		if v, n := number(p[2:], 16, want); kind == pgEscapes && n == want {
			return utf8.AppendRune(dst, rune(v)), 2 + n
		}
	default:
		if v, n := number(p[1:], 8, 3); n > 0 {
			return append(dst, byte(v)), 1 + n
		}
	}
	return append(dst, c), 2
}

// number reads up to limit digits.
func number(p []byte, base uint32, limit int) (v uint32, n int) {
	for n < limit && n < len(p) {
		h := hexDigit(p[n])
		if h < 0 || uint32(h) >= base {
			break
		}
		v = v*base + uint32(h)
		n++
	}
	return v, n
}

func hexDigit(c byte) int {
	switch {
	case digit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// take hands the next n buffered bytes to out and consumes them.
func (d *dump) take(n int, out appender) {
	out.Append(d.in.buf[d.in.lo : d.in.lo+n])
	d.in.lo += n
}

// quoted streams a string to out, up to and with its closing quote; the opening
// one is consumed. It reports false where the input ends first. With rawEscapes
// or raw set, doubled quotes stay as written.
func (d *dump) quoted(q byte, esc escapes, raw bool, out appender) bool {
	in := d.in
	// The next quote and backslash are remembered: text full of escapes is
	// searched once. Offsets in buf, void after a fill.
	quote, slash := -1, -1
	for {
		if quote < in.lo {
			quote = find(in.buf[:in.hi], in.lo, q)
		}
		end := quote
		if esc != noEscapes {
			if slash < in.lo {
				slash = find(in.buf[:quote], in.lo, '\\')
			}
			end = min(end, slash)
		}
		d.take(end-in.lo, out)
		if in.lo == in.hi {
			if !in.fill() {
				return false
			}
			quote, slash = -1, -1
			continue
		}
		if in.hi-in.lo < escapeMax {
			in.peek(escapeMax)
			quote, slash = -1, -1
		}
		p := in.peek(escapeMax)
		switch {
		case p[0] == '\\':
			if len(p) == 1 {
				d.take(1, out)
				return false
			}
			if esc == rawEscapes {
				d.take(2, out)
				continue
			}
			var n int
			d.scratch, n = unescape(esc, p, d.scratch[:0])
			out.Append(d.scratch)
			in.lo += n
		case len(p) > 1 && p[1] == q && raw:
			d.take(2, out)
		case len(p) > 1 && p[1] == q:
			out.Append(p[:1])
			in.lo += 2
		case raw:
			d.take(1, out)
			return true
		default:
			in.lo++
			return true
		}
	}
}

// find returns the offset of the first c in p[at:], or len(p).
func find(p []byte, at int, c byte) int {
	if n := bytes.IndexByte(p[at:], c); n >= 0 {
		return at + n
	}
	return len(p)
}

// until streams everything before the closing mark to out and consumes the mark.
func (d *dump) until(closing string, out appender) bool {
	in := d.in
	for {
		if n := bytes.Index(in.buf[in.lo:in.hi], []byte(closing)); n >= 0 {
			d.take(n, out)
			in.lo += len(closing)
			return true
		}
		if n := in.hi - in.lo - len(closing) + 1; n > 0 {
			d.take(n, out)
		}
		if !in.fill() {
			d.take(in.hi-in.lo, out)
			return false
		}
	}
}

// dollarTag returns the $tag$ at the start of p, or "".
func dollarTag(p []byte) string {
	for i := 1; i < len(p); i++ {
		switch c := p[i]; {
		case c == '$':
			return string(p[:i+1])
		case c == '_' || letter(c) || c >= 0x80 || i > 1 && digit(c):
		default:
			return ""
		}
	}
	return ""
}

// tagPeek bounds a dollar quote's tag: an identifier of 63 bytes.
const tagPeek = 66

// hexProbe is how many hex digits decide whether the value is text. A longer
// value that begins as binary is passed on as written to its end.
const hexProbe = 64 << 10

// hexText passes hex digits on as the text that they encode, or as written
// where that is no text (a picture, a hash).
type hexText struct {
	out            appender
	prefix, suffix string // as written
	hold           []byte // digits that wait for the verdict
	state          byte
	high           int // first digit of a pair, -1 between pairs
	scratch        []byte
}

const (
	hexUndecided byte = iota
	hexAsText
	hexAsWritten
)

func (h *hexText) start(out appender, prefix, suffix string) {
	h.out, h.prefix, h.suffix, h.hold, h.state, h.high = out, prefix, suffix, h.hold[:0], hexUndecided, -1
}

// Append takes more digits.
func (h *hexText) Append(p []byte) {
	for len(p) > 0 {
		switch h.state {
		case hexAsWritten:
			h.out.Append(p)
			return
		case hexAsText:
			h.decode(p)
			return
		}
		n := 0
		for n < len(p) && len(h.hold)+n < hexProbe && hexDigit(p[n]) >= 0 {
			n++
		}
		h.hold = append(h.hold, p[:n]...)
		if p = p[n:]; len(p) > 0 {
			h.decide(len(h.hold) == hexProbe, hexDigit(p[0]) >= 0)
		}
	}
}

// end closes the value.
func (h *hexText) end() {
	if h.state == hexUndecided {
		if len(h.hold) == 0 {
			return // an empty value
		}
		h.decide(false, len(h.hold)%2 == 0)
	}
	if h.state == hexAsWritten {
		h.out.Append([]byte(h.suffix))
	}
}

func (h *hexText) decide(cut, digits bool) {
	raw := h.scratch[:0]
	for i := 0; i+1 < len(h.hold); i += 2 {
		raw = append(raw, byte(hexDigit(h.hold[i])<<4|hexDigit(h.hold[i+1])))
	}
	h.scratch = raw
	if digits && printable(raw, cut) {
		h.state = hexAsText
		h.out.Append(raw)
		return
	}
	h.state = hexAsWritten
	h.out.Append([]byte(h.prefix))
	h.out.Append(h.hold)
}

func (h *hexText) decode(p []byte) {
	raw := h.scratch[:0]
	for _, c := range p {
		v := hexDigit(c)
		switch {
		case v < 0:
			raw = append(raw, c)
		case h.high < 0:
			h.high = v
		default:
			raw = append(raw, byte(h.high<<4|v))
			h.high = -1
		}
	}
	h.scratch = raw
	h.out.Append(raw)
}

// printable tells whether at least 90 % of p are bytes of printable characters.
// cut allows half a character at the end.
func printable(p []byte, cut bool) bool {
	good, total := 0, len(p)
	for i := 0; i < len(p); {
		r, n := utf8.DecodeRune(p[i:])
		if r == utf8.RuneError && n == 1 {
			if cut && !utf8.FullRune(p[i:]) {
				total = i
				break
			}
		} else if unicode.IsPrint(r) || r == '\n' || r == '\r' || r == '\t' {
			good += n
		}
		i += n
	}
	return total > 0 && good*10 >= total*9
}
