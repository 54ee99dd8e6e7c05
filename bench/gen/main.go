// Command gen writes a corpus for speed measurements: an export of customer notes as a shop's CRM gives it, as CSV,
// dump (copy: pg_dump, insert: mysqldump), jsonl, xlsx, as one note per line (text) or all notes in one line (line).
// The same flags give the same bytes on every machine.
//
//	go run ./bench/gen -size 200MB -seed 1 -kind csv -every 2048 > notes.csv
//
// About one value is planted per -every bytes: isikukood, e-mail, phone, plate, IBAN and a strong health word in the
// proportion 3:3:3:1:1:1. With -every 0 the text is clean: no value, no listed word, no number that reads as a phone.
// What was written goes to standard error as one line. All people and values are invented: mail domains are reserved
// ones, codes have serials above 900, accounts belong to a bank code that no bank has.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	size := flag.String("size", "200MB", "about how much to write; B, KB, MB, GB (decimal) or KiB, MiB, GiB")
	seed := flag.Uint64("seed", 1, "another seed, another text")
	kind := flag.String("kind", "csv", strings.Join(kindsOfFile(), ", "))
	gz := flag.Bool("gz", false, "compress; -size is before compression")
	every := flag.Int64("every", 2048, "bytes of text per planted value; 0 plants nothing")
	flag.Parse()

	total, err := parseSize(*size)
	switch {
	case err != nil:
	case flag.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flag.Arg(0))
	case *every < 0:
		err = fmt.Errorf("-every %d: must be 0 or more", *every)
	case !slices.Contains(kindsOfFile(), *kind):
		err = fmt.Errorf("-kind %s: use %s", *kind, strings.Join(kindsOfFile(), ", "))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(2)
	}
	g := newGenerator(*seed, *every, *kind)
	if err := g.file(os.Stdout, total, *kind, *gz); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
	fmt.Fprintf(os.Stderr, "rows %d, bytes %d", g.rows, g.done)
	for k, n := range g.planted {
		fmt.Fprintf(os.Stderr, ", %s %d", kindNames[k], n)
	}
	fmt.Fprintln(os.Stderr)
}

func parseSize(s string) (int64, error) {
	units := []struct {
		suffix string
		bytes  float64
	}{
		{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30},
		{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1},
	}
	for _, u := range units {
		n, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		f, err := strconv.ParseFloat(n, 64)
		if err != nil || f < 0 || f*u.bytes > 1<<50 {
			break
		}
		return int64(f * u.bytes), nil
	}
	return 0, fmt.Errorf("-size %s: want a number with B, KB, MB, GB, KiB, MiB or GiB", s)
}

// chunk is how much is gathered before it is written; a row is far smaller.
const chunk = 1 << 20

type generator struct {
	rnd     uint64 // state of the xorshift generator, never 0
	bits    uint64 // drawn and not used yet, 16 at a time
	nbits   int
	every   int64
	next    int64 // offset from which the next value is planted
	lay     layout
	buf     []byte
	done    int64 // bytes written; with len(buf) the offset of the next byte
	rows    int64
	planted [kinds]int64
}

func newGenerator(seed uint64, every int64, kind string) *generator {
	// One step of splitmix64, so that the seeds 1 and 2 do not begin alike.
	z := seed + 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	if kind == workbook {
		kind = "csv"
	}
	return &generator{lay: layouts[kind], rnd: z ^ z>>31 | 1, every: every, next: every, buf: make([]byte, 0, chunk+1<<16)}
}

// n draws a number from 0 to max-1; max is at most 65,536.
func (g *generator) n(max int) int {
	if g.nbits == 0 {
		x := g.rnd
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		g.rnd = x
		g.bits, g.nbits = x*0x2545f4914f6cdd1d, 4
	}
	v := int(g.bits & 0xffff)
	g.bits >>= 16
	g.nbits--
	return v * max >> 16
}

func (g *generator) write(w io.Writer, total int64) error {
	g.buf = append(g.buf, g.lay.head...)
	for g.done+int64(len(g.buf)) < total {
		g.row()
		if len(g.buf) >= chunk {
			if err := g.flush(w); err != nil {
				return err
			}
		}
	}
	g.buf = append(g.buf, g.lay.foot...)
	return g.flush(w)
}

func (g *generator) flush(w io.Writer) error {
	n, err := w.Write(g.buf)
	g.done += int64(n)
	g.buf = g.buf[:0]
	return err
}

// row writes a record.
func (g *generator) row() {
	l := &g.lay
	quoted := false
	if g.rows > 0 {
		g.buf = append(g.buf, l.between...)
	}
	if l.table {
		g.buf = append(g.buf, l.columns[0]...)
		// Ten digits: no phone and no identity code has this length.
		g.buf = strconv.AppendInt(g.buf, 1_000_000_000+g.rows, 10)
		g.buf = append(g.buf, l.columns[1]...)
		g.two(1 + g.n(28))
		g.buf = append(g.buf, '.')
		g.two(1 + g.n(12))
		g.buf = append(g.buf, '.')
		g.buf = strconv.AppendInt(g.buf, int64(2016+g.n(11)), 10)
		g.buf = append(g.buf, l.columns[2]...)
		g.word(nameA)
		g.buf = append(g.buf, ' ')
		g.word(nameB)
		g.buf = append(g.buf, l.columns[3]...)
		if quoted = l.quotes && g.n(100) < 3; quoted {
			g.buf = append(g.buf, '"')
		}
	}
	start := len(g.buf)
	target := 60 + g.n(140)
	for first := true; first || len(g.buf)-start < target; first = false {
		switch {
		case first:
		case quoted && g.n(2) == 0:
			g.buf = append(g.buf, '\n')
		case quoted:
			g.buf = append(g.buf, "; "...)
		default:
			g.buf = append(g.buf, ' ')
		}
		g.sentence()
		if g.every > 0 && g.done+int64(len(g.buf)) >= g.next {
			g.next += g.every
			g.buf = append(g.buf, ' ')
			g.plant()
		}
	}
	if quoted {
		// A short note may have had one sentence only; the field shall need its quotes.
		g.buf = append(g.buf, ";\""...)
	}
	g.buf = append(g.buf, l.end...)
	g.rows++
}

// sentence writes a clean sentence with a capital letter and a full stop.
func (g *generator) sentence() {
	start := len(g.buf)
	switch g.n(8) {
	case 0, 1: // hommikul tõi pood suure laua
		g.list(when, did, who, which, what)
	case 2: // tisler parandas eile väikese tooli, sest ...
		g.list(who, did, when, which, what)
		g.clause()
	case 3: // laost saatis kuller uue riiuli ja vana lambi
		g.list(whence, did, who, which, what)
		g.buf = append(g.buf, " ja "...)
		g.list(which, what)
	case 4:
		g.word(closing)
	case 5: // 12. mail ostis pood puidust kasti
		g.buf = strconv.AppendInt(g.buf, int64(1+g.n(28)), 10)
		g.buf = append(g.buf, ". "...)
		g.list(month, did, who, which, what)
	case 6: // hind jäi 45,90 eurot ja kokku sai 7 tk
		g.buf = append(g.buf, "hind jäi "...)
		g.buf = strconv.AppendInt(g.buf, int64(2+g.n(400)), 10)
		g.buf = append(g.buf, ',')
		g.two(g.n(100))
		g.buf = append(g.buf, " eurot ja kokku sai "...)
		g.buf = strconv.AppendInt(g.buf, int64(1+g.n(60)), 10)
		g.buf = append(g.buf, ' ')
		g.word(unit)
	case 7: // kell 14.30 toodi laost suure laua asemele väikese kapi
		g.buf = append(g.buf, "kell "...)
		g.buf = strconv.AppendInt(g.buf, int64(8+g.n(12)), 10)
		g.buf = append(g.buf, '.')
		g.two(5 * g.n(12))
		g.buf = append(g.buf, " tõi "...)
		g.list(who, whence, which, what)
	}
	g.capitalise(start)
	g.buf = append(g.buf, '.')
}

func (g *generator) word(list [][]byte) { g.buf = append(g.buf, list[g.n(len(list))]...) }

// clause writes a subordinate clause, or one with ja or ning, which takes no comma.
func (g *generator) clause() {
	c := because[g.n(len(because))]
	if !bytes.HasPrefix(c, []byte("ja ")) && !bytes.HasPrefix(c, []byte("ning ")) {
		g.buf = append(g.buf, ',')
	}
	g.buf = append(g.buf, ' ')
	g.buf = append(g.buf, c...)
}

// list writes one word of each list, with spaces between them.
func (g *generator) list(lists ...[][]byte) {
	for i, l := range lists {
		if i > 0 {
			g.buf = append(g.buf, ' ')
		}
		g.word(l)
	}
}

// two writes n with two digits.
func (g *generator) two(n int) { g.buf = append(g.buf, byte('0'+n/10%10), byte('0'+n%10)) }

// digits writes n with width digits.
func (g *generator) digits(n, width int) {
	for p := width - 1; p >= 0; p-- {
		d := n
		for range p {
			d /= 10
		}
		g.buf = append(g.buf, byte('0'+d%10))
	}
}

// capitalise knows ASCII and the letters õ ä ö ü, which differ from their capitals by 0x20 in the second byte.
func (g *generator) capitalise(at int) {
	switch b := g.buf[at]; {
	case 'a' <= b && b <= 'z':
		g.buf[at] -= 0x20
	case b == 0xc3 && g.buf[at+1] >= 0xa0:
		g.buf[at+1] -= 0x20
	}
}
