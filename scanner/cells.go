package scanner

import (
	"bytes"
	"math/bits"

	"leidur/source"
)

// cellCounter counts the filled cells of CSV blocks by column, and the records
// that do not fit the header. Nearly all records have as many fields as the
// header, no quote and no empty field; a mask of the delimiters proves it with a
// few population counts, and only the others are split.
type cellCounter struct {
	delims []uint64
}

func (c *cellCounter) count(b *source.Block, r *result) {
	want := len(b.Table.Columns)
	text := b.Text
	c.mask(text, b.Layout.Delim)
	quote := -1
	whole := int64(0)
	for i := range b.Records() {
		lo, hi := b.Span(i)
		if quote < lo {
			quote = len(text)
			if b.Layout.Quote != 0 {
				if n := bytes.IndexByte(text[lo:], b.Layout.Quote); n >= 0 {
					quote = lo + n
				}
			}
		}
		if want > 0 && hi <= quote && c.plain(text, lo, hi, want) {
			whole++
			continue
		}
		var n, filled int
		n, filled, r.filled = b.CountFields(i, r.filled)
		r.cells += int64(filled)
		if want > 0 && n != want && filled > 0 { // an empty line is no ragged record
			if r.ragged == 0 {
				r.ragRow, _ = b.RowOf(i)
			}
			r.ragged++
		}
	}
	if whole > 0 {
		for col := 1; col <= want; col++ {
			r.count(col, whole)
		}
		r.cells += whole * int64(want)
	}
}

// mask sets a bit for each delimiter of text, which must be padded.
func (c *cellCounter) mask(text []byte, delim byte) {
	chunks := len(text)/64 + 1
	if cap(c.delims) < chunks+1 {
		c.delims = make([]uint64, chunks+1)
	}
	c.delims = c.delims[:chunks+1]
	c.delims[chunks] = 0
	t := text[:chunks*64]
	for k := range chunks {
		c.delims[k] = equalBytes((*[64]byte)(t[k*64:]), delim)
	}
	leaveVectors()
}

// plain tells that the record t[lo:hi], which has no quote, has want fields and
// none of them empty.
func (c *cellCounter) plain(t []byte, lo, hi, want int) bool {
	if hi > lo && t[hi-1] == '\n' {
		hi--
	}
	if hi > lo && t[hi-1] == '\r' {
		hi--
	}
	if hi == lo {
		return false
	}
	n, before := 1, uint64(1) // as if a delimiter stood before the record: it must not begin with one
	for at := lo; at < hi; at += 64 {
		m := window(c.delims, at)
		if hi-at < 64 {
			m &= 1<<(hi-at) - 1
		}
		if m&(m<<1|before) != 0 {
			return false
		}
		before = m >> 63
		n += bits.OnesCount64(m)
	}
	return n == want && c.delims[(hi-1)>>6]>>((hi-1)&63)&1 == 0
}
