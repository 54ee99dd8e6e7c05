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
	return n, err
}

// child scans one member.
func child(f *source.File, out *source.Out, name string, size int64, r io.Reader) error {
	m := &source.File{Path: f.Path + "!" + source.EscapePath(name), Name: name, Size: size, ModTime: f.ModTime, Depth: f.Depth + 1}
	out.Input.Members++
	if m.Depth > out.Limits.Depth {
		out.Missing(m.Path, &source.Gap{Reason: source.LimitDepth, Detail: "archives nested too deep"})
		out.Note(&source.Gap{Reason: source.LimitDepth, From: source.EscapePath(name)})
		return nil
	}
	if err := source.Peek(m, r); err != nil {
		g := source.AsGap(err)
		out.Missing(m.Path, g)
		out.Note(&source.Gap{Reason: g.Reason, Detail: g.Detail, From: source.EscapePath(name)})
		return nil
	}
	return out.Child(m)
}
