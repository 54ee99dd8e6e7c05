package detectors

import (
	"fmt"
	"time"
)

// Date is a day of the Gregorian calendar as yyyymmdd; zero is no date.
type Date uint32

// MakeDate returns the day, or 0 if there is no such day.
func MakeDate(y, m, d int) Date {
	if m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return 0
	}
	return Date(y*10000 + m*100 + d)
}

// ParseDate reads an ISO date.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("not a date of the form 2026-11-22: %q", s)
	}
	return MakeDate(t.Year(), int(t.Month()), t.Day()), nil
}

// String returns the ISO form.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100)
}

func daysIn(y, m int) int {
	switch m {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// Age returns the whole years between birth and asOf. Someone born on 29
// February has the birthday on 1 March in common years.
func Age(birth, asOf Date) int {
	years := int(asOf/10000) - int(birth/10000)
	if asOf%10000 < birth%10000 { // 0229 > 0228 and 0229 < 0301 give the rule by themselves
		years--
	}
	return years
}

// AgeBand names the band of an age; it is all that leaves the program of a birth date.
func AgeBand(age int) string {
	switch {
	case age < 0:
		return "unknown"
	case age < 13:
		return "under_13"
	case age < 16:
		return "13_to_15"
	case age < 18:
		return "16_to_17"
	case age > 110:
		return "deceased_possible"
	}
	return "adult"
}
