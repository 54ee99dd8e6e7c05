package source

import (
	"bytes"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// No detector library knows the Baltic code pages (FORMATS 2.1), so the verdict
// is our own: BOM, then NUL parity, then valid UTF-8, then a score of the bytes
// that differ between windows-1257 and windows-1252. The five letters õäöü are
// the same bytes in both; only š ž and the Latvian and Lithuanian letters decide.

// A Charmap decodes the upper half of an 8-bit encoding.
type Charmap struct {
	Name  string
	runes [128]rune
}

func newCharmap(name string, cm *charmap.Charmap) *Charmap {
	c := &Charmap{Name: name}
	for i := range c.runes {
		r := cm.DecodeByte(byte(i + 128))
		if r == utf8.RuneError { // undefined in the code page: keep the byte as its Latin-1 control
			r = rune(i + 128)
		}
		c.runes[i] = r
	}
	return c
}

// The code pages of this formats.
var (
	Windows1257 = newCharmap("windows-1257", charmap.Windows1257)
	Windows1252 = newCharmap("windows-1252", charmap.Windows1252)
)

// Encoding is the verdict about an input's text.
type Encoding struct {
	Name    string   // utf-8, utf-16le, utf-16be, windows-1257, windows-1252
	Guessed bool     // scored, not declared or proved
	BOM     int      // bytes of the byte-order mark
	Charmap *Charmap // nil for UTF-8 and UTF-16
	wide    bool
	big     bool
}

// Label is the verdict as reports show it.
func (e Encoding) Label() string {
	if e.Guessed {
		return e.Name + "?"
	}
	return e.Name
}

// DetectEncoding judges the head of an input.
func DetectEncoding(head []byte) Encoding {
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		return Encoding{Name: "utf-8", BOM: 3}
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		return Encoding{Name: "utf-16le", BOM: 2, wide: true}
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return Encoding{Name: "utf-16be", BOM: 2, wide: true, big: true}
	}
	if e, ok := nulParity(head); ok {
		return e
	}
	if validUTF8(head) {
		return Encoding{Name: "utf-8"}
	}
	cm := Score(head)
	if mostlyUTF8(head) { // UTF-8 with some foreign bytes: those are decoded one by one
		return Encoding{Name: "utf-8"}
	}
	return Encoding{Name: cm.Name, Guessed: true, Charmap: cm}
}

// nulParity recognises UTF-16 without a byte-order mark: text has NUL in nearly
// every second byte.
func nulParity(head []byte) (Encoding, bool) {
	n := len(head) &^ 1
	if n < 4 {
		return Encoding{}, false
	}
	var zero [2]int
	for i, c := range head[:n] {
		if c == 0 {
			zero[i&1]++
		}
	}
	half := n / 2
	switch {
	case zero[1] > half*7/10 && zero[0] <= half/20:
		return Encoding{Name: "utf-16le", Guessed: true, wide: true}, true
	case zero[0] > half*7/10 && zero[1] <= half/20:
		return Encoding{Name: "utf-16be", Guessed: true, wide: true, big: true}, true
	}
	return Encoding{}, false
}

// validUTF8 allows a character that the end of the head cuts.
func validUTF8(head []byte) bool {
	if len(head) == HeadSize {
		for i := 1; i <= 3 && i <= len(head); i++ {
			if c := head[len(head)-i]; c >= 0xC0 {
				head = head[:len(head)-i]
				break
			} else if c < 0x80 {
				break
			}
		}
	}
	return utf8.Valid(head)
}

// mostlyUTF8 tells UTF-8 with a few foreign bytes (a dump with a BLOB, one
// pasted value) from an 8-bit file, in which valid multi-byte sequences are
// accidents.
func mostlyUTF8(head []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(head); {
		if head[i] < 0x80 {
			i++
			continue
		}
		r, n := utf8.DecodeRune(head[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good > bad
}

// Score chooses between windows-1257 and windows-1252 by the letters that text
// of this region has. 1257 wins a tie: it decodes Estonian equally well and is
// what Baltic Windows wrote.
func Score(text []byte) *Charmap {
	baltic, western := 0, 0
	for i, c := range text {
		if c < 0x80 {
			continue
		}
		letterNear := i > 0 && isASCIILetter(text[i-1]) || i+1 < len(text) && isASCIILetter(text[i+1])
		if !letterNear {
			continue
		}
		switch c {
		case 0xF0, 0xFE, 0xD0, 0xDE: // š ž Š Ž in 1257; Icelandic eth and thorn in 1252
			baltic += 4
		case 0xE0, 0xE8, 0xE6, 0xEB, 0xF8, 0xFB, 0xE2, 0xEE, 0xED, 0xEF, 0xF2, 0xE7, 0xEC, 0xE1, 0xC8, 0xC2, 0xC0:
			baltic++ // ą č ę ė ų ū ā ī ķ ļ ņ ē ģ į: frequent in Latvian and Lithuanian
			if c == 0xE8 || c == 0xE9 || c == 0xE0 || c == 0xE7 {
				western++
			}
		case 0x9A, 0x9E, 0x8A, 0x8E: // š ž Š Ž in 1252; undefined in 1257
			western += 4
		case 0xE9, 0xE5, 0xF3, 0xFA, 0xF1: // é å ó ú ñ
			western++
		}
	}
	if western > baltic {
		return Windows1252
	}
	return Windows1257
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Decode makes the block's text valid UTF-8: with a Charmap every upper byte is
// decoded, without one only the bytes that are no valid UTF-8. All indexes move
// along and FileOffset still answers in the file's own bytes. It returns the
// number of bytes that the encoding of the file does not explain and the offset
// of the first of them in the undecoded text.
func (b *Block) Decode(scratch []byte) (out []byte, foreign int64, first int) {
	text := b.Text
	cm, each := b.Charmap, b.Charmap != nil
	first = -1
	if !each {
		cm = Score(text)
	}
	out = scratch[:0]
	b.at, b.gain = b.at[:0], b.gain[:0]
	rec, cell, gain := 0, 0, int32(0)
	ownLo, ownHi := b.OwnLo, b.OwnHi
	for i := 0; i < len(text); {
		c := text[i]
		n, r := 1, rune(-1)
		if c >= 0x80 {
			if each {
				r = cm.runes[c-0x80]
			} else if rr, k := utf8.DecodeRune(text[i:]); rr == utf8.RuneError && k == 1 {
				r = cm.runes[c-0x80]
				if foreign == 0 {
					first = i
				}
				foreign++
			} else {
				n = k
			}
		}
		for rec < len(b.Starts) && int(b.Starts[rec]) < i+n {
			b.Starts[rec] += gain
			rec++
		}
		for cell < len(b.Cells) && int(b.Cells[cell].Start) < i+n {
			b.Cells[cell].Start += gain
			cell++
		}
		if i == b.OwnLo {
			ownLo = len(out)
		}
		if i == b.OwnHi {
			ownHi = len(out)
		}
		if r >= 0 {
			before := len(out)
			out = utf8.AppendRune(out, r)
			gain += int32(len(out) - before - 1)
			b.at, b.gain = append(b.at, int32(len(out))), append(b.gain, gain)
		} else {
			out = append(out, text[i:i+n]...)
		}
		i += n
	}
	for ; rec < len(b.Starts); rec++ {
		b.Starts[rec] += gain
	}
	for ; cell < len(b.Cells); cell++ {
		b.Cells[cell].Start += gain
	}
	if b.OwnHi >= len(text) {
		ownHi = len(out)
	}
	b.OwnLo, b.OwnHi, b.Charmap = ownLo, ownHi, nil
	b.Text, out = out, b.Text
	return out, foreign, first
}

// NewUTF16Reader decodes UTF-16 to UTF-8, without the byte-order mark. An
// unpaired surrogate becomes U+FFFD; an odd last byte is an error, because the
// stream was cut.
func NewUTF16Reader(r io.Reader, e Encoding) io.Reader {
	return &utf16Reader{r: r, big: e.big, skip: e.BOM, in: make([]byte, 0, 32<<10)}
}

// Wide tells whether the text must go through NewUTF16Reader.
func (e Encoding) Wide() bool { return e.wide }

type utf16Reader struct {
	r       io.Reader
	big     bool
	skip    int
	in, out []byte
	err     error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		u.fill()
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}

func (u *utf16Reader) fill() {
	n, err := u.r.Read(u.in[len(u.in):cap(u.in)])
	u.in, u.err = u.in[:len(u.in)+n], err
	in := u.in
	if k := min(u.skip, len(in)); k > 0 {
		in, u.skip = in[k:], u.skip-k
	}
	out := make([]byte, 0, len(in)*3/2)
	unit := func(i int) uint16 {
		if u.big {
			return uint16(in[i])<<8 | uint16(in[i+1])
		}
		return uint16(in[i+1])<<8 | uint16(in[i])
	}
	i := 0
	for i+1 < len(in) {
		c := rune(unit(i))
		if utf16.IsSurrogate(c) {
			if i+3 >= len(in) && u.err == nil {
				break // the other half comes with the next read
			}
			if i+3 < len(in) {
				if pair := utf16.DecodeRune(c, rune(unit(i+2))); pair != utf8.RuneError {
					out = utf8.AppendRune(out, pair)
					i += 4
					continue
				}
			}
			c = utf8.RuneError
		}
		out = utf8.AppendRune(out, c)
		i += 2
	}
	u.out = out
	rest := copy(u.in[:cap(u.in)], in[i:])
	u.in = u.in[:rest]
	if u.err == io.EOF && rest > 0 {
		u.err = io.ErrUnexpectedEOF
	}
}
