package scanner_test

import (
	"bytes"
	"context"
	"sync/atomic"
	"testing"
	"time"

	"leidur/scanner"
	"leidur/source"
)

// TestStats: with a clock that moves on at each look, every stage, the input and
// the rules that were called have times; what is found stays the same.
func TestStats(t *testing.T) {
	data := []byte("id;märkused\n" + string(bytes.Repeat([]byte("1;helistas numbrilt 5340 0123, mari@naidis.ee\n"), 2000)))
	plain := benchScanner(t, 2)
	opt := plain.Options()
	var ticks atomic.Int64
	opt.Clock = func() time.Time { return time.Unix(0, ticks.Add(1)) }
	timed, err := scanner.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	var found [2]int64
	for i, s := range [...]*scanner.Scanner{plain, timed} {
		run, err := s.Run(context.Background(), []source.Planned{source.PlanStream(bytes.NewReader(data), "x.csv")})
		if err != nil {
			t.Fatal(err)
		}
		found[i] = run.Totals.Findings
	}
	if found[0] != found[1] || found[0] < 4000 {
		t.Errorf("found %d without a clock, %d with one", found[0], found[1])
	}
	if st := plain.Stats(); len(st.Inputs)+len(st.Rules) > 0 {
		t.Errorf("times without a clock: %+v", st)
	}
	st := timed.Stats()
	for i, d := range st.Stages {
		if d <= 0 {
			t.Errorf("stage %v took %v", scanner.Stage(i), d)
		}
	}
	if len(st.Inputs) != 1 || st.Inputs[0].Path != "x.csv" || st.Inputs[0].Time <= 0 || st.Inputs[0].Bytes != int64(len(data)) {
		t.Errorf("inputs: %+v", st.Inputs)
	}
	calls := map[string]int64{}
	for i, r := range st.Rules {
		calls[r.Name] = r.Calls
		if i > 0 && r.Time > st.Rules[i-1].Time {
			t.Errorf("rule %s is slower than the one before", r.Name)
		}
	}
	if calls["phone.ee"] < 2000 || calls["email.address"] < 2000 {
		t.Errorf("calls: %v", calls)
	}
}
