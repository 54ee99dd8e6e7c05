//go:build unix

// Command compare measures leidur beside ripgrep on generated files and writes
// the table of docs/performance.md:
//
//	go run ./bench/compare -o docs/performance.md
//
// All commands are run in turn, round after round, so that a slow minute hits
// all of them; the table holds medians. Quote the ratios, not the seconds. What
// is not installed is said in the table.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

func main() {
	out := flag.String("o", "", "write the table into this document, between its marks; otherwise to standard output")
	runs := flag.Int("runs", 5, "rounds")
	size := flag.Int("size", 200, "MB of each file (decimal; workbooks a quarter)")
	big := flag.Bool("big", false, "also 2 GB as a file and 10 GB as a stream")
	flag.Parse()
	if err := compare(*out, *runs, *size, *big); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func compare(out string, runs, size int, big bool) error {
	dir, err := os.MkdirTemp("", "leidur-compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, times: map[string][]sample{}}
	if err := b.build(); err != nil {
		return err
	}
	if err := b.generate(size, big); err != nil {
		return err
	}
	if err := b.samePlaces("csv"); err != nil {
		return err
	}
	for round := range runs {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, runs)
		if err := b.round(); err != nil {
			return err
		}
	}
	if big {
		if err := b.large(); err != nil {
			return err
		}
	}
	allocs, err := allocations()
	if err != nil {
		return err
	}
	table := b.table(runs, size, big, allocs)
	if out == "" {
		_, err := os.Stdout.WriteString(table)
		return err
	}
	doc, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	const open, end = "<!-- measured -->\n", "<!-- /measured -->"
	from, to := bytes.Index(doc, []byte(open)), bytes.Index(doc, []byte(end))
	if from < 0 || to < from {
		return fmt.Errorf("%s has no %s and %s", out, strings.TrimSpace(open), end)
	}
	return os.WriteFile(out, []byte(string(doc[:from+len(open)])+table+string(doc[to:])), 0o644)
}

// corpus is a generated file.
type corpus struct {
	name  string // of the file, in the directory of the run
	title string
	every int // bytes per planted value, 0 is none
	kind  string
	gz    bool
	part  int // the size is divided by this
	rg    []string
}

var pattern = []string{"-f", "bench/rg.pattern"}

var corpora = []corpus{
	{name: "clean.csv", title: "CSV, no findings", kind: "csv", rg: pattern},
	{name: "notes.csv", title: "CSV, a finding in 2 KB", every: 2048, kind: "csv", rg: pattern},
	{name: "dense.csv", title: "CSV, a finding in 100 bytes", every: 100, kind: "csv", part: 4, rg: pattern},
	{name: "notes.txt", title: "plain text", every: 2048, kind: "text", rg: pattern},
	{name: "line.txt", title: "the same in one line", every: 2048, kind: "line", rg: pattern},
	{name: "copy.sql", title: "pg_dump COPY", every: 2048, kind: "copy", rg: pattern},
	{name: "insert.sql", title: "mysqldump INSERT", every: 2048, kind: "insert", rg: pattern},
	{name: "notes.jsonl", title: "JSONL", every: 2048, kind: "jsonl", rg: pattern},
	{name: "notes.csv.gz", title: "CSV, gzip", every: 2048, kind: "csv", gz: true, rg: append([]string{"-z"}, pattern...)},
	{name: "notes.xlsx", title: "XLSX", every: 2048, kind: "xlsx", part: 4},
}

type bench struct {
	dir   string
	simd  string // why there is no vector build, or ""
	rg    string // first line of its version, or ""
	times map[string][]sample
	bytes map[string]int64
}

func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }

func (b *bench) build() error {
	build := func(env, name, pkg string) error {
		cmd := exec.Command("go", "build", "-o", b.path(name), pkg)
		cmd.Env = append(os.Environ(), env)
		if said, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("go build %s: %w: %s", pkg, err, bytes.TrimSpace(said))
		}
		return nil
	}
	if err := errors.Join(build("GOEXPERIMENT=nosimd", "leidur", "./cmd/leidur"), build("GOEXPERIMENT=", "gen", "./bench/gen")); err != nil {
		return err
	}
	if runtime.GOARCH != "amd64" {
		b.simd = "vectors are for amd64"
	} else if err := build("GOEXPERIMENT=simd", "leidur-simd", "./cmd/leidur"); err != nil {
		b.simd = err.Error()
	}
	if version, err := exec.Command("rg", "--version").Output(); err == nil {
		b.rg, _, _ = strings.Cut(string(version), "\n")
	}
	return os.Setenv("LEIDUR_KEY", strings.Repeat("07", 32))
}

func (b *bench) generate(size int, big bool) error {
	files := corpora
	if big {
		files = append(files[:len(files):len(files)], corpus{name: "big.csv", every: 2048, kind: "csv"})
	}
	b.bytes = map[string]int64{}
	for _, c := range files {
		mb := size / max(c.part, 1)
		if c.name == "big.csv" {
			mb = 2000
		}
		fmt.Fprintf(os.Stderr, "writing %s\n", c.name)
		f, err := os.Create(b.path(c.name))
		if err != nil {
			return err
		}
		var said bytes.Buffer
		cmd := exec.Command(b.path("gen"), "-size", fmt.Sprintf("%dMB", mb), "-kind", c.kind, "-every", fmt.Sprint(c.every), fmt.Sprintf("-gz=%v", c.gz))
		cmd.Stdout, cmd.Stderr = f, &said
		if err := errors.Join(cmd.Run(), f.Close()); err != nil {
			return fmt.Errorf("%s: %w: %s", c.name, err, said.Bytes())
		}
		b.bytes[c.name] = int64(mb) * 1e6
	}
	small := "id;märkused\n" + strings.Repeat("1;Hind jäi 45,90 eurot ja kokku sai 7 tk\n", 25)
	return errors.Join(os.WriteFile(b.path("small.csv"), []byte(small), 0o600), os.WriteFile(b.path("words.toml"), []byte(manyWords(5000)), 0o600))
}

// manyWords is a rule pack of n words that no text has.
func manyWords(n int) string {
	var s strings.Builder
	s.WriteString("[pack]\nid = \"many\"\nversion = \"1.0.0\"\nlanguage = [\"et\"]\nauthor = \"bench\"\nlicense = \"Apache-2.0\"\n\n" +
		"[[keywords]]\nid = \"special.health.many\"\ncategory = \"special.health\"\nstrong = [\n")
	for i := range n {
		fmt.Fprintf(&s, "  \"=%s\",\n", inventedWord(i))
	}
	fmt.Fprintf(&s, "]\nexamples = [\"klient: [[%s]]\"]\n", inventedWord(0))
	return s.String()
}

func inventedWord(i int) []byte {
	word := make([]byte, 10)
	x := uint32(i+1) * 2654435761
	for k := range word {
		word[k] = "bdfghjklmnprstvaeiou"[x>>9%20]
		x = x*1664525 + 1013904223
	}
	return word
}
