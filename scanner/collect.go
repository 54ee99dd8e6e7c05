package scanner

import (
	"encoding/binary"
	"sync"
	"sync/atomic"

	"leidur/source"
)

// inflight is how many blocks of one input may be swept ahead of the first
// unfinished one. It bounds what waits to be put in order.
const inflight = 64

// result is what a worker made of one block.
type result struct {
	ready    bool
	findings []byte // records, length-prefixed
	evts     []statEvent
	shapes   []shapeEvent
	filled   []int64 // filled cells by column, 0-based
	tab      *tableInfo
	rows     int64 // data rows
	cells    int64
	bytes    int64
	foreign  int64 // bytes that the encoding does not explain
	repaired int64 // letters that were encoded twice
	at       int64 // row of the first of them
	ragged   int64
	ragRow   int64
	gap      *source.Gap // a detector failed on the block
}

func (r *result) reset() {
	*r = result{findings: r.findings[:0], evts: r.evts[:0], shapes: r.shapes[:0], filled: r.filled[:0]}
}

// collector puts the results of one input in order and keeps its statistics.
type collector struct {
	run    *runState
	input  *source.Input
	tables tables
	logi   string
	time   atomic.Int64 // nanoseconds of work, where the scanner has a clock

	mu      sync.Mutex
	cond    sync.Cond
	emitted int // blocks handed out
	next    int // next block to be put in order
	ring    [inflight]*result
	err     error // the store failed
	late    late

	buf    []byte
	chunks []chunk
	listed int64
	dups   idCounts

	order      []columnKey // columns in order of first candidate
	cats       map[columnKey]map[uint8]*columnStat
	shapes     map[columnKey]map[uint16]*shape
	legal      map[columnKey]int // words of legal text
	policy     map[columnKey]verdict
	testHidden int64 // test values that are only counted
	filled     map[*tableInfo][]int64
	rows       map[*tableInfo]int64
	tabSeen    []*tableInfo
}

// late is what only the workers learn of an input; the reader owns the Input
// until it ends.
type late struct {
	bytes, cells          int64
	foreign, foreignRow   int64
	repaired, repairedRow int64
	ragged, raggedRow     int64
	gap                   *source.Gap
}

func newCollector(run *runState, in *source.Input, logical string) *collector {
	c := &collector{run: run, input: in, logi: logical,
		cats: map[columnKey]map[uint8]*columnStat{}, shapes: map[columnKey]map[uint16]*shape{},
		filled: map[*tableInfo][]int64{}, rows: map[*tableInfo]int64{}}
	c.cond.L = &c.mu
	return c
}

// take gives the next block its number. The caller has waited while full.
func (c *collector) take() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.emitted++
	return c.emitted - 1
}

// full tells whether as many blocks are in flight as may be.
func (c *collector) full() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.emitted-c.next >= inflight
}

// waitNext returns when a block was merged since full said yes.
func (c *collector) waitNext() {
	c.mu.Lock()
	for c.emitted-c.next >= inflight {
		c.cond.Wait()
	}
	c.mu.Unlock()
}

// deliver hands over the result of block seq. Results are merged in order; the
// collector copies what it keeps, so that r can be reused.
func (c *collector) deliver(seq int, r *result, recycle func(*result)) {
	c.mu.Lock()
	r.ready = true
	c.ring[seq%inflight] = r
	for {
		r := c.ring[c.next%inflight]
		if r == nil {
			break
		}
		c.ring[c.next%inflight] = nil
		c.merge(r)
		recycle(r)
		c.next++
	}
	c.cond.Broadcast()
	c.mu.Unlock()
}

// wait returns when all blocks handed out are merged.
func (c *collector) wait() {
	c.mu.Lock()
	for c.next < c.emitted {
		c.cond.Wait()
	}
	c.mu.Unlock()
}

// idle tells whether all blocks handed out are merged.
func (c *collector) idle() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.next == c.emitted
}

func (c *collector) merge(r *result) {
	c.run.bytes.Add(r.bytes)
	if r.tab != nil {
		if _, ok := c.rows[r.tab]; !ok {
			c.tabSeen = append(c.tabSeen, r.tab)
		}
		c.rows[r.tab] += r.rows
		if len(r.filled) > 0 {
			f := c.filled[r.tab]
			for len(f) < len(r.filled) {
				f = append(f, 0)
			}
			for i, n := range r.filled {
				f[i] += n
			}
			c.filled[r.tab] = f
		}
	}
	c.late.bytes += r.bytes
	c.late.cells += r.cells
	if r.repaired > 0 {
		if c.late.repaired == 0 {
			c.late.repairedRow = r.at
		}
		c.late.repaired += r.repaired
	}
	if r.foreign > 0 {
		if c.late.foreign == 0 {
			c.late.foreignRow = r.at
		}
		c.late.foreign += r.foreign
	}
	if r.ragged > 0 {
		if c.late.ragged == 0 {
			c.late.raggedRow = r.ragRow
		}
		c.late.ragged += r.ragged
	}
	if r.gap != nil && c.late.gap == nil {
		c.late.gap = r.gap
	}
	for data := r.findings; len(data) > 0; {
		var rec []byte
		rec, data = nextRecord(data)
		// Without a primary key equal rows are told apart by a counter.
		if rec[idBytes]&flagKeyed == 0 {
			c.countDuplicate(rec)
		}
		c.buf = appendRecord(c.buf, rec)
		c.listed++
		if len(c.buf) >= chunkSize {
			c.spill()
		}
	}
	for i := range r.evts {
		c.stat(&r.evts[i])
	}
	for i := range r.shapes {
		e := &r.shapes[i]
		k := columnKey{e.table, e.col}
		m := c.shapes[k]
		if m == nil {
			m = map[uint16]*shape{}
			c.shapes[k] = m
		}
		s := m[e.det]
		if s == nil {
			s = &shape{}
			m[e.det] = s
		}
		s.add(e.v, e.pass)
	}
}

// countDuplicate changes the fingerprint of a record that has the fingerprint of
// an earlier one.
func (c *collector) countDuplicate(rec []byte) {
	n := c.dups.add(binary.BigEndian.Uint64(rec))
	if n == 0 {
		return
	}
	var msg [13]byte
	msg[0] = 'd'
	copy(msg[1:], rec[:8])
	binary.BigEndian.PutUint32(msg[9:], n)
	binary.BigEndian.PutUint64(rec, uint64(c.run.scan.key.id(msg[:])))
}

func (c *collector) spill() {
	if c.err == nil && len(c.buf) > 0 {
		var ch chunk
		if ch, c.err = c.run.store.put(c.buf); c.err == nil {
			c.chunks = append(c.chunks, ch)
		}
	}
	c.buf = c.buf[:0]
}

func (c *collector) stat(e *statEvent) {
	k := columnKey{e.table, e.col}
	if e.hiddenTest {
		c.testHidden++
		return
	}
	if e.legal {
		if c.legal == nil {
			c.legal = map[columnKey]int{}
		}
		c.legal[k]++
		return
	}
	m := c.cats[k]
	if m == nil {
		m = map[uint8]*columnStat{}
		c.cats[k] = m
		c.order = append(c.order, k)
	}
	s := m[e.cat]
	if s == nil {
		s = &columnStat{}
		m[e.cat] = s
	}
	s.add(e)
}

// verdictOf returns the verdict of a column for a detector.
func (c *collector) verdictOf(k columnKey, det uint16) verdict {
	if c.run.scan.set.info[det].Words {
		return c.policyOf(k)
	}
	s := c.shapes[k][det]
	if s == nil {
		return noVerdict
	}
	return s.verdict(det < 64 && k.table.column(int(k.col)).declared>>det&1 != 0)
}

// policyOf tells whether a column is text about the law. The answer is kept: the
// counts are dropped when the input's columns are made.
func (c *collector) policyOf(k columnKey) verdict {
	if n := int64(c.legal[k]); n < policyLegal || n*policyLines < c.rows[k.table] {
		return noVerdict
	}
	if v, ok := c.policy[k]; ok {
		return v
	}
	kinds := 0
	for cat, s := range c.cats[k] {
		if info, _ := c.run.scan.set.cats[cat].Info(); info.Special && s.votes {
			kinds++
		}
	}
	v := noVerdict
	if kinds >= policyKinds {
		v = columnPolicy
	}
	if c.policy == nil {
		c.policy = map[columnKey]verdict{}
	}
	c.policy[k] = v
	return v
}

// finish settles the input once all blocks are merged.
func (c *collector) finish() {
	c.spill()
	in, l := c.input, &c.late
	in.BytesRead += l.bytes
	in.Cells += l.cells
	if l.repaired > 0 {
		in.Warn(source.WarnMojibake, l.repaired, "row "+itoa(l.repairedRow))
	}
	if l.foreign > 0 {
		in.Warn(source.WarnEncodingMixed, l.foreign, "row "+itoa(l.foreignRow))
	}
	if l.ragged > 0 {
		in.Warn(source.WarnRagged, l.ragged, "row "+itoa(l.raggedRow))
	}
	if l.gap != nil && in.Status == source.Scanned {
		in.Finish(l.gap, true)
	}
	for _, t := range c.tabSeen {
		if t.Sub == "" {
			in.AddTable(t.shown)
		}
	}
}
