// Package markup reads XML and HTML as streams of fields.
//
//	bytes ─► lexer ─► xmlReader  ─► source.Rows   records with paths
//	             └──► pageReader ─► source.Rows   lines of text
//
// In XML, the outermost element that repeats is the record and the paths inside
// it are the columns; in HTML, a block of text is a line. mysqldump --xml comes
// out as the rows of its tables.
package markup

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"leidur/source"
)

// XML reads any XML document, well formed or not.
var XML = &source.Format{
	Name: "xml",
	Doc: `Not read: external entities and DTDs (a warning), expansions of internal entities (their texts are swept
where they are declared). Read: text and attributes by their path, CDATA, comments, processing instructions;
mysqldump --xml as tables.`,
	Match: matchXML,
	Read:  readXML,
}

// HTML reads pages.
var HTML = &source.Format{
	Name: "html",
	Doc: `Not read: layout attributes (style, class, id, sizes), images. Read: text by line, where inline tags part no
words; attributes with links decoded; comments; scripts and styles as text.`,
	Match: matchHTML,
	Read:  readHTML,
}

func head(f *source.File) []byte {
	return bytes.TrimLeft(source.DecodeHead(f.Head), "\ufeff \t\r\n")
}

var rootTag = regexp.MustCompile(`^<[A-Za-z_][A-Za-z0-9_.:-]*(\s[^<>]*)?/?>`)

func matchXML(f *source.File) bool {
	h := head(f)
	if bytes.HasPrefix(h, []byte("<?xml")) {
		return !isPage(h)
	}
	ext := strings.ToLower(path.Ext(f.Name))
	return (ext == ".xml" || ext == ".gpx" || ext == ".kml" || ext == ".rss") && rootTag.Match(h)
}

func matchHTML(f *source.File) bool { return isPage(head(f)) }

// isPage tells an HTML page, behind an XML declaration too.
func isPage(h []byte) bool {
	h = bytes.ToLower(h[:min(len(h), 1024)])
	for bytes.HasPrefix(h, []byte("<?")) || bytes.HasPrefix(h, []byte("<!--")) {
		n := bytes.IndexByte(h, '>')
		if n < 0 {
			return false
		}
		h = bytes.TrimLeft(h[n+1:], " \t\r\n")
	}
	for _, p := range []string{"<!doctype html", "<html", "<head", "<body", "<meta "} {
		if bytes.HasPrefix(h, []byte(p)) {
			return true
		}
	}
	return false
}

var declared = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*?\sencoding\s*=|[^\x00]*?<meta[^>]*?charset\s*=)\s*["']?([A-Za-z0-9_-]+)`)

// encoding is the one that the document declares, unless its bytes say otherwise.
func encoding(f *source.File) source.Encoding {
	e := source.DetectEncoding(f.Head)
	if e.Charmap == nil {
		return e
	}
	m := declared.FindSubmatch(f.Head[:min(len(f.Head), 2048)])
	if m != nil {
		if named, ok := source.EncodingNamed(string(m[1])); ok && named.Charmap != nil {
			return named
		}
	}
	return e
}

func open(f *source.File, out *source.Out, html bool) *lexer {
	e := encoding(f)
	out.Input.Encoding = e.Label()
	return newLexer(source.NewDecodingReader(f.R, e), html)
}

// ended is the Gap of a document that was not read to its end.
func ended(l *lexer, open bool, where string) error {
	switch {
	case l.err != io.EOF:
		g := *source.AsGap(l.err)
		if g.From == "" {
			g.From = fmt.Sprintf("line %d", l.line)
		}
		return &g
	case open:
		return &source.Gap{Reason: source.Damaged, Detail: "truncated" + where, From: fmt.Sprintf("line %d", l.line)}
	}
	return nil
}

// aside sweeps text that has a sub-place: comments, instructions.
type asides struct {
	out   *source.Out
	style source.PlaceStyle
	rows  map[string]*source.Rows
	order []*source.Rows
}

// begin opens a record for a sub-place; the caller appends and ends it.
func (a *asides) begin(sub string, kind source.PlaceKind, line int64, place []byte) *source.Rows {
	r := a.rows[sub]
	if r == nil {
		if len(sub) > 200 || len(a.order) >= 64 {
			sub = "attr"
		}
		if r = a.rows[sub]; r == nil {
			r = source.NewRows(a.out, &source.Table{Sub: sub, Style: a.style}, kind)
			r.Header = true
			if a.rows == nil {
				a.rows = map[string]*source.Rows{}
			}
			a.rows[sub] = r
			a.order = append(a.order, r)
		}
	}
	r.BeginAt(0, line, place)
	r.Cell(0)
	return r
}

func (a *asides) put(sub string, kind source.PlaceKind, line int64, place []byte, text []byte) error {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil
	}
	r := a.begin(sub, kind, line, place)
	r.Append(text)
	return r.End()
}

func (a *asides) flush() error {
	for _, r := range a.order {
		if err := r.Flush(); err != nil {
			return err
		}
	}
	return nil
}
