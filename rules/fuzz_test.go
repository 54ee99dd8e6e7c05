package rules

import "testing"

// FuzzParse: no bytes make the compiler of packs panic; what it accepts has rules
// with names and anchors.
func FuzzParse(f *testing.F) {
	f.Add([]byte("[pack]\nid = \"a\"\nversion = \"1\"\nlanguage = [\"et\"]\n[[keywords]]\nid = \"special.health.a\"\nstrong = [\"vähk vähi vähki vähki vähkide vähke/vähkisid !cap -vähi\", \"kopsu+vähk\", \"=aids\", \"==EMO\", \"sõltuvus*\", \"~raske puue*\", \"a = abc def\"]\nexamples = [\"on [[vähk]]\"]\n"))
	f.Add([]byte("[pack]\nid = \"a\"\nversion = \"1\"\n[[rule]]\nid = \"customer_card.a\"\npattern = '9[0-9]+'\nprefilter = [\"9\"]\nmask = \"keep-last:2\"\n[[rule.example]]\ntext = \"9001\"\nhit = \"9001\"\n"))
	f.Add([]byte("[person]\nrole = [\"klient\"]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse("a.toml", data)
		if err != nil {
			return
		}
		for _, d := range p.Detectors {
			if d.Name == "" || len(d.Anchors) == 0 || d.Check == nil {
				t.Fatalf("rule %q is accepted and cannot work", d.Name)
			}
		}
	})
}
