package scanner

import (
	"math"
	"math/bits"
	"slices"

	"leidur/detectors"
	"leidur/source"
)

func trailing(m uint64) int { return bits.TrailingZeros64(m) }

// The column's verdict: what most cells of a column
// are says what each of them is.

const (
	columnTerm  detectors.Score = 15 // a column in which most values pass
	columnMin                   = 50 // values of the shape before the share of passes means anything
	columnHigh                  = 60 // percent
	columnLow                   = 20 // percent: fewer pass by chance among dated order numbers
	counterMin                  = 20 // consecutive numbers that make a counter
	keepSamples                 = 3
	termColumn                  = "column"
	capUnlikely detectors.Score = 34
)

type verdict uint8

const (
	noVerdict verdict = iota
	columnRaises
	columnLowers
	columnPolicy // text about the law: its words are about nobody
	verdicts
)

// A text is about the law where it has this many words of legal text, one in so
// many lines or more, and words of this many special categories without a person.
const (
	policyLegal = 5
	policyLines = 12
	policyKinds = 3
	policyScore = 20
)

// statEvent is what one candidate tells its column; it is small because there
// may be millions.
type statEvent struct {
	table                                                 *tableInfo
	col                                                   int32
	det                                                   uint16
	cat, variant, sev                                     uint8
	score, cap                                            detectors.Score
	firstInRow, test, votes, child, hidden, near3, person bool
	legal, hiddenTest                                     bool // no candidates: a word of legal text, a test value that is only counted
	band                                                  string
	value                                                 ID // 0 where the finding is not listed
}

// shape follows the whole-field values of one column and detector.
type shape struct {
	pass, miss  int64
	last        uint64 // the last value as a number
	steps, seen int64  // values that are the one before plus one; values seen
}

func (s *shape) add(v uint64, ok bool) {
	if ok {
		s.pass++
	} else {
		s.miss++
	}
	if s.seen > 0 && v == s.last+1 {
		s.steps++
	}
	s.seen++
	s.last = v
}

func (s *shape) verdict(declared bool) verdict {
	n := s.pass + s.miss
	switch {
	case s.steps >= counterMin-1 && s.steps*10 >= s.seen*9:
		return columnLowers
	case n < columnMin:
		return noVerdict
	case s.pass*100 >= n*columnHigh:
		return columnRaises
	case s.pass*100 < n*columnLow && !declared:
		return columnLowers
	}
	return noVerdict
}

// shapeEvent is a whole-field value on its way to its column.
type shapeEvent struct {
	table *tableInfo
	col   int32
	det   uint16
	pass  bool
	v     uint64
}

// columnKey names a column of an input.
type columnKey struct {
	table *tableInfo
	col   int32
}

// columnStat counts one category in one column.
type columnStat struct {
	rules   []ruleRef
	rowsHit int64
	votes   bool
	hidden  bool
	near3   int64
	person  int64
	test    int64
	// child and band count, under each verdict, what is possible or better.
	child [verdicts]int64
	band  [verdicts]map[string]int64
	// n[verdict][severity][likelihood]: what the counts are under each verdict.
	n [verdicts][5][4]int64
	// testN is the part of n that is test data: it never gates.
	testN   [verdicts][4]int64
	rowL    [verdicts][4]int64 // rows by likelihood of their first value
	samples []string
	values  map[ID]struct{} // distinct values, exact up to maxDistinct
	more    bool            // there are more than maxDistinct
}

const maxDistinct = 1 << 15

func settle(score, cap detectors.Score, votes bool, v verdict) detectors.Score {
	if !votes {
		return score
	}
	switch v {
	case columnRaises:
		score = clamp(score + columnTerm)
	case columnLowers:
		score = min(score, capUnlikely)
	case columnPolicy:
		score = min(score, policyScore)
	}
	if cap != 0 {
		score = min(score, cap)
	}
	return score
}

// ruleRef is a detector and one of its variants.
type ruleRef struct {
	det     uint16
	variant uint8
}

func (c *columnStat) add(e *statEvent) {
	if r := (ruleRef{e.det, e.variant}); !slices.Contains(c.rules, r) {
		c.rules = append(c.rules, r)
	}
	if e.value != 0 && !c.more {
		if c.values == nil {
			c.values = map[ID]struct{}{}
		}
		c.values[e.value] = struct{}{}
		c.more = len(c.values) >= maxDistinct
	}
	c.votes = c.votes || e.votes
	c.hidden = c.hidden || e.hidden
	if e.firstInRow {
		c.rowsHit++
		if e.near3 {
			c.near3++
		}
		if e.person {
			c.person++
		}
	}
	if e.test {
		c.test++
	}
	for v := range verdicts {
		l := LikelihoodOf(settle(e.score, e.cap, e.votes, v))
		sev := e.sev
		if v == columnPolicy && e.votes {
			sev = uint8(detectors.Info)
		}
		c.n[v][sev][l]++
		if e.band != "" && l >= Possible {
			if c.band[v] == nil {
				c.band[v] = map[string]int64{}
			}
			c.band[v][e.band]++
			if e.child {
				c.child[v]++
			}
		}
		if e.test {
			c.testN[v][l]++
		}
		if e.firstInRow {
			c.rowL[v][l]++
		}
	}
}

// A Column is what reports say of one category in one column of one input.
type Column struct {
	Input        *source.Input
	Table, Name  string
	Index        int // 1-based; 0 where there are no columns
	Category     detectors.Category
	Rules        []string
	Rows         int64 // data rows of the table
	RowsFilled   int64 // rows with a value in the column; -1 where it is not counted
	RowsHit      int64
	Hits         int64 // at or above the listing threshold
	Below        int64 // under it
	Distinct     int64 // distinct values among the hits
	DistinctMore bool  // Distinct is only a lower bound
	Likelihood   [4]int64
	Severity     [5]int64
	Test         int64
	Bands        map[string]int64
	Child        int64
	Special      bool
	FreeText     bool
	Declared     bool
	Hidden       bool
	Samples      []string
	Risk         int
	RiskTerms    []RiskTerm
}

// RiskTerm is one factor of the risk score.
type RiskTerm struct {
	Term string
	V    float64
}

// RiskLevel names a risk score.
func RiskLevel(risk int) detectors.Severity {
	switch {
	case risk >= 75:
		return detectors.Critical
	case risk >= 50:
		return detectors.High
	case risk >= 25:
		return detectors.Medium
	case risk >= 10:
		return detectors.Low
	}
	return detectors.Info
}

// risk computes min(100, W*L*V*H*C) and its terms. rows counts the rows by the
// likelihood of their first value, near3 those with three or more identifiers.
func (c *Column) risk(rows [4]int64, near3 int64, roleOnly bool) {
	info, _ := c.Category.Info()
	w := float64(info.Weight)
	if roleOnly {
		w = 3
	}
	hit := rows[1] + rows[2] + rows[3]
	if hit == 0 {
		return
	}
	l := (0.6*float64(rows[1]) + 0.85*float64(rows[2]) + float64(rows[3])) / float64(hit)
	v := 1 + math.Log10(float64(hit))/4
	h, k := 1.0, 1.0
	if c.FreeText || c.Hidden {
		h = 1.3
	}
	if near3*2 >= hit {
		k = 1.25
	}
	round := func(x float64) float64 { return math.Round(x*100) / 100 }
	c.RiskTerms = []RiskTerm{{"W " + string(c.Category), w}, {"L", round(l)}, {"V", round(v)}}
	if h > 1 {
		c.RiskTerms = append(c.RiskTerms, RiskTerm{"H hidden", h})
	}
	if k > 1 {
		c.RiskTerms = append(c.RiskTerms, RiskTerm{"C combination", k})
	}
	c.Risk = int(math.Round(math.Min(100, w*l*v*h*k)))
}
