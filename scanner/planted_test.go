package scanner_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"leidur/scanner"
	"leidur/source"
)

// planted is one value with a label that makes it likely by itself.
var planted = []struct{ category, label, value string }{
	{"national_id", "isikukood ", "37605030299"},
	{"national_id", "ik ", "376 0503 0299"},
	{"email", "meil ", "mari.tamm@naidis.test"},
	{"phone", "tel ", "+372 5340 0030"},
	{"phone", "helistada ", "5340 0031"},
	{"iban", "konto ", "EE76 2200 2210 0123 4560"},
	{"vehicle_plate", "auto ", "123 ABC"},
	{"special.health", "klient on ", "diabeetik"},
	{"special.health", "klient on ", "vähihaige"},
	{"national_id", "hetu ", "131052-308T"},
	{"payment_card", "visa ", "5500 0055 5555 5559"},
	{"phone", "puh ", "+358 40 123 4567"},
	{"birth_date", "sündinud ", "15.02.1988"},
	{"password", "parool: ", "Kala!77x"},
	{"ip_address", "ip ", "85.253.10.17"},
	{"document_id", "pass ", "KE0123456"},
	{"customer_card", "kliendikaart ", "9001 2345 6789"},
	{"address", "elab ", "Kase tn 5-12"},
	{"username", "kasutajanimi: ", "mariliis88"},
	{"mac_address", "mac ", "00:1a:2b:3c:4d:5e"},
}

// want is what a planted value must be reported as.
type want struct {
	category         string
	row              int64
	column           int
	charStart, bytes int64 // bytes is -1 where the text is decoded
}

var fillers = []string{"pakk", "õun", "šokolaad", "kaup on olemas", "ülejäänud märge", "–", "„tasuta“", "2 tükki", "aadressil", "15.11.2022"}

// harmless returns n characters-or-so of text without values.
func harmless(r *rand.Rand, n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(fillers[r.IntN(len(fillers))])
		b.WriteByte(' ')
	}
	return b.String()
}

// plant writes rows of text with values at random places. cell formats a row's
// text as the file's format does and returns what stands before it in the row.
func plant(seed uint64, rows int, row func(n int, text string) (before, whole string), header string, firstRow int64, column int, raw bool) ([]byte, []want) {
	r := rand.New(rand.NewPCG(seed, 1))
	var b bytes.Buffer
	b.WriteString(header)
	var wants []want
	for n := range rows {
		text := harmless(r, r.IntN(90))
		var in []want
		for range r.IntN(3) {
			p := planted[r.IntN(len(planted))]
			text += p.label
			in = append(in, want{p.category, firstRow + int64(n), column, int64(len([]rune(text))), int64(len(text))})
			text += p.value + ". " + harmless(r, r.IntN(60))
		}
		before, whole := row(n, text)
		for _, w := range in {
			if raw {
				w.bytes += int64(b.Len() + len(before))
			} else {
				w.bytes = -1
			}
			wants = append(wants, w)
		}
		b.WriteString(whole)
	}
	return b.Bytes(), wants
}

func check(t *testing.T, name string, data []byte, wants []want, opt scanner.Options) {
	t.Helper()
	list, run := scan(t, opt, []source.Planned{source.PlanStream(bytes.NewReader(data), name)})
	if in := run.Inputs[0]; in.Status != source.Scanned {
		t.Fatalf("%s: %v %v", name, in.Status, in.Detail)
	}
	var got []want
	for _, f := range list {
		got = append(got, want{string(f.Rules.Category), f.Place.Row, f.Place.Col, f.Place.CharStart, f.Place.ByteStart})
	}
	order := func(a, b want) int {
		return strings.Compare(fmt.Sprintf("%09d %v", a.row, a), fmt.Sprintf("%09d %v", b.row, b))
	}
	slices.SortFunc(got, order)
	slices.SortFunc(wants, order)
	if !slices.Equal(got, wants) {
		for i := range max(len(got), len(wants)) {
			if i >= len(got) || i >= len(wants) || got[i] != wants[i] {
				t.Fatalf("%s, block %d, %d of %d found; first difference at %d:\n got %v\nwant %v", name, opt.BlockSize, len(got), len(wants), i,
					got[min(i, len(got)-1)], wants[min(i, len(wants)-1)])
			}
		}
	}
}

// TestPlantedValues: N planted values are found N times, once each, at their
// places, whatever the block size and however the file is shifted.
func TestPlantedValues(t *testing.T) {
	csv := func(shift string) func(int, string) (string, string) {
		return func(n int, text string) (string, string) {
			before := fmt.Sprintf("%s%d;", shift, n+1)
			if n%3 == 0 { // quoted, with a newline and a doubled quote before the value
				return before + `"`, before + `"` + text + "\r\nteine \"\"rida\"\" siin;\"\r\n"
			}
			return before, before + text + "\r\n"
		}
	}
	opt := setup(t)
	opt.ExcerptChars = 0
	kinds := []struct {
		name string
		make func(seed uint64, shift string) ([]byte, []want)
	}{
		{"a.csv", func(seed uint64, shift string) ([]byte, []want) {
			return plant(seed, 60, csv(shift), "id;märkus\r\n", 2, 2, true)
		}},
		{"a.txt", func(seed uint64, shift string) ([]byte, []want) {
			head := "Märkmed " + shift + "\n"
			return plant(seed, 60, func(_ int, text string) (string, string) { return "", text + "\n" }, head, 2, 0, true)
		}},
		{"copy.sql", func(seed uint64, shift string) ([]byte, []want) {
			head := "--\n-- PostgreSQL database dump\n--\n-- " + shift + "\nCREATE TABLE s.t (id integer, markus text);\nCOPY s.t (id, markus) FROM stdin;\n"
			data, wants := plant(seed, 60, func(n int, text string) (string, string) {
				return "", fmt.Sprintf("%d\t%s\\tsaba\\n\n", n+1, text)
			}, head, 1, 2, false)
			return append(data, "\\.\n\n--\n-- PostgreSQL database dump complete\n--\n\n"...), wants
		}},
		{"insert.sql", func(seed uint64, shift string) ([]byte, []want) {
			head := "-- MySQL dump 10.13\n-- " + shift + "\nCREATE TABLE `t` (\n  `id` int NOT NULL,\n  `markus` text,\n  PRIMARY KEY (`id`)\n);\nINSERT INTO `t` VALUES "
			data, wants := plant(seed, 60, func(n int, text string) (string, string) {
				comma := ","
				if n == 0 {
					comma = ""
				}
				return "", fmt.Sprintf("%s(%d,'%s it\\'s \\n')", comma, n+1, text)
			}, head, 1, 2, false)
			return append(data, ";\n-- Dump completed on 2026-11-22 10:00:00\n"...), wants
		}},
	}
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			total := 0
			for shift := range 128 {
				data, wants := k.make(uint64(shift), strings.Repeat("x", shift))
				total += len(wants)
				opt.BlockSize = []int{64, 65, 127, 128, 1000, 4096, 262144}[shift%7]
				check(t, k.name, data, wants, opt)
			}
			data, wants := k.make(1000, "")
			for _, size := range []int{64, 65, 66, 97, 127, 128, 129, 191, 256, 1000, 4096, 262144} {
				opt.BlockSize = size
				check(t, k.name, data, wants, opt)
			}
			if total < 1000 {
				t.Fatalf("only %d values planted", total)
			}
		})
	}
}
