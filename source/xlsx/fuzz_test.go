package xlsx

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leidur/source"
)

// wantProof checks what holds for every input: a status, a reason unless all
// was read, and no panic, which source.Read would report as reader_panic.
func wantProof(t *testing.T, g *got, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	in := g.in
	if (in.Status == source.Scanned) != (in.Reason == "") || strings.Contains(in.Detail, "panic") || in.Format == "" {
		t.Fatalf("%v %q %q %q", in.Status, in.Reason, in.Detail, in.Format)
	}
}

func smallLimits() source.Limits {
	return source.Limits{Depth: 3, MemberSize: 4 << 20, Ratio: 200, Entries: 1000, Memory: 4 << 20}
}

func FuzzRead(f *testing.F) {
	names, err := filepath.Glob("testdata/*.xlsx")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add(book{sheets: []string{rowsXML("id,nimi", "=1,a")}, shared: []string{"<t>x</t>"}, store: true}.bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, random := range []bool{true, false} {
			g, err := readBytes(context.Background(), data, random, smallLimits(), testHints)
			wantProof(t, g, err)
		}
	})
}

// FuzzParts reaches the XML, which random bytes in a zip hardly do.
func FuzzParts(f *testing.F) {
	sheet := worksheet(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a&amp;_x0041_</t></r></is></c></row><row><c t="str"><f>A</f><v><![CDATA[x]]></v></c></row>`)
	f.Add([]byte(sheet), []byte(`<sst><si><t>x</t><rPh><t>y</t></rPh></si></sst>`), []byte(`<workbook><sheets><sheet name="A" state="hidden" r:id="s1"/></sheets></workbook>`))
	f.Add([]byte("\xFF\xFE<\x00w\x00"), []byte("<sst/>"), []byte("<workbook><sheet"))
	f.Fuzz(func(t *testing.T, sheet, shared, workbook []byte) {
		b := book{sheets: []string{"<?"}, shared: []string{}, store: true}
		b.extra = map[string]string{"xl/worksheets/sheet1.xml": string(sheet), "xl/sharedStrings.xml": string(shared), "xl/workbook.xml": string(workbook)}
		g, err := readBytes(context.Background(), b.bytes(), true, smallLimits(), testHints)
		wantProof(t, g, err)
		for _, tab := range g.tables {
			if len(tab.Columns) > maxCol {
				t.Fatalf("%d columns", len(tab.Columns))
			}
		}
	})
}

// The scanner must hand out the same text however the part arrives.
func FuzzScanner(f *testing.F) {
	f.Add([]byte(`<a b="c>d">x&amp;y<!-- z --><![CDATA[q]]]]></a><b/>`), uint8(1))
	f.Fuzz(func(t *testing.T, data []byte, step uint8) {
		whole := tokens(newScanner(bytes.NewReader(data)))
		parts := tokens(newScanner(&slowReader{data, int(step%7) + 1}))
		if whole != parts {
			t.Fatalf("%q\n%q", whole, parts)
		}
	})
}

func tokens(s *scanner) string {
	var b strings.Builder
	last := tokEOF
	for {
		tok := s.next()
		switch tok {
		case tokEOF:
			return b.String()
		case tokText, tokCData:
			if last != tok {
				b.WriteString("\ntext ")
			}
			b.Write(s.text)
		case tokOpen:
			b.WriteString("\nopen " + string(s.name) + string(s.attrs))
		case tokClose:
			b.WriteString("\nclose " + string(s.name))
		}
		last = tok
	}
}

type slowReader struct {
	data []byte
	step int
}

func (r *slowReader) Read(p []byte) (int, error) {
	n := copy(p[:min(len(p), r.step)], r.data)
	r.data = r.data[n:]
	if n == 0 && len(p) > 0 {
		_, err := bytes.NewReader(nil).Read(p)
		return 0, err
	}
	return n, nil
}
