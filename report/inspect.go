package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"leidur/scanner"
	"leidur/source"
)

// inspectColumns is how many columns of a table Inspect lists.
const inspectColumns = 60

// Inspect writes what reading an input showed: format, encoding, dialect,
// tables, columns and what is not read. role tells what a column's name says.
func Inspect(w io.Writer, lang string, s *source.Survey, role func(name string) scanner.ColumnRole) error {
	b := bufio.NewWriter(w)
	inspect(b, lang, s, role)
	return b.Flush()
}

func inspect(w *bufio.Writer, lang string, s *source.Survey, role func(name string) scanner.ColumnRole) {
	in := s.Input
	fmt.Fprintln(w, Visible(in.Path))
	line := func(key, format string, args ...any) {
		fmt.Fprintf(w, "  %s %s\n", padRight(T(lang, key), 10), fmt.Sprintf(format, args...))
	}
	format := in.Format
	if s.Layout.Kind == source.CSV && len(s.Tables) > 0 {
		format += ", " + fmt.Sprintf(T(lang, "inspect.delimiter"), delimiterName(lang, s.Layout.Delim))
		if s.Layout.Quote != 0 {
			format += ", " + fmt.Sprintf(T(lang, "inspect.quote"), s.Layout.Quote)
		}
	}
	line("inspect.format", "%s", format)
	if in.Encoding != "" {
		encoding := strings.TrimSuffix(in.Encoding, "?")
		if encoding != in.Encoding {
			encoding += " (" + T(lang, "warn.encoding_guessed") + ")"
		}
		line("inspect.encoding", "%s", encoding)
	}
	status := T(lang, "status."+in.Status.String())
	if in.Status != source.Scanned {
		status += ": " + ReasonText(lang, in)
	}
	line("inspect.status", "%s", status)
	for _, x := range in.Warnings {
		line("inspect.note", "%s %s (%s)", Number(lang, x.Count), T(lang, "warn."+x.Code), x.First)
	}
	for _, t := range s.Tables {
		inspectTable(w, lang, t, role)
	}
	for _, m := range s.Members {
		inspect(w, lang, m, role)
	}
}

func inspectTable(w *bufio.Writer, lang string, t *source.TableSurvey, role func(name string) scanner.ColumnRole) {
	if t.Kind != source.KindCell && t.Kind != source.KindSQLValue && t.Kind != source.KindJSONValue && t.Kind != source.KindText {
		return // comments, properties and the like
	}
	name := t.Table.Name
	if name != "" {
		name = role(name).Shown
	}
	if t.Table.Sub != "" {
		name += "#" + role(t.Table.Sub).Shown
	}
	if t.Table.Hidden {
		name += " (" + T(lang, "inspect.hidden") + ")"
	}
	rows := fmt.Sprintf(T(lang, "inspect.rows"), Number(lang, t.Rows))
	if name != "" {
		rows = Visible(name) + ": " + rows
	}
	fmt.Fprintf(w, "  %s %s\n", padRight(T(lang, "inspect.table"), 10), rows)
	columns := t.Table.Names()
	if len(columns) == 0 && len(t.Columns) == 0 { // lines of text
		return
	}
	if t.Header > 0 {
		fmt.Fprintf(w, "    %s\n", fmt.Sprintf(T(lang, "inspect.header"), t.HeaderRow))
	} else if len(columns) == 0 {
		fmt.Fprintf(w, "    %s\n", T(lang, "inspect.noheader"))
	}
	if p := source.MatchPreset(columns); p != nil {
		fmt.Fprintf(w, "    %s\n", fmt.Sprintf(T(lang, "inspect.preset"), p.System))
	}
	n := max(len(columns), len(t.Columns))
	for i := range min(n, inspectColumns) {
		var c source.ColumnSurvey
		if i < len(t.Columns) {
			c = t.Columns[i]
		}
		shown, says := role(t.Table.Column(i+1)), []string(nil)
		for _, k := range t.Table.Key {
			if k == i {
				says = append(says, T(lang, "inspect.key"))
			}
		}
		for _, cat := range shown.Categories {
			says = append(says, CategoryName(lang, cat))
		}
		if shown.FreeText {
			says = append(says, T(lang, "inspect.freetext"))
		}
		switch {
		case c.IsDate():
			says = append(says, T(lang, "inspect.dates"))
		case c.Looked > 0 && c.Numbers == c.Looked:
			says = append(says, T(lang, "inspect.numbers"))
		}
		fmt.Fprintf(w, "    %s  %s  %s  %s\n", padRight(source.ColumnLetters(i+1), 3), padRight(middle(Visible(shown.Shown), 28), 28),
			padRight(fmt.Sprintf(T(lang, "inspect.filled"), Number(lang, c.Filled)), 18), strings.Join(says, ", "))
	}
	if n > inspectColumns {
		fmt.Fprintf(w, "    "+T(lang, "text.more")+"\n", n-inspectColumns)
	}
}

func delimiterName(lang string, delim byte) string {
	if delim == '\t' {
		return T(lang, "inspect.tab")
	}
	return string(rune(delim))
}
