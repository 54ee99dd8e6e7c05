package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"leidur/source"
)

// Whatever is cut, the status must not be Scanned, and what is in front of the
// cut must be there.
func TestCutSheetAtEveryByte(t *testing.T) {
	whole := worksheet(`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Õun &amp; _x0041_</t></is></c></row>` +
		`<!-- x --><row r="2"><c r="A2"><v>37605030299</v></c><c r="B2" t="str"><f>A1</f><v><![CDATA[q]]></v></c></row>`)
	one := strings.Index(whole, "</row>")
	for n := range whole {
		b := book{sheets: []string{"<?", `<row r="1"><c r="A1"><v>7</v></c></row>`}, shared: []string{"<t>id</t>"}}
		b.extra = map[string]string{"xl/worksheets/sheet1.xml": whole[:n]}
		g := mustRead(t, b.bytes())
		if g.in.Status != source.PartlyScanned || g.in.Reason != source.Damaged {
			t.Fatalf("cut at %d: %v %q %q", n, g.in.Status, g.in.Reason, whole[max(0, n-20):n])
		}
		if !strings.HasPrefix(g.in.From, "S1 row ") {
			t.Fatalf("cut at %d: from %q", n, g.in.From)
		}
		g.wantCell(t, "S2!A1", "7")
		if n > one && g.cells["S1!B1"] != "Õun & A" {
			t.Fatalf("cut at %d: B1 %q", n, g.cells["S1!B1"])
		}
	}
}

func TestCutOtherParts(t *testing.T) {
	base := book{sheets: []string{`<row r="1"><c r="A1" t="s"><v>1</v></c><c><v>5</v></c></row>`}, shared: []string{"<t>a</t>", "<t>b</t>"}}
	for _, p := range base.parts() {
		if p[0] == "[Content_Types].xml" || strings.Contains(p[0], "worksheets") {
			continue
		}
		for n := range p[1] {
			b := base
			b.extra = map[string]string{p[0]: p[1][:n]}
			if g := mustRead(t, b.bytes()); g.in.Status == source.Scanned || g.cells["S1!B1"]+g.cells["sheet1!B1"] != "5" {
				t.Fatalf("%s cut at %d: %v %v", p[0], n, g.in.Status, g.cells)
			}
		}
	}
}

func TestCutFile(t *testing.T) {
	for _, name := range []string{"testdata/traps.xlsx", "testdata/libreoffice.xlsx"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for n := 1; n < len(data); n += 7 {
			for _, random := range []bool{true, false} {
				g, err := readBytes(context.Background(), data[:n], random, limits(), source.Hints{})
				if err != nil || g.in.Status == source.Scanned || g.in.Reason == "" {
					t.Fatalf("cut at %d: %v %v %q", n, err, g.in.Status, g.in.Reason)
				}
			}
		}
		if g := mustRead(t, data[:len(data)-5]); g.in.Format != "xlsx" || g.in.Reason != source.Damaged {
			t.Errorf("%s %s", g.in.Format, g.in.Reason)
		}
	}
}

func TestControlsAndMalformed(t *testing.T) {
	rows := `<row r="1"><c r="A1" t="str"><v>a` + "\x01" + `b&#2;</v></c></row><row r="2"><c r="A2"><v>5</v></c></row>`
	g := mustRead(t, book{sheets: []string{rows}}.bytes())
	g.wantStatus(t, source.PartlyScanned, source.Damaged, "bad_xml: 2 control", "S1 row 1")
	g.wantCell(t, "S1!A1", "ab")
	g.wantCell(t, "S1!A2", "5")
	for _, bad := range []string{`<c r="B1><v>6</v></c>`, `<<c r="B1"/>`, `<>`, `< c`, `<!DOCTYPE x>`, `<!x`} {
		g := mustRead(t, book{sheets: []string{`<row r="1"><c r="A1"><v>4</v></c>` + bad + `</row><row r="2"><c r="A2"><v>5</v></c></row>`}}.bytes())
		if bad != "< c" && bad != "<!x" {
			g.wantStatus(t, source.PartlyScanned, source.Damaged, "bad_xml: 1 malformed", "S1 row 1")
		} else if g.in.Status != source.PartlyScanned {
			t.Errorf("%s: %v", bad, g.in.Status)
		}
		g.wantCell(t, "S1!A1", "4")
		if bad != "<!x" {
			g.wantCell(t, "S1!A2", "5")
		}
	}
	for n, want := range map[int]source.Status{maxTag: source.Scanned, maxTag + 1: source.PartlyScanned} {
		long := `<row r="1"><c x="` + strings.Repeat("y", n-len(`<c x=""/>`)) + `"/><c><v>4</v></c></row><row r="2"><c><v>5</v></c></row>`
		g := mustRead(t, book{sheets: []string{long}}.bytes())
		if g.in.Status != want {
			t.Errorf("tag of %d bytes: %v", n, g.in.Status)
		}
		g.wantCell(t, "S1!A2", "5")
	}
}

func TestMissing(t *testing.T) {
	b := book{sheets: []string{`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, `<row r="1"><c r="A1"><v>2</v></c></row>`}, shared: []string{"<t>a</t>"}}
	for _, c := range []struct{ part, detail, from string }{
		{"xl/worksheets/sheet1.xml", "missing part xl/worksheets/sheet1.xml", "S1"},
		{"xl/sharedStrings.xml", "missing part xl/sharedStrings.xml", "xl/sharedStrings.xml"},
		{"xl/workbook.xml", "no relationship to a workbook", "_rels/.rels"},
		{"xl/_rels/workbook.xml.rels", "missing part xl/_rels/workbook.xml.rels", "xl/_rels/workbook.xml.rels"},
		{"_rels/.rels", "missing part _rels/.rels", "_rels/.rels"},
	} {
		b.drop = map[string]bool{c.part: true}
		g := mustRead(t, b.bytes())
		g.wantStatus(t, source.PartlyScanned, source.Damaged, c.detail, c.from)
		if g.cells["S2!A1"]+g.cells["sheet2!A1"] != "2" {
			t.Errorf("without %s: %v", c.part, g.cells)
		}
	}
	b.drop = nil
	b.sheets[0] = `<row r="9"><c r="A9" t="s"><v>1</v></c></row>`
	mustRead(t, b.bytes()).wantStatus(t, source.PartlyScanned, source.Damaged, "bad_xml: 1 cells refer", "S1 row 9")
	b.extra = map[string]string{"+xl/worksheets/SHEET2.xml": "x"}
	mustRead(t, b.bytes()).wantStatus(t, source.PartlyScanned, source.Damaged, "1 parts have the name", "xl/worksheets/SHEET2.xml")
	wb := `<workbook><sheets><sheet name="A" id="s2"/><sheet name="B" id="s2"/><sheet name="C" id="zz"/></sheets></workbook>`
	b.extra = map[string]string{"xl/workbook.xml": wb}
	mustRead(t, b.bytes()).wantStatus(t, source.PartlyScanned, source.Damaged, "bad_xml: its part", "B")
	b.extra = map[string]string{"xl/worksheets/sheet1.xml": `<styleSheet/>`}
	mustRead(t, b.bytes()).wantStatus(t, source.PartlyScanned, source.Damaged, "bad_xml: no sheetData", "S1 row 1")
}

// A zip whose bytes are damaged in place.
func TestDamagedZip(t *testing.T) {
	b := book{sheets: []string{`<row r="1"><c r="A1" t="str"><v>needle</v></c></row>`, `<row r="1"><c><v>2</v></c></row>`}, store: true}
	data := bytes.Replace(b.bytes(), []byte("needle"), []byte("noodle"), 1)
	g := mustRead(t, data)
	g.wantStatus(t, source.PartlyScanned, source.Damaged, "bad_checksum", "S1 row 2")
	g.wantCell(t, "S1!A1", "noodle")
	g.wantCell(t, "S2!A1", "2")
	b.store, b.sheets[0] = false, strings.Repeat(`<row><c t="str"><v>needle</v></c></row>`, 1000)
	data = b.bytes()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range zr.File {
		if f.Name == "xl/worksheets/sheet1.xml" {
			at, err := f.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			data[at+int64(f.CompressedSize64)/2] ^= 0x55
		}
	}
	if g = mustRead(t, data); g.in.Status != source.PartlyScanned || g.in.Reason != source.Damaged {
		t.Errorf("%v %v %v", g.in.Status, g.in.Reason, g.in.Detail)
	}
	i := bytes.LastIndex(data, []byte("PK\x01\x02"))
	data[i+8] |= 1 // encrypted member flag of the last part, the workbook's relationships
	if g = mustRead(t, data); g.in.Reason != source.Encrypted {
		t.Errorf("%v %v %v", g.in.Status, g.in.Reason, g.in.Detail)
	}
}

func TestBounds(t *testing.T) {
	pad := strings.Repeat(" ", 100)
	data := `<row r="1"><c r="A1" t="s"><v>0</v></c></row>` + strings.Repeat(pad, 30) + `<row r="2"><c r="A2"><v>2</v></c></row>`
	b := book{sheets: []string{data, `<row r="1"><c r="A1"><v>9</v></c></row>`}, shared: []string{"<t>a</t>", "<t>" + pad + "</t>"}}
	raw := b.bytes()
	size := int64(len(worksheet(data)))
	at := func(change func(*source.Limits)) *got {
		lim := limits()
		change(&lim)
		g, err := readBytes(context.Background(), raw, true, lim, source.Hints{})
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	at(func(l *source.Limits) { l.MemberSize = size }).wantStatus(t, source.Scanned, "", "", "")
	g := at(func(l *source.Limits) { l.MemberSize = size - 1 })
	g.wantStatus(t, source.PartlyScanned, source.LimitSize, "part is larger", "S1 row 3")
	g.wantCell(t, "S1!A2", "2")
	g.wantCell(t, "S2!A1", "9")
	n := len(b.parts())
	at(func(l *source.Limits) { l.Entries = n }).wantStatus(t, source.Scanned, "", "", "")
	at(func(l *source.Limits) { l.Entries = n - 1 }).wantStatus(t, source.NotScanned, source.LimitEntries, fmt.Sprintf("%d parts", n), "")
	if g := at(func(*source.Limits) {}); g.in.Members != n {
		t.Errorf("members %d, want %d", g.in.Members, n)
	}

	// Shared strings: 101 bytes of text and three offsets of 8 bytes.
	load := func(limit int64) (full bool, have int) {
		s := &sharedStrings{limit: limit, offs: make([]uint32, 1)}
		full, _, _ = s.load(newScanner(strings.NewReader(`<sst><si><t>a</t></si><si><t>` + pad + `</t></si></sst>`)))
		return full, s.len()
	}
	if full, have := load(101 + 3*perString); full || have != 2 {
		t.Errorf("at the limit: %v %d", full, have)
	}
	if full, have := load(101 + 3*perString - 1); !full || have != 1 {
		t.Errorf("below the limit: %v %d", full, have)
	}
	b.shared = append(b.shared, "<t>"+strings.Repeat("x", 3000)+"</t>")
	b.sheets[0] = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c></row>`
	raw = b.bytes()
	g = at(func(l *source.Limits) { l.Memory = 2000 })
	g.wantStatus(t, source.PartlyScanned, source.LimitSize, "shared strings need", "xl/sharedStrings.xml string 2")
	g.wantCell(t, "S1!A1", "a")
	if g, err := readBytes(context.Background(), raw, false, source.Limits{Memory: int64(len(raw)) - 1}, source.Hints{}); err != nil || g.in.Reason != source.LimitSize {
		t.Errorf("stream: %v %v", err, g.in.Reason)
	}
}

// A short sheet that uses a long string many times must not run for hours.
func TestRepeatedStringBound(t *testing.T) {
	b := book{sheets: []string{`<row>` + strings.Repeat(`<c t="s"><v>0</v></c>`, 200) + `</row>`}, shared: []string{"<t>" + strings.Repeat("x", 1000) + "</t>"}}
	lim := limits()
	lim.MemberSize = 100_000
	g, err := readBytes(context.Background(), b.bytes(), true, lim, source.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	g.wantStatus(t, source.PartlyScanned, source.LimitSize, "the sheet's text", "S1 row 1")
}

func TestRatio(t *testing.T) {
	row := `<row r="1"><c r="A1"><v>1</v></c></row>`
	pad := strings.Repeat(" ", source.RatioFrom-len(worksheet(row)))
	for pad, want := range map[string]source.Reason{pad: "", pad + " ": source.LimitRatio} {
		g := mustRead(t, book{sheets: []string{row + pad}}.bytes())
		if g.in.Reason != want {
			t.Errorf("%d bytes: %v %s", len(pad), g.in.Reason, g.in.Detail)
		}
		g.wantCell(t, "S1!A1", "1")
	}
}

func TestEmitErrorStops(t *testing.T) {
	stop := errors.New("stop")
	data := book{sheets: []string{strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)}}.bytes()
	in := &source.Input{}
	f := &source.File{Size: int64(len(data)), At: bytes.NewReader(data), Head: data}
	calls := 0
	out := &source.Out{Input: in, Limits: limits(), NewBlock: func() *source.Block { b := &source.Block{}; b.Reset(); return b },
		Emit: func(*source.Block) error { calls++; return stop }}
	if err := Format.Read(context.Background(), f, out); !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%v after %d calls", err, calls)
	}
}
