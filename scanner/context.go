package scanner

import (
	"strings"
	"unicode/utf8"

	"leidur/detectors"
)

// Context words raise or lower a candidate. They match at a word start with any
// suffix, which covers the case endings of the languages here; words of up to
// three letters and words written "=x" match whole tokens only ("tel" must not
// match "tellimus").

// Window sizes in characters.
const (
	leftWindow  = 40
	rightWindow = 24
	// labelGap is how many non-word bytes may stand between a label and its value.
	labelGap = 3
)

type contextWord struct {
	text  string
	whole bool
}

// contextSet is a detector's Context made ready for lookup.
type contextSet struct {
	raise, lower, units wordSet
	header              []string // normalised, see headerTokens
	window              int
}

func newContextSet(c detectors.Context) contextSet {
	s := contextSet{raise: newWordSet(c.Raise), lower: newWordSet(c.Lower), units: newWordSet(c.Units), window: c.Window}
	if s.window == 0 {
		s.window = leftWindow
	}
	for _, h := range c.Header {
		s.header = append(s.header, normalHeader(h))
	}
	return s
}

// A wordSet finds the context word that begins at a word start. A hash of the
// first two bytes leads to a short list.
type wordSet struct {
	words []contextWord // by hash
	from  [wordHashes + 1]uint16
}

const wordHashes = 512

func wordBit(a, b byte) uint16 { return (uint16(a) ^ uint16(b)<<3) & (wordHashes - 1) }

func newWordSet(words []string) wordSet {
	var s wordSet
	var lists [wordHashes][]contextWord
	for _, w := range words {
		c := contextWord{text: strings.TrimPrefix(w, "="), whole: strings.HasPrefix(w, "=")}
		if utf8.RuneCountInString(c.text) <= 3 {
			c.whole = true
		}
		switch len(c.text) {
		case 0:
		case 1:
			// What follows a one-byte word is not known: it stands in every list.
			for h := range lists {
				lists[h] = append(lists[h], c)
			}
		default:
			h := wordBit(c.text[0], c.text[1])
			lists[h] = append(lists[h], c)
		}
	}
	for h, l := range lists {
		s.words = append(s.words, l...)
		s.from[h+1] = uint16(len(s.words))
	}
	return s
}

// match returns the length of the longest word of the set at the start of text,
// which is lower case and begins at a word start, and the word; 0 if there is none.
func (s *wordSet) match(text []byte) (n int, word string) {
	if len(text) == 0 {
		return 0, ""
	}
	second := byte(' ')
	if len(text) > 1 {
		second = text[1]
	}
	h := wordBit(text[0], second)
	for _, w := range s.words[s.from[h]:s.from[h+1]] {
		if len(w.text) <= n || len(text) < len(w.text) || string(text[:len(w.text)]) != w.text {
			continue
		}
		if w.whole && len(text) > len(w.text) && continues(text[len(w.text):]) && continues([]byte(w.text[len(w.text)-1:])) {
			continue
		}
		n, word = len(w.text), w.text
	}
	return n, word
}

// continues tells whether a token goes on at the start of t.
func continues(t []byte) bool { return (wordByte(t[0]) || isDigit(t[0])) && punctLen(t, 0) == 0 }

// found is the result of looking around one candidate.
type found struct {
	label, context string // raise words
	lower          string
	denied         bool // the lower word stands directly left, or denies
	unit           bool
}

// around looks for the words of set c in text[lo:a] on the left of a candidate
// and text[b:hi] on its right. fold is scratch for the lower-cased text.
func around(c *contextSet, text []byte, lo, a, b, hi int, fold []byte) (f found, scratch []byte) {
	fold = lower(fold[:0], text[lo:a])
	veto := 0 // end of the last lower phrase: raise words inside do not count
	for i := 0; i < len(fold); {
		if !wordStart(fold, i) {
			i++
			continue
		}
		if n, w := c.lower.match(fold[i:]); n > 0 {
			end := tokenEnd(fold, i+n, len(fold))
			f.lower, f.denied = w, len(fold)-end <= labelGap && !hasWord(fold[end:]) || strings.HasPrefix(w, "ei ole") || strings.HasPrefix(w, "not ")
			veto = end
		}
		if n, w := c.raise.match(fold[i:]); n > 0 && i >= veto {
			end := tokenEnd(fold, i+n, len(fold))
			if len(fold)-end <= labelGap && !hasWord(fold[end:]) {
				f.label = w
			} else if f.context == "" {
				f.context = w
			}
		}
		i = nextToken(fold, i)
	}
	if b < hi {
		fold = lower(fold[:0], text[b:hi])
		i := 0
		if len(fold) > 0 && fold[0] == ' ' {
			i++
		}
		if n, _ := c.units.match(fold[i:]); n > 0 {
			f.unit = true
		}
		for i := 0; i < len(fold); {
			if !wordStart(fold, i) {
				i++
				continue
			}
			if n, w := c.lower.match(fold[i:]); n > 0 {
				denies := strings.HasPrefix(w, "ei ole") || strings.HasPrefix(w, "not ")
				if f.lower == "" || denies {
					f.lower, f.denied = w, f.denied || denies
				}
				i = tokenEnd(fold, i+n, len(fold)) // raise words inside do not count
				continue
			}
			if n, w := c.raise.match(fold[i:]); n > 0 && f.context == "" {
				f.context = w
			}
			i = nextToken(fold, i)
		}
	}
	return f, fold
}

// wordStart tells whether a token begins at i.
func wordStart(t []byte, i int) bool {
	if !wordByte(t[i]) && t[i] != '%' || punctLen(t, i) > 0 || t[i] >= 0x80 && t[i] < 0xC0 {
		return false
	}
	if i == 0 {
		return true
	}
	if t[i-1] < 0x80 {
		return !wordByte(t[i-1])
	}
	// Behind a multi-byte character: a word starts if that one is punctuation.
	for k := i - 1; k >= max(0, i-3); k-- {
		if t[k] >= 0xC0 {
			return punctLen(t, k) > 0
		}
	}
	return true
}

func nextToken(t []byte, i int) int {
	j := tokenEnd(t, i, len(t))
	if j == i {
		j++
	}
	return j
}

// hasWord tells whether a letter or digit stands in t.
func hasWord(t []byte) bool {
	for i := range t {
		if (wordByte(t[i]) || isDigit(t[i])) && punctLen(t, i) == 0 && !(t[i] >= 0x80 && t[i] < 0xC0) {
			return true
		}
	}
	return false
}

// back returns the offset n characters before at, not below lo.
func back(t []byte, at, n, lo int) int {
	for ; n > 0 && at > lo; n-- {
		at--
		for at > lo && !utf8.RuneStart(t[at]) {
			at--
		}
	}
	return at
}

// ahead returns the offset n characters behind at, not above hi.
func ahead(t []byte, at, n, hi int) int {
	for ; n > 0 && at < hi; n-- {
		at++
		for at < hi && !utf8.RuneStart(t[at]) {
			at++
		}
	}
	return at
}
