package xlsx

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/xuri/excelize/v2"

	"leidur/source"
)

// excelize writes the workbooks and says what stands in them.
func TestAgainstExcelize(t *testing.T) {
	words := []string{"Mari Maasikas", "õäöü ŠŽ", "a&b <c> \"d\" 'e'", "line\nbreak", "tab\tend", "  spaces  ", "_x000D_", "=1+1", "37605030299", "😀 課", "x_y", "]]>", "\r\n", "&amp;"}
	for seed := range uint64(8) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		f := excelize.NewFile()
		names := []string{"Sheet1", "Leht & 2", "Kolmas"}
		for i, sheet := range names {
			if i > 0 {
				if _, err := f.NewSheet(sheet); err != nil {
					t.Fatal(err)
				}
			}
			for range 300 {
				cell, err := excelize.CoordinatesToCellName(1+rnd.IntN(40), 1+rnd.IntN(200))
				if err != nil {
					t.Fatal(err)
				}
				word := words[rnd.IntN(len(words))]
				switch rnd.IntN(7) {
				case 0:
					err = f.SetCellInt(sheet, cell, rnd.Int64N(1<<50))
				case 1:
					err = f.SetCellFloat(sheet, cell, rnd.Float64()*1e6, 6, 64)
				case 2:
					err = f.SetCellBool(sheet, cell, rnd.IntN(2) == 0)
				case 3:
					err = f.SetCellRichText(sheet, cell, []excelize.RichTextRun{{Text: word}, {Text: "+", Font: &excelize.Font{Bold: true}}, {Text: word}})
				default:
					err = f.SetCellStr(sheet, cell, fmt.Sprint(word, rnd.IntN(20)))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		sw, err := f.NewStreamWriter(names[2]) // inline strings
		if err != nil {
			t.Fatal(err)
		}
		for row := 1; row <= 50; row++ {
			if err := sw.SetRow(fmt.Sprintf("B%d", row*3), []any{words[rnd.IntN(len(words))], row, nil, rnd.Float64(), row%2 == 0}); err != nil {
				t.Fatal(err)
			}
		}
		if err := sw.Flush(); err != nil {
			t.Fatal(err)
		}
		var buf bytes.Buffer
		if err := f.Write(&buf); err != nil {
			t.Fatal(err)
		}
		compare(t, buf.Bytes())
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// compare reads data both ways. Booleans and line ends are shown alike.
func compare(t *testing.T, data []byte) {
	t.Helper()
	g := mustRead(t, data)
	g.wantStatus(t, source.Scanned, "", "", "")
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, want := range row {
				place := fmt.Sprintf("%s!%s%d", sheet, source.ColumnLetters(c+1), r+1)
				have := g.cells[place]
				switch have {
				case "TRUE":
					have = "1"
				case "FALSE":
					have = "0"
				}
				if want == "TRUE" || want == "FALSE" {
					have = g.cells[place]
				}
				if have != want {
					t.Errorf("%s = %q, excelize reads %q", place, have, want)
				}
				if want != "" {
					n++
				}
			}
		}
	}
	if n != len(g.cells) {
		t.Errorf("%d cells, excelize reads %d", len(g.cells), n)
	}
}
