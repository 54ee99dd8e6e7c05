package formats_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"leidur/source/formats"
)

var update = flag.Bool("update", false, "write docs/formats.md")

// TestDocs keeps the table in docs/formats.md the same as the formats' own texts.
func TestDocs(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Formats

What each reader reads and what it does not, in the order in which an input is tried: content decides, the name only where content
cannot. What no reader takes is listed as not read, with advice. The table is written from the formats' own texts:
` + "`go test ./source/formats -run TestDocs -update`" + `.

| format | not read | read |
|---|---|---|
`)
	for _, f := range formats.All {
		text := strings.Join(strings.Fields(strings.ReplaceAll(f.Doc, "|", `\|`)), " ")
		not, read, ok := strings.Cut(text, " Read: ")
		if !ok {
			read = "nothing"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, strings.TrimPrefix(not, "Not read: "), read)
	}
	const name = "../../docs/formats.md"
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Error("docs/formats.md is older than the formats' texts: go test ./source/formats -run TestDocs -update")
	}
}
