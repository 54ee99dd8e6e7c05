package detectors

// MessengerAny finds handles of chat programs behind their names.
var MessengerAny = &Detector{
	Name:     "messenger.any",
	Category: Messenger,
	Doc: `Does not find handles that no program's name announces; a bare name ("Skype'is rääkisime") is nothing.
Finds the handle behind skype, teams, telegram, viber, whatsapp, facebook, fb, messenger, instagram, ig, discord,
linkedin, signal with ":" or "@".`,
	Anchors: []Anchor{{Kind: Words, Words: joinWords(wordList(0, "skype teams telegram whatsapp viber facebook messenger instagram insta discord linkedin signal snapchat tiktok"),
		[]Word{{Text: "fb", Then: ":/ =@"}, {Text: "ig", Then: ":/ =@"}})}},
	Check: checkMessenger,
	Cell: func(p *Pass, lo, hi int) {
		if lo, hi = trimCell(p.Text, lo, hi); lo < hi && token(p.Text, lo, hi) == hi && !placeholder(p.Text[lo:hi]) && !isDigit(p.Text[lo]) {
			p.Report(lo, hi, Evidence{Terms: [3]Term{{"handle", 35}}, Header: 60})
		}
	},
	Context: Context{
		Header: []string{"skype", "telegram", "whatsapp", "viber", "messenger", "discord", "facebook", "instagram"},
	},
	Examples: []string{
		"skype: [[mari.maasikas]]",
		"telegram [[@maritamm]]",
		"fb: [[mari.maasikas.5]]",
		"skype [[live:mari88]]",
		"rääkisime Skype'is homme",
		"facebook reklaam: 200",
	},
}

func checkMessenger(p *Pass, at At) {
	t := p.Text
	_, fhi := p.Bounds(at.Pos)
	i := at.Pos + at.Len
	if r := byteAt(t, i); r == '.' || r == '/' || r == '-' || r == '@' {
		return // facebook.com
	}
	marked := false
	for i < fhi {
		switch {
		case blank(t, i) > 0:
			i += blank(t, i)
			continue
		case t[i] == ':' || t[i] == '=':
			marked = true
			i++
			continue
		}
		break
	}
	if i >= fhi {
		return
	}
	end := token(t, i, fhi)
	handle := t[i:end]
	switch {
	case len(handle) > 1 && handle[0] == '@':
		handle = handle[1:]
	case len(handle) > 5 && string(handle[:5]) == "live:":
		handle = handle[5:]
	case !marked:
		return
	}
	if len(handle) < 4 || len(handle) > 32 || !isLetter(handle[0]) || placeholder(handle) {
		return
	}
	signs := false
	for k, c := range handle {
		if !isAlnum(c) && c != '.' && c != '_' && c != '-' {
			return
		}
		signs = signs || !isLetter(c) || k > 0 && isUpper(c)
	}
	if marked && !signs && p.Text[i] != '@' && end < fhi && blank(t, end) > 0 && letters(t, end+1, fhi) > end+1 {
		return // "Facebook: uus reklaam": words of a sentence
	}
	p.Report(i, end, Evidence{Terms: [3]Term{{"behind a program's name", 55}}, Header: 70})
}
