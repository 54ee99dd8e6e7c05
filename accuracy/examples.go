package accuracy

import (
	"context"
	"fmt"
	"strings"

	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
)

// A Failure is an example of a rule that does not hold.
type Failure struct {
	Rule, Example string
	Got, Want     []string // values found and marked
}

// String says what is wrong. Examples are part of a rule, not user data.
func (f Failure) String() string {
	return fmt.Sprintf("rule %s: example %q: found %q, want %q", f.Rule, f.Example, f.Got, f.Want)
}

// CheckExamples runs the examples of packs, or of all rules where packs is nil,
// with every rule loaded: what stands in [[ ]] must be found and nothing else of
// the rule's category. Values count from possible on; words of a pack count at
// all, because they need a person to mean one.
func CheckExamples(opt Options, packs []*rules.Pack) (fails []Failure, checked int, err error) {
	builtin, err := rules.Builtin()
	if err != nil {
		return nil, 0, err
	}
	list, lex := rules.Merge(append(builtin, opt.Packs...))
	s, err := scanner.New(scanner.Options{Detectors: list, Lexicon: lex, Formats: []*source.Format{source.Text}, Key: scanner.NewKey([32]byte{1}),
		AsOf: asOf, Names: scanner.NamesAll, MinLikelihood: scanner.Unlikely})
	if err != nil {
		return nil, 0, err
	}
	of := list
	if packs != nil {
		of = nil
		for _, p := range packs {
			of = append(of, p.Detectors...)
		}
	}
	for _, d := range of {
		info, _ := d.Category.Info()
		for _, e := range d.Examples {
			checked++
			text, want := detectors.Marked(e)
			c := &values{text: []rune(text), category: d.Category, level: scanner.Possible}
			if info.Words && len(want) > 0 {
				c.level = scanner.Unlikely
			}
			if _, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader(text), "example.txt")}, c); err != nil {
				return nil, checked, err
			}
			ok := strings.Join(c.got, "\n") == strings.Join(want, "\n")
			if info.Words && len(want) > 0 { // a pack marks one word of several
				ok = strings.Contains("\n"+strings.ToLower(strings.Join(c.got, "\n"))+"\n", "\n"+strings.ToLower(want[0])+"\n")
			}
			if !ok {
				fails = append(fails, Failure{d.Name, text, c.got, want})
			}
		}
	}
	return fails, checked, nil
}

type values struct {
	text     []rune
	category detectors.Category
	level    scanner.Likelihood
	got      []string
}

func (v *values) Input(*source.Input) error      { return nil }
func (v *values) Finding(*scanner.Finding) error { return nil }
func (v *values) Close(run *scanner.Run) error {
	return run.Findings(func(f *scanner.Finding) error {
		if f.Rules.Category == v.category && f.Likelihood >= v.level {
			v.got = append(v.got, string(v.text[f.Place.CharStart:f.Place.CharEnd]))
		}
		return nil
	})
}
