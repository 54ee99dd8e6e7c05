package detectors

// PhoneEE finds Estonian telephone numbers. Number plan: RT I 10.04.2024, 4 § 2;
// the table below was read on 2026-11-22.
var PhoneEE = &Detector{
	Name:     "phone.ee",
	Category: Phone,
	Doc: `Does not find bare seven- or eight-digit numbers without a label or a phone column (a third of all random
seven-digit numbers are valid phones), short numbers, numbers of other countries, extensions and number lists.
Finds +372 and 00372 forms, 372 with 11 digits in all, and national numbers; mobile numbers grouped 4-4, 2-2-2-2
or 3-4 are possible by themselves.`,
	Anchors: []Anchor{
		// A national number begins with 3 to 9, an international one with 372 or 00372.
		{Kind: Digits, Min: 7, Max: 13, First: "03456789"},
		// Seven digits in groups; "(+372) 5340 0030" has the longest gap.
		{Kind: Digits, Min: 2, Max: 6, Near: Joined, Count: 7, Within: 20, First: "03456789"},
	},
	Check:  checkPhoneEE,
	Normal: normalPhoneEE,
	Context: Context{
		Raise: []string{"=tel", "telef", "kontakttelef", "mobiiltelef", "töötelef", "kodutelef", "lauatelef", "kontakttel", "=mob", "mobiil", "mobla", "helista", "kõne", "=sms", "=gsm", "=tlf", "=number", "numbri", "numbril", "kontaktnumb", "kätte saab", "siselii",
			"phone", "mobile", "=cell", "=call", "=dial", "=fax", "faks", "whatsapp", "viber", "telegram", "puhelin", "=puh", "matkapuh", "soita", "тел", "моб", "звонить", "позвони",
			"=tālr", "tālrun", "zvan", "skambin"},
		Lower: []string{"arve", "tellimus", "viitenumb", "tootekood", "artik", "saadetis", "leping", "reg nr", "registrikood", "=kmkr", "seerianumb", "=ean", "kogus", "konto",
			"postiindeks", "invoice", "order", "item", "=sku", "serial", "=qty", "reference", "account", "postal", "=vat", "lasku", "tilaus", "viite"},
		Units:  []string{"eur", "€", "eurot", "euro", "=tk", "tükki", "=kg", "=km", "=m2", "=m3", "=l", "krooni", "=kr", "=h", "tundi", "%"},
		Header: []string{"telefon", "tel", "mobiil", "mob", "kontakttelefon", "gsm", "phone", "mobile", "telephone", "cell", "puhelin", "puh", "matkapuhelin", "телефон", "моб", "тел", "telefons", "talrunis", "telefonas"},
	},
	Examples: []string{
		"Telefon: [[+372 53 4000 30]]",
		"[[+37253400030]], [[+372-53400030]], [[(+372) 5340 0030]], [[00372 5340 0030]]",
		"[[+372(53)400030]]",
		"jättis numbri [[5340 0030]]",
		"[[5340 0030]]",
		"[[53 40 00 30]]",
		"tel [[53 400 030]], mob [[521 3057]]",
		"telefonil [[6274135]]",
		"arve 70000310",
		"tk 5000000",
		"kood 6012345",
		"040 123 4567",
		"5 340 003 eurot",
		"5340.00",
		"13.21.04",
		"1988-05-03",
	},
}

// A mobile number in one of these groupings is a phone at first sight; any
// other seven or eight digits need a label or a header.
var usualGroupings = [...]string{"44", "2222", "34"}

func checkPhoneEE(p *Pass, at At) {
	t := p.Text
	before := byteAt(t, at.Pos-1)
	if before == '+' || before == '(' && byteAt(t, at.Pos-2) == '+' {
		if at.Len >= 3 && string(t[at.Pos:at.Pos+3]) == "372" {
			lo := at.Pos - 1
			if before == '(' {
				lo-- // the plus
			}
			if byteAt(t, lo-1) == '(' && byteAt(t, at.Pos+3) == ')' {
				lo-- // (+372)
			}
			internationalEE(p, lo, at.Pos, 3)
		}
		return
	}
	if isDigit(before) {
		return
	}
	switch {
	case at.Len >= 5 && string(t[at.Pos:at.Pos+5]) == "00372":
		internationalEE(p, at.Pos, at.Pos, 5)
		return
	case at.Len >= 3 && string(t[at.Pos:at.Pos+3]) == "372" && (at.Len == 10 || at.Len == 11 || at.Len == 3):
		internationalEE(p, at.Pos, at.Pos, 3)
		return
	}
	if c := t[at.Pos]; c < '3' || at.Len > 8 {
		return
	}
	nationalEE(p, at)
}

// internationalEE reads what follows the country code: digits with at most one
// separator or bracket between two of them, on one line.
func internationalEE(p *Pass, lo, digits, code int) {
	t := p.Text
	var d [8]byte
	n, i, end := 0, digits+code, digits+code
	for {
		for i < len(t) && isDigit(t[i]) {
			if n == len(d) {
				return // longer than any Estonian number
			}
			d[n] = t[i]
			n++
			i++
		}
		end = i
		// Stop where the number is complete: "+372 5340 0030 12" has a stray group behind it.
		if n >= 7 && plannedEE(d[:n]) && !(n == 7 && d[0] == '5' && digitFollows(t, i)) {
			break
		}
		step := 0
		if c := byteAt(t, i); c == '(' || c == ')' || c == '/' {
			step = 1
		}
		if w, _ := separator(t, i+step); w > 0 {
			step += w
		}
		if c := byteAt(t, i+step); step > 0 && c == '(' {
			step++
		}
		if step == 0 || !isDigit(byteAt(t, i+step)) {
			break
		}
		i += step
	}
	plus := t[lo] == '+' || t[lo] == '('
	if n < 7 || !plannedEE(d[:n]) || isLetter(byteAt(t, lo-1)) || !plus && isAlnum(byteAt(t, lo-1)) || decimalNeighbour(p, lo, end) {
		return
	}
	e := Evidence{Terms: [3]Term{{"number plan", 40}, {"country code", 40}}}
	if !plus && code == 3 {
		e.Terms[1].V = 15 // 372 without a plus: eleven digits may be anything
		e.Label, e.Header = 80, 80
	}
	p.Report(lo, end, e)
}

func digitFollows(t []byte, i int) bool {
	w, _ := separator(t, i)
	return w > 0 && isDigit(byteAt(t, i+w))
}

// nationalEE reads seven or eight digits without a country code.
func nationalEE(p *Pass, at At) {
	t := p.Text
	if isLetter(byteAt(t, at.Pos-1)) || byteAt(t, at.Pos-2) == ')' && isDigit(byteAt(t, at.Pos-3)) { // (281) 555-1212
		return
	}
	var d [8]byte
	var groups [4]byte
	n, g, i := 0, 0, at.Pos
	var kind byte
	for {
		end := digitRun(t, i)
		if n+end-i > 8 || g == 4 {
			return
		}
		n += copy(d[n:], t[i:end])
		groups[g] = byte('0' + end - i)
		g++
		i = end
		if n >= 7 {
			break
		}
		w, k := separator(t, end)
		if w == 0 || k == '.' || kind != 0 && k != kind || !isDigit(byteAt(t, end+w)) {
			return
		}
		kind, i = k, end+w
	}
	if n == 7 && g > 1 && digitFollows(t, i) { // 53 40 00 30 has eight
		if w, k := separator(t, i); k == kind && digitRun(t, i+w)-i-w == 1 {
			return
		}
	}
	if isAlnum(byteAt(t, i)) || !plannedEE(d[:n]) || decimalNeighbour(p, at.Pos, i) || opaqueToken(t, at.Pos, i) || urlPath(t, at.Pos, i) != notInPath {
		return
	}
	e := Evidence{Terms: [3]Term{{"number plan", 20}}, Label: 65, Context: 50, Header: 60, Both: 80}
	for _, u := range usualGroupings {
		if d[0] == '5' && string(groups[:g]) == u {
			e = Evidence{Terms: [3]Term{{"number plan", 20}, {"mobile grouping", 35}}}
		}
	}
	if l := t[:at.Pos]; len(l) > 4 && !isDigit(l[len(l)-5]) && (l[len(l)-1] == '-' || l[len(l)-1] == '.') && digitRun(t, at.Pos-4) == at.Pos-1 && n == 7 {
		return // 713-664-7478
	}
	if joinedLeft(t, at.Pos) || kind != 0 && digitFollows(t, i) { // a piece of a longer number
		e = Evidence{Terms: [3]Term{{"number plan", 20}}, Label: 65}
	}
	p.Report(at.Pos, i, e)
}

// joinedLeft tells whether another digit group stands one separator before.
func joinedLeft(t []byte, i int) bool {
	w, _ := separatorBefore(t, i)
	return w > 0 && isDigit(byteAt(t, i-w-1))
}

// plannedEE tests national digits against the number plan: fixed lines of 7
// digits, mobile 5x of 7 or 8, 81-84 and 89 of 8, 40 and 70 personal and premium of 8, 800 and 900.
func plannedEE(d []byte) bool {
	two := int(d[0]-'0')*10 + int(d[1]-'0')
	switch len(d) {
	case 7:
		switch {
		case two == 32, two == 33, two == 35, two == 38, two == 39, two >= 43 && two <= 48,
			two >= 60 && two <= 69, two >= 71 && two <= 79, two == 88, two >= 50 && two <= 59:
			return true
		case d[0] == '8' || d[0] == '9':
			return d[1] == '0' && d[2] == '0'
		}
	case 8:
		switch {
		case two >= 50 && two <= 59, two >= 81 && two <= 84, two == 89, two == 40:
			return true
		case two == 70:
			return d[2] <= '2'
		case two == 80:
			return d[2] == '0'
		}
	}
	return false
}

// normalPhoneEE gives the digits with the country code, so that all spellings
// of one number compare equal.
func normalPhoneEE(dst, value []byte) []byte {
	at := len(dst)
	dst = digitsOnly(dst, value)
	d := dst[at:]
	switch {
	case len(d) > 9 && string(d[:5]) == "00372":
		return append(dst[:at], d[2:]...)
	case len(d) > 8 && string(d[:3]) == "372":
		return dst
	}
	dst = append(dst, "372"...)
	copy(dst[at+3:], dst[at:len(dst)-3])
	copy(dst[at:], "372")
	return dst
}
