package pgdump

import (
	"archive/tar"
	"bufio"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"leidur/source"
)

// codec is how data is compressed (compress_io.h, since 1.15).
type codec byte

const (
	codecNone codec = iota
	codecZlib
	codecLZ4
	codecZstd
)

// unpack wraps a compressed stream.
func (c codec) unpack(r io.Reader) (io.Reader, error) {
	switch c {
	case codecNone:
		return r, nil
	case codecZlib:
		return zlib.NewReader(r)
	case codecZstd:
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(128<<20))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	}
	return nil, &source.Gap{Reason: source.Unsupported, Detail: "lz4 compression; make it text with: pg_restore -f FILE.sql"}
}

// lazy opens at the first Read, so that its error is that of the segment.
type lazy struct {
	open func() (io.Reader, error)
	r    io.Reader
}

func (l *lazy) Read(p []byte) (int, error) {
	if l.r == nil {
		r, err := l.open()
		if err == io.EOF { // an empty stream is a cut one
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return 0, err
		}
		l.r = r
	}
	return l.r.Read(p)
}

// Kinds of blocks in a custom archive.
const (
	blockData  = 1
	blockBlobs = 3
)

// blocks walks the data of a custom archive.
func (a *archive) blocks(in *counted) func() (io.Reader, error) {
	byID := map[int]*entry{}
	for _, e := range a.entries {
		byID[e.id] = e
	}
	var open *chunks
	inBlobs := false
	return func() (io.Reader, error) {
		if err := a.ctx.Err(); err != nil {
			return nil, err
		}
		if open != nil {
			_, err := io.Copy(io.Discard, open) // what a broken stream left
			open = nil
			if err != nil {
				return nil, io.EOF // noted by the segment
			}
		}
		if inBlobs {
			if oid := in.int(); in.err == nil && oid != 0 {
				open = &chunks{in: in}
				return a.object(strconv.Itoa(oid), a.packed(open)), nil
			}
			if inBlobs = false; in.err != nil {
				a.out.Note(truncated("large objects"))
				return nil, io.EOF
			}
		}
		kind := in.byte()
		if in.err == io.EOF {
			return nil, io.EOF
		}
		id := in.int()
		e := byID[id]
		switch {
		case in.err != nil:
			a.out.Note(truncated("data block"))
			return nil, io.EOF
		case kind == blockData && e != nil:
			open = &chunks{in: in}
			return a.table(e, a.packed(open)), nil
		case kind == blockBlobs:
			if e != nil {
				e.seen = true
			}
			inBlobs = true
			return strings.NewReader("\n"), nil
		}
		a.out.Note(&source.Gap{Reason: source.Damaged, Detail: "bad_block", From: fmt.Sprintf("data block %d", id)})
		return nil, io.EOF
	}
}

func (a *archive) packed(r io.Reader) io.Reader {
	return &lazy{open: func() (io.Reader, error) { return a.codec.unpack(r) }}
}

// chunks joins the pieces of one data block: length and bytes, until length 0.
type chunks struct {
	in   *counted
	left int
	done bool
}

func (c *chunks) Read(p []byte) (int, error) {
	for c.left == 0 {
		if c.done {
			return 0, io.EOF
		}
		c.left = c.in.int()
		switch {
		case c.in.err != nil || c.left < 0:
			c.done, c.left = true, 0
			if c.in.err == nil {
				c.in.err = io.ErrUnexpectedEOF
			}
			return 0, io.ErrUnexpectedEOF
		case c.left == 0:
			c.done = true
			return 0, io.EOF
		}
	}
	n, err := c.in.r.Read(p[:min(len(p), c.left)])
	c.left -= n
	if err == io.EOF && (c.left > 0 || n == 0) {
		c.done, c.in.err = true, io.ErrUnexpectedEOF
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// files walks the files of a directory archive in the order of its contents.
func (a *archive) files() func() (io.Reader, error) {
	var list []func() io.Reader
	for _, e := range a.entries {
		if e.file == "" {
			continue
		}
		if e.desc != "BLOBS" {
			list = append(list, func() io.Reader { return a.table(e, a.sibling(e.file)) })
			continue
		}
		e.seen = true
		s := bufio.NewScanner(&guarded{a: a, r: a.sibling(e.file), from: e.file})
		for s.Scan() {
			if oid, name, ok := strings.Cut(s.Text(), " "); ok && digits(oid) {
				list = append(list, func() io.Reader { return a.object(oid, a.sibling(name)) })
			}
		}
		if s.Err() != nil {
			a.out.Note(&source.Gap{Reason: source.Damaged, Detail: "bad_block", From: e.file})
		}
	}
	return func() (io.Reader, error) {
		if err := a.ctx.Err(); err != nil {
			return nil, err
		}
		if len(list) == 0 {
			return nil, io.EOF
		}
		next := list[0]
		list = list[1:]
		return next(), nil
	}
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// sibling opens a file beside the table of contents, or its compressed form.
func (a *archive) sibling(name string) io.Reader {
	return &lazy{open: func() (io.Reader, error) {
		if name != path.Base(name) { // never a path
			return nil, &source.Gap{Reason: source.Damaged, Detail: "bad_block: a file outside of the archive"}
		}
		for _, try := range []struct {
			ext  string
			wrap func(io.Reader) (io.Reader, error)
		}{
			{"", func(r io.Reader) (io.Reader, error) { return r, nil }},
			{".gz", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }},
			{".zst", codecZstd.unpack},
			{".lz4", codecLZ4.unpack},
		} {
			f, err := a.f.Sibling(name + try.ext)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			r, err := try.wrap(f)
			if err != nil {
				f.Close()
				return nil, err
			}
			return &closing{r, f}, nil
		}
		return nil, &source.Gap{Reason: source.Damaged, Detail: "truncated: no file " + name}
	}}
}

// closing closes the file with the end of its text.
type closing struct {
	r io.Reader
	c io.Closer
}

func (c *closing) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err != nil {
		c.c.Close()
	}
	return n, err
}

// tarMembers walks the members behind the table of contents.
func (a *archive) tarMembers(t *tar.Reader) func() (io.Reader, error) {
	byFile := map[string]*entry{}
	for _, e := range a.entries {
		if e.file != "" {
			byFile[e.file] = e
		}
	}
	whole := false
	return func() (io.Reader, error) {
		for {
			if err := a.ctx.Err(); err != nil {
				return nil, err
			}
			h, err := t.Next()
			if err == io.EOF && whole {
				return nil, io.EOF
			}
			if err != nil {
				a.out.Note(truncated("archive"))
				return nil, io.EOF
			}
			oid, blob := strings.CutPrefix(h.Name, "blob_")
			oid = strings.TrimSuffix(oid, ".dat")
			switch e := byFile[h.Name]; {
			case e != nil && e.desc != "BLOBS":
				return a.table(e, t), nil
			case blob && digits(oid):
				return a.object(oid, t), nil
			case strings.HasPrefix(h.Name, "blobs"): // names of the large objects, behind them
				for _, e := range a.entries {
					e.seen = e.seen || e.desc == "BLOBS"
				}
			case h.Name == "restore.sql": // the table of contents once more, and the last member
				whole = true
			default:
				a.out.Missing(a.out.Input.Path+"!"+source.EscapePath(h.Name), &source.Gap{Reason: source.Unsupported, Detail: "no part of a pg_dump archive"})
			}
		}
	}
}
