package source

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

// read runs the delimited reader and returns the fields of all records, header
// and preamble included, with doubled quotes undone.
func read(t *testing.T, r io.Reader, name string, blockSize int) ([][]string, *Input) {
	t.Helper()
	f := &File{Path: name, Name: name, Size: -1}
	in := &Input{}
	if err := Peek(f, r); err != nil {
		in.Finish(err, false)
		return nil, in
	}
	var out [][]string
	o := &Out{Input: in, BlockSize: blockSize, Limits: DefaultLimits(), NewBlock: func() *Block { b := &Block{}; b.Reset(); return b }}
	o.Emit = func(b *Block) error {
		o.Swept()
		if b.Window {
			return nil
		}
		for i := range b.Records() {
			var cells []string
			for _, x := range b.Fields(i, nil) {
				v := string(b.Text[x.Start:x.End])
				if x.Quoted {
					v = strings.ReplaceAll(v, `""`, `"`)
				}
				cells = append(cells, v)
			}
			n, _, _ := b.CountFields(i, nil)
			if n != len(cells) {
				t.Fatalf("CountFields says %d, Fields %d", n, len(cells))
			}
			out = append(out, cells)
		}
		return nil
	}
	if err := Read(context.Background(), []*Format{Delimited}, f, o); err != nil {
		t.Fatal(err)
	}
	return out, in
}

// MariaDB's INTO OUTFILE escapes quotes, delimiters and newlines.
func TestBackslashDialect(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"quoted":    {"\"1\",\"Mari \\\"Muri\\\", kass\",\\N\n\"2\",\"tee\\\\\",\"x\"\n\"3\",\"a\\\nb\",\\N\n", `1|Mari \"Muri\", kass|\N/2|tee\\|x/3|a\` + "\n" + `b|\N`},
		"unquoted":  {"1\ta\\\nb\t\\N\n2\tc\\\td\t\\N\n3\te\t\\N\n", "1|a\\\nb|\\N/2|c\\\td|\\N/3|e|\\N"},
		"the paths": {"\"1\";\"C:\\dir\\\";\"x\"\n\"2\";\"C:\\\";\"y\"\n\"3\";\"D:\\\";\"z\"\n", `1|C:\dir\|x/2|C:\|y/3|D:\|z`},
	} {
		for _, block := range []int{1, 7, 64, 1 << 16} {
			records, in := read(t, strings.NewReader(c.text), "a.csv", block)
			var got []string
			for _, r := range records {
				got = append(got, strings.Join(r, "|"))
			}
			if s := strings.Join(got, "/"); s != c.want || in.Status != Scanned {
				t.Errorf("%s, blocks of %d: %q, want %q (%v)", name, block, s, c.want, in.Status)
			}
		}
	}
}

// TestCommasOfLongNotes: the commas of prose outnumber the delimiters, and some number of them is always the commonest.
func TestCommasOfLongNotes(t *testing.T) {
	text := strings.Repeat("Lepiti kokku aeg, millal asju arutada, ja paberid üle vaadata. ", 12)
	for rows := 1; rows < 40; rows++ {
		var file strings.Builder
		file.WriteString("id;kirjeldus\n")
		for i := range rows {
			fmt.Fprintf(&file, "%d;%s\n", i, text[:len(text)-80*(i%3)])
		}
		head := []byte(file.String())
		if d := detectDialect(head, false); d.Delim != ';' || d.fields != 2 {
			t.Errorf("%d rows: delimiter %q, %d fields", rows, d.Delim, d.fields)
		}
		for _, other := range []string{"|", ";"} { // a list in a column, and prose in quotes
			tags := []byte("id,kirjeldus,sildid\n" + strings.Repeat("1,\""+text+"\",uus"+other+"vana\n", rows))
			if d := detectDialect(tags, false); d.Delim != ',' || d.fields != 3 {
				t.Errorf("%d rows with a list of %s: delimiter %q, %d fields", rows, other, d.Delim, d.fields)
			}
		}
		spaced := []byte(strings.ReplaceAll("id;lisatud;summa\n"+strings.Repeat("1;15.11.2022;7\n", rows), ";", ", "))
		if d := detectDialect(spaced, false); d.Delim != ',' || d.fields != 3 {
			t.Errorf("%d rows with a space behind each comma: delimiter %q, %d fields", rows, d.Delim, d.fields)
		}
	}
}

// TestRuneCount: any bytes, in any place.
func TestRuneCount(t *testing.T) {
	text := []byte("Küla õue, šokk – 𝄞 ja \xff\xc3 \x80lõpp, ääretult öösel ning ühtäkki; kõik õied")
	for lo := range text {
		for hi := lo; hi <= len(text); hi++ {
			if got, want := runeCount(text[lo:hi]), int64(utf8.RuneCount(text[lo:hi])); got != want {
				t.Fatalf("%q: %d, want %d", text[lo:hi], got, want)
			}
		}
	}
}

// FuzzCSVAgainstStdlib: for everything that csv.Writer writes, the fields are
// those that encoding/csv reads, for any block size and any size of reads.
func FuzzCSVAgainstStdlib(f *testing.F) {
	f.Add("id|märkus|1|a;b|2|c\"d|3|e\nf", byte(2), byte(64))
	f.Add("a||b|\n|\"\"|x", byte(3), byte(1))
	f.Fuzz(func(t *testing.T, text string, width, block byte) {
		cols := int(width%5) + 2
		cells := strings.Split(strings.ReplaceAll(strings.ToValidUTF8(text, "?"), "\r", ""), "|")
		for i := range cells {
			cells[i] = strings.TrimLeft(cells[i], " \x00\ufeff") // a first line "sep=;" or a mark is another test
		}
		rows := [][]string{{"id"}}
		for len(rows[0]) < cols {
			rows[0] = append(rows[0], "nimi"+strings.Repeat("x", len(rows[0])))
		}
		for len(cells) >= cols {
			rows = append(rows, cells[:cols])
			cells = cells[cols:]
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = ';'
		w.WriteAll(rows)
		if e := DetectEncoding(b.Bytes()); e.Name != "utf-8" {
			return // so many NULs that it looks like UTF-16
		}
		if d := detectDialect(b.Bytes(), false); d.Delim != ';' || d.Quote != '"' || d.Escape != 0 {
			return // the cells look like another dialect
		}
		got, in := read(t, iotest.HalfReader(bytes.NewReader(b.Bytes())), "x.csv", int(block)+1)
		if in.Format == "binary" {
			return // control characters
		}
		if in.Status != Scanned {
			t.Fatalf("%v %v", in.Status, in.Detail)
		}
		if len(got) != len(rows) {
			t.Fatalf("%d records, want %d", len(got), len(rows))
		}
		for i := range rows {
			if !slices.Equal(got[i], rows[i]) {
				t.Fatalf("record %d: %q, want %q", i, got[i], rows[i])
			}
		}
	})
}

// FuzzDelimited: no bytes make the reader panic, hang, or end without a status,
// and the records do not depend on the block size.
func FuzzDelimited(f *testing.F) {
	f.Add([]byte("id;märkus\n1;\"a\n2;b\n"))
	f.Add([]byte("a,b\r1,\"2\"\"\"\r\xff,\xe4"))
	f.Add([]byte("\xff\xfea\x00;\x00b\x00\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		small, in := read(t, bytes.NewReader(data), "x.csv", 1)
		large, in2 := read(t, bytes.NewReader(data), "x.csv", 1<<20)
		if in.Status != in2.Status || in.Rows != in2.Rows || len(small) != len(large) {
			t.Fatalf("block 1: %v %d rows %d records; block 1 MiB: %v %d rows %d records", in.Status, in.Rows, len(small), in2.Status, in2.Rows, len(large))
		}
		for i := range small {
			if !slices.Equal(small[i], large[i]) {
				t.Fatalf("record %d: %q and %q", i, small[i], large[i])
			}
		}
	})
}

// TestReaderFailsMidway: what came before a failure is read, and the status says
// from which row on nothing was.
func TestReaderFailsMidway(t *testing.T) {
	text := "id;nimi\n" + strings.Repeat("1;kaup\n", 100)
	rows, in := read(t, io.MultiReader(strings.NewReader(text), iotest.ErrReader(io.ErrUnexpectedEOF)), "x.csv", 256)
	if len(rows) != 101 || in.Status != PartlyScanned || in.Reason != Damaged || in.From != "row 102" {
		t.Errorf("%d records, %v %v from %q", len(rows), in.Status, in.Reason, in.From)
	}
}

func TestEncodingVerdicts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Jüri Õunapuu", "utf-8"},
		{"\xef\xbb\xbfid", "utf-8"},
		{"J\xfcri \xd5unapuu ja \xf0okolaad", "windows-1257?"},
		{"M\xe4rt, \x9aokolaad, \x9eanr", "windows-1252?"},
		{"\xff\xfea\x00", "utf-16le"},
		{"a\x00b\x00c\x00d\x00", "utf-16le?"},
		{"plain", "utf-8"},
	} {
		if got := DetectEncoding([]byte(c.text)).Label(); got != c.want {
			t.Errorf("%q is %s, want %s", c.text, got, c.want)
		}
	}
}
