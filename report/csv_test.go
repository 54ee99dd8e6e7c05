package report_test

import (
	"encoding/csv"
	"strings"
	"testing"
)

// TestCSV reads the report as a spreadsheet does.
func TestCSV(t *testing.T) {
	text := written(t, "csv", "=cmd().csv", "id;+telefon;märkus\n12345678901;+372 5340 0123;\"isikukood 37605030299,\nklient on \"\"diabeetik\"\"\"\n")
	body, ok := strings.CutPrefix(text, "\ufeff")
	if !ok || strings.Count(body, "\n") != strings.Count(body, "\r\n") || !strings.HasSuffix(body, "\"\r\n") {
		t.Fatalf("no byte-order mark, or a line that does not end in CRLF")
	}
	r := csv.NewReader(strings.NewReader(body))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0][:5], " "); got != "Mis Raskus Tõenäosus Liik Fail" {
		t.Errorf("names %q", got)
	}
	if rows[1][0] != "lugemata" || rows[1][4] != "leht.pdf" || rows[1][12] == "" {
		t.Errorf("what was not read does not come first: %q", rows[1])
	}
	kinds := map[string][]string{}
	for _, row := range rows[2:] {
		kinds[row[3]] = row
		for i, cell := range row {
			if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
				t.Errorf("column %s begins like a formula: %q", rows[0][i], cell)
			}
		}
		if row[4] != "'=cmd().csv" || row[7] != "2" {
			t.Errorf("place %q row %q", row[4], row[7])
		}
	}
	if row := kinds["isikukood"]; row == nil || row[10] != "*********99" || row[6] != "märkus" || !strings.Contains(row[12], " +0,40") || !strings.HasPrefix(row[14], "lf1:") {
		t.Errorf("personal code: %q", row)
	}
	if row := kinds["telefon"]; row == nil || !strings.HasPrefix(row[10], "'+372") || row[6] != "'+telefon" {
		t.Errorf("phone: %q", row)
	}
	if kinds["terviseandmed"] == nil {
		t.Errorf("no health data in %d rows", len(rows))
	}
	for _, raw := range []string{"37605030299", "5340 0123", "diabeetik"} {
		if strings.Contains(text, raw) {
			t.Errorf("the report holds a value of the data")
		}
	}
}
