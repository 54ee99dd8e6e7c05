package detectors

// Helpers on bytes that several detectors share. All of them take offsets into
// a whole block and never look past its ends.

func isDigit(c byte) bool  { return c-'0' < 10 }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }
func isHex(c byte) bool    { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// byteAt returns t[i], or 0 outside t.
func byteAt(t []byte, i int) byte {
	if i < 0 || i >= len(t) {
		return 0
	}
	return t[i]
}

// separator returns the length in bytes of the separator at t[i] and its kind
// (' ' also for NBSP, thin and figure space; '-' also for the Unicode hyphens
// and dashes; '.'), or 0 if there is none.
func separator(t []byte, i int) (n int, kind byte) {
	switch c := byteAt(t, i); c {
	case ' ', '-', '.':
		return 1, c
	case 0xC2: // U+00A0
		if byteAt(t, i+1) == 0xA0 {
			return 2, ' '
		}
	case 0xE2:
		switch byteAt(t, i+1) {
		case 0x80:
			switch c := byteAt(t, i+2); {
			case c == 0x87 || c == 0x89 || c == 0xAF: // U+2007 U+2009 U+202F
				return 3, ' '
			case c >= 0x90 && c <= 0x93: // U+2010..U+2013
				return 3, '-'
			}
		case 0x88:
			if byteAt(t, i+2) == 0x92 { // U+2212
				return 3, '-'
			}
		}
	}
	return 0, 0
}

// separatorBefore is separator for the one that ends at offset i.
func separatorBefore(t []byte, i int) (n int, kind byte) {
	for _, k := range [...]int{1, 2, 3} {
		if i-k < 0 {
			break
		}
		if n, kind := separator(t, i-k); n == k {
			return n, kind
		}
	}
	return 0, 0
}

// digitRun returns the end of the digit run at i.
func digitRun(t []byte, i int) int {
	for i < len(t) && isDigit(t[i]) {
		i++
	}
	return i
}

// decimalNeighbour tells whether t[lo:hi] is a part of a decimal number or of a
// dotted number, inside the field bounds flo..fhi: `\d[.,]` on its
// left or `[.,]\d` on its right, except a spreadsheet's float tail (.0 ,0 .00
// ,00) and a list whose next member has 7 or more digits.
func decimalNeighbour(p *Pass, lo, hi int) bool {
	l, r := byteAt(p.Text, lo-1), byteAt(p.Text, hi)
	if l != '.' && l != ',' && r != '.' && r != ',' {
		return false
	}
	flo, fhi := p.Bounds(lo)
	t := p.Text[flo:fhi]
	lo, hi = lo-flo, hi-flo
	if c := byteAt(t, lo-1); (c == '.' || c == ',') && isDigit(byteAt(t, lo-2)) {
		n := 0
		for i := lo - 2; i >= 0 && isDigit(t[i]); i-- {
			n++
		}
		if n < 7 {
			return true
		}
	}
	if c := byteAt(t, hi); (c == '.' || c == ',') && isDigit(byteAt(t, hi+1)) {
		end := digitRun(t, hi+1)
		n := end - hi - 1
		tail := n <= 2 && t[hi+1] == '0' && t[end-1] == '0'
		if n < 7 && !tail {
			return true
		}
	}
	return false
}

// opaqueToken tells whether t[lo:hi] lies in a hash (16 or more hexadecimal
// characters with a letter among them) or a UUID.
func opaqueToken(t []byte, lo, hi int) bool {
	a, b := lo, hi
	for a > 0 && lo-a < 64 && (isAlnum(t[a-1]) || t[a-1] == '-') {
		a--
	}
	for b < len(t) && b-hi < 64 && (isAlnum(t[b]) || t[b] == '-') {
		b++
	}
	if a == lo && b == hi {
		return false
	}
	tok := t[a:b]
	if len(tok) == 36 && tok[8] == '-' && tok[13] == '-' && tok[18] == '-' && tok[23] == '-' {
		hex := 0
		for _, c := range tok {
			if isHex(c) {
				hex++
			}
		}
		return hex == 32
	}
	a, b = lo, hi // a hash has no hyphen
	letters := 0
	for a > 0 && isAlnum(t[a-1]) {
		a--
	}
	for b < len(t) && isAlnum(t[b]) {
		b++
	}
	if b-a > 2 && t[a] == '0' && t[a+1]|0x20 == 'x' && a+2 <= lo {
		a += 2
		letters++
	}
	for _, c := range t[a:b] {
		if !isHex(c) {
			return false
		}
		if isLetter(c) {
			letters++
		}
	}
	return b-a >= 16 && letters > 0
}

// urlPart tells how a value stands in a URL.
type urlPart uint8

const (
	notInPath urlPart = iota
	wholeSegment
	partOfSegment
)

// urlPath tells whether t[lo:hi] is a segment of a URL's path, or a part of
// one. The query is not the path.
func urlPath(t []byte, lo, hi int) urlPart {
	const longestURL = 2000
	i := lo
	for i > 0 && lo-i < longestURL {
		c := t[i-1]
		if c <= ' ' || c == '"' || c == '<' || c == ';' {
			break
		}
		if c == '?' {
			return notInPath
		}
		if c == '/' {
			if i >= 3 && t[i-2] == '/' && t[i-3] == ':' {
				if byteAt(t, lo-1) != '/' {
					return partOfSegment
				}
				switch c := byteAt(t, hi); {
				case c == '/' || c == '?' || c == '#' || c <= ' ' || c == '"' || c == '<' || c == ';' || c == ',' || c == ')':
					return wholeSegment
				}
				return partOfSegment
			}
		}
		i--
	}
	return notInPath
}

// wholeField tells whether t[lo:hi] is its field, apart from blanks, quotes and
// an Excel text apostrophe. It is cheap where the neighbours already say no.
func wholeField(p *Pass, lo, hi int) bool {
	if l := byteAt(p.Text, lo-1); isAlnum(l) || l >= 0x80 {
		return false
	}
	if r := byteAt(p.Text, hi); isAlnum(r) || r >= 0x80 {
		return false
	}
	flo, fhi := p.Bounds(lo)
	for flo < lo && (p.Text[flo] == ' ' || p.Text[flo] == '\'' || p.Text[flo] == '"' || p.Text[flo] == '=') {
		flo++
	}
	for fhi > hi && (p.Text[fhi-1] == ' ' || p.Text[fhi-1] == '"') {
		fhi--
	}
	return flo == lo && fhi == hi
}

// compact appends the letters and digits of value, letters in upper case.
func compact(dst, value []byte) []byte {
	for _, c := range value {
		switch {
		case c >= 'a' && c <= 'z':
			dst = append(dst, c-0x20)
		case isAlnum(c):
			dst = append(dst, c)
		}
	}
	return dst
}

// digitsOnly appends the digits of value.
func digitsOnly(dst, value []byte) []byte {
	for _, c := range value {
		if isDigit(c) {
			dst = append(dst, c)
		}
	}
	return dst
}
