package source

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode"
)

// JSONPointerAt returns the JSON pointer (RFC 6901) of the value of doc in
// which offset at lies, or "" where doc is no JSON up to there. It is for cells
// that hold JSON and is called only where something was found in one. A member
// name that could itself be data is written as '*'.
func JSONPointerAt(doc []byte, at int) string {
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.UseNumber()
	type level struct {
		array bool
		name  string // of the member being read
		n     int    // of the element being read, 0-based
		value bool   // the next token of an object is a value
	}
	var path []level
	pointer := func() string {
		var b strings.Builder
		for _, l := range path {
			b.WriteByte('/')
			if l.array {
				b.WriteString(strconv.Itoa(l.n))
			} else {
				b.WriteString(EscapePointer(plainName(l.name)))
			}
		}
		return b.String()
	}
	for {
		tok, err := dec.Token()
		if err != nil {
			return ""
		}
		reached := int(dec.InputOffset()) > at
		switch t := tok.(type) {
		case json.Delim:
			switch t {
			case '{', '[':
				path = append(path, level{array: t == '['})
				continue
			}
			path = path[:len(path)-1]
			if len(path) == 0 || reached {
				return ""
			}
		default:
			if top := &path[max(len(path)-1, 0)]; len(path) > 0 && !top.array && !top.value {
				top.name, top.value = tok.(string), true
				if reached { // found in the member's name
					return pointer() + "#key"
				}
				continue
			}
			if reached {
				return pointer()
			}
		}
		if len(path) == 0 {
			return ""
		}
		top := &path[len(path)-1]
		top.n++
		top.value = false
	}
}

// plainName returns a member name that looks like a name of the program that
// wrote it, and "*" for others: a pointer is shown unmasked.
func plainName(name string) string {
	digits := 0
	for _, r := range name {
		if r >= '0' && r <= '9' {
			if digits++; digits > 4 {
				return "*"
			}
			continue
		}
		digits = 0
		if !unicode.IsLetter(r) && !strings.ContainsRune("_-$.", r) {
			return "*"
		}
	}
	if len(name) > 40 {
		return "*"
	}
	return name
}

// EscapePointer makes a member name a part of a JSON pointer (RFC 6901).
func EscapePointer(name string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
}
