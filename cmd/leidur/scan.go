package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"leidur/detectors"
	"leidur/report"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
	"leidur/source/formats"
)

// scanOptions is what the flags of `leidur scan` fill in; runScan knows no flags.
type scanOptions struct {
	profile       string
	format        string
	outputs       []string
	failOn        string
	exitCode      int
	allowPartial  bool
	minLikelihood string
	only, skip    []string
	rules         []string
	include       []string
	exclude       []string
	workers       int
	blockSize     int
	depth         int
	mask          string
	stdinName     string
	asOf          string
	lang          string
	progress      string
	keyFile       string
	passwordFile  string
	childAge      int
	names         string
	stats         bool
	quiet         bool
	anonymous     bool
	memProfile    string
	cpuProfile    string
	dryRun        bool

	failOnSet, minSet bool // given by flag, so the profile does not decide
}

func scanCommand(code *int) *cobra.Command {
	var o scanOptions
	c := &cobra.Command{
		Use:     "scan PATH... | -",
		Aliases: []string{"skanni"},
		Short:   "Scan files, folders, archives or standard input",
		Long: `Scan files, folders and archives for personal data. "-" is standard input.

Values are masked in every output. Reports are written with -o, as often as you
like; the format follows from the extension (.html .csv .json .ndjson .txt).
` + exitHelp,
		Example: "  leidur scan exports/ -o report.html -o findings.json\n  pg_dump crm | leidur scan - --stdin-name crm.sql --lang et",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("nothing to scan: name a file or folder, or - for standard input")
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.profile, "profile", env("LEIDUR_PROFILE", "audit"), "bundle of defaults: audit or ci")
	f.StringVarP(&o.format, "format", "f", "text", "what goes to standard output: text, json, ndjson, csv or none")
	f.StringArrayVarP(&o.outputs, "output", "o", nil, "write a report; format from the extension, or fmt:path (repeatable)")
	f.StringVar(&o.failOn, "fail-on", "high", "gate by severity: info, low, medium, high, critical or never")
	f.IntVar(&o.exitCode, "exit-code", exitFindings, "exit code for findings at the gate, instead of 1")
	f.BoolVar(&o.allowPartial, "allow-partial", false, "exit 0 instead of 3 when something was not read")
	f.StringVar(&o.minLikelihood, "min-likelihood", "possible", "list from here on: unlikely, possible, likely or very_likely")
	f.StringSliceVar(&o.only, "only", nil, "only these categories or rules; globs (special.*)")
	f.StringSliceVar(&o.skip, "skip", nil, "not these categories or rules; globs")
	f.StringArrayVar(&o.rules, "rules", nil, "an extra rule pack, or an optional one as builtin:lv (repeatable)")
	f.StringArrayVar(&o.include, "include", nil, "only files that match the glob (repeatable)")
	f.StringArrayVar(&o.exclude, "exclude", nil, "no files or folders that match the glob (repeatable)")
	f.IntVar(&o.workers, "workers", envInt("LEIDUR_WORKERS", runtime.NumCPU()), "blocks swept at the same time")
	f.IntVar(&o.blockSize, "block-size", scanner.DefaultBlockSize, "bytes of text in a block; results do not depend on it")
	f.IntVar(&o.depth, "max-archive-depth", source.DefaultLimits().Depth, "how deep archives may be nested")
	f.StringVar(&o.mask, "mask", "partial", "how much of a value is shown: partial or full (nothing)")
	f.StringVar(&o.stdinName, "stdin-name", "stdin", "name of standard input in reports")
	f.StringVar(&o.asOf, "as-of", env("LEIDUR_AS_OF", ""), "the day that ages are counted at, as 2026-11-22 (default today)")
	f.StringVar(&o.lang, "lang", env("LEIDUR_LANG", ""), "language of reports: et or en (default from the system)")
	f.StringVar(&o.progress, "progress", env("LEIDUR_PROGRESS", "auto"), "auto, bar, plain or none")
	f.StringVar(&o.keyFile, "key-file", "", "file with the key for fingerprints (64 hex digits)")
	f.StringVar(&o.passwordFile, "password-file", "", "passwords to try on encrypted .xlsx files, one a line")
	f.IntVar(&o.childAge, "child-age", 16, "under this age a person is a child")
	f.StringVar(&o.names, "names", "", "names of persons: beside (another finding), all or off (default beside, in profile ci off)")
	f.BoolVar(&o.stats, "stats", false, "tell where the time went: stages, inputs, rules, slowest first; on standard error")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no hints on standard error")
	f.BoolVar(&o.anonymous, "anonymous", false, "no host and user name in reports")
	f.BoolVar(&o.dryRun, "dry-run", false, "list what would be read, with format and size, and read nothing else")
	f.StringVar(&o.cpuProfile, "cpuprofile", "", "write a CPU profile")
	f.StringVar(&o.memProfile, "memprofile", "", "write a profile of allocations")
	for _, hidden := range [...]string{"block-size", "cpuprofile", "memprofile"} {
		f.MarkHidden(hidden)
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		o.failOnSet, o.minSet = f.Changed("fail-on"), f.Changed("min-likelihood")
		n, err := runScan(c.Context(), &o, args, c.InOrStdin(), c.OutOrStdout(), c.ErrOrStderr())
		*code = n
		return err
	}
	return c
}

// runScan scans and returns the exit code. An error means that nothing was
// scanned (2), or that a report is missing (4).
func runScan(ctx context.Context, o *scanOptions, args []string, stdin io.Reader, stdout, stderr io.Writer) (code int, err error) {
	meta, opt, packs, err := o.settings()
	if err != nil {
		return exitUsage, err
	}
	plan, err := o.plan(args, stdin)
	if err != nil {
		return exitUsage, err
	}
	if o.dryRun {
		return dryRun(plan, meta.Lang, stdout)
	}
	var note string
	if opt.Key, note, err = findKey(o.keyFile, o.profile); err != nil {
		return exitUsage, err
	}
	if note != "" && !o.quiet {
		fmt.Fprintln(stderr, "leidur: "+note)
	}
	meta.KeyID = opt.Key.Name()
	for _, p := range packs {
		meta.Rules = append(meta.Rules, report.RulePack{ID: p.ID, Version: p.Version, SHA256: p.SHA256})
	}
	bar := newProgress(o, stderr)
	opt.Progress = bar.update
	if o.stats {
		opt.Clock = time.Now
	}
	s, err := scanner.New(opt)
	if err != nil {
		return exitUsage, usage("%v", err)
	}
	// A scan allocates little; collecting more often keeps its memory flat at
	// hardly any cost.
	debug.SetGCPercent(50)
	outs, err := openOutputs(o, meta, stdout)
	if err != nil {
		return exitInternal, err
	}
	defer outs.abort()
	for _, a := range args {
		if a != "-" {
			meta.Roots = append(meta.Roots, a)
		}
	}
	if o.cpuProfile != "" {
		stop, err := profile(o.cpuProfile)
		if err != nil {
			return exitUsage, usage("%v", err)
		}
		defer func() {
			if e := stop(); e != nil && err == nil {
				code, err = exitInternal, internal(e)
			}
		}()
	}
	if o.memProfile != "" {
		defer func() {
			if e := heapProfile(o.memProfile); e != nil && err == nil {
				code, err = exitInternal, internal(e)
			}
		}()
	}
	meta.Started = time.Now()
	gate := &gateSink{meta: meta, o: o, bar: bar}
	run, err := s.Run(ctx, plan, append([]scanner.Sink{gate}, outs.sinks...)...)
	bar.done()
	if o.stats {
		printStats(stderr, s.Stats())
	}
	if err != nil {
		if run != nil { // some report failed; the others are complete
			outs.commit()
		}
		return exitInternal, internal(err)
	}
	if err := outs.commit(); err != nil {
		return exitInternal, internal(err)
	}
	return meta.Gate.ExitCode, nil
}

// gateSink decides the exit code before the reports are written, because they
// print it.
type gateSink struct {
	meta *report.Meta
	o    *scanOptions
	bar  *progress
}

func (g *gateSink) Input(in *source.Input) error   { g.bar.input(in); return nil }
func (g *gateSink) Finding(*scanner.Finding) error { return nil }

func (g *gateSink) Close(run *scanner.Run) error {
	g.bar.done()
	m := g.meta
	m.Finished, m.Partial = time.Now(), run.Partial
	m.Gate.Decide(run)
	switch {
	case run.Interrupted:
		m.Gate.ExitCode = exitInterrupted
	case m.Gate.Tripped:
		m.Gate.ExitCode = g.o.exitCode
	case run.Partial && !g.o.allowPartial:
		m.Gate.ExitCode = exitPartial
	}
	return nil
}

// settings turns flags into the options of a scanner; errors are usage errors.
func (o *scanOptions) settings() (*report.Meta, scanner.Options, []*rules.Pack, error) {
	var opt scanner.Options
	fail := func(format string, args ...any) (*report.Meta, scanner.Options, []*rules.Pack, error) {
		return nil, opt, nil, usage(format, args...)
	}
	meta := &report.Meta{Version: version, Profile: o.profile, Lang: language(o.lang), ChildAge: o.childAge}
	if o.lang != "" && o.lang != "et" && o.lang != "en" {
		return fail("--lang %q: known are et and en", o.lang)
	}
	min := o.minLikelihood
	switch o.profile {
	case "audit":
		opt.ExcerptChars = 24
		if !o.anonymous {
			meta.Host, _ = os.Hostname()
			if u, err := user.Current(); err == nil {
				meta.User = u.Username
			}
		}
	case "ci":
		opt.HideTest = true
		if !o.minSet {
			min = "likely"
		}
	default:
		return fail("--profile %q: known are audit and ci", o.profile)
	}
	var ok bool
	if opt.MinLikelihood, ok = likelihood(min); !ok {
		return fail("--min-likelihood %q: known are unlikely, possible, likely, very_likely", min)
	}
	meta.Gate.MinLikelihood = max(scanner.Likely, opt.MinLikelihood)
	meta.Gate.FailSpecial = true
	if meta.Gate.FailOn, ok = severity(o.failOn); !ok && o.failOn != "never" {
		return fail("--fail-on %q: known are info, low, medium, high, critical, never", o.failOn)
	}
	meta.Gate.Never = o.failOn == "never"
	switch o.exitCode {
	case exitOK, exitUsage, exitPartial, exitInternal, exitInterrupted:
		return fail("--exit-code %d has a meaning of its own", o.exitCode)
	}
	if o.exitCode < 0 || o.exitCode > 255 {
		return fail("--exit-code %d: an exit code is 1 to 255", o.exitCode)
	}
	switch o.mask {
	case "partial":
	case "full":
		opt.Mask = scanner.MaskFull
	default:
		return fail("--mask %q: known are partial and full", o.mask)
	}
	if o.workers < 1 || o.workers > 1024 {
		return fail("--workers %d: 1 to 1024", o.workers)
	}
	if o.blockSize < 1 || o.blockSize > 64<<20 {
		return fail("--block-size %d: 1 to 67108864", o.blockSize)
	}
	if o.childAge < 1 || o.childAge > 21 {
		return fail("--child-age %d: 1 to 21", o.childAge)
	}
	switch {
	case o.names == "off", o.names == "" && o.profile == "ci":
		opt.Names = scanner.NamesOff
	case o.names == "all":
		opt.Names = scanner.NamesAll
	case o.names != "" && o.names != "beside":
		return fail("--names %q: known are beside, all, off", o.names)
	}
	switch o.progress {
	case "auto", "bar", "plain", "none":
	default:
		return fail("--progress %q: known are auto, bar, plain, none", o.progress)
	}
	meta.AsOf = detectors.MakeDate(time.Now().Year(), int(time.Now().Month()), time.Now().Day())
	if o.asOf != "" {
		d, err := detectors.ParseDate(o.asOf)
		if err != nil {
			return fail("--as-of: %v", err)
		}
		meta.AsOf = d
	}
	opt.AsOf, opt.ChildAge, opt.Workers, opt.BlockSize = meta.AsOf, o.childAge, o.workers, o.blockSize
	if o.passwordFile != "" {
		list, err := readPasswords(o.passwordFile)
		if err != nil {
			return fail("--password-file: %v", err)
		}
		opt.Passwords = list
	}
	opt.Limits = source.DefaultLimits()
	opt.Limits.Depth = o.depth
	opt.Formats = formats.All
	packs, err := rules.Builtin()
	if err != nil {
		return fail("%v", err)
	}
	own, err := loadPacks(o.rules)
	if err == nil {
		err = checkPacks(own)
	}
	if err != nil {
		return nil, opt, nil, err
	}
	packs = append(packs, own...)
	opt.Detectors, opt.Lexicon = rules.Merge(packs)
	if opt.Detectors, err = choose(opt.Detectors, o.only, o.skip); err != nil {
		return fail("%v", err)
	}
	meta.Config = o.hash(meta)
	return meta, opt, packs, nil
}

// readPasswords reads one password a line; blank lines are none.
func readPasswords(name string) (list []string, err error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, errors.Unwrap(err))
	}
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\ufeff")) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			list = append(list, line)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("%s holds no password", name)
	}
	return list, nil
}

// hash is the SHA-256 of the settings that findings depend on.
func (o *scanOptions) hash(m *report.Meta) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s|%s|%s|%s|%v|%v|%v|%v|%d|%d|%s|%s", o.profile, o.failOn, o.minLikelihood, o.mask, o.only, o.skip, o.include, o.exclude, o.depth, o.childAge, m.AsOf, o.names))
	return hex.EncodeToString(sum[:])
}

// choose applies --only and --skip. A pattern that names nothing is an error:
// a typing mistake must not pass for a clean run.
func choose(all []*detectors.Detector, only, skip []string) ([]*detectors.Detector, error) {
	matches := func(d *detectors.Detector, globs []string, used map[string]bool) bool {
		hit := false
		for _, g := range globs {
			for _, name := range [...]string{d.Name, string(d.Category)} {
				if ok, err := path.Match(g, name); err == nil && ok {
					hit, used[g] = true, true
				}
			}
		}
		return hit
	}
	used := map[string]bool{}
	var out []*detectors.Detector
	for _, d := range all {
		in := len(only) == 0 || matches(d, only, used)
		if matches(d, skip, used) {
			in = false
		}
		if in {
			out = append(out, d)
		}
	}
	for _, g := range append(append([]string(nil), only...), skip...) {
		if !used[g] {
			var names []string
			for _, d := range all {
				names = append(names, string(d.Category))
			}
			return nil, fmt.Errorf("no category or rule is called %q; known: %s", g, strings.Join(unique(names), ", "))
		}
	}
	if len(out) == 0 {
		return nil, errors.New("--only and --skip leave no rule")
	}
	return out, nil
}

func unique(names []string) []string {
	seen := map[string]bool{}
	out := names[:0]
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// plan lists the inputs.
func (o *scanOptions) plan(args []string, stdin io.Reader) ([]source.Planned, error) {
	var paths []string
	var plan []source.Planned
	for _, a := range args {
		if a == "-" {
			plan = append(plan, source.PlanStream(stdin, o.stdinName))
			continue
		}
		paths = append(paths, a)
	}
	if len(plan) > 1 {
		return nil, usage("- (standard input) can be named once")
	}
	if len(paths) > 0 {
		files, err := source.Walk(paths, source.WalkOptions{Include: o.include, Exclude: o.exclude})
		if err != nil {
			return nil, usage("%v", err)
		}
		plan = append(plan, files...)
	}
	return plan, nil
}

func likelihood(word string) (scanner.Likelihood, bool) {
	for l := scanner.Unlikely; l <= scanner.VeryLikely; l++ {
		if l.String() == word {
			return l, true
		}
	}
	return 0, false
}

func severity(word string) (detectors.Severity, bool) {
	for s := detectors.Info; s <= detectors.Critical; s++ {
		if s.String() == word {
			return s, true
		}
	}
	return detectors.High, false
}

// language takes the flag, else the system's locale.
func language(flag string) string {
	if flag != "" {
		return flag
	}
	for _, name := range [...]string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "et") {
				return "et"
			}
			return "en"
		}
	}
	return "en"
}

func env(name, otherwise string) string {
	if v := os.Getenv(name); v != "" {
		return v
	}
	return otherwise
}

func envInt(name string, otherwise int) int {
	var n int
	if _, err := fmt.Sscanf(os.Getenv(name), "%d", &n); err == nil {
		return n
	}
	return otherwise
}

// isTerminal tells whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
