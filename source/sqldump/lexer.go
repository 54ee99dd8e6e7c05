package sqldump

import (
	"bytes"
	"strings"
)

// dialect decides what quotes, backslashes and comment marks mean.
type dialect uint8

const (
	generic dialect = iota // SQLite and whatever says nothing about itself
	postgres
	mysql
	mssql
)

// kind of a token; punctuation is its own byte.
const (
	tokEnd   byte = 0   // the slice ends here, maybe inside a token
	tokWord  byte = 'w' // keyword, bare identifier or number
	tokIdent byte = 'i' // quoted identifier
	tokText  byte = 's' // string literal
)

type token struct {
	kind byte
	text string // unquoted; words as written
	at   int    // offset of its first byte
}

// is tells whether the token is the bare keyword, given in upper case.
func (t token) is(word string) bool { return t.kind == tokWord && strings.EqualFold(t.text, word) }

// name tells whether the token can be an identifier.
func (t token) name() bool { return t.kind == tokWord || t.kind == tokIdent }

// A lexer splits the head of a statement that lies in memory. Strings that
// stream never come through it.
type lexer struct {
	p        []byte
	at       int
	d        dialect
	back     bool // '...' has backslash escapes
	whole    bool // p ends where the input ends: a token may end there, too
	comments bool // a comment was skipped
	spots    []spot
}

// next returns the next token; white space, comments and the marks of MySQL's
// executable comments are skipped.
func (l *lexer) next() token {
	l.skip()
	if l.at >= len(l.p) {
		return token{at: len(l.p)}
	}
	at, c := l.at, l.p[l.at]
	switch {
	case c == '\'', c == '"' && l.d == mysql:
		return l.quoted(tokText, c)
	case c == '"', c == '`':
		return l.quoted(tokIdent, c)
	case c == '[' && l.d == mssql:
		return l.quoted(tokIdent, ']')
	case c == '$' && l.d != mysql && dollarTag(l.p[at:min(len(l.p), at+tagPeek)]) != "":
		tag := dollarTag(l.p[at:min(len(l.p), at+tagPeek)])
		n := bytes.Index(l.p[at+len(tag):], []byte(tag))
		if n < 0 {
			l.at = len(l.p)
			return token{at: at}
		}
		l.at += n + 2*len(tag)
		return token{tokText, string(l.p[at+len(tag) : l.at-len(tag)]), at}
	case wordByte(c) || c == '@':
		for l.at < len(l.p) && (wordByte(l.p[l.at]) || l.p[l.at] == '@') {
			l.at++
		}
		if l.at == len(l.p) && !l.whole {
			return token{at: at}
		}
		return token{tokWord, string(l.p[at:l.at]), at}
	}
	l.at++
	return token{kind: c, at: at}
}

func (l *lexer) quoted(kind, closer byte) token {
	at := l.at
	back := kind == tokText && l.back
	if closer == '\'' && l.d != mysql && at > 0 && l.p[at-1]|0x20 == 'e' && (at == 1 || !wordByte(l.p[at-2])) {
		back = true // E'...'
	}
	for i := at + 1; i < len(l.p); i++ {
		switch c := l.p[i]; {
		case c == '\\' && back:
			i++
		case c == closer && i+1 < len(l.p) && l.p[i+1] == closer:
			i++
		case c == closer:
			if i+1 == len(l.p) && !l.whole {
				break // the other half of a doubled quote may follow
			}
			l.at = i + 1
			twice := string([]byte{closer, closer})
			return token{kind, strings.ReplaceAll(string(l.p[at+1:i]), twice, twice[:1]), at}
		}
	}
	l.at = len(l.p)
	return token{at: at}
}

func (l *lexer) skip() {
	for l.at < len(l.p) {
		rest := l.p[l.at:]
		if space(rest[0]) {
			l.at++
			continue
		}
		kind, n := mark(rest, l.d)
		end := -1
		switch kind {
		case notComment:
			return
		case codeMark:
			l.at += n
			continue
		case lineComment:
			end = bytes.IndexByte(rest, '\n')
		case blockComment:
			end = blockEnd(rest, l.d)
		}
		l.comments = true
		if end < 0 {
			end = len(rest)
		}
		l.at += end
	}
}

// blockEnd returns the length of the block comment at the start of p, or -1.
func blockEnd(p []byte, d dialect) int {
	depth := 0
	for i := 0; i+1 < len(p); i++ {
		switch {
		case p[i] == '*' && p[i+1] == '/':
			i++
			if depth--; depth == 0 {
				return i + 1
			}
		case p[i] == '/' && p[i+1] == '*' && (depth == 0 || d.nests()):
			i++
			depth++
		}
	}
	return -1
}

// nests tells whether block comments nest.
func (d dialect) nests() bool { return d == postgres || d == mssql }

const (
	notComment = iota
	lineComment
	blockComment
	codeMark // the opening or closing mark of an executable comment: /*!40101 /*M!100 */
)

// markPeek is how many bytes mark must see.
const markPeek = 16

// mark tells what p starts with, and the length of a codeMark.
func mark(p []byte, d dialect) (kind, n int) {
	if len(p) < 2 {
		if len(p) == 1 && p[0] == '#' && d == mysql {
			return lineComment, 0
		}
		return notComment, 0
	}
	switch {
	case p[0] == '#' && d == mysql:
		return lineComment, 0
	case p[0] == '-' && p[1] == '-':
		// MySQL: 1--1 is a subtraction, the comment needs the space.
		if d != mysql || len(p) == 2 || p[2] <= ' ' {
			return lineComment, 0
		}
	case p[0] == '/' && p[1] == '*':
		n := 2
		if d == mysql && n < len(p) && p[n] == 'M' {
			n++
		}
		if d != mysql || n >= len(p) || p[n] != '!' {
			return blockComment, 0
		}
		for n++; n < len(p) && n < markPeek && p[n] >= '0' && p[n] <= '9'; n++ {
		}
		return codeMark, n
	case p[0] == '*' && p[1] == '/' && d == mysql:
		return codeMark, 2
	}
	return notComment, 0
}

func space(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func digit(c byte) bool { return c >= '0' && c <= '9' }

// wordByte tells whether c continues an identifier.
func wordByte(c byte) bool {
	return letter(c) || digit(c) || c == '_' || c == '$' || c >= 0x80
}
