package scanner

import (
	"fmt"
	"math/bits"
	"strings"
	"unicode/utf8"

	"leidur/detectors"
)

// A Set is a list of detectors compiled for the sweep. It is immutable and
// shared by all workers.
type Set struct {
	Detectors []*detectors.Detector
	info      []detectors.CategoryInfo // by detector
	context   []contextSet             // by detector
	catIndex  []int                    // by detector: index into categories
	cats      []detectors.Category     // categories in order of first detector
	index     map[*detectors.Detector]int
	policy    uint16                        // the rule for text about the law
	header    map[detectors.Category]uint16 // the rule for columns whose name is a special category

	bytes []byteAnchor // one for each byte
	// digit[n] lists who is asked about a digit run of length n.
	digit [maxRun + 1]digitAnchors
	// every: a detector anchors on runs that the sieve of digit runs would drop.
	every bool
	// single: a detector anchors on runs of one digit.
	single bool
	words  wordTable
}

// maxRun is the longest digit run that a detector may anchor on.
const maxRun = 40

// digitAnchor is the ladder of one detector for runs of one length: enough
// digits in the bytes that follow, then the neighbours, then its Check.
type digitAnchor struct {
	within uint64 // bits of the digit mask, from the start of the run
	count  int
	near   detectors.Near
	span   uint64 // bits of the chain of digits and separators that must be set
	first  uint16 // bits of the first digits that may stand there
	det    uint16
}

// digitAnchors are the anchors for runs of one length. Most short runs have too
// few digits behind them for any of the anchors that want a chain: count digits
// in the bits of within are what the least demanding of them asks for.
type digitAnchors struct {
	within        uint64
	count         int
	first         uint16
	chains, plain []digitAnchor
}

func (d *digitAnchors) add(a digitAnchor) {
	if a.near != detectors.Joined || a.count == 0 {
		d.plain = append(d.plain, a)
		return
	}
	if len(d.chains) == 0 || a.count < d.count {
		d.count = a.count
	}
	d.within |= a.within
	d.first |= a.first
	d.chains = append(d.chains, a)
}

type byteAnchor struct {
	b    byte
	dets []uint16
}

// NewSet validates and compiles detectors. Errors name the detector.
func NewSet(list []*detectors.Detector) (*Set, error) {
	if err := detectors.Validate(list); err != nil {
		return nil, err
	}
	if len(list) > 64*1024 {
		return nil, fmt.Errorf("%d detectors; at most 65,536", len(list))
	}
	s := &Set{Detectors: append([]*detectors.Detector(nil), list...), index: map[*detectors.Detector]int{}, header: map[detectors.Category]uint16{}}
	s.policy = uint16(len(s.Detectors))
	s.Detectors = append(s.Detectors, &detectors.Detector{Name: "policy-text.any", Category: detectors.PolicyText})
	for _, h := range specialHeaders {
		s.header[h.category] = uint16(len(s.Detectors))
		s.Detectors = append(s.Detectors, &detectors.Detector{Name: string(h.category) + ".header", Category: h.category})
	}
	for i, d := range s.Detectors {
		s.index[d] = i
		info, _ := d.Category.Info()
		s.info = append(s.info, info)
		s.context = append(s.context, newContextSet(d.Context))
		s.catIndex = append(s.catIndex, s.category(d.Category))
		for _, a := range d.Anchors {
			switch a.Kind {
			case detectors.Byte:
				s.byteAnchor(a.Byte, uint16(i))
			case detectors.Words:
				for _, w := range a.Words {
					s.words.add(w, uint16(i))
				}
			case detectors.Digits:
				s.every = s.every || !sieved(a)
				s.single = s.single || a.Min == 1
				first := uint16(1<<10 - 1)
				if a.First != "" {
					first = 0
					for _, c := range []byte(a.First) {
						first |= 1 << (c - '0')
					}
				}
				within := uint64(1)<<a.Within - 1 // all ones for 64
				for n := a.Min; n <= min(a.Max, maxRun); n++ {
					s.digit[n].add(digitAnchor{within, a.Count, a.Near, 1<<a.Span - 1, first, uint16(i)})
				}
			}
		}
	}
	return s, nil
}

// sieved tells whether the sieve in sweeper.visit keeps every run that the
// anchor asks for.
func sieved(a detectors.Anchor) bool {
	short := a.Near != 0 && a.Near&^(detectors.BeforeShort|detectors.AfterShort) == 0
	return a.Min >= sieveRun || (a.Count >= sieveChain-1 || a.Span >= sieveChain) && a.Near == detectors.Joined || short
}

// byteAnchor enters a detector; the text is searched once for each byte.
func (s *Set) byteAnchor(b byte, det uint16) {
	for i := range s.bytes {
		if a := &s.bytes[i]; a.b == b {
			if a.dets[len(a.dets)-1] != det {
				a.dets = append(a.dets, det)
			}
			return
		}
	}
	s.bytes = append(s.bytes, byteAnchor{b, []uint16{det}})
}

// addLegal enters the words of legal text, of which the judge tells the columns.
func (s *Set) addLegal(words []string) {
	s.Detectors[s.policy].Check = func(p *detectors.Pass, at detectors.At) {
		p.Report(at.Pos, at.Pos+at.Len, detectors.Evidence{Silent: true})
	}
	for _, w := range words {
		if len(w) >= stemBytes && !strings.Contains(w, " ") && !strings.Contains(w, "-") {
			s.words.add(detectors.Word{Text: w, Stem: true}, s.policy)
		}
	}
}

func (s *Set) category(c detectors.Category) int {
	for i, k := range s.cats {
		if k == c {
			return i
		}
	}
	s.cats = append(s.cats, c)
	return len(s.cats) - 1
}

// A wordTable answers whether a token is a word of any detector. Words of
// ordinary text are rejected by two bitmaps, over the first four bytes and,
// for those that pass, over the first six.
type wordTable struct {
	prefix [1 << 11]uint64 // 2^17 bits, by the hash of the first four bytes
	bitmap [1 << 11]uint64 // 2^17 bits, by the hash of the first six
	exact  map[string][]wordRef
	// stems lists, by their first stemBytes bytes, the words that any ending may follow.
	stems     map[string][]stemRef
	stemStart [1 << 10]uint64 // 2^16 bits, by the hash of those bytes
	// heads are the words that compounds may end in. tails[n] answers whether some
	// head of tailMin+n bytes, or of more for the last one, ends in the bytes hashed.
	heads map[string][]wordRef
	tails [tailSizes - 1][1 << (tailBits - 6)]uint64
	tail8 [1 << (tail8Bits - 6)]uint64 // most heads are long
}

// Heads of compounds have tailMin bytes at least; longer ones than eight bytes
// are sifted by their last eight.
const (
	tailMin   = 4
	tailSizes = 5
	tailBits  = 14
	tail8Bits = 19
)

// stemBytes is how many bytes of a stem decide where it is looked up.
const stemBytes = 5

type stemRef struct {
	stem string
	wordRef
}

type wordRef struct {
	det uint16
	arg int32
}

// prefixHash hashes the first four bytes of a token and what follows it.
func prefixHash(load uint32) uint64 {
	return uint64(load|0x20202020) * 0x9E3779B97F4A7C15 >> (64 - 17)
}

var keyMask = [7]uint64{0, 1<<8 - 1, 1<<16 - 1, 1<<24 - 1, 1<<32 - 1, 1<<40 - 1, 1<<48 - 1}

// wordHash folds case (|0x20 also folds the second byte of õ ä ö ü and of
// Cyrillic а-п) and hashes the first min(n, 6) bytes.
func wordHash(load uint64, n int) uint64 {
	return (load | 0x20*ones) & keyMask[min(n, 6)] * 0x9E3779B97F4A7C15 >> (64 - 17)
}

func (t *wordTable) add(w detectors.Word, det uint16) {
	if t.exact == nil {
		t.exact = map[string][]wordRef{}
	}
	ref := wordRef{det, w.Arg}
	spellings := caseVariants(w.Text)
	if w.Stem {
		t.addStem(w.Text, ref, spellings)
		return
	}
	t.exact[w.Text] = append(t.exact[w.Text], ref)
	if w.Head {
		t.addHead(w.Text, ref, spellings)
	}
	if len(w.Text) < 6 { // the clitic stands within the hashed bytes
		for _, clitic := range clitics {
			spellings = append(spellings, caseVariants(w.Text+clitic)...)
		}
	}
	for _, v := range spellings {
		load := loadWord(v)
		h := wordHash(load, len(v))
		t.bitmap[h>>6] |= 1 << (h & 63)
		t.addPrefix(uint32(load), len(v), w.Then)
	}
}

func loadWord(v string) (load uint64) {
	for i := range min(len(v), 8) {
		load |= uint64(v[i]) << (8 * i)
	}
	return load
}

// addStem enters a stem of at least stemBytes bytes, whatever its sixth byte is.
func (t *wordTable) addStem(stem string, ref wordRef, spellings []string) {
	if t.stems == nil {
		t.stems = map[string][]stemRef{}
	}
	t.stems[stem[:stemBytes]] = append(t.stems[stem[:stemBytes]], stemRef{stem, ref})
	for _, v := range spellings {
		load := loadWord(v)
		t.addPrefix(uint32(load), len(v), "")
		h := wordHash(load, stemBytes) >> 1
		t.stemStart[h>>6] |= 1 << (h & 63)
	}
}

// addHead enters a word that compounds may end in.
func (t *wordTable) addHead(word string, ref wordRef, spellings []string) {
	if t.heads == nil {
		t.heads = map[string][]wordRef{}
	}
	t.heads[word] = append(t.heads[word], ref)
	for _, v := range spellings {
		var load uint64
		for i := max(0, len(v)-8); i < len(v); i++ {
			load = load>>8 | uint64(v[i])<<56
		}
		if len(v) >= tailMin+tailSizes-1 {
			h := tailHash(load, 8) >> (64 - tail8Bits)
			t.tail8[h>>6] |= 1 << (h & 63)
			continue
		}
		h := tailHash(load, len(v)) >> (64 - tailBits)
		t.tails[len(v)-tailMin][h>>6] |= 1 << (h & 63)
	}
}

// tailHash hashes the last n bytes of the eight in load, case folded.
func tailHash(load uint64, n int) uint64 {
	return (load | 0x20*ones) >> (64 - 8*n) * 0x9E3779B97F4A7C15
}

// mayEnd returns the sizes of heads, as bits, that a token whose last eight
// bytes are load may end in.
func (t *wordTable) mayEnd(load uint64) (sizes uint64) {
	h := tailHash(load, 8) >> (64 - tail8Bits)
	sizes = t.tail8[h>>6] >> (h & 63) & 1 << (tailSizes - 1)
	for n := range tailSizes - 1 {
		h := tailHash(load, tailMin+n) >> (64 - tailBits)
		sizes |= t.tails[n][h>>6] >> (h & 63) & 1 << n
	}
	return sizes
}

// compound returns the references of the longest head of one of the sizes that
// a token ends in, folded into buf. Tokens that are words themselves have none.
func (t *wordTable) compound(token []byte, sizes uint64, buf []byte) []wordRef {
	if len(token) > cap(buf) {
		return nil
	}
	word := lower(buf[:0], token)
	var refs []wordRef
	if sizes>>(tailSizes-1) != 0 {
		for i := 2; i+tailMin+tailSizes-1 <= len(word) && refs == nil; i++ {
			if utf8.RuneStart(word[i]) {
				refs = t.heads[string(word[i:])]
			}
		}
	}
	for n := tailSizes - 2; n >= 0 && refs == nil; n-- {
		if i := len(word) - tailMin - n; sizes>>n&1 != 0 && i >= 2 {
			refs = t.heads[string(word[i:])]
		}
	}
	if refs == nil || t.exact[string(word)] != nil {
		return nil
	}
	return refs
}

// addPrefix enters the first four bytes of a word. Behind a shorter word stands
// any byte that ends a token, or one of then.
func (t *wordTable) addPrefix(load uint32, size int, then string) {
	set := func(key uint32) {
		h := prefixHash(key)
		t.prefix[h>>6] |= 1 << (h & 63)
	}
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

// caseVariants returns the spellings of the first six bytes whose fold by |0x20
// differs from that of the lower-case word: š ž and letters outside Latin-1.
func caseVariants(word string) []string {
	upper := strings.ToUpper(word)
	title := ""
	for i, r := range word {
		title = strings.ToUpper(string(r)) + word[i+len(string(r)):]
		break
	}
	return []string{word, upper, title}
}

// lookup returns the references of a token, folded into buf.
func (t *wordTable) lookup(token []byte, buf []byte) []wordRef {
	if len(token) > cap(buf) {
		return nil
	}
	word := lower(buf[:0], token)
	refs := t.exact[string(word)]
	if refs == nil {
		for _, clitic := range clitics {
			if n := len(word) - len(clitic); n > 1 && string(word[n:]) == clitic {
				return t.exact[string(word[:n])]
			}
		}
	}
	return refs
}

// stemmed returns the stems that begin like a token, folded into buf. Callers
// compare the rest.
func (t *wordTable) stemmed(token []byte, buf []byte) ([]stemRef, []byte) {
	if t.stems == nil || len(token) < stemBytes || len(token) > cap(buf) {
		return nil, nil
	}
	word := lower(buf[:0], token)
	if len(word) < stemBytes {
		return nil, nil
	}
	return t.stems[string(word[:stemBytes])], word
}

// clitics are the Estonian particles that a word may end in ("ka", "even").
var clitics = [...]string{"gi", "ki"}

// forBits calls f for each set bit, lowest first.
func forBits(m uint64, f func(i int)) {
	for ; m != 0; m &= m - 1 {
		f(bits.TrailingZeros64(m))
	}
}
