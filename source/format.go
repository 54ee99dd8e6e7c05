package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// HeadSize is how much of an input recognition may look at. It is fixed, so
// that verdicts do not depend on block size or workers.
const HeadSize = 64 << 10

// A File is one input as a stream of bytes, on its way to a reader.
type File struct {
	Path    string    // as the user sees it, members joined by '!'
	Name    string    // base name of the innermost member: a hint, never trusted
	Size    int64     // bytes; -1 when unknown
	ModTime time.Time // zero when unknown
	Stream  string    // path of the compressed file whose only content this is; "" for others
	Depth   int       // 0 = top level, members of a top-level archive 1
	Head    []byte    // the first HeadSize bytes, or all of a smaller input
	R       io.Reader // all bytes from the start, Head included
	At      io.ReaderAt
	// Sibling opens a file of the same folder, for formats of several files; nil
	// where there is no folder.
	Sibling func(name string) (io.ReadCloser, error)
}

// A Format is a documented value: adding one is one file (or sub-package) and
// one line in source/formats.
type Format struct {
	Name string
	// Doc says first what of such a file is not read.
	Doc string
	// Match looks at content; the name decides nothing that content can decide.
	Match func(f *File) bool
	// Read hands the file's records to out. It returns nil when everything was
	// read, a *Gap when it was not; any other error becomes a Gap (Unreadable).
	Read func(ctx context.Context, f *File, out *Out) error
}

// Out is what a reader writes to. The scanner fills it in.
type Out struct {
	Input     *Input
	BlockSize int // wanted bytes of text in a block
	Limits    Limits
	Hints     Hints
	Passwords []string // to try on encrypted files

	NewBlock func() *Block             // an empty block; it belongs to the reader until emitted
	Emit     func(*Block) error        // takes the block over; an error means: stop and return it
	Child    func(f *File) error       // scans a member as an input of its own
	Missing  func(path string, g *Gap) // lists a member that is not read
	swept    bool
	gap      *Gap
	gaps     int
}

// Hints are the words of header recognition, handed in because source knows no
// detectors. Nil functions mean no hints.
type Hints struct {
	Header func(name string) bool // a known header word
	Key    func(name string) bool // a name that primary keys have
	Value  func(cell []byte) bool // a detector finds something in the cell: it is not a header
}

// Limits stop one member, never the whole input beside it.
type Limits struct {
	Depth      int   // nesting of archives
	MemberSize int64 // decompressed bytes of one member
	Ratio      int64 // decompressed : compressed, judged after RatioFrom bytes
	Entries    int   // members of one archive
	Memory     int64 // bytes that a format may hold at once (shared strings, a buffered member)
}

// RatioFrom is the output size from which a compression ratio is judged:
// small members may be very compressible.
const RatioFrom = 16 << 20

// DefaultLimits stop what no honest file needs.
func DefaultLimits() Limits {
	return Limits{Depth: 3, MemberSize: 16 << 30, Ratio: 200, Entries: 100_000, Memory: 512 << 20}
}

// Swept notes that a value of the input reached the sweep.
func (o *Out) Swept() { o.swept = true }

// Member takes over what became of a member: a container is scanned when all its
// members are that can hold text, and partly when some are.
func (o *Out) Member(in *Input) {
	if in.Status != NotScanned {
		o.Swept()
	}
	if in.Status != Scanned && (in.Counts() || in.Inherited) {
		o.Note(&Gap{Reason: in.Reason, Detail: in.Detail, From: in.Path, inherited: true})
	}
}

// Note keeps the first gap of a reader that can go on behind it; its own comes
// before those of its members.
func (o *Out) Note(g *Gap) {
	if o.gap == nil || o.gap.inherited && !g.inherited {
		o.gap = g
	}
	o.gaps++
}

// Read recognises f, runs its reader and sets the input's status. A panic of a
// reader becomes the status of this input only. The error is that of a stopped
// run (ctx), nothing else.
func Read(ctx context.Context, formats []*Format, f *File, out *Out) error {
	in := out.Input
	format := Recognise(formats, f)
	if format == nil {
		in.Format = "binary"
		in.Finish(&Gap{Reason: BinaryOpaque, Detail: fmt.Sprintf("no known format; first bytes %x", f.Head[:min(8, len(f.Head))])}, false)
		return nil
	}
	in.Format = format.Name
	err := protect(ctx, format, f, out)
	if cerr := ctx.Err(); cerr != nil {
		in.Finish(&Gap{Reason: Interrupted, From: in.From}, out.swept)
		return cerr
	}
	if err == nil && out.gap != nil {
		err = out.gap
		if out.gaps > 1 {
			g := *out.gap
			g.Detail += fmt.Sprintf(" (and %d more places)", out.gaps-1)
			err = &g
		}
	}
	in.Finish(err, out.swept)
	return nil
}

// protect turns a panic of a reader into a Gap. The panic's text is dropped: it
// could hold a value.
func protect(ctx context.Context, format *Format, f *File, out *Out) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Gap{Reason: Damaged, Detail: "reader_panic " + panicPlace(), From: "unknown"}
		}
	}()
	return format.Read(ctx, f, out)
}

// panicPlace is the line of the program that panicked, for a deferred function.
func panicPlace() string {
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])]) // behind this and the deferred function
	for {
		f, more := frames.Next()
		if f.Line > 0 && !strings.HasPrefix(f.Function, "runtime.") {
			return path.Base(f.File) + ":" + strconv.Itoa(f.Line)
		}
		if !more {
			return ""
		}
	}
}

// Recognise returns the first format of the list that matches, or nil. The
// order of the list is the order of certainty: magic numbers first, text last.
func Recognise(formats []*Format, f *File) *Format {
	for _, c := range formats {
		if c.Match(f) {
			return c
		}
	}
	return nil
}

// AsGap turns any reader error into a Gap. Text of foreign errors is kept only
// where it cannot hold a value of the input: operating-system errors.
func AsGap(err error) *Gap {
	var g *Gap
	if errors.As(err, &g) {
		return g
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Gap{Reason: Damaged, Detail: "truncated"}
	case errors.Is(err, fs.ErrPermission):
		return &Gap{Reason: Unreadable, Detail: "permission denied"}
	case errors.Is(err, fs.ErrNotExist):
		return &Gap{Reason: Unreadable, Detail: "vanished"}
	case errors.Is(err, context.Canceled):
		return &Gap{Reason: Interrupted}
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return &Gap{Reason: Unreadable, Detail: pe.Err.Error()}
	}
	return &Gap{Reason: Unreadable, Detail: fmt.Sprintf("read error (%T)", err)}
}

// Peek fills f.Head from r and sets f.R to a reader of all bytes.
func Peek(f *File, r io.Reader) error {
	head := make([]byte, HeadSize)
	n, err := 0, error(nil)
	for n < len(head) && err == nil { // not io.ReadFull: it hides a cut stream in a short file
		var k int
		k, err = r.Read(head[n:])
		n += k
	}
	f.Head = head[:n]
	switch {
	case err == io.EOF:
		f.R = bytes.NewReader(f.Head)
		if f.Size < 0 {
			f.Size = int64(n)
		}
		return nil
	case err != nil && n == 0:
		return err
	case err != nil:
		// What came before the error is scanned; the reader then meets the error.
		f.R = io.MultiReader(bytes.NewReader(f.Head), errReader{err})
		return nil
	}
	f.R = &headReader{head: f.Head, r: r}
	return nil
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

// headReader reads the peeked bytes and then the rest, without io.MultiReader's
// extra short read at the seam for callers that ask for whole blocks.
type headReader struct {
	head []byte
	r    io.Reader
}

func (h *headReader) Read(p []byte) (int, error) {
	if len(h.head) > 0 {
		n := copy(p, h.head)
		h.head = h.head[n:]
		return n, nil
	}
	return h.r.Read(p)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// ReaderAt returns random access to the file's bytes and their number. A
// stream is buffered in memory; more than limit bytes is a Gap (LimitSize).
func (f *File) ReaderAt(limit int64) (io.ReaderAt, int64, error) {
	if f.At != nil && f.Size >= 0 {
		return f.At, f.Size, nil
	}
	data, err := io.ReadAll(io.LimitReader(f.R, limit+1))
	if err != nil {
		return nil, 0, err
	}
	if int64(len(data)) > limit {
		return nil, 0, &Gap{Reason: LimitSize, Detail: "needs random access and is larger than the memory limit"}
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

// EscapePath makes a member or sheet name a part of a place: % ! # and control
// characters are written as %XX.
func EscapePath(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r < 0x20 || r == 0x7f || r == '%' || r == '!' || r == '#' {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
