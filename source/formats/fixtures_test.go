package formats_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leidur/source"
	"leidur/source/formats"
	"leidur/source/sourcetest"
)

const fixtureDir = "../../testdata/formats"

// TestFixtures reads every file of testdata/formats and looks for the planted
// values of expected.tsv (file, kind, place, value) at their places, and for
// the status of status.tsv (file, status).
func TestFixtures(t *testing.T) {
	results := map[string]*sourcetest.Result{}
	for _, l := range lines(t, "status.tsv") {
		name, want, _ := strings.Cut(l, "\t")
		r := readFixture(t, name)
		results[name] = r
		in := r.Input()
		got := map[source.Status]string{source.Scanned: "scanned", source.PartlyScanned: "partly", source.NotScanned: "not"}[in.Status]
		if in.Reason != "" {
			got += ": " + string(in.Reason)
		}
		status, detail, _ := strings.Cut(want, " (")
		status, warning, warned := strings.Cut(status, ", warning ")
		status = strings.TrimSuffix(status, ", symlink listed")
		if got != status || detail != "" && !strings.Contains(in.Detail, strings.TrimSuffix(detail, ")")) {
			t.Errorf("%s: %s (%s) from %s, want %s", name, got, in.Detail, in.From, want)
		}
		if code, _, _ := strings.Cut(warning, " "); warned && !hasWarning(r, code) {
			t.Errorf("%s: no warning %s in %v", name, code, in.Warnings)
		}
	}
	missing := map[string]int{}
	for _, l := range lines(t, "expected.tsv")[1:] {
		f := strings.SplitN(l, "\t", 4)
		r := results[f[0]]
		if r == nil {
			t.Fatalf("%s has no status", f[0])
		}
		if r.Input().Status == source.NotScanned { // status.tsv says so
			continue
		}
		if !holds(r, f[2], f[3]) {
			if missing[f[0]]++; missing[f[0]] <= 3 {
				t.Errorf("%s: no %s %q at %s", f[0], f[1], f[3], f[2])
			}
		}
	}
	for name, n := range missing {
		t.Errorf("%s: %d values not at their place", name, n)
	}
}

// holds tells whether a value stands at a place, or in a JSON cell at the
// pointer behind it.
func holds(r *sourcetest.Result, place, value string) bool {
	if r.Holds(place, value) {
		return true
	}
	cell, pointer, ok := strings.Cut(place, "#/")
	doc := r.At(cell)
	at := strings.Index(doc, value)
	return ok && at >= 0 && source.JSONPointerAt([]byte(doc), at) == "/"+pointer
}

func hasWarning(r *sourcetest.Result, code string) bool {
	for _, in := range r.Inputs {
		for _, w := range in.Warnings {
			if string(w.Code) == code {
				return true
			}
		}
	}
	return false
}

func lines(t *testing.T, name string) []string {
	data, err := os.ReadFile(filepath.Join(fixtureDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func readFixture(t *testing.T, name string) *sourcetest.Result {
	path := filepath.Join(fixtureDir, name)
	opt := sourcetest.Options{}
	if info, err := os.Stat(path); err == nil && info.IsDir() { // a directory archive is one input
		path = filepath.Join(path, "toc.dat")
		opt.Folder = filepath.Dir(path)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sourcetest.Read(formats.All, filepath.Base(name), data, opt)
}
