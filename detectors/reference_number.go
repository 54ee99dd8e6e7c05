package detectors

// ReferenceNumberAny finds payment reference numbers beside their word. Check
// digit: 7-3-1 of the Estonian and Finnish banks; RF references: ISO 11649.
var ReferenceNumberAny = &Detector{
	Name:     "reference_number.any",
	Category: ReferenceNumber,
	Doc: `Does not find reference numbers without a word for them: one random number in ten passes the check.
Finds viitenumber of 2-20 digits and RF creditor references (mod 97).`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		forms(0, "viitenumb", "er", "ri", "rit", "riga", "ril", "rile", "rina", "rid"), forms(0, "viitenr", ""), forms(0, "viiteno", ""), forms(0, "viitenumero", "", "n", "lla", "a"),
		forms(0, "viide", ""), forms(0, "viite", ""), []Word{{Text: "rf", Then: "0123456789", Arg: 1}})}},
	Check:  checkReference,
	Cell:   func(p *Pass, lo, hi int) { referenceAt(p, lo, hi) },
	Normal: compact,
	Context: Context{
		Header: []string{"viitenumber", "viitenr", "viite nr", "viitenumero", "reference number"},
	},
	Examples: []string{
		"viitenumber [[1232]]",
		"viite nr: [[13456789014]]",
		"viide [[RF18539007547034]]",
		"viitenumber 1233",
		"1232",
	},
}

const referenceFillers = " nr no number numbri numbril numbriga on oli kood koodi ja "

func checkReference(p *Pass, at At) {
	_, fhi := p.Bounds(at.Pos)
	if at.Arg == 1 {
		rfReference(p, at.Pos, fhi)
		return
	}
	if i, _ := behindLabel(p.Text, at.Pos+at.Len, fhi, referenceFillers); i > 0 {
		referenceAt(p, i, fhi)
	}
}

func referenceAt(p *Pass, lo, fhi int) {
	t := p.Text
	if lo+2 < fhi && t[lo]&^0x20 == 'R' && t[lo+1]&^0x20 == 'F' {
		rfReference(p, lo, fhi)
		return
	}
	var d [20]byte
	n, i := 0, lo
	for i < fhi && n <= len(d) {
		if isDigit(t[i]) {
			if n == len(d) {
				return
			}
			d[n] = t[i]
			n++
			i++
			continue
		}
		if w, k := separator(t, i); k == ' ' && n > 0 && isDigit(byteAt(t, i+w)) {
			i += w
			continue
		}
		break
	}
	if n < 2 || isLetter(byteAt(t, i)) || !domesticEE(d[:n]) {
		return
	}
	p.Report(lo, i, Evidence{Terms: [3]Term{{"7-3-1 check", 25}, {"its word", 35}}})
}

func rfReference(p *Pass, lo, fhi int) {
	t := p.Text
	var v [25]byte
	n, i := 0, lo
	for i < fhi && n < len(v) {
		c := t[i]
		if !isAlnum(c) {
			w, k := separator(t, i)
			if k != ' ' || n < 4 || !isDigit(byteAt(t, i+w)) {
				break
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
	if n < 5 || isAlnum(byteAt(t, i)) || isAlnum(byteAt(t, lo-1)) || !isDigit(v[2]) || !isDigit(v[3]) || !mod97(v[:n]) {
		return
	}
	p.Report(lo, i, Evidence{Terms: [3]Term{{"ISO 11649", 30}, {"mod 97", 35}}})
}
