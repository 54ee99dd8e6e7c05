package detectors

import "slices"

// Category is a kind of personal data, as reports name it.
type Category string

// Categories that detectors and rule packs may use.
const (
	NationalID       Category = "national_id"
	EMail            Category = "email"
	Phone            Category = "phone"
	VehiclePlate     Category = "vehicle_plate"
	BankAccount      Category = "iban"
	Health           Category = "special.health"
	Ethnicity        Category = "special.ethnicity"
	Politics         Category = "special.politics"
	Religion         Category = "special.religion"
	Union            Category = "special.union"
	GeneticBiometric Category = "special.genetic_biometric"
	SexLife          Category = "special.sex_life"
	Criminal         Category = "criminal"
	Child            Category = "child"
	PolicyText       Category = "policy-text"
	CustomerCard     Category = "customer_card"
	PaymentCard      Category = "payment_card"
	DocumentID       Category = "document_id"
	IPAddress        Category = "ip_address"
	MACAddress       Category = "mac_address"
	BirthDate        Category = "birth_date"
	Address          Category = "address"
	PersonName       Category = "person_name"
	Username         Category = "username"
	Password         Category = "password"
	Messenger        Category = "messenger"
	Employer         Category = "employer"
	ReferenceNumber  Category = "reference_number"
	CompanyCode      Category = "company_code"
)

// Severity orders findings by what a leak would do.
type Severity uint8

const (
	Info Severity = iota
	Low
	Medium
	High
	Critical
)

// String returns the word of the run schema.
func (s Severity) String() string {
	return [...]string{"info", "low", "medium", "high", "critical"}[s]
}

// MaskStyle names how a value of a category is masked; package scanner holds
// the one function that does it.
type MaskStyle uint8

const (
	MaskCategory  MaskStyle = iota // [category]
	MaskLastTwo                    // *********99
	MaskEmail                      // m***@n***.test
	MaskPhone                      // +372 5*** **78
	MaskPlate                      // 1** **C
	MaskIBAN                       // EE** **** **** **** 5685
	MaskLastThree                  // **** **** *789
	MaskLastFour                   // **** **** **** 1111
	MaskDocument                   // KE*****56
	MaskIP                         // 198.51.*.*
	MaskMAC                        // 00:1a:2b:**:**:**
	MaskBirth                      // **.**.19**
	MaskAddress                    // N*** **, Tallinn
	MaskInitials                   // M*** T***
	MaskInitial                    // m***
	MaskCompany                    // N*** OÜ
)

// CategoryInfo is what the program knows of a category.
type CategoryInfo struct {
	Severity Severity // base; context may raise or lower it
	Weight   int      // W of the risk score, 0-100
	GDPR     []string // articles
	Special  bool     // GDPR Art. 9
	Words    bool     // found by vocabulary: graded by person context, claims no span
	Identity bool     // identifies a person: makes a record personal
	Mask     MaskStyle
}

var categories = map[Category]CategoryInfo{
	NationalID:       {High, 45, []string{"4(1)", "87"}, false, false, true, MaskLastTwo},
	EMail:            {Medium, 20, []string{"4(1)"}, false, false, true, MaskEmail},
	Phone:            {Medium, 20, []string{"4(1)"}, false, false, true, MaskPhone},
	VehiclePlate:     {Medium, 25, []string{"4(1)"}, false, false, false, MaskPlate},
	BankAccount:      {Medium, 40, []string{"4(1)"}, false, false, false, MaskIBAN},
	CustomerCard:     {Low, 12, []string{"4(1)"}, false, false, false, MaskLastThree},
	Health:           {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	Ethnicity:        {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	Politics:         {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	Religion:         {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	Union:            {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	GeneticBiometric: {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	SexLife:          {Medium, 60, []string{"4(1)", "9(1)"}, true, true, false, MaskCategory},
	Criminal:         {Medium, 55, []string{"4(1)", "10"}, false, true, false, MaskCategory},
	Child:            {High, 55, []string{"4(1)", "8"}, false, true, false, MaskCategory},
	PaymentCard:      {High, 40, []string{"4(1)"}, false, false, false, MaskLastFour},
	DocumentID:       {High, 40, []string{"4(1)"}, false, false, true, MaskDocument},
	Password:         {High, 50, []string{"4(1)"}, false, false, false, MaskCategory},
	BirthDate:        {Medium, 20, []string{"4(1)"}, false, false, true, MaskBirth},
	Address:          {Medium, 20, []string{"4(1)"}, false, false, false, MaskAddress},
	PersonName:       {Low, 15, []string{"4(1)"}, false, false, true, MaskInitials},
	Username:         {Low, 12, []string{"4(1)"}, false, false, false, MaskInitial},
	Messenger:        {Low, 12, []string{"4(1)"}, false, false, false, MaskInitial},
	Employer:         {Low, 8, []string{"4(1)"}, false, false, false, MaskCompany},
	ReferenceNumber:  {Info, 8, []string{"4(1)"}, false, false, false, MaskLastThree},
	IPAddress:        {Low, 12, []string{"4(1)"}, false, false, false, MaskIP},
	MACAddress:       {Low, 8, []string{"4(1)"}, false, false, false, MaskMAC},
	CompanyCode:      {Low, 5, []string{"4(1)"}, false, false, false, MaskLastTwo},
	PolicyText:       {Info, 0, nil, false, true, false, MaskCategory},
}

// Info returns what is known of the category; false if nobody knows it.
func (c Category) Info() (CategoryInfo, bool) {
	i, ok := categories[c]
	return i, ok
}

// Categories returns all categories that rules may have, in order.
func Categories() []Category {
	var out []Category
	for c := range categories {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// VocabularyWord is the entry of a rule pack behind a word hit.
type VocabularyWord struct {
	Lemma  string
	Strong bool // grade S; else C, a context word
	Cap    bool // rejected when Capitalised inside a sentence: a surname or place
}

// Lexicon holds the word lists that are about the text around a value, not
// about a value: rule packs fill it. All words are lower case.
type Lexicon struct {
	Role    []string // tokens for a person whom a company deals with, with their case forms
	Person  []string // other tokens for a person: pronouns, kin
	Weak    []string // tokens that count only beside another one of Person
	Legal   []string // word starts of legal text (policy-like fields)
	Product []string // tokens that make a context word a product
	Shown   []string // tokens that an excerpt may show
	// Traps are phrases that veto a word hit of their category that they cover.
	Traps []Trap
}

// A Trap is a phrase of one category that means something harmless.
type Trap struct {
	Category Category
	Text     string // lower case; a trailing * stands for any suffix of the last word
}
