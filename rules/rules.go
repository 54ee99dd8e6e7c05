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
	"sort"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2"

	"leidur/detectors"
)

//go:embed packs/*.toml
var builtin embed.FS

// A Pack is a compiled rule pack.
type Pack struct {
	ID, Version string
	SHA256      string // of the file, hex
	Detectors   []*detectors.Detector
	Lexicon     detectors.Lexicon
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
	Keywords []keywords `toml:"keywords"`
	Person   struct {
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
	Word     []struct {
		Lemma string   `toml:"lemma"`
		Grade string   `toml:"grade"`
		Forms []string `toml:"forms"`
		Cap   bool     `toml:"cap"`
		// Plain: the forms without õäöüšž are other words and must not match.
		Plain bool `toml:"plain"`
	} `toml:"word"`
	Trap []struct {
		Text string `toml:"text"`
	} `toml:"trap"`
	Example []struct {
		Text string `toml:"text"`
		Hit  string `toml:"hit"`
	} `toml:"example"`
}

// Builtin compiles the embedded packs, in order of their file names.
func Builtin() ([]*Pack, error) {
	names, err := fs.Glob(builtin, "packs/*.toml")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
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

// Load reads and compiles a user's pack.
func Load(path string) (*Pack, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("rule pack %s: %w", path, errors.Unwrap(err))
	}
	return Parse(path, data)
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
	p := &Pack{ID: f.Pack.ID, Version: f.Pack.Version, SHA256: hex.EncodeToString(sum[:])}
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	if p.ID == "" || p.Version == "" {
		bad("[pack] needs id and version")
	}
	p.Lexicon = detectors.Lexicon{Person: f.Person.Strong, Weak: f.Person.Weak, Legal: f.Person.Legal, Product: f.Person.Product,
		Shown: append(append([]string(nil), f.Person.Months...), f.Person.Function...)}
	for i := range f.Keywords {
		k := &f.Keywords[i]
		category := detectors.Category(k.Category)
		if info, ok := category.Info(); !ok || !info.Words {
			bad("keywords %q: category %q takes no keywords", k.ID, k.Category)
			continue
		}
		d, err := k.detector(category)
		if err != nil {
			bad("keywords %q: %v", k.ID, err)
			continue
		}
		for _, t := range k.Trap {
			p.Lexicon.Traps = append(p.Lexicon.Traps, detectors.Trap{Category: category, Text: strings.ToLower(t.Text)})
		}
		p.Detectors = append(p.Detectors, d)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return p, nil
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

// detector compiles one block of keywords.
func (k *keywords) detector(category detectors.Category) (*detectors.Detector, error) {
	if k.Severity != "" && !validSeverity(k.Severity) {
		return nil, fmt.Errorf("unknown severity %q (info, low, medium, high, critical)", k.Severity)
	}
	vocabulary := make([]detectors.VocabularyWord, len(k.Word))
	forms := make([]detectors.Word, 0, 64*len(k.Word))
	seen := map[string]bool{}
	for i, w := range k.Word {
		if w.Grade != "strong" && w.Grade != "context" {
			return nil, fmt.Errorf("word %q: grade %q is neither strong nor context", w.Lemma, w.Grade)
		}
		if len(w.Forms) == 0 {
			return nil, fmt.Errorf("word %q has no forms", w.Lemma)
		}
		vocabulary[i] = detectors.VocabularyWord{Lemma: w.Lemma, Strong: w.Grade == "strong", Cap: w.Cap}
		add := func(form string) {
			if !seen[form] {
				seen[form] = true
				forms = append(forms, detectors.Word{Text: form, Arg: int32(i)})
			}
		}
		for _, form := range w.Forms {
			if !lowerLetters(form) {
				return nil, fmt.Errorf("word %q: form %q must be lower-case letters only", w.Lemma, form)
			}
			add(form)
			if plain := withoutDiacritics(form); plain != form && !w.Plain {
				add(plain)
			}
		}
	}
	d := &detectors.Detector{
		Name: k.ID, Category: category,
		Doc:     "Does not find words that its pack does not list, misspellings, and what is said without a listed word. Finds the listed words in all their case forms, also without diacritics and with -gi or -ki.",
		Anchors: []detectors.Anchor{{Kind: detectors.Words, Words: forms}},
		Check: func(p *detectors.Pass, at detectors.At) {
			p.Report(at.Pos, at.Pos+at.Len, detectors.Evidence{Word: &vocabulary[at.Arg]})
		},
	}
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

func lowerLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) || unicode.IsUpper(r) {
			return false
		}
	}
	return s != ""
}

var plainLetters = strings.NewReplacer("õ", "o", "ä", "a", "ö", "o", "ü", "u", "š", "s", "ž", "z")

// withoutDiacritics writes a word as people do without an Estonian keyboard.
func withoutDiacritics(s string) string { return plainLetters.Replace(s) }

// Merge joins the lexicons and detectors of packs behind the built-in detectors.
func Merge(packs []*Pack) ([]*detectors.Detector, detectors.Lexicon) {
	all := append([]*detectors.Detector(nil), detectors.All...)
	var lex detectors.Lexicon
	for _, p := range packs {
		all = append(all, p.Detectors...)
		l := p.Lexicon
		lex.Person = append(lex.Person, l.Person...)
		lex.Weak = append(lex.Weak, l.Weak...)
		lex.Legal = append(lex.Legal, l.Legal...)
		lex.Product = append(lex.Product, l.Product...)
		lex.Shown = append(lex.Shown, l.Shown...)
		lex.Traps = append(lex.Traps, l.Traps...)
	}
	return all, lex
}
