package main

// Kinds of planted values, in the order of kindNames.
const (
	isikukood = iota
	email
	phone
	plate
	iban
	healthWord
	kinds
)

var kindNames = [kinds]string{"isikukood", "e-mail", "phone", "plate", "iban", "health"}

// weighted holds a kind as often as its weight: 3:3:3:1:1:1.
var weighted = [12]int{
	isikukood, isikukood, isikukood, email, email, email, phone, phone, phone, plate, iban, healthWord,
}

// plant writes a sentence with one value.
func (g *generator) plant() {
	k := weighted[g.n(len(weighted))]
	g.planted[k]++
	switch k {
	case isikukood:
		if g.n(2) == 0 {
			g.buf = append(g.buf, "Isikukood "...)
		} else {
			g.buf = append(g.buf, "Ostja märkis vihikusse "...)
		}
		g.isikukood()
	case email:
		g.buf = append(g.buf, "Vastus saata "...)
		g.word(given)
		g.buf = append(g.buf, '.')
		g.word(family)
		g.two(g.n(100))
		g.buf = append(g.buf, '@')
		g.word(hosts)
	case phone:
		// 5340 0xxx: the range of the project's examples
		lead := [...]string{"Tel 5340 0", "Helistada +372 5340 0", "Mob 53400"}
		g.buf = append(g.buf, lead[g.n(len(lead))]...)
		g.digits(g.n(1000), 3)
	case plate:
		g.buf = append(g.buf, "Tuli autoga "...)
		g.digits(100+g.n(900), 3)
		g.buf = append(g.buf, ' ')
		g.word(letters)
	case iban:
		g.buf = append(g.buf, "Konto "...)
		g.iban()
	case healthWord:
		g.buf = append(g.buf, "Klient "...)
		g.word(health)
	}
	g.buf = append(g.buf, '.')
}

// isikukood writes a code of somebody born from 1940 to 1999 with a right check digit and a serial above 900, which
// the numbers given out by hospitals did not reach.
func (g *generator) isikukood() {
	at := len(g.buf)
	g.buf = append(g.buf, byte('3'+g.n(2)))
	g.two(40 + g.n(60))
	g.two(1 + g.n(12))
	g.two(1 + g.n(28))
	g.digits(901+g.n(99), 3)
	g.buf = append(g.buf, checkDigit(g.buf[at:]))
}

// checkDigit is the eleventh digit of an Estonian personal code (EVS 585).
func checkDigit(ten []byte) byte {
	for _, weights := range [2]string{"1234567891", "3456789123"} {
		sum := 0
		for i, d := range ten {
			sum += int(d-'0') * int(weights[i]-'0')
		}
		if r := sum % 11; r < 10 {
			return byte('0' + r)
		}
	}
	return '0'
}

// iban writes an Estonian account with both check digits right, in groups of four or without spaces.
func (g *generator) iban() {
	// 99 + 13 digits + the 7-3-1 check digit over the last 13
	var acc [20]byte
	copy(acc[:4], "EE00")
	acc[4], acc[5] = '9', '9'
	sum := 0
	for i := 6; i < 19; i++ {
		acc[i] = byte('0' + g.n(10))
	}
	for i := 18; i >= 6; i-- {
		sum += int(acc[i]-'0') * [3]int{7, 3, 1}[(18-i)%3]
	}
	acc[19] = byte('0' + (10-sum%10)%10)
	// mod 97 over account, EE as 14 14, and 00
	rem := 0
	for _, d := range acc[4:] {
		rem = (rem*10 + int(d-'0')) % 97
	}
	for _, d := range "141400" {
		rem = (rem*10 + int(d-'0')) % 97
	}
	check := 98 - rem
	acc[2], acc[3] = byte('0'+check/10), byte('0'+check%10)
	spaced := g.n(2) == 0
	for i := 0; i < 20; i += 4 {
		if spaced && i > 0 {
			g.buf = append(g.buf, ' ')
		}
		g.buf = append(g.buf, acc[i:i+4]...)
	}
}
