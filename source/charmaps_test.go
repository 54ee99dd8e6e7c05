package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// heldOut are sentences that the weights of letterWeights were not chosen on.
var heldOut = map[string][]string{
	"et": {"Klient helistas eile õhtul ja palus arve ümber teha.", "Šokolaadi žürii kohtus kell üheksa.", "Öö oli külm, jäätee suleti.", "Täname Teid meeldiva koostöö eest! Ülejäänud küsimused jätame järgmisse kuusse.",
		"MÄRKUS: KÕIK TÖÖD LÕPETATUD", "Ülle Žukov-Šmidt;Pärnu mnt 5;õpetaja", "Garaaži võti on naabri käes", "tšekk kaotatud", "Õ. Änilane"},
	"lv": {"Šis līgums ir noslēgts divos eksemplāros, katrai pusei pa vienam.", "Jānis Bērziņš dzīvo Rīgā, Brīvības ielā.", "Lūdzu, atsūtiet rēķinu pa e-pastu līdz mēneša beigām."},
	"lt": {"Sutartis pasirašyta dviem egzemplioriais, po vieną kiekvienai šaliai.", "Prašome atsiųsti sąskaitą iki mėnesio pabaigos, ačiū už bendradarbiavimą.", "Jonas Žukauskas gyvena Šiauliuose, Vytauto gatvėje, ir dirba įmonėje."},
	"fi": {"Hän soitti eilen ja pyysi lähettämään laskun uudelleen.", "Työntekijä jäi äitiyslomalle.", "Pääsiäisenä liike on kiinni."},
	"sv": {"Han ringde igår och bad oss att skicka räkningen på nytt.", "Åsa är på semester till söndag."},
	"ru": {"Клиент звонил вчера вечером и просил переделать счёт.", "Спасибо за сотрудничество! Остальные вопросы решим в следующем месяце.", "Иванова Мария, улица Нарвская 5"},
}

// TestEncodingsHeldOut encodes each sentence in every code page that has its
// letters and expects the same text back: which of two code pages with the same
// letters is named does not matter.
func TestEncodingsHeldOut(t *testing.T) {
	pages := map[string]encoding.Encoding{"windows-1257": charmap.Windows1257, "windows-1252": charmap.Windows1252, "8859-13": charmap.ISO8859_13, "8859-15": charmap.ISO8859_15,
		"8859-4": charmap.ISO8859_4, "850": charmap.CodePage850, "windows-1251": charmap.Windows1251, "cp866": charmap.CodePage866}
	samples, wrong := 0, 0
	check := func(lang, page, text string, raw []byte) {
		if len(raw) == len(text) || utf8.Valid(raw) { // no letter of the upper half
			return
		}
		samples++
		b := Block{Text: append([]byte(nil), raw...), Charmap: DetectEncoding(raw).Charmap}
		if b.Charmap != nil {
			b.Decode(nil)
		}
		if string(b.Text) != text {
			wrong++
			t.Logf("%s in %s as %s: %.60q", lang, page, DetectEncoding(raw).Label(), b.Text)
		}
	}
	for lang, sentences := range heldOut {
		texts := append([]string{strings.Join(sentences, "\n"), strings.Repeat("id;nimi;summa\n1;Peeter;20,50\n", 3000) + strings.Join(sentences, ";"), strings.Repeat(strings.Join(sentences, " ")+"\n", 2000)}, sentences...)
		for _, text := range texts {
			for page, e := range pages {
				raw, err := e.NewEncoder().String(text)
				if err != nil { // the code page lacks a letter
					continue
				}
				check(lang, page, text, []byte(raw))
			}
			if raw, ok := encode775(text); ok {
				check(lang, "cp775", text, raw)
			}
		}
	}
	t.Logf("%d of %d samples decoded wrong", wrong, samples)
	if wrong*50 > samples {
		t.Errorf("%d of %d samples decoded wrong: more than 2 in 100", wrong, samples)
	}
}

func encode775(text string) (out []byte, ok bool) {
next:
	for _, r := range text {
		if r < 0x80 {
			out = append(out, byte(r))
			continue
		}
		for i, c := range CP775.runes {
			if c == r {
				out = append(out, byte(0x80+i))
				continue next
			}
		}
		return nil, false
	}
	return out, true
}

// TestDecodeByRecord: the text of a record does not depend on its neighbours in
// the block.
func TestDecodeByRecord(t *testing.T) {
	records := []string{"J\xfcri M\xe4gi\n", "\x8aults ja \x9eanna\n", "\xd0ults ja \xfeanna\n", "puhas tekst õäöü\n", "mÃ¤rkus Ã¼hele\n", "\xd1\xe5\xf0\xe3\xe5\xe9 \xc8\xe2\xe0\xed\xee\xe2\n"}
	want := []string{"Jüri Mägi\n", "Šults ja žanna\n", "Šults ja žanna\n", "puhas tekst õäöü\n", "märkus ühele\n", "Сергей Иванов\n"}
	all := Block{}
	for i, r := range records {
		one := Block{Text: []byte(r), Starts: []int32{0}}
		one.Decode(nil)
		if string(one.Text) != want[i] {
			t.Errorf("%q gives %q, want %q", r, one.Text, want[i])
		}
		all.Starts = append(all.Starts, int32(len(all.Text)))
		all.Text = append(all.Text, r...)
	}
	all.Offset = 100
	all.OwnHi = len(all.Text)
	_, d := all.Decode(nil)
	if got := string(all.Text); got != strings.Join(want, "") || d.Foreign != 18 || d.Repaired != 2 || all.OwnHi != len(all.Text) {
		t.Errorf("%q %+v", got, d)
	}
	if at := strings.Index(string(all.Text), "hele"); all.FileOffset(at) != 100+int64(strings.Index(strings.Join(records, ""), "hele")) {
		t.Errorf("offset %d", all.FileOffset(at))
	}
	for i := range want {
		lo, hi := all.Span(i)
		if string(all.Text[lo:hi]) != want[i] {
			t.Errorf("record %d: %q", i, all.Text[lo:hi])
		}
	}
}
