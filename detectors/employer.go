package detectors

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
