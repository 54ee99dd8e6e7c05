package archive

import (
	"archive/tar"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"leidur/source"
)

// Tar reads tar archives (POSIX ustar and pax, GNU, old V7) as a stream.
var Tar = &source.Format{
	Name: "tar",
	Doc: `Not read: links and devices, which are listed and never followed; what stands behind a damaged header. Read: every
regular file as an input of its own; sparse files with their holes as zeros. An archive without its end blocks counts as cut.`,
	Match: func(f *source.File) bool {
		const magicAt, size = 257, 512
		if len(f.Head) < size {
			return false
		}
		if bytes.HasPrefix(f.Head[magicAt:], []byte("ustar")) {
			return true
		}
		// A V7 header has no magic: its checksum is the proof.
		h, err := tar.NewReader(bytes.NewReader(f.Head)).Next()
		return err == nil && h.Name != "" && f.Head[0] != 0 && f.Head[156] == 0 && h.Size >= 0
	},
	Read: readTar,
}

func readTar(ctx context.Context, f *source.File, out *source.Out) error {
	end := &endWatch{r: f.R}
	t := tar.NewReader(end)
	path := cmp.Or(f.Stream, f.Path) // a.tar.gz!b.csv, without the name of the tar between
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return end.tail(n + 1)
		case err != nil:
			return tarGap(err, n+1)
		case n >= out.Limits.Entries:
			return source.Gapf(source.LimitEntries, "too many members", "member %d", n+1)
		}
		name := tarName(h.Name)
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse, '7':
			// The ratio of a tar is 1, but for sparse files: their holes cost nothing.
			body := &counter{r: tarBody{t, n + 1}, in: func() int64 { return end.n }, limits: out.Limits}
			m := &source.File{Path: path + "!" + source.EscapePath(name), Name: name, Size: h.Size, ModTime: h.ModTime, Depth: f.Depth + 1}
			if err := scan(m, out, body); err != nil {
				return err
			}
		case tar.TypeDir, tar.TypeXGlobalHeader:
		case tar.TypeLink, tar.TypeSymlink:
			out.Input.Members++
			out.Missing(path+"!"+source.EscapePath(name), &source.Gap{Reason: source.Symlink, Detail: "a link in an archive is not followed"})
		default:
			out.Input.Members++
			out.Missing(path+"!"+source.EscapePath(name), &source.Gap{Reason: source.SpecialFile, Detail: "device or pipe in an archive"})
		}
	}
}

func tarName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	b := source.Block{Text: []byte(name)}
	b.Decode(nil)
	return strings.ToValidUTF8(string(b.Text), "?")
}

func tarGap(err error, member int) error {
	var g *source.Gap
	switch {
	case errors.As(err, &g):
		return g
	case errors.Is(err, io.ErrUnexpectedEOF):
		return source.Gapf(source.Damaged, "truncated", "member %d", member)
	case errors.Is(err, tar.ErrHeader):
		return source.Gapf(source.Damaged, "bad tar header", "member %d", member)
	}
	var reading *readError
	if errors.As(err, &reading) {
		return reading.err
	}
	return source.Gapf(source.Damaged, "bad tar header", "member %d", member)
}

// tarBody gives the errors of a cut member as Gaps.
type tarBody struct {
	t *tar.Reader
	n int
}

func (b tarBody) Read(p []byte) (int, error) {
	n, err := b.t.Read(p)
	if err != nil && err != io.EOF {
		err = tarGap(err, b.n)
	}
	return n, err
}

// endWatch keeps the last bytes that were read, because some decoders take the
// end of a file for the end of their format.
type endWatch struct {
	r    io.Reader
	n    int64
	last [512]byte
}

func (e *endWatch) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.n += int64(n)
	if n >= len(e.last) {
		copy(e.last[:], p[n-len(e.last):n])
	} else {
		copy(e.last[:], e.last[n:])
		copy(e.last[len(e.last)-n:], p[:n])
	}
	if err != nil && err != io.EOF {
		err = &readError{err}
	}
	return n, err
}

// tail judges the end of a tar: it ends with blocks of zeros, and behind them
// stands nothing.
func (e *endWatch) tail(member int) error {
	if e.n < 512 || e.last != [512]byte{} {
		return source.Gapf(source.Damaged, "truncated", "member %d", member)
	}
	var buf [4096]byte
	for {
		n, err := e.Read(buf[:])
		for _, c := range buf[:n] {
			if c != 0 {
				return source.Gapf(source.Damaged, "data behind the end of the archive", "member %d", member)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return tarGap(err, member)
		}
	}
}
