package xlsx

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"leidur/source"
)

func TestCellKinds(t *testing.T) {
	shared := []string{`<t>null</t>`, `<r><t>388122</t></r><r><rPr><b/></rPr><t xml:space="preserve">40009 </t></r>`,
		`<t>課</t><rPh sb="0" eb="1"><t>か</t></rPh><phoneticPr fontId="1"/>`, `<t>enne_x000D_pärast</t>`, `<t/>`}
	for _, c := range []struct{ name, xml, place, want string }{
		{"shared", `<row r="2"><c r="B2" t="s"><v>0</v></c></row>`, "B2", "null"},
		{"rich", `<row r="2"><c r="B2" t="s"><v> 1 </v></c></row>`, "B2", "38812240009 "},
		{"phonetic", `<row r="2"><c r="B2" t="s"><v>2</v></c></row>`, "B2", "課"},
		{"escape", `<row r="2"><c r="B2" t="s"><v>3</v></c></row>`, "B2", "enne\rpärast"},
		{"empty shared", `<row r="2"><c r="B2" t="s"><v>4</v></c></row>`, "B2", ""},
		{"inline", `<row r="1"><c r="A1" t="inlineStr"><is><t>a&amp;b &#213;&#xF5;</t></is></c></row>`, "A1", "a&b Õõ"},
		{"inline rich", `<row r="1"><c r="A1" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r><rPh><t>x</t></rPh></is></c></row>`, "A1", "12"},
		{"str", `<row r="1"><c r="A1" t="str"><f>A&amp;B</f><v>x &lt; y</v></c></row>`, "A1", "x < y"},
		{"number", `<row r="1"><c r="A1"><v>37605030299</v></c></row>`, "A1", "37605030299"},
		{"number n", `<row r="1"><c r="A1" t="n" s="4"><v>-0.50</v></c></row>`, "A1", "-0.50"},
		{"exponent", `<row r="1"><c r="A1"><v>3.7605030299E10</v></c></row>`, "A1", "37605030299"},
		{"bool", `<row r="1"><c r="A1" t="b"><v>1</v></c></row>`, "A1", "TRUE"},
		{"date", `<row r="1"><c r="A1" t="d"><v>2024-02-03</v></c></row>`, "A1", "2024-02-03"},
		{"error", `<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>`, "A1", "#N/A"},
		{"cdata", `<row r="1"><c r="A1" t="str"><v><![CDATA[a<b>&amp;]]]]><![CDATA[>]]></v></c></row>`, "A1", "a<b>&amp;]]>"},
		{"comment", `<row r="1"><c r="A1" t="str"><v>ab<!-- <v>x</v> -->cd<?pi <v> ?>e</v></c></row>`, "A1", "abcde"},
		{"no r", `<row><c><v>1</v></c><c/><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "C1", "2"},
		{"no r row", `<row r="7"/><row><c><v>3</v></c></row>`, "A8", "3"},
		{"r only in cells", `<row><c r="B5"><v>3</v></c></row>`, "B5", "3"},
		{"no r after r", `<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row>`, "D3", "2"},
		{"no row element", `<c r="B1"><v>9</v></c>`, "B1", "9"},
		{"prefix", `<x:row r="1"><x:c r="A1" t='str'><x:v>p</x:v></x:c></x:row>`, "A1", "p"},
		{"quoted >", `<row r="1" x=">"><c y='a>"b' r="A1" t="str"><v>q</v></c></row>`, "A1", "q"},
		{"crlf", "<row r=\"1\">\r\n<c r=\"A1\" t=\"str\"><v>a\r\nb\rc</v></c>\r\n</row>", "A1", "a\nb\nc"},
		{"ext", `<row r="1"><c r="A1"><v>1</v><extLst><ext><v>2</v></ext></extLst></c><c><v>3</v></c></row>`, "B1", "3"},
		{"long number", `<row r="1"><c r="A1"><v>` + strings.Repeat("7", 100) + `</v></c></row>`, "A1", strings.Repeat("7", 100)},
		{"text in shared", `<row r="1"><c r="A1" t="s"><v>mari@example.com</v></c></row>`, "A1", "mari@example.com"},
		{"unknown entity", `<row r="1"><c r="A1" t="str"><v>a&nbsp;&;b&</v></c></row>`, "A1", "a&nbsp;&;b&"},
		{"last cell", `<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`, "XFD1048576", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := mustRead(t, book{sheets: []string{c.xml}, shared: shared}.bytes())
			g.wantCell(t, "S1!"+c.place, c.want)
			if want := c.name == "text in shared"; (g.in.Status != source.Scanned) != want {
				t.Errorf("status %v %s", g.in.Status, g.in.Detail)
			}
			if len(g.in.Warnings) > 0 {
				t.Errorf("warnings %v", g.in.Warnings)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]string{
		"1": "1", "1.50": "1.50", "3.7605030299E10": "37605030299", "3.7605030299E+10": "37605030299",
		"-4.8e3": "-4800", "1E0": "1", "9.007199254740991E15": "9007199254740991", "9.007199254740992E15": "9.007199254740992E15",
		"1E300": "1E300", "1E-3": "1E-3", "1.25E1": "1.25E1", "1.20E1": "12", "E5": "E5", "1E": "1E", "x1e5": "x1e5", "1e99999999999": "1e99999999999",
	} {
		if have := string(appendNumber(nil, []byte(in))); have != want {
			t.Errorf("%s: %s, want %s", in, have, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"_x0041_": "A", "_x005F_x000D_": "_x000D_", "_x00G1_": "_x00G1_", "_x004": "_x004", "__x0041__": "_A_",
		"_xD83D__xDE00_": "😀", "_xD83D_": "\uFFFD", "&#x1F600;": "😀", "&amp;lt;": "&lt;", "&#1;a": "a", "&#xD;": "\r",
		"&#99999999999;": "&#99999999999;", "&quot;&apos;&gt;": `"'>`, "õ_&": "õ_&",
	} {
		if have, _ := appendText(nil, []byte(in), true); string(have) != want {
			t.Errorf("%s: %q, want %q", in, have, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	for in, want := range map[string]string{
		` a="1" r:id='x"y'	c = "&lt;"/`: "1|x\"y|<", ` a=1 id="2"`: "||", ` a="1`: "||", ` a="1"id="2"`: "1|2|", ` a`: "||", ` =""`: "||", ``: "||",
	} {
		if have := attr([]byte(in), "a") + "|" + attr([]byte(in), "id") + "|" + attr([]byte(in), "c"); have != want {
			t.Errorf("%s: %s, want %s", in, have, want)
		}
	}
}

func TestFixtures(t *testing.T) {
	load := func(name string) *got {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return mustRead(t, data)
	}
	g := load("traps.xlsx")
	g.wantStatus(t, source.Scanned, "", "", "")
	for place, want := range map[string]string{"Kliendid!C2": "48503140007", "Kliendid!C4": "46207080003", "Kliendid!C8": "38812240009",
		"Kliendid!F5": "esimene rida\nteine rida: parool: Kev4d2026", "Kliendid!D9": "peidetud.rida@example.com",
		"Kliendid!Z10": "peidetud.veerg@example.com", "Kliendid!E12": "2023-03-15 12:00:00", "Kliendid!F13": "enne\rpärast",
		"Peidus!A1": "isikukood 49901010006", "Vägapeidus!A1": "isikukood 35506300000"} {
		g.wantCell(t, place, want)
	}
	if w := g.in.Warnings; len(w) != 1 || w[0] != (source.Warning{Code: source.WarnFormulaNoValue, Count: 1, First: "Kliendid!C7"}) {
		t.Errorf("warnings %v", w)
	}
	if g.in.Members != 16 || len(g.in.Tables) != 3 || len(g.tables) != 3 || g.tables[0].Hidden || !g.tables[1].Hidden || !g.tables[2].Hidden {
		t.Errorf("members %d, tables %v", g.in.Members, g.in.Tables)
	}
	if c := g.tables[0].Columns; len(c) != 6 || c[2] != "isikukood" || g.in.Rows != 13 {
		t.Errorf("columns %q, rows %d", c, g.in.Rows)
	}
	all := len(g.cells)
	g = load("badchar-sheet.xlsx")
	g.wantStatus(t, source.PartlyScanned, source.Damaged, "bad_xml: 1 control", "Kliendid row 4")
	if len(g.cells) != all {
		t.Errorf("%d cells, want %d", len(g.cells), all)
	}
	g = load("truncated-sheet.xlsx")
	g.wantStatus(t, source.PartlyScanned, source.Damaged, "truncated", "Kliendid row 4")
	g.wantCell(t, "Kliendid!A4", "3")
	g.wantCell(t, "Peidus!A1", "isikukood 49901010006")
	g = load("libreoffice.xlsx")
	g.wantStatus(t, source.Scanned, "", "", "")
	g.wantCell(t, "Kliendid!C2", "48503140007")
	g = load("password.xlsx")
	g.wantStatus(t, source.NotScanned, source.Encrypted, "needs a password", "")
	if g.in.Format != "ooxml-encrypted" {
		t.Errorf("format %s", g.in.Format)
	}
}

func TestPlaces(t *testing.T) {
	xml := `<row r="2"><c r="C2"><v>1</v></c><c r="A2"><v>2</v></c><c r="A2"><v>3</v></c></row>` +
		`<row r="1"><c r="B9"><v>4</v></c><c r="ZZZZ1"><v>5</v></c><c r="XFE1"><v>6</v></c><c r=""><v>7</v></c></row>` +
		`<row r="99999999999999999999"><c r="A99999999999999999999"><v>8</v></c></row><row r="-3"><c r="1A"><v>9</v></c></row>`
	g := mustRead(t, book{sheets: []string{xml}}.bytes())
	for place, want := range map[string]string{"C2": "1", "A2": "2|3|8", "B1": "4", "C1": "5", "D1": "6", "E1": "7", "A3": "9"} {
		g.wantCell(t, "S1!"+place, want)
	}
	g.wantStatus(t, source.Scanned, "", "", "")
	if w := g.in.Warnings; len(w) != 1 || w[0].Code != source.WarnBadLine || w[0].First != "S1 row 1" {
		t.Errorf("warnings %v", w)
	}
}

func TestWide(t *testing.T) { // more cells than a sheet has columns
	g := mustRead(t, book{sheets: []string{`<row>` + strings.Repeat(`<c><v>5</v></c>`, maxCol+5) + `</row>`}}.bytes())
	g.wantStatus(t, source.Scanned, "", "", "")
	g.wantCell(t, "S1!"+source.ColumnLetters(maxCol+5)+"1", "5")
}

func TestUTF16(t *testing.T) {
	text := utf16.Encode([]rune("\uFEFF" + worksheet(`<row r="1"><c r="A1" t="str"><v>Žanna Õun</v></c></row>`)))
	var b bytes.Buffer
	for _, u := range text {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	g := mustRead(t, book{sheets: []string{b.String()}}.bytes())
	g.wantStatus(t, source.Scanned, "", "", "")
	g.wantCell(t, "S1!A1", "Žanna Õun")
	g = mustRead(t, book{sheets: []string{b.String()[:b.Len()-31]}}.bytes())
	g.wantStatus(t, source.PartlyScanned, source.Damaged, "truncated", "S1 row 2")
}

func TestLongCell(t *testing.T) { // windows and pieces keep characters, entities and escapes whole
	want := strings.Repeat("õ & Ö_ \U0001F600 text ", 200_000)
	xml := strings.ReplaceAll(strings.ReplaceAll(want, "&", "&amp;"), "Ö_", "_x00D6__x005F_")
	for _, cell := range []string{`<c r="B3" t="str"><v>` + xml + `</v></c>`, `<c r="B3" t="s"><v>1</v></c>`,
		`<c r="B3" t="inlineStr"><is><t><![CDATA[` + strings.ReplaceAll(xml, "&amp;", "&") + `]]></t></is></c>`} {
		g := mustRead(t, book{sheets: []string{`<row r="3"><c r="A3"><v>1</v></c>` + cell + `<c r="C3"><v>2</v></c></row><row r="4"><c><v>3</v></c></row>`},
			shared: []string{"<t>x</t>", "<t>" + xml + "</t>"}}.bytes())
		g.wantStatus(t, source.Scanned, "", "", "")
		if g.cells["S1!B3"] != want {
			t.Errorf("%.40s: %d bytes, want %d", cell, len(g.cells["S1!B3"]), len(want))
		}
		g.wantCell(t, "S1!C3", "2")
		g.wantCell(t, "S1!A4", "3")
		if g.in.Rows != 2 || g.in.Cells != 4 {
			t.Errorf("rows %d, cells %d", g.in.Rows, g.in.Cells)
		}
	}
}

// A row that is too long for one block keeps its places and counts once.
func TestLongRow(t *testing.T) {
	const size = 1 << 20
	n := maxRecord/size + 3
	g := mustRead(t, book{sheets: []string{`<row r="1"><c><v>1</v></c></row><row r="7">` + strings.Repeat(`<c t="s"><v>0</v></c>`, n) + `</row><row r="8"><c><v>2</v></c></row>`},
		shared: []string{"<t>" + strings.Repeat("x", size) + "</t>"}}.bytes())
	g.wantStatus(t, source.Scanned, "", "", "")
	for col := 1; col <= n; col++ {
		if len(g.cells["S1!"+source.ColumnLetters(col)+"7"]) != size {
			t.Fatalf("column %d: %d bytes", col, len(g.cells["S1!"+source.ColumnLetters(col)+"7"]))
		}
	}
	g.wantCell(t, "S1!A8", "2")
	if g.in.Rows != 3 || g.in.Cells != int64(n)+2 {
		t.Errorf("rows %d, cells %d", g.in.Rows, g.in.Cells)
	}
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	g, err := readBytes(ctx, book{sheets: []string{`<row><c><v>1</v></c></row>`}}.bytes(), true, limits(), source.Hints{})
	if err == nil || g.in.Reason != source.Interrupted || g.in.Status == source.Scanned {
		t.Errorf("%v, %v %v", err, g.in.Status, g.in.Reason)
	}
}
