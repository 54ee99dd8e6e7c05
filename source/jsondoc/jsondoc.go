// Package jsondoc reads JSON documents and JSON Lines as records of fields.
//
//	bytes ─► input ─► parser ─► source.Rows
//
// The outermost array of a document is a table: each of its elements is a
// record, and the paths of the members inside an element are its columns. What
// stands outside such arrays is one record of its own. Memory is the nesting, one
// block for each table that is open, and a few kilobytes.
package jsondoc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"leidur/source"
)

// JSON reads documents (RFC 8259) of any size, and several in a row.
var JSON = &source.Format{
	Name: "json",
	Doc: `Not read: text inside base64 strings. true, false and null are no data. Read: every string and
number, escapes decoded; member names that could be data; after a syntax error the rest is swept as
lines of text and the status says from where on. Duplicate names are kept.`,
	Match: func(f *source.File) bool { return matchJSON(f) },
	Read:  func(ctx context.Context, f *source.File, out *source.Out) error { return read(ctx, f, out, false) },
}

// Lines reads JSON Lines: one object on each line. A line that is none is swept as text.
var Lines = &source.Format{
	Name: "jsonl",
	Doc: `Not read: text inside base64 strings. true, false and null are no data. Read: every string and number,
escapes decoded, one record a line; a line that is no JSON is swept as text and counted.`,
	Match: func(f *source.File) bool { return matchLines(f) },
	Read:  func(ctx context.Context, f *source.File, out *source.Out) error { return read(ctx, f, out, true) },
}

func matchJSON(f *source.File) bool {
	head, cut, ok := textHead(f)
	if !ok || head[0] != '{' && head[0] != '[' {
		return false
	}
	n, whole := lex(head)
	if whole || cut && n == len(head) {
		return true
	}
	// Broken early: the name decides between a damaged document and text.
	ext := strings.ToLower(path.Ext(f.Name))
	return (ext == ".json" || ext == ".geojson") && n > 1
}

func matchLines(f *source.File) bool {
	head, cut, ok := textHead(f)
	if !ok || head[0] != '{' {
		return false
	}
	good, bad := 0, 0
	for len(head) > 0 && good+bad < 50 {
		line, rest, more := bytes.Cut(head, []byte{'\n'})
		if !more && cut {
			break
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			if n, whole := lex(line); line[0] == '{' && whole && n == len(line) {
				good++
			} else {
				bad++
			}
		}
		head = rest
	}
	ext := strings.ToLower(path.Ext(f.Name))
	named := ext == ".jsonl" || ext == ".ndjson"
	return good >= 2 && good > bad || named && good+bad > 0 && good >= bad
}

// textHead returns the decoded head from its first byte that is no space.
func textHead(f *source.File) (head []byte, cut, ok bool) {
	head = bytes.TrimLeft(source.DecodeHead(f.Head), " \t\r\n")
	return head, len(f.Head) == source.HeadSize, len(head) > 1
}

// lex walks one value at the start of text. It returns how many bytes are good
// JSON and whether the value is whole.
func lex(text []byte) (n int, whole bool) {
	out := &source.Out{Input: &source.Input{}, BlockSize: 1 << 20, NewBlock: func() *source.Block { return &source.Block{} }, Emit: func(*source.Block) error { return nil }}
	p := newParser(out, &input{r: bytes.NewReader(text)}, true)
	p.dry = true
	p.lines = false
	c, err := p.in.skip()
	if err == nil {
		err = p.value(c)
	}
	n = int(p.in.offset())
	if errors.Is(err, errSyntax) {
		return max(n-1, 0), false
	}
	return n, err == nil
}

func read(ctx context.Context, f *source.File, out *source.Out, lines bool) error {
	e := source.DetectEncoding(f.Head)
	out.Input.Encoding = e.Label()
	p := newParser(out, &input{r: source.NewDecodingReader(f.R, e)}, lines)
	p.ctx = ctx
	err := p.run()
	if ferr := p.finish(); err == nil {
		err = ferr
	}
	return err
}

// errSyntax is where the text stops being JSON.
var errSyntax = errors.New("not JSON")

// truncated is the end of a document inside a value.
func (p *parser) truncated() error {
	return source.Gapf(source.Damaged, "truncated", "line %d", p.in.line+1)
}

// broken notes a syntax error and sweeps the rest as text.
func (p *parser) broken() error {
	p.out.Note(&source.Gap{Reason: source.Damaged, Detail: "bad_json: the rest was swept as text", From: fmt.Sprintf("line %d", p.in.line+1)})
	for {
		more, err := p.textLine()
		if err != nil || !more {
			return err
		}
	}
}
