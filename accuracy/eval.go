package accuracy

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"leidur/detectors"
	"leidur/scanner"
)

// A sentence is a line of the labelled text.
type sentence struct {
	lang, labels, text string
}

// Eval measures the labelled real text of a folder. Its files are tab-separated
// with a header line, ranges in characters from 0, half-open:
//
//	ordinary_text_*.tsv, contacts_*.tsv  corpus id lang labels sentence; labels NONE or "category:start-end=value;..."
//	special_category_*.tsv               corpus id labels sentence; labels "category/P", "category/T" or NEG
//	names_*.tsv                          token and IOB2 label, an empty line between sentences
//
// Files that are missing are left out; a folder without any is an error.
func Eval(dir string, opt Options) ([]Row, error) {
	var rows []Row
	any := false
	for _, set := range []struct {
		glob string
		run  func(path string, opt Options) ([]Row, error)
	}{{"ordinary_text_*.tsv", evalContacts}, {"contacts_*.tsv", evalContacts}, {"special_category_*.tsv", evalSpecial}, {"names_*.tsv", evalNames}} {
		files, err := filepath.Glob(filepath.Join(dir, set.glob))
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			any = true
			list, err := set.run(f, opt)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f, err)
			}
			rows = append(rows, list...)
		}
	}
	if !any {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: no such folder", dir)
		}
		return nil, fmt.Errorf("%s: none of ordinary_text_*.tsv, contacts_*.tsv, special_category_*.tsv, names_*.tsv is there", dir)
	}
	return rows, nil
}

// readSentences reads the columns of a labelled file; lang is -1 where it has none.
func readSentences(path string, lang, labels, text int) (out []sentence, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	for n := 1; s.Scan(); n++ {
		if n == 1 {
			continue
		}
		c := strings.Split(s.Text(), "\t")
		if len(c) <= text {
			return nil, fmt.Errorf("line %d has %d columns, not %d", n, len(c), text+1)
		}
		x := sentence{lang: "et", labels: c[labels], text: c[text]}
		if lang >= 0 {
			x.lang = c[lang]
		}
		out = append(out, x)
	}
	return out, s.Err()
}

// asNotes writes sentences as a CSV file with one notes column.
func asNotes(list []sentence) string {
	var b strings.Builder
	b.WriteString("id;märkused\r\n")
	for i, s := range list {
		fmt.Fprintf(&b, "%d;\"%s\"\r\n", i+1, strings.ReplaceAll(s.text, `"`, `""`))
	}
	return b.String()
}

// asText writes them one a line.
func asText(list []sentence) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(s.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// evalContacts gives e-mails and phones their precision and recall, and every
// other category its false alarms: no sentence holds one.
func evalContacts(path string, opt Options) ([]Row, error) {
	all, err := readSentences(path, 2, 3, 4)
	if err != nil {
		return nil, err
	}
	byLang := map[string][]sentence{}
	var langs []string
	for _, s := range all {
		if byLang[s.lang] == nil {
			langs = append(langs, s.lang)
		}
		byLang[s.lang] = append(byLang[s.lang], s)
	}
	var rows []Row
	name := strings.TrimSuffix(filepath.Base(path), ".tsv")
	for _, lang := range langs {
		list := byLang[lang]
		var labels []label
		for i, s := range list {
			if s.labels == "NONE" {
				continue
			}
			for _, l := range strings.Split(s.labels, ";") {
				kind, rest, _ := strings.Cut(l, ":")
				span, _, _ := strings.Cut(rest, "=")
				lo, hi, _ := strings.Cut(span, "-")
				a, err1 := strconv.Atoi(lo)
				b, err2 := strconv.Atoi(hi)
				if err1 != nil || err2 != nil || strings.HasPrefix(kind, "trap") {
					continue
				}
				labels = append(labels, label{unit: i, column: 0, start: a, end: b, category: detectors.Category(strings.TrimSuffix(kind, "?")), open: strings.HasSuffix(kind, "?")})
			}
		}
		got, err := scan(opt, asText(list), "laused.txt")
		if err != nil {
			return nil, err
		}
		for i := range got {
			got[i].column = 0
		}
		cats := map[detectors.Category]bool{detectors.EMail: true, detectors.Phone: true}
		for _, f := range got {
			if f.level >= scanner.Possible {
				cats[f.category] = true
			}
		}
		for _, c := range sorted(cats) {
			for _, level := range []scanner.Likelihood{scanner.Possible, scanner.Likely} {
				rows = append(rows, compare(Row{Text: name, Category: c, Language: lang, Level: level, Units: len(list)}, got, labels))
			}
		}
	}
	return rows, nil
}

func sorted(set map[detectors.Category]bool) []detectors.Category {
	var out []detectors.Category
	for c := range set {
		out = append(out, c)
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// Anything stands for all special categories, criminal and child together.
const Anything detectors.Category = "special and criminal"

// evalSpecial decides once for each sentence and category, in two readings:
// words (P and T are positive) and persons (only P is).
func evalSpecial(path string, opt Options) ([]Row, error) {
	list, err := readSentences(path, -1, 2, 3)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, as := range []struct{ name, file, text string }{{"text", "laused.txt", asText(list)}, {"notes column", "laused.csv", asNotes(list)}} {
		got, err := scan(opt, as.text, as.file)
		if err != nil {
			return nil, err
		}
		best := map[int]map[detectors.Category]scanner.Likelihood{}
		for _, f := range got {
			info, _ := f.category.Info()
			if !info.Words || f.category == detectors.PolicyText || f.level < scanner.Unlikely {
				continue
			}
			if best[f.unit] == nil {
				best[f.unit] = map[detectors.Category]scanner.Likelihood{}
			}
			best[f.unit][f.category] = max(best[f.unit][f.category], f.level)
		}
		for _, reading := range []string{"words", "persons"} {
			for level := scanner.Unlikely; level <= scanner.Likely; level++ {
				r := Row{Text: "special, " + reading + ", " + as.name, Category: Anything, Language: "et", Level: level, Units: len(list)}
				for i, s := range list {
					if strings.Contains(s.labels, "?") {
						continue
					}
					want := map[detectors.Category]bool{}
					for _, l := range strings.Split(s.labels, ",") {
						c, grade, ok := strings.Cut(l, "/")
						if ok && (grade == "P" || reading == "words") {
							want[detectors.Category(c)] = true
						}
					}
					r.Labels += len(want)
					for c, l := range best[i] {
						switch {
						case l < level:
						case want[c]:
							r.Right++
							r.Hit++
						default:
							r.Wrong++
						}
					}
				}
				rows = append(rows, r)
			}
		}
	}
	return rows, nil
}

// evalNames compares exact spans of PER.
func evalNames(path string, opt Options) ([]Row, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var list []sentence
	var labels []label
	var text []rune
	start := -1
	end := func() {
		if start >= 0 {
			labels = append(labels, label{unit: len(list), start: start, end: len(text), category: detectors.PersonName})
			start = -1
		}
	}
	flush := func() {
		end()
		if len(text) > 0 {
			list = append(list, sentence{text: string(text)})
			text = text[:0]
		}
	}
	for _, l := range strings.Split(string(data), "\n") {
		l = strings.TrimRight(l, "\r")
		if l == "" || strings.HasPrefix(l, "# ") {
			flush()
			continue
		}
		token, tag, ok := strings.Cut(l, "\t")
		if !ok {
			continue
		}
		if tag != "I-PER" {
			end()
		}
		if len(text) > 0 && !strings.Contains(".,;:!?)", token) {
			text = append(text, ' ')
		}
		if tag == "B-PER" {
			start = len(text)
		}
		text = append(text, []rune(token)...)
	}
	flush()
	got, err := scan(opt, asText(list), "laused.txt")
	if err != nil {
		return nil, err
	}
	at := map[label]bool{}
	for _, l := range labels {
		at[l] = true
	}
	r := Row{Text: "names, exact span", Category: detectors.PersonName, Language: "et", Level: scanner.Possible, Units: len(list), Labels: len(labels)}
	o := Row{Text: "names, overlap", Category: detectors.PersonName, Language: "et", Level: scanner.Possible, Units: len(list)}
	for i := range got {
		got[i].column = 0
		f := got[i]
		if f.category != detectors.PersonName || f.level < scanner.Possible {
			continue
		}
		if at[label{unit: f.unit, start: f.start, end: f.end, category: f.category}] {
			r.Right++
			r.Hit++
		} else {
			r.Wrong++
		}
	}
	return []Row{r, compare(o, got, labels)}, nil
}
