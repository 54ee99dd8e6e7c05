package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

// layout is what stands around the fields of a record. Texts hold no quotes,
// tabs or backslashes, so no format has to escape anything.
type layout struct {
	head, foot   string
	table        bool      // a record is id, date, name and note; otherwise the note alone
	columns      [4]string // before each field
	end, between string    // behind each record; between two
	quotes       bool      // a few notes hold line ends and separators, in quotes
}

var layouts = map[string]layout{
	"csv":  {head: "id;lisatud;nimi;märkused\n", table: true, columns: [4]string{"", ";", ";", ";"}, end: "\n", quotes: true},
	"text": {end: "\n"},
	"line": {between: " "},
	"copy": {head: "--\n-- PostgreSQL database dump\n--\n\nCOPY crm.laod (id, lisatud, nimi, markused) FROM stdin;\n", table: true,
		columns: [4]string{"", "\t", "\t", "\t"}, end: "\n", foot: "\\.\n\n--\n-- PostgreSQL database dump complete\n--\n\n"},
	"insert": {head: "-- MySQL dump 10.13\n--\nCREATE TABLE `laod` (`id` bigint, `lisatud` text, `nimi` text, `markused` text);\nINSERT INTO `laod` VALUES ", table: true,
		columns: [4]string{"(", ",'", "','", "','"}, end: "')", between: ",", foot: ";\n-- Dump completed on 2026-11-22 12:42:55\n"},
	"jsonl": {table: true, columns: [4]string{`{"id":`, `,"lisatud":"`, `","nimi":"`, `","märkused":"`}, end: "\"}\n"},
}

// workbook is the kind that is made from the CSV.
const workbook = "xlsx"

func kindsOfFile() []string {
	names := []string{workbook}
	for name := range layouts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// file writes about total bytes of a kind; of a workbook, total bytes of CSV go into it.
func (g *generator) file(w io.Writer, total int64, kind string, compressed bool) (err error) {
	if compressed {
		z := gzip.NewWriter(w)
		defer func() { err = errors.Join(err, z.Close()) }()
		w = z
	}
	if kind != workbook {
		return g.write(w, total)
	}
	var rows bytes.Buffer
	if err := g.write(&rows, total); err != nil {
		return err
	}
	return writeWorkbook(w, csv.NewReader(&rows))
}

func writeWorkbook(w io.Writer, in *csv.Reader) (err error) {
	in.Comma, in.ReuseRecord = ';', true
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	for row := 1; ; row++ {
		record, err := in.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		cells := make([]any, len(record))
		for i, v := range record {
			cells[i] = v
		}
		at, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		if err := sheet.SetRow(at, cells); err != nil {
			return err
		}
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
