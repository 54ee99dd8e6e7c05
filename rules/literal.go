package rules

import (
	"bytes"
	"strings"
)

// A literal is a prefilter of a pattern: text of which one stands in every
// match. The sweep looks for its rarest byte only.
type literal struct {
	text   []byte
	offset int    // in bytes, of the byte that the sweep looks for
	bytes  []byte // that byte in the cases that there are
}

// commonBytes are the bytes of notes and exports, the commonest first; what is not
// listed is rare.
const commonBytes = " eaistlunkodmr.,;v0123456789gphj:-\"\t\n\xc3\xd0\xd1b/yfczwxq"

func newLiteral(s string) literal {
	// Variants of other lengths are left out, as bytes.EqualFold on as many bytes leaves them out.
	variants := []string{s}
	for _, v := range [...]string{strings.ToLower(s), strings.ToUpper(s)} {
		if len(v) == len(s) {
			variants = append(variants, v)
		}
	}
	l := literal{text: []byte(s)}
	best := -1
	for i := range s {
		var at []byte
		rare := len(commonBytes)
		for _, v := range variants {
			if bytes.IndexByte(at, v[i]) < 0 {
				at = append(at, v[i])
			}
			b := v[i]
			if 'A' <= b && b <= 'Z' {
				b |= 0x20
			}
			if n := strings.IndexByte(commonBytes, b); n >= 0 {
				rare = min(rare, n)
			}
		}
		if rare > best {
			best, l.offset, l.bytes = rare, i, at
		}
	}
	return l
}

// at tells whether the literal stands where t[pos] is the byte that the sweep looked for.
func (l literal) at(t []byte, pos int) bool {
	start := pos - l.offset
	end := start + len(l.text)
	return start >= 0 && end <= len(t) && bytes.EqualFold(t[start:end], l.text)
}
