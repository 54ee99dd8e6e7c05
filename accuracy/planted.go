package accuracy

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"leidur/detectors"
	"leidur/scanner"
)

//go:embed sentences.txt
var sentences string

// Planted measures synthetic exports with known truth: values of every kind in
// the forms that people write them in, among the numbers that look like them. The
// same seed gives the same text.
func Planted(seed uint64, opt Options) ([]Row, error) {
	g := &generator{r: rand.New(rand.NewPCG(seed, 0))}
	for range plantedRows {
		g.row()
	}
	got, err := scan(opt, g.text.String(), "klient.csv")
	if err != nil {
		return nil, err
	}
	set := map[detectors.Category]bool{}
	for _, l := range g.labels {
		set[l.category] = true
	}
	for _, f := range got { // also what is found and never planted
		if info, _ := f.category.Info(); f.level >= scanner.Possible && !info.Words && f.category != detectors.PersonName {
			set[f.category] = true
		}
	}
	var rows []Row
	for _, c := range sorted(set) {
		rows = append(rows, compare(Row{Text: "planted", Category: c, Language: "all", Level: scanner.Possible, Units: plantedRows}, got, g.labels))
	}
	notes, err := plantedNotes(opt)
	return append(rows, notes...), err
}

const plantedRows = 4000

// generator writes a CSV file with the columns id, märkused, tellimus, summa.
type generator struct {
	r      *rand.Rand
	text   strings.Builder
	labels []label
	n      int
}

func (g *generator) pick(list ...string) string { return list[g.r.IntN(len(list))] }

func (g *generator) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + g.r.IntN(10))
	}
	return string(b)
}

// row writes one row: a note with a value, with a look-alike, or with neither.
func (g *generator) row() {
	if g.n == 0 {
		g.text.WriteString("id;märkused;tellimus;summa\r\n")
	}
	note, category, value := "", detectors.Category(""), ""
	switch k := g.r.IntN(20); {
	case k < 11:
		note, category, value = g.value()
	case k < 16:
		note = g.decoy()
	default:
		note = g.pick("Kaup on laos, saadame esmaspäeval.", "Uks kiilub, vaadata üle.", "Lisada kaks riiulit ja üks käepide.", "Klient kiitis teenindust.", "Pakkumine kehtib kuu lõpuni, hind jääb samaks.")
	}
	if category != "" {
		at := strings.Index(note, "§")
		note = strings.Replace(note, "§", value, 1)
		start := utf8.RuneCountInString(note[:at])
		g.labels = append(g.labels, label{unit: g.n, column: 2, start: start, end: start + utf8.RuneCountInString(value), category: category})
	}
	// The order number counts up and begins with a date, as order numbers do.
	fmt.Fprintf(&g.text, "%d;\"%s\";%s%04d;%d,%02d\r\n", g.n+1, strings.ReplaceAll(note, `"`, `""`), "3811127", g.n, 3+g.r.IntN(900), g.r.IntN(100))
	g.n++
}

// value returns a note, § where the value stands, its kind and the value.
func (g *generator) value() (note string, c detectors.Category, value string) {
	switch g.r.IntN(14) {
	case 0, 1:
		code := g.isikukood()
		form := g.pick(code, code, code[:3]+" "+code[3:7]+" "+code[7:], code[:1]+" "+code[1:7]+" "+code[7:], code[:7]+"-"+code[7:])
		return g.pick("isikukood §", "ik § kontrollitud", "Lepingu teine pool § (isikukood)", "volitatud isik §.", "esitas dokumendi, §, allkiri olemas"), detectors.NationalID, form
	case 2:
		return g.pick("henkilötunnus §", "hetu §, Soome klient", "soomlane, §"), detectors.NationalID, g.hetu()
	case 3, 4:
		user := g.pick("mari.maasikas", "j.tamm", "kristjan", "õnne.saar", "info2", "peeter_kask", "anna-liisa") + g.pick("", "", fmt.Sprint(g.r.IntN(99)))
		host := g.pick("naidisfirma", "post-ee", "kodu", "ettevote") + "." + g.pick("ee", "com", "fi", "eu")
		form := g.pick(user+"@"+host, user+"@"+host, strings.ToUpper(user+"@"+host), user+" [at] "+host, user+"(at)"+host)
		return g.pick("e-post §", "saata arve aadressile §.", "meil: §", "kirjuta § ja küsi", "§ vastab kiirelt, e-mail"), detectors.EMail, form
	case 5, 6, 7:
		m := "5" + g.pick("0", "1", "2", "3", "5", "6", "8") + g.digits(6)
		f := g.pick("6", "7") + g.pick("3", "4", "5", "6", "7") + g.digits(5)
		form := g.pick("+372 "+m[:4]+" "+m[4:], "+372"+m, "00372 "+m, m, m[:4]+" "+m[4:], f, f[:3]+" "+f[3:], "(+372) "+m[:4]+" "+m[4:], "+372 "+f[:3]+" "+f[3:])
		return g.pick("tel §", "palub helistada §", "kontakttelefon: §", "mob. §, õhtuti", "telefonil § vastab naine", "saada sms §", "helistas numbrilt §"), detectors.Phone, form
	case 8:
		form := g.pick("+358 40 "+g.digits(3)+" "+g.digits(4), "+371 2"+g.digits(7), "+370 6"+g.digits(2)+" "+g.digits(5), "+46 70 "+g.digits(3)+" "+g.digits(2)+" "+g.digits(2), "+7 9"+g.digits(2)+" "+g.digits(3)+"-"+g.digits(2)+"-"+g.digits(2))
		return g.pick("tel §", "puh. §", "helista §", "klient §"), detectors.Phone, form
	case 9, 10:
		l := ""
		for range 3 {
			l += string("ABCDFGHJKLMNPRSTVXYZ"[g.r.IntN(20)])
		}
		d := g.digits(3)
		form := g.pick(d+l, d+" "+l, d+" "+l, strings.ToLower(d+l))
		return g.pick("auto §", "parklas seisis §", "autonumber §", "tehnoülevaatus § tehtud", "sõiduk §, võti riiulis"), detectors.VehiclePlate, form
	case 11:
		v := g.iban()
		return g.pick("a/a §", "arveldusarve §, pank sama", "raha tagasi kontole §", "IBAN: §"), detectors.BankAccount, g.pick(v, v[:4]+" "+v[4:8]+" "+v[8:12]+" "+v[12:16]+" "+v[16:], strings.ToLower(v))
	case 12:
		v := g.card()
		return g.pick("kaart §", "maksti kaardiga §", "krediitkaart: §", "§ kehtib 12/28"), detectors.PaymentCard, g.pick(v, v[:4]+" "+v[4:8]+" "+v[8:12]+" "+v[12:], v[:4]+"-"+v[4:8]+"-"+v[8:12]+"-"+v[12:])
	}
	switch g.r.IntN(4) {
	case 0:
		return g.pick("parool: §", "wifi parool on §", "salasõna = §"), detectors.Password, g.pick("Kuusk", "kevad", "Tuul", "kala") + g.pick("77", "!9", "2024", "_x1")
	case 1:
		return g.pick("sündinud §", "sünniaeg: §", "sünd. §"), detectors.BirthDate, fmt.Sprintf("%02d.%02d.%d", 1+g.r.IntN(28), 1+g.r.IntN(12), 1940+g.r.IntN(70))
	case 2:
		return g.pick("elab §", "aadress §", "kohale tuua §, sissepääs hoovist"), detectors.Address, g.pick("Kase", "Pikk", "Mäe", "Uus-Sadama") + " " + g.pick("tn", "tänav", "tee", "pst") + fmt.Sprintf(" %d-%d", 1+g.r.IntN(98), 1+g.r.IntN(90))
	}
	return g.pick("logiti sisse aadressilt §", "kasutaja ip §"), detectors.IPAddress, fmt.Sprintf("%d.%d.%d.%d", 62+g.r.IntN(30), 20+g.r.IntN(230), g.r.IntN(256), 1+g.r.IntN(254))
}

// decoy returns a note with a number that is none of the kinds.
func (g *generator) decoy() string {
	switch g.r.IntN(14) {
	case 0:
		return "tellimus " + g.digits(11) + " välja saadetud"
	case 1:
		return fmt.Sprintf("hind %d,%02d EUR, kogus %d tk", g.r.IntN(900), g.r.IntN(100), g.r.IntN(40))
	case 2:
		return "arve nr 2" + g.digits(6) + " tasutud"
	case 3:
		return "EAN " + "474" + g.digits(10)
	case 4:
		return "saadetis EE" + g.digits(9) + "EE"
	case 5:
		return "tootekood " + g.digits(3) + "-" + g.pick("ABS", "XPS", "PVC") + " lõpetatud"
	case 6:
		return fmt.Sprintf("tarne %02d.%02d.20%02d kell %d.%02d", 1+g.r.IntN(28), 1+g.r.IntN(12), 15+g.r.IntN(11), 8+g.r.IntN(10), g.r.IntN(60))
	case 7:
		return "kaal " + g.digits(3) + " kg, mõõt " + g.digits(3) + " x " + g.digits(3) + " mm"
	case 8:
		return "leping nr " + g.digits(8) + " pikendatud"
	case 9:
		return "seerianumber " + g.digits(15)
	case 10:
		return "registrikood 1" + g.digits(7) + ", Näidis OÜ"
	case 11:
		return "versioon " + fmt.Sprintf("%d.%d.%d", g.r.IntN(20), g.r.IntN(20), g.r.IntN(20)) + " paigaldatud"
	case 12:
		return fmt.Sprintf("hinnakiri: %d EUR, %d EUR, %d kWh, %d LED", 100+g.r.IntN(800), 100+g.r.IntN(800), 100+g.r.IntN(800), 100+g.r.IntN(800))
	}
	return "postiindeks " + g.digits(5) + ", kapp 5 " + g.digits(3) + " " + g.digits(3) + " eurot"
}

func (g *generator) isikukood() string {
	for {
		d := g.pick("3", "4", "3", "4", "5", "6") + fmt.Sprintf("%02d%02d%02d%03d", g.r.IntN(100), 1+g.r.IntN(12), 1+g.r.IntN(28), g.r.IntN(1000))
		if (d[0] == '5' || d[0] == '6') && d[1:3] > "20" {
			continue
		}
		for _, w := range [][10]int{{1, 2, 3, 4, 5, 6, 7, 8, 9, 1}, {3, 4, 5, 6, 7, 8, 9, 1, 2, 3}} {
			sum := 0
			for i := range 10 {
				sum += int(d[i]-'0') * w[i]
			}
			if sum%11 < 10 {
				return d + string(rune('0'+sum%11))
			}
		}
		return d + "0"
	}
}

func (g *generator) hetu() string {
	date := fmt.Sprintf("%02d%02d%02d", 1+g.r.IntN(28), 1+g.r.IntN(12), 20+g.r.IntN(79))
	serial := fmt.Sprintf("%03d", 2+g.r.IntN(890))
	var n int
	fmt.Sscan(strings.TrimLeft(date+serial, "0"), &n)
	return date + "-" + serial + string("0123456789ABCDEFHJKLMNPRSTUVWXY"[n%31])
}

func (g *generator) iban() string {
	body := g.pick("2200", "1010", "7700", "4204") + g.digits(12)
	r := 0
	for _, c := range body + "141400" { // EE00
		r = (r*10 + int(c-'0')) % 97
	}
	return fmt.Sprintf("EE%02d%s", 98-r, body)
}

func (g *generator) card() string {
	d := g.pick("4", "51", "53") + g.digits(14)
	d = d[:15]
	sum := 0
	for i := range d {
		v := int(d[len(d)-1-i] - '0')
		if i%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return d + string(rune('0'+(10-sum%10)%10))
}

// plantedNotes measures the sentences of sentences.txt, as lines of text and as
// cells of a notes column, from possible on for what is found and from likely on
// for what is raised.
func plantedNotes(opt Options) ([]Row, error) {
	var list []sentence
	var labels []label
	for _, l := range strings.Split(sentences, "\n") {
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		category, note, ok := strings.Cut(l, "\t")
		if !ok {
			return nil, fmt.Errorf("sentences.txt: %q has no tab", l)
		}
		for {
			lo := strings.Index(note, "[[")
			hi := strings.Index(note, "]]")
			if lo < 0 || hi < lo {
				break
			}
			start := utf8.RuneCountInString(note[:lo])
			word := note[lo+2 : hi]
			labels = append(labels, label{unit: len(list), start: start, end: start + utf8.RuneCountInString(word), category: detectors.Category(category)})
			note = note[:lo] + word + note[hi+2:]
		}
		list = append(list, sentence{text: note})
	}
	var rows []Row
	for _, as := range []struct{ name, file, text string }{{"notes, text", "laused.txt", asText(list)}, {"notes, column", "laused.csv", asNotes(list)}} {
		got, err := scan(opt, as.text, as.file)
		if err != nil {
			return nil, err
		}
		for _, level := range []scanner.Likelihood{scanner.Possible, scanner.Likely} {
			all := Row{Text: as.name, Category: Anything, Language: "et", Level: level, Units: len(list), Labels: len(labels)}
			hit := map[label]bool{}
			for _, f := range got {
				info, _ := f.category.Info()
				if !info.Words || f.category == detectors.PolicyText || f.level < level {
					continue
				}
				right := false
				for _, l := range labels {
					if l.unit == f.unit && l.category == f.category { // the words beside it say the same
						right = true
						if f.start < l.end && l.start < f.end {
							hit[l] = true
						}
					}
				}
				if right {
					all.Right++
				} else {
					all.Wrong++
				}
			}
			all.Hit = len(hit)
			rows = append(rows, all)
		}
	}
	return rows, nil
}
