package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"leidur/scanner"
)

// A Format is a documented value: adding a report format is one file and one
// line in Formats.
type Format struct {
	Name string
	Ext  string // file name extension that selects it
	Doc  string
	New  func(w io.Writer, meta *Meta) scanner.Sink
}

// Formats lists the report formats.
var Formats = []Format{
	{"text", ".txt", "summary for people", func(w io.Writer, m *Meta) scanner.Sink { return NewText(w, m) }},
	{"json", ".json", "the whole run, schema leidur.run/1", func(w io.Writer, m *Meta) scanner.Sink { return NewJSON(w, m) }},
	{"ndjson", ".ndjson", "one JSON object a line, written while the run goes on", func(w io.Writer, m *Meta) scanner.Sink { return NewNDJSON(w, m) }},
	{"csv", ".csv", "a row for each finding, for spreadsheets", func(w io.Writer, m *Meta) scanner.Sink { return NewCSV(w, m) }},
	{"html", ".html", "one self-contained page", func(w io.Writer, m *Meta) scanner.Sink { return NewHTML(w, m) }},
}

// ByName returns the format of a name.
func ByName(name string) (Format, error) {
	var names []string
	for _, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("unknown report format %q; known: %s", name, strings.Join(names, ", "))
}

// ForFile splits "fmt:path" or takes the format from the path's extension.
func ForFile(spec string) (Format, string, error) {
	if name, path, ok := strings.Cut(spec, ":"); ok && path != "" {
		if f, err := ByName(name); err == nil {
			return f, path, nil
		}
	}
	ext := strings.ToLower(filepath.Ext(spec))
	var known []string
	for _, f := range Formats {
		if f.Ext == ext {
			return f, spec, nil
		}
		known = append(known, f.Ext)
	}
	return Format{}, "", fmt.Errorf("output %s: the extension names no report format; known: %s", spec, strings.Join(known, " "))
}
