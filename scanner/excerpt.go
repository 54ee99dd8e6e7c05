package scanner

import (
	"bytes"
	"math"
	"sort"
	"unicode"
	"unicode/utf8"

	"leidur/source"
)

// excerpt appends what may be shown around a candidate: words of the program's
// own vocabulary stay, every other word becomes three stars, every digit one;
// findings show their masks.
func (j *judge) excerpt(dst []byte, f source.Field, c *cand) []byte {
	t := j.b.Text
	lo := back(t, int(c.hit.Start), j.scan.opt.ExcerptChars, f.Start)
	hi := ahead(t, int(c.hit.End), j.scan.opt.ExcerptChars, f.End)
	for lo > f.Start && wordByte(t[lo-1]) && int(c.hit.Start)-lo < 4*j.scan.opt.ExcerptChars { // whole words only
		lo--
	}
	for hi < f.End && wordByte(t[hi]) && hi-int(c.hit.End) < 4*j.scan.opt.ExcerptChars {
		hi++
	}
	if lo > f.Start {
		dst = append(dst, "…"...)
	}
	stars := false // collapse neighbouring hidden words
	next := lo     // no candidate covers a byte before
	for i := lo; i < hi; {
		if i >= next {
			var m *cand
			if m, next = j.candAt(i, c.field); m != nil {
				d := j.scan.set.Detectors[m.hit.Detector]
				dst = maskValue(dst, d, t[m.hit.Start:m.hit.End], j.scan.opt.Mask)
				i, stars = max(i+1, int(m.hit.End)), false
				next = i
				continue
			}
		}
		b := t[i]
		switch {
		case wordByte(b) && punctLen(t, i) == 0:
			end := tokenEnd(t, i, hi)
			if !j.shown(t[i:end]) {
				if !stars {
					dst = append(dst, "***"...)
				}
				stars = true
			} else {
				dst = append(dst, t[i:end]...)
				stars = false
			}
			i = end
		case isDigit(b):
			dst = append(dst, '*')
			i, stars = i+1, false
		case b == '\n':
			dst = append(dst, "⏎"...)
			i, stars = i+1, false
		case b < 0x20 || b == 0x7f:
			dst = append(dst, ' ')
			i++
		case b < utf8.RuneSelf:
			if b != ' ' && b != '-' && b != '.' && b != '_' && b != '\'' {
				stars = false
			}
			if !stars || b == ' ' && !bytes.HasSuffix(dst, []byte(" ")) {
				dst = append(dst, b)
			}
			i++
		default:
			r, n := utf8.DecodeRune(t[i:])
			if unicode.IsPrint(r) {
				dst = append(dst, t[i:i+n]...)
			} else {
				dst = append(dst, ' ')
			}
			i += n
		}
	}
	if hi < f.End {
		dst = append(dst, "…"...)
	}
	return dst
}

// candAt returns the candidate of a field that covers offset i, dead or not:
// what was only suspected is hidden too. next is where the next candidate begins.
func (j *judge) candAt(i, field int) (c *cand, next int) {
	const longest = 300 // bytes; no value is longer
	k := sort.Search(len(j.cands), func(k int) bool { return int(j.cands[k].hit.Start) > i })
	next = math.MaxInt
	if k < len(j.cands) {
		next = int(j.cands[k].hit.Start)
	}
	for k--; k >= 0 && i-int(j.cands[k].hit.Start) <= longest; k-- {
		if c := &j.cands[k]; int(c.hit.End) > i && c.field == field {
			return c, next
		}
	}
	return nil, next
}

// shown tells whether an excerpt may show a token: it is of the vocabulary and
// not written like a name.
func (j *judge) shown(token []byte) bool {
	if c := token[0]; c >= 'A' && c <= 'Z' || len(token) > 40 {
		return false
	} else if c >= utf8.RuneSelf {
		if r, _ := utf8.DecodeRune(token); unicode.IsUpper(r) {
			return false
		}
	}
	j.fold = lower(j.fold[:0], token)
	if len(token) > 1 && j.scan.shownFirst[wordBit(token[0], token[1])>>6]>>(wordBit(token[0], token[1])&63)&1 != 0 && j.scan.shown[string(j.fold)] {
		return true
	}
	n, _ := j.scan.vocabulary.match(j.fold)
	return n > 0 && len(token)-n <= 4
}
