package detectors

// PhoneOthers finds telephone numbers of other countries. Number plans: ITU-T
// E.164 and the national plans of the neighbours as of 2026-11-22.
var PhoneOthers = &Detector{
	Name:     "phone.intl",
	Category: Phone,
	Doc: `Does not find national forms of other countries without a label, a phone column or a word of their language,
company numbers (010, 020 in Finland are unlikely to be a person's) and extensions.
Finds + and 00 forms of every country code by the length of E.164 (phone.intl), and of Finland, Latvia, Lithuania,
Sweden and Russia by their plan (phone.fi, phone.lv, phone.lt, phone.se, phone.ru), with their national forms.`,
	Anchors: []Anchor{
		{Kind: Byte, Byte: '+'},
		{Kind: Byte, Byte: '('},
		{Kind: Digits, Min: 8, Max: 15, First: "0268"},
		{Kind: Digits, Min: 3, Max: 3, Near: Joined, Span: 8, Count: 10, Within: 12, First: "23456789"},
		{Kind: Digits, Min: 1, Max: 6, Near: Joined, Span: 8, Count: 8, Within: 16, First: "0268"},
	},
	Check:    checkPhoneOthers,
	Variants: []Variant{{ID: "phone.fi"}, {ID: "phone.lv"}, {ID: "phone.lt"}, {ID: "phone.se"}, {ID: "phone.ru"}},
	Normal:   normalPhone,
	Context: Context{
		Raise: PhoneEE.Context.Raise, Lower: PhoneEE.Context.Lower, Units: PhoneEE.Context.Units, Header: PhoneEE.Context.Header,
	},
	Examples: []string{
		"soita [[+358 40 123 4567]]",
		"puh. [[040 123 4567]]",
		"tel [[+371 2612 3456]], [[+370 612 34567]]",
		"тел [[8 (916) 123-45-67]]",
		"[[+7 916 123-45-67]]",
		"mobil [[+46 70-123 45 67]]",
		"[[+44 20 7946 0958]]",
		"call me at [[(281) 555-1212]]",
		"040 123 4567",
		"tilaus 0401234567",
		"+1 2 3",
		"2020-06-04 13.21",
	},
}

// plan is what is known of a country's numbers.
type plan struct {
	code     string
	variant  uint8
	min, max int    // digits behind the country code
	first    string // that they may begin with
}

var plans = [...]plan{
	{"358", 1, 6, 10, "123456789"}, {"371", 2, 8, 8, "2678"}, {"370", 3, 8, 8, "345678"}, {"46", 4, 7, 9, "123456789"}, {"7", 5, 10, 10, "3489"},
	{"380", 0, 9, 9, ""}, {"375", 0, 9, 9, ""}, {"48", 0, 9, 9, ""}, {"49", 0, 7, 11, ""}, {"47", 0, 8, 8, ""}, {"45", 0, 8, 8, ""}, {"44", 0, 9, 10, ""}, {"1", 0, 10, 10, "23456789"},
}

func checkPhoneOthers(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	switch t[lo] {
	case '+':
		i := lo + 1
		if byteAt(t, i) == '(' {
			i++
		}
		if isDigit(byteAt(t, i)) {
			internationalPhone(p, lo, i, 0)
		}
		return
	case '(':
		if byteAt(t, lo+4) == ')' && digitRun(t, lo+1) == lo+4 {
			nationalAmerican(p, lo+1)
		}
		return
	}
	switch before := byteAt(t, lo-1); {
	case isDigit(before), isLetter(before), before == '+', before == '(' && byteAt(t, lo-2) == '+':
	case t[lo] == '0' && byteAt(t, lo+1) == '0' && at.Len > 2:
		internationalPhone(p, lo, lo+2, 1)
	case at.Len == 3 && t[lo] >= '2' && grouped(t, lo, 3, 3, 4):
		if sep := byteAt(t, lo+3); (sep == '-' || sep == '.') && sep == t[lo+7] && t[lo+4] >= '2' && !joinedLeft(t, lo) {
			p.Report(lo, lo+12, Evidence{Terms: [3]Term{{"North American form", 30}}, Label: 65, Context: 50, Header: 60})
		}
	default:
		nationalPhone(p, lo)
	}
}

// grouped tells whether digit runs of the given sizes stand at t[i], one byte apart, and no digit behind.
func grouped(t []byte, i int, sizes ...int) bool {
	for k, n := range sizes {
		if digitRun(t, i) != i+n {
			return false
		}
		if i += n; k < len(sizes)-1 {
			i++
		}
	}
	return !isLetter(byteAt(t, i))
}

// phoneDigits collects digits from i on, over single separators and one pair of
// brackets, on one line. It returns them and the end of the last one.
func phoneDigits(t []byte, i, fhi int, d *[16]byte) (n, end, seps int) {
	end = i
	for i < fhi {
		if isDigit(t[i]) {
			if n == len(d) {
				return n + 1, end, seps
			}
			d[n] = t[i]
			n++
			i++
			end = i
			continue
		}
		k, step := i, 0
		if c := t[k]; c == ')' || c == '(' || c == '/' {
			k++
			step++
		}
		if w, _ := separator(t, k); w > 0 {
			k += w
			step++
		}
		if k < fhi && t[k] == '(' {
			k++
			step++
		}
		if step == 0 || k >= fhi || !isDigit(t[k]) {
			break
		}
		seps++
		i = k
	}
	return n, end, seps
}

func internationalPhone(p *Pass, lo, digits int, prefix Score) {
	t := p.Text
	flo, fhi := p.Bounds(lo)
	if lo < flo {
		return
	}
	if lo-1 >= flo && t[lo-1] == '(' {
		lo--
	}
	if isAlnum(byteAt(t, lo-1)) || byteAt(t, lo-1) == '+' {
		return
	}
	var d [16]byte
	n, end, seps := phoneDigits(t, digits, fhi, &d)
	if n > 15 { // more than E.164 allows: the tail may be another number
		return
	}
	if n >= 3 && string(d[:3]) == "372" {
		return // phone.ee
	}
	e := Evidence{Terms: [3]Term{{"country code", 40}}}
	for _, c := range plans {
		if k := len(c.code); n > k && string(d[:k]) == c.code {
			rest := d[k:n]
			if c.variant == 1 && rest[0] == '0' { // +358 (0)40
				rest = rest[1:]
			}
			if len(rest) < c.min || len(rest) > c.max || c.first != "" && indexByte([]byte(c.first), rest[0]) < 0 {
				return
			}
			e.Variant = c.variant
			e.Terms[1] = Term{"number plan", 40}
			if prefix != 0 {
				e.Terms[1].V = 30
			}
			p.Report(lo, end, e)
			return
		}
	}
	if n < 9 || d[0] == '0' || prefix != 0 && seps == 0 {
		return
	}
	e.Terms[1] = Term{"length", 20}
	p.Report(lo, end, e)
}

// nationalPhone reads national forms; they need a label, a column or context.
func nationalPhone(p *Pass, lo int) {
	t := p.Text
	c := t[lo]
	if c != '0' && c != '8' && c != '2' && c != '6' || joinedLeft(t, lo) || byteAt(t, lo-1) == '.' || byteAt(t, lo-1) == ',' && isDigit(byteAt(t, lo-2)) {
		return
	}
	if s := byteAt(t, lo+4); (s == '-' || s == '.') && byteAt(t, lo+7) == s || byteAt(t, lo+2) == '.' && byteAt(t, lo+5) == '.' {
		return // a date
	}
	var d [16]byte
	n, end, _ := phoneDigits(t, lo, len(t), &d)
	var variant uint8
	switch {
	case d[0] == '0' && n >= 9 && n <= 10 && (d[1] == '4' || d[1] == '5' && d[2] == '0'):
		variant = 1
	case d[0] == '0' && n == 10 && d[1] == '7':
		variant = 4
	case d[0] == '8' && n == 11 && d[1] == '9':
		variant = 5
	case (d[0] == '8' || d[0] == '0') && n == 9 && d[1] == '6':
		variant = 3
	case n == 8 && d[0] == '2':
		variant = 2
	default:
		return
	}
	if isAlnum(byteAt(t, end)) || decimalNeighbour(p, lo, end) || opaqueToken(t, lo, end) || urlPath(t, lo, end) != notInPath || !p.Raised(lo, end) {
		return
	}
	e := Evidence{Variant: variant, Terms: [3]Term{{"number plan", 20}}, Label: 65, Context: 50, Header: 60, Both: 80}
	if variant == 5 {
		e.Terms[1] = Term{"grouping", 20}
	}
	p.Report(lo, end, e)
}

// nationalAmerican reads (281) 555-1212.
func nationalAmerican(p *Pass, lo int) {
	t := p.Text
	_, fhi := p.Bounds(lo)
	if byteAt(t, lo+3) != ')' || t[lo] < '2' {
		return
	}
	i := lo + 4
	i += blank(t, i)
	a := digitRun(t[:fhi], i)
	if a-i != 3 || i >= fhi || t[i] < '2' {
		return
	}
	w, _ := separator(t, a)
	b := digitRun(t[:fhi], a+w)
	if w == 0 || b-a-w != 4 || isAlnum(byteAt(t, b)) {
		return
	}
	p.Report(lo-1, b, Evidence{Terms: [3]Term{{"North American form", 45}}, Label: 65, Context: 65, Header: 65})
}

// normalPhone gives the digits with the country code where it is known.
func normalPhone(dst, value []byte) []byte {
	at := len(dst)
	dst = digitsOnly(dst, value)
	if d := dst[at:]; len(d) > 9 && d[0] == '0' && d[1] == '0' {
		return append(dst[:at], d[2:]...)
	}
	return dst
}
