package source

import (
	"bytes"
	"context"
	"io"
	"unicode/utf8"
)

// framer cuts a stream of delimited text into blocks of whole records. It is
// exact and sequential, and costs little because it jumps from quote to quote
// and from line end to line end; blocks are then swept by any worker, so one big
// file keeps all cores busy without a guess about where records begin.
//
// A quote that does not open a field is data. A quoted field ends at a quote in
// front of a delimiter or line end. If none follows within resyncReach bytes,
// or up to the end, the opening quote is taken as data and counted.
type framer struct {
	ctx    context.Context
	out    *Out
	r      io.Reader
	layout Layout
	table  *Table
	kind   PlaceKind
	cm     *Charmap
	raw    bool // Text is the file's own bytes
	cr     bool // records end in CR

	header  int64 // records that are header or preamble
	row     int64 // records emitted
	line    int64 // line ends emitted
	offset  int64 // bytes emitted
	rest    []byte
	err     error
	noClose int // no closing quote before this offset of the buffer, learned by a resync
}

// resyncReach is how far a quoted field may run before its quote is doubted.
const resyncReach = 1 << 20

// run emits all blocks. The error is that of the reader, as a Gap with the
// record from which on nothing was read.
func (f *framer) run() error {
	b := f.out.NewBlock()
	for f.err == nil || len(f.rest) > 0 {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		b.Text = append(b.Text[:0], f.rest...)
		f.rest = f.rest[:0]
		want := f.out.BlockSize
		for {
			f.fill(b, want)
			if f.frame(b) || f.err != nil {
				break
			}
			if len(b.Text) >= WindowSize+2*Reach {
				var err error
				if b, err = f.windows(b); err != nil {
					return err
				}
				continue
			}
			want = 2 * len(b.Text) // a record longer than a block
		}
		if len(b.Starts) == 0 {
			if len(b.Text) == 0 {
				break
			}
			continue
		}
		next := f.out.NewBlock()
		if err := f.emit(b); err != nil {
			return err
		}
		b = next
	}
	if f.err != nil && f.err != io.EOF {
		g := *AsGap(f.err)
		if g.From == "" {
			g.From = "row " + itoa(f.row+1)
		}
		return &g
	}
	return nil
}

// readSize is what one read asks for. A longer read call may outlast the 20 µs
// after which the Go runtime hands the thread's processor to another, and then
// costs more than it saves.
const readSize = 64 << 10

// fill reads until the block has want bytes or the stream ends.
func (f *framer) fill(b *Block, want int) {
	if cap(b.Text) < want+64 {
		t := make([]byte, len(b.Text), want+64)
		copy(t, b.Text)
		b.Text = t
	}
	for len(b.Text) < want && f.err == nil {
		n, err := f.r.Read(b.Text[len(b.Text):min(want, len(b.Text)+readSize)])
		if f.cr {
			bytesReplace(b.Text[len(b.Text):len(b.Text)+n], '\r', '\n')
		}
		b.Text = b.Text[:len(b.Text)+n]
		f.err = err
	}
}

func bytesReplace(t []byte, from, to byte) {
	for i, c := range t {
		if c == from {
			t[i] = to
		}
	}
}

// frame finds the whole records of the block and moves what is behind them to
// f.rest. It returns false if there is none, which at the end of the stream
// cannot be.
func (f *framer) frame(b *Block) bool {
	t := b.Text
	b.Starts = b.Starts[:0]
	f.noClose = 0
	limit := len(t)
	header := f.header - f.row
	at := 0
	quote := -1 // next quote at or behind the position; len(t) if none
	if f.layout.Quote == 0 {
		quote = len(t)
	}
	for at < limit {
		if header > 0 && int64(len(b.Starts)) == header {
			break // data rows get a block of their own
		}
		if quote < 0 {
			quote = indexFrom(t, at, f.layout.Quote)
		}
		if at < quote { // up to the next quote a line is a record
			if n := bytes.IndexByte(t[at:quote], '\n'); n >= 0 && !f.layout.escaped(t, at, at+n) {
				b.Starts = append(b.Starts, int32(at))
				at += n + 1
				continue
			}
		}
		end := 0
		end, quote = f.record(t, at, quote)
		if end < 0 {
			break
		}
		b.Starts = append(b.Starts, int32(at))
		at = end
	}
	if len(b.Starts) == 0 {
		return false
	}
	f.rest = append(f.rest[:0], t[at:]...)
	b.Text = t[:at]
	return true
}

// record returns the end of the record that begins at at, its line end
// included, or -1 if the buffer does not hold it. quote is the next quote at or
// behind at, or -1 if that is not known yet.
func (f *framer) record(t []byte, at, quote int) (end, nextQuote int) {
	q, d := f.layout.Quote, f.layout.Delim
	p, field := at, true // field: p is the start of a field
	for {
		if quote >= 0 && quote < p {
			quote = -1
		}
		if quote < 0 {
			quote = indexFrom(t, p, q)
		}
		if !(field && quote == p && p < len(t)) {
			nl := f.layout.index(t, p, '\n')
			if quote >= nl {
				switch {
				case nl < len(t):
					return nl + 1, quote
				case f.err != nil:
					return len(t), quote // the last record has no line end
				}
				return -1, quote
			}
			p = quote
			if p == at || t[p-1] != d || f.layout.escaped(t, at, p-1) {
				p++ // a quote inside a field is data
				field = false
				continue
			}
		}
		closing := f.closing(t, p+1)
		if closing < 0 {
			if f.err == nil && len(t)-p <= resyncReach {
				return -1, quote
			}
			f.out.Input.Warn(WarnQuoteResync, 1, "row "+itoa(f.row+1+int64(f.recordsBefore(t, at))))
			p++
			field = false
			continue
		}
		p = closing + 1
		switch {
		case p >= len(t):
			if f.err != nil {
				return len(t), len(t)
			}
			return -1, quote
		case t[p] == d:
			p++
			field = true
		case t[p] == '\n':
			return p + 1, -1
		default: // "\r\n"
			field = false
		}
	}
}

// recordsBefore counts the records framed before the one at at; only for the
// place of a warning.
func (f *framer) recordsBefore(t []byte, at int) int { return bytes.Count(t[:at], newlineByte) }

var newlineByte = []byte{'\n'}

func indexFrom(t []byte, p int, c byte) int {
	if p >= len(t) {
		return len(t)
	}
	if n := bytes.IndexByte(t[p:], c); n >= 0 {
		return p + n
	}
	return len(t)
}

// closing returns the closing quote of the field whose text begins at p, or -1.
func (f *framer) closing(t []byte, p int) int {
	q, d := f.layout.Quote, f.layout.Delim
	from := p
	if p < f.noClose {
		p = f.noClose // a scan before found none up to here
	}
	for {
		n := bytes.IndexByte(t[p:], q)
		if n < 0 {
			f.noClose = len(t)
			return -1
		}
		p += n
		switch {
		case p+1 >= len(t):
			if f.err != nil {
				return p
			}
			return -1 // what follows decides
		case f.layout.escaped(t, from, p):
			p++
		case t[p+1] == q:
			p += 2
			if p >= len(t) && f.err == nil {
				return -1
			}
		case t[p+1] == d || t[p+1] == '\n' || t[p+1] == '\r':
			return p
		default:
			p++ // an unescaped quote inside the field
		}
	}
}

// emit hands a block of whole records over.
func (f *framer) emit(b *Block) error {
	f.place(b)
	n := int64(len(b.Starts))
	b.Header = f.row < f.header
	if !b.Header {
		f.out.Input.Rows += n
	}
	f.row += n
	f.line += int64(bytes.Count(b.Text, newlineByte))
	f.offset += int64(len(b.Text))
	b.OwnLo, b.OwnHi = 0, len(b.Text)
	return f.out.Emit(b)
}

func (f *framer) place(b *Block) {
	b.Layout, b.Table, b.Kind, b.Charmap = f.layout, f.table, f.kind, f.cm
	b.Row, b.Data, b.Line = f.row+1, max(f.row-f.header, 0)+1, f.line+1
	if f.raw {
		b.Offset = f.offset
	}
}

// windows emits a record that is longer than a window piece by piece and
// returns the block that holds its tail, to be framed with what follows. The
// record's fields are followed from window to window.
func (f *framer) windows(b *Block) (*Block, error) {
	col, inQuote, char0 := 1, false, int64(0)
	var fields []Field
	header := f.row < f.header
	row, data := f.row+1, max(f.row-f.header, 0)+1
	if !header {
		f.out.Input.Rows++
	}
	f.row++
	ownLo := 0
	for {
		t := b.Text
		last, end := false, wholeRunes(t)
		if f.cm != nil {
			end = len(t)
		}
		if nl := bytes.IndexByte(t[ownLo:], '\n'); nl >= 0 {
			last, end = true, ownLo+nl+1
		} else if f.err != nil {
			last, end = true, len(t)
		}
		tail := append([]byte(nil), t[end:]...)
		cut := end
		if !last {
			if cut = end - Reach; f.cm == nil {
				for cut > 0 && !utf8.RuneStart(t[cut]) {
					cut--
				}
			}
		}
		keep := max(0, cut-Reach)
		for f.cm == nil && keep > 0 && !utf8.RuneStart(t[keep]) {
			keep--
		}
		context := append([]byte(nil), t[keep:end]...)
		f.place(b)
		b.Text, b.Starts = t[:end], append(b.Starts[:0], 0)
		b.Row, b.Data, b.Header, b.Window = row, data, header, true
		b.Col0, b.InQuote, b.Char0 = col, inQuote, char0
		b.OwnLo, b.OwnHi = ownLo, cut
		fields = b.Fields(0, fields[:0])
		for _, x := range fields { // the state at the start of the next window
			if x.Start <= keep && (keep <= x.End || x.End == end) {
				if x.Start > 0 || x.Col != col {
					char0 = 0
				}
				if f.cm != nil {
					char0 += int64(keep - x.Start)
				} else {
					char0 += runeCount(t[x.Start:keep])
				}
				col, inQuote = x.Col, x.Quoted && x.Start < keep
				break
			}
		}
		next := f.out.NewBlock()
		advance := keep
		if last {
			advance = end
		}
		f.line += int64(bytes.Count(t[:advance], newlineByte))
		f.offset += int64(advance)
		if err := f.out.Emit(b); err != nil {
			return nil, err
		}
		b = next
		if last {
			b.Text = append(b.Text[:0], tail...)
			return b, nil
		}
		b.Text = append(append(b.Text[:0], context...), tail...)
		ownLo = cut - keep
		f.fill(b, WindowSize+2*Reach)
	}
}
