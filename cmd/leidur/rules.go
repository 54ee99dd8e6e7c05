package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"leidur/accuracy"
	"leidur/detectors"
	"leidur/rules"
	"leidur/rules/pattern"
)

const rulesExit = `
Exit codes:
  0    all is well
  1    an example fails (test), or a rule should be changed (lint)
  2    wrong usage, or a pack that cannot be read
  4    internal error
`

// rulesCommand groups what can be asked about rules; it scans nothing.
func rulesCommand(code *int) *cobra.Command {
	var packs []string
	c := &cobra.Command{
		Use:     "rules",
		Aliases: []string{"reeglid"},
		Short:   "List, show, test and measure the rules",
		Long:    "List, show, test and measure the rules: the built-in ones, and those of --rules.\n" + rulesExit,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return usage("rules needs a word behind it: list, show, test, lint or bench")
		},
	}
	c.PersistentFlags().StringArrayVar(&packs, "rules", nil, "an extra rule pack, or an optional one as builtin:lv (repeatable)")
	add := func(sub *cobra.Command, run func(w io.Writer, args []string) (int, error)) {
		sub.Long += rulesExit
		sub.RunE = func(c *cobra.Command, args []string) error {
			w := bufio.NewWriter(c.OutOrStdout())
			n, err := run(w, args)
			*code = n
			return errors.Join(err, w.Flush())
		}
		c.AddCommand(sub)
	}
	add(&cobra.Command{Use: "list", Short: "List all rules", Args: cobra.NoArgs}, func(w io.Writer, _ []string) (int, error) { return rulesList(w, packs) })
	add(&cobra.Command{Use: "show RULE...", Short: "Show what a rule finds, and what not", Args: cobra.MinimumNArgs(1), Example: "  leidur rules show phone.ee\n  leidur rules show 'special.*'"},
		func(w io.Writer, args []string) (int, error) { return rulesShow(w, packs, args) })
	add(&cobra.Command{Use: "test", Short: "Run the examples of all rules", Args: cobra.NoArgs}, func(w io.Writer, _ []string) (int, error) { return rulesTest(w, packs) })
	add(&cobra.Command{Use: "lint [FILE...]", Short: "Find slow and doubtful rules in packs"}, func(w io.Writer, args []string) (int, error) { return rulesLint(w, append(args, packs...)) })
	var eval, out string
	bench := &cobra.Command{Use: "bench", Short: "Measure precision and recall", Args: cobra.NoArgs,
		Long:    "Measure precision and recall by category, with 95 % intervals: on planted text with known\ntruth, and on labelled real text in the folder of --eval.\n",
		Example: "  leidur rules bench\n  leidur rules bench --eval eval/ -o docs/accuracy.md"}
	bench.Flags().StringVar(&eval, "eval", "", "folder with labelled real text (ordinary_text_*.tsv, contacts_*.tsv, special_category_*.tsv, names_*.tsv)")
	bench.Flags().StringVarP(&out, "output", "o", "", "write the tables into a Markdown file, between its marks")
	add(bench, func(w io.Writer, _ []string) (int, error) { return rulesBench(w, packs, eval, out) })
	return c
}

// loadPacks reads the packs of --rules; errors are usage errors.
func loadPacks(names []string) ([]*rules.Pack, error) {
	var packs []*rules.Pack
	for _, name := range names {
		p, err := rules.Load(name)
		if err != nil {
			return nil, usage("%v", err)
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// checkPacks refuses packs with an example that does not hold, or with the id of another rule.
func checkPacks(packs []*rules.Pack) error {
	if len(packs) == 0 {
		return nil
	}
	builtin, err := rules.Builtin()
	if err != nil {
		return internal(err)
	}
	seen := map[string]string{}
	list, _ := rules.Merge(builtin)
	for _, d := range list {
		seen[d.Name] = "a built-in rule"
	}
	for _, p := range packs {
		for _, d := range p.Detectors {
			if other, ok := seen[d.Name]; ok {
				return usage("%s: rule %q has the id of %s", p.File, d.Name, other)
			}
			seen[d.Name] = "a rule of " + p.File
		}
	}
	fails, _, err := accuracy.CheckExamples(accuracy.Options{Packs: packs}, packs)
	if err != nil {
		return usage("%v", err)
	}
	if len(fails) > 0 {
		return usage("%s", failText(packs, fails))
	}
	return nil
}

// failText names the file and line of each example that fails.
func failText(packs []*rules.Pack, fails []accuracy.Failure) string {
	var lines []string
	for _, f := range fails {
		line := f.String()
		for _, p := range packs {
			if n := p.Line(f.Rule); n > 0 {
				line = fmt.Sprintf("%s:%d: %s", p.File, n, line)
			}
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// allRules returns the built-in rules and those of packs.
func allRules(names []string) ([]*detectors.Detector, []*rules.Pack, error) {
	packs, err := loadPacks(names)
	if err != nil {
		return nil, nil, err
	}
	builtin, err := rules.Builtin()
	if err != nil {
		return nil, nil, internal(err)
	}
	list, _ := rules.Merge(append(builtin, packs...))
	return list, packs, nil
}

// words counts the word forms of a rule.
func words(d *detectors.Detector) (n int) {
	for _, a := range d.Anchors {
		n += len(a.Words)
	}
	return n
}

func kindOf(d *detectors.Detector) string {
	info, _ := d.Category.Info()
	switch {
	case d.Pattern != "":
		return "pattern"
	case info.Words:
		return fmt.Sprintf("%d word forms", words(d))
	}
	return "built in"
}

func rulesList(w io.Writer, names []string) (int, error) {
	list, _, err := allRules(names)
	if err != nil {
		return exitUsage, err
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "RULE\tCATEGORY\tLEVEL\tKIND\tEXAMPLES")
	for _, d := range list {
		info, _ := d.Category.Info()
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\n", d.Name, d.Category, info.Severity, kindOf(d), len(d.Examples))
		for _, v := range d.Variants {
			fmt.Fprintf(t, "  %s\t\t\t\t\n", v.ID)
		}
	}
	if err := t.Flush(); err != nil {
		return exitInternal, internal(err)
	}
	fmt.Fprintf(w, "\nRead when asked for, because nobody has measured them: --rules %s\n", strings.Join(rules.Optional(), ", --rules "))
	return exitOK, nil
}

func rulesShow(w io.Writer, names, args []string) (int, error) {
	list, _, err := allRules(names)
	if err != nil {
		return exitUsage, err
	}
	for _, arg := range args {
		found := false
		for _, d := range list {
			ok, _ := path.Match(arg, d.Name)
			ok = ok || slices.ContainsFunc(d.Variants, func(v detectors.Variant) bool { return v.ID == arg })
			if !ok && arg != d.Name && arg != string(d.Category) {
				continue
			}
			found = true
			showRule(w, d)
		}
		if !found {
			return exitUsage, usage("no rule is called %q; leidur rules list names them all", arg)
		}
	}
	return exitOK, nil
}

func showRule(w io.Writer, d *detectors.Detector) {
	info, _ := d.Category.Info()
	fmt.Fprintf(w, "%s\n  category  %s, level %s, GDPR %s\n  kind      %s\n", d.Name, d.Category, info.Severity, strings.Join(info.GDPR, " "), kindOf(d))
	for lang, title := range d.Title {
		fmt.Fprintf(w, "  name %s   %s\n", lang, title)
	}
	fmt.Fprintf(w, "\n  %s\n", strings.ReplaceAll(d.Doc, "\n", "\n  "))
	list := func(name string, words []string) {
		if len(words) > 0 {
			fmt.Fprintf(w, "\n  %s: %s\n", name, strings.Join(words, ", "))
		}
	}
	if d.Pattern != "" {
		fmt.Fprintf(w, "\n  pattern: %s\n  runs on cells with: %s\n", d.Pattern, strings.Join(d.Literals, ", "))
	}
	list("words that raise it (as word starts; =x is the whole word)", d.Context.Raise)
	list("words that lower it", d.Context.Lower)
	list("column names that announce it", d.Context.Header)
	fmt.Fprintln(w, "\n  examples ([[ ]] must be found):")
	for _, e := range d.Examples {
		fmt.Fprintf(w, "    %s\n", e)
	}
	fmt.Fprintln(w)
}

func rulesTest(w io.Writer, names []string) (int, error) {
	packs, err := loadPacks(names)
	if err != nil {
		return exitUsage, err
	}
	// The built-in rules by themselves: a pack may find more of a category.
	fails, n, err := accuracy.CheckExamples(accuracy.Options{}, nil)
	if err != nil {
		return exitInternal, internal(err)
	}
	if len(packs) > 0 {
		more, k, err := accuracy.CheckExamples(accuracy.Options{Packs: packs}, packs)
		if err != nil {
			return exitInternal, internal(err)
		}
		fails, n = append(fails, more...), n+k
	}
	if len(fails) > 0 {
		fmt.Fprintln(w, failText(packs, fails))
	}
	fmt.Fprintf(w, "%d examples, %d fail\n", n, len(fails))
	if len(fails) > 0 {
		return exitFindings, nil
	}
	return exitOK, nil
}

func rulesLint(w io.Writer, names []string) (int, error) {
	if len(names) == 0 {
		return exitUsage, usage("nothing to lint: name a rule pack")
	}
	packs, err := loadPacks(names)
	if err != nil {
		return exitUsage, err
	}
	sample, err := ordinaryCells()
	if err != nil {
		return exitInternal, internal(err)
	}
	n := 0
	warn := func(p *rules.Pack, d *detectors.Detector, format string, args ...any) {
		n++
		fmt.Fprintf(w, "%s:%d: rule %q: %s\n", p.File, p.Line(d.Name), d.Name, fmt.Sprintf(format, args...))
	}
	for _, p := range packs {
		for _, d := range p.Detectors {
			if d.Pattern != "" && pattern.Catastrophic(d.Pattern) {
				warn(p, d, "the pattern repeats a repetition, which takes very long on some cells: %s", d.Pattern)
			}
			if hit := withLiteral(sample, d.Literals); 4*hit > len(sample) {
				warn(p, d, "its prefilter stands in %d of %d ordinary cells, and the pattern runs on each of them: name longer or rarer literals", hit, len(sample))
			}
			if !slices.ContainsFunc(d.Examples, func(e string) bool { return !strings.Contains(e, "[[") }) {
				warn(p, d, "has no example that must not be found")
			}
		}
	}
	fails, _, err := accuracy.CheckExamples(accuracy.Options{Packs: packs}, packs)
	if err != nil {
		return exitInternal, internal(err)
	}
	if len(fails) > 0 {
		fmt.Fprintln(w, failText(packs, fails))
	}
	if n+len(fails) > 0 {
		return exitFindings, nil
	}
	fmt.Fprintln(w, "nothing to change")
	return exitOK, nil
}

// ordinaryCells are the examples of the built-in rules, as notes in files are.
func ordinaryCells() (cells []string, err error) {
	packs, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	list, _ := rules.Merge(packs)
	for _, d := range list {
		for _, e := range d.Examples {
			text, _ := detectors.Marked(e)
			cells = append(cells, strings.ToLower(text))
		}
	}
	return cells, nil
}

// withLiteral counts the cells, in lower case, that hold one of the literals.
func withLiteral(cells, literals []string) (n int) {
	for _, c := range cells {
		if slices.ContainsFunc(literals, func(l string) bool { return strings.Contains(c, strings.ToLower(l)) }) {
			n++
		}
	}
	return n
}

func rulesBench(w io.Writer, names []string, eval, out string) (int, error) {
	packs, err := loadPacks(names)
	if err != nil {
		return exitUsage, err
	}
	opt := accuracy.Options{Packs: packs}
	rows, err := accuracy.Planted(accuracy.Seed, opt)
	if err != nil {
		return exitInternal, internal(err)
	}
	if eval != "" {
		more, err := accuracy.Eval(eval, opt)
		if err != nil {
			return exitUsage, usage("--eval: %v", err)
		}
		rows = append(rows, more...)
	}
	if out == "" {
		return exitOK, accuracy.Table(w, rows)
	}
	doc, err := os.ReadFile(out)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return exitInternal, internal(err)
	}
	doc, err = accuracy.Update(doc, rows, eval != "")
	if err != nil {
		return exitUsage, usage("%s: %v", out, err)
	}
	if err := os.WriteFile(out, doc, 0o644); err != nil {
		return exitInternal, internal(err)
	}
	return exitOK, nil
}
