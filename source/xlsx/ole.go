package xlsx

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"regexp"
	"strconv"

	"github.com/xuri/excelize/v2"

	"leidur/source"
)

// Encrypted is an Office Open XML file with a password: a compound file (OLE)
// that holds the encrypted package.
var Encrypted = &source.Format{
	Name: "ooxml-encrypted",
	Doc: `Not read without its password (--password-file): give it, or open the file in the office program, remove the
password and scan it again. With the password a workbook is read like any other; other documents are not.`,
	Match: matchEncrypted,
	Read:  readEncrypted,
}

// maxSpin bounds how often a file may have the password hashed. Office writes
// 100,000; a number made up to keep a reader busy is no password.
const maxSpin = 10_000_000

var spinCount = regexp.MustCompile(`spinCount="(\d+)"`)

// readEncrypted tries the passwords and reads the workbook inside, in memory.
func readEncrypted(ctx context.Context, f *source.File, out *source.Out) error {
	if len(out.Passwords) == 0 {
		return &source.Gap{Reason: source.Encrypted, Detail: "needs a password"}
	}
	at, size, err := f.ReaderAt(out.Limits.Memory)
	if err != nil {
		return err
	}
	if size > out.Limits.Memory {
		return &source.Gap{Reason: source.LimitSize, Detail: "an encrypted file larger than the memory limit"}
	}
	data, err := io.ReadAll(io.NewSectionReader(at, 0, size))
	if err != nil {
		return err
	}
	for _, m := range spinCount.FindAllSubmatch(data, -1) {
		if n, err := strconv.Atoi(string(m[1])); err != nil || n > maxSpin {
			return &source.Gap{Reason: source.Unsupported, Detail: "its key takes too long to compute"}
		}
	}
	for _, password := range out.Passwords {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		plain, err := excelize.Decrypt(data, &excelize.Options{Password: password})
		if err != nil || !bytes.HasPrefix(plain, []byte("PK")) {
			continue
		}
		inner := &source.File{Path: f.Path, Name: f.Name, ModTime: f.ModTime, Depth: f.Depth, Size: int64(len(plain)), At: bytes.NewReader(plain),
			Head: plain[:min(len(plain), source.HeadSize)], R: bytes.NewReader(plain)}
		if !xmlBook.match(inner) {
			return &source.Gap{Reason: source.Unsupported, Detail: "an encrypted document that is no .xlsx workbook"}
		}
		out.Input.Format = Format.Name
		return read(ctx, inner, out)
	}
	return &source.Gap{Reason: source.Encrypted, Detail: "none of the passwords opens it"}
}

// OLE is every other compound file. It must stand behind Encrypted in a list.
var OLE = &source.Format{
	Name:  "ole",
	Doc:   `Nothing is read of old Office files (.xls, .doc, .ppt, .msg). Save them as .xlsx or .csv.`,
	Match: isOLE,
	Read: func(context.Context, *source.File, *source.Out) error {
		return &source.Gap{Reason: source.Unsupported, Detail: "old binary Office file; save it as .xlsx or .csv and scan that"}
	},
}

func isOLE(f *source.File) bool {
	return bytes.HasPrefix(f.Head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
}

// packageEntry is the directory name "EncryptedPackage" in UTF-16LE.
var packageEntry = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// matchEncrypted looks for the entry in the head and, with random access, in
// the directory, which large files have at the end ([MS-CFB] 2.2: sector shift
// at 30, first directory sector at 48).
func matchEncrypted(f *source.File) bool {
	if !isOLE(f) {
		return false
	}
	if bytes.Contains(f.Head, packageEntry) {
		return true
	}
	if f.At == nil || len(f.Head) < 512 {
		return false
	}
	shift := binary.LittleEndian.Uint16(f.Head[30:])
	if shift != 9 && shift != 12 {
		return false
	}
	sector := int64(binary.LittleEndian.Uint32(f.Head[48:]))
	dir := make([]byte, 4096)
	n, _ := f.At.ReadAt(dir, (sector+1)<<shift)
	return bytes.Contains(dir[:n], packageEntry)
}
