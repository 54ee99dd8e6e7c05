package pgdump

import (
	"io"
	"strings"

	"leidur/source"
)

// Kinds of archives, as the header names them.
const (
	formatCustom    = 1
	formatTar       = 3
	formatDirectory = 5
)

const (
	maxText    = 64 << 20 // bytes of one string
	maxEntries = 10_000_000
)

// Versions of the layout in which a field was added.
const (
	v1_14 = 114 // table access method (PostgreSQL 12)
	v1_15 = 115 // compression algorithm (16)
	v1_16 = 116 // kind of relation (17)
)

// counted is a reader of the fields of an archive.
type counted struct {
	r    io.Reader
	ints int
	held int64 // bytes of strings kept
	err  error
}

func (c *counted) Read(p []byte) (int, error) { return c.r.Read(p) }

func (c *counted) byte() byte {
	var b [1]byte
	c.full(b[:])
	return b[0]
}

func (c *counted) full(p []byte) {
	if c.err == nil {
		_, c.err = io.ReadFull(c.r, p)
	}
}

// int reads a sign byte and the bytes of a number, least first.
func (c *counted) int() int {
	var b [9]byte
	c.full(b[:1+c.ints])
	n := 0
	for i := c.ints; i > 0; i-- {
		n = n<<8 | int(b[i])
	}
	if b[0] != 0 {
		n = -n
	}
	return n
}

// text reads a string; ok is false for none.
func (c *counted) text() (s string, ok bool) {
	n := c.int()
	if n < 0 || c.err != nil {
		return "", false
	}
	if n > maxText {
		c.err = io.ErrUnexpectedEOF
		return "", false
	}
	var b strings.Builder
	m, err := io.CopyN(&b, c.r, int64(n)) // a lying length costs no memory
	c.held += m
	if c.err == nil && err != nil {
		c.err = io.ErrUnexpectedEOF
	}
	return b.String(), true
}

func (c *counted) string() string {
	s, _ := c.text()
	return s
}

// contents reads the header and the table of contents.
func (a *archive) contents(r io.Reader) error {
	c := &counted{r: r}
	if in, ok := r.(*counted); ok {
		c = in
	}
	var head [11]byte // magic, version, sizes, format
	c.full(head[:])
	if c.err != nil || string(head[:5]) != magic {
		return truncated("header")
	}
	a.version = int(head[5])*100 + int(head[6])
	c.ints, a.format = int(head[8]), head[10]
	offs := int(head[9])
	if head[5] != 1 || a.version < 110 || c.ints < 1 || c.ints > 8 || offs < 1 || offs > 8 {
		return &source.Gap{Reason: source.Unsupported, Detail: "pg_dump archive of an unknown version; make it text with: pg_restore -f FILE.sql"}
	}
	a.ints = c.ints
	if a.version >= v1_15 {
		a.codec = codec(c.byte())
	} else if level := c.int(); level != 0 {
		a.codec = codecZlib
	}
	for range 7 {
		c.int() // date
	}
	for range 3 {
		c.string() // database, version of the server and of pg_dump
	}
	n := c.int()
	if c.err != nil {
		return truncated("header")
	}
	if n < 0 || n > maxEntries {
		return &source.Gap{Reason: source.Damaged, Detail: "bad_block", From: "table of contents"}
	}
	for range n {
		e := a.entry(c, offs)
		switch {
		case c.err != nil:
			if c.err == io.EOF || c.err == io.ErrUnexpectedEOF {
				a.out.Note(truncated("table of contents"))
				return nil // what came is swept
			}
			return c.err
		case c.held > a.out.Limits.Memory:
			return &source.Gap{Reason: source.LimitSize, Detail: "the table of contents is larger than the memory limit"}
		}
		a.entries = append(a.entries, e)
	}
	return a.ctx.Err()
}

func (a *archive) entry(c *counted, offs int) *entry {
	e := &entry{id: c.int()}
	e.hasData = c.int() != 0
	c.string() // oid of the catalog
	c.string() // oid of the object
	e.tag, e.desc = c.string(), c.string()
	c.int() // section
	e.definition = c.string()
	c.string() // how to drop it: names only
	e.copy = c.string()
	e.schema = c.string()
	c.string() // tablespace
	if a.version >= v1_14 {
		c.string() // access method
	}
	if a.version >= v1_16 {
		c.int() // kind of relation
	}
	e.owner = c.string()
	c.string() // with oids
	for {      // dependencies
		if _, ok := c.text(); !ok {
			break
		}
	}
	if a.format == formatCustom {
		var pos [9]byte
		c.full(pos[:1+offs])
		const noData = 3
		e.hasData = e.hasData && pos[0] != noData
	} else {
		e.file = c.string()
		e.hasData = e.file != ""
	}
	return e
}
