package subject

import (
	"encoding/json"
	"io"
	"strings"

	"leidur/scanner"
)

// SchemaLocator names the format of a locator file.
const SchemaLocator = "leidur.locator/1"

type locator struct {
	Schema      string         `json:"schema"`
	Case        string         `json:"case"`
	Kind        string         `json:"kind,omitempty"`
	AsOf        string         `json:"as_of"`
	Deadline    *string        `json:"deadline"`
	Counts      map[string]int `json:"counts"`
	Rows        []locatorRow   `json:"rows"`
	Searched    int            `json:"searched"`
	NotSearched []notSearched  `json:"not_searched"`
}

type locatorRow struct {
	File     string            `json:"file"`
	Member   *string           `json:"member"`
	Table    string            `json:"table"`
	Row      int64             `json:"row"`
	Record   int64             `json:"record"`
	Line     int64             `json:"line"`
	Key      map[string]string `json:"key"`
	Grade    string            `json:"grade"`
	Conflict bool              `json:"conflict"`
	Others   bool              `json:"others"`
	Matches  []locatorMatch    `json:"matches"`
}

type locatorMatch struct {
	Category  string `json:"category"`
	Rule      string `json:"rule"`
	Place     string `json:"place"`
	Column    string `json:"column"`
	CharStart int64  `json:"char_start"`
	CharEnd   int64  `json:"char_end"`
	Masked    string `json:"masked"`
	Damaged   bool   `json:"damaged"`
}

type notSearched struct {
	File   string `json:"file"`
	Status string `json:"status"`
	Reason string `json:"reason"`
	Detail string `json:"detail"`
	From   string `json:"from"`
}

// WriteLocator writes where the subject's data is, as JSON. Values are masked; the
// paths are real, so that the places can be found: the file is not for everybody.
func (r *Result) WriteLocator(w io.Writer, asOf string) error {
	l := locator{Schema: SchemaLocator, Case: r.Case.ID, Kind: r.Case.Kind, AsOf: asOf, Counts: map[string]int{}, Rows: []locatorRow{}, NotSearched: []notSearched{}}
	if d := r.Case.Deadline(); d != 0 {
		s := d.String()
		l.Deadline = &s
	}
	for g := Certain; g <= Namesake; g++ {
		l.Counts[g.String()] = r.Count(g)
	}
	for i := range r.Rows {
		x := &r.Rows[i]
		p := &x.Matches[0].Place
		row := locatorRow{Table: p.Table, Row: p.Row, Record: p.Record, Line: p.Line, Grade: x.Grade.String(), Conflict: x.Conflict, Others: x.Others}
		file, member, ok := strings.Cut(x.Input.Path, "!")
		row.File = file
		if ok {
			row.Member = &member
		}
		if len(p.Key) > 0 {
			row.Key = map[string]string{}
			for _, k := range p.Key {
				row.Key[k.Column] = k.Value
			}
		}
		for _, m := range x.Matches {
			row.Matches = append(row.Matches, locatorMatch{Category: string(m.Category), Rule: m.Rule, Place: m.Place.Locator(), Column: m.Place.Column,
				CharStart: m.Place.CharStart, CharEnd: m.Place.CharEnd, Masked: m.Masked, Damaged: m.Damaged})
		}
		l.Rows = append(l.Rows, row)
	}
	for _, in := range r.NotSearched() {
		l.NotSearched = append(l.NotSearched, notSearched{in.Path, in.Status.String(), string(in.Reason), in.Detail, in.From})
	}
	l.Searched = len(r.Inputs) - len(l.NotSearched)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(l)
}

// Option returns the options that a search needs, made of those of a scan.
func (c *Case) Option(o scanner.Options) scanner.Options {
	o.Detectors = c.Detectors(o.Detectors)
	o.MinLikelihood = scanner.Unlikely
	o.Names = scanner.NamesAll
	o.HideTest = false
	o.ExcerptChars = 0
	return o
}
