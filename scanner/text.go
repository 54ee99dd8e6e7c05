package scanner

import (
	"unicode"
	"unicode/utf8"
)

// lower appends the Unicode lower case of token to dst. The result may be one
// byte longer or shorter than the token.
func lower(dst, token []byte) []byte {
	for i := 0; i < len(token); {
		c := token[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c |= 0x20
			}
			dst = append(dst, c)
			i++
			continue
		}
		if c == 0xC3 && i+1 < len(token) { // Latin-1 letters: À-Þ fold by |0x20, except ×
			d := token[i+1]
			if d >= 0x80 && d <= 0x9E && d != 0x97 {
				d |= 0x20
			}
			dst = append(dst, c, d)
			i += 2
			continue
		}
		r, n := utf8.DecodeRune(token[i:])
		dst = utf8.AppendRune(dst, unicode.ToLower(r))
		i += n
	}
	return dst
}

// wordByte tells the bytes of a token: ASCII letters and all of multi-byte
// characters. Callers that care handle punctuation by isPunct.
func wordByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

func isDigit(c byte) bool { return c-'0' < 10 }

// punctLen returns the bytes of the punctuation character that begins at t[i]
// (U+0080-U+00BF, U+2000-U+2FFF), or 0.
func punctLen(t []byte, i int) int {
	switch t[i] {
	case 0xC2:
		return 2
	case 0xE2:
		return 3
	}
	return 0
}

// tokenEnd returns the end of the token that begins at i.
func tokenEnd(t []byte, i, hi int) int {
	for i < hi && wordByte(t[i]) && punctLen(t, i) == 0 {
		i++
	}
	return i
}
