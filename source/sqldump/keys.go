package sqldump

import (
	"bytes"
	"context"
	"io"
	"strings"
)

// laterKeys collects the primary keys that pg_dump and phpMyAdmin write behind
// the data, by full table name. It looks at line starts only: a statement in
// the middle of a line is missed, and one inside a string is taken; either
// changes how a row is named, not what is found. Errors of r are left to the
// reading itself.
func laterKeys(ctx context.Context, r io.Reader, like *dump) map[string][]string {
	d := &dump{in: newInput(ctx, r), dialect: like.dialect, charmap: like.charmap}
	keys := map[string][]string{}
	in := d.in
	for in.more() {
		switch in.buf[in.lo] {
		case 'A', 'S', 'U', '\\':
			d.keyLine(keys)
		}
		for in.more() {
			n := bytes.IndexByte(in.buf[in.lo:in.hi], '\n')
			if n >= 0 {
				in.lo += n + 1
				break
			}
			in.lo = in.hi
		}
	}
	return keys
}

// keyLine looks at a line that may begin a statement of interest.
func (d *dump) keyLine(keys map[string][]string) {
	in := d.in
	begins := func(s string) bool { return string(in.peek(len(s))) == s }
	switch {
	case begins("ALTER TABLE "):
		l := lexer{p: in.peek(4 << 10), d: d.dialect, whole: true}
		if parts, key := l.alterKey(); len(parts) > 0 && len(key) > 0 {
			keys[d.fullName(parts)] = key
		}
	case begins("SET search_path"), begins("SELECT pg_catalog.set_config('search_path'"):
		d.settings(in.peek(512))
	case begins("USE ") && d.dialect != postgres:
		d.use(in.peek(512))
	case begins(`\connect `):
		_, rest, _ := strings.Cut(line(in.peek(512)), " ")
		if name := connectName(rest); name != "" {
			d.setDatabase(name)
		}
	}
}
