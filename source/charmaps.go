package source

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The code pages that exports of this region are written in. CP775 is the DOS
// code page of the Baltic states, of which golang.org/x/text knows nothing.
var (
	Windows1257 = newCharmap("windows-1257", charmap.Windows1257)
	Windows1252 = newCharmap("windows-1252", charmap.Windows1252)
	Windows1251 = newCharmap("windows-1251", charmap.Windows1251)
	ISO8859_4   = newCharmap("iso-8859-4", charmap.ISO8859_4)
	ISO8859_15  = newCharmap("iso-8859-15", charmap.ISO8859_15)
	CP866       = newCharmap("cp866", charmap.CodePage866)
	CP775       = &Charmap{Name: "cp775", runes: [128]rune([]rune(
		"ĆüéāäģåćłēŖŗīŹÄÅÉæÆōöĢ¢ŚśÖÜø£Ø×¤ĀĪóŻżź”¦©®¬½¼Ł«»░▒▓│┤ĄČĘĖ╣║╗╝ĮŠ┐" +
			"└┴┬├─┼ŲŪ╚╔╩╦╠═╬Žąčęėįšųūž┘┌█▄▌▐▀ÓßŌŃõÕµńĶķĻļņĒŅ’­±“¾¶§÷„°∙·¹³²■ "))}
)

// candidates in the order in which ties are settled: what Baltic Windows wrote
// comes first, and 8859-13, which has the same letters, counts as windows-1257.
var candidates = []*candidate{
	newCandidate(Windows1257), newCandidate(Windows1252), newCandidate(ISO8859_15), newCandidate(CP775),
	newCandidate(ISO8859_4), newCandidate(Windows1251), newCandidate(CP866),
}

// A candidate is a code page with what each of its upper bytes stands for.
type candidate struct {
	*Charmap
	class    [128]charClass
	cyrillic bool
}

type charClass struct {
	letter, upper bool
	weight        int // how often languages of this region have the letter
	mark          int // for others: what it costs beside a letter
}

// letterWeights: Estonian first, then its neighbours. Letters that are not listed
// speak against a code page.
var letterWeights = func() map[rune]int {
	w := map[rune]int{}
	for weight, letters := range map[int]string{4: "äöõü", 3: "šžå", 2: "āčēģīķļņūąęėįųéß", 0: "èêëóñæøáíúçâîôàłńśźżćďťřů"} {
		for _, r := range letters {
			w[r] = weight
			w[unicode.ToUpper(r)] = weight
		}
	}
	return w
}()

// marks that stand beside letters in good text.
const marks = "„“”‘’‚«»–—…•°§€£©®™½¼¾²³¹\u00a0\u00ad"

func newCandidate(cm *Charmap) *candidate {
	c := &candidate{Charmap: cm, cyrillic: cm == Windows1251 || cm == CP866}
	for i, r := range cm.runes {
		k := &c.class[i]
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			k.letter, k.upper, k.weight = true, unicode.IsUpper(r), 2
		case unicode.IsLetter(r):
			k.letter, k.upper, k.weight = true, unicode.IsUpper(r), -3
			if w, ok := letterWeights[r]; ok {
				k.weight = w
			}
			if c.cyrillic {
				k.weight = -3
			}
		case r < 0xa0: // a control
			k.mark = -8
		default:
			k.mark = -6
			for _, m := range marks {
				if m == r {
					k.mark = -1
				}
			}
		}
	}
	return c
}

// Score chooses the code page in which the upper bytes of text make the most
// plausible words: letters that the region's languages have, capitals where words
// begin, signs between words. Valid UTF-8 sequences count as letters of their
// own. The margin is the distance to the next code page that reads the text
// differently, in the same points.
func Score(text []byte) (cm *Charmap, margin int) {
	const most = 4000 // bytes with the upper bit are enough for a verdict
	var score [16]int
	differ := [16]bool{}
	seen := 0
	run := 0 // upper bytes just before
	for i := 0; i < len(text) && seen < most; i++ {
		b := text[i]
		if b < 0x80 {
			run = 0
			continue
		}
		if _, n := utf8.DecodeRune(text[i:]); n > 1 {
			i += n - 1
			run = 0
			continue
		}
		seen++
		run++
		for k, c := range candidates {
			s := c.judge(text, i, run)
			score[k] += s
			if c.runes[b-0x80] != candidates[0].runes[b-0x80] {
				differ[k] = true
			}
		}
	}
	best := 0
	for k := range candidates {
		if score[k] > score[best] {
			best = k
		}
	}
	if score[best] <= 0 { // nothing speaks for any of them
		best = 0
	}
	margin = 1 << 20
	for k := range candidates {
		if k != best && (differ[k] || differ[best]) {
			margin = min(margin, score[best]-score[k])
		}
	}
	return candidates[best].Charmap, margin
}

// judge gives points to the byte at i, the run-th of neighbouring upper bytes.
func (c *candidate) judge(text []byte, i, run int) int {
	k := c.class[text[i]-0x80]
	before, beforeUpper := c.letterAt(text, i-1)
	after, afterUpper := c.letterAt(text, i+1)
	if !k.letter {
		switch {
		case before && after:
			return k.mark * 2
		case before || after:
			return k.mark
		}
		return min(k.mark+4, 0)
	}
	s := k.weight
	if c.cyrillic {
		ascii := i > 0 && isASCIILetter(text[i-1]) || i+1 < len(text) && isASCIILetter(text[i+1])
		alone := !before && !after
		switch {
		case ascii:
			s -= 8
		case alone:
			s -= 2
		}
	} else if run > 2 { // words of Latin script have few letters with marks in a row
		s -= 6
	}
	switch {
	case k.upper && before && !beforeUpper: // a capital inside a word
		s -= 8
	case !k.upper && before && beforeUpper && after && afterUpper:
		s -= 6
	case !before && !after && !c.cyrillic:
		s -= 2
	}
	return s
}

// letterAt tells whether the byte at i is a letter, and a capital.
func (c *candidate) letterAt(text []byte, i int) (letter, upper bool) {
	if i < 0 || i >= len(text) {
		return false, false
	}
	b := text[i]
	if b < 0x80 {
		return isASCIILetter(b), b <= 'Z'
	}
	k := c.class[b-0x80]
	return k.letter, k.upper
}
