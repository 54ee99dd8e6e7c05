package main

import "bytes"

// The words of the clean text. None is a word of a rule pack, a label of a detector or a word that lowers one
// (arve, tellimus, leping, konto, telefon ...): such a word within 40 characters of a planted value would change
// its likelihood, and the number of findings would no longer be the number of planted values.
// Nothing here is written in capitals, so no pair of a number and a word reads as a registration plate.

func words(s string) [][]byte { return bytes.Fields([]byte(s)) }

// phrases splits at line ends, so that a choice may hold spaces.
func phrases(s string) [][]byte {
	var out [][]byte
	for _, line := range bytes.Split([]byte(s), []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			out = append(out, line)
		}
	}
	return out
}

var (
	who = words(`ladu pood büroo meister kuller pagar aednik tisler maaler elektrik trükikoda töökoda müügisaal
		hulgimüük veebipood kaubamaja kohvik köök sadam turg saekoda veski mesila laut kasvuhoone ketraja pottsepp
		rätsep kingsepp sadulsepp klaasija puusepp korstnapühkija torumees laohoidja mõõtja sorteerija valvur
		lukksepp kujundaja fotograaf giid kokk baar saun hotell paadisadam seminar näitus laat`)
	did = words(`saatis tõi mähkis parandas vahetas mõõtis kontrollis lubas leidis kinnitas valmistas paigaldas puhastas
		värvis tagastas uuendas märkis valis soovitas hoidis tõstis ladustas lõikas koostas jagas ostis müüs proovis
		joonistas trükkis sättis lihvis kaalus pesi õlitas kruvis liimis voltis kandis tellis nihutas katsetas`)
	which = words(`suure väikese uue vana sinise punase kollase halli pruuni laia kitsa kõrge madala pika lühikese tugeva
		pehme kerge puhta kuiva sooja jaheda läikiva ümara kandilise õhukese paksu sileda kareda värske tavalise
		lihtsa keeruka kahekordse klaasist puidust villase linase nahkse kivise`)
	what = words(`laua riiuli lambi tooli ukse akna kardina vaiba kapi peegli voodi diivani padja teki karbi kasti korvi
		köie kruvi mutri haamri poti panni taldriku kruusi tassi kannu pudeli purgi küünla raami pildi raadio kaabli
		pistiku lüliti filtri pumba toru kraani ämbri harja luua reha labida kirve redeli käru kelgu palli mängu
		trepi katte vihmavarju kinda soki salli mütsi mantli jope särgi seeliku koti rihma luku võtme nagi riidepuu
		sahtli kohvri telgi lina rätiku kleidi lusika kahvli noa kausi sõela veskikivi ahju pliidi katla korgi paela`)
	whence = words(`laost poest keldrist sahvrist letilt hoovist büroost turult sadamast jaamast pööningult kuurist
		näituselt laadalt riiulilt aknalaualt köögist saalist trepikojast Tartust Pärnust Viljandist Narvast Valgast
		Raplast Paidest Haapsalust Kuressaarest Võrust Põlvast Jõgevalt Rakverest Keilast Elvast Otepäält`)
	when = phrases(`eile
		täna
		hommikul
		õhtul
		pärastlõunal
		enne lõunat
		esmaspäeval
		teisipäeval
		kolmapäeval
		neljapäeval
		reedel
		laupäeval
		nädala lõpus
		kuu alguses
		kevade poole
		sügise hakul
		suve keskel
		talve algul
		eelmisel nädalal
		järgmisel hommikul
		kohe pärast avamist
		vahetult enne sulgemist`)
	because = phrases(`sest ilm oli vihmane
		sest teed olid libedad
		kuna uks oli juba lahti
		kuna kaasas oli kinkekott
		et kõik jõuaks õigeks ajaks kohale
		et kaas ei saaks märjaks
		sest mõõdud ei sobinud nišiga
		kuna värvitoon oli veidi tumedam
		kui kohapeal selgus puuduv osa
		sest eelmine oli katki läinud
		kuna tarne hilines mõne päeva
		et vana ära viia
		sest proovitükk meeldis väga
		kuigi järjekord ulatus ukseni
		ja küsis juurde paar nõuannet
		ning jättis tühjad kastid meile
		ja soovis sama ka kevadel
		ning palus eemaldada hinnasildi
		ja kiitis kiiret asjaajamist
		aga ootas veidi soodsamat hinda`)
	closing = phrases(`kõik sobis hästi
		jäi väga rahule
		lubas varsti tagasi tulla
		tulemus oli parem kui loodetud
		palus oodata nädala lõpuni
		muid soove hetkel ei ole
		järgmine kord võtab suurema hulga
		küsis pimendavate kardinate kohta
		huvi on ka aiatarvete vastu
		vajab väikest allahindlust
		soovib kinkepaberit ja paela
		võtab ise auto peale kaasa
		palus uksest sisse tõsta
		maksis kohapeal sularahas
		eelistab sõnumit enne tulekut
		aken jäi lahti ja vihm sadas sisse
		trepp oli kitsas, aga mahtus ära
		kruvid olid puudu, saatsime järele
		kohv oli hea ja jutt lõbus
		praegu midagi juurde ei vaja
		uus kataloog meeldis
		vaja on veel mõõta ukseava`)
	month = words(`jaanuaril veebruaril märtsil aprillil mail juunil juulil augustil septembril oktoobril novembril detsembril`)
	unit  = words(`tk kg m cm l karpi kasti rulli paari meetrit liitrit korda`)
	// trade names: two invented parts, nothing that reads as a person
	nameA = words(`Põhjatuul Merekivi Roheleht Linnupesa Kuldleht Sinikell Valgusallikas Tuulelohe Metsarada Liivakell
		Hõbepaju Külmking Vikerkaar Jõekäär Koduvägi Päevalill Öölill Pilvepiir Rannakarp Kivisild Murulauk Sookail
		Tormilind Lumehelves Kastepiisk Suvepäev Talvetee Tammepuu Pihlakas Vahtraleht`)
	nameB = words(`Kaubandus Ehitus Disain Sisustus Aiandus Puidutöö Trükk Kohvik Käsitöö Pagar Veod Teenused Tekstiil
		Keraamika Mööbel Optika Lilled Raamat Mesindus Majutus`)
)

// The values that are planted; see plant.
var (
	given  = words("mari kadri liis tiina anu piret jaan mart rein ants toomas priit kaur siim")
	family = words("tamm kask sepp lepik kuusk saar oja raud koppel lill parts luik")
	hosts  = words("naidis.test kliendid.test example.com example.org post.example pood.test")
	// letters of registration plates; none is in the list of units and abbreviations
	letters = words("BKR MTP LHB RTN GDP VBL SKJ HJR DFN PRB TLM JNK BGT FRL NDS ZKB MBL KSV GHT RVD")
	health  = phrases(`on diabeetik
		jäi haiguslehele
		ootab psühhiaatri aega
		sai infarkti
		käib keemiaravis
		põeb astmat
		tal on epilepsia
		on rase
		kurdab depressiooni
		liigub ratastooliga
		on HIV-positiivne
		vajab insuliini
		tal avastati kasvaja
		põeb hepatiiti`)
)
