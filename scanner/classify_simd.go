//go:build goexperiment.simd && amd64

package scanner

import "simd/archsimd"

// The AVX2 path of classification, chosen at run time. It is built with
// GOEXPERIMENT=simd; TestVectorsAgainstPortable holds it equal to the portable one.

var haveAVX2 = archsimd.X86.AVX2()

func classifyChunk(c *[64]byte, need int) (letter, digit, odd uint64, open int) {
	if haveAVX2 {
		return vectorChunk(c, need)
	}
	return portableChunk(c, need)
}

func equalBytes(c *[64]byte, b byte) uint64 {
	if haveAVX2 {
		return vectorEqual(c, b)
	}
	return portableEqual(c, b)
}

// leaveVectors ends a stretch of vector code: mixing it with older code is slow.
func leaveVectors() {
	if haveAVX2 {
		archsimd.ClearAVXUpperBits()
	}
}

// vectorChunk is portableChunk with 32 bytes at a time.
func vectorChunk(c *[64]byte, need int) (letter, digit, odd uint64, open int) {
	var top, lead, plain uint64 // bytes above 0x7f, lead bytes, odd lead bytes of two-byte characters
	for h := 0; h < 64; h += 32 {
		x := archsimd.LoadUint8x32((*[32]uint8)(c[h:]))
		small := x.Or(archsimd.BroadcastUint8x32(0x20)).Sub(archsimd.BroadcastUint8x32('a'))
		letter |= within(small, 25) << h
		digit |= within(x.Sub(archsimd.BroadcastUint8x32('0')), 9) << h
		high := within(x.Sub(archsimd.BroadcastUint8x32(0x80)), 0x7f)
		top |= high << h
		if high != 0 {
			lead |= within(x.Sub(archsimd.BroadcastUint8x32(0xC0)), 0x3f) << h
			plain |= uint64(x.And(archsimd.BroadcastUint8x32(0xE1)).Equal(archsimd.BroadcastUint8x32(0xC1)).ToBits()) << h
		}
	}
	// Each continuation byte stands directly behind a lead byte.
	odd = (lead<<1 | uint64(need)) ^ (top &^ lead) | lead&^plain
	return letter | top, digit, odd, int(lead >> 63)
}

// within sets a bit for each byte of x that is at most limit.
func within(x archsimd.Uint8x32, limit uint8) uint64 {
	return uint64(x.Min(archsimd.BroadcastUint8x32(limit)).Equal(x).ToBits())
}

// vectorEqual is portableEqual with vectors.
func vectorEqual(c *[64]byte, b byte) uint64 {
	v := archsimd.BroadcastUint8x32(b)
	lo := archsimd.LoadUint8x32((*[32]uint8)(c[:])).Equal(v).ToBits()
	hi := archsimd.LoadUint8x32((*[32]uint8)(c[32:])).Equal(v).ToBits()
	return uint64(lo) | uint64(hi)<<32
}
