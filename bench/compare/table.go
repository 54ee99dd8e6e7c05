//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
)

// table writes the measurements as Markdown.
func (b *bench) table(runs, size int, big bool, allocs string) string {
	var t strings.Builder
	rg := b.rg
	if rg == "" {
		rg = "not installed"
	}
	fmt.Fprintf(&t, "%s, %d cores; %s; ripgrep: %s; seed 1, %d MB (dense and XLSX: a quarter), medians of %d rounds.\n", processor(), runtime.NumCPU(), runtime.Version(), rg, size, runs)
	if b.simd != "" {
		fmt.Fprintf(&t, "No vector build: %s.\n", b.simd)
	}
	t.WriteString("\n| file | leidur, CPU s | vectors, CPU s | rg -j1, CPU s | leidur : rg | vectors : rg | MB per CPU s | speed to clean CSV | peak MB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	speed := func(name string) float64 { return float64(b.bytes[name]) / 1e6 / b.cpu("leidur "+name) }
	for _, c := range corpora {
		l, v, r := b.cpu("leidur "+c.name), b.cpu("simd "+c.name), b.cpu("rg "+c.name)
		fmt.Fprintf(&t, "| %s | %.2f | %s | %s | %s | %s | %.0f | %.2f | %.0f |\n", c.title, l, seconds(v), seconds(r), ratio(l, r), ratio(v, r),
			speed(c.name), speed(c.name)/speed("clean.csv"), b.peak("leidur "+c.name))
	}
	t.WriteString("\nThe size of gz and XLSX is that of the text in them.\n\n| what | measured | goal |\n|---|---:|---:|\n")
	line := func(what, measured, goal string) { fmt.Fprintf(&t, "| %s | %s | %s |\n", what, measured, goal) }
	clean, rgClean := b.cpu("leidur clean.csv"), b.cpu("rg clean.csv")
	line("faster than rg on clean text, default build", ratio(rgClean, clean), "1.5")
	line("faster than rg on clean text, vectors", ratio(rgClean, b.cpu("simd clean.csv")), "2.4")
	line("second worker, CSV (wall)", ratio(b.wall("leidur notes.csv"), b.wall("two notes.csv")), "1.9")
	line("second worker, COPY", ratio(b.wall("leidur copy.sql"), b.wall("two copy.sql")), "")
	line("second worker, JSONL", ratio(b.wall("leidur notes.jsonl"), b.wall("two notes.jsonl")), "")
	line("second worker, gzip", ratio(b.wall("leidur notes.csv.gz"), b.wall("two notes.csv.gz")), "")
	if big {
		line("second worker, 2 GB of CSV", ratio(b.wall("big 1"), b.wall("big 2")), "1.9")
		line("peak memory, 2 GB, one and two workers", fmt.Sprintf("%.0f and %.0f MB", b.peak("big 1"), b.peak("big 2")), "64 MB")
		line("peak memory, 10 GB as a stream", fmt.Sprintf("%.0f MB", b.peak("stream")), "64 MB")
	}
	line("a finding in 100 bytes, speed to clean text", ratio(speed("dense.csv"), speed("clean.csv")), "0.05")
	line("one line, CPU to the same in lines", ratio(b.cpu("leidur line.txt"), b.cpu("leidur notes.txt")), "0.90-1.10")
	line("5,000 words more, CPU", ratio(b.cpu("words"), clean), "1.20")
	line("allocations per MB of clean text", allocs, "1")
	line("`leidur version`, wall", fmt.Sprintf("%.0f ms", 1000*b.wall("version")), "30 ms")
	line("a 1 KB file, wall", fmt.Sprintf("%.0f ms", 1000*b.wall("small")), "50 ms")
	return t.String()
}

func seconds(s float64) string {
	if s == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", s)
}

func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	_, name, _ := bytes.Cut(info, []byte("model name\t: "))
	name, _, _ = bytes.Cut(name, []byte("\n"))
	return string(bytes.TrimSpace(name))
}
