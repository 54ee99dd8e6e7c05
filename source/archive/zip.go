package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"

	"leidur/source"
)

// Zip reads zip archives by their directory.
var Zip = &source.Format{
	Name: "zip",
	Doc: `Not read: encrypted members; in an archive without a directory what is damaged. Read: every member in the
directory's order, as an input of its own; then members that the directory does not name, and comments.`,
	Match: func(f *source.File) bool {
		return bytes.HasPrefix(f.Head, []byte("PK\x03\x04")) || bytes.HasPrefix(f.Head, []byte("PK\x05\x06"))
	},
	Read: readZip,
}

const encryptedFlag = 1 // general purpose bit 0 (APPNOTE 4.4.4)

func readZip(ctx context.Context, f *source.File, out *source.Out) error {
	at, size, err := f.ReaderAt(out.Limits.Memory)
	if err != nil {
		return err
	}
	s := &zipScan{ctx: ctx, f: f, out: out, at: at, size: size, names: map[string]int{}}
	z, err := zip.NewReader(at, size)
	if err != nil {
		out.Note(&source.Gap{Reason: source.Damaged, Detail: "no readable zip directory (truncated?)", From: "the directory"})
		return s.between(0, size)
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	listed := make([]extent, 0, len(z.File))
	notes := comments(out)
	for _, m := range z.File {
		if err := s.next(); err != nil {
			return err
		}
		name := s.name(m.Name)
		if m.Comment != "" {
			notes.put(name, m.Comment)
		}
		if lo, err := m.DataOffset(); err == nil {
			listed = append(listed, extent{lo, lo + int64(m.CompressedSize64)})
		}
		if strings.HasSuffix(m.Name, "/") {
			continue
		}
		if err := readMember(f, out, m, name); err != nil {
			return err
		}
	}
	if z.Comment != "" {
		notes.put("", z.Comment)
	}
	if err := notes.rows.Flush(); err != nil {
		return err
	}
	return s.unlisted(listed)
}

func readMember(f *source.File, out *source.Out, m *zip.File, name string) error {
	refuse := func(g source.Gap) error {
		out.Input.Members++
		out.Missing(f.Path+"!"+source.EscapePath(name), &g)
		return nil
	}
	if m.Flags&encryptedFlag != 0 {
		return refuse(source.Gap{Reason: source.Encrypted, Detail: "member needs a password"})
	}
	body, err := m.Open()
	if err != nil {
		if errors.Is(err, zip.ErrAlgorithm) {
			return refuse(source.Gap{Reason: source.Unsupported, Detail: "compression method of the member"})
		}
		return refuse(source.Gap{Reason: source.Damaged, Detail: "bad member header"})
	}
	defer body.Close()
	r := &counter{r: zipReader{body}, in: func() int64 { return int64(m.CompressedSize64) }, limits: out.Limits}
	return child(f, out, name, int64(m.UncompressedSize64), r)
}

// memberName decodes the name of a member: UTF-8 by flag or by luck, else the
// DOS code page, of which the letters of Estonian are known.
func memberName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	dos := strings.NewReplacer("\x84", "ä", "\x94", "ö", "\xe4", "õ", "\x81", "ü", "\x8e", "Ä", "\x99", "Ö", "\xe5", "Õ", "\x9a", "Ü", "\xd5", "š", "\xd8", "ž", "\xbe", "Š", "\xcf", "Ž")
	return strings.ToValidUTF8(dos.Replace(name), "?")
}

// zipReader gives the errors of a broken member as Gaps.
type zipReader struct{ r io.Reader }

func (z zipReader) Read(p []byte) (int, error) {
	n, err := z.r.Read(p)
	switch {
	case err == nil || err == io.EOF:
	case errors.Is(err, zip.ErrChecksum):
		err = &source.Gap{Reason: source.Damaged, Detail: "bad_checksum"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = &source.Gap{Reason: source.Damaged, Detail: "truncated"}
	default:
		err = &source.Gap{Reason: source.Damaged, Detail: "bad_block"}
	}
	return n, err
}
