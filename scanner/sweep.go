package scanner

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"leidur/detectors"
)

// The sweep goes once over a block and calls detectors only where one of their
// anchors is. Candidates are the cost, so each kind of anchor is a ladder:
//
//	digit runs   mask ─► run length ─► neighbours ─► Check
//	tokens       mask ─► 6-byte hash in a bitmap ─► exact word ─► Check
//	single bytes IndexByte ─► Check
//
// Nothing here allocates once the scratch memory has grown to the block size.
type sweeper struct {
	set    *Set
	m      masks
	pass   detectors.Pass
	fold   [96]byte
	timing *timing // nil measures nothing
	near   int     // digit runs and words passed on, for --stats and tests
}

// sweep runs all detectors over the pass's text, which classify has seen.
func (s *sweeper) sweep() {
	t := s.pass.Text
	for _, a := range s.set.bytes {
		for at := 0; ; at++ {
			n := bytes.IndexByte(t[at:], a.b)
			if n < 0 {
				break
			}
			at += n
			for _, det := range a.dets {
				s.call(det, detectors.At{Pos: at, Len: 1})
			}
		}
	}
	s.runs()
}

func (s *sweeper) call(det uint16, at detectors.At) {
	s.pass.Current = det
	if s.timing != nil {
		s.timed(det, at)
		return
	}
	s.set.Detectors[det].Check(&s.pass, at)
}

func (s *sweeper) timed(det uint16, at detectors.At) {
	start := s.timing.now()
	s.set.Detectors[det].Check(&s.pass, at)
	t := &s.timing.rules[det]
	t.calls.Add(1)
	t.time.Add(int64(s.timing.now().Sub(start)))
}

// runs walks the starts of digit runs and tokens, 64 bytes at a time. Tokens
// are sifted twice: the hash of three bytes rejects most of them without a
// branch, that of six bytes most of the rest.
func (s *sweeper) runs() {
	t := s.pass.Text
	full := t[:len(t)+pad]
	letters, digits := s.m.letter, s.m.digit
	var queue [64]uint8
	var lcarry, dcarry, prev, two, four uint64
	words := &s.set.words
	for k := 0; k < len(letters)-2; k++ {
		l, d := letters[k], digits[k]
		if d != 0 {
			next := digits[k+1]
			all := d &^ (d<<1 | dcarry)
			starts := all & (d>>1 | next<<63)
			long, chain, short := visit(starts, d, l)
			if s.set.single {
				starts = all & (starts | chain)
			}
			if !s.set.every {
				starts &= long | chain | short
			}
			for starts != 0 {
				b := uint(bits.TrailingZeros64(starts)) & 63
				starts &= starts - 1
				pos, ahead := k<<6+int(b), d>>b|next<<1<<(63-b)
				date := dateAt(t[pos:], ahead)
				if date {
					starts &^= (1<<dateBytes - 1) << b
				}
				s.digits(pos, ahead, short>>b&1 != 0, date)
			}
		}
		if words.heads {
			for tails := longTails(l, prev, letters[k+1], &two, &four); tails != 0; tails &= tails - 1 {
				end := k<<6 + bits.TrailingZeros64(tails)
				if end < 7 || words.mayEnd(binary.LittleEndian.Uint64(full[end-7:])) {
					s.tail(end)
				}
			}
			prev = l
		}
		ws := l &^ (l<<1 | lcarry) &^ (d<<1 | dcarry) & (l>>1 | letters[k+1]<<63) // tokens of two bytes or more
		lcarry, dcarry = l>>63, d>>63
		n := 0
		if k<<6+64+pad > len(full) { // the last chunk
			for ; ws != 0; ws &= ws - 1 {
				s.token(k<<6 + bits.TrailingZeros64(ws))
			}
			break
		}
		c := (*[64 + pad]byte)(full[k<<6:])
		for ; ws != 0; ws &= ws - 1 {
			b := bits.TrailingZeros64(ws) & 63
			h := prefixHash(binary.LittleEndian.Uint32(c[b : b+4]))
			queue[n&63] = uint8(b)
			n += int(words.prefix[h>>6] >> (h & 63) & 1)
		}
		for _, b := range queue[:n] {
			load, size := binary.LittleEndian.Uint64(c[b:]), bits.TrailingZeros64(^(l>>b | letters[k+1]<<1<<(63-b)))
			if words.mayBegin(load, size) {
				s.token(k<<6 + int(b))
			}
		}
	}
}

// The sieve keeps digit runs of sieveRun bytes, chains of digits and single
// separators of sieveChain bytes, and short runs beside a short token. Dates,
// times and prices, which are most digit runs of a note, fall through.
const (
	sieveRun   = 6
	sieveChain = 8
	// Near the ends of a chunk the masks do not show all of the neighbours: those runs are kept.
	sieveEdges = 1<<4 - 1 | (1<<12-1)<<52
)

// visit sifts the run starts of a chunk, among other positions: the beginnings of
// six digits, those of a chain of sieveChain bytes, and runs of two to four digits
// beside a short token. d and l are the digit and letter masks.
func visit(starts, d, l uint64) (long, chained, beside uint64) {
	run := d & (d >> 1)
	run &= run >> 2
	run &= run >> 2 // six digits from here on
	// Separators of one to three bytes between digits count as digits.
	chain := chainOf(d)
	chain &= chain >> 1
	chain &= chain >> 2
	chain &= chain >> 4
	// Tokens of two or three bytes behind a run of two, three or four digits.
	short := l &^ (l << 1) & (l >> 1) &^ (l >> 2 & (l >> 3))
	behind := short | short>>1 | short>>2 | short>>3 // directly or behind one separator
	two, three := starts&^(d>>2), starts&(d>>2)&^(d>>3)
	beside = two&(behind>>2) | three&(behind>>3) | starts&(d>>2)&(d>>3)&^(d>>4)&(behind>>4)
	// Tokens of one or two bytes before.
	short = l &^ (l >> 1) &^ (l << 1 & (l << 2))
	beside |= short<<1 | short<<2 | short<<3 | short<<4
	return run, chain | sieveEdges, beside | sieveEdges
}

// token looks at the start of a token that the first four bytes let through.
func (s *sweeper) token(pos int) {
	t := s.pass.Text
	words := &s.set.words
	load, n := binary.LittleEndian.Uint64(t[:len(t)+pad][pos:]), run(s.m.letter, pos)
	if n > len(s.fold)-8 {
		return
	}
	if bit(words.start[:], startHash(load, n)) != 0 {
		s.words(words.lookup(lower(s.fold[:0], t[pos:pos+n])), pos, n)
	}
	if n >= stemBytes && bit(words.stemStart[:], stemHash(load)) != 0 {
		s.stem(pos, n)
	}
}

// words calls the detectors of a word for the token at pos.
func (s *sweeper) words(number uint32, pos, n int) {
	for number != 0 {
		e := &s.set.words.entries[number-1]
		s.call(e.det, detectors.At{Pos: pos, Len: n, Arg: e.arg})
		number = e.next
	}
}

func (s *sweeper) stem(pos, n int) {
	word := lower(s.fold[:0], s.pass.Text[pos:pos+n])
	if len(word) < stemBytes {
		return
	}
	for _, ref := range s.set.words.stems[string(word[:stemBytes])] {
		if len(word) >= len(ref.stem) && string(word[:len(ref.stem)]) == ref.stem {
			s.call(ref.det, detectors.At{Pos: pos, Len: n, Arg: ref.arg})
		}
	}
}

// tail looks at a token whose last byte is at end and which may end in the head
// of a compound.
func (s *sweeper) tail(end int) {
	t := s.pass.Text
	pos := end
	for pos > 0 && end-pos < len(s.fold) && s.m.letter[(pos-1)>>6]>>((pos-1)&63)&1 != 0 {
		pos--
	}
	n := end + 1 - pos
	if n > len(s.fold)-8 {
		return
	}
	for number := s.set.words.compound(lower(s.fold[:0], t[pos:pos+n])); number != 0; number = s.set.words.entries[number-1].next {
		if e := &s.set.words.entries[number-1]; e.head {
			s.call(e.det, detectors.At{Pos: pos, Len: n, Arg: e.arg})
		}
	}
}

// longTails returns the last bytes of tokens in l that are long enough to be a
// compound: of seven bytes, two letters and a head of five. next is the mask behind; two and four carry runs of two and four letters
// from chunk to chunk.
func longTails(l, prev, next uint64, two, four *uint64) uint64 {
	r2 := l & (l<<1 | prev>>63)
	r4 := r2 & (r2<<2 | *two>>62)
	r7 := r4 & (r4<<3 | *four>>61)
	*two, *four = r2, r4
	return r7 &^ (l>>1 | next<<63)
}

// digits decides by the length of a run, the digits behind it and its
// neighbours who looks at it. ahead is the digit mask from pos on; beside tells
// that a short token may stand beside the run, date that a date begins there.
func (s *sweeper) digits(pos int, ahead uint64, beside, date bool) {
	n := bits.TrailingZeros64(^ahead)
	if n > maxRun {
		return // no detector takes them, however long they are
	}
	first := uint16(1) << (s.pass.Text[pos] - '0')
	set := &s.set.digit[n]
	if !date && set.first&first != 0 && bits.OnesCount64(ahead&set.within) >= set.count {
		s.ask(set.chains, pos, n, ahead, first)
	}
	if beside && !date && len(set.beside) > 0 {
		s.ask(set.beside, pos, n, ahead, first)
	}
	if len(set.plain) > 0 {
		s.ask(set.plain, pos, n, ahead, first)
	}
}

// dateBytes is the length of a date that dateAt knows.
const dateBytes = 10

// dateAt tells whether t begins with 15.11.2022, 15/11/2022 or 2022-11-15: the
// commonest chains of digits, and what has a length of its own is not written so. ahead is
// the digit mask of t.
func dateAt(t []byte, ahead uint64) bool {
	switch ahead & (1<<11 - 1) {
	case 0b01111011011:
		return t[2] == t[5] && (t[2] == '.' || t[2] == '/' || t[2] == '-') && t[0] <= '3' && t[3] <= '1'
	case 0b01101101111:
		return t[4] == t[7] && (t[4] == '-' || t[4] == '.' || t[4] == '/') && (t[0] == '1' || t[0] == '2') && t[5] <= '1'
	}
	return false
}

// ask climbs the ladder of each anchor.
func (s *sweeper) ask(anchors []digitAnchor, pos, n int, ahead uint64, first uint16) {
	var cond detectors.Near
	known, last := false, -1
	for i := range anchors {
		a := &anchors[i]
		if a.first&first == 0 || int(a.det) == last || bits.OnesCount64(ahead&a.within) < a.count {
			continue
		}
		if a.span != 0 && chainOf(ahead)&a.span != a.span {
			continue
		}
		if a.near != 0 {
			if !known {
				cond, known = s.m.neighbours(pos, n), true
			}
			if cond&a.near == 0 {
				continue
			}
		}
		last = int(a.det)
		s.call(a.det, detectors.At{Pos: pos, Len: n})
	}
}

// chainOf sets the bits of digits and of one to three bytes between two of them.
func chainOf(d uint64) uint64 { return d | (d<<1|d<<2|d<<3)&(d>>1|d>>2|d>>3) }

// neighbours tells which conditions of detectors.Near may hold for the digit
// run of n bytes at pos. It looks at the masks only, so that any one byte, or
// one character of up to three bytes, passes for a separator: Check decides.
func (m *masks) neighbours(pos, n int) (c detectors.Near) {
	d, l := window(m.digit, pos-4), window(m.letter, pos-4)
	if d&0b0111 != 0 || d>>(5+n)&0b111 != 0 {
		c |= detectors.Joined
	}
	if l>>(4+n)&0b1111 != 0 {
		c |= detectors.BeforeLetter
	}
	if tail := l >> (4 + n); n <= 4 && tail&0b1111 != 0 {
		tail >>= bits.TrailingZeros64(tail)
		if tail&0b10 != 0 && tail&0b1100 != 0b1100 {
			c |= detectors.BeforeShort
		}
	}
	if before := l & 0b1111; before != 0 {
		before = window(m.letter, pos-8) & 0xff
		before <<= bits.LeadingZeros8(uint8(before)) // the last letter before is bit 7
		if before&0b0110_0000 != 0b0110_0000 {
			c |= detectors.AfterShort
		}
	}
	return c
}

// window returns the 64 bits of m from bit position at on; at may lie before
// the start.
func window(m []uint64, at int) uint64 {
	if at < 0 {
		return m[0] << -at
	}
	k, b := at>>6, uint(at&63)
	return m[k]>>b | m[k+1]<<1<<(63-b)
}
