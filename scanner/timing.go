package scanner

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Stage is a part of the work on a block.
type Stage uint8

const (
	StageRead     Stage = iota // reading, unpacking, decoding, cutting into records
	StageClassify              // code pages, the masks
	StageSweep                 // anchors and detectors
	StageWeigh                 // likelihood, masks of values, ids
	StageColumns               // filled cells and shapes of columns
	StageReport                // order, reports
	stages
)

var stageNames = [stages]string{"read", "classify", "sweep", "weigh", "columns", "report"}

func (s Stage) String() string { return stageNames[s] }

// timing gathers the times of a scanner's runs; nil measures nothing.
type timing struct {
	clock  func() time.Time
	stage  [stages]atomic.Int64 // nanoseconds, of all workers together
	rules  []ruleTiming         // by detector
	mu     sync.Mutex
	inputs []InputTime
}

type ruleTiming struct{ calls, time atomic.Int64 }

// InputTime is the work on one input, of all workers together.
type InputTime struct {
	Path  string // as reports show it
	Bytes int64  // of text
	Time  time.Duration
}

// RuleTime is the work of one rule; it is part of StageSweep.
type RuleTime struct {
	Name     string
	Calls    int64
	Time     time.Duration
	Timeouts int64 // fields given up
}

// Stats are times, slowest first.
type Stats struct {
	Stages [stages]time.Duration
	Inputs []InputTime
	Rules  []RuleTime // those that were called
}

// Stats returns the times so far; without Options.Clock only the fields that rules gave up.
func (s *Scanner) Stats() Stats {
	var out Stats
	for i := range s.timeouts {
		r := RuleTime{Name: s.set.Detectors[i].Name, Timeouts: s.timeouts[i].Load()}
		if s.timing != nil {
			t := &s.timing.rules[i]
			r.Calls, r.Time = t.calls.Load(), time.Duration(t.time.Load())
		}
		if r.Calls+r.Timeouts > 0 {
			out.Rules = append(out.Rules, r)
		}
	}
	slices.SortStableFunc(out.Rules, func(a, b RuleTime) int { return int(b.Time - a.Time) })
	if t := s.timing; t != nil {
		for i := range t.stage {
			out.Stages[i] = time.Duration(t.stage[i].Load())
		}
		t.mu.Lock()
		out.Inputs = slices.Clone(t.inputs)
		t.mu.Unlock()
		slices.SortStableFunc(out.Inputs, func(a, b InputTime) int { return int(b.Time - a.Time) })
	}
	return out
}

// now is the start of a measurement.
func (t *timing) now() (at time.Time) {
	if t != nil {
		at = t.clock()
	}
	return at
}

// lap adds the time since start to a stage and, if it is not nil, to an input. It returns the time.
func (t *timing) lap(s Stage, c *collector, start time.Time) time.Time {
	if t == nil {
		return start
	}
	at := t.clock()
	t.add(s, c, at.Sub(start))
	return at
}

func (t *timing) add(s Stage, c *collector, d time.Duration) {
	t.stage[s].Add(int64(d))
	if c != nil {
		c.time.Add(int64(d))
	}
}

// settle lists an input.
func (t *timing) settle(c *collector) {
	if t == nil {
		return
	}
	t.mu.Lock()
	t.inputs = append(t.inputs, InputTime{c.input.Path, c.input.BytesRead, time.Duration(c.time.Load())})
	t.mu.Unlock()
}
