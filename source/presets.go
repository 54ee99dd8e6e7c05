package source

import "strings"

// A Preset knows the column names of one system's export: which column is the
// key, which hold dates and free text. It never switches anything off.
type Preset struct {
	System   string
	Headers  []string // names by which the export is known, lower case
	Key      []string // the first that the table has
	Created  string
	Modified string
	Consent  string
	FreeText []string
}

// Presets are the exports whose headers were seen in vendors' documentation or
// public code; order and number of their columns vary, so a share of the names
// is enough.
var Presets = []Preset{
	{System: "Erply", Headers: words("customerid firstname lastname fullname companyname notes attributes phone mobile mobilephone fax email address nationalidentificationnumber dateofbirth gender bankaccount employer website licenceplate"),
		Key: words("customerid"), FreeText: words("notes attributes")},
	{System: "Erply Books", Headers: words("id name code registrationcode legaladdress email phone1 phone2 fax contactpersonname contactpersonemail contactpersonphone info bankaccountnumber bankiban referencenumber"),
		Key: words("id"), FreeText: words("info")},
	{System: "MailChimp", Headers: []string{"email address", "first name", "last name", "member_rating", "optin_time", "optin_ip", "confirm_time", "confirm_ip", "latitude", "longitude", "gmtoff", "dstoff", "timezone", "cc", "region", "last_changed", "leid", "euid", "notes", "tags"},
		Key: words("euid leid"), Created: "optin_time", Modified: "last_changed", Consent: "optin_time", FreeText: words("notes tags")},
	{System: "Brevo (SendInBlue)", Headers: words("email firstname lastname sms landline_number ext_id added_time modified_time"),
		Key: words("ext_id email"), Created: "added_time", Modified: "modified_time"},
	{System: "Shopify", Headers: []string{"customer id", "first name", "last name", "email", "accepts email marketing", "accepts marketing", "default address company", "default address address1", "default address zip", "default address phone", "company", "address1", "address2", "city", "province", "zip", "phone", "accepts sms marketing", "total spent", "total orders", "note", "tax exempt", "tags"},
		Key: words("customer_id email"), Consent: "accepts email marketing", FreeText: words("note tags")},
	{System: "Magento (Adobe Commerce)", Headers: words("email _website _store confirmation created_at created_in dob firstname gender group_id lastname middlename password_hash prefix rp_token rp_token_created_at store_id suffix taxvat website_id password"),
		Key: words("email"), Created: "created_at"},
}

func words(s string) []string { return strings.Fields(s) }

// MatchPreset returns the preset whose names the columns have, or nil: at least
// five of them, and three in five of the columns are of it.
func MatchPreset(columns []string) *Preset {
	var best *Preset
	most := 4
	for i := range Presets {
		p := &Presets[i]
		hits := 0
		for _, c := range columns {
			if p.has(c) {
				hits++
			}
		}
		if hits > most && hits*5 >= len(columns)*3 {
			best, most = p, hits
		}
	}
	return best
}

func (p *Preset) has(column string) bool {
	column = strings.ToLower(strings.TrimSpace(column))
	for _, h := range p.Headers {
		if h == column {
			return true
		}
	}
	return false
}

// key returns the 0-based column of the preset's key among columns, or nil.
func (p *Preset) key(columns []string) []int {
	for _, k := range p.Key {
		for i, c := range columns {
			if strings.EqualFold(strings.ReplaceAll(strings.TrimSpace(c), " ", "_"), k) {
				return []int{i}
			}
		}
	}
	return nil
}
