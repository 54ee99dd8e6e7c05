package detectors

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
