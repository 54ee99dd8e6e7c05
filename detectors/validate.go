package detectors

// Validators are the checks that a pattern of a rule pack may ask for, by name.
// They get the match as written and ignore its separators.
var Validators = map[string]func(value []byte, asOf Date) bool{
	"isikukood": func(v []byte, asOf Date) bool {
		d := digitsOnly(nil, v)
		if len(d) != 11 {
			return false
		}
		birth := codeDate(d)
		return birth != 0 && birth <= asOf && checkDigitEE(d, 10) == d[10]
	},
	"hetu": func(v []byte, asOf Date) bool {
		p := &Pass{Text: v, AsOf: asOf, Block: whole(len(v))}
		checkNationalIDFI(p, At{Pos: 0, Len: digitRun(v, 0)})
		return len(p.Hits) == 1 && int(p.Hits[0].End) == len(v)
	},
	"luhn": func(v []byte, _ Date) bool {
		d := digitsOnly(nil, v)
		return len(d) > 1 && luhn(d)
	},
	"iban": func(v []byte, _ Date) bool {
		c := Compact(nil, v)
		return len(c) > 4 && ibanLength(c[0], c[1]) == len(c) && mod97(c)
	},
	"viitenumber": func(v []byte, _ Date) bool {
		d := digitsOnly(nil, v)
		return len(d) > 1 && domesticEE(d)
	},
}

// whole is a text that is one field.
type whole int

func (w whole) FieldBounds(int) (lo, hi int) { return 0, int(w) }
func (w whole) Raised(uint16, int, int) bool { return false }

// Compact appends the letters and digits of value, letters in upper case: the
// form in which values of most kinds compare.
func Compact(dst, value []byte) []byte { return compact(dst, value) }
