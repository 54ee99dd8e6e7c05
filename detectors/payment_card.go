package detectors

// PaymentCardAny finds numbers of payment cards. Check digit: Luhn (ISO/IEC
// 7812-1); the prefixes of the brands are public knowledge and unverified.
var PaymentCardAny = &Detector{
	Name:     "payment_card.any",
	Category: PaymentCard,
	Doc: `Does not find numbers of brands that are not in its table, numbers split in other groups than 4-4-4-4,
4-6-5 or 4-6-4, and numbers inside longer digit runs.
Finds Visa, Mastercard, Amex, Maestro, Diners, JCB, Discover, Mir and UnionPay numbers with a right Luhn digit.
One random number of sixteen digits in ten passes Luhn, so the prefix of a brand must fit as well.`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 12, Max: 19, First: "23456"},
		{Kind: Digits, Min: 4, Max: 4, Near: Joined, Count: 12, Within: 22, First: "23456"},
	},
	Check:  checkPaymentCard,
	Normal: digitsOnly,
	Column: true,
	Context: Context{
		Raise:  []string{"kaart", "kaardi", "pangakaart", "krediitkaart", "deebetkaart", "visa", "mastercard", "maestro", "amex", "card", "=cvv", "=cvc", "kortti", "kortin", "карт", "karte", "kortel"},
		Lower:  []string{"kliendikaart", "kliendikaardi", "püsikliendi", "viitenumb", "arve", "imei", "=ean", "ribakood", "tellimus", "jälgimis", "saadetis", "tracking", "order", "serial", "seerianumb", "loyalty", "invoice"},
		Header: []string{"krediitkaart", "pangakaart", "kaardinumber", "kaardi number", "card number", "credit card", "payment card", "cardno"},
	},
	Examples: []string{
		"kaart [[4111 1111 1111 1111]]",
		"[[5555555555554444]] visa? ei",
		"amex [[3782 822463 10005]]",
		"kaart [[4000-0566-5566-5556]]",
		"4111111111111112",
		"1234567812345678",
		"0000 0000 0000 0000",
		"arve 4111111111111111",
		"4111 11** **** 1111",
	},
}

func checkPaymentCard(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	var d [19]byte
	n, i, groups := 0, lo, 0
	var kind byte
	var sizes [5]int
	for {
		end := digitRun(t, i)
		if end-i+n > len(d) || groups == len(sizes) {
			return
		}
		sizes[groups] = end - i
		groups++
		n += copy(d[n:], t[i:end])
		i = end
		w, k := separator(t, i)
		if w == 0 || k == '.' || kind != 0 && k != kind || !isDigit(byteAt(t, i+w)) || groups == 1 && sizes[0] != 4 {
			break
		}
		kind, i = k, i+w
	}
	if groups > 1 && !cardGroups(sizes[:groups], n) || groups == 1 && n < 12 {
		return
	}
	if joinedLeft(t, lo) && groups > 1 || isLetter(byteAt(t, i)) || byteAt(t, i) == '*' || !cardBrand(d[:n]) || oneDigit(d[:n]) ||
		decimalNeighbour(p, lo, i) || opaqueToken(t, lo, i) || urlPath(t, lo, i) == partOfSegment {
		return
	}
	if !luhn(d[:n]) {
		if groups == 1 && wholeField(p, lo, i) {
			p.Miss(lo, i)
		}
		return
	}
	e := Evidence{Terms: [3]Term{{"brand", 30}, {"Luhn", 40}}, Test: publishedCard(d[:n])}
	if n < 15 && n != 14 || n > 16 { // Maestro and old Visa lengths: any number may have them
		e.Terms[0].V = 5
	}
	if isLetter(byteAt(t, lo-1)) {
		e.Terms[2] = Term{"glued to a letter", -20}
	}
	p.Report(lo, i, e)
}

// cardGroups accepts 4-4-4-4(-3), 4-6-5 and 4-6-4.
func cardGroups(sizes []int, n int) bool {
	if len(sizes) == 3 && sizes[1] == 6 {
		return n == 15 || n == 14
	}
	for i, s := range sizes {
		if s != 4 && (i != len(sizes)-1 || i < 3) {
			return false
		}
	}
	return len(sizes) >= 4
}

// cardBrand tests length and prefix.
func cardBrand(d []byte) bool {
	n := len(d)
	num := func(k int) int {
		v := 0
		for _, c := range d[:k] {
			v = v*10 + int(c-'0')
		}
		return v
	}
	p2, p3, p4 := num(2), num(3), num(4)
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720:
		return n == 16
	case p2 == 34 || p2 == 37:
		return n == 15
	case p2 == 36 || p2 == 38 || p3 >= 300 && p3 <= 305 || p3 == 309:
		return n == 14
	case p4 >= 3528 && p4 <= 3589, p4 >= 2200 && p4 <= 2204, p4 == 6011, p3 >= 644 && p3 <= 649, p2 == 65, p2 == 62:
		return n == 16
	case p2 == 50 || p2 >= 56 && p2 <= 69:
		return n >= 12
	}
	return false
}

func oneDigit(d []byte) bool {
	for _, c := range d {
		if c != d[0] {
			return false
		}
	}
	return true
}

// luhn checks the last digit (ISO/IEC 7812-1 annex B).
func luhn(d []byte) bool {
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return sum%10 == 0
}

// publishedCard lists the card numbers that payment services publish for tests.
func publishedCard(d []byte) bool {
	switch string(d) {
	case "4111111111111111", "5555555555554444", "378282246310005", "6011111111111117", "3530111333300000", "30569309025904",
		"4000056655665556", "2223003122003222", "4242424242424242", "5105105105105100", "371449635398431", "6011000990139424":
		return true
	}
	return false
}
