package markup

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"leidur/source"
)

const (
	maxDepth   = 2_000 // deeper elements keep the path of this depth
	maxColumns = 2_000
)

// xmlReader keeps the path to where it is.
type xmlReader struct {
	ctx    context.Context
	out    *source.Out
	l      *lexer
	aside  asides
	rowAt  string // generic path of the element that is the record; "" for none
	levels []level
	gen    []byte // path of names
	exact  []byte // the same, with [n] from the second of a name on
	deep   int    // elements below maxDepth

	root, row, cur *records
	seen           bool // the root element was seen
	done           bool // and closed
	inCell         bool
	dump           *dumpReader // mysqldump --xml
}

type level struct {
	gen, exact int            // lengths of the paths before it
	names      []childCount   // the first children met
	many       map[string]int // the others
}

type childCount struct {
	name string
	n    int
}

// child counts a child and returns which of its name it is, from 1.
func (lv *level) child(name string) int {
	for i := range lv.names {
		if c := &lv.names[i]; c.name == name {
			c.n++
			return c.n
		}
	}
	if len(lv.names) < 16 {
		lv.names = append(lv.names, childCount{name, 1})
		return 1
	}
	if lv.many == nil {
		lv.many = map[string]int{}
	}
	n := lv.many[name] + 1
	if len(lv.many) < maxColumns || n > 1 {
		lv.many[name] = n
	}
	return n
}

// records are those of one table.
type records struct {
	table *source.Table
	rows  *source.Rows
	cols  map[string]int
	base  int // length of the generic path that all columns share
	exact int
	begun bool
	n     int64
}

func newRecords(out *source.Out, name string) *records {
	r := &records{table: &source.Table{Name: name, Style: source.PathPlace}, cols: map[string]int{}}
	r.rows = source.NewRows(out, r.table, source.KindCell)
	return r
}

func readXML(ctx context.Context, f *source.File, out *source.Out) error {
	x := &xmlReader{ctx: ctx, out: out, l: open(f, out, false), aside: asides{out: out, style: source.PathPlace}}
	x.rowAt = rowPath(source.DecodeHead(f.Head))
	x.root = newRecords(out, "")
	x.cur = x.root
	if x.rowAt != "" {
		x.row = newRecords(out, x.rowAt)
	}
	err := x.run()
	for _, r := range []*records{x.row, x.root} {
		if r == nil {
			continue
		}
		if e := r.end(); err == nil {
			err = e
		}
		if e := r.rows.Flush(); err == nil {
			err = e
		}
	}
	if x.dump != nil {
		if e := x.dump.flush(); err == nil {
			err = e
		}
	}
	if e := x.aside.flush(); err == nil {
		err = e
	}
	if err == nil && x.row != nil && x.row.n > 0 {
		out.Input.AddTable(x.rowAt)
	}
	if err == nil {
		err = ended(x.l, !x.done, ": the root element is not closed")
	}
	return err
}

// rowPath finds the outermost element of the head that repeats.
func rowPath(head []byte) string {
	l := newLexer(bytes.NewReader(head), false)
	var path []string
	count := map[string]int{}
	best, depth := "", 0
	for tok := l.next(); tok != tokEnd; tok = l.next() {
		switch tok {
		case tokOpen:
			if len(path) < 32 {
				at := strings.Join(path, "/") + "/" + l.name
				if count[at]++; count[at] == 2 && len(path) > 0 && (best == "" || len(path) < depth) {
					best, depth = at, len(path)
				}
			}
			if !l.empty {
				path = append(path, l.name)
			}
		case tokClose:
			for i := len(path) - 1; i >= 0; i-- {
				if path[i] == l.name {
					path = path[:i]
					break
				}
			}
		}
	}
	if best == "" {
		return ""
	}
	return "/" + strings.TrimPrefix(best, "/")
}

func (x *xmlReader) run() error {
	l := x.l
	for {
		tok := l.next()
		if err := x.ctx.Err(); err != nil {
			return err
		}
		var err error
		switch tok {
		case tokEnd:
			return nil
		case tokText:
			err = x.text()
		case tokOpen:
			err = x.open()
		case tokClose:
			err = x.close(l.name)
		case tokComment:
			err = x.section("comment", source.KindComment)
		case tokInstruction:
			if !bytes.HasPrefix(l.text, []byte("xml ")) {
				err = x.section("instruction", source.KindMetadata)
			}
		case tokDoctype:
			if bytes.Contains(l.text, []byte("SYSTEM")) || bytes.Contains(l.text, []byte("PUBLIC")) {
				x.out.Input.Warn(source.WarnExternal, 1, "line "+strconv.FormatInt(l.first, 10))
			}
			err = x.section("doctype", source.KindMetadata)
		}
		if err != nil {
			return err
		}
	}
}

// section sweeps a comment or the like, of any length.
func (x *xmlReader) section(sub string, kind source.PlaceKind) error {
	r := x.aside.begin(sub, kind, x.l.first, x.exact)
	r.Append(x.l.text)
	for x.l.more {
		x.l.next()
		r.Append(x.l.text)
	}
	return r.End()
}

func (x *xmlReader) open() error {
	l := x.l
	if !x.seen {
		x.seen = true
		if l.name == "mysqldump" {
			x.dump = newDumpReader(x.out)
			x.row = nil
		}
	}
	if x.dump != nil {
		if err := x.dump.open(l); err != nil {
			return err
		}
	}
	x.inCell = false
	if len(x.levels) >= maxDepth {
		if !l.empty {
			x.deep++
		}
		return nil
	}
	n := 1
	if k := len(x.levels); k > 0 {
		n = x.levels[k-1].child(l.name)
	}
	if k := len(x.levels); k < cap(x.levels) { // with the memory of the level that was here
		x.levels = x.levels[:k+1]
	} else {
		x.levels = append(x.levels, level{})
	}
	lv := &x.levels[len(x.levels)-1]
	lv.gen, lv.exact, lv.names, lv.many = len(x.gen), len(x.exact), lv.names[:0], nil
	x.gen = append(append(x.gen, '/'), l.name...)
	x.exact = append(append(x.exact, '/'), l.name...)
	if n > 1 {
		x.exact = append(strconv.AppendInt(append(x.exact, '['), int64(n), 10), ']')
	}
	if x.row != nil && x.cur == x.root && string(x.gen) == x.rowAt {
		if err := x.root.end(); err != nil {
			return err
		}
		if err := x.root.rows.Flush(); err != nil {
			return err
		}
		x.cur = x.row
		x.row.begin(l.first, x.gen, x.exact)
	}
	if x.dump == nil {
		for _, a := range l.attrs {
			if a.value == "" || strings.HasPrefix(a.name, "xmlns") {
				continue
			}
			g, e := len(x.gen), len(x.exact)
			x.gen, x.exact = append(append(x.gen, "/@"...), a.name...), append(append(x.exact, "/@"...), a.name...)
			x.cell()
			x.cur.rows.Append([]byte(a.value))
			x.gen, x.exact = x.gen[:g], x.exact[:e]
		}
	}
	if l.empty {
		return x.close(l.name)
	}
	return nil
}

// cell starts the cell of the current path.
func (x *xmlReader) cell() {
	r := x.cur
	if !r.begun {
		r.begin(x.l.first, nil, nil)
	}
	col, ok := r.cols[string(x.gen[r.base:])]
	if ok && len(x.gen) > r.base && bytes.Equal(x.gen[r.base:], x.exact[r.exact:]) {
		r.rows.Cell(col)
		return
	}
	name := string(x.gen[r.base:])
	switch {
	case ok:
	case len(r.cols) < maxColumns:
		shown := name
		if shown == "" {
			shown = "."
		}
		col = r.table.AddColumn(shown)
		r.cols[name] = col
	default:
		name = "/*"
		if col, ok = r.cols[name]; !ok {
			col = r.table.AddColumn(name)
			r.cols[name] = col
		}
	}
	r.rows.CellAt(col, x.exact[r.exact:])
}

func (r *records) begin(line int64, gen, exact []byte) {
	r.n++
	r.begun, r.base, r.exact = true, len(gen), len(exact)
	r.rows.BeginAt(r.n, line, exact)
}

func (r *records) end() error {
	if !r.begun {
		return nil
	}
	r.begun = false
	return r.rows.End()
}

func (x *xmlReader) text() error {
	text := x.l.text
	if x.dump != nil {
		return x.dump.text(text)
	}
	if !x.inCell {
		if text = bytes.TrimLeft(text, " \t\r\n"); len(text) == 0 {
			return nil
		}
		x.cell()
		x.inCell = true
	}
	x.cur.rows.Append(text)
	return nil
}

func (x *xmlReader) close(name string) error {
	x.inCell = false
	if x.deep > 0 {
		x.deep--
		return nil
	}
	// A close tag without its open tag is passed over; one that closes outer
	// elements closes those inside, too.
	for i := len(x.levels) - 1; i >= 0; i-- {
		at := x.levels[i].gen
		end := len(x.gen)
		if i+1 < len(x.levels) {
			end = x.levels[i+1].gen
		}
		if string(x.gen[at+1:end]) != name {
			continue
		}
		leftRow := x.cur == x.row && x.row != nil && at < x.row.base
		x.gen, x.exact = x.gen[:at], x.exact[:x.levels[i].exact]
		x.levels = x.levels[:i]
		x.done = x.done || i == 0
		if x.dump != nil {
			return x.dump.close(name)
		}
		if leftRow {
			err := x.row.end()
			x.cur = x.root
			return err
		}
		return nil
	}
	return nil
}
