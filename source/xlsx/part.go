package xlsx

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"

	"leidur/source"
)

// A pack is the package: a zip whose members are called parts.
type pack struct {
	parts  map[string]*zip.File // by partName
	names  []string             // keys of parts in directory order
	twice  []string             // names that more than one member has
	count  int                  // members that are no folders
	size   int64                // bytes of the package
	limits source.Limits
}

// partName makes the key of a part: names are compared without case (ECMA-376
// part 2, 6.2.2.3), and some writers use backslashes.
func partName(name string) string {
	return strings.ToLower(strings.TrimLeft(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// openPack reads the zip directory. Its errors are Gaps.
func openPack(at io.ReaderAt, size int64, limits source.Limits) (*pack, error) {
	zr, err := zip.NewReader(at, size)
	if err != nil && !(errors.Is(err, zip.ErrInsecurePath) && zr != nil) { // names are data, never paths
		if errors.Is(err, zip.ErrFormat) {
			return nil, &source.Gap{Reason: source.Damaged, Detail: "truncated: no readable zip directory"}
		}
		return nil, partGap(err)
	}
	if len(zr.File) > limits.Entries {
		return nil, &source.Gap{Reason: source.LimitEntries, Detail: fmt.Sprintf("%d parts", len(zr.File))}
	}
	zr.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser {
		return &lateError{rc: flate.NewReader(r)}
	})
	p := &pack{parts: make(map[string]*zip.File, len(zr.File)), size: size, limits: limits}
	for _, f := range zr.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		p.count++
		key := partName(f.Name)
		if _, ok := p.parts[key]; ok {
			p.twice = append(p.twice, f.Name)
			continue
		}
		p.parts[key] = f
		p.names = append(p.names, key)
	}
	return p, nil
}

// lateError hands out bytes and the error behind them in two reads: the zip
// reader drops the bytes that come together with the end of a part whose size
// is wrong.
type lateError struct {
	rc  io.ReadCloser
	err error
}

func (l *lateError) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	n, err := l.rc.Read(p)
	if n > 0 {
		l.err = err
		return n, nil
	}
	return n, err
}

func (l *lateError) Close() error { return l.rc.Close() }

// open starts reading a part. The caller closes it. Its errors are Gaps.
func (p *pack) open(ctx context.Context, name string) (*part, error) {
	f, ok := p.parts[partName(name)]
	if !ok {
		return nil, &source.Gap{Reason: source.Damaged, Detail: "missing part " + name}
	}
	if f.Flags&1 != 0 {
		return nil, &source.Gap{Reason: source.Encrypted, Detail: "member " + name}
	}
	rc, err := f.Open()
	if err != nil {
		g := partGap(err)
		g.Detail += " in " + name
		return nil, g
	}
	// The directory may lie about the packed size; the file's own size does not.
	packed := max(1, min(int64(f.CompressedSize64&(1<<62-1)), p.size))
	return &part{ctx: ctx, rc: rc, max: p.limits.MemberSize, maxRatio: p.limits.Ratio, packed: packed}, nil
}

// A part is the unpacked bytes of a member under the limits. Read also fails
// when the context ends, so that no loop over a part has to ask.
type part struct {
	ctx      context.Context
	rc       io.ReadCloser
	out      int64 // bytes handed out
	max      int64
	maxRatio int64
	packed   int64
	err      error
}

func (p *part) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	if p.err = p.ctx.Err(); p.err != nil {
		return 0, p.err
	}
	n, err := p.rc.Read(b)
	p.err = err
	p.out += int64(n)
	switch {
	case p.out > p.max:
		n -= int(min(int64(n), p.out-p.max))
		p.err = &source.Gap{Reason: source.LimitSize, Detail: fmt.Sprintf("part is larger than %d bytes", p.max)}
	case p.out > source.RatioFrom && p.out/p.packed >= p.maxRatio && p.out > p.maxRatio*p.packed:
		p.err = &source.Gap{Reason: source.LimitRatio, Detail: fmt.Sprintf("part unpacks to more than %d times its size", p.maxRatio)}
	}
	return n, p.err
}

func (p *part) Close() error { return p.rc.Close() }

// partGap turns an error of the zip layer into a Gap without a place.
func partGap(err error) *source.Gap {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, zip.ErrChecksum):
		return &source.Gap{Reason: source.Damaged, Detail: "bad_checksum"}
	case errors.Is(err, zip.ErrAlgorithm):
		return &source.Gap{Reason: source.Unsupported, Detail: "zip compression method; save the file again"}
	case errors.Is(err, zip.ErrFormat), errors.As(err, &corrupt):
		return &source.Gap{Reason: source.Damaged, Detail: "bad_block"}
	case errors.Is(err, io.EOF):
		return &source.Gap{Reason: source.Damaged, Detail: "truncated"}
	}
	g := *source.AsGap(err)
	return &g
}
