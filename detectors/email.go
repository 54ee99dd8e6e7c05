package detectors

import (
	"bytes"
	"strings"
	"sync"
)

// Email finds e-mail addresses (RFC 5321 sizes; domain syntax as mail is
// written in practice, not the full RFC 5322 grammar).
var Email = &Detector{
	Name:     "email.address",
	Category: EMail,
	Doc: `Does not find quoted local parts, address literals in brackets, domains without a dot, package versions
(react@18.2.0), file names (icon@2x.png), and the user name of a URL.
Finds addresses with letters of any alphabet, role mailboxes (email.role, severity info) and common disguises:
nimi [at] firma.ee, nimi(ät)firma.ee, nimi at firma punkt ee.`,
	Anchors: []Anchor{
		{Kind: Byte, Byte: '@'},
		{Kind: Words, Words: []Word{{Text: "at", Then: ")]}#_ "}, {Text: "ät", Then: ")]}"}, {Text: "miukumauku"}, {Text: "собака"}}},
		{Kind: Byte, Byte: '('}, // (a) and (ä)
	},
	Check:    checkEmail,
	Variants: []Variant{{ID: "email.role", Info: true}, {ID: "email.technical", Info: true}},
	Normal:   normalEmail,
	Context: Context{
		Raise:  []string{"e-post", "epost", "=meil", "meili", "email", "e-mail", "mail to", "contact", "kontakt", "sähköpost", "spost", "maili", "почт", "мейл", "имейл", "=kiri", "kirjuta"},
		Header: []string{"epost", "e post", "meil", "email", "e mail", "mail", "kontakt email", "contact email", "sähköposti", "sposti", "почта", "epasts", "e pasts", "el paštas"},
	},
	Examples: []string{
		"kiri: [[mari.tamm@naidis.test]].",
		"<[[juri@example.com]]>, mailto:[[o'brien@example.org]]",
		"[[mäger.õnne@näide.ee]]",
		"[[a@firma.ee]],[[b@firma.ee]]",
		"arved saata [[info@firma.ee]]",
		"meil [[nimi [at] firma.ee]]",
		"kirjuta [[nimi(ät)firma.ee]]",
		"kirjuta [[nimi at firma punkt ee]]",
		"icon@2x.png",
		"react@18.2.0 pkg@^1.2.3 @org/pkg",
		"@mention @media foo@bar user@localhost",
		"1@2.50 =@A1",
		"git@host.ee:repo",
		"sip:mari@naidis.test",
		"maja at the end of road.ee",
	},
}

const (
	longestLocal   = 64  // RFC 5321 4.5.3.1.1
	longestAddress = 254 // RFC 5321 4.5.3.1.3 with the RFC 3696 erratum
)

// localByte tells the bytes of a local part. Of RFC 5322's specials those are
// left out that in practice stand in front of an address in URLs and lists.
func localByte(c byte) bool {
	return isAlnum(c) || c >= 0x80 || c == '.' || c == '_' || c == '-' || c == '+' || c == '\'' || c == '~' || c == '!' || c == '$' || c == '*' || c == '%' || c == '^'
}

func domainByte(c byte) bool { return isAlnum(c) || c >= 0x80 || c == '-' || c == '.' }

func checkEmail(p *Pass, at At) {
	t := p.Text
	switch {
	case t[at.Pos] == '(':
		for _, sign := range [...]string{"(a)", "(ä)"} {
			if end := at.Pos + len(sign); end <= len(t) && string(t[at.Pos:end]) == sign {
				disguise(p, at.Pos, end, false)
			}
		}
		return
	case t[at.Pos] != '@':
		disguised(p, at)
		return
	}
	if c := byteAt(t, at.Pos+1); !isAlnum(c) && c < 0x80 {
		bracketedAt(p, at.Pos)
		return
	}
	flo, fhi := p.Bounds(at.Pos)
	lo := leftLocal(t, flo, at.Pos)
	if lo == at.Pos {
		return
	}
	hi := at.Pos + 1
	for hi < fhi && hi-lo <= longestAddress && domainByte(t[hi]) {
		hi += runeOrByte(t[hi:fhi])
	}
	report(p, flo, fhi, lo, at.Pos, at.Pos+1, hi, Evidence{})
}

// runeOrByte returns the bytes of the character at the start of t, or 1. What
// ends a domain in running text is a quotation mark or dash above U+2000.
func runeOrByte(t []byte) int {
	switch {
	case t[0] < 0xC0:
		return 1
	case t[0] < 0xE0:
		return min(2, len(t))
	}
	return min(3, len(t))
}

// punctuation tells whether the multi-byte character at t[i] is no letter:
// U+0080-U+00BF and U+2000-U+2FFF.
func punctuation(t []byte, i int) bool { c := byteAt(t, i); return c == 0xC2 || c == 0xE2 }

// leftLocal returns where the local part that ends at end begins.
func leftLocal(t []byte, flo, end int) int {
	lo := end
	for lo > flo && end-lo < longestLocal+4 && localByte(t[lo-1]) {
		k := lo - 1
		for k > flo && t[k] >= 0x80 && t[k] < 0xC0 {
			k--
		}
		if punctuation(t, k) {
			break
		}
		lo = k
	}
	for lo < end && (t[lo] == '\'' || t[lo] == '*' || t[lo] == '!' || t[lo] == '$' || t[lo] == '%' || t[lo] == '^' || t[lo] == '~' || t[lo] == '-' || t[lo] == '+') {
		lo++
	}
	// An ellipsis before an address is none of it; one that hides the end of a
	// local part (franz371...@) is.
	if i := bytes.LastIndex(t[lo:end], []byte("...")); i >= 0 && lo+i+3 < end {
		lo += i + 3
	}
	return lo
}

// report weighs the address t[lo:sep1] + "@" + t[sep2:hi] and reports it.
func report(p *Pass, flo, fhi, lo, sep1, sep2, hi int, e Evidence) {
	t := p.Text
	for k := sep2; k < hi; k++ { // quotation marks and dashes end a domain
		if punctuation(t, k) {
			hi = k
			break
		}
	}
	for hi > sep2 && (t[hi-1] == '.' || t[hi-1] == '-') {
		hi--
	}
	if sep1-lo > longestLocal || hi-lo > longestAddress || sep1 == lo {
		return
	}
	hi, suffix := domain(t, sep2, hi)
	if hi == 0 {
		return
	}
	disguise := e.Terms[0].Name != ""
	if !disguise {
		switch suffix {
		case knownSuffix:
			e.Terms = [3]Term{{"address", 50}, {"known domain suffix", 25}}
		case unknownSuffix:
			e.Terms = [3]Term{{"address", 50}}
		case gluedSuffix:
			e.Terms = [3]Term{{"address with text glued to it", 45}}
		}
	}
	local := t[lo:sep1]
	before := byteAt(t, lo-1)
	if lo <= flo {
		before = 0
	}
	switch {
	case before == '/' && bytes.HasSuffix(t[flo:lo], []byte("://")),
		before == ':' && inCredentials(t[flo:lo]):
		return // user name or password of a URL
	case before == ':' && (hasScheme(t[flo:lo], "sip") || hasScheme(t[flo:lo], "sips") || hasScheme(t[flo:lo], "xmpp")):
		return
	case hi < fhi && byteAt(t, hi) == ':' && hi+1 < fhi && (isAlnum(t[hi+1]) || t[hi+1] == '/') && !disguise,
		hexID(local):
		e.Variant, e.Cap = 2, 20 // user@host:path, message identifiers
	case roleMailbox(local):
		e.Variant = 1
	}
	if e.Variant == 0 && bytes.IndexByte(local, '.') > 1 && e.Terms[2].Name == "" {
		e.Terms[2] = Term{"first.last", 5}
	}
	if local[0] == '.' || local[len(local)-1] == '.' || bytes.Contains(local, []byte("..")) {
		e.Terms[2] = Term{"dots in local part", -20}
	}
	e.Test = reservedDomain(t[sep2:hi])
	p.Report(lo, hi, e)
}

type suffixKind uint8

const (
	knownSuffix suffixKind = iota
	unknownSuffix
	gluedSuffix
)

// domain checks the labels of t[lo:hi] and returns the end of the domain and
// what its suffix is, or 0 if it is no domain.
func domain(t []byte, lo, hi int) (int, suffixKind) {
	d := t[lo:hi]
	dot := bytes.LastIndexByte(d, '.')
	if dot <= 0 {
		return 0, 0
	}
	label := 0
	for i := 0; i <= dot; i++ {
		if d[i] != '.' {
			continue
		}
		if i == label || i-label > 63 || d[label] == '-' || d[i-1] == '-' {
			return 0, 0
		}
		label = i + 1
	}
	last := d[dot+1:]
	if len(last) < 2 || len(last) > 63 {
		return 0, 0
	}
	for _, c := range last {
		if !isLetter(c) && c < 0x80 {
			return 0, 0
		}
	}
	if fileExtensionSet.has(last) {
		return 0, 0
	}
	if suffixSet.has(last) {
		return hi, knownSuffix
	}
	for n := len(last) - 1; n >= 2; n-- { // firma.eeTel: the longest suffix before a capital
		if isUpper(last[n]) && suffixSet.has(last[:n]) && !isUpper(last[n-1]) {
			return lo + dot + 1 + n, gluedSuffix
		}
	}
	return hi, unknownSuffix
}

// inList tells whether word is in a list of lower-case words with single
// spaces around each.
func inList(list string, word []byte) bool {
	var buf [66]byte
	if len(word) > 64 {
		return false
	}
	b := append(buf[:0], ' ')
	for _, c := range word {
		if isUpper(c) {
			c |= 0x20
		}
		b = append(b, c)
	}
	b = append(b, ' ')
	return strings.Contains(list, string(b))
}

// wordSet is a long list for lookups, made when it is first asked.
type wordSet func() map[string]bool

func setOf(list string) wordSet {
	return sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.Fields(list) {
			set[w] = true
		}
		return set
	})
}

// has is inList for a set.
func (s wordSet) has(word []byte) bool {
	var buf [64]byte
	if len(word) > len(buf) {
		return false
	}
	b := buf[:len(word)]
	for i, c := range word {
		if isUpper(c) {
			c |= 0x20
		}
		b[i] = c
	}
	return s()[string(b)]
}

var (
	fileExtensionSet = setOf(fileExtensions)
	suffixSet        = setOf(suffixes)
	roleMailboxSet   = setOf(roleMailboxes)
)

// hasScheme tells whether t ends in "scheme:" as a word of its own.
func hasScheme(t []byte, scheme string) bool {
	n := len(t) - len(scheme) - 1
	return n >= 0 && strings.EqualFold(string(t[n:len(t)-1]), scheme) && !isLetter(byteAt(t, n-1))
}

// inCredentials tells whether t ends in "scheme://user:".
func inCredentials(t []byte) bool {
	for i := len(t) - 2; i > 1 && len(t)-i < 128; i-- {
		if t[i] <= ' ' {
			return false
		}
		if t[i] == '/' && t[i-1] == '/' && t[i-2] == ':' {
			return true
		}
	}
	return false
}

// hexID tells message identifiers: 16 or more hexadecimal characters with digits among them.
func hexID(local []byte) bool {
	if len(local) < 16 {
		return false
	}
	digits := 0
	for _, c := range local {
		if !isHex(c) && c != '-' && c != '.' && c != '_' {
			return false
		}
		if isDigit(c) {
			digits++
		}
	}
	return digits >= 4
}

// disguised reads "nimi [at] firma.ee" and its kin at the word that stands for
// the @ sign.
func disguised(p *Pass, at At) {
	t := p.Text
	l, r := byteAt(t, at.Pos-1), byteAt(t, at.Pos+at.Len)
	word := t[at.Pos : at.Pos+at.Len]
	switch {
	case l == '(' && r == ')', l == '[' && r == ']', l == '{' && r == '}':
	case string(word) == "at" && (l == '#' && r == '#' || l == '_' && r == '_'):
	case string(word) == "at" && l == ' ' && r == ' ':
		openDisguise(p, at)
		return
	default:
		return
	}
	disguise(p, at.Pos-1, at.Pos+at.Len+1, false)
}

// bracketedAt reads "nimi[@]firma.ee" and "nimi @ firma.ee".
func bracketedAt(p *Pass, at int) {
	t := p.Text
	l, r := byteAt(t, at-1), byteAt(t, at+1)
	switch {
	case l == '[' && r == ']', l == '(' && r == ')':
		disguise(p, at-1, at+2, false)
	case l == ' ' && r == ' ' && p.Raised(at, at+1):
		disguise(p, at, at+1, false)
	}
}

// openDisguise needs a word for the dot as well: " at " alone is English.
func openDisguise(p *Pass, at At) { disguise(p, at.Pos, at.Pos+at.Len, true) }

// dotWords stand for the dot of a domain; they are read with or without blanks around.
var dotWords = [...]string{"[dot]", "(dot)", "[punkt]", "(punkt)", "(piste)", "[.]", " dot ", " punkt ", " piste "}

func disguise(p *Pass, lo, hi int, needDot bool) {
	t := p.Text
	flo, fhi := p.Bounds(lo)
	l, r := lo, hi
	if l > flo && t[l-1] == ' ' {
		l--
	}
	if r < fhi && t[r] == ' ' {
		r++
	}
	start := leftLocal(t, flo, l)
	end, dots := r, 0
	for end < fhi && end-r <= longestAddress {
		if domainByte(t[end]) {
			end += runeOrByte(t[end:fhi])
			continue
		}
		w := dotWordAt(t[end:fhi])
		if w == 0 {
			break
		}
		end += w
		dots++
	}
	end = min(end, fhi)
	for end > r && (t[end-1] == '.' || t[end-1] == '-') {
		end--
	}
	if start == l || end == r || needDot && dots == 0 {
		return
	}
	plain := plainDomain(t[r:end])
	n, kind := domain(plain, 0, len(plain))
	if n == 0 || kind != knownSuffix {
		return
	}
	p.Report(start, end, Evidence{Terms: [3]Term{{"disguised address", 45}}, Label: 70, Context: 70, Header: 70, Both: 75, Test: reservedDomain(plain)})
}

func dotWordAt(t []byte) int {
	for _, w := range dotWords {
		if len(t) > len(w) && string(t[:len(w)]) == w {
			return len(w)
		}
		if len(t) > len(w)+1 && t[0] == ' ' && w[0] != ' ' && string(t[1:len(w)+1]) == w {
			if t[len(w)+1] == ' ' {
				return len(w) + 2
			}
			return len(w) + 1
		}
	}
	return 0
}

// plainDomain replaces the words for dots.
func plainDomain(t []byte) []byte {
	var out []byte
	for i := 0; i < len(t); {
		if w := dotWordAt(t[i:]); w > 0 {
			out = append(out, '.')
			i += w
			continue
		}
		out = append(out, t[i])
		i++
	}
	return out
}

// normalEmail gives the address in lower case with @ and dots.
func normalEmail(dst, value []byte) []byte {
	if i := bytes.IndexByte(value, '@'); i > 0 && bytes.IndexByte(value, ' ') < 0 && bytes.IndexByte(value, '[') < 0 {
		return append(dst, bytes.ToLower(value)...)
	}
	v := plainDomain(bytes.ToLower(value))
	for _, sep := range [...]string{" [at] ", "[at]", " (at) ", "(at)", "{at}", "(ät)", "[ät]", "(ä)", "(a)", "#at#", "_at_", "[@]", "(@)", "(miukumauku)", "(собака)", " @ ", " at "} {
		v = bytes.Replace(v, []byte(sep), []byte("@"), 1)
	}
	return append(dst, v...)
}

// roleMailbox tells local parts that stand for a role, after dots, digits at
// the end and plus-tags are removed.
func roleMailbox(local []byte) bool {
	var buf [longestLocal]byte
	b := buf[:0]
	for _, c := range local {
		if c == '+' {
			break
		}
		if c != '.' && len(b) < cap(b) {
			b = append(b, c)
		}
	}
	for len(b) > 0 && isDigit(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return roleMailboxSet.has(b)
}

// reservedDomain tells domains that RFC 2606 and RFC 6761 reserve.
func reservedDomain(d []byte) bool {
	dot := bytes.LastIndexByte(d, '.')
	last := d[dot+1:]
	if inList(" test example invalid localhost ", last) {
		return true
	}
	name := d[:max(dot, 0)]
	if i := bytes.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	return inList(" com org net ", last) && strings.EqualFold(string(name), "example")
}
