// Package subject searches one person: every place that holds the person's data,
// in any spelling. The case file becomes a few more detectors for the same sweep;
// what they and the built-in ones find is put together by row and graded.
//
//	case file ─► detectors (codes, numbers, names in all forms) ─► scanner ─► rows ─► grades
package subject

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"leidur/detectors"
)

// A Case is a request of one person.
type Case struct {
	ID       string         `toml:"case"`
	Kind     string         `toml:"kind"`
	Received toml.LocalDate `toml:"received"`
	Extended bool           `toml:"extended"`
	Checked  struct {
		By  string         `toml:"by"`
		How string         `toml:"how"`
		On  toml.LocalDate `toml:"on"`
	} `toml:"identity_checked"`
	Subject struct {
		Names     []string       `toml:"names"`
		Isikukood []string       `toml:"isikukood"`
		Born      toml.LocalDate `toml:"born"`
		Email     []string       `toml:"email"`
		Phone     []string       `toml:"phone"`
		Plate     []string       `toml:"plate"`
		Card      []string       `toml:"card"`
		IBAN      []string       `toml:"iban"`
		Username  []string       `toml:"username"`
		Other     []string       `toml:"other"`
	} `toml:"subject"`
	// Search is for linking, which is not built yet; the keys are accepted.
	Search struct {
		Linking string `toml:"linking"`
		Depth   int    `toml:"depth"`
		Hub     int    `toml:"hub"`
	} `toml:"search"`
}

var kinds = []string{"access", "erasure", "portability", "rectification", "restriction", "objection"}

// Load reads a case file. It refuses files that others can read, unless insecure.
func Load(name string, insecure bool) (*Case, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("case file %s: %w", name, errors.Unwrap(err))
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 && !insecure {
		return nil, fmt.Errorf("case file %s can be read by others (mode %04o): chmod 600 it, or use --insecure-case with --reason", name, info.Mode().Perm())
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("case file %s: %w", name, errors.Unwrap(err))
	}
	return Parse(name, data)
}

// Parse reads a case. Errors name the file, and line and column where TOML knows
// them, and no value.
func Parse(name string, data []byte) (*Case, error) {
	var c Case
	dec := toml.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		var strict *toml.StrictMissingError
		if errors.As(err, &strict) && len(strict.Errors) > 0 {
			row, col := strict.Errors[0].Position()
			return nil, fmt.Errorf("%s:%d:%d: unknown key %q", name, row, col, strings.Join(strict.Errors[0].Key(), "."))
		}
		var de *toml.DecodeError
		if errors.As(err, &de) {
			row, col := de.Position()
			return nil, fmt.Errorf("%s:%d:%d: not as a case file should be", name, row, col)
		}
		return nil, fmt.Errorf("%s: not a case file", name)
	}
	if c.ID == "" {
		return nil, fmt.Errorf("%s: case = \"...\" is missing", name)
	}
	if c.Kind != "" && !contains(kinds, c.Kind) {
		return nil, fmt.Errorf("%s: kind %q is none of %s", name, c.Kind, strings.Join(kinds, ", "))
	}
	s := &c.Subject
	n := 0
	for i, list := range [...]struct {
		key    string
		values []string
	}{{"names", s.Names}, {"isikukood", s.Isikukood}, {"email", s.Email}, {"phone", s.Phone}, {"plate", s.Plate}, {"card", s.Card}, {"iban", s.IBAN}, {"username", s.Username}, {"other", s.Other}} {
		for k, v := range list.values {
			n++
			if short := len([]rune(strings.TrimSpace(v))); short < 3 || i == 3 && short < 7 {
				return nil, fmt.Errorf("%s: %s, value %d is too short to search for", name, list.key, k+1)
			}
		}
	}
	if n == 0 {
		return nil, fmt.Errorf("%s: [subject] names nothing to search for", name)
	}
	return &c, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// Deadline is the day by which the law wants an answer: one month after the
// request was received, three where that was extended (GDPR Art. 12(3)); the
// last day of the month where it has no such day. Zero without a received date.
func (c *Case) Deadline() detectors.Date {
	r := c.Received
	if r.Year == 0 {
		return 0
	}
	months := 1
	if c.Extended {
		months = 3
	}
	y, m := r.Year, r.Month+months
	for m > 12 {
		y, m = y+1, m-12
	}
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return detectors.MakeDate(y, m, min(r.Day, last))
}
