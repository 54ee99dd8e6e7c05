package scanner

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"leidur/detectors"
)

// A wordTable answers whether a token is a word of any detector, begins with one
// of its stems, or is a compound that ends in one of its heads. The words of
// ordinary text fall through bitmaps; what is left is looked up:
//
//	first 4 bytes ─► first 8 bytes ─────────► exact word (with -gi, -ki)
//	              └► first 5 bytes ─────────► stem
//	last 5 bytes or last 8 of long tokens ──► longest head of a compound
//
// Words lie in one piece of memory and entries hold no pointers: the table has
// forty thousand of them, and the garbage collector must not walk them.
type wordTable struct {
	prefix    [1 << (prefixBits - 6)]uint64
	start     [1 << (startBits - 6)]uint64
	stemStart [1 << (stemBits - 6)]uint64
	shortTail [1 << (shortBits - 6)]uint64 // heads of less than eight bytes
	longTail  [1 << (longBits - 6)]uint64

	slots   []uint32 // open addressing; number of an entry, 0 is free
	entries []wordEntry
	text    []byte
	stems   map[string][]stemRef // by their first stemBytes bytes
	heads   bool                 // there are heads
}

const (
	prefixBits = 17
	startBits  = 19
	stemBits   = 16
	shortBits  = 18
	longBits   = 19

	// stemBytes is how many bytes of a stem decide where it is looked up.
	stemBytes = 5
	// shortestHead is the shortest head in bytes.
	shortestHead = 4
	// shortTail is how many bytes of a head of less than eight bytes are hashed.
	shortTail = 5
)

// wordEntry is a word of a detector. Entries of one word are chained in the
// order in which they were added.
type wordEntry struct {
	at, next uint32 // offset in text; number of the next entry of the word, 0 is none
	arg      int32
	det      uint16
	size     uint8
	head     bool
}

type stemRef struct {
	stem string
	det  uint16
	arg  int32
}

const mix = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio

// prefixHash hashes the first four bytes of a token and what follows it.
func prefixHash(load uint32) uint64 {
	return uint64(load|0x20202020) * mix >> (64 - prefixBits)
}

// startHash folds case (|0x20 also folds the second byte of õ ä ö ü and of
// Cyrillic а-п) and hashes the first min(n, 8) bytes, n >= 1.
func startHash(load uint64, n int) uint64 {
	return (load | 0x20*ones) << (64 - 8*min(n, 8)) * mix >> (64 - startBits)
}

// stemHash hashes the first stemBytes bytes, case folded.
func stemHash(load uint64) uint64 {
	return (load | 0x20*ones) << (64 - 8*stemBytes) * mix >> (64 - stemBits)
}

// tailHash hashes the last n bytes of the eight in load, case folded, to bits bits.
func tailHash(load uint64, n, bits int) uint64 {
	return (load | 0x20*ones) >> (64 - 8*n) * mix >> (64 - bits)
}

func setBit(m []uint64, h uint64)     { m[h>>6] |= 1 << (h & 63) }
func bit(m []uint64, h uint64) uint64 { return m[h>>6] >> (h & 63) & 1 }

func (t *wordTable) add(w detectors.Word, det uint16) {
	if w.Stem {
		t.addStem(w, det)
		return
	}
	t.insert(w.Text, wordEntry{arg: w.Arg, det: det, head: w.Head})
	spellings, n := caseVariants(w.Text)
	for _, v := range spellings[:n] {
		t.mark(v, w.Then)
		if len(v) < 8 { // the clitic stands within the hashed bytes
			for _, clitic := range clitics {
				t.mark(v+clitic, "")
			}
		}
		if w.Head && len(v) >= shortestHead {
			t.heads = true
			t.markTail(loadTail(v), len(v))
		}
	}
}

// markTail enters the end of a head: its last eight bytes, or the last five of a shorter one.
func (t *wordTable) markTail(load uint64, size int) {
	switch {
	case size >= 8:
		setBit(t.longTail[:], tailHash(load, 8, longBits))
	case size >= shortTail:
		setBit(t.shortTail[:], tailHash(load, shortTail, shortBits))
	default: // four bytes, whatever stands before
		for b := range uint64(256) {
			setBit(t.shortTail[:], tailHash(load&^(0xff<<24)|b<<24, shortTail, shortBits))
		}
	}
}

// mark enters the start of a spelling in the bitmaps.
func (t *wordTable) mark(v, then string) {
	load := loadWord(v)
	setBit(t.start[:], startHash(load, len(v)))
	t.addPrefix(uint32(load), len(v), then)
}

func loadWord(v string) (load uint64) {
	for i := range min(len(v), 8) {
		load |= uint64(v[i]) << (8 * i)
	}
	return load
}

func loadTail(v string) (load uint64) {
	for i := max(0, len(v)-8); i < len(v); i++ {
		load = load>>8 | uint64(v[i])<<56
	}
	return load
}

// addStem enters a stem of at least stemBytes bytes.
func (t *wordTable) addStem(w detectors.Word, det uint16) {
	if t.stems == nil {
		t.stems = map[string][]stemRef{}
	}
	key := w.Text[:stemBytes]
	t.stems[key] = append(t.stems[key], stemRef{w.Text, det, w.Arg})
	spellings, n := caseVariants(w.Text)
	for _, v := range spellings[:n] {
		load := loadWord(v)
		t.addPrefix(uint32(load), len(v), "")
		setBit(t.stemStart[:], stemHash(load))
	}
}

// addPrefix enters the first four bytes of a word. Behind a shorter word stands
// any byte that ends a token, or one of then.
func (t *wordTable) addPrefix(load uint32, size int, then string) {
	set := func(key uint32) { setBit(t.prefix[:], prefixHash(key)) }
	switch {
	case size >= 4:
		set(load)
	case size == 3 && then != "":
		for _, b := range []byte(then) {
			set(load&0xffffff | uint32(b)<<24)
		}
	case size == 3:
		for b := range uint32(256) {
			if endsToken(byte(b)) {
				set(load&0xffffff | b<<24)
			}
		}
	default:
		for _, b := range []byte(then) {
			for after := range uint32(256) {
				set(load&0xffff | uint32(b)<<16 | after<<24)
			}
		}
	}
}

// endsToken tells the bytes that may follow the letters of a token: of the
// multi-byte characters those of no-break spaces, quotation marks and dashes.
func endsToken(b byte) bool {
	return b < 0x80 && (b|0x20 < 'a' || b|0x20 > 'z') || b == 0xC2 || b == 0xE2
}

// caseVariants returns the n spellings of a word that |0x20 does not fold to
// one: it folds ASCII and the letters õ ä ö ü, and not š ž and most of Cyrillic.
func caseVariants(word string) (spellings [3]string, n int) {
	spellings[0] = word
	for i := range len(word) {
		if word[i] >= 0xC4 {
			_, first := utf8.DecodeRuneInString(word)
			spellings[1], spellings[2] = strings.ToUpper(word), strings.ToUpper(word[:first])+word[first:]
			return spellings, 3
		}
	}
	return spellings, 1
}

// insert adds an entry behind those of the same word.
func (t *wordTable) insert(word string, e wordEntry) {
	if 2*(len(t.entries)+1) > len(t.slots) {
		t.grow()
	}
	slot := t.slot([]byte(word))
	e.size = uint8(len(word))
	if first := t.slots[slot]; first != 0 {
		last := &t.entries[first-1]
		e.at = last.at
		for last.next != 0 {
			last = &t.entries[last.next-1]
		}
		last.next = uint32(len(t.entries) + 1)
	} else {
		e.at = uint32(len(t.text))
		t.text = append(t.text, word...)
		t.slots[slot] = uint32(len(t.entries) + 1)
	}
	t.entries = append(t.entries, e)
}

func (t *wordTable) grow() {
	old := t.slots
	t.slots = make([]uint32, max(1<<16, 2*len(old)))
	for _, n := range old {
		if n != 0 {
			t.slots[t.slot(t.word(n))] = n
		}
	}
}

func (t *wordTable) word(n uint32) []byte {
	e := &t.entries[n-1]
	return t.text[e.at : e.at+uint32(e.size)]
}

// slot returns where a word is, or where it would be.
func (t *wordTable) slot(word []byte) int {
	h := uint64(len(word)) * mix
	b := word
	for ; len(b) >= 8; b = b[8:] {
		h = (h ^ binary.LittleEndian.Uint64(b)) * mix
		h ^= h >> 29
	}
	var rest uint64
	for i, c := range b {
		rest |= uint64(c) << (8 * i)
	}
	h = (h ^ rest) * mix
	h ^= h >> 29
	mask := len(t.slots) - 1
	for i := int(h) & mask; ; i = (i + 1) & mask {
		if n := t.slots[i]; n == 0 || string(t.word(n)) == string(word) {
			return i
		}
	}
}

// find returns the number of the first entry of a word, 0 if there is none.
func (t *wordTable) find(word []byte) uint32 {
	if len(t.slots) == 0 || len(word) > 255 {
		return 0
	}
	return t.slots[t.slot(word)]
}

// lookup is find for a folded token, which may end in a clitic.
func (t *wordTable) lookup(word []byte) uint32 {
	n := t.find(word)
	if n == 0 && len(word) > 3 && word[len(word)-1] == 'i' {
		for _, clitic := range clitics {
			if k := len(word) - len(clitic); string(word[k:]) == clitic {
				return t.find(word[:k])
			}
		}
	}
	return n
}

// mayEnd tells whether a token whose last eight bytes are load may end in a head.
func (t *wordTable) mayEnd(load uint64) bool {
	// Arrays, not slices: the compiler sees that the hashes lie inside.
	h8 := (load | 0x20*ones) * mix >> (64 - longBits)
	h5 := (load | 0x20*ones) >> (64 - 8*shortTail) * mix >> (64 - shortBits)
	return (t.longTail[h8>>6]>>(h8&63)|t.shortTail[h5>>6]>>(h5&63))&1 != 0
}

// mayBegin tells whether a token of n bytes, n >= 1, that begins with load may be
// a word or begin with a stem.
func (t *wordTable) mayBegin(load uint64, n int) bool {
	hw := (load | 0x20*ones) << (64 - 8*min(uint(n), 8)) * mix >> (64 - startBits)
	hs := (load | 0x20*ones) << (64 - 8*stemBytes) * mix >> (64 - stemBits)
	return (t.start[hw>>6]>>(hw&63)|t.stemStart[hs>>6]>>(hs&63))&1 != 0
}

// compound returns the first entry of the longest head that a folded token ends
// in, behind two letters at least; 0 if there is none, or the token is a word itself.
func (t *wordTable) compound(word []byte) uint32 {
	letters := 0
	for i := 0; i+shortestHead <= len(word); i++ {
		if !utf8.RuneStart(word[i]) {
			continue
		}
		if letters >= 2 {
			if n := t.find(word[i:]); n != 0 && t.isHead(n) {
				if t.find(word) != 0 {
					return 0
				}
				return n
			}
		}
		letters++
	}
	return 0
}

func (t *wordTable) isHead(n uint32) bool {
	for ; n != 0; n = t.entries[n-1].next {
		if t.entries[n-1].head {
			return true
		}
	}
	return false
}

// clitics are the Estonian particles that a word may end in ("ka", "even").
var clitics = [...]string{"gi", "ki"}
