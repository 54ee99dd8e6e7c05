package report

import (
	"strconv"
	"strings"

	"leidur/detectors"
	"leidur/source"
)

// All text that people read comes from one table, by key. Machine formats never
// use it. A test checks that every key has both languages and equal verbs.

// Languages that reports come in.
var Languages = []string{"en", "et"}

type message struct{ en, et string }

// T returns the text of a key in a language; unknown languages read English. A
// missing key shows itself, which a test finds.
func T(lang, key string) string {
	m, ok := messages[key]
	if !ok {
		m, ok = htmlMessages[key]
	}
	if !ok {
		m, ok = termMessages[key]
	}
	if !ok {
		return key
	}
	if lang == "et" {
		return m.et
	}
	return m.en
}

var messages = map[string]message{
	"cat.national_id":               {"national_id", "isikukood"},
	"cat.email":                     {"email", "e-posti aadress"},
	"cat.phone":                     {"phone", "telefon"},
	"cat.vehicle_plate":             {"vehicle_plate", "auto number"},
	"cat.iban":                      {"iban", "IBAN"},
	"cat.customer_card":             {"customer_card", "kliendikaart"},
	"cat.payment_card":              {"payment_card", "pangakaart"},
	"cat.document_id":               {"document_id", "isikut tõendav dokument"},
	"cat.ip_address":                {"ip_address", "IP-aadress"},
	"cat.mac_address":               {"mac_address", "seadme MAC-aadress"},
	"cat.birth_date":                {"birth_date", "sünniaeg"},
	"cat.address":                   {"address", "aadress"},
	"cat.person_name":               {"person_name", "isikunimi"},
	"cat.username":                  {"username", "kasutajanimi"},
	"cat.password":                  {"password", "parool"},
	"cat.messenger":                 {"messenger", "sõnumirakenduse konto"},
	"cat.employer":                  {"employer", "tööandja"},
	"cat.reference_number":          {"reference_number", "viitenumber"},
	"cat.company_code":              {"company_code", "registrikood"},
	"cat.special.health":            {"special.health", "terviseandmed"},
	"cat.special.ethnicity":         {"special.ethnicity", "rahvus või päritolu"},
	"cat.special.politics":          {"special.politics", "poliitilised vaated"},
	"cat.special.religion":          {"special.religion", "usk ja veendumused"},
	"cat.special.union":             {"special.union", "ametiühing"},
	"cat.special.genetic_biometric": {"special.genetic_biometric", "geneetika ja biomeetria"},
	"cat.special.sex_life":          {"special.sex_life", "seksuaalelu"},
	"cat.criminal":                  {"criminal", "süüteoandmed"},
	"cat.child":                     {"child", "lapse andmed"},
	"cat.policy-text":               {"policy text", "õigustekst"},

	"csv.kind":        {"What", "Mis"},
	"csv.finding":     {"finding", "leid"},
	"csv.test":        {"test data", "testandmed"},
	"csv.rule":        {"Rule", "Reegel"},
	"csv.fingerprint": {"Fingerprint", "Tunnus"},

	"level.critical": {"critical", "kriitiline"},
	"level.high":     {"high", "kõrge"},
	"level.medium":   {"medium", "keskmine"},
	"level.low":      {"low", "madal"},
	"level.info":     {"info", "teave"},

	"likelihood.unlikely":    {"unlikely", "ebatõenäoline"},
	"likelihood.possible":    {"possible", "võimalik"},
	"likelihood.likely":      {"likely", "tõenäoline"},
	"likelihood.very_likely": {"very likely", "väga tõenäoline"},

	"status.scanned":        {"read", "loetud"},
	"status.partly_scanned": {"partly read", "osaliselt loetud"},
	"status.not_scanned":    {"not read", "lugemata"},

	"reason.encrypted":     {"password", "parooliga"},
	"reason.damaged":       {"damaged", "vigane"},
	"reason.limit_size":    {"too large", "liiga suur"},
	"reason.limit_ratio":   {"compression bomb", "kahtlaselt tihe pakkfail"},
	"reason.limit_depth":   {"nested too deep", "liiga sügavale pakitud"},
	"reason.limit_entries": {"too many members", "liiga palju pakitud faile"},
	"reason.timeout":       {"timed out", "aeg sai otsa"},
	"reason.rule_timeout":  {"a rule took too long on a cell", "reegel ei jõudnud lahtriga valmis"},
	"reason.unsupported":   {"format not supported", "vormingut ei loeta"},
	"reason.no_text":       {"no text", "tekst puudub"},
	"reason.unreadable":    {"cannot be opened", "ei saa avada"},
	"reason.symlink":       {"link not followed", "viita ei järgitud"},
	"reason.special_file":  {"not a file", "ei ole fail"},
	"reason.binary_opaque": {"unknown format", "tundmatu vorming"},
	"reason.changed":       {"changed meanwhile", "muutus lugemise ajal"},
	"reason.own_file":      {"own report", "leiduri enda aruanne"},
	"reason.excluded":      {"excluded", "välja jäetud"},
	"reason.interrupted":   {"interrupted", "katkestatud"},

	"inspect.format":    {"format", "vorming"},
	"inspect.delimiter": {"columns separated by '%s'", "veergude eraldaja „%s“"},
	"inspect.tab":       {"tab", "tabeldusmärk"},
	"inspect.quote":     {"quote %c", "jutumärgid %c"},
	"inspect.encoding":  {"encoding", "kodeering"},
	"inspect.status":    {"status", "seis"},
	"inspect.note":      {"note", "märkus"},
	"inspect.table":     {"table", "tabel"},
	"inspect.hidden":    {"hidden", "peidetud"},
	"inspect.rows":      {"%s rows", "ridu %s"},
	"inspect.header":    {"column names in row %d", "veergude nimed on real %d"},
	"inspect.noheader":  {"no row looks like column names", "veergude nimede rida ei leitud"},
	"inspect.preset":    {"looks like an export of %s", "paistab olevat väljavõte süsteemist %s"},
	"inspect.key":       {"key", "võti"},
	"inspect.freetext":  {"free text", "vaba tekst"},
	"inspect.dates":     {"dates", "kuupäevad"},
	"inspect.numbers":   {"numbers", "arvud"},
	"inspect.filled":    {"%s filled", "täidetud %s"},
	"dry.title":         {"Would read %d of %d inputs, %s. Nothing was scanned.", "Loetaks %d sisendit %d-st, %s. Midagi ei skannitud."},
	"text.head":         {"leidur %s  profile %s  rules %d packs, %d rules  as of %s", "leidur %s  profiil %s  reeglid %d paketti, %d reeglit  seisuga %s"},
	"text.read":         {"Read %s of %s, %s, %s, %s", "Loetud %s / %s, %s, %s, %s"},
	"text.unread":       {"NOT READ: %d", "LUGEMATA: %d"},
	"text.allread":      {"Everything was read.", "Kõik failid loeti läbi."},
	"text.from":         {"from %s", "alates: %s"},
	"text.risk":         {"RISK", "RISK"},
	"text.file":         {"FILE / TABLE", "FAIL / TABEL"},
	"text.column":       {"COLUMN", "VEERG"},
	"text.found":        {"FOUND", "LEITUD"},
	"text.rows":         {"ROWS", "RIDU"},
	"text.hidden":       {"Hidden in notes, free text and unexpected columns:", "Peidus märkustes, vabas tekstis ja ootamatutes veergudes:"},
	"text.declared":     {"Declared by the column's name:", "Veeru nime järgi ootuspärased:"},
	"text.more":         {"... %d more columns", "... veel %d veergu"},
	"text.none":         {"Nothing was found in what was read. That does not prove that nothing is there.", "Loetud osast ei leitud midagi. See ei tõenda, et andmeid ei ole."},
	"text.special":      {"Special categories: %s", "Eriliigilised andmed: %s"},
	"text.yes":          {"YES (%d columns, %d rows)", "JAH (%d veergu, %d rida)"},
	"text.no":           {"none found", "ei leitud"},
	"text.children":     {"Children: under 13: %d, 13 to 15: %d   (limit %d)", "Lapsed: alla 13: %d, 13 kuni 15: %d   (piir %d)"},
	"text.testhidden":   {"test values hidden: %d (reserved domains, published codes)", "peidetud testväärtusi: %d (reserveeritud domeenid, avaldatud koodid)"},
	"text.test":         {"Test data (reserved domains, published codes): %d, never at the gate", "Testandmed (reserveeritud domeenid, avaldatud koodid): %d, ei mõjuta väljumiskoodi"},
	"text.reports":      {"Reports: %s", "Aruanded: %s"},
	"text.delete":       {"Delete the export when done: %s", "Kustuta eksport pärast tööd: %s"},
	"text.exit":         {"exit %d", "väljumiskood %d"},
	"text.partial":      {"partial: %d not read; ", "osaline: %d lugemata; "},
	"text.tripped":      {"%d findings at or above \"%s\"; ", "%d leidu tasemel „%s“ või üle selle; "},
	"text.interrupt":    {"interrupted; ", "katkestatud; "},
	"text.warnings":     {"Notes on what was read:", "Märkused loetu kohta:"},
	"text.line":         {"line text", "tekst"},
	"unit.inputs":       {"file|files", "fail|faili"},
	"unit.tables":       {"table|tables", "tabel|tabelit"},
	"unit.rows":         {"row|rows", "rida|rida"},
	"unit.free":         {"free-text column|free-text columns", "vaba teksti veerg|vaba teksti veergu"},

	"warn.mojibake_repaired":  {"letters that had been encoded twice, put right", "topeltkodeeritud täht, parandatud"},
	"warn.encoding_mixed":     {"bytes outside the file's encoding, decoded one by one", "failisisene vale kodeering, parandatud märkhaaval"},
	"warn.encoding_guessed":   {"the encoding was guessed", "kodeering on oletatud"},
	"warn.ragged_rows":        {"rows with more or fewer cells than the header", "rida, kus lahtreid on päisest rohkem või vähem"},
	"warn.quote_resync":       {"unclosed quotes taken as text", "sulgemata jutumärk loeti tekstiks"},
	"warn.bad_line":           {"lines that do not fit the format, read as text", "vormingule mittevastav rida, loetud tekstina"},
	"warn.external_reference": {"references to something outside of the file, not read", "viide failist väljapoole, jäi lugemata"},
	"warn.unlisted_member":    {"member that the archive's directory does not name; it was read", "liige, mida arhiivi sisukord ei nimeta; see loeti läbi"},
	"warn.duplicate_member":   {"several members have the same name", "mitu liiget on sama nimega"},
	"warn.pictures_not_read":  {"pictures and other parts without text", "pilt või muu tekstita osa"},
	"warn.formula_no_value":   {"formulas without a stored value", "salvestatud väärtuseta valem"},
	"warn.column_count":       {"rows whose values do not fit the column list", "rida, mille väärtuste arv ei klapi veergudega"},
	"warn.no_final_newline":   {"the last line has no line end", "viimasel real puudub reavahetus"},
}

// CategoryName returns the name of a category for people.
func CategoryName(lang string, c detectors.Category) string {
	key := "cat." + string(c)
	if t := T(lang, key); t != key {
		return t
	}
	return string(c)
}

// ReasonText says in words why an input was not read.
func ReasonText(lang string, in *source.Input) string {
	s := T(lang, "reason."+string(in.Reason))
	if in.Detail != "" {
		s += " (" + in.Detail + ")"
	}
	if in.From != "" {
		s += ", " + strings.Replace(T(lang, "text.from"), "%s", in.From, 1)
	}
	return s
}

// Number writes a count with the thousands mark of the language: 183,410 in
// English, 183 410 with no-break spaces from five digits on in Estonian.
func Number(lang string, n int64) string {
	s := strconv.FormatInt(n, 10)
	sep, from := ",", 4
	if lang == "et" {
		sep, from = "\u00a0", 5
	}
	if len(s) < from {
		return s
	}
	var b strings.Builder
	for i, c := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Count writes a number with its noun.
func Count(lang, unit string, n int64) string {
	one, many, _ := strings.Cut(T(lang, "unit."+unit), "|")
	if n == 1 {
		return Number(lang, n) + " " + one
	}
	return Number(lang, n) + " " + many
}

// Date writes a day as the language does: 2026-11-22, 22.11.2026.
func Date(lang string, d detectors.Date) string {
	iso := d.String()
	if lang == "et" {
		return iso[8:10] + "." + iso[5:7] + "." + iso[0:4]
	}
	return iso
}

// MessageKeys lists the keys of the table, in no order.
func MessageKeys() []string {
	keys := make([]string, 0, len(messages)+len(htmlMessages))
	for k := range messages {
		keys = append(keys, k)
	}
	for k := range htmlMessages {
		keys = append(keys, k)
	}
	for k := range termMessages {
		keys = append(keys, k)
	}
	return keys
}

// Size writes a number of bytes in units of a thousand: 1.5 MB, 1,5 MB.
func Size(lang string, n int64) string {
	if n < 1000 {
		return Number(lang, n) + " B"
	}
	v, unit := float64(n), 0
	for ; v >= 999.95 && unit < 4; unit++ {
		v /= 1000
	}
	s := strconv.FormatFloat(v, 'f', 1, 64)
	if lang == "et" {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s + " " + [...]string{"B", "kB", "MB", "GB", "TB"}[unit]
}
