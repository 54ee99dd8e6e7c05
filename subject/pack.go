package subject

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"leidur/detectors"
)

// The detectors of a case report with the category of what they look for, and
// stand before the built-in ones, so that they keep the spans they share.

// Rules of a case. A name may be whole, cut to an initial, or one half of it.
const (
	suffix      = ".case"
	nameInitial = "person_name.case_initial"
	nameGiven   = "person_name.case_given"
	nameFamily  = "person_name.case_family"
)

// Pack compiles a case to detectors. They hold its values: they MUST NOT be
// printed or listed.
func (c *Case) Pack() []*detectors.Detector {
	var out []*detectors.Detector
	s := &c.Subject
	if len(s.Names) > 0 {
		out = append(out, nameDetector(s.Names))
	}
	digits := func(category detectors.Category, values []string, forms func(string) []string) {
		var list []string
		for _, v := range values {
			list = append(list, forms(onlyDigits(v))...)
		}
		if len(list) > 0 {
			out = append(out, digitDetector(category, list))
		}
	}
	whole := func(v string) []string { return []string{v} }
	digits(detectors.NationalID, s.Isikukood, whole)
	digits(detectors.BankAccount, s.IBAN, whole)
	digits(detectors.CustomerCard, s.Card, whole)
	digits(detectors.Phone, s.Phone, phoneForms)
	if len(s.Plate) > 0 {
		out = append(out, plateDetector(s.Plate))
	}
	if len(s.Username) > 0 {
		out = append(out, tokenDetector(detectors.Username, s.Username))
	}
	if b := s.Born; b.Year != 0 {
		out = append(out, bornDetector(detectors.MakeDate(b.Year, b.Month, b.Day)))
	}
	return out
}

func base(category detectors.Category, doc string) *detectors.Detector {
	return &detectors.Detector{Name: string(category) + suffix, Category: category, Doc: "Finds the values of a case, " + doc + ". Does not find anything else.",
		Examples: []string{"[[x]]"}} // Validate wants one; a case has none to show
}

func onlyDigits(v string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, v)
}

// phoneForms returns the digits that may stand for a number: with the country
// code, with 00 before it, and without. A Finnish national form begins with 0.
func phoneForms(d string) []string {
	d = strings.TrimPrefix(d, "00")
	for _, code := range [...]struct{ code, trunk string }{{"372", ""}, {"358", "0"}, {"371", ""}, {"370", "8"}, {"370", "0"}, {"46", "0"}} {
		if rest, ok := strings.CutPrefix(d, code.code); ok && len(rest) >= 7 {
			return []string{d, "00" + d, code.trunk + rest, rest}
		}
	}
	if len(d) <= 8 {
		return []string{d, "372" + d, "00372" + d}
	}
	return []string{d, "00" + d}
}

// digitDetector finds digit sequences, whatever single marks stand between the
// digits, with no other digit at their ends, and what a spreadsheet leaves of them.
func digitDetector(category detectors.Category, values []string) *detectors.Detector {
	d := base(category, "digits in any grouping")
	first := ""
	for _, v := range values {
		if v != "" && !strings.Contains(first, v[:1]) {
			first += v[:1]
		}
	}
	d.Anchors = []detectors.Anchor{
		{Kind: detectors.Digits, Min: 6, Max: 40, First: first},
		{Kind: detectors.Digits, Min: 1, Max: 5, Near: detectors.Joined, Span: 8, Count: 5, Within: 16, First: first},
		{Kind: detectors.Byte, Byte: '+'}, // 4,88E+10
	}
	d.Normal = func(dst, value []byte) []byte {
		for _, c := range value {
			if c >= '0' && c <= '9' {
				dst = append(dst, c)
			}
		}
		return dst
	}
	d.Check = func(p *detectors.Pass, at detectors.At) {
		t := p.Text
		if t[at.Pos] == '+' {
			damaged(p, at.Pos, values)
			return
		}
		for _, v := range values {
			if end := matchDigits(t, at.Pos, v); end > 0 && !digitAt(t, at.Pos-1) && !digitAt(t, end) {
				p.Report(at.Pos, end, detectors.Evidence{Terms: [3]detectors.Term{{Name: "value of the case", V: 95}}})
				return
			}
		}
	}
	return d
}

func digitAt(t []byte, i int) bool { return i >= 0 && i < len(t) && t[i] >= '0' && t[i] <= '9' }

// matchDigits returns the end of the digits v at t[i], with at most one mark or
// two blanks between two of them, or 0.
func matchDigits(t []byte, i int, v string) int {
	for k := 0; k < len(v); k++ {
		if i >= len(t) || t[i] != v[k] {
			return 0
		}
		i++
		if k == len(v)-1 {
			return i
		}
		for n := 0; n < 3 && i < len(t) && !digitAt(t, i); n++ {
			r, size := utf8.DecodeRune(t[i:])
			if r != ' ' && r != '-' && r != '.' && r != '(' && r != ')' && r != '/' && !unicode.Is(unicode.Zs, r) && !unicode.Is(unicode.Pd, r) && r != '\u2212' {
				return 0
			}
			i += size
		}
	}
	return 0
}

// damaged reports 4,88E+10, of which plus is the sign, where the digits before
// the E begin a value of eleven.
func damaged(p *detectors.Pass, plus int, values []string) {
	t := p.Text
	if plus < 4 || plus+2 >= len(t) || t[plus-1]|0x20 != 'e' || t[plus+1] != '1' || t[plus+2] != '0' || digitAt(t, plus+3) {
		return
	}
	lo := plus - 1
	for lo > 0 && digitAt(t, lo-1) {
		lo--
	}
	if lo < 2 || lo == plus-1 || t[lo-1] != ',' && t[lo-1] != '.' || !digitAt(t, lo-2) || digitAt(t, lo-3) {
		return
	}
	known := string(t[lo-2]) + string(t[lo:plus-1])
	for _, v := range values {
		if len(v) == 11 && strings.HasPrefix(v, known[:len(known)-1]) { // the last digit may be rounded
			p.Report(lo-2, plus+3, detectors.Evidence{Damaged: true, Terms: [3]detectors.Term{{Name: "damaged by a spreadsheet", V: 40}}, Cap: 59})
			return
		}
	}
}

// plateDetector finds plates in any case and with any mark between.
func plateDetector(values []string) *detectors.Detector {
	d := base(detectors.VehiclePlate, "plates in any case and grouping")
	d.Anchors = []detectors.Anchor{{Kind: detectors.Digits, Min: 2, Max: 6, Near: detectors.BeforeShort | detectors.AfterShort}, {Kind: detectors.Digits, Min: 6, Max: 9}}
	d.Normal = detectors.Compact
	var want [][]byte
	for _, v := range values {
		want = append(want, detectors.Compact(nil, []byte(v)))
	}
	d.Check = func(p *detectors.Pass, at detectors.At) {
		t := p.Text
		for _, w := range want {
			k := bytes.IndexFunc(w, unicode.IsDigit)
			if k < 0 {
				continue
			}
			for _, lo := range [...]int{at.Pos, at.Pos - k, at.Pos - k - 1} {
				if end := matchPlate(t, lo, w); end > 0 {
					p.Report(lo, end, detectors.Evidence{Terms: [3]detectors.Term{{Name: "value of the case", V: 95}}})
					return
				}
			}
		}
	}
	return d
}

func matchPlate(t []byte, i int, w []byte) int {
	if i < 0 || i > 0 && wordAt(t, i-1) {
		return 0
	}
	for k, c := range w {
		if k > 0 && i < len(t) && (t[i] == ' ' || t[i] == '-') {
			i++
		}
		if i >= len(t) {
			return 0
		}
		b := t[i]
		if b >= 'a' && b <= 'z' {
			b -= 0x20
		}
		// O and 0, I and 1 are typed for each other.
		if b != c && !(c == '0' && b == 'O') && !(c == 'O' && b == '0') && !(c == '1' && b == 'I') && !(c == 'I' && b == '1') {
			return 0
		}
		i++
	}
	if i < len(t) && wordAt(t, i) {
		return 0
	}
	return i
}

func wordAt(t []byte, i int) bool {
	c := t[i]
	return c >= 0x80 || digitAt(t, i) || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// tokenDetector finds exact tokens, also inside e-mail addresses.
func tokenDetector(category detectors.Category, values []string) *detectors.Detector {
	d := base(category, "as whole tokens")
	var want []string
	seen := map[string]bool{}
	for _, v := range values {
		v = strings.ToLower(v)
		want = append(want, v)
		head := v
		if i := strings.IndexFunc(v, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
			head = v[:i]
		}
		if len(head) >= 3 && !seen[head] {
			seen[head] = true
			d.Anchors = append(d.Anchors, detectors.Anchor{Kind: detectors.Words, Words: []detectors.Word{{Text: head}}})
		}
	}
	if len(d.Anchors) == 0 {
		d.Anchors = []detectors.Anchor{{Kind: detectors.Digits, Min: 2, Max: 40}}
	}
	d.Check = func(p *detectors.Pass, at detectors.At) {
		t := p.Text
		for _, v := range want {
			end := at.Pos + len(v)
			if end <= len(t) && bytes.EqualFold(t[at.Pos:end], []byte(v)) && (at.Pos == 0 || !wordAt(t, at.Pos-1)) && (end == len(t) || !wordAt(t, end)) {
				p.Report(at.Pos, end, detectors.Evidence{Terms: [3]detectors.Term{{Name: "value of the case", V: 90}}})
				return
			}
		}
	}
	return d
}

// bornDetector finds the birth date as a bare date of eight characters or more:
// alone it is possible at most.
func bornDetector(born detectors.Date) *detectors.Detector {
	d := base(detectors.BirthDate, "the birth date in any form")
	d.Anchors = []detectors.Anchor{{Kind: detectors.Digits, Min: 1, Max: 4, Near: detectors.Joined, Span: 8}, {Kind: detectors.Digits, Min: 8, Max: 8}}
	d.Check = func(p *detectors.Pass, at detectors.At) {
		if digitAt(p.Text, at.Pos-1) {
			return
		}
		end, day := detectors.ReadDate(p.Text, at.Pos, p.AsOf)
		if end > 0 && day == born {
			p.Report(at.Pos, end, detectors.Evidence{Terms: [3]detectors.Term{{Name: "birth date of the case", V: 45}}, Cap: 59})
		}
	}
	return d
}
