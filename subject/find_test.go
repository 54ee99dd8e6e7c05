package subject_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
	"leidur/source/formats"
	"leidur/subject"
)

func load(t testing.TB) *subject.Case {
	t.Helper()
	data, err := os.ReadFile("../testdata/subject/juhtum.toml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := subject.Parse("juhtum.toml", data)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func options(t testing.TB) scanner.Options {
	t.Helper()
	packs, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	list, lex := rules.Merge(packs)
	return scanner.Options{Detectors: list, Lexicon: lex, Formats: formats.All, Key: scanner.NewKey([scanner.KeySize]byte{7}), AsOf: detectors.MakeDate(2026, 11, 22), Workers: 2}
}

func search(t testing.TB, c *subject.Case, plan []source.Planned, block int) *subject.Result {
	t.Helper()
	opt := c.Option(options(t))
	opt.BlockSize = block
	s, err := scanner.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	f := subject.NewFinder(c, opt.Key)
	if _, err := s.Run(context.Background(), plan, f); err != nil {
		t.Fatal(err)
	}
	return f.Result
}

func walk(t testing.TB, dirs ...string) []source.Planned {
	t.Helper()
	plan, err := source.Walk(dirs, source.WalkOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// TestFind: every planted row of one person, in a dozen written forms, among the
// files of the demo; every namesake apart; and no other row.
func TestFind(t *testing.T) {
	data, err := os.ReadFile("../testdata/subject/truth.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.Split(l, "\t")
		want[f[0]+" "+f[1]] = f[2]
	}
	for _, block := range []int{64, 4096, 0} {
		res := search(t, load(t), walk(t, "../testdata/subject/andmed", "../testdata/demo"), block)
		got := map[string]string{}
		for _, r := range res.Rows {
			p := r.Matches[0].Place
			n := p.Row
			if len(p.Key) > 0 && strings.HasSuffix(r.Input.Path, ".sql") {
				if _, err := fmt.Sscan(p.Key[0].Value, &n); err != nil {
					t.Error(err)
				}
			}
			name := filepath.Base(r.Input.Path)
			if !strings.Contains(filepath.ToSlash(r.Input.Path), "testdata/subject/") {
				if r.Grade < subject.Possible {
					t.Errorf("%s row %d of the demo is %v", name, n, r.Grade)
				}
				continue
			}
			got[fmt.Sprintf("%s %d", name, n)] = r.Grade.String()
		}
		for place, grade := range want {
			if got[place] != grade {
				t.Errorf("blocks of %d: %s is %q, want %q", block, place, got[place], grade)
			}
		}
		for place, grade := range got {
			if want[place] == "" {
				t.Errorf("blocks of %d: %s is %q and holds nothing of hers", block, place, grade)
			}
		}
	}
}

// TestLocatorHoldsNoValue: the locator names places, not the person.
func TestLocatorHoldsNoValue(t *testing.T) {
	c := load(t)
	res := search(t, c, walk(t, "../testdata/subject/andmed"), 0)
	var b strings.Builder
	if err := res.WriteLocator(&b, "2026-11-22"); err != nil {
		t.Fatal(err)
	}
	low := strings.ToLower(b.String())
	for _, v := range []string{"48802152715", "488 0215 2715", "tamm@", "mari-liis", "55555678", "5555 5678", "9001-2345", "mariliis88", "ee38 2200", "15.02.1988", "1988-02-15", "123abc"} {
		if strings.Contains(low, v) {
			t.Errorf("the locator holds %q", v)
		}
	}
	if !strings.Contains(b.String(), `"deadline": "2026-12-20"`) {
		t.Error("no deadline")
	}
}

func TestDeadline(t *testing.T) {
	for in, want := range map[string]string{"2026-11-20": "2026-12-20", "2026-01-31": "2026-02-28", "2028-01-31": "2028-02-29", "2026-12-31": "2027-01-31"} {
		c, err := subject.Parse("x", []byte("case = \"1\"\nreceived = "+in+"\n[subject]\nemail = [\"mari@naide.ee\"]\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Deadline().String(); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"case = \"1\"\n": "names nothing to search for",
		"[subject]\nemail = [\"mari@naide.ee\"]\n":                     "case = \"...\" is missing",
		"case = \"1\"\nkind = \"x\"\n[subject]\nemail=[\"mari@n.ee\"]": "is none of access",
		"case = \"1\"\n[subject]\nphone=[\"12\"]":                      "phone, value 1 is too short",
		"case = \"1\"\nsalajane = \"mari@naide.ee\"":                   "x:2:1: unknown key \"salajane\"",
		"case = \"1\"\n[subject]\nemail = \"mari@naide.ee\"":           "x:3:",
	} {
		_, err := subject.Parse("x", []byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		} else if strings.Contains(err.Error(), "mari@") {
			t.Errorf("the error holds a value: %v", err)
		}
	}
}

// TestCaseFileMode: a case file that others can read is refused.
func TestCaseFileMode(t *testing.T) {
	name := filepath.Join(t.TempDir(), "c.toml")
	if err := os.WriteFile(name, []byte("case = \"1\"\n[subject]\nemail = [\"mari@naide.ee\"]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := subject.Load(name, false); err == nil || !strings.Contains(err.Error(), "can be read by others") {
		t.Errorf("mode 0644: %v", err)
	}
	if _, err := subject.Load(name, true); err != nil {
		t.Errorf("insecure: %v", err)
	}
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := subject.Load(name, false); err != nil {
		t.Errorf("mode 0600: %v", err)
	}
}

// BenchmarkFind compares a search with a scan of the same text.
func BenchmarkFind(b *testing.B) {
	var text strings.Builder
	text.WriteString("id;lisatud;märkused\r\n")
	for i := 0; text.Len() < 32<<20; i++ {
		fmt.Fprintf(&text, "%d;15.11.2022;Narvast pesi sadam kerge katte ja vana luua. Kell 14.30 tõi korstnapühkija sadamast madala haamri.\r\n", 1000000+i)
	}
	for _, find := range []bool{false, true} {
		name := map[bool]string{false: "scan", true: "find"}[find]
		b.Run(name, func(b *testing.B) {
			c, opt := load(b), options(b)
			opt.Workers = 1
			var sinks []scanner.Sink
			if find {
				opt = c.Option(opt)
			}
			s, err := scanner.New(opt)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(text.Len()))
			for b.Loop() {
				if find {
					sinks = []scanner.Sink{subject.NewFinder(c, opt.Key)}
				}
				if _, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader(text.String()), "a.csv")}, sinks...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
