package xlsx

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"leidur/source"
)

// got is what a read left: cells by place, and the input's proof.
type got struct {
	in     *source.Input
	cells  map[string]string // "Sheet!C7"; a place that is met twice is joined by |
	order  []string
	header map[string]bool
	tables []*source.Table
	data   []int64 // data number of each data record in order
	blocks int
}

func limits() source.Limits { return source.DefaultLimits() }

// readBytes reads data through source.Read, as a stream or with random access.
func readBytes(ctx context.Context, data []byte, random bool, lim source.Limits, hints source.Hints) (*got, error) {
	g := &got{in: &source.Input{}, cells: map[string]string{}, header: map[string]bool{}}
	f := &source.File{Path: "t.xlsx", Name: "t.xlsx", Size: -1}
	if err := source.Peek(f, bytes.NewReader(data)); err != nil {
		return nil, err
	}
	if random {
		f.At, f.Size = bytes.NewReader(data), int64(len(data))
	}
	out := &source.Out{Input: g.in, BlockSize: 4 << 10, Limits: lim, Hints: hints,
		NewBlock: func() *source.Block { b := &source.Block{}; b.Reset(); return b },
		Emit:     g.take}
	err := source.Read(ctx, []*source.Format{Format, Encrypted, OLE}, f, out)
	return g, err
}

// take resolves every field of a block to its place.
func (g *got) take(b *source.Block) error {
	if b.Table.Sub != "" { // swept beside the cells: parts_test.go
		return nil
	}
	g.blocks++
	if len(g.tables) == 0 || g.tables[len(g.tables)-1] != b.Table {
		g.tables = append(g.tables, b.Table)
	}
	for i := range b.Records() {
		row, data := b.RowOf(i)
		if !b.Header {
			g.data = append(g.data, data)
		}
		for _, f := range b.Fields(i, nil) {
			text := string(b.Text[max(f.Start, b.OwnLo):max(f.Start, b.OwnLo, min(f.End, b.OwnHi))])
			if text == "" {
				continue
			}
			place := fmt.Sprintf("%s!%s%d", b.Table.Name, source.ColumnLetters(f.Col), row)
			if old, ok := g.cells[place]; ok {
				if !b.Window {
					text = "|" + text
				}
				text = old + text
			} else {
				g.order = append(g.order, place)
			}
			g.cells[place] = text
			g.header[place] = b.Header
		}
	}
	return nil
}

func mustRead(t *testing.T, data []byte) *got {
	t.Helper()
	g, err := readBytes(context.Background(), data, true, limits(), source.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *got) wantCell(t *testing.T, place, want string) {
	t.Helper()
	if have := g.cells[place]; have != want {
		t.Errorf("%s = %q, want %q", place, have, want)
	}
}

func (g *got) wantStatus(t *testing.T, s source.Status, r source.Reason, detail, from string) {
	t.Helper()
	in := g.in
	if in.Status != s || in.Reason != r || !strings.HasPrefix(in.Detail, detail) || in.From != from {
		t.Errorf("%v %q (%s) from %q, want %v %q (%s) from %q", in.Status, in.Reason, in.Detail, in.From, s, r, detail, from)
	}
}

// book builds a small workbook. Sheets are the XML inside <sheetData>.
type book struct {
	sheets []string // XML of sheetData's content, or a whole part if it starts with '<?'
	names  []string
	states []string
	shared []string // XML of each <si>'s content
	extra  map[string]string
	drop   map[string]bool
	store  bool // no compression
}

const (
	typesXML = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	rels     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	rootXML  = `<Relationships><Relationship Id="r1" Type="` + rels + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`
)

func worksheet(data string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="x"><dimension ref="A1"/><sheetData>` + data + `</sheetData><pageMargins left="0.7"/></worksheet>`
}

// parts returns name and content in the order of writing.
func (b book) parts() [][2]string {
	var wb, rel strings.Builder
	list := [][2]string{{"[Content_Types].xml", typesXML}, {"_rels/.rels", rootXML}}
	for i, s := range b.sheets {
		name, state := fmt.Sprintf("S%d", i+1), ""
		if i < len(b.names) {
			name = b.names[i]
		}
		if i < len(b.states) && b.states[i] != "" {
			state = ` state="` + b.states[i] + `"`
		}
		fmt.Fprintf(&wb, `<sheet name="%s" sheetId="%d"%s r:id="s%d"/>`, name, i+1, state, i+1)
		fmt.Fprintf(&rel, `<Relationship Id="s%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, rels, i+1)
		if !strings.HasPrefix(s, "<?") && !strings.HasPrefix(s, "\xFF\xFE") {
			s = worksheet(s)
		}
		list = append(list, [2]string{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s})
	}
	if b.shared != nil {
		fmt.Fprintf(&rel, `<Relationship Id="ss" Type="%s/sharedStrings" Target="/xl/sharedStrings.xml"/>`, rels)
		list = append(list, [2]string{"xl/sharedStrings.xml", `<sst><si>` + strings.Join(b.shared, `</si><si>`) + `</si></sst>`})
	}
	list = append(list,
		[2]string{"xl/workbook.xml", `<workbook xmlns:r="r"><sheets>` + wb.String() + `</sheets></workbook>`},
		[2]string{"xl/_rels/workbook.xml.rels", `<Relationships>` + rel.String() + `</Relationships>`})
	return list
}

func (b book) bytes() []byte {
	var buf bytes.Buffer
	zw := zip.NewWriter(&buf)
	method := zip.Deflate
	if b.store {
		method = zip.Store
	}
	write := func(name, text string) {
		w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			panic(err)
		}
	}
	for _, p := range b.parts() {
		if over, ok := b.extra[p[0]]; ok {
			p[1] = over
		}
		if !b.drop[p[0]] {
			write(p[0], p[1])
		}
	}
	for name, text := range b.extra {
		if strings.HasPrefix(name, "+") {
			write(name[1:], text)
		}
	}
	if err := zw.Close(); err != nil {
		panic(err)
	}
	return buf.Bytes()
}
