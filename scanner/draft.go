package scanner

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"leidur/detectors"
	"leidur/source"
)

// finding encodes one finding and returns its value id.
func (j *judge) finding(rec int, c *cand, row, record int64, f source.Field, near uint64, person bool, band string, child bool, sev detectors.Severity) ID {
	s, b, h := j.scan, j.b, c.hit
	d := s.set.Detectors[h.Detector]
	start, end := int(h.Start), int(h.End)
	value := b.Text[start:end]
	dr := draft{table: j.tab, det: h.Detector, variant: h.Variant, score: c.score, cap: h.Cap, terms: j.terms[c.t0:c.t1], severity: sev,
		test: h.Test, damaged: h.Damaged, band: band, child: child, person: c.person || person && !j.info(c).Identity, alternates: h.Alternates, near: near, votes: j.votes(c)}

	p := &dr.place
	p.Kind, p.Hidden, p.Row, p.Record, p.Col = b.Kind, b.Hidden || j.tab.Hidden, row, record, f.Col
	p.CharStart = j.charsBefore(f, start)
	p.CharEnd = p.CharStart + int64(utf8.RuneCount(value))
	p.ByteStart, p.ByteEnd = b.FileOffset(start), b.FileOffset(end)
	if b.Table.Style >= source.PointerPlace {
		j.path = b.PathOf(j.path[:0], rec, f)
		p.Pointer = string(j.path)
	} else if f.Start < start && !b.Window && jsonByte(b.Text[f.Start]) {
		p.Sub = source.JSONPointerAt(b.Text[f.Start:f.End], start-f.Start)
	}
	switch {
	case len(b.LineOf) > rec:
		p.Line = b.LineOf[rec]
		p.LineEnd = p.Line
	case b.Line > 0:
		p.Line = j.lineOf(start)
		p.LineEnd = p.Line + int64(bytes.Count(value, newline))
	}

	// Ids: the value, then the value at its column, then in its row.
	j.buf = append(j.buf[:0], d.Category...)
	j.buf = append(j.buf, '|')
	j.buf = normalValue(j.buf, d, value)
	dr.value = s.key.id(j.buf)
	dr.place.Key, dr.place.KeyMasked = j.rowKey(rec)
	j.buf = append(j.buf[:0], d.Rule(h.Variant)...)
	j.buf = append(j.buf, '|')
	j.buf = AppendID(j.buf, dr.value)
	for _, part := range [...]string{j.logi, j.tab.id, j.tab.Sub, j.tab.Table.Column(f.Col)} {
		j.buf = append(j.buf, '|')
		j.buf = append(j.buf, part...)
	}
	dr.placeID = s.key.id(j.buf)
	j.buf = append(j.buf[:0], 'f', '|')
	j.buf = AppendID(j.buf, dr.placeID)
	j.buf = append(j.buf, '|')
	j.buf = j.appendRowKey(j.buf, rec, f)
	dr.fp = s.key.id(j.buf)

	if h.Variant > 0 && d.Category == detectors.EMail && d.Variants[h.Variant-1].ID == "email.role" && s.opt.Mask == MaskPartial {
		dr.masked = maskRole(j.buf[:0], value)
	} else {
		dr.masked = maskValue(j.buf[:0], d, value, s.opt.Mask)
	}
	j.buf = dr.masked
	if s.opt.ExcerptChars > 0 && s.opt.Mask == MaskPartial {
		j.buf2 = j.excerpt(j.buf2[:0], f, c)
		dr.excerpt = j.buf2
	}
	j.rec8 = dr.encode(j.rec8[:0])
	j.out = appendRecord(j.out, j.rec8)
	return dr.value
}

var newline = []byte{'\n'}

// jsonByte tells whether a field that starts with c may hold JSON.
func jsonByte(c byte) bool { return c == '{' || c == '[' }

// normalValue appends the form of a value in which two spellings are one value.
func normalValue(dst []byte, d *detectors.Detector, value []byte) []byte {
	if d.Normal != nil {
		return d.Normal(dst, value)
	}
	return lower(dst, value)
}

// lineOf returns the physical line of an offset; offsets mostly ascend.
func (j *judge) lineOf(at int) int64 {
	if at < j.lineAt {
		j.lineAt, j.line = 0, j.b.Line
	}
	j.line += int64(bytes.Count(j.b.Text[j.lineAt:at], newline))
	j.lineAt = at
	return j.line
}

// charsBefore counts the code points of f before offset at. It goes on from
// where it stood: a field may be as long as a block and hold many findings.
func (j *judge) charsBefore(f source.Field, at int) int64 {
	if f.Start != j.charField || at < j.charAt || j.charAt < f.Start {
		j.charField, j.charAt, j.chars = f.Start, f.Start, 0
	}
	n := j.chars + j.b.Chars(f, j.charAt, at)
	// Inside a character or between two quotes the parts would not add up.
	if t := j.b.Text; at > f.Start && utf8.RuneStart(t[at]) && t[at-1] != j.b.Layout.Quote {
		j.charAt, j.chars = at, n
	}
	return n
}

// rowKey returns the primary key of a record. A key column that itself holds a
// finding, or a value that no key looks like, is replaced by its value id.
func (j *judge) rowKey(rec int) (key []KeyPart, masked bool) {
	j.key = j.key[:0]
	for _, col := range j.tab.Key {
		for i, f := range j.fields {
			if f.Col != col+1 {
				continue
			}
			v := j.b.Text[f.Start:f.End]
			hide := len(v) > 64 || !utf8.Valid(v)
			for k := range j.cands {
				c := &j.cands[k]
				hide = hide || c.field == i && (!c.dead || c.counted)
			}
			name := j.tab.columnName(col + 1)
			if hide {
				id := j.scan.key.id(append([]byte("key|"), v...))
				j.key = append(j.key, KeyPart{Column: name, Value: "lv1:" + id.String()})
				masked = true
			} else {
				j.key = append(j.key, KeyPart{Column: name, Value: string(v)})
			}
		}
	}
	return j.key, masked
}

// appendRowKey appends what identifies the row: its primary key, else the row's
// other cells, so that the fingerprint survives inserted and sorted rows.
func (j *judge) appendRowKey(dst []byte, rec int, own source.Field) []byte {
	found := false
	for _, col := range j.tab.Key {
		for _, f := range j.fields {
			if f.Col == col+1 {
				dst = append(dst, j.b.Text[f.Start:f.End]...)
				dst = append(dst, 0)
				found = true
			}
		}
	}
	if found {
		return dst
	}
	for _, f := range j.fields {
		if f.Start != own.Start && f.End > f.Start {
			dst = strconv.AppendInt(dst, int64(f.Col), 10)
			dst = append(dst, '=')
			dst = append(dst, j.b.Text[f.Start:f.End]...)
			dst = append(dst, 0)
		}
	}
	return dst
}
