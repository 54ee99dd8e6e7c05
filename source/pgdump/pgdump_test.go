package pgdump_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leidur/source"
	"leidur/source/pgdump"
	"leidur/source/sourcetest"
	"leidur/source/sqldump"
)

const fixtures = "../../testdata/formats/sql/"

func load(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(fixtures + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var formats = []*source.Format{pgdump.Format, sqldump.Format}

// values are the texts of all rows by place.
func values(r *sourcetest.Result) map[string]string {
	out := map[string]string{}
	for _, v := range r.Values {
		if v.Kind == source.KindSQLValue {
			out[v.Place] += v.Text
		}
	}
	return out
}

// The kinds of archives hold the rows of the text dump of the same database.
func TestSameAsText(t *testing.T) {
	want := values(sourcetest.Read(formats, "a.sql", load(t, "pg15-plain.sql"), sourcetest.Options{}))
	if len(want) < 20 {
		t.Fatal(len(want))
	}
	for _, name := range []string{"pg15-custom.dump", "pg15-custom-z0.dump", "pg15.tar", "pg15-dir/toc.dat"} {
		r := sourcetest.Read(formats, "a.dump", load(t, name), sourcetest.Options{Folder: filepath.Dir(fixtures + name)})
		got := values(r)
		for place, text := range want {
			if got[place] != text {
				t.Errorf("%s: %s = %q, want %q", name, place, got[place], text)
			}
		}
		if len(got) != len(want) || r.Input().Status != source.Scanned {
			t.Errorf("%s: %d values, want %d: %+v", name, len(got), len(want), r.Input())
		}
	}
}

// What is missing or damaged is named; the tables beside it are read.
func TestDamage(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"toc.dat", "3351.dat.gz", "3352.dat.gz", "blobs.toc"} {
		data := load(t, "pg15-dir/"+name)
		if name == "3351.dat.gz" {
			var buf bytes.Buffer
			w := gzip.NewWriter(&buf)
			w.Write([]byte("1\tMari Maasikas\t485"))
			w.Close()
			data = buf.Bytes()[:buf.Len()-6]
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := sourcetest.Read(formats, "toc.dat", load(t, "pg15-dir/toc.dat"), sourcetest.Options{Folder: dir})
	in := r.Input()
	if in.Status != source.PartlyScanned || in.Reason != source.Damaged || in.From != "crm.klient" || !strings.Contains(in.Detail, "more place") {
		t.Errorf("%+v", in)
	}
	if r.At("crm.klient!R1:nimi[id=1]") != "Mari Maasikas" || !strings.Contains(r.At(`public.Weird "Name"!R1:a`), "kaarel.poder@example.com") {
		t.Errorf("%v", r.Values)
	}
	// A table of contents alone, and one that names a file elsewhere.
	if in := sourcetest.Read(formats, "toc.dat", load(t, "pg15-dir/toc.dat"), sourcetest.Options{}).Input(); in.Status != source.NotScanned || in.Reason != source.Unsupported {
		t.Errorf("%+v", in)
	}
	data := load(t, "pg15-dir/toc.dat")
	evil := bytes.Replace(data, []byte("3352.dat"), []byte("../2.dat"), 1)
	if bytes.Equal(evil, data) {
		t.Fatal("the fixture has changed")
	}
	if in := sourcetest.Read(formats, "toc.dat", evil, sourcetest.Options{Folder: dir}).Input(); in.Status != source.PartlyScanned {
		t.Errorf("%+v", in)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"pg15-custom.dump", "pg15-custom-z0.dump", "pg15.tar", "pg15-dir/toc.dat"} {
		f.Add(load(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := sourcetest.Read(formats, "a.dump", data, sourcetest.Options{Folder: fixtures + "pg15-dir"})
		if strings.Contains(r.Input().Detail, "reader_panic") {
			t.Fatal(r.Input().Detail)
		}
	})
}
