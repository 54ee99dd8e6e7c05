// Package pattern runs the regular expressions of rule packs. They have .NET
// syntax (github.com/dlclark/regexp2), so they may look behind and ahead, and may
// be catastrophic: every search has a time limit.
package pattern

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// A Pattern is safe for concurrent use.
type Pattern struct{ re *regexp2.Regexp }

// Compile compiles an expression whose searches end after limit.
func Compile(expr string, limit time.Duration) (*Pattern, error) {
	re, err := regexp2.Compile(expr)
	if err != nil {
		return nil, fmt.Errorf("pattern: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	re.MatchTimeout = limit
	return &Pattern{re}, nil
}

// Find returns the ranges of the matches in text, in bytes. ok is false where a
// search ran into its limit: what was found until then is not returned.
func (p *Pattern) Find(text []byte) (matches [][]int, ok bool) {
	m, err := p.re.FindAllStringIndex(string(text), -1)
	return m, err == nil
}

// Catastrophic tells whether an expression repeats a repetition, as (a+)+ does:
// the number of ways to match grows with a power of the text. It knows the plain
// cases only.
func Catastrophic(expr string) bool {
	re, err := syntax.Parse(stripLookaround(expr), syntax.Perl)
	return err == nil && nested(re, false)
}

func nested(re *syntax.Regexp, inside bool) bool {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		if re.Op == syntax.OpRepeat && re.Max >= 0 && re.Max <= 3 {
			break
		}
		if inside {
			return true
		}
		// A repetition that begins or ends with something fixed parts its turns.
		sub := re.Sub[0]
		for sub.Op == syntax.OpCapture {
			sub = sub.Sub[0]
		}
		if sub.Op == syntax.OpConcat && len(sub.Sub) > 1 && (fixed(sub.Sub[0]) || fixed(sub.Sub[len(sub.Sub)-1])) {
			return false
		}
		return nested(sub, true)
	}
	for _, s := range re.Sub {
		if nested(s, inside) {
			return true
		}
	}
	return false
}

func fixed(re *syntax.Regexp) bool {
	return re.Op == syntax.OpLiteral || re.Op == syntax.OpCharClass
}

// stripLookaround removes (?<=x), (?<!x), (?=x) and (?!x), which Go's parser does not know.
func stripLookaround(expr string) string {
	for _, open := range [...]string{"(?<=", "(?<!", "(?=", "(?!"} {
		for {
			i := strings.Index(expr, open)
			if i < 0 {
				break
			}
			depth, end := 0, -1
			for k := i; k < len(expr); k++ {
				switch expr[k] {
				case '\\':
					k++
				case '(':
					depth++
				case ')':
					if depth--; depth == 0 {
						end = k
					}
				}
				if end >= 0 {
					break
				}
			}
			if end < 0 {
				return expr
			}
			expr = expr[:i] + expr[end+1:]
		}
	}
	return expr
}
