package detectors_test

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"

	"leidur/accuracy"
	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
)

// one is a finding of a short text.
type one struct {
	rule, category, text string
	likelihood           scanner.Likelihood
}

type collect struct {
	text string
	out  []one
}

func (c *collect) Input(*source.Input) error      { return nil }
func (c *collect) Finding(*scanner.Finding) error { return nil }
func (c *collect) Close(run *scanner.Run) error {
	return run.Findings(func(f *scanner.Finding) error {
		r := []rune(c.text)
		c.out = append(c.out, one{f.Rule, string(f.Rules.Category), string(r[f.Place.CharStart:f.Place.CharEnd]), f.Likelihood})
		return nil
	})
}

func newScanner(t testing.TB) *scanner.Scanner {
	t.Helper()
	packs, err := rules.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	list, lex := rules.Merge(packs)
	s, err := scanner.New(scanner.Options{Detectors: list, Lexicon: lex, Formats: []*source.Format{source.Text}, Key: scanner.NewKey([32]byte{1}),
		AsOf: detectors.MakeDate(2026, 11, 22), Names: scanner.NamesAll, MinLikelihood: scanner.Unlikely})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// look scans one line of text.
func look(t *testing.T, s *scanner.Scanner, text string) []one {
	t.Helper()
	c := &collect{text: text}
	if _, err := s.Run(context.Background(), []source.Planned{source.PlanStream(strings.NewReader(text), "x.txt")}, c); err != nil {
		t.Fatal(err)
	}
	return c.out
}

// TestExamples: what a rule's examples mark is found, and nothing else of its
// category; of the built-in detectors and of all built-in packs.
func TestExamples(t *testing.T) {
	fails, checked, err := accuracy.CheckExamples(accuracy.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fails {
		t.Error(f)
	}
	if checked < 300 {
		t.Errorf("only %d examples", checked)
	}
}

// TestEveryDetectorIsListed fails when a detector's line in All is missing.
func TestEveryDetectorIsListed(t *testing.T) {
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	declared, listed := map[string]bool{}, map[string]bool{}
	ast.Inspect(pkgs["detectors"], func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Values) != 1 {
			return true
		}
		switch x := v.Values[0].(type) {
		case *ast.UnaryExpr:
			if lit, ok := x.X.(*ast.CompositeLit); ok {
				if id, ok := lit.Type.(*ast.Ident); ok && id.Name == "Detector" {
					declared[v.Names[0].Name] = true
				}
			}
		case *ast.CompositeLit:
			if v.Names[0].Name == "All" {
				for _, e := range x.Elts {
					listed[e.(*ast.Ident).Name] = true
				}
			}
		}
		return true
	})
	if len(declared) < 5 {
		t.Fatalf("only %d detectors seen in the source", len(declared))
	}
	for name := range declared {
		if !listed[name] {
			t.Errorf("detector %s is not listed in All: add its line in all.go", name)
		}
	}
}

func TestValidate(t *testing.T) {
	if err := detectors.Validate(detectors.All); err != nil {
		t.Fatal(err)
	}
	ok := *detectors.NationalIDEE
	cases := map[string]func(d *detectors.Detector){
		"has no name":      func(d *detectors.Detector) { d.Name = "" },
		"must begin with":  func(d *detectors.Detector) { d.Name = "phone.x" },
		"unknown category": func(d *detectors.Detector) { d.Category = "x"; d.Name = "x.y" },
		"has no Doc":       func(d *detectors.Detector) { d.Doc = "" },
		"has no Check":     func(d *detectors.Detector) { d.Check = nil },
		"has no anchors":   func(d *detectors.Detector) { d.Anchors = nil },
		"needs an example": func(d *detectors.Detector) { d.Examples = []string{"nothing marked"} },
		"at least 2":       func(d *detectors.Detector) { d.Anchors = []detectors.Anchor{{Kind: detectors.Digits, Min: 1, Max: 3}} },
		"must be lower case": func(d *detectors.Detector) {
			d.Anchors = []detectors.Anchor{{Kind: detectors.Words, Words: []detectors.Word{{Text: "Abc"}}}}
		},
		"variant \"a\" occurs": func(d *detectors.Detector) { d.Variants = []detectors.Variant{{ID: "a"}, {ID: "a"}} },
	}
	for want, change := range cases {
		d := ok
		change(&d)
		if err := detectors.Validate([]*detectors.Detector{&d}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
	if err := detectors.Validate([]*detectors.Detector{&ok, &ok}); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("two of one name: %v", err)
	}
}

// best returns the highest likelihood of a category in text; false if it is not reported.
func best(list []one, category string) (scanner.Likelihood, bool) {
	l, ok := scanner.Unlikely, false
	for _, f := range list {
		if f.category == category {
			ok, l = true, max(l, f.likelihood)
		}
	}
	return l, ok
}

// TestNationalIDVectors holds the published and computed vectors.
func TestNationalIDVectors(t *testing.T) {
	s := newScanner(t)
	for _, code := range strings.Fields(`37605030299 36805280109 38001085718 47101010033 60001019906 38212200301 37911020274 38501010002
		39001010110 39001010238 39001010355 50001029996 49002124277 39001010590 39001011140 39001013450 51307149560 48503142710 50002290100 52611220105`) {
		if l, _ := best(look(t, s, "x "+code+" y"), "national_id"); l != scanner.Likely {
			t.Errorf("%s alone is %v", code, l)
		}
		for _, form := range []string{"isikukood %s", "'%s, isikukood", "isikukood:%s.", "(ik %s)", "ik%s isikukood", "isikukood EE%s", "isikukood PNOEE-%s"} {
			if l, _ := best(look(t, s, strings.Replace(form, "%s", code, 1)), "national_id"); l != scanner.VeryLikely {
				t.Errorf(form+" is %v", code, l)
			}
		}
		for _, cut := range [][]int{{3, 7}, {1, 7}, {5}} {
			text, at := "isikukood ", 0
			for _, c := range cut {
				text += code[at:c] + " "
				at = c
			}
			if l, _ := best(look(t, s, text+code[at:]), "national_id"); l != scanner.VeryLikely {
				t.Errorf("%s%s is %v", text, code[at:], l)
			}
		}
	}
	for _, bad := range strings.Fields(`37605030298 38002240211 32205230237 48503142716 37613010104 37605320102 37605000103 30002290109 50102290103 90101010100
		00101010102 62802290107 52611230101 49403136515999 376050302991 137605030299`) {
		if l, ok := best(look(t, s, "x "+bad+" y"), "national_id"); ok && l > scanner.Unlikely {
			t.Errorf("%s is %v", bad, l)
		}
	}
	for _, decoy := range []string{"arve 38501010002", "arve 38501010002 (ei ole isikukood)", "ei ole isikukood 38501010002", "viitenumber 38501010002",
		"550e8400-e29b-41d4-a716-376050302990", "da39a3ee5e6b4b0d37605030299", "12.37605030299", "37605030299,5"} {
		if l, _ := best(look(t, s, decoy), "national_id"); l > scanner.Unlikely {
			t.Errorf("%q is %v", decoy, l)
		}
	}
}

// TestSentences holds one sentence for each kind, and look-alikes.
func TestSentences(t *testing.T) {
	s := newScanner(t)
	for _, c := range []struct {
		text, category string
		want           scanner.Likelihood
	}{
		{"Klient on diabeetik, palub helistada 5340 0030", "special.health", scanner.VeryLikely},
		{"rase, saada arve hiljem, tel 5340 0030", "special.health", scanner.VeryLikely},
		{"rase, saada arve hiljem, tel 5340 0030", "phone", scanner.Likely},
		{"töötaja kuulub ametiühingusse", "special.union", scanner.Likely},
		{"abikaasa on luterlane", "special.religion", scanner.Likely},
		{"pr Tamm on mustlane", "special.ethnicity", scanner.Likely},
		{"klient on gei", "special.sex_life", scanner.Likely},
		{"Mari astus Reformierakonda", "special.politics", scanner.Possible},
		{"sõrmejäljed võetud", "special.genetic_biometric", scanner.Possible},
		{"karistatud varguse eest, ik 37605030299", "criminal", scanner.VeryLikely},
		{"karistatud varguse eest, ik 37605030299", "national_id", scanner.VeryLikely},
		{"KLIENT ON DIABEETIK", "special.health", scanner.Likely},
		{"Telefon: +372 53 4000 30", "phone", scanner.VeryLikely},
		{"jättis numbri 5340 0030", "phone", scanner.Likely},
		{"5340 0030", "phone", scanner.Possible},
		{"auto 123 ABC", "vehicle_plate", scanner.Likely},
		{"parklas 456DEF", "vehicle_plate", scanner.Likely},
		{"a/a EE382200221020145685", "iban", scanner.VeryLikely},
	} {
		if l, ok := best(look(t, s, c.text), c.category); !ok || l != c.want {
			t.Errorf("%q: %s is %v (found %v), want %v", c.text, c.category, l, ok, c.want)
		}
	}
	for _, text := range []string{"merevähk 2 kg", "vähki keedetakse", "parteipileti näidis", "kohtus kliendiga", "puude istutamine", "hindu tõsteti", "homme helistan",
		"uskumatu lugu", "Kiriku tn 4-2", "tagastuspoliitika", "kuueks kuuks põhjuseks", "pantvangis", "Vähi Tiit", "kuupäev 17.11.2017", "123 EUR", "energiaklass A",
		"lasteriided 92", "arve 70000310", "tk 5000000", "kood 6012345", "12 AAA patareid", "ISO 900", "COVID-19"} {
		for _, f := range look(t, s, text) {
			if f.likelihood >= scanner.Likely {
				t.Errorf("%q: %s is %v", text, f.category, f.likelihood)
			}
		}
	}
}

// TestBorders is the acceptance suite: every detector's values at the start, at
// the end, alone, beside letters of several alphabets and inside longer runs.
func TestBorders(t *testing.T) {
	s := newScanner(t)
	values := map[string]string{"national_id": "37605030299", "email": "mari.tamm@naidis.test", "phone": "+372 5340 0030", "iban": "EE382200221020145685", "vehicle_plate": "123 ABC", "special.health": "diabeet"}
	has := func(text, category, value string) bool {
		for _, f := range look(t, s, text) {
			if f.category == category && f.text == value {
				return true
			}
		}
		return false
	}
	if out := look(t, s, ""); len(out) != 0 {
		t.Error("findings in an empty text")
	}
	for category, v := range values {
		for _, form := range []string{"%s", "%s lõpp", "algus %s", "(%s)", "„%s“", "õ %s õ", "\u00a0%s\u00a0", "— %s —", "а %s а", "x;%s;y", "\t%s\t", "\"%s\"", "%s.", "%s, %s"} {
			text := strings.ReplaceAll(form, "%s", v)
			if !has(text, category, v) {
				t.Errorf("%s is not found in %q", category, text)
			}
		}
		if category == "email" || category == "special.health" {
			continue
		}
		for _, form := range []string{"1%s", "%s1", "%s%s"} {
			text := strings.ReplaceAll(form, "%s", v)
			if form == "%s1" && category == "vehicle_plate" || form == "1%s" && (category == "phone" || category == "vehicle_plate" || category == "iban") {
				continue // another shape, or a border that a plus or letter makes
			}
			if has(text, category, v) && !(category == "phone" && form == "%s%s") {
				t.Errorf("%s is found inside a longer run in %q", category, text)
			}
		}
	}
	if has("xdiabeety", "special.health", "diabeet") {
		t.Error("a word is found inside another")
	}
}

// TestPolicyTextIsOneFinding: text about the law names many kinds and nobody.
func TestPolicyTextIsOneFinding(t *testing.T) {
	s := newScanner(t)
	text := "Isikuandmete eriliigid on andmed, mis käsitlevad etnilist päritolu, luterlasi, ametiühingut, diabeeti, homoseksuaalsust ja erakonda; vastutav töötleja neid ei kogu."
	for _, f := range look(t, s, text) {
		if f.likelihood > scanner.Unlikely {
			t.Errorf("%s is %v in policy-like text", f.category, f.likelihood)
		}
	}
	if !bytes.Contains([]byte(text), []byte("ametiühing")) {
		t.Fatal("the text lost its words")
	}
}

// TestPolicyDocument: in a text about the law whose paragraphs are lines, a word
// of a special category is about nobody; in a note it is.
func TestPolicyDocument(t *testing.T) {
	s := newScanner(t)
	var b strings.Builder
	b.WriteString("Privaatsusteade\nVastutav töötleja töötleb isikuandmeid määruse alusel.\nAndmesubjekt võib pöörduda andmekaitse inspektsiooni poole.\nEriliigilised isikuandmed on:\n")
	for _, w := range []string{"etniline päritolu", "ametiühingusse kuulumine", "usulised veendumused", "biomeetria", "homoseksuaalsus"} {
		b.WriteString("- " + w + ";\n")
	}
	b.WriteString("Isikuandmete säilitamistähtaeg on kaks aastat.\n")
	words := 0
	for _, f := range look(t, s, b.String()) {
		if strings.HasPrefix(f.category, "special.") {
			if words++; f.likelihood > scanner.Unlikely {
				t.Errorf("%s is %v in a text about the law", f.category, f.likelihood)
			}
		}
	}
	if words < 5 {
		t.Errorf("only %d words found", words)
	}
	// The same words among many lines of notes are topics: the text as a whole is not about the law.
	topics := 0
	for _, f := range look(t, s, b.String()+strings.Repeat("Kaup on laos.\n", 200)) {
		if strings.HasPrefix(f.category, "special.") && f.likelihood == scanner.Possible {
			topics++
		}
	}
	if topics < 5 {
		t.Errorf("only %d words are possible in a long text with a few legal lines", topics)
	}
	if l, _ := best(look(t, s, "töötaja kuulub ametiühingusse\nMari astus Reformierakonda\n"), "special.union"); l != scanner.Likely {
		t.Errorf("a note about a person is %v", l)
	}
}
