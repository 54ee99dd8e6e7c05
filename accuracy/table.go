package accuracy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
)

// Seed is the seed of the published figures.
const Seed = 7

// Table writes rows for a terminal.
func Table(w io.Writer, rows []Row) error {
	for _, r := range rows {
		if _, err := fmt.Fprintln(w, r); err != nil {
			return err
		}
	}
	return nil
}

const (
	openPlanted, closePlanted = "<!-- planted -->", "<!-- /planted -->"
	openReal, closeReal       = "<!-- real -->", "<!-- /real -->"
)

// Update replaces the tables of a document between their marks; the table of
// real text only where it was measured. An empty document gets both.
func Update(doc []byte, rows []Row, real bool) ([]byte, error) {
	if len(doc) == 0 {
		doc = []byte("# Accuracy\n\n" + openPlanted + "\n" + closePlanted + "\n\n" + openReal + "\n" + closeReal + "\n")
	}
	var planted, text []Row
	for _, r := range rows {
		if r.Text == "planted" || r.Text == "notes, text" || r.Text == "notes, column" {
			planted = append(planted, r)
		} else {
			text = append(text, r)
		}
	}
	doc, err := replace(doc, openPlanted, closePlanted, planted)
	if err != nil || !real {
		return doc, err
	}
	return replace(doc, openReal, closeReal, text)
}

func replace(doc []byte, open, end string, rows []Row) ([]byte, error) {
	a, b := bytes.Index(doc, []byte(open)), bytes.Index(doc, []byte(end))
	if a < 0 || b < a {
		return nil, errors.New("has no " + open + " and " + end)
	}
	var out bytes.Buffer
	out.Write(doc[:a+len(open)])
	out.WriteString("\n| text | category | language | from | units | right of found | precision | found of labels | recall |\n|---|---|---|---|---:|---:|---|---:|---|\n")
	share := func(p, lo, hi float64) string {
		if math.IsNaN(p) {
			return ""
		}
		return fmt.Sprintf("%.3f (%.3f-%.3f)", p, lo, hi)
	}
	for _, r := range rows {
		if r.Labels == 0 && r.Right == 0 { // only false alarms are of interest: in 10,000 units
			fmt.Fprintf(&out, "| %s | %s | %s | %s | %d | 0 of %d | %.1f in 10,000 | | |\n", r.Text, r.Category, r.Language, r.Level, r.Units, r.Wrong, float64(r.Wrong)*10000/float64(r.Units))
			continue
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %d | %d of %d | %s | %d of %d | %s |\n", r.Text, r.Category, r.Language, r.Level, r.Units, r.Right, r.Right+r.Wrong,
			share(r.Precision()), r.Hit, r.Labels, share(r.Recall()))
	}
	out.Write(doc[b:])
	return out.Bytes(), nil
}
