package detectors_test

import (
	"strings"
	"testing"

	"leidur/detectors"
	"leidur/scanner"
)

// The vectors and traps that the rules were written to, by category. A value is
// found if its category is reported at possible or above; a trap is not.

// vectors holds texts with the values that must be found in [[ ]], and traps in
// which nothing of the category may be found.
var vectors = map[string]struct{ found, not []string }{
	"national_id": {
		found: []string{
			"asmens kodas [[33309240064]]",
			"[[131052-308T]]", "[[010100A002H]]", "[[290204A234W]]", "[[241205B1177]]", "[[311299U500B]]", "[[100190Y999P]]", "[[100190-999P]]", "[[150188-9018]]", "hetu [[131052-308t]]", "[[131052–308T]]", "[[131052\u2212308T]]",
			"[[161175-19997]]", "[[010203-20007]]", "[[151280-11238]]", "[[051112-21230]]", "[[328673-00679]]", "[[320001-00009]]", "personas kods [[329999-99901]]",
			"[[880320-0016]]", "[[112-233-445 95]]", "ИНН [[500100732259]]", "PESEL [[44051401359]]",
			"isikukood [[3,760503E+10]]", "[[3.76050303E+10]], isikukood",
			"[[37605030299]]@eesti.ee", "'[[37605030299]]", "PNOEE-[[37605030299]]-MOCK-Q", "isikukood:[[37605030299]].", "(ik [[37605030299]])", "[[37605030299]],[[48503140007]]", "[[37605\u00a0030299]]", "[[376.0503.0299]]",
			"isikukood [[10101010005]]",
		},
		not: []string{
			"33309240164", "131052-308U", "310252-308Y", "161375-19997", "328673-00677", "880320-0018", "8803200016", "44051401359", "500100732259",
			"13105 2-308T", "1131052-308T", "32867300679", "10101010005", "87778830353", "0x37605030299a1b2c3",
			"saldo 12.37605030299", "https://naide.ee/x37605030299y/",
		},
	},
	"email": {
		found: []string{"[[mäger.õnne@näide.ee]]", "saada [[NIMI@FIRMA.EE]]!", "<[[a.b@naide.ee]]>", "mailto:[[a.b@naide.ee]]", "e-post: [[a.b@naide.ee]];", "»[[a.b@naide.ee]]«", "**[[a.b@naide.ee]]**", "[[nimi@firma.ee]],[[teine@firma.ee]]",
			"meil [[nimi [at] firma.ee]]", "meil [[nimi (at) firma.ee]]", "meil [[nimi{at}firma.ee]]", "meil [[nimi(ät)firma.ee]]", "meil [[nimi[ät]firma.ee]]", "meil [[nimi(ä)firma.ee]]", "meil [[nimi#at#firma.ee]]", "meil [[nimi_at_firma.ee]]", "meil [[nimi[@]firma.ee]]", "meil [[nimi(a)firma.ee]]",
			"meil [[nimi(miukumauku)firma.ee]]", "почта [[nimi(собака)firma.ee]]", "meil [[nimi at firma punkt ee]]", "meil [[nimi [at] firma [dot] ee]]", "meil [[nimi @ firma.ee]]", "([[pets@naide.net]]).", "[[info@firma.ee]]", "[[franz371...@naide.com]]"},
		not: []string{"@mention", "@media print", "@Override", "foo@bar", "user@localhost", "icon@2x.png", "react@18.2.0", "pkg@^1.2.3", "@org/pkg", "1@2.50", "=@A1", "sip:mari@naide.ee", "xmpp:mari@naide.ee", "https://user:pass@naide.ee/x", "nimi @ firma.ee", "seen at the end.ee"},
	},
	"phone": {
		found: []string{"[[+372 5340 0030]]", "[[+372 53 4000 30]]", "[[+37253400030]]", "[[+372-53400030]]", "[[+372(53)400030]]", "[[(+372) 5340 0030]]", "[[00372 5340 0030]]", "tel [[372 5340 0030]]", "[[5340 0030]]", "tel [[53 400 030]]", "tel [[534 00 030]]", "tel [[521 3057]]", "tel [[627 4135]]", "Telefon: [[+372 53 4000 30]]",
			"jättis numbri [[5340 0030]]", "puh. [[040 123 4567]]", "[[8 (916) 123-45-67]], тел", "тел [[8 (916) 123-45-67]]", "[[+7 (916) 123-45-67]]", "[[+380 44 123 4567]]", "tel [[+358 40 123 4567]]", "[[+371 26123456]]", "[[+370 612 34567]]", "[[+46 70-123 45 67]]"},
		not: []string{"arve 70000310", "tk 5000000", "kood 6012345", "040 123 4567", "5 340 003 eurot", "5340.00", "arve nr 5340003", "tellimus 5340003", "EAN 4740012345678", "10111", "13.21.04", "1.2.3.4", "2.1.3.1", "1,234,567", "saadetis EE123456789EE", "registrikood 11091789",
			"1988-05-03", "15.02.1988", "19880503", "112", "1345", "59.4370, 24.7536"},
	},
	"iban": {
		found: []string{"[[EE382200221020145685]]", "[[EE471000001020145685]]", "[[EE762200221001234560]]", "[[EE891000102200345670]]", "[[EE707700771000123452]]", "[[FI2112345600000785]]", "[[LV80BANK0000435195001]]", "[[LT121000011101001000]]", "IBAN:[[EE382200221020145685]]", "[[ee38 2200 2210 2014 5685]]", "[[EE38-2200-2210-2014-5685]]"},
		not:   []string{"EE382200221020145686", "EE38220022102014568", "XX382200221020145685", "382200221020145685"},
	},
	"payment_card": {
		found: []string{"[[4111111111111111]]", "[[5555555555554444]]", "[[378282246310005]]", "[[6011111111111117]]", "[[3530111333300000]]", "[[30569309025904]]", "[[4000056655665556]]", "[[2223003122003222]]", "[[4111-1111-1111-1111]]", "kaart [[3782 822463 10005]]"},
		not:   []string{"4111111111111112", "1111111111111111", "411111111111111", "IMEI 490154203237518", "4111 11** **** 1111", "94111111111111111", "kliendikaart 4111111111111111"},
	},
	"document_id": {
		found: []string{"pass [[KE0123456]]", "passi nr [[K0123456]]", "ID-kaart [[AA0123456]]", "juhiloa nr [[ET123456]]", "elamisloa nr [[B0123456]]", "паспорт [[4510 123456]]", "passin numero [[FP1234567]]",
			"[[L898902C36UTO7408122F1204159ZE184226B<<<<<10]]"},
		not: []string{"KE0123456", "artikkel KE0123456", "passi pole", "kaart AB1234567", "dokumendi nr 123", "pass kehtib 2026"},
	},
	"vehicle_plate": {
		found: []string{"auto [[123 ABC]]", "parklas [[456DEF]]", "[[123-ABC]]", "auto [[123\u00a0ABC]]", "auto [[12 ABC]]", "mootorratas [[12 AB]]", "autonumber [[AB 12]]", "sõiduk [[A 999]]", "autonumber [[AA 9999]]", "autonumber [[ABC-123]]", "auto [[LV-1234]]", "numbrimärk [[MARI88]]", "auto [[123abc]]"},
		not:   []string{"123 EUR", "12 AAA patareid", "ISO 900", "COVID-19", "100 uut", "07 UTC", "RHK-10", "EST-202", "TV 3", "MK 48", "ATP 149", "300 GB", "ABC-123", "0xAB12", "123abc"},
	},
	"birth_date": {
		found: []string{"sündinud [[15.02.1988]]", "sünd. [[03.05.80]]", "snd [[1980-05-03]]", "sündinud [[3.V 1980]]", "sündinud [[3. mai 1980]]", "sündinud [[3. mail 1980]]", "dob [[03/05/1980]]", "born [[1980-05-03]]", "syntymäaika [[3.5.1980]]", "дата рождения [[03.05.1980]]", "dzimšanas [[03.05.1980]]", "gimimo data [[1980-05-03]]", "född [[1980-05-03]]", "sündinud [[1980]]", "klient, [[45]]-aastane"},
		not:   []string{"17.11.2017", "2020-6-4 kello 13.21.04", "sündinud 31.02.1988", "sündinud 30.11.2026", "tarne 15.02.1988", "10-aastane garantii", "sündinud Tartus"},
	},
	"address": {
		found: []string{"[[Näidise tn 51-12]]", "[[Kase tänav 4a]]", "elab [[Pikk tn 7 krt 3]]", "[[Tondi 51-12, Tallinn 11316]]", "aadress [[Metsa talu, Aru küla]]", "[[Kiriku tn 4-2]]", "[[Isamaa pst 3, Tartu]]"},
		not:   []string{"tee 2 tk", "mnt 15000", "teen tee 5 minutiga", "Tallinn 2026", "tänav 5", "Lahe talu mesi", "Rannas kell 12"},
	},
	"password":         {found: []string{"parool: [[kala123]]", "parool on [[Kala!23]]", "pwd=[[s3cr3t]]", "https://user:[[pass]]@naide.ee/x", "salasõna - [[Tuul77]]", "пароль: [[kala123]]"}, not: []string{"parool unustatud", "parool: vahetada", "parool muudetud", "parool: ei tea", "parool puudub", "parool: ***", "parool sama", "parool: reset", "pin on kott"}},
	"username":         {found: []string{"kasutajanimi: [[mariliis88]]", "login=[[mtamm]]", "username: [[mari.m]]"}, not: []string{"kasutaja mari", "login õnnestus"}},
	"messenger":        {found: []string{"skype: [[mari.maasikas]]", "telegram [[@maritamm]]", "skype [[live:mari88]]"}, not: []string{"Skype", "viberis rääkisime", "facebook.com/naide"}},
	"customer_card":    {found: []string{"kliendikaart [[900123456789]]", "kaardi nr [[9001 2345 6789]]"}, not: []string{"900123456789", "kliendikaart 12345"}},
	"employer":         {found: []string{"töötab [[Näidis OÜ]]", "tööandja [[AS Näidis]]"}, not: []string{"Näidis OÜ", "töötab juhina"}},
	"ip_address":       {found: []string{"ip [[198.51.100.7]]", "[[85.253.10.17]]", "[[2a02:2f0a:1c3:9f::42]]", "ip [[192.168.1.10]]"}, not: []string{"v85.253.10.17", "ver 85.253.10.17.3", "2.1.3.1", "085.253.10.17", "6.0.14.2", "300.253.10.17", "12:30:45"}},
	"mac_address":      {found: []string{"[[00:1a:2b:3c:4d:5e]]", "[[00-1A-2B-3C-4D-5E]]", "mac [[001a.2b3c.4d5e]]"}, not: []string{"00:1a:2b:3c:4d", "12:30:45:10:11", "001a.2b3c.4d5e"}},
	"reference_number": {found: []string{"viitenumber [[1232]]", "viide [[RF18539007547034]]"}, not: []string{"1232", "viitenumber 1233"}},
	"company_code":     {found: []string{"FIE Mari Maasikas, reg [[11091789]]"}, not: []string{"reg 11091789", "KMKR EE101235282", "KMKR EE100366327", "registrikood 10890199", "registrikood 70000310"}},
}

func TestVectors(t *testing.T) {
	s := newScanner(t)
	total := 0
	for category, v := range vectors {
		for _, e := range v.found {
			total++
			text, want := detectors.Marked(e)
			var got []string
			for _, f := range look(t, s, text) {
				if f.category == category && f.likelihood >= scanner.Possible {
					got = append(got, f.text)
				}
			}
			if strings.Join(got, "|") != strings.Join(want, "|") {
				t.Errorf("%s: %q: found %q, want %q", category, text, got, want)
			}
		}
		for _, text := range v.not {
			total++
			for _, f := range look(t, s, text) {
				if f.category == category && f.likelihood >= scanner.Possible {
					t.Errorf("%s: %q: found %q as %s at %v", category, text, f.text, f.rule, f.likelihood)
				}
			}
		}
	}
	if total < 250 {
		t.Errorf("only %d vectors", total)
	}
}

// TestAges holds the vectors of the child rule.
func TestAges(t *testing.T) {
	asOf := detectors.MakeDate(2026, 11, 22)
	for _, c := range []struct {
		born string
		age  int
		band string
	}{{"2010-11-22", 16, "16_to_17"}, {"2010-11-23", 15, "13_to_15"}, {"2013-11-22", 13, "13_to_15"}, {"2013-11-23", 12, "under_13"}, {"2008-11-22", 18, "adult"}, {"1910-01-01", 116, "deceased_possible"}} {
		d, err := detectors.ParseDate(c.born)
		if err != nil {
			t.Fatal(err)
		}
		if a := detectors.Age(d, asOf); a != c.age || detectors.AgeBand(a) != c.band {
			t.Errorf("%s: %d %s, want %d %s", c.born, a, detectors.AgeBand(a), c.age, c.band)
		}
	}
	leap, _ := detectors.ParseDate("2012-02-29") // birthday on 1 March in common years
	if a := detectors.Age(leap, detectors.MakeDate(2026, 2, 28)); a != 13 {
		t.Errorf("born on 29 February, on 28 February: %d", a)
	}
	if a := detectors.Age(leap, detectors.MakeDate(2026, 3, 1)); a != 14 {
		t.Errorf("born on 29 February, on 1 March: %d", a)
	}
}
