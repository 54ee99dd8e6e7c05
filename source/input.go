package source

import (
	"fmt"
	"time"
)

// Status tells how much of an input was read. The zero value is NotScanned, so
// that an input nobody finished is never called clean.
type Status uint8

const (
	NotScanned    Status = iota // nothing was swept
	PartlyScanned               // some values were swept, others were not
	Scanned                     // every byte that can hold text was swept
)

// String returns the word of the run schema.
func (s Status) String() string {
	return [...]string{"not_scanned", "partly_scanned", "scanned"}[s]
}

// Reason is a code that says why an input was not, or only partly, read.
type Reason string

const (
	Encrypted    Reason = "encrypted"
	Damaged      Reason = "damaged"
	LimitSize    Reason = "limit_size"
	LimitRatio   Reason = "limit_ratio"
	LimitDepth   Reason = "limit_depth"
	LimitEntries Reason = "limit_entries"
	Timeout      Reason = "timeout"
	RuleTimeout  Reason = "rule_timeout" // a rule gave a field up
	Unsupported  Reason = "unsupported"
	NoText       Reason = "no_text"
	Unreadable   Reason = "unreadable"
	Symlink      Reason = "symlink"
	SpecialFile  Reason = "special_file"
	BinaryOpaque Reason = "binary_opaque"
	Changed      Reason = "changed"
	OwnFile      Reason = "own_file" // leidur's own output: listed, not counted as unread
	Excluded     Reason = "excluded" // the user's choice: listed, not counted as unread
	Interrupted  Reason = "interrupted"
)

// Counts tells whether an input with this reason counts as not read, which
// makes the run partial (exit code 3).
func (r Reason) Counts() bool { return r != OwnFile && r != Excluded }

// A Gap is the error of a reader that could not read everything. It carries
// places and counts, never values.
type Gap struct {
	Reason    Reason
	Detail    string // finer word: truncated, bad_checksum, bad_xml, reader_panic ... or a sentence
	From      string // first place that was not read, in the words of the format; "" if nothing was read
	inherited bool   // of a member: the member counts as not read, its container does not
}

func (g *Gap) Error() string {
	s := string(g.Reason)
	if g.Detail != "" {
		s += " (" + g.Detail + ")"
	}
	if g.From != "" {
		s += " from " + g.From
	}
	return s
}

// Gapf returns a Gap whose From is formatted.
func Gapf(r Reason, detail, from string, args ...any) *Gap {
	return &Gap{Reason: r, Detail: detail, From: fmt.Sprintf(from, args...)}
}

// Warning codes: every byte was swept, but something about it is doubtful.
const (
	WarnEncodingMixed   = "encoding_mixed"     // bytes that the encoding of the file does not explain
	WarnMojibake        = "mojibake_repaired"  // letters that were encoded twice, put right
	WarnEncodingGuessed = "encoding_guessed"   // the encoding was scored, not declared
	WarnRagged          = "ragged_rows"        // records with more or fewer fields than the header
	WarnQuoteResync     = "quote_resync"       // an unterminated quote was taken as data
	WarnBadLine         = "bad_line"           // a line that is not of the format was swept as text
	WarnFormulaNoValue  = "formula_no_value"   // a formula without a cached value
	WarnPictures        = "pictures_not_read"  // pictures and other parts without text in a document
	WarnExternal        = "external_reference" // something outside of the file is named and was not read
	WarnUnlistedMember  = "unlisted_member"    // a member of a zip that its directory does not name was read
	WarnDuplicateMember = "duplicate_member"   // several members of an archive have one name
	WarnColumnCount     = "column_count"       // an SQL row whose values do not fit the column list
	WarnLastLineOpen    = "no_final_newline"   // the last record has no line end: a cut file looks the same
)

// A Warning counts one kind of doubt about an input.
type Warning struct {
	Code  string
	Count int64
	First string // place of the first occurrence
}

// Input is the proof of what was read of one file, archive member or stream.
type Input struct {
	N         int    // 1-based number in the report, given when the input is drained
	Path      string // as the user sees it; members are joined by '!'
	Format    string
	Encoding  string    // "utf-8", "windows-1257?" (guessed), "" for binary formats
	Size      int64     // bytes; -1 when unknown (a stream)
	ModTime   time.Time // zero when unknown
	Status    Status
	Reason    Reason
	Detail    string
	From      string
	BytesRead int64 // decoded bytes handed to the sweep
	Rows      int64 // data records, without header and preamble
	Cells     int64 // non-empty fields; 0 where the format has no fields
	Tables    []string
	Members   int // members of a container
	Member    bool
	// Inherited: what was not read lies in a member, which is listed itself.
	Inherited bool
	Warnings  []Warning
}

// Warn counts a warning; first is kept from the first call with this code.
func (in *Input) Warn(code string, n int64, first string) {
	for i := range in.Warnings {
		if in.Warnings[i].Code == code {
			in.Warnings[i].Count += n
			return
		}
	}
	in.Warnings = append(in.Warnings, Warning{code, n, first})
}

// AddTable notes a table name once, in order of appearance.
func (in *Input) AddTable(name string) {
	if name == "" {
		return
	}
	for _, t := range in.Tables {
		if t == name {
			return
		}
	}
	in.Tables = append(in.Tables, name)
}

// Finish sets the status from the error with which a reader ended. swept tells
// whether any value of the input reached the sweep.
func (in *Input) Finish(err error, swept bool) {
	if err == nil {
		in.Status = Scanned
		return
	}
	g := AsGap(err)
	in.Reason, in.Detail, in.From, in.Inherited = g.Reason, g.Detail, g.From, g.inherited
	in.Status = NotScanned
	if swept {
		in.Status = PartlyScanned
	}
}
