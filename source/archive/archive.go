// Package archive opens compressed files and archives; each member is an input
// of its own.
package archive

import (
	"io"

	"leidur/source"
)

// counter enforces the limits on what a member unpacks to. It counts actual
// output, never the sizes in headers.
type counter struct {
	r      io.Reader
	in     func() int64 // compressed bytes read so far
	n      int64
	limits source.Limits
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	switch {
	case c.n > c.limits.MemberSize:
		return n, source.Gapf(source.LimitSize, "unpacks to more than the limit", "byte %d", c.n)
	case c.n > source.RatioFrom && c.n > c.limits.Ratio*max(c.in(), 1):
		return n, source.Gapf(source.LimitRatio, "unpacks to more than the limit allows for its size", "byte %d", c.n)
	}
	return n, err
}

// counting counts the bytes read through it.
type counting struct {
	r io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		err = &readError{err}
	}
	return n, err
}

// readError marks an error of the input itself, so that it is told from what a
// decoder says about its content.
type readError struct{ err error }

func (e *readError) Error() string { return e.err.Error() }
func (e *readError) Unwrap() error { return e.err }

// child scans one member.
func child(f *source.File, out *source.Out, name string, size int64, r io.Reader) error {
	return scan(&source.File{Path: f.Path + "!" + source.EscapePath(name), Name: name, Size: size, ModTime: f.ModTime, Depth: f.Depth + 1}, out, r)
}

// stream scans the only content of a compressed file.
func stream(f *source.File, out *source.Out, name string, r io.Reader) error {
	return scan(&source.File{Path: f.Path + "!" + source.EscapePath(name), Name: name, Size: -1, ModTime: f.ModTime, Depth: f.Depth + 1, Stream: f.Path}, out, r)
}

func scan(m *source.File, out *source.Out, r io.Reader) error {
	out.Input.Members++
	if m.Depth > out.Limits.Depth {
		out.Swept() // the archives down to here were opened
		out.Missing(m.Path, &source.Gap{Reason: source.LimitDepth, Detail: "archives nested too deep"})
		return nil
	}
	if err := source.Peek(m, r); err != nil {
		out.Missing(m.Path, source.AsGap(err))
		return nil
	}
	return out.Child(m)
}
