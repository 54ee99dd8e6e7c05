package xlsx

import (
	"bytes"
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// firstControl returns the offset of the first character that XML forbids, or
// len(p). Sheets have few line ends, so eight bytes are tested at a time.
func firstControl(p []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(p); i += 8 {
		x := binary.LittleEndian.Uint64(p[i:])
		if (x-ones*0x20)&^x&highs == 0 { // no byte below 0x20
			continue
		}
		for k := i; k < i+8; k++ {
			if forbidden(p[k]) {
				return k
			}
		}
	}
	for ; i < len(p); i++ {
		if forbidden(p[i]) {
			return i
		}
	}
	return i
}

// safeCut returns where a long run of text may be cut so that no character, no
// entity and no _xHHHH_ escape is split: before a byte that cannot stand inside
// one. Text without such a byte in its last 4 KiB is cut at its end. It is
// greater than 0 for text that is not empty.
func safeCut(b []byte) int {
	for i := len(b) - 1; i > max(0, len(b)-4<<10); i-- {
		switch c := b[i]; {
		case c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c == '#', c == ';', c == '\n':
		case utf8.RuneStart(c):
			return i
		}
	}
	return len(b)
}

// special tells text that cannot be taken as it stands.
func special(p []byte) bool {
	for _, c := range p {
		if c == '&' || c == '_' || c == '\r' {
			return true
		}
	}
	return false
}

// appendText appends p decoded: entities (not in CDATA), _xHHHH_ escapes, line
// ends as XML normalises them. An unknown entity stays as it is written. bad
// counts references to characters that XML forbids; they are dropped.
func appendText(dst, p []byte, entities bool) (out []byte, bad int64) {
	for len(p) > 0 {
		i := 0
		for i < len(p) && p[i] != '&' && p[i] != '_' && p[i] != '\r' {
			i++
		}
		dst = append(dst, p[:i]...)
		if p = p[i:]; len(p) == 0 {
			break
		}
		switch {
		case p[0] == '\r':
			if len(p) == 1 || p[1] != '\n' {
				dst = append(dst, '\n')
			}
			p = p[1:]
			continue
		case p[0] == '_':
			if r, n := escape(p); n > 0 {
				dst, p = utf8.AppendRune(dst, r), p[n:]
				continue
			}
		case entities:
			r, n, ok := entity(p)
			if ok {
				dst, p = utf8.AppendRune(dst, r), p[n:]
				continue
			}
			if n > 0 {
				bad++
				p = p[n:]
				continue
			}
		}
		dst = append(dst, p[0])
		p = p[1:]
	}
	return dst, bad
}

// entity decodes the reference at p[0] = '&'. n is its length, 0 if p holds
// none; ok is false for a character that XML forbids.
func entity(p []byte) (r rune, n int, ok bool) {
	end := bytes.IndexByte(p[:min(len(p), 12)], ';')
	if end < 2 {
		return 0, 0, false
	}
	name := p[1:end]
	if name[0] == '#' {
		digits, base := name[1:], 10
		if len(digits) > 0 && (digits[0] == 'x' || digits[0] == 'X') {
			digits, base = digits[1:], 16
		}
		v, err := strconv.ParseUint(string(digits), base, 32)
		if err != nil {
			return 0, 0, false
		}
		return rune(v), end + 1, v < 0x110000 && !(v < 0x20 && forbidden(byte(v)))
	}
	switch string(name) {
	case "amp":
		r = '&'
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "quot":
		r = '"'
	case "apos":
		r = '\''
	default:
		return 0, 0, false
	}
	return r, end + 1, true
}

// escape decodes the _xHHHH_ at p[0] = '_' (ECMA-376 part 1, 22.9.2.19: UTF-16
// units that XML cannot hold). n is 0 if p holds none.
func escape(p []byte) (r rune, n int) {
	u, ok := unit(p)
	if !ok {
		return 0, 0
	}
	if u >= 0xD800 && u < 0xDC00 {
		if low, ok := unit(p[7:]); ok && low >= 0xDC00 && low < 0xE000 {
			return 0x10000 + (u-0xD800)<<10 + (low - 0xDC00), 14
		}
	}
	return u, 7
}

func unit(p []byte) (r rune, ok bool) {
	if len(p) < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_' {
		return 0, false
	}
	for _, c := range p[2:6] {
		r <<= 4
		switch {
		case c >= '0' && c <= '9':
			r |= rune(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r |= rune(c|0x20-'a') + 10
		default:
			return 0, false
		}
	}
	return r, true
}

// appendNumber appends a numeric <v>: its raw digits, except that an exponent
// is written out where the value is an integer below 2^53. 3.7605030299E10 is
// an identity code; as digits the detectors know it.
func appendNumber(dst, v []byte) []byte {
	e := bytes.IndexAny(v, "eE")
	if e < 0 || len(v) > 40 {
		return append(dst, v...)
	}
	mantissa, neg := v[:e], false
	if len(mantissa) > 0 && mantissa[0] == '-' {
		mantissa, neg = mantissa[1:], true
	}
	exp, err := strconv.Atoi(string(v[e+1:]))
	whole, frac, _ := bytes.Cut(mantissa, []byte("."))
	frac = bytes.TrimRight(frac, "0")
	if err != nil || exp < len(frac) || exp > 16 || len(whole) == 0 {
		return append(dst, v...)
	}
	digits := make([]byte, 0, 64)
	digits = append(append(digits, whole...), frac...)
	for n := exp - len(frac); n > 0; n-- {
		digits = append(digits, '0')
	}
	value, err := strconv.ParseUint(string(digits), 10, 64)
	if err != nil || value >= 1<<53 {
		return append(dst, v...)
	}
	if neg {
		dst = append(dst, '-')
	}
	return strconv.AppendUint(dst, value, 10)
}

// eachAttr calls fn with every attribute of a tag: local name and value as
// written. It stops where fn returns false and at the first thing that is no
// attribute.
func eachAttr(attrs []byte, fn func(name, value []byte) bool) {
	for i := 0; ; {
		i = skipSpace(attrs, i)
		from := i
		for i < len(attrs) && attrs[i] != '=' && !space(attrs[i]) {
			if attrs[i] == ':' {
				from = i + 1
			}
			i++
		}
		name := attrs[from:i]
		if i = skipSpace(attrs, i); i >= len(attrs) || attrs[i] != '=' {
			return
		}
		if i = skipSpace(attrs, i+1); i >= len(attrs) || attrs[i] != '"' && attrs[i] != '\'' {
			return
		}
		end := bytes.IndexByte(attrs[i+1:], attrs[i])
		if end < 0 || !fn(name, attrs[i+1:i+1+end]) {
			return
		}
		i += end + 2
	}
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func skipSpace(p []byte, i int) int {
	for i < len(p) && space(p[i]) {
		i++
	}
	return i
}

// attr returns the decoded value of one attribute, "" if it is missing.
func attr(attrs []byte, want string) string {
	var value []byte
	eachAttr(attrs, func(name, v []byte) bool {
		if string(name) != want {
			return true
		}
		value = v
		return false
	})
	out, _ := appendText(nil, value, true)
	return string(out)
}
