package formats_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"leidur/source"
	"leidur/source/formats"
	"leidur/source/sourcetest"
)

// samples are the files that each format of the list must pass the suite with.
// A format that is not here fails the suite.
var samples = map[string]struct {
	files []string
	end   bool // the format has an end marker: a cut file is never called scanned
}{
	"xlsx":            {[]string{"xlsx/libreoffice.xlsx", "xlsx/openpyxl.xlsx"}, true},
	"zip":             {[]string{"archive/nested.zip"}, true},
	"gzip":            {[]string{"archive/klient.csv.gz"}, true},
	"bzip2":           {[]string{"archive/klient.csv.bz2"}, true},
	"xz":              {[]string{"archive/klient.csv.xz"}, true},
	"zstd":            {[]string{"archive/klient.csv.zst"}, true},
	"tar":             {[]string{"archive/mix.tar"}, true},
	"pg_dump-archive": {[]string{"sql/pg15-custom.dump", "sql/pg15-custom-z0.dump", "sql/pg15.tar"}, true},
	"xml":             {[]string{"text/einvoice.xml", "sql/mariadb10.11.xml"}, true},
	"html":            {[]string{"text/page.html"}, false},
	"sql":             {[]string{"sql/pg15-plain.sql", "sql/mariadb10.11-default.sql"}, true},
	"json":            {[]string{"json/array.json", "json/ascii-escaped.json", "json/number-key.json"}, true},
	"jsonl":           {[]string{"json/mongoexport.json", "json/lines-bad.jsonl"}, false},
	"csv":             {[]string{"csv/windows-1257.csv", "csv/utf8-comma.csv", "csv/utf16le-bom.csv", "csv/mojibake.csv"}, false},
	"text":            {[]string{"text/notes.txt", "text/app.log"}, false},
}

// refusing formats deliver nothing.
var refusing = []string{"leidur", "unsupported", "ooxml-encrypted", "ole", "xlsb"}

func load(t testing.TB, name string) []byte {
	data, err := os.ReadFile(filepath.Join(fixtureDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func eachSample(t *testing.T, f func(t *testing.T, format *source.Format, name string, data []byte, end bool)) {
	for _, format := range formats.All {
		s, ok := samples[format.Name]
		if !ok {
			if !slices.Contains(refusing, format.Name) {
				t.Errorf("format %s has no samples: add it to samples", format.Name)
			}
			continue
		}
		for _, name := range s.files {
			t.Run(format.Name+"/"+filepath.Base(name), func(t *testing.T) {
				data := load(t, name)
				if got := recognise(name, data); got != format {
					t.Fatalf("recognised as %v", got)
				}
				f(t, format, filepath.Base(name), data, s.end)
			})
		}
	}
}

func recognise(name string, data []byte) *source.Format {
	f := &source.File{Name: filepath.Base(name), Path: name, Size: int64(len(data))}
	if err := source.Peek(f, bytes.NewReader(data)); err != nil {
		return nil
	}
	return source.Recognise(formats.All, f)
}

// TestCut: a file with an end marker that was cut anywhere is never called
// scanned, and what it says is the same every time.
func TestCut(t *testing.T) {
	eachSample(t, func(t *testing.T, format *source.Format, name string, data []byte, end bool) {
		if !end {
			return
		}
		rnd := rand.New(rand.NewPCG(1, 2))
		places := len(data)
		if places > 8<<10 {
			places = 500
		}
		if testing.Short() {
			places = min(places, 60)
		}
		for i := range places {
			at := i
			if places < len(data) {
				at = rnd.IntN(len(data))
			}
			if len(bytes.Trim(data[at:], " \t\r\n\x00")) == 0 {
				continue // only padding is cut
			}
			if at == 0 {
				continue // an empty file
			}
			r := sourcetest.Read(formats.All, name, data[:at], sourcetest.Options{})
			if in := r.Input(); in.Status == source.Scanned && in.Format == format.Name {
				t.Fatalf("cut at byte %d of %d: called scanned", at, len(data))
			}
		}
	})
}

// TestFailingReader: an I/O error in the middle is a status, never an end.
func TestFailingReader(t *testing.T) {
	eachSample(t, func(t *testing.T, _ *source.Format, name string, data []byte, _ bool) {
		for _, at := range []int{1, len(data) / 3, len(data) / 2, len(data) - 1} {
			r := sourcetest.ReadFrom(formats.All, name, io.MultiReader(bytes.NewReader(data[:at]), failing{}), sourcetest.Options{})
			if in := r.Input(); in.Status == source.Scanned {
				t.Errorf("I/O error at byte %d: called scanned", at)
			}
		}
	})
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("disk on fire") }

// TestBlockSizes: the same values at the same places for any block size.
func TestBlockSizes(t *testing.T) {
	eachSample(t, func(t *testing.T, _ *source.Format, name string, data []byte, _ bool) {
		want := sourcetest.Read(formats.All, name, data, sourcetest.Options{BlockSize: 1 << 20})
		if len(want.Values) == 0 {
			t.Fatal("no values")
		}
		for _, size := range []int{64, 1000, 4096} {
			got := sourcetest.Read(formats.All, name, data, sourcetest.Options{BlockSize: size})
			if !reflect.DeepEqual(sorted(got.Values), sorted(want.Values)) {
				t.Errorf("block size %d: other values", size)
			}
		}
	})
}

func sorted(v []sourcetest.Value) []string {
	out := make([]string, len(v))
	for i, x := range v {
		out[i] = fmt.Sprintf("%+v", x)
	}
	slices.Sort(out)
	return out
}

// TestForeignBytes: every reader meets the files of all others, as it would if
// recognition erred, and ends with a status.
func TestForeignBytes(t *testing.T) {
	eachSample(t, func(t *testing.T, format *source.Format, name string, data []byte, _ bool) {
		for _, other := range formats.All {
			forced := *other
			forced.Match = func(*source.File) bool { return true }
			r := sourcetest.Read([]*source.Format{&forced}, name, data, sourcetest.Options{Drop: true})
			if in := r.Input(); in.Detail != "" && bytes.Contains([]byte(in.Detail), []byte("reader_panic")) {
				t.Errorf("the reader of %s panics: %s", other.Name, in.Detail)
			}
		}
	})
}

// TestEmpty: an empty file is read, whatever its name.
func TestEmpty(t *testing.T) {
	for _, name := range []string{"a.csv", "a.xlsx", "a.sql", "a.json", "a.zip", "a.gz", "a"} {
		r := sourcetest.Read(formats.All, name, nil, sourcetest.Options{})
		if in := r.Input(); in.Status != source.Scanned || len(r.Values) != 0 {
			t.Errorf("%s: %v %v", name, in.Status, in.Reason)
		}
	}
	for _, format := range formats.All { // and no reader falls over one
		forced := *format
		forced.Match = func(*source.File) bool { return true }
		r := sourcetest.Read([]*source.Format{&forced}, "a", nil, sourcetest.Options{})
		if in := r.Input(); bytes.Contains([]byte(in.Detail), []byte("reader_panic")) {
			t.Errorf("%s: %s", format.Name, in.Detail)
		}
	}
}

// TestMutants reads damaged copies of all fixtures: bytes flipped, runs cut out,
// parts swapped. None may panic a reader, hang, or end without a status. Set
// LEIDUR_MUTANTS for more than the few of a normal run.
func TestMutants(t *testing.T) {
	n := 200
	if testing.Short() {
		n = 40
	}
	if v := os.Getenv("LEIDUR_MUTANTS"); v != "" {
		if _, err := fmt.Sscan(v, &n); err != nil {
			t.Fatal(err)
		}
	}
	var files []string
	err := filepath.WalkDir(fixtureDir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) != ".tsv" {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 50 {
		t.Fatal(err, len(files))
	}
	rnd := rand.New(rand.NewPCG(7, 7))
	limits := source.DefaultLimits()
	limits.Memory = 64 << 20
	limits.MemberSize = 256 << 20
	var slowest time.Duration
	counts := map[source.Status]int{}
	for i := range n {
		path := files[i%len(files)]
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		mutant := mutate(rnd, data)
		start := time.Now()
		r := sourcetest.Read(formats.All, filepath.Base(path), mutant, sourcetest.Options{Limits: &limits, Drop: true})
		if d := time.Since(start); d > slowest {
			slowest = d
			if d > 10*time.Second {
				t.Errorf("mutant %d of %s took %v", i, path, d)
			}
		}
		in := r.Input()
		counts[in.Status]++
		if bytes.Contains([]byte(in.Detail), []byte("reader_panic")) {
			t.Errorf("mutant %d of %s: %s", i, path, in.Detail)
		}
		if in.Status != source.Scanned && in.Reason == "" {
			t.Errorf("mutant %d of %s: %v without a reason", i, path, in.Status)
		}
	}
	t.Logf("%d mutants of %d files: %d scanned, %d partly, %d not; slowest %v", n, len(files), counts[source.Scanned], counts[source.PartlyScanned], counts[source.NotScanned], slowest)
}

func mutate(rnd *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + rnd.IntN(4) {
		if len(out) < 4 {
			return out
		}
		a, b := rnd.IntN(len(out)), rnd.IntN(len(out))
		if a > b {
			a, b = b, a
		}
		switch rnd.IntN(5) {
		case 0: // flip bits
			for range 1 + rnd.IntN(8) {
				out[rnd.IntN(len(out))] ^= 1 << rnd.IntN(8)
			}
		case 1: // overwrite with random bytes
			for k := a; k < min(b, a+16); k++ {
				out[k] = byte(rnd.Uint32())
			}
		case 2: // cut the end
			out = out[:b]
		case 3: // cut out a run
			out = append(out[:a:a], out[min(b, a+200):]...)
		case 4: // put a part in again elsewhere
			part := bytes.Clone(out[a:min(b, a+300)])
			at := rnd.IntN(len(out))
			out = append(out[:at:at], append(part, out[at:]...)...)
		}
	}
	return out
}
