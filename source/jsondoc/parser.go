package jsondoc

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"leidur/source"
)

const (
	maxDepth = 10_000
	// maxColumns bounds the columns of a table. Objects that are used as maps have
	// a name for each entry; from here on they share the column "/*".
	maxColumns = 2_000
	maxName    = 64 << 10 // bytes of a member name that are kept
)

// parser walks values and keeps the path to where it is.
type parser struct {
	ctx   context.Context
	out   *source.Out
	in    *input
	lines bool // one document a line
	dry   bool // look only

	tables map[string]*table
	open   []*table // in the order of their meeting
	cur    *table   // of the record at hand
	root   *table
	text   *source.Rows // lines that are no JSON

	record bool   // inside an element of a table, or in a line
	gen    []byte // path in the record, array indexes as '*'
	exact  []byte // the same with the indexes
	name   nameBuffer
	number []byte
	depth  int
}

// table is one outermost array, or what stands outside of them.
type table struct {
	source *source.Table
	rows   *source.Rows
	cols   map[string]int
	names  map[string]bool // paths of names that were swept
	begun  bool
	other  int // the shared column behind maxColumns, 0 while there is none
}

func newParser(out *source.Out, in *input, lines bool) *parser {
	in.mark = -1
	p := &parser{ctx: context.Background(), out: out, in: in, lines: lines, tables: map[string]*table{}}
	style := source.PointerPlace
	if lines {
		style = source.LinePointerPlace
	}
	p.root = p.table("", style)
	p.cur = p.root
	return p
}

func (p *parser) table(name string, style source.PlaceStyle) *table {
	if t := p.tables[name]; t != nil {
		return t
	}
	t := &table{source: &source.Table{Name: name, Style: style}, cols: map[string]int{}, names: map[string]bool{}}
	t.rows = source.NewRows(p.out, t.source, source.KindJSONValue)
	p.tables[name] = t
	p.open = append(p.open, t)
	if name != "" && !p.dry {
		p.out.Input.AddTable(name)
	}
	return t
}

// run reads all documents of the input.
func (p *parser) run() error {
	for doc := int64(1); ; doc++ {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		p.in.setMark()
		if !p.lines {
			p.in.mark = -1
		}
		c, err := p.in.skip()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		line := p.in.line + 1
		if p.lines {
			err = p.line(c, line)
		} else {
			err = p.document(c, doc, line)
		}
		if err != nil {
			return err
		}
	}
}

// document reads one value with everything in it.
func (p *parser) document(c byte, doc, line int64) error {
	p.record, p.cur = false, p.root
	p.gen, p.exact = p.gen[:0], p.exact[:0]
	p.root.begun = false
	err := p.value(c)
	if p.root.begun {
		if e := p.root.rows.End(); err == nil {
			err = e
		}
	}
	switch err {
	case errSyntax:
		return p.broken()
	case io.EOF:
		return p.truncated()
	}
	return err
}

// line reads one line of JSON Lines.
func (p *parser) line(c byte, line int64) error {
	p.record, p.cur = true, p.root
	p.gen, p.exact = p.gen[:0], p.exact[:0]
	p.root.rows.BeginAt(line, line, nil)
	err := error(errSyntax)
	if c == '{' || c == '[' {
		err = p.value(c)
	}
	if err == nil && p.in.line+1 == line {
		err = p.lineEnd()
		if err == io.EOF { // the last line has no line end
			return p.root.rows.End()
		}
	} else if err == nil {
		err = errSyntax // the object runs on over the line end
	}
	if err == nil {
		return p.root.rows.End()
	}
	if err != errSyntax && err != io.EOF {
		p.root.rows.End()
		return err
	}
	// No JSON: the line is swept as it is.
	whole := p.root.rows.Drop() && p.in.rewind()
	if !whole {
		if e := p.root.rows.End(); e != nil {
			return e
		}
	}
	for p.in.line+1 < line { // blank lines before it
		if _, e := p.in.restOfLine(func([]byte) {}); e != nil {
			return e
		}
	}
	p.out.Input.Warn(source.WarnBadLine, 1, "line "+strconv.FormatInt(line, 10))
	_, e := p.textLine()
	return e
}

// lineEnd passes white space up to the line end.
func (p *parser) lineEnd() error {
	for {
		c, err := p.in.next()
		switch {
		case err != nil:
			return err
		case c == '\n':
			p.in.line++
			return nil
		case c != ' ' && c != '\t' && c != '\r':
			return errSyntax
		}
	}
}

// textLine sweeps the rest of the line as text; more is false at the end of
// the input.
func (p *parser) textLine() (more bool, err error) {
	if p.text == nil {
		p.text = source.NewRows(p.out, &source.Table{Style: source.LinePlace}, source.KindText)
	}
	begun := false
	line := p.in.line + 1
	ended, err := p.in.restOfLine(func(part []byte) {
		if !begun {
			begun = true
			p.text.Begin(line, line)
			p.text.Cell(1)
		}
		p.text.Append(part)
	})
	if begun {
		if e := p.text.End(); e != nil {
			return false, e
		}
	}
	if err == io.EOF {
		return false, nil
	}
	return ended, err
}

// finish hands over what is assembled.
func (p *parser) finish() error {
	var first error
	for _, t := range p.open {
		if err := t.rows.Flush(); first == nil {
			first = err
		}
	}
	if p.text != nil {
		if err := p.text.Flush(); first == nil {
			first = err
		}
	}
	return first
}

// value reads the value that begins with c.
func (p *parser) value(c byte) error {
	switch {
	case c == '{' || c == '[':
		if p.depth++; p.depth > maxDepth {
			return errSyntax
		}
		var err error
		if c == '{' {
			err = p.object()
		} else if !p.record && !p.dry {
			err = p.stream()
		} else {
			err = p.array()
		}
		p.depth--
		return err
	case c == '"':
		if p.dry {
			return p.string(discard{})
		}
		p.cell()
		return p.string(p.cur.rows)
	case c == '-' || c >= '0' && c <= '9':
		return p.numeral(c)
	case c == 't':
		return p.literal("rue")
	case c == 'f':
		return p.literal("alse")
	case c == 'n':
		return p.literal("ull")
	}
	return errSyntax
}

func (p *parser) literal(rest string) error {
	for i := range len(rest) {
		c, err := p.in.next()
		if err != nil {
			return err
		}
		if c != rest[i] {
			return errSyntax
		}
	}
	return nil
}

// object reads members up to the closing brace.
func (p *parser) object() error {
	gen, exact := len(p.gen), len(p.exact)
	for first := true; ; first = false {
		c, err := p.in.skip()
		if err != nil {
			return err
		}
		if c == '}' && first {
			return nil
		}
		if c != '"' {
			return errSyntax
		}
		p.name = p.name[:0]
		if err := p.string(&p.name); err != nil {
			return err
		}
		p.gen = appendName(p.gen[:gen], p.name)
		p.exact = appendName(p.exact[:exact], p.name)
		if !p.dry {
			p.sweepName()
		}
		if c, err = p.in.skip(); err != nil {
			return err
		} else if c != ':' {
			return errSyntax
		}
		if c, err = p.in.skip(); err != nil {
			return err
		}
		if err := p.value(c); err != nil {
			return err
		}
		p.gen, p.exact = p.gen[:gen], p.exact[:exact]
		if c, err = p.in.skip(); err != nil {
			return err
		} else if c == '}' {
			return nil
		} else if c != ',' {
			return errSyntax
		}
	}
}

// array reads the elements of an array inside a record.
func (p *parser) array() error {
	gen, exact := len(p.gen), len(p.exact)
	for i := int64(0); ; i++ {
		c, err := p.in.skip()
		if err != nil {
			return err
		}
		if c == ']' && i == 0 {
			return nil
		}
		p.gen = append(p.gen[:gen], "/*"...)
		p.exact = strconv.AppendInt(append(p.exact[:exact], '/'), i, 10)
		if err := p.value(c); err != nil {
			return err
		}
		p.gen, p.exact = p.gen[:gen], p.exact[:exact]
		if c, err = p.in.skip(); err != nil {
			return err
		} else if c == ']' {
			return nil
		} else if c != ',' {
			return errSyntax
		}
	}
}

// stream reads an outermost array: each element is a record.
func (p *parser) stream() (err error) {
	path := append([]byte(nil), p.exact...)
	outer := p.cur
	t := p.table(string(path)+"/*", source.PointerPlace)
	p.cur, p.record = t, true
	defer func() {
		p.cur, p.record = outer, false
		p.gen, p.exact = append(p.gen[:0], path...), append(p.exact[:0], path...)
		if e := t.rows.Flush(); err == nil {
			err = e
		}
	}()
	place := append(path[:len(path):len(path)], '/')
	for i := int64(0); ; i++ {
		if i&1023 == 0 && p.ctx.Err() != nil {
			return p.ctx.Err()
		}
		c, err := p.in.skip()
		if err != nil {
			return err
		}
		if c == ']' && i == 0 {
			return nil
		}
		p.gen, p.exact = p.gen[:0], p.exact[:0]
		t.rows.BeginAt(i+1, p.in.line+1, strconv.AppendInt(place[:len(path)+1], i, 10))
		err = p.value(c)
		if e := t.rows.End(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
		if c, err = p.in.skip(); err != nil {
			return err
		} else if c == ']' {
			return nil
		} else if c != ',' {
			return errSyntax
		}
	}
}

// cell starts the cell of the current path.
func (p *parser) cell() {
	t := p.cur
	if !p.record && !t.begun {
		t.begun = true
		t.rows.BeginAt(1, p.in.line+1, nil)
	}
	p.cellOf(t, p.gen, p.exact)
}

func (p *parser) cellOf(t *table, gen, exact []byte) {
	col, ok := t.cols[string(gen)]
	switch {
	case ok:
	case len(t.cols) < maxColumns:
		name := string(gen)
		if name == "" { // an element that is no object
			name = "*"
		}
		col = t.source.AddColumn(name)
		t.cols[string(gen)] = col
	default:
		if t.other == 0 {
			t.other = t.source.AddColumn("/*")
		}
		t.rows.CellAt(t.other, exact)
		return
	}
	if len(gen) == 0 || bytes.IndexByte(gen, '*') >= 0 {
		t.rows.CellAt(col, exact)
		return
	}
	t.rows.Cell(col)
}

// sweepName sweeps a member name that could be data, once in each table.
func (p *parser) sweepName() {
	t := p.cur
	if len(t.cols) < maxColumns && !dataName(p.name) || len(t.names) < maxColumns && t.names[string(p.gen)] {
		return
	}
	if len(t.names) < maxColumns {
		t.names[string(p.gen)] = true
	}
	if !p.record && !t.begun {
		t.begun = true
		t.rows.BeginAt(1, p.in.line+1, nil)
	}
	gen, exact := len(p.gen), len(p.exact)
	p.cellOf(t, append(p.gen, "#key"...), append(p.exact, "#key"...))
	t.rows.Append(p.name)
	p.gen, p.exact = p.gen[:gen], p.exact[:exact]
}

// dataName tells a name that a program's author hardly wrote: with digits, an @,
// a blank, or a capital behind one.
func dataName(name []byte) bool {
	digits := 0
	for _, c := range name {
		switch {
		case c >= '0' && c <= '9':
			if digits++; digits >= 4 {
				return true
			}
		case c == '@' || c == ' ':
			return true
		}
	}
	return false
}

// numeral reads a number as it is written.
func (p *parser) numeral(c byte) error {
	p.number = append(p.number[:0], c)
	var err error
	for {
		if c, err = p.in.next(); err != nil {
			break
		}
		if c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E' {
			if len(p.number) < maxName {
				p.number = append(p.number, c)
			}
			continue
		}
		p.in.pos--
		break
	}
	if err != nil && err != io.EOF {
		return err
	}
	last := p.number[len(p.number)-1]
	if last == '-' || last == '+' || bytes.Count(p.number, []byte{'-'}) > 2 || bytes.LastIndexByte(p.number, '-') > 0 && bytes.IndexAny(p.number, "eE") < 0 {
		return errSyntax
	}
	if !p.dry {
		p.cell()
		p.cur.rows.Append(p.number)
	}
	return nil
}

type appender interface{ Append([]byte) }

type nameBuffer []byte

func (b *nameBuffer) Append(p []byte) { *b = append(*b, p[:min(len(p), max(0, maxName-len(*b)))]...) }

type discard struct{}

func (discard) Append([]byte) {}

// string reads a string behind its opening quote and gives its decoded text to w.
func (p *parser) string(w appender) error {
	in := p.in
	for {
		if in.pos == in.end && !in.fill() {
			return in.failure()
		}
		part := in.buf[in.pos:in.end]
		n := bytes.IndexByte(part, '"')
		if n < 0 {
			n = len(part)
		}
		if k := bytes.IndexByte(part[:n], '\\'); k >= 0 {
			n = k
		}
		if lines := bytes.Count(part[:n], newline); lines > 0 { // not allowed, but seen
			if p.lines {
				return errSyntax
			}
			in.line += int64(lines)
		}
		if n > 0 {
			w.Append(part[:n])
			in.pos += n
		}
		if in.pos == in.end {
			continue
		}
		c := in.buf[in.pos]
		in.pos++
		if c == '"' {
			return nil
		}
		if err := p.escape(w); err != nil {
			return err
		}
	}
}

var newline = []byte{'\n'}

// escape decodes what stands behind a backslash. An escape that JSON does not
// know is text.
func (p *parser) escape(w appender) error {
	c, err := p.in.next()
	if err != nil {
		return err
	}
	var buf [8]byte
	switch c {
	case 'b', 'f':
		buf[0] = ' '
	case 'n':
		buf[0] = '\n'
	case 'r':
		buf[0] = '\r'
	case 't':
		buf[0] = '\t'
	case 'u':
		return p.unicode(w)
	case '"', '\\', '/':
		buf[0] = c
	case '\n':
		if p.lines {
			return errSyntax
		}
		p.in.line++
		buf[0] = c
	default:
		w.Append([]byte{'\\', c})
		return nil
	}
	w.Append(buf[:1])
	return nil
}

// unicode decodes \uXXXX, with a second half where the first is a surrogate.
func (p *parser) unicode(w appender) error {
	r, err := p.hex4()
	if err != nil {
		return err
	}
	for utf16.IsSurrogate(r) {
		c, err := p.in.next()
		if err != nil {
			return err
		}
		if c != '\\' {
			p.in.pos--
			r = utf8.RuneError
			break
		}
		if c, err = p.in.next(); err != nil {
			return err
		}
		if c != 'u' { // another escape behind half a character
			w.Append([]byte("\uFFFD"))
			p.in.pos--
			return p.escape(w)
		}
		second, err := p.hex4()
		if err != nil {
			return err
		}
		if pair := utf16.DecodeRune(r, second); pair != utf8.RuneError {
			r = pair
			break
		}
		w.Append([]byte("\uFFFD"))
		r = second
	}
	var buf [4]byte
	w.Append(utf8.AppendRune(buf[:0], r))
	return nil
}

func (p *parser) hex4() (rune, error) {
	r := rune(0)
	for range 4 {
		c, err := p.in.next()
		if err != nil {
			return 0, err
		}
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return 0, errSyntax
		}
	}
	return r, nil
}

// appendName appends a member name to a pointer (RFC 6901).
func appendName(dst, name []byte) []byte {
	dst = append(dst, '/')
	for _, c := range name {
		switch c {
		case '~':
			dst = append(dst, "~0"...)
		case '/':
			dst = append(dst, "~1"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
