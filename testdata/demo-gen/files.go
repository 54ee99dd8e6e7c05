package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"sort"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// made is the time written into the workbook and the archives.
var made = time.Date(2026, 3, 2, 9, 14, 6, 0, time.UTC)

// customersCSV is a shop's customer list as Excel saves it in Estonia: windows-1257, semicolons, CRLF.
func (d *demo) customersCSV() ([]byte, error) {
	var b strings.Builder
	b.WriteString("kliendi_id;nimi;e-post;telefon;lisatud;märkused\r\n")
	for i := range 600 {
		row := i + 2 // the header is row 1
		g, f := d.pick(given), d.pick(family)
		mail, phone := "", ""
		if d.n(10) > 0 {
			mail = d.mail(g, f)
			d.note(place{row: row, column: "e-post"}, "email", mail, "found")
		}
		if d.n(10) > 1 {
			if phone = d.phone(); d.n(4) == 0 {
				phone = strings.ReplaceAll(phone, " ", "")
			}
			d.note(place{row: row, column: "telefon"}, "phone", phone, "found")
		}
		remark := d.remark(place{row: row, column: "märkused"})
		if strings.ContainsAny(remark, ";\"\n") {
			remark = `"` + strings.ReplaceAll(remark, `"`, `""`) + `"`
		}
		fmt.Fprintf(&b, "K%05d;%s %s;%s;%s;%s;%s\r\n", 1200+i, g, f, mail, phone, d.date(), remark)
	}
	return charmap.Windows1257.NewEncoder().Bytes([]byte(b.String()))
}

// ordersXLSX has a visible sheet with running order numbers of eleven digits, which begin with a real date, and a
// hidden one that somebody forgot.
func (d *demo) ordersXLSX() ([]byte, error) {
	x := excelize.NewFile()
	defer x.Close()
	const orders, old = "Tellimused", "Vana"
	if err := x.SetSheetName("Sheet1", orders); err != nil {
		return nil, err
	}
	if _, err := x.NewSheet(old); err != nil {
		return nil, err
	}
	set := func(sheet string, row int, values ...any) error {
		return x.SetSheetRow(sheet, fmt.Sprintf("A%d", row), &values)
	}
	if err := set(orders, 1, "tellimuse nr", "kuupäev", "klient", "ean", "toode", "kogus", "summa", "kommentaar"); err != nil {
		return nil, err
	}
	for i := range 500 {
		row := i + 2
		number := 52601150001 + i
		if s := fmt.Sprint(number); checkDigit(s[:10]) == int(s[10]-'0') {
			d.note(place{orders, row, "tellimuse nr", fmt.Sprintf("A%d", row)}, "national_id", s, "decoy")
		}
		ean := d.ean()
		toode := d.plant(place{orders, row, "toode", fmt.Sprintf("E%d", row)}, d.pick(goods))
		remark := d.remark(place{orders, row, "kommentaar", fmt.Sprintf("H%d", row)})
		if err := set(orders, row, number, d.date(), fmt.Sprintf("K%05d", 1200+d.n(600)), ean, toode, 1+d.n(9), float64(100+d.n(90000))/100, remark); err != nil {
			return nil, err
		}
	}
	if err := set(old, 1, "jrk", "nimi", "kood", "märkus"); err != nil {
		return nil, err
	}
	for i := range 40 {
		row := i + 2
		at := func(column, letter string) place {
			return place{old, row, column, fmt.Sprintf("%s%d", letter, row)}
		}
		var code any
		switch c := d.code(); {
		case i%5 == 4: // no code in this row
		case i%6 == 1: // a number, as pasted from another sheet
			var n int64
			fmt.Sscan(c, &n)
			code = n
			d.note(at("kood", "C"), "national_id", c, "found")
		default:
			code = c
			d.note(at("kood", "C"), "national_id", c, "found")
		}
		remark := ""
		switch i % 4 {
		case 0:
			remark = d.plant(at("märkus", "D"), d.next("value", valueTexts))
		case 1:
			remark = d.smallTalk()
		}
		if err := set(old, row, i+1, d.pick(given)+" "+d.pick(family), code, remark); err != nil {
			return nil, err
		}
	}
	if err := x.SetSheetVisible(old, false); err != nil {
		return nil, err
	}
	stamp := made.Format(time.RFC3339)
	if err := x.SetDocProps(&excelize.DocProperties{Creator: "pood", Created: stamp, Modified: stamp, Title: "Tellimused"}); err != nil {
		return nil, err
	}
	buf, err := x.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return rezip(buf.Bytes())
}

// rezip gives the parts of a workbook a fixed order and time; the library keeps them in a map.
func rezip(data []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	parts := r.File
	sort.Slice(parts, func(i, j int) bool { return parts[i].Name < parts[j].Name }) // [Content_Types].xml comes first
	var out []member
	for _, p := range parts {
		f, err := p.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, member{p.Name, zip.Deflate, content})
	}
	return zipped(out)
}

type member struct {
	name    string
	method  uint16
	content []byte
}

func zipped(members []member) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, m := range members {
		f, err := w.CreateHeader(&zip.FileHeader{Name: m.name, Method: m.method, Modified: made})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(m.content); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// notesText is somebody's notebook, a note per line; one line is 3,000 characters long.
func (d *demo) notesText() ([]byte, error) {
	const lines, long = 60, 41
	var b strings.Builder
	for row := 1; row <= lines; row++ {
		switch {
		case row == long:
			b.WriteString(d.longLine(place{row: row}))
		case row%10 == 1:
			b.WriteString("Nädal " + fmt.Sprint(row/10+9))
		default:
			b.WriteString(strings.ReplaceAll(d.remark(place{row: row}), "\n", " "))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String()), nil
}

// longLine gives 3,000 characters with a value near each end and one in the middle.
func (d *demo) longLine(at place) string {
	const length = 3000
	s := "Koosoleku kokkuvõte. " + d.plant(at, "Uus pakkuja, tel {tel}.")
	fill := func(until int) {
		for n := len([]rune(s)); n < until; n = len([]rune(s)) {
			s += " " + d.pick(smallTalk)
		}
	}
	fill(length / 2)
	s += " " + d.plant(at, "Klient ütles isikukoodiks {ik}.")
	fill(length - 200)
	s += " " + d.plant(at, "Vastus saata {mail}")
	for n := len([]rune(s)); n < length; n++ {
		s += "."
	}
	return s
}

// archive holds a survey as UTF-8 with a byte order mark and a log.
func (d *demo) archive() ([]byte, error) {
	outer := d.file
	var csv, log strings.Builder

	d.file = outer + "!tagasiside.csv"
	csv.WriteString("\ufeff")
	record := func(fields ...string) {
		for i, f := range fields {
			if i > 0 {
				csv.WriteByte(',')
			}
			csv.WriteString(`"` + strings.ReplaceAll(f, `"`, `""`) + `"`)
		}
		csv.WriteString("\r\n")
	}
	record("aeg", "hinne", "e-post", "kommentaar")
	for i := range 150 {
		row := i + 2
		text, mail := d.pick(feedback), ""
		if i%3 == 0 {
			mail = d.mail(d.pick(given), d.pick(family))
			d.note(place{row: row, column: "e-post"}, "email", mail, "found")
		}
		at := place{row: row, column: "kommentaar"}
		switch i % 10 {
		case 2:
			text += " " + d.plant(at, d.next("value", valueTexts))
		case 5:
			text = d.plant(at, d.next("special", specialTexts))
		case 7:
			text = d.plant(at, d.next("decoy", decoyTexts))
		case 8:
			text += "\nTervitades " + `"` + "püsiostja" + `"`
		}
		record(d.isoDate(), fmt.Sprint(1+d.n(5)), mail, text)
	}

	d.file = outer + "!valvelaud.log"
	for row := 1; row <= 60; row++ {
		at := place{row: row}
		text := d.pick(logLines)
		switch row {
		case 17:
			text = d.plant(at, "INFO külaline registreeris, isikukood {ik}, saatja vastas")
		case 29:
			text = d.plant(at, "INFO väravas auto {plate}, luba olemas")
		case 44:
			text = d.plant(at, "INFO kood {long} loetud kaardilt")
		case 52:
			text = d.plant(at, "INFO teade saadetud tel {tel}")
		}
		fmt.Fprintf(&log, "2026-02-11 %02d:%02d:%02d valvelaud %s\n", 7+row/6, row%6*10, d.n(60), text)
	}
	d.file = outer
	return zipped([]member{
		{"tagasiside.csv", zip.Deflate, []byte(csv.String())},
		{"valvelaud.log", zip.Store, []byte(log.String())},
	})
}
