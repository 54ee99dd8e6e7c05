// Package xlsx reads the cells of Excel workbooks (.xlsx, .xlsm, .xltx) as a
// stream, and tells apart the Office files that it cannot read.
//
//	zip ─► part ─► scanner ─► sheetReader ─► tableWriter ─► source.Rows
//	               └─► sharedStrings ─┘
//
// Memory is the shared strings, bounded by Limits.Memory, and small buffers.
package xlsx

import (
	"context"
	"fmt"

	"leidur/source"
)

// Format reads the cells of a workbook.
var Format = &source.Format{
	Name: "xlsx",
	Doc: `Not read: pictures (counted in a warning), compressed macro code, phonetic
guides, printer settings. Hidden rows and columns are read but not marked as
hidden; a hidden sheet is. Number formats are not applied but for dates, which
are written as 2006-01-02: any other number is its stored digits (an exponent is
written out for integers below 2^53). A formula counts with its cached value and
with its own text where that could hold data; one without a value is a warning. A
row whose cells do not stand in order, or that is longer than 64 MiB, becomes
several records.

Read: all cells of all sheets, hidden ones too, in the order of the workbook:
shared strings, inline strings, numbers, booleans, dates, errors. Then every other
part: comments and their authors, validation lists and prompts, headers and
footers, links, defined names, text boxes, document properties, pivot and external
caches, embedded files, readable runs in macros, and shared strings that no cell
uses. The first record that looks like a header names the columns. A sheet counts
as read only if its </sheetData> and its root element are closed and the zip
checksum is right.`,
	Match: xmlBook.match,
	Read:  read,
}

// Binary is a workbook of binary records.
var Binary = &source.Format{
	Name:  "xlsb",
	Doc:   `Nothing is read of binary workbooks (.xlsb). Save them as .xlsx or .csv.`,
	Match: binaryBook.match,
	Read: func(context.Context, *source.File, *source.Out) error {
		return &source.Gap{Reason: source.Unsupported, Detail: "binary workbook; save it as .xlsx and scan that"}
	},
}

// read reads one workbook. What is damaged or over a limit is noted and reading
// goes on behind it; the error is a Gap for the whole file or that of a stopped
// run.
func read(ctx context.Context, f *source.File, out *source.Out) error {
	at, size, err := f.ReaderAt(out.Limits.Memory)
	if err != nil {
		return err
	}
	p, err := openPack(at, size, out.Limits)
	if err != nil {
		return err
	}
	out.Input.Members = p.count
	if len(p.twice) > 0 {
		out.Note(&source.Gap{Reason: source.Damaged, From: p.twice[0],
			Detail: fmt.Sprintf("%d parts have the name of another part; only the first of each is read", len(p.twice))})
	}
	wb, err := p.readWorkbook(ctx, out)
	if err != nil {
		return err
	}
	shared, err := p.readShared(ctx, out, wb.strings)
	if err != nil {
		return err
	}
	b := p.newBook(ctx, out, wb)
	for _, sh := range wb.sheets {
		if sh.plain {
			out.Input.AddTable(sh.name)
			continue
		}
		if err := p.readSheet(ctx, out, sh, shared, b); err != nil {
			return err
		}
	}
	return b.sweep(shared)
}

// noteSyntax notes what the scanner stepped over. The places are those of the
// first control character and of the first malformed tag.
func noteSyntax(out *source.Out, s *scanner, control, malformed string) {
	if s.controls > 0 {
		out.Note(&source.Gap{Reason: source.Damaged, From: control,
			Detail: fmt.Sprintf("bad_xml: %d control character(s) skipped, read on", s.controls)})
	}
	if s.malformed > 0 {
		out.Note(&source.Gap{Reason: source.Damaged, From: malformed,
			Detail: fmt.Sprintf("bad_xml: %d malformed tag(s) skipped, read on", s.malformed)})
	}
}
