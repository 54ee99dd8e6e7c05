package sqldump

import (
	"bytes"
	"strings"
)

// evidence is what the head of an input says about the rest.
type evidence struct {
	format    string // pg_dump, mysqldump or sql
	dialect   dialect
	backslash bool
}

// sniff judges a head in UTF-8 or an 8-bit encoding.
func sniff(head []byte) evidence {
	has := func(words ...string) bool {
		for _, w := range words {
			if bytes.Contains(head, []byte(w)) {
				return true
			}
		}
		return false
	}
	switch {
	case atLineStart(head, pgAny):
		return evidence{"pg_dump", postgres, false}
	case atLineStart(head, mysqlBanner), atLineStart(head, mariaBanner), bytes.HasPrefix(head, []byte("/*M!999999")):
		return evidence{"mysqldump", mysql, true}
	case atLineStart(head, "PRAGMA "): // sqlite3 .dump
		return evidence{"sql", generic, false}
	case has("-- phpMyAdmin", "-- HeidiSQL", "ENGINE=", "INTO `", "TABLE `", "/*!40"):
		return evidence{"sql", mysql, true}
	case has("INSERT [", "TABLE [", "INTO [", "[dbo]", "USE [", "\nGO\n", "\nGO\r\n", "SET IDENTITY_INSERT"):
		return evidence{"sql", mssql, false}
	case has("standard_conforming_strings", " FROM stdin", " from stdin", "$$", "::text", "E'", "\\connect "):
		return evidence{"sql", postgres, false}
	}
	// Standard SQL has no backslash escapes, but O\'Reilly tells otherwise.
	e := evidence{"sql", generic, false}
	for at := 0; ; {
		n := bytes.Index(head[at:], []byte(`\'`))
		if n < 0 {
			return e
		}
		if at += n + 2; at < len(head) && (letter(head[at]) || digit(head[at])) {
			e.backslash = true
			return e
		}
	}
}

// atLineStart tells whether a line of p begins with s.
func atLineStart(p []byte, s string) bool {
	return bytes.HasPrefix(p, []byte(s)) || bytes.Contains(p, []byte("\n"+s))
}

// startWords begin statements of dumps and scripts.
var startWords = map[string]bool{
	"ALTER": true, "ANALYZE": true, "BEGIN": true, "COMMENT": true, "COMMIT": true, "COPY": true, "CREATE": true,
	"DECLARE": true, "DELETE": true, "DELIMITER": true, "DROP": true, "EXEC": true, "GO": true, "GRANT": true, "IF": true,
	"INSERT": true, "LOCK": true, "MERGE": true, "PRAGMA": true, "PRINT": true, "REPLACE": true, "REVOKE": true,
	"ROLLBACK": true, "SELECT": true, "SET": true, "START": true, "TRUNCATE": true, "UNLOCK": true, "UPDATE": true,
	"USE": true, "WITH": true,
}

// isDump tells whether head is SQL with data or definitions: it begins with a
// word of SQL, and a line or a statement behind another one has the shape of
// CREATE TABLE, INSERT or COPY FROM stdin. A banner alone will do, too. Prose and
// CSV which mention SQL fail at their first word or at the shape.
func isDump(head []byte, e evidence) bool {
	l := lexer{p: head, d: e.dialect, back: e.backslash, whole: true}
	known := true // the statement before began with a word of SQL
	for first, start := true, true; ; {
		l.skip()
		at := l.at
		if start && at < len(head) && head[at] == '\\' { // a command of psql or mariadb
			l.at = find(head, at, '\n')
			continue
		}
		t := l.next()
		if t.kind == tokEnd { // nothing but comments, or a statement longer than the head
			return e.format != "sql"
		}
		if start && t.kind != ';' {
			word := t.kind == tokWord && startWords[strings.ToUpper(t.text)]
			if first {
				after := head[l.at:]
				switch {
				case e.format != "sql":
					return word || len(after) == 0
				case !word || len(after) == 0 || !space(after[0]) && after[0] != ';':
					return false
				}
			}
			start, first, known = known, false, word
		}
		if t.kind == tokWord && (start || lineStart(head, t.at)) && l.shape(t) {
			return true
		}
		start = t.kind == ';'
	}
}

// lineStart tells whether only blanks stand between p[at] and its line's start.
func lineStart(p []byte, at int) bool {
	for at > 0 && (p[at-1] == ' ' || p[at-1] == '\t') {
		at--
	}
	return at == 0 || p[at-1] == '\n'
}

// shape tells whether a statement that holds data or a table begins with t,
// behind which the lexer stands. The lexer does not move.
func (l lexer) shape(t token) bool {
	switch strings.ToUpper(t.text) {
	case "CREATE":
		for range 3 {
			if t = l.next(); t.is("TABLE") {
				t = l.next()
				for t.is("IF") || t.is("NOT") || t.is("EXISTS") {
					t = l.next()
				}
				parts, after := l.dotted(t)
				return len(parts) > 0 && (after.kind == '(' || after.is("AS") || after.is("LIKE") || after.is("PARTITION"))
			}
		}
	case "INSERT", "REPLACE":
		bare := true
		t = l.next()
		for t.is("INTO") || t.is("OR") || t.is("IGNORE") || t.is("REPLACE") || t.is("LOW_PRIORITY") || t.is("DELAYED") {
			t, bare = l.next(), false
		}
		parts, after := l.dotted(t)
		if len(parts) == 0 || bare && l.d != mssql {
			return false
		}
		if after.kind == '(' {
			if _, ok := l.list(); !ok {
				return l.at >= len(l.p)
			}
			after = l.next()
		}
		return after.is("VALUES") || after.is("VALUE") || after.is("SELECT") || after.is("SET") ||
			after.is("DEFAULT") || after.is("OVERRIDING")
	case "COPY":
		h, ok, _ := (&lexer{p: l.p[t.at:], d: l.d, whole: true}).copyFrom()
		return ok && h.end > 0
	}
	return false
}
