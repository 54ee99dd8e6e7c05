package report

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"time"
	"unicode/utf8"

	"leidur/detectors"
	"leidur/scanner"
	"leidur/source"
)

// JSON writes the run schema leidur.run/1. Findings are written by hand, with
// keys in the schema's order: encoding/json takes longer for one finding than
// the sweep takes for the two kilobytes that hold it.
type JSON struct {
	w    *bufio.Writer
	meta *Meta
	// Stream writes newline-delimited JSON while the run goes on.
	stream bool
	begun  bool
	buf    []byte
}

// NewJSON returns a sink that writes one document when the run is closed.
func NewJSON(w io.Writer, meta *Meta) *JSON {
	return &JSON{w: bufio.NewWriterSize(w, 256<<10), meta: meta}
}

// NewNDJSON returns a sink that writes a line per input and finding as they come.
func NewNDJSON(w io.Writer, meta *Meta) *JSON {
	j := NewJSON(w, meta)
	j.stream = true
	return j
}

// Streams implements scanner.Streamer.
func (j *JSON) Streams() bool { return j.stream }

// Input implements scanner.Sink.
func (j *JSON) Input(in *source.Input) error {
	if !j.stream {
		return nil
	}
	if err := j.begin(); err != nil {
		return err
	}
	return j.line(struct {
		Schema string `json:"schema"`
		inputJSON
	}{SchemaInput, inputOf(in)})
}

func (j *JSON) begin() error {
	if j.begun {
		return nil
	}
	j.begun = true
	return j.line(struct {
		Schema string  `json:"schema"`
		Run    runJSON `json:"run"`
	}{SchemaRun, j.run(nil)})
}

func (j *JSON) line(v any) error {
	b, err := marshal(v)
	if err != nil {
		return err
	}
	_, err = j.w.Write(append(b, '\n'))
	return err
}

// Finding implements scanner.Sink.
func (j *JSON) Finding(f *scanner.Finding) error {
	j.buf = append(appendFinding(j.buf[:0], f, false), '\n')
	_, err := j.w.Write(j.buf)
	return err
}

// Close implements scanner.Sink.
func (j *JSON) Close(run *scanner.Run) error {
	if j.stream {
		if err := j.begin(); err != nil {
			return err
		}
		for _, c := range run.Columns {
			if err := j.line(struct {
				Schema string `json:"schema"`
				columnJSON
			}{SchemaColumn, columnOf(c)}); err != nil {
				return err
			}
		}
		if err := j.line(struct {
			Schema string     `json:"schema"`
			Totals totalsJSON `json:"totals"`
			Run    runJSON    `json:"run"`
		}{SchemaEnd, j.totals(run), j.run(run)}); err != nil {
			return err
		}
		return j.w.Flush()
	}
	w := j.w
	part := func(prefix string, v any) error {
		b, err := marshal(v)
		if err != nil {
			return err
		}
		w.WriteString(prefix)
		_, err = w.Write(b)
		return err
	}
	if err := part(`{"schema":"`+SchemaRun+`",`+"\n"+`"run":`, j.run(run)); err != nil {
		return err
	}
	inputs := make([]inputJSON, len(run.Inputs))
	for i, in := range run.Inputs {
		inputs[i] = inputOf(in)
	}
	if err := part(",\n\"inputs\":", inputs); err != nil {
		return err
	}
	columns := make([]columnJSON, len(run.Columns))
	for i, c := range run.Columns {
		columns[i] = columnOf(c)
	}
	if err := part(",\n\"columns\":", columns); err != nil {
		return err
	}
	w.WriteString(",\n\"findings\":[")
	first := true
	err := run.Findings(func(f *scanner.Finding) error {
		j.buf = j.buf[:0]
		if !first {
			j.buf = append(j.buf, ',')
		}
		first = false
		j.buf = appendFinding(append(j.buf, '\n'), f, true)
		_, err := w.Write(j.buf)
		return err
	})
	if err != nil {
		return err
	}
	if err := part("],\n\"totals\":", j.totals(run)); err != nil {
		return err
	}
	w.WriteString("}\n")
	return w.Flush()
}

// marshal encodes without HTML escaping, as the schema says.
func marshal(v any) ([]byte, error) {
	var b []byte
	w := &sliceWriter{&b}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b[:len(b)-1], nil
}

type sliceWriter struct{ b *[]byte }

func (s *sliceWriter) Write(p []byte) (int, error) {
	*s.b = append(*s.b, p...)
	return len(p), nil
}

type runJSON struct {
	ID          string     `json:"id"`
	Tool        string     `json:"tool"`
	Version     string     `json:"version"`
	Rules       []RulePack `json:"rules"`
	Config      string     `json:"config_sha256"`
	Profile     string     `json:"profile"`
	Lang        string     `json:"lang"`
	AsOf        string     `json:"as_of"`
	Started     *string    `json:"started"`
	Finished    *string    `json:"finished"`
	DurationMS  *int64     `json:"duration_ms"`
	Host        *string    `json:"host"`
	User        *string    `json:"user"`
	KeyID       string     `json:"key_id"`
	Partial     bool       `json:"partial"`
	Interrupted bool       `json:"interrupted"`
	Sample      *string    `json:"sample"`
	Revealed    bool       `json:"revealed"`
	Gate        gateJSON   `json:"gate"`
	Baseline    *string    `json:"baseline"`
}

type gateJSON struct {
	FailOn        string `json:"fail_on"`
	MinLikelihood string `json:"min_likelihood"`
	FailSpecial   bool   `json:"fail_special"`
	Tripped       bool   `json:"tripped"`
	ExitCode      int    `json:"exit_code"`
}

func (j *JSON) run(run *scanner.Run) runJSON {
	m := j.meta
	out := runJSON{Tool: "leidur", Version: m.Version, Rules: m.Rules, Config: m.Config, Profile: m.Profile, Lang: m.Lang, AsOf: m.AsOf.String(),
		Started: timeOf(m.Started), Finished: timeOf(m.Finished), Host: textOf(m.Host), User: textOf(m.User), KeyID: m.KeyID,
		Gate: gateJSON{m.Gate.FailOn.String(), m.Gate.MinLikelihood.String(), m.Gate.FailSpecial, m.Gate.Tripped, m.Gate.ExitCode}}
	if m.Gate.Never {
		out.Gate.FailOn = "never"
	}
	if run != nil {
		out.ID = "r1:" + run.ID(m.Config)
		out.Partial, out.Interrupted = run.Partial, run.Interrupted
		if !m.Finished.IsZero() {
			d := m.Finished.Sub(m.Started).Milliseconds()
			out.DurationMS = &d
		}
	}
	return out
}

func timeOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

func textOf(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

type inputJSON struct {
	N         int           `json:"n"`
	Path      string        `json:"path"`
	Logical   string        `json:"logical"`
	System    *string       `json:"system"`
	Format    *string       `json:"format"`
	Size      *int64        `json:"size"`
	ModTime   *string       `json:"mtime"`
	SHA256    *string       `json:"sha256"`
	Encoding  *string       `json:"encoding"`
	Status    string        `json:"status"`
	Reason    *string       `json:"reason"`
	Detail    *string       `json:"detail"`
	From      *string       `json:"from"`
	BytesRead int64         `json:"bytes_read"`
	Rows      int64         `json:"rows"`
	Cells     int64         `json:"cells"`
	Tables    []string      `json:"tables"`
	Members   int           `json:"members"`
	Warnings  []warningJSON `json:"warnings"`
}

type warningJSON struct {
	Code  string `json:"code"`
	Count int64  `json:"count"`
	First string `json:"first"`
}

func inputOf(in *source.Input) inputJSON {
	out := inputJSON{N: in.N, Path: in.Path, Logical: scanner.LogicalName(in.Path), Format: textOf(in.Format), ModTime: timeOf(in.ModTime), Encoding: textOf(in.Encoding),
		Status: in.Status.String(), Reason: textOf(string(in.Reason)), Detail: textOf(in.Detail), From: textOf(in.From),
		BytesRead: in.BytesRead, Rows: in.Rows, Cells: in.Cells, Tables: in.Tables, Members: in.Members, Warnings: []warningJSON{}}
	if in.Size >= 0 {
		out.Size = &in.Size
	}
	if out.Tables == nil {
		out.Tables = []string{}
	}
	for _, w := range in.Warnings {
		out.Warnings = append(out.Warnings, warningJSON(w))
	}
	return out
}

type columnJSON struct {
	Input        int              `json:"input"`
	File         string           `json:"file"`
	Table        string           `json:"table"`
	Column       string           `json:"column"`
	Index        int              `json:"index"`
	Category     string           `json:"category"`
	Rules        []string         `json:"rules"`
	Rows         int64            `json:"rows"`
	RowsFilled   *int64           `json:"rows_filled"`
	RowsHit      int64            `json:"rows_hit"`
	Hits         int64            `json:"hits"`
	Listed       int64            `json:"listed"`
	Below        int64            `json:"below"`
	Distinct     int64            `json:"distinct_values"`
	DistinctMore bool             `json:"distinct_is_lower_bound"`
	Share        *float64         `json:"share"`
	Likelihood   likelihoodJSON   `json:"likelihood"`
	Oldest       *string          `json:"oldest"`
	Newest       *string          `json:"newest"`
	OverRet      *int64           `json:"over_retention"`
	Children     map[string]int64 `json:"children"`
	Special      bool             `json:"special"`
	FreeText     bool             `json:"free_text"`
	Declared     bool             `json:"declared"`
	HiddenPlace  bool             `json:"hidden_place"`
	Policy       *string          `json:"policy"`
	Persons      *string          `json:"persons"`
	Samples      []string         `json:"samples"`
	Risk         int              `json:"risk"`
	Level        string           `json:"level"`
	RiskTerms    []riskJSON       `json:"risk_terms"`
	Delta        *string          `json:"delta"`
}

type likelihoodJSON struct {
	Unlikely   int64 `json:"unlikely"`
	Possible   int64 `json:"possible"`
	Likely     int64 `json:"likely"`
	VeryLikely int64 `json:"very_likely"`
}

type riskJSON struct {
	Term string  `json:"term"`
	V    float64 `json:"v"`
}

func columnOf(c *scanner.Column) columnJSON {
	out := columnJSON{Input: c.Input.N, File: c.Input.Path, Table: c.Table, Column: c.Name, Index: c.Index, Category: string(c.Category), Rules: c.Rules,
		Rows: c.Rows, RowsHit: c.RowsHit, Hits: c.Hits, Listed: c.Hits, Below: c.Below, Distinct: c.Distinct, DistinctMore: c.DistinctMore,
		Likelihood: likelihoodJSON{c.Likelihood[0], c.Likelihood[1], c.Likelihood[2], c.Likelihood[3]},
		Special:    c.Special, FreeText: c.FreeText, Declared: c.Declared, HiddenPlace: c.Hidden, Samples: c.Samples, Risk: c.Risk, Level: scanner.RiskLevel(c.Risk).String(),
		RiskTerms: []riskJSON{}, Children: map[string]int64{"under_13": c.Bands["under_13"], "13_to_15": c.Bands["13_to_15"]}}
	if c.RowsFilled >= 0 {
		out.RowsFilled = &c.RowsFilled
		if c.RowsFilled > 0 {
			s := float64(c.RowsHit*10000/c.RowsFilled) / 10000
			out.Share = &s
		}
	}
	if out.Samples == nil {
		out.Samples = []string{}
	}
	for _, t := range c.RiskTerms {
		out.RiskTerms = append(out.RiskTerms, riskJSON(t))
	}
	return out
}

type totalsJSON struct {
	Inputs           map[string]int   `json:"inputs"`
	Bytes            int64            `json:"bytes"`
	Rows             int64            `json:"rows"`
	Cells            int64            `json:"cells"`
	Findings         int64            `json:"findings"`
	Listed           int64            `json:"listed"`
	Below            int64            `json:"below"`
	ByCategory       map[string]int64 `json:"by_category"`
	BySeverity       map[string]int64 `json:"by_severity"`
	ByStatus         map[string]int64 `json:"by_status"`
	SpecialRows      int64            `json:"special_rows"`
	Children         map[string]int64 `json:"children"`
	Persons          *string          `json:"persons"`
	TestHidden       int64            `json:"test_values_hidden"`
	Suppressed       int64            `json:"suppressed"`
	PolicyViolations int64            `json:"policy_violations"`
}

func (j *JSON) totals(run *scanner.Run) totalsJSON {
	t := run.Totals
	out := totalsJSON{Inputs: map[string]int{"scanned": t.Scanned, "partly_scanned": t.Partly, "not_scanned": t.Not},
		Bytes: t.Bytes, Rows: t.Rows, Cells: t.Cells, Findings: t.Findings, Listed: t.Findings, Below: t.Below,
		TestHidden: t.TestHidden, ByCategory: map[string]int64{}, BySeverity: map[string]int64{}, ByStatus: map[string]int64{"new": t.Findings - t.Test, "test": t.Test},
		SpecialRows: t.Special, Children: map[string]int64{"under_13": t.Bands["under_13"], "13_to_15": t.Bands["13_to_15"], "child_age": int64(j.meta.ChildAge)}}
	for c, n := range t.ByCategory {
		out.ByCategory[string(c)] = n
	}
	for s, n := range t.BySeverity {
		out.BySeverity[detectors.Severity(s).String()] = n
	}
	return out
}

// appendFinding appends one leidur.finding/1 object. also is null in streams,
// where the run is not over.
func appendFinding(b []byte, f *scanner.Finding, also bool) []byte {
	p := &f.Place
	info, _ := f.Rules.Category.Info()
	b = append(b, `{"schema":"`+SchemaFinding+`","fingerprint":"lf1:`...)
	b = scanner.AppendID(b, f.Fingerprint)
	b = append(b, `","place_id":"lp1:`...)
	b = scanner.AppendID(b, f.PlaceID)
	b = append(b, `","value_id":"lv1:`...)
	b = scanner.AppendID(b, f.Value)
	b = append(b, `","rule":`...)
	b = appendText(b, f.Rule)
	b = append(b, `,"category":`...)
	b = appendText(b, string(f.Rules.Category))
	b = append(b, `,"gdpr":[`...)
	for i, g := range info.GDPR {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, g)
	}
	b = append(b, `],"special":`...)
	b = strconv.AppendBool(b, info.Special)
	b = append(b, `,"severity":"`...)
	b = append(b, f.Severity.String()...)
	b = append(b, `","likelihood":"`...)
	b = append(b, f.Likelihood.String()...)
	b = append(b, `","score":`...)
	b = appendHundredths(b, f.Score)
	b = append(b, `,"why":[`...)
	for i, t := range f.Why {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"term":`...)
		b = appendText(b, t.Name)
		b = append(b, `,"v":`...)
		b = appendHundredths(b, t.V)
		b = append(b, '}')
	}
	if f.Test {
		b = append(b, `],"status":"test"`...)
	} else {
		b = append(b, `],"status":"new"`...)
	}
	b = append(b, `,"policy":"unset","location":{"input":`...)
	b = strconv.AppendInt(b, int64(f.Input.N), 10)
	file, member := splitMember(f.Input.Path)
	b = append(b, `,"file":`...)
	b = appendText(b, file)
	b = append(b, `,"member":`...)
	b = appendTextOrNull(b, member)
	b = append(b, `,"format":`...)
	b = appendText(b, f.Input.Format)
	b = append(b, `,"system":null,"table":`...)
	b = appendText(b, p.Table)
	b = append(b, `,"kind":"`...)
	b = append(b, p.Kind.String()...)
	b = append(b, `","hidden":`...)
	b = strconv.AppendBool(b, p.Hidden)
	b = append(b, `,"cell":`...)
	if p.Style == source.CellPlace && p.Row > 0 {
		b = appendText(b, p.Cell())
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `,"row":`...)
	b = strconv.AppendInt(b, p.Row, 10)
	b = append(b, `,"record":`...)
	b = appendIntOrNull(b, p.Record, 0)
	b = append(b, `,"column":`...)
	b = appendIntOrNull(b, int64(p.Col), 0)
	b = append(b, `,"column_name":`...)
	b = appendTextOrNull(b, p.Column)
	b = append(b, `,"line":`...)
	b = appendIntOrNull(b, p.Line, 0)
	b = append(b, `,"line_end":`...)
	b = appendIntOrNull(b, p.LineEnd, 0)
	b = append(b, `,"byte_start":`...)
	b = appendIntOrNull(b, p.ByteStart, -1)
	b = append(b, `,"byte_end":`...)
	b = appendIntOrNull(b, p.ByteEnd, -1)
	b = append(b, `,"char_start":`...)
	b = strconv.AppendInt(b, p.CharStart, 10)
	b = append(b, `,"char_end":`...)
	b = strconv.AppendInt(b, p.CharEnd, 10)
	b = append(b, `,"page":null,"pointer":`...)
	b = appendTextOrNull(b, p.Pointer)
	b = append(b, `,"sub":`...)
	b = appendTextOrNull(b, p.Sub)
	b = append(b, `,"place":`...)
	b = appendText(b, p.Locator())
	b = append(b, `,"key":`...)
	if len(p.Key) == 0 {
		b = append(b, "null"...)
	} else {
		for i, k := range p.Key {
			if i == 0 {
				b = append(b, '{')
			} else {
				b = append(b, ',')
			}
			b = appendText(b, k.Column)
			b = append(b, ':')
			b = appendText(b, k.Value)
		}
		b = append(b, '}')
	}
	b = append(b, `,"key_masked":`...)
	b = strconv.AppendBool(b, p.KeyMasked)
	b = append(b, `,"name_masked":`...)
	b = strconv.AppendBool(b, p.NameMasked)
	b = append(b, `},"masked":`...)
	b = appendText(b, f.Masked)
	b = append(b, `,"excerpt":`...)
	b = appendTextOrNull(b, f.Excerpt)
	b = append(b, `,"derived":{"age_band":`...)
	b = appendTextOrNull(b, f.Band)
	b = append(b, `,"child":`...)
	b = strconv.AppendBool(b, f.Child)
	b = append(b, `,"check":`...)
	b = append(b, checkOf(f)...)
	b = append(b, `,"test_value":`...)
	b = strconv.AppendBool(b, f.Test)
	b = append(b, `,"alternates":[`...)
	for i, at := 0, 0; i <= len(f.Alternates) && f.Alternates != ""; i++ {
		if i == len(f.Alternates) || f.Alternates[i] == ',' {
			if at > 0 {
				b = append(b, ',')
			}
			b = appendText(b, f.Alternates[at:i])
			at = i + 1
		}
	}
	b = append(b, `],"damaged":`...)
	b = strconv.AppendBool(b, f.Damaged)
	b = append(b, `},"row":{"created":null,"modified":null,"age_days":null,"retention":null,"retention_rule":null,"identifiers":[`...)
	for i, n := range f.Near {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, n)
	}
	b = append(b, `],"person":`...)
	b = strconv.AppendBool(b, f.Person)
	b = append(b, `},"also":`...)
	if also {
		b = append(b, `{"places":`...)
		b = strconv.AppendInt(b, int64(f.Places), 10)
		b = append(b, `,"files":`...)
		b = strconv.AppendInt(b, int64(f.Files), 10)
		b = append(b, '}')
	} else {
		b = append(b, "null"...)
	}
	return append(b, `,"suppressed":null}`...)
}

// checkOf tells how the check digits of a value came out.
func checkOf(f *scanner.Finding) string {
	switch {
	case f.Rule == "national_id.ee_checkfail":
		return `"failed"`
	case f.Damaged:
		return "null"
	case f.Rules.Category == detectors.NationalID || f.Rules.Category == detectors.BankAccount:
		return `"ok"`
	}
	return "null"
}

// splitMember splits a path into the file on disk and the member inside it.
func splitMember(path string) (file, member string) {
	for i := range len(path) {
		if path[i] == '!' {
			return path[:i], path[i+1:]
		}
	}
	return path, ""
}

func appendHundredths(b []byte, s detectors.Score) []byte {
	if s < 0 {
		b = append(b, '-')
		s = -s
	}
	b = strconv.AppendInt(b, int64(s/100), 10)
	if r := s % 100; r != 0 {
		b = append(b, '.', byte('0'+r/10))
		if r%10 != 0 {
			b = append(b, byte('0'+r%10))
		}
	}
	return b
}

func appendIntOrNull(b []byte, v, null int64) []byte {
	if v == null {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, v, 10)
}

func appendTextOrNull(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return appendText(b, s)
}

// appendText appends s as a JSON string. Invalid UTF-8 becomes U+FFFD; the line
// separators U+2028 and U+2029 are escaped, because the text may end in a script.
func appendText(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	at := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			b = append(b, s[at:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			at = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r == '\u2028' || r == '\u2029' {
			b = append(b, s[at:i]...)
			switch r {
			case '\u2028':
				b = append(b, `\u2028`...)
			case '\u2029':
				b = append(b, `\u2029`...)
			default:
				b = append(b, `\ufffd`...)
			}
			i += n
			at = i
			continue
		}
		i += n
	}
	b = append(b, s[at:]...)
	return append(b, '"')
}
