package detectors

import (
	"errors"
	"fmt"
	"strings"
)

// A Detector finds one kind of personal data.
type Detector struct {
	// Name is the default rule id, category "." variant: "national_id.ee".
	Name     string
	Category Category
	// Doc says first what the detector does NOT find, then what it does.
	Doc string
	// Anchors are the places where the sweep calls Check. Cheapest first.
	Anchors []Anchor
	// Check verifies around the anchor and reports. It is called in order of
	// position and MUST look at true neighbours: p.Text is a whole block, and
	// p.Bounds gives the field when a neighbour could be a delimiter.
	Check func(p *Pass, at At)
	// Variants are further rule ids that Check reports; Evidence.Variant counts
	// from 1 (0 is the detector itself).
	Variants []Variant
	Context  Context
	// Cell, where it is set, is called for every filled cell p.Text[lo:hi] of a
	// column whose name is one of Context.Header: the name is the label, so the
	// value may look like anything.
	Cell func(p *Pass, lo, hi int)
	// Column lets whole-field values vote: a column in which most values of the
	// shape pass raises its findings, one in which few pass lowers them.
	Column bool
	// Normal appends the form of a value by which two spellings are the same
	// value. Nil means lower case without separators.
	Normal func(dst, value []byte) []byte
	// Title names the rule in the languages of its pack; nil for built-in rules.
	Title map[string]string
	// Keep and Severity, where they are set, replace those of the category.
	Keep     *Keep
	Severity *Severity
	// Pattern is the regular expression of a pack's rule, for people.
	Pattern string
	// Literals are those of which one stands in every match of Pattern, in any case.
	Literals []string
	// Examples are test, documentation and help at once: what stands in [[ ]]
	// must be found at likelihood possible or above, everything else must not.
	Examples []string
}

// Keep is how many characters of a value a report shows.
type Keep struct{ First, Last int }

// A Variant is a further rule id of a detector.
type Variant struct {
	ID   string
	Info bool // severity info whatever the category says
}

// Rule returns the rule id of a variant.
func (d *Detector) Rule(variant uint8) string {
	if variant == 0 {
		return d.Name
	}
	return d.Variants[variant-1].ID
}

// Context holds the words that raise or lower a candidate. A word matches at
// a word start with any suffix, which covers case endings; words of up to three
// letters and words written "=x" match whole tokens only. Lower case.
type Context struct {
	Raise  []string
	Lower  []string
	Units  []string // directly behind the value: it is an amount
	Header []string // column and key names, whole or as a part of the name
	Window int      // characters to the left; 0 = 40
}

// AnchorKind tells where the sweep stops.
type AnchorKind uint8

const (
	// Byte stops at every Anchor.Byte.
	Byte AnchorKind = iota
	// Digits stops at the start of maximal runs of Min..Max ASCII digits. Min is
	// at least 2, or 1 for runs that are Joined in a chain of Span bytes.
	Digits
	// Words stops at tokens (maximal runs of letters) equal to one of Words.
	Words
)

// Near is a condition on the neighbours of a digit run. Conditions are
// alternatives: one of the set suffices; zero means any run. They are judged by
// classes of bytes only, whatever the separator: Check looks closer.
type Near uint8

const (
	// Joined: another digit stands one separator away, on either side.
	Joined Near = 1 << iota
	// BeforeLetter: a letter follows, directly or behind one separator.
	BeforeLetter
	// BeforeShort: a token of two or three bytes follows a run of two to four
	// digits, directly or behind one separator.
	BeforeShort
	// AfterShort: a token of one or two bytes stands before, directly or before
	// one separator.
	AfterShort
)

// An Anchor is a cheap sign that a value may be here.
type Anchor struct {
	Kind     AnchorKind
	Byte     byte
	Min, Max int // length of the digit run in bytes
	Near     Near
	// Digits: at least Count digits must stand in the Within bytes from the start
	// of the run (at most 64). The sweep tests it with one instruction, which
	// spares Check most dates and prices. Zero: no such test.
	Count, Within int
	// Span: the run and the digits and single separators behind it are at least so
	// many bytes, at most 8. Only for Joined runs. Zero: no such test.
	Span int
	// First is the set of first digits that a run may have; "" is any.
	First string
	Words []Word
}

// A Word is one token form of a vocabulary.
type Word struct {
	Text string // lower case, letters only
	Arg  int32  // handed to Check as At.Arg
	// Stem: a token that begins with Text matches too. At least five bytes.
	Stem bool
	// Head: a compound that ends in Text, with two letters before it, matches too.
	Head bool
	// Then lists the bytes that may follow a word of two bytes, which needs it:
	// such words would stop the sweep everywhere.
	Then string
}

// At is the anchor that the sweep stopped at.
type At struct {
	Pos int   // offset in Pass.Text: the byte, the first digit, the first letter
	Len int   // bytes of the run or token
	Arg int32 // Word.Arg
}

// Score is in hundredths: 75 is 0.75. Whole numbers keep sums exact and
// reports byte-identical.
type Score int16

// A Term is one summand of a score, as `why` lists it.
type Term struct {
	Name string
	V    Score
}

// Evidence is what a detector knows of a candidate by itself.
type Evidence struct {
	Variant uint8
	// Terms sum to the base score.
	Terms [3]Term
	// Label, Context, Header and Both are the scores that a raise word directly
	// left, a raise word in the window, the column's header, or a header with a
	// raise word lift the candidate to. Zero means the general terms (+.20, +.15, +.20).
	Label, Context, Header, Both Score
	// Cap is the highest score the candidate can have; zero means none.
	Cap Score
	// NeedContext drops the candidate without a raise word or header.
	NeedContext bool
	// Test marks published test values and reserved domains.
	Test bool
	// Damaged marks values that a spreadsheet has cut.
	Damaged bool
	// Birth is known for identity codes; it stays inside the program and only an
	// age band leaves it.
	Birth Date
	// Alternates are other countries whose rule the value passes.
	Alternates string
	// Silent candidates claim their span and are not reported: a company's number
	// is no person's, and no phone either.
	Silent bool
	// Word is set by vocabularies.
	Word *VocabularyWord
}

// Base returns the sum of the terms.
func (e *Evidence) Base() Score { return e.Terms[0].V + e.Terms[1].V + e.Terms[2].V }

// A Hit is a reported candidate.
type Hit struct {
	Start, End int32 // byte range in Pass.Text
	Detector   uint16
	Evidence
}

// A Miss is a value that has a detector's shape and fails its checks. Columns
// count them: a column of order numbers is recognised by its misses.
type Miss struct {
	Start, End int32
	Detector   uint16
}

// A Pass is one sweep over one block.
type Pass struct {
	Text []byte
	AsOf Date
	Hits []Hit
	// Misses of whole fields only.
	Misses []Miss

	// Current is the detector whose Check runs; the scanner sets it.
	Current uint16
	// Timeouts lists what was not searched to its end.
	Timeouts []Unfinished

	done map[uint16]int // by detector: the field that Once saw last
	// Block answers what needs the field index; asked only for candidates.
	Block Fields
}

// Fields is what a Check may ask about the place of a candidate.
type Fields interface {
	// FieldBounds returns the range of the field around offset at.
	FieldBounds(at int) (lo, hi int)
	// Raised tells whether a raise word of the detector stands within its window
	// around start..end or the column's header is one of its header words.
	Raised(detector uint16, start, end int) bool
}

// Report reports Text[start:end] as a candidate of the running detector.
func (p *Pass) Report(start, end int, e Evidence) {
	p.Hits = append(p.Hits, Hit{int32(start), int32(end), p.Current, e})
}

// Once tells whether the running detector sees the field that begins at lo for
// the first time in this pass; fields come in order.
func (p *Pass) Once(lo int) bool {
	if p.done == nil {
		p.done = map[uint16]int{}
	}
	last, ok := p.done[p.Current]
	if ok && last >= lo {
		return false
	}
	p.done[p.Current] = lo
	return true
}

// Begin prepares the pass for another text.
func (p *Pass) Begin(text []byte) {
	p.Text, p.Hits, p.Misses, p.Timeouts = text, p.Hits[:0], p.Misses[:0], p.Timeouts[:0]
	clear(p.done)
}

// An Unfinished search of a detector in the field that begins at Start.
type Unfinished struct {
	Start    int
	Detector uint16
}

// Timeout notes that the running detector gave the field at lo up.
func (p *Pass) Timeout(lo int) { p.Timeouts = append(p.Timeouts, Unfinished{lo, p.Current}) }

// Miss notes that Text[start:end] has the shape but fails the checks.
func (p *Pass) Miss(start, end int) {
	p.Misses = append(p.Misses, Miss{int32(start), int32(end), p.Current})
}

// Bounds returns the range of the field around offset at.
func (p *Pass) Bounds(at int) (lo, hi int) { return p.Block.FieldBounds(at) }

// Raised tells whether the running detector has a raise word or header for the
// candidate. For shapes that would flood without one.
func (p *Pass) Raised(start, end int) bool { return p.Block.Raised(p.Current, start, end) }

// Validate refuses a set that is not documented or cannot work. It is called
// once at start; all faults are reported at once, each with its detector's name.
func Validate(set []*Detector) error {
	var errs []error
	seen := map[string]bool{}
	for i, d := range set {
		bad := func(format string, args ...any) {
			errs = append(errs, fmt.Errorf("detector %q (no. %d): %s", d.Name, i+1, fmt.Sprintf(format, args...)))
		}
		switch {
		case d.Name == "":
			bad("has no name")
		case !strings.HasPrefix(d.Name, string(d.Category)+"."):
			bad("name must begin with its category %q and a dot", d.Category)
		case seen[d.Name]:
			bad("name occurs twice")
		}
		seen[d.Name] = true
		if _, ok := d.Category.Info(); !ok {
			bad("unknown category %q", d.Category)
		}
		if len(d.Doc) < 20 {
			bad("has no Doc")
		}
		if d.Check == nil {
			bad("has no Check")
		}
		if len(d.Anchors) == 0 {
			bad("has no anchors")
		}
		for _, a := range d.Anchors {
			if a.Kind == Digits && (a.Min < 1 || a.Min < 2 && (a.Near != Joined || a.Span < 8) || a.Max < a.Min) {
				bad("digit anchor %d..%d: Min must be at least 2, or 1 with Joined and Span 8", a.Min, a.Max)
			}
			if a.Span > 8 || a.Span > 0 && a.Near != Joined {
				bad("digit anchor: Span %d is for Joined runs, at most 8", a.Span)
			}
			if a.Count > a.Within || a.Within > 64 {
				bad("digit anchor: Count %d of Within %d bytes; at most 64", a.Count, a.Within)
			}
			for _, w := range a.Words {
				if w.Text == "" || w.Text != strings.ToLower(w.Text) {
					bad("anchor word %q must be lower case", w.Text)
				}
				if w.Stem && len(w.Text) < 5 {
					bad("stem %q needs five bytes at least", w.Text)
				}
				if len(w.Text) < 3 && w.Then == "" || len(w.Text) < 2 {
					bad("anchor word %q is short: it needs Then, and two bytes at least", w.Text)
				}
			}
		}
		marked := false
		for _, e := range d.Examples {
			marked = marked || strings.Contains(e, "[[")
		}
		if !marked {
			bad("needs an example with a [[value]]")
		}
		for _, v := range d.Variants {
			if seen[v.ID] {
				bad("variant %q occurs twice", v.ID)
			}
			seen[v.ID] = true
		}
	}
	return errors.Join(errs...)
}

// Marked splits an example "a [[b]] c" into its text and the marked values, which
// may hold single brackets.
func Marked(example string) (text string, values []string) {
	for {
		before, rest, ok := strings.Cut(example, "[[")
		text += before
		if !ok {
			return text, values
		}
		end := strings.Index(rest, "]]")
		if end < 0 {
			return text + rest, values
		}
		for strings.HasPrefix(rest[end+2:], "]") {
			end++
		}
		values = append(values, rest[:end])
		text += rest[:end]
		example = rest[end+2:]
	}
}
