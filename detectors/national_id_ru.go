package detectors

// NationalIDRU finds Russian SNILS and INN numbers of persons. Check digits as
// the pension fund and the tax service describe them (unverified).
var NationalIDRU = &Detector{
	Name:     "national_id.ru",
	Category: NationalID,
	Doc: `Does not find INN without a word for it, INN of companies (ten digits), and passports (see document_id).
Finds SNILS NNN-NNN-NNN NN and INN of twelve digits with right check digits.`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 3, Max: 3, Near: Joined, Count: 11, Within: 14},
		{Kind: Digits, Min: 11, Max: 12},
	},
	Check:    checkNationalIDRU,
	Variants: []Variant{{ID: "national_id.ru_inn"}},
	Normal:   digitsOnly,
	Column:   true,
	Context: Context{
		Raise:  []string{"снилс", "=инн", "snils", "=inn", "страхов"},
		Header: []string{"снилс", "инн", "snils", "inn"},
	},
	Examples: []string{
		"СНИЛС [[112-233-445 95]]",
		"ИНН [[500100732259]]",
		"112-233-445 96",
		"tellimus 500100732259",
	},
}

func checkNationalIDRU(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	var d [12]byte
	n, i := 0, lo
	switch at.Len {
	case 3: // NNN-NNN-NNN NN
		for g := range 4 {
			size := 3
			if g == 3 {
				size = 2
			}
			if digitRun(t, i) != i+size {
				return
			}
			n += copy(d[n:], t[i:i+size])
			i += size
			if g < 3 {
				w, k := separator(t, i)
				if w == 0 || k == '.' || g < 2 && k != '-' {
					return
				}
				i += w
			}
		}
		if !snils(d[:11]) || joinedLeft(t, lo) || isAlnum(byteAt(t, i)) || digitFollows(t, i) {
			return
		}
		p.Report(lo, i, Evidence{Terms: [3]Term{{"pattern", 40}, {"check digits", 25}}})
		return
	}
	i = lo + at.Len
	n = copy(d[:], t[lo:i])
	if isLetter(byteAt(t, lo-1)) || isLetter(byteAt(t, i)) || decimalNeighbour(p, lo, i) {
		return
	}
	if n == 11 && snils(d[:11]) {
		p.Report(lo, i, Evidence{Terms: [3]Term{{"check digits", 20}}, Label: 75, Context: 65, Header: 75, NeedContext: true})
	}
	if n == 12 && inn(d[:12]) {
		p.Report(lo, i, Evidence{Variant: 1, Terms: [3]Term{{"check digits", 20}}, Label: 75, Context: 65, Header: 75, NeedContext: true})
	}
}

// snils: the sum of the nine digits times 9..1, mod 101, 100 counts as 0.
func snils(d []byte) bool {
	sum := 0
	for i, c := range d[:9] {
		sum += int(c-'0') * (9 - i)
	}
	return sum%101%100 == int(d[9]-'0')*10+int(d[10]-'0')
}

func inn(d []byte) bool {
	weights := [...]int{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}
	for k := 10; k <= 11; k++ {
		sum := 0
		for i := range k {
			sum += int(d[i]-'0') * weights[11-k+i]
		}
		if sum%11%10 != int(d[k]-'0') {
			return false
		}
	}
	return true
}
