package scanner

import (
	"encoding/binary"
	"strings"

	"leidur/detectors"
	"leidur/source"
)

// Likelihood is how sure a finding is: a word for a range of scores.
type Likelihood uint8

const (
	Unlikely Likelihood = iota
	Possible
	Likely
	VeryLikely
)

// String returns the word of the run schema.
func (l Likelihood) String() string {
	return [...]string{"unlikely", "possible", "likely", "very_likely"}[l]
}

// LikelihoodOf returns the word for a score in hundredths.
func LikelihoodOf(s detectors.Score) Likelihood {
	switch {
	case s < 35:
		return Unlikely
	case s < 60:
		return Possible
	case s < 85:
		return Likely
	}
	return VeryLikely
}

// A Finding is one value at one place, masked. It holds no raw value and
// nothing from which one could be computed without the key.
type Finding struct {
	Input  *source.Input
	Rule   string
	Rules  *detectors.Detector
	Place  Place
	Masked string
	// Excerpt is what may be shown of the text around; "" if nothing may.
	Excerpt string

	Score      detectors.Score // 0-100, after clamping
	Likelihood Likelihood
	Severity   detectors.Severity
	Why        []detectors.Term // sums to the score before clamping and caps
	Test       bool             // published test value or reserved domain
	Damaged    bool
	Band       string // age band, "" where no age is known
	Child      bool
	Alternates string   // "EE,LT"
	Near       []string // categories of identifiers in the same record
	Person     bool     // the record speaks of a person

	Value, PlaceID, Fingerprint ID
	Places, Files               int // occurrences of the same value in the run, this one included
}

// Place is where a finding stands, as the user counts.
type Place struct {
	source.Place
	Hidden     bool
	NameMasked bool
	Record     int64 // data record, 1-based; 0 for header and preamble
	LineEnd    int64
	ByteStart  int64 // in the file's own bytes; -1 where the text is decoded
	ByteEnd    int64
	CharStart  int64 // code points of the field before the value
	CharEnd    int64
	KeyMasked  bool
}

// tableSub is the table with its sub-place, as columns name it.
func (p *Place) tableSub() string {
	name := p.Table
	if p.DB != "" {
		name = p.DB + "!" + name
	}
	if p.Sub == "" || strings.HasPrefix(p.Sub, "/") {
		return name
	}
	return name + "#" + p.Sub
}

// KeyPart is one column of the row's primary key.
type KeyPart = source.KeyPart

// A record is the form in which findings wait: a column's verdict needs the
// whole column, so they are kept as masked bytes, and spilled as such.
//
//	fingerprint, place id, value id        8 bytes each, big endian
//	flags                                  1 byte
//	then varints and length-prefixed strings in the order of encode

const idBytes = 24

type draft struct {
	table              *tableInfo
	det                uint16
	variant            uint8
	place              Place
	score, cap         detectors.Score
	terms              []detectors.Term
	severity           detectors.Severity
	masked, excerpt    []byte
	test, damaged      bool
	band               string
	child, person      bool
	alternates         string
	near               uint64 // categories, as bits of Set.cats
	value, placeID, fp ID
	votes              bool // the column's verdict applies
}

const (
	flagTest = 1 << iota
	flagDamaged
	flagChild
	flagPerson
	flagVotes
	flagKeyMasked
	flagHidden
	flagKeyed // the row has a primary key
)

func appendString[T ~string | ~[]byte](b []byte, s T) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

func (d *draft) encode(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(d.fp))
	b = binary.BigEndian.AppendUint64(b, uint64(d.placeID))
	b = binary.BigEndian.AppendUint64(b, uint64(d.value))
	flags := byte(0)
	for i, on := range [...]bool{d.test, d.damaged, d.child, d.person, d.votes, d.place.KeyMasked, d.place.Hidden, len(d.place.Key) > 0} {
		if on {
			flags |= 1 << i
		}
	}
	b = append(b, flags, byte(d.severity), byte(d.place.Kind), d.variant)
	p := &d.place
	for _, v := range [...]uint64{uint64(d.det), uint64(d.table.index), uint64(p.Col), uint64(p.Row), uint64(p.Record), uint64(p.Line), uint64(p.LineEnd - p.Line),
		uint64(p.ByteStart + 1), uint64(p.ByteEnd + 1), uint64(p.CharStart), uint64(p.CharEnd - p.CharStart), uint64(d.score), uint64(d.cap), d.near, uint64(len(d.terms)), uint64(len(p.Key))} {
		b = binary.AppendUvarint(b, v)
	}
	for _, t := range d.terms {
		b = appendString(b, t.Name)
		b = binary.AppendVarint(b, int64(t.V))
	}
	for _, k := range p.Key {
		b = appendString(b, k.Column)
		b = appendString(b, k.Value)
	}
	b = appendString(b, p.Sub)
	b = appendString(b, p.Pointer)
	b = appendString(b, d.masked)
	b = appendString(b, d.excerpt)
	b = appendString(b, d.band)
	return appendString(b, d.alternates)
}

// decoder reads what encode wrote; the bytes are the program's own, so a short
// read is an impossible state.
type decoder struct {
	b     []byte
	words map[string]string // names of terms and columns, which repeat
	bare  bool              // texts are passed over
}

// maxWords bounds decoder.words.
const maxWords = 1 << 10

// word is string for what repeats.
func (d *decoder) word() string {
	if d.bare {
		return d.string()
	}
	n := d.uint()
	s, ok := d.words[string(d.b[:n])]
	if !ok {
		s = string(d.b[:n])
		if d.words == nil {
			d.words = map[string]string{}
		}
		if len(d.words) < maxWords {
			d.words[s] = s
		}
	}
	d.b = d.b[n:]
	return s
}

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.b)
	d.b = d.b[n:]
	return v
}

func (d *decoder) int() int64 {
	v, n := binary.Varint(d.b)
	d.b = d.b[n:]
	return v
}

func (d *decoder) string() string {
	n := d.uint()
	s := ""
	if !d.bare {
		s = string(d.b[:n])
	}
	d.b = d.b[n:]
	return s
}

func (d *decoder) id() ID {
	v := binary.BigEndian.Uint64(d.b)
	d.b = d.b[8:]
	return ID(v)
}

// decode fills f from the next record; ts gives tables by index.
func (d *decoder) decode(f *Finding, set *Set, ts []*tableInfo, votes *bool, cap *detectors.Score) *tableInfo {
	why, near, key := f.Why[:0], f.Near[:0], f.Place.Key[:0]
	*f = Finding{Fingerprint: d.id(), PlaceID: d.id(), Value: d.id()}
	flags := d.b[0]
	f.Test, f.Damaged, f.Child, f.Person = flags&flagTest != 0, flags&flagDamaged != 0, flags&flagChild != 0, flags&flagPerson != 0
	*votes = flags&flagVotes != 0
	p := &f.Place
	p.KeyMasked, p.Hidden = flags&flagKeyMasked != 0, flags&flagHidden != 0
	f.Severity, p.Kind = detectors.Severity(d.b[1]), source.PlaceKind(d.b[2])
	variant := d.b[3]
	d.b = d.b[4:]
	det := d.uint()
	t := ts[d.uint()]
	f.Rules = set.Detectors[det]
	f.Rule = f.Rules.Rule(variant)
	p.Col = int(d.uint())
	p.Row, p.Record, p.Line = int64(d.uint()), int64(d.uint()), int64(d.uint())
	p.LineEnd = p.Line + int64(d.uint())
	p.ByteStart, p.ByteEnd = int64(d.uint())-1, int64(d.uint())-1
	p.CharStart = int64(d.uint())
	p.CharEnd = p.CharStart + int64(d.uint())
	f.Score = detectors.Score(d.uint())
	*cap = detectors.Score(d.uint())
	for m := d.uint(); m != 0; m &= m - 1 {
		near = append(near, string(set.cats[trailing(m)]))
	}
	terms, keys := d.uint(), d.uint()
	for range terms {
		why = append(why, detectors.Term{Name: d.word(), V: detectors.Score(d.int())})
	}
	for range keys {
		key = append(key, KeyPart{Column: d.word(), Value: d.string()})
	}
	p.Sub, p.Pointer = d.string(), d.string()
	f.Masked, f.Excerpt, f.Band, f.Alternates = d.string(), d.string(), d.string(), d.string()
	f.Why, f.Near, p.Key = why, near, key
	p.DB, p.Table, p.Area, p.Style = t.DB, t.name, t.Area, t.Style
	if t.sub != "" {
		p.Sub = t.sub
	}
	if p.Col > 0 && p.Row <= t.Titles && p.Row > 0 {
		p.Column = source.ColumnLetters(p.Col)
	} else if p.Col > 0 {
		p.Column = t.columnName(p.Col)
		p.NameMasked = t.column(p.Col).masked
	}
	p.NameMasked = p.NameMasked || t.masked
	if p.NameMasked && p.Pointer != "" { // the exact path repeats the names
		p.Pointer = t.name + p.Column
	}
	return t
}

func (t *tableInfo) columnName(col int) string {
	if c := t.column(col); c.name != "" {
		return c.name
	}
	return t.Table.Column(col)
}
