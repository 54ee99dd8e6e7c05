package scanner_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/scanner"
	"leidur/source"
)

var email = regexp.MustCompile(`[\w.]+@[\w.]+`)

// TestFixtureValuesAreFound: every value that expected.tsv plants in a file of
// testdata/formats is found there with its kind.
func TestFixtureValuesAreFound(t *testing.T) {
	dir := "../testdata/formats"
	plan, err := source.Walk([]string{dir}, source.WalkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	opt := setup(t)
	opt.Names, opt.MinLikelihood = scanner.NamesAll, scanner.Unlikely
	list, _ := scan(t, opt, plan)
	found := map[string]bool{}
	unread := map[string]bool{}
	for i := range list {
		f := &list[i]
		file, member, _ := strings.Cut(strings.TrimPrefix(filepath.ToSlash(f.Input.Path), dir+"/"), "!")
		place := f.Place.Locator()
		if member != "" {
			place = member + "!" + place
		}
		found[strings.Join([]string{file, string(f.Rules.Category), place}, "\t")] = true
	}
	data, err := os.ReadFile(filepath.Join(dir, "status.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if file, status, _ := strings.Cut(l, "\t"); strings.HasPrefix(status, "not") {
			unread[file] = true
		}
	}
	data, err = os.ReadFile(filepath.Join(dir, "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	total, lost := 0, 0
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.SplitN(l, "\t", 4)
		if unread[f[0]] {
			continue
		}
		total++
		// A key or name that is a value is masked in the place of its finding.
		f[2] = email.ReplaceAllStringFunc(f[2], func(v string) string {
			return string(scanner.Mask(nil, detectors.EMail, []byte(v), scanner.MaskPartial))
		})
		f[2] = strings.ReplaceAll(f[2], f[3], string(scanner.Mask(nil, detectors.Category(f[1]), []byte(f[3]), scanner.MaskPartial)))
		if !found[strings.Join(f[:3], "\t")] {
			if lost++; lost <= 40 {
				t.Errorf("%s: no %s at %s (%s)", f[0], f[1], f[2], f[3])
			}
		}
	}
	if t.Logf("%d values, %d not found", total, lost); total < 1000 {
		t.Errorf("only %d values", total)
	}
}
