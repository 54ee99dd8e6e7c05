package detectors

// NationalIDLV finds Latvian personal codes. Check: (1 + weighted sum) mod 11
// mod 10 with the weights 10 5 8 4 2 1 6 3 7 9, which is widely used and not
// published by the state.
var NationalIDLV = &Detector{
	Name:     "national_id.lv",
	Category: NationalID,
	Doc: `Does not find codes without a hyphen, unless a word for them or a column stands beside.
Finds personas kods DDMMYY-CZZZQ and 32NNNN-NNNNN (since 1 July 2017; without a date). One random number of the newer
shape in ten has a right check digit.`,
	Anchors: []Anchor{{Kind: Digits, Min: 6, Max: 6, First: "0123"}, {Kind: Digits, Min: 11, Max: 11, First: "0123"}},
	Check:   checkNationalIDLV,
	Normal:  digitsOnly,
	Column:  true,
	Context: Context{
		Window: 300,
		Raise:  []string{"personas kod", "pers. kod", "p.k.", "=pk", "isikukood", "personal code", "läti isikukood", "персональный код", "перс. код"},
		Header: []string{"personas kods", "pers kods", "isikukood", "personal code", "national id"},
		Lower:  []string{"rēķin", "arve", "tellimus", "invoice", "order", "pasūt", "tel"},
	},
	Examples: []string{
		"personas kods [[161175-19997]]",
		"[[010203-20007]]",
		"personas kods [[328673-00679]]",
		"personas kods 16117519998",
		"161375-19997",
		"328673-00677",
		"tel 161175 19997",
	},
}

func checkNationalIDLV(p *Pass, at At) {
	t, lo, hi := p.Text, at.Pos, at.Pos+11
	var d [11]byte
	hyphen := at.Len == 6
	if hyphen {
		w, k := separator(t, lo+6)
		if k != '-' || digitRun(t, lo+6+w) != lo+6+w+5 {
			return
		}
		copy(d[:], t[lo:lo+6])
		copy(d[6:], t[lo+6+w:lo+11+w])
		hi += w
	} else {
		copy(d[:], t[lo:hi])
	}
	if isAlnum(byteAt(t, hi)) || isLetter(byteAt(t, lo-1)) || decimalNeighbour(p, lo, hi) || opaqueToken(t, lo, hi) {
		return
	}
	good := checkLV(d[:])
	if d[0] == '3' && d[1] >= '2' { // the form without a date
		switch {
		case good && hyphen:
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern", 45}}, Label: 80, Context: 70, Header: 80})
		case hyphen:
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"check digit wrong", 20}}, Label: 45, Context: 35, Header: 45, Cap: 50, NeedContext: true})
		case good:
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern", 20}}, Label: 65, Context: 45, Header: 65, NeedContext: true})
		}
		return
	}
	two := func(k int) int { return int(d[k]-'0')*10 + int(d[k+1]-'0') }
	if !good || d[6] > '2' {
		return
	}
	birth := MakeDate(1800+100*int(d[6]-'0')+two(4), two(2), two(0))
	if birth == 0 || birth > p.AsOf {
		return
	}
	if hyphen {
		p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern", 35}, termChecked}, Birth: birth})
	} else {
		p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern", 5}, {"date+check", 30}}, Birth: birth, Label: 75, Header: 75, NeedContext: true})
	}
}

func checkLV(d []byte) bool {
	sum := 1
	for i, w := range [...]int{10, 5, 8, 4, 2, 1, 6, 3, 7, 9} {
		sum += int(d[i]-'0') * w
	}
	return byte('0'+sum%11%10) == d[10]
}
