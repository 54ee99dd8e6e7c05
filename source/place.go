package source

import (
	"cmp"
	"fmt"
	"strings"
)

// PlaceStyle tells how the place of a value is written.
type PlaceStyle uint8

const (
	RowPlace         PlaceStyle = iota // R3:markus, or R3:markus[id=4] in a database dump
	CellPlace                          // C12
	LinePlace                          // L2
	PointerPlace                       // #/kliendid/0/epost
	LinePointerPlace                   // L2#/epost
	PathPlace                          // /E_Invoice/Amount/@note
)

// A Place is where a field stands inside one input, as the user counts.
type Place struct {
	Style   PlaceStyle
	Kind    PlaceKind
	DB      string // database, in a dump of several
	Table   string
	Sub     string // "comment", "default:telefon", the pointer into a cell that holds JSON; "" for the cell itself
	Area    string // range of cells ("G2:G5") of text that belongs to more than one
	Pointer string // JSON pointer or XML path; "" where the format has none
	Column  string // name; "" where there are no columns
	Col     int    // 1-based; 0 where there are no columns
	Row     int64  // 1-based; 0 where the text belongs to the table as a whole
	Line    int64  // physical line; 0 where lines mean nothing
	Key     []KeyPart
}

// KeyPart is one column of the row's primary key.
type KeyPart struct{ Column, Value string }

// Cell returns the spreadsheet address of the place.
func (p *Place) Cell() string {
	if p.Col == 0 {
		return ""
	}
	return ColumnLetters(p.Col) + itoa(p.Row)
}

// Locator returns the place as one string, to be written behind the path of its
// input and a '!': "crm.klient!R4:markus[id=4]", "Kliendid!C12#comment", "L2#/epost".
func (p *Place) Locator() string {
	table, place := EscapePath(p.Table), ""
	switch p.Style {
	case LinePlace:
		table, place = "", fmt.Sprintf("L%d", cmp.Or(p.Line, p.Row))
	case PointerPlace:
		table, place = "", "#"+p.Pointer
	case LinePointerPlace:
		table, place = "", fmt.Sprintf("L%d#%s", cmp.Or(p.Line, p.Row), p.Pointer)
	case PathPlace:
		table, place = "", p.Pointer
	case CellPlace:
		place = p.Area
		if p.Row > 0 {
			place = p.Cell()
		}
	default:
		if p.Row > 0 {
			place = "R" + itoa(p.Row)
			if p.Col > 0 {
				place += ":" + EscapePath(p.Column)
			}
		}
		if p.Kind == KindSQLValue && len(p.Key) > 0 {
			var parts []string
			for _, k := range p.Key {
				parts = append(parts, EscapePath(k.Column)+"="+EscapePath(k.Value))
			}
			place += "[" + strings.Join(parts, ",") + "]"
		}
	}
	if table != "" && place != "" {
		table += "!"
	}
	if p.Sub != "" {
		place += "#" + p.Sub
	}
	if p.DB != "" && p.Style == RowPlace {
		table = EscapePath(p.DB) + "!" + table
	}
	return table + place
}

// PlaceOf returns the place of a field of record i of b, names unmasked: it is
// for tests and for reports to the data's owner.
func (b *Block) PlaceOf(i int, f Field) Place {
	row, _ := b.RowOf(i)
	p := Place{Style: b.Table.Style, Kind: b.Kind, DB: b.Table.DB, Table: b.Table.Name, Sub: b.Table.Sub, Area: b.Table.Area, Col: f.Col, Row: row, Pointer: string(b.PathOf(nil, i, f))}
	if f.Col > 0 {
		p.Column = b.Table.ColumnAt(f.Col, row)
	}
	switch {
	case i < len(b.LineOf):
		p.Line = b.LineOf[i]
	case b.Line > 0:
		p.Line = b.Line
		for _, c := range b.Text[:f.Start] {
			if c == '\n' {
				p.Line++
			}
		}
	}
	if len(b.Table.Key) == 0 {
		return p
	}
	fields := b.Fields(i, nil)
	for _, col := range b.Table.Key {
		for _, k := range fields {
			if k.Col == col+1 {
				p.Key = append(p.Key, KeyPart{b.Table.Column(k.Col), string(b.Text[k.Start:k.End])})
			}
		}
	}
	return p
}
