// Package report writes what a run found. Each format is a sink over the same
// drained stream: it never sees a value that is not masked, names every input
// that was not read, and says which caps it applied.
package report

import (
	"time"

	"leidur/detectors"
	"leidur/scanner"
	"leidur/source"
)

// Schema names of the machine formats; a field is only ever added within /1.
const (
	SchemaRun     = "leidur.run/1"
	SchemaFinding = "leidur.finding/1"
	SchemaInput   = "leidur.input/1"
	SchemaColumn  = "leidur.column/1"
	SchemaEnd     = "leidur.end/1"
)

// Meta is what reports say about the run itself.
type Meta struct {
	Version  string
	Rules    []RulePack
	Config   string // SHA-256 of the effective settings, hex
	Profile  string
	Lang     string
	AsOf     detectors.Date
	Started  time.Time
	Finished time.Time // zero while the run goes on
	Host     string    // "" = not told
	User     string
	KeyID    string
	Gate     Gate
	Partial  bool
	// ChildAge is the age under which a person is a child.
	ChildAge int
	// Outputs are the files that the run writes, for the summary.
	Outputs []string
	// Roots are what the user asked to scan.
	Roots []string
}

// RulePack names a pack that was used.
type RulePack struct {
	ID      string `json:"pack"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// Gate is the decision behind exit code 1.
type Gate struct {
	FailOn        detectors.Severity
	Never         bool
	MinLikelihood scanner.Likelihood
	FailSpecial   bool
	Tripped       bool
	Count         int64 // findings at or above the gate
	ExitCode      int
}

// Decide applies the gate to a run.
func (g *Gate) Decide(run *scanner.Run) {
	g.Count, g.Tripped = 0, false
	if !g.Never {
		for sev := g.FailOn; sev <= detectors.Critical; sev++ {
			for l := g.MinLikelihood; l <= scanner.VeryLikely; l++ {
				g.Count += run.Totals.Gate[sev][l]
			}
		}
		g.Tripped = g.Count > 0
	}
}

// unread returns the inputs that were not, or only partly, read and count.
func unread(inputs []*source.Input) []*source.Input {
	var out []*source.Input
	for _, in := range inputs {
		if in.Status != source.Scanned && in.Counts() {
			out = append(out, in)
		}
	}
	return out
}

// container tells inputs that hold members and no rows of their own.
func container(in *source.Input) bool {
	return in.Members > 0 && len(in.Tables) == 0 && in.Rows == 0
}
