package sqldump

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"leidur/source"
)

// A record is one row or one line of text as the reader emitted it.
type record struct {
	table string
	row   int64
	line  int64
	kind  source.PlaceKind
	cells []string // name=text, empty cells left out
}

func (r record) String() string {
	return fmt.Sprintf("%s R%d L%d %s", r.table, r.row, r.line, strings.Join(r.cells, " | "))
}

// A result is everything that one run gave.
type result struct {
	in      *source.Input
	records []record
	keys    map[string][]int
	at      map[string]int // index of a row's record by table and row
	windows int
}

// rows returns the data rows of all tables.
func (r *result) rows() (out []string) {
	for _, rec := range r.records {
		if rec.kind == source.KindSQLValue {
			out = append(out, rec.String())
		}
	}
	return out
}

// text returns the text outside the rows, one line each.
func (r *result) text() (out []string) {
	for _, rec := range r.records {
		if rec.kind == source.KindSQLComment {
			out = append(out, rec.String())
		}
	}
	return out
}

func (r *result) dump() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n", *r.in)
	for _, rec := range r.records {
		fmt.Fprintf(&b, "%d %v\n", rec.kind, rec)
	}
	return b.String()
}

// scan runs the reader over data through wrap (nil: as it is). The input is
// seekable if at is set.
func scan(t testing.TB, data []byte, at bool, wrap func(io.Reader) io.Reader) *result {
	t.Helper()
	f := &source.File{Path: "dump.sql", Name: "dump.sql", Size: -1}
	if at {
		f.Size, f.At = int64(len(data)), bytes.NewReader(data)
	}
	r := io.Reader(bytes.NewReader(data))
	if wrap != nil {
		r = wrap(r)
	}
	if err := source.Peek(f, r); err != nil {
		t.Fatal(err)
	}
	res := &result{in: &source.Input{Path: f.Path}, keys: map[string][]int{}, at: map[string]int{}}
	out := &source.Out{Input: res.in, BlockSize: 64 << 10, Limits: source.DefaultLimits(),
		NewBlock: func() *source.Block { b := &source.Block{}; b.Reset(); return b },
		Emit:     func(b *source.Block) error { res.add(t, b); return nil },
	}
	if err := source.Read(context.Background(), []*source.Format{Format}, f, out); err != nil {
		t.Fatal(err)
	}
	return res
}

// add takes a block apart. Windows of a long value are joined again.
func (r *result) add(t testing.TB, b *source.Block) {
	t.Helper()
	if len(b.Text) > source.WindowSize+3*source.Reach+64<<10 {
		t.Errorf("a block of %d bytes", len(b.Text))
	}
	if b.Kind == source.KindSQLValue {
		r.keys[fullName(b.Table)] = b.Table.Key
	}
	b.Decode(nil)
	if b.Window {
		r.windows++
	}
	var fields []source.Field
	for i := range b.Records() {
		row, _ := b.RowOf(i)
		rec := record{table: fullName(b.Table), row: row, kind: b.Kind}
		if i < len(b.LineOf) {
			rec.line = b.LineOf[i]
		}
		fields = b.Fields(i, fields[:0])
		for _, f := range fields {
			lo, hi := max(f.Start, b.OwnLo), min(f.End, b.OwnHi)
			text := ""
			if lo < hi {
				text = string(b.Text[lo:hi])
			}
			if text == "" {
				continue
			}
			name := b.Table.Column(f.Col) + "="
			if b.Kind == source.KindSQLComment {
				name = ""
			}
			rec.cells = append(rec.cells, name+text)
		}
		if rec.kind != source.KindSQLValue {
			r.records = append(r.records, rec)
			continue
		}
		id := fmt.Sprintf("%s %d", rec.table, rec.row)
		if n, ok := r.at[id]; ok {
			last := &r.records[n]
			if k := len(last.cells) - 1; k >= 0 && len(rec.cells) > 0 && b.Window && !b.CellStart {
				_, more, _ := strings.Cut(rec.cells[0], "=")
				last.cells[k] += more
				rec.cells = rec.cells[1:]
			}
			last.cells = append(last.cells, rec.cells...)
			continue
		}
		r.at[id] = len(r.records)
		r.records = append(r.records, rec)
	}
}

func load(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../testdata/formats/sql/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// slow returns n bytes at a time.
type slow struct {
	r io.Reader
	n int
}

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:min(len(p), s.n)]) }

func fullName(t *source.Table) string {
	if t.DB != "" {
		return t.DB + "!" + t.Name
	}
	return t.Name
}
