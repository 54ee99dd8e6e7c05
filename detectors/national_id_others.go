package detectors

// Codes of the neighbours. Each detector says from where its rule is.

// NationalIDFI finds Finnish personal identity codes. Layout, separators and
// check character: Digital and Population Data Services Agency (DVV).
var NationalIDFI = &Detector{
	Name:     "national_id.fi",
	Category: NationalID,
	Doc: `Does not find codes without their century mark and codes of people born in the future.
Finds henkilötunnus DDMMYYCZZZQ with every century mark of the reform of 2023, either letter case and any hyphen. Numbers
900-999 are temporary or test codes (national_id.fi_temporary).`,
	Anchors:  []Anchor{{Kind: Digits, Min: 6, Max: 6, First: "0123"}},
	Check:    checkNationalIDFI,
	Variants: []Variant{{ID: "national_id.fi_temporary"}},
	Normal:   normalFI,
	Column:   true,
	Context: Context{
		Window: 300,
		Raise:  []string{"hetu", "henkilötunnu", "sotu", "sosiaaliturvatunnu", "personbeteckning", "soome isikukood", "isikukood", "личный код"},
		Header: []string{"hetu", "henkilötunnus", "henkilotunnus", "sotu", "personbeteckning", "isikukood", "national id", "personal code"},
		Lower:  []string{"tuote", "tilaus", "lasku", "tootekood", "arve"},
	},
	Examples: []string{
		"hetu [[131052-308T]]",
		"henkilötunnus [[010100A002H]], [[290204A234W]]",
		"[[100190Y999P]]",
		"131052-308U",
		"310252-308Y",
		"tilaus 131052-3081",
	},
}

func checkNationalIDFI(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	i := lo + 6
	mark := byteAt(t, i)
	switch {
	case mark == '+' || mark|0x20 >= 'u' && mark|0x20 <= 'y' || mark|0x20 >= 'a' && mark|0x20 <= 'f':
		i++
	default:
		w, k := separator(t, i)
		if k != '-' {
			return
		}
		mark, i = '-', i+w
	}
	if i+4 > len(t) || digitRun(t, i) < i+3 {
		return
	}
	hi := i + 4
	check := t[i+3]
	if !isAlnum(check) || isDigit(byteAt(t, hi)) || isLetter(byteAt(t, hi)) || isLetter(byteAt(t, lo-1)) && opaqueToken(t, lo, hi) {
		return
	}
	century := 1900
	switch {
	case mark == '+':
		century = 1800
	case mark|0x20 >= 'a' && mark|0x20 <= 'f':
		century = 2000
	}
	two := func(k int) int { return int(t[lo+k]-'0')*10 + int(t[lo+k+1]-'0') }
	birth := MakeDate(century+two(4), two(2), two(0))
	if birth == 0 || birth > p.AsOf {
		return
	}
	v := 0
	for _, c := range t[lo : lo+6] {
		v = v*10 + int(c-'0')
	}
	zzz := 0
	for _, c := range t[i : i+3] {
		v = v*10 + int(c-'0')
		zzz = zzz*10 + int(c-'0')
	}
	if check >= 'a' {
		check -= 0x20
	}
	if zzz < 2 || "0123456789ABCDEFHJKLMNPRSTUVWXY"[v%31] != check || decimalNeighbour(p, lo, hi) || urlPath(t, lo, hi) == partOfSegment {
		return
	}
	e := Evidence{Terms: [3]Term{termPattern, termChecked}, Birth: birth}
	if zzz >= 900 {
		e.Variant, e.Terms[2] = 1, Term{"temporary or test code", -15}
	}
	p.Report(lo, hi, e)
}

// normalFI keeps the century mark: it is a part of the identity.
func normalFI(dst, value []byte) []byte {
	for i := 0; i < len(value); {
		if w, k := separator(value, i); k == '-' {
			dst = append(dst, '-')
			i += w
			continue
		}
		c := value[i]
		if c >= 'a' && c <= 'z' {
			c -= 0x20
		}
		dst = append(dst, c)
		i++
	}
	return dst
}

// NationalIDLV finds Latvian personal codes. Check: (1 + weighted sum) mod 11
// mod 10 with the weights 10 5 8 4 2 1 6 3 7 9, which is widely used and not
// published by the state (DOMAIN 2).
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

// NationalIDSE finds Swedish personal and coordination numbers: Luhn over the
// last ten digits, the day plus 60 for coordination numbers (Skatteverket).
var NationalIDSE = &Detector{
	Name:     "national_id.se",
	Category: NationalID,
	Doc: `Does not find numbers without a hyphen, unless a word for them or a column stands beside, and numbers of
organisations.
Finds YYMMDD-NNNN, YYMMDD+NNNN and YYYYMMDD-NNNN with a right date and Luhn digit.`,
	Anchors: []Anchor{{Kind: Digits, Min: 6, Max: 8}, {Kind: Digits, Min: 10, Max: 12}},
	Check:   checkNationalIDSE,
	Normal:  normalSE,
	Column:  true,
	Context: Context{
		Window: 300,
		Raise:  []string{"personnummer", "samordningsnummer", "=pnr", "rootsi isikukood", "isikukood", "henkilötunnu"},
		Header: []string{"personnummer", "pnr", "samordningsnummer", "isikukood", "national id"},
		Lower:  []string{"arve", "tellimus", "faktura", "order", "invoice", "lasku", "orgnr", "organisationsnummer"},
	},
	Examples: []string{
		"personnummer [[880320-0016]]",
		"[[19880320-0016]]",
		"personnummer [[8803200016]]",
		"880320-0018",
		"8803200016",
		"881320-0016",
	},
}

func checkNationalIDSE(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	var d [12]byte
	n := 0
	hi := lo + at.Len
	hyphen := at.Len == 6 || at.Len == 8
	switch at.Len {
	case 6, 8:
		w, k := separator(t, hi)
		if byteAt(t, hi) == '+' {
			w, k = 1, '-'
		}
		if k != '-' || digitRun(t, hi+w) != hi+w+4 {
			return
		}
		n = copy(d[:], t[lo:hi])
		n += copy(d[n:], t[hi+w:hi+w+4])
		hi += w + 4
	case 10, 12:
		n = copy(d[:], t[lo:hi])
	default:
		return
	}
	last := d[n-10 : n]
	two := func(k int) int { return int(last[k]-'0')*10 + int(last[k+1]-'0') }
	year, month, day := two(0), two(2), two(4)
	if day > 60 {
		day -= 60
	}
	if n == 12 {
		year += 100 * (int(d[0]-'0')*10 + int(d[1]-'0'))
		if year < 1850 {
			return
		}
	} else {
		year += 1900
	}
	birth := MakeDate(year, month, day)
	if birth == 0 || birth > p.AsOf || !luhn(last) {
		return
	}
	if n == 10 {
		birth = 0 // the century is open
	}
	if isAlnum(byteAt(t, hi)) || isLetter(byteAt(t, lo-1)) || decimalNeighbour(p, lo, hi) || opaqueToken(t, lo, hi) || joinedLeft(t, lo) || byteAt(t, hi) == '-' {
		return
	}
	e := Evidence{Terms: [3]Term{{"pattern", 30}, {"date+check", 30}}, Birth: birth, Label: 85, Header: 85}
	if !hyphen {
		e = Evidence{Terms: [3]Term{{"pattern", 5}, {"date+check", 30}}, Birth: birth, Label: 80, Header: 80, NeedContext: true}
	} else if n == 10 { // a tenth of all phone and order numbers of this shape
		e.Terms[0].V = 20
	}
	p.Report(lo, hi, e)
}

// normalSE is the last ten digits: the century may be written or not.
func normalSE(dst, value []byte) []byte {
	at := len(dst)
	dst = digitsOnly(dst, value)
	if d := dst[at:]; len(d) == 12 {
		return append(dst[:at], d[2:]...)
	}
	return dst
}

// NationalIDRU finds Russian SNILS and INN numbers of persons. Check digits as
// the pension fund and the tax service describe them (unverified).
var NationalIDRU = &Detector{
	Name:     "national_id.ru",
	Category: NationalID,
	Doc: `Does not find INN without a word for it, INN of companies (ten digits), and passports (see document_id).
Finds SNILS NNN-NNN-NNN NN and INN of twelve digits with right check digits.`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 3, Max: 3, Near: Joined, Count: 11, Within: 14},
		{Kind: Digits, Min: 11, Max: 12},
	},
	Check:    checkNationalIDRU,
	Variants: []Variant{{ID: "national_id.ru_inn"}},
	Normal:   digitsOnly,
	Column:   true,
	Context: Context{
		Raise:  []string{"снилс", "=инн", "snils", "=inn", "страхов"},
		Header: []string{"снилс", "инн", "snils", "inn"},
	},
	Examples: []string{
		"СНИЛС [[112-233-445 95]]",
		"ИНН [[500100732259]]",
		"112-233-445 96",
		"tellimus 500100732259",
	},
}

func checkNationalIDRU(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	var d [12]byte
	n, i := 0, lo
	switch at.Len {
	case 3: // NNN-NNN-NNN NN
		for g := range 4 {
			size := 3
			if g == 3 {
				size = 2
			}
			if digitRun(t, i) != i+size {
				return
			}
			n += copy(d[n:], t[i:i+size])
			i += size
			if g < 3 {
				w, k := separator(t, i)
				if w == 0 || k == '.' || g < 2 && k != '-' {
					return
				}
				i += w
			}
		}
		if !snils(d[:11]) || joinedLeft(t, lo) || isAlnum(byteAt(t, i)) || digitFollows(t, i) {
			return
		}
		p.Report(lo, i, Evidence{Terms: [3]Term{{"pattern", 40}, {"check digits", 25}}})
		return
	}
	i = lo + at.Len
	n = copy(d[:], t[lo:i])
	if isLetter(byteAt(t, lo-1)) || isLetter(byteAt(t, i)) || decimalNeighbour(p, lo, i) {
		return
	}
	if n == 11 && snils(d[:11]) {
		p.Report(lo, i, Evidence{Terms: [3]Term{{"check digits", 20}}, Label: 75, Context: 65, Header: 75, NeedContext: true})
	}
	if n == 12 && inn(d[:12]) {
		p.Report(lo, i, Evidence{Variant: 1, Terms: [3]Term{{"check digits", 20}}, Label: 75, Context: 65, Header: 75, NeedContext: true})
	}
}

// snils: the sum of the nine digits times 9..1, mod 101, 100 counts as 0.
func snils(d []byte) bool {
	sum := 0
	for i, c := range d[:9] {
		sum += int(c-'0') * (9 - i)
	}
	return sum%101%100 == int(d[9]-'0')*10+int(d[10]-'0')
}

func inn(d []byte) bool {
	weights := [...]int{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}
	for k := 10; k <= 11; k++ {
		sum := 0
		for i := range k {
			sum += int(d[i]-'0') * weights[11-k+i]
		}
		if sum%11%10 != int(d[k]-'0') {
			return false
		}
	}
	return true
}

// NationalIDPL finds Polish PESEL and Norwegian birth numbers beside their words.
var NationalIDPL = &Detector{
	Name:     "national_id.pl",
	Category: NationalID,
	Doc: `Does not find a PESEL or fødselsnummer that no word or column names: a tenth of a percent of all
eleven-digit numbers has the right digits.
Finds PESEL (YYMMDDZZZXQ) and Norwegian fødselsnummer (DDMMYYIIIKK, national_id.no) with right check digits.`,
	Anchors:  []Anchor{{Kind: Digits, Min: 11, Max: 11}, {Kind: Digits, Min: 6, Max: 6, Near: Joined, Count: 11, Within: 14}},
	Check:    checkNationalIDPL,
	Variants: []Variant{{ID: "national_id.no"}},
	Normal:   digitsOnly,
	Context: Context{
		Raise:  []string{"pesel", "fødselsnummer", "fodselsnummer", "=fnr", "personnummer"},
		Header: []string{"pesel", "fødselsnummer", "fodselsnummer", "fnr"},
	},
	Examples: []string{
		"PESEL [[44051401359]]",
		"44051401359",
		"PESEL 44051401358",
	},
}

func checkNationalIDPL(p *Pass, at At) {
	t, lo := p.Text, at.Pos
	var d [11]byte
	hi := lo + at.Len
	copy(d[:], t[lo:hi])
	if at.Len == 6 {
		w, k := separator(t, hi)
		if k != ' ' || digitRun(t, hi+w) != hi+w+5 {
			return
		}
		copy(d[6:], t[hi+w:hi+w+5])
		hi += w + 5
	}
	if isAlnum(byteAt(t, hi)) || isLetter(byteAt(t, lo-1)) || decimalNeighbour(p, lo, hi) {
		return
	}
	e := Evidence{Terms: [3]Term{{"date+check", 20}}, Label: 75, Context: 65, Header: 75, NeedContext: true}
	switch {
	case at.Len == 11 && pesel(d[:]):
	case fodselsnummer(d[:]):
		e.Variant = 1
	default:
		return
	}
	p.Report(lo, hi, e)
}

// pesel: weights 1 3 7 9; the month carries the century.
func pesel(d []byte) bool {
	sum := 0
	for i, w := range [...]int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1} {
		sum += int(d[i]-'0') * w
	}
	month := int(d[2]-'0')*10 + int(d[3]-'0')
	century := [...]int{1900, 2000, 2100, 2200, 1800}[month/20]
	return sum%10 == 0 && MakeDate(century+int(d[0]-'0')*10+int(d[1]-'0'), month%20, int(d[4]-'0')*10+int(d[5]-'0')) != 0
}

// fodselsnummer: two check digits mod 11; D-numbers have the day plus 40.
func fodselsnummer(d []byte) bool {
	check := func(weights ...int) bool {
		sum := 0
		for i, w := range weights {
			sum += int(d[i]-'0') * w
		}
		return sum%11 == 0
	}
	day := (int(d[0]-'0')*10 + int(d[1]-'0')) % 40
	return check(3, 7, 6, 1, 8, 9, 4, 5, 2, 1) && check(5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) &&
		MakeDate(2000, int(d[2]-'0')*10+int(d[3]-'0'), day) != 0
}
