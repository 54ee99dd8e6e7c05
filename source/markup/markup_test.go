package markup_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"leidur/source"
	"leidur/source/markup"
	"leidur/source/sourcetest"
)

var formats = []*source.Format{markup.HTML, markup.XML}

func read(name, doc string) *sourcetest.Result {
	return sourcetest.Read(formats, name, []byte(doc), sourcetest.Options{})
}

// Each case: a document, and place=text of what is expected, in any order.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		{"a.xml", `<a x="1 &amp; 2"><b>t<!-- c --></b><b>u</b><d/></a>`, []string{"/a/@x=1 & 2", "/a/b=t", "/a/b[2]=u", "/a/b#comment= c "}},
		{"rows.xml", `<r><i><n>x</n><m q="v"/></i><i><n>y</n><n>z</n></i><s>end</s></r>`,
			[]string{"/r/i/n=x", "/r/i/m/@q=v", "/r/i[2]/n=y", "/r/i[2]/n[2]=z", "/r/s=end"}},
		{"mixed.xml", `<a>x <b>y</b> z&#64;w<![CDATA[ <q> ]]></a>`, []string{"/a=x ", "/a/b=y", "/a=z@w <q> "}},
		{"ns.xml", `<?xml version="1.0"?><x:a xmlns:x="u:v"><x:b>t</x:b></x:a>`, []string{"/x:a/x:b=t"}},
		{"bad.xml", `<a><b>x</c></b> 1 < 2 <d>y</d></a>`, []string{"/a/b=x", "/a=1 < 2 ", "/a/d=y"}},
		{"doctype.xml", `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "mari@naidis.test">]><a>&e;</a>`, []string{`#doctype=DOCTYPE a [<!ENTITY e "mari@naidis.test">]`, "/a=&e;"}},
		{"a.html", "<html><p>485<b>0314</b>0007 <i>a</i>b</p>\n<div title=\"x y\">c<br>d\ne</div><style>s</style>", []string{"L1=48503140007 ab", "L2=c", "L2=d", "L3=e", "L2#attr:title=x y", "L3#style=s"}},
		{"b.html", "<html><a href='mailto:m%40n.ee' class=x>y</a><script>\nvar a = '<b>';</script><textarea>&lt;t&gt;", []string{"L1#attr:href=mailto:m@n.ee", "L1=y", "L2#script=var a = '<b>';", "L2=<t>"}},
	} {
		r := read(c.name, c.doc)
		var got []string
		for _, v := range r.Values {
			got = append(got, v.Place+"="+v.Text)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
		if r.Input().Status != source.Scanned {
			t.Errorf("%s: %+v", c.name, r.Input())
		}
	}
}

func TestStatus(t *testing.T) {
	for doc, want := range map[string]source.Status{
		"<?xml version='1.0'?><a><b>x</b></a>": source.Scanned, "<?xml version='1.0'?><a/>": source.Scanned,
		"<?xml version='1.0'?><a><b>x</b>": source.PartlyScanned, "<?xml version='1.0'?><a><b>x": source.PartlyScanned,
		"<?xml version='1.0'?><a>x<!-- y": source.PartlyScanned, "<?xml version='1.0'?><a>x<![CDATA[ y": source.PartlyScanned,
	} {
		if in := read("a.xml", doc).Input(); in.Status != want {
			t.Errorf("%s: %+v", doc, in)
		}
	}
	r := read("a.xml", `<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a>x</a>`)
	if w := r.Input().Warnings; len(w) != 1 || w[0].Code != source.WarnExternal {
		t.Errorf("%v", w)
	}
}

// Long texts, comments and attributes come whole; rows are bounded.
func TestLong(t *testing.T) {
	long := strings.Repeat("sõna &amp; ", 200_000)
	r := read("a.xml", "<a><i>"+long+"</i><i><!--"+long+"--></i><i>x</i></a>")
	if got := strings.ReplaceAll(r.At("/a/i"), "\n", ""); got != strings.TrimRight(strings.ReplaceAll(long, "&amp;", "&"), "") {
		t.Errorf("text: %d bytes, want %d", len(got), len(long))
	}
	if got := strings.ReplaceAll(r.At("/a/i[2]#comment"), "\n", ""); got != long {
		t.Errorf("comment: %d bytes, want %d", len(got), len(long))
	}
	if r.At("/a/i[3]") != "x" || r.Input().Status != source.Scanned {
		t.Errorf("%+v", r.Input())
	}
}

// texts are the words of the text and the attributes by encoding/xml.
func texts(data []byte) (words []string, ok bool) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			return words, true
		}
		if err != nil {
			return nil, false
		}
		switch tok := tok.(type) {
		case xml.CharData:
			words = append(words, strings.Fields(string(tok))...)
		case xml.StartElement:
			for _, a := range tok.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					words = append(words, strings.Fields(a.Value)...)
				}
			}
		}
	}
}

var declaration = regexp.MustCompile(`<![^-\[D]|<!D[^O]`)

// FuzzAgainstStdlib: of everything that encoding/xml reads, all words of texts
// and attributes are delivered.
func FuzzAgainstStdlib(f *testing.F) {
	for _, s := range []string{`<a x="1"><b>t</b><b>u</b></a>`, `<a><![CDATA[<&>]]>&#64;&lt;</a>`, `<a><!-- c --><?p i?></a>`, `<r><i><n>x</n></i><i/></r>`,
		`<mysqldump><database name="d"><table_data name="t"><row><field name="a">1</field></row></table_data></database></mysqldump>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := append([]byte("<?xml version='1.0'?>"), data...)
		r := sourcetest.Read([]*source.Format{markup.XML}, "a.xml", doc, sourcetest.Options{BlockSize: 64})
		if strings.Contains(r.Input().Detail, "reader_panic") {
			t.Fatal(r.Input().Detail)
		}
		if p := sourcetest.Read([]*source.Format{markup.HTML}, "a.html", append([]byte("<html>"), data...), sourcetest.Options{BlockSize: 64}); strings.Contains(p.Input().Detail, "reader_panic") {
			t.Fatal(p.Input().Detail)
		}
		if declaration.Match(data) {
			return // <!A[>]>: only a DOCTYPE has brackets, and encoding/xml ends others at the first ">"
		}
		words, ok := texts(doc)
		if !ok || bytes.Contains(data, []byte("mysqldump")) || r.Input().Format != "xml" || bytes.ContainsAny(data, "\r\x00") {
			return
		}
		var all strings.Builder
		for _, v := range r.Values {
			fmt.Fprintln(&all, v.Text)
		}
		got := squeeze(all.String())
		for _, w := range words {
			if !strings.Contains(got, squeeze(w)) {
				t.Fatalf("lost %q", w)
			}
		}
	})
}

// squeeze drops white space: the readers part text in other places.
func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), "")
}

func BenchmarkXML(b *testing.B) {
	var doc bytes.Buffer
	doc.WriteString("<?xml version='1.0'?><kliendid>")
	for i := 0; doc.Len() < 16<<20; i++ {
		fmt.Fprintf(&doc, `<klient id="%d"><nimi>Metsarada Trükk</nimi><lisatud>2022-11-15</lisatud><markus>Narvast pesi sadam kerge katte ja vana luua. Kell 14.30 tõi korstnapühkija.</markus></klient>`, i)
	}
	doc.WriteString("</kliendid>")
	b.SetBytes(int64(doc.Len()))
	b.ReportAllocs()
	for b.Loop() {
		sourcetest.Read(formats, "a.xml", doc.Bytes(), sourcetest.Options{Drop: true})
	}
}
