package main

import "strings"

var (
	given = strings.Fields(`Mari Kadri Liis Tiina Anu Piret Jaan Mart Rein Ants Toomas Priit Siim Kaarel Maarja Helen
		Kristi Urve Õnne Ülle Jüri Pärtel Andres Meelis Tõnu Signe Merike Ivar Raivo Eha Leida Heino`)
	family = strings.Fields(`Tamm Kask Sepp Lepik Kuusk Saar Oja Raud Koppel Parts Luik Kivi Mägi Põder Vaher Jõgi Rand
		Nurm Paju Sarapuu Toom Laur Kütt Mölder Pihlak Allik Lember Viira Rohtla Kõiv Sild Männik`)
	hosts        = strings.Fields("naidis.test naidis.test klient.test example.com example.org example.net post.example")
	plateLetters = strings.Fields("BKR MTP LHB RTN GDP VBL SKJ HJR DFN PRB TLM JNK BGT FRL NDS ZKB MBL KSV GHT RVD")
	goods        = []string{
		"Aknalaud tammest", "Seinakell 30 cm", "Diivanipadi sinine", "[[!child|lasteriided]] 92", "Kohvikann 1,2 l",
		"[[!special.health|merevähk]] 2 kg", "Patareid [[!vehicle_plate|12 AAA]]", "Puitriiul 80 x 30", "Lambikuppel opaal",
		"Külmkapp, [[!child|energiaklass]] A", "Käsitööseep kask", "Küünal 6 tk", "Voodilina 150 x 210", "Rattakorv",
		"Kaabel 3 m", "[[!special.genetic_biometric|sõrmejäljelugeja]] seinale", "Tööriistakast", "Vihmavari must",
		"Sertifikaat [[!vehicle_plate|ISO 900]]", "Matkatoit [[!special.sex_life|homogeenne]] püree",
	}
)

// Harmless talk: no word of a rule pack, no label, no number that looks like a phone or a plate.
var smallTalk = []string{
	"Kõik sobis, midagi juurde ei soovi.",
	"Küsis, millal uus kataloog tuleb.",
	"Tuleb ise järele reedel pärast lõunat.",
	"Uksekell ei tööta, koputada.",
	"Koer on hoovis, aga ei hammusta.",
	"Soovib kinkepaberit ja lihtsat kaarti.",
	"Aknalaua mõõt on 120 x 25 cm, paksus 2 cm.",
	"Lubas mõõdud üle vaadata ja tagasi kirjutada.",
	"Eelistab rohelist tooni, hall jäi liiga tume.",
	"Trepikoda on kitsas, diivan mahub vaid püsti.",
	"Sai eelmisest ostust väikese hinnaalanduse.",
	"Jäi rahule, kiitis kiiret asjaajamist.",
	"Ootab sügisest valikut, eriti villaseid tekke.",
	"Viimati käis poes kaks nädalat tagasi.",
	"Palus pakend kaasa võtta.",
	"Hoida ukse taga kuni kella kuueni.",
	"Kapp vajab teist riiulit, leppisime kokku maikuus.",
	"Küsis sama tooli ka musta kattega.",
	"Kohvimasin tehti korda, proovisime kohapeal.",
	"Väike kriimustus küljel, sobis ikkagi.",
	"Maksis kohapeal, kviitung kaasas.",
	"Soovitas meid ka teistele.",
	"Ei soovi uudiskirja.",
	"Lamp vilgub, vahetasime pirni ära.",
	"Transport üle Emajõe, sild on remondis.",
	"Vaja on neli jalga ja kaheksa kruvi.",
	"Kardinad lühemaks 14 cm võrra.",
	"Tellis samasuguse komplekti nagu eelmisel aastal.",
	"Ladu lubas kauba kohale 3. oktoobriks.",
	"Vaibale jäi plekk, saatsime puhastusse.",
	"Pildiraam 30 x 40, matt klaas.",
	"Küsis, kas riiulit saab seina külge kinnitada.",
	"Hindas mugavust nelja punktiga viiest.",
	"Tagastas katkise kruusi, andsime uue.",
	"Vana mööbli viime ära samal päeval.",
	"Soovib paigaldust hommikupoole.",
	"Liitus püsiostjate programmiga jaanuaris.",
	"Mõtleb veel, vastab järgmisel nädalal.",
	"Peegel tuli terve, pakend oli natuke märg.",
	"Katus laseb läbi, seepärast on kiire.",
}

// Texts with a value that must be found. The words around a code are its own labels; arve, tellimus, konto and the
// like stay away from it.
var valueTexts = []string{
	"Kontaktnumber on nüüd {tel}.",
	"Klient jättis isikukoodi {ik}, dokument nähtud.",
	"Palus vastata aadressile {mail}.",
	"Auto {plate} jäi parklasse.",
	"Tagasimakse kontole {iban} tehtud.",
	"Helistada {tel} pärast kella viit.",
	"ik {ik}",
	"Abikaasa e-post on {mail}, kirjutada temale.",
	"Tuli uksest sisse ja ütles isikukoodiks {ik spaced}.",
	"Tel {tel}, vastab abikaasa.",
	"Rehvivahetus kell kümme, auto {plate}.",
	"Isikukood: {ik}; tel {tel}",
	"Arve saata {mail}",
	"Mob {tel}, mitte enne üheksat.",
	"Volikiri vormistada isikule, ik {ik}.",
	"Kliendi a/a {iban}.",
	"Haagis {plate} on meie hoovis.",
	"Uus meil: {mail}",
	"Luba antud isikukoodile {ik}.",
	"Vahetasime numbreid: tel {tel}, e-post {mail}.",
}

// Each text names a person, so that the word is more than a topic.
var specialTexts = []string{
	"Klient on [[special.health|diabeetik]], suhkruta kommid kaasa panna.",
	"Töötaja on [[special.health|haiguslehel]] kuni reedeni.",
	"Proua on [[special.health|rase]], mitte lasta tõsta.",
	"Töötaja kuulub [[special.union|ametiühingusse]].",
	"Abikaasa on [[special.religion|luterlane]].",
	"Pr Tamm on [[special.ethnicity|mustlane]].",
	"Klient on [[special.sex_life|gei]].",
	"Klient astus [[special.politics|Reformierakonda]].",
	"Töötajal on [[special.genetic_biometric|sõrmejäljed]] võetud.",
	"Klient on [[criminal|karistatud]].",
	"Ostja on [[child|alaealine]], küsida luba.",
	"Tal on [[special.health|epilepsia]], mitte ehmatada.",
	"Isal oli [[special.health|infarkt]], lükkame edasi.",
	"Klient on [[special.religion|õigeusklik]], pühade ajal ei helista.",
	"Tema mees on [[criminal|vangis]].",
	"Klient on [[special.politics|keskerakondlane]], teda ei huvita.",
	"Tema [[child|hooldusõigus]] on alles pooleli.",
	"Ema põeb [[special.health|depressiooni]].",
	"Klient andis [[special.genetic_biometric|DNA]] proovi.",
	"Töötaja osales [[special.union|streigis]].",
	"Proua on [[special.sex_life|lesbi]].",
	"Klient on [[special.ethnicity|pagulane]], räägib inglise keelt.",
	"Tema on [[special.health|HIV]]-positiivne.",
	"Klient liigub [[special.health|ratastoolis]], kaldtee valmis panna.",
	"Naaber on [[criminal|kriminaalkorras]] süüdi.",
	"Klient on [[special.religion|moslem]].",
	"Klient tõi [[child|lapsevanema]] nõusoleku.",
	"Tema [[special.genetic_biometric|geeniproovi]] vastus on käes.",
	"Töötaja on [[special.sex_life|transsooline]], kasutada uut nime.",
	"Klient käib [[special.health|psühhiaatri]] juures.",
	"Abikaasa on [[special.religion|Jehoova]] tunnistaja.",
	"Töötajat kahtlustatakse [[criminal|kelmuses]].",
}

// Look-alikes.
var decoyTexts = []string{
	"[[!special.health|merevähk]] 2 kg, jahutatult",
	"[[!special.health|puude]] istutamine lükkub kevadesse",
	"[[!criminal|kohtus]] kliendiga laos",
	"[[!special.sex_life|homme]] helistan uuesti",
	"arve [[!national_id|38501010002]] (ei ole isikukood)",
	"Maksis [[!vehicle_plate|123 EUR]] sularahas",
	"Patareid [[!vehicle_plate|12 AAA]] juurde panna",
	"Nõuab [[!vehicle_plate|ISO 900]] sertifikaati",
	"Hulgihind oli [[!phone|5 340 003]] eurot",
	"arve [[!phone|70000310]]",
	"kood [[!phone|6012345]]",
	"Pildi nimi on [[!email|icon@2x.png]]",
	"Saadetise jälgimine {long}",
	"Jättis paberile {bad}",
	"EAN {ean}",
	"viitenumber {valid}",
	"[[!special.religion|hindu]] tõsteti mais",
	"[[!special.religion|uskumatu]] lugu, aga laud sobis",
	"Toome ära: [[!special.religion|Kiriku]] tn 4-2",
	"Küsis, milline on [[!special.politics|tagastuspoliitika]]",
	"kuueks kuuks, [[!special.sex_life|põhjuseks]] remont",
	"Kaup on tollis nagu [[!criminal|pantvangis]]",
	"[[!child|lasteriided]] 92 ja mütsid",
	"Reg nr [[!phone|10890199]]",
	"[[!special.politics|parteipileti]] näidis raamimiseks",
	"[[!special.union|korteriühistu]] soovib hinnapakkumist",
	"[[!special.ethnicity|rahvusvaheline]] saadetis",
	"[[!child|tütarettevõtte]] ladu asub mujal",
	"[[!special.health|operatsioonisüsteem]] uuendatud",
	"kuupäev [[!phone|17.11.2017]]",
	"Meie [[!criminal|kohustus]] sai täidetud",
	"Versioon [[!ip_address|6.0.14.2]] paigaldatud",
}

var feedback = []string{
	"Väga hea teenindus, tulen tagasi.", "Tarne venis kolm päeva, muidu korras.", "Tool on mugav, aga kate veidi kare.",
	"Pood on lihtne leida, parkimiskohti vähe.", "Värv oli pildil heledam.", "Pakend oli märg, sisu kuiv.",
	"Soovin suuremat valikut riiuleid.", "Kleit istus hästi, aitäh nõu eest.", "Küünlad lõhnavad liiga tugevalt.",
	"Ootasin kassas veerand tundi.", "Vahetus käis kiiresti.", "Juhend oli arusaadav.",
}

var logLines = []string{
	"INFO uks 3 avatud", "INFO uks 3 suletud", "INFO valgus sees, saal 1", "WARN liikumine hoovis, kass", "INFO ringkäik tehtud",
	"INFO kaubik väravas, ootab", "INFO tuletõrje test korras", "WARN lift peatus, taaskäivitus", "INFO vahetus üle antud",
	"ERROR kaamera 2 pilt puudub",
}
