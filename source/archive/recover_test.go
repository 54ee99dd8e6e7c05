package archive_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"testing"

	"leidur/source"
	"leidur/source/archive"
	"leidur/source/sourcetest"
)

var zipAndText = []*source.Format{archive.Zip, source.Text}

// pack writes an archive; sized members have their sizes in the local header.
func pack(t *testing.T, comment string, sized bool, method uint16, members ...[2]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, m := range members {
		h := &zip.FileHeader{Name: m[0], Method: method, Comment: comment}
		data := []byte(m[1])
		if sized { // what is stored raw is written with its sizes in front
			h.Method = zip.Store
			h.CompressedSize64, h.UncompressedSize64 = uint64(len(data)), uint64(len(data))
			h.CRC32 = crc(data)
			w, err := z.CreateRaw(h)
			if err != nil {
				t.Fatal(err)
			}
			w.Write(data)
			continue
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
	}
	if comment != "" {
		if err := z.SetComment(comment + " of all"); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func crc(data []byte) uint32 {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	w, _ := z.Create("a")
	w.Write(data)
	z.Close()
	r, _ := zip.NewReader(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
	return r.File[0].CRC32
}

func TestZipWithoutDirectory(t *testing.T) {
	members := [][2]string{{"a.txt", "first text\n"}, {"b/", ""}, {"b/c.txt", "second text\n"}}
	for _, sized := range []bool{true, false} {
		for _, method := range []uint16{zip.Store, zip.Deflate} {
			whole := pack(t, "", sized, method, members...)
			data := whole[:bytes.Index(whole, []byte("PK\x01\x02"))]
			r := sourcetest.Read(zipAndText, "a.zip", data, sourcetest.Options{})
			if in := r.Input(); in.Status != source.PartlyScanned || in.Reason != source.Damaged {
				t.Errorf("sized %v, method %d: %v, %v %s", sized, method, in.Status, in.Reason, in.Detail)
			}
			if !r.Holds("a.txt!L1", "first text") || !r.Holds("b/c.txt!L1", "second text") {
				t.Errorf("sized %v, method %d: %+v", sized, method, r.Values)
			}
		}
	}
}

func TestZipUnlistedMember(t *testing.T) {
	for _, sized := range []bool{true, false} {
		hidden := pack(t, "", sized, zip.Deflate, [2]string{"old.txt", "forgotten text\n"})
		hidden = hidden[:bytes.Index(hidden, []byte("PK\x01\x02"))]
		r := sourcetest.Read(zipAndText, "a.zip", append(hidden, pack(t, "", false, zip.Deflate, [2]string{"new.txt", "new text\n"})...), sourcetest.Options{})
		in := r.Input()
		if in.Status != source.Scanned || len(in.Warnings) != 1 || in.Warnings[0].Code != source.WarnUnlistedMember {
			t.Errorf("sized %v: %v, %+v", sized, in.Status, in.Warnings)
		}
		if !r.Holds("old.txt!L1", "forgotten text") || !r.Holds("new.txt!L1", "new text") || in.Members != 2 {
			t.Errorf("sized %v: %+v", sized, r.Values)
		}
	}
}

func TestZipCommentsAndDuplicates(t *testing.T) {
	r := sourcetest.Read(zipAndText, "a.zip", pack(t, "a note", false, zip.Deflate, [2]string{"a.txt", "one\n"}, [2]string{"a.txt", "two\n"}), sourcetest.Options{})
	for place, want := range map[string]string{"#comment": "a note of all", "/a.txt#comment": "a note", "/a.txt (2)#comment": "a note", "a.txt!L1": "one", "a.txt (2)!L1": "two"} {
		if got := r.At(place); got != want {
			t.Errorf("%s = %q, want %q", place, got, want)
		}
	}
	if in := r.Input(); fmt.Sprint(in.Status) != "scanned" || in.Rows != 0 || len(in.Warnings) != 1 || in.Warnings[0].Code != source.WarnDuplicateMember {
		t.Errorf("%v, %d rows, %+v", in.Status, in.Rows, in.Warnings)
	}
}
