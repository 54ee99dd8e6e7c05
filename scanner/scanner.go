// Package scanner is the engine: it plans units, sweeps their blocks with the
// detectors, weighs candidates, masks what is left, puts it in input order and
// hands it to the report sinks.
//
//	cmd ─► Scanner.Run ─► source readers ─► blocks ─► workers: sweep, judge, mask
//	                                                     │
//	            sinks ◄─ drain (one goroutine, input order) ◄─ collectors
//
// Goroutines exist in this package only.
package scanner

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"leidur/detectors"
	"leidur/source"
)

// Options configure a Scanner. The zero value of every field but Detectors,
// Formats, Key and AsOf works.
type Options struct {
	Detectors []*detectors.Detector
	Lexicon   detectors.Lexicon
	Formats   []*source.Format
	Passwords []string      // to try on encrypted files
	Limits    source.Limits // zero: DefaultLimits
	Key       *Key
	AsOf      detectors.Date // the only clock that findings know
	ChildAge  int            // years; 0 = 16
	Workers   int            // 0 = 1
	BlockSize int            // bytes of text in a block; 0 = 256 KiB

	Names         NamesMode
	HideTest      bool       // published test values are counted and not listed
	MinLikelihood Likelihood // below it a finding is counted, not listed
	Mask          MaskStyle
	ExcerptChars  int // characters of masked context on each side; 0 = none

	// Progress is called now and then from any goroutine. It gets counts only.
	Progress func(Progress)
	// Clock measures the stages and rules for Stats; nil measures nothing. Findings do not know it.
	Clock func() time.Time
}

// NamesMode tells which names of persons become findings. They are always read:
// a name beside a word about health makes it somebody's health.
type NamesMode uint8

const (
	NamesBeside NamesMode = iota // where another finding stands in the row
	NamesOff
	NamesAll
)

// Progress tells how far a run is.
type Progress struct {
	Inputs, Total int   // units finished, units planned
	Bytes         int64 // bytes of text swept
	Findings      int64
}

// DefaultBlockSize keeps a block and its masks in a second-level cache.
const DefaultBlockSize = 256 << 10

const defaultChildAge = 16

// A Scanner holds everything that is compiled once. It is safe for concurrent
// runs.
type Scanner struct {
	opt     Options
	set     *Set
	key     *Key
	headers *headerWords

	persons    map[string]personWord
	product    map[string]bool
	shown      map[string]bool
	shownFirst [8]uint64 // wordBit of the first two bytes of each shown word
	vocabulary wordSet   // context words that an excerpt may show
	legal      wordSet
	traps      map[trapKey][]string // by category and the start of each of their words

	timeouts []atomic.Int64 // by detector: fields that it gave up
	timing   *timing
}

// trapKey is a category and the first bytes of a word of a trap: a trap covers a
// word, so the word begins where one of the trap's words begins.
type trapKey struct {
	category detectors.Category
	start    [3]byte
}

func trapAt[T string | []byte](c detectors.Category, word T) trapKey {
	k := trapKey{category: c}
	copy(k.start[:], word)
	return k
}

type personWord uint8

const (
	personRole personWord = iota + 1 // client, patient, Mrs
	personAny                        // he, her, mother: where the field is short
	personWeak                       // "is", "has": beside another of them
)

// New compiles a scanner. Errors name the detector or option.
func New(opt Options) (*Scanner, error) {
	if opt.Key == nil {
		return nil, errors.New("scanner: no key")
	}
	if opt.AsOf == 0 {
		return nil, errors.New("scanner: no as-of date")
	}
	if opt.ChildAge == 0 {
		opt.ChildAge = defaultChildAge
	}
	if opt.Workers <= 0 {
		opt.Workers = 1
	}
	if opt.BlockSize <= 0 {
		opt.BlockSize = DefaultBlockSize
	}
	if opt.Limits == (source.Limits{}) {
		opt.Limits = source.DefaultLimits()
	}
	set, err := NewSet(opt.Detectors)
	if err != nil {
		return nil, err
	}
	set.addLegal(opt.Lexicon.Legal)
	timeouts := make([]atomic.Int64, len(set.Detectors))
	s := &Scanner{opt: opt, set: set, timeouts: timeouts, key: opt.Key, headers: newHeaderWords(set),
		persons: map[string]personWord{}, product: map[string]bool{}, shown: map[string]bool{}, traps: map[trapKey][]string{}}
	if opt.Clock != nil {
		s.timing = &timing{clock: opt.Clock, rules: make([]ruleTiming, len(set.Detectors))}
	}
	for _, w := range opt.Lexicon.Weak {
		s.persons[w] = personWeak
	}
	for _, w := range opt.Lexicon.Person {
		s.persons[w] = personAny
	}
	for _, w := range opt.Lexicon.Role {
		s.persons[w] = personRole
	}
	for _, w := range opt.Lexicon.Product {
		s.product[w] = true
	}
	for _, w := range opt.Lexicon.Shown {
		s.shown[w] = true
		if len(w) > 1 {
			h := wordBit(w[0], w[1])
			s.shownFirst[h>>6] |= 1 << (h & 63)
		}
	}
	for _, t := range opt.Lexicon.Traps {
		for _, w := range strings.FieldsFunc(t.Text, func(r rune) bool { return !unicode.IsLetter(r) }) {
			k := trapAt(t.Category, w)
			if !slices.Contains(s.traps[k], t.Text) {
				s.traps[k] = append(s.traps[k], t.Text)
			}
		}
	}
	s.legal = newWordSet(opt.Lexicon.Legal)
	var words []string
	for _, d := range opt.Detectors {
		for _, list := range [...][]string{d.Context.Raise, d.Context.Lower} {
			for _, w := range list {
				if !strings.ContainsAny(w, " ./") {
					words = append(words, w)
				}
			}
		}
	}
	s.vocabulary = newWordSet(words)
	return s, nil
}

// Rules returns the detectors of the scanner.
func (s *Scanner) Rules() []*detectors.Detector { return s.opt.Detectors }

// Options returns the effective options.
func (s *Scanner) Options() Options { return s.opt }

// Hints answers what readers ask about header records, for reading without a
// scan. They MUST be used by one goroutine at a time.
func (s *Scanner) Hints() source.Hints { return s.hints(newWorker(s)) }

// A ColumnRole is what the name of a column says.
type ColumnRole struct {
	Shown      string               // the name, masked where a value stands in it
	Categories []detectors.Category // that the name declares
	FreeText   bool
	Key        bool
}

// Role tells what the name of a column says. It is slow and for single names.
func (s *Scanner) Role(name string) ColumnRole {
	c := s.headers.classify(name)
	r := ColumnRole{FreeText: c.freeText, Key: s.headers.isKey(name)}
	r.Shown, _ = newWorker(s).maskName(name)
	seen := map[detectors.Category]bool{}
	add := func(cat detectors.Category) {
		if !seen[cat] {
			seen[cat] = true
			r.Categories = append(r.Categories, cat)
		}
	}
	for i, d := range s.set.Detectors {
		if i < 64 && c.declared>>i&1 != 0 {
			add(d.Category)
		}
	}
	if c.special != "" {
		add(c.special)
	}
	return r
}

// hints answers what source asks about header records.
func (s *Scanner) hints(w *worker) source.Hints {
	return source.Hints{Header: s.headers.known, Key: s.headers.isKey, Value: w.anyValue}
}

// table makes the scanner's view of a table; names in which a detector hits are
// masked wherever they are shown.
func (w *worker) table(t *source.Table) *tableInfo {
	info := &tableInfo{Table: t, id: t.Name}
	info.name, info.masked = w.maskName(t.Name)
	info.shown = info.name
	if t.DB != "" {
		info.shown = t.DB + "!" + info.name
		info.id = t.DB + "!" + t.Name
	}
	if t.Sub != "" {
		var masked bool
		info.sub, masked = w.maskName(t.Sub)
		info.shown += "#" + info.sub
		info.masked = info.masked || masked
	}
	w.learn(info)
	return info
}

// learn adds the columns that a reader has met since. The caller holds the
// lock of the tables; blocks name only columns that were added before them.
func (w *worker) learn(info *tableInfo) {
	names, old := info.Names(), info.known.Load()
	if old != nil && len(names) == len(old.cols) || old == nil && len(names) == 0 {
		return // nearly always
	}
	next := new(columnInfos)
	if old != nil {
		*next = *old
	}
	for i := len(next.cols); i < len(names); i++ {
		c := w.scan.headers.classify(names[i])
		c.name, c.masked = w.maskName(names[i])
		next.cols = append(next.cols, c)
		if c.special != "" {
			next.special = append(next.special, i)
		}
		next.cells = next.cells || len(c.cells) > 0
	}
	info.known.Store(next)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// LogicalName folds what changes between two exports of the same data out of a
// path: dates, times of day and copy counters.
func LogicalName(path string) string {
	var b strings.Builder
	for i := 0; i < len(path); {
		if n := dateLen(path[i:]); n > 0 && (i == 0 || !isDigit(path[i-1])) {
			for s := b.String(); len(s) > 0 && strings.ContainsRune("-_. ", rune(s[len(s)-1])); s = b.String() {
				b.Reset()
				b.WriteString(s[:len(s)-1])
			}
			i += n
			continue
		}
		if path[i] == ' ' && i+3 < len(path) && path[i+1] == '(' {
			if k := strings.IndexByte(path[i:], ')'); k > 2 && k < 6 && allDigits(path[i+2:i+k]) {
				i += k + 1
				continue
			}
		}
		b.WriteByte(path[i])
		i++
	}
	return b.String()
}

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// dateLen returns the length of a date (20261122, 2026-11-22, 2026_11_22) with
// an optional time of day (T101500, _1015) at the start of s.
func dateLen(s string) int {
	at, digits := 0, 0
	for at < len(s) && digits < 8 {
		switch {
		case isDigit(s[at]):
			digits++
		case (digits == 4 || digits == 6) && strings.IndexByte("-_.", s[at]) >= 0:
		default:
			return 0
		}
		at++
	}
	if digits < 8 || s[0] != '2' && s[0] != '1' || at < len(s) && isDigit(s[at]) {
		return 0
	}
	if at+5 <= len(s) && strings.IndexByte("T_-", s[at]) >= 0 && allDigits(s[at+1:at+5]) {
		at += 5
		for at < len(s) && isDigit(s[at]) {
			at++
		}
	}
	return at
}
