package scanner

import (
	"math/bits"
	"slices"

	"leidur/detectors"
	"leidur/source"
)

// The judge turns candidates into findings, one record at a time. This is the
// only place where likelihood is made:
//
//	hits ─► fields ─► context words ─► span claims ─► words and persons ─► severity ─► mask, ids
//
// The column's verdict is added when the column ends (stats.go).
type judge struct {
	scan   *Scanner
	tables *tables
	newTab func(*source.Table) *tableInfo

	b      *source.Block
	tab    *tableInfo
	rec    int // record of fields; -1 none
	fields []source.Field

	cands []cand
	order []int32 // hits of the block by position
	terms []detectors.Term
	fold  []byte
	buf   []byte
	buf2  []byte
	key   []KeyPart

	lineAt int   // offset up to which lines are counted
	line   int64 // physical line at lineAt

	charField, charAt int   // start of a field, offset up to which its code points are counted
	chars             int64 // code points of the field before charAt

	rec8 []byte      // the finding being encoded
	path []byte      // pointer of the finding at hand
	out  []byte      // encoded findings of the block, length-prefixed
	evts []statEvent // what the column statistics learn
	logi string      // logical path of the input, part of the ids
}

// cand is a candidate of the current record.
type cand struct {
	hit      *detectors.Hit
	field    int
	score    detectors.Score
	t0, t1   int32 // terms, as a range of judge.terms
	labelled bool
	dead     bool
	counted  bool // dead, but counted in columns[].below
	person   bool
}

// start prepares for a block.
func (j *judge) start(b *source.Block, tab *tableInfo) {
	j.b, j.tab, j.rec = b, tab, -1
	j.lineAt, j.line = 0, b.Line
	j.charField = -1
	j.out, j.evts = j.out[:0], j.evts[:0]
}

// load splits record i, unless it is the current one.
func (j *judge) load(i int) {
	if j.rec != i {
		j.rec = i
		j.fields = j.b.Fields(i, j.fields[:0])
	}
}

// fieldAt returns the index of the field that holds offset at, or -1: the
// offset may be a delimiter or a quote.
func (j *judge) fieldAt(at int) int {
	j.load(max(j.b.RecordAt(at), 0))
	lo, hi := 0, len(j.fields)
	for lo < hi {
		m := (lo + hi) / 2
		if j.fields[m].Start <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == 0 || at > j.fields[lo-1].End {
		return -1
	}
	return lo - 1
}

// FieldBounds implements detectors.Fields.
func (j *judge) FieldBounds(at int) (lo, hi int) {
	if i := j.fieldAt(at); i >= 0 {
		return j.fields[i].Start, j.fields[i].End
	}
	return at, at
}

// Raised implements detectors.Fields.
func (j *judge) Raised(det uint16, start, end int) bool {
	i := j.fieldAt(start)
	if i < 0 {
		return false
	}
	f := j.fields[i]
	if j.declared(f, det) {
		return true
	}
	c := &j.scan.set.context[det]
	var got found
	got, j.fold = around(c, j.b.Text, back(j.b.Text, start, c.window, f.Start), start, end, ahead(j.b.Text, end, rightWindow, f.End), j.fold)
	return got.label != "" || got.context != ""
}

func (j *judge) declared(f source.Field, det uint16) bool {
	return det < 64 && j.tab.column(f.Col).declared>>det&1 != 0
}

// block judges all hits of a block.
func (j *judge) block(hits []detectors.Hit) {
	lo, hi := int32(j.b.OwnLo), int32(j.b.OwnHi)
	j.order = j.order[:0]
	for i := range hits {
		if h := &hits[i]; h.Start >= lo && h.Start < hi {
			j.order = append(j.order, int32(i))
		}
	}
	slices.SortFunc(j.order, func(x, y int32) int { // hits are large
		a, b := &hits[x], &hits[y]
		if a.Start != b.Start {
			return int(a.Start) - int(b.Start)
		}
		if a.Detector != b.Detector {
			return int(a.Detector) - int(b.Detector)
		}
		if a.End != b.End {
			return int(b.End) - int(a.End)
		}
		if g := grade(b) - grade(a); g != 0 { // the strongest word first
			return g
		}
		return int(x) - int(y)
	})
	order := j.order
	if len(j.tab.special()) > 0 && !j.b.Header { // every record has to be looked at
		k := 0
		for i := range j.b.Records() {
			_, end := j.b.Span(i)
			from := k
			for k < len(order) && int(hits[order[k]].Start) < end {
				k++
			}
			j.record(i, hits, order[from:k])
		}
		return
	}
	for i := 0; i < len(order); {
		rec := max(j.b.RecordAt(int(hits[order[i]].Start)), 0)
		_, end := j.b.Span(rec)
		k := i + 1
		for k < len(order) && int(hits[order[k]].Start) < end {
			k++
		}
		j.record(rec, hits, order[i:k])
		i = k
	}
}

// grade orders words that two entries list: strong ones above context words.
func grade(h *detectors.Hit) int {
	if h.Word != nil && h.Word.Strong {
		return 1
	}
	return 0
}

// record judges the hits of one record; order lists them by position.
func (j *judge) record(rec int, hits []detectors.Hit, order []int32) {
	j.load(rec)
	j.cands, j.terms = j.cands[:0], j.terms[:0]
	var last *detectors.Hit
	for _, i := range order {
		h := &hits[i]
		if last != nil && last.Detector == h.Detector && last.Start == h.Start {
			continue // two anchors of one value
		}
		last = h
		f := j.fieldAt(int(h.Start))
		if f < 0 || int(h.End) > j.fields[f].End || int(h.Start) < j.fields[f].Start {
			continue // reaches over the border of its field
		}
		if h.Detector == j.scan.set.policy { // a word of legal text, see policyLegal
			j.evts = append(j.evts, statEvent{table: j.tab, col: int32(j.fields[f].Col), legal: true})
			continue
		}
		j.cands = append(j.cands, cand{hit: h, field: f})
	}
	special := len(j.tab.special()) > 0 && !j.b.Header
	if len(j.cands) == 0 && !special {
		return
	}
	for i := range j.cands {
		if !j.info(&j.cands[i]).Words {
			j.weigh(i)
		}
	}
	j.claim()
	j.names()
	j.words()
	if special {
		j.specialCells()
	}
	j.emit(rec)
}

func (j *judge) info(c *cand) *detectors.CategoryInfo { return &j.scan.set.info[c.hit.Detector] }

// weigh scores candidate i by its evidence and what stands around it.
func (j *judge) weigh(i int) {
	c := &j.cands[i]
	h, f := c.hit, j.fields[c.field]
	ctx := &j.scan.set.context[h.Detector]
	t := j.b.Text
	start, end := int(h.Start), int(h.End)
	c.t0 = int32(len(j.terms))
	for _, term := range h.Terms {
		if term.Name != "" {
			j.terms = append(j.terms, term)
			c.score += term.V
		}
	}
	base := c.score
	// A context word belongs to the nearest candidate on its right, else to the one on its left.
	left := back(t, start, ctx.window, f.Start)
	if p := j.neighbour(i, -1); p != nil {
		left = max(left, int(p.hit.End))
	}
	right := ahead(t, end, rightWindow, f.End)
	if n := j.neighbour(i, +1); n != nil {
		right = min(right, max(end, back(t, int(n.hit.Start), leftWindow, f.Start)))
	}
	var got found
	got, j.fold = around(ctx, t, min(left, start), start, end, right, j.fold)
	header := j.declared(f, h.Detector)
	c.labelled = got.label != ""

	raise := func(name string, target, general detectors.Score) detectors.Score {
		v := general
		if target != 0 {
			v = max(target-base, 0)
		}
		if v > 0 {
			j.terms = append(j.terms, detectors.Term{Name: name, V: v})
		}
		return v
	}
	word := got.label
	if word == "" {
		word = got.context
	}
	switch {
	case word != "" && header && h.Both != 0:
		c.score += raise("header and '"+word+"'", h.Both, 0)
	default:
		up := detectors.Score(0)
		switch {
		case got.label != "":
			up = raise("label '"+got.label+"'", h.Label, 20)
		case got.context != "":
			up = raise("context '"+got.context+"'", h.Context, 15)
		}
		if header {
			if h.Header != 0 {
				if rest := h.Header - base - up; rest > 0 {
					j.terms = append(j.terms, detectors.Term{Name: "header", V: rest})
					up += rest
				}
			} else {
				up += raise("header", 0, 20)
			}
		}
		c.score += up
	}
	if got.lower != "" && (got.label == "" || got.denied) { // a label is nearer than what lowers
		v := detectors.Score(-35)
		if got.denied {
			v = -55
		}
		j.terms = append(j.terms, detectors.Term{Name: "against: '" + got.lower + "'", V: v})
		c.score += v
	}
	if got.unit {
		j.terms = append(j.terms, detectors.Term{Name: "unit behind", V: -50})
		c.score -= 50
	}
	if j.tab.column(f.Col).product && !header {
		j.terms = append(j.terms, detectors.Term{Name: "product column", V: -35})
		c.score -= 35
	}
	c.t1 = int32(len(j.terms))
	if h.NeedContext && word == "" && !header {
		c.dead = true
	}
	if h.Cap != 0 {
		c.score = min(c.score, h.Cap)
	}
	c.score = clamp(c.score)
}

func clamp(s detectors.Score) detectors.Score { return max(0, min(100, s)) }

// neighbour returns the next candidate of the same field in a direction that is
// no vocabulary word and does not overlap candidate i.
func (j *judge) neighbour(i, step int) *cand {
	c := &j.cands[i]
	for k := i + step; k >= 0 && k < len(j.cands); k += step {
		n := &j.cands[k]
		if n.field != c.field {
			return nil
		}
		if j.info(n).Words || n.hit.Start < c.hit.End && c.hit.Start < n.hit.End {
			continue
		}
		return n
	}
	return nil
}

// claim settles overlaps: a labelled candidate first, then the order of the
// detector list. A national id inside an e-mail's local part stays beside it.
func (j *judge) claim() {
	for i := range j.cands {
		a := &j.cands[i]
		if j.info(a).Words || a.dead {
			continue
		}
		for k := i + 1; k < len(j.cands) && j.cands[k].hit.Start < a.hit.End; k++ {
			b := &j.cands[k]
			if b.dead || b.field != a.field {
				continue
			}
			if j.info(b).Words {
				b.dead = true // a word inside an address is not a word about a person
				continue
			}
			if a.dead {
				break
			}
			ca, cb := j.scan.set.Detectors[a.hit.Detector].Category, j.scan.set.Detectors[b.hit.Detector].Category
			if nested(ca, cb) || nested(cb, ca) {
				continue
			}
			if before(a, b) {
				b.dead = true
			} else {
				a.dead = true
			}
		}
	}
}

// nested tells the kinds of findings that may stand inside another one.
func nested(outer, inner detectors.Category) bool {
	switch inner {
	case detectors.NationalID:
		return outer == detectors.EMail || outer == detectors.DocumentID
	case detectors.PersonName: // mari.tamm@
		return outer == detectors.EMail
	}
	return false
}

// names raises a name beside an identifier in its cell, and drops what the mode
// does not list. It stays a sign of a person for the words either way.
func (j *judge) names() {
	for i := range j.cands {
		c := &j.cands[i]
		if c.dead || j.category(c) != detectors.PersonName {
			continue
		}
		for k := range j.cands {
			o := &j.cands[k]
			if k != i && o.field == c.field && !o.dead && !o.hit.Silent && j.info(o).Identity && j.category(o) != detectors.PersonName && LikelihoodOf(o.score) >= Possible {
				j.terms = append(j.terms, j.terms[c.t0:c.t1]...) // terms of a candidate lie in a row
				c.t0 = int32(len(j.terms)) - (c.t1 - c.t0)
				j.terms = append(j.terms, detectors.Term{Name: "identifier in the cell", V: 15})
				c.t1 = int32(len(j.terms))
				c.score = clamp(c.score + 15)
				break
			}
		}
	}
}

func (j *judge) category(c *cand) detectors.Category {
	return j.scan.set.Detectors[c.hit.Detector].Category
}

// listed tells whether a candidate may become a finding. beside: another kind of
// finding stands in the row.
func (j *judge) listed(c *cand, beside bool) bool {
	switch {
	case c.dead, c.hit.Silent:
		return false
	case j.category(c) != detectors.PersonName:
		return true
	}
	return j.scan.opt.Names == NamesAll || j.scan.opt.Names == NamesBeside && beside
}

// before tells whether a keeps the span that it shares with b.
func before(a, b *cand) bool {
	la, lb := LikelihoodOf(a.score) >= Possible, LikelihoodOf(b.score) >= Possible
	if la != lb {
		return la
	}
	if a.labelled != b.labelled {
		return a.labelled
	}
	if a.hit.Detector != b.hit.Detector {
		return a.hit.Detector < b.hit.Detector
	}
	return a.hit.End-a.hit.Start >= b.hit.End-b.hit.Start
}

// emit makes findings of what is left of the record.
func (j *judge) emit(rec int) {
	s := j.scan
	var near uint64
	person, beside := false, false
	keys := uint64(0) // kinds of keys in the row, of which two are critical
	for i := range j.cands {
		c := &j.cands[i]
		if c.dead || c.hit.Silent || LikelihoodOf(c.score) < Possible {
			continue
		}
		info, cat := j.info(c), j.category(c)
		if info.Identity && c.hit.Variant == 0 {
			near |= 1 << s.set.catIndex[c.hit.Detector]
			person = true
		}
		person = person || c.person
		beside = beside || cat != detectors.PersonName
		if (cat == detectors.NationalID || cat == detectors.Password || cat == detectors.PaymentCard) && !c.hit.Test {
			keys |= 1 << s.set.catIndex[c.hit.Detector]
		}
	}
	row, record := j.b.RowOf(rec)
	seen := uint64(0) // columns of this record are counted once per category
	lastField := -1
	for i := range j.cands {
		c := &j.cands[i]
		if !j.listed(c, beside) {
			continue
		}
		h := c.hit
		if h.Test && s.opt.HideTest {
			j.evts = append(j.evts, statEvent{table: j.tab, col: int32(j.fields[c.field].Col), hiddenTest: true})
			continue
		}
		if c.field != lastField {
			seen, lastField = 0, c.field
		}
		cat := s.set.catIndex[h.Detector]
		f := j.fields[c.field]
		band, child := j.age(h.Birth)
		sev := j.severity(c, child)
		if keys&(keys-1) != 0 && keys>>cat&1 != 0 && sev > detectors.Info {
			sev = detectors.Critical
		}
		first := seen>>cat&1 == 0
		seen |= 1 << cat
		j.evts = append(j.evts, statEvent{table: j.tab, col: int32(f.Col), cat: uint8(cat), det: h.Detector, variant: h.Variant, sev: uint8(sev),
			score: c.score, cap: h.Cap, firstInRow: first, test: h.Test, votes: j.votes(c), child: child, band: band, hidden: j.tab.Hidden || j.b.Hidden,
			near3: bits.OnesCount64(near) >= 3, person: c.person || person})
		// What the column can still raise waits; the rest is counted only.
		reach := c.score
		if j.votes(c) && !j.info(c).Words {
			reach = clamp(reach + columnTerm)
		}
		if LikelihoodOf(reach) < s.opt.MinLikelihood {
			continue
		}
		j.evts[len(j.evts)-1].value = j.finding(rec, c, row, record, f, near&^(1<<cat), person, band, child, sev)
	}
}

// votes tells whether the verdict of the column applies to a candidate: to
// whole-field values of a detector that asks for it, and to words about nobody.
func (j *judge) votes(c *cand) bool {
	if j.info(c).Words {
		return !c.person && c.hit.Word != nil
	}
	return j.scan.set.Detectors[c.hit.Detector].Column && c.hit.Variant == 0
}

func (j *judge) age(birth detectors.Date) (band string, child bool) {
	if birth == 0 {
		return "", false
	}
	age := detectors.Age(birth, j.scan.opt.AsOf)
	return detectors.AgeBand(age), age >= 0 && age < j.scan.opt.ChildAge
}

// severity is the category's, moved by what the finding is and whom it is about.
func (j *judge) severity(c *cand, child bool) detectors.Severity {
	d := j.scan.set.Detectors[c.hit.Detector]
	info := j.info(c)
	sev := info.Severity
	if d.Severity != nil {
		sev = *d.Severity
	}
	switch {
	case c.hit.Test, c.hit.Variant > 0 && d.Variants[c.hit.Variant-1].Info:
		return detectors.Info
	case child:
		sev = max(sev, detectors.High)
	case (info.Special || d.Category == detectors.Criminal) && c.person && LikelihoodOf(c.score) >= Likely:
		sev = detectors.Critical
	}
	return sev
}
