package archive

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"

	"leidur/source"
)

// Gzip reads gzip files of one or several members (RFC 1952).
var Gzip = &source.Format{
	Name: "gzip",
	Doc: `Not read: what stands behind a damaged place; the status says from where on. Read: the decompressed stream as one
input, several gzip members as one stream; the comment of the header.`,
	Match: func(f *source.File) bool { return bytes.HasPrefix(f.Head, []byte("\x1f\x8b\x08")) },
	Read:  readGzip,
}

func readGzip(_ context.Context, f *source.File, out *source.Out) error {
	in := &counting{r: f.R}
	z, err := gzip.NewReader(in)
	if err != nil {
		return gzipGap(err)
	}
	name := path.Base(strings.ReplaceAll(z.Name, `\`, "/"))
	if z.Name == "" || name == "." || name == "/" {
		name = strings.TrimSuffix(f.Name, path.Ext(f.Name))
		if name == "" || name == f.Name {
			name = "data"
		}
	}
	if z.Comment != "" {
		n := comments(out)
		n.put("", z.Comment)
		if err := n.rows.Flush(); err != nil {
			return err
		}
	}
	body := &counter{r: gzipReader{z}, in: func() int64 { return in.n }, limits: out.Limits}
	return stream(f, out, name, body)
}

// gzipReader gives the errors of a broken stream as Gaps, so that the input
// inside is partly scanned for the right reason.
type gzipReader struct{ z *gzip.Reader }

func (g gzipReader) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if err != nil && err != io.EOF {
		err = gzipGap(err)
	}
	return n, err
}

func gzipGap(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &source.Gap{Reason: source.Damaged, Detail: "truncated"}
	case errors.Is(err, gzip.ErrChecksum):
		return &source.Gap{Reason: source.Damaged, Detail: "bad_checksum"}
	case errors.Is(err, gzip.ErrHeader):
		return &source.Gap{Reason: source.Damaged, Detail: "bad gzip header"}
	}
	var g *source.Gap
	if errors.As(err, &g) {
		return g
	}
	var reading *readError
	if errors.As(err, &reading) {
		return reading.err
	}
	return &source.Gap{Reason: source.Damaged, Detail: "bad_block"}
}
