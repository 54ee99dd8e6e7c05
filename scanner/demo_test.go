package scanner_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/report"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
	"leidur/source/formats"
)

const demo = "../testdata/demo"

// setup returns the options of a full scan at a fixed date with a fixed key.
func setup(tb testing.TB) scanner.Options {
	tb.Helper()
	packs, err := rules.Builtin()
	if err != nil {
		tb.Fatal(err)
	}
	list, lex := rules.Merge(packs)
	return scanner.Options{Detectors: list, Lexicon: lex, Formats: formats.All, Key: scanner.NewKey([scanner.KeySize]byte{7}),
		AsOf: detectors.MakeDate(2026, 11, 22), Workers: 2, MinLikelihood: scanner.Possible, ExcerptChars: 24}
}

// found is a sink that keeps the findings.
type found struct{ list []scanner.Finding }

func (f *found) Input(*source.Input) error      { return nil }
func (f *found) Finding(*scanner.Finding) error { return nil }
func (f *found) Close(run *scanner.Run) error {
	return run.Findings(func(x *scanner.Finding) error {
		c := *x
		c.Why, c.Near, c.Place.Key = append([]detectors.Term(nil), x.Why...), nil, append([]scanner.KeyPart(nil), x.Place.Key...)
		f.list = append(f.list, c)
		return nil
	})
}

// scan runs a scanner over planned inputs and returns the findings.
func scan(tb testing.TB, opt scanner.Options, plan []source.Planned, sinks ...scanner.Sink) ([]scanner.Finding, *scanner.Run) {
	tb.Helper()
	s, err := scanner.New(opt)
	if err != nil {
		tb.Fatal(err)
	}
	f := &found{}
	run, err := s.Run(context.Background(), plan, append(sinks, f)...)
	if err != nil {
		tb.Fatal(err)
	}
	return f.list, run
}

func demoPlan(tb testing.TB) []source.Planned {
	tb.Helper()
	plan, err := source.Walk([]string{demo}, source.WalkOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

// truth is one line of testdata/demo-truth.tsv.
type truth struct {
	file, table, row, column, cell, category, value string
	decoy                                           bool
}

func readTruth(tb testing.TB) []truth {
	tb.Helper()
	data, err := os.ReadFile("../testdata/demo-truth.tsv")
	if err != nil {
		tb.Fatal(err)
	}
	var out []truth
	for i, line := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 8 {
			tb.Fatalf("demo-truth.tsv:%d: %d fields", i+1, len(f))
		}
		if i > 0 {
			out = append(out, truth{f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7] == "decoy"})
		}
	}
	return out
}

func place(f *scanner.Finding) string {
	cell := ""
	if f.Input.Format == "xlsx" {
		cell = f.Place.Cell()
	}
	return strings.Join([]string{strings.TrimPrefix(f.Input.Path, demo+"/"), f.Place.Table, fmt.Sprint(f.Place.Row), f.Place.Column, cell, string(f.Rules.Category)}, "\t")
}

// alsoTrue tells findings of kinds that the truth does not list and that are
// right: every name of the name columns, labelled reference number and street address.
func alsoTrue(key string) bool {
	f := strings.Split(key, "\t")
	switch column, category := f[3], detectors.Category(f[5]); category {
	case detectors.PersonName:
		return column == "nimi"
	case detectors.ReferenceNumber, detectors.Address:
		return true
	}
	return false
}

func TestDemoTruth(t *testing.T) {
	list, run := scan(t, setup(t), demoPlan(t))
	if run.Partial {
		t.Error("the demo was not read whole")
	}
	want, decoys := map[string]int{}, map[string]map[int64]bool{}
	for _, x := range readTruth(t) {
		key := strings.Join([]string{x.file, x.table, x.row, x.column, x.cell, x.category}, "\t")
		if !x.decoy {
			want[key]++
			continue
		}
		if decoys[key] == nil {
			decoys[key] = map[int64]bool{}
		}
		decoys[key][int64(len([]rune(x.value)))] = true
	}
	if len(want) < 1000 {
		t.Fatalf("only %d places in the truth", len(want))
	}
	got := map[string]int{}
	for i := range list {
		f := &list[i]
		key := place(f)
		got[key]++
		if want[key] == 0 && f.Likelihood >= scanner.Likely && decoys[key][f.Place.CharEnd-f.Place.CharStart] {
			t.Errorf("decoy is %v: %s", f.Likelihood, key)
		}
	}
	for key, n := range want {
		if got[key] != n {
			t.Errorf("found %d times instead of %d: %s", got[key], n, key)
		}
	}
	for key, n := range got {
		if want[key] == 0 && !alsoTrue(key) {
			t.Errorf("%d findings where nothing is planted: %s", n, key)
		}
	}
}

// render scans the demo and returns every output format's bytes.
func render(t *testing.T, opt scanner.Options, lang string) map[string][]byte {
	t.Helper()
	meta := &report.Meta{Version: "test", Profile: "audit", Lang: lang, AsOf: opt.AsOf, ChildAge: 16, KeyID: opt.Key.Name(),
		Rules: []report.RulePack{{ID: "et", Version: "1", SHA256: "0123456789abcdef"}}}
	out := map[string]*bytes.Buffer{}
	var sinks []scanner.Sink
	for _, f := range report.Formats {
		out[f.Name] = &bytes.Buffer{}
		sinks = append(sinks, f.New(out[f.Name], meta))
	}
	scan(t, opt, demoPlan(t), sinks...)
	bytesOf := map[string][]byte{}
	for name, b := range out {
		bytesOf[name] = b.Bytes()
	}
	return bytesOf
}

func TestDemoLeaksNothing(t *testing.T) {
	identifying := map[string]bool{"national_id": true, "email": true, "phone": true, "vehicle_plate": true, "iban": true}
	var values []string
	for _, x := range readTruth(t) {
		if x.decoy || !identifying[x.category] {
			continue
		}
		values = append(values, x.value)
		if c := strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(x.value); c != x.value {
			values = append(values, c)
		}
	}
	if len(values) < 500 {
		t.Fatalf("only %d values", len(values))
	}
	for _, style := range []scanner.MaskStyle{scanner.MaskPartial, scanner.MaskFull} {
		opt := setup(t)
		opt.Mask = style
		for name, text := range render(t, opt, "et") {
			if len(text) < 500 {
				t.Errorf("%s: only %d bytes", name, len(text))
			}
			for _, v := range values {
				if bytes.Contains(text, []byte(v)) {
					t.Errorf("%s, mask style %d: holds a planted value of %d bytes", name, style, len(v))
				}
			}
		}
	}
}

func TestSameBytesForAnyWorkersAndBlocks(t *testing.T) {
	opt := setup(t)
	opt.Workers = 1
	want := render(t, opt, "en")
	for _, workers := range []int{1, 2, 8} {
		for _, block := range []int{64, 4096, scanner.DefaultBlockSize} {
			opt.Workers, opt.BlockSize = workers, block
			for name, text := range render(t, opt, "en") {
				if !bytes.Equal(text, want[name]) {
					t.Errorf("%d workers, blocks of %d: %s differs", workers, block, name)
				}
			}
		}
	}
}
