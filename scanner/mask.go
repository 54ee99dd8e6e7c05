package scanner

import (
	"bytes"
	"unicode/utf8"

	"leidur/detectors"
)

// MaskStyle tells how much of a value a report shows.
type MaskStyle uint8

const (
	MaskPartial MaskStyle = iota // country, last digits, initials: see Mask
	MaskFull                     // [category]
)

// Mask is the one function that makes a value fit to be shown. It is called
// when a finding is made, before any sink. Widths of words are fixed (three
// stars), so that length tells nothing; digits keep their grouping.
func Mask(dst []byte, c detectors.Category, value []byte, style MaskStyle) []byte {
	info, _ := c.Info()
	if style == MaskPartial {
		switch info.Mask {
		case detectors.MaskLastTwo:
			return maskTail(dst, value, 2)
		case detectors.MaskLastThree:
			return maskTail(dst, value, 3)
		case detectors.MaskEmail:
			return maskEmail(dst, value)
		case detectors.MaskPhone:
			return maskPhone(dst, value)
		case detectors.MaskPlate:
			return maskPlate(dst, value)
		case detectors.MaskIBAN:
			return maskIBAN(dst, value)
		case detectors.MaskLastFour:
			return maskTail(dst, value, 4)
		case detectors.MaskDocument:
			return maskDocument(dst, value)
		case detectors.MaskIP:
			return maskIP(dst, value)
		case detectors.MaskMAC:
			return maskMAC(dst, value)
		case detectors.MaskBirth:
			return maskBirth(dst, value)
		case detectors.MaskAddress:
			return maskAddress(dst, value)
		case detectors.MaskInitials, detectors.MaskCompany:
			return maskInitials(dst, value, info.Mask == detectors.MaskCompany)
		case detectors.MaskInitial:
			return append(appendInitial(dst, value), "***"...)
		}
	}
	dst = append(dst, '[')
	dst = append(dst, c...)
	return append(dst, ']')
}

// maskValue is Mask for a value of a detector, which may say how much it keeps:
// at most four characters, and never more than a third.
func maskValue(dst []byte, d *detectors.Detector, value []byte, style MaskStyle) []byte {
	if d.Keep == nil || style != MaskPartial {
		return Mask(dst, d.Category, value, style)
	}
	total := utf8.RuneCount(value)
	first, last := min(d.Keep.First, 4, total/3), min(d.Keep.Last, 4, total/3)
	if first+last == 0 {
		return Mask(dst, d.Category, value, MaskFull)
	}
	i := 0
	for len(value) > 0 {
		r, n := utf8.DecodeRune(value)
		if i >= first && i < total-last && r != ' ' && r != '-' {
			dst = append(dst, '*')
		} else {
			dst = append(dst, value[:n]...)
		}
		value = value[n:]
		i++
	}
	return dst
}

func alnum(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// maskTail stars every letter and digit but the last n.
func maskTail(dst, value []byte, n int) []byte {
	total := 0
	for _, c := range value {
		if alnum(c) {
			total++
		}
	}
	n = min(n, total/3)
	for i := 0; i < len(value); {
		c := value[i]
		switch {
		case alnum(c):
			if total > n {
				c = '*'
			}
			total--
			dst = append(dst, c)
			i++
		case c < utf8.RuneSelf:
			dst = append(dst, c)
			i++
		default: // NBSP and dashes become plain
			_, k := utf8.DecodeRune(value[i:])
			dst = append(dst, ' ')
			i += k
		}
	}
	return dst
}

// maskEmail keeps the first letters and the last domain label; a role mailbox
// is no person's, so its name stays and its domain goes.
func maskEmail(dst, value []byte) []byte {
	at := bytes.LastIndexByte(value, '@')
	if at <= 0 {
		return append(dst, "[email]"...)
	}
	local, domain := value[:at], value[at+1:]
	dst = appendInitial(dst, local)
	dst = append(dst, "***@"...)
	dst = appendInitial(dst, domain)
	dst = append(dst, "***"...)
	if dot := bytes.LastIndexByte(domain, '.'); dot >= 0 {
		dst = append(dst, domain[dot:]...)
	}
	return dst
}

// maskRole is maskEmail for role mailboxes: info@***.ee.
func maskRole(dst, value []byte) []byte {
	at := bytes.LastIndexByte(value, '@')
	if at <= 0 {
		return append(dst, "[email]"...)
	}
	dst = append(dst, value[:at]...)
	dst = append(dst, "@***"...)
	if dot := bytes.LastIndexByte(value, '.'); dot > at {
		dst = append(dst, value[dot:]...)
	}
	return dst
}

func appendInitial(dst, word []byte) []byte {
	r, _ := utf8.DecodeRune(word)
	return utf8.AppendRune(dst, r)
}

// maskPhone keeps the country code, the first digit of the number and the last two.
func maskPhone(dst, value []byte) []byte {
	start := countryCode(value)
	dst = append(dst, value[:start]...)
	rest, total := value[start:], 0
	for _, c := range rest {
		if isDigit(c) {
			total++
		}
	}
	for i, seen := 0, 0; i < len(rest); i++ {
		c := rest[i]
		switch {
		case isDigit(c):
			if seen > 0 && seen < total-2 {
				c = '*'
			}
			seen++
			dst = append(dst, c)
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		case utf8.RuneStart(c):
			dst = append(dst, ' ')
		}
	}
	return dst
}

// callingCodes are the country codes that phones are masked behind, the longer
// ones first.
var callingCodes = [...]string{"372", "358", "371", "370", "380", "375", "353", "351", "352", "356", "357", "359", "354", "386", "420", "421", "7", "46", "47", "45", "48", "49", "44", "43", "41", "40", "39", "36", "34", "33", "32", "31", "30", "90", "1"}

// countryCode returns the length of the country code of a number with the signs before it,
// 0 where it has none.
func countryCode(value []byte) int {
	i := 0
	switch {
	case bytes.HasPrefix(value, []byte("(+")):
		i = 2
	case bytes.HasPrefix(value, []byte("+")):
		i = 1
	case bytes.HasPrefix(value, []byte("00")):
		i = 2
	case bytes.HasPrefix(value, []byte("372")) && len(value) > 9:
		return 3
	default:
		return 0
	}
	for _, c := range callingCodes {
		if bytes.HasPrefix(value[i:], []byte(c)) {
			i += len(c)
			if i < len(value) && value[i] == ')' {
				i++
			}
			return i
		}
	}
	return 0
}

// maskPlate keeps the first digit and the last letter: 67,600 plates remain.
func maskPlate(dst, value []byte) []byte {
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case alnum(c) && i != 0 && i != len(value)-1:
			c = '*'
		case c >= utf8.RuneSelf && !utf8.RuneStart(c):
			continue
		case c >= utf8.RuneSelf:
			c = ' '
		}
		dst = append(dst, c)
	}
	return dst
}

// maskIBAN keeps the country and the last four, in groups of four as written on paper.
func maskIBAN(dst, value []byte) []byte {
	n := 0
	for _, c := range value {
		if alnum(c) {
			n++
		}
	}
	i := 0
	for _, c := range value {
		if !alnum(c) {
			continue
		}
		if i > 0 && i%4 == 0 {
			dst = append(dst, ' ')
		}
		switch {
		case i < 2 && c >= 'a':
			c -= 0x20
		case i >= 2 && i < n-4:
			c = '*'
		}
		dst = append(dst, c)
		i++
	}
	return dst
}

// maskDocument keeps two letters and the last two characters of a number, and
// nothing of a machine readable zone.
func maskDocument(dst, value []byte) []byte {
	if len(value) > 20 || len(value) < 6 {
		return append(dst, "[document_id]"...)
	}
	for i, c := range value {
		if alnum(c) && i < len(value)-2 && !(i < 2 && !isDigit(c)) {
			c = '*'
		}
		if c < utf8.RuneSelf {
			dst = append(dst, c)
		}
	}
	return dst
}

// maskIP keeps the network: two of four numbers, two groups of IPv6.
func maskIP(dst, value []byte) []byte {
	sep, tail := byte('.'), ".*.*"
	if bytes.IndexByte(value, ':') >= 0 {
		sep, tail = ':', ":*"
	}
	parts := bytes.SplitN(value, []byte{sep}, 3)
	if len(parts) < 3 {
		return append(dst, "[ip_address]"...)
	}
	dst = append(append(append(dst, parts[0]...), sep), parts[1]...)
	return append(dst, tail...)
}

// maskMAC keeps the maker's half.
func maskMAC(dst, value []byte) []byte {
	n := 0
	for _, c := range value {
		if alnum(c) {
			if n++; n > 6 {
				c = '*'
			}
		}
		dst = append(dst, c)
	}
	return dst
}

// maskBirth keeps the century of a four-digit year; letters of a month go too.
func maskBirth(dst, value []byte) []byte {
	for i := 0; i < len(value); {
		c := value[i]
		switch {
		case isDigit(c):
			end := i
			for end < len(value) && isDigit(value[end]) {
				end++
			}
			for k := i; k < end; k++ {
				if end-i == 4 && k < i+2 {
					dst = append(dst, value[k])
				} else {
					dst = append(dst, '*')
				}
			}
			i = end
		case wordByte(c):
			for i < len(value) && wordByte(value[i]) {
				i++
			}
			dst = append(dst, "***"...)
		default:
			dst = append(dst, c)
			i++
		}
	}
	return dst
}

// maskAddress keeps the first letter, and the town behind the last comma where
// no digit is in it.
func maskAddress(dst, value []byte) []byte {
	dst = append(appendInitial(dst, value), "*** **"...)
	i := bytes.LastIndexByte(value, ',')
	if i < 0 {
		return dst
	}
	town := bytes.TrimRight(bytes.TrimSpace(value[i+1:]), " 0123456789")
	town = bytes.TrimLeft(town, " 0123456789")
	if len(town) < 3 || bytes.HasSuffix(town, []byte("küla")) || bytes.IndexByte(town, ' ') >= 0 || bytes.ContainsAny(town, "0123456789") {
		return dst
	}
	return append(append(dst, ", "...), town...)
}

// maskInitials keeps the first letter of each word, and the legal form of a company.
func maskInitials(dst, value []byte, company bool) []byte {
	for i, w := range bytes.Fields(value) {
		if i > 0 {
			dst = append(dst, ' ')
		}
		if company && len(w) <= 4 && bytes.Equal(w, bytes.ToUpper(w)) {
			dst = append(dst, w...)
			continue
		}
		dst = append(appendInitial(dst, w), "***"...)
	}
	return dst
}
