package archive

import (
	"bytes"
	"compress/bzip2"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"leidur/source"
)

// decoderMemory is what a decoder may allocate for its window.
const decoderMemory = 64 << 20

// Bzip2 reads bzip2 files.
var Bzip2 = &source.Format{
	Name: "bzip2",
	Doc:  `Not read: what stands behind a damaged place; the status says from where on. Read: the decompressed stream as one input.`,
	Match: func(f *source.File) bool {
		return len(f.Head) > 3 && bytes.HasPrefix(f.Head, []byte("BZh")) && f.Head[3] >= '1' && f.Head[3] <= '9'
	},
	Read: func(_ context.Context, f *source.File, out *source.Out) error {
		return readStream(f, out, func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }, nil)
	},
}

// Xz reads .xz files. The dictionary size that a block asks for is checked
// before anything is allocated.
var Xz = &source.Format{
	Name: "xz",
	Doc: `Not read: what stands behind a damaged place; files that need a dictionary of more than 64 MiB; old .lzma files. Read:
the decompressed stream as one input.`,
	Match: func(f *source.File) bool { return bytes.HasPrefix(f.Head, []byte("\xFD7zXZ\x00")) },
	Read: func(_ context.Context, f *source.File, out *source.Out) error {
		if size, ok := xzDictionary(f.Head); ok && size > decoderMemory {
			return &source.Gap{Reason: source.LimitSize, Detail: "needs a dictionary of more than 64 MiB"}
		}
		return readStream(f, out, func(r io.Reader) (io.Reader, error) {
			return xz.ReaderConfig{DictCap: decoderMemory}.NewReader(r)
		}, func(e *endWatch) bool { // magic of the stream footer, before padding
			return bytes.HasSuffix(bytes.TrimRight(e.last[:], "\x00"), []byte("YZ"))
		})
	},
}

// xzDictionary returns the dictionary size of the first block, by its LZMA2
// filter properties (xz file format 5.3.1).
func xzDictionary(head []byte) (int64, bool) {
	const block = 12 // behind the stream header
	if len(head) < block+2 || head[block] == 0 {
		return 0, false
	}
	at := block + 2
	flags := head[block+1]
	for _, bit := range [...]byte{0x40, 0x80} { // optional sizes, variable-length integers
		if flags&bit != 0 {
			for at < len(head) && head[at]&0x80 != 0 {
				at++
			}
			at++
		}
	}
	if at+2 >= len(head) || head[at] != 0x21 || head[at+1] != 1 {
		return 0, false
	}
	bits := head[at+2] & 0x3f
	if bits >= 40 {
		return 1<<32 - 1, true
	}
	return int64(2|bits&1) << (bits/2 + 11), true
}

// Zstd reads Zstandard files of one or several frames (RFC 8878).
var Zstd = &source.Format{
	Name: "zstd",
	Doc: `Not read: what stands behind a damaged place; frames with a window of more than 64 MiB; frames that need a
dictionary. Read: the decompressed stream as one input.`,
	Match: func(f *source.File) bool { return bytes.HasPrefix(f.Head, []byte("\x28\xB5\x2F\xFD")) },
	Read: func(_ context.Context, f *source.File, out *source.Out) error {
		return readStream(f, out, func(r io.Reader) (io.Reader, error) {
			return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(decoderMemory), zstd.WithDecoderMaxWindow(decoderMemory))
		}, nil)
	},
}

// readStream reads a file that holds one compressed stream. complete tells by the
// last bytes that the end is there, for decoders that take any end for it.
func readStream(f *source.File, out *source.Out, open func(io.Reader) (io.Reader, error), complete func(*endWatch) bool) error {
	in := &endWatch{r: f.R}
	z, err := open(in)
	if err != nil {
		return streamGap(err)
	}
	if c, ok := z.(interface{ Close() }); ok {
		defer c.Close()
	}
	name := strings.TrimSuffix(f.Name, path.Ext(f.Name))
	if name == "" || name == f.Name {
		name = "data"
	}
	switch strings.ToLower(path.Ext(f.Name)) {
	case ".tbz2", ".tbz", ".txz", ".tzst":
		name += ".tar"
	}
	return stream(f, out, name, &counter{r: streamReader{z, in, complete}, in: func() int64 { return in.n }, limits: out.Limits})
}

// streamReader gives the errors of a broken stream as Gaps.
type streamReader struct {
	r        io.Reader
	in       *endWatch
	complete func(*endWatch) bool // nil: the decoder checks
}

func (s streamReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	switch {
	case err == io.EOF && s.complete != nil && !s.complete(s.in):
		err = &source.Gap{Reason: source.Damaged, Detail: "truncated"}
	case err != nil && err != io.EOF:
		err = streamGap(err)
	}
	return n, err
}

// streamGap turns an error of a decoder into a Gap. The decoders' texts are
// dropped, as they could show content.
func streamGap(err error) error {
	var g *source.Gap
	var structural bzip2.StructuralError
	switch {
	case errors.As(err, &g):
		return g
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &source.Gap{Reason: source.Damaged, Detail: "truncated"}
	case errors.Is(err, zstd.ErrDecoderSizeExceeded), errors.Is(err, zstd.ErrWindowSizeExceeded):
		return &source.Gap{Reason: source.LimitSize, Detail: "needs a window of more than 64 MiB"}
	case errors.Is(err, zstd.ErrCRCMismatch), errors.As(err, &structural) && strings.Contains(string(structural), "checksum"):
		return &source.Gap{Reason: source.Damaged, Detail: "bad_checksum"}
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return &source.Gap{Reason: source.Unsupported, Detail: "needs a dictionary that is not in the file"}
	}
	var reading *readError
	if errors.As(err, &reading) {
		return reading.err
	}
	return &source.Gap{Reason: source.Damaged, Detail: "bad_block"}
}
