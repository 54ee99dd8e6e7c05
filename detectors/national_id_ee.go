package detectors

// NationalIDEE finds Estonian personal codes. Layout and check digit: EVS
// 585:2007; law: RT I 10.06.2015, 4 § 2.
var NationalIDEE = &Detector{
	Name:     "national_id.ee",
	Category: NationalID,
	Doc: `Does not find codes inside longer digit runs, hashes, UUIDs or URL path segments, codes split by a
line break or by more than three separators, codes of the 22nd century, and codes whose date or check digit is
wrong (a wrong check digit is reported beside the word "isikukood" only).
Finds isikukood: G YYMMDD SSS C, 11 digits, also grouped (376 0503 0299), glued to letters (ik37605030299,
PNOEE-37605030299) and cut by a spreadsheet (3,760503E+10). Lithuanian codes have the same rule (alternates).`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 11, Max: 11},
		// Eleven digits and three separators of up to three bytes; one digit may stand before the run.
		{Kind: Digits, Min: 2, Max: 8, Near: Joined, Count: 10, Within: 20},
		{Kind: Byte, Byte: '+'},          // 3,760503E+10
		{Kind: Digits, Min: 18, Max: 19}, // the optional field of a machine readable zone
	},
	Check: checkNationalIDEE,
	Variants: []Variant{
		{ID: "national_id.ee_checkfail"},
		{ID: "national_id.ee_historic"},
		{ID: "national_id.ee_truncated"},
	},
	Normal: digitsOnly,
	Column: true,
	Context: Context{
		Window: 300,
		Raise: []string{"isikukood", "isiku kood", "=ik", "i.k.", "i.k", "isikuk", "id-kood", "id kood", "isikunumb", "id-kaar", "kodaniku kood",
			"maksukohustuslase", "personal code", "personal identification", "id code", "national id", "social security",
			"henkilötunnu", "hetu", "sotu", "sosiaaliturvatunnus", "личный код", "личного код", "исикукоод", "код личности", "персональный код",
			"personas kod", "asmens kod", "personnummer"},
		Lower: []string{"ei ole isikukood", "ei ole ik", "not a personal code", "ei ole henkilötunnus", "arve", "tellimus", "viitenumb", "viite nr", "viitenr", "=ref", "imei",
			"seerianumb", "=ean", "ribakood", "tootekood", "artik", "registrikood", "leping", "tracking", "saadetis", "pakk", "paki", "telefon", "=tel", "=mob",
			"makse", "konto", "invoice", "order", "reference", "serial", "barcode", "=sku", "contract", "phone",
			"lasku", "tilaus", "viite", "seuranta", "puhelin", "=puh", "счёт", "счет", "заказ", "договор", "телефон"},
		Header: []string{"isikukood", "isiku kood", "ik", "id kood", "isikukood nr", "personal code", "personalcode", "national id", "national identification number",
			"id code", "ssn", "hetu", "henkilötunnus", "личный код", "персональный код", "personas kods", "pers kods", "asmens kodas", "ak", "personnummer", "pnr"},
	},
	Examples: []string{
		"isikukood: [[37605030299]].",
		"isikukood [[376 0503 0299]]",
		"ik [[376-0503-0299]], ik [[3 760503 0299]]",
		"PNOEE-[[37605030299]]",
		"ik[[48503140007]]",
		"helista Marile, [[39001010110]]", // second stage of the check digit
		"ik [[48503142710]]",              // "ten twice": check digit 0
		"isikukood [[37605030298]]",       // wrong check digit beside its word
		"49403136515999",
		"37613010104 37605320102 30002290109",
		"62802290107",
		"konto 137605030299",
		"3f37605030299abcdef1",
		"hind 37605030299.5",
	},
}

// The pieces of evidence have the same names everywhere.
var (
	termPattern = Term{"pattern", 40}
	termChecked = Term{"date+check", 35}
)

func checkNationalIDEE(p *Pass, at At) {
	t := p.Text
	if t[at.Pos] == '+' {
		truncatedCode(p, at.Pos)
		return
	}
	if at.Len >= 18 {
		zoneCode(p, at)
		return
	}
	if at.Len == 11 {
		if wholeNear(p, at) {
			return
		}
		var d [11]byte
		copy(d[:], t[at.Pos:at.Pos+11])
		nationalCandidate(p, at.Pos, at.Pos+11, &d, 0)
		return
	}
	// Grouped forms begin at this run, or one single digit and separator before it.
	start := at.Pos
	if n, _ := separatorBefore(t, start); n > 0 && isDigit(byteAt(t, start-n-1)) && !isDigit(byteAt(t, start-n-2)) {
		if groupedCode(p, start-n-1) {
			return
		}
	}
	groupedCode(p, start)
}

// zoneCode reads the code that closes a digit run of a machine readable zone
// (ICAO 9303): fillers follow it, the date of expiry or the document's number and
// their check digits stand before it.
func zoneCode(p *Pass, at At) {
	t, hi := p.Text, at.Pos+at.Len
	if byteAt(t, hi) != '<' || !isUpper(byteAt(t, at.Pos-1)) {
		return
	}
	var d [11]byte
	copy(d[:], t[hi-11:hi])
	if birth := codeDate(d[:]); birth != 0 && birth <= p.AsOf && checkDigitEE(d[:], 10) == d[10] && d[0] >= '3' {
		p.Report(hi-11, hi, Evidence{Terms: [3]Term{termPattern, termChecked, {"in a machine readable zone", 10}}, Birth: birth, Test: publishedCode(&d)})
	}
}

// wholeNear drops most 11-digit runs before any arithmetic; it also tells
// columns of numbers that merely have eleven digits.
func wholeNear(p *Pass, at At) bool {
	t := p.Text[at.Pos : at.Pos+11]
	if codeDate(t) != 0 {
		return false
	}
	if wholeField(p, at.Pos, at.Pos+11) {
		p.Miss(at.Pos, at.Pos+11)
	}
	return true
}

// groupedCode tries the digit groups that begin at start: eleven digits in at
// most four groups, separated by one kind of separator.
func groupedCode(p *Pass, start int) bool {
	t := p.Text
	if c := t[start]; c < '1' || c > '6' {
		return false
	}
	var d [11]byte
	n, groups, i := 0, 0, start
	var kind byte
	for {
		end := digitRun(t, i)
		if n+end-i > 11 {
			return false
		}
		n += copy(d[n:], t[i:end])
		groups++
		if n == 11 {
			if groups == 1 || !byteDigitFree(t, start, end) {
				return false
			}
			return nationalCandidate(p, start, end, &d, groups)
		}
		w, k := separator(t, end)
		if w == 0 || groups == 4 || kind != 0 && k != kind || !isDigit(byteAt(t, end+w)) {
			return false
		}
		kind, i = k, end+w
	}
}

// byteDigitFree tells that no digit touches lo or hi.
func byteDigitFree(t []byte, lo, hi int) bool {
	return !isDigit(byteAt(t, lo-1)) && !isDigit(byteAt(t, hi))
}

// codeDate returns the birth date in the first seven digits, or 0.
func codeDate(d []byte) Date {
	g := d[0] - '0'
	if g < 1 || g > 6 {
		return 0
	}
	two := func(i int) int { return int(d[i]-'0')*10 + int(d[i+1]-'0') }
	return MakeDate(1800+int(g-1)/2*100+two(1), two(3), two(5))
}

// checkDigitEE computes the check digit over the first n digits: weights
// 1 2 3 .. 9 1, then 3 4 5 .. 9 1 2 3 if the sum mod 11 is 10, then 0.
func checkDigitEE(d []byte, n int) byte {
	for _, first := range [...]int{1, 3} {
		sum, w := 0, first
		for _, c := range d[:n] {
			sum += int(c-'0') * w
			if w++; w == 10 {
				w = 1
			}
		}
		if r := sum % 11; r < 10 {
			return byte('0' + r)
		}
	}
	return '0'
}

func nationalCandidate(p *Pass, lo, hi int, d *[11]byte, groups int) bool {
	birth := codeDate(d[:])
	if birth == 0 || birth > p.AsOf || decimalNeighbour(p, lo, hi) || opaqueToken(p.Text, lo, hi) {
		return false
	}
	e := Evidence{Terms: [3]Term{termPattern, termChecked}, Birth: birth, Alternates: "EE,LT", Test: publishedCode(d)}
	switch urlPath(p.Text, lo, hi) {
	case partOfSegment:
		return false
	case wholeSegment:
		e.Terms[2] = Term{"URL path", -35}
	}
	if d[10] != checkDigitEE(d[:], 10) {
		if groups == 0 && wholeField(p, lo, hi) {
			p.Miss(lo, hi)
		}
		if d[0] < '3' {
			return false
		}
		e.Terms = [3]Term{termPattern, {"check digit wrong", 5}}
		e.Variant, e.Cap, e.NeedContext = 1, 45, true
	} else if d[0] < '3' {
		e.Variant, e.Cap, e.NeedContext = 2, 59, true
	}
	p.Report(lo, hi, e)
	return true
}

// truncatedCode reads what a spreadsheet leaves of a code, 3,760503E+10, at its
// plus. Seven digits must be known and hold a date.
func truncatedCode(p *Pass, plus int) {
	t := p.Text
	if byteAt(t, plus-1)|0x20 != 'e' || byteAt(t, plus+1) != '1' || byteAt(t, plus+2) != '0' || isAlnum(byteAt(t, plus+3)) {
		return
	}
	flo, _ := p.Bounds(plus)
	lo := plus - 1
	for lo > flo && isDigit(t[lo-1]) {
		lo--
	}
	if sep := byteAt(t, lo-1); lo-2 < flo || sep != ',' && sep != '.' || !isDigit(t[lo-2]) || isDigit(byteAt(t, lo-3)) || plus-1-lo < 6 || plus-1-lo > 10 {
		return
	}
	d := [7]byte{t[lo-2]}
	copy(d[1:], t[lo:])
	if birth := codeDate(d[:]); d[0] < '3' || birth == 0 || birth > p.AsOf {
		return
	}
	p.Report(lo-2, plus+3, Evidence{Variant: 3, Damaged: true, Terms: [3]Term{{"damaged by a spreadsheet", 35}}})
}

// publishedCode lists the test identities that are published.
func publishedCode(d *[11]byte) bool {
	switch string(d[:]) {
	case "30303039914", "30303039903", "30303039816", "40504040001", "60001017869", "60001018800",
		"10101010005", "14212128025", "11702020200", "11412090004":
		return true
	}
	return false
}
