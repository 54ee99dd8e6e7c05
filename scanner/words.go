package scanner

import (
	"bytes"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"leidur/detectors"
)

// Vocabulary hits are graded by the person that the text speaks of:
// the same word is a person's diagnosis in a note and a topic in a newsletter.
//
//	strong word               possible      context word              unlikely
//	  + person in the cell    likely          + person in the cell    possible
//	  + identifier beside it  very_likely     + a second word near    likely

const (
	personReach = 120  // characters around a word in which a person counts, in long fields
	secondReach = 60   // characters within which two context words support each other
	longField   = 300  // bytes; a shorter field is looked at as a whole
	noteField   = 90   // bytes; a shorter field is a note, a longer one prose
	roleReach   = 50   // bytes around a word in which a customer or patient counts, in prose
	policyField = 1500 // characters; longer fields are policy-like text
	cancelReach = 200  // characters; an identifier this near cancels policy-likeness
)

var (
	termStrong  = detectors.Term{Name: "strong word", V: 45}
	termContext = detectors.Term{Name: "context word", V: 20}
)

// words grades the vocabulary hits of the record.
func (j *judge) words() {
	first := slices.IndexFunc(j.cands, func(c cand) bool { return j.info(&c).Words })
	if first < 0 {
		return
	}
	for i := first; i < len(j.cands); {
		field := j.cands[i].field
		k := i
		for k < len(j.cands) && j.cands[k].field == field {
			k++
		}
		if !j.policyLike(i, k) {
			for n := i; n < k; n++ {
				if c := &j.cands[n]; !c.dead && j.info(c).Words {
					j.weighWord(n, i, k)
				}
			}
		}
		i = k
	}
}

// weighWord scores word n; lo..hi are the candidates of its field.
func (j *judge) weighWord(n, lo, hi int) {
	c := &j.cands[n]
	w := c.hit.Word
	f := j.fields[c.field]
	d := j.scan.set.Detectors[c.hit.Detector]
	t := j.b.Text
	start, end := int(c.hit.Start), int(c.hit.End)
	if j.trapped(d.Category, f.Start, f.End, start, end) || w.Cap && nameLike(t, f.Start, f.End, start, end) {
		c.dead = true
		return
	}
	// One finding a place: of words that overlap the strongest, then the longest, is reported.
	for k := lo; k < hi; k++ {
		o := &j.cands[k]
		if k == n || o.dead || o.hit.Word == nil || o.hit.Start >= c.hit.End || c.hit.Start >= o.hit.End ||
			j.scan.set.catIndex[o.hit.Detector] != j.scan.set.catIndex[c.hit.Detector] || grade(o.hit) < grade(c.hit) {
			continue
		}
		longer := o.hit.End-o.hit.Start > c.hit.End-c.hit.Start
		if grade(o.hit) > grade(c.hit) || longer || k < n && o.hit.End-o.hit.Start == c.hit.End-c.hit.Start {
			c.dead = true
			return
		}
	}
	c.t0 = int32(len(j.terms))
	add := func(name string, v detectors.Score) {
		j.terms = append(j.terms, detectors.Term{Name: name, V: v})
		c.score += v
	}
	if w.Strong {
		add(termStrong.Name, termStrong.V)
	} else {
		add(termContext.Name, termContext.V)
	}
	cue, beside := j.cue(n, lo, hi)
	if cue != "" && !beside && strings.HasSuffix(cue, farOff) {
		if w.Strong {
			add(cue, 14) // stays possible
		} else {
			add(cue, 15)
		}
		cue = ""
	} else if cue != "" {
		add(cue, 25)
	}
	c.person = cue != ""
	if beside && w.Strong {
		add("identifier beside it", 20)
	}
	if !w.Strong && c.person && j.secondWord(n, lo, hi) {
		add("second word of the kind", 20)
	}
	if j.tab.column(f.Col).product || !w.Strong && j.productNear(f.Start, f.End, start, end) {
		add("product", -50)
	}
	c.t1 = int32(len(j.terms))
	c.score = clamp(c.score)
}

func abs(x int) int { return max(x, -x) }

// secondWord tells whether another live word of the same category stands near.
func (j *judge) secondWord(n, lo, hi int) bool {
	c := &j.cands[n]
	for k := lo; k < hi; k++ {
		o := &j.cands[k]
		if k != n && !o.dead && o.hit.Word != nil && o.hit.Start != c.hit.Start &&
			j.scan.set.catIndex[o.hit.Detector] == j.scan.set.catIndex[c.hit.Detector] && abs(int(o.hit.Start)-int(c.hit.Start)) <= secondReach {
			return true
		}
	}
	return false
}

// farOff ends the names of cues that are too far off, or too common in prose, to
// make a word somebody's: they lift it to possible and no further.
const farOff = ", far off"

// cue returns what makes word n, of the candidates lo..hi of its field, a word
// about a person; "" if nothing does. beside tells that an identifier stands in
// the same cell.
//
// In a short field, which is how notes are written, any word for a person and
// any name will do. Longer text is prose: there a name and a pronoun stand in
// every other sentence, and only an identifier or a word for a customer, patient
// or employee near by is a sign (measured: docs/accuracy.md).
func (j *judge) cue(n, lo, hi int) (name string, beside bool) {
	c := &j.cands[n]
	f := j.fields[c.field]
	start, end := int(c.hit.Start), int(c.hit.End)
	short := f.End-f.Start <= noteField
	named, row := false, false
	for k := range j.cands {
		o := &j.cands[k]
		if o.dead || o.hit.Silent || !j.info(o).Identity || LikelihoodOf(o.score) < Possible {
			continue
		}
		isName := j.category(o) == detectors.PersonName
		switch {
		case o.field != c.field:
			row = row || o.hit.Variant == 0
		case f.End-f.Start > longField && abs(int(o.hit.Start)-start) > personReach:
			row = row || !isName && o.hit.Variant == 0
		case isName:
			named = true
		default:
			beside = true
		}
	}
	found := j.personNear(f.Start, f.End, start, end, j.category(c) == detectors.Child)
	switch {
	case beside, named && short:
		return "person in the cell", true
	case found == personRole, found == personAny && short:
		return "person in the cell", false
	case row:
		return "identifier in the row", false
	case j.tab.column(f.Col).freeText:
		return "notes column", false
	case found != 0, named:
		return "person in the cell" + farOff, false
	}
	return "", false
}

// personNear looks for the words about a person and returns the strongest kind;
// two weak ones are one of the others. For words about children kin says nothing:
// it is what was found.
func (j *judge) personNear(flo, fhi, start, end int, child bool) (best personWord) {
	t := j.b.Text
	lo, hi := flo, fhi
	if fhi-flo > longField {
		lo, hi = back(t, start, personReach, flo), ahead(t, end, personReach, fhi)
	}
	near := fhi-flo <= noteField
	weak := 0
	j.tokens(t, lo, hi, func(a, b int) bool {
		if a >= start && b <= end {
			return true
		}
		switch j.scan.persons[string(j.fold)] {
		case personRole:
			if near || a < end+roleReach && start < b+roleReach {
				best = personRole
				return false
			}
			best = personAny
		case personAny:
			if !child {
				best = personAny
			}
		case personWeak:
			weak++
		}
		return true
	})
	if best == 0 && weak >= 2 {
		best = personAny
	}
	return best
}

// productNear tells whether a product word stands directly left or right.
func (j *judge) productNear(flo, fhi, start, end int) bool {
	t := j.b.Text
	found := false
	check := func(a, b int) bool {
		found = found || j.scan.product[string(j.fold)]
		return true
	}
	j.tokens(t, back(t, start, 24, flo), start, check)
	j.tokens(t, end, ahead(t, end, 24, fhi), check)
	return found
}

// tokens calls f for each token of t[lo:hi] with its lower case in j.fold, until
// f returns false.
func (j *judge) tokens(t []byte, lo, hi int, f func(a, b int) bool) {
	for i := lo; i < hi; {
		if !wordByte(t[i]) || punctLen(t, i) > 0 || t[i] >= 0x80 && t[i] < 0xC0 {
			i++
			continue
		}
		end := tokenEnd(t, i, hi)
		j.fold = lower(j.fold[:0], t[i:end])
		if !f(i, end) {
			return
		}
		i = end
	}
}

// trapped tells whether a trap phrase of the category covers the word.
func (j *judge) trapped(cat detectors.Category, flo, fhi, start, end int) bool {
	t := j.b.Text
	j.buf2 = lower(j.buf2[:0], t[start:end])
	traps := j.scan.traps[trapAt(cat, j.buf2)]
	if len(traps) == 0 {
		return false
	}
	size := len(j.buf2)
	lo, hi := back(t, start, 40, flo), ahead(t, end, 40, fhi)
	j.fold = lower(j.fold[:0], t[lo:hi])
	// Folding may change lengths by a byte or two; the word is found again by its folded prefix.
	at := len(lower(j.buf2[:0], t[lo:start]))
	for _, trap := range traps {
		text, open := strings.CutSuffix(trap, "*")
		for from := 0; ; {
			i := bytes.Index(j.fold[from:], []byte(text))
			if i < 0 {
				break
			}
			i += from
			stop := i + len(text)
			if open {
				stop = tokenEnd(j.fold, stop, len(j.fold))
			}
			whole := (i == 0 || !hasWord(j.fold[i-1:i])) && (open || stop == len(j.fold) || !hasWord(j.fold[stop:stop+1]))
			if whole && i <= at && at+size <= stop {
				return true
			}
			from = i + 1
		}
	}
	return false
}

// nameLike tells surnames and places: written Capitalised, and not at the start
// of a sentence, or followed by another Capitalised word.
func nameLike(t []byte, flo, fhi, start, end int) bool {
	if r, _ := utf8.DecodeRune(t[start:end]); !unicode.IsUpper(r) {
		return false
	}
	if bytes.Equal(t[start:end], bytes.ToUpper(t[start:end])) {
		return false // all capitals is emphasis
	}
	i := start
	for i > flo && (t[i-1] == ' ' || t[i-1] == '"' || t[i-1] == '\'') {
		i--
	}
	if i > flo && t[i-1] != '.' && t[i-1] != '!' && t[i-1] != '?' && t[i-1] != '\n' && t[i-1] != ':' {
		return true
	}
	if end+1 < fhi && t[end] == ' ' {
		r, _ := utf8.DecodeRune(t[end+1 : fhi])
		return unicode.IsUpper(r)
	}
	return false
}

// policyLike recognises text about the law instead of about a person: a long
// field, one that names five kinds of special categories, or two kinds beside
// legal words. One finding says so, and lists no words. An identifier near a
// word cancels it, and where length is the only sign a customer or patient does:
// a client's history is long too.
func (j *judge) policyLike(lo, hi int) bool {
	var kinds uint64
	firstWord := -1
	for i := lo; i < hi; i++ {
		c := &j.cands[i]
		if c.dead || !j.info(c).Words {
			continue
		}
		if firstWord < 0 {
			firstWord = i
		}
		kinds |= 1 << j.scan.set.catIndex[c.hit.Detector]
	}
	if firstWord < 0 {
		return false
	}
	f := j.fields[j.cands[firstWord].field]
	n := bits.OnesCount64(kinds)
	byTopic := n >= 5 || n >= 2 && j.legal(f.Start, f.End)
	if size := f.End - f.Start; !byTopic && (size <= policyField || size <= utf8.UTFMax*policyField && utf8.RuneCount(j.b.Text[f.Start:f.End]) <= policyField) {
		return false
	}
	kept := false
	for i := lo; i < hi; i++ {
		c := &j.cands[i]
		if c.dead || !j.info(c).Words {
			continue
		}
		start, end := int(c.hit.Start), int(c.hit.End)
		near := !byTopic && j.personNear(f.Start, f.End, start, end, j.category(c) == detectors.Child) == personRole
		for k := lo; k < hi && !near; k++ {
			o := &j.cands[k]
			near = !o.dead && j.info(o).Identity && LikelihoodOf(o.score) >= Possible && abs(int(o.hit.Start)-start) <= cancelReach
		}
		if near {
			j.weighWord(i, lo, hi)
			continue
		}
		if kept {
			c.dead = true
			continue
		}
		kept = true
		c.hit = j.synthetic(j.scan.set.policy, c.hit.Start, c.hit.End)
		c.t0 = int32(len(j.terms))
		j.terms = append(j.terms, detectors.Term{Name: "policy-like text", V: 20})
		c.t1, c.score = int32(len(j.terms)), 20
	}
	return true
}

// legal tells whether the field has a word of legal text.
func (j *judge) legal(lo, hi int) bool {
	found := false
	j.tokens(j.b.Text, lo, hi, func(a, b int) bool {
		n, _ := j.scan.legal.match(j.fold)
		found = n > 0
		return !found
	})
	return found
}

// synthetic returns a hit that no detector reported. It lives until the next record.
func (j *judge) synthetic(det uint16, start, end int32) *detectors.Hit {
	return &detectors.Hit{Start: start, End: end, Detector: det}
}

// specialCells reports every filled cell of a column whose name is a special
// category: the cheapest strong signal there is. Words of that
// category in the cell are the same finding.
func (j *judge) specialCells() {
	for i, f := range j.fields {
		info := j.tab.column(f.Col)
		if info.special == "" || len(bytes.TrimSpace(j.b.Text[f.Start:f.End])) == 0 || f.Start < j.b.OwnLo {
			continue
		}
		det, ok := j.scan.set.header[info.special]
		if !ok {
			continue
		}
		for k := range j.cands {
			c := &j.cands[k]
			if c.field == i && j.info(c).Words {
				c.dead = true
			}
		}
		c := cand{hit: j.synthetic(det, int32(f.Start), int32(f.End)), field: i, score: 90, person: true, t0: int32(len(j.terms))}
		j.terms = append(j.terms, detectors.Term{Name: "header names the category", V: 90})
		c.t1 = int32(len(j.terms))
		// Keep the order of position.
		at := len(j.cands)
		for at > 0 && j.cands[at-1].field > i {
			at--
		}
		j.cands = append(j.cands, cand{})
		copy(j.cands[at+1:], j.cands[at:])
		j.cands[at] = c
	}
}
