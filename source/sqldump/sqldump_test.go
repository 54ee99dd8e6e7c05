package sqldump

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"leidur/source"
)

const (
	pg    = "SET standard_conforming_strings = on;\n" // one line that settles the dialect
	my    = "DROP TABLE IF EXISTS `t`; -- ENGINE=\n"
	ms    = "USE [x]\n"
	lite  = "PRAGMA foreign_keys=OFF;\n"
	plain = "BEGIN;\n"
)

// TestValues puts one value between two others: INSERT INTO t VALUES (1,<value>,'z').
func TestValues(t *testing.T) {
	for _, c := range []struct{ name, dialect, value, want string }{
		{"number", plain, `42`, `42`},
		{"negative", plain, `-12.5`, `-12.5`},
		{"exponent", plain, `1.5e-10`, `1.5e-10`},
		{"NULL", plain, `NULL`, ``},
		{"null in blanks", plain, ` null `, ``},
		{"NULL with cast", pg, `NULL::text`, ``},
		{"NULLIF is no NULL", plain, `NULLIF(1,2)`, `NULLIF(1,2)`},
		{"TRUE", plain, `TRUE`, `TRUE`},
		{"empty string", plain, `''`, ``},
		{"semicolon", plain, `'a;b'`, `a;b`},
		{"comment marks", plain, `'a -- b /* c */ # d'`, `a -- b /* c */ # d`},
		{"VALUES (", plain, `'INSERT INTO x VALUES (1),(2);'`, `INSERT INTO x VALUES (1),(2);`},
		{"tuple end", plain, `'),('`, `),(`},
		{"doubled quote", plain, `'O''Reilly'''`, `O'Reilly'`},
		{"backslash is data", pg, `'C:\'`, `C:\`},
		{"backslash in sqlite", lite, `'C:\'`, `C:\`},
		{"mysql escapes", my, `'O\'R \"q\" \\ a\tb\nc\rd\Z\0\b\%\_\x'`, "O'R \"q\" \\ a\tb\nc\rd\x1a\x00\b\\%\\_x"},
		{"mysql double quotes", my, `"it's \" ""so"""`, `it's " "so"`},
		{"mysql backslash before the end", my, `'a\\'`, `a\`},
		{"sqlite double quotes", lite, `"it's"`, `it's`},
		{"sqlite line ends", lite, `replace('it''s\na','\n',char(10))`, "it's\na"},
		{"sqlite both line ends", lite, `replace(replace('a\015\n','\015',char(13)),'\n',char(10))`, "a\r\n"},
		{"sqlite other replace", lite, `replace('a','b',char(9))`, `replace('a','b',char(9))`},
		{"sqlite replace of a column", lite, `replace(x,'b',char(10))`, `replace(x,'b',char(10))`},
		{"oracle brackets", plain, `q'[it's, (a])]'`, `it's, (a])`},
		{"oracle mark", plain, `NQ'!it's ' !'`, `it's ' `},
		{"E string", pg, `E'a\tb\'c\\d\x41\102\u00F5\n'`, "a\tb'c\\dABõ\n"},
		{"E with doubled quote", pg, `e'a''b'`, `a'b`},
		{"off", "SET standard_conforming_strings = off;\n", `'a\nb\'c'`, "a\nb'c"},
		{"dollar", pg, `$$it's; -- )$$`, `it's; -- )`},
		{"dollar tag", pg, `$a1$x $$ $a$ y$a1$`, `x $$ $a$ y`},
		{"cast", pg, `'abc'::text`, `abc`},
		{"cast with blanks", pg, `'abc' :: character varying(20)`, `abc`},
		{"cast with comma", pg, `'1'::numeric(10,2)[]`, `1`},
		{"cast to quoted type", pg, `'1'::public."my, (type"`, `1`},
		{"cast of a number", pg, `(-5)::bigint`, `(-5)`},
		{"function", plain, `now()`, `now()`},
		{"function with text", plain, `CAST('O''Reilly, (x' AS text)`, `CAST('O'Reilly, (x' AS text)`},
		{"nested", plain, `coalesce(max(1, 2), (3))`, `coalesce(max(1, 2), (3))`},
		{"array", pg, `ARRAY['a,b', E'c\'d']`, `ARRAY['a,b', E'c'd']`},
		{"concatenation", plain, `'a' || 'b'`, `a || 'b'`},
		{"comment in a value", plain, `CAST( /* ei, loe) */ 1 AS int)`, `CAST( 1 AS int)`},
		{"timestamp", plain, `TIMESTAMP '2020-01-01'`, `TIMESTAMP '2020-01-01'`},
		{"N string", ms, `N'tere'`, `tere`},
		{"bits", pg, `B'0101'`, `0101`},
		{"introducer", my, `_binary 'a\'b'`, `a'b`},
		{"introducer without blank", my, `_utf8mb4'õ'`, `õ`},
		{"introducer of hex", my, `_binary 0x6D617269`, `mari`},
		{"hex text", my, `0x62696E200074657874203338303031303835373138`, "bin \x00text 38001085718"},
		{"hex binary", my, `0x00FF41273B`, `0x00FF41273B`},
		{"hex odd", my, `0x616`, `0x616`},
		{"hex string", my, `x'6d617269'`, `mari`},
		{"hex string binary", my, `X'00ff'`, `X'00ff'`},
		{"hex string empty", my, `x''`, ``},
		{"bytea", pg, `'\x6d617269'`, `mari`},
		{"bytea in E", pg, `E'\\x6d617269'`, `mari`},
		{"bytea binary", pg, `'\x00ff41'`, `\x00ff41`},
		{"looks like bytea", pg, `'\xyz tere'`, `\xyz tere`},
		{"bytea hex then not", pg, `'\x6d61 tere'`, `\x6d61 tere`},
		{"double minus in mysql", my, `1--1`, `1--1`},
		{"code comment", my, `/*!40000 7 */`, `7`},
		{"default", plain, `DEFAULT`, `DEFAULT`},
		{"money", ms, `$12.50`, `$12.50`},
		{"parameter", pg, `$1`, `$1`},
		{"newline", plain, "'a\nb'", "a\nb"},
		{"NUL byte", my, "'a\x00b'", "a\x00b"},
		{"invalid UTF-8", my, "'a\xFFb'", "a˙b"},
		{"JSON", my, `'{\"a\":\"b\\\\n\"}'`, `{"a":"b\\n"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := scan(t, []byte(c.dialect+"INSERT INTO t VALUES (1,"+c.value+",'z');\nINSERT INTO t VALUES (2);\n"), false, nil)
			rows := r.rows()
			if r.in.Status != source.Scanned || len(rows) != 2 {
				t.Fatalf("%v %q\n%s", r.in.Status, rows, r.dump())
			}
			want := "t R1 L2 c1=1 | c2=" + c.want + " | c3=z"
			if c.want == "" {
				want = "t R1 L2 c1=1 | c3=z"
			}
			if rows[0] != want {
				t.Errorf("got  %q\nwant %q", rows[0], want)
			}
		})
	}
}

// TestCopyFields puts one field between two others in a line of COPY.
func TestCopyFields(t *testing.T) {
	for _, c := range []struct{ field, want string }{
		{`mari`, `mari`},
		{`\N`, ``},
		{``, ``},
		{`\\N`, `\N`},
		{`\Nagu`, `Nagu`},
		{`a\tb\nc\rd\be\ff\vg\\h`, "a\tb\nc\rd\be\ff\vg\\h"},
		{`\101\x42\x7a\07x`, "ABz\ax"},
		{"a\\\tb", "a\tb"},
		{"a\\\nb", "a\nb"},
		{`a\\`, `a\`},
		{`O'Reilly; -- /* "`, `O'Reilly; -- /* "`},
		{`\\x62696e203338303031303835373138`, `bin 38001085718`},
		{`\\x00ff41`, `\x00ff41`},
		{`\\xyz`, `\xyz`},
		{`{"a": "b\\"c"}`, `{"a": "b\"c"}`},
		{`a\.b`, `a.b`},
	} {
		data := "COPY s.t (a, b, c) FROM stdin;\n1\t" + c.field + "\tz\n2\t\\N\t\\N\n\\.\nSELECT 1;\n"
		for _, wrap := range []func(io.Reader) io.Reader{nil, func(r io.Reader) io.Reader { return slow{r, 1} }} {
			r := scan(t, []byte(data), false, wrap)
			want := "s.t R1 L2 a=1 | b=" + c.want + " | c=z"
			if c.want == "" {
				want = "s.t R1 L2 a=1 | c=z"
			}
			if rows := r.rows(); len(rows) != 2 || rows[0] != want || r.in.Status != source.Scanned || len(r.in.Warnings) > 0 {
				t.Errorf("%q: got %q, want %q", c.field, rows, want)
			}
		}
	}
}

func TestCopyVariants(t *testing.T) {
	for _, c := range []struct {
		name, data string
		rows, text []string
	}{
		{"CRLF", "COPY t (a, b) FROM stdin;\r\n1\t\\N\r\n2\tx\\\\\r\n\\.\r\nSELECT 1;\r\n",
			[]string{`t R1 L2 a=1`, `t R2 L3 a=2 | b=x\`}, []string{"t R1 L1 COPY t (a, b) FROM stdin;", "t R5 L5 SELECT 1;"}},
		{"delimiter and null", "COPY t (a, b) FROM stdin WITH (DELIMITER '|', NULL 'ei');\n1|x\ty\n2|ei\n\\.\n",
			[]string{"t R1 L2 a=1 | b=x\ty", "t R2 L3 a=2"}, []string{"t R1 L1 COPY t (a, b) FROM stdin WITH (DELIMITER '|', NULL 'ei');"}},
		{"csv is text", "COPY t FROM stdin CSV;\n1,\"Mari\"\n\\.\nSELECT 1;\n",
			nil, []string{"t R1 L1 COPY t FROM stdin CSV;", `t R2 L2 1,"Mari"`, "t R4 L4 SELECT 1;"}},
		{"no columns", "COPY t FROM stdin;\nmari\n\\.\n", []string{"t R1 L2 c1=mari"}, []string{"t R1 L1 COPY t FROM stdin;"}},
		{"columns of CREATE TABLE", "CREATE TABLE t (x int, key text);\nCOPY t FROM stdin;\n1\t2\n\\.\n",
			[]string{"t R1 L3 x=1 | key=2"}, []string{"t R1 L1 CREATE TABLE t (x int, key text);", "t R2 L2 COPY t FROM stdin;"}},
		{"oids", "COPY t (a) WITH OIDS FROM stdin;\n7\t1\n\\.\n", []string{"t R1 L2 oid=7 | a=1"}, []string{"t R1 L1 COPY t (a) WITH OIDS FROM stdin;"}},
		{"search_path", "SET search_path = crm, pg_catalog;\nCOPY t (a) FROM stdin;\n1\n\\.\n", []string{"crm.t R1 L3 a=1"},
			[]string{" R1 L1 SET search_path = crm, pg_catalog;", "crm.t R2 L2 COPY t (a) FROM stdin;"}},
		{"COPY TO is text", "CREATE TABLE t (a int);\nCOPY t TO stdout;\n", nil, []string{"t R1 L1 CREATE TABLE t (a int);", "t R2 L2 COPY t TO stdout;"}},
		{"two databases", "\\connect a\nCOPY t (x) FROM stdin;\n1\n\\.\n\\connect -reuse-previous=on \"dbname='b c'\"\nCOPY t (x) FROM stdin;\n2\n\\.\n",
			[]string{"a!t R1 L3 x=1", "b c!t R1 L7 x=2"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := scan(t, []byte(c.data), false, nil)
			if r.in.Status != source.Scanned || !slices.Equal(r.rows(), c.rows) || c.text != nil && !slices.Equal(r.text(), c.text) {
				t.Errorf("%v\n%q\n%q", r.in.Status, r.rows(), r.text())
			}
		})
	}
}

// TestStatements is about where rows and statements begin and end.
func TestStatements(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []string
	}{
		{"rows go on over statements, lines are physical", plain + "INSERT INTO a VALUES (1),\n(2);\nINSERT INTO b VALUES (9);\nINSERT INTO a VALUES ('x\ny'), (4);",
			[]string{"a R1 L2 c1=1", "a R2 L3 c1=2", "b R1 L4 c1=9", "a R3 L5 c1=x\ny", "a R4 L6 c1=4"}},
		{"column lists", plain + "INSERT INTO a (x, y) VALUES (1,2);\nINSERT INTO a (y, x) VALUES (3,4);\nINSERT INTO a (x, y) VALUES (5,6);",
			[]string{"a R1 L2 x=1 | y=2", "a R2 L3 y=3 | x=4", "a R3 L4 x=5 | y=6"}},
		{"CREATE TABLE", my + "CREATE TABLE `t` (\n `i``d` int COMMENT 'a, (b',\n `d` decimal(10,2) DEFAULT 1,\n KEY `k` (`d`),\n CONSTRAINT `c` CHECK (`d` > 1)\n) ENGINE=x;\nINSERT INTO `t` VALUES (1,2);",
			[]string{"t R1 L8 i`d=1 | d=2"}},
		{"strings of CREATE TABLE", pg + "CREATE TABLE t (a text DEFAULT E'it\\'s, (x', b text DEFAULT '\\', c text DEFAULT $$it's$$);\nINSERT INTO t VALUES (1,2,3);",
			[]string{"t R1 L3 a=1 | b=2 | c=3"}},
		{"names", pg + `INSERT INTO "S p"."Weird ""Name""" ("a b", c) VALUES (1, 2);`, []string{`S p.Weird "Name" R1 L2 a b=1 | c=2`}},
		{"mssql", ms + "SET IDENTITY_INSERT [dbo].[T] ON\nINSERT [dbo].[T] ([a]]b], [c]) VALUES (1, N'x')\nINSERT [dbo].[T] ([a]]b], [c]) VALUES (2, CAST(N'2020' AS Date))\nGO\nALTER TABLE [dbo].[T] CHECK CONSTRAINT [k]\nGO\nINSERT dbo.T VALUES (3)\n",
			[]string{"dbo.T R1 L3 a]b=1 | c=x", "dbo.T R2 L4 a]b=2 | c=CAST(N'2020' AS Date)", "dbo.T R3 L8 c1=3"}},
		{"procedure of MSSQL", ms + "CREATE PROCEDURE p AS\nINSERT INTO t VALUES (1);\nSELECT 2;\nGO\nINSERT INTO t VALUES (3)\nGO\n", []string{"t R1 L6 c1=3"}},
		{"database of MySQL", my + "USE `crm`;\nINSERT INTO `t` VALUES (1);\nINSERT INTO x.t VALUES (2);\n", []string{"crm.t R1 L3 c1=1", "x.t R1 L4 c1=2"}},
		{"DELIMITER", my + "DELIMITER ;;\nCREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN INSERT INTO u VALUES (1); END ;;\nDELIMITER ;\nINSERT INTO t VALUES (2);\n",
			[]string{"t R1 L5 c1=2"}},
		{"trigger of SQLite", lite + "CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET x = CASE WHEN 1 THEN 2 END; INSERT INTO u VALUES (1); END;\nINSERT INTO t VALUES(2);\n",
			[]string{"t R1 L3 c1=2"}},
		{"SQL body", pg + "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n INSERT INTO u VALUES (1);\n SELECT 2;\nEND;\nINSERT INTO t VALUES (2);\n",
			[]string{"t R1 L6 c1=2"}},
		{"dollar body", pg + "CREATE FUNCTION f() AS $_$ it's\nINSERT INTO u VALUES (1); $$ $_$ LANGUAGE sql;\nINSERT INTO t VALUES (2);\n", []string{"t R1 L4 c1=2"}},
		{"comments that nest", pg + "/* a /* b */ INSERT INTO u VALUES (1); */\nINSERT INTO t VALUES (2);\n", []string{"t R1 L3 c1=2"}},
		{"comments that do not nest", my + "/* a /* b */\nINSERT INTO t VALUES (2);\n", []string{"t R1 L3 c1=2"}},
		{"hash comment", my + "# it's\nINSERT INTO t VALUES (2); # don't\nINSERT INTO t VALUES (3);\n", []string{"t R1 L3 c1=2", "t R2 L4 c1=3"}},
		{"code comment", my + "/*!50000 INSERT INTO t VALUES (1) */;\n/*M!100 INSERT INTO t VALUES (2)*/;\nINSERT INTO t VALUES (3);", []string{"t R1 L2 c1=1", "t R2 L3 c1=2", "t R3 L4 c1=3"}},
		{"comments between", plain + "INSERT /* a */ INTO t -- it's\n(a /* b, */, c) VALUES -- ;\n(1 /* ), ( */, 2), -- 'x\n(3, 4) /* z */;\nINSERT INTO t (a, c) VALUES (5,6);",
			[]string{"t R1 L4 a=1 | c=2", "t R2 L5 a=3 | c=4", "t R3 L6 a=5 | c=6"}},
		{"clause behind", my + "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a='x;y';\nINSERT INTO t VALUES (2);", []string{"t R1 L2 c1=1", "t R2 L3 c1=2"}},
		{"keywords", my + "REPLACE INTO t VALUE (1);\nINSERT IGNORE INTO t VALUES (2);\nINSERT INTO t () VALUES ();\ninsert into t values(3);", []string{"t R1 L2 c1=1", "t R2 L3 c1=2", "t R3 L4 ", "t R4 L5 c1=3"}},
		{"OVERRIDING", pg + "INSERT INTO t (a) OVERRIDING SYSTEM VALUE VALUES (1);", []string{"t R1 L2 a=1"}},
		{"INSERT SELECT is text", plain + "INSERT INTO t SELECT 'x;y' FROM u;\nINSERT INTO t VALUES (1);", []string{"t R1 L3 c1=1"}},
		{"a broken tuple ends with its statement", plain + "INSERT INTO t VALUES (1, 2;\nINSERT INTO t VALUES (3);", []string{"t R1 L2 c1=1 | c2=2", "t R2 L3 c1=3"}},
		{"NO_BACKSLASH_ESCAPES", my + "SET SQL_MODE='NO_BACKSLASH_ESCAPES';\nINSERT INTO t VALUES ('a\\');\nSET SQL_MODE='';\nINSERT INTO t VALUES ('b\\'');", []string{"t R1 L3 c1=a\\", "t R2 L5 c1=b'"}},
		{"backslashes seen in the head", plain + "INSERT INTO t VALUES ('O\\'Reilly');", []string{"t R1 L2 c1=O'Reilly"}},
		{"byte-order mark", "\xEF\xBB\xBF" + plain + "INSERT INTO t VALUES (1);", []string{"t R1 L2 c1=1"}},
		{"END IF", lite + "CREATE TRIGGER a BEGIN IF x THEN y; END IF; CASE z WHEN 1 THEN 2; END CASE; END;\nINSERT INTO t VALUES (1);", []string{"t R1 L3 c1=1"}},
		{"end_of and begin_at are names", lite + "CREATE TRIGGER a BEGIN UPDATE t SET begin_at = x_begin; END;\nINSERT INTO t VALUES (1);", []string{"t R1 L3 c1=1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := scan(t, []byte(c.data), false, nil)
			if r.in.Status != source.Scanned || !slices.Equal(r.rows(), c.want) {
				t.Errorf("%v %s\ngot  %q\nwant %q\n%s", r.in.Status, r.in.From, r.rows(), c.want, r.dump())
			}
			if r.in.Rows != int64(len(c.want)) {
				t.Errorf("%d rows counted", r.in.Rows)
			}
		})
	}
}

func TestKeys(t *testing.T) {
	const alter = "\nALTER TABLE ONLY s.t\n    ADD CONSTRAINT t_pkey PRIMARY KEY (b, a);\n"
	const data = "INSERT INTO s.t (a, b, c) VALUES (1, 2, 3);\n"
	for _, c := range []struct {
		name, data string
		at         bool
		want       []int
	}{
		{"behind the data", pg + data + alter, true, []int{1, 0}},
		{"behind the data of a stream", pg + data + alter, false, nil},
		{"inline", pg + "CREATE TABLE s.t (a int, b int PRIMARY KEY CHECK (b > 1), c int);\n" + data, false, []int{1}},
		{"constraint", pg + "CREATE TABLE s.t (a int, b int, c int, CONSTRAINT x PRIMARY KEY (c, a));\n" + data, false, []int{2, 0}},
		{"mysql", my + "CREATE TABLE s.t (a int, b text, c int, PRIMARY KEY (`b`(10),`c`) USING BTREE);\n" + data, false, []int{1, 2}},
		{"mssql", ms + "CREATE TABLE s.t([a] [int] IDENTITY(1,1) NOT NULL, [b] int, c int,\n CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([a] ASC, [c] DESC))\nGO\n" + data, false, []int{0, 2}},
		{"not in the column list", pg + "CREATE TABLE s.t (a int, z int PRIMARY KEY);\n" + data, false, nil},
	} {
		r := scan(t, []byte(c.data), c.at, nil)
		if got := r.keys["s.t"]; !slices.Equal(got, c.want) || r.in.Status != source.Scanned {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// A key is guessed from the names where no statement tells it.
func TestHintedKey(t *testing.T) {
	f := &source.File{Size: -1}
	source.Peek(f, strings.NewReader(pg+"INSERT INTO t (nimi, id, kood) VALUES (1, 2, 3);\n"))
	var key []int
	out := &source.Out{Input: &source.Input{}, BlockSize: 1 << 10, NewBlock: func() *source.Block { return &source.Block{} },
		Hints: source.Hints{Key: func(name string) bool { return name == "id" || name == "kood" }},
		Emit: func(b *source.Block) error {
			if b.Kind == source.KindSQLValue {
				key = b.Table.Key
			}
			return nil
		}}
	if source.Read(t.Context(), []*source.Format{Format}, f, out); !slices.Equal(key, []int{1}) {
		t.Errorf("%v", key)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       []string
	}{
		{"lines keep their indentation", "CREATE TABLE t (\n  a text DEFAULT 'x\n  y',\n\n  b int -- Mari\n);\r\nSELECT 1;\r\n",
			[]string{"t R1 L1 CREATE TABLE t (", "t R2 L2   a text ", "t R0 L2 DEFAULT 'x", "t R0 L3   y'", "t R3 L3 ,", "t R5 L5   b int -- Mari", "t R6 L6 );", "t R7 L7 SELECT 1;"}},
		{"nearest table", pg + "COMMENT ON COLUMN s.t.c IS 'a';\nCREATE VIEW s.v AS SELECT 1;\nCREATE INDEX i ON s.t (a);\nGRANT x TO y;\nCREATE ROLE \"mari@example.com\";\nCREATE TABLE z(a int);",
			[]string{" R1 L1 SET standard_conforming_strings = on;", "s.t R0 L2 COMMENT ON COLUMN s.t.c IS 'a';", "s.v R0 L3 CREATE VIEW s.v AS SELECT 1;", "s.t R4 L4 CREATE INDEX i ON s.t (a);",
				"s.t R5 L5 GRANT x TO y;", ` R0 L6 CREATE ROLE "mari@example.com";`, "z R7 L7 CREATE TABLE z(a int);"}},
		{"comments between the rows", lite + "INSERT INTO t VALUES (1), -- Mari\n(2); /* Jüri\nÕun */ INSERT INTO t VALUES (3);\n",
			[]string{" R1 L1 PRAGMA foreign_keys=OFF;", "t R2 L2 INSERT INTO t VALUES ", "t R2 L2 -- Mari", "t R3 L3  /* Jüri", "t R4 L4 Õun */ "}},
		{"clause behind the rows", lite + "INSERT INTO t VALUES (1)\n ON CONFLICT DO UPDATE SET a='Mari';\n",
			[]string{" R1 L1 PRAGMA foreign_keys=OFF;", "t R2 L2 INSERT INTO t VALUES ", "t R3 L3 ON CONFLICT DO UPDATE SET a='Mari';"}},
		{"large object", pg + "CREATE TABLE t (a int);\nSELECT lowrite(0, '\\x4d617269204d');\nSELECT lowrite(0, '\\x00ff');\n",
			[]string{" R1 L1 SET standard_conforming_strings = on;", "t R2 L2 CREATE TABLE t (a int);", "t R3 L3 SELECT lowrite(0, 'Mari M');", `t R4 L4 SELECT lowrite(0, '\x00ff');`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := scan(t, []byte(c.data), false, nil)
			if r.in.Status != source.Scanned || !slices.Equal(r.text(), c.want) {
				t.Errorf("%v\ngot  %q\nwant %q", r.in.Status, r.text(), c.want)
			}
		})
	}
}

func TestColumnCount(t *testing.T) {
	r := scan(t, []byte(plain+"INSERT INTO t (a, b) VALUES (1,2),\n(3),(4,5,6);"), false, nil)
	want := []string{"t R1 L2 a=1 | b=2", "t R2 L3 a=3", "t R3 L3 a=4 | b=5 | c3=6"}
	if !slices.Equal(r.rows(), want) || r.in.Status != source.Scanned {
		t.Errorf("%q", r.rows())
	}
	if w := r.in.Warnings; len(w) != 1 || w[0] != (source.Warning{Code: source.WarnColumnCount, Count: 2, First: "t row 2 (line 3)"}) {
		t.Errorf("%v", w)
	}
}

// TestGaps is about inputs that are not whole.
func TestGaps(t *testing.T) {
	const copyHead = "COPY t (a, b) FROM stdin;\n"
	failing := func(err error) func(io.Reader) io.Reader {
		return func(r io.Reader) io.Reader { return io.MultiReader(r, broken{err}) }
	}
	for _, c := range []struct {
		name, data string
		wrap       func(io.Reader) io.Reader
		reason     source.Reason
		detail     string
		from       string
		rows       int
	}{
		{"COPY without end", copyHead + "1\t2\n", nil, source.Damaged, "truncated", "t row 2 (line 3)", 1},
		{"COPY in a row", copyHead + "1\t2\n3\t4", nil, source.Damaged, "truncated", "t row 2 (line 3)", 2},
		{"COPY in its mark", copyHead + "1\t2\n\\", nil, source.Damaged, "truncated", "t row 2 (line 3)", 1},
		{"string", plain + "INSERT INTO t VALUES (1,'a\nb", nil, source.Damaged, "truncated", "t row 1 (line 2)", 1},
		{"tuple", plain + "INSERT INTO t VALUES (1,2),\n(3", nil, source.Damaged, "truncated", "t row 2 (line 3)", 2},
		{"comma", plain + "INSERT INTO t VALUES (1),\n", nil, source.Damaged, "truncated", "t row 2 (line 3)", 1},
		{"text", plain + "INSERT INTO t VALUES (1);\nUPDATE t SET a='\nx", nil, source.Damaged, "truncated", "line 3", 1},
		{"comment", plain + "INSERT INTO t VALUES (1);\n/* x\n", nil, source.Damaged, "truncated", "line 3", 1},
		{"pg_dump without closing line", "--\n-- PostgreSQL database dump\n--\nSELECT 1;\n" + copyHead + "1\t2\n\\.\n", nil, source.Damaged, "truncated", "line 8", 1},
		{"mysqldump without closing line", "-- MySQL dump 10.13\nINSERT INTO t VALUES (1);\n", nil, source.Damaged, "truncated", "line 3", 1},
		{"cut stream", copyHead + "1\t2\n3\tx", failing(io.ErrUnexpectedEOF), source.Damaged, "truncated", "t row 2 (line 3)", 2},
		{"cut stream between statements", plain + "INSERT INTO t VALUES (1);\n", failing(io.ErrUnexpectedEOF), source.Damaged, "truncated", "line 3", 1},
		{"limit of the container", copyHead + "1\t2\n", failing(&source.Gap{Reason: source.LimitRatio}), source.LimitRatio, "", "t row 2 (line 3)", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := scan(t, []byte(c.data), false, c.wrap)
			in := r.in
			if in.Status != source.PartlyScanned || in.Reason != c.reason || in.Detail != c.detail || in.From != c.from {
				t.Errorf("%v %v (%s) from %q", in.Status, in.Reason, in.Detail, in.From)
			}
			if len(r.rows()) != c.rows {
				t.Errorf("%q", r.rows())
			}
		})
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// An error of Emit stops the reading and comes back; so does the context's.
func TestStops(t *testing.T) {
	data := []byte("COPY t (a) FROM stdin;\n" + strings.Repeat("mari\n", 200_000) + "\\.\n")
	f := &source.File{Size: -1}
	source.Peek(f, bytes.NewReader(data))
	stop, emitted := errors.New("stop"), 0
	out := &source.Out{Input: &source.Input{}, BlockSize: 4 << 10, NewBlock: func() *source.Block { return &source.Block{} },
		Emit: func(*source.Block) error { emitted++; return stop }}
	if err := Format.Read(t.Context(), f, out); err != stop || emitted != 1 {
		t.Errorf("%v after %d blocks", err, emitted)
	}
	ctx, cancel := context.WithCancel(t.Context())
	source.Peek(f, bytes.NewReader(data))
	emitted = 0
	out.Emit = func(*source.Block) error { emitted++; cancel(); return nil }
	if err := Format.Read(ctx, f, out); err != context.Canceled || emitted > 1+2*bufSize/(4<<10)*2 {
		t.Errorf("%v after %d blocks", err, emitted)
	}
}
