package subject

import (
	"slices"
	"sort"

	"leidur/detectors"
	"leidur/scanner"
	"leidur/source"
)

// Grade says how sure it is that a row is the subject's.
type Grade uint8

const (
	Certain  Grade = iota // a unique identifier, and nobody else's beside it
	Probable              // the full name and something else of the person
	Possible              // a name, an initial, a date, a plate
	Namesake              // the name beside another person's code or birth date
)

// String returns the word of the locator.
func (g Grade) String() string {
	return [...]string{"certain", "probable", "possible", "namesake"}[g]
}

// A Match is one place in a row.
type Match struct {
	Rule     string
	Category detectors.Category
	Place    scanner.Place
	Masked   string
	Damaged  bool
}

// A Row is a row, line or document that holds data of the subject.
type Row struct {
	Input    *source.Input
	Grade    Grade
	Matches  []Match
	Conflict bool // an identifier of another person stands in the row
	Others   bool // the row names somebody or something else besides
}

// A Result is what a search found, in the order of the inputs.
type Result struct {
	Case    *Case
	Rows    []Row
	Inputs  []*source.Input
	Partial bool
}

// Count returns the number of rows of a grade.
func (r *Result) Count(g Grade) (n int) {
	for i := range r.Rows {
		if r.Rows[i].Grade == g {
			n++
		}
	}
	return n
}

// Detectors puts the detectors of a case before others.
func (c *Case) Detectors(others []*detectors.Detector) []*detectors.Detector {
	return append(c.Pack(), others...)
}

// A Finder is the sink of a search: it puts the findings of a run together by
// row. The scanner must have been made with the detectors of the same case, list
// every likelihood and have the same key.
type Finder struct {
	c      *Case
	values map[scanner.ID]detectors.Category // of the case, by which a built-in rule's finding is recognised
	Result *Result
}

// NewFinder returns a sink for the case.
func NewFinder(c *Case, key *scanner.Key) *Finder {
	f := &Finder{c: c, values: map[scanner.ID]detectors.Category{}, Result: &Result{Case: c}}
	s := &c.Subject
	add := func(d *detectors.Detector, values ...string) {
		for _, v := range values {
			f.values[scanner.ValueID(key, d, []byte(v))] = d.Category
		}
	}
	add(detectors.Email, s.Email...)
	add(detectors.NationalIDEE, s.Isikukood...)
	add(detectors.PhoneEE, s.Phone...)
	add(detectors.PhoneOthers, s.Phone...)
	add(detectors.IBAN, s.IBAN...)
	add(detectors.VehiclePlateEE, s.Plate...)
	add(detectors.UsernameAny, s.Username...)
	if b := s.Born; b.Year != 0 {
		add(detectors.BirthDateAny, detectors.MakeDate(b.Year, b.Month, b.Day).String())
	}
	return f
}

// Input implements scanner.Sink.
func (f *Finder) Input(in *source.Input) error { return nil }

// Finding implements scanner.Sink.
func (f *Finder) Finding(*scanner.Finding) error { return nil }

// Close implements scanner.Sink.
func (f *Finder) Close(run *scanner.Run) error {
	f.Result.Inputs, f.Result.Partial = run.Inputs, run.Partial
	var row []scanner.Finding
	flush := func() {
		if r := f.grade(row); r != nil {
			f.Result.Rows = append(f.Result.Rows, *r)
		}
		row = row[:0]
	}
	err := run.Findings(func(x *scanner.Finding) error {
		if len(row) > 0 && !sameRow(&row[0], x) {
			flush()
		}
		c := *x // its lists are the run's scratch memory
		c.Why, c.Place.Key = nil, slices.Clone(x.Place.Key)
		row = append(row, c)
		return nil
	})
	flush()
	return err
}

// sameRow tells whether two findings stand in one row of a table, or on one line
// of text.
func sameRow(a, b *scanner.Finding) bool {
	p, q := &a.Place, &b.Place
	return a.Input == b.Input && p.Table == q.Table && p.Sub == q.Sub && p.Row == q.Row && (p.Row > 0 || p.Line == q.Line)
}

// grade makes a row of findings, or nil where none is the subject's.
func (f *Finder) grade(list []scanner.Finding) *Row {
	var r Row
	strong, full, half, more := false, false, halves{}, false
	otherCode, otherBirth, otherAny := false, false, false
	weak := false
	for i := range list {
		x := &list[i]
		category := x.Rules.Category
		own, isOwn := f.values[x.Value]
		fromCase := x.Rules.Name == string(category)+suffix
		if !fromCase && !(isOwn && own == category) {
			switch {
			case x.Likelihood < scanner.Possible:
			case category == detectors.NationalID:
				otherCode = true
			case category == detectors.BirthDate && x.Rule == x.Rules.Name:
				otherBirth = true
			}
			if info, _ := category.Info(); info.Identity && x.Likelihood >= scanner.Possible {
				otherAny = true
			}
			continue
		}
		switch category {
		case detectors.PersonName:
			switch x.Rule {
			case nameGiven:
				half.given = true
			case nameFamily:
				half.family = true
			case nameInitial:
				weak = true
			default:
				full = true
			}
		case detectors.BirthDate, detectors.Username:
			more = true
		case detectors.VehiclePlate:
			more = true
		default:
			if x.Damaged {
				weak = true
			} else {
				strong = true
			}
		}
		r.Input = x.Input
		r.Matches = append(r.Matches, Match{Rule: x.Rule, Category: category, Place: x.Place, Masked: x.Masked, Damaged: x.Damaged})
	}
	// The halves of a name in two cells of a row are the name; one half alone is a
	// word like any other.
	if half.given && half.family && twoCells(r.Matches) {
		full = true
	}
	if !full && !strong && !more && !weak {
		return nil
	}
	if !full {
		r.Matches = drop(r.Matches)
	}
	r.Conflict = otherCode || otherBirth && !strong
	r.Others = otherAny
	switch {
	case strong && !otherCode:
		r.Grade = Certain
	case strong: // the subject's value beside another person's code: a shared row
		r.Grade = Probable
	case (full || weak) && r.Conflict:
		r.Grade = Namesake
	case full && more:
		r.Grade = Probable
	default:
		r.Grade = Possible
	}
	return &r
}

func twoCells(list []Match) bool {
	given, family := -1, -1
	for _, m := range list {
		switch m.Rule {
		case nameGiven:
			given = m.Place.Col
		case nameFamily:
			family = m.Place.Col
		}
	}
	return given > 0 && family > 0 && given != family
}

// drop removes halves of names.
func drop(list []Match) []Match {
	out := list[:0]
	for _, m := range list {
		if m.Rule != nameGiven && m.Rule != nameFamily {
			out = append(out, m)
		}
	}
	return out
}

// NotSearched returns the inputs that were not read, or not to their end.
func (r *Result) NotSearched() []*source.Input {
	var out []*source.Input
	for _, in := range r.Inputs {
		if in.Status != source.Scanned {
			out = append(out, in)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].N < out[j].N })
	return out
}
