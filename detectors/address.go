package detectors

// AddressAny finds street addresses and farm addresses as Estonians write them.
var AddressAny = &Detector{
	Name:     "address.any",
	Category: Address,
	Doc: `Does not find addresses without a house number, street names in lower case, farms without their village or
parish, post boxes, and addresses abroad.
Finds a Capitalised name, a word for a street (tn, tänav, tee, pst, mnt and so on) and a house number, with flat, town and
postal code where they follow; "Tondi 51-12, Tallinn" with a town or a postal code behind; "Metsa talu, Aru küla".
A company's own address is reported too: whose it is the text seldom says.`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		[]Word{{Text: "tn", Then: " .,"}}, wordList(0, "tän tänav tänava tänaval tänavale tee pst puiestee puiesteel mnt maantee maanteel põik allee väljak väljaku plats platsi kallas rand aed tanav tanava"),
		wordList(1, "talu küla kula külas"),
		wordList(2, "tallinn tallinna tallinnas tartu tartus tartusse narva narvas pärnu pärnus viljandi viljandis rakvere rakveres kuressaare haapsalu võru võrus valga jõhvi paide keila maardu sillamäe kohtla elva rapla põlva jõgeva tapa saue kärdla türi paldiski kunda otepää harjumaa tartumaa pärnumaa viljandimaa"))}},
	Check: checkAddress,
	Normal: func(dst, value []byte) []byte {
		for _, c := range value {
			switch {
			case isUpper(c):
				dst = append(dst, c|0x20)
			case isAlnum(c) || c >= 0x80:
				dst = append(dst, c)
			}
		}
		return dst
	},
	Context: Context{
		Raise:  []string{"aadress", "elab", "=elas", "elukoh", "kodune", "koduaadress", "postiaadress", "tarneaadress", "kolis", "kojuved", "kohale tuua", "address", "lives", "osoite", "asuu", "адрес", "прожива", "живёт"},
		Header: []string{"aadress", "address", "elukoht", "tänav", "street", "post addr", "koduaadress", "postiaadress", "tarneaadress", "osoite", "katuosoite", "адрес", "улица", "adrese", "adresas", "address1", "addr"},
	},
	Examples: []string{
		"elab [[Näidise tn 51-12, Tallinn]]",
		"aadress [[Kase tänav 4a]], kolmas korrus",
		"aadress: [[Tondi 51-12, Tallinn 11316]]",
		"kodune [[Pikk tee 7 krt 3]]",
		"elab [[Metsa talu, Aru küla]]",
		"tee 2 tk",
		"tegi tee 5 minutiga",
		"mnt 15000 eurot",
		"Tallinn 2024",
		"Pärnus 15 kraadi",
	},
}

func checkAddress(p *Pass, at At) {
	flo, fhi := p.Bounds(at.Pos)
	switch at.Arg {
	case 0:
		streetAt(p, flo, fhi, at)
	case 1:
		farmAt(p, flo, fhi, at)
	default:
		townAt(p, flo, fhi, at)
	}
}

// streetAt reads a name before a word for a street and a number behind it.
func streetAt(p *Pass, flo, fhi int, at At) {
	t := p.Text
	i := at.Pos + at.Len
	if byteAt(t, i) == '.' {
		i++
	}
	if blank(t, i) == 0 || i >= fhi {
		return
	}
	for i < fhi && blank(t, i) > 0 {
		i += blank(t, i)
	}
	hi := house(t, i, fhi)
	if hi == 0 {
		return
	}
	lo := streetName(t, flo, at.Pos)
	if lo < 0 {
		return
	}
	e := Evidence{Terms: [3]Term{{"street and number", 55}}}
	if end := town(t, hi, fhi); end > 0 {
		hi, e.Terms[1] = end, Term{"town", 20}
	}
	p.Report(lo, hi, e)
}

// streetName returns the start of one to three words before at, the first of which is Capitalised, or -1.
func streetName(t []byte, flo, at int) int {
	lo, i := -1, at
	for range 3 {
		k := i
		for k > flo && (t[k-1] == ' ' || t[k-1] == '.' && k < i) {
			k--
		}
		if k == i && i != at || k == at {
			break
		}
		w := lettersBefore(t, flo, k)
		if w == k || w > flo && isDigit(t[w-1]) {
			break
		}
		for w > flo && t[w-1] == '-' { // Väike-Ameerika
			x := lettersBefore(t, flo, w-1)
			if x == w-1 {
				break
			}
			w = x
		}
		if !capitalAt(t, w) {
			break
		}
		lo, i = w, w
		if w > flo && t[w-1] != ' ' {
			break
		}
	}
	return lo
}

// house reads a house number with letter, fraction and flat and returns its end, or 0.
func house(t []byte, i, fhi int) int {
	end := digitRun(t[:fhi], i)
	if n := end - i; n == 0 || n > 3 || t[i] == '0' {
		return 0
	}
	if end < fhi && isLetter(t[end]) && !isAlnum(byteAt(t, end+1)) && byteAt(t, end+1) < 0x80 {
		end++
	}
	if end < fhi && isAlnum(t[end]) || end+1 < fhi && (t[end] == '.' || t[end] == ',' || t[end] == ':') && isDigit(t[end+1]) {
		return 0
	}
	if end < fhi && t[end] == '/' {
		if e := digitRun(t[:fhi], end+1); e > end+1 && e-end < 4 {
			end = e
		}
	}
	flat := end
	switch {
	case flat < fhi && t[flat] == '-':
		flat++
	default:
		k := flat
		for k < fhi && (blank(t, k) > 0 || t[k] == ',') {
			k += max(blank(t, k), 1)
		}
		e := letters(t, k, fhi)
		if e > k && inList(" krt korter kort k ", t[k:e]) {
			if byteAt(t, e) == '.' {
				e++
			}
			for e < fhi && blank(t, e) > 0 {
				e++
			}
			flat = e
		}
	}
	if flat > end {
		if e := digitRun(t[:fhi], flat); e > flat && e-flat < 4 {
			end = e
			if end < fhi && isLetter(t[end]) && !isAlnum(byteAt(t, end+1)) && byteAt(t, end+1) < 0x80 {
				end++
			}
		}
	}
	if k := end; k < fhi { // an amount, not a house
		k += blank(t, k)
		e := letters(t, k, fhi)
		if e > k && inList(" tk eur eurot euro euri kg km m cm min minuti minutiga minutit tundi h korda päeva kuud aastat krooni protsenti kraadi liitrit ", t[k:e]) || k < fhi && (t[k] == '%' || t[k] == 0xE2) {
			return 0
		}
	}
	return end
}

// town reads ", 11316 Tallinn", ", Tallinn 11316" or ", Tallinn" and returns the end, or 0.
func town(t []byte, i, fhi int) int {
	if i >= fhi || t[i] != ',' && blank(t, i) == 0 {
		return 0
	}
	found := 0
	for range 4 {
		for i < fhi && (t[i] == ',' || blank(t, i) > 0) {
			i += max(blank(t, i), 1)
		}
		if e := digitRun(t[:fhi], i); e-i == 5 && t[i] != '0' && !(e < fhi && isAlnum(t[e])) {
			found, i = e, e
			continue
		}
		e := letters(t, i, fhi)
		if e > i && capitalAt(t, i) && inList(towns, lowerWord(t[i:e])) {
			found, i = e, e
			continue
		}
		if e > i && found > 0 && inList(" linn vald maakond küla alevik alev ", t[i:e]) {
			found, i = e, e
			continue
		}
		break
	}
	return found
}

// towns are the towns and the larger boroughs, and the counties.
const towns = " tallinn tallinna tallinnas tartu tartus tartusse narva narvas pärnu pärnus viljandi viljandis rakvere rakveres kuressaare haapsalu võru võrus valga jõhvi paide keila maardu sillamäe kohtla elva rapla põlva jõgeva tapa saue kärdla türi paldiski kunda otepää " +
	"harju harjumaa hiiu hiiumaa jõgevamaa järva järvamaa lääne läänemaa põlvamaa raplamaa saare saaremaa tartumaa valgamaa viljandimaa võrumaa pärnumaa viimsi rae haabneeme jüri laagri tabasalu loksa kehra karksi abja antsla räpina tõrva kallaste mustvee põltsamaa sindi kilingi lihula püssi kiviõli "

// lowerWord returns w in lower case; w is short.
func lowerWord(w []byte) []byte {
	out := make([]byte, 0, 40)
	for i := 0; i < len(w) && len(out) < 39; i++ {
		c := w[i]
		switch {
		case isUpper(c):
			c |= 0x20
		case i > 0 && w[i-1] == 0xC3 && c >= 0x80 && c < 0xA0: // Õ Ä Ö Ü
			c |= 0x20
		}
		out = append(out, c)
	}
	return out
}

// farmAt reads "Metsa talu, Aru küla" at the word talu, and "Aru küla, Rae vald".
func farmAt(p *Pass, flo, fhi int, at At) {
	t := p.Text
	if string(lowerWord(t[at.Pos:at.Pos+at.Len])) != "talu" {
		return
	}
	lo := streetName(t, flo, at.Pos)
	i := at.Pos + at.Len
	if lo < 0 || i >= fhi || t[i] != ',' {
		return
	}
	i++
	for i < fhi && blank(t, i) > 0 {
		i += blank(t, i)
	}
	e := letters(t, i, fhi)
	if e == i || !capitalAt(t, i) {
		return
	}
	k := e
	for k < fhi && blank(t, k) > 0 {
		k += blank(t, k)
	}
	if w := letters(t, k, fhi); w > k && inList(" küla külas alevik alev vald ", t[k:w]) {
		hi := w
		if end := town(t, hi, fhi); end > 0 {
			hi = end
		}
		p.Report(lo, hi, Evidence{Terms: [3]Term{{"farm and village", 70}}})
	}
}

// townAt reads "Tondi 51-12, Tallinn 11316" back from the town: the street has no word of its own.
func townAt(p *Pass, flo, fhi int, at At) {
	t := p.Text
	if !capitalAt(t, at.Pos) {
		return
	}
	// Between house and town: ", ", and perhaps a postal code.
	i := at.Pos
	comma := false
	for i > flo && (t[i-1] == ' ' || t[i-1] == ',') {
		comma = comma || t[i-1] == ','
		i--
	}
	code := false
	if d := i; d-5 >= flo && isDigit(t[d-1]) {
		k := d
		for k > flo && isDigit(t[k-1]) && d-k < 6 {
			k--
		}
		if d-k == 5 && t[k] != '0' {
			code, i = true, k
			for i > flo && (t[i-1] == ' ' || t[i-1] == ',') {
				comma = comma || t[i-1] == ','
				i--
			}
		}
	}
	if !comma || i == at.Pos {
		return
	}
	// The house, from its end: 51-12, 4a, 12/3.
	lo := i
	for lo > flo && i-lo < 10 && (isDigit(t[lo-1]) || t[lo-1] == '-' || t[lo-1] == '/' || isLetter(t[lo-1]) && (lo == i || t[lo] == '-')) {
		lo--
	}
	if lo == i || lo == flo || t[lo-1] != ' ' || house(t, lo, i) != i {
		return
	}
	name := streetName(t, flo, lo)
	if name < 0 || lo-name < 4 {
		return
	}
	hi := at.Pos + at.Len
	if end := town(t, i, fhi); end > hi {
		hi = end
	}
	e := Evidence{Terms: [3]Term{{"name, number and town", 50}}}
	if code || hi > at.Pos+at.Len {
		e.Terms[1] = Term{"postal code", 25}
	}
	p.Report(name, hi, e)
}
