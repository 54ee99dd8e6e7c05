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
