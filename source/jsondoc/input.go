package jsondoc

import (
	"bytes"
	"io"
)

const (
	readSize = 64 << 10
	// keepLine is how long a line may be to be swept again as a whole when it
	// turns out to be no JSON.
	keepLine = 1 << 20
)

// input is a byte stream with a line count. From a mark on, bytes stay in the
// buffer, so that a bad line can be read again.
type input struct {
	r        io.Reader
	buf      []byte
	pos, end int
	mark     int   // -1: none, or the line grew too long
	markLine int64 // line at the mark
	base     int64 // offset of buf[0] in the stream
	line     int64 // line ends passed
	err      error
}

func (in *input) offset() int64 { return in.base + int64(in.pos) }

// fill reads more; false at the end of the stream.
func (in *input) fill() bool {
	if in.err != nil {
		return false
	}
	keep := in.pos
	if in.mark >= 0 && in.end-in.mark <= keepLine {
		keep = in.mark
	} else {
		in.mark = -1
	}
	if len(in.buf)-(in.end-keep) < readSize {
		grown := make([]byte, max(2*len(in.buf), 2*readSize))
		copy(grown, in.buf[keep:in.end])
		in.buf = grown
	} else {
		copy(in.buf, in.buf[keep:in.end])
	}
	if in.mark >= 0 {
		in.mark = 0
	}
	in.base += int64(keep)
	in.pos, in.end = in.pos-keep, in.end-keep
	for in.err == nil {
		n, err := in.r.Read(in.buf[in.end : in.end+readSize])
		in.end += n
		in.err = err
		if n > 0 {
			return true
		}
	}
	return false
}

// setMark keeps the bytes from here on.
func (in *input) setMark() { in.mark, in.markLine = in.pos, in.line }

// rewind goes back to the mark; false if it was lost.
func (in *input) rewind() bool {
	if in.mark < 0 {
		return false
	}
	in.pos, in.line = in.mark, in.markLine
	return true
}

// failure is the error behind the end of the stream: io.EOF, or what broke it.
func (in *input) failure() error {
	if in.err == nil {
		return io.EOF
	}
	return in.err
}

// next returns the next byte.
func (in *input) next() (byte, error) {
	if in.pos == in.end && !in.fill() {
		return 0, in.failure()
	}
	c := in.buf[in.pos]
	in.pos++
	return c, nil
}

// skip returns the next byte that is no white space.
func (in *input) skip() (byte, error) {
	for {
		for in.pos < in.end {
			c := in.buf[in.pos]
			in.pos++
			switch c {
			case ' ', '\t', '\r':
			case '\n':
				in.line++
			default:
				return c, nil
			}
		}
		if !in.fill() {
			return 0, in.failure()
		}
	}
}

// restOfLine calls f with the bytes up to the next line end, which it passes.
func (in *input) restOfLine(f func([]byte)) (ended bool, err error) {
	for {
		if in.pos == in.end && !in.fill() {
			return false, in.failure()
		}
		part := in.buf[in.pos:in.end]
		if n := bytes.IndexByte(part, '\n'); n >= 0 {
			f(part[:n])
			in.pos += n + 1
			in.line++
			return true, nil
		}
		f(part)
		in.pos = in.end
	}
}
