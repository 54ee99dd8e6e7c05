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
	set  *Set
	m    masks
	pass detectors.Pass
	fold [96]byte
	near int // digit runs and words passed on, for --stats and tests
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
			s.call(a.det, detectors.At{Pos: at, Len: 1})
		}
	}
	s.runs()
}

func (s *sweeper) call(det uint16, at detectors.At) {
	s.pass.Current = det
	s.set.Detectors[det].Check(&s.pass, at)
}

// runs walks the starts of digit runs and tokens, 64 bytes at a time.
func (s *sweeper) runs() {
	t := s.pass.Text
	full := t[:len(t)+pad]
	letters, digits := s.m.letter, s.m.digit
	var queue [64]int32
	var lcarry, dcarry uint64
	bitmap := &s.set.words.bitmap
	for k := 0; k < len(letters)-2; k++ {
		l, d := letters[k], digits[k]
		if d != 0 {
			starts := d &^ (d<<1 | dcarry) & (d>>1 | digits[k+1]<<63)
			for ; starts != 0; starts &= starts - 1 {
				s.digits(k<<6 + bits.TrailingZeros64(starts))
			}
		}
		ws := l &^ (l<<1 | lcarry) &^ (d<<1 | dcarry)
		lcarry, dcarry = l>>63, d>>63
		next := letters[k+1]
		n := 0
		for ; ws != 0; ws &= ws - 1 {
			b := uint(bits.TrailingZeros64(ws))
			pos := k<<6 + int(b)
			size := bits.TrailingZeros64(^(l>>b | next<<(64-b)))
			h := wordHash(binary.LittleEndian.Uint64(full[pos:]), size)
			queue[n&63] = int32(pos)
			n += int(bitmap[h>>6] >> (h & 63) & 1)
		}
		for _, pos := range queue[:n] {
			s.word(int(pos))
		}
	}
}

func (s *sweeper) word(pos int) {
	t := s.pass.Text
	n := run(s.m.letter, pos)
	if n > len(s.fold)-8 {
		return
	}
	for _, ref := range s.set.words.lookup(t[pos:pos+n], s.fold[:]) {
		s.call(ref.det, detectors.At{Pos: pos, Len: n, Arg: ref.arg})
	}
}

// digits decides by the length of a run and its neighbours who looks at it.
func (s *sweeper) digits(pos int) {
	n := run(s.m.digit, pos)
	if n > maxRun {
		return // also runs over 64: no detector takes them
	}
	set := &s.set.digit
	who := set[0][n]
	if rest := (set[1][n] | set[2][n] | set[3][n] | set[4][n]) &^ who; rest != 0 {
		t := s.pass.Text
		cond := neighbours(t, pos, pos+n)
		for c := range 4 {
			if cond&(1<<c) != 0 {
				who |= set[1+c][n]
			}
		}
	}
	for ; who != 0; who &= who - 1 {
		s.call(uint16(bits.TrailingZeros64(who)), detectors.At{Pos: pos, Len: n})
	}
}

// neighbours tells which conditions of detectors.Near hold for the run t[lo:hi].
func neighbours(t []byte, lo, hi int) (c detectors.Near) {
	if hi < len(t) {
		switch r := t[hi]; {
		case r|0x20 >= 'a' && r|0x20 <= 'z':
			c |= detectors.BeforeLetter
		case r == ' ' || r == '-' || r == '.' || r == '(' || r == ')' || r == '/' || r == 0xC2 || r == 0xE2:
			i := hi + max(1, punctLen(t, hi))
			if r == ')' || r == '/' {
				if i < len(t) && (t[i] == ' ' || t[i] == '-') {
					i++
				}
			}
			if r == ' ' && i < len(t) && t[i] == '(' {
				i++
			}
			if i < len(t) {
				switch x := t[i]; {
				case isDigit(x):
					c |= detectors.Joined
				case x|0x20 >= 'a' && x|0x20 <= 'z' && r != '(' && r != ')' && r != '/':
					c |= detectors.BeforeLetter
				}
			}
		}
	}
	if lo > 0 {
		i := lo - 1
		switch l := t[i]; {
		case l|0x20 >= 'a' && l|0x20 <= 'z':
			c |= detectors.AfterLetter
		case l == '+' || l == '(' && i > 0 && t[i-1] == '+':
			c |= detectors.AfterPlus
		case l == ' ' || l == '-' || l == '.' || l == ')' || l >= 0x80:
			for n := 0; n < 2 && i > 0 && t[i] >= 0x80 && t[i] < 0xC0; n++ {
				i--
			}
			if i--; i >= 0 {
				switch x := t[i]; {
				case isDigit(x):
					c |= detectors.Joined
				case x|0x20 >= 'a' && x|0x20 <= 'z':
					c |= detectors.AfterLetter
				}
			}
		}
	}
	return c
}
