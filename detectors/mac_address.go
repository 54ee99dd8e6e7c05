package detectors

// MACAddressAny finds hardware addresses (IEEE 802 EUI-48).
var MACAddressAny = &Detector{
	Name:     "mac_address.any",
	Category: MACAddress,
	Doc: `Does not find addresses without separators, 64-bit addresses, and the broadcast and null addresses.
Finds six pairs of hexadecimal digits with ":" or "-" between, and xxxx.xxxx.xxxx beside a word for it.`,
	Anchors: []Anchor{
		{Kind: Byte, Byte: ':'},
		{Kind: Byte, Byte: '-'},
		{Kind: Words, Words: wordList(1, "mac hwaddr ether")},
	},
	Check:  checkMAC,
	Normal: compact,
	Context: Context{
		Raise:  []string{"=mac", "mac-aadress", "hwaddr", "ether", "physical address", "füüsiline aadress", "bssid", "wifi", "seade"},
		Header: []string{"mac", "mac aadress", "mac address", "hwaddr", "bssid", "mac osoite"},
	},
	Examples: []string{
		"mac [[00:1a:2b:3c:4d:5e]]",
		"seade [[00-1A-2B-3C-4D-5E]] võrgus",
		"mac: [[001a.2b3c.4d5e]]",
		"00:00:00:00:00:00 ff:ff:ff:ff:ff:ff",
		"00:1a:2b:3c:4d:5e:6f:70",
		"12:30:45",
	},
}

func checkMAC(p *Pass, at At) {
	t := p.Text
	if at.Arg == 1 {
		_, fhi := p.Bounds(at.Pos)
		i, _ := behindLabel(t, at.Pos+at.Len, fhi, " aadress aadressiga address addr on nr ")
		if i > 0 && i+14 <= fhi && t[i+4] == '.' && t[i+9] == '.' && !isAlnum(byteAt(t, i+14)) {
			for k := range 14 {
				if k != 4 && k != 9 && !isHex(t[i+k]) {
					return
				}
			}
			p.Report(i, i+14, Evidence{Terms: [3]Term{{"pattern", 55}}})
		}
		return
	}
	sep, lo := t[at.Pos], at.Pos-2
	if byteAt(t, at.Pos+3) != sep || byteAt(t, at.Pos+6) != sep || lo < 0 || lo+17 > len(t) {
		return
	}
	if isAlnum(byteAt(t, lo-1)) || byteAt(t, lo-1) == sep || isAlnum(byteAt(t, lo+17)) || byteAt(t, lo+17) == sep {
		return
	}
	same := true
	for k := range 17 {
		c := t[lo+k]
		switch {
		case k%3 == 2 && c != sep, k%3 != 2 && !isHex(c):
			return
		}
		if k%3 != 2 {
			same = same && c == t[lo]
		}
	}
	if same {
		return
	}
	p.Report(lo, lo+17, Evidence{Terms: [3]Term{{"pattern", 60}}, Label: 80, Context: 70, Header: 80})
}
