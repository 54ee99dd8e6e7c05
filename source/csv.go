package source

import (
	"bytes"
	"context"
	"path"
	"strings"
	"unicode/utf8"
)

// Delimited is CSV and its kin: semicolon, comma, tab or pipe.
var Delimited = &Format{
	Name: "csv",
	Doc: `Not read: escapes such as \t inside fields are not resolved (MariaDB's ESCAPED BY), spreadsheet numbers
(3.76E+10) not converted. Read: RFC 4180 and what programs make of it: quoted newlines, doubled quotes, quotes, delimiters and
newlines behind a backslash, quotes inside fields, an unterminated quote, a "sep=" line, title rows before the header, LF, CRLF or CR, UTF-8, UTF-16, windows-1257,
-1252 and -1251, ISO 8859-4 and -15, CP775 and CP866 by score, texts that were encoded twice.`,
	Match: func(f *File) bool {
		e := DetectEncoding(f.Head)
		head, ok := textHead(f.Head, e)
		if !ok && !nulSeparated(head) {
			return false
		}
		d := detectDialect(head, len(f.Head) == HeadSize)
		ext := strings.ToLower(path.Ext(f.Name))
		if ext == ".csv" || ext == ".tsv" {
			return true
		}
		return d.sure
	},
	Read: readDelimited,
}

// nulSeparated tells text with some NUL bytes in it, which tables made by C
// programs have: they separate, and end nothing.
func nulSeparated(head []byte) bool {
	nul := bytes.Count(head, []byte{0})
	_, ok := textHead(bytes.ReplaceAll(head, []byte{0}, nil), Encoding{})
	return ok && nul > 0 && nul*20 <= len(head)
}

// dialect is how a delimited file is written.
type dialect struct {
	Layout
	sep    bool // a "sep=" line stands first
	cr     bool // records end in CR
	fields int  // fields that most records have
	sure   bool // enough records agree to call it a table without a file name's help
}

// decodedHead is the most text that recognition looks at.
func textHead(raw []byte, e Encoding) ([]byte, bool) {
	head := raw[min(e.BOM, len(raw)):]
	if e.Wide() {
		var buf bytes.Buffer
		buf.ReadFrom(NewUTF16Reader(bytes.NewReader(raw), e)) // an odd last byte is the head's cut
		return buf.Bytes(), true
	}
	control := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			control++
		}
	}
	return head, control*100 <= len(head)
}

// detectDialect chooses the dialect in which most records of the head have the
// same number of fields. Ties go to the semicolon, because Estonian Excel writes
// it, then to the tab.
func detectDialect(head []byte, cut bool) dialect {
	best := dialect{Layout: Layout{Kind: CSV, Delim: ';', Quote: '"'}}
	if line, rest, ok := bytes.Cut(head, newlineByte); ok {
		if v := strings.TrimRight(string(line), "\r"); len(v) == 5 && strings.EqualFold(v[:4], "sep=") {
			best.Delim, best.sep, best.sure = v[4], true, true
			best.cr = false
			records, _ := sampleRecords(rest, best.Layout, cut)
			best.fields = modalFields(records)
			return best
		}
	}
	cr := bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0
	if cr {
		head = bytes.ReplaceAll(head, []byte{'\r'}, newlineByte)
	}
	// NULL is \N where backslashes escape; else they must make more records agree.
	escapes := bytes.IndexByte(head, '\\') >= 0
	null := bytes.Contains(head, []byte(`\N`))
	bestScore := 0
	for _, quote := range []byte{'"', '\''} {
		if quote == '\'' && (bestScore > 0 || bytes.IndexByte(head, quote) < 0) {
			continue
		}
		for _, delim := range []byte{';', '\t', ',', '|'} {
			if bytes.IndexByte(head, delim) < 0 {
				continue
			}
			d, score := tryDialect(head, Layout{Kind: CSV, Delim: delim, Quote: quote}, cut)
			if escapes {
				e, with := tryDialect(head, Layout{Kind: CSV, Delim: delim, Quote: quote, Escape: '\\'}, cut)
				if with > score || with == score && null {
					d, score = e, with
				}
			}
			if score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	best.cr = cr
	return best
}

// tryDialect judges one dialect by the share of records that have the same
// number of fields, and by that number. Long notes have many commas, and some
// number of them is always the commonest: a dialect in which nine of ten records
// agree goes before any in which fewer do, unless its fields begin with spaces,
// as behind the commas of prose.
func tryDialect(head []byte, l Layout, cut bool) (d dialect, score int) {
	records, prose := sampleRecords(head, l, cut)
	modal := modalFields(records)
	if modal < 2 {
		return d, 0
	}
	same := 0
	for _, n := range records {
		if n == modal {
			same++
		}
	}
	sure := len(records) >= 3 && same*100 >= len(records)*95 && (modal >= 3 || l.Delim != ',')
	score = same * 1000 / len(records) * min(modal, 50)
	if same*10 >= len(records)*9 && !prose {
		score += agreed
	}
	return dialect{Layout: l, fields: modal, sure: sure}, score
}

// agreed lifts a dialect in which the records agree above all others; it is more
// than the share in thousandths of fifty fields.
const agreed = 1000 * 50

// sampleRecords returns the number of fields of each record of the head; a
// record that the head cuts is left out, and so are empty lines. prose tells that
// more than half of the fields behind a delimiter begin with a space.
func sampleRecords(head []byte, l Layout, cut bool) (counts []int, prose bool) {
	var fields []Field
	spaced, behind := 0, 0
	eachRecord(head, l, cut, func(b *Block) bool {
		lo, hi := b.Span(0)
		if trimEOL(b.Text, lo, hi) > lo {
			fields = b.Fields(0, fields[:0])
			counts = append(counts, len(fields))
			for _, f := range fields[1:] {
				behind++
				if f.Start < f.End && b.Text[f.Start] == ' ' {
					spaced++
				}
			}
		}
		return len(counts) < 500
	})
	return counts, 2*spaced > behind
}

// eachRecord calls f with a block for each whole record of the head.
func eachRecord(head []byte, l Layout, cut bool, f func(*Block) bool) {
	fr := framer{layout: l, out: &Out{Input: &Input{}}}
	if !cut {
		fr.err = errHeadEnd
	}
	quote := -1
	if l.Quote == 0 {
		quote = len(head)
	}
	for at := 0; at < len(head); {
		end, q := fr.record(head, at, quote)
		if end < 0 {
			return
		}
		if !f(&Block{Text: head[at:end], Starts: []int32{0}, Layout: l}) {
			return
		}
		at, quote = end, q
	}
}

var errHeadEnd = &Gap{}

func modalFields(counts []int) int {
	seen := map[int]int{}
	best := 0
	for _, n := range counts {
		seen[n]++
		if seen[n] > seen[best] || seen[n] == seen[best] && n > best {
			best = n
		}
	}
	return best
}

func readDelimited(ctx context.Context, f *File, out *Out) error {
	e := DetectEncoding(f.Head)
	head, _ := textHead(f.Head, e)
	cut := len(f.Head) == HeadSize
	d := detectDialect(head, cut)
	out.Input.Encoding = e.Label()
	fr := &framer{ctx: ctx, out: out, layout: d.Layout, kind: KindCell, cm: e.Charmap, cr: d.cr}
	if err := fr.open(f, e); err != nil {
		return err
	}
	if d.cr {
		head = bytes.ReplaceAll(head, []byte{'\r'}, newlineByte)
	}
	fr.table, fr.header = delimitedTable(head, d, cut, e.Charmap, out.Hints)
	return fr.run()
}

// open sets the framer's stream: UTF-16 is decoded, a byte-order mark skipped.
func (f *framer) open(file *File, e Encoding) error {
	f.r, f.raw = file.R, !e.Wide()
	if e.Wide() {
		f.r = NewUTF16Reader(file.R, e)
		return nil
	}
	for skip := make([]byte, e.BOM); f.offset < int64(e.BOM); {
		n, err := f.r.Read(skip[f.offset:])
		f.offset += int64(n)
		if err != nil && f.offset < int64(e.BOM) {
			return err
		}
	}
	return nil
}

// maxPreamble is how many records may stand before the header.
const maxPreamble = 10

// delimitedTable finds the header record: the first of the leading records in
// which all cells are filled and not numbers, none holds a value of a detector,
// and one is a known header word or the cells below are of other types. It
// returns the table and how many records are header and preamble.
func delimitedTable(head []byte, d dialect, cut bool, cm *Charmap, hints Hints) (*Table, int64) {
	var rows [][]string
	eachRecord(head, d.Layout, cut, func(b *Block) bool {
		b.Charmap = cm
		if cm != nil || !utf8.Valid(b.Text) || MayBeTwice(b.Text) {
			b.Text = append([]byte(nil), b.Text...)
			b.Decode(nil)
		}
		var cells []string
		for _, f := range b.Fields(0, nil) {
			v := string(b.Text[f.Start:f.End])
			if f.Quoted {
				v = strings.ReplaceAll(v, `""`, `"`)
			}
			cells = append(cells, strings.TrimSpace(v))
		}
		rows = append(rows, cells)
		return len(rows) < 1000
	})
	first := 0
	if d.sep {
		first = 1
	}
	t := &Table{Letters: true}
	for i := first; i < len(rows) && i < first+maxPreamble; i++ {
		if len(rows[i]) < d.fields || !LooksLikeHeader(rows[i], rows[i+1:], hints) {
			continue
		}
		t.Columns, t.Titles = rows[i], int64(i)
		if t.Key = GuessKey(t.Columns, rows[i+1:], hints); t.Key == nil {
			if p := MatchPreset(t.Columns); p != nil {
				t.Key = p.key(t.Columns)
			}
		}
		return t, int64(i + 1)
	}
	return t, int64(first)
}

// LooksLikeHeader tells whether cells are column names; below are the records
// that follow.
func LooksLikeHeader(cells []string, below [][]string, hints Hints) bool {
	known, seen := false, map[string]bool{}
	for _, c := range cells {
		if c == "" || len(c) > 80 || numeric(c) || seen[c] {
			return false
		}
		seen[c] = true
		if hints.Value != nil && hints.Value([]byte(c)) {
			return false
		}
		known = known || hints.Header != nil && hints.Header(c)
	}
	if known {
		return true
	}
	// Without a known word: a column of numbers or of values under a word.
	for col := range cells {
		n, other := 0, 0
		for _, row := range below[:min(len(below), 20)] {
			if col < len(row) && row[col] != "" {
				n++
				if numeric(row[col]) || hints.Value != nil && hints.Value([]byte(row[col])) {
					other++
				}
			}
		}
		if n >= 2 && other == n {
			return true
		}
	}
	return false
}

// numeric tells numbers, dates and times: digits and signs only.
func numeric(s string) bool {
	digits := 0
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case strings.IndexByte(" .,:-+/%", c) < 0:
			return false
		}
	}
	return digits > 0
}

// GuessKey returns the first column whose name is that of a key and whose
// values are filled and unique in rows, or nil.
func GuessKey(columns []string, rows [][]string, hints Hints) []int {
	if hints.Key == nil {
		return nil
	}
next:
	for i, name := range columns {
		if !hints.Key(name) {
			continue
		}
		seen := map[string]bool{}
		for _, row := range rows {
			if i >= len(row) || row[i] == "" || seen[row[i]] {
				if len(row) == 1 && row[0] == "" { // an empty line
					continue
				}
				continue next
			}
			seen[row[i]] = true
		}
		return []int{i}
	}
	return nil
}
