package main

import (
	"fmt"
	"strings"
)

// once repeats make until it gives a value that was not given out before.
func (d *demo) once(make func() string) string {
	for {
		if v := make(); !d.used[v] {
			d.used[v] = true
			return v
		}
	}
}

// code gives an isikukood of an adult born from 1945 to 1999. The serials 901-999 were not given out by hospitals;
// no published test code has this form and these years.
func (d *demo) code() string {
	return d.once(func() string {
		ten := fmt.Sprintf("%d%02d%02d%02d%03d", 3+d.n(2), 45+d.n(55), 1+d.n(12), 1+d.n(28), 901+d.n(99))
		return ten + string(rune('0'+checkDigit(ten)))
	})
}

// checkDigit is the eleventh digit of an Estonian personal code (EVS 585).
func checkDigit(ten string) int {
	for _, weights := range []string{"1234567891", "3456789123"} {
		sum := 0
		for i := range ten {
			sum += int(ten[i]-'0') * int(weights[i]-'0')
		}
		if sum%11 < 10 {
			return sum % 11
		}
	}
	return 0
}

// phone gives a mobile number, grouped, every third with the country code.
func (d *demo) phone() string {
	s := d.subscriber()
	if d.n(3) == 0 {
		return "+372 " + s
	}
	return s
}

func (d *demo) subscriber() string {
	return d.once(func() string { return fmt.Sprintf("5340 %04d", d.n(3000)) })
}

var plain = strings.NewReplacer("õ", "o", "ä", "a", "ö", "o", "ü", "u", "š", "s", "ž", "z", "-", "")

func (d *demo) mail(given, family string) string {
	return d.once(func() string {
		s := plain.Replace(strings.ToLower(given + "." + family))
		if d.n(3) > 0 {
			s += fmt.Sprint(1 + d.n(99))
		}
		return s + "@" + d.pick(hosts)
	})
}

func (d *demo) plate() string {
	return d.once(func() string { return fmt.Sprintf("%d %s", 101+d.n(899), d.pick(plateLetters)) })
}

// iban gives an account at the bank code 99 with right check digits, sometimes in groups of four.
func (d *demo) iban() string {
	return d.once(func() string {
		base := fmt.Sprintf("%07d%06d", d.n(1e7), d.n(1e6))
		acc := "99" + base + fmt.Sprint(check731(base))
		rem := 0
		for _, c := range acc + "141400" { // EE00
			rem = (rem*10 + int(c-'0')) % 97
		}
		s := fmt.Sprintf("EE%02d%s", 98-rem, acc)
		if d.n(2) == 0 {
			s = s[:4] + " " + s[4:8] + " " + s[8:12] + " " + s[12:16] + " " + s[16:]
		}
		return s
	})
}

// check731 is the check digit of Estonian reference numbers and domestic accounts.
func check731(s string) int {
	sum := 0
	for i := range s {
		sum += int(s[len(s)-1-i]-'0') * []int{7, 3, 1}[i%3]
	}
	return (10 - sum%10) % 10
}

// ean gives an EAN-13 with the Estonian prefix 474. None passes the card test, since a number of 13 digits that begins
// with 4 could else be read as an old card number.
func (d *demo) ean() string {
	for {
		s := fmt.Sprintf("474%09d", d.n(1e9))
		sum := 0
		for i := range s {
			sum += int(s[i]-'0') * (1 + 2*(i%2))
		}
		if s += fmt.Sprint((10 - sum%10) % 10); !luhn(s) {
			return s
		}
	}
}

// long gives 14 digits that begin with a valid code and do not pass the card test.
func (d *demo) long() string {
	s := d.code() + "512"
	if luhn(s) {
		s = s[:13] + "3"
	}
	return s
}

func luhn(s string) bool {
	sum := 0
	for i := range s {
		n := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}
