package detectors

import "strings"

// VehiclePlateEE finds Estonian registration plates. Shapes: RT I 28.06.2011,
// 17 § 2.
var VehiclePlateEE = &Detector{
	Name:     "vehicle_plate.ee",
	Category: VehiclePlate,
	Doc: `Does not find personal plates, plates of other countries, and any shape but 123 ABC in upper case unless a
word about vehicles or a plate column stands beside it. A shape whose letters are a unit, currency or norm (123 EUR,
ISO 900) is never a plate.
Finds 123 ABC, 12 ABC, 12 AB, 1234 AB and AB 12, A 999, AA 9999, with space, NBSP, hyphen or nothing between.`,
	Anchors: []Anchor{{Kind: Digits, Min: 2, Max: 4, Near: BeforeShort | AfterShort}},
	Check:   checkVehiclePlateEE,
	Normal:  compact,
	Context: Context{
		Raise: []string{"=auto", "=autot", "=autol", "=autole", "=autoga", "=autos", "=autost", "=autosse", "=autode", "autonumb", "auto nr", "autonr", "numbrimär", "reg.nr", "reg nr",
			"registreerimisnumb", "regnr", "sõiduk", "masin", "haagis", "mootorrat", "buss", "kaubik", "veok", "parkimi", "parkla", "kasko", "liikluskindlustus", "tehnoülevaatus",
			"tehnopass", "rehvivahetus", "hooldus", "=vin", "sõidab", "plate", "reg no", "registration no", "license plate", "licence plate", "=car", "vehicle",
			"rekisterinumero", "rek.nro", "rekkari", "ajoneuvo", "госномер", "машин", "автомобил"},
		Lower:  []string{"tootekood", "toote kood", "tootenumb", "artik", "mudel", "kaubakood", "seerianumb", "varuosa", "detail", "=sku", "=ean", "=art", "=tüüp", "part no", "model", "product", "tuote", "артикул", "модель", "=isbn", "standard"},
		Header: []string{"autonumber", "auto nr", "reg nr", "numbrimark", "numbrimärk", "licence plate", "license plate", "plate", "reg no", "registration", "rekisterinumero", "rekisteritunnus", "госномер", "auto"},
	},
	Examples: []string{
		"auto [[123 ABC]]",
		"parklas [[456DEF]]",
		"[[789 BCD]]",
		"auto [[123abc]] seisab",
		"mootorratas [[12 AB]]",
		"123 EUR",
		"12 AAA patareid",
		"ISO 900",
		"COVID-19",
		"100 uut",
		"tükk 12 ABC",
		"EE123456789EE",
		"0x12AB",
		"SKU-123ABC-7",
		"tootekood 123 XBS",
	},
}

func checkVehiclePlateEE(p *Pass, at At) {
	t, lo, hi := p.Text, at.Pos, at.Pos+at.Len
	// Digits first: 123 ABC.
	gap, kind := separator(t, hi)
	if kind == '.' {
		gap = 0
	}
	if isLetter(byteAt(t, hi+gap)) {
		end := hi + gap
		for end < len(t) && isLetter(t[end]) && end-hi-gap < 4 {
			end++
		}
		if letters := end - hi - gap; letters == 2 || letters == 3 {
			plate(p, lo, end, at.Len, t[hi+gap:end], t[lo:hi], true)
			return
		}
	}
	// Letters first: AB 12, A 999, AA 9999.
	if l := byteAt(t, lo-1); !isLetter(l) && l != ' ' && l != '-' && l < 0x80 {
		return
	}
	gap, kind = separatorBefore(t, lo)
	if kind == '.' {
		gap = 0
	}
	begin := lo - gap
	for begin > 0 && isLetter(t[begin-1]) && lo-gap-begin < 4 {
		begin--
	}
	letters := lo - gap - begin
	shape := [2]int{letters, at.Len}
	if shape == [2]int{2, 2} || shape == [2]int{1, 3} || shape == [2]int{2, 4} {
		plate(p, begin, hi, at.Len, t[begin:lo-gap], t[lo:hi], false)
	}
}

// plate weighs a shape; the cheapest tests come first because prices and
// amounts have the shape too.
func plate(p *Pass, lo, hi, digits int, letters, number []byte, digitsFirst bool) {
	if !standsAlone(p.Text, lo, hi) || stopPlate(letters, number, digitsFirst) {
		return
	}
	upper := true
	for _, c := range letters {
		upper = upper && isUpper(c)
	}
	if digits == 3 && len(letters) == 3 && digitsFirst {
		if upper {
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern", 50}}, Context: 65, Label: 70, Header: 70, Both: 90})
		} else if p.Raised(lo, hi) {
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"pattern, lower case", 30}}, Context: 45, Label: 50, Header: 50, Both: 70})
		}
		return
	}
	if upper && p.Raised(lo, hi) {
		p.Report(lo, hi, Evidence{Terms: [3]Term{{"rare pattern", 30}}, Context: 45, Label: 50, Header: 50, Both: 70})
	}
}

// standsAlone tells that nothing touches the shape that would make it a part of
// a longer token: letters, digits, hyphens, underscores, decimal points.
func standsAlone(t []byte, lo, hi int) bool {
	l, r := byteAt(t, lo-1), byteAt(t, hi)
	if isAlnum(l) || isAlnum(r) || r >= 0xC3 && r != 0xE2 || l == '-' || r == '-' || l == '_' || r == '_' || l == '#' || l == '@' || r == '@' {
		return false
	}
	if l >= 0x80 { // the tail of a letter, unless it is NBSP or a quotation mark
		if n, _ := separatorBefore(t, lo); n == 0 && byteAt(t, lo-3) != 0xE2 && byteAt(t, lo-2) != 0xC2 {
			return false
		}
	}
	if (l == '.' || l == ',') && isDigit(byteAt(t, lo-2)) {
		return false
	}
	if l == ' ' && isDigit(byteAt(t, lo-2)) { // 1 234 EUR: thousands
		return false
	}
	return !(r == '.' && isAlnum(byteAt(t, hi+1)) || r == ' ' && digitFollows(t, hi) && len(t) > hi+1 && t[hi-1] <= '9')
}

// Words that stand beside digits and are no plates: units, currencies, norms. Upper case, single
// spaces around each.
const (
	notAfterDigits = " EUR USD GBP SEK NOK DKK PLN RUB CHF EEK LVL LTL CZK CAD AUD JPY CNY BTC ETH KWH MWH GWH KVA KVT WAT MAH GHZ MHZ KHZ RPM MPH KMH DPI PPI FPS CAL LUX MBA " +
		"GB MB TB KB MIN TND TUH MLN MRD TK TKD PCS PKT PAK KMP KAR KPL HEA UTC GMT EET CET VAT KM CM MM KG ML PVC LED LCD USB HDD SSD RAM CPU GPU DVD AAA XXL XXS SML NBA NHL ATP VAC VDC " +
		"HP PS CC KW MW LTR TON AST KRT KOR "
	notBeforeDigits = " ISO DIN IEC EVS EN RAL RGB HEX MDF OSB XPS EPS PUR IP COVID RHK ICD CO EST SK TV MK XI AT SKU ART NR KM ATP MP RT LCD USB PC CL AK A B C E M P "
)

func stopPlate(letters, number []byte, digitsFirst bool) bool {
	var w [6]byte
	w[0] = ' '
	n := 1
	for _, c := range letters {
		w[n] = c &^ 0x20
		n++
	}
	w[n] = ' '
	if digitsFirst {
		return strings.Contains(notAfterDigits, string(w[:n+1]))
	}
	if len(letters) == 1 && len(number) == 3 { // A 999 of a vintage car; paper sizes and additives have fewer digits or no car near
		return false
	}
	return strings.Contains(notBeforeDigits, string(w[:n+1]))
}
