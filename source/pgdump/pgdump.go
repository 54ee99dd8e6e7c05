// Package pgdump reads the archives of pg_dump: custom (-Fc), tar (-Ft) and
// directory (-Fd).
//
//	archive ─► table of contents ─┐
//	        └► data blocks ───────┴─► SQL text ─► sqldump
//
// An archive holds the same statements and COPY lines as a text dump, in another
// order: the table of contents comes first. So it is read as that text, forward
// only, and nothing is unpacked to disk. The layout is that of the archiver in
// PostgreSQL's sources (src/bin/pg_dump, pg_backup_archiver.c).
package pgdump

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"strings"

	"leidur/source"
	"leidur/source/sqldump"
)

// Format is the reader of pg_dump archives.
var Format = &source.Format{
	Name: "pg_dump-archive",
	Doc: `Not read: archives compressed with lz4, and large objects that are no text. Tested with archives
of PostgreSQL 15 (format 1.14); those of other versions are read by the published layout.
Read: the definitions of the table of contents as SQL, the rows of all tables, large objects, owners.`,
	Match: match,
	Read:  read,
}

const magic = "PGDMP"

func match(f *source.File) bool {
	if bytes.HasPrefix(f.Head, []byte(magic)) {
		return true
	}
	const block = 512 // of tar
	return len(f.Head) > block+len(magic) && string(f.Head[:8]) == "toc.dat\x00" && string(f.Head[257:262]) == "ustar" && string(f.Head[block:block+len(magic)]) == magic
}

func read(ctx context.Context, f *source.File, out *source.Out) error {
	a := &archive{ctx: ctx, f: f, out: out}
	var segments func() (io.Reader, error)
	if !bytes.HasPrefix(f.Head, []byte(magic)) {
		t := tar.NewReader(f.R)
		if _, err := t.Next(); err != nil {
			return truncated("toc.dat")
		}
		if err := a.contents(t); err != nil {
			return err
		}
		segments = a.tarMembers(t)
	} else {
		in := &counted{r: f.R}
		if err := a.contents(in); err != nil {
			return err
		}
		switch a.format {
		case formatCustom:
			segments = a.blocks(in)
		case formatTar, formatDirectory: // a directory's toc.dat calls itself tar
			if f.Sibling == nil {
				return &source.Gap{Reason: source.Unsupported, Detail: "the table of contents of a directory archive; scan the whole folder"}
			}
			segments = a.files()
		default:
			return &source.Gap{Reason: source.Unsupported, Detail: "unknown kind of pg_dump archive"}
		}
	}
	out.Input.Format, out.Input.Encoding = "pg_dump-archive", "utf-8"
	err := sqldump.ReadArchive(ctx, &chain{next: segments, cur: a.definitions()}, out)
	if err == nil {
		a.missing()
	}
	return err
}

func truncated(from string) *source.Gap {
	return &source.Gap{Reason: source.Damaged, Detail: "truncated", From: from}
}

// archive is what the table of contents says.
type archive struct {
	ctx     context.Context
	f       *source.File
	out     *source.Out
	format  byte
	codec   codec
	version int // major*100 + minor of the format
	entries []*entry
	ints    int // bytes of an integer
}

// An entry is an object of the table of contents.
type entry struct {
	id                       int
	tag, desc, schema, owner string
	definition, copy         string
	file                     string // of a tar or directory archive
	hasData, seen            bool
}

func (e *entry) name() string {
	if e.schema == "" {
		return e.tag
	}
	return e.schema + "." + e.tag
}

// definitions is the text of the table of contents.
func (a *archive) definitions() io.Reader {
	var parts []io.Reader
	owners := map[string]bool{}
	for _, e := range a.entries {
		if e.owner != "" && !owners[e.owner] {
			owners[e.owner] = true
			parts = append(parts, strings.NewReader("-- Owner: "+oneLine(e.owner)+"\n"))
		}
		if e.definition != "" {
			parts = append(parts, strings.NewReader(e.definition), strings.NewReader("\n"))
		}
	}
	return io.MultiReader(parts...)
}

func oneLine(s string) string { return strings.NewReplacer("\n", " ", "\r", " ").Replace(s) }

// missing notes the entries whose data never came.
func (a *archive) missing() {
	for _, e := range a.entries {
		if e.hasData && !e.seen {
			a.out.Note(&source.Gap{Reason: source.Damaged, Detail: "truncated: no data", From: e.name()})
		}
	}
}

// table is the text of one table's data.
func (a *archive) table(e *entry, data io.Reader) io.Reader {
	e.seen = true
	return io.MultiReader(strings.NewReader(e.copy), &guarded{a: a, r: data, from: e.name(), end: "\n\\.\n"})
}

// object is a large object, as the call of a function that a text dump has.
func (a *archive) object(oid string, data io.Reader) io.Reader {
	return io.MultiReader(
		strings.NewReader("SELECT pg_catalog.lo_open('"+oid+"', 131072);\nSELECT pg_catalog.lowrite(0, '\\x"),
		&hexReader{r: &guarded{a: a, r: data, from: "large object " + oid}},
		strings.NewReader("');\n"))
}

// guarded notes the damage of one segment and ends it, so that the next is read.
type guarded struct {
	a    *archive
	r    io.Reader
	from string
	end  string // closes what the damage left open
	done bool
}

func (g *guarded) Read(p []byte) (int, error) {
	if g.done {
		return 0, io.EOF
	}
	n, err := g.r.Read(p)
	if err == nil || err == io.EOF {
		return n, err
	}
	if g.a.ctx.Err() != nil {
		return n, err
	}
	gap := *source.AsGap(err)
	if gap.Reason == source.Unreadable {
		gap = source.Gap{Reason: source.Damaged, Detail: "bad_block"}
	}
	gap.From = g.from
	g.a.out.Note(&gap)
	g.r, g.done = nil, g.end == ""
	if !g.done {
		g.r, g.end = strings.NewReader(g.end), ""
	}
	return n, nil
}

// hexReader writes bytes as hex digits.
type hexReader struct {
	r   io.Reader
	buf [512]byte
	out []byte
}

func (h *hexReader) Read(p []byte) (int, error) {
	for len(h.out) == 0 {
		n, err := h.r.Read(h.buf[:])
		for _, c := range h.buf[:n] {
			h.out = append(h.out, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
		}
		if n == 0 && err != nil {
			return 0, err
		}
	}
	n := copy(p, h.out)
	if h.out = h.out[n:]; len(h.out) == 0 {
		h.out = h.out[:0]
	}
	return n, nil
}

// chain reads segments one behind the other; next returns io.EOF behind the last.
type chain struct {
	next func() (io.Reader, error)
	cur  io.Reader
}

func (c *chain) Read(p []byte) (int, error) {
	for {
		n, err := c.cur.Read(p)
		if n > 0 || err == nil {
			return n, nil
		}
		if err != io.EOF {
			return 0, err
		}
		if c.cur, err = c.next(); err != nil {
			c.cur = strings.NewReader("")
			return 0, err
		}
	}
}
