package scanner

import (
	"encoding/binary"
	"math/bits"
)

// Classification turns 64 bytes at a time into bit masks with eight-byte words
// (SWAR), so that the sweep can find the starts of digit runs and tokens with
// shifts instead of a look at each byte. It also proves that the text is valid
// UTF-8 in shape, at the price of one more mask.
//
// Bit i of masks.digit[k] is byte 64*k+i. Letters are ASCII letters and the
// bytes of multi-byte characters, except U+0080-U+00BF and U+2000-U+2FFF
// (no-break space, quotation marks, dashes): those end a token.

const (
	ones = 0x0101010101010101
	tops = 0x8080808080808080
	lows = 0x7f7f7f7f7f7f7f7f
)

type masks struct {
	letter, digit []uint64
}

// pad is how many bytes behind the text a load may touch.
const pad = 8

// padded returns text with at least pad zero bytes behind it, in its own
// memory where there is room.
func padded(text []byte) []byte {
	n := len(text)
	if cap(text) < n+64 {
		t := make([]byte, n, n+n/4+64)
		copy(t, text)
		text = t
	}
	t := text[: n+64 : cap(text)]
	clear(t[n:])
	return t[:n]
}

// gather moves the top bit of each byte to the low eight bits, byte 0 to bit 0.
// The other bits of m must be zero.
func gather(m uint64) uint64 { return m * 0x0002040810204081 >> 56 }

// classify fills the masks for text, which must be padded. It returns the
// offset of the first byte that is no valid UTF-8 in shape, or -1.
func (m *masks) classify(text []byte) (foreign int) {
	chunks := len(text)/64 + 1
	if cap(m.letter) < chunks+2 {
		m.letter = make([]uint64, chunks+2)
		m.digit = make([]uint64, chunks+2)
	}
	m.letter, m.digit = m.letter[:chunks+2], m.digit[:chunks+2]
	t := text[:chunks*64]
	foreign = -1
	// need is how many continuation bytes the chunk before still lacks, skip how
	// many of them belong to punctuation.
	skip, need := 0, 0
	for k := range chunks {
		c := (*[64]byte)(t[k*64:])
		letter, digit, odd, open := classifyChunk(c, need)
		if odd != 0 || need > 1 || skip != 0 {
			var bad int
			letter, bad, skip, need = walkMultibyte(c[:], letter, skip, need)
			if bad >= 0 && foreign < 0 {
				foreign = min(k*64+bad, len(text)-1)
			}
		} else {
			need = open
		}
		m.letter[k], m.digit[k] = letter, digit
	}
	leaveVectors()
	m.letter[chunks], m.digit[chunks] = 0, 0
	m.letter[chunks+1], m.digit[chunks+1] = 0, 0
	if need > 0 && foreign < 0 { // cut in the last chunk's last byte
		foreign = len(text) - 1
	}
	return foreign
}

// portableChunk classifies 64 bytes, of which the first need (0 or 1) continue
// a character. Two-byte characters with odd lead bytes are what Estonian text has: odd
// is not zero where anything else stands, and then the letters are not final. open is 1
// where the last byte begins a character. vectorChunk is the same with vectors.
func portableChunk(c *[64]byte, need int) (letter, digit, odd uint64, open int) {
	pending := uint64(need) << 7 // a top bit in byte 0 where a continuation byte must be
	for j := 0; j < 64; j += 8 {
		x := binary.LittleEndian.Uint64(c[j:])
		y := x & lows
		z := y | 0x20*ones
		top := x & tops
		letter |= gather(((z+(0x80-'a')*ones)&^(z+(0x80-'z'-1)*ones)|x)&tops) << j
		v := x ^ '0'*ones // 0 to 9 for digits
		digit |= gather(tops&^((v&lows+(0x80-10)*ones)|v)) << j
		lead := top & (x << 1)
		// Each continuation byte stands directly behind a lead byte.
		odd |= (lead<<8 | pending) ^ (top &^ lead) | lead&(x<<2|^(x<<7))
		pending = lead >> 56
	}
	return letter, digit, odd, int(pending >> 7)
}

// portableEqual sets a bit for each byte of c that is b.
func portableEqual(c *[64]byte, b byte) (m uint64) {
	pattern := ones * uint64(b)
	for j := 0; j < 64; j += 8 {
		x := binary.LittleEndian.Uint64(c[j:]) ^ pattern
		m |= gather(^((x&lows + lows) | x | lows)) << j
	}
	return m
}

// walkMultibyte walks the multi-byte characters of one chunk: it clears the
// punctuation from letter and returns the index of the first invalid byte, or -1.
func walkMultibyte(c []byte, letter uint64, skip, need int) (uint64, int, int, int) {
	bad := -1
	for i := 0; i < len(c); {
		b := c[i]
		if b < 0x80 {
			if need > 0 && bad < 0 {
				bad = i
			}
			skip, need = 0, 0
			i++
			continue
		}
		if b < 0xC0 {
			switch {
			case need == 0 && bad < 0:
				bad = i
			case need > 0:
				need--
			}
			if skip > 0 {
				skip--
				letter &^= 1 << i
			}
			i++
			continue
		}
		if need > 0 && bad < 0 {
			bad = i
		}
		skip = 0
		switch {
		case b < 0xE0:
			need = 1
		case b < 0xF0:
			need = 2
		case b < 0xF8:
			need = 3
		default:
			need = 0
			if bad < 0 {
				bad = i
			}
		}
		if b == 0xC2 || b == 0xE2 {
			skip = need
			letter &^= 1 << i
		}
		i++
	}
	return letter, bad, skip, need
}

// run returns the length of the run of ones in m that starts at bit position
// at, up to 64.
func run(m []uint64, at int) int { return bits.TrailingZeros64(^window(m, at)) }
