package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"leidur/detectors"
	"leidur/report"
	"leidur/scanner"
	"leidur/source"
)

type explainOptions struct {
	run, text, column, lang, asOf string
	rules                         []string
}

func explainCommand(code *int) *cobra.Command {
	var o explainOptions
	c := &cobra.Command{
		Use:     "explain FINGERPRINT --run RUN.json | --text TEXT",
		Aliases: []string{"selgita"},
		Short:   "Say why something is a finding",
		Long: `Say why something is a finding: its rule and each term of its score. Values stay masked.

Exit codes:
  0    explained
  2    wrong usage, or no such finding
`,
		Example: "  leidur explain lf1:2c41d0a7e3b19c55 --run findings.json\n  leidur explain --text \"isikukood 37605030299\" --lang et",
		Args:    cobra.MaximumNArgs(1),
	}
	f := c.Flags()
	f.StringVar(&o.run, "run", "", "a run written by scan -o findings.json (or .ndjson)")
	f.StringVar(&o.text, "text", "", "a text to explain instead")
	f.StringVar(&o.column, "column", "", "with --text: the name of the column that it stands in")
	f.StringVar(&o.lang, "lang", env("LEIDUR_LANG", ""), "language: et or en (default from the system)")
	f.StringVar(&o.asOf, "as-of", env("LEIDUR_AS_OF", ""), "the day that ages are counted at (default today)")
	f.StringArrayVar(&o.rules, "rules", nil, "an extra rule pack, or an optional one as builtin:lv (repeatable)")
	c.RunE = func(c *cobra.Command, args []string) error {
		n, err := runExplain(c, &o, args)
		*code = n
		return err
	}
	return c
}

func runExplain(c *cobra.Command, o *explainOptions, args []string) (int, error) {
	lang := language(o.lang)
	switch {
	case o.text != "" && len(args) == 0 && o.run == "":
		return explainText(c, o, lang)
	case o.text == "" && len(args) == 1 && o.run != "":
		return explainRun(c.OutOrStdout(), lang, o, args[0])
	}
	return exitUsage, usage("explain needs a fingerprint and --run, or --text alone")
}

// explainText scans the text as one note, or as the cell of a column.
func explainText(c *cobra.Command, o *explainOptions, lang string) (int, error) {
	s := scanOptions{profile: "audit", failOn: "never", minLikelihood: "unlikely", mask: "partial", format: "none", progress: "none", names: "all",
		exitCode: exitFindings, workers: 1, blockSize: scanner.DefaultBlockSize, childAge: 16, anonymous: true, lang: lang, asOf: o.asOf, rules: o.rules}
	_, opt, _, err := s.settings()
	if err != nil {
		return exitUsage, err
	}
	opt.Key = scanner.NewKey([scanner.KeySize]byte{}) // no id is shown
	opt.ExcerptChars = 0
	text, name := o.text, "tekst.txt"
	if o.column != "" {
		quote := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
		text, name = "id;"+quote(o.column)+"\r\n1;"+quote(o.text)+"\r\n", "tekst.csv"
	}
	sc, err := scanner.New(opt)
	if err != nil {
		return exitUsage, usage("%v", err)
	}
	sink := &explainSink{w: c.OutOrStdout(), lang: lang}
	if _, err := sc.Run(c.Context(), []source.Planned{source.PlanStream(strings.NewReader(text), name)}, sink); err != nil {
		return exitInternal, internal(err)
	}
	if sink.n == 0 {
		fmt.Fprintln(c.OutOrStdout(), report.T(lang, "explain.nothing"))
	}
	return exitOK, nil
}

type explainSink struct {
	w    io.Writer
	lang string
	n    int
}

func (s *explainSink) Input(*source.Input) error      { return nil }
func (s *explainSink) Finding(*scanner.Finding) error { return nil }
func (s *explainSink) Close(run *scanner.Run) error {
	return run.Findings(func(f *scanner.Finding) error {
		if s.n++; s.n > 1 {
			fmt.Fprintln(s.w)
		}
		return report.Explain(s.w, s.lang, &report.Explained{Rule: f.Rule, Masked: f.Masked, Category: f.Rules.Category, Severity: f.Severity,
			Score: f.Score, Why: f.Why, Test: f.Test, Damaged: f.Damaged})
	})
}

// savedFinding is what explain reads of a finding of a run.
type savedFinding struct {
	Fingerprint string  `json:"fingerprint"`
	Rule        string  `json:"rule"`
	Category    string  `json:"category"`
	Severity    string  `json:"severity"`
	Score       float64 `json:"score"`
	Status      string  `json:"status"`
	Why         []struct {
		Term string  `json:"term"`
		V    float64 `json:"v"`
	} `json:"why"`
	Masked   string `json:"masked"`
	Location struct {
		File   string `json:"file"`
		Member string `json:"member"`
		Sheet  string `json:"sheet"`
		Table  string `json:"table"`
		Row    int64  `json:"row"`
		Column string `json:"column_name"`
		Cell   string `json:"cell"`
		Line   int64  `json:"line"`
	} `json:"location"`
}

func (f *savedFinding) place() string {
	l := &f.Location
	s := l.File
	if l.Member != "" {
		s += "!" + l.Member
	}
	for _, t := range [...]string{l.Sheet, l.Table} {
		if t != "" {
			s += "!" + t
		}
	}
	if l.Row > 0 {
		s += fmt.Sprintf(" R%d", l.Row)
	} else if l.Line > 0 {
		s += fmt.Sprintf(" L%d", l.Line)
	}
	if l.Column != "" {
		s += " " + l.Column
	}
	if l.Cell != "" {
		s += " " + l.Cell
	}
	return s
}

// explainRun looks a fingerprint up in a run; the start of one will do where it
// is the only one.
func explainRun(w io.Writer, lang string, o *explainOptions, id string) (int, error) {
	f, err := os.Open(o.run)
	if err != nil {
		return exitUsage, usage("--run %s: %v", o.run, errors.Unwrap(err))
	}
	defer f.Close()
	if !strings.HasPrefix(id, "lf1:") {
		id = "lf1:" + id
	}
	var match *savedFinding
	several := false
	err = eachFinding(f, func(s *savedFinding) {
		if strings.HasPrefix(s.Fingerprint, id) {
			several = several || match != nil && match.Fingerprint != s.Fingerprint
			c := *s
			match = &c
		}
	})
	switch {
	case err != nil:
		return exitUsage, usage("--run %s is no run of leidur: %v", o.run, err)
	case match == nil:
		return exitUsage, usage("%s holds no finding %s", o.run, id)
	case several:
		return exitUsage, usage("%s holds several findings that begin with %s", o.run, id)
	}
	e := &report.Explained{Rule: match.Rule, Place: match.place(), Masked: match.Masked, Category: detectors.Category(match.Category), Score: hundredths(match.Score), Test: match.Status == "test"}
	e.Severity, _ = severity(match.Severity)
	for _, t := range match.Why {
		e.Why = append(e.Why, detectors.Term{Name: t.Term, V: hundredths(t.V)})
	}
	if list, _, err := allRules(o.rules); err == nil {
		for _, d := range list {
			if d.Name == match.Rule {
				e.Doc = d.Doc
			}
		}
	}
	return exitOK, report.Explain(w, lang, e)
}

func hundredths(v float64) detectors.Score { return detectors.Score(math.Round(v * 100)) }

// eachFinding calls f for each finding of a run in either form: one JSON document
// with a list, or one document a line.
func eachFinding(r io.Reader, f func(*savedFinding)) error {
	dec := json.NewDecoder(r)
	for {
		var doc struct {
			Schema string `json:"schema"`
			savedFinding
			Findings []savedFinding `json:"findings"`
		}
		err := dec.Decode(&doc)
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		case !strings.HasPrefix(doc.Schema, "leidur."):
			return fmt.Errorf("schema %q", doc.Schema)
		}
		if doc.Fingerprint != "" {
			f(&doc.savedFinding)
		}
		for i := range doc.Findings {
			f(&doc.Findings[i])
		}
	}
}
