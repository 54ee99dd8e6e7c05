//go:build unix

package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// sample is one run of a command: seconds, and megabytes at the peak. The peak of a child begins at that of its parent, so
// this program keeps itself small.
type sample struct{ wall, cpu, mb float64 }

// run measures a command whose output is discarded. Exit codes 0 and 1 are nothing found and something found.
func (b *bench) run(label string, in io.Reader, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	var said bytes.Buffer
	cmd.Stdin, cmd.Stderr = in, &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return fmt.Errorf("%s: %w: %s", label, err, bytes.TrimSpace(said.Bytes()))
	}
	s := sample{wall: wall.Seconds(), cpu: (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		s.mb = float64(u.Maxrss) / 1024 // kilobytes on Linux
	}
	b.times[label] = append(b.times[label], s)
	return nil
}

// round runs every command once.
func (b *bench) round() error {
	var errs []error
	do := func(label, name string, args ...string) { errs = append(errs, b.run(label, nil, name, args...)) }
	one := []string{"scan", "--workers", "1", "-f", "json"}
	for _, c := range corpora {
		file := b.path(c.name)
		do("leidur "+c.name, b.path("leidur"), append(one[:len(one):len(one)], file)...)
		if b.simd == "" {
			do("simd "+c.name, b.path("leidur-simd"), append(one[:len(one):len(one)], file)...)
		}
		if b.rg != "" && c.rg != nil {
			do("rg "+c.name, "rg", append(append([]string{"-j1", "-o", "-b"}, c.rg...), file)...)
		}
	}
	for _, name := range [...]string{"notes.csv", "copy.sql", "notes.jsonl", "notes.csv.gz"} {
		do("two "+name, b.path("leidur"), "scan", "--workers", "2", "-f", "json", b.path(name))
	}
	do("words", b.path("leidur"), append(one[:len(one):len(one)], "--rules", b.path("words.toml"), b.path("clean.csv"))...)
	for range 5 {
		do("version", b.path("leidur"), "version")
		do("small", b.path("leidur"), append(one[:len(one):len(one)], b.path("small.csv"))...)
	}
	return errors.Join(errs...)
}

// large measures what is too long for every round.
func (b *bench) large() error {
	for range 3 {
		for _, workers := range [...]string{"1", "2"} {
			if err := b.run("big "+workers, nil, b.path("leidur"), "scan", "--workers", workers, "-f", "json", b.path("big.csv")); err != nil {
				return err
			}
		}
	}
	gen := exec.Command(b.path("gen"), "-size", "10GB", "-kind", "csv", "-every", "0")
	stream, err := gen.StdoutPipe()
	if err != nil {
		return err
	}
	if err := gen.Start(); err != nil {
		return err
	}
	err = b.run("stream", stream, b.path("leidur"), "scan", "-f", "json", "-")
	return errors.Join(err, gen.Wait())
}

// samePlaces fails if the two builds do not find the same in a file.
func (b *bench) samePlaces(kind string) error {
	if b.simd != "" {
		return nil
	}
	sums := map[[32]byte]bool{}
	for _, build := range [...]string{"leidur", "leidur-simd"} {
		cmd := exec.Command(b.path(build), "scan", "-f", "ndjson", b.path("notes."+kind))
		pipe, err := cmd.StdoutPipe()
		if err != nil {
			return err
		}
		if err := cmd.Start(); err != nil {
			return err
		}
		h, n := sha256.New(), 0
		lines := bufio.NewReaderSize(pipe, 1<<16)
		for {
			line, err := lines.ReadBytes('\n')
			if bytes.HasPrefix(line, []byte(`{"schema":"leidur.finding/`)) {
				n++
				h.Write(line)
			}
			if err != nil {
				break
			}
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) || n == 0 {
			return fmt.Errorf("%s found %d: %w", build, n, err)
		}
		sums[[32]byte(h.Sum(nil))] = true
	}
	if len(sums) != 1 {
		return errors.New("the builds do not find the same")
	}
	return nil
}

var allocsPerMB = regexp.MustCompile(`([0-9.]+) allocs/MB`)

// allocations asks the benchmark of the sweep.
func allocations() (string, error) {
	said, err := exec.Command("go", "test", "./scanner", "-run", "^$", "-bench", "CleanText", "-benchtime", "3x").CombinedOutput()
	m := allocsPerMB.FindSubmatch(said)
	if err != nil || m == nil {
		return "", fmt.Errorf("BenchmarkCleanText: %w: %s", err, said)
	}
	return string(m[1]), nil
}

func (b *bench) median(label string, of func(sample) float64) float64 {
	var v []float64
	for _, s := range b.times[label] {
		v = append(v, of(s))
	}
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}

func (b *bench) wall(label string) float64 {
	return b.median(label, func(s sample) float64 { return s.wall })
}
func (b *bench) cpu(label string) float64 {
	return b.median(label, func(s sample) float64 { return s.cpu })
}
func (b *bench) peak(label string) float64 {
	return b.median(label, func(s sample) float64 { return s.mb })
}

// ratio writes a over c, or a dash where one was not measured.
func ratio(a, c float64) string {
	if a == 0 || c == 0 {
		return "-"
	}
	return strconv.FormatFloat(a/c, 'f', 2, 64)
}
