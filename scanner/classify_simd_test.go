//go:build goexperiment.simd && amd64

package scanner

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"leidur/detectors"
	"leidur/rules"
	"leidur/source"
)

// TestVectorsAgainstPortable: both paths say the same of any bytes.
func TestVectorsAgainstPortable(t *testing.T) {
	if !haveAVX2 {
		t.Skip("SKIP: no AVX2 on this machine")
	}
	check := func(c *[64]byte, need int) {
		l1, d1, o1, p1 := portableChunk(c, need)
		l2, d2, o2, p2 := vectorChunk(c, need)
		if l1 != l2 || d1 != d2 || (o1 != 0) != (o2 != 0) || o1 == 0 && p1 != p2 {
			t.Fatalf("%q need %d: portable %x %x %v %d, vectors %x %x %v %d", c[:], need, l1, d1, o1 != 0, p1, l2, d2, o2 != 0, p2)
		}
		if b := c[7]; portableEqual(c, b) != vectorEqual(c, b) {
			t.Fatalf("%q: bytes equal to %q differ", c[:], b)
		}
	}
	r := rand.New(rand.NewPCG(5, 5))
	alphabets := [][]byte{[]byte("abzAZ019 .,-@"), []byte("\xc3\xb5\xc3\xa4a 1"), []byte("\xc5\xa1\xc2\xa0\xe2\x80\x93x9"), []byte("\xd0\xb0\xd1\x8f \xf0\x9f\x92\xa9"), nil}
	var c [64]byte
	for range 400_000 {
		a := alphabets[r.IntN(len(alphabets))]
		for i := range c {
			if a == nil {
				c[i] = byte(r.IntN(256))
			} else {
				c[i] = a[r.IntN(len(a))]
			}
		}
		check(&c, r.IntN(2))
	}
	for b := range 256 { // every byte at every place
		for i := range c {
			c = [64]byte{}
			c[i] = byte(b)
			check(&c, 0)
			check(&c, 1)
		}
	}
}

// findingsOf is a sink that writes findings down.
type findingsOf struct{ list []string }

func (*findingsOf) Input(*source.Input) error { return nil }
func (*findingsOf) Finding(*Finding) error    { return nil }
func (s *findingsOf) Close(run *Run) error {
	return run.Findings(func(f *Finding) error {
		s.list = append(s.list, fmt.Sprint(f.Rule, f.Place, f.Masked, f.Excerpt, f.Why, f.Fingerprint))
		return nil
	})
}

// FuzzPaths: whatever the text, both paths report the same findings.
func FuzzPaths(f *testing.F) {
	if !haveAVX2 {
		f.Skip("SKIP: no AVX2 on this machine")
	}
	defer func() { haveAVX2 = true }()
	packs, err := rules.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	opt := Options{Formats: []*source.Format{source.Delimited, source.Text}, Key: NewKey([KeySize]byte{1}), AsOf: detectors.MakeDate(2026, 11, 22), ExcerptChars: 24}
	opt.Detectors, opt.Lexicon = rules.Merge(packs)
	for _, d := range opt.Detectors {
		for _, e := range d.Examples {
			text, _ := detectors.Marked(e)
			f.Add([]byte(text), uint16(0))
		}
	}
	s, err := New(opt)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte("id;märkus\n1;õ\xf5 37605030299 \xe2\x80\x9cmari@naidis.ee\xe2\x80\x9d\n"), uint16(64))
	f.Fuzz(func(t *testing.T, text []byte, block uint16) {
		s.opt.BlockSize = 64 + int(block)
		var sinks [2]findingsOf
		for i := range sinks {
			haveAVX2 = i == 1
			if _, err := s.Run(context.Background(), []source.Planned{source.PlanStream(bytes.NewReader(text), "a.csv")}, &sinks[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(sinks[0].list, sinks[1].list) {
			t.Errorf("portable %d findings, vectors %d, or not the same", len(sinks[0].list), len(sinks[1].list))
		}
	})
}
