package detectors

// Lists for the e-mail detector: lower case, single spaces around each word.

// roleMailboxes stand for a role, not a person.
const roleMailboxes = " info kontakt contact kontor office myyk müük myynti sales arve arved arveldus raamat raamatupidamine raamatupidaja invoice invoices billing accounts accounting " +
	"lasku laskut laskutus tugi support helpdesk abi klienditugi klienditeenindus asiakaspalvelu asiakaspalaute andmekaitse tietosuoja dpo gdpr privacy turundus marketing news uudiskiri " +
	"noreply no-reply donotreply ei-vasta postmaster webmaster hostmaster abuse security admin administraator administrator root personal personalijuht hr rekry toopakkumised " +
	"tellimused tellimus orders order tilaus tilaukset booking broneering reception vastuvott kassa ladu logistika logistics direktor juhatus board sekretar sekretär vald linn post mail e-post " +
	"kvaliteet pretensioonid reklamatsioon hooldus teenindus service servis "

// fileExtensions are last labels of file names: icon@2x.png is no address.
const fileExtensions = " png jpg jpeg gif svg webp bmp ico tif tiff js jsx ts tsx css scss less html htm php json xml yml yaml md txt csv xlsx xls doc docx pdf zip gz tar log sql exe dll bin mp3 mp4 avi mov woff woff2 ttf eot map vue "

// suffixes are the two-letter country codes of ISO 3166 in use as domains, and
// the generic domains that mail of this region comes from.
const suffixes = " ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz " +
	"de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp " +
	"ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om " +
	"pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz " +
	"ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw " +
	"com org net edu gov mil int info biz name pro mobi app dev online shop store site tech xyz club blog email work company group agency solutions services cloud digital media news live life world " +
	"tallinn example test invalid localhost рф "
