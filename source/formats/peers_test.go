package formats_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"leidur/source"
	"leidur/source/formats"
	"leidur/source/sourcetest"
)

// The tests here compare the readers with other programs that read or write
// the same format. They are opt-in (.ci/peers sets LEIDUR_PEERS): what a
// machine has installed must not decide whether go test passes.

func peer(t *testing.T, program string) string {
	t.Helper()
	if os.Getenv("LEIDUR_PEERS") == "" {
		t.Skip("SKIP: set LEIDUR_PEERS=1 to compare with other programs")
	}
	path, err := exec.LookPath(program)
	if err != nil {
		t.Skipf("SKIP: %s is not installed", program)
	}
	return path
}

func run(t *testing.T, stdin, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Stdin = strings.NewReader(stdin)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", program, err, errs.Bytes())
	}
	return out
}

// cells lists the cells of a result's rows as "table row column=text".
func cells(r *sourcetest.Result) (out []string) {
	for _, v := range r.Values {
		if v.Kind == source.KindSQLValue {
			_, column, _ := strings.Cut(v.Place, "!")
			out = append(out, fmt.Sprintf("%s %d %s=%q", v.Table, v.Data, column, v.Text))
		}
	}
	slices.Sort(out)
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(want) < 10 {
		t.Fatalf("%s: only %d cells to compare with", what, len(want))
	}
	shown := 0
	for i := 0; i < max(len(got), len(want)) && shown < 5; i++ {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s: cell %d is %s, want %s", what, i, g, w)
			shown++
		}
	}
	t.Logf("%s: %d cells compared", what, len(want))
}

// TestPeerPgRestore compares the three binary archives with the script that
// pg_restore makes of them.
func TestPeerPgRestore(t *testing.T) {
	pgRestore := peer(t, "pg_restore")
	for _, name := range []string{"sql/pg15-custom.dump", "sql/pg15-custom-z0.dump", "sql/pg15-dir", "sql/pg15.tar"} {
		script := run(t, "", pgRestore, "-f", "-", filepath.Join(fixtureDir, name))
		want := sourcetest.Read(formats.All, "script.sql", script, sourcetest.Options{})
		same(t, name, cells(readFixture(t, name)), cells(want))
	}
}

// awkward returns a text with much of what readers get wrong.
func awkward(r *rand.Rand, alphabet []string) string {
	var b strings.Builder
	for range r.IntN(12) {
		b.WriteString(alphabet[r.IntN(len(alphabet))])
	}
	return b.String()
}

// TestPeerSQLite lets sqlite3 store values and dump them, and compares what
// the reader sees in the dump with what sqlite3 answers to a query.
func TestPeerSQLite(t *testing.T) {
	sqlite := peer(t, "sqlite3")
	r := rand.New(rand.NewPCG(3, 1))
	alphabet := []string{"a", "õ", "'", "''", "\"", "\n", "\r\n", "\\", "\\n", ";", "--", "/*", "(", ")", ",", " ", "1", "👩", "VALUES", "INSERT INTO x"}
	db := filepath.Join(t.TempDir(), "a.db")
	script := "CREATE TABLE \"kliendi andmed\" (id INTEGER PRIMARY KEY, nimi TEXT, \"mär;kus\" TEXT, b BLOB);\nBEGIN;\n"
	for i := range 400 {
		script += fmt.Sprintf("INSERT INTO \"kliendi andmed\" VALUES (%d, %s, %s, %s);\n", i+1, quote(awkward(r, alphabet)), quote(awkward(r, alphabet)), "x'"+fmt.Sprintf("%x", awkward(r, alphabet[:4]))+"'")
	}
	run(t, script+"COMMIT;\n", sqlite, db)
	dump := run(t, "", sqlite, db, ".dump")

	var rows []map[string]any
	if err := json.Unmarshal(run(t, "", sqlite, "-json", db, `SELECT id, nimi, "mär;kus" AS m, CAST(b AS TEXT) AS b FROM "kliendi andmed" ORDER BY id`), &rows); err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for i, row := range rows {
		for _, column := range []string{"nimi", "m", "b"} {
			if s, _ := row[column].(string); s != "" {
				want = append(want, fmt.Sprintf("%d %q", i+1, s))
			}
		}
	}
	for _, v := range sourcetest.Read(formats.All, "a.sql", dump, sourcetest.Options{}).Values {
		if v.Kind == source.KindSQLValue && !strings.Contains(v.Place, ":id[") {
			got = append(got, fmt.Sprintf("%d %q", v.Data, v.Text))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	same(t, "sqlite .dump", got, want)
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// TestPeerPythonCSV lets Python's csv module write files in four dialects and
// compares the cells.
func TestPeerPythonCSV(t *testing.T) {
	python := peer(t, "python3")
	r := rand.New(rand.NewPCG(3, 2))
	alphabet := []string{"a", "õ", "\"", "\n", "\r\n", ";", ",", "\t", "|", "'", " ", "1", "mari"}
	for _, delimiter := range []string{",", ";", "\t", "|"} {
		for _, quoting := range []string{"csv.QUOTE_MINIMAL", "csv.QUOTE_ALL"} {
			table := [][]string{{"id", "nimi", "epost", "markus"}}
			for i := range 300 {
				table = append(table, []string{fmt.Sprint(i + 1), "Nimi " + awkward(r, alphabet[:2]), fmt.Sprintf("x%d@naide.ee", i), "m" + awkward(r, alphabet) + "."})
			}
			in, _ := json.Marshal(table)
			out := run(t, string(in), python, "-c", `import csv, io, json, sys
out = io.StringIO(newline="")
csv.writer(out, delimiter=`+fmt.Sprintf("%q", delimiter)+`, quoting=`+quoting+`).writerows(json.load(sys.stdin))
sys.stdout.buffer.write(out.getvalue().encode())`)
			var want, got []string
			for i, row := range table {
				for _, cell := range row {
					want = append(want, fmt.Sprintf("%d %q", i, cell))
				}
			}
			for _, v := range sourcetest.Read(formats.All, "a.csv", out, sourcetest.Options{}).Values {
				text := strings.ReplaceAll(v.Text, "\"\"", "\"") // the text is as it stands in the file
				got = append(got, fmt.Sprintf("%d %q", v.Data, text))
			}
			slices.Sort(want)
			slices.Sort(got)
			same(t, fmt.Sprintf("Python csv %q %s", delimiter, quoting), got, want)
		}
	}
}
