package detectors

// IBAN finds international bank account numbers (ISO 13616; remainder mod 97, ISO 7064).
var IBAN = &Detector{
	Name:     "iban.any",
	Category: BankAccount,
	Doc: `Does not find domestic account numbers of before 2014, numbers of countries that are not in its table of
lengths, and numbers with more than one separator between two characters.
Finds IBANs in groups of four, in one piece or with hyphens, in either case, when mod 97 is right. The Estonian
domestic check (7-3-1) raises the score and never rejects.`,
	Anchors: []Anchor{{Kind: Digits, Min: 2, Max: 30, Near: AfterShort, Count: 10, Within: 40}},
	Check:   checkIBAN,
	Normal:  compact,
	Context: Context{
		Raise:  []string{"iban", "a/a", "arveldusarve", "konto", "pangakonto", "arvelduskonto", "pank", "panga", "account", "swift", "=bic", "tilinumero", "=tili"},
		Header: []string{"iban", "konto", "pangakonto", "bank account", "account", "tilinumero", "pankkitili", "счет", "счёт", "konts", "sąskaita"},
	},
	Examples: []string{
		"a/a [[EE382200221020145685]]",
		"a/a [[EE76 2200 2210 0123 4560]], pank",
		"konto [[LV80BANK0000435195001]]",
		"[[FI2112345600000785]]",
		"EE382200221020145686",
		"XEE382200221020145685",
		"saadetis EE123456789EE",
	},
}

// ibanLength holds the length by country (ISO 13616 registry;
// SE NO DK DE PL GB NL FR unverified).
func ibanLength(a, b byte) int {
	switch string([]byte{a, b}) {
	case "EE":
		return 20
	case "FI", "DK", "NL":
		return 18
	case "LV":
		return 21
	case "LT":
		return 20
	case "SE":
		return 24
	case "NO":
		return 15
	case "DE", "GB":
		return 22
	case "PL":
		return 28
	case "FR":
		return 27
	}
	return 0
}

func checkIBAN(p *Pass, at At) {
	t, lo := p.Text, at.Pos-2
	if lo < 0 || !isLetter(t[lo]) || !isLetter(t[lo+1]) || isAlnum(byteAt(t, lo-1)) {
		return
	}
	want := ibanLength(t[lo]&^0x20, t[lo+1]&^0x20)
	if want == 0 {
		return
	}
	var v [34]byte
	n, i := 0, lo
	for n < want {
		c := byteAt(t, i)
		if !isAlnum(c) {
			w, kind := separator(t, i)
			if w == 0 || kind == '.' || n < 4 || !isAlnum(byteAt(t, i+w)) {
				return
			}
			i += w
			continue
		}
		if c >= 'a' {
			c -= 0x20
		}
		v[n] = c
		n++
		i++
	}
	if isAlnum(byteAt(t, i)) {
		return
	}
	e := Evidence{Terms: [3]Term{{"pattern", 45}, {"mod 97", 40}}}
	if v[0] == 'E' && v[1] == 'E' {
		repaired := false
		for k := 2; k < want; k++ {
			if v[k] == 'O' {
				v[k], repaired = '0', true
			}
			if !isDigit(v[k]) {
				return
			}
		}
		switch {
		case repaired:
			e.Terms[2] = Term{"letter O for 0", -15}
		case domesticEE(v[6:20]):
			e.Terms[2] = Term{"domestic check", 5}
		}
	}
	if !mod97(v[:want]) {
		return
	}
	p.Report(lo, i, e)
}

// mod97 checks an IBAN in compact upper case: the first four characters moved
// to the end, letters as 10..35, remainder 1.
func mod97(v []byte) bool {
	r := 0
	for i := range v {
		c := v[(i+4)%len(v)]
		if isDigit(c) {
			r = (r*10 + int(c-'0')) % 97
		} else {
			r = (r*100 + int(c-'A') + 10) % 97
		}
	}
	return r == 1
}

// domesticEE is the 7-3-1 check over the last 14 digits of an Estonian account.
func domesticEE(d []byte) bool {
	weights := [3]int{7, 3, 1}
	sum := 0
	for i := range len(d) - 1 {
		sum += int(d[len(d)-2-i]-'0') * weights[i%3]
	}
	return byte('0'+(10-sum%10)%10) == d[len(d)-1]
}
