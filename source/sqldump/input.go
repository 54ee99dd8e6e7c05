package sqldump

import (
	"bytes"
	"context"
	"io"
)

// bufSize is the read buffer and with it the longest statement head (up to
// VALUES or FROM stdin, or a CREATE TABLE) that is understood; 1,600 columns
// with names of 64 bytes need 110 KB. It never grows: values stream.
const bufSize = 256 << 10

// input is a sliding window over the dump: buf[lo:hi] is read and not consumed.
type input struct {
	ctx    context.Context
	r      io.Reader
	buf    []byte
	lo, hi int
	err    error // io.EOF, the error of r or of ctx, once met

	base     int64 // bytes in front of buf[0]
	newlines int64 // in everything before buf[counted]
	counted  int
}

func newInput(ctx context.Context, r io.Reader) *input {
	return &input{ctx: ctx, r: r, buf: make([]byte, bufSize)}
}

// fill reads more behind hi. It reports false at the end, after an error, and
// when the buffer is full from the first byte.
func (in *input) fill() bool {
	if in.err != nil {
		return false
	}
	if in.err = in.ctx.Err(); in.err != nil {
		return false
	}
	if in.hi == len(in.buf) {
		if in.lo == 0 {
			return false
		}
		in.line() // before the bytes move away
		in.base += int64(in.lo)
		in.hi = copy(in.buf, in.buf[in.lo:in.hi])
		in.lo, in.counted = 0, 0
	}
	for range 100 {
		n, err := in.r.Read(in.buf[in.hi:])
		in.hi += n
		in.err = err
		if n > 0 {
			return true
		}
		if err != nil {
			return false
		}
	}
	in.err = io.ErrNoProgress
	return false
}

// peek returns the next n bytes, fewer only at the end of the input. It never
// returns more, so that no decision depends on how the reader cuts its bytes.
func (in *input) peek(n int) []byte {
	for in.hi-in.lo < n && in.fill() {
	}
	return in.buf[in.lo:min(in.hi, in.lo+n)]
}

// next returns the next byte without consuming it, or -1 at the end.
func (in *input) next() int {
	if in.lo == in.hi && !in.fill() {
		return -1
	}
	return int(in.buf[in.lo])
}

// pos returns the offset of buf[lo] in the dump, in bytes.
func (in *input) pos() int64 { return in.base + int64(in.lo) }

// line returns the physical line of buf[lo], 1-based.
func (in *input) line() int64 {
	in.newlines += int64(bytes.Count(in.buf[in.counted:in.lo], newline))
	in.counted = in.lo
	return in.newlines + 1
}

var newline = []byte{'\n'}
