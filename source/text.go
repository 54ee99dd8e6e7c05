package source

import (
	"bytes"
	"context"
)

// Text is plain text, logs and notes: one record a line.
var Text = &Format{
	Name: "text",
	Doc: `Not read: nothing is unpacked from inside a line (base64, escapes). Read: every line of any length; text of which
more than one byte in a hundred is a control character is not taken for text.`,
	Match: func(f *File) bool {
		_, ok := textHead(f.Head, DetectEncoding(f.Head))
		return ok
	},
	Read: func(ctx context.Context, f *File, out *Out) error {
		e := DetectEncoding(f.Head)
		head, _ := textHead(f.Head, e)
		out.Input.Encoding = e.Label()
		fr := &framer{ctx: ctx, out: out, layout: Layout{Kind: Lines}, table: &Table{Style: LinePlace}, kind: KindText, cm: e.Charmap}
		fr.cr = bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0
		if err := fr.open(f, e); err != nil {
			return err
		}
		return fr.run()
	},
}

// Own recognises leidur's own outputs, so that a second run over the same
// folder does not read its first report.
var Own = &Format{
	Name: "leidur",
	Doc:  "Not read: leidur's own reports. They are listed as own files.",
	Match: func(f *File) bool {
		head := f.Head[:min(len(f.Head), 512)]
		return bytes.HasPrefix(head, []byte(`{"schema":"leidur.`)) || bytes.Contains(head, []byte(`<meta name="generator" content="leidur`))
	},
	Read: func(context.Context, *File, *Out) error { return &Gap{Reason: OwnFile, Detail: "a report of leidur"} },
}

// Refused recognises what has no reader, so that the report can say what to do.
var Refused = &Format{
	Name: "unsupported",
	Doc:  "Not read: formats that are recognised and have no reader yet; the report says how to convert them.",
	Match: func(f *File) bool {
		_, ok := refusal(f)
		return ok
	},
	Read: func(_ context.Context, f *File, out *Out) error {
		r, _ := refusal(f)
		out.Input.Format = r.name
		return &Gap{Reason: r.reason, Detail: r.advice}
	},
}

type refused struct {
	magic  string
	at     int
	name   string
	reason Reason
	advice string
}

// refusals in the order of their magic numbers.
var refusals = []refused{
	{"%PDF-", 0, "pdf", Unsupported, "save it as text or as .xlsx and scan that"},
	{"SQLite format 3\x00", 0, "sqlite", Unsupported, "export it with: sqlite3 FILE .dump"},
	{"7z\xBC\xAF\x27\x1C", 0, "7z", Unsupported, "unpack it first"},
	{"Rar!\x1A\x07", 0, "rar", Unsupported, "unpack it first"},
	{"{\\rtf", 0, "rtf", Unsupported, "save it as text"},
	{"PAR1", 0, "parquet", Unsupported, "export it as CSV"},
	{"Obj\x01", 0, "avro", Unsupported, "export it as CSV"},
	{"!BDN", 0, "pst", Unsupported, "export the mail as .eml or .mbox"},
	{"\x00\x01\x00\x00Standard", 0, "mdb", Unsupported, "export its tables as CSV"},
	{"\x89PNG", 0, "png", NoText, "a picture"},
	{"\xFF\xD8\xFF", 0, "jpeg", NoText, "a picture"},
	{"GIF8", 0, "gif", NoText, "a picture"},
}

// zipDocuments are office files: zips that are documents, never bags of XML. They
// are known by the name of their first member and by a part.
var zipDocuments = []struct{ part, name, advice string }{
	{"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "ods", "save it as .xlsx or .csv"},
	{"mimetypeapplication/vnd.oasis.opendocument", "odf", "save it as text"},
	{"xl/workbook.bin", "xlsb", "save it as .xlsx"},
	{"word/", "docx", "save it as text"},
	{"ppt/", "pptx", "save it as text"},
}

func refusal(f *File) (refused, bool) {
	const nameAt = 30 // of the first member in a local file header (APPNOTE 4.3.7)
	if len(f.Head) > nameAt && string(f.Head[:4]) == "PK\x03\x04" {
		first := f.Head[nameAt:]
		if bytes.HasPrefix(first, []byte("[Content_Types].xml")) || bytes.HasPrefix(first, []byte("_rels/")) || bytes.HasPrefix(first, []byte("mimetype")) {
			for _, d := range zipDocuments {
				if bytes.Contains(f.Head, []byte(d.part)) {
					return refused{name: d.name, reason: Unsupported, advice: d.advice}, true
				}
			}
		}
	}
	for _, r := range refusals {
		if len(f.Head) >= r.at+len(r.magic) && string(f.Head[r.at:r.at+len(r.magic)]) == r.magic {
			return r, true
		}
	}
	return refused{}, false
}
