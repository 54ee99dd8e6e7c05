//go:build !(goexperiment.simd && amd64)

package scanner

// Without vectors there is one path.

func classifyChunk(c *[64]byte, need int) (letter, digit, odd uint64, open int) {
	return portableChunk(c, need)
}

func equalBytes(c *[64]byte, b byte) uint64 { return portableEqual(c, b) }

func leaveVectors() {}
