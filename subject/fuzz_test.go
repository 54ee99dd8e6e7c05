package subject_test

import (
	"context"
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/scanner"
	"leidur/source"
	"leidur/subject"
)

// FuzzFind: no case and no text make a search panic.
func FuzzFind(f *testing.F) {
	f.Add("Mari-Liis Tamm", "48802152715", "123 ABC", "Tamme Mari-Liisile 488 0215 2715, auto 123abc, M. Tamm")
	f.Add("õ ä", "12345678901", "A1", "4,88022E+10 ä. õ")
	base := options(f)
	base.Lexicon = detectors.Lexicon{}
	f.Fuzz(func(t *testing.T, name, digits, plate, text string) {
		c := &subject.Case{ID: "1"}
		c.Subject.Names, c.Subject.Isikukood, c.Subject.Phone, c.Subject.Plate, c.Subject.Username = []string{name}, []string{digits}, []string{digits}, []string{plate}, []string{name}
		opt := base
		opt.Detectors, opt.Names, opt.MinLikelihood = c.Pack(), scanner.NamesAll, scanner.Unlikely
		s, err := scanner.New(opt)
		if err != nil {
			return // a case of nothing to search for
		}
		find := subject.NewFinder(c, opt.Key)
		run, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader(strings.ToValidUTF8(text, "?")), "a.txt")}, find)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range run.Inputs {
			if strings.Contains(in.Detail, "panic") {
				t.Fatal(in.Detail)
			}
		}
	})
}
