package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"

	"leidur/source"
)

const (
	contentTypes    = "[content_types].xml"
	maxContentTypes = 4 << 20 // bytes of the part that are looked at; real ones are a few KB
)

// mainTypes name the main part of a workbook. "spreadsheetml" alone would also
// match a document that holds a workbook.
var mainTypes = [][]byte{
	[]byte("spreadsheetml.sheet.main+xml"),
	[]byte("spreadsheetml.template.main+xml"),
	[]byte("ms-excel.sheet.macroenabled.main+xml"),
	[]byte("ms-excel.template.macroenabled.main+xml"),
	[]byte("ms-excel.addin.macroenabled.main+xml"),
}

// binaryTypes name the main part of a workbook in binary records.
var binaryTypes = [][]byte{[]byte("ms-excel.sheet.binary.macroenabled.main")}

// A kindOfBook is how one kind of workbook is told from other zip files.
type kindOfBook struct {
	types [][]byte
	main  string // usual name of the main part
	sheet string // extension of the sheets' parts
}

var (
	xmlBook    = kindOfBook{mainTypes, usualWorkbook, ".xml"}
	binaryBook = kindOfBook{binaryTypes, "xl/workbook.bin", ".bin"}
)

func (k kindOfBook) names(types []byte) bool {
	types = bytes.ToLower(bytes.ReplaceAll(types, []byte{0}, nil)) // UTF-16 too
	return slices.ContainsFunc(k.types, func(t []byte) bool { return bytes.Contains(types, t) })
}

// match recognises a workbook by its content types, through the zip directory
// if there is random access, else by the members at the start of the file.
func (k kindOfBook) match(f *source.File) bool {
	if !bytes.HasPrefix(f.Head, []byte("PK\x03\x04")) {
		return false
	}
	var at io.ReaderAt
	size := f.Size
	switch {
	case f.At != nil && f.Size >= 0:
		at = f.At
	case len(f.Head) < source.HeadSize:
		at, size = bytes.NewReader(f.Head), int64(len(f.Head))
	default:
		return k.matchHead(f.Head)
	}
	zr, err := zip.NewReader(at, size)
	if zr == nil || err != nil && len(zr.File) == 0 { // cut: the directory stands at the end
		return k.matchHead(f.Head)
	}
	workbook := false
	for _, m := range zr.File {
		switch partName(m.Name) {
		case contentTypes:
			rc, err := m.Open()
			if err != nil {
				continue
			}
			types, err := io.ReadAll(io.LimitReader(rc, maxContentTypes))
			rc.Close()
			if k.names(types) {
				return true
			}
			if err == nil && len(types) > 0 {
				return false // it says what else this is
			}
		case k.main:
			workbook = true
		}
	}
	return workbook
}

// matchHead walks the members at the start of the file, over their data: a
// workbook stored inside a plain zip must not be taken for the zip itself.
func (k kindOfBook) matchHead(head []byte) bool {
	found := false
	for len(head) >= 30 && string(head[:4]) == "PK\x03\x04" {
		flags, method := binary.LittleEndian.Uint16(head[6:]), binary.LittleEndian.Uint16(head[8:])
		packed := int64(binary.LittleEndian.Uint32(head[18:]))
		nameLen, extra := int(binary.LittleEndian.Uint16(head[26:])), int(binary.LittleEndian.Uint16(head[28:]))
		if len(head) < 30+nameLen {
			break
		}
		name := partName(string(head[30 : 30+nameLen]))
		data := head[min(len(head), 30+nameLen+extra):]
		if name == contentTypes {
			types := data
			if flags&8 == 0 {
				types = data[:min(int64(len(data)), packed)]
			}
			if method == zip.Deflate {
				types, _ = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(data)), maxContentTypes))
			}
			if k.names(types) {
				return true
			}
			if int64(len(data)) > packed && packed > 0 {
				return false
			}
		}
		found = found || name == k.main || strings.HasPrefix(name, usualSheets) && strings.HasSuffix(name, k.sheet)
		switch {
		case flags&8 == 0 && packed != 1<<32-1:
			head = data[min(int64(len(data)), packed):]
		case method == zip.Deflate: // the size follows the data: find its end by inflating
			r := bytes.NewReader(data)
			if _, err := io.Copy(io.Discard, io.LimitReader(flate.NewReader(r), 64<<20)); err != nil {
				return found
			}
			head = data[len(data)-r.Len():]
			i := bytes.Index(head[:min(len(head), 28)], []byte("PK\x03\x04"))
			if i < 0 {
				return found
			}
			head = head[i:]
		default:
			return found
		}
	}
	return found
}
