package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"leidur/detectors"
	"leidur/rules/pattern"
)

// rule is a pattern of a pack: [[rule]].
type rule struct {
	ID         string            `toml:"id"`
	Severity   string            `toml:"severity"`
	Likelihood string            `toml:"likelihood"`
	Pattern    string            `toml:"pattern"`
	Prefilter  []string          `toml:"prefilter"`
	Validate   string            `toml:"validate"`
	Mask       string            `toml:"mask"`
	TimeoutMS  int               `toml:"timeout_ms"`
	Name       map[string]string `toml:"name"`
	Context    struct {
		Window  int      `toml:"window"`
		Raise   []string `toml:"raise"`
		Lower   []string `toml:"lower"`
		Columns []string `toml:"columns"`
	} `toml:"context"`
	Example []struct {
		Text string `toml:"text"`
		Hit  string `toml:"hit"`
	} `toml:"example"`
}

const (
	defaultTimeout = 250 // ms
	longestTimeout = 10_000
)

// starts are the scores that a rule's likelihood stands for.
var starts = map[string]detectors.Score{"unlikely": 20, "possible": 45, "likely": 70, "very_likely": 90}

// detector compiles a pattern rule.
func (r *rule) detector(languages []string) (*detectors.Detector, error) {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	category, _, ok := strings.Cut(r.ID, ".")
	if special, rest, found := strings.Cut(r.ID, "special."); found && special == "" {
		variant := ""
		category, variant, ok = strings.Cut(rest, ".")
		category, ok = "special."+category, ok && variant != ""
	}
	info, known := detectors.Category(category).Info()
	switch {
	case !ok:
		bad("id %q must be a category, a dot and a name, as customer_card.ours", r.ID)
	case !known:
		bad("unknown category %q; known: %s", category, strings.Join(categoryNames(), ", "))
	case info.Words:
		bad("category %q takes [[keywords]], no patterns", category)
	}
	for _, l := range languages {
		if strings.TrimSpace(r.Name[l]) == "" {
			bad("has no name in %q, a language of the pack: add [rule.name] %s = \"...\"", l, l)
		}
	}
	start, ok := starts[r.Likelihood]
	if r.Likelihood == "" {
		start, ok = starts["possible"], true
	}
	if !ok {
		bad("unknown likelihood %q (unlikely, possible, likely, very_likely)", r.Likelihood)
	}
	severity, err := r.severity()
	if err != nil {
		bad("%v", err)
	}
	if len(r.Prefilter) == 0 {
		bad("has no prefilter: name literals of which one stands in every match, so that the pattern runs on few cells")
	}
	for _, p := range r.Prefilter {
		if p == "" {
			bad("an empty prefilter stands everywhere")
		}
	}
	if r.TimeoutMS == 0 {
		r.TimeoutMS = defaultTimeout
	}
	if r.TimeoutMS < 1 || r.TimeoutMS > longestTimeout {
		bad("timeout_ms %d: 1 to %d", r.TimeoutMS, longestTimeout)
	}
	check, ok := detectors.Validators[r.Validate]
	if !ok && r.Validate != "" && r.Validate != "none" {
		bad("unknown validate %q (none, %s)", r.Validate, strings.Join(validatorNames(), ", "))
	}
	keep, err := parseKeep(r.Mask)
	if err != nil {
		bad("%v", err)
	}
	re, err := pattern.Compile(r.Pattern, time.Duration(r.TimeoutMS)*time.Millisecond)
	if err != nil {
		bad("%v", err)
	}
	if r.Pattern == "" {
		bad("has no pattern")
	}
	if len(r.Example) == 0 {
		bad("has no examples: at least one that must hit")
	}
	d := &detectors.Detector{
		Name: r.ID, Category: detectors.Category(category), Title: r.Name, Keep: keep, Severity: severity, Pattern: r.Pattern, Literals: r.Prefilter,
		Doc:    "A pattern of a rule pack. Does not find what its pattern does not match, and nothing in cells on which the pattern runs into its time limit.",
		Normal: detectors.Compact,
		Context: detectors.Context{Window: r.Context.Window, Raise: contextWords(r.Context.Raise), Lower: contextWords(r.Context.Lower),
			Header: headerNames(r.Context.Columns)},
	}
	for _, e := range r.Example {
		text := e.Text
		if e.Hit != "" {
			if !strings.Contains(text, e.Hit) {
				bad("example %q does not contain its hit %q", e.Text, e.Hit)
			}
			text = strings.Replace(text, e.Hit, "[["+e.Hit+"]]", 1)
		}
		d.Examples = append(d.Examples, text)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	seen := map[byte]bool{}
	literals := make([]literal, len(r.Prefilter))
	for i, p := range r.Prefilter {
		literals[i] = newLiteral(p)
		for _, b := range literals[i].bytes {
			if !seen[b] {
				seen[b] = true
				d.Anchors = append(d.Anchors, detectors.Anchor{Kind: detectors.Byte, Byte: b})
			}
		}
	}
	d.Check = func(p *detectors.Pass, at detectors.At) {
		if !slices.ContainsFunc(literals, func(l literal) bool { return l.at(p.Text, at.Pos) }) {
			return
		}
		lo, hi := p.Bounds(at.Pos)
		if lo >= hi || !p.Once(lo) {
			return
		}
		matches, ok := re.Find(p.Text[lo:hi])
		if !ok {
			p.Timeout(lo)
			return
		}
		for _, m := range matches {
			if m[1] == m[0] || check != nil && !check(p.Text[lo+m[0]:lo+m[1]], p.AsOf) {
				continue
			}
			p.Report(lo+m[0], lo+m[1], detectors.Evidence{Terms: [3]detectors.Term{{Name: "pattern", V: start}}, Header: max(start, 90)})
		}
	}
	return d, nil
}

func (r *rule) severity() (*detectors.Severity, error) {
	if r.Severity == "" {
		return nil, nil
	}
	for v := detectors.Info; v <= detectors.Critical; v++ {
		if v.String() == r.Severity {
			return &v, nil
		}
	}
	return nil, fmt.Errorf("unknown severity %q (info, low, medium, high, critical)", r.Severity)
}

// contextWords turns "kliendikaar*" into a word start and "arve" into a whole word.
func contextWords(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		w = strings.ToLower(strings.TrimSpace(w))
		if stem, ok := strings.CutSuffix(w, "*"); ok {
			out[i] = stem
		} else {
			out[i] = "=" + w
		}
	}
	return out
}

// headerNames drops the globs: header words match as parts of a name anyway.
func headerNames(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = strings.ToLower(strings.Trim(w, "*"))
	}
	return out
}

// parseKeep reads keep-last:N, keep-first:N or all.
func parseKeep(s string) (*detectors.Keep, error) {
	if s == "" {
		return nil, nil
	}
	k := &detectors.Keep{}
	if s == "all" {
		return k, nil
	}
	kind, number, _ := strings.Cut(s, ":")
	n := 0
	if _, err := fmt.Sscanf(number, "%d", &n); err != nil || n < 0 || n > 4 {
		return nil, fmt.Errorf("mask %q: keep-last:N or keep-first:N with N up to 4, or all", s)
	}
	switch kind {
	case "keep-last":
		k.Last = n
	case "keep-first":
		k.First = n
	default:
		return nil, fmt.Errorf("mask %q: keep-last:N or keep-first:N with N up to 4, or all", s)
	}
	return k, nil
}

func categoryNames() []string {
	var names []string
	for _, c := range detectors.Categories() {
		names = append(names, string(c))
	}
	return names
}

func validatorNames() []string {
	var names []string
	for n := range detectors.Validators {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
