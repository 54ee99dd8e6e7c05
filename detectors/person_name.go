package detectors

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// PersonNameAny finds names of persons by their given name. It is a hint, not a
// search: no list of names is complete.
var PersonNameAny = &Detector{
	Name:     "person_name.any",
	Category: PersonName,
	Doc: `Does not find most names: given names that its list lacks (about nine in ten different ones), family names alone, lone given names,
initials, nicknames and lower-case spellings.
Finds a listed given name in any case form and one or two Capitalised words behind it. Listed in reports where another
finding stands in the row, unless --names says otherwise.`,
	Anchors: []Anchor{{Kind: Words, Words: givenWords()}},
	Check:   checkPersonName,
	Context: Context{
		Raise: []string{"=hr", "härra", "=pr", "proua", "=prl", "preili", "klient", "kliendi", "=isa", "=isal", "=isale", "=isaga", "=ema", "=emal", "=emale", "=emaga", "abikaasa", "=poeg", "=poja", "tütar", "tütre", "=vend", "=venna", "=õde", "kontaktisik", "esindaja",
			"=mr", "=mrs", "=ms", "=dr", "client", "patient", "customer", "=hra", "=rva", "herra", "rouva", "asiakas", "patsien", "töötaja"},
		Header: []string{"nimi", "täisnimi", "klient", "kliendi nimi", "kontaktisik", "omanik", "full name", "contact person", "customer name", "yhteyshenkilö", "фио"},
	},
	Examples: []string{
		"klient [[Mari Maasikas]] helistas",
		"[[Jaan Tamme]] arve",
		"saatsin [[Toomasele Kasele]]",
		"[[Mari-Liis Tamm]] ja [[Jüri Mets]]",
		"Mari helistas",
		"Tamm kasvab aias",
		"MARI TAMM",
		"Rein Tallinnas",
	},
}

// givenNames are frequent given names of Estonia, "name" or "name:genitive"
// where the genitive is not the name itself (vowel at the end) or the name and
// "i". Names that are everyday words at the start of sentences are left out.
const givenNames = `aadi aare aarne aavo adele agne agnes:agnese ago ahti ahto aili aime aino aita aivar aivo alar albert alar aleksander:aleksandri aleksandr aleksandra aleksei alex alexander:alexandri alfred aliis alina alla alma ander:andri andra andre
andreas:andrease andrei andrekso andres:andrese andri andrus:andruse ane anett anna anna-liisa anne anneli anni annika anti anton anu anželika ants:antsu ardi ardo argo ariana armas arne arno aron art:ardi artjom artur arvi arvo asko asta astrid ats:atsi avo
birgit birgitta bogdan boriss bruno carl carmen chris:chrisi daniel daniela darja david deivi denis:denise diana dmitri dmitry edgar edith eduard eerik eero egert egle egon eha eike einar elena elenor elina elis:elise elisabeth eliise ella ellen elle elmar elsa elvi emil emma ene enn:enni enno erik erika eva evald eve evelin evelyn evgeni
fjodor frank galina georg gerda gerli gert gleb grete grigori gunnar guido gustav hanna hannah hannes:hannese hans:hansu harri heidi heigo heiki heikki heili heinar heino heldur helen helena helga heli helin helina helju helle hendrik henri henrik henry hilja hillar hugo ida igor ilja ilmar ilona ilze imbi imre inga inge ingmar ingrid inna inga irene irina iris:irise irja ivan ivar ivari ivi ivo
jaak:jaagu jaan jaana jaanika jaanis:jaanise jaanus:jaanuse jaagup:jaagupi jakob janar jana janek janika janne janno jarek jarmo jegor jekaterina jelena jelizaveta jevgeni jevgenia joel johan johanna johannes:johannese jonas:jonase joonas:joonase joosep juhan juku julia juri jüri
kadi kadri kadri-liis kai kaia kaidi kaie kaido kaire kairi kairit kaisa kaja kalev kalle kalmer:kalmeri kariina karin karina karl karmen karoliina karolina katarina kati katre katri katriin katrin katrina kaspar kaupo keidi keit kersti kert kevin kiira kira kirill kirsti kirsika kristel kristen kristi kristiina kristiine kristin kristina kristjan kristo kristofer:kristoferi kristian kuno kaarel:kaarli kalju kaarin kaur
laine larissa lars:larsi laura lauri lea leelo leena leho leida lembit lenna leo leonid leonhard liia liidia liis:liisi liisa liisi liisu liina liivi lilian liisbet lisandra ljubov ljudmila loore lotte luise luule lydia maarika maarja maarja-liis maia maie maiga maila maimu maire maksim malle marek maret marge margit margus:marguse mari maria mariann marianna marianne marika mari-liis mariliis:mariliisi marii marina mario maris:marise marju marko markus:markuse marleen marta marten mart:mardi martin mati matis:matise mattias:mattiase meeli meelis:meelise meelika mehis:mehise merike merilin merili merle mia mihhail mihkel:mihkli mikk:miku milana mirjam moonika monika
nadežda nastja natali natalia natalja nele nelli nikita nikolai nils:nilsi nikolas:nikolase oksana oleg olga olev ott:oti otto ove paavo pamela pavel peep:peebu peeter:peetri pille piret polina priit:priidu priidik raigo raili raimo raimond raivo randel rasmus:rasmuse raul rauno regina rein:reinu reelika reet:reeda reigo reimo reio relika riho riina riin rita ritta robert robin rodion roland roman romet ruslan ruth rutt:ruti ruve ruudi
saima salme samuel sander:sandri sandra sergei siim siiri siivi siret signe sigrid silja silver:silveri silvi silvia simona simmo sirje sirli sofia sofja stanislav stefan stella stepan steven svetlana svea sven taavi tamara tambet tanel tanja tarmo tarvi tarvo tatjana tauri tauno teele teet:teedu terje tiia tiina tiit:tiidu tiiu timo timofei timur toivo toomas:toomase triin triinu triinu-liis tuuli tõnis:tõnise tõnu tõnn üllar ülle ülo ülar urmas:urmase urve uku uno
vadim vaike valdo valentin valentina valeri valeria valter:valteri varvara vassili veera veiko veljo vello veronika vera victoria viktor viktoria viive vilja villem villu viljar virge virgo virve viivi vladimir vladislav vjatšeslav õie õnne zinaida žanna`

var nameEndings = [...]string{"", "sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga", "t"}

// given are the forms of the given names, sorted; a name that many code pages
// cannot write (š, ž) is there without its caron as well.
var given = func() []string {
	out := make([]string, 0, 8000)
	add := func(name, genitive string) {
		if len(name) >= 3 {
			out = append(out, name)
		}
		for _, e := range nameEndings {
			if len(genitive)+len(e) >= 3 {
				out = append(out, genitive+e)
			}
		}
	}
	caron := strings.NewReplacer("š", "s", "ž", "z")
	for _, entry := range strings.Fields(givenNames) {
		name, genitive, ok := strings.Cut(entry, ":")
		if strings.Contains(name, "-") {
			continue // its parts are listed
		}
		if !ok {
			genitive = name
			if r, _ := utf8.DecodeLastRuneInString(name); !strings.ContainsRune("aeiouõäöü", r) {
				genitive += "i"
			}
		}
		add(name, genitive)
		if strings.ContainsAny(name, "šž") {
			add(caron.Replace(name), caron.Replace(genitive))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}()

func givenWords() []Word {
	words := make([]Word, len(given))
	for i, w := range given {
		words[i] = Word{Text: w, Then: " -;\xc2"}
	}
	return words
}

// notFamilyNames follow a given name at the start of a sentence and are none.
const notFamilyNames = " eesti tallinn tallinna tallinnas tartu tartus pärnu pärnus narva narvas soome rootsi venemaa moskva euroopa läti leedu saksa ameerika usa inglise vene ja või ning on oli ei aga kui et see ka riigikogu oü as mtü sa ltd inc cup open karikas "

func checkPersonName(p *Pass, at At) {
	t := p.Text
	flo, fhi := p.Bounds(at.Pos)
	if !titleCase(t[at.Pos : at.Pos+at.Len]) {
		return
	}
	lo, i := at.Pos, at.Pos+at.Len
	if lo > flo && (isAlnum(t[lo-1]) || t[lo-1] == '.' && lo-1 > flo && isAlnum(t[lo-2]) && blank(t, lo-1) == 0 || t[lo-1] == '@' || t[lo-1] == '/' || t[lo-1] == '\'' && lo-1 > flo && isLetter(t[lo-2])) {
		return
	}
	if lo > flo && t[lo-1] == '-' { // the second half of Anna-Mari
		if w := lettersBefore(t, flo, lo-1); w < lo-1 && titleCase(t[w:lo-1]) {
			lo = w
		}
	}
	if i < fhi && t[i] == '-' { // Mari-Liis
		e := letters(t, i+1, fhi)
		if e == i+1 || !titleCase(t[i+1:e]) {
			return
		}
		i = e
	}
	end, n := i, 0
	for n < 2 {
		k := end
		split := n == 0 && k < fhi && t[k] == ';' // "Kaarel; Põder", two cells that a program joined
		if split {
			k++
		}
		if k >= fhi || blank(t, k) == 0 {
			break
		}
		k += blank(t, k)
		e := letters(t, k, fhi)
		if e-k < 3 || !titleCase(t[k:e]) || split && givenName(t[k:e]) {
			break
		}
		if e < fhi && t[e] == '-' { // Mägi-Õun
			if x := letters(t, e+1, fhi); x > e+1 && titleCase(t[e+1:x]) {
				e = x
			}
		}
		if inList(notFamilyNames, bytes.ToLower(t[k:e])) || e < fhi && (isDigit(t[e]) || t[e] == '@') {
			break
		}
		if n == 1 && !givenName(t[end-(end-i):end]) { // two words behind only where the first is a given name too
			break
		}
		end = e
		n++
	}
	if n == 0 || headline(t, flo, fhi, lo) {
		return
	}
	if lo > flo { // a name before the name: the family name is first, or a company's name goes on
		k := lo
		for k > flo && blank(t, k-1) > 0 {
			k--
		}
		if w := lettersBefore(t, flo, k); k < lo && w < k && capitalAt(t, w) && k-w > 1 && !sentenceStart(t, flo, w) && !inList(titles, bytes.ToLower(t[w:k])) {
			if givenName(t[w:k]) {
				return // reported from the first given name
			}
		}
	}
	p.Report(lo, end, Evidence{Terms: [3]Term{{"given name and Capitalised word", 45}}})
}

const titles = " hr pr prl härra proua preili dr mr mrs ms klient kliendi "

// titleCase tells one capital and then small letters only, two letters at least.
func titleCase(w []byte) bool {
	first := true
	n := 0
	for len(w) > 0 {
		r, size := utf8.DecodeRune(w)
		if first && !unicode.IsUpper(r) || !first && !unicode.IsLower(r) {
			return false
		}
		first = false
		w = w[size:]
		n++
	}
	return n > 1
}

func givenName(w []byte) bool {
	_, ok := slices.BinarySearch(given, string(bytes.ToLower(bytes.TrimSpace(w))))
	return ok
}

func sentenceStart(t []byte, flo, i int) bool {
	for i > flo && (t[i-1] == ' ' || t[i-1] == '"' || t[i-1] == '(') {
		i--
	}
	return i == flo || strings.IndexByte(".!?:\n", t[i-1]) >= 0
}

// headline tells Title Case Text: more than half of the words around are Capitalised.
func headline(t []byte, flo, fhi, at int) bool {
	lo, hi := max(flo, at-80), min(fhi, at+80)
	words, caps := 0, 0
	for i := lo; i < hi; {
		e := letters(t, i, hi)
		if e == i {
			i++
			continue
		}
		if e-i > 2 {
			words++
			if capitalAt(t, i) {
				caps++
			}
		}
		i = e
	}
	return words > 6 && caps*10 > words*6
}
