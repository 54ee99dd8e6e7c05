package detectors

// NationalIDSE finds Swedish personal and coordination numbers: Luhn over the
// last ten digits, the day plus 60 for coordination numbers (Skatteverket).
var NationalIDSE = &Detector{
	Name:     "national_id.se",
	Category: NationalID,
	Doc: `Does not find numbers without a hyphen, unless a word for them or a column stands beside, and numbers of
organisations.
Finds YYMMDD-NNNN, YYMMDD+NNNN and YYYYMMDD-NNNN with a right date and Luhn digit.`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 6, Max: 6, Near: Joined, Count: 10, Within: 13},
		{Kind: Digits, Min: 8, Max: 8, First: "12", Near: Joined, Count: 12, Within: 15},
		{Kind: Words, Words: wordList(1, "personnummer samordningsnummer pnr isikukood isikukoodi henkilötunnus")},
	},
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi && digitRun(p.Text, lo) == hi {
			checkNationalIDSE(p, At{Pos: lo, Len: hi - lo})
		}
	},
	Check:  checkNationalIDSE,
	Normal: normalSE,
	Column: true,
	Context: Context{
		Window: 300,
		Raise:  []string{"personnummer", "samordningsnummer", "=pnr", "rootsi isikukood", "isikukood", "henkilötunnu"},
		Header: []string{"personnummer", "pnr", "samordningsnummer", "isikukood", "national id"},
		Lower:  []string{"arve", "tellimus", "faktura", "order", "invoice", "lasku", "orgnr", "organisationsnummer"},
	},
	Examples: []string{
		"personnummer [[880320-0016]]",
		"[[19880320-0016]]",
		"personnummer [[8803200016]]",
		"880320-0018",
		"8803200016",
		"881320-0016",
	},
}

func checkNationalIDSE(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	if at.Arg == 1 { // the ten or twelve digits behind the word
		_, fhi := p.Bounds(lo)
		if lo, _ = behindLabel(t, lo+at.Len, fhi, " nr no number on är kood rootsi "); lo < 0 {
			return
		}
		if at.Len = digitRun(t[:fhi], lo) - lo; at.Len != 10 && at.Len != 12 {
			return
		}
	}
	var d [12]byte
	n := 0
	hi := lo + at.Len
	hyphen := at.Len == 6 || at.Len == 8
	switch at.Len {
	case 6, 8:
		w, k := separator(t, hi)
		if byteAt(t, hi) == '+' {
			w, k = 1, '-'
		}
		if k != '-' || digitRun(t, hi+w) != hi+w+4 {
			return
		}
		n = copy(d[:], t[lo:hi])
		n += copy(d[n:], t[hi+w:hi+w+4])
		hi += w + 4
	case 10, 12:
		n = copy(d[:], t[lo:hi])
	default:
		return
	}
	last := d[n-10 : n]
	two := func(k int) int { return int(last[k]-'0')*10 + int(last[k+1]-'0') }
	year, month, day := two(0), two(2), two(4)
	if day > 60 {
		day -= 60
	}
	if n == 12 {
		year += 100 * (int(d[0]-'0')*10 + int(d[1]-'0'))
		if year < 1850 {
			return
		}
	} else {
		year += 1900
	}
	birth := MakeDate(year, month, day)
	if birth == 0 || birth > p.AsOf || !luhn(last) {
		return
	}
	if n == 10 {
		birth = 0 // the century is open
	}
	if isAlnum(byteAt(t, hi)) || isLetter(byteAt(t, lo-1)) || decimalNeighbour(p, lo, hi) || opaqueToken(t, lo, hi) || joinedLeft(t, lo) || byteAt(t, hi) == '-' {
		return
	}
	e := Evidence{Terms: [3]Term{{"pattern", 30}, {"date+check", 30}}, Birth: birth, Label: 85, Header: 85}
	if !hyphen {
		e = Evidence{Terms: [3]Term{{"pattern", 5}, {"date+check", 30}}, Birth: birth, Label: 80, Header: 80, NeedContext: true}
	} else if n == 10 { // a tenth of all phone and order numbers of this shape
		e.Terms[0].V = 20
	}
	p.Report(lo, hi, e)
}

// normalSE is the last ten digits: the century may be written or not.
func normalSE(dst, value []byte) []byte {
	at := len(dst)
	dst = digitsOnly(dst, value)
	if d := dst[at:]; len(d) == 12 {
		return append(dst[:at], d[2:]...)
	}
	return dst
}
