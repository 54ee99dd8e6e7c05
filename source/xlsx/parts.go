package xlsx

import (
	"bytes"
	"context"
	"io"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"leidur/source"
)

// Everything in the package that is no cell is swept too: parts that belong to a
// sheet at their cell, the others as part#element.

// A bookReader reads a workbook part by part.
type bookReader struct {
	p     *pack
	ctx   context.Context
	out   *source.Out
	wb    *workbook
	dates dateFormats
	at    asides
	links map[string]map[string]*link // by sheet part
	owner map[string]sheet            // sheet of a part that belongs to one
	done  map[string]bool             // parts that are read or hold no text
}

// partKinds are the relationships of a sheet to parts that have cells in them.
var partKinds = map[string]bool{"comments": true, "threadedComment": true, "drawing": true, "vmlDrawing": true}

// newBook follows the relationships of the sheets.
func (p *pack) newBook(ctx context.Context, out *source.Out, wb *workbook) *bookReader {
	b := &bookReader{p: p, ctx: ctx, out: out, wb: wb, at: asides{out: out}, links: map[string]map[string]*link{}, owner: map[string]sheet{}, done: map[string]bool{
		contentTypes: true, rootRels: true, partName(wb.strings): true, "xl/calcchain.xml": true,
	}}
	b.dates = p.readDates(ctx, out, wb)
	for _, sh := range wb.sheets {
		b.done[partName(sh.part)] = !sh.plain
		rels := relsOf(sh.part)
		if p.parts[partName(rels)] == nil {
			continue
		}
		b.done[partName(rels)] = true
		list, _ := p.relations(ctx, out, rels, path.Dir(sh.part)+"/")
		links := map[string]*link{}
		for _, r := range list {
			switch {
			case r.external:
				target := r.target
				if u, err := url.PathUnescape(target); err == nil {
					target = u
				}
				links[r.id] = &link{target: target}
			case partKinds[r.kind]:
				b.owner[partName(r.target)] = sh
			}
		}
		b.links[sh.part] = links
	}
	return b
}

// relsOf names the part with the relationships of a part.
func relsOf(part string) string {
	dir, base := path.Split(part)
	return dir + "_rels/" + base + ".rels"
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func (b *bookReader) beside(sh sheet) *sheetAsides {
	b.at.put(aside{table: sh.name, sub: "name", kind: source.KindSheetName}, sh.hidden, 0, 0, []byte(sh.name))
	return &sheetAsides{asides: &b.at, sheet: sh, links: b.links[sh.part]}
}

// sweep reads all parts that were not read as cells. The error is that of a
// stopped run.
func (b *bookReader) sweep(shared *sharedStrings) error {
	b.unreferenced(shared)
	pictures, first := int64(0), ""
	for _, key := range b.p.names {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		name := strings.TrimLeft(b.p.parts[key].Name, "/")
		switch ext := path.Ext(key); {
		case b.done[key]:
		case ext == ".xml" || ext == ".vml" || ext == ".rels":
			b.sweepXML(key, name)
		case ext == ".txt" || ext == ".json" || ext == ".xlsx" || ext == ".docx" || strings.Contains(key, "/embeddings/"):
			if err := b.nested(key, name); err != nil {
				return err
			}
		case strings.HasSuffix(key, "vbaproject.bin"):
			b.sweepStrings(key, name)
		case strings.Contains(key, "/printersettings/"): // a device's own bytes
		default:
			if pictures++; first == "" {
				first = name
			}
		}
	}
	if pictures > 0 {
		b.out.Input.Warn(source.WarnPictures, pictures, first)
	}
	return b.at.flush()
}

// unreferenced sweeps the strings that no cell uses: what was deleted, or what a
// cut sheet held.
func (b *bookReader) unreferenced(t *sharedStrings) {
	var text []byte
	for i := range t.len() {
		if t.unused(i) {
			text = text[:0]
			t.each(i, func(p []byte) { text = append(text, p...) })
			b.at.put(aside{table: b.realName(b.wb.strings), sub: "unreferenced", kind: source.KindMetadata}, true, 0, 0, text)
		}
	}
	b.at.flush()
}

// realName is a part's name as the package writes it.
func (b *bookReader) realName(part string) string {
	if f := b.p.parts[partName(part)]; f != nil {
		return strings.TrimLeft(f.Name, "/")
	}
	return part
}

// nested hands an embedded file to the reader of its format.
func (b *bookReader) nested(key, name string) error {
	pt, err := b.p.open(b.ctx, key)
	if err != nil {
		b.out.Note(withPlace(err, name))
		return nil
	}
	defer pt.Close()
	file := &source.File{Path: b.out.Input.Path + "!" + source.EscapePath(name), Name: path.Base(name), Size: int64(b.p.parts[key].UncompressedSize64 & (1<<62 - 1))}
	if err := source.Peek(file, pt); err != nil {
		b.out.Missing(file.Path, partGap(err))
		return nil
	}
	return b.out.Child(file)
}

// sweepStrings sweeps the readable runs of a binary part.
func (b *bookReader) sweepStrings(key, name string) {
	pt, err := b.p.open(b.ctx, key)
	if err != nil {
		b.out.Note(withPlace(err, name))
		return
	}
	defer pt.Close()
	data, err := io.ReadAll(io.LimitReader(pt, min(64<<20, b.out.Limits.Memory)))
	if err != nil {
		b.out.Note(withPlace(partGap(err), name))
	}
	for _, run := range bytes.FieldsFunc(data, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\uFFFD' }) {
		if len(run) >= 6 {
			b.at.put(aside{table: name, sub: "strings", kind: source.KindMetadata}, true, 0, 0, run)
		}
	}
}

// quiet are elements whose text only lays out the page.
var quiet = map[string]bool{"Anchor": true, "col": true, "colOff": true, "row": true, "rowOff": true, "Row": true, "Column": true,
	"created": true, "modified": true, "lastPrinted": true, "TotalTime": true, "AppVersion": true}

// telling are attributes that people fill.
var telling = map[string]bool{"name": true, "title": true, "descr": true, "alt": true, "altText": true, "tooltip": true, "display": true, "displayName": true,
	"user": true, "userName": true, "userId": true, "comment": true, "author": true, "caption": true, "connection": true, "command": true,
	"description": true, "sourceFile": true, "refreshedBy": true, "formatCode": true}

// A partSweep walks one part. Texts of runs are joined up to the paragraph's
// end, since a number may change its font in the middle.
type partSweep struct {
	b     *bookReader
	name  string
	owned bool
	sheet sheet

	element string
	text    []byte
	joined  []byte // of runs
	sub     string // what stands in the paragraph that is open
	row     int64
	col     int
	from    bool // inside the upper left corner of an anchor
	inRuby  bool
	authors []string
	author  string
	defined string // name of the defined name that is open
	prop    string // of the custom property that is open
}

func (b *bookReader) sweepXML(key, name string) {
	pt, err := b.p.open(b.ctx, key)
	if err != nil {
		b.out.Note(withPlace(err, name))
		return
	}
	defer pt.Close()
	w := &partSweep{b: b, name: name}
	w.sheet, w.owned = b.owner[key]
	s, root, closed := newScanner(pt), "", false
	for tok := s.next(); tok != tokEOF; tok = s.next() {
		switch tok {
		case tokOpen:
			if root == "" {
				root = string(s.name)
			}
			w.open(s)
			if s.empty {
				w.close(s.name)
			}
			closed = closed || s.empty && string(s.name) == root
		case tokClose:
			w.close(s.name)
			closed = closed || string(s.name) == root
		default:
			w.chars(s.text, tok == tokText)
		}
	}
	w.flushText()
	w.paragraph()
	switch {
	case b.ctx.Err() != nil:
	case s.err != io.EOF:
		b.out.Note(withPlace(partGap(s.err), name))
	case !closed && root != "":
		b.out.Note(&source.Gap{Reason: source.Damaged, Detail: "truncated", From: name})
	default:
		noteSyntax(b.out, s, name, name)
	}
	b.at.flush()
}

func (w *partSweep) open(s *scanner) {
	w.flushText()
	w.element = string(s.name)
	switch w.element {
	case "comment", "threadedComment":
		w.sub, w.author = "comment", ""
		w.place(attr(s.attrs, "ref"))
		if i, err := strconv.Atoi(attr(s.attrs, "authorId")); err == nil && i >= 0 && i < len(w.authors) {
			w.author = w.authors[i]
		}
		return
	case "from":
		w.from = true
	case "to":
		w.from = false
	case "rPh":
		w.inRuby = !s.empty
	case "sp", "shape", "pic", "graphicFrame":
		w.sub = "shape"
	case "definedName":
		w.defined = attr(s.attrs, "name")
		w.put(aside{sub: "name:" + source.EscapePath(w.defined), kind: source.KindDefinedName}, []byte(w.defined))
		w.put(aside{sub: "name:" + source.EscapePath(w.defined), kind: source.KindDefinedName}, []byte(attr(s.attrs, "comment")))
		return
	case "property":
		w.prop = attr(s.attrs, "name")
	case "sheet": // named where it is read
		return
	case "Relationship":
		if attr(s.attrs, "TargetMode") == "External" {
			w.put(aside{table: w.name, sub: "link", kind: source.KindMetadata}, []byte(attr(s.attrs, "Target")))
		}
		return
	}
	eachAttr(s.attrs, func(name, v []byte) bool {
		if i := bytes.IndexByte(name, ':'); i >= 0 {
			name = name[i+1:]
		}
		// Cached values of pivot tables and external links stand in v.
		if telling[string(name)] || string(name) == "v" && (w.element == "s" || w.element == "n" || w.element == "d") {
			text, _ := appendText(nil, v, true)
			w.put(w.here(w.element), text)
		}
		return true
	})
}

// here is the aside of an element of the part.
func (w *partSweep) here(element string) aside {
	switch {
	case w.owned && w.sub != "":
		kind := source.KindText
		if w.sub == "comment" {
			kind = source.KindComment
		}
		return aside{table: w.sheet.name, sub: w.sub, kind: kind}
	case w.prop != "" && element != "property":
		element = source.EscapePath(w.prop)
	}
	return aside{table: w.name, sub: element, kind: source.KindMetadata}
}

func (w *partSweep) put(at aside, text []byte) {
	row, col := w.row, w.col
	if !w.owned || w.sub == "" {
		row, col = 0, 0
	}
	w.b.at.put(at, w.owned && w.sheet.hidden, row, col, text)
}

func (w *partSweep) place(ref string) {
	w.col, w.row, _ = 0, 0, false
	if col, row, ok := parseRef([]byte(ref)); ok {
		w.col, w.row = col, row
	}
}

func (w *partSweep) chars(p []byte, entities bool) {
	if w.inRuby || len(w.text) > 16<<20 {
		return
	}
	w.text, _ = appendText(w.text, p, entities)
}

// flushText ends the text of the open element.
func (w *partSweep) flushText() {
	text := w.text
	w.text = w.text[:0]
	if len(text) == 0 {
		return
	}
	switch {
	case w.element == "t" || w.element == "font" || w.element == "span" || w.element == "text":
		w.joined = append(w.joined, text...)
	case len(bytes.TrimSpace(text)) == 0:
	case w.from && (w.element == "col" || w.element == "row"):
		n, err := strconv.Atoi(string(bytes.TrimSpace(text)))
		switch {
		case err != nil || n < 0 || n >= maxRow:
		case w.element == "col":
			w.col = n + 1
		default:
			w.row = int64(n) + 1
		}
	case quiet[w.element]:
	case w.element == "author":
		if len(w.authors) < maxRow {
			w.authors = append(w.authors, string(text))
		}
	case w.element == "definedName":
		w.put(aside{sub: "name:" + source.EscapePath(w.defined), kind: source.KindDefinedName}, text)
		for _, folded := range foldConstants(text) {
			w.put(aside{sub: "name:" + source.EscapePath(w.defined), kind: source.KindDefinedName}, folded)
		}
	default:
		w.put(w.here(w.element), text)
	}
}

// paragraph ends a run of joined texts.
func (w *partSweep) paragraph() {
	if len(w.joined) > 0 {
		w.put(w.here("t"), w.joined)
		w.joined = w.joined[:0]
	}
}

func (w *partSweep) close(name []byte) {
	w.flushText()
	w.element = ""
	switch string(name) {
	case "p", "div", "si", "is":
		w.paragraph()
	case "comment", "threadedComment":
		w.paragraph()
		if w.author != "" {
			w.put(aside{table: w.commentTable(), sub: "comment-author", kind: source.KindComment}, []byte(w.author))
		}
		w.sub = ""
	case "authors":
		// Authors of comments stand at each comment; without comments, here.
		if !w.owned {
			for _, a := range w.authors {
				w.put(aside{table: w.name, sub: "author", kind: source.KindMetadata}, []byte(a))
			}
		}
	case "rPh":
		w.inRuby = false
	case "sp", "shape", "pic", "graphicFrame":
		w.paragraph()
		w.sub = ""
	case "property":
		w.prop = ""
	case "text":
		w.paragraph()
	}
}

func (w *partSweep) commentTable() string {
	if w.owned {
		return w.sheet.name
	}
	return w.name
}
