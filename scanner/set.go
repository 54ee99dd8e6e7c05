package scanner

import (
	"fmt"
	"math/bits"
	"strings"

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
	within uint64
	count  int
	first  uint16
	// chains need digits one separator away, beside a short token, plain neither.
	chains, beside, plain []digitAnchor
}

func (d *digitAnchors) add(a digitAnchor) {
	switch {
	case a.near != 0 && a.near&^(detectors.BeforeShort|detectors.AfterShort) == 0:
		d.beside = append(d.beside, a)
		return
	case a.near != detectors.Joined || a.count == 0:
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

// forBits calls f for each set bit, lowest first.
func forBits(m uint64, f func(i int)) {
	for ; m != 0; m &= m - 1 {
		f(bits.TrailingZeros64(m))
	}
}
