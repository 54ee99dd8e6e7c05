package rules

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leidur/detectors"
)

// A word of a pack is one line of text:
//
//	luterlane                                      a word of a productive Estonian type, in all its forms
//	vähk vähi vähki vähki vähkide vähke/vähkisid   principal parts: nominative, genitive, partitive, short
//	                                               illative (or -), plural genitive, plural partitive
//	kopsu+vähk                                     a compound of a word that the pack lists or of a productive type
//	haigestuma = haigestus haigestunud             these forms only
//	=aids                                          this form only
//	==EMO                                          this form in these letter cases only
//	sõltuvushäir*                                  a stem with any ending
//	~raske puue*                                   a phrase; the last word may have any ending
//
// Options stand behind: !cap (no hit where Capitalised inside a sentence: also a
// surname), !plain (the forms without õäöüšž are other words), !whole (no
// compound ends in it), !min4 (compounds may end in forms of four letters), and
// -form (this form is another word and is left out).
type entry struct {
	lemma  string
	strong bool
	forms  []string
	stem   bool
	letter string // the exact letter case
	rest   string // of a phrase, behind its first word, lower case; a trailing * is any ending
	cap    bool
	plain  bool
	heads  int // letters that a form needs to be the head of a compound; 0: never
}

// shortestStem is how many bytes a stem needs; shorter ones would stop the sweep at every other word.
const shortestStem = 5

// headLetters is how long a form must be to count as the head of a compound
// (measured: five letters give .924 precision, four .592).
const headLetters = 5

// parseEntry reads one word line. known holds the paradigms that compounds may
// end in; inflected tells whether a bare word stands for all its forms.
func parseEntry(line string, strong, inflected bool, known map[string]paradigm) (entry, error) {
	e := entry{strong: strong}
	if inflected {
		e.heads = headLetters
	}
	var words, without []string
	for i, f := range strings.Fields(line) {
		switch {
		case f == "!cap":
			e.cap = true
		case f == "!plain":
			e.plain = true
		case f == "!whole":
			e.heads = 0
		case f == "!min4":
			e.heads = 4
		case strings.HasPrefix(f, "!"):
			return e, fmt.Errorf("%q: unknown option %q (!cap, !plain, !whole, !min4)", line, f)
		case i > 0 && len(f) > 1 && f[0] == '-':
			without = append(without, f[1:])
		default:
			words = append(words, f)
		}
	}
	if len(words) == 0 {
		return e, fmt.Errorf("%q: no word", line)
	}
	first := words[0]
	e.lemma = strings.ReplaceAll(first, "+", "")
	switch {
	case strings.HasPrefix(first, "~"):
		e.lemma = strings.TrimSuffix(strings.TrimPrefix(strings.Join(words, " "), "~"), "*")
		head, rest, ok := strings.Cut(strings.TrimPrefix(strings.Join(words, " "), "~"), " ")
		if !ok {
			return e, fmt.Errorf("%q: a phrase has two words at least", line)
		}
		e.forms, e.rest, e.heads = []string{head}, " "+rest, 0
	case strings.HasPrefix(first, "=="):
		e.letter = strings.TrimPrefix(first, "==")
		e.lemma, e.forms, e.heads = e.letter, []string{strings.ToLower(e.letter)}, 0
	case strings.HasPrefix(first, "="):
		e.lemma = first[1:]
		e.forms, e.heads = []string{e.lemma}, 0
	case strings.HasSuffix(first, "*"):
		e.lemma = strings.TrimSuffix(first, "*")
		if len(e.lemma) < shortestStem {
			return e, fmt.Errorf("%q: a stem needs %d letters (bytes) at least; list the forms instead", line, shortestStem)
		}
		e.forms, e.stem, e.heads = []string{e.lemma}, true, 0
	case len(words) > 1 && words[1] == "=":
		e.forms = words[2:]
	case len(words) == 6:
		p, err := parseParts(words)
		if err != nil {
			return e, fmt.Errorf("%q: %w", line, err)
		}
		e.forms = p.forms()
		known[p.nominative] = p
	case len(words) == 1 && inflected:
		p, err := inflect(first, known)
		if err != nil {
			return e, fmt.Errorf("%q %w", line, err)
		}
		e.forms = p.forms()
		known[p.nominative] = p
	case len(words) == 1:
		e.forms = []string{first}
	default:
		_, err := parseParts(words)
		return e, fmt.Errorf("%q %w", line, err)
	}
	e.forms = slices.DeleteFunc(slices.Clone(e.forms), func(f string) bool { return slices.Contains(without, f) })
	for _, f := range e.forms {
		if !lowerLetters(f) {
			return e, fmt.Errorf("%q: form %q must be lower-case letters only", line, f)
		}
		if len(f) < 3 {
			return e, fmt.Errorf("%q: form %q is too short: three letters (bytes) at least", line, f)
		}
	}
	if len(e.forms) == 0 {
		return e, fmt.Errorf("%q has no forms", line)
	}
	return e, nil
}

// vocabulary compiles the words of one block to a detector's anchors and check.
func vocabulary(entries []entry) ([]detectors.Word, func(*detectors.Pass, detectors.At)) {
	words := make([]detectors.VocabularyWord, len(entries))
	rests := make([]string, len(entries))
	letters := make([]string, len(entries))
	forms := make([]detectors.Word, 0, 32*len(entries))
	seen := make(map[string]bool, 32*len(entries))
	for i, e := range entries {
		words[i] = detectors.VocabularyWord{Lemma: e.lemma, Strong: e.strong, Cap: e.cap}
		rests[i], letters[i] = e.rest, e.letter
		add := func(form string) {
			key := form + e.rest
			if e.stem {
				key += "*"
			}
			if seen[key] {
				return
			}
			seen[key] = true
			forms = append(forms, detectors.Word{Text: form, Arg: int32(i), Stem: e.stem, Head: e.heads > 0 && utf8.RuneCountInString(form) >= e.heads})
		}
		for _, f := range e.forms {
			add(f)
			if plain := withoutDiacritics(f); plain != f && !e.plain && e.letter == "" && len(plain) >= 3 && (!e.stem || len(plain) >= shortestStem) {
				add(plain)
			}
		}
	}
	return forms, func(p *detectors.Pass, at detectors.At) {
		end := at.Pos + at.Len
		if l := letters[at.Arg]; l != "" && string(p.Text[at.Pos:end]) != l {
			return
		}
		if rest := rests[at.Arg]; rest != "" {
			if end = phraseEnd(p, end, rest); end < 0 {
				return
			}
		}
		p.Report(at.Pos, end, detectors.Evidence{Word: &words[at.Arg]})
	}
}

// phraseEnd returns the end of a phrase whose first word ends at i, or -1. Any
// blanks and hyphens stand for one blank.
func phraseEnd(p *detectors.Pass, i int, rest string) int {
	_, fhi := p.Bounds(i - 1)
	rest, open := strings.CutSuffix(rest, "*")
	t := p.Text
	for _, want := range strings.SplitAfter(rest, " ") {
		want, space := strings.CutSuffix(want, " ")
		if end := i + len(want); end > fhi || !bytes.EqualFold(t[i:end], []byte(want)) {
			return -1
		} else {
			i = end
		}
		if space {
			from := i
			for i < fhi && (t[i] == ' ' || t[i] == '-') {
				i++
			}
			if i == from {
				return -1
			}
		}
	}
	for i < fhi {
		r, n := utf8.DecodeRune(t[i:fhi])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		if !open {
			return -1
		}
		i += n
	}
	return i
}

func lowerLetters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) || unicode.IsUpper(r) {
			return false
		}
	}
	return s != ""
}

var plainLetters = strings.NewReplacer("õ", "o", "ä", "a", "ö", "o", "ü", "u", "š", "s", "ž", "z", "å", "a", "ё", "е",
	"ā", "a", "č", "c", "ē", "e", "ģ", "g", "ī", "i", "ķ", "k", "ļ", "l", "ņ", "n", "ū", "u", "ą", "a", "ę", "e", "ė", "e", "į", "i", "ų", "u")

// withoutDiacritics writes a word as people do without their keyboard.
func withoutDiacritics(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return plainLetters.Replace(s)
		}
	}
	return s
}
