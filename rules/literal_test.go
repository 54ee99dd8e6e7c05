package rules

import (
	"bytes"
	"strings"
	"testing"
)

// TestLiterals: every spelling in every case is seen from the byte that the sweep looks for.
func TestLiterals(t *testing.T) {
	for _, s := range []string{"RK-", "e", "kliendikaart", "Яндекс", "яя", "šokk", "ÕÜ", "ž", "@", "\u212a", "straße", "ab€"} {
		l := newLiteral(s)
		for _, v := range []string{s, strings.ToLower(s), strings.ToUpper(s), strings.Title(strings.ToLower(s))} { //nolint:staticcheck // the simple one is meant
			if len(v) != len(s) || !strings.EqualFold(v, s) {
				continue
			}
			text := []byte("eel " + v + " ja")
			if bytes.IndexByte(l.bytes, v[l.offset]) < 0 || !l.at(text, len("eel ")+l.offset) || l.at(text, len("eel ")+l.offset-1) {
				t.Errorf("%q is not seen as %q: byte %d is one of %q", v, s, l.offset, l.bytes)
			}
			if l.at(text[:len("eel ")+len(v)-1], len("eel ")+l.offset) || l.at([]byte(v)[1:], max(l.offset-1, 0)) && l.offset > 0 {
				t.Errorf("%q: a part of it is seen", v)
			}
		}
	}
	for s, want := range map[string]string{"RK-": "-", "leping": "p", "e x": "x", "nr 9": "9"} {
		if l := newLiteral(s); string(l.text[l.offset]) != want {
			t.Errorf("%q is looked for by %q, want %q", s, l.text[l.offset], want)
		}
	}
}
