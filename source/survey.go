package source

import (
	"bytes"
	"context"
	"unicode/utf8"
)

// A Survey is what reading one input shows without looking for personal data:
// the answer to "why was nothing found?".
type Survey struct {
	Input   *Input
	Layout  Layout // of the first block; Kind Cells for decoded formats
	Tables  []*TableSurvey
	Members []*Survey
}

// TableSurvey describes one table, or one kind of text beside the tables.
type TableSurvey struct {
	Table     *Table
	Kind      PlaceKind
	Rows      int64 // data records
	Header    int64 // header and title records
	HeaderRow int64 // row of the header as the user counts; 0 where there is none
	Filled    int64 // fields with text
	Columns   []ColumnSurvey
}

// ColumnSurvey counts what one column holds. Dates, Numbers and Long are of the
// first surveyRows filled cells.
type ColumnSurvey struct {
	Filled  int64
	Looked  int64
	Dates   int64 // cells that are a date
	Numbers int64 // cells of digits and signs only
	Longest int   // code points
}

// IsDate tells that nearly all cells of a column are dates.
func (c *ColumnSurvey) IsDate() bool { return c.Looked > 0 && c.Dates*10 >= c.Looked*9 }

// surveyRows is how many filled cells of a column are looked at.
const surveyRows = 1000

// Inspect reads a planned input with all its members and says what it is. The
// error is that of a stopped run; what could not be read is in the statuses.
func Inspect(ctx context.Context, p Planned, formats []*Format, limits Limits, hints Hints) (*Survey, error) {
	in := &Input{Path: p.Path, Size: p.Size, ModTime: p.ModTime}
	s := &Survey{Input: in}
	if p.Gap != nil {
		in.Finish(p.Gap, false)
		return s, nil
	}
	f, closer, err := Open(p)
	if err != nil {
		in.Finish(err, false)
		return s, nil
	}
	err = s.read(ctx, f, formats, limits, hints)
	if cerr := closer.Close(); cerr != nil && in.Status == Scanned {
		in.Finish(cerr, true)
	}
	return s, err
}

func (s *Survey) read(ctx context.Context, f *File, formats []*Format, limits Limits, hints Hints) error {
	by := map[*Table]*TableSurvey{}
	first := true
	out := &Out{Input: s.Input, BlockSize: 256 << 10, Limits: limits, Hints: hints}
	block := &Block{}
	out.NewBlock = func() *Block {
		block.Reset()
		b := block
		block = &Block{}
		return b
	}
	out.Emit = func(b *Block) error {
		if first {
			s.Layout, first = b.Layout, false
		}
		if b.Charmap != nil || !utf8.Valid(b.Text) {
			b.Decode(nil)
		}
		t := by[b.Table]
		if t == nil {
			t = &TableSurvey{Table: b.Table, Kind: b.Kind}
			by[b.Table] = t
			s.Tables = append(s.Tables, t)
		}
		t.add(b)
		out.Swept()
		block = b
		return ctx.Err()
	}
	out.Child = func(child *File) error {
		m := &Survey{Input: &Input{Path: child.Path, Size: child.Size, ModTime: child.ModTime, Member: true}}
		s.Members = append(s.Members, m)
		err := m.read(ctx, child, formats, limits, hints)
		out.Member(m.Input)
		return err
	}
	out.Missing = func(path string, g *Gap) {
		m := &Survey{Input: &Input{Path: path, Size: -1, Member: true}}
		m.Input.Finish(g, false)
		s.Members = append(s.Members, m)
		out.Member(m.Input)
	}
	return Read(ctx, formats, f, out)
}

func (t *TableSurvey) add(b *Block) {
	var fields []Field
	for i := range b.Records() {
		fields = b.Fields(i, fields[:0])
		row, _ := b.RowOf(i)
		if b.Header {
			t.Header++
			t.HeaderRow = row // the last of them names the columns
			continue
		}
		if !b.Window && (i > 0 || !b.Continued) {
			t.Rows++
		}
		for _, f := range fields {
			if f.End > f.Start && (!b.Window || b.CellStart) {
				t.Filled++
				t.cell(f.Col, b.Text[f.Start:f.End])
			}
		}
	}
}

func (t *TableSurvey) cell(col int, text []byte) {
	const most = 16384 // columns; Excel has no more
	if col < 1 || col > most {
		return
	}
	for len(t.Columns) < col {
		t.Columns = append(t.Columns, ColumnSurvey{})
	}
	c := &t.Columns[col-1]
	c.Filled++
	if c.Looked < surveyRows {
		c.Looked++
		text = bytes.TrimSpace(text)
		if looksLikeDate(text) {
			c.Dates++
		} else if numeric(string(text)) {
			c.Numbers++
		}
	}
	c.Longest = max(c.Longest, utf8.RuneCount(text))
}

// looksLikeDate tells 2026-11-22, 22.11.2026, 22/11/2026 and 1.2.26, with or
// without a time behind.
func looksLikeDate(t []byte) bool {
	var parts [3]int
	var digits [3]int
	n, sep := 0, byte(0)
	for i, c := range t {
		switch {
		case c >= '0' && c <= '9':
			parts[n] = parts[n]*10 + int(c-'0')
			if digits[n]++; digits[n] > 4 {
				return false
			}
			continue
		case n < 2 && (c == '.' || c == '-' || c == '/') && (sep == 0 || c == sep) && digits[n] > 0:
			sep = c
			n++
			continue
		case n == 2 && (c == ' ' || c == 'T') && i+1 < len(t) && t[i+1] >= '0' && t[i+1] <= '9':
		case n == 2 && c == '.' && i+1 == len(t): // Finnish and Latvian write 1.2.2026.
		default:
			return false
		}
		break
	}
	if n != 2 || digits[2] == 0 {
		return false
	}
	if digits[0] == 4 {
		return parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 && parts[2] <= 31
	}
	return digits[0] <= 2 && digits[1] <= 2 && (digits[2] == 4 || digits[2] == 2) &&
		parts[0] >= 1 && parts[1] >= 1 && (parts[0] <= 31 && parts[1] <= 12 || parts[0] <= 12 && parts[1] <= 31)
}
