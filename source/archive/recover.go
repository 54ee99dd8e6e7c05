package archive

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"sort"
	"strings"

	"github.com/klauspost/compress/flate"

	"leidur/source"
)

// The directory at the end of a zip file says which members there are; what
// stands in front of each member says it again. An archive that was cut off has
// only the second, and one that was appended to may hold members that the
// directory has forgotten: they are found here by their headers.

const (
	localHeader = "PK\x03\x04"
	descriptor  = "PK\x07\x08" // then CRC, packed size and size, 4 bytes each
	headerSize  = 30           // fixed part of a local header (APPNOTE 4.3.7)
	sizesBehind = 1 << 3       // flag: sizes and CRC stand behind the data
)

// extent is a run of bytes [lo, hi) of the archive.
type extent struct{ lo, hi int64 }

// zipScan is the reading of one archive.
type zipScan struct {
	ctx     context.Context
	f       *source.File
	out     *source.Out
	at      io.ReaderAt
	size    int64
	members int
	names   map[string]int
}

// next counts a member against the limit.
func (s *zipScan) next() error {
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if s.members++; s.members > s.out.Limits.Entries {
		return source.Gapf(source.LimitEntries, "too many members", "member %d", s.members)
	}
	return nil
}

// name decodes a member's name; the second of a name is "name (2)", so that
// places stay apart.
func (s *zipScan) name(raw string) string {
	name := memberName(raw)
	s.names[name]++
	if n := s.names[name]; n > 1 {
		s.out.Input.Warn(source.WarnDuplicateMember, 1, source.EscapePath(name))
		return fmt.Sprintf("%s (%d)", name, n)
	}
	return name
}

// unlisted reads the members that stand outside of the listed ones' data. A
// header whose data the directory names is passed over.
func (s *zipScan) unlisted(listed []extent) error {
	sort.Slice(listed, func(i, j int) bool { return listed[i].lo < listed[j].lo })
	known := map[int64]bool{}
	for _, e := range listed {
		known[e.lo] = true
	}
	at := int64(0)
	for _, e := range append(listed, extent{s.size, s.size}) {
		if e.lo > at {
			if err := s.walk(at, e.lo, known); err != nil {
				return err
			}
		}
		at = max(at, e.hi)
	}
	return nil
}

// between reads the members in [lo, hi) by their headers alone.
func (s *zipScan) between(lo, hi int64) error { return s.walk(lo, hi, nil) }

func (s *zipScan) walk(lo, hi int64, known map[int64]bool) error {
	for lo < hi {
		at, err := s.find(localHeader, lo, hi)
		if err != nil || at < 0 {
			return err
		}
		if lo, err = s.local(at, hi, known); err != nil {
			return err
		}
	}
	return nil
}

// find returns where the signature stands next, -1 if it does not.
func (s *zipScan) find(signature string, lo, hi int64) (int64, error) {
	buf := make([]byte, min(hi-lo, 64<<10))
	for lo < hi {
		if err := s.ctx.Err(); err != nil {
			return -1, err
		}
		n, err := s.at.ReadAt(buf[:min(int64(len(buf)), hi-lo)], lo)
		if at := bytes.Index(buf[:n], []byte(signature)); at >= 0 {
			return lo + int64(at), nil
		}
		if err != nil && err != io.EOF {
			return -1, err
		}
		if lo += int64(n) - 3; n <= 3 {
			break
		}
	}
	return -1, nil
}

// local reads the member whose header stands at at and returns where to go on.
func (s *zipScan) local(at, hi int64, known map[int64]bool) (int64, error) {
	var h [headerSize]byte
	if n, _ := s.at.ReadAt(h[:], at); n < headerSize {
		return hi, nil
	}
	u16 := func(i int) int64 { return int64(binary.LittleEndian.Uint16(h[i:])) }
	u32 := func(i int) int64 { return int64(binary.LittleEndian.Uint32(h[i:])) }
	flags, method, crc, packed, size := u16(6), u16(8), uint32(u32(14)), u32(18), u32(22)
	data := at + headerSize + u16(26) + u16(28)
	if known[data] {
		return data, nil
	}
	raw := make([]byte, u16(26))
	if n, _ := s.at.ReadAt(raw, at+headerSize); n < len(raw) || data > s.size || method > 99 {
		return at + 4, nil // not a header: the bytes happen to look like one
	}
	if strings.HasSuffix(string(raw), "/") {
		return data, nil
	}
	if err := s.next(); err != nil {
		return hi, err
	}
	name := s.name(string(raw))
	if known != nil {
		s.out.Input.Warn(source.WarnUnlistedMember, 1, source.EscapePath(name))
	}
	refuse := func(g source.Gap) (int64, error) {
		s.out.Input.Members++
		s.out.Missing(s.f.Path+"!"+source.EscapePath(name), &g)
		return data, nil
	}
	if flags&encryptedFlag != 0 {
		return refuse(source.Gap{Reason: source.Encrypted, Detail: "member needs a password"})
	}
	end, cut := hi, false
	if flags&sizesBehind == 0 {
		if packed == 1<<32-1 {
			return refuse(source.Gap{Reason: source.Unsupported, Detail: "zip64 member outside of a directory"})
		}
		end, cut = min(data+packed, hi), packed > hi-data
	} else if size, crc = -1, 0; uint16(method) == zip.Store {
		at, err := s.storedEnd(data, hi)
		if err != nil {
			return hi, err
		}
		if cut = at < 0; !cut {
			end = at
		}
	}
	in := &counting{r: io.NewSectionReader(s.at, data, end-data)}
	body := io.Reader(in)
	packing := bufio.NewReader(in)
	switch uint16(method) {
	case zip.Store:
		if cut {
			body = io.MultiReader(in, cutShort{})
		}
	case zip.Deflate:
		body = flate.NewReader(packing)
	default:
		return refuse(source.Gap{Reason: source.Unsupported, Detail: "compression method of the member"})
	}
	sum := &checksum{r: body, want: crc, known: flags&sizesBehind == 0}
	r := &counter{r: zipReader{sum}, in: func() int64 { return in.n }, limits: s.out.Limits}
	if err := child(s.f, s.out, name, size, r); err != nil {
		return hi, err
	}
	if flags&sizesBehind == 0 || uint16(method) == zip.Store {
		return end, nil
	}
	return min(data+in.n-int64(packing.Buffered()), hi), nil
}

// storedEnd returns where the data of a stored member ends whose size stands only
// in the descriptor behind it, -1 if there is none. A descriptor counts if the size
// in it is the distance to the data.
func (s *zipScan) storedEnd(data, hi int64) (int64, error) {
	for at := data; ; at++ {
		var err error
		if at, err = s.find(descriptor, at, hi); err != nil || at < 0 {
			return -1, err
		}
		var d [12]byte
		if n, _ := s.at.ReadAt(d[:], at); n == len(d) && int64(binary.LittleEndian.Uint32(d[8:])) == at-data {
			return at, nil
		}
	}
}

// cutShort ends a stored member that the file's end cuts.
type cutShort struct{}

func (cutShort) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// checksum compares the CRC at the end.
type checksum struct {
	r     io.Reader
	sum   uint32
	want  uint32
	known bool
}

func (c *checksum) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.sum = crc32.Update(c.sum, crc32.IEEETable, p[:n])
	if err == io.EOF && c.known && c.sum != c.want {
		err = zip.ErrChecksum
	}
	return n, err
}

// notes are the comments of an archive and of its members.
type notes struct{ rows *source.Rows }

func comments(out *source.Out) notes {
	r := source.NewRows(out, &source.Table{Sub: "comment", Style: source.PathPlace}, source.KindComment)
	r.Header = true // no data rows
	return notes{r}
}

func (n notes) put(member, text string) {
	place := ""
	if member != "" {
		place = "/" + member
	}
	n.rows.BeginAt(0, 0, []byte(place))
	n.rows.Cell(0)
	n.rows.Append([]byte(memberName(text)))
	n.rows.End()
}
