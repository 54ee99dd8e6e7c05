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
	Doc: `Not read: encrypted members, members that are not in the directory, archives without a directory, comments. Read:
every member in the directory's order, as an input of its own.`,
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
	z, err := zip.NewReader(at, size)
	if err != nil {
		return &source.Gap{Reason: source.Damaged, Detail: "no readable zip directory (truncated?)"}
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	for i, m := range z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		if i >= out.Limits.Entries {
			return source.Gapf(source.LimitEntries, "too many members", "member %d", i+1)
		}
		if strings.HasSuffix(m.Name, "/") {
			continue
		}
		if err := readMember(f, out, m); err != nil {
			return err
		}
	}
	return nil
}

func readMember(f *source.File, out *source.Out, m *zip.File) error {
	name := memberName(m)
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
func memberName(m *zip.File) string {
	if utf8.ValidString(m.Name) {
		return m.Name
	}
	dos := strings.NewReplacer("\x84", "ä", "\x94", "ö", "\xe4", "õ", "\x81", "ü", "\x8e", "Ä", "\x99", "Ö", "\xe5", "Õ", "\x9a", "Ü", "\xd5", "š", "\xd8", "ž", "\xbe", "Š", "\xcf", "Ž")
	return strings.ToValidUTF8(dos.Replace(m.Name), "?")
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
