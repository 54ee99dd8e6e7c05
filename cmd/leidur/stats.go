package main

import (
	"fmt"
	"io"

	"leidur/scanner"
)

// statsRows is how many inputs and rules printStats lists.
const statsRows = 10

// printStats tells where the time went, slowest first; the times of all workers
// are added up. Paths are those of the reports.
func printStats(w io.Writer, st scanner.Stats) {
	fmt.Fprintln(w, "leidur: stages:")
	for i, d := range st.Stages {
		fmt.Fprintf(w, "  %9.3f s  %s\n", d.Seconds(), scanner.Stage(i))
	}
	fmt.Fprintln(w, "leidur: inputs, slowest first:")
	for _, in := range st.Inputs[:min(statsRows, len(st.Inputs))] {
		if in.Time == 0 {
			break // the rest was not read
		}
		fmt.Fprintf(w, "  %9.3f s %9.1f MB %7.0f MB/s  %s\n", in.Time.Seconds(), float64(in.Bytes)/1e6, float64(in.Bytes)/1e6/in.Time.Seconds(), in.Path)
	}
	fmt.Fprintln(w, "leidur: rules, slowest first (measuring costs some):")
	for _, r := range st.Rules[:min(statsRows, len(st.Rules))] {
		fmt.Fprintf(w, "  %9.3f s %9d calls  %s\n", r.Time.Seconds(), r.Calls, r.Name)
	}
	for _, r := range st.Rules {
		if r.Timeouts > 0 {
			fmt.Fprintf(w, "leidur: rule %s ran into its time limit on %d cells\n", r.Name, r.Timeouts)
		}
	}
}
