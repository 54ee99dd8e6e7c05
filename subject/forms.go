package subject

import (
	"strings"
	"unicode/utf8"
)

// Estonian puts case endings on names and changes their stems: Tamm, Tamme,
// Tammele; Mart, Mardi. A name's genitive is not to be seen from its nominative,
// so all that the sound laws allow are made; a wrong form costs
// nothing, because a name counts only beside the other half of itself.

var caseEndings = [...]string{"", "sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga", "t", "d"}

// nameForms returns the forms of a name in lower case, each once, with and
// without its diacritics.
func nameForms(name string) []string {
	seen := map[string]bool{}
	var out []string
	add := func(f string) {
		for _, v := range [...]string{f, plain.Replace(f), digraphs.Replace(f)} {
			if utf8.RuneCountInString(v) >= 2 && !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	name = strings.ToLower(name)
	add(name)
	for _, stem := range stems(name) {
		for _, e := range caseEndings {
			add(stem + e)
		}
	}
	return out
}

var (
	plain    = strings.NewReplacer("õ", "o", "ä", "a", "ö", "o", "ü", "u", "š", "s", "ž", "z")
	digraphs = strings.NewReplacer("õ", "o", "ä", "ae", "ö", "oe", "ü", "ue", "š", "sh", "ž", "zh")
)

const vowels = "aeiouõäöü"

// stems returns the genitives that a name may have.
func stems(name string) []string {
	last, _ := utf8.DecodeLastRuneInString(name)
	var out []string
	cut := func(suffix string, to ...string) bool {
		base, ok := strings.CutSuffix(name, suffix)
		if !ok || base == "" {
			return false
		}
		for _, t := range to {
			out = append(out, base+t)
		}
		return true
	}
	if strings.ContainsRune(vowels, last) {
		out = append(out, name)
		switch {
		case cut("ne", "se"):
		case cut("ke", "kese"):
		case cut("gi", "e", "i"): // Mägi, Mäe
		case cut("bi", "e", "i"):
		case cut("di", "e", "i"):
		case cut("si", "e"): // Vesi, Vee
		}
		return out
	}
	switch {
	case cut("kas", "ka"), cut("gas", "ka", "ga"):
	case cut("nik", "niku"), cut("ik", "iku"):
	}
	if cut("s", "se", "sa", "su", "si", "") { // Toomas, Toomase; Mets, Metsa; Rebas
		if base, ok := strings.CutSuffix(name, "as"); ok { // Kuningas, Kuninga
			out = append(out, base+"a")
		}
	}
	// The e of -el, -er, -en and -em falls out: Peeter, Peetri.
	for _, e := range [...]string{"el", "er", "en", "em"} {
		if base, ok := strings.CutSuffix(name, e); ok && len(base) > 1 {
			for _, v := range [...]string{"i", "a"} {
				out = append(out, base+e[1:]+v)
			}
		}
	}
	for _, grade := range weakened(name) {
		for _, v := range [...]string{"i", "a", "e", "u"} {
			out = append(out, grade+v)
		}
	}
	return out
}

// weakened returns a name that ends in a consonant and its weak grades: Kask,
// Kas; Sepp, Sep; Mart, Mard; Kuld, Kull.
func weakened(name string) []string {
	out := []string{name}
	for _, g := range [...][2]string{{"pp", "p"}, {"kk", "k"}, {"tt", "t"}, {"ss", "s"}, {"sk", "s"}, {"ht", "h"}, {"hk", "h"}, {"lg", "l"}, {"lg", "lj"}, {"rg", "r"}, {"rg", "rj"}, {"ld", "ll"}, {"nd", "nn"}, {"rd", "rr"}, {"mb", "mm"}, {"k", "g"}, {"p", "b"}, {"t", "d"}, {"g", ""}, {"b", ""}, {"d", ""}} {
		if base, ok := strings.CutSuffix(name, g[0]); ok && utf8.RuneCountInString(base) > 1 {
			out = append(out, base+g[1])
		}
	}
	return out
}
