package xlsx

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"leidur/source"
)

// dateFormats tells which cell styles show a number as a date, so that the
// sweep sees the date and not a count of days.
type dateFormats struct {
	styles   []bool // by style index
	from1904 bool
}

// maxSerial is the day 9999-12-31 (ECMA-376 part 1, 18.17.4.1).
const maxSerial = 2_958_465

func (d *dateFormats) is(style int) bool { return style < len(d.styles) && d.styles[style] }

// append appends the ISO date of a serial number, with the time of day if it
// has one. ok is false for what is no day.
func (d *dateFormats) append(dst, v []byte) (out []byte, ok bool) {
	days, err := strconv.ParseFloat(string(v), 64)
	if err != nil || !(days >= 1 && days < maxSerial+1) {
		return dst, false
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	whole := math.Floor(days)
	switch {
	case d.from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole < 60: // Excel counts a 29 February 1900 that never was
		start = start.AddDate(0, 0, 1)
	}
	seconds := math.Round((days - whole) * 86_400)
	at := start.AddDate(0, 0, int(whole)).Add(time.Duration(seconds) * time.Second)
	if seconds == 0 {
		return at.AppendFormat(dst, time.DateOnly), true
	}
	return at.AppendFormat(dst, "2006-01-02 15:04:05"), true
}

// readDates reads which styles are dates. What is damaged is noted: numbers are
// then swept as they are stored.
func (p *pack) readDates(ctx context.Context, out *source.Out, wb *workbook) dateFormats {
	d := dateFormats{from1904: wb.from1904}
	if wb.styles == "" || p.parts[partName(wb.styles)] == nil {
		return d
	}
	custom := map[string]bool{}
	inCells := false
	p.each(ctx, out, wb.styles, "styleSheet", func(s *scanner) {
		switch string(s.name) {
		case "numFmt":
			if len(custom) < 1<<16 {
				custom[attr(s.attrs, "numFmtId")] = isDateCode(attr(s.attrs, "formatCode"))
			}
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs", "cellStyleXfs":
			inCells = false
		case "xf":
			if !inCells || len(d.styles) >= 1<<16 {
				return
			}
			id := attr(s.attrs, "numFmtId")
			date, known := custom[id]
			if !known {
				n, _ := strconv.Atoi(id)
				date = n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58
			}
			d.styles = append(d.styles, date)
		}
	})
	return d
}

// isDateCode tells whether a number format shows a day or a year, outside
// quoted text, escapes and [conditions].
func isDateCode(code string) bool {
	for i := 0; i < len(code); i++ {
		switch c := code[i] | 0x20; {
		case code[i] == '\\' || code[i] == '_' || code[i] == '*':
			i++
		case code[i] == '"' || code[i] == '[':
			end := byte('"')
			if code[i] == '[' {
				end = ']'
			}
			n := strings.IndexByte(code[i+1:], end)
			if n < 0 {
				return false
			}
			i += n + 1
		case strings.HasPrefix(strings.ToLower(code[i:]), "general"):
			return false
		case c == 'd' || c == 'y':
			return true
		}
	}
	return false
}
