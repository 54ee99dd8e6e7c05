package scanner

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"leidur/detectors"
	"leidur/source"
)

// A Sink is a report. All its methods are called from one goroutine, inputs and
// their findings in input order. A sink never sees a value that is not masked.
type Sink interface {
	// Input is called when an input is settled, before its findings.
	Input(*source.Input) error
	// Finding is called in order of place. Only sinks that stream get them here;
	// the others walk Run.Findings in Close. The Finding is reused.
	Finding(*Finding) error
	// Close gets totals and columns.
	Close(*Run) error
}

// Streamer is implemented by sinks that want findings while the run goes on.
type Streamer interface{ Streams() bool }

// Run is what a run found, for Sink.Close.
type Run struct {
	Scanner     *Scanner
	Inputs      []*source.Input
	Columns     []*Column // in input order, then table and column, then category
	Totals      Totals
	Partial     bool // something was not read
	Interrupted bool

	state *runState
	files []*collector
}

// Totals are exact whatever is listed.
type Totals struct {
	Scanned, Partly, Not int
	Bytes, Rows, Cells   int64
	Findings             int64 // at or above the listing threshold
	Below                int64
	ByCategory           map[detectors.Category]int64
	BySeverity           [5]int64
	ByLikelihood         [4]int64
	Test                 int64
	TestHidden           int64 // published test values that Options.HideTest left out
	Special              int64 // rows with a special category at likely or above
	Bands                map[string]int64
	Child                int64
	// AtLeast[s][l] counts findings that are no test data by severity and likelihood.
	Gate [5][4]int64
}

// unit is one planned input with the members found inside it.
type unit struct {
	plan source.Planned
	mu   sync.Mutex
	ins  []*collector
	done chan struct{}
}

type runState struct {
	ctx    context.Context // never cancelled: reports are written after an interrupt
	scan   *Scanner
	store  store
	bytes  atomic.Int64
	found  atomic.Int64
	units  atomic.Int64
	total  int
	blocks chan job
	pool   sync.Pool // *source.Block
	rpool  sync.Pool // *result
	counts *occurrences
}

// job is a block on its way to a worker.
type job struct {
	c   *collector
	b   *source.Block
	seq int
}

// lookahead is how many units may be read ahead of the one being drained, by worker.
const lookahead = 4

// Run scans the planned inputs and feeds the sinks. A cancelled context gives a
// Run that is marked interrupted, not an error; the error is that of a sink or
// of the spill file.
func (s *Scanner) Run(ctx context.Context, plan []source.Planned, sinks ...Sink) (*Run, error) {
	st := &runState{ctx: context.WithoutCancel(ctx), scan: s, total: len(plan), blocks: make(chan job, 2*(s.opt.Workers-1))}
	st.pool.New = func() any { return &source.Block{} }
	st.rpool.New = func() any { return &result{} }
	defer st.store.close()

	units := make([]*unit, len(plan))
	for i := range plan {
		units[i] = &unit{plan: plan[i], done: make(chan struct{})}
	}
	work := make(chan *unit)
	slots := make(chan struct{}, lookahead*s.opt.Workers)
	g, gctx := errgroup.WithContext(context.WithoutCancel(ctx))
	g.Go(func() error { // plan order
		defer close(work)
		for _, u := range units {
			select {
			case slots <- struct{}{}:
			case <-gctx.Done():
				return nil
			}
			select {
			case work <- u:
			case <-gctx.Done():
				return nil
			}
		}
		return nil
	})
	var readers sync.WaitGroup
	readers.Add(s.opt.Workers)
	for range s.opt.Workers {
		g.Go(func() error {
			w := newWorker(s)
			in := work
			for in != nil {
				select {
				case j := <-st.blocks:
					st.sweep(w, j)
				case u, ok := <-in:
					if !ok {
						in = nil
						break
					}
					st.read(ctx, gctx, w, u)
				}
			}
			readers.Done()
			for j := range st.blocks { // others may still read
				st.sweep(w, j)
			}
			return nil
		})
	}
	g.Go(func() error {
		readers.Wait()
		close(st.blocks)
		return nil
	})
	run := &Run{Scanner: s, state: st}
	run.Totals.ByCategory, run.Totals.Bands = map[detectors.Category]int64{}, map[string]int64{}
	g.Go(func() error { // drain, in input order
		for _, u := range units {
			select {
			case <-u.done:
			case <-gctx.Done():
				return gctx.Err()
			}
			for _, c := range u.ins {
				if err := run.drain(c, sinks); err != nil {
					return err
				}
			}
			u.ins = nil
			<-slots
			st.units.Add(1)
			st.progress()
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		return nil, err
	}
	run.Interrupted = ctx.Err() != nil
	run.Partial = run.Partial || run.Interrupted
	var errs []error
	start := s.timing.now()
	for _, sink := range sinks {
		if err := sink.Close(run); err != nil {
			errs = append(errs, err)
		}
	}
	s.timing.lap(StageReport, nil, start)
	return run, errors.Join(errs...)
}

func (st *runState) progress() {
	if f := st.scan.opt.Progress; f != nil {
		f(Progress{int(st.units.Load()), st.total, st.bytes.Load(), st.found.Load()})
	}
}

// sweep processes one block and hands its result on.
func (st *runState) sweep(w *worker, j job) {
	r := st.rpool.Get().(*result)
	r.reset()
	w.process(j.c, j.b, r)
	b := j.b
	st.found.Add(int64(len(r.evts)))
	start := st.scan.timing.now()
	j.c.deliver(j.seq, r, func(r *result) { st.rpool.Put(r) })
	st.scan.timing.lap(StageReport, j.c, start)
	st.pool.Put(b)
	if j.seq%64 == 63 {
		st.progress()
	}
}

// hand gives a block to an idle worker. When nobody is idle this worker sweeps
// the oldest waiting block itself, so that results come nearly in order.
func (st *runState) hand(w *worker, c *collector, b *source.Block) {
	for c.full() {
		select {
		case old := <-st.blocks:
			st.sweep(w, old)
		default:
			c.waitNext()
		}
	}
	j := job{c, b, c.take()}
	for cap(st.blocks) > 0 {
		select {
		case st.blocks <- j:
			return
		default:
		}
		select {
		case old := <-st.blocks:
			st.sweep(w, old)
		default:
		}
	}
	st.sweep(w, j)
}

// read runs the reader of one unit. Blocks go to idle workers; when nobody is
// idle, this one sweeps them itself.
func (st *runState) read(ctx, gctx context.Context, w *worker, u *unit) {
	defer close(u.done)
	if u.plan.Gap != nil || ctx.Err() != nil {
		g := u.plan.Gap
		if g == nil {
			g = &source.Gap{Reason: source.Interrupted}
		}
		in := &source.Input{Path: u.plan.Path, Size: u.plan.Size, ModTime: u.plan.ModTime}
		in.Finish(g, false)
		st.add(w, u, in)
		return
	}
	f, closer, err := source.Open(u.plan)
	in := &source.Input{Path: u.plan.Path, Size: u.plan.Size, ModTime: u.plan.ModTime}
	c := st.add(w, u, in)
	if err != nil {
		in.Finish(err, false)
		return
	}
	st.input(ctx, gctx, w, u, c, f)
	if err := closer.Close(); err != nil && in.Status == source.Scanned {
		in.Finish(err, true)
	}
	if g := source.CheckUnchanged(u.plan); g != nil && in.Status == source.Scanned {
		in.Finish(g, true)
	}
	for _, c := range u.ins { // help until the blocks of this unit are done
		for !c.idle() {
			select {
			case j := <-st.blocks:
				st.sweep(w, j)
			default:
				c.wait()
			}
		}
	}
}

// add lists an input of the unit; its path is masked if it holds a value.
func (st *runState) add(w *worker, u *unit, in *source.Input) *collector {
	logical := LogicalName(in.Path)
	in.Path, _ = w.maskPath(in.Path)
	c := newCollector(st, in, logical)
	u.mu.Lock()
	u.ins = append(u.ins, c)
	u.mu.Unlock()
	return c
}

// input reads one file, archive member or stream.
func (st *runState) input(ctx, gctx context.Context, w *worker, u *unit, c *collector, f *source.File) {
	s := st.scan
	out := &source.Out{Input: c.input, BlockSize: s.opt.BlockSize, Limits: s.opt.Limits, Hints: s.hints(w), Passwords: s.opt.Passwords}
	out.NewBlock = func() *source.Block {
		b := st.pool.Get().(*source.Block)
		b.Reset()
		return b
	}
	out.Emit = func(b *source.Block) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := gctx.Err(); err != nil {
			return err
		}
		out.Swept()
		start := s.timing.now()
		st.hand(w, c, b)
		w.away += s.timing.now().Sub(start)
		return nil
	}
	out.Child = func(child *source.File) error {
		in := &source.Input{Path: child.Path, Size: child.Size, ModTime: child.ModTime, Member: true}
		start, before := s.timing.now(), w.away
		st.input(ctx, gctx, w, u, st.add(w, u, in), child)
		w.away = before + s.timing.now().Sub(start)
		out.Member(in)
		return ctx.Err()
	}
	out.Missing = func(path string, g *source.Gap) {
		in := &source.Input{Path: path, Size: -1, Member: true}
		in.Finish(g, false)
		st.add(w, u, in)
		out.Member(in)
	}
	st.name(w, c, out, f.Path)
	start, before := s.timing.now(), w.away
	source.Read(ctx, s.opt.Formats, f, out)
	if s.timing != nil {
		s.timing.add(StageRead, c, s.timing.now().Sub(start)-(w.away-before))
	}
	w.maskProof(c.input)
}

// name sweeps the name of an input that holds a value: a file can be named
// after a person. The name says nothing about whether the file was read.
func (st *runState) name(w *worker, c *collector, out *source.Out, place string) {
	base := place[strings.LastIndexAny(place, "!/")+1:]
	if _, hit := w.maskPath(base); !hit {
		return
	}
	if _, hit := w.maskName(base); !hit { // the ending hides it: mari@naidis.ee.csv
		base = strings.TrimSuffix(base, path.Ext(base))
	}
	b := out.NewBlock()
	b.Table, b.Kind, b.Header, b.Offset = &source.Table{Sub: "name"}, source.KindFileName, true, -1
	b.Text, b.Starts = append(b.Text, base...), append(b.Starts, 0)
	b.Rows = append(b.Rows, 0)
	b.OwnHi = len(b.Text)
	st.hand(w, c, b)
}

// maskProof masks the values in what a reader wrote about an input: names of
// tables and places.
func (w *worker) maskProof(in *source.Input) {
	in.From, _ = w.maskName(in.From)
	in.Detail, _ = w.maskName(in.Detail)
	for i := range in.Tables {
		in.Tables[i], _ = w.maskName(in.Tables[i])
	}
	for i := range in.Warnings {
		in.Warnings[i].First, _ = w.maskName(in.Warnings[i].First)
	}
}

// drain settles one input and hands it to the sinks.
func (run *Run) drain(c *collector, sinks []Sink) error {
	timing := run.Scanner.timing
	start := timing.now()
	defer func() {
		timing.lap(StageReport, c, start)
		timing.settle(c)
	}()
	c.finish()
	if c.err != nil {
		return c.err
	}
	in := c.input
	in.N = len(run.Inputs) + 1
	run.Inputs = append(run.Inputs, in)
	run.files = append(run.files, c)
	t := &run.Totals
	switch in.Status {
	case source.Scanned:
		t.Scanned++
	case source.PartlyScanned:
		t.Partly++
	case source.NotScanned:
		if in.Counts() {
			t.Not++
		}
	}
	if in.Status != source.Scanned && in.Counts() {
		run.Partial = true
	}
	t.Bytes += in.BytesRead
	t.Rows += in.Rows
	t.Cells += in.Cells
	cols := run.columns(c)
	run.Columns = append(run.Columns, cols...)
	streaming := false
	for _, s := range sinks {
		if err := s.Input(in); err != nil {
			return err
		}
		if st, ok := s.(Streamer); ok && st.Streams() {
			streaming = true
		}
	}
	if streaming {
		err := run.each(c, func(f *Finding) error {
			for _, s := range sinks {
				if st, ok := s.(Streamer); ok && st.Streams() {
					if err := s.Finding(f); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return run.sample(c, cols)
}

// columns settles the statistics of one input, ordered by table, column and category.
func (run *Run) columns(c *collector) []*Column {
	set := run.Scanner.set
	min := run.Scanner.opt.MinLikelihood
	t := &run.Totals
	t.TestHidden += c.testHidden
	rank := map[*tableInfo]int{}
	for i, tab := range c.tabSeen {
		rank[tab] = i
	}
	sort.SliceStable(c.order, func(a, b int) bool {
		x, y := c.order[a], c.order[b]
		if x.table != y.table {
			return rank[x.table] < rank[y.table]
		}
		return x.col < y.col
	})
	var out []*Column
	for _, k := range c.order {
		cats := make([]int, 0, 4)
		for cat := range c.cats[k] {
			cats = append(cats, int(cat))
		}
		sort.Ints(cats)
		info := k.table.column(int(k.col))
		for _, cat := range cats {
			s := c.cats[k][uint8(cat)]
			v := noVerdict
			if s.votes {
				for _, r := range s.rules {
					if set.Detectors[r.det].Column || set.info[r.det].Words {
						v = c.verdictOf(k, r.det)
					}
				}
			}
			ci, _ := set.cats[cat].Info()
			col := &Column{Input: c.input, Table: k.table.shown, Index: int(k.col), Category: set.cats[cat], Rows: c.rows[k.table], RowsFilled: -1,
				Distinct: int64(len(s.values)), DistinctMore: s.more, Test: s.test, Bands: s.band[v], Child: s.child[v], Special: ci.Special,
				FreeText: info.freeText || k.col == 0, Hidden: s.hidden}
			if k.col > 0 {
				col.Name = k.table.columnName(int(k.col))
				if f := c.filled[k.table]; int(k.col) <= len(f) {
					col.RowsFilled = f[k.col-1]
				}
			}
			roleOnly := true
			for _, r := range s.rules {
				d := set.Detectors[r.det]
				col.Rules = append(col.Rules, d.Rule(r.variant))
				if r.det < 64 && info.declared>>r.det&1 != 0 {
					col.Declared = true
				}
				roleOnly = roleOnly && r.variant > 0 && d.Variants[r.variant-1].Info
			}
			sort.Strings(col.Rules)
			rows := s.rowL[v]
			for l := range rows {
				if Likelihood(l) >= min {
					col.RowsHit += rows[l]
				}
			}
			for sev := range s.n[v] {
				for l, n := range s.n[v][sev] {
					col.Likelihood[l] += n
					if Likelihood(l) < min {
						col.Below += n
						continue
					}
					col.Hits += n
					col.Severity[sev] += n
					t.BySeverity[sev] += n
					t.ByLikelihood[l] += n
					t.Gate[sev][l] += n
				}
			}
			for l, n := range s.testN[v] { // test data never gates; its severity is info
				if Likelihood(l) >= min {
					t.Gate[detectors.Info][l] -= n
				}
			}
			col.risk(rows, s.near3, roleOnly)
			if (ci.Special || s.child[v] > 0) && s.person > 0 && col.Likelihood[Likely]+col.Likelihood[VeryLikely] > 0 {
				col.Risk = max(col.Risk, 50)
			}
			t.Findings += col.Hits
			t.Below += col.Below
			t.Test += s.test
			t.ByCategory[col.Category] += col.Hits
			for band, n := range s.band[v] {
				t.Bands[band] += n
			}
			t.Child += s.child[v]
			if ci.Special || col.Category == detectors.Criminal {
				t.Special += rows[Likely] + rows[VeryLikely]
			}
			out = append(out, col)
		}
	}
	c.cats = nil // the columns hold what reports need
	return out
}

// each walks the findings of one input in order of place.
func (run *Run) each(c *collector, f func(*Finding) error) error {
	var scratch, data []byte
	var fd Finding
	var d decoder
	var err error
	min := run.Scanner.opt.MinLikelihood
	for _, ch := range c.chunks {
		if data, scratch, err = run.state.store.get(ch, scratch); err != nil {
			return err
		}
		for len(data) > 0 {
			var rec []byte
			rec, data = nextRecord(data)
			d.b = rec
			run.settled(c, &d, &fd)
			if fd.Likelihood < min {
				continue
			}
			fd.Input = c.input
			if err := f(&fd); err != nil {
				return err
			}
		}
	}
	return nil
}

// eachID walks the value ids of what each lists, without decoding the rest.
func (run *Run) eachID(c *collector, f func(ID)) error {
	var scratch, data []byte
	var fd Finding
	var err error
	d := decoder{bare: true}
	for _, ch := range c.chunks {
		if data, scratch, err = run.state.store.get(ch, scratch); err != nil {
			return err
		}
		for len(data) > 0 {
			var rec []byte
			rec, data = nextRecord(data)
			if rec[idBytes]&flagVotes != 0 { // its column decides whether it is listed
				d.b = rec
				if run.settled(c, &d, &fd); fd.Likelihood < run.Scanner.opt.MinLikelihood {
					continue
				}
			}
			f(ID(binary.BigEndian.Uint64(rec[idBytes-8:])))
		}
	}
	return nil
}

// settled decodes a finding and applies the verdict of its column.
func (run *Run) settled(c *collector, d *decoder, f *Finding) {
	var votes bool
	var cap detectors.Score
	t := d.decode(f, run.Scanner.set, c.tables.list, &votes, &cap)
	if votes {
		v := c.verdictOf(columnKey{t, int32(f.Place.Col)}, uint16(run.Scanner.set.index[f.Rules]))
		if v == columnPolicy {
			f.Severity = detectors.Info
		}
		if s := settle(f.Score, cap, true, v); s != f.Score {
			f.Why = append(f.Why, detectors.Term{Name: termColumn, V: s - f.Score})
			f.Score = s
		}
	}
	f.Likelihood = LikelihoodOf(f.Score)
}

// sample keeps a few masked values for each column.
func (run *Run) sample(c *collector, cols []*Column) error {
	by := map[string]*Column{}
	missing := 0
	for _, col := range cols {
		by[col.Table+"\x00"+itoa(int64(col.Index))+"\x00"+string(col.Category)] = col
		missing += int(min(keepSamples, col.Hits))
	}
	seen := 0
	err := run.each(c, func(f *Finding) error {
		col := by[f.Place.tableSub()+"\x00"+itoa(int64(f.Place.Col))+"\x00"+string(f.Rules.Category)]
		if col != nil && len(col.Samples) < keepSamples {
			col.Samples = append(col.Samples, f.Masked)
			missing--
		}
		if seen++; missing <= 0 || seen >= sampleFrom {
			return io.EOF
		}
		return nil
	})
	if err == io.EOF {
		err = nil
	}
	return err
}

// sampleFrom is how many findings of an input samples are taken from.
const sampleFrom = 2000

// ID names the run: equal inputs, settings and key give equal ids. Sizes and
// times of the inputs stand for their content.
func (run *Run) ID(config string) string {
	msg := []byte("run|" + config + "|" + run.Scanner.opt.AsOf.String())
	for _, in := range run.Inputs {
		msg = fmt.Appendf(msg, "|%s|%d|%d", in.Path, in.Size, in.ModTime.UnixNano())
	}
	id := run.Scanner.key.id(msg).String()
	return id[:12]
}
