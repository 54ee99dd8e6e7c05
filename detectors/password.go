package detectors

import "bytes"

// PasswordAny finds passwords and PINs behind their words and in URLs.
var PasswordAny = &Detector{
	Name:     "password.any",
	Category: Password,
	Doc: `Does not find passwords that no word announces, passwords of several words, and a label without "on", ":", "=",
"-" or "is" behind it. Says nothing about "parool unustatud" and other notes without a value.
Finds one token behind parool, salasõna, password, PIN and their kin, user:password@host in URLs, and every filled cell of a
password column. Hashes are possible.`,
	Anchors: []Anchor{
		{Kind: Words, Words: joinWords(
			forms(0, "parool", "", "i", "iga", "iks", "iga", "id"), forms(0, "salasõna", "", "ga", "ks"), wordList(0, "salasona password passwd pwd passcode pass passphrase"),
			forms(1, "pin", "", "i", "iks"), wordList(1, "puk cvc cvv"), forms(0, "pinkood", "", "i", "iks"), wordList(0, "salasana salasanan parole slaptažodis пароль пароля lösenord"))},
		{Kind: Byte, Byte: '@'},
	},
	Check: checkPassword,
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi && !stopPassword(p.Text[lo:hi]) {
			passwordAt(p, lo, hi, 50)
		}
	},
	Normal: func(dst, value []byte) []byte { return append(dst, value...) },
	Context: Context{
		Header: []string{"parool", "salasona", "salasõna", "password", "passwd", "pwd", "pin", "pin kood", "salasana", "пароль"},
	},
	Examples: []string{
		"parool: [[kala123]]",
		"parool on [[Kala!23]].",
		"PIN-kood: [[4821]]",
		"pwd=[[s3cr3t]]",
		"https://mari:[[kala123]]@naide.ee/x",
		"parool unustatud",
		"parool: vahetada",
		"parool on vaja vahetada",
		"password: ********",
		"parooli vahetus tehtud",
	},
}

// stopPasswords stand where a password would and are none.
const stopPasswords = " unustatud unustas unustanud vahetada vahetatud vahetati muudetud muuta muudeti ei ebaõige vale õige teadmata puudub sama samuti vaja reset kadunud saadetud saata saadeti määratud määramata uus vana nõutav kohustuslik tugev nõrk " +
	"aegunud lukus tema minu klient kliendi kliendil kliendile is not the your forgotten required invalid wrong incorrect expired changed null none string true false varchar char text not set to for on in at and or ja või et kui see mis " +
	"palun sisesta kirjas eraldi turvaline salajane igaks juhuks hashitud krüpteeritud teada isiklik antud "

func stopPassword(v []byte) bool {
	if placeholder(v) || inList(stopPasswords, v) {
		return true
	}
	for _, c := range v {
		if c != '*' && c != 'x' && c != 'X' && c != '.' && c != '_' && c != '-' && c != '#' && c != '?' {
			return false
		}
	}
	return true // a placeholder of a form
}

func checkPassword(p *Pass, at At) {
	t := p.Text
	flo, fhi := p.Bounds(at.Pos)
	if t[at.Pos] == '@' {
		urlPassword(p, flo, at.Pos)
		return
	}
	i := at.Pos + at.Len
	if i < fhi && t[i] == '-' { // PIN-kood
		if e := letters(t, i+1, fhi); e > i+1 && inList(" kood koodi koodiks code ", t[i+1:e]) {
			i = e
		}
	}
	connected := false
	for step := 0; step < 2; step++ {
		for i < fhi && blank(t, i) > 0 {
			i += blank(t, i)
		}
		if i < fhi && (t[i] == ':' || t[i] == '=' || t[i] == '-' && blank(t, i+1) > 0) {
			connected = true
			i++
			continue
		}
		if e := letters(t, i, fhi); e > i && inList(" on is oli kood code = ", t[i:e]) {
			connected = connected || !inList(" kood code ", t[i:e])
			i = e
			continue
		}
		break
	}
	for i < fhi && (blank(t, i) > 0 || t[i] == '"' || t[i] == '\'' || t[i] == '`') {
		connected = connected || t[i] == '\'' || t[i] == '"' // PASSWORD 'kala123'
		i += max(blank(t, i), 1)
	}
	if !connected || i >= fhi || t[i] <= ' ' {
		return
	}
	end := passwordEnd(t, i, fhi)
	if end-i < 3 || end-i > 160 || stopPassword(t[i:end]) {
		return
	}
	if at.Arg == 1 { // a PIN is digits
		if n := end - i; n < 3 || n > 12 || digitRun(t, i) != end {
			return
		}
	} else if plain := letters(t, i, end) == end; plain && end < fhi && blank(t, end) > 0 && letters(t, end+1, fhi) > end+1 {
		return // "parool on meil alati olemas": a sentence
	}
	passwordAt(p, i, end, 70)
}

// passwordEnd returns the end of the token; brackets and quotes may be a part of it.
func passwordEnd(t []byte, i, hi int) int {
	end := i
	for end < hi && t[end] > ' ' && blank(t, end) == 0 && t[end] != '"' && t[end] != '\'' && t[end] != '`' && t[end] != '<' {
		end++
	}
	for end > i && (t[end-1] == '.' || t[end-1] == ',' || t[end-1] == ';' || t[end-1] == ')') {
		end--
	}
	return end
}

func passwordAt(p *Pass, lo, hi int, base Score) {
	e := Evidence{Terms: [3]Term{{"its word", base}}, Header: 90}
	if hashLike(p.Text[lo:hi]) {
		e.Terms[1], e.Cap = Term{"a hash", -15}, 59
	}
	p.Report(lo, hi, e)
}

// hashLike tells the hashes of crypt and PostgreSQL and 32, 40, 64 or 128 hexadecimal digits.
func hashLike(v []byte) bool {
	if len(v) > 4 && v[0] == '$' && (v[1] == '2' || v[1] == 'a' || v[1] == '5' || v[1] == '6' || v[1] == '1') {
		return true
	}
	if bytes.HasPrefix(v, []byte("SCRAM-SHA-")) || bytes.HasPrefix(v, []byte("md5")) && len(v) == 35 {
		return true
	}
	switch len(v) {
	case 32, 40, 64, 128:
		for _, c := range v {
			if !isHex(c) {
				return false
			}
		}
		return true
	}
	return false
}

// urlPassword reads scheme://user:password@host.
func urlPassword(p *Pass, flo, at int) {
	t := p.Text
	lo := at
	for lo > flo && at-lo < 128 && t[lo-1] > ' ' && t[lo-1] != '/' && t[lo-1] != '"' && t[lo-1] != '@' {
		lo--
	}
	if lo-3 < flo || string(t[lo-3:lo]) != "://" {
		return
	}
	colon := indexByte(t[lo:at], ':')
	if colon <= 0 || colon+1 == at-lo || !isAlnum(byteAt(t, at+1)) || stopPassword(t[lo+colon+1:at]) {
		return
	}
	p.Report(lo+colon+1, at, Evidence{Terms: [3]Term{{"credentials of a URL", 80}}})
}
