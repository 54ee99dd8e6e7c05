package xlsx

import (
	"context"
	"fmt"
	"io"

	"leidur/source"
)

// The shared strings are the only table that the format forces into memory.
// They stand decoded in chunks, because growing one slice would hold two copies.

const (
	chunkBits = 20
	chunkSize = 1 << chunkBits
	perString = 8 // bytes that one entry of offs may cost while offs grows
)

type sharedStrings struct {
	chunks [][]byte // each chunkSize bytes but the last
	offs   []uint32 // string i is bytes offs[i] to offs[i+1] of all chunks
	used   int64    // bytes of text
	seen   []uint64 // bit i: a cell uses string i
	limit  int64    // for text and offs together
	broken bool     // not all strings are here
}

// len returns the number of strings.
func (t *sharedStrings) len() int { return max(0, len(t.offs)-1) }

// put appends to the string that is being read. It returns false at the limit.
func (t *sharedStrings) put(p []byte) bool {
	if t.used+int64(len(p))+perString*int64(len(t.offs)+1) > t.limit {
		return false
	}
	t.used += int64(len(p))
	for len(p) > 0 {
		if n := len(t.chunks); n == 0 || len(t.chunks[n-1]) == chunkSize {
			size := 0 // a small workbook needs no whole chunk
			if n > 0 {
				size = chunkSize
			}
			t.chunks = append(t.chunks, make([]byte, 0, size))
		}
		last := &t.chunks[len(t.chunks)-1]
		n := min(len(p), chunkSize-len(*last))
		*last = append(*last, p[:n]...)
		p = p[n:]
	}
	return true
}

// end closes the string that is being read.
func (t *sharedStrings) end() bool {
	if !t.put(nil) {
		return false
	}
	t.offs = append(t.offs, uint32(t.used))
	return true
}

// write hands string i to fn in one piece or, across chunks, in several, and
// notes that a cell uses it.
func (t *sharedStrings) write(i int, fn func([]byte)) {
	if t.seen == nil {
		t.seen = make([]uint64, t.len()/64+1)
	}
	t.seen[i/64] |= 1 << (i % 64)
	t.each(i, fn)
}

// unused tells whether no cell has used string i.
func (t *sharedStrings) unused(i int) bool {
	return t.seen == nil || t.seen[i/64]&(1<<(i%64)) == 0
}

func (t *sharedStrings) each(i int, fn func([]byte)) {
	lo, hi := t.offs[i], t.offs[i+1]
	for lo < hi {
		in := lo & (chunkSize - 1)
		n := min(hi-lo, chunkSize-in)
		fn(t.chunks[lo>>chunkBits][in : in+n])
		lo += n
	}
}

// readShared loads the part; what stops it is noted, and the strings before
// that place are kept. Runs of rich text are joined, phonetic runs dropped. The
// error is that of a stopped run.
func (p *pack) readShared(ctx context.Context, out *source.Out, name string) (*sharedStrings, error) {
	t := &sharedStrings{limit: min(out.Limits.Memory, 1<<32-1), offs: make([]uint32, 1, 64)}
	if name == "" {
		return t, nil
	}
	t.broken = true // until the end is seen
	pt, err := p.open(ctx, name)
	if err != nil {
		out.Note(withPlace(err, name))
		return t, ctx.Err()
	}
	defer pt.Close()
	s := newScanner(pt)
	full, closed, badRefs := t.load(s)
	if err := ctx.Err(); err != nil {
		return t, err
	}
	from := fmt.Sprintf("%s string %d", name, t.len())
	switch {
	case full:
		out.Note(&source.Gap{Reason: source.LimitSize, Detail: "shared strings need more than the memory limit", From: from})
	case s.err != io.EOF:
		out.Note(withPlace(partGap(s.err), from))
	case !closed:
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "truncated", From: from})
	default:
		t.broken = false
	}
	s.controls += badRefs
	noteSyntax(out, s, name, name)
	return t, nil
}

// load reads the items. full: the limit was reached; closed: the end of the
// table was seen; badRefs: references to forbidden characters.
func (t *sharedStrings) load(s *scanner) (full, closed bool, badRefs int64) {
	var scratch []byte
	inItem, inText, phonetic := false, false, false
	for {
		switch tok := s.next(); tok {
		case tokEOF:
			return false, closed, badRefs
		case tokText, tokCData:
			if !inText {
				continue
			}
			text := s.text
			if special(text) {
				var n int64
				scratch, n = appendText(scratch[:0], text, tok == tokText)
				text, badRefs = scratch, badRefs+n
			}
			if !t.put(text) {
				return true, false, badRefs
			}
		case tokOpen:
			switch string(s.name) {
			case "si":
				if inItem && !t.end() || s.empty && !t.end() { // an item left open counts
					return true, false, badRefs
				}
				inItem, inText, phonetic = !s.empty, false, false
			case "t":
				inText = inItem && !phonetic && !s.empty
			case "rPh":
				phonetic = !s.empty
			case "sst":
				closed = s.empty
			}
		case tokClose:
			switch string(s.name) {
			case "si":
				if inItem && !t.end() {
					return true, false, badRefs
				}
				inItem, inText = false, false
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			case "sst":
				closed = true
			}
		}
	}
}
