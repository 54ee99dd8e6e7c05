package detectors

// NationalIDPL finds Polish PESEL and Norwegian birth numbers beside their words.
var NationalIDPL = &Detector{
	Name:     "national_id.pl",
	Category: NationalID,
	Doc: `Does not find a PESEL or fødselsnummer that no word or column names: a tenth of a percent of all
eleven-digit numbers has the right digits.
Finds PESEL (YYMMDDZZZXQ) and Norwegian fødselsnummer (DDMMYYIIIKK, national_id.no) with right check digits.`,
	Anchors:  []Anchor{{Kind: Digits, Min: 11, Max: 11}, {Kind: Digits, Min: 6, Max: 6, Near: Joined, Count: 11, Within: 14}},
	Check:    checkNationalIDPL,
	Variants: []Variant{{ID: "national_id.no"}},
	Normal:   digitsOnly,
	Context: Context{
		Raise:  []string{"pesel", "fødselsnummer", "fodselsnummer", "=fnr", "personnummer"},
		Header: []string{"pesel", "fødselsnummer", "fodselsnummer", "fnr"},
	},
	Examples: []string{
		"PESEL [[44051401359]]",
		"44051401359",
		"PESEL 44051401358",
	},
}

func checkNationalIDPL(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	var d [11]byte
	hi := lo + at.Len
	copy(d[:], t[lo:hi])
	if at.Len == 6 {
		w, k := separator(t, hi)
		if k != ' ' || digitRun(t, hi+w) != hi+w+5 {
			return
		}
		copy(d[6:], t[hi+w:hi+w+5])
		hi += w + 5
	}
	if isAlnum(byteAt(t, hi)) || isLetter(byteAt(t, lo-1)) || decimalNeighbour(p, lo, hi) {
		return
	}
	e := Evidence{Terms: [3]Term{{"date+check", 20}}, Label: 75, Context: 65, Header: 75, NeedContext: true}
	switch {
	case at.Len == 11 && pesel(d[:]):
	case fodselsnummer(d[:]):
		e.Variant = 1
	default:
		return
	}
	p.Report(lo, hi, e)
}

// pesel: weights 1 3 7 9; the month carries the century.
func pesel(d []byte) bool {
	sum := 0
	for i, w := range [...]int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1} {
		sum += int(d[i]-'0') * w
	}
	month := int(d[2]-'0')*10 + int(d[3]-'0')
	century := [...]int{1900, 2000, 2100, 2200, 1800}[month/20]
	return sum%10 == 0 && MakeDate(century+int(d[0]-'0')*10+int(d[1]-'0'), month%20, int(d[4]-'0')*10+int(d[5]-'0')) != 0
}

// fodselsnummer: two check digits mod 11; D-numbers have the day plus 40.
func fodselsnummer(d []byte) bool {
	check := func(weights ...int) bool {
		sum := 0
		for i, w := range weights {
			sum += int(d[i]-'0') * w
		}
		return sum%11 == 0
	}
	day := (int(d[0]-'0')*10 + int(d[1]-'0')) % 40
	return check(3, 7, 6, 1, 8, 9, 4, 5, 2, 1) && check(5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) &&
		MakeDate(2000, int(d[2]-'0')*10+int(d[3]-'0'), day) != 0
}
