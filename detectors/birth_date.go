package detectors

import "bytes"

// BirthDateAny finds dates and years of birth, and ages, beside their words.
var BirthDateAny = &Detector{
	Name:     "birth_date.any",
	Category: BirthDate,
	Doc: `Does not find a date that no word and no column calls a birth date: order dates would flood.
Finds d.m.yyyy, dd.mm.yy, yyyy-mm-dd, dd/mm/yyyy, 3.V 1980 and "3. mai 1980" behind sündinud, sünniaeg, dob, syntymäaika and
their kin; years behind them and ages ("45-aastane") as birth_date.year and birth_date.age, possible. The century of
a two-digit year stays open where both are possible, and then there is no age band.`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		forms(0, "sündinud", "", "na"), forms(0, "sünd"), forms(0, "snd"), forms(0, "sünniaeg", "", "a"), forms(0, "sünniaja", "", "ga"), forms(0, "sünnikuupäev", "", "a", "aga"), forms(0, "sünnipäev", "", "a"), forms(0, "sünniaasta", "", "ga"),
		wordList(0, "synd synniaeg synnikuupäev synnikuupaev sünnikuupaev dob born birthday birthdate birth syntynyt syntymäaika syntymäpäivä syntymäaikaa рождения родился родилась рожд dzimšanas dzimis dzimusi gimimo gimė gimęs gimusi född födelsedatum födelsedag"),
		forms(1, "aasta", "ne", "se", "st", "sele", "sel", "sega"), wordList(1, "vuotias vuotiaan летний летняя летнего летней"))}},
	Check: checkBirth,
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi {
			birthAt(p, lo, hi)
		}
	},
	Variants: []Variant{{ID: "birth_date.year"}, {ID: "birth_date.age"}},
	Normal:   normalDate,
	Context: Context{
		Header: []string{"sünniaeg", "synniaeg", "sünnikuupäev", "sunnikuupaev", "sünnipäev", "dob", "birth date", "birthdate", "date of birth", "birthday", "syntymäaika", "syntymäpäivä", "дата рождения", "dzimšanas datums", "gimimo data", "födelsedatum"},
	},
	Examples: []string{
		"sündinud [[15.02.1988]]",
		"sünd. [[3.5.80]]",
		"sünniaeg: [[1980-05-03]]",
		"sündinud [[3. mail 1980]]",
		"snd [[3.V 1980]]",
		"dob [[03/05/1980]]",
		"дата рождения [[03.05.1980]]",
		"syntynyt [[3. toukokuuta 1980]]",
		"sündinud [[1980]]. aastal",
		"klient on [[45]]-aastane",
		"sündinud 31.02.1988",
		"sündinud 01.01.2031",
		"17.11.2017",
		"2020-6-4 kello 13.21.04",
		"sünnipäeva soodustus 10 eurot",
	},
}

const birthFillers = " aeg aasta aastal a kp kuupäev kuupaev on oli of date in дата г aika pvm data datums "

func checkBirth(p *Pass, at At) {
	t := p.Text
	flo, fhi := p.Bounds(at.Pos)
	if at.Arg == 1 {
		ageAt(p, flo, at.Pos, at.Pos+at.Len)
		return
	}
	i, _ := behindLabel(t, at.Pos+at.Len, fhi, birthFillers)
	if i < 0 {
		return
	}
	birthAt(p, i, fhi)
}

func birthAt(p *Pass, i, fhi int) {
	t := p.Text
	end, d, open := dateAt(t, i, fhi, p.AsOf)
	if end > 0 {
		if d == 0 || d > p.AsOf || Age(d, p.AsOf) > 130 || isAlnum(byteAt(t, end)) && t[end-1] != '.' {
			return
		}
		e := Evidence{Terms: [3]Term{{"date", 30}, {"its word", 40}}, Birth: d, Header: 80}
		if open {
			e.Birth = 0
		}
		p.Report(i, end, e)
		return
	}
	// A year alone.
	end = digitRun(t[:fhi], i)
	if end-i != 4 || isAlnum(byteAt(t, end)) || (byteAt(t, end) == '.' || byteAt(t, end) == '-' || byteAt(t, end) == '/') && isDigit(byteAt(t, end+1)) {
		return
	}
	if y := number(t[i:end]); y >= 1890 && Date(y*10000) <= p.AsOf {
		p.Report(i, end, Evidence{Variant: 1, Terms: [3]Term{{"year of birth", 40}}, Cap: 59})
	}
}

// ageAt reads "45-aastane", "45 aastane" and "45-vuotias" from the word back.
func ageAt(p *Pass, flo, word, end int) {
	t := p.Text
	i := word
	if i > flo && (t[i-1] == '-' || t[i-1] == ' ') {
		i--
	}
	lo := i
	for lo > flo && isDigit(t[lo-1]) && i-lo < 4 {
		lo--
	}
	if i-lo < 1 || i-lo > 2 || lo > flo && (isAlnum(t[lo-1]) || t[lo-1] == '-' || t[lo-1] == ',' || t[lo-1] == '.') {
		return
	}
	if !p.personWord(flo, lo, end) {
		return
	}
	p.Report(lo, i, Evidence{Variant: 2, Terms: [3]Term{{"age", 40}}, Cap: 59})
}

// personWord tells whether a word that speaks of a person stands in the 40 bytes
// before lo or behind end: "5-aastane garantii" is nobody's age.
func (p *Pass) personWord(flo, lo, end int) bool {
	t := p.Text
	check := func(a, b int) bool {
		for i := a; i < b; {
			e := letters(t, i, b)
			if e == i {
				i++
				continue
			}
			if inList(ageWords, bytes.ToLower(t[i:e])) {
				return true
			}
			i = e
		}
		return false
	}
	_, fhi := p.Bounds(lo)
	return check(max(flo, lo-40), lo) || check(end, min(fhi, end+30))
}

const ageWords = " klient kliendi kliendil kliendile patsient patsiendi patsiendil töötaja töötajal isik isiku mees mehe naine naise poiss poisi tüdruk tüdruku poeg poja poja pojal tütar tütre tütrel laps lapse lapsel ta tema vend õde ema isa proua härra pr hr " +
	"asiakas potilas mies nainen poika tytär lapsi hän клиент пациент сын дочь ребёнок ребенок она он мужчина женщина client patient son daughter child man woman he she "

func number(d []byte) int {
	v := 0
	for _, c := range d {
		v = v*10 + int(c-'0')
	}
	return v
}

// dateAt reads a date at t[i:hi]. end is 0 where none stands; d is 0 where it is
// no day of the calendar; open tells that the century of a two-digit year is not known.
func dateAt(t []byte, i, hi int, asOf Date) (end int, d Date, open bool) {
	a := digitRun(t[:hi], i)
	n := a - i
	if n == 4 || n == 8 { // 1980-05-03, 1980/5/3, 1980.05.03, 19800503
		if n == 8 {
			if d = MakeDate(number(t[i:i+4]), number(t[i+4:i+6]), number(t[i+6:a])); d > 18900000 {
				return a, d, false
			}
			return 0, 0, false
		}
		s := byteAt(t, a)
		if s != '-' && s != '/' && s != '.' || a >= hi {
			return 0, 0, false
		}
		b := digitRun(t[:hi], a+1)
		if b == a+1 || b-a > 3 || byteAt(t, b) != s {
			return 0, 0, false
		}
		c := digitRun(t[:hi], b+1)
		if c == b+1 || c-b > 3 {
			return 0, 0, false
		}
		return c, MakeDate(number(t[i:a]), number(t[a+1:b]), number(t[b+1:c])), false
	}
	if n == 0 || n > 2 {
		return 0, 0, false
	}
	day := number(t[i:a])
	k := a
	s := byteAt(t, k)
	if k < hi && (s == '.' || s == '/' || s == '-') {
		k++
	}
	for k < hi && blank(t, k) > 0 {
		k += blank(t, k)
	}
	month := 0
	b := digitRun(t[:hi], k)
	switch {
	case b > k && b-k <= 2 && k > a:
		month = number(t[k:b])
		k = b
		if s2 := byteAt(t, k); k >= hi || s2 != '.' && s2 != '/' && s2 != '-' {
			return 0, 0, false
		}
		k++
	case b == k:
		e := letters(t, k, hi)
		if month = monthWord(t[k:e]); month == 0 {
			return 0, 0, false
		}
		k = e
		if byteAt(t, k) == '.' {
			k++
		}
	default:
		return 0, 0, false
	}
	for k < hi && blank(t, k) > 0 {
		k += blank(t, k)
	}
	c := digitRun(t[:hi], k)
	year := number(t[k:c])
	switch c - k {
	case 4:
	case 2:
		if c < hi && isDigit(byteAt(t, c+1)) && t[c] == '.' { // 13.21.04.1
			return 0, 0, false
		}
		if now := int(asOf/10000) % 100; year > now {
			year += 1900
		} else {
			year, open = year+1900, true
		}
	default:
		return 0, 0, false
	}
	return c, MakeDate(year, month, day), open
}

// monthStems are the starts of month names in Estonian, Finnish, Russian,
// Latvian, Lithuanian, Swedish and English, and the Roman numbers.
var monthStems = [12]string{
	" jaan tammi январ janv saus jan i ", " veeb helmi феврал febr vasar feb ii ", " märts mar maalis март mart kov mars iii ", " apr huhti апрел bal iv ", " mai touko ма maij gegu maj may v ",
	" juuni kesä июн jūn birž juni jun vi ", " juuli heinä июл jūl liep juli jul vii ", " aug elo август rugpj viii ", " sept syys сентябр septem rugs ix ", " okt loka октябр spal oct x ", " nov marras ноябр lapkr xi ", " det joulu декабр dec gruod xii "}

func monthWord(w []byte) int {
	if len(w) == 0 || len(w) > 24 {
		return 0
	}
	low := bytes.ToLower(w)
	if low[0] == 'i' || low[0] == 'v' || low[0] == 'x' {
		for m, stems := range monthStems {
			if bytes.Contains([]byte(stems), append(append([]byte{' '}, low...), ' ')) {
				return m + 1
			}
		}
	}
	best, at := 0, 0
	for m, stems := range monthStems {
		for _, s := range bytes.Fields([]byte(stems)) {
			if len(s) > 2 && len(s) > best && bytes.HasPrefix(low, s) {
				best, at = len(s), m+1
			}
		}
	}
	return at
}

// normalDate writes a date as yyyymmdd where the century is known.
func normalDate(dst, value []byte) []byte {
	if end, d, open := dateAt(value, 0, len(value), 99990101); end == len(value) && d != 0 && !open {
		s := d.String()
		return append(append(append(dst, s[:4]...), s[5:7]...), s[8:]...)
	}
	return append(dst, bytes.ToLower(value)...)
}

// ReadDate reads a date at t[i] in one of the forms of BirthDateAny and returns
// its end, or 0. A two-digit year is of the century before where both are possible.
func ReadDate(t []byte, i int, asOf Date) (end int, d Date) {
	end, d, _ = dateAt(t, i, len(t), asOf)
	return end, d
}
