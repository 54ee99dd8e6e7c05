package archive_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leidur/source"
	"leidur/source/archive"
	"leidur/source/sourcetest"
)

// FuzzRead: nothing makes a container's reader fall over, every input ends with
// a status, and the limits hold.
func FuzzRead(f *testing.F) {
	const dir = "../../testdata/formats/archive/"
	entries, err := os.ReadDir(dir)
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 20_000 {
			f.Add(data)
		}
	}
	limits := source.DefaultLimits()
	limits.MemberSize, limits.Memory, limits.Entries = 4<<20, 4<<20, 100
	formats := []*source.Format{archive.Zip, archive.Gzip, archive.Bzip2, archive.Xz, archive.Zstd, archive.Tar, source.Text}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := sourcetest.Read(formats, "a", data, sourcetest.Options{Limits: &limits, Drop: true})
		for _, in := range r.Inputs {
			if strings.Contains(in.Detail, "reader_panic") {
				t.Fatal(in.Detail)
			}
			if in.Status == source.NotScanned && in.Reason == "" {
				t.Fatalf("%s: not scanned without a reason", in.Path)
			}
		}
		if most := int64(len(r.Inputs)+1) * (limits.MemberSize + 1<<20); r.Bytes > most {
			t.Fatalf("%d bytes", r.Bytes)
		}
	})
}
