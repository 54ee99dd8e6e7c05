package xlsx

import (
	"context"
	"io"
	"net/url"
	"path"
	"strings"

	"leidur/source"
)

// A sheet is a worksheet of the workbook, in the user's order.
type sheet struct {
	name   string
	part   string
	hidden bool
	plain  bool // a chart or dialog sheet: it has no cells
}

// A workbook is where the cells are.
type workbook struct {
	sheets   []sheet
	main     string // part of the workbook itself
	strings  string // part of the shared strings; "" if there is none
	styles   string // part of the number formats; "" if there is none
	from1904 bool   // days count from 1904-01-01
}

// A relation points from one part to another.
type relation struct {
	id, kind, target string // kind: last element of the type's address
	external         bool   // target is an address outside the package
}

const (
	rootRels      = "_rels/.rels"
	usualWorkbook = "xl/workbook.xml"
	usualStrings  = "xl/sharedstrings.xml"
	usualSheets   = "xl/worksheets/"
)

// readWorkbook finds the sheets through the relationships. What is missing or
// damaged is noted, and then the usual part names are tried: a broken index
// must not hide the cells. The error is that of a stopped run.
func (p *pack) readWorkbook(ctx context.Context, out *source.Out) (*workbook, error) {
	main := ""
	rels, whole := p.relations(ctx, out, rootRels, "")
	for _, r := range rels {
		if r.kind == "officeDocument" && !r.external {
			main = r.target
			break
		}
	}
	if main == "" || p.parts[partName(main)] == nil {
		if whole {
			out.Note(&source.Gap{Reason: source.Damaged, Detail: "no relationship to a workbook", From: rootRels})
		}
		main = usualWorkbook
	}
	dir, base := path.Split(main)
	rels, whole = p.relations(ctx, out, dir+"_rels/"+base+".rels", dir)
	wb := &workbook{main: main}
	byID := make(map[string]relation, len(rels))
	for _, r := range rels {
		switch {
		case r.external:
			continue
		case r.kind == "sharedStrings":
			wb.strings = r.target
		case r.kind == "styles":
			wb.styles = r.target
		}
		byID[r.id] = r
	}
	if wb.strings == "" && p.parts[usualStrings] != nil {
		wb.strings = usualStrings
	}
	listed := p.each(ctx, out, main, "workbook", func(s *scanner) {
		if string(s.name) == "workbookPr" {
			since := attr(s.attrs, "date1904")
			wb.from1904 = since == "1" || since == "true"
		}
		if string(s.name) != "sheet" {
			return
		}
		state := attr(s.attrs, "state")
		sh := sheet{name: attr(s.attrs, "name"), hidden: state == "hidden" || state == "veryHidden"}
		r, ok := byID[attr(s.attrs, "id")]
		sh.plain = r.kind == "chartsheet" || r.kind == "dialogsheet"
		sh.part = r.target
		if ok || whole {
			wb.sheets = append(wb.sheets, sh)
		}
	})
	if !listed || !whole {
		p.orphans(wb)
	}
	wb.dropRepeated(out)
	return wb, ctx.Err()
}

// dropRepeated drops sheets that share a part with another: a few bytes of
// workbook must not make one big part be read again and again.
func (wb *workbook) dropRepeated(out *source.Out) {
	seen := map[string]bool{}
	kept := wb.sheets[:0]
	for _, s := range wb.sheets {
		if key := partName(s.part); s.part == "" || !seen[key] {
			seen[key] = true
			kept = append(kept, s)
			continue
		}
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "bad_xml: its part is that of another sheet", From: s.name})
	}
	wb.sheets = kept
}

// orphans adds the worksheets that a damaged index does not name any more,
// under the name of their part.
func (p *pack) orphans(wb *workbook) {
	known := map[string]bool{}
	for _, s := range wb.sheets {
		known[partName(s.part)] = true
	}
	for _, name := range p.names {
		if strings.HasPrefix(name, usualSheets) && path.Ext(name) == ".xml" && !known[name] {
			wb.sheets = append(wb.sheets, sheet{name: strings.TrimSuffix(path.Base(name), ".xml"), part: name})
		}
	}
}

// relations reads a relationship part whose targets are relative to dir. whole
// is false if it could not be read to its end; then that is noted.
func (p *pack) relations(ctx context.Context, out *source.Out, name, dir string) (list []relation, whole bool) {
	whole = p.each(ctx, out, name, "Relationships", func(s *scanner) {
		if string(s.name) != "Relationship" {
			return
		}
		target := attr(s.attrs, "Target")
		if attr(s.attrs, "TargetMode") == "External" {
			list = append(list, relation{attr(s.attrs, "Id"), path.Base(attr(s.attrs, "Type")), target, true})
			return
		}
		if u, err := url.PathUnescape(target); err == nil && p.parts[partName(join(dir, target))] == nil {
			target = u
		}
		list = append(list, relation{attr(s.attrs, "Id"), path.Base(attr(s.attrs, "Type")), join(dir, target), false})
	})
	return list, whole
}

func join(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// each calls fn for every open tag of a small part. It returns false if the
// part was not read to the end of its root element; that is noted, unless the
// run was stopped.
func (p *pack) each(ctx context.Context, out *source.Out, name, root string, fn func(*scanner)) bool {
	pt, err := p.open(ctx, name)
	if err != nil {
		out.Note(withPlace(err, name))
		return false
	}
	defer pt.Close()
	pt.max = min(pt.max, out.Limits.Memory) // what fn keeps is in memory
	s, closed := newScanner(pt), false
	for {
		switch s.next() {
		case tokOpen:
			fn(s)
			closed = closed || s.empty && string(s.name) == root
			continue
		case tokClose:
			closed = closed || string(s.name) == root
			continue
		case tokEOF:
		default:
			continue
		}
		break
	}
	if ctx.Err() != nil {
		return false
	}
	switch {
	case s.err != io.EOF:
		out.Note(withPlace(partGap(s.err), name))
	case !closed:
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "truncated", From: name})
	default:
		noteSyntax(out, s, name, name)
		return true
	}
	return false
}

// withPlace completes a Gap of the zip layer.
func withPlace(err error, from string) *source.Gap {
	g := *source.AsGap(err)
	g.From = from
	return &g
}
