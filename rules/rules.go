// Package rules compiles rule packs, which are words and local patterns as
// TOML, to detectors. The built-in packs are embedded; users add their own.
package rules

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"leidur/detectors"
)

//go:embed packs/*.toml packs/optional/*.toml
var builtin embed.FS

// builtinPrefix names an embedded optional pack in place of a path.
const builtinPrefix = "builtin:"

// Optional returns the names of the embedded packs that are read only when
// asked for, because nobody has measured them.
func Optional() (names []string) {
	files, _ := fs.Glob(builtin, "packs/optional/*.toml")
	for _, f := range files {
		names = append(names, builtinPrefix+strings.TrimSuffix(path.Base(f), ".toml"))
	}
	return names
}

// A Pack is a compiled rule pack.
type Pack struct {
	File        string // as named by the user
	ID, Version string
	SHA256      string // of the file, hex
	Detectors   []*detectors.Detector
	Lexicon     detectors.Lexicon

	data []byte
}

// Line returns the line, 1-based, where a rule of the pack begins; 0 if it has none.
func (p *Pack) Line(rule string) int {
	for _, d := range p.Detectors {
		if d.Name == rule {
			return lineOf(p.data, rule)
		}
	}
	return 0
}

// file is the layout of a pack; unknown keys are errors.
type file struct {
	Pack struct {
		ID       string   `toml:"id"`
		Version  string   `toml:"version"`
		Language []string `toml:"language"`
		Author   string   `toml:"author"`
		License  string   `toml:"license"`
	} `toml:"pack"`
	Rules    []rule     `toml:"rule"`
	Keywords []keywords `toml:"keywords"`
	Person   struct {
		Role     []string `toml:"role"`
		Strong   []string `toml:"strong"`
		Weak     []string `toml:"weak"`
		Legal    []string `toml:"legal"`
		Product  []string `toml:"product"`
		Months   []string `toml:"months"`
		Function []string `toml:"function"`
	} `toml:"person"`
}

type keywords struct {
	ID       string `toml:"id"`
	Category string `toml:"category"`
	Severity string `toml:"severity"`
	// Forms is "estonian" where a bare word stands for all its forms, which is
	// the default of packs in Estonian, or "exact".
	Forms string `toml:"forms"`
	// Strong and Context are words of the two grades, one line each (see entry).
	Strong  []string `toml:"strong"`
	Context []string `toml:"context"`
	// Heads are words that are no data by themselves and that compounds end in.
	Heads []string `toml:"heads"`
	// Traps veto what they cover. Examples mark what must be found: [[word]].
	Traps    []string `toml:"traps"`
	Examples []string `toml:"examples"`

	// The long form of the same, a table for each.
	Grade  string   `toml:"grade"`
	Exact  []string `toml:"exact"`
	Unless []string `toml:"unless"`
	Word   []struct {
		Lemma      string   `toml:"lemma"`
		Grade      string   `toml:"grade"`
		Parts      []string `toml:"parts"`
		Forms      []string `toml:"forms"`
		Homographs []string `toml:"homographs"`
		Cap        bool     `toml:"cap"`
		Plain      bool     `toml:"plain"`
	} `toml:"word"`
	Trap []struct {
		Text string `toml:"text"`
	} `toml:"trap"`
	Example []struct {
		Text string `toml:"text"`
		Hit  string `toml:"hit"`
	} `toml:"example"`
}

// Builtin compiles the embedded packs that are always read, Estonian first: of two
// packs that list a word the earlier one reports it.
func Builtin() ([]*Pack, error) {
	names, err := fs.Glob(builtin, "packs/*.toml")
	if err != nil {
		return nil, err
	}
	sort.Slice(names, func(i, j int) bool {
		first := func(name string) bool { return name == "packs/et.toml" }
		if first(names[i]) != first(names[j]) {
			return first(names[i])
		}
		return names[i] < names[j]
	})
	var packs []*Pack
	for _, name := range names {
		data, err := builtin.ReadFile(name)
		if err != nil {
			return nil, err
		}
		p, err := Parse(strings.TrimPrefix(name, "packs/"), data)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return packs, nil
}

// Load reads and compiles a user's pack, or an optional one by its name, as
// "builtin:lv".
func Load(name string) (*Pack, error) {
	if id, ok := strings.CutPrefix(name, builtinPrefix); ok {
		data, err := builtin.ReadFile("packs/optional/" + id + ".toml")
		if err != nil {
			return nil, fmt.Errorf("rule pack %s: there is none; known: %s", name, strings.Join(Optional(), ", "))
		}
		return Parse(name, data)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("rule pack %s: %w", name, errors.Unwrap(err))
	}
	return Parse(name, data)
}

// Parse compiles a pack. Errors name the file and, where TOML knows it, line
// and column.
func Parse(name string, data []byte) (*Pack, error) {
	var f file
	dec := toml.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return nil, parseError(name, err)
	}
	sum := sha256.Sum256(data)
	p := &Pack{File: name, data: data, ID: f.Pack.ID, Version: f.Pack.Version, SHA256: hex.EncodeToString(sum[:])}
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if p.ID == "" || p.Version == "" {
		bad("[pack] needs id and version")
	}
	p.Lexicon = detectors.Lexicon{Role: f.Person.Role, Person: f.Person.Strong, Weak: f.Person.Weak, Legal: f.Person.Legal, Product: f.Person.Product,
		Shown: append(append([]string(nil), f.Person.Months...), f.Person.Function...)}
	ids := map[string]bool{}
	fault := func(kind, id string, err error) {
		for _, e := range unjoin(err) {
			errs = append(errs, fmt.Errorf("%s:%d: %s %q: %w", name, lineOf(data, id), kind, id, e))
		}
	}
	for i := range f.Rules {
		r := &f.Rules[i]
		if ids[r.ID] {
			fault("rule", r.ID, errors.New("its id occurs twice"))
		}
		ids[r.ID] = true
		d, err := r.detector(f.Pack.Language)
		if err != nil {
			fault("rule", r.ID, err)
			continue
		}
		p.Detectors = append(p.Detectors, d)
	}
	for i := range f.Keywords {
		k := &f.Keywords[i]
		if ids[k.ID] {
			fault("keywords", k.ID, errors.New("its id occurs twice"))
		}
		ids[k.ID] = true
		if k.Category == "" { // special.health.ours, criminal.ours
			k.Category = k.ID[:max(strings.LastIndexByte(k.ID, '.'), 0)]
		}
		category := detectors.Category(k.Category)
		if info, ok := category.Info(); !ok || !info.Words {
			fault("keywords", k.ID, fmt.Errorf("category %q takes no keywords", k.Category))
			continue
		}
		d, err := k.detector(category, slices.Contains(f.Pack.Language, "et"))
		if err != nil {
			fault("keywords", k.ID, err)
			continue
		}
		traps := append(slices.Clone(k.Traps), k.Unless...)
		for _, t := range k.Trap {
			traps = append(traps, t.Text)
		}
		for _, t := range traps {
			p.Lexicon.Traps = append(p.Lexicon.Traps, detectors.Trap{Category: category, Text: strings.ToLower(t)})
		}
		p.Detectors = append(p.Detectors, d)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return p, nil
}

// unjoin returns the errors that were joined.
func unjoin(err error) []error {
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		return j.Unwrap()
	}
	return []error{err}
}

// lineOf returns the line, 1-based, that sets the id: where to look for a fault in
// what the id names.
func lineOf(data []byte, id string) int {
	at := bytes.Index(data, []byte(`"`+id+`"`))
	return bytes.Count(data[:max(at, 0)], []byte{'\n'}) + 1
}

func parseError(name string, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		e := strict.Errors[0]
		row, col := e.Position()
		return fmt.Errorf("%s:%d:%d: unknown key %q", name, row, col, strings.Join(e.Key(), "."))
	}
	var de *toml.DecodeError
	if errors.As(err, &de) {
		row, col := de.Position()
		return fmt.Errorf("%s:%d:%d: %s", name, row, col, strings.TrimPrefix(de.Error(), "toml: "))
	}
	return fmt.Errorf("%s: %w", name, err)
}

// lines returns the block's words as lines, the long form too, by grade.
func (k *keywords) lines() (strong, context []string, err error) {
	strong, context = slices.Clone(k.Strong), slices.Clone(k.Context)
	for _, e := range k.Exact {
		if e == strings.ToLower(e) {
			e = "=" + e
		} else {
			e = "==" + e
		}
		strong = append(strong, e)
	}
	for _, w := range k.Word {
		line := ""
		switch {
		case len(w.Forms) > 0:
			if w.Lemma == "" {
				w.Lemma = w.Forms[0]
			}
			line = w.Lemma + " = " + strings.Join(w.Forms, " ")
		case len(w.Parts) > 0:
			parts := slices.Clone(w.Parts)
			for i, p := range parts {
				if p == "" {
					parts[i] = "-"
				}
			}
			line = strings.Join(parts, " ")
		default:
			line = w.Lemma
		}
		if w.Cap {
			line += " !cap"
		}
		if w.Plain {
			line += " !plain"
		}
		for _, h := range w.Homographs {
			line += " -" + h
		}
		grade := w.Grade
		if grade == "" {
			grade = k.Grade
		}
		switch grade {
		case "strong":
			strong = append(strong, line)
		case "context":
			context = append(context, line)
		default:
			return nil, nil, fmt.Errorf("word %q: grade %q is neither strong nor context", w.Lemma, grade)
		}
	}
	return strong, context, nil
}

// detector compiles one block of keywords.
func (k *keywords) detector(category detectors.Category, estonian bool) (*detectors.Detector, error) {
	if k.Severity != "" && !validSeverity(k.Severity) {
		return nil, fmt.Errorf("unknown severity %q (info, low, medium, high, critical)", k.Severity)
	}
	inflected := estonian
	switch k.Forms {
	case "":
	case "estonian", "exact":
		inflected = k.Forms == "estonian"
	default:
		return nil, fmt.Errorf("forms %q is neither estonian nor exact", k.Forms)
	}
	strong, context, err := k.lines()
	if err != nil {
		return nil, err
	}
	known := map[string]paradigm{}
	for _, h := range k.Heads {
		if _, err := parseEntry(h, false, true, known); err != nil {
			return nil, fmt.Errorf("head %w", err)
		}
	}
	var entries []entry
	var errs []error
	for i, list := range [...][]string{strong, context} {
		for _, line := range list {
			e, err := parseEntry(line, i == 0, inflected, known)
			if err != nil {
				errs = append(errs, fmt.Errorf("word %w", err))
				continue
			}
			entries = append(entries, e)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, errors.New("has no words")
	}
	forms, check := vocabulary(entries)
	d := &detectors.Detector{
		Name: k.ID, Category: category,
		Doc:     "Does not find words that its pack does not list, misspellings, and what is said without a listed word. Finds the listed words in the forms that the pack gives, also without diacritics and with -gi or -ki.",
		Anchors: []detectors.Anchor{{Kind: detectors.Words, Words: forms}},
		Check:   check,
	}
	d.Examples = slices.Clone(k.Examples)
	for _, e := range k.Example {
		text := e.Text
		if e.Hit != "" {
			if !strings.Contains(text, e.Hit) {
				return nil, fmt.Errorf("example %q does not contain its hit %q", e.Text, e.Hit)
			}
			text = strings.Replace(text, e.Hit, "[["+e.Hit+"]]", 1)
		}
		d.Examples = append(d.Examples, text)
	}
	return d, nil
}

func validSeverity(s string) bool {
	for v := detectors.Info; v <= detectors.Critical; v++ {
		if v.String() == s {
			return true
		}
	}
	return false
}

// Merge joins the lexicons and detectors of packs behind the built-in detectors.
func Merge(packs []*Pack) ([]*detectors.Detector, detectors.Lexicon) {
	all := append([]*detectors.Detector(nil), detectors.All...)
	var lex detectors.Lexicon
	for _, p := range packs {
		all = append(all, p.Detectors...)
		l := p.Lexicon
		lex.Role = append(lex.Role, l.Role...)
		lex.Person = append(lex.Person, l.Person...)
		lex.Weak = append(lex.Weak, l.Weak...)
		lex.Legal = append(lex.Legal, l.Legal...)
		lex.Product = append(lex.Product, l.Product...)
		lex.Shown = append(lex.Shown, l.Shown...)
		lex.Traps = append(lex.Traps, l.Traps...)
	}
	return all, lex
}
