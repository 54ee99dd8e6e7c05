package scanner

import (
	"bytes"
	"path"
	"strconv"
	"strings"
	"time"

	"leidur/detectors"
	"leidur/source"
)

// worker holds the scratch memory of one goroutine; nothing in it survives a
// block but its capacity.
type worker struct {
	scan  *Scanner
	sweep sweeper
	judge judge
	spare []byte // for decoded text
	names *judge // for names and header cells, apart from the block at hand
	nsw   sweeper
	cells cellCounter
	away  time.Duration // of the reader at hand: sweeping and members
}

func newWorker(s *Scanner) *worker {
	w := &worker{scan: s}
	w.sweep.set, w.nsw.set = s.set, s.set
	w.sweep.timing = s.timing
	w.judge.scan = s
	w.names = &judge{scan: s}
	w.sweep.pass.AsOf, w.nsw.pass.AsOf = s.opt.AsOf, s.opt.AsOf
	w.sweep.pass.Block, w.nsw.pass.Block = &w.judge, w.names
	return w
}

// process sweeps one block and fills r.
func (w *worker) process(c *collector, b *source.Block, r *result) {
	defer func() {
		if p := recover(); p != nil { // a detector's fault must not lose the other inputs
			r.reset()
			row, _ := b.RowOf(0)
			r.gap = &source.Gap{Reason: source.Damaged, Detail: "detector_panic", From: "row " + itoa(row)}
		}
	}()
	r.bytes = int64(b.OwnHi - b.OwnLo)
	t, at := w.scan.timing, w.scan.timing.now()
	if b.Charmap != nil {
		w.spare, _ = b.Decode(w.spare)
	}
	b.Text = padded(b.Text)
	sw := &w.sweep
	if bad := sw.m.classify(b.Text); bad >= 0 || source.MayBeTwice(b.Text) {
		var d source.Decoded
		lo, hi := b.OwnLo, b.OwnHi
		w.spare, d = b.Decode(w.spare)
		if d.First >= lo && d.First < hi { // else counted in the window that owns it
			r.foreign, r.repaired = d.Foreign, d.Repaired
			r.at, _ = b.RowOf(d.Record)
		}
		b.Text = padded(b.Text)
		sw.m.classify(b.Text)
	}
	at = t.lap(StageClassify, c, at)
	tab := c.tables.get(w, b.Table)
	r.tab = tab
	j := &w.judge
	j.logi = c.logi
	j.start(b, tab)
	sw.pass.Begin(b.Text)
	sw.sweep()
	if tab.readsCells() && !b.Header && !b.Window {
		w.namedCells(b, tab)
	}
	if len(sw.pass.Timeouts) > 0 {
		u := sw.pass.Timeouts[0]
		row, _ := b.RowOf(max(b.RecordAt(u.Start), 0))
		r.gap = &source.Gap{Reason: source.RuleTimeout, Detail: w.scan.set.Detectors[u.Detector].Name, From: "row " + itoa(row)}
		for _, u := range sw.pass.Timeouts {
			w.scan.timeouts[u.Detector].Add(1)
		}
	}
	at = t.lap(StageSweep, c, at)
	j.block(sw.pass.Hits)
	at = t.lap(StageWeigh, c, at)
	w.columns(b, r)
	if len(sw.pass.Misses)+len(sw.pass.Hits) > 0 {
		w.shapes(b, tab, r)
	}
	t.lap(StageColumns, c, at)
	r.findings = append(r.findings, j.out...)
	r.evts = append(r.evts, j.evts...)
	if !b.Header && !b.Window {
		r.rows = int64(b.Records())
		if b.Continued {
			r.rows--
		}
	}
}

// namedCells hands the cells of columns to the detectors that their names declare.
func (w *worker) namedCells(b *source.Block, tab *tableInfo) {
	p := &w.sweep.pass
	for i := range b.Records() {
		w.judge.load(i)
		for _, f := range w.judge.fields {
			for _, det := range tab.column(f.Col).cells {
				if f.End > f.Start {
					p.Current = det
					w.scan.set.Detectors[det].Cell(p, f.Start, f.End)
				}
			}
		}
	}
}

// shapes tells the columns which of their whole-field values pass.
func (w *worker) shapes(b *source.Block, tab *tableInfo, r *result) {
	if b.Kind != source.KindCell && b.Kind != source.KindSQLValue || b.Header {
		return
	}
	add := func(start, end int32, det uint16, pass bool) {
		if int(start) < b.OwnLo || int(start) >= b.OwnHi {
			return
		}
		i := w.judge.fieldAt(int(start))
		if i < 0 {
			return
		}
		f := w.judge.fields[i]
		value := bytes.Trim(b.Text[f.Start:f.End], " '\"=")
		if len(value) != int(end-start) {
			return
		}
		v, _ := strconv.ParseUint(string(value), 10, 64)
		r.shapes = append(r.shapes, shapeEvent{tab, int32(f.Col), det, pass, v})
	}
	// Passes and misses in order of position, as the counter test needs it.
	all, hits, misses := w.sweep.pass.Hits, w.judge.order, w.sweep.pass.Misses
	for len(hits)+len(misses) > 0 {
		if len(misses) == 0 || len(hits) > 0 && all[hits[0]].Start < misses[0].Start {
			h := &all[hits[0]]
			if w.scan.set.Detectors[h.Detector].Column && h.Variant == 0 {
				add(h.Start, h.End, h.Detector, true)
			}
			hits = hits[1:]
			continue
		}
		m := &misses[0]
		add(m.Start, m.End, m.Detector, false)
		misses = misses[1:]
	}
}

// columns counts filled cells, and records that do not fit the header.
func (w *worker) columns(b *source.Block, r *result) {
	if b.Header {
		return
	}
	switch b.Layout.Kind {
	case source.Cells:
		for i, c := range b.Cells {
			end := len(b.Text)
			if i+1 < len(b.Cells) {
				end = int(b.Cells[i+1].Start)
			}
			if end-int(c.Start) > 1 {
				r.count(int(c.Col), 1)
			}
		}
		r.cells = 0 // readers of decoded formats count cells themselves
	case source.CSV:
		if b.Window {
			return
		}
		w.cells.count(b, r)
	case source.Lines:
		for i := range b.Records() {
			lo, hi := b.Span(i)
			if hi-lo > 2 || len(bytes.TrimSpace(b.Text[lo:hi])) > 0 {
				r.cells++
			}
		}
	}
}

// maxCounted is the highest column whose filled cells are counted.
const maxCounted = 4096

func (r *result) count(col int, n int64) {
	if col < 1 || col > maxCounted {
		return
	}
	for len(r.filled) < col {
		r.filled = append(r.filled, 0)
	}
	r.filled[col-1] += n
}

// hitsIn sweeps a short text of its own: a name or a header cell.
func (w *worker) hitsIn(text []byte) []detectors.Hit {
	b := &source.Block{Text: padded(append([]byte(nil), text...)), Starts: []int32{0}, Table: &source.Table{}, Offset: -1}
	b.OwnHi = len(b.Text)
	if w.nsw.m.classify(b.Text) >= 0 {
		b.Decode(nil)
		b.Text = padded(b.Text)
		w.nsw.m.classify(b.Text)
	}
	w.names.start(b, &tableInfo{Table: b.Table})
	p := &w.nsw.pass
	p.Begin(b.Text)
	w.nsw.sweep()
	w.names.block(p.Hits)
	// What the judge keeps at possible or above counts as a value.
	var out []detectors.Hit
	for i := range w.names.cands {
		c := &w.names.cands[i]
		if !c.dead && LikelihoodOf(c.score) >= Possible && !w.scan.set.info[c.hit.Detector].Words {
			out = append(out, *c.hit)
		}
	}
	w.names.cands = w.names.cands[:0]
	return out
}

func (w *worker) anyValue(cell []byte) bool { return len(w.hitsIn(cell)) > 0 }

// maskPath masks the values in a path, whose last part may have an ending that
// belongs to no value: mari@naidis.ee.csv.
func (w *worker) maskPath(name string) (string, bool) {
	masked, hit := w.maskName(name)
	at := strings.LastIndexAny(masked, "!/") + 1
	ext := path.Ext(masked[at:])
	stem, again := w.maskName(strings.TrimSuffix(masked, ext))
	return stem + ext, hit || again
}

// maskName masks the values in the name of a file, table or column.
func (w *worker) maskName(name string) (string, bool) {
	hits := w.hitsIn([]byte(name))
	if len(hits) == 0 {
		return name, false
	}
	var out []byte
	at := 0
	for _, h := range hits {
		if int(h.Start) < at {
			continue
		}
		out = append(out, name[at:h.Start]...)
		out = maskValue(out, w.scan.set.Detectors[h.Detector], []byte(name[h.Start:h.End]), w.scan.opt.Mask)
		at = int(h.End)
	}
	return string(append(out, name[at:]...)), true
}
