// Package accuracy measures what the rules find and what they raise by mistake:
// on planted text of its own, whose truth is known, and on labelled real text in
// a folder of the user's (Eval). docs/accuracy.md is made from it.
package accuracy

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strings"

	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
)

// A Row is one line of the table.
type Row struct {
	Text     string // what was scanned
	Category detectors.Category
	Language string
	Level    scanner.Likelihood // findings from here on count
	Units    int                // sentences or cells scanned
	Labels   int                // places that should be found
	Hit      int                // of these, found
	Right    int                // findings on a label
	Wrong    int                // findings on none
}

// Precision returns the share of right findings and its 95 % interval (Wilson).
func (r Row) Precision() (p, lo, hi float64) { return wilson(r.Right, r.Right+r.Wrong) }

// Recall returns the share of labels found and its 95 % interval (Wilson).
func (r Row) Recall() (p, lo, hi float64) { return wilson(r.Hit, r.Labels) }

// wilson is the score interval of Wilson (1927) for k of n at 95 %.
func wilson(k, n int) (p, lo, hi float64) {
	if n == 0 {
		return math.NaN(), 0, 1
	}
	const z = 1.959964
	p = float64(k) / float64(n)
	d := 1 + z*z/float64(n)
	mid := p + z*z/(2*float64(n))
	off := z * math.Sqrt(p*(1-p)/float64(n)+z*z/(4*float64(n)*float64(n)))
	return p, max(0, (mid-off)/d), min(1, (mid+off)/d)
}

// String writes the row for a terminal.
func (r Row) String() string {
	f := func(p, lo, hi float64) string {
		if math.IsNaN(p) {
			return "-"
		}
		return fmt.Sprintf("%.3f [%.3f-%.3f]", p, lo, hi)
	}
	return fmt.Sprintf("%-26s %-26s %-3s %-9s %6d %6d/%-6d %6d/%-6d P %-21s R %s", r.Text, r.Category, r.Language, r.Level, r.Units, r.Right, r.Right+r.Wrong, r.Hit, r.Labels,
		f(r.Precision()), f(r.Recall()))
}

// A finding as the measures see it: a range of characters in a unit.
type found struct {
	unit       int // 0-based
	column     int // 1-based
	start, end int // characters, 0-based, half-open
	category   detectors.Category
	level      scanner.Likelihood
	severity   detectors.Severity
	test       bool
}

// A label is a place that should be found.
type label struct {
	unit, column, start, end int
	category                 detectors.Category
	open                     bool // right or wrong: findings on it are not counted
}

// asOf is the day at which ages are counted; the planted dates lie before it.
var asOf = detectors.MakeDate(2026, 11, 22)

// Options choose the rules.
type Options struct {
	Packs []*rules.Pack // beside the built-in ones
}

// scan runs the whole engine over text and returns the findings of every
// likelihood, in order of their place.
func scan(opt Options, text, name string) ([]found, error) {
	packs, err := rules.Builtin()
	if err != nil {
		return nil, err
	}
	list, lex := rules.Merge(append(packs, opt.Packs...))
	s, err := scanner.New(scanner.Options{Detectors: list, Lexicon: lex, Formats: []*source.Format{source.Delimited, source.Text}, Key: scanner.NewKey([32]byte{1}),
		AsOf: asOf, Names: scanner.NamesAll, MinLikelihood: scanner.Unlikely})
	if err != nil {
		return nil, err
	}
	c := &collect{}
	run, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader(text), name)}, c)
	if err != nil {
		return nil, err
	}
	if run.Partial {
		return nil, fmt.Errorf("%s was not read whole", name)
	}
	sort.SliceStable(c.list, func(i, j int) bool {
		a, b := c.list[i], c.list[j]
		return a.unit < b.unit || a.unit == b.unit && (a.column < b.column || a.column == b.column && a.start < b.start)
	})
	return c.list, nil
}

type collect struct{ list []found }

func (c *collect) Input(*source.Input) error      { return nil }
func (c *collect) Finding(*scanner.Finding) error { return nil }
func (c *collect) Close(run *scanner.Run) error {
	return run.Findings(func(f *scanner.Finding) error {
		unit := int(f.Place.Record) - 1
		if f.Place.Kind != source.KindCell {
			unit = int(f.Place.Line) - 1
		}
		if unit < 0 {
			return nil // the header
		}
		c.list = append(c.list, found{unit: unit, column: f.Place.Col, start: int(f.Place.CharStart), end: int(f.Place.CharEnd),
			category: f.Rules.Category, level: f.Likelihood, severity: f.Severity, test: f.Test})
		return nil
	})
}

// compare counts findings of one category from a level on against its labels.
// A finding is right where it overlaps a label.
func compare(r Row, list []found, labels []label) Row {
	at := map[[2]int][]label{}
	for _, l := range labels {
		if l.category == r.Category {
			at[[2]int{l.unit, l.column}] = append(at[[2]int{l.unit, l.column}], l)
			if !l.open {
				r.Labels++
			}
		}
	}
	hit := map[label]bool{}
	for _, f := range list {
		if f.category != r.Category || f.level < r.Level {
			continue
		}
		right, open := false, false
		for _, l := range at[[2]int{f.unit, f.column}] {
			if f.start < l.end && l.start < f.end {
				right = right || !l.open
				open = open || l.open
				if !l.open {
					hit[l] = true
				}
			}
		}
		switch {
		case right:
			r.Right++
		case !open:
			r.Wrong++
		}
	}
	r.Hit = len(hit)
	return r
}
