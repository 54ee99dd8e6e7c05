package report

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"slices"
	"sort"
	"strings"

	"leidur/detectors"
	"leidur/scanner"
	"leidur/source"
)

// HTML writes one page that needs no other file and no network. Both languages
// are in it; a class on the root element chooses. Its content security policy
// allows exactly the style and the script that are embedded here.
type HTML struct {
	w    io.Writer
	meta *Meta
}

// maxHTML is how many findings the page lists: more make browsers slow.
const maxHTML = 5000

// firstRows is how many of them stand there without scripts.
const firstRows = 100

//go:embed assets/report.html
var htmlPage string

//go:embed assets/report.css
var htmlStyle string

//go:embed assets/report.js
var htmlScript string

// NewHTML returns the sink of the HTML report.
func NewHTML(w io.Writer, meta *Meta) scanner.Sink { return &HTML{w, meta} }

// Input implements scanner.Sink.
func (h *HTML) Input(*source.Input) error { return nil }

// Finding implements scanner.Sink.
func (h *HTML) Finding(*scanner.Finding) error { return nil }

// both gives a text in both languages; CSS shows one.
func both(en, et string) template.HTML {
	e, t := template.HTMLEscapeString(en), template.HTMLEscapeString(et)
	if e == t {
		return template.HTML(e)
	}
	return template.HTML(`<span lang="en">` + e + `</span><span lang="et">` + t + `</span>`)
}

func bothKeys(key string) template.HTML { return both(T("en", key), T("et", key)) }

// bothf fills numbers into a sentence in both languages.
func bothf(key string, args func(lang string) []any) template.HTML {
	return both(fmt.Sprintf(T("en", key), args("en")...), fmt.Sprintf(T("et", key), args("et")...))
}

type htmlSection struct {
	ID, Title, Hint string
	Columns         []*scanner.Column
}

var htmlFuncs = template.FuncMap{
	"t":   bothKeys,
	"vis": Visible,
	"num": func(n int64) template.HTML { return both(Number("en", n), Number("et", n)) },
	"cat": func(c any) template.HTML {
		k := detectors.Category(fmt.Sprint(c))
		return both(CategoryName("en", k), CategoryName("et", k))
	},
	"level":  func(l string) template.HTML { return bothKeys("level." + l) },
	"like":   func(l string) template.HTML { return bothKeys("likelihood." + l) },
	"status": func(in *source.Input) template.HTML { return bothKeys("status." + in.Status.String()) },
	"reason": func(in *source.Input) template.HTML { return both(ReasonText("en", in), ReasonText("et", in)) },
	"date":   func(d detectors.Date) template.HTML { return both(Date("en", d), Date("et", d)) },
	"warning": func(w source.Warning) template.HTML {
		return both(fmt.Sprintf("%s %s (%s)", Number("en", w.Count), T("en", "warn."+w.Code), w.First), fmt.Sprintf("%s %s (%s)", Number("et", w.Count), T("et", "warn."+w.Code), w.First))
	},
	"risk": func(c *scanner.Column) string { return scanner.RiskLevel(c.Risk).String() },
	"column": func(c *scanner.Column) template.HTML {
		if c.Index == 0 {
			return bothKeys("text.line")
		}
		return template.HTML(template.HTMLEscapeString(Visible(c.Name)))
	},
	"section": func(id, title, hint string, columns []*scanner.Column) htmlSection {
		return htmlSection{id, title, hint, columns}
	},
}

type heatRow struct {
	File, Column string
	Cells        []heatCell
	risk         int
}

type heatCell struct {
	Rows int64
	Heat int // 0-4
}

type urgent struct {
	Key   string
	Rows  int64
	Where []string
}

type head struct {
	Key  string
	N    int
	Sort bool
}

// htmlFinding is what the page shows of a finding; all of it is masked text.
type htmlFinding struct {
	Severity, Likelihood, Category, File, Table, Column string
	Row                                                 int64
	Cell, Key, Masked, Excerpt, Why                     string
	order                                               int // of its column, by risk
	n                                                   int // in the run
}

type htmlData struct {
	*Meta
	Title, Level              string
	CSP                       string
	CSS                       template.CSS
	JS, Data                  template.JS
	Inputs, Unread            []*source.Input
	Sentences                 []template.HTML
	Capped                    template.HTML
	Urgent                    []urgent
	HeatCats                  []detectors.Category
	Heat                      []heatRow
	Hidden, Special, Declared []*scanner.Column
	Cats, Levels, Files       []string
	FindingHeads              []head
	First                     []htmlFinding
}

// Close implements scanner.Sink.
func (h *HTML) Close(run *scanner.Run) error {
	page, err := template.New("report").Funcs(htmlFuncs).Parse(htmlPage)
	if err != nil {
		return fmt.Errorf("html template: %w", err)
	}
	d := &htmlData{Meta: h.meta, Title: T(h.meta.Lang, "html.title"), CSS: template.CSS(htmlStyle), JS: template.JS(htmlScript),
		Inputs: run.Inputs, Unread: unread(run.Inputs), Levels: []string{"critical", "high", "medium", "low", "info"}}
	d.CSP = "default-src 'none'; style-src 'sha256-" + hash64(htmlStyle) + "'; script-src 'sha256-" + hash64(htmlScript) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	columns := d.columns(run)
	d.sentences(run)
	d.heat(columns)
	if err := d.findings(run, columns); err != nil {
		return err
	}
	return page.Execute(h.w, d)
}

func hash64(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// columns sorts the columns into the sections and returns them by risk.
func (d *htmlData) columns(run *scanner.Run) []*scanner.Column {
	list := make([]*scanner.Column, 0, len(run.Columns))
	for _, c := range run.Columns {
		if c.Hits > 0 {
			list = append(list, c)
		}
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].Risk > list[b].Risk })
	u := []urgent{{Key: "html.u.special"}, {Key: "html.u.child"}, {Key: "html.u.code"}}
	note := func(i int, c *scanner.Column, rows int64) {
		u[i].Rows += rows
		if len(u[i].Where) < 3 {
			u[i].Where = append(u[i].Where, Visible(c.Input.Path)+" · "+Visible(c.Name))
		}
	}
	for _, c := range list {
		if c.Declared && !c.FreeText {
			d.Declared = append(d.Declared, c)
		} else {
			d.Hidden = append(d.Hidden, c)
		}
		if c.Special || c.Category == detectors.Criminal || c.Category == detectors.Child {
			d.Special = append(d.Special, c)
		}
		if n := c.Severity[detectors.Critical]; n > 0 && c.Special {
			note(0, c, n)
		}
		if c.Child > 0 {
			note(1, c, c.Child)
		} else if c.Category == detectors.Child && c.Likelihood[scanner.Likely]+c.Likelihood[scanner.VeryLikely] > 0 {
			note(1, c, c.RowsHit)
		}
		if c.Category == detectors.NationalID && c.FreeText {
			note(2, c, c.RowsHit)
		}
	}
	d.Urgent = u
	d.Level = scanner.RiskLevel(0).String()
	if len(list) > 0 {
		d.Level = scanner.RiskLevel(list[0].Risk).String()
	}
	return list
}

func (d *htmlData) sentences(run *scanner.Run) {
	t := run.Totals
	var read, tables, hidden, declared int64
	for _, in := range run.Inputs {
		if in.Status != source.NotScanned && !container(in) {
			read++
		}
		tables += int64(len(in.Tables))
	}
	for _, c := range d.Hidden {
		hidden += c.Hits
	}
	for _, c := range d.Declared {
		declared += c.Hits
	}
	cols := map[string]bool{}
	for _, c := range append(append([]*scanner.Column(nil), d.Hidden...), d.Declared...) {
		cols[fmt.Sprint(c.Input.N, "\x00", c.Table, "\x00", c.Index)] = true
	}
	say := func(key string, args func(lang string) []any) { d.Sentences = append(d.Sentences, bothf(key, args)) }
	say("html.s.read", func(l string) []any {
		return []any{Count(l, "inputs", read), Count(l, "rows", t.Rows), Count(l, "tables", tables)}
	})
	if t.Findings == 0 {
		d.Sentences = append(d.Sentences, bothKeys("html.s.none"))
	} else {
		say("html.s.found", func(l string) []any { return []any{Number(l, t.Findings), Number(l, int64(len(cols)))} })
		say("html.s.hidden", func(l string) []any { return []any{Number(l, hidden), Number(l, declared)} })
	}
	say("html.s.special", func(l string) []any { return []any{Number(l, t.Special)} })
	say("html.s.child", func(l string) []any {
		return []any{Number(l, t.Bands["under_13"]), Number(l, t.Bands["13_to_15"])}
	})
	if t.Test > 0 {
		say("html.s.test", func(l string) []any { return []any{Number(l, t.Test)} })
	}
}

func (d *htmlData) heat(columns []*scanner.Column) {
	rows := map[string]*heatRow{}
	var order []string
	for _, c := range columns {
		if !slices.Contains(d.HeatCats, c.Category) {
			d.HeatCats = append(d.HeatCats, c.Category)
		}
	}
	for _, c := range columns {
		key := fmt.Sprint(c.Input.N, "\x00", c.Table, "\x00", c.Index)
		r := rows[key]
		if r == nil {
			file := c.Input.Path
			if c.Table != "" {
				file += " · " + c.Table
			}
			r = &heatRow{File: file, Column: c.Name, Cells: make([]heatCell, len(d.HeatCats)), risk: c.Risk}
			rows[key] = r
			order = append(order, key)
		}
		heat := 1
		for n := int64(10); n <= c.RowsHit && heat < 4; n *= 10 {
			heat++
		}
		if c.Risk >= 75 {
			heat = 4
		}
		r.Cells[slices.Index(d.HeatCats, c.Category)] = heatCell{c.RowsHit, heat}
	}
	for _, key := range order {
		d.Heat = append(d.Heat, *rows[key])
	}
}

// findings keeps the findings of the riskiest columns, up to the cap: each
// column gets what the riskier ones leave.
func (d *htmlData) findings(run *scanner.Run, columns []*scanner.Column) error {
	type quota struct {
		order int
		left  int64
	}
	quotas := map[string]*quota{}
	left := int64(maxHTML)
	key := func(n int, table string, col int, cat detectors.Category) string {
		return fmt.Sprint(n, "\x00", table, "\x00", col, "\x00", cat)
	}
	for i, c := range columns {
		q := min(c.Hits, left)
		left -= q
		quotas[key(c.Input.N, c.Table, c.Index, c.Category)] = &quota{i, q}
	}
	var list []htmlFinding
	err := run.Findings(func(f *scanner.Finding) error {
		p := &f.Place
		q := quotas[key(f.Input.N, p.Table, p.Col, f.Rules.Category)]
		if q == nil || q.left == 0 {
			return nil
		}
		q.left--
		x := htmlFinding{Severity: f.Severity.String(), Likelihood: f.Likelihood.String(), Category: string(f.Rules.Category), File: Visible(f.Input.Path),
			Table: Visible(tableOf(p)), Column: Visible(cmp.Or(p.Pointer, p.Column)), Row: p.Row, Masked: Visible(f.Masked), Excerpt: Visible(f.Excerpt), order: q.order, n: len(list)}
		if p.Style == source.CellPlace && p.Row > 0 {
			x.Cell = p.Cell()
		}
		for _, k := range p.Key {
			x.Key += Visible(k.Column) + "=" + Visible(k.Value) + " "
		}
		x.Key = strings.TrimSpace(x.Key)
		for i, t := range f.Why {
			if i > 0 {
				x.Why += ", "
			}
			x.Why += fmt.Sprintf("%s %+.2f", t.Name, float64(t.V)/100)
		}
		list = append(list, x)
		return nil
	})
	if err != nil {
		return err
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].order < list[b].order })
	d.First = list[:min(len(list), firstRows)]
	for i, k := range [...]string{"severity", "likelihood", "category", "file", "table", "column", "place", "cell", "key", "masked", "excerpt", "why"} {
		d.FindingHeads = append(d.FindingHeads, head{"html." + k, i, i < 10})
	}
	rows := make([][]any, len(list))
	for i, f := range list {
		rows[i] = []any{f.Severity, f.Likelihood, f.Category, f.File, f.Table, f.Column, f.Row, f.Cell, f.Key, f.Masked, f.Excerpt, f.Why}
		if !slices.Contains(d.Cats, f.Category) {
			d.Cats = append(d.Cats, f.Category)
		}
		if !slices.Contains(d.Files, f.File) {
			d.Files = append(d.Files, f.File)
		}
	}
	sort.Strings(d.Cats)
	sort.Strings(d.Files)
	if n := run.Totals.Findings; n > int64(len(list)) {
		file := ""
		for _, o := range d.Outputs {
			if strings.HasSuffix(o, ".json") {
				file = o
			}
		}
		d.Capped = bothf("html.capped", func(l string) []any {
			name := file
			if name == "" {
				name = T(l, "html.jsonfile")
			}
			return []any{Number(l, int64(len(list))), Number(l, n), name}
		})
	}
	words := map[string]map[string]string{"html.all": {"en": T("en", "html.all"), "et": T("et", "html.all")}}
	for _, table := range [...]map[string]message{messages} {
		for k, m := range table {
			if strings.HasPrefix(k, "cat.") || strings.HasPrefix(k, "level.") || strings.HasPrefix(k, "likelihood.") {
				words[k] = map[string]string{"en": m.en, "et": m.et}
			}
		}
	}
	// encoding/json escapes < > & and the line separators: the text cannot end the script.
	data, err := json.Marshal(map[string]any{"rows": rows, "words": words, "order": []string{"critical", "high", "medium", "low", "info", "very_likely", "likely", "possible", "unlikely"}})
	if err != nil {
		return err
	}
	d.Data = template.JS(data)
	return nil
}

// tableOf is the table of a place with its sub-place.
func tableOf(p *scanner.Place) string {
	if p.Sub == "" {
		return p.Table
	}
	return p.Table + "#" + p.Sub
}
