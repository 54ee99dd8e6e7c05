package main

import (
	"fmt"
	"strings"
)

// crmSQL is a dump of a customer database as mysqldump writes it, with many rows in one INSERT.
func (d *demo) crmSQL() ([]byte, error) {
	var b strings.Builder
	b.WriteString(`-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: crm
-- ------------------------------------------------------
-- Server version	8.0.36

/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET TIME_ZONE='+00:00' */;
`)
	table := func(name, columns string, rows int, values func(row int) []string) {
		fmt.Fprintf(&b, "\n--\n-- Table structure for table `%s`\n--\n\nDROP TABLE IF EXISTS `%[1]s`;\nCREATE TABLE `%[1]s` (\n", name)
		for _, c := range strings.Split(columns, "\n") {
			fmt.Fprintf(&b, "  %s,\n", strings.TrimSpace(c))
		}
		fmt.Fprintf(&b, "  PRIMARY KEY (`id`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n\n--\n-- Dumping data for table `%s`\n--\n\nLOCK TABLES `%[1]s` WRITE;\n", name)
		fmt.Fprintf(&b, "/*!40000 ALTER TABLE `%s` DISABLE KEYS */;\n", name)
		const perInsert = 70
		for row := 1; row <= rows; row++ {
			if row%perInsert == 1 {
				fmt.Fprintf(&b, "INSERT INTO `%s` VALUES ", name)
			}
			fmt.Fprintf(&b, "(%s)", strings.Join(values(row), ","))
			if row%perInsert == 0 || row == rows {
				b.WriteString(";\n")
			} else {
				b.WriteByte(',')
			}
		}
		fmt.Fprintf(&b, "/*!40000 ALTER TABLE `%s` ENABLE KEYS */;\nUNLOCK TABLES;\n", name)
	}
	const customers = 230
	table("kliendid", "`id` int NOT NULL\n`nimi` varchar(80) NOT NULL\n`epost` varchar(120) DEFAULT NULL\n`telefon` varchar(30) DEFAULT NULL\n`lisatud` date NOT NULL\n`markus` text",
		customers, func(row int) []string {
			g, f := d.pick(given), d.pick(family)
			mail, phone := d.contact("crm.kliendid", row, g, f)
			remark := d.remark(place{table: "crm.kliendid", row: row, column: "markus"})
			return []string{fmt.Sprint(1000 + row), mysqlString(g + " " + f), mysqlNull(mail), mysqlNull(phone), mysqlString(d.isoDate()), mysqlNull(remark)}
		})
	table("mark", "`id` int NOT NULL\n`klient_id` int NOT NULL\n`aeg` datetime NOT NULL\n`tekst` text",
		120, func(row int) []string {
			remark := d.remark(place{table: "crm.mark", row: row, column: "tekst"})
			when := fmt.Sprintf("%s %02d:%02d:00", d.isoDate(), 8+d.n(10), d.n(60))
			return []string{fmt.Sprint(row), fmt.Sprint(1001 + d.n(customers)), mysqlString(when), mysqlNull(remark)}
		})
	b.WriteString("\n-- Dump completed on 2026-03-02  9:14:06\n")
	return []byte(b.String()), nil
}

// contact gives the declared e-mail and phone of a row; either may be missing.
func (d *demo) contact(table string, row int, given, family string) (mail, phone string) {
	if d.n(8) > 0 {
		mail = d.mail(given, family)
		d.note(place{table: table, row: row, column: "epost"}, "email", mail, "found")
	}
	if d.n(8) > 1 {
		phone = d.phone()
		d.note(place{table: table, row: row, column: "telefon"}, "phone", phone, "found")
	}
	return mail, phone
}

var mysqlEscape = strings.NewReplacer(`\`, `\\`, "'", `\'`, `"`, `\"`, "\n", `\n`, "\r", `\r`)

func mysqlString(s string) string { return "'" + mysqlEscape.Replace(s) + "'" }

func mysqlNull(s string) string {
	if s == "" {
		return "NULL"
	}
	return mysqlString(s)
}

// shopSQL is a dump as pg_dump writes it: COPY blocks, keys after the data.
func (d *demo) shopSQL() ([]byte, error) {
	var b strings.Builder
	b.WriteString(`--
-- PostgreSQL database dump
--

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: pood; Type: SCHEMA; Schema: -; Owner: pood
--

CREATE SCHEMA pood;

--
-- Name: klient; Type: TABLE; Schema: pood; Owner: pood
--

CREATE TABLE pood.klient (
    id integer NOT NULL,
    eesnimi text,
    perenimi text,
    isikukood text,
    epost text,
    telefon text,
    loodud date,
    markus text
);

--
-- Name: arve; Type: TABLE; Schema: pood; Owner: pood
--

CREATE TABLE pood.arve (
    id integer NOT NULL,
    klient_id integer,
    arve_nr text,
    kuupaev date,
    summa numeric(10,2),
    viitenumber text,
    selgitus text
);
`)
	const customers, invoices = 150, 200
	copyTable := func(name, columns string, rows int, values func(row int) []string) {
		short := strings.TrimPrefix(name, "pood.")
		fmt.Fprintf(&b, "\n--\n-- Data for Name: %s; Type: TABLE DATA; Schema: pood; Owner: pood\n--\n\nCOPY %s (%s) FROM stdin;\n", short, name, columns)
		for row := 1; row <= rows; row++ {
			fields := values(row)
			for i, f := range fields {
				fields[i] = copyField(f)
			}
			b.WriteString(strings.Join(fields, "\t") + "\n")
		}
		b.WriteString("\\.\n\n")
	}
	copyTable("pood.klient", "id, eesnimi, perenimi, isikukood, epost, telefon, loodud, markus", customers, func(row int) []string {
		g, f := d.pick(given), d.pick(family)
		code := ""
		if row%3 == 0 {
			code = d.code()
			d.note(place{table: "pood.klient", row: row, column: "isikukood"}, "national_id", code, "found")
		}
		mail, phone := d.contact("pood.klient", row, g, f)
		remark := d.remark(place{table: "pood.klient", row: row, column: "markus"})
		return []string{fmt.Sprint(row), g, f, code, mail, phone, d.isoDate(), remark}
	})
	copyTable("pood.arve", "id, klient_id, arve_nr, kuupaev, summa, viitenumber, selgitus", invoices, func(row int) []string {
		// A reference number of eight digits that begins with 5 has the shape of a mobile number.
		base := fmt.Sprintf("5%06d", 13*row+100000)
		reference := base + fmt.Sprint(check731(base))
		d.note(place{table: "pood.arve", row: row, column: "viitenumber"}, "phone", reference, "decoy")
		remark := d.remark(place{table: "pood.arve", row: row, column: "selgitus"})
		return []string{fmt.Sprint(row), fmt.Sprint(1 + d.n(customers)), fmt.Sprintf("A-2026-%05d", row), d.isoDate(),
			fmt.Sprintf("%d.%02d", 5+d.n(900), d.n(100)), reference, remark}
	})
	for _, t := range []string{"klient", "arve"} {
		fmt.Fprintf(&b, "--\n-- Name: %s %[1]s_pkey; Type: CONSTRAINT; Schema: pood; Owner: pood\n--\n\nALTER TABLE ONLY pood.%[1]s\n    ADD CONSTRAINT %[1]s_pkey PRIMARY KEY (id);\n\n", t)
	}
	b.WriteString("--\n-- PostgreSQL database dump complete\n--\n\n")
	return []byte(b.String()), nil
}

var copyEscape = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// copyField writes an empty text as NULL.
func copyField(s string) string {
	if s == "" {
		return `\N`
	}
	return copyEscape.Replace(s)
}
