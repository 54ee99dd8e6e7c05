package scanner_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"

	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
)

func benchScanner(tb testing.TB, workers int) *scanner.Scanner {
	tb.Helper()
	packs, err := rules.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	list, lex := rules.Merge(packs)
	s, err := scanner.New(scanner.Options{Detectors: list, Lexicon: lex, Formats: []*source.Format{source.Delimited, source.Text},
		Key: scanner.NewKey([scanner.KeySize]byte{1}), AsOf: detectors.MakeDate(2026, 11, 22), Workers: workers, MinLikelihood: scanner.Possible})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// cleanCSV is text in which no detector finds anything.
func cleanCSV(size int) []byte {
	var b bytes.Buffer
	b.WriteString("id;lisatud;nimi;märkused\n")
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "%d;%02d.%02d.2022;Metsarada Trükk;Narvast pesi sadam kerge katte ja vana luua. Kell 14.%02d tõi korstnapühkija sadamast madala haamri, hind jäi %d,97 eurot.\n",
			1000000000+i, i%28+1, i%12+1, i%60, i%900+100)
	}
	return b.Bytes()
}

// mallocs returns the allocations of one run over data.
func mallocs(tb testing.TB, s *scanner.Scanner, data []byte) int64 {
	tb.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := s.Run(context.Background(), []source.Planned{source.PlanStream(bytes.NewReader(data), "x.csv")}); err != nil {
		tb.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return int64(after.Mallocs - before.Mallocs)
}

// BenchmarkCleanText measures the whole way of a block on text without
// findings. allocs/MB leaves out what the first megabyte costs any run:
// recognising the dialect and the header.
func BenchmarkCleanText(b *testing.B) {
	data := cleanCSV(64 << 20)
	s := benchScanner(b, 1)
	start := mallocs(b, s, data[:1<<20])
	b.SetBytes(int64(len(data)))
	total := int64(0)
	for b.Loop() {
		total += mallocs(b, s, data) - start
	}
	b.ReportMetric(max(0, float64(total))/float64(b.N)/63, "allocs/MB")
}
