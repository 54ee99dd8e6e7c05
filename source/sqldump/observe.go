package sqldump

import (
	"bytes"
	"strings"

	"leidur/source"
)

// What a statement, a comment or a client command says about the data to come.

// observe looks at the statement at the read position.
func (d *dump) observe(word string) (s ending) {
	switch word {
	case "SET", "SELECT":
		d.settings(d.in.peek(512))
		d.largeObject(d.in.peek(512))
		s.line = word == "SET" && d.dialect == mssql
	case "USE":
		d.use(d.in.peek(512))
		s.line = d.dialect == mssql
	case "PRINT":
		s.line = d.dialect == mssql
	case "CREATE", "ALTER", "DROP", "COMMENT":
		return d.definition(word)
	}
	return s
}

// settings notes what SET changes about strings and names.
func (d *dump) settings(p []byte) {
	p = p[:find(p, 0, ';')]
	u := strings.ToUpper(string(p))
	if at := strings.Index(u, "STANDARD_CONFORMING_STRINGS"); at >= 0 && d.dialect == postgres {
		d.backslash = strings.Contains(u[at:], "OFF")
	}
	if at := strings.Index(u, "SEARCH_PATH"); at >= 0 && d.dialect == postgres {
		l := lexer{p: p, at: at + len("SEARCH_PATH"), d: d.dialect, whole: true}
		d.schema, d.last = "", insertHead{}
		if t := l.next(); t.kind == '=' || t.is("TO") {
			if t = l.next(); t.name() && t.text != "pg_catalog" && t.text != "$user" {
				d.schema = t.text
			}
		}
	}
	if at := strings.LastIndex(u, "SQL_MODE"); at >= 0 && d.dialect == mysql {
		// The value may name SQL_MODE again only as a variable, which restores.
		switch value := strings.TrimLeft(u[at+len("SQL_MODE"):], " \t="); {
		case strings.Contains(u, "NO_BACKSLASH_ESCAPES"):
			d.wasBack, d.backslash = d.backslash, false
		case strings.HasPrefix(value, "'"):
			d.wasBack, d.backslash = d.backslash, true
		case strings.Contains(u, "= @SAVED_SQL_MODE") || strings.Contains(u, "=@OLD_SQL_MODE"):
			d.backslash = d.wasBack
		}
	}
}

// use notes the database of USE.
func (d *dump) use(p []byte) {
	l := lexer{p: p, d: d.dialect, whole: true}
	l.next()
	if t := l.next(); t.name() {
		d.setDatabase(t.text)
	}
}

func (d *dump) setDatabase(name string) {
	d.db, d.schema, d.last = name, "", insertHead{}
}

// definition names the text after the object that the statement is about, and
// remembers the columns of a CREATE TABLE.
func (d *dump) definition(word string) (s ending) {
	for n := 4 << 10; ; n *= 4 {
		p := d.in.peek(min(n, bufSize))
		l := lexer{p: p, d: d.dialect, back: d.backslash, whole: len(p) < n}
		kind, parts, after := l.subject()
		switch kind {
		case "":
			return s
		case "PROC", "PROCEDURE", "FUNCTION", "TRIGGER":
			s.batch = word != "DROP" && d.dialect == mssql
			s.words = word == "CREATE" && !s.batch && d.dialect != mysql
		}
		d.placeDefinition(word, kind, parts)
		if word == "ALTER" && kind == "TABLE" {
			d.alterKey(p)
		}
		if kind != "TABLE" || word != "CREATE" || len(parts) == 0 {
			return s
		}
		columns, key, ok, cut := l.createTable(after)
		if cut && len(p) == n && n < bufSize {
			continue
		}
		d.text.next = d.text.next[:0]
		for _, s := range l.spots {
			s.at += d.in.pos()
			s.sub, s.column = source.EscapePath(d.decode(s.sub)), d.decode(s.column)
			d.text.next = append(d.text.next, s)
		}
		if t := d.table(d.fullName(parts)); ok {
			t.columns, t.key, d.last = columns, key, insertHead{}
		}
		return s
	}
}

// alterKey notes a primary key that stands in front of the data.
func (d *dump) alterKey(p []byte) {
	l := lexer{p: p, d: d.dialect, back: d.backslash, whole: true}
	if parts, key := l.alterKey(); len(parts) > 0 && len(key) > 0 {
		if t := d.table(d.fullName(parts)); t.key == nil {
			t.key = key
		}
	}
}

// placeDefinition names the place of the statement's text.
func (d *dump) placeDefinition(word, kind string, parts []string) {
	sub, column := "", ""
	switch {
	case word == "COMMENT" && kind == "COLUMN" && len(parts) > 1:
		column = d.decode(parts[len(parts)-1])
		sub, parts = "comment:"+column, parts[:len(parts)-1]
	case word == "COMMENT":
		sub = "comment"
	case kind == "ROLE" || kind == "USER" || kind == "LOGIN":
		if sub = "role"; word != "CREATE" && len(parts) > 0 {
			sub += ":" + d.decode(parts[0])
		}
		parts = nil
	case word == "DROP":
	case kind == "VIEW", kind == "TRIGGER", kind == "FUNCTION", kind == "PROCEDURE":
		sub = strings.ToLower(kind)
	case kind == "PROC":
		sub = "procedure"
	}
	switch kind {
	case "DATABASE", "SCHEMA":
		parts = nil
	case "":
		if sub == "" {
			return
		}
	}
	name := ""
	if len(parts) > 0 {
		name = d.fullName(parts)
	}
	d.text.place(name, spot{sub: source.EscapePath(sub), column: column})
}

// largeObject places the contents of large objects, which pg_dump writes as
// calls of functions.
func (d *dump) largeObject(p []byte) {
	if d.dialect != postgres {
		return
	}
	s := string(p[:find(p, 0, ';')])
	if _, oid, ok := strings.Cut(s, "lo_open('"); ok {
		d.lob, _, _ = strings.Cut(oid, "'")
	}
	if strings.Contains(s, "lowrite(") && d.lob != "" {
		d.text.place("", spot{sub: "largeobject:" + source.EscapePath(d.lob)})
	}
}

// subjectMax is how many tokens may stand in front of the kind of an object:
// CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY DEFINER VIEW.
const subjectMax = 24

// subject returns the kind of object that CREATE, ALTER, DROP or COMMENT ON is
// about and, for tables and what belongs to one, its name.
func (l *lexer) subject() (kind string, parts []string, after token) {
	l.next()
	for range subjectMax {
		t := l.next()
		if t.kind == tokEnd || t.kind == '(' || t.kind == ';' {
			return "", nil, t
		}
		if t.kind != tokWord {
			continue
		}
		switch kind = strings.ToUpper(t.text); kind {
		case "ROLE", "USER", "LOGIN", "DATABASE", "SCHEMA", "PROC", "PROCEDURE", "FUNCTION":
		case "INDEX":
			for range subjectMax {
				if t = l.next(); t.is("ON") {
					break
				}
			}
		case "TABLE", "VIEW", "TRIGGER", "COLUMN":
		default:
			continue
		}
		t = l.next()
		for t.is("IF") || t.is("NOT") || t.is("EXISTS") || t.is("ONLY") {
			t = l.next()
		}
		parts, after = l.dotted(t)
		return kind, parts, after
	}
	return "", nil, token{}
}

// command notes what a line of psql says.
func (d *dump) command(p []byte) {
	s := line(p)
	word, rest, _ := strings.Cut(s, " ")
	switch word {
	case `\restrict`:
		d.restrict = rest
	case `\unrestrict`:
		if rest == d.restrict {
			d.restrict = ""
		}
	case `\connect`, `\c`:
		d.text.table("")
		if name := connectName(rest); name != "" {
			d.setDatabase(name)
		}
	}
}

// connectName reads the database of \connect: db, "my db", or
// -reuse-previous=on "dbname='my db'".
func connectName(s string) string {
	if _, name, ok := strings.Cut(s, "dbname='"); ok {
		name, _, _ = strings.Cut(name, "'")
		return name
	}
	l := lexer{p: []byte(s), d: postgres, whole: true}
	return l.next().text
}

const (
	pgAny           = "-- PostgreSQL database"
	pgBanner        = "-- PostgreSQL database dump"
	pgClusterBanner = "-- PostgreSQL database cluster dump"
	mysqlBanner     = "-- MySQL dump"
	mariaBanner     = "-- MariaDB dump"
	mysqlEnd        = "-- Dump completed"
)

// banner notes what a comment line of a dump program says: where the dump
// begins and ends, and the object that follows.
func (d *dump) banner(p []byte) {
	s := line(p)
	switch {
	case s == pgBanner, s == pgClusterBanner,
		strings.HasPrefix(s, mysqlBanner), strings.HasPrefix(s, mariaBanner):
		d.banners++
	case s == pgBanner+" complete", s == pgClusterBanner+" complete":
		d.banners = max(0, d.banners-1)
	case strings.HasPrefix(s, pgAny) && bytes.IndexByte(p, '\n') < 0: // the input ends inside a banner
		d.banners++
	case strings.HasPrefix(s, mysqlEnd):
		// "-- Dump completed on 2026-11-22 12:42:55": without its line end only
		// the full length proves that nothing is missing.
		if bytes.IndexByte(p, '\n') >= 0 || len(s) == len(mysqlEnd+" on 2026-11-22 12:42:55") {
			d.banners = max(0, d.banners-1)
		}
	case strings.HasPrefix(s, "-- Host: ") && d.dialect == mysql:
		if _, db, ok := strings.Cut(s, " Database: "); ok && strings.TrimSpace(db) != "" {
			d.setDatabase(strings.TrimSpace(db))
		}
	case strings.HasPrefix(s, "-- Table structure for table "), strings.HasPrefix(s, "-- Dumping data for table "):
		_, name, _ := strings.Cut(s, " for table ")
		l := lexer{p: []byte(name), d: d.dialect, whole: true}
		if parts, _ := l.dotted(l.next()); len(parts) > 0 {
			d.text.table(d.fullName(parts))
		}
	case strings.HasPrefix(s, "-- Name: "), strings.HasPrefix(s, "-- Data for Name: "):
		d.entry(s)
	}
}

// entry reads pg_dump's "-- Name: klient; Type: TABLE; Schema: crm; Owner: x".
func (d *dump) entry(s string) {
	_, s, _ = strings.Cut(s, "Name: ")
	name, s, _ := strings.Cut(s, "; Type: ")
	kind, s, _ := strings.Cut(s, "; Schema: ")
	schema, _, _ := strings.Cut(s, "; ")
	switch kind {
	case "TABLE", "TABLE DATA", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE":
		d.text.table(d.fullName([]string{schema, name}))
	default:
		if schema == "-" {
			d.text.table("")
		}
	}
}
