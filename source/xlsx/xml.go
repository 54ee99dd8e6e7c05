package xlsx

import (
	"bytes"
	"io"

	"leidur/source"
)

// Why not encoding/xml: it costs ten times the time of the inflater, and it
// ends at the first control character, where everything behind it would be
// lost. This scanner knows tags, text, CDATA and nothing else; what is not well
// formed is counted and scanning goes on at the next '<'.

const (
	bufferSize = 128 << 10 // the window over a part
	maxTag     = 1 << 20   // bytes; a longer tag is taken for damage
	// pieceMin is how much text may wait for its '<' before it is handed out in
	// pieces. It only has to be longer than an entity.
	pieceMin = 32 << 10
)

type token uint8

const (
	tokEOF   token = iota // s.err says why
	tokText               // s.text: character data as written, a long run in pieces
	tokCData              // s.text: character data without entities
	tokOpen               // s.name, s.attrs, s.empty
	tokClose              // s.name
)

// scanner walks one XML part. Slices that it hands out are good until the next
// call of next.
type scanner struct {
	text  []byte
	name  []byte // local name, without the namespace prefix
	attrs []byte // all behind the name
	empty bool   // <name/>

	r      io.Reader
	buf    []byte
	lo, hi int   // what is not scanned yet is buf[lo:hi]
	err    error // why r ended; io.EOF is the regular end
	base   int64 // position of buf[0] in the part, without control characters
	cdata  bool  // inside <![CDATA[

	controls  int64 // control characters that XML forbids; they are skipped
	controlAt int64 // position of the first of them
	malformed int64 // tags that are none
	malformAt int64
}

// newScanner sniffs the encoding: parts are UTF-8 or, rarely, UTF-16.
func newScanner(r io.Reader) *scanner {
	s := &scanner{r: r, buf: make([]byte, bufferSize)}
	head := make([]byte, 64)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	if err != nil {
		if err == io.ErrUnexpectedEOF && n < 64 {
			err = nil // short part, or a cut one: the next Read tells which
		}
		if err != nil {
			r = errReader{err}
		}
	}
	s.r = io.MultiReader(bytes.NewReader(head), r)
	if n >= 4 && (head[0]|head[1] == 0xFF || head[0] == 0 || head[1] == 0) {
		if e := source.DetectEncoding(head); e.Wide() {
			s.r = source.NewUTF16Reader(s.r, e)
		}
	}
	return s
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

// pos is the position of the next unread byte, comparable with controlAt.
func (s *scanner) pos() int64 { return s.base + int64(s.lo) }

// next returns the next token. Comments, processing instructions and
// declarations are skipped.
func (s *scanner) next() token {
	for {
		if s.cdata {
			if s.cdataPiece() {
				return tokCData
			}
			continue
		}
		if s.lo == s.hi && !s.fill() {
			return tokEOF
		}
		if s.buf[s.lo] != '<' {
			s.textPiece()
			return tokText
		}
		end := s.tagEnd()
		if end < 0 { // not a tag, or one that the end of the part cuts
			if s.lo == s.hi {
				return tokEOF
			}
			continue
		}
		switch s.buf[s.lo+1] {
		case '!', '?':
			s.skipDeclaration()
			continue
		}
		tag := s.buf[s.lo+1 : s.lo+end]
		switch {
		case len(tag) == 0:
			s.bad()
			s.lo += 2
			continue
		case tag[0] == '/':
			s.lo += end + 1
			s.name, _ = splitName(tag[1:])
			return tokClose
		}
		s.lo += end + 1
		s.empty = tag[len(tag)-1] == '/'
		if s.empty {
			tag = tag[:len(tag)-1]
		}
		s.name, s.attrs = splitName(tag)
		return tokOpen
	}
}

// splitName cuts the local name from a tag's inside.
func splitName(tag []byte) (name, attrs []byte) {
	from := 0
	for i, c := range tag {
		switch c {
		case ':':
			from = i + 1
		case ' ', '\t', '\r', '\n':
			return tag[from:i], tag[i:]
		}
	}
	return tag[from:], nil
}

// tagEnd returns the offset of the '>' that closes the tag at s.lo, outside
// quotes; -1 after it has moved s.lo behind something that is no tag. A '<'
// inside a tag is never legal, so it ends the search: this keeps a missing
// quote from swallowing the part, and the scan linear.
func (s *scanner) tagEnd() int {
	quote := byte(0)
	for i := 1; ; {
		b := s.buf[s.lo:min(s.hi, s.lo+maxTag)]
		for ; i < len(b); i++ {
			switch c := b[i]; {
			case c == '>' && quote == 0:
				return i
			case c == '"' || c == '\'':
				if quote == 0 {
					quote = c
				} else if quote == c {
					quote = 0
				}
			case c == '<':
				s.bad()
				s.lo += i
				return -1
			case i == 1 && (c == '!' || c == '?'):
				return 2 // skipDeclaration finds the real end
			}
		}
		if i == maxTag {
			s.bad()
			s.lo++ // as text up to the next '<'
			return -1
		}
		if !s.fill() {
			s.lo = s.hi
			return -1
		}
	}
}

// skipDeclaration moves behind <!-- -->, <? ?> or <!DOCTYPE >, or into a CDATA
// section.
func (s *scanner) skipDeclaration() {
	for s.hi-s.lo < 9 && s.fill() {
	}
	b := s.buf[s.lo:s.hi]
	switch {
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		s.lo += 9
		s.cdata = true
	case bytes.HasPrefix(b, []byte("<!--")):
		s.lo += 4
		s.skipTo("-->")
	case bytes.HasPrefix(b, []byte("<?")):
		s.lo += 2
		s.skipTo("?>")
	default: // DOCTYPE: the format forbids it; what it declares is not expanded
		s.bad()
		s.lo += 2
		s.skipTo(">")
	}
}

// skipTo moves behind the next end mark, through any number of windows.
func (s *scanner) skipTo(mark string) {
	for {
		if i := bytes.Index(s.buf[s.lo:s.hi], []byte(mark)); i >= 0 {
			s.lo += i + len(mark)
			return
		}
		s.lo = max(s.lo, s.hi-len(mark)+1)
		if !s.fill() {
			s.lo = s.hi
			return
		}
	}
}

// cdataPiece sets s.text to the next piece of the open section, false if there
// was none.
func (s *scanner) cdataPiece() bool {
	for {
		b := s.buf[s.lo:s.hi]
		if i := bytes.Index(b, []byte("]]>")); i >= 0 {
			s.text, s.cdata = b[:i], false
			s.lo += i + 3
			return i > 0
		}
		if len(b) >= pieceMin {
			n := safeCut(b[:len(b)-2])
			s.text = b[:n]
			s.lo += n
			return true
		}
		if !s.fill() {
			s.text, s.cdata = s.buf[s.lo:s.hi], false // fill moves the text even where it finds no more
			s.lo = s.hi
			return len(s.text) > 0
		}
	}
}

// textPiece sets s.text to the character data at s.lo, which is no '<'.
func (s *scanner) textPiece() {
	for {
		b := s.buf[s.lo:s.hi]
		n := bytes.IndexByte(b, '<')
		if n < 0 {
			if len(b) < pieceMin && s.fill() {
				continue
			}
			b = s.buf[s.lo:s.hi] // fill moves the text even where it finds no more
			n = len(b)
			if len(b) >= pieceMin {
				n = safeCut(b)
			}
		}
		s.text = b[:n]
		s.lo += n
		return
	}
}

func (s *scanner) bad() {
	if s.malformed == 0 {
		s.malformAt = s.pos()
	}
	s.malformed++
}

// fill reads more of the part behind buf[lo:hi]; false at its end. The buffer
// grows only under a tag, which maxTag bounds.
func (s *scanner) fill() bool {
	if s.err != nil {
		return false
	}
	if s.lo > 0 {
		copy(s.buf, s.buf[s.lo:s.hi])
		s.base += int64(s.lo)
		s.hi -= s.lo
		s.lo = 0
	}
	if s.hi == len(s.buf) {
		s.buf = append(s.buf, make([]byte, len(s.buf))...)
	}
	for tries := 0; ; tries++ {
		n, err := s.r.Read(s.buf[s.hi:])
		s.err = err
		if n > 0 {
			tries = 0 // bytes that are dropped are progress, too
		}
		if n = s.dropControls(s.buf[s.hi : s.hi+n]); n > 0 {
			s.hi += n
			return true
		}
		if err != nil {
			return false
		}
		if tries == 1000 {
			s.err = io.ErrNoProgress
			return false
		}
	}
}

// dropControls removes the control characters that XML forbids from p, in
// place, and returns the new length.
func (s *scanner) dropControls(p []byte) int {
	i := firstControl(p)
	if i == len(p) {
		return i
	}
	if s.controls == 0 {
		s.controlAt = s.base + int64(s.hi) + int64(i)
	}
	n := i
	for _, c := range p[i:] {
		if forbidden(c) {
			s.controls++
			continue
		}
		p[n] = c
		n++
	}
	return n
}

func forbidden(c byte) bool { return c < 0x20 && c != '\t' && c != '\n' && c != '\r' }
