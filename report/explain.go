package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"leidur/detectors"
	"leidur/scanner"
)

// Explained is what Explain says of a finding; it comes from a scan or from a
// saved run.
type Explained struct {
	Rule, Place, Masked string
	Category            detectors.Category
	Severity            detectors.Severity
	Score               detectors.Score // 0-100, after clamping
	Why                 []detectors.Term
	Test, Damaged       bool
	Doc                 string // of the rule
}

// Explain writes why a finding is one: each term of its score in the reader's
// language, and the word that the sum stands for. The value stays masked.
func Explain(w io.Writer, lang string, e *Explained) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "%s: %s\n", CategoryName(lang, e.Category), Visible(e.Masked))
	line := func(key, text string) { fmt.Fprintf(b, "  %s %s\n", padRight(T(lang, key), 12), text) }
	line("explain.rule", e.Rule)
	if e.Place != "" {
		line("explain.place", Visible(e.Place))
	}
	sum := detectors.Score(0)
	for i, t := range e.Why {
		key := "explain.why"
		if i > 0 {
			key = "explain.and"
		}
		sum += t.V
		line(key, fmt.Sprintf("%s %s", points(lang, t.V), TermText(lang, t.Name)))
	}
	verdict := points(lang, e.Score) + " = " + T(lang, "likelihood."+scanner.LikelihoodOf(e.Score).String())
	if sum != e.Score {
		verdict += " (" + fmt.Sprintf(T(lang, "explain.capped"), points(lang, sum)) + ")"
	}
	line("explain.sum", strings.TrimPrefix(verdict, "+"))
	line("explain.level", T(lang, "level."+e.Severity.String()))
	if e.Test {
		line("explain.note", T(lang, "explain.test"))
	}
	if e.Damaged {
		line("explain.note", T(lang, "explain.damaged"))
	}
	if e.Doc != "" {
		fmt.Fprintln(b)
		fmt.Fprintln(b, "  "+strings.ReplaceAll(e.Doc, "\n", "\n  "))
	}
	return b.Flush()
}

// points writes a score in hundredths with its sign: +0.75, -0,35.
func points(lang string, v detectors.Score) string {
	s := fmt.Sprintf("%+.2f", float64(v)/100)
	if lang == "et" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// TermText says a term of a score in words. Terms are named in English in the
// run; a name may end in the word that was met: label 'tel'.
func TermText(lang, name string) string {
	if t := T(lang, "term."+name); t != "term."+name {
		return t
	}
	if head, word, ok := strings.Cut(name, " '"); ok {
		if t := T(lang, "term."+head); t != "term."+head {
			return t + " '" + word
		}
	}
	return name
}
