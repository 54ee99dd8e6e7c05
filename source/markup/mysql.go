package markup

import (
	"bytes"
	"strings"

	"leidur/source"
)

// dumpReader turns mysqldump --xml into the rows of its tables:
//
//	<database name> <table_structure name> <field Field Key Comment/>
//	                <table_data name> <row> <field name>value</field>
//	                <trigger Trigger>body</trigger>
type dumpReader struct {
	out   *source.Out
	db    string
	keys  map[string][]string // by table
	table string

	rows   *source.Rows
	source *source.Table
	cols   map[string]int
	n      int64
	inRow  bool
	cell   bool

	sub  string // of the text that is being read
	body *source.Rows
}

func newDumpReader(out *source.Out) *dumpReader {
	out.Input.Format = "mysqldump-xml"
	return &dumpReader{out: out, keys: map[string][]string{}}
}

func (d *dumpReader) full(name string) string {
	if d.db == "" {
		return name
	}
	return d.db + "." + name
}

func (d *dumpReader) open(l *lexer) error {
	switch l.name {
	case "database":
		d.db = l.attr("name")
	case "table_structure":
		d.table = d.full(l.attr("name"))
	case "field":
		return d.field(l)
	case "options":
		return d.attrs(l, d.table, "comment", "Comment", "Create_options")
	case "key":
		return d.attrs(l, d.table, "comment", "Comment", "Index_comment")
	case "table_data":
		if err := d.endTable(); err != nil {
			return err
		}
		d.table = d.full(l.attr("name"))
		d.source = &source.Table{Name: d.table}
		d.rows, d.cols, d.n = source.NewRows(d.out, d.source, source.KindSQLValue), map[string]int{}, 0
		d.out.Input.AddTable(d.table)
	case "row":
		if d.rows != nil {
			d.n++
			d.inRow = true
			d.rows.Begin(d.n, l.first)
		}
	case "trigger", "routine", "event", "view":
		name := l.name
		if name == "routine" {
			name = "procedure"
		}
		for _, a := range l.attrs {
			if strings.EqualFold(a.name, l.name) || a.name == "Procedure" || a.name == "Function" || a.name == "name" || a.name == "Event" {
				return d.place(d.full(a.value), name)
			}
		}
		return d.place(d.db, name)
	}
	return nil
}

// field is a column of a definition or a value of a row.
func (d *dumpReader) field(l *lexer) error {
	if !d.inRow {
		name := l.attr("Field")
		if l.attr("Key") == "PRI" {
			d.keys[d.table] = append(d.keys[d.table], name)
		}
		if err := d.attrs(l, d.table, "comment:"+source.EscapePath(name), "Comment"); err != nil {
			return err
		}
		if l.attr("Default") != "NULL" {
			return d.attrs(l, d.table, "default:"+source.EscapePath(name), "Default")
		}
		return nil
	}
	name := l.attr("name")
	col, ok := d.cols[name]
	if !ok {
		col = len(d.source.Columns) + 1
		if d.n > 1 || len(d.cols) >= maxColumns { // blocks may be out
			col = d.source.AddColumn(name)
		} else {
			d.source.Columns = append(d.source.Columns, name)
			for _, k := range d.keys[d.table] {
				if k == name {
					d.source.Key = append(d.source.Key, col-1)
				}
			}
		}
		d.cols[name] = col
	}
	d.rows.Cell(col)
	d.cell = !l.empty
	return nil
}

// attrs sweeps attributes as a sub-place of a table.
func (d *dumpReader) attrs(l *lexer, table, sub string, names ...string) error {
	for _, n := range names {
		v := l.attr(n)
		if v == "" || v == "VIEW" {
			continue
		}
		if err := d.place(table, sub); err != nil {
			return err
		}
		if err := d.text([]byte(v)); err != nil {
			return err
		}
		if err := d.endBody(); err != nil {
			return err
		}
	}
	return nil
}

// place opens a sub-place; text up to the end of its element goes there.
func (d *dumpReader) place(table, sub string) error {
	if err := d.endBody(); err != nil {
		return err
	}
	d.body = source.NewRows(d.out, &source.Table{Name: table, Sub: sub}, source.KindSQLComment)
	d.body.Header = true
	d.sub = sub
	d.body.Begin(0, 0)
	d.body.Cell(0)
	return nil
}

func (d *dumpReader) text(p []byte) error {
	switch {
	case d.body != nil:
		d.body.Append(p)
	case d.cell && d.inRow:
		d.rows.Append(p)
	case len(bytes.TrimSpace(p)) > 0: // where no text is expected
		if err := d.place(d.table, "text"); err != nil {
			return err
		}
		d.body.Append(p)
		return d.endBody()
	}
	return nil
}

func (d *dumpReader) close(name string) error {
	switch name {
	case "field":
		d.cell = false
	case "row":
		if d.inRow {
			d.inRow, d.cell = false, false
			return d.rows.End()
		}
	case "table_data":
		return d.endTable()
	case "trigger", "routine", "event", "view":
		return d.endBody()
	}
	return nil
}

func (d *dumpReader) endBody() error {
	if d.body == nil {
		return nil
	}
	b := d.body
	d.body = nil
	if err := b.End(); err != nil {
		return err
	}
	return b.Flush()
}

func (d *dumpReader) endTable() error {
	if d.rows == nil {
		return nil
	}
	r := d.rows
	d.rows = nil
	if d.inRow {
		d.inRow, d.cell = false, false
		if err := r.End(); err != nil {
			return err
		}
	}
	return r.Flush()
}

func (d *dumpReader) flush() error {
	if err := d.endBody(); err != nil {
		return err
	}
	return d.endTable()
}
