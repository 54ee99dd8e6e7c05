// Package sqldump reads SQL text dumps as a stream: pg_dump, mysqldump and
// mariadb-dump, and SQL scripts with INSERTs (SQLite, SSMS, phpMyAdmin).
//
// It is a lexer, no SQL parser: it knows where strings, comments and statements
// end, and the tuples of INSERT and the lines of COPY. Everything else is swept
// as text, line by line. Where it misreads a statement, values come out as text
// without their columns; none is lost.
package sqldump

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"leidur/source"
)

// Format is the reader of SQL text dumps.
var Format = &source.Format{
	Name: "sql",
	Doc: `Not read: values that UPDATE, INSERT ... SELECT and INSERT ... SET write are swept as text without
row and column. COPY in csv or binary format is swept as text. Oracle's q'[...]' strings are known as values of INSERT, not in statements swept as text.
Hex values that begin as binary (64 KiB of digits) stay hex. Files and archives inside values are not opened.
Primary keys behind the data are known for files only, not for streams.
Read: COPY ... FROM stdin and INSERT ... VALUES as rows of tables; comments, defaults, views, triggers, functions,
roles and large objects at places of their own; everything else as text by line.`,
	Match: func(f *source.File) bool {
		head, _ := decodedHead(f)
		return isDump(head, sniff(head))
	},
	Read: read,
}

// decodedHead is the head without its byte-order mark, in UTF-8 if it is UTF-16.
func decodedHead(f *source.File) ([]byte, source.Encoding) {
	enc := source.DetectEncoding(f.Head)
	if enc.Wide() {
		// The error is that of a head which ends inside a character.
		head, _ := io.ReadAll(source.NewUTF16Reader(bytes.NewReader(f.Head), enc))
		return head, enc
	}
	return f.Head[min(enc.BOM, len(f.Head)):], enc
}

// read sweeps f. Its Gaps are Damaged (truncated), From the row, else the line,
// that is not whole; a Gap of f.R keeps its reason.
func read(ctx context.Context, f *source.File, out *source.Out) error {
	head, enc := decodedHead(f)
	e := sniff(head)
	out.Input.Format, out.Input.Encoding = e.format, enc.Label()
	d := newDump(newInput(ctx, decoded(f.R, enc)), out, e)
	d.charmap = enc.Charmap
	if f.At != nil && f.Size >= 0 && e.format != "mysqldump" { // mysqldump writes keys in front
		d.keys = laterKeys(ctx, decoded(io.NewSectionReader(f.At, 0, f.Size), enc), d)
	}
	if enc.BOM > 0 && !enc.Wide() {
		d.in.lo += len(d.in.peek(enc.BOM))
	}
	return d.finish()
}

// finish reads to the end and hands over what is assembled.
func (d *dump) finish() error {
	err := d.run()
	d.flushRows()
	d.text.flush()
	if d.err != nil {
		return d.err
	}
	if bad := d.in.err; bad != nil && bad != io.EOF {
		return d.broken(bad, err)
	}
	return err
}

// ReadArchive sweeps SQL text that was made from an archive of pg_dump: rows
// have no lines, and keys stand in front of the data.
func ReadArchive(ctx context.Context, r io.Reader, out *source.Out) error {
	d := newDump(newInput(ctx, r), out, evidence{dialect: postgres})
	d.archive = true
	d.text.rows = nil
	d.text.table("")
	return d.finish()
}

func decoded(r io.Reader, enc source.Encoding) io.Reader {
	if enc.Wide() {
		return source.NewUTF16Reader(r, enc)
	}
	return r
}

// broken is the Gap of a stream that failed: its own reason, at the place where
// reading stopped.
func (d *dump) broken(bad, at error) error {
	if errors.Is(bad, d.in.ctx.Err()) {
		return bad
	}
	g := *source.AsGap(bad)
	var open *source.Gap
	switch {
	case g.From != "":
	case errors.As(at, &open):
		g.From = open.From
	default:
		g.From = fmt.Sprintf("line %d", d.in.line())
	}
	return &g
}
