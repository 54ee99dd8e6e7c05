package detectors

// UsernameAny finds user names behind their words.
var UsernameAny = &Detector{
	Name:     "username.any",
	Category: Username,
	Doc: `Does not find user names that no word and no column names, and names behind a word without ":" or "=".
Finds the token behind kasutajanimi, login, username, käyttäjätunnus, логин with ":" or "=", and the cells of user name columns.`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(
		forms(0, "kasutajanim", "i", "e", "ega", "eks"), forms(0, "kasutajatunnus", "", "e", "ega", "eks"), wordList(0, "kasutaja login username user käyttäjätunnus логин lietotājvārds användarnamn"))}},
	Check: func(p *Pass, at At) {
		_, fhi := p.Bounds(at.Pos)
		t := p.Text
		i := at.Pos + at.Len
		if i+5 <= fhi && (t[i] == '_' || t[i] == ' ') && inList(" name ", t[i+1:i+5]) {
			i += 5
		}
		for i < fhi && blank(t, i) > 0 {
			i += blank(t, i)
		}
		if i >= fhi || t[i] != ':' && t[i] != '=' {
			return
		}
		i++
		for i < fhi && (blank(t, i) > 0 || t[i] == '"' || t[i] == '\'') {
			i += max(blank(t, i), 1)
		}
		usernameAt(p, i, fhi, 55)
	},
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi && token(p.Text, lo, hi) == hi {
			usernameAt(p, lo, hi, 35)
		}
	},
	Context: Context{
		Header: []string{"kasutajanimi", "kasutajatunnus", "username", "user name", "login", "loginname", "käyttäjätunnus", "логин"},
	},
	Examples: []string{
		"kasutajanimi: [[mariliis88]]",
		"login=[[mtamm]]",
		"kasutaja: puudub",
		"login õnnestus",
		"user: mari@naidis.test",
	},
}

func usernameAt(p *Pass, i, fhi int, base Score) {
	t := p.Text
	end := token(t, i, fhi)
	if end-i < 2 || end-i > 64 || placeholder(t[i:end]) || indexByte(t[i:end], '@') >= 0 || indexByte(t[i:end], '/') >= 0 || digitRun(t, i) == end && end-i > 6 {
		return
	}
	p.Report(i, end, Evidence{Terms: [3]Term{{"its word", base}}, Header: 60})
}
