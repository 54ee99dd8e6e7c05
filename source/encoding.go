package source

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// No detector library knows the Baltic code pages, so the verdict
// is our own: BOM, then NUL parity, then valid UTF-8, then a score of the code
// pages of the region (charmaps.go). The letters õäöü are the same bytes in most of
// them; only š ž and the Latvian and Lithuanian letters decide.

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

// Encoding is the verdict about an input's text.
type Encoding struct {
	Name    string   // utf-8, utf-16le, utf-16be, or the name of a Charmap
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

// encodingAliases are other names of the code pages, and code pages that are
// read as one that has the same letters.
var encodingAliases = map[string]string{"iso-8859-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252", "iso-8859-13": "windows-1257",
	"latin7": "windows-1257", "cp1257": "windows-1257", "cp1252": "windows-1252", "cp1251": "windows-1251", "latin9": "iso-8859-15", "latin-9": "iso-8859-15",
	"latin4": "iso-8859-4", "ibm775": "cp775", "ibm866": "cp866", "utf8": "utf-8"}

// EncodingNamed returns the encoding that a document declares by name.
func EncodingNamed(name string) (e Encoding, ok bool) {
	name = strings.ToLower(name)
	if a := encodingAliases[name]; a != "" {
		name = a
	}
	if name == "utf-8" {
		return Encoding{Name: name}, true
	}
	for _, c := range candidates {
		if c.Name == name {
			return Encoding{Name: name, Charmap: c.Charmap}, true
		}
	}
	return Encoding{}, false
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
	if mostlyUTF8(head) { // UTF-8 with some foreign bytes: those are decoded one by one
		return Encoding{Name: "utf-8"}
	}
	cm, _ := Score(head)
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

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Decoded says what Decode met.
type Decoded struct {
	Foreign  int64 // bytes that the encoding of the file does not explain
	Repaired int64 // characters put right that had been encoded twice
	First    int   // offset in the undecoded text of the first of either; -1 if none
	Record   int   // index of its record
}

// Decode makes the block's text valid UTF-8: with a Charmap every upper byte is
// decoded, without one only the bytes that are no valid UTF-8, each record by
// its own verdict, so that the text does not depend on the block's bounds.
// Records in which UTF-8 was taken for windows-1252 and encoded again ("mÃ¤rkus")
// are put right. All indexes move along and FileOffset still answers in the
// file's own bytes. It returns the memory of the old text.
func (b *Block) Decode(scratch []byte) (spare []byte, d Decoded) {
	text := b.Text
	cm, each := b.Charmap, b.Charmap != nil
	d.First = -1
	out := scratch[:0]
	b.at, b.gain = b.at[:0], b.gain[:0]
	rec, cell, gain := 0, 0, int32(0)
	ownLo, ownHi := b.OwnLo, b.OwnHi
	recLo := 0
	scored, twice := -1, -1 // records judged: foreign bytes, double encoding
	doubled := false
	span := func() []byte { // of the current record in the old text
		if rec < len(b.Starts) {
			return text[recLo:b.Starts[rec]]
		}
		return text[recLo:]
	}
	for i := 0; i < len(text); {
		for rec < len(b.Starts) && int(b.Starts[rec]) <= i {
			recLo = int(b.Starts[rec])
			b.Starts[rec] += gain
			rec++
		}
		c := text[i]
		n, r := 1, rune(-1)
		if c >= 0x80 {
			if each {
				r = cm.runes[c-0x80]
			} else if rr, k := utf8.DecodeRune(text[i:]); rr == utf8.RuneError && k == 1 {
				if scored != rec {
					scored = rec
					cm, _ = Score(span())
				}
				r = cm.runes[c-0x80]
				if d.First < 0 {
					d.First, d.Record = i, max(rec-1, 0)
				}
				d.Foreign++
			} else {
				n = k
				if c == 0xC3 || c == 0xC2 { // Ã Ä Å Â
					if twice != rec {
						twice, doubled = rec, encodedTwice(span())
					}
					if doubled {
						if rr, k := twiceAt(text[i:]); k > 0 {
							r, n = rr, k
							if d.First < 0 {
								d.First, d.Record = i, max(rec-1, 0)
							}
							d.Repaired++
						}
					}
				}
			}
		}
		for cell < len(b.Cells) && int(b.Cells[cell].Start) < i+n {
			b.Cells[cell].Start += gain
			cell++
		}
		if b.OwnLo >= i && b.OwnLo < i+n {
			ownLo = len(out)
		}
		if b.OwnHi >= i && b.OwnHi < i+n {
			ownHi = len(out)
		}
		if r >= 0 {
			before := len(out)
			out = utf8.AppendRune(out, r)
			gain += int32(len(out) - before - n)
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
	return out, d
}

// MayBeTwice tells cheaply that text may hold letters that were encoded twice:
// each Ã in it has the byte 0x83, which Estonian text hardly has.
func MayBeTwice(text []byte) bool {
	for at := 0; ; at++ {
		k := bytes.IndexByte(text[at:], 0x83)
		if k < 0 {
			return false
		}
		if at += k; at > 0 && text[at-1] == 0xC3 {
			return true
		}
	}
}

// encodedTwice tells that a record has two letters or more that were encoded
// twice; one could be meant.
func encodedTwice(record []byte) bool {
	if !MayBeTwice(record) {
		return false
	}
	found := 0
	for i := 0; i < len(record) && found < 2; i++ {
		if record[i] == 0xC3 || record[i] == 0xC2 {
			if _, n := twiceAt(record[i:]); n > 0 {
				found++
				i += n - 1
			}
		}
	}
	return found >= 2
}

// twiceAt returns the letter that the two characters at the start of t were
// before they were taken for windows-1252 or Latin-1, and their length in bytes;
// 0 if they are something else.
func twiceAt(t []byte) (rune, int) {
	lead, n := utf8.DecodeRune(t)
	if lead < 0xC2 || lead > 0xC5 {
		return 0, 0
	}
	next, k := utf8.DecodeRune(t[n:])
	b := byte(0)
	switch {
	case next >= 0x80 && next < 0xC0:
		b = byte(next)
	default:
		for i, r := range Windows1252.runes[:0x40] {
			if r == next {
				b = byte(0x80 + i)
			}
		}
	}
	if b == 0 {
		return 0, 0
	}
	r, size := utf8.DecodeRune([]byte{byte(lead), b})
	if size != 2 {
		return 0, 0
	}
	return r, n + k
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

// NewDecodingReader returns the text of r, from its first byte on, as UTF-8
// without a byte-order mark. Bytes that are no valid UTF-8 in a UTF-8 stream stay
// as they are: Block.Decode judges them record by record.
func NewDecodingReader(r io.Reader, e Encoding) io.Reader {
	switch {
	case e.wide:
		return NewUTF16Reader(r, e)
	case e.Charmap != nil:
		return &charmapReader{r: r, cm: e.Charmap}
	}
	return &skipReader{r: r, skip: e.BOM}
}

// DecodeHead returns the head of an input as UTF-8.
func DecodeHead(head []byte) []byte {
	e := DetectEncoding(head)
	if !e.wide && e.Charmap == nil {
		return head[e.BOM:]
	}
	text, err := io.ReadAll(NewDecodingReader(bytes.NewReader(head), e))
	if err != nil { // half a character at the end of the head
		return text
	}
	return text
}

type skipReader struct {
	r    io.Reader
	skip int
}

func (s *skipReader) Read(p []byte) (int, error) {
	for s.skip > 0 {
		n, err := s.r.Read(p[:min(s.skip, len(p))])
		s.skip -= n
		if err != nil {
			return 0, err
		}
	}
	return s.r.Read(p)
}

type charmapReader struct {
	r   io.Reader
	cm  *Charmap
	in  [16 << 10]byte
	out []byte
	buf []byte
	err error
}

func (c *charmapReader) Read(p []byte) (int, error) {
	for len(c.out) == 0 {
		if c.err != nil {
			return 0, c.err
		}
		var n int
		n, c.err = c.r.Read(c.in[:])
		c.buf = c.buf[:0]
		for _, b := range c.in[:n] {
			if b < 0x80 {
				c.buf = append(c.buf, b)
			} else {
				c.buf = utf8.AppendRune(c.buf, c.cm.runes[b-0x80])
			}
		}
		c.out = c.buf
	}
	n := copy(p, c.out)
	c.out = c.out[n:]
	return n, nil
}
