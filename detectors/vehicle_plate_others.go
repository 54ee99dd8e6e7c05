package detectors

// VehiclePlateOthers finds plates of the neighbours and personal plates, beside
// a word for a plate: measured on 15,316 ordinary sentences their shapes stand
// ten times as often for something else (RHK-10, TV 3, ATP 149).
var VehiclePlateOthers = &Detector{
	Name:     "vehicle_plate.other",
	Category: VehiclePlate,
	Doc: `Does not find foreign and personal plates without a word for a plate or a plate column.
Finds ABC-123 (vehicle_plate.fi), AB-1234 (.lv), ABC 123 (.lt), diplomats' and trial plates, and personal plates of up to nine
characters behind numbrimärk, autonumber, reg nr, rekisterinumero and their kin.`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		forms(0, "autonumb", "er", "ri", "riga", "rid"), forms(0, "autonr"), forms(0, "numbrimär", "k", "gi", "ki", "giga"), forms(0, "regnr"), forms(0, "registreerimisnumb", "er", "ri", "riga"), forms(0, "registreerimismär", "k", "gi"),
		wordList(0, "plate plates rekisterinumero rekisterinumeron rekisteritunnus rekkari rekkarin госномер госномером numurzīme"),
		forms(1, "auto", "", "t", "l", "le", "ga", "s"), forms(1, "sõiduk", "", "i", "it", "iga", "il"), forms(1, "masin", "", "a", "at", "aga"), forms(1, "haagis", "", "e", "ega"), forms(1, "kaubik", "", "u", "uga"), forms(1, "veok", "", "i", "iga"), forms(1, "parklas"),
		wordList(1, "ajoneuvo vehicle car автомобиль машина"), forms(2, "reg"))}},
	Check: checkPlateOthers,
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi {
			if end, v := plateToken(p.Text, lo, hi, true); end == hi {
				p.Report(lo, hi, Evidence{Variant: v, Terms: [3]Term{{"shape", 30}}, Header: 50, Both: 70})
			}
		}
	},
	Variants: []Variant{{ID: "vehicle_plate.fi"}, {ID: "vehicle_plate.lv"}, {ID: "vehicle_plate.lt"}},
	Normal:   compact,
	Context: Context{
		Header: []string{"autonumber", "auto nr", "reg nr", "numbrimark", "licence plate", "license plate", "plate", "rekisterinumero", "rekisteritunnus", "госномер", "numurzime", "valst nr"},
	},
	Examples: []string{
		"autonumber [[ABC-123]]",
		"rekisterinumero [[XYZ-12]]",
		"auto [[LV-1234]] pargib",
		"numbrimärk [[MARI88]]",
		"numbrimärk: [[CD 1234]]",
		"auto TV 3 saates",
		"COVID-19 ABC-123",
		"reg nr 11091789",
	},
}

func checkPlateOthers(p *Pass, at At) {
	t := p.Text
	_, fhi := p.Bounds(at.Pos)
	i := at.Pos + at.Len
	marked := at.Arg == 0
	if at.Arg == 2 { // reg nr, reg.nr
		if byteAt(t, i) == '.' || byteAt(t, i) == ' ' {
			i++
		}
		e := letters(t, i, fhi)
		if !inList(" nr no number ", t[i:e]) {
			return
		}
		i, marked = e, true
	}
	i, _ = behindLabel(t, i, fhi, " nr no number numbri numbriga on oli märk märgiga ")
	if i < 0 {
		return
	}
	end, v := plateToken(t, i, fhi, marked)
	if end == 0 {
		return
	}
	base := Score(50)
	if !marked {
		base = 45
	}
	p.Report(i, end, Evidence{Variant: v, Terms: [3]Term{{"shape", 30}, {"its word", base - 30}}})
}

// plateToken reads a plate at t[i:hi]. free admits personal plates: upper-case letters, then digits.
func plateToken(t []byte, i, hi int, free bool) (end int, variant uint8) {
	k := i
	for k < hi && isUpper(t[k]) && k-i < 8 {
		k++
	}
	n := k - i
	if n == 0 || k >= hi {
		return 0, 0
	}
	gap, kind := separator(t, k)
	if kind == '.' {
		return 0, 0
	}
	d := digitRun(t[:hi], k+gap)
	digits := d - k - gap
	if digits == 0 || n+digits > 9 || !standsAlone(t, i, d) {
		return 0, 0
	}
	if stopPlate(t[i:min(k, i+4)], nil, false) {
		return 0, 0
	}
	switch {
	case n <= 3 && n >= 2 && kind == '-' && digits <= 3:
		return d, 1
	case n == 2 && digits <= 4 && t[k+gap] != '0' && (kind == '-' || digits == 4):
		return d, 2
	case n == 3 && digits == 3:
		return d, 3
	case free && n >= 2:
		return d, 0
	}
	return 0, 0
}
