package sqldump

import "strings"

// A head is what stands in front of the values of INSERT and COPY.
type head struct {
	parts   []string // table name as written: [db, ]schema, table
	columns []string // nil: no list
	end     int      // offset behind the head: the first '(' of INSERT, behind the ';' of COPY

	delim byte   // COPY: between fields
	null  string // COPY: the NULL mark
	csv   bool   // COPY: csv or binary, which is not split
}

// dotted reads a.b.c. after is the token behind it.
func (l *lexer) dotted(first token) (parts []string, after token) {
	t := first
	for t.name() {
		parts = append(parts, t.text)
		if t = l.next(); t.kind != '.' {
			break
		}
		t = l.next()
	}
	return parts, t
}

// list reads the names up to ')', the '(' being consumed. Lengths and sort
// orders behind a name (MySQL and MSSQL keys) are skipped. ok is false where it
// is no list of names.
func (l *lexer) list() (names []string, ok bool) {
	t := l.next()
	if t.kind == ')' { // MySQL: INSERT INTO t () VALUES ()
		return []string{}, true
	}
	for {
		if !t.name() {
			return nil, false
		}
		names = append(names, t.text)
		t = l.next()
		for t.is("ASC") || t.is("DESC") {
			t = l.next()
		}
		if t.kind == '(' {
			if t = l.next(); t.kind != tokWord {
				return nil, false
			}
			if t = l.next(); t.kind != ')' {
				return nil, false
			}
			t = l.next()
		}
		switch t.kind {
		case ')':
			return names, true
		case ',':
			t = l.next()
		default:
			return nil, false
		}
	}
}

// insert reads INSERT ... VALUES up to the first tuple. cut tells that p ended
// too early; ok is false for statements without tuples (INSERT ... SELECT).
func (l *lexer) insert() (h head, ok, cut bool) {
	t := l.next() // INSERT or REPLACE
	for t = l.next(); ; t = l.next() {
		if !(t.is("INTO") || t.is("IGNORE") || t.is("OR") || t.is("REPLACE") || t.is("ABORT") ||
			t.is("LOW_PRIORITY") || t.is("HIGH_PRIORITY") || t.is("DELAYED")) {
			break
		}
	}
	h.parts, t = l.dotted(t)
	if t.kind == '(' {
		if h.columns, ok = l.list(); !ok {
			return h, false, l.at >= len(l.p)
		}
		t = l.next()
	}
	if t.is("OVERRIDING") { // SYSTEM VALUE or USER VALUE
		l.next()
		l.next()
		t = l.next()
	}
	if len(h.parts) > 0 && (t.is("VALUES") || t.is("VALUE")) {
		t = l.next()
		h.end = t.at
		return h, t.kind == '(', t.kind == tokEnd
	}
	return h, false, t.kind == tokEnd
}

// copyFrom reads COPY ... FROM stdin ...;
func (l *lexer) copyFrom() (h head, ok, cut bool) {
	h.delim, h.null = '\t', `\N`
	l.next() // COPY
	var t token
	h.parts, t = l.dotted(l.next())
	if t.kind == '(' {
		if h.columns, ok = l.list(); !ok {
			return h, false, l.at >= len(l.p)
		}
		t = l.next()
	}
	if t.is("WITH") {
		if t = l.next(); t.is("OIDS") {
			h.columns = append([]string{"oid"}, h.columns...)
			t = l.next()
		}
	}
	if len(h.parts) == 0 || !t.is("FROM") {
		return h, false, t.kind == tokEnd
	}
	if t = l.next(); !t.is("STDIN") {
		return h, false, t.kind == tokEnd
	}
	option := ""
	for t = l.next(); t.kind != ';'; t = l.next() {
		switch {
		case t.kind == tokEnd:
			return h, false, true
		case t.is("CSV"), t.is("BINARY"):
			h.csv = true
		case t.kind == tokWord && !t.is("AS"):
			option = strings.ToUpper(t.text)
		case t.kind == tokText && option == "DELIMITER" && t.text != "":
			h.delim = t.text[0]
			if t.text == `\t` {
				h.delim = '\t'
			}
		case t.kind == tokText && option == "NULL":
			h.null = t.text
		}
	}
	h.end = l.at
	return h, true, false
}

// createTable reads the columns and the primary key of a CREATE TABLE, from
// behind its name on. after is the token behind the name.
func (l *lexer) createTable(after token) (columns, key []string, ok, cut bool) {
	if after.kind != '(' {
		return nil, nil, false, after.kind == tokEnd
	}
	for {
		t := l.next()
		constraint := l.d.constraint(t)
		column := ""
		if !constraint && t.name() {
			column = t.text
			columns = append(columns, column)
			t = l.next()
		}
		// The rest of the element, to its comma.
		placed := false
		for depth := 0; ; t = l.next() {
			if depth == 0 && column != "" && (t.is("DEFAULT") || t.is("COMMENT")) {
				at := t.at
				sub := strings.ToLower(t.text) + ":" + column
				if t = l.next(); t.kind == tokText && t.text != "" {
					l.spots, placed = append(l.spots, spot{int64(at), sub, column}), true
				}
			}
			if placed && depth == 0 && (t.kind == ',' || t.kind == ')') {
				l.spots = append(l.spots, spot{at: int64(t.at)})
			}
			switch {
			case t.kind == tokEnd:
				return nil, nil, false, true
			case t.kind == '(':
				depth++
			case t.kind == ')' && depth == 0:
				l.tableComment()
				return columns, key, len(columns) > 0, false
			case t.kind == ')':
				depth--
			case t.is("PRIMARY") && depth == 0:
				var names []string
				if names, t = l.primary(); names != nil {
					key = names
				} else if column != "" {
					key = []string{column}
				}
				if t.kind == ')' || t.kind == tokEnd {
					if t.kind == ')' {
						l.tableComment()
						return columns, key, len(columns) > 0, false
					}
					return nil, nil, false, true
				}
			}
			if t.kind == ',' && depth == 0 {
				break
			}
		}
	}
}

// tableComment notes the comment among the options behind a table's columns.
func (l *lexer) tableComment() {
	for t := l.next(); t.kind != tokEnd && t.kind != ';'; t = l.next() {
		if t.is("COMMENT") && l.d == mysql {
			l.spots = append(l.spots, spot{at: int64(t.at), sub: "comment"})
			return
		}
	}
}

// primary reads KEY [CLUSTERED | USING BTREE ...] [(names)] behind PRIMARY and
// returns the token behind it; names is nil without a list.
func (l *lexer) primary() (names []string, after token) {
	t := l.next()
	for t.name() && !t.is("NOT") && !t.is("DEFAULT") && !t.is("CHECK") && !t.is("REFERENCES") {
		t = l.next()
	}
	if t.kind != '(' {
		return nil, t
	}
	names, _ = l.list()
	return names, l.next()
}

// constraint tells an element of CREATE TABLE that is no column. KEY and INDEX
// are reserved in MySQL only: elsewhere they are columns named so.
func (d dialect) constraint(t token) bool {
	if t.kind != tokWord {
		return false
	}
	switch strings.ToUpper(t.text) {
	case "CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE", "LIKE":
		return true
	case "KEY", "INDEX", "FULLTEXT", "SPATIAL":
		return d == mysql
	}
	return false
}

// alterKey reads ALTER TABLE [ONLY] name ADD [CONSTRAINT c] PRIMARY KEY (a, b).
func (l *lexer) alterKey() (parts, key []string) {
	l.next() // ALTER
	l.next() // TABLE
	t := l.next()
	for t.is("ONLY") || t.is("IF") || t.is("EXISTS") {
		t = l.next()
	}
	parts, t = l.dotted(t)
	if !t.is("ADD") {
		return nil, nil
	}
	if t = l.next(); t.is("CONSTRAINT") {
		l.next()
		t = l.next()
	}
	if !t.is("PRIMARY") {
		return nil, nil
	}
	key, _ = l.primary()
	return parts, key
}
