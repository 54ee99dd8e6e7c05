package xlsx

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"leidur/source"
)

func TestMatch(t *testing.T) {
	plain := book{sheets: []string{`<row><c><v>1</v></c></row>`}}
	stored := plain
	stored.store = true
	zipOf := func(method uint16, members ...string) []byte { // name, content, name, content ...
		var buf bytes.Buffer
		zw := zip.NewWriter(&buf)
		for i := 0; i < len(members); i += 2 {
			w, err := zw.CreateHeader(&zip.FileHeader{Name: members[i], Method: method})
			if err == nil {
				_, err = w.Write([]byte(members[i+1]))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := zw.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	inner := string(stored.bytes())
	noise := make([]byte, 2*source.HeadSize) // does not compress
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	docTypes := strings.Replace(typesXML, "spreadsheetml.sheet.main", "wordprocessingml.document.main", 1)
	docTypes = strings.Replace(docTypes, "<Default", `<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/><Default`, 1)
	fixture, err := os.ReadFile("testdata/traps.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		want bool
	}{
		{"workbook", plain.bytes(), true},
		{"stored workbook", stored.bytes(), true},
		{"sheets before content types", fixture, true},
		{"zip with a workbook", zipOf(zip.Deflate, "a.xlsx", inner), false},
		{"zip with a stored workbook", zipOf(zip.Store, "a.xlsx", inner), false},
		{"zip with a stored workbook behind a text", zipOf(zip.Store, "a.txt", "x", "a.xlsx", inner), false},
		{"unpacked in a folder", zipOf(zip.Deflate, "d/[Content_Types].xml", typesXML, "d/xl/workbook.xml", "x"), false},
		{"document with a workbook", zipOf(zip.Deflate, "[Content_Types].xml", docTypes, "word/embeddings/a.xlsx", inner), false},
		{"big first part", zipOf(zip.Deflate, "xl/worksheets/sheet1.xml", string(noise), "[Content_Types].xml", typesXML), true},
		{"big other part", zipOf(zip.Deflate, "a.bin", string(noise)), false},
		{"no content types", zipOf(zip.Deflate, "xl/workbook.xml", "<workbook/>"), true},
		{"empty zip", zipOf(zip.Deflate), false},
		{"text", []byte("PK"), false},
		{"nothing", nil, false},
	} {
		for _, random := range []bool{true, false} {
			f := &source.File{Size: -1}
			if err := source.Peek(f, bytes.NewReader(c.data)); err != nil {
				t.Fatal(err)
			}
			if random {
				f.At, f.Size = bytes.NewReader(c.data), int64(len(c.data))
			}
			if have := Format.Match(f); have != c.want {
				t.Errorf("%s (random %v): %v", c.name, random, have)
			}
		}
	}
	for n := len(fixture) - 1; n > 1000; n -= 100 { // without its directory
		if !xmlBook.matchHead(fixture[:n]) {
			t.Fatalf("cut at %d: not recognised", n)
		}
	}
}

func TestMatchOLE(t *testing.T) {
	data := make([]byte, 3*source.HeadSize)
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	data[30] = 9
	data[48], data[49], data[50] = 0, 0, 0 // directory sector
	dir := 2*source.HeadSize + 512
	sector := dir/512 - 1
	data[48], data[49] = byte(sector), byte(sector>>8)
	file := func() *source.File {
		return &source.File{Head: data[:source.HeadSize], At: bytes.NewReader(data), Size: int64(len(data))}
	}
	if matchEncrypted(file()) || !isOLE(file()) {
		t.Error("an old workbook is not encrypted")
	}
	copy(data[dir+128:], packageEntry)
	if !matchEncrypted(file()) {
		t.Error("the directory at the end was not found")
	}
	stream := file()
	stream.At = nil
	if matchEncrypted(stream) {
		t.Error("matched without random access")
	}
	g := mustRead(t, data[:1024])
	g.wantStatus(t, source.NotScanned, source.Unsupported, "old binary Office file", "")
}
