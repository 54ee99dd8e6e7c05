package detectors

// CustomerCardAny finds numbers of loyalty cards, which have no public check.
var CustomerCardAny = &Detector{
	Name:     "customer_card.any",
	Category: CustomerCard,
	Doc: `Does not find card numbers without a word or a column for them.
Finds nine to nineteen digits, also in groups, behind kliendikaart, püsikliendikaart, partnerkaart, säästukaart, kaardi nr.`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		forms(0, "kliendikaar", "t", "di", "ti", "diga"), forms(0, "püsikliendikaar", "t", "di", "ti", "diga"), forms(0, "püsikliendi"), forms(0, "partnerkaar", "t", "di", "ti"), forms(0, "säästukaar", "t", "di", "ti"),
		forms(0, "boonuskaar", "t", "di", "ti"), forms(0, "kinkekaar", "t", "di", "ti"), forms(0, "kaardinumb", "er", "ri", "riga"), forms(0, "kaardi"), forms(0, "liikmekaar", "t", "di"),
		wordList(0, "loyalty membership asiakaskortti asiakaskortin jäsennumero"))}},
	Check: func(p *Pass, at At) {
		_, fhi := p.Bounds(at.Pos)
		i, _ := behindLabel(p.Text, at.Pos+at.Len, fhi, " nr no number numbri numbriga numbrile on oli kaart kaardi card ")
		if i > 0 {
			customerCard(p, i, fhi)
		}
	},
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi {
			customerCard(p, lo, hi)
		}
	},
	Normal: digitsOnly,
	Context: Context{
		Header: []string{"kliendikaart", "kliendikaardi nr", "kaardi nr", "püsikliendikaart", "customer card", "loyalty card", "membership number", "säästukaart", "partnerkaart"},
	},
	Examples: []string{
		"kliendikaardi number: [[9001 2345 6789]]",
		"püsikliendi nr [[201234567]]",
		"kaardi nr [[2001234567893]] sulgeda",
		"kliendikaart tellitud 12.05.2020",
		"9001 2345 6789",
	},
}

func customerCard(p *Pass, lo, fhi int) {
	t := p.Text
	n, i := 0, lo
	for i < fhi {
		if isDigit(t[i]) {
			n++
			i++
			continue
		}
		if w, k := separator(t, i); n > 0 && (k == ' ' || k == '-') && isDigit(byteAt(t, i+w)) {
			i += w
			continue
		}
		break
	}
	if n < 9 || n > 19 || i < fhi && isLetter(t[i]) || decimalNeighbour(p, lo, i) {
		return
	}
	p.Report(lo, i, Evidence{Terms: [3]Term{{"digits", 25}, {"its word", 25}}, Header: 70})
}

// EmployerAny finds where a person works.
var EmployerAny = &Detector{
	Name:     "employer.any",
	Category: Employer,
	Doc: `Does not find employers that no word announces or whose legal form is not written, and job titles: a title without
a name is no personal data.
Finds a Capitalised name with OÜ, AS, MTÜ, SA, Oy or SIA behind töötab, tööl, tööandja, works at, työnantaja, работает.`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		forms(0, "tööta", "b", "s", "nud", "ja"), forms(0, "töökoh", "t", "a", "as"), forms(0, "tööandja", "", "ks", "lt"), wordList(0, "tööl employer employed works työskentelee työnantaja работает работодатель"))}},
	Check: checkEmployer,
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi && !placeholder(p.Text[lo:hi]) {
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"cell", 30}}, Header: 60})
		}
	},
	Context: Context{Header: []string{"tööandja", "employer", "työnantaja", "работодатель"}},
	Examples: []string{
		"töötab [[Näidis OÜ]] laos",
		"tööandja: [[AS Metsarada]]",
		"works at [[Example Trading OÜ]]",
		"töötab juhina",
		"tellimus Näidis OÜ",
	},
}

const companyForms = " oü as mtü sa tü uü oy oyj ab sia uab ltd llc gmbh inc "

func checkEmployer(p *Pass, at At) {
	t := p.Text
	_, fhi := p.Bounds(at.Pos)
	fhi = min(fhi, at.Pos+at.Len+120)
	start, end := -1, -1 // of the Capitalised words in a row
	form := false
	for i := at.Pos + at.Len; i < fhi; {
		if b := blank(t, i); b > 0 || t[i] == ':' || t[i] == '"' || t[i] == '-' && start < 0 || start < 0 && t[i] == ',' {
			i += max(b, 1)
			continue
		}
		e := letters(t, i, fhi)
		if e == i {
			if t[i] == '&' && start >= 0 {
				i++
				continue
			}
			break
		}
		if t[i] < 0x80 && !isUpper(t[i]) || !capitalAt(t, i) {
			if start >= 0 || e-i > 16 {
				break
			}
			i = e
			continue
		}
		if start < 0 {
			start = i
		}
		if inList(companyForms, lowerWord(t[i:e])) {
			form = true
			if i > start { // "Näidis OÜ" is complete, "AS Metsarada" is not
				end = e
				break
			}
		}
		end, i = e, e
	}
	if !form || start < 0 || end-start < 5 {
		return
	}
	p.Report(start, end, Evidence{Terms: [3]Term{{"company behind its word", 40}}})
}
