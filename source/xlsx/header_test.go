package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"leidur/source"
)

// testHints knows a few words, as the scanner's hints do.
var testHints = source.Hints{
	Header: func(s string) bool {
		return strings.Contains("|nimi|isikukood|epost|telefon|", "|"+strings.ToLower(s)+"|")
	},
	Key:   func(s string) bool { return s == "id" || s == "kood" },
	Value: func(c []byte) bool { return bytes.Contains(c, []byte("@")) },
}

// rowsXML writes records as inline text; a field that starts with = is a number.
func rowsXML(records ...string) string {
	var b strings.Builder
	for i, rec := range records {
		fmt.Fprintf(&b, `<row r="%d">`, i+1)
		for _, f := range strings.Split(rec, ",") {
			if f == "" {
				b.WriteString(`<c/>`)
			} else if f[0] == '=' {
				fmt.Fprintf(&b, `<c><v>%s</v></c>`, f[1:])
			} else {
				fmt.Fprintf(&b, `<c t="str"><v>%s</v></c>`, f)
			}
		}
		b.WriteString(`</row>`)
	}
	return b.String()
}

func TestHeader(t *testing.T) {
	none := source.Hints{}
	for _, c := range []struct {
		name    string
		hints   source.Hints
		rows    string
		columns []string
		key     []int
		data    int64
	}{
		{"known word", testHints, "id,nimi,x|=1,a,b|=2,c,d", []string{"id", "nimi", "x"}, []int{0}, 2},
		{"types differ", none, "no,who|=1,a|=2,c", []string{"no", "who"}, nil, 2},
		{"all text without hints", none, "no,who|a,b|c,d", nil, nil, 3},
		{"all text with a word", testHints, "xx,nimi|a,b|c,d", []string{"xx", "nimi"}, nil, 2},
		{"a value is no header", testHints, "nimi,a@b.ee|=1,b", nil, nil, 2},
		{"numbers are no header", testHints, "nimi,=1|a,=2", nil, nil, 2},
		{"text numbers are no header", testHints, "nimi,12 34|a,=2", nil, nil, 2},
		{"preamble", testHints, "Title||Made,2024|nimi,epost,x|a,b,c|d,e,f", []string{"nimi", "epost", "x"}, nil, 2},
		{"title over numbers", none, "Title|a,b,c|=1,=2,=3", []string{"a", "b", "c"}, nil, 1},
		{"title over a number", none, "Title|=1,=2,=3|=4,=5,=6", nil, nil, 3},
		{"data above is as wide", testHints, "x,y,z|=1,a,b|c,d,nimi|=2,e,f", []string{"x", "y", "z"}, nil, 3},
		{"text above is as wide", none, "p,q|a,b|c,d|=1,=2", nil, nil, 4},
		{"mostly words below wide lines", testHints, "Asutus,Vald|nimi,epost|a,b", []string{"nimi", "epost"}, nil, 1},
		{"gap in columns", testHints, "nimi,,epost|a,b,c", []string{"nimi", "", "epost"}, nil, 1},
		{"key not unique", testHints, "id,kood,nimi|=1,=7,a|=1,=8,b", []string{"id", "kood", "nimi"}, []int{1}, 2},
		{"key not filled", testHints, "id,nimi|=1,a|,b", []string{"id", "nimi"}, nil, 2},
		{"header only", testHints, "id,nimi", []string{"id", "nimi"}, nil, 0},
		{"empty", testHints, "", nil, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := book{sheets: []string{rowsXML(strings.Split(c.rows, "|")...)}, names: []string{"Leht &amp; 1"}}.bytes()
			g, err := readBytes(context.Background(), data, true, limits(), c.hints)
			if err != nil {
				t.Fatal(err)
			}
			g.wantStatus(t, source.Scanned, "", "", "")
			if c.rows == "" {
				if len(g.tables) != 0 || len(g.in.Tables) != 1 {
					t.Errorf("tables %v", g.in.Tables)
				}
				return
			}
			tab := g.tables[0]
			if !reflect.DeepEqual(tab.Columns, c.columns) || !reflect.DeepEqual(tab.Key, c.key) || g.in.Rows != c.data {
				t.Errorf("columns %q key %v rows %d", tab.Columns, tab.Key, g.in.Rows)
			}
			if tab.Name != "Leht & 1" || !tab.Letters {
				t.Errorf("table %+v", tab)
			}
			for i, n := range g.data {
				if n != int64(i)+1 {
					t.Errorf("data numbers %v", g.data)
				}
			}
			heads := 0
			for _, h := range g.header {
				if h {
					heads++
				}
			}
			if (heads > 0) != (c.columns != nil) {
				t.Errorf("%d header cells", heads)
			}
		})
	}
}

// A table is the same object for all its blocks and does not change.
func TestTableIsFixed(t *testing.T) {
	var rows []string
	for i := range 5000 {
		rows = append(rows, fmt.Sprintf("=%d,nimi %d", i, i))
	}
	rows[0] = "id,nimi"
	data := book{sheets: []string{rowsXML(rows...), rowsXML("a,b")}}.bytes()
	g, err := readBytes(context.Background(), data, false, limits(), testHints)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.tables) != 2 || g.blocks < 10 || g.in.Rows != 5000 || !reflect.DeepEqual(g.tables[0].Key, []int{0}) {
		t.Errorf("%d tables, %d blocks, %d rows, key %v", len(g.tables), g.blocks, g.in.Rows, g.tables[0].Key)
	}
	g.wantCell(t, "S1!B4711", "nimi 4710")
}

// A first record that is larger than what may be held is read all the same.
func TestHeaderBeforeLongCell(t *testing.T) {
	big := strings.Repeat("y", heldText+1)
	data := book{sheets: []string{rowsXML("id,nimi", "=1,"+big+",z", "=2,b")}}.bytes()
	g, err := readBytes(context.Background(), data, true, limits(), testHints)
	if err != nil {
		t.Fatal(err)
	}
	g.wantStatus(t, source.Scanned, "", "", "")
	g.wantCell(t, "S1!B2", big)
	g.wantCell(t, "S1!C2", "z")
	g.wantCell(t, "S1!B3", "b")
	if g.in.Rows != 2 || g.in.Cells != 5 || g.tables[0].Columns[1] != "nimi" || g.header["S1!B2"] {
		t.Errorf("rows %d cells %d %q", g.in.Rows, g.in.Cells, g.tables[0].Columns)
	}
}
