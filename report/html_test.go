package report_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/report"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
)

// page scans CSV text under a file name and returns the HTML report.
func page(t *testing.T, name, csv string) string {
	t.Helper()
	return written(t, "html", name, csv)
}

// written scans CSV text under a file name, and a file that cannot be read, and returns a report in Estonian.
func written(t *testing.T, format, name, csv string) string {
	t.Helper()
	kind, err := report.ByName(format)
	if err != nil {
		t.Fatal(err)
	}
	packs, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	list, lex := rules.Merge(packs)
	s, err := scanner.New(scanner.Options{Detectors: list, Lexicon: lex, Formats: []*source.Format{source.Refused, source.Delimited, source.Text},
		Key: scanner.NewKey([32]byte{3}), AsOf: detectors.MakeDate(2026, 11, 22), MinLikelihood: scanner.Possible, ExcerptChars: 24})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	meta := &report.Meta{Version: "1", Lang: "et", AsOf: detectors.MakeDate(2026, 11, 22), ChildAge: 16, Rules: []report.RulePack{{ID: "et", Version: "1", SHA256: "0123456789abcdef"}}}
	if _, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader("%PDF-1.4"), "leht.pdf"), source.PlanStream(strings.NewReader(csv), name)}, kind.New(&b, meta)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func between(t *testing.T, s, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(s, from)
	part, _, ok2 := strings.Cut(rest, to)
	if !ok || !ok2 {
		t.Fatalf("no %q ... %q in the page", from, to)
	}
	return part
}

func TestHTML(t *testing.T) {
	evil := `"><img src=x onerror=alert(1)></script><script>alert(2)</script>` + "\u202e"
	csv := "id;märkus;" + strings.ReplaceAll(evil, `"`, "") + "\n1;isikukood 37605030299, klient on diabeetik;a\n2;meil mari.tamm@naidis.test;b\n"
	p := page(t, evil+".csv", csv)
	csp := html.UnescapeString(between(t, p, `http-equiv="Content-Security-Policy" content="`, `"`))
	for _, part := range [][2]string{{"<style>", "</style>"}, {"</script>\n<script>", "</script>"}} {
		sum := sha256.Sum256([]byte(between(t, p, part[0], part[1])))
		if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(csp, want) {
			t.Errorf("the policy does not allow %s: %s", part[0], csp)
		}
	}
	if !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("policy %s", csp)
	}
	for _, raw := range []string{"37605030299", "mari.tamm@naidis.test", "diabeetik", "<img src=x", "<script>alert", "\u202e", ` style="`, "onclick=", "http://", "https://"} {
		if strings.Contains(p, raw) {
			t.Errorf("the page holds %q", raw)
		}
	}
	for _, want := range []string{`\u202e`, "Lugemata jäi", "Not read", "*********99", "[special.health]", "leht.pdf", "Kokkuvõte", "Summary"} {
		if !strings.Contains(p, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if !strings.Contains(p[:512], `<meta name="generator" content="leidur`) || !strings.Contains(p[:512], `<meta charset="utf-8">`) {
		t.Error("generator and charset must stand in the first 512 bytes")
	}
	if strings.Index(p, `class="unread"`) > strings.Index(p, `id="summary"`) {
		t.Error("what was not read must come first")
	}
	if n := strings.Count(p, "<h1"); n != 1 {
		t.Errorf("%d h1", n)
	}
	if p != page(t, evil+".csv", csv) {
		t.Error("two pages of one run differ")
	}
}

func TestHTMLCap(t *testing.T) {
	var b strings.Builder
	b.WriteString("id;telefon\n")
	for i := range 6000 {
		fmt.Fprintf(&b, "%d;+372 5340 %04d\n", i+1, i)
	}
	p := page(t, "a.csv", b.String())
	if !strings.Contains(p, "5,000 of 6,000 findings are listed") {
		t.Error("the page does not say how many findings it leaves out")
	}
	if n := strings.Count(p, `["medium","very_likely","phone"`); n != 5000 {
		t.Errorf("%d findings in the page", n)
	}
}

// TestMessages: every text has both languages with the same verbs.
func TestMessages(t *testing.T) {
	for _, key := range report.MessageKeys() {
		en, et := report.T("en", key), report.T("et", key)
		if en == "" || et == "" {
			t.Errorf("%s lacks a language", key)
		}
		if strings.Count(en, "%") != strings.Count(et, "%") {
			t.Errorf("%s: verbs differ: %q, %q", key, en, et)
		}
	}
	if len(report.MessageKeys()) < 80 {
		t.Error("the message table is not complete")
	}
}
