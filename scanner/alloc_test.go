//go:build !race

package scanner_test

import "testing"

// TestAllocationsOnCleanText is left out under the race detector, which makes
// sync.Pool drop what it holds now and then.
func TestAllocationsOnCleanText(t *testing.T) {
	data := cleanCSV(32 << 20)
	s := benchScanner(t, 1)
	mallocs(t, s, data)
	start := mallocs(t, s, data[:1<<20])
	if n := mallocs(t, s, data) - start; n > 2*31 {
		t.Errorf("%d allocations for 31 MB beyond the first, want at most 62", n)
	}
}
