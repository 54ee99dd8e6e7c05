package scanner

import (
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"leidur/detectors"
	"leidur/source"
)

// What the name of a column says about its cells. Names are
// compared without case, accents and separators, camelCase split, as a whole or
// as a part of the name; words of five letters or more also as the start of a word.

var (
	freeTextHeaders = []string{"märkus", "märkused", "märkmed", "kommentaar", "kommentaarid", "lisainfo", "lisaandmed", "info", "selgitus", "kirjeldus", "sõnum", "atribuut", "muu", "tekst", "ajalugu", "tagasiside",
		"notes", "note", "comment", "comments", "remark", "remarks", "description", "message", "details", "attributes", "memo",
		"huomautus", "huomautukset", "lisätiedot", "lisätieto", "kommentti", "viesti", "muistiinpano",
		"примечание", "комментарий", "заметки", "описание", "сообщение", "piezīmes", "komentārs", "apraksts", "pastabos", "pastaba", "komentaras", "anmärkning", "kommentar", "notering"}
	productHeaders = []string{"toode", "artikkel", "kaup", "tootekood", "laoseis", "product", "item", "article", "sku"}
	keyHeaders     = []string{"id", "nr", "kood", "key", "uuid", "kliendi id", "klient id", "kliendikood", "arve nr", "tellimuse nr", "customer id", "number", "jrk"}
	specialHeaders = []struct {
		category detectors.Category
		words    []string
	}{
		{detectors.Religion, []string{"usk", "usutunnistus", "religion", "uskonto", "религия", "reliģija", "religija"}},
		{detectors.Ethnicity, []string{"rahvus", "ethnicity", "kansallisuus", "национальность", "tautība", "tautybė"}},
		{detectors.Union, []string{"ametiühing", "trade union", "ammattiliitto", "профсоюз", "arodbiedrība", "profsąjunga"}},
		{detectors.Health, []string{"puue", "haigus", "diagnoos", "diagnosis", "disability", "vamma", "sairaus", "инвалидность", "болезнь", "invaliditāte", "slimība", "negalia", "liga"}},
		{detectors.Politics, []string{"erakond", "puolue", "партия", "political party"}},
	}
)

// columnInfo is what a column's name says.
type columnInfo struct {
	declared uint64 // detectors, as bits, whose header words match (the first 64)
	freeText bool
	product  bool
	special  detectors.Category // "" if the name names no special category
	cells    []uint16           // detectors that read every cell of the column
	name     string             // as shown, masked if a detector hits in it
	masked   bool
}

// tableInfo is a source.Table with what the scanner made of it. Columns beyond
// the named ones have no info.
type tableInfo struct {
	*source.Table
	name   string // as shown
	id     string // database and name, for the ids of places
	sub    string // sub-place as shown
	shown  string // both
	masked bool
	index  int // position in the unit's list of tables
	known  atomic.Pointer[columnInfos]
}

// columnInfos are the columns of a table known so far; it does not change.
type columnInfos struct {
	cols    []columnInfo
	special []int // 0-based columns whose every filled cell is a finding
	cells   bool  // some column has detectors that read every cell
}

func (t *tableInfo) column(col int) *columnInfo {
	if k := t.known.Load(); k != nil && col >= 1 && col <= len(k.cols) {
		return &k.cols[col-1]
	}
	return &noColumn
}

// special returns the 0-based columns whose every filled cell is a finding.
func (t *tableInfo) special() []int {
	if k := t.known.Load(); k != nil {
		return k.special
	}
	return nil
}

// readsCells tells whether detectors read every cell of some column.
func (t *tableInfo) readsCells() bool {
	k := t.known.Load()
	return k != nil && k.cells
}

var noColumn columnInfo

// headerWords answers the questions of source.Hints and of tables.
type headerWords struct {
	set      *Set
	free     []string
	product  []string
	key      []string
	specials []struct {
		category detectors.Category
		words    []string
	}
}

func newHeaderWords(set *Set) *headerWords {
	h := &headerWords{set: set, free: normalAll(freeTextHeaders), product: normalAll(productHeaders), key: normalAll(keyHeaders)}
	for _, s := range specialHeaders {
		h.specials = append(h.specials, struct {
			category detectors.Category
			words    []string
		}{s.category, normalAll(s.words)})
	}
	return h
}

func normalAll(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = normalHeader(w)
	}
	return out
}

// classify tells what a column name says.
func (h *headerWords) classify(name string) columnInfo {
	n := normalHeader(name)
	c := columnInfo{freeText: headerMatch(n, h.free), product: headerMatch(n, h.product)}
	for i := range h.set.context {
		if i < 64 && headerMatch(n, h.set.context[i].header) {
			c.declared |= 1 << i
			if h.set.Detectors[i].Cell != nil {
				c.cells = append(c.cells, uint16(i))
			}
		}
	}
	for _, s := range h.specials {
		if headerMatch(n, s.words) {
			c.special = s.category
		}
	}
	return c
}

// known tells whether a name has any header word: the sign of a header record.
func (h *headerWords) known(name string) bool {
	c := h.classify(name)
	return c.declared != 0 || c.freeText || c.product || c.special != "" || h.isKey(name) || headerMatch(normalHeader(name), otherHeaders)
}

// otherHeaders mark a record as a header and say nothing else.
var otherHeaders = normalAll([]string{"nimi", "name", "eesnimi", "perenimi", "first name", "last name", "kuupäev", "date", "lisatud", "created", "muudetud", "updated",
	"aadress", "address", "summa", "amount", "hind", "price", "kogus", "staatus", "status", "linn", "sünniaeg", "klient", "customer", "imię", "etunimi", "sukunimi", "имя", "фамилия"})

func (h *headerWords) isKey(name string) bool {
	n := normalHeader(name)
	for _, k := range h.key {
		if n == k {
			return true
		}
	}
	return strings.HasSuffix(n, " id") || strings.HasSuffix(n, " nr") || strings.HasSuffix(n, " kood") && !strings.Contains(n, "isiku")
}

// headerMatch tells whether one of words is the normalised name or a part of it.
func headerMatch(name string, words []string) bool {
	for _, w := range words {
		if w == "" {
			continue
		}
		for from := 0; ; {
			i := strings.Index(name[from:], w)
			if i < 0 {
				break
			}
			i += from
			startsWord := i == 0 || name[i-1] == ' '
			endsWord := i+len(w) == len(name) || name[i+len(w)] == ' '
			if startsWord && (endsWord || len(w) >= 5) {
				return true
			}
			from = i + 1
		}
	}
	return false
}

// normalHeader lower-cases, removes accents, splits camelCase, and makes every
// run of separators one space.
func normalHeader(name string) string {
	var b strings.Builder
	space, lowerBefore := false, false
	for _, r := range norm.NFD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space || lowerBefore && unicode.IsUpper(r) {
				if b.Len() > 0 {
					b.WriteByte(' ')
				}
			}
			space, lowerBefore = false, unicode.IsLower(r)
			b.WriteRune(unicode.ToLower(r))
		default:
			space = true
		}
	}
	return b.String()
}

// tables caches tableInfo by table for one input; blocks of a table come to
// several workers.
type tables struct {
	mu   sync.Mutex
	list []*tableInfo
	by   map[*source.Table]*tableInfo
}

func (ts *tables) get(w *worker, t *source.Table) *tableInfo {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if info, ok := ts.by[t]; ok {
		w.learn(info)
		return info
	}
	if ts.by == nil {
		ts.by = map[*source.Table]*tableInfo{}
	}
	info := w.table(t)
	info.index = len(ts.list)
	ts.by[t] = info
	ts.list = append(ts.list, info)
	return info
}
