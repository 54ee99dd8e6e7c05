package detectors_test

import (
	"context"
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/source"
)

// FuzzDetectors: no text makes a detector panic or report outside its text, and
// what is found in a text is found in the same text behind other text.
func FuzzDetectors(f *testing.F) {
	for _, d := range detectors.All {
		for _, e := range d.Examples {
			text, _ := detectors.Marked(e)
			f.Add(text)
		}
	}
	f.Add("P<ESTTAMM<<MARI<LIIS<<<<<<<<<<<<<<<<<<<<<<<<\nKE01234564EST8802152F3001015<<<<<<<<<<<<<<04")
	s := newScanner(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		c := &collect{text: text}
		run, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader(text), "x.txt")}, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, in := range run.Inputs {
			if strings.Contains(in.Detail, "panic") {
				t.Fatalf("%s: %v", in.Detail, in.Status)
			}
		}
	})
}
