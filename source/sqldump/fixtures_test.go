package sqldump

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leidur/source"
)

func fixtures(t testing.TB) (names []string) {
	all, err := filepath.Glob("../../testdata/formats/sql/*.sql")
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	for _, n := range all {
		names = append(names, filepath.Base(n))
	}
	return names
}

// TestFixtures checks how the fixtures are called; what they hold is checked in
// source/formats.
func TestFixtures(t *testing.T) {
	results := map[string]*result{}
	for _, name := range fixtures(t) {
		r := scan(t, load(t, name), true, nil)
		results[name] = r
		if r.in.Status != source.Scanned || len(r.in.Warnings) > 0 {
			t.Errorf("%s: %v %v %v", name, r.in.Status, r.in.Detail, r.in.Warnings)
		}
	}
	for name, want := range map[string]string{
		"longline-160k.sql": "sql utf-8 4000", "mariadb10.11-default.sql": "mysqldump utf-8 5", "mariadb10.11-latin1.sql": "mysqldump windows-1252? 5",
		"mssql-utf16-handmade.sql": "sql utf-16le 4", "pg15-plain.sql": "pg_dump utf-8 6", "pg15-all.sql": "pg_dump utf-8 6",
	} {
		in := results[name].in
		if got := fmt.Sprintf("%s %s %d", in.Format, in.Encoding, in.Rows); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if got := fmt.Sprint(results["pg15-plain.sql"].in.Tables); got != `[crm.klient public.Weird "Name"]` {
		t.Error(got)
	}
}

// The records do not depend on how the bytes arrive.
func TestReadSizes(t *testing.T) {
	t.Parallel()
	inputs := map[string][]byte{"long": longDump(300_000), "very long": longDump(2_500_000)}
	for _, name := range fixtures(t) {
		inputs[name] = load(t, name)
	}
	for name, data := range inputs {
		want := scan(t, data, false, nil).dump()
		for _, n := range []int{1, 7, 4096} {
			got := scan(t, data, false, func(r io.Reader) io.Reader { return slow{r, n} }).dump()
			if got != want {
				t.Errorf("%s differs with %d bytes a read:\n%s", name, n, diff(got, want))
			}
		}
	}
}

// diff shows the first line that differs.
func diff(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("got  %.300s\nwant %.300s", g[i], w[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(g), len(w))
}

// longDump holds values of n bytes in every place.
func longDump(n int) []byte {
	long := strings.Repeat("mari\\\\'' õ;", n/12)
	var b bytes.Buffer
	b.WriteString("SET standard_conforming_strings = off;\nCREATE TABLE t (a text DEFAULT '" + long + "');\n")
	fmt.Fprintf(&b, "INSERT INTO t (a, b, c) VALUES (1, '%s', 2), ('%s', '%s', f(E'%s'));\n", long, long, "x", long)
	fmt.Fprintf(&b, "INSERT INTO t (a, b, c) VALUES (1, $$%s$$, '\\\\x%s');\n", long, strings.Repeat("6d617269", n/8))
	fmt.Fprintf(&b, "INSERT INTO t (a, b, c) VALUES (1, 2, 0x%s);\n", strings.Repeat("00ff", n/4))
	fmt.Fprintf(&b, "/* %s\n%s */\nCOPY t (a, b, c) FROM stdin;\n", long, long)
	fmt.Fprintf(&b, "1\t%s\t2\n%s\t\\\\x%s\t\\N\n", long, long, strings.Repeat("6d617269", n/8))
	fmt.Fprintf(&b, "2\t\\N\t3\n\\.\n-- %s\n", long)
	return b.Bytes()
}

func TestLongValues(t *testing.T) {
	const n = 2_500_000
	r := scan(t, longDump(n), false, nil)
	if r.in.Status != source.Scanned || len(r.in.Warnings) > 0 || r.windows == 0 {
		t.Fatal(r.in.Status, r.in.From, r.in.Warnings, r.windows)
	}
	value := strings.Repeat("mari\\' õ;", n/12)
	raw := strings.ReplaceAll(value, "'", "''")
	hexed := strings.Repeat("mari", n/8)
	want := []string{
		"t R1 L3 a=1 | b=" + value + " | c=2",
		"t R2 L3 a=" + value + " | b=x | c=f(E'" + value + "')",
		"t R3 L4 a=1 | b=" + strings.Repeat("mari\\\\'' õ;", n/12) + " | c=" + hexed,
		"t R4 L5 a=1 | b=2 | c=0x" + strings.Repeat("00ff", n/4),
		"t R5 L9 a=1 | b=" + raw + " | c=2",
		"t R6 L10 a=" + raw + " | b=" + hexed,
		"t R7 L11 a=2 | c=3",
	}
	got := r.rows()
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("row %d of %d: %.60q, want %.60q", i+1, len(got), got[min(i, len(got)-1)], want[i])
		}
	}
}

// A cut dump with a banner is never called scanned, unless only the white space
// and comment marks behind its closing line are gone.
func TestCutAnywhere(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"pg15-plain.sql", "pg15-inserts.sql", "pg15-column-inserts.sql", "pg15-all.sql", "mariadb10.11-default.sql", "mariadb10.11-hex.sql"} {
		data := load(t, name)
		from := max(bytes.Index(data, []byte(pgAny))+len(pgAny), bytes.Index(data, []byte(mariaBanner))+len(mariaBanner))
		all := scan(t, data, false, nil).in
		step := 1
		if testing.Short() {
			step = 11
		}
		for n := from; n < len(data); n += step {
			rest := bytes.Trim(data[n:], " \n-")
			r := scan(t, data[:n], false, nil)
			if r.in.Status == source.Scanned && len(rest) > 0 {
				t.Fatalf("%s cut at %d of %d: scanned, without %q", name, n, len(data), rest)
			}
			if r.in.Status != source.Scanned && (r.in.From == "" || r.in.Detail != "truncated" && r.in.Format != "binary") {
				t.Fatalf("%s cut at %d: %v", name, n, r.in)
			}
			if r.in.Rows > all.Rows {
				t.Fatalf("%s cut at %d: %d rows", name, n, r.in.Rows)
			}
		}
	}
}

// A cut stream says so at any place, banner or not, and what came was emitted.
func TestCutStream(t *testing.T) {
	data := load(t, "pg15-plain.sql")
	for n := 0; n < len(data); n += 13 {
		r := scan(t, data[:n+1], false, func(r io.Reader) io.Reader {
			return io.MultiReader(r, broken{io.ErrUnexpectedEOF})
		})
		if r.in.Format != "binary" && (r.in.Status == source.Scanned || r.in.Reason != source.Damaged || r.in.From == "") {
			t.Fatalf("cut at %d: %+v", n, r.in)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       bool
	}{
		{"banner alone", "--\n-- PostgreSQL database cluster dump\n--\n", true},
		{"banner and statement", "-- MySQL dump 10.13\nLOCK TABLES x;", true},
		{"sandbox line", "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n", true},
		{"comment first", "-- made by hand\n\n/* x */ create table t (a int);", true},
		{"second statement", "BEGIN; INSERT INTO t VALUES (1);", true},
		{"begin transaction", "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE IF NOT EXISTS \"t\"(a);", true},
		{"copy", "COPY t FROM stdin;\n1\n\\.\n", true},
		{"insert ignore", "INSERT IGNORE INTO `a`.`b` (`c`, `d`) VALUES", true},
		{"insert set", "INSERT INTO t SET a = 1;", true},
		{"mssql", "USE [Crm]\nGO\nINSERT [dbo].[Klient] ([Id]) VALUES (1)\nGO\n", true},
		{"sqlite", "INSERT INTO \"t\" VALUES('a');", true},
		{"empty", "", false},
		{"blank", " \n", false},
		{"prose", "To add a row use\nINSERT INTO t VALUES (1);\n", false},
		{"prose with keyword", "Select the file; insert into the slot.\nCreate table tennis rules.\n", false},
		{"prose with keyword at line start", "Use the form and\ninsert into the field (name) your name\n", false},
		{"CSV header of keywords", "update,insert\n1,INSERT INTO t VALUES (1)\n", false},
		{"CSV with semicolons", "comment;sql\nx;INSERT INTO t VALUES (1);\n", false},
		{"CSV header of two words", "set name;sql\n1;INSERT INTO t VALUES (1);\n", false},
		{"TSV", "set\tb\nx\tINSERT INTO t VALUES (1);\n", false},
		{"log", "2024-01-01 INSERT INTO t VALUES (1);\n", false},
		{"query only", "SELECT * FROM t WHERE a = 'insert into x values (1)';\n", false},
		{"update script", "UPDATE t SET a = 1;\n", false},
		{"JSON", `{"sql": "INSERT INTO t VALUES (1)"}`, false},
		{"markdown", "# Use\n\n    CREATE TABLE t (a int);\n", false},
		{"mail", "From: a@example.com\nSubject: x\n\nCREATE TABLE t (a int);", false},
		{"banner in prose", "The first line is\n-- PostgreSQL database dump\n", false},
		{"COPY of a file", "COPY t FROM '/x.csv';\n", false},
	} {
		if got := Format.Match(&source.File{Head: []byte(c.head)}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob("../../testdata/formats/sql/*.sql")
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 10_000 {
			f.Add(data)
		}
	}
	for _, s := range []string{
		"INSERT INTO t (a) VALUES (E'\\x41', $a$b$a$, N'x', 0x41, x'41', f('a' /* b */), NULL::text) ON CONFLICT DO NOTHING;\nCOPY t FROM stdin;\na\\tb\t\\N\t\\\\x41\n\\.\n",
		"USE [a]\nGO\nCREATE TABLE [t]([a] int PRIMARY KEY)\nGO\nINSERT [t] VALUES (1)\nSET X ON\n",
		"DELIMITER ;;\nCREATE TABLE `t` (a int, KEY (a(1)), PRIMARY KEY (a));;\n/*!40000 INSERT INTO t VALUES (_binary 'a\\'', \"b\") */;;",
		"\\connect \"a b\"\nCREATE TABLE t AS SELECT 1; CREATE TRIGGER x BEGIN CASE END CASE; END IF; END; INSERT INTO t () VALUES (), (1;",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 20_000 {
			return
		}
		for _, at := range []bool{false, true} {
			whole := scan(t, data, at, nil)
			if whole.in.Status == source.NotScanned && whole.in.Reason == "" || strings.Contains(whole.in.Detail, "panic") {
				t.Fatalf("%+v", whole.in)
			}
			if got, want := scan(t, data, at, func(r io.Reader) io.Reader { return slow{r, 1} }).dump(), whole.dump(); got != want {
				t.Fatal(diff(got, want))
			}
		}
	})
}
