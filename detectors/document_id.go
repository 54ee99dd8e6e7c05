package detectors

// DocumentIDAny finds numbers of identity documents beside their words, and
// machine readable zones (ICAO 9303, parts 4 and 5). No public source of the
// Estonian numbering was found: the shapes are unverified, so a word is needed.
var DocumentIDAny = &Detector{
	Name:     "document_id.any",
	Category: DocumentID,
	Doc: `Does not find document numbers that no word and no column names, and numbers of insurance and sick-leave papers.
Finds one or two letters and six or seven digits behind pass, ID-kaart, isikutunnistus, elamisluba, juhiluba and their kin,
Russian passports (NN NN NNNNNN) behind паспорт, and machine readable zones of two or three lines (document_id.mrz).`,
	Anchors: []Anchor{
		{Kind: Words, Words: joinWords(
			forms(0, "pass", "", "i", "iga", "iks"), forms(0, "dokumen", "t", "di", "dinumber", "diga"), forms(0, "isikutunnistus", "", "e", "ega", "el"), forms(0, "elamislu", "ba"), forms(0, "elamislo", "a", "aga"),
			forms(0, "juhilu", "ba", "bade"), forms(0, "juhilo", "a", "aga", "al"), forms(0, "sünnitunnistus", "", "e"), forms(0, "sõidutunnistus", "", "e"), forms(0, "kaart"), forms(0, "kaardi"),
			wordList(0, "passport passin passinumero passinro henkilökortti henkilökortin ajokortti ajokortin licence license document card"),
			wordList(1, "паспорт паспорта паспорту водительские водительское удостоверение удостоверения"))},
		{Kind: Byte, Byte: '<'},
	},
	Check: checkDocument,
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi {
			if end := documentNumber(p.Text, lo, hi); end == hi {
				p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern", 40}}, Header: 65, Both: 75})
			}
		}
	},
	Variants: []Variant{{ID: "document_id.mrz"}},
	Normal:   compact,
	Context: Context{
		Header: []string{"passi nr", "passinumber", "dokumendi nr", "dokumendi number", "juhiloa nr", "passport", "passport no", "document no", "id kaardi nr", "passin numero", "driver license", "паспорт"},
	},
	Examples: []string{
		"pass [[KE0123456]]",
		"ID-kaardi nr [[AA0123456]] kehtib",
		"juhiloa nr: [[ET123456]]",
		"passport no [[FP1234567]]",
		"паспорт [[45 10 123456]]",
		"artikkel KE0123456",
		"kaardi nr puudub",
		"pangakaart AB123",
	},
}

const documentFillers = " nr no n numero numero: number numbri numbriga numbrile on oli id seeria серия номер № kaart kaardi card of kehtiv "

func checkDocument(p *Pass, at At) {
	t := p.Text
	if t[at.Pos] == '<' {
		checkMRZ(p, at.Pos)
		return
	}
	flo, fhi := p.Bounds(at.Pos)
	word := t[at.Pos : at.Pos+at.Len]
	if inList(" kaart kaardi card ", word) && (at.Pos-3 < flo || !inList(" id ", t[at.Pos-3:at.Pos-1])) {
		return // only the ID card
	}
	if inList(" licence license ", word) && !(at.Pos-2 > flo && t[at.Pos-1] == ' ') {
		return
	}
	i, _ := behindLabel(t, at.Pos+at.Len, fhi, documentFillers)
	if i < 0 {
		return
	}
	end := 0
	if at.Arg == 1 {
		end = passportRU(t, i, fhi)
	}
	if end == 0 {
		end = documentNumber(t, i, fhi)
	}
	if end == 0 {
		return
	}
	p.Report(i, end, Evidence{Terms: [3]Term{{"pattern", 35}, {"its word", 25}}})
}

// documentNumber reads up to two letters (of which a separator may follow) and six or seven
// digits, upper case, at t[i:hi] and returns their end, or 0.
func documentNumber(t []byte, i, hi int) int {
	k := i
	for k < hi && k-i < 3 && isUpper(t[k]) {
		k++
	}
	n := k - i
	if n == 0 || n > 2 {
		return 0
	}
	if k < hi && t[k] == ' ' {
		k++
	}
	end := digitRun(t[:hi], k)
	if d := end - k; d != 7 && !(n == 2 && d == 6) || end < hi && (isAlnum(t[end]) || t[end] >= 0xC3 && t[end] != 0xE2) {
		return 0
	}
	return end
}

// passportRU reads NN NN NNNNNN or NNNN NNNNNN.
func passportRU(t []byte, i, hi int) int {
	n, k := 0, i
	for k < hi && n < 10 {
		if isDigit(t[k]) {
			n++
			k++
			continue
		}
		if blank(t, k) == 0 || n != 2 && n != 4 {
			return 0
		}
		k += blank(t, k)
	}
	if n != 10 || k < hi && isAlnum(t[k]) {
		return 0
	}
	return k
}

// checkMRZ reads a machine readable zone at the first '<' of its first line.
func checkMRZ(p *Pass, at int) {
	t := p.Text
	flo, fhi := p.Bounds(at)
	lo := at - 1
	size := 44
	if secondLine(p, flo, fhi, at) {
		return
	}
	switch {
	case lo < flo:
		return
	case t[lo] == 'P':
	case (t[lo] == 'I' || t[lo] == 'A' || t[lo] == 'C') && !isAlnum(byteAt(t, lo-1)):
		size = 30
	default:
		// ID and AC without a filler: the first '<' stands later in the line.
		for lo > flo && at-lo < 30 && (isUpper(t[lo-1]) || isDigit(t[lo-1])) {
			lo--
		}
		if at-lo < 15 || string(t[lo:lo+2]) != "ID" && string(t[lo:lo+2]) != "AC" {
			return
		}
		size = 30
	}
	if lo+size > fhi || isAlnum(byteAt(t, lo-1)) || !mrzLine(t[lo:lo+size]) {
		return
	}
	second := lo + size
	for second < fhi && (t[second] == '\n' || t[second] == '\r' || t[second] == ' ') {
		second++
	}
	if second == lo+size || second+size > fhi || !mrzLine(t[second:second+size]) {
		return
	}
	good, hi := 0, second+size
	check := func(line, from, to int) {
		if mrzDigit(t[line+from:line+to]) == t[line+to] {
			good++
		}
	}
	if size == 44 {
		check(second, 0, 9)
		check(second, 13, 19)
		check(second, 21, 27)
	} else {
		check(lo, 5, 14)
		check(second, 0, 6)
		check(second, 8, 14)
		third := hi
		for third < fhi && (t[third] == '\n' || t[third] == '\r' || t[third] == ' ') {
			third++
		}
		if third > hi && third+size <= fhi && mrzLine(t[third:third+size]) {
			hi = third + size
		}
	}
	if good < 2 {
		return
	}
	p.Report(lo, hi, Evidence{Variant: 1, Terms: [3]Term{{"machine readable zone", 50}, {"check digits", 40}}})
}

// secondLine reads the second line of a passport's zone by itself: in a text of
// lines the first one is another record. Its three check digits must be right.
func secondLine(p *Pass, flo, fhi, at int) bool {
	t, lo := p.Text, at
	for lo > flo && at-lo < 44 && (isUpper(t[lo-1]) || isDigit(t[lo-1])) {
		lo--
	}
	// The line may be the second one of a zone in one field, which its first line reports.
	if lo+44 > fhi || lo-1 > flo && t[lo-1] <= ' ' && t[lo-2] == '<' || !mrzLine(t[lo:lo+44]) || lo+44 < fhi && isAlnum(t[lo+44]) {
		return false
	}
	for _, r := range [...][2]int{{0, 9}, {13, 19}, {21, 27}} {
		if mrzDigit(t[lo+r[0]:lo+r[1]]) != t[lo+r[1]] {
			return false
		}
	}
	if sex := t[lo+20]; sex != 'M' && sex != 'F' && sex != '<' {
		return false
	}
	p.Report(lo, lo+44, Evidence{Variant: 1, Terms: [3]Term{{"machine readable zone", 50}, {"check digits", 40}}})
	return true
}

func mrzLine(l []byte) bool {
	for _, c := range l {
		if !isUpper(c) && !isDigit(c) && c != '<' {
			return false
		}
	}
	return true
}

// mrzDigit: weights 7 3 1, digits as they are, A = 10 to Z = 35, '<' = 0, mod 10.
func mrzDigit(v []byte) byte {
	sum := 0
	for i, c := range v {
		n := 0
		switch {
		case isDigit(c):
			n = int(c - '0')
		case isUpper(c):
			n = int(c-'A') + 10
		}
		sum += n * [3]int{7, 3, 1}[i%3]
	}
	return byte('0' + sum%10)
}
