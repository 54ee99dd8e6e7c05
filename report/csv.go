package report

import (
	"bufio"
	"cmp"
	"io"
	"strconv"
	"strings"

	"leidur/scanner"
	"leidur/source"
)

// CSV writes a row for each finding, as a spreadsheet opens it: UTF-8 with a
// byte-order mark, semicolons, CRLF, every field in quotes. What was not read
// stands first, in rows of its own, because nobody opens a second file.
type CSV struct {
	w    io.Writer
	meta *Meta
	row  []byte
}

// NewCSV returns the sink.
func NewCSV(w io.Writer, meta *Meta) *CSV { return &CSV{w: w, meta: meta} }

// csvColumns are the keys of the column names.
var csvColumns = [...]string{"csv.kind", "html.severity", "html.likelihood", "html.category", "html.file", "html.table", "html.column", "html.place",
	"html.cell", "html.key", "html.masked", "html.excerpt", "html.why", "csv.rule", "csv.fingerprint"}

// csvRow are the fields of a row, in the order of csvColumns.
type csvRow [len(csvColumns)]string

// Input implements scanner.Sink.
func (c *CSV) Input(*source.Input) error { return nil }

// Finding implements scanner.Sink.
func (c *CSV) Finding(*scanner.Finding) error { return nil }

// Close implements scanner.Sink.
func (c *CSV) Close(run *scanner.Run) error {
	w := bufio.NewWriter(c.w)
	w.WriteString("\ufeff")
	lang := c.meta.Lang
	var names csvRow
	for i, key := range csvColumns {
		names[i] = T(lang, key)
	}
	c.write(w, &names)
	for _, in := range unread(run.Inputs) {
		c.write(w, &csvRow{0: T(lang, "status."+in.Status.String()), 4: in.Path, 12: ReasonText(lang, in)})
	}
	err := run.Findings(func(f *scanner.Finding) error {
		p := &f.Place
		kind := "csv.finding"
		if f.Test {
			kind = "csv.test"
		}
		row := csvRow{T(lang, kind), T(lang, "level."+f.Severity.String()), T(lang, "likelihood."+f.Likelihood.String()), CategoryName(lang, f.Rules.Category),
			f.Input.Path, tableOf(p), cmp.Or(p.Pointer, p.Column), "", "", keyText(p.Key), f.Masked, f.Excerpt, whyText(lang, f), f.Rule, "lf1:" + f.Fingerprint.String()}
		if p.Row > 0 {
			row[7] = strconv.FormatInt(p.Row, 10)
		}
		if p.Style == source.CellPlace && p.Row > 0 {
			row[8] = p.Cell()
		}
		return c.write(w, &row)
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

func keyText(key []scanner.KeyPart) string {
	var parts []string
	for _, k := range key {
		parts = append(parts, k.Column+"="+k.Value)
	}
	return strings.Join(parts, " ")
}

func whyText(lang string, f *scanner.Finding) string {
	var parts []string
	for _, t := range f.Why {
		parts = append(parts, TermText(lang, t.Name)+" "+points(lang, t.V)) // a sign in front would read as a formula
	}
	return strings.Join(parts, "; ")
}

func (c *CSV) write(w io.Writer, row *csvRow) error {
	b := c.row[:0]
	for i, field := range row {
		if i > 0 {
			b = append(b, ';')
		}
		b = append(b, '"')
		if isFormula(field) {
			b = append(b, '\'')
		}
		b = append(b, strings.ReplaceAll(Visible(field), `"`, `""`)...)
		b = append(b, '"')
	}
	c.row = append(b, "\r\n"...)
	_, err := w.Write(c.row)
	return err
}

// isFormula tells texts that a spreadsheet would compute (OWASP, CSV injection):
// those that begin with = + - @, a tab or a line end, blanks before them or not.
func isFormula(s string) bool {
	if s != "" && (s[0] == '\t' || s[0] == '\r' || s[0] == '\n') {
		return true
	}
	s = strings.TrimLeft(s, " \t\r\n\u00a0")
	return s != "" && strings.IndexByte("=+-@", s[0]) >= 0
}
