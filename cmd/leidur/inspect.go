package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"leidur/report"
	"leidur/scanner"
	"leidur/source"
	"leidur/source/formats"
)

func inspectCommand(code *int) *cobra.Command {
	o := scanOptions{profile: "audit", failOn: "never", minLikelihood: "possible", mask: "partial", format: "none", progress: "none",
		exitCode: exitFindings, workers: 1, blockSize: scanner.DefaultBlockSize, childAge: 16, anonymous: true}
	c := &cobra.Command{
		Use:     "inspect PATH... | -",
		Aliases: []string{"uuri"},
		Short:   "Show how files are read: format, encoding, tables, columns",
		Long: `Show how files are read, without looking for personal data: format, encoding,
separators, tables, column names, key and date columns, and what is not read.
It answers the question why nothing was found.

Exit codes:
  0    everything can be read
  2    wrong usage
  3    something cannot be read, or only partly
  130  interrupted
`,
		Example: "  leidur inspect exports/crm.csv\n  leidur inspect dump.sql.gz --lang et",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("nothing to inspect: name a file or folder, or - for standard input")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringArrayVar(&o.include, "include", nil, "only files that match the glob (repeatable)")
	f.StringArrayVar(&o.exclude, "exclude", nil, "no files or folders that match the glob (repeatable)")
	f.IntVar(&o.depth, "max-archive-depth", source.DefaultLimits().Depth, "how deep archives may be nested")
	f.StringVar(&o.stdinName, "stdin-name", "stdin", "name of standard input")
	f.StringVar(&o.lang, "lang", env("LEIDUR_LANG", ""), "language: et or en (default from the system)")
	c.RunE = func(c *cobra.Command, args []string) error {
		n, err := runInspect(c.Context(), &o, args, c.InOrStdin(), c.OutOrStdout())
		*code = n
		return err
	}
	return c
}

// runInspect reads each input and describes it; the exit code tells whether
// all of it can be read.
func runInspect(ctx context.Context, o *scanOptions, args []string, stdin io.Reader, stdout io.Writer) (int, error) {
	meta, opt, _, err := o.settings()
	if err != nil {
		return exitUsage, err
	}
	plan, err := o.plan(args, stdin)
	if err != nil {
		return exitUsage, err
	}
	opt.Key = scanner.NewKey([scanner.KeySize]byte{}) // no id is shown
	s, err := scanner.New(opt)
	if err != nil {
		return exitUsage, usage("%v", err)
	}
	hints, code := s.Hints(), exitOK
	for _, p := range plan {
		survey, err := source.Inspect(ctx, p, opt.Formats, opt.Limits, hints)
		if ctx.Err() != nil {
			return exitInterrupted, &exitError{exitInterrupted, errors.New("interrupted")}
		}
		if err != nil {
			return exitInternal, internal(err)
		}
		if survey.Input.Status != source.Scanned && survey.Input.Counts() {
			code = exitPartial
		}
		if err := report.Inspect(stdout, meta.Lang, survey, s.Role); err != nil {
			return exitInternal, internal(fmt.Errorf("standard output could not be written: %w", err))
		}
	}
	return code, nil
}

// dryRun lists what a scan would read; it looks at heads only.
func dryRun(plan []source.Planned, lang string, stdout io.Writer) (int, error) {
	read, size, code := 0, int64(0), exitOK
	for _, p := range plan {
		format, f, gap := "", (*source.File)(nil), p.Gap
		if gap == nil {
			file, closer, err := source.Open(p)
			if err != nil {
				gap = source.AsGap(err)
			} else {
				f = file
				defer closer.Close()
			}
		}
		if f != nil {
			if found := source.Recognise(formats.All, f); found == nil {
				gap = &source.Gap{Reason: source.BinaryOpaque}
			} else {
				format = found.Name
				read++
				size += max(f.Size, 0)
			}
		}
		in := &source.Input{Path: p.Path}
		if gap != nil {
			in.Finish(gap, false)
			format = report.ReasonText(lang, in)
			if in.Counts() {
				code = exitPartial
			}
		}
		bytes := "?"
		if p.Size >= 0 {
			bytes = report.Number(lang, p.Size)
		}
		if _, err := fmt.Fprintf(stdout, "%15s  %-12s  %s\n", bytes, format, report.Visible(p.Path)); err != nil {
			return exitInternal, internal(fmt.Errorf("standard output could not be written: %w", err))
		}
	}
	fmt.Fprintf(stdout, report.T(lang, "dry.title")+"\n", read, len(plan), report.Size(lang, size))
	return code, nil
}
