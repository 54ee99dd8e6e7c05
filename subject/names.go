package subject

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"leidur/detectors"
)

// A name is what the forms of one name of the case may look like.
type name struct {
	given, family map[string]bool // forms; the given names each and joined
	initial       rune            // of the first given name, lower case
}

// nameDetector finds a name in any form and order: beside its other half it is
// the whole name; a family name with the initial, and one half alone, are variants.
func nameDetector(names []string) *detectors.Detector {
	d := base(detectors.PersonName, "names in any case form and order")
	d.Variants = []detectors.Variant{{ID: nameInitial}, {ID: nameGiven}, {ID: nameFamily}}
	var list []name
	seen := map[string]bool{}
	var words []detectors.Word
	add := func(form string) {
		if seen[form] || len(form) < 2 {
			return
		}
		seen[form] = true
		w := detectors.Word{Text: form}
		if len(form) < 3 {
			w.Then = " .,;-_@\n\t\""
		}
		words = append(words, w)
	}
	for _, full := range names {
		parts := strings.Fields(full)
		if len(parts) == 0 {
			continue
		}
		n := name{given: map[string]bool{}, family: map[string]bool{}}
		family := parts[len(parts)-1]
		// Tamm-Kask is Tamm, Kask and both.
		for _, p := range strings.Split(family, "-") {
			for _, f := range nameForms(p) {
				n.family[f] = true
				add(f)
			}
		}
		given := strings.Split(strings.Join(parts[:len(parts)-1], "-"), "-")
		if joined := strings.Join(given, ""); len(given) > 1 {
			given = append(given, joined)
		}
		for _, p := range given {
			for _, f := range nameForms(p) {
				n.given[f] = true
				add(f)
			}
		}
		n.initial, _ = utf8.DecodeRuneInString(strings.ToLower(full))
		list = append(list, n)
	}
	d.Anchors = []detectors.Anchor{{Kind: detectors.Words, Words: words}}
	d.Check = func(p *detectors.Pass, at detectors.At) {
		// A whole name before a half of another one.
		for _, whole := range [...]bool{true, false} {
			for i := range list {
				if list[i].check(p, at, whole) {
					return
				}
			}
		}
	}
	return d
}

// check reports the name around the token at hand, whole ones or the rest, and
// tells whether it did. A name of several tokens is reported from its first one.
func (n *name) check(p *detectors.Pass, at detectors.At, whole bool) bool {
	t := p.Text
	flo, fhi := p.Bounds(at.Pos)
	lo, hi := at.Pos, at.Pos+at.Len
	if lo < flo || hi > fhi {
		return false
	}
	word := string(bytes.ToLower(t[lo:hi]))
	given, family := n.given[word], n.family[word]
	if !given && !family {
		return false
	}
	// A token of the name before this one has reported the whole.
	_, before := n.walk(t, flo, lo, -1)
	end, after := n.walk(t, hi, fhi, +1)
	all := (given || before.given || after.given) && (family || before.family || after.family)
	if all != whole {
		return false
	}
	switch {
	case before.given || before.family: // reported already
	case all:
		p.Report(lo, end, detectors.Evidence{Terms: [3]detectors.Term{{Name: "name of the case", V: 80}}})
	case family:
		if a, b, ok := n.initialNear(t, flo, fhi, lo, hi); ok {
			p.Report(a, b, detectors.Evidence{Variant: 1, Terms: [3]detectors.Term{{Name: "initial and family name", V: 45}}, Cap: 59})
			return true
		}
		p.Report(lo, hi, detectors.Evidence{Variant: 3, Terms: [3]detectors.Term{{Name: "family name", V: 20}}, Cap: 34})
	default:
		p.Report(lo, end, detectors.Evidence{Variant: 2, Terms: [3]detectors.Term{{Name: "given name", V: 20}}, Cap: 34})
	}
	return true
}

type halves struct{ given, family bool }

// walk goes over up to three further tokens of the name, with blanks, hyphens,
// commas, dots or underscores between, from i to limit, and returns where they end.
func (n *name) walk(t []byte, i, limit, step int) (end int, h halves) {
	if step < 0 {
		i, limit = limit, i // walk back from i to limit
	}
	end = i
	for range 3 {
		k := i
		for m := 0; m < 3 && k != limit; m++ {
			c := byte(0)
			if step > 0 {
				c = t[k]
			} else {
				c = t[k-1]
			}
			if strings.IndexByte(" -,._\t", c) < 0 {
				break
			}
			k += step
		}
		if k == i {
			break
		}
		a, b := k, k
		if step > 0 {
			b = letters(t, k, limit)
		} else {
			a = lettersBack(t, limit, k)
		}
		if a == b {
			break
		}
		w := string(bytes.ToLower(t[a:b]))
		g, f := n.given[w], n.family[w]
		if !g && !f {
			break
		}
		h.given, h.family = h.given || g, h.family || f
		if step > 0 {
			i = b
		} else {
			i = a
		}
		end = i
	}
	return end, h
}

func letters(t []byte, i, limit int) int {
	for i < limit {
		r, n := utf8.DecodeRune(t[i:limit])
		if !unicode.IsLetter(r) {
			break
		}
		i += n
	}
	return i
}

func lettersBack(t []byte, limit, i int) int {
	for i > limit {
		r, n := utf8.DecodeLastRune(t[limit:i])
		if !unicode.IsLetter(r) {
			break
		}
		i -= n
	}
	return i
}

// initialNear tells whether "M." or "M.-L." stands before the family name, or
// behind it.
func (n *name) initialNear(t []byte, flo, fhi, lo, hi int) (a, b int, ok bool) {
	i := lo
	for i > flo && (t[i-1] == ' ' || t[i-1] == '.' || t[i-1] == '-') {
		i--
	}
	for range 2 {
		k := lettersBack(t, flo, i)
		if k == i || utf8.RuneCount(t[k:i]) != 1 || i == lo {
			break
		}
		if r, _ := utf8.DecodeRune(bytes.ToLower(t[k:i])); r == n.initial {
			return k, hi, true
		}
		i = k // the second initial of M.-L.
		for i > flo && (t[i-1] == ' ' || t[i-1] == '.' || t[i-1] == '-') {
			i--
		}
	}
	k := hi
	for k < fhi && (t[k] == ' ' || t[k] == ',') {
		k++
	}
	e := letters(t, k, fhi)
	if k > hi && e > k && utf8.RuneCount(t[k:e]) == 1 && e < fhi && t[e] == '.' {
		if r, _ := utf8.DecodeRune(bytes.ToLower(t[k:e])); r == n.initial {
			return lo, e + 1, true
		}
	}
	return 0, 0, false
}
