// Package sourcetest reads files with a list of formats and keeps what came
// out, so that tests of readers need neither detectors nor the scanner.
package sourcetest

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"leidur/source"
)

// A Value is one filled field at its place.
type Value struct {
	Place string // path of the member and locator, as docs/architecture.md writes it; relative to the input
	Text  string
	Kind  source.PlaceKind
	Table string
	Row   int64 // as the user counts
	Data  int64 // data record number; 0 for header records
	Hidden,
	Header bool
}

// A Result is what came out of one file and its members.
type Result struct {
	Inputs []*source.Input // the file first, then its members in the order of their meeting
	Values []Value
	Bytes  int64 // of block text, windows counted once
}

// Options change how a file is read.
type Options struct {
	BlockSize int // 0: 1 MiB
	Limits    *source.Limits
	Hints     source.Hints
	Passwords []string
	Folder    string // where the file lies, for formats of several files
	Drop      bool   // keep no values: for big inputs
	Emit      func(*source.Block) error
}

// Read reads data as a file of the given name.
func Read(formats []*source.Format, name string, data []byte, opt Options) *Result {
	return ReadFrom(formats, name, bytes.NewReader(data), opt)
}

// ReadFrom reads r as a stream: formats that need random access buffer it.
func ReadFrom(formats []*source.Format, name string, r io.Reader, opt Options) *Result {
	res := &Result{}
	f := &source.File{Path: name, Name: name, Size: -1}
	if opt.Folder != "" {
		f.Sibling = func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(opt.Folder, name)) }
	}
	in := &source.Input{Path: name}
	res.Inputs = append(res.Inputs, in)
	if err := source.Peek(f, r); err != nil {
		in.Finish(err, false)
		return res
	}
	res.read(formats, f, in, opt)
	return res
}

// Input returns the file itself.
func (r *Result) Input() *source.Input { return r.Inputs[0] }

// At returns the texts at a place, joined by line ends.
func (r *Result) At(place string) string {
	var out []string
	for _, v := range r.Values {
		if v.Place == place {
			out = append(out, v.Text)
		}
	}
	return strings.Join(out, "\n")
}

// Holds tells whether a value stands at a place, as a part of its text.
func (r *Result) Holds(place, value string) bool { return strings.Contains(r.At(place), value) }

func (r *Result) read(formats []*source.Format, f *source.File, in *source.Input, opt Options) {
	limits := source.DefaultLimits()
	if opt.Limits != nil {
		limits = *opt.Limits
	}
	if opt.BlockSize == 0 {
		opt.BlockSize = 1 << 20
	}
	if opt.Hints.Header == nil {
		opt.Hints.Header = func(name string) bool {
			return slices.Contains([]string{"id", "nimi", "epost", "isikukood", "telefon", "markus", "märkused"}, strings.ToLower(name))
		}
	}
	if opt.Hints.Key == nil {
		opt.Hints.Key = func(name string) bool { return strings.EqualFold(name, "id") }
	}
	if opt.Hints.Value == nil {
		opt.Hints.Value = func(cell []byte) bool { return bytes.IndexByte(cell, '@') > 0 }
	}
	prefix := ""
	if _, member, ok := strings.Cut(in.Path, "!"); ok {
		prefix = member + "!"
	}
	out := &source.Out{Input: in, BlockSize: opt.BlockSize, Limits: limits, Hints: opt.Hints, Passwords: opt.Passwords}
	out.NewBlock = func() *source.Block {
		b := &source.Block{}
		b.Reset()
		return b
	}
	out.Emit = func(b *source.Block) error {
		out.Swept()
		r.Bytes += int64(b.OwnHi - b.OwnLo)
		if !opt.Drop {
			r.keep(b, prefix)
		}
		if opt.Emit != nil {
			return opt.Emit(b)
		}
		return nil
	}
	out.Child = func(child *source.File) error {
		c := &source.Input{Path: child.Path, Size: child.Size, Member: true}
		r.Inputs = append(r.Inputs, c)
		r.read(formats, child, c, opt)
		out.Member(c)
		return nil
	}
	out.Missing = func(path string, g *source.Gap) {
		c := &source.Input{Path: path, Member: true}
		c.Finish(g, false)
		r.Inputs = append(r.Inputs, c)
		out.Member(c)
	}
	if err := source.Read(context.Background(), formats, f, out); err != nil {
		in.Finish(err, false)
	}
}

func (r *Result) keep(b *source.Block, prefix string) {
	if b.Charmap != nil || !utf8.Valid(b.Text) || source.MayBeTwice(b.Text) {
		b.Decode(nil)
	}
	var fields []source.Field
	for i := range b.Records() {
		fields = b.Fields(i, fields[:0])
		_, data := b.RowOf(i)
		for _, f := range fields {
			lo, hi := f.Start, f.End
			if b.Window { // what the window owns
				lo, hi = max(lo, b.OwnLo), min(hi, b.OwnHi)
			}
			if lo >= hi {
				continue
			}
			p := b.PlaceOf(i, f)
			r.Values = append(r.Values, Value{Place: prefix + p.Locator(), Text: string(b.Text[lo:hi]), Kind: b.Kind, Table: b.Table.Name,
				Row: p.Row, Data: data, Hidden: b.Hidden || b.Table.Hidden, Header: b.Header})
		}
	}
}
