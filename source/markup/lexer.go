package markup

import (
	"bytes"
	"html"
	"io"
	"strings"
)

// Why not encoding/xml or an HTML parser: both stop at the first thing that is
// not well formed, or hold the document in memory. This lexer knows tags, text,
// comments and sections, for both languages, and goes on behind anything else.

const (
	readSize = 64 << 10
	maxTag   = 1 << 20   // bytes; a longer tag is taken for text
	pieceMax = 256 << 10 // text is handed out in pieces of about this size
)

type token uint8

const (
	tokEnd token = iota
	tokText
	tokOpen
	tokClose
	tokComment
	tokInstruction // <?name ...?>
	tokDoctype
)

// An attr is an attribute with its entities decoded.
type attr struct{ name, value string }

// lexer walks markup. What it hands out is good until the next call.
type lexer struct {
	r      io.Reader
	html   bool
	buf    []byte
	lo, hi int
	err    error
	line   int64 // of buf[lo], 1-based

	text  []byte // tokText, tokComment, tokInstruction, tokDoctype
	first int64  // line on which the token begins
	more  bool   // the text goes on in the next token
	name  string
	attrs []attr
	empty bool // <name/>

	known map[string]string // names met, so that a name is one string

	section token  // of which the rest follows
	until   string // its end mark
	raw     string // element whose content is no markup: script, style
	entity  bool   // entities are decoded in the section
}

func newLexer(r io.Reader, html bool) *lexer {
	return &lexer{r: r, html: html, line: 1, buf: make([]byte, 2*readSize), known: map[string]string{}}
}

func (l *lexer) fill() bool {
	if l.err != nil {
		return false
	}
	if l.lo > 0 {
		l.hi = copy(l.buf, l.buf[l.lo:l.hi])
		l.lo = 0
	}
	if l.hi == len(l.buf) {
		l.buf = append(l.buf, make([]byte, len(l.buf))...)
	}
	for range 100 {
		n, err := l.r.Read(l.buf[l.hi:])
		l.hi += n
		l.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	l.err = io.ErrNoProgress
	return false
}

// take passes n bytes and counts their lines.
func (l *lexer) take(n int) []byte {
	p := l.buf[l.lo : l.lo+n]
	l.line += int64(bytes.Count(p, []byte{'\n'}))
	l.lo += n
	return p
}

// has tells whether the input goes on with s.
func (l *lexer) has(s string) bool {
	for l.hi-l.lo < len(s) && l.fill() {
	}
	return l.hi-l.lo >= len(s) && bytes.EqualFold(l.buf[l.lo:l.lo+len(s)], []byte(s))
}

// next returns the next token; tokEnd with l.err where the input ends.
func (l *lexer) next() token {
	l.first = l.line
	if l.until != "" {
		return l.rest()
	}
	if l.lo == l.hi && !l.fill() {
		return tokEnd
	}
	if l.buf[l.lo] != '<' {
		return l.chars(0)
	}
	if l.hi-l.lo > 1 || l.fill() {
		if c := l.buf[l.lo+1]; c != '!' && c != '?' {
			return l.element()
		}
	}
	switch {
	case l.has("<!--"):
		return l.open(4, tokComment, "-->", false)
	case l.has("<![CDATA["):
		return l.open(9, tokText, "]]>", false)
	case l.has("<?"):
		return l.open(2, tokInstruction, "?>", false)
	case l.has("<!"):
		return l.doctype()
	}
	return l.element()
}

// element reads an open or a close tag; a '<' that begins none is text.
func (l *lexer) element() token {
	n := l.tagEnd()
	if n < 0 {
		return l.chars(1)
	}
	tag := l.take(n + 1)[1:n]
	if tag[0] == '/' {
		l.name = l.local(bytes.TrimSpace(tag[1:]))
		return tokClose
	}
	l.empty = tag[len(tag)-1] == '/'
	if l.empty {
		tag = tag[:len(tag)-1]
	}
	l.tag(tag)
	if l.html && !l.empty && (l.name == "script" || l.name == "style" || l.name == "textarea" || l.name == "title" || l.name == "xmp") {
		l.section, l.until, l.entity = tokText, "</"+l.name, l.name == "textarea" || l.name == "title"
	}
	return tokOpen
}

// maxKnown bounds the names that are kept.
const maxKnown = 4096

func (l *lexer) local(name []byte) string {
	if s, ok := l.known[string(name)]; ok {
		return s
	}
	s := string(name)
	if l.html {
		s = strings.ToLower(s)
	}
	if len(l.known) < maxKnown && len(name) < 256 {
		l.known[string(name)] = s
	}
	return s
}

func (l *lexer) open(n int, section token, until string, entities bool) token {
	l.take(n)
	l.section, l.until, l.entity = section, until, entities
	return l.rest()
}

// rest hands out the section up to its end mark, in pieces.
func (l *lexer) rest() token {
	for {
		b := l.buf[l.lo:l.hi]
		n := indexFold(b, l.until, l.html)
		switch {
		case n >= 0:
			l.keep(l.take(n), l.entity)
			if !strings.HasPrefix(l.until, "</") { // a close tag is a token of its own
				l.take(len(l.until))
			}
			l.until, l.more = "", false
			return l.section
		case len(b) > pieceMax:
			l.keep(l.take(cut(b[:len(b)-len(l.until)])), l.entity)
			l.more = true
			return l.section
		case !l.fill():
			l.keep(l.take(l.hi-l.lo), l.entity)
			l.more = false
			if l.until = ""; len(l.text) == 0 {
				return tokEnd
			}
			return l.section
		}
	}
}

func indexFold(b []byte, s string, fold bool) int {
	if n := bytes.Index(b, []byte(s)); n >= 0 || !fold || !strings.HasPrefix(s, "</") {
		return n
	}
	for at := 0; ; at++ {
		n := bytes.Index(b[at:], []byte("</"))
		if n < 0 || at+n+len(s) > len(b) {
			return -1
		}
		at += n
		if strings.EqualFold(string(b[at:at+len(s)]), s) {
			return at
		}
	}
}

// chars hands out text up to the next '<' behind the first skip bytes.
func (l *lexer) chars(skip int) token {
	for {
		b := l.buf[l.lo:l.hi]
		n := -1
		if len(b) > skip {
			n = bytes.IndexByte(b[skip:], '<')
		}
		switch {
		case n >= 0:
			n += skip
		case len(b) > pieceMax:
			n = cut(b)
		case l.fill():
			continue
		default:
			n = l.hi - l.lo
		}
		l.more = false
		l.keep(l.take(n), true)
		return tokText
	}
}

// cut returns where text may be cut so that no entity and no character is split.
func cut(b []byte) int {
	for i := len(b) - 1; i > len(b)-64 && i > 0; i-- {
		if b[i] == ' ' || b[i] == '\n' || b[i] == '&' || b[i] == '>' {
			return i
		}
	}
	n := len(b)
	for n > 1 && b[n-1]&0xC0 == 0x80 {
		n--
	}
	if n > 1 && b[n-1] >= 0xC0 {
		n--
	}
	return n
}

// keep sets the token's text. A character that XML forbids parts no words: it is
// written as a blank.
func (l *lexer) keep(p []byte, entities bool) {
	if entities && bytes.IndexByte(p, '&') >= 0 {
		l.text = append(l.text[:0], html.UnescapeString(string(p))...)
	} else {
		l.text = append(l.text[:0], p...)
	}
}

// doctype passes <!DOCTYPE ...> with the declarations in its brackets.
func (l *lexer) doctype() token {
	depth, quote := 0, byte(0)
	for i := 2; ; i++ {
		for l.lo+i >= l.hi {
			if l.hi-l.lo > maxTag || !l.fill() {
				l.keep(l.take(l.hi-l.lo), false)
				return tokDoctype
			}
		}
		switch c := l.buf[l.lo+i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			p := l.take(i + 1)
			l.keep(p[2:i], false)
			return tokDoctype
		}
	}
}

// tagEnd returns the offset of the '>' of the tag at the read position, -1 where
// none stands there.
func (l *lexer) tagEnd() int {
	quote := byte(0)
	value := false // behind a '='
	for i := 1; ; i++ {
		for l.lo+i >= l.hi {
			if i > maxTag || !l.fill() {
				return -1
			}
		}
		switch c := l.buf[l.lo+i]; {
		case i == 1 && !(c|0x20 >= 'a' && c|0x20 <= 'z' || c == '/' || c == '_' || c == ':' || c >= 0x80):
			return -1
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && value:
			quote, value = c, false
		case c == '>':
			if i == 1 || i == 2 && l.buf[l.lo+1] == '/' {
				return -1
			}
			return i
		case c == '<':
			return -1
		case c == '=':
			value = true
		case c > ' ':
			value = false
		}
	}
}

const space = " \t\r\n"

// tag splits the inside of an open tag.
func (l *lexer) tag(tag []byte) {
	n := bytes.IndexAny(tag, space)
	if n < 0 {
		n = len(tag)
	}
	l.name, l.attrs = l.local(tag[:n]), l.attrs[:0]
	tag = tag[n:]
	for {
		tag = bytes.TrimLeft(tag, " \t\r\n/")
		if len(tag) == 0 {
			return
		}
		n := bytes.IndexAny(tag, "= \t\r\n")
		if n < 0 {
			n = len(tag)
		}
		a := attr{name: l.local(tag[:n])}
		tag = bytes.TrimLeft(tag[n:], space)
		if bytes.HasPrefix(tag, []byte{'='}) {
			tag = bytes.TrimLeft(tag[1:], space)
			var value []byte
			switch {
			case len(tag) > 0 && (tag[0] == '"' || tag[0] == '\''):
				value, tag, _ = bytes.Cut(tag[1:], tag[:1])
			default:
				n := bytes.IndexAny(tag, space)
				if n < 0 {
					n = len(tag)
				}
				value, tag = tag[:n], tag[n:]
			}
			a.value = html.UnescapeString(string(value))
		} else if n == 0 {
			tag = tag[min(1, len(tag)):]
			continue
		}
		l.attrs = append(l.attrs, a)
	}
}

func (l *lexer) attr(name string) string {
	for _, a := range l.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}
