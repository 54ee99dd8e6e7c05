package detectors

// CompanyCodeAny recognises numbers of companies, so that nobody takes them for
// phones or persons. Estonian registry code: Commercial Register; VAT number
// KMKR: EMTA; Finnish Y-tunnus: PRH.
var CompanyCodeAny = &Detector{
	Name:     "company_code.any",
	Category: CompanyCode,
	Doc: `Does not report companies: a company is no person. It claims the digits of their numbers, beside a word for
them, so that they are not reported as something else.
Finds the number of a sole trader (FIE), who is a natural person, as company_code.fie.`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 8, Max: 8, First: "1789"},
		{Kind: Digits, Min: 9, Max: 9, First: "1"},
		{Kind: Digits, Min: 7, Max: 7},
	},
	Check:    checkCompanyCode,
	Variants: []Variant{{ID: "company_code.fie"}},
	Normal:   digitsOnly,
	Context: Context{
		Raise: []string{"=reg", "reg.", "registrikood", "registri kood", "reg nr", "reg.nr", "rg-kood", "=rk", "äriregist", "=oü", "=as", "=mtü", "=sa", "=kü", "=tü", "=uü", "=fie", "osaühing", "aktsiaselts", "ettevõt", "firma", "sihtasutus", "ühing",
			"reg code", "registry code", "company", "y-tunnus", "yritystunnus", "=oy", "=ab", "reģ", "=sia", "įmonės", "=uab", "=kmkr", "=vat", "=käibemaksukohustuslas", "kmk nr", "alv"},
		Header: []string{"registrikood", "reg kood", "kmkr", "kmkr nr", "regcode", "reg code", "company code", "company number", "vat no", "vat number", "y tunnus", "ytunnus", "registry code", "äriregistri kood"},
	},
	Examples: []string{
		"FIE Mari Maasikas, reg [[11091789]]",
		"Näidis OÜ, reg 11091789",
		"KMKR EE101235282",
		"Yritys Oy, y-tunnus 0112038-9",
	},
}

func checkCompanyCode(p *Pass, at At) {
	t, lo, hi := p.Text, at.Pos, at.Pos+at.Len
	if at.Len != 9 && isLetter(byteAt(t, lo-1)) || isLetter(byteAt(t, hi)) {
		return
	}
	switch at.Len {
	case 8:
		if checkRegistry(t[lo:lo+7]) != t[lo+7] || joinedLeft(t, lo) || decimalNeighbour(p, lo, hi) || !p.Raised(lo, hi) {
			return
		}
		if soleTrader(p, lo) {
			p.Report(lo, hi, Evidence{Variant: 1, Terms: [3]Term{{"sole trader", 40}}, Label: 50, Context: 45, Header: 50, Cap: 59})
			return
		}
	case 9: // KMKR
		if lo < 2 || t[lo-2]&^0x20 != 'E' || t[lo-1]&^0x20 != 'E' || isAlnum(byteAt(t, lo-3)) || !vatEE(t[lo:hi]) {
			return
		}
		lo -= 2
	default: // Y-tunnus
		w, k := separator(t, hi)
		if k != '-' || !isDigit(byteAt(t, hi+w)) || isAlnum(byteAt(t, hi+w+1)) || byteAt(t, hi+w+1) == '-' || !businessFI(t[lo:hi], t[hi+w]) {
			return
		}
		hi += w + 1
	}
	p.Report(lo, hi, Evidence{Terms: [3]Term{{"company number", 60}}, Silent: true})
}

// checkRegistry is checkDigitEE over the seven digits of a registry code.
func checkRegistry(d []byte) byte { return checkDigitEE(d, 7) }

// soleTrader tells whether the word FIE stands before, in the same field.
func soleTrader(p *Pass, lo int) bool {
	flo, _ := p.Bounds(lo)
	t := p.Text[max(flo, lo-80):lo]
	for i := 0; i+3 <= len(t); i++ {
		if string(t[i:i+3]) == "FIE" && !isAlnum(byteAt(t, i-1)) && !isAlnum(byteAt(t, i+3)) {
			return true
		}
	}
	return false
}

// vatEE: weights 3 7 1 over nine digits, sum mod 10 = 0.
func vatEE(d []byte) bool {
	sum := 0
	for i, c := range d {
		sum += int(c-'0') * [3]int{3, 7, 1}[i%3]
	}
	return sum%10 == 0
}

// businessFI: weights 7 9 10 5 8 4 2, check 11 - r; a remainder of 1 is not issued.
func businessFI(d []byte, check byte) bool {
	sum := 0
	for i, w := range [...]int{7, 9, 10, 5, 8, 4, 2} {
		sum += int(d[i]-'0') * w
	}
	r := sum % 11
	return r != 1 && (11-r)%11 == int(check-'0')
}
