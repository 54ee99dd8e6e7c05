package xlsx

import (
	"bytes"
	"context"
	"encoding/binary"

	"leidur/source"
)

// Encrypted is an Office Open XML file with a password: a compound file (OLE)
// that holds the encrypted package.
var Encrypted = &source.Format{
	Name:  "ooxml-encrypted",
	Doc:   `Nothing is read: the file needs a password. Open it in the office program, remove the password and scan it again.`,
	Match: matchEncrypted,
	Read: func(context.Context, *source.File, *source.Out) error {
		return &source.Gap{Reason: source.Encrypted, Detail: "needs a password"}
	},
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
