package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"leidur/report"
	"leidur/scanner"
	"leidur/source"
	"leidur/subject"
)

const subjectExit = `
Exit codes:
  0    nothing of the person was found, and everything was read
  1    something of the person was found
  2    wrong usage, or a case file that cannot be used; nothing was read
  3    nothing was found, and something was not read (--allow-partial makes it 0)
  4    internal error, or the locator could not be written
  130  interrupted
`

type subjectOptions struct {
	scanOptions
	caseFile string
	insecure bool
	reason   string
	output   string
}

func subjectCommand(code *int) *cobra.Command {
	c := &cobra.Command{
		Use:     "subject",
		Aliases: []string{"isik"},
		Short:   "Find every place that holds one person's data",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return usage("subject needs a word behind it: new or find")
		},
	}
	c.AddCommand(subjectNew(), subjectFind(code))
	return c
}

const caseTemplate = `# Who is asked about. Keep this file to yourself (mode 0600) and delete it when the case is closed.
case     = "%s"
kind     = "erasure"          # access | erasure | portability | rectification | restriction | objection
# received = 2026-11-20

[subject]
names     = []                # current and former: ["Mari-Liis Tamm", "Mari-Liis Saar"]
isikukood = []
# born    = 1988-02-15
email     = []
phone     = []                # ["+372 5555 5678"]
plate     = []
card      = []                # customer cards
iban      = []
username  = []
`

func subjectNew() *cobra.Command {
	return &cobra.Command{
		Use: "new FILE", Short: "Write an empty case file that only you can read", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			f, err := os.OpenFile(args[0], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return usage("%s: %v", args[0], errors.Unwrap(err))
			}
			_, err = fmt.Fprintf(f, caseTemplate, strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0])))
			if err := errors.Join(err, f.Close()); err != nil {
				return internal(err)
			}
			return nil
		},
	}
}

func subjectFind(code *int) *cobra.Command {
	o := subjectOptions{scanOptions: scanOptions{profile: "audit", failOn: "never", minLikelihood: "unlikely", mask: "partial", exitCode: exitFindings,
		blockSize: scanner.DefaultBlockSize, childAge: 16, anonymous: true, names: "all"}}
	c := &cobra.Command{
		Use:   "find --case FILE PATH... | -",
		Short: "Find every place that holds one person's data, in any spelling",
		Long: `Find every place that holds one person's data, in any spelling: personal code, e-mail,
phone, plate, card, account, user name, and the names in all case forms and orders.

The person's data come from the case file and appear nowhere else: values are masked in
all that is written. Rows are graded: certain, probable, possible, and namesakes apart.
` + subjectExit,
		Example: "  leidur subject new case.toml\n  leidur subject find --case case.toml exports/ -o locator.json --lang et",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("nothing to search: name a file or folder, or - for standard input")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.caseFile, "case", "", "the case file (mode 0600)")
	f.BoolVar(&o.insecure, "insecure-case", false, "use a case file that others can read; needs --reason")
	f.StringVar(&o.reason, "reason", "", "why")
	f.StringVarP(&o.output, "output", "o", "", "write the locator as JSON")
	f.StringVarP(&o.format, "format", "f", "text", "what goes to standard output: text, json or none")
	f.StringArrayVar(&o.include, "include", nil, "only files that match the glob (repeatable)")
	f.StringArrayVar(&o.exclude, "exclude", nil, "no files or folders that match the glob (repeatable)")
	f.IntVar(&o.workers, "workers", envInt("LEIDUR_WORKERS", runtime.NumCPU()), "blocks swept at the same time")
	f.IntVar(&o.depth, "max-archive-depth", source.DefaultLimits().Depth, "how deep archives may be nested")
	f.StringVar(&o.stdinName, "stdin-name", "stdin", "name of standard input")
	f.StringVar(&o.asOf, "as-of", env("LEIDUR_AS_OF", ""), "the day that dates are judged at, as 2026-11-22 (default today)")
	f.StringVar(&o.lang, "lang", env("LEIDUR_LANG", ""), "language: et or en (default from the system)")
	f.StringVar(&o.progress, "progress", env("LEIDUR_PROGRESS", "auto"), "auto, bar, plain or none")
	f.StringVar(&o.passwordFile, "password-file", "", "passwords to try on encrypted .xlsx files, one a line")
	f.BoolVar(&o.allowPartial, "allow-partial", false, "exit 0 instead of 3 when something was not read")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress on standard error")
	c.RunE = func(c *cobra.Command, args []string) error {
		n, err := runSubjectFind(c.Context(), &o, args, c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
		*code = n
		return err
	}
	return c
}

func runSubjectFind(ctx context.Context, o *subjectOptions, args []string, stdin io.Reader, stdout, stderr io.Writer) (int, error) {
	switch {
	case o.caseFile == "":
		return exitUsage, usage("--case is missing: leidur subject new case.toml writes an empty one")
	case o.insecure && o.reason == "":
		return exitUsage, usage("--insecure-case needs --reason")
	case o.format != "text" && o.format != "json" && o.format != "none":
		return exitUsage, usage("--format %q: known are text, json, none", o.format)
	}
	c, err := subject.Load(o.caseFile, o.insecure)
	if err != nil {
		return exitUsage, usage("%v", err)
	}
	meta, opt, _, err := o.settings()
	if err != nil {
		return exitUsage, err
	}
	// The case file may lie beside the exports; it is no export.
	o.exclude = append(o.exclude, filepath.Base(o.caseFile))
	plan, err := o.plan(args, stdin)
	if err != nil {
		return exitUsage, err
	}
	var secret [scanner.KeySize]byte // ids are compared within this run only
	if _, err := rand.Read(secret[:]); err != nil {
		return exitInternal, internal(err)
	}
	opt.Key = scanner.NewKey(secret)
	opt = c.Option(opt)
	bar := newProgress(&o.scanOptions, stderr)
	opt.Progress = bar.update
	s, err := scanner.New(opt)
	if err != nil {
		return exitUsage, usage("%v", err)
	}
	debug.SetGCPercent(50) // as in runScan
	var out *os.File
	if o.output != "" { // before the work, and for nobody else's eyes
		if out, err = os.OpenFile(o.output, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
			return exitInternal, internal(err)
		}
		defer out.Close()
	}
	finder := subject.NewFinder(c, opt.Key)
	run, err := s.Run(ctx, plan, finder)
	bar.done()
	if err != nil {
		return exitInternal, internal(err)
	}
	res := finder.Result
	if out != nil {
		if err := errors.Join(res.WriteLocator(out, meta.AsOf.String()), out.Close()); err != nil {
			return exitInternal, internal(err)
		}
	}
	switch o.format {
	case "json":
		err = res.WriteLocator(stdout, meta.AsOf.String())
	case "text":
		err = locatorText(stdout, meta.Lang, res)
	}
	switch {
	case err != nil:
		return exitInternal, internal(err)
	case run.Interrupted:
		return exitInterrupted, nil
	case len(res.Rows) > 0:
		return exitFindings, nil
	case res.Partial && !o.allowPartial:
		return exitPartial, nil
	}
	return exitOK, nil
}

// locatorText writes the places as a list, the surest first.
func locatorText(out io.Writer, lang string, r *subject.Result) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, report.T(lang, "subject.head")+"\n", r.Case.ID)
	if d := r.Case.Deadline(); d != 0 {
		fmt.Fprintf(w, report.T(lang, "subject.deadline")+"\n", report.Date(lang, d))
	}
	if not := r.NotSearched(); len(not) > 0 {
		fmt.Fprintln(w, report.T(lang, "subject.not"))
		for _, in := range not {
			fmt.Fprintf(w, "  %s: %s\n", report.Visible(in.Path), report.ReasonText(lang, in))
		}
	} else {
		fmt.Fprintf(w, report.T(lang, "subject.all")+"\n", len(r.Inputs))
	}
	for g := subject.Certain; g <= subject.Namesake; g++ {
		if n := r.Count(g); n > 0 {
			fmt.Fprintf(w, "\n%s: %d\n", report.T(lang, "grade."+g.String()), n)
		}
		for i := range r.Rows {
			if x := &r.Rows[i]; x.Grade == g {
				fmt.Fprintf(w, "  %s\n", report.Visible(rowPlace(x)))
				for _, m := range x.Matches {
					note := ""
					if m.Damaged {
						note = ", " + report.T(lang, "explain.damaged")
					}
					fmt.Fprintf(w, "    %s: %s %s%s\n", report.CategoryName(lang, m.Category), report.Visible(m.Place.Column), report.Visible(m.Masked), note)
				}
				if x.Conflict && g != subject.Namesake {
					fmt.Fprintf(w, "    %s\n", report.T(lang, "subject.conflict"))
				}
			}
		}
	}
	if len(r.Rows) == 0 {
		fmt.Fprintln(w, report.T(lang, "subject.nothing"))
	}
	return w.Flush()
}

// rowPlace names the row as the user finds it: file, table, row, key.
func rowPlace(x *subject.Row) string {
	p := &x.Matches[0].Place
	s := x.Input.Path
	if p.Table != "" {
		s += " " + p.Table
	}
	switch {
	case p.Style == source.LinePlace && p.Line > 0:
		s += fmt.Sprintf(" L%d", p.Line)
	case p.Row > 0:
		s += fmt.Sprintf(" R%d", p.Row)
	case p.Line > 0:
		s += fmt.Sprintf(" L%d", p.Line)
	default:
		s += " " + p.Locator()
	}
	var keys []string
	for _, k := range p.Key {
		keys = append(keys, k.Column+"="+k.Value)
	}
	if len(keys) > 0 {
		s += " [" + strings.Join(keys, ", ") + "]"
	}
	return s
}
