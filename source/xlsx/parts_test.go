package xlsx

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"leidur/source"
	"leidur/source/sourcetest"
)

// A book with something in each part that is no sheet; place=text of each.
func TestParts(t *testing.T) {
	rel := func(id, kind, target string) string {
		return fmt.Sprintf(`<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, rels, kind, target)
	}
	inner := book{sheets: []string{`<row r="1"><c r="A1" t="inlineStr"><is><t>sisemine</t></is></c></row>`}}.bytes()
	data := book{
		names:  []string{"Leht"},
		sheets: []string{`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>SUM(A1:A9)</f><v>1</v></c><c r="C1"><f>CONCATENATE("x","485"&amp; "0314" &amp;1)&amp;"7"</f><v>2</v></c></row>`},
		shared: []string{`<t>kasutatud</t>`, `<t>kustu</t><r><t>tatud</t></r>`},
		extra: map[string]string{
			"+xl/worksheets/_rels/sheet1.xml.rels": `<Relationships>` + rel("c", "comments", "../comments1.xml") + rel("t", "threadedComment", "../threadedComments/t1.xml") +
				rel("d", "drawing", "/xl/drawings/d1.xml") + `</Relationships>`,
			"+xl/comments1.xml":           `<comments><authors><author>Mari</author><author>J&amp;J</author></authors><commentList><comment ref="B3" authorId="1"><text><r><t>4850314</t></r><r><t>0007</t></r></text></comment></commentList></comments>`,
			"+xl/threadedComments/t1.xml": `<ThreadedComments><threadedComment ref="C4" personId="{1}"><text>lõim</text></threadedComment></ThreadedComments>`,
			"+xl/persons/person.xml":      `<personList><person displayName="Kaarel Põder" userId="kaarel@naidis.test" providerId="AD"/></personList>`,
			"+xl/drawings/d1.xml":         `<wsDr><twoCellAnchor><from><col>1</col><row>6</row></from><to><col>9</col><row>9</row></to><sp><cNvPr name="Kast" descr="pildi tekst"/><txBody><p><r><t>a</t></r><r><t>b</t></r></p><p><r><t>c</t></r></p></txBody></sp></twoCellAnchor></wsDr>`,
			"+xl/pivotCache/def1.xml":     `<pivotCacheDefinition refreshedBy="Uuendaja"><cacheField name="nimi"><sharedItems><s v="Vahemälu"/></sharedItems></cacheField></pivotCacheDefinition>`,
			"+xl/externalLinks/e1.xml":    `<externalLink><cell r="A1"><v>väline</v></cell></externalLink>`,
			"+docProps/custom.xml":        `<Properties><property name="Klient"><lpwstr>kohandatud</lpwstr></property></Properties>`,
			"+xl/embeddings/sees.xlsx":    string(inner),
			"+xl/vbaProject.bin":          "\x00\x01makro@naidis.test\x00ab\xff\xfe",
			"+xl/media/pilt.png":          "\x89PNG",
			"+customXml/item1.xml":        "<a>\n <b>vaba</b></a>",
		},
	}.bytes()
	r := sourcetest.Read([]*source.Format{Format, source.Text}, "t.xlsx", data, sourcetest.Options{})
	for place, want := range map[string]string{
		"Leht!A1": "kasutatud", "Leht#name": "Leht",
		"Leht!C1#formula":                   "CONCATENATE(\"x\",\"485\"& \"0314\" &1)&\"7\"\n48503141",
		"Leht!B1#formula":                   "",
		"Leht!B3#comment":                   "48503140007",
		"Leht!B3#comment-author":            "J&J",
		"Leht!C4#comment":                   "lõim",
		"xl/persons/person.xml#person":      "Kaarel Põder\nkaarel@naidis.test",
		"Leht!B7#shape":                     "Kast\npildi tekst\nab\nc",
		"xl/pivotCache/def1.xml#s":          "Vahemälu",
		"xl/externalLinks/e1.xml#v":         "väline",
		"docProps/custom.xml#Klient":        "kohandatud",
		"xl/embeddings/sees.xlsx!S1!A1":     "sisemine",
		"xl/vbaProject.bin#strings":         "makro@naidis.test",
		"customXml/item1.xml#b":             "vaba",
		"xl/sharedStrings.xml#unreferenced": "kustutatud",
	} {
		if got := r.At(place); got != want {
			t.Errorf("%s = %q, want %q", place, got, want)
		}
	}
	in := r.Input()
	if in.Status != source.Scanned || in.Rows != 1 {
		t.Errorf("%v (%s, %s), %d rows", in.Status, in.Reason, in.Detail, in.Rows)
	}
	if w := in.Warnings; len(w) != 1 || w[0] != (source.Warning{Code: source.WarnPictures, Count: 1, First: "xl/media/pilt.png"}) {
		t.Errorf("warnings %v", w)
	}
}

// A damaged part is named, and the cells and the other parts are read.
func TestDamagedPart(t *testing.T) {
	data := book{sheets: []string{`<row r="1"><c r="A1"><v>1</v></c></row>`}, extra: map[string]string{
		"+docProps/core.xml": `<coreProperties><creator>Mari</creator><titl`,
	}}.bytes()
	r := sourcetest.Read([]*source.Format{Format}, "t.xlsx", data, sourcetest.Options{})
	in := r.Input()
	if in.Status != source.PartlyScanned || in.Reason != source.Damaged || in.From != "docProps/core.xml" || r.At("docProps/core.xml#creator") != "Mari" || r.At("S1!A1") != "1" {
		t.Errorf("%+v %v", in, r.Values)
	}
}

func TestDates(t *testing.T) {
	for code, want := range map[string]bool{"dd.mm.yyyy": true, "[$-425]d. mmmm yyyy": true, "General": false, "#,##0.00": false, `0" päeva"`: false, `\d0`: false,
		"hh:mm": false, "[Red]0": false, "yy": true, "": false, `"lahti`: false} {
		if isDateCode(code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
	for _, c := range []struct {
		serial   string
		from1904 bool
		want     string
	}{
		{"1", false, "1900-01-01"}, {"59", false, "1900-02-28"}, {"61", false, "1900-03-01"}, {"31181", false, "1985-05-14"}, {"45000.5", false, "2023-03-15 12:00:00"},
		{"29719", true, "1985-05-14"}, {"2958465", false, "9999-12-31"},
		{"0.5", false, ""}, {"2958466", false, ""}, {"37605030299", false, ""}, {"x", false, ""}, {"NaN", false, ""},
	} {
		d := dateFormats{from1904: c.from1904}
		got, ok := d.append(nil, []byte(c.serial))
		if string(got) != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, want %q", c.serial, got, c.want)
		}
	}
}

func TestFoldConstants(t *testing.T) {
	for f, want := range map[string]string{`"379"&"11020001"`: "37911020001", `"a""b" & "c"&A1&"d"&"e"`: `a"bc|de`, `A1&"x"`: "", `"lahti`: "", `12&34`: "1234"} {
		var got []string
		for _, text := range foldConstants([]byte(f)) {
			got = append(got, string(text))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", f, got, want)
		}
	}
}

func TestPassword(t *testing.T) {
	data, err := os.ReadFile("testdata/password.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		passwords []string
		status    source.Status
		reason    source.Reason
	}{
		{nil, source.NotScanned, source.Encrypted},
		{[]string{"vale"}, source.NotScanned, source.Encrypted},
		{[]string{"vale", "näidis1"}, source.Scanned, ""},
	} {
		r := sourcetest.Read([]*source.Format{Encrypted, OLE}, "a.xlsx", data, sourcetest.Options{Passwords: c.passwords})
		in := r.Input()
		if in.Status != c.status || in.Reason != c.reason || (len(r.Values) > 0) != (c.status == source.Scanned) {
			t.Errorf("%v: %+v, %d values", c.passwords, in, len(r.Values))
		}
	}
	// A file that asks for endless hashing is not even tried.
	evil := append(slices.Clone(data), `<keyEncryptor spinCount="999999999"/>`...)
	if in := sourcetest.Read([]*source.Format{Encrypted}, "a.xlsx", evil, sourcetest.Options{Passwords: []string{"x"}}).Input(); in.Reason != source.Unsupported {
		t.Errorf("%+v", in)
	}
}
