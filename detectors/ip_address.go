package detectors

import "net/netip"

// IPAddressAny finds IPv4 and IPv6 addresses, which are personal data where
// somebody can tie them to a person (CJEU C-582/14).
var IPAddressAny = &Detector{
	Name:     "ip_address.any",
	Category: IPAddress,
	Doc: `Does not find addresses with leading zeros, addresses of less than eight characters and without a word for
them, version numbers (v1.2.3.4, 6.0.14.2 in a software column) and section numbers.
Finds IPv4 and IPv6 addresses. Private, loopback, link-local, documentation and multicast ranges are ip_address.local,
severity info.`,
	Anchors: []Anchor{
		{Kind: Digits, Min: 1, Max: 3, Near: Joined, Span: 8, Count: 5, Within: 15},
		{Kind: Byte, Byte: ':'},
	},
	Check:    checkIP,
	Variants: []Variant{{ID: "ip_address.local", Info: true}},
	Context: Context{
		Raise:  []string{"=ip", "ip-aadress", "ip aadress", "aadressilt", "address", "remote_addr", "client_ip", "host", "login", "logis", "sisse", "from", "client", "src", "x-forwarded-for", "get", "post", "http"},
		Lower:  []string{"=v", "=ver", "versioon", "version", "versiooni", "build", "firmware", "tarkvara", "püsivara", "release", "punkt", "p.", "lõige", "lg", "peatükk", "punktas", "straipsn", "punkti", "art", "§"},
		Header: []string{"ip", "ip aadress", "ip address", "ipaddr", "remote addr", "client ip", "ip osoite", "last login ip"},
	},
	Examples: []string{
		"kasutaja ip [[85.253.10.17]]",
		"ip [[2a02:2f0a:1c3:9f::42]] logis sisse",
		"versioon 6.0.14.212",
		"v10.12.14.16",
		"256.10.12.14",
		"kell 12:30:45",
		"punkt 2.1.3.1",
		"85.253.10.17.12",
	},
}

func checkIP(p *Pass, at At) {
	if p.Text[at.Pos] == ':' {
		checkIPv6(p, at.Pos)
		return
	}
	checkIPv4(p, at.Pos)
}

func checkIPv4(p *Pass, at int) {
	t := p.Text
	lo := at
	for k := 0; k < 3 && byteAt(t, lo-1) == '.' && isDigit(byteAt(t, lo-2)); k++ { // to the first number
		lo -= 2
		for isDigit(byteAt(t, lo-1)) {
			lo--
		}
	}
	var octets [4]int
	i := lo
	for k := range 4 {
		end := digitRun(t, i)
		if end == i || end-i > 3 || t[i] == '0' && end-i > 1 {
			return
		}
		for _, c := range t[i:end] {
			octets[k] = octets[k]*10 + int(c-'0')
		}
		if octets[k] > 255 {
			return
		}
		i = end
		if k < 3 {
			if byteAt(t, i) != '.' {
				return
			}
			i++
		}
	}
	l, r := byteAt(t, lo-1), byteAt(t, i)
	if isAlnum(l) || l == '-' || l == '.' || l == '_' || l >= 0xC3 && l != 0xE2 || isAlnum(r) || (r == '.' || r == ',' || r == '-') && isDigit(byteAt(t, i+1)) || l == '.' || r == '_' {
		return
	}
	e := Evidence{Terms: [3]Term{{"pattern", 55}}, Label: 75, Context: 70, Header: 75, Both: 85}
	a := netip.AddrFrom4([4]byte{byte(octets[0]), byte(octets[1]), byte(octets[2]), byte(octets[3])})
	if localAddress(a) {
		e.Variant = 1
	} else if octets[0] < 20 && octets[1] < 20 && octets[2] < 20 && octets[3] < 20 { // reads like a version or a section
		e.Terms[1] = Term{"like a version", -25}
	}
	p.Report(lo, i, e)
}

var localRanges = func() (out []netip.Prefix) {
	for _, s := range [...]string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "0.0.0.0/8",
		"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/127", "fe80::/10", "fc00::/7", "ff00::/8", "2001:db8::/32"} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}()

func localAddress(a netip.Addr) bool {
	for _, r := range localRanges {
		if r.Contains(a) {
			return true
		}
	}
	return false
}

// checkIPv6 is called at every colon, so it looks at single bytes first: behind
// the colon of an address stands another one within five bytes.
func checkIPv6(p *Pass, at int) {
	t := p.Text
	i := at + 1
	for i < len(t) && i < at+6 && isHex(t[i]) {
		i++
	}
	if byteAt(t, i) != ':' {
		return
	}
	lo := at
	for lo > 0 && at-lo < 40 && (isHex(t[lo-1]) || t[lo-1] == ':') {
		lo--
	}
	if lo < at && indexByte(t[lo:at], ':') >= 0 {
		return // the first colon decides
	}
	hi := i
	for hi < len(t) && hi-lo < 46 && (isHex(t[hi]) || t[hi] == ':' || t[hi] == '.') {
		hi++
	}
	for hi > lo && (t[hi-1] == '.' || t[hi-1] == ':' && byteAt(t, hi-2) != ':') {
		hi--
	}
	l, r := byteAt(t, lo-1), byteAt(t, hi)
	if hi-lo < 6 || isLetter(l) || isLetter(r) || isDigit(r) || l >= 0xC3 && l != 0xE2 {
		return
	}
	letters, double := false, false
	for k := lo; k < hi; k++ {
		letters = letters || isLetter(t[k])
		double = double || t[k] == ':' && byteAt(t, k+1) == ':'
	}
	if !letters && !double {
		return // a clock
	}
	a, err := netip.ParseAddr(string(t[lo:hi]))
	if err != nil || !a.Is6() || !letters && a.String() == "::" {
		return
	}
	e := Evidence{Terms: [3]Term{{"pattern", 55}, {"eight groups", 10}}, Label: 80, Context: 75, Header: 80}
	if localAddress(a) {
		e.Variant = 1
	}
	p.Report(lo, hi, e)
}

func indexByte(t []byte, c byte) int {
	for i := range t {
		if t[i] == c {
			return i
		}
	}
	return -1
}
