package report

import (
	"bufio"
	"fmt"
	"io"
	"sort"
	"strings"
	"unicode/utf8"

	"leidur/scanner"
	"leidur/source"
)

// Text writes the summary that a person reads in a terminal: what was not read
// first, then columns by risk, hidden data apart from declared.
type Text struct {
	w    io.Writer
	meta *Meta
	// Width is the number of character cells of a line; 0 = 100.
	Width int
}

// textColumns is how many columns the summary lists.
const textColumns = 20

// NewText returns the summary sink.
func NewText(w io.Writer, meta *Meta) *Text { return &Text{w: w, meta: meta} }

// Input implements scanner.Sink.
func (t *Text) Input(*source.Input) error { return nil }

// Finding implements scanner.Sink.
func (t *Text) Finding(*scanner.Finding) error { return nil }

// A line of the summary is a column of a table, with all its categories.
type summaryLine struct {
	risk       int
	file, name string
	found      []string
	rows       int64
	declared   bool
}

// Close implements scanner.Sink.
func (t *Text) Close(run *scanner.Run) error {
	w := bufio.NewWriter(t.w)
	m, lang := t.meta, t.meta.Lang
	rules := len(run.Scanner.Rules())
	fmt.Fprintf(w, T(lang, "text.head")+"\n", m.Version, m.Profile, len(m.Rules), rules, Date(lang, m.AsOf))
	t.readLine(w, run)
	lines := summarise(lang, run.Columns)
	for _, declared := range [...]bool{false, true} {
		t.table(w, lines, declared)
	}
	tot := run.Totals
	if tot.Findings == 0 {
		fmt.Fprintln(w, T(lang, "text.none"))
	}
	special, cols := T(lang, "text.no"), map[string]bool{}
	for _, c := range run.Columns {
		if c.Special && c.Likelihood[scanner.Likely]+c.Likelihood[scanner.VeryLikely] > 0 {
			cols[fmt.Sprint(c.Input.N, "\x00", c.Table, "\x00", c.Index)] = true
		}
	}
	if len(cols) > 0 {
		special = fmt.Sprintf(T(lang, "text.yes"), len(cols), tot.Special)
	}
	fmt.Fprintf(w, T(lang, "text.special")+"    ", special)
	fmt.Fprintf(w, T(lang, "text.children")+"\n", tot.Bands["under_13"], tot.Bands["13_to_15"], m.ChildAge)
	if tot.TestHidden > 0 {
		fmt.Fprintf(w, T(lang, "text.testhidden")+"\n", tot.TestHidden)
	}
	if tot.Test > 0 {
		fmt.Fprintf(w, T(lang, "text.test")+"\n", tot.Test)
	}
	t.warnings(w, run)
	if len(m.Outputs) > 0 {
		fmt.Fprintf(w, T(lang, "text.reports")+"\n", Visible(strings.Join(m.Outputs, "  ")))
	}
	if len(m.Roots) > 0 && tot.Findings > 0 {
		fmt.Fprintf(w, T(lang, "text.delete")+"\n", Visible(strings.Join(m.Roots, "  ")))
	}
	if run.Interrupted {
		fmt.Fprint(w, T(lang, "text.interrupt"))
	}
	if m.Gate.Tripped {
		fmt.Fprintf(w, T(lang, "text.tripped"), m.Gate.Count, T(lang, "level."+m.Gate.FailOn.String()))
	}
	if n := len(unread(run.Inputs)); n > 0 {
		fmt.Fprintf(w, T(lang, "text.partial"), n)
	}
	fmt.Fprintf(w, T(lang, "text.exit")+"\n", m.Gate.ExitCode)
	return w.Flush()
}

func (t *Text) readLine(w io.Writer, run *scanner.Run) {
	lang, tot := t.meta.Lang, run.Totals
	all, tables, free := 0, 0, map[string]bool{}
	for _, in := range run.Inputs {
		if container(in) {
			continue // its members are counted
		}
		if in.Counts() || in.Status != source.NotScanned {
			all++
		}
		tables += len(in.Tables)
	}
	for _, c := range run.Columns {
		if c.FreeText {
			free[fmt.Sprint(c.Input.N, c.Table, c.Index)] = true
		}
	}
	bad := unread(run.Inputs)
	read := 0
	for _, in := range run.Inputs {
		if in.Status != source.NotScanned && !container(in) {
			read++
		}
	}
	if len(bad) > 0 {
		fmt.Fprintf(w, T(lang, "text.unread")+"\n", len(bad))
		for _, in := range bad {
			fmt.Fprintf(w, "  %s: %s: %s\n", Visible(in.Path), T(lang, "status."+in.Status.String()), ReasonText(lang, in))
		}
	}
	fmt.Fprintf(w, T(lang, "text.read")+"\n", Number(lang, int64(read)), Count(lang, "inputs", int64(all)),
		Count(lang, "tables", int64(tables)), Count(lang, "rows", tot.Rows), Count(lang, "free", int64(len(free))))
	if len(bad) == 0 {
		fmt.Fprintln(w, T(lang, "text.allread"))
	}
}

// summarise joins the categories of each column, riskiest first.
func summarise(lang string, columns []*scanner.Column) []summaryLine {
	type part struct {
		c    *scanner.Column
		text string
	}
	by := map[string]*summaryLine{}
	parts := map[string][]part{}
	var order []string
	for _, c := range columns {
		if c.Hits == 0 {
			continue
		}
		declared := c.Declared && !c.FreeText
		key := fmt.Sprint(c.Input.N, "\x00", c.Table, "\x00", c.Index, declared)
		l := by[key]
		if l == nil {
			file := c.Input.Path
			if c.Table != "" {
				file += "!" + c.Table
			}
			l = &summaryLine{file: file, name: c.Name, declared: declared}
			if c.Index == 0 {
				l.name = T(lang, "text.line")
			}
			by[key] = l
			order = append(order, key)
		}
		l.risk = max(l.risk, c.Risk)
		l.rows = max(l.rows, c.RowsHit)
		parts[key] = append(parts[key], part{c, CategoryName(lang, c.Category) + " " + Number(lang, c.Hits)})
	}
	out := make([]summaryLine, 0, len(order))
	for _, key := range order {
		l, p := by[key], parts[key]
		sort.SliceStable(p, func(a, b int) bool { return p[a].c.Risk > p[b].c.Risk })
		for _, x := range p {
			l.found = append(l.found, x.text)
		}
		out = append(out, *l)
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].risk > out[b].risk })
	return out
}

// table prints the lines that are declared, or those that are not.
func (t *Text) table(w io.Writer, lines []summaryLine, declared bool) {
	lang := t.meta.Lang
	var list []summaryLine
	for _, l := range lines {
		if l.declared == declared {
			list = append(list, l)
		}
	}
	if len(list) == 0 {
		return
	}
	title := "text.hidden"
	if declared {
		title = "text.declared"
	}
	fmt.Fprintln(w, T(lang, title))
	shown := list[:min(len(list), textColumns)]
	width := t.Width
	if width == 0 {
		width = 100
	}
	if width < 80 { // one item a line
		for _, l := range shown {
			fmt.Fprintf(w, "%s  %s  %s\n    %s\n", t.level(l.risk), Visible(l.file), Visible(l.name), strings.Join(l.found, ", "))
		}
	} else {
		level, file, name, rows := utf8.RuneCountInString(T(lang, "text.risk")), utf8.RuneCountInString(T(lang, "text.file")), utf8.RuneCountInString(T(lang, "text.column")), 6
		for _, l := range shown {
			level = max(level, utf8.RuneCountInString(t.level(l.risk)))
			file = max(file, utf8.RuneCountInString(Visible(l.file)))
			name = max(name, utf8.RuneCountInString(Visible(l.name)))
			rows = max(rows, utf8.RuneCountInString(Number(lang, l.rows)))
		}
		name = min(name, 20)
		file = min(file, max(20, (width-level-name-rows-8)/2))
		found := width - level - file - name - rows - 8
		print := func(a, b, c, d, e string) {
			fmt.Fprintf(w, "%s  %s  %s  %s  %s\n", padRight(a, level), padRight(middle(b, file), file), padRight(middle(c, name), name), padRight(d, found), padLeft(e, rows))
		}
		print(T(lang, "text.risk"), T(lang, "text.file"), T(lang, "text.column"), T(lang, "text.found"), T(lang, "text.rows"))
		for _, l := range shown {
			first := true
			for _, part := range wrap(l.found, found) {
				if first {
					print(t.level(l.risk), Visible(l.file), Visible(l.name), part, Number(lang, l.rows))
				} else {
					print("", "", "", part, "")
				}
				first = false
			}
		}
	}
	if n := len(list) - len(shown); n > 0 {
		fmt.Fprintf(w, T(lang, "text.more")+"\n", n)
	}
}

func (t *Text) level(risk int) string {
	return T(t.meta.Lang, "level."+scanner.RiskLevel(risk).String())
}

func (t *Text) warnings(w io.Writer, run *scanner.Run) {
	lang, title := t.meta.Lang, false
	for _, in := range run.Inputs {
		for _, x := range in.Warnings {
			if !title {
				fmt.Fprintln(w, T(lang, "text.warnings"))
				title = true
			}
			fmt.Fprintf(w, "  %s: %s %s (%s)\n", Visible(in.Path), Number(lang, x.Count), T(lang, "warn."+x.Code), x.First)
		}
	}
}

// wrap joins items with commas into lines of at most width cells.
func wrap(items []string, width int) []string {
	var out []string
	line := ""
	for i, it := range items {
		if i < len(items)-1 {
			it += ","
		}
		switch {
		case line == "":
			line = it
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(it) <= width:
			line += " " + it
		default:
			out = append(out, line)
			line = it
		}
	}
	return append(out, line)
}

func padRight(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s)))
}
func padLeft(s string, n int) string {
	return strings.Repeat(" ", max(0, n-utf8.RuneCountInString(s))) + s
}

// middle shortens s to n cells by leaving out its middle.
func middle(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	left := (n - 1) / 2
	return string(r[:left]) + "…" + string(r[len(r)-(n-1-left):])
}

// Visible makes control characters and direction marks of names visible, so
// that a file name cannot move the cursor or turn the line around.
func Visible(s string) string {
	safe := true
	for _, r := range s {
		safe = safe && !unsafeRune(r)
	}
	if safe && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		if unsafeRune(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unsafeRune(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x200e && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}
