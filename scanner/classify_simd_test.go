//go:build goexperiment.simd && amd64

package scanner

import (
	"math/rand/v2"
	"testing"
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
