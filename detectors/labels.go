package detectors

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Many kinds of personal data have no shape of their own: a password is any
// token behind the word "parool". Their detectors stop at the label's word
// forms and read the value behind it.

// forms returns the word forms stem+ending as anchors that hand arg to Check;
// "" is the stem itself. A form of two bytes needs then, see Word.
func forms(arg int32, stem string, endings ...string) []Word {
	if len(endings) == 0 {
		endings = []string{""}
	}
	words := make([]Word, len(endings))
	for i, e := range endings {
		words[i] = Word{Text: stem + e, Arg: arg}
	}
	return words
}

// wordList returns the blank-separated words as anchors.
func wordList(arg int32, words string) []Word {
	var out []Word
	for _, w := range strings.Fields(words) {
		out = append(out, Word{Text: w, Arg: arg})
	}
	return out
}

func joinWords(lists ...[]Word) []Word {
	var out []Word
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// behindLabel walks from the end of a label to its value inside t[:fhi]: over
// blanks, marks (: = # . -) and at most three of the filler words, never over a
// line end. marks tells whether one of : = # or a filler stood between. It
// returns -1 where nothing follows.
func behindLabel(t []byte, i, fhi int, fillers string) (at int, marked bool) {
	for words := 0; ; {
		start := i
		for i < fhi {
			if n := blank(t, i); n > 0 {
				i += n
				continue
			}
			switch t[i] {
			case ':', '=', '#':
				marked = true
			case '.', '-', '"', '\'', '(', ',':
				if t[i] == ',' && i == start || t[i] == '(' && words > 2 {
					return -1, false
				}
			default:
				goto word
			}
			i++
		}
		return -1, false
	word:
		if t[i] == '\n' || t[i] == '\r' || i == start && words == 0 && i > 0 && isAlnum(t[i]) && isDigit(t[i-1]) {
			return -1, false
		}
		end := letters(t, i, fhi)
		if end == i || words == 3 || end < fhi && isAlnum(t[end]) || !inList(fillers, t[i:end]) {
			return i, marked
		}
		marked = true
		words++
		i = end
	}
}

// blank returns the length in bytes of the blank at t[i], or 0. Line ends are none.
func blank(t []byte, i int) int {
	if c := byteAt(t, i); c == ' ' || c == '\t' {
		return 1
	}
	if n, k := separator(t, i); k == ' ' {
		return n
	}
	return 0
}

// letters returns the end of the letters at t[i:hi], of any alphabet.
func letters(t []byte, i, hi int) int {
	for i < hi {
		if isLetter(t[i]) {
			i++
			continue
		}
		if t[i] < 0x80 {
			break
		}
		r, n := utf8.DecodeRune(t[i:hi])
		if !unicode.IsLetter(r) {
			break
		}
		i += n
	}
	return i
}

// lettersBefore returns the start of the letters that end at t[hi], not below lo.
func lettersBefore(t []byte, lo, hi int) int {
	for hi > lo {
		r, n := utf8.DecodeLastRune(t[lo:hi])
		if !unicode.IsLetter(r) {
			break
		}
		hi -= n
	}
	return hi
}

// capitalAt tells whether an upper-case letter stands at t[i].
func capitalAt(t []byte, i int) bool {
	if i >= len(t) {
		return false
	}
	r, _ := utf8.DecodeRune(t[i:])
	return unicode.IsUpper(r)
}

// token returns the end of the token at t[i:hi]: everything up to white space, a
// quotation mark or a bracket, without punctuation at its end.
func token(t []byte, i, hi int) int {
	end := i
	for end < hi && t[end] > ' ' && !strings.ContainsRune("\"<>()[]{};", rune(t[end])) && blank(t, end) == 0 {
		end++
	}
	for end > i && strings.IndexByte(".,:!?'", t[end-1]) >= 0 {
		end--
	}
	return end
}

// trimCell returns the range of a cell without blanks and quotation marks around.
func trimCell(t []byte, lo, hi int) (int, int) {
	cell := bytes.Trim(t[lo:hi], " \t\r\n\"'")
	if len(cell) == 0 {
		return lo, lo
	}
	at := bytes.Index(t[lo:hi], cell)
	return lo + at, lo + at + len(cell)
}

// placeholder tells cells that say that there is no value.
func placeholder(v []byte) bool {
	if len(v) < 2 {
		return true
	}
	filled := false
	for _, c := range v {
		filled = filled || isAlnum(c) || c >= 0x80
	}
	return !filled || inList(" puudub none null nil ei jah yes no na tundmatu unknown ja true false ", bytes.Trim(v, "-. "))
}
