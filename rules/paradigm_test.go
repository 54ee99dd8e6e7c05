package rules

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// checked reads the principal parts of testdata/et_paradigm_check.tsv.
func checked(t *testing.T) map[string]paradigm {
	t.Helper()
	data, err := os.ReadFile("testdata/et_paradigm_check.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]paradigm{}
	for i, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if i < 3 {
			continue
		}
		f := strings.Split(l, "\t")
		p, err := parseParts(append([]string{f[0]}, f[2:7]...))
		if err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		table[f[0]] = p
	}
	if len(table) < 120 {
		t.Fatalf("only %d lemmas", len(table))
	}
	return table
}

// irregular words look like a productive type: a pack gives their parts.
var irregular = []string{"streik", "Rebane", "kohus", "Mart", "Saar", "tervis"}

// TestGuess: a word of a productive type gets exactly the principal parts that
// the table has, so that a rule pack may leave them out.
func TestGuess(t *testing.T) {
	n := 0
	for word, want := range checked(t) {
		got, ok := guess(word)
		if !ok || slices.Contains(irregular, word) {
			continue
		}
		n++
		if got.genitive != want.genitive || got.partitive != want.partitive || !slices.Equal(got.genitivePl, want.genitivePl) || !slices.Equal(got.partitivePl, want.partitivePl) ||
			got.illative != want.illative {
			t.Errorf("%s: guessed %q, want %q", word, got, want)
		}
	}
	if n < 60 {
		t.Errorf("only %d words of productive types", n)
	}
}

// TestForms holds whole paradigms of four types.
func TestForms(t *testing.T) {
	table := checked(t)
	for word, want := range map[string]string{
		"vähk":      "vähk vähi vähki vähisse vähis vähist vähile vähil vähilt vähiks vähini vähina vähita vähiga vähid vähkide vähkidesse vähkides vähkidest vähkidele vähkidel vähkidelt vähkideks vähkideni vähkidena vähkideta vähkidega vähke vähkisid",
		"haige":     "haige haiget haigesse haiges haigest haigele haigel haigelt haigeks haigeni haigena haigeta haigega haiged haigete haigetesse haigetes haigetest haigetele haigetel haigetelt haigeteks haigeteni haigetena haigeteta haigetega haigeid",
		"luterlane": "luterlane luterlase luterlast luterlasse luterlasesse luterlases luterlasest luterlasele luterlasel luterlaselt luterlaseks luterlaseni luterlasena luterlaseta luterlasega luterlased luterlaste luterlastesse luterlastes luterlastest luterlastele luterlastel luterlastelt luterlasteks luterlasteni luterlastena luterlasteta luterlastega luterlasi",
		"usklik":    "usklik uskliku usklikku usklikusse usklikus usklikust usklikule usklikul usklikult usklikuks usklikuni usklikuna usklikuta usklikuga usklikud usklike usklikesse usklikes usklikest usklikele usklikel usklikelt usklikeks usklikeni usklikena uskliketa usklikega usklikkude usklikkudesse usklikkudes usklikkudest usklikkudele usklikkudel usklikkudelt usklikkudeks usklikkudeni usklikkudena usklikkudeta usklikkudega usklikke usklikkusid",
	} {
		if got := strings.Join(table[word].forms(), " "); got != want {
			t.Errorf("%s:\n got %s\nwant %s", word, got, want)
		}
	}
}

func TestInflect(t *testing.T) {
	known := checked(t)
	for word, want := range map[string]string{"suhkru+haigus": "suhkruhaiguse", "kopsu+vähk": "kopsuvähi", "koopia+masin+operaator": "koopiamasinoperaatori", "psühholoog": "psühholoogi"} {
		p, err := inflect(word, known)
		if err != nil || p.genitive != want {
			t.Errorf("%s: %q %v, want the genitive %q", word, p.genitive, err, want)
		}
	}
	if _, err := inflect("mägi", known); err == nil {
		t.Error("mägi is of no productive type")
	}
	if _, err := parseParts(strings.Fields("mägi mäe mäge")); err == nil {
		t.Error("three principal parts are accepted")
	}
}
