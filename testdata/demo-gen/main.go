// Command demo-gen writes the exports of an invented small company and the list of what is planted in them.
//
//	go run ./testdata/demo-gen -out testdata/demo
//
// writes kliendid.csv, tellimused.xlsx, crm.sql, pood_pg.sql, märkmed.txt and arhiiv.zip into the folder and
// demo-truth.tsv beside it. The same bytes come out every time; change a table in texts.go, never a written file.
//
// Everybody and everything is invented: codes have right check digits and serials above 900, mail domains are reserved,
// phones lie in 5340 0000 to 5340 2999, accounts belong to a bank code that no bank has.
//
// The truth has a line per planted value: what must be found, and decoys that must not be reported at likely or above.
// It is complete for national_id, email, phone, vehicle_plate, iban, special.*, criminal and child.word. It does not
// list names of people, addresses, dates and reference numbers.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	out := flag.String("out", "testdata/demo", "folder for the exports")
	list := flag.String("truth", "", "file for the planted values; empty = the folder's name with -truth.tsv")
	flag.Parse()
	if *list == "" {
		*list = filepath.Clean(*out) + "-truth.tsv"
	}
	if err := run(*out, *list); err != nil {
		fmt.Fprintln(os.Stderr, "demo-gen:", err)
		os.Exit(1)
	}
}

func run(out, list string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	d := &demo{rnd: 0x6c656964757221, used: map[string]bool{}}
	d.truth.WriteString("file\ttable\trow\tcolumn\tcell\tcategory\tvalue\twant\n")
	// The order is part of the result: all files draw from one generator.
	for _, f := range []struct {
		name  string
		write func(*demo) ([]byte, error)
	}{
		{"kliendid.csv", (*demo).customersCSV},
		{"tellimused.xlsx", (*demo).ordersXLSX},
		{"crm.sql", (*demo).crmSQL},
		{"pood_pg.sql", (*demo).shopSQL},
		{"märkmed.txt", (*demo).notesText},
		{"arhiiv.zip", (*demo).archive},
	} {
		d.file = f.name
		data, err := f.write(d)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		if err := os.WriteFile(filepath.Join(out, f.name), data, 0o644); err != nil {
			return err
		}
	}
	return os.WriteFile(list, []byte(d.truth.String()), 0o644)
}

// place is where a text stands, as the user counts.
type place struct {
	table  string // sheet, table or schema.table
	row    int
	column string
	cell   string // F128 in workbooks
}

type demo struct {
	rnd   uint64
	used  map[string]bool // values given out already
	file  string
	truth strings.Builder
	turn  map[string]int // position in each list of texts
}

// n draws a number from 0 to max-1 (xorshift64*, so that no library version changes the files).
func (d *demo) n(max int) int {
	d.rnd ^= d.rnd << 13
	d.rnd ^= d.rnd >> 7
	d.rnd ^= d.rnd << 17
	return int(d.rnd * 0x2545f4914f6cdd1d >> 33 % uint64(max))
}

func (d *demo) pick(list []string) string { return list[d.n(len(list))] }

// next goes through a list from its beginning, so that each text is used before one comes again.
func (d *demo) next(name string, list []string) string {
	if d.turn == nil {
		d.turn = map[string]int{}
	}
	i := d.turn[name]
	d.turn[name]++
	return list[i%len(list)]
}

// plant resolves the marks of a text and notes the planted values:
//
//	{ik} {tel} {mail} {plate} {iban}    a new value, to be found
//	[[special.health|diabeetik]]        a value to be found
//	[[!vehicle_plate|123 EUR]]          a decoy
//	{bad} {long} {ean}                  decoys of national_id: wrong check digit, 14 digits, a bar code
func (d *demo) plant(at place, text string) string {
	var out strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "[{")
		if i < 0 {
			out.WriteString(text)
			break
		}
		out.WriteString(text[:i])
		text = text[i:]
		var category, value, want string
		var end int
		if text[0] == '{' {
			end = strings.IndexByte(text, '}') + 1
			category, value, want = d.value(text[1 : end-1])
		} else {
			end = strings.Index(text, "]]") + 2
			category, value, _ = strings.Cut(text[2:end-2], "|")
			want = "found"
			if c, ok := strings.CutPrefix(category, "!"); ok {
				category, want = c, "decoy"
			}
		}
		d.note(at, category, value, want)
		out.WriteString(value)
		text = text[end:]
	}
	return out.String()
}

func (d *demo) note(at place, category, value, want string) {
	fmt.Fprintf(&d.truth, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", d.file, at.table, at.row, at.column, at.cell, category, value, want)
}

func (d *demo) value(kind string) (category, value, want string) {
	switch kind {
	case "ik":
		return "national_id", d.code(), "found"
	case "ik spaced":
		c := d.code()
		return "national_id", c[:3] + " " + c[3:7] + " " + c[7:], "found"
	case "tel":
		return "phone", d.phone(), "found"
	case "mail":
		return "email", d.mail(d.pick(given), d.pick(family)), "found"
	case "plate":
		return "vehicle_plate", d.plate(), "found"
	case "iban":
		return "iban", d.iban(), "found"
	case "bad":
		c := []byte(d.code())
		c[10] = '0' + (c[10]-'0'+3)%10
		return "national_id", string(c), "decoy"
	case "valid":
		return "national_id", d.code(), "decoy"
	case "long":
		return "national_id", d.long(), "decoy"
	case "ean":
		return "national_id", d.ean(), "decoy"
	}
	panic("unknown mark " + kind)
}

// note texts of the free-text columns: mostly small talk, some with values, some with look-alikes.
func (d *demo) remark(at place) string {
	switch r := d.n(100); {
	case r < 4:
		return ""
	case r < 66:
		return d.smallTalk()
	case r < 76:
		return d.plant(at, d.next("value", valueTexts))
	case r < 84:
		return d.plant(at, d.next("special", specialTexts))
	case r < 92:
		return d.plant(at, d.next("decoy", decoyTexts))
	case r < 97:
		return d.smallTalk() + " " + d.plant(at, d.next("value", valueTexts))
	default:
		return d.smallTalk() + "\n" + d.plant(at, d.next("value", valueTexts)) + "\n" + d.smallTalk()
	}
}

func (d *demo) smallTalk() string {
	s := d.pick(smallTalk)
	if d.n(3) == 0 {
		s += " " + d.pick(smallTalk)
	}
	return s
}

// date gives a day of 2018-2026 as dd.mm.yyyy.
func (d *demo) date() string {
	return fmt.Sprintf("%02d.%02d.%d", 1+d.n(28), 1+d.n(12), 2018+d.n(8))
}

// isoDate gives the same as yyyy-mm-dd.
func (d *demo) isoDate() string {
	return fmt.Sprintf("%d-%02d-%02d", 2018+d.n(8), 1+d.n(12), 1+d.n(28))
}
