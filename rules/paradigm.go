package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Estonian inflection. A noun's forms follow from its principal parts
// (põhivormid), which every dictionary gives: nominative, genitive, partitive
// and short illative of the singular, genitive and partitive of the plural. All
// other cases are an ending on a genitive. Source: Eesti keele käsiraamat, the
// chapter on declension; checked against testdata/et_paradigm_check.tsv.

// A paradigm is a noun's principal parts. A missing form is ""; the plural ones
// may have parallel forms.
type paradigm struct {
	nominative, genitive, partitive, illative string
	genitivePl, partitivePl                   []string
}

// caseEndings follow a genitive: illative, inessive, elative, allative,
// adessive, ablative, translative, terminative, essive, abessive, comitative.
var caseEndings = [...]string{"sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga"}

// forms returns all forms of both numbers, each once.
func (p paradigm) forms() []string {
	out := make([]string, 0, 32)
	add := func(f string) {
		if f != "" && !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	add(p.nominative)
	add(p.genitive)
	add(p.partitive)
	add(p.illative)
	for _, e := range caseEndings {
		add(p.genitive + e)
	}
	add(p.genitive + "d")
	for _, g := range p.genitivePl {
		add(g)
		for _, e := range caseEndings {
			add(g + e)
		}
	}
	for _, f := range p.partitivePl {
		add(f)
	}
	return out
}

// parseParts reads "vähk vähi vähki vähki vähkide vähke/vähkisid"; "-" is no form.
func parseParts(f []string) (paradigm, error) {
	if len(f) != 6 {
		return paradigm{}, fmt.Errorf("has %d principal parts; they are six: nominative, genitive, partitive, short illative (or -), plural genitive, plural partitive", len(f))
	}
	one := func(s string) string {
		if s == "-" {
			return ""
		}
		return s
	}
	many := func(s string) []string {
		if s == "-" || s == "" {
			return nil
		}
		return strings.Split(s, "/")
	}
	return paradigm{f[0], f[1], f[2], one(f[3]), many(f[4]), many(f[5])}, nil
}

// with returns the paradigm with a first part of a compound before every form.
func (p paradigm) with(first string) paradigm {
	one := func(s string) string {
		if s == "" {
			return ""
		}
		return first + s
	}
	many := func(list []string) []string {
		out := make([]string, len(list))
		for i, s := range list {
			out[i] = first + s
		}
		return out
	}
	return paradigm{one(p.nominative), one(p.genitive), one(p.partitive), one(p.illative), many(p.genitivePl), many(p.partitivePl)}
}

// A declension derives the principal parts of words with an ending: the word
// without cut runes of bytes plus each part.
type declension struct {
	ending string
	cut    int // bytes of the ending that the parts replace
	parts  string
}

// declensions are the productive types, the longer ending first. Words of
// another type give their principal parts.
var declensions = []declension{
	{"oolik", 0, "u ut - ute uid"}, {"lik", 3, "liku likku likku like/likkude likke/likkusid"}, {"nik", 3, "niku nikku nikku nike/nikkude nikke/nikkusid"},
	{"ik", 0, "u ut - ute uid"},
	{"lane", 2, "se st sse ste si"}, {"ine", 2, "se st sse ste si"}, {"ane", 2, "se st sse ste seid"}, {"ene", 2, "se st sse ste si"}, {"ne", 2, "se set - sete seid"},
	{"us", 2, "use ust usse uste usi"}, {"is", 2, "ise ist isse iste isi"},
	{"ja", 0, " t - te id"}, {"ia", 0, " t - te id"}, {"la", 0, " t - te id"}, {"tu", 0, " t - te id"}, {"nna", 0, " t - te id"},
	{"tav", 0, "a at - ate aid"}, {"dav", 0, "a at - ate aid"},
	{"ing", 0, "u ut - ute uid"}, {"ur", 0, "i it - ite eid"}, {"or", 0, "i it - ite eid"}, {"um", 0, "i it - ite eid"}, {"ator", 0, "i it - ite eid"},
	{"nt", 1, "di ti ti tide te/tisid"}, {"lt", 1, "di ti ti tide te/tisid"},
	{"iit", 1, "di ti ti tide te/tisid"}, {"eet", 1, "di ti ti tide te/tisid"}, {"uut", 1, "di ti ti tide te/tisid"}, {"aat", 1, "di ti ti tide te/tisid"}, {"oot", 1, "di ti ti tide te/tisid"}, {"eut", 1, "di ti ti tide te/tisid"},
}

// regular are the endings of loan words that take -i in the singular and -ide, -e or -isid in the plural.
var regular = strings.Fields("ism ist iin oos oon aal aan eem oom iim aam üüm iid aas iis akt ekt ess ees iiv üüs oog eeg aaf oof eel ool iil uur üür eer iir aar epsis oid uum ärm umm uul eks aks üün een urg")

// guess derives the paradigm of a word of a productive type.
func guess(word string) (paradigm, bool) {
	best := -1
	for i, d := range declensions {
		if strings.HasSuffix(word, d.ending) && len(word) > len(d.ending)+1 && (best < 0 || len(d.ending) > len(declensions[best].ending)) {
			best = i
		}
	}
	for _, e := range regular {
		if strings.HasSuffix(word, e) && len(word) > len(e) && (best < 0 || len(e) > len(declensions[best].ending)) {
			return paradigm{word, word + "i", word + "i", word + "i", []string{word + "ide"}, []string{word + "e", word + "isid"}}, true
		}
	}
	if best < 0 {
		return paradigm{}, false
	}
	d := declensions[best]
	stem := word[:len(word)-d.cut]
	f := strings.Split(d.parts, " ")
	p := paradigm{nominative: word, genitive: stem + f[0], partitive: stem + f[1]}
	if f[2] != "-" {
		p.illative = stem + f[2]
	}
	for _, s := range strings.Split(f[3], "/") {
		p.genitivePl = append(p.genitivePl, stem+s)
	}
	for _, s := range strings.Split(f[4], "/") {
		p.partitivePl = append(p.partitivePl, stem+s)
	}
	return p, true
}

// inflect returns the paradigm of a word that is given without its parts: one
// of known, a compound of known words written "vähi+haige", or a productive type.
func inflect(word string, known map[string]paradigm) (paradigm, error) {
	first, head := "", word
	if i := strings.LastIndexByte(word, '+'); i >= 0 {
		first, head = strings.ReplaceAll(word[:i], "+", ""), word[i+1:]
	}
	if p, ok := known[head]; ok {
		return p.with(first), nil
	}
	if p, ok := guess(head); ok {
		return p.with(first), nil
	}
	return paradigm{}, fmt.Errorf("is of no productive type: give its principal parts (nominative, genitive, partitive, short illative or -, plural genitive, plural partitive), or write a compound as first+head")
}
