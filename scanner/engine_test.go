package scanner

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"leidur/detectors"
	"leidur/source"
)

func TestKeySumIsHMAC(t *testing.T) {
	secret := [KeySize]byte{1, 2, 3, 250}
	k := NewKey(secret)
	for n := range 300 {
		msg := bytes.Repeat([]byte{byte(n)}, n)
		h := hmac.New(sha256.New, secret[:])
		h.Write(msg)
		if got := k.sum(msg); !bytes.Equal(got[:], h.Sum(nil)) {
			t.Fatalf("message of %d bytes: not HMAC-SHA256", n)
		}
	}
}

// TestMask holds what may stay of a value, by category.
func TestMask(t *testing.T) {
	for _, c := range []struct {
		category    detectors.Category
		value, want string
	}{
		{detectors.NationalID, "37605030299", "*********99"},
		{detectors.NationalID, "376 0503 0299", "*** **** **99"},
		{detectors.EMail, "mari.tamm@naidis.test", "m***@n***.test"},
		{detectors.EMail, "õnne@näide.ee", "õ***@n***.ee"},
		{detectors.Phone, "+372 5555 5678", "+372 5*** **78"},
		{detectors.Phone, "5340 0030", "5*** **30"},
		{detectors.VehiclePlate, "123 ABC", "1** **C"},
		{detectors.BankAccount, "EE382200221020145685", "EE** **** **** **** 5685"},
		{detectors.BankAccount, "ee38 2200 2210 2014 5685", "EE** **** **** **** 5685"},
		{detectors.CustomerCard, "9001 2345 6789", "**** **** *789"},
		{detectors.Phone, "+48 601 234 567", "+48 6** *** *67"},
		{detectors.Phone, "+7 (916) 123-45-67", "+7 (9**) ***-**-67"},
		{detectors.Phone, "0401234567", "0*******67"},
		{detectors.PaymentCard, "4111 1111 1111 1111", "**** **** **** 1111"},
		{detectors.DocumentID, "KE0123456", "KE*****56"},
		{detectors.IPAddress, "198.51.100.7", "198.51.*.*"},
		{detectors.IPAddress, "2001:db8::1", "2001:db8:*"},
		{detectors.MACAddress, "00:1a:2b:3c:4d:5e", "00:1a:2b:**:**:**"},
		{detectors.BirthDate, "15.02.1988", "**.**.19**"},
		{detectors.BirthDate, "3. mai 1980", "*. *** 19**"},
		{detectors.Address, "Näidise 51-12, Tallinn 11316", "N*** **, Tallinn"},
		{detectors.Address, "Metsa talu, Aru küla", "M*** **"},
		{detectors.PersonName, "Mari-Liis Tamm", "M*** T***"},
		{detectors.Username, "mariliis88", "m***"},
		{detectors.Password, "kala123", "[password]"},
		{detectors.Employer, "Näidis OÜ", "N*** OÜ"},
		{detectors.ReferenceNumber, "13456789014", "********014"},
		{detectors.Health, "diabeedi", "[special.health]"},
	} {
		if got := string(Mask(nil, c.category, []byte(c.value), MaskPartial)); got != c.want {
			t.Errorf("%s %q is shown as %q, want %q", c.category, c.value, got, c.want)
		}
		if got := string(Mask(nil, c.category, []byte(c.value), MaskFull)); got != "["+string(c.category)+"]" {
			t.Errorf("full mask of %s is %q", c.category, got)
		}
	}
	if got := string(maskRole(nil, []byte("info@firma.ee"))); got != "info@***.ee" {
		t.Errorf("role mailbox is shown as %q", got)
	}
}

// naive classifies byte by byte what masks does 64 at a time.
func naive(text []byte) (letter, digit []bool) {
	letter, digit = make([]bool, len(text)), make([]bool, len(text))
	for i := 0; i < len(text); {
		c := text[i]
		r, n := utf8.DecodeRune(text[i:])
		switch {
		case c < utf8.RuneSelf:
			letter[i], digit[i] = c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9'
		case r >= 0x80 && r <= 0xBF || r >= 0x2000 && r <= 0x2FFF:
		default:
			for k := range n {
				letter[i+k] = true
			}
		}
		i += n
	}
	return letter, digit
}

func TestClassifyAgainstNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("abzAZ09 ;,.-\n@[`{/:õäöüšžÕŠ\u00a0«»“„–…\u2009привет漢字😀ÿĀ")
	var m masks
	for range 4000 {
		var b []byte
		for range r.IntN(300) {
			b = utf8.AppendRune(b, alphabet[r.IntN(len(alphabet))])
		}
		text := padded(b)
		if bad := m.classify(text); bad >= 0 {
			t.Fatalf("valid text is called invalid at %d: %q", bad, text)
		}
		letter, digit := naive(text)
		for i := range text {
			if got := m.letter[i>>6]>>(i&63)&1 == 1; got != letter[i] {
				t.Fatalf("letter bit %d of %q is %v", i, text, got)
			}
			if got := m.digit[i>>6]>>(i&63)&1 == 1; got != digit[i] {
				t.Fatalf("digit bit %d of %q is %v", i, text, got)
			}
		}
		// One broken byte is noticed, at or before its place plus a character.
		if len(text) > 0 {
			i := r.IntN(len(text))
			broken := append([]byte(nil), text...)
			broken[i] = 0xFF
			if bad := m.classify(padded(broken)); bad < 0 || bad > i {
				t.Fatalf("invalid byte at %d of %q: reported at %d", i, broken, bad)
			}
		}
	}
}

// TestSieveLosesNothing compares the sweep with and without the sieve of digit runs.
func TestSieveLosesNothing(t *testing.T) {
	set, err := NewSet(detectors.All)
	if err != nil {
		t.Fatal(err)
	}
	all := *set
	all.every = true
	if set.every {
		t.Fatal("a built-in detector anchors on runs that the sieve does not keep: the sweep is slow")
	}
	r := rand.New(rand.NewPCG(3, 4))
	parts := []string{"376", "0503", "0299", "37605030299", "3", "760503", "+372", "53", "40", "00", "30", "5340", "0030", "534", "123", "ABC", "12", "AB", "1234", "EE38", "2200", "2210", "2014", "5685",
		"LV80BANK0000435195001", " ", " ", "-", ".", "\u00a0", "\u2009", "(", ")", ",", ";", "auto ", "tel ", "ik", "õ", "tõi ", "3,760503E+10", "15.11.2022", "a", "kg"}
	run := func(set *Set, text []byte) []detectors.Hit {
		s := &Scanner{opt: Options{AsOf: detectors.MakeDate(2026, 11, 22)}, set: set}
		s.headers = newHeaderWords(set)
		w := newWorker(s)
		b := &source.Block{Text: text, Starts: []int32{0}, Table: &source.Table{}, Offset: -1, OwnHi: len(text)}
		w.judge.start(b, &tableInfo{Table: b.Table})
		w.sweep.m.classify(text)
		w.sweep.pass.Text, w.sweep.pass.Hits = text, nil
		w.sweep.sweep()
		return w.sweep.pass.Hits
	}
	hits := 0
	for range 20000 {
		var b strings.Builder
		for range r.IntN(40) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		text := padded([]byte(b.String()))
		fast, slow := run(set, text), run(&all, text)
		hits += len(slow)
		if len(fast) != len(slow) {
			t.Fatalf("%d hits with the sieve, %d without, in %q", len(fast), len(slow), text)
		}
		for i := range fast {
			if fast[i].Start != slow[i].Start || fast[i].End != slow[i].End || fast[i].Detector != slow[i].Detector {
				t.Fatalf("hit %d differs in %q", i, text)
			}
		}
	}
	if hits < 5000 {
		t.Fatalf("only %d hits: the test proves little", hits)
	}
}

func TestLogicalName(t *testing.T) {
	for in, want := range map[string]string{
		"a/kliendid_2026-11-22.csv": "a/kliendid.csv", "kliendid_20261122T101500.csv": "kliendid.csv", "kliendid (1).csv": "kliendid.csv",
		"arved2026.csv": "arved2026.csv", "k.csv": "k.csv",
	} {
		if got := LogicalName(in); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}
