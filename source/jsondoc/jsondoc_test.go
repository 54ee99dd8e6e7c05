package jsondoc_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"leidur/source"
	"leidur/source/jsondoc"
	"leidur/source/sourcetest"
)

func read(text string, opt sourcetest.Options) *sourcetest.Result {
	return sourcetest.Read([]*source.Format{jsondoc.Lines, jsondoc.JSON}, "t.json", []byte(text), opt)
}

// Each case: a document, and place=text of what is expected, in any order.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		want      []string
	}{
		{"object", `{"a":"x","b":{"c":1.50,"d":null,"e":true}}`, []string{"#/a=x", "#/b/c=1.50"}},
		{"array of objects", `{"k":[{"n":"x"},{"n":"y","m":[{"o":"z"},{"o":"w"}]}],"s":"t"}`,
			[]string{"#/k/0/n=x", "#/k/1/n=y", "#/k/1/m/0/o=z", "#/k/1/m/1/o=w", "#/s=t"}},
		{"array of scalars", `["x",2,["y"]]`, []string{"#/0=x", "#/1=2", "#/2/0=y"}},
		{"escapes", `{"a":"\u0040\ud83d\ude00\n\"\\\/\t","b":"\ud83dx","c":"\x"}`, []string{"#/a=@😀\n\"\\/\t", "#/b=\ufffdx", "#/c=\\x"}},
		{"names", `{"a/b~":"x","mari@naidis.test":"y","":"z"}`, []string{"#/a~1b~0=x", "#/mari@naidis.test=y", "#/mari@naidis.test#key=mari@naidis.test", "#/=z"}},
		{"several documents", "{\"a\":\n\"x\"}\n{\"a\":\n\"y\"}", []string{"#/a=x", "#/a=y"}},
		{"duplicate names", `{"a":"x","a":"y"}`, []string{"#/a=x", "#/a=y"}},
		{"lines", "{\"a\":\"x\"}\n\n{\"a\":\"y\",\"b\":[\"z\",\"w\"]}\r\n{\"a\":\n{\"a\":\"v\"} tail\n{\"a\":\"u\"}",
			[]string{"L1#/a=x", "L3#/a=y", "L3#/b/0=z", "L3#/b/1=w", "L4={\"a\":", "L5={\"a\":\"v\"} tail", "L6#/a=u"}},
		{"scalar document", `"x"`, nil}, // no JSON file that anybody writes: text
	} {
		r := read(c.doc, sourcetest.Options{})
		var got []string
		for _, v := range r.Values {
			got = append(got, v.Place+"="+v.Text)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
		if c.want != nil && r.Input().Status != source.Scanned {
			t.Errorf("%s: %v", c.name, r.Input())
		}
	}
}

func TestBroken(t *testing.T) {
	r := read(`{"k":[{"n":"x"},{"n":"y"} {"n":"mari@naidis.test"}]}`, sourcetest.Options{})
	in := r.Input()
	if in.Status != source.PartlyScanned || in.Reason != source.Damaged || !strings.Contains(r.At("L1"), "mari@naidis.test") || r.At("#/k/1/n") != "y" {
		t.Errorf("%+v %v", in, r.Values)
	}
	deep := strings.Repeat("[", 20_000) + `"x"`
	if in := read(deep, sourcetest.Options{}).Input(); in.Status == source.Scanned {
		t.Error("20,000 levels: called scanned")
	}
}

// A map of 5,000 people: beyond the bound of columns each still has its place.
func TestManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"inimesed":{`)
	for i := range 5000 {
		fmt.Fprintf(&b, `%s"%d":{"nimi":"n%d"}`, strings.Repeat(",", min(i, 1)), 37605030000+i, i)
	}
	b.WriteString("}}")
	r := read(b.String(), sourcetest.Options{})
	for _, i := range []int{0, 1, 999, 2500, 4999} {
		if at := fmt.Sprintf("#/inimesed/%d/nimi", 37605030000+i); r.At(at) != fmt.Sprintf("n%d", i) {
			t.Errorf("%s: %q", at, r.At(at))
		}
		if at := fmt.Sprintf("#/inimesed/%d#key", 37605030000+i); r.At(at) != strconv.Itoa(37605030000+i) {
			t.Errorf("%s: %q", at, r.At(at))
		}
	}
}

// A record of 3 MB, a string of 3 MB and a line of 3 MB that is no JSON.
func TestLong(t *testing.T) {
	long := strings.Repeat("sõna ", 600_000)
	r := read(`[{"a":"`+long+`","b":"mari@naidis.test"},{"a":"x"}]`, sourcetest.Options{})
	if r.Input().Rows != 2 || r.At("#/0/b") != "mari@naidis.test" || strings.ReplaceAll(r.At("#/0/a"), "\n", "") != long {
		t.Errorf("long string: %d rows", r.Input().Rows)
	}
	r = read("{\"a\":1}\n{\"a\":2}\n{\"a\":\""+long+"\n{\"a\":\"x\"}\n", sourcetest.Options{})
	if r.At("L4#/a") != "x" || len(r.Input().Warnings) != 1 {
		t.Errorf("long bad line: %v", r.Input().Warnings)
	}
	var many strings.Builder
	many.WriteString(`[{"a":[`)
	for i := range 200_000 {
		fmt.Fprintf(&many, `"v%06d",`, i)
	}
	many.WriteString(`"last"]},{"b":"next"}]`)
	r = read(many.String(), sourcetest.Options{})
	if r.At("#/0/a/150000") != "v150000" || r.At("#/0/a/200000") != "last" || r.At("#/1/b") != "next" || r.Input().Rows != 2 {
		t.Errorf("long record: %q %d rows", r.At("#/0/a/150000"), r.Input().Rows)
	}
}

// texts are the string and number values of all documents by encoding/json.
func texts(data []byte) (out []string, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var values func(v any)
	values = func(v any) {
		switch v := v.(type) {
		case string:
			if v != "" {
				out = append(out, v)
			}
		case json.Number:
			out = append(out, v.String())
		}
	}
	type level struct{ object, name bool }
	var stack []level
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			return out, len(stack) == 0
		}
		if err != nil {
			return nil, false
		}
		top := len(stack) - 1
		switch d := tok.(type) {
		case json.Delim:
			if d == '{' || d == '[' {
				stack = append(stack, level{d == '{', d == '{'})
				continue
			}
			stack = stack[:top]
			top--
		default:
			if top >= 0 && stack[top].object && stack[top].name {
				stack[top].name = false
				continue
			}
			values(tok)
		}
		if top >= 0 && stack[top].object {
			stack[top].name = true
		}
	}
}

var leadingZero = regexp.MustCompile(`(^|[^.\d])0\d`)

// FuzzAgainstStdlib: of everything that encoding/json reads, all strings and
// numbers are delivered, and nothing makes the reader fall over.
func FuzzAgainstStdlib(f *testing.F) {
	for _, s := range []string{`{"a":"x"}`, `[1,{"b":"\u00e4"},["c"]]`, `{"k":[{"n":"x"}],"m":{"o":[1,2]}}`, "{\"a\":1}\n{\"b\":2}\n", `{"a":"\ud83d"}`, `{"":[[]]}`, `[[[1]]]`, `{"a":-1.5e+10}`, "{\"a\":1}{\"a\""} {
		f.Add([]byte(s), byte(0))
	}
	f.Fuzz(func(t *testing.T, data []byte, size byte) {
		r := sourcetest.Read([]*source.Format{jsondoc.Lines, jsondoc.JSON}, "t.json", data, sourcetest.Options{BlockSize: 1 + int(size)})
		if in := r.Input(); strings.Contains(in.Detail, "reader_panic") {
			t.Fatal(in.Detail)
		}
		want, ok := texts(data)
		// 000 is three documents to encoding/json and one number to whoever wrote it;
		// bytes that are no UTF-8 are replaced there and decoded here.
		if !ok || !utf8.Valid(data) || leadingZero.Match(data) || r.Input().Format == "binary" || r.Input().Format == "jsonl" {
			return
		}
		if r.Input().Status != source.Scanned {
			t.Fatalf("%+v", r.Input())
		}
		var got []string
		for _, v := range r.Values {
			if !strings.HasSuffix(v.Place, "#key") {
				got = append(got, v.Text)
			}
		}
		count := map[string]int{}
		for _, w := range want {
			count[normal(w)]++
		}
		for _, g := range got {
			count[normal(g)]--
		}
		for s, n := range count {
			if n > 0 {
				t.Fatalf("lost %d of %q", n, s)
			}
		}
	})
}

// normal folds what the two readers write differently: control characters, and
// bytes that are no UTF-8.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == '\ufffd' || r >= 0x80 {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}

// TestRandomDocuments compares random documents with what was put in.
func TestRandomDocuments(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		v := random(rnd, 0)
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		want, _ := texts(data)
		r := read(string(data), sourcetest.Options{BlockSize: 1 + rnd.IntN(300)})
		var got []string
		for _, x := range r.Values {
			if !strings.HasSuffix(x.Place, "#key") {
				got = append(got, x.Text)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if r.Input().Format != "binary" && !slices.Equal(got, want) {
			t.Fatalf("%s\n got %q\nwant %q", data, got, want)
		}
	}
}

func random(rnd *rand.Rand, depth int) any {
	words := []string{"x", "Jüri Mägi", "a\nb", "\"q\"", "tagasi\\kaldkriips", "3,5", "{}", "[", "š"}
	switch n := rnd.IntN(6); {
	case n < 2 && depth < 4 || depth == 0:
		m := map[string]any{}
		for range rnd.IntN(5) {
			m[words[rnd.IntN(len(words))]] = random(rnd, depth+1)
		}
		return m
	case n < 4 && depth < 4:
		var a []any
		for range rnd.IntN(5) {
			a = append(a, random(rnd, depth+1))
		}
		return a
	case n == 4:
		return rnd.IntN(1000)
	}
	return words[rnd.IntN(len(words))]
}

func BenchmarkRead(b *testing.B) {
	var doc bytes.Buffer
	doc.WriteString(`{"kliendid":[`)
	for i := 0; doc.Len() < 32<<20; i++ {
		fmt.Fprintf(&doc, `%s{"id":%d,"nimi":"Metsarada Trükk","lisatud":"2022-11-15","märkused":"Narvast pesi sadam kerge katte ja vana luua. Kell 14.30 tõi korstnapühkija sadamast madala haamri."}`, strings.Repeat(",", min(i, 1)), i)
	}
	doc.WriteString("]}")
	b.SetBytes(int64(doc.Len()))
	b.ReportAllocs()
	for b.Loop() {
		sourcetest.Read([]*source.Format{jsondoc.JSON}, "t.json", doc.Bytes(), sourcetest.Options{Drop: true})
	}
}
