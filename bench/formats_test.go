//go:build unix

// Package bench_test compares the formats with CSV: the same records, scanned
// by the whole engine with one worker.
package bench_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	kgzip "github.com/klauspost/compress/gzip"
	"github.com/xuri/excelize/v2"

	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
	"leidur/source"
	"leidur/source/formats"
)

const records = 60_000

// record i: six columns with a note; one note in fifty holds a value.
func record(i int) [6]string {
	note := "Narvast pesi sadam kerge katte ja vana luua. Kell 14.30 tõi korstnapühkija sadamast madala haamri."
	if i%50 == 0 {
		note = fmt.Sprintf("Klient helistas numbrilt 5551%04d ja palus arvet.", i%10_000)
	}
	return [6]string{fmt.Sprint(i + 1), "Metsarada Trükk", "2022-11-15", "avatud", fmt.Sprintf("L-%d", i%97), note}
}

var names = [6]string{"id", "nimetus", "lisatud", "olek", "riiul", "märkused"}

// files writes the records in every format.
func files(b *testing.B) map[string][]byte {
	var csv, pgcopy, insert, jsonl, doc bytes.Buffer
	fmt.Fprintln(&csv, strings.Join(names[:], ","))
	fmt.Fprintf(&pgcopy, "--\n-- PostgreSQL database dump\n--\n\nCOPY crm.laod (%s) FROM stdin;\n", strings.Join(names[:], ", "))
	fmt.Fprintf(&insert, "-- MySQL dump 10.13\n--\nCREATE TABLE `laod` (`%s` text);\n", strings.Join(names[:], "` text, `"))
	doc.WriteString("<?xml version=\"1.0\"?>\n<laod>")
	xlsx := excelize.NewFile()
	w, err := xlsx.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := range records {
		r := record(i)
		fmt.Fprintln(&csv, strings.Join(r[:], ","))
		fmt.Fprintln(&pgcopy, strings.Join(r[:], "\t"))
		switch i % 1000 {
		case 0:
			insert.WriteString("INSERT INTO `laod` VALUES ")
		default:
			insert.WriteByte(',')
		}
		fmt.Fprintf(&insert, "(%s,'%s')", r[0], strings.Join(r[1:], "','"))
		if i%1000 == 999 {
			insert.WriteString(";\n")
		}
		jsonl.WriteString("{")
		doc.WriteString("<laud>")
		var cells []any
		for c, name := range names {
			fmt.Fprintf(&jsonl, "%s%q:%q", strings.Repeat(",", min(c, 1)), name, r[c])
			fmt.Fprintf(&doc, "<%s>%s</%s>", name, r[c], name)
			cells = append(cells, r[c])
		}
		jsonl.WriteString("}\n")
		doc.WriteString("</laud>\n")
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			b.Fatal(err)
		}
	}
	pgcopy.WriteString("\\.\n\n--\n-- PostgreSQL database dump complete\n--\n\n")
	insert.WriteString("-- Dump completed on 2026-11-22 12:42:55\n")
	doc.WriteString("</laod>\n")
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var book, packed bytes.Buffer
	if err := xlsx.Write(&book); err != nil {
		b.Fatal(err)
	}
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(csv.Bytes()); err != nil {
		b.Fatal(err)
	}
	if err := z.Close(); err != nil {
		b.Fatal(err)
	}
	return map[string][]byte{"a.csv": csv.Bytes(), "copy.sql": pgcopy.Bytes(), "insert.sql": insert.Bytes(), "a.jsonl": jsonl.Bytes(), "a.json": append(append([]byte("["), bytes.ReplaceAll(bytes.TrimSpace(jsonl.Bytes()), []byte("}\n"), []byte("},\n"))...), ']'),
		"a.xml": doc.Bytes(), "a.xlsx": book.Bytes(), "a.csv.gz": packed.Bytes()}
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkFormats: ns/record and records per CPU second of each format, to be
// read as ratios to a.csv of the same run.
func BenchmarkFormats(b *testing.B) {
	all := files(b)
	dir := b.TempDir()
	for _, name := range []string{"a.csv", "copy.sql", "insert.sql", "a.jsonl", "a.json", "a.xml", "a.xlsx", "a.csv.gz"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, all[name], 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(all[name])))
			start := cpu()
			for b.Loop() {
				scan(b, path)
			}
			seconds := (cpu() - start).Seconds()
			b.ReportMetric(float64(len(all[name]))*float64(b.N)/1e6/seconds, "MB/cpu-s")
			b.ReportMetric(float64(records)*float64(b.N)/1e6/seconds, "Mrecords/cpu-s")
		})
	}
	b.Run("inflate alone", func(b *testing.B) {
		b.SetBytes(int64(len(all["a.csv.gz"])))
		for b.Loop() {
			r, err := kgzip.NewReader(bytes.NewReader(all["a.csv.gz"]))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, r); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func scan(b *testing.B, path string) {
	packs, err := rules.Builtin()
	if err != nil {
		b.Fatal(err)
	}
	key, err := scanner.ParseKey(strings.Repeat("07", 32))
	if err != nil {
		b.Fatal(err)
	}
	opt := scanner.Options{Key: key, AsOf: detectors.MakeDate(2026, 11, 22), ChildAge: 16, Workers: 1, Formats: formats.All}
	opt.Detectors, opt.Lexicon = rules.Merge(packs)
	s, err := scanner.New(opt)
	if err != nil {
		b.Fatal(err)
	}
	plan, err := source.Walk([]string{path}, source.WalkOptions{})
	if err != nil {
		b.Fatal(err)
	}
	run, err := s.Run(context.Background(), plan)
	if err != nil {
		b.Fatal(err)
	}
	if in := run.Inputs[len(run.Inputs)-1]; in.Status != source.Scanned || in.Rows < records-1 { // the file, or what is packed in it
		b.Fatalf("%+v", in)
	}
}
