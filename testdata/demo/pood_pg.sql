--
-- PostgreSQL database dump
--

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

--
-- Name: pood; Type: SCHEMA; Schema: -; Owner: pood
--

CREATE SCHEMA pood;

--
-- Name: klient; Type: TABLE; Schema: pood; Owner: pood
--

CREATE TABLE pood.klient (
    id integer NOT NULL,
    eesnimi text,
    perenimi text,
    isikukood text,
    epost text,
    telefon text,
    loodud date,
    markus text
);

--
-- Name: arve; Type: TABLE; Schema: pood; Owner: pood
--

CREATE TABLE pood.arve (
    id integer NOT NULL,
    klient_id integer,
    arve_nr text,
    kuupaev date,
    summa numeric(10,2),
    viitenumber text,
    selgitus text
);

--
-- Data for Name: klient; Type: TABLE DATA; Schema: pood; Owner: pood
--

COPY pood.klient (id, eesnimi, perenimi, isikukood, epost, telefon, loodud, markus) FROM stdin;
1	Mari	Põder	\N	mari.poder1@example.net	\N	2023-12-20	Pildiraam 30 x 40, matt klaas.
2	Signe	Tamm	\N	signe.tamm@example.net	\N	2020-05-06	Uksekell ei tööta, koputada.
3	Ülle	Sild	36708019034	ulle.sild@example.org	5340 0144	2019-03-17	Kohvimasin tehti korda, proovisime kohapeal.\nMob 5340 1581, mitte enne üheksat.\nKohvimasin tehti korda, proovisime kohapeal.
4	Tõnu	Raud	\N	tonu.raud29@example.org	+372 5340 2348	2025-11-17	Ei soovi uudiskirja. Eelistab rohelist tooni, hall jäi liiga tume.
5	Andres	Parts	\N	andres.parts10@klient.test	+372 5340 2439	2024-01-01	Tema hooldusõigus on alles pooleli.
6	Mari	Laur	37902069319	mari.laur16@naidis.test	\N	2023-01-05	Tuleb ise järele reedel pärast lõunat.
7	Helen	Kask	\N	helen.kask@naidis.test	+372 5340 1654	2023-12-06	Vaibale jäi plekk, saatsime puhastusse.
8	Anu	Kõiv	\N	anu.koiv@example.org	5340 1170	2023-03-14	Sai eelmisest ostust väikese hinnaalanduse.
9	Urve	Sarapuu	49903209604	urve.sarapuu73@example.com	\N	2024-07-01	Tagastas katkise kruusi, andsime uue. Vaibale jäi plekk, saatsime puhastusse.
10	Signe	Lember	\N	signe.lember@klient.test	\N	2025-01-28	Hindas mugavust nelja punktiga viiest.
11	Heino	Lember	\N	heino.lember91@naidis.test	\N	2018-08-26	Lubas mõõdud üle vaadata ja tagasi kirjutada. Pildiraam 30 x 40, matt klaas.
12	Leida	Raud	44702199292	leida.raud39@naidis.test	5340 2794	2025-11-17	Volikiri vormistada isikule, ik 47906139630.
13	Urve	Koppel	\N	\N	5340 2599	2022-06-01	Vana mööbli viime ära samal päeval. Ootab sügisest valikut, eriti villaseid tekke.
14	Siim	Luik	\N	siim.luik28@example.com	\N	2025-08-09	Vaja on neli jalga ja kaheksa kruvi.
15	Ülle	Sild	36411099115	ulle.sild38@naidis.test	5340 2319	2025-03-10	Katus laseb läbi, seepärast on kiire.\nKliendi a/a EE439931307218300086.\nKapp vajab teist riiulit, leppisime kokku maikuus.
16	Urve	Männik	\N	urve.mannik45@naidis.test	5340 2396	2025-09-19	Hoida ukse taga kuni kella kuueni.
17	Mari	Saar	\N	mari.saar26@naidis.test	5340 1050	2020-06-22	Uksekell ei tööta, koputada. Ootab sügisest valikut, eriti villaseid tekke.
18	Heino	Sepp	45703179938	heino.sepp@example.com	5340 1815	2024-06-19	Katus laseb läbi, seepärast on kiire.
19	Pärtel	Oja	\N	\N	+372 5340 0860	2019-03-10	Haagis 874 FRL on meie hoovis.
20	Jüri	Parts	\N	juri.parts36@example.net	5340 1124	2021-06-24	Vana mööbli viime ära samal päeval.
21	Anu	Luik	37104239983	anu.luik55@naidis.test	5340 2510	2023-06-05	Tellis samasuguse komplekti nagu eelmisel aastal.
22	Heino	Rohtla	\N	heino.rohtla@example.com	+372 5340 1675	2024-11-10	Küsis, millal uus kataloog tuleb. Peegel tuli terve, pakend oli natuke märg.
23	Raivo	Koppel	\N	raivo.koppel76@naidis.test	5340 0541	2018-08-18	Soovib kinkepaberit ja lihtsat kaarti.
24	Eha	Põder	48202029688	eha.poder99@klient.test	5340 0225	2022-09-20	Viimati käis poes kaks nädalat tagasi.
25	Raivo	Koppel	\N	raivo.koppel71@naidis.test	+372 5340 2341	2018-12-22	Ei soovi uudiskirja.
26	Raivo	Parts	\N	raivo.parts9@example.net	5340 0194	2023-10-22	Küsis, milline on tagastuspoliitika
27	Pärtel	Kask	36111169549	partel.kask@example.net	5340 0773	2023-11-05	Jäi rahule, kiitis kiiret asjaajamist.
28	Jüri	Mägi	\N	\N	\N	2024-06-24	Väike kriimustus küljel, sobis ikkagi.
29	Toomas	Jõgi	\N	toomas.jogi2@example.net	5340 2707	2021-07-20	Peegel tuli terve, pakend oli natuke märg.
30	Jaan	Kütt	34806149453	jaan.kutt39@klient.test	\N	2018-11-26	Kohvimasin tehti korda, proovisime kohapeal.
31	Andres	Kask	\N	andres.kask13@example.org	5340 1478	2024-09-21	Uus meil: helen.viira43@naidis.test
32	Kristi	Kõiv	\N	kristi.koiv@example.com	5340 2025	2023-01-20	Katus laseb läbi, seepärast on kiire.
33	Toomas	Kõiv	37510219083	\N	\N	2021-11-20	kuueks kuuks, põhjuseks remont
34	Siim	Viira	\N	siim.viira@naidis.test	+372 5340 1668	2022-08-06	Palus pakend kaasa võtta.
35	Heino	Vaher	\N	heino.vaher@klient.test	5340 0728	2018-11-02	Ema põeb depressiooni.
36	Rein	Toom	39211289719	rein.toom51@example.com	5340 2624	2024-03-03	Viimati käis poes kaks nädalat tagasi. Maksis kohapeal, kviitung kaasas. Luba antud isikukoodile 44505029115.
37	Ants	Parts	\N	ants.parts20@example.com	\N	2022-11-23	Küsis, millal uus kataloog tuleb.
38	Mart	Lember	\N	mart.lember@example.com	5340 1505	2019-06-19	Tellis samasuguse komplekti nagu eelmisel aastal.
39	Kristi	Nurm	34708239241	kristi.nurm37@naidis.test	\N	2023-05-17	Maksis kohapeal, kviitung kaasas.\nVahetasime numbreid: tel 5340 1807, e-post kristi.kivi32@naidis.test.\nKõik sobis, midagi juurde ei soovi. Väike kriimustus küljel, sobis ikkagi.
40	Urve	Tamm	\N	urve.tamm@example.org	+372 5340 0979	2018-06-28	Küsis, kas riiulit saab seina külge kinnitada. Liitus püsiostjate programmiga jaanuaris.
41	Maarja	Lepik	\N	maarja.lepik@klient.test	+372 5340 1129	2024-04-10	Soovitas meid ka teistele.
42	Siim	Paju	34606109855	siim.paju72@example.com	5340 0864	2024-07-05	Ootab sügisest valikut, eriti villaseid tekke. Jäi rahule, kiitis kiiret asjaajamist.
43	Helen	Tamm	\N	\N	5340 0914	2022-03-09	Transport üle Emajõe, sild on remondis. Kontaktnumber on nüüd +372 5340 1578.
44	Tiina	Männik	\N	\N	+372 5340 2276	2024-12-08	Hoida ukse taga kuni kella kuueni. Ladu lubas kauba kohale 3. oktoobriks.
45	Mart	Sild	36507029145	mart.sild@example.org	5340 1390	2020-01-10	\N
46	Raivo	Paju	\N	raivo.paju17@klient.test	+372 5340 0854	2020-12-24	Soovitas meid ka teistele.
47	Priit	Allik	\N	priit.allik@example.net	5340 1694	2024-07-24	Katus laseb läbi, seepärast on kiire. Lamp vilgub, vahetasime pirni ära.
48	Kaarel	Parts	45705209611	kaarel.parts22@example.net	\N	2018-04-02	Klient jättis isikukoodi 36001119344, dokument nähtud.
49	Tõnu	Parts	\N	tonu.parts@example.net	+372 5340 0563	2025-08-25	Palus pakend kaasa võtta.
50	Raivo	Jõgi	\N	raivo.jogi@post.example	\N	2024-03-05	Väike kriimustus küljel, sobis ikkagi.
51	Eha	Viira	45501199163	eha.viira74@klient.test	5340 0659	2023-12-13	Mõtleb veel, vastab järgmisel nädalal.
52	Kristi	Kuusk	\N	kristi.kuusk45@klient.test	+372 5340 2220	2024-06-13	Lamp vilgub, vahetasime pirni ära.
53	Jaan	Luik	\N	jaan.luik@example.com	5340 0174	2021-07-27	Liitus püsiostjate programmiga jaanuaris.
54	Pärtel	Laur	37206069013	\N	\N	2018-02-01	Soovib kinkepaberit ja lihtsat kaarti.
55	Toomas	Lember	\N	toomas.lember@post.example	+372 5340 2600	2021-01-15	\N
56	Kadri	Sepp	\N	kadri.sepp72@naidis.test	5340 0713	2025-07-08	Vaja on neli jalga ja kaheksa kruvi.
57	Pärtel	Kuusk	48610259040	partel.kuusk@klient.test	5340 1660	2020-03-10	Soovib paigaldust hommikupoole.
58	Eha	Rohtla	\N	eha.rohtla72@example.org	+372 5340 2212	2025-05-27	Palus vastata aadressile rein.kivi77@example.com.
59	Eha	Männik	\N	\N	+372 5340 1297	2023-12-03	Lamp vilgub, vahetasime pirni ära.
60	Maarja	Raud	37108159518	maarja.raud82@klient.test	5340 1676	2023-02-02	Viimati käis poes kaks nädalat tagasi.
61	Kadri	Männik	\N	kadri.mannik@example.net	+372 5340 0335	2024-06-12	Klient andis DNA proovi.
62	Siim	Sild	\N	siim.sild@post.example	5340 1947	2018-09-03	\N
63	Kaarel	Sarapuu	39502069181	kaarel.sarapuu51@naidis.test	+372 5340 0789	2025-10-27	Auto 734 BGT jäi parklasse.
64	Toomas	Viira	\N	toomas.viira75@example.org	\N	2025-12-12	Sai eelmisest ostust väikese hinnaalanduse.
65	Õnne	Paju	\N	onne.paju99@naidis.test	5340 2523	2020-10-10	Vaja on neli jalga ja kaheksa kruvi. Tagasimakse kontole EE87 9968 9246 3173 4601 tehtud.
66	Priit	Sild	45508019713	priit.sild25@post.example	5340 2292	2019-10-23	Töötaja osales streigis.
67	Ülle	Rohtla	\N	ulle.rohtla40@example.org	+372 5340 1755	2022-02-20	Kardinad lühemaks 14 cm võrra.
68	Merike	Kivi	\N	merike.kivi97@naidis.test	5340 1055	2019-06-25	Helistada 5340 2890 pärast kella viit.
69	Heino	Mölder	44610099898	heino.molder@naidis.test	\N	2018-03-21	Soovib kinkepaberit ja lihtsat kaarti.
70	Mari	Männik	\N	mari.mannik@naidis.test	5340 1427	2023-08-08	Lubas mõõdud üle vaadata ja tagasi kirjutada.
71	Eha	Viira	\N	eha.viira21@example.org	5340 0311	2022-03-25	Transport üle Emajõe, sild on remondis.
72	Priit	Sarapuu	48708159149	priit.sarapuu@example.org	+372 5340 2288	2018-07-19	Kaup on tollis nagu pantvangis
73	Anu	Saar	\N	anu.saar22@example.net	5340 2282	2018-09-13	Lamp vilgub, vahetasime pirni ära.
74	Mari	Põder	\N	mari.poder@klient.test	\N	2025-01-14	Proua on lesbi.
75	Eha	Oja	36904139683	\N	\N	2024-03-13	Kohvimasin tehti korda, proovisime kohapeal.
76	Tõnu	Allik	\N	tonu.allik91@naidis.test	5340 1640	2025-10-10	Aknalaua mõõt on 120 x 25 cm, paksus 2 cm. Kohvimasin tehti korda, proovisime kohapeal.
77	Toomas	Põder	\N	toomas.poder@example.org	+372 5340 1106	2021-03-13	Kõik sobis, midagi juurde ei soovi. Soovitas meid ka teistele.
78	Kristi	Lepik	46909149879	\N	+372 5340 1356	2018-05-28	Vana mööbli viime ära samal päeval.
79	Mari	Sarapuu	\N	mari.sarapuu@naidis.test	5340 1318	2021-06-24	Katus laseb läbi, seepärast on kiire.
80	Pärtel	Tamm	\N	partel.tamm@naidis.test	+372 5340 0957	2023-10-01	ik 36601259907
81	Anu	Paju	45104159882	anu.paju89@example.net	+372 5340 1154	2020-09-14	Abikaasa e-post on priit.koppel@klient.test, kirjutada temale.
82	Rein	Männik	\N	\N	+372 5340 1172	2022-12-24	Väike kriimustus küljel, sobis ikkagi. Väike kriimustus küljel, sobis ikkagi.
83	Urve	Vaher	\N	urve.vaher60@example.net	5340 1950	2025-12-24	Jäi rahule, kiitis kiiret asjaajamist. Küsis sama tooli ka musta kattega.
84	Helen	Kivi	49604149306	helen.kivi90@klient.test	+372 5340 0468	2020-03-22	Tellis samasuguse komplekti nagu eelmisel aastal.
85	Eha	Tamm	\N	eha.tamm@naidis.test	5340 0022	2022-09-17	Vaja on neli jalga ja kaheksa kruvi. Hindas mugavust nelja punktiga viiest.
86	Merike	Kask	\N	\N	5340 0602	2018-09-01	\N
87	Ivar	Sild	39909239643	ivar.sild32@example.org	5340 1681	2022-02-04	Klient on pagulane, räägib inglise keelt.
88	Anu	Kõiv	\N	anu.koiv63@post.example	5340 2986	2022-02-13	Ladu lubas kauba kohale 3. oktoobriks.
89	Pärtel	Rand	\N	partel.rand53@example.net	\N	2024-03-18	Soovib paigaldust hommikupoole.
90	Rein	Kütt	36203059960	rein.kutt64@example.com	\N	2024-01-07	Tuli uksest sisse ja ütles isikukoodiks 369 0602 9026.
91	Ülle	Allik	\N	ulle.allik64@example.net	5340 1650	2023-05-28	Sai eelmisest ostust väikese hinnaalanduse.
92	Raivo	Parts	\N	raivo.parts71@example.org	\N	2024-05-24	Tema on HIV-positiivne.
93	Maarja	Vaher	37603069228	maarja.vaher59@example.com	5340 2633	2023-09-02	Maksis kohapeal, kviitung kaasas. Ladu lubas kauba kohale 3. oktoobriks.
94	Ülle	Toom	\N	ulle.toom31@example.net	+372 5340 1051	2020-06-28	Ootab sügisest valikut, eriti villaseid tekke. Tagastas katkise kruusi, andsime uue. Tel 5340 2156, vastab abikaasa.
95	Liis	Laur	\N	\N	+372 5340 2878	2020-06-18	Kohvimasin tehti korda, proovisime kohapeal. Rehvivahetus kell kümme, auto 898 HJR.
96	Õnne	Lember	38006099194	onne.lember@post.example	+372 5340 2655	2020-04-03	Kõik sobis, midagi juurde ei soovi.
97	Ülle	Lember	\N	ulle.lember81@post.example	5340 2030	2020-03-11	Kapp vajab teist riiulit, leppisime kokku maikuus. Tagastas katkise kruusi, andsime uue.
98	Tõnu	Kütt	\N	tonu.kutt54@klient.test	5340 0230	2018-08-03	\N
99	Tiina	Paju	48801229680	\N	\N	2019-06-23	Isikukood: 45612029360; tel 5340 1262
100	Ants	Lember	\N	ants.lember68@post.example	5340 1929	2023-08-19	Eelistab rohelist tooni, hall jäi liiga tume. Tellis samasuguse komplekti nagu eelmisel aastal.
101	Pärtel	Mägi	\N	partel.magi74@post.example	5340 0689	2023-07-03	Klient liigub ratastoolis, kaldtee valmis panna.
102	Maarja	Lember	44502279398	maarja.lember8@naidis.test	5340 0055	2018-06-25	Eelistab rohelist tooni, hall jäi liiga tume. Pildiraam 30 x 40, matt klaas.
103	Kadri	Pihlak	\N	kadri.pihlak@example.com	\N	2018-09-11	Soovib paigaldust hommikupoole. Pildiraam 30 x 40, matt klaas.\nArve saata helen.viira65@naidis.test\nVäike kriimustus küljel, sobis ikkagi.
104	Tõnu	Luik	\N	\N	5340 1679	2025-08-23	Küsis sama tooli ka musta kattega.
105	Eha	Põder	34507189814	eha.poder@example.org	\N	2020-04-06	Mõtleb veel, vastab järgmisel nädalal.
106	Kristi	Raud	\N	kristi.raud7@naidis.test	5340 2199	2022-04-19	Soovitas meid ka teistele.
107	Jaan	Tamm	\N	jaan.tamm@naidis.test	+372 5340 0359	2025-01-08	Mob 5340 1374, mitte enne üheksat.
108	Anu	Lember	49508049831	anu.lember@klient.test	5340 1492	2020-01-18	\N
109	Mart	Jõgi	\N	mart.jogi@example.net	5340 1196	2023-10-13	lasteriided 92 ja mütsid
110	Rein	Sepp	\N	\N	\N	2023-12-01	Maksis kohapeal, kviitung kaasas.
111	Raivo	Laur	37411289591	\N	5340 1229	2019-07-15	Kohvimasin tehti korda, proovisime kohapeal. Katus laseb läbi, seepärast on kiire. Volikiri vormistada isikule, ik 49511189658.
112	Ülle	Oja	\N	ulle.oja3@klient.test	5340 2872	2023-04-04	Kliendi a/a EE249986339556256909.
113	Priit	Toom	\N	priit.toom@example.org	\N	2018-06-11	Tagastas katkise kruusi, andsime uue.
114	Tõnu	Jõgi	45908019322	tonu.jogi@klient.test	\N	2021-08-16	\N
115	Õnne	Kask	\N	onne.kask65@klient.test	5340 1823	2022-04-09	Koer on hoovis, aga ei hammusta. Katus laseb läbi, seepärast on kiire.
116	Rein	Tamm	\N	rein.tamm56@example.org	\N	2023-08-17	Haagis 948 JNK on meie hoovis.
117	Mart	Vaher	47403199206	mart.vaher@example.org	\N	2024-06-04	Eelistab rohelist tooni, hall jäi liiga tume.
118	Meelis	Raud	\N	meelis.raud37@example.com	5340 1090	2024-06-10	Soovib kinkepaberit ja lihtsat kaarti.
119	Raivo	Lember	\N	raivo.lember@example.net	5340 2837	2020-07-05	Soovib paigaldust hommikupoole.
120	Helen	Allik	38010089945	\N	5340 2162	2021-11-10	Naaber on kriminaalkorras süüdi.
121	Tõnu	Paju	\N	tonu.paju@example.org	5340 2540	2021-08-18	Lamp vilgub, vahetasime pirni ära. Tuleb ise järele reedel pärast lõunat.
122	Ivar	Mägi	\N	ivar.magi@naidis.test	5340 1490	2021-11-28	Soovib paigaldust hommikupoole. Liitus püsiostjate programmiga jaanuaris.
123	Liis	Sild	48307269504	liis.sild54@post.example	+372 5340 2012	2022-12-22	Lubas mõõdud üle vaadata ja tagasi kirjutada. Küsis sama tooli ka musta kattega.
124	Maarja	Pihlak	\N	maarja.pihlak6@post.example	\N	2021-06-14	Peegel tuli terve, pakend oli natuke märg.
125	Heino	Vaher	\N	heino.vaher95@example.com	5340 2631	2020-02-02	Küsis, kas riiulit saab seina külge kinnitada. Küsis, kas riiulit saab seina külge kinnitada.
126	Kristi	Saar	47307049237	kristi.saar@klient.test	\N	2020-03-09	Vaibale jäi plekk, saatsime puhastusse. Hoida ukse taga kuni kella kuueni.
127	Mart	Jõgi	\N	mart.jogi@example.com	5340 2819	2023-07-03	Uus meil: andres.allik43@post.example
128	Leida	Kivi	\N	leida.kivi@example.org	5340 1954	2025-04-12	Hindas mugavust nelja punktiga viiest.
129	Maarja	Kütt	46307269979	maarja.kutt@post.example	5340 2762	2018-09-18	Kardinad lühemaks 14 cm võrra.
130	Õnne	Nurm	\N	\N	5340 1626	2024-06-12	Küsis sama tooli ka musta kattega. Viimati käis poes kaks nädalat tagasi.
131	Mari	Kuusk	\N	\N	\N	2018-12-08	Kapp vajab teist riiulit, leppisime kokku maikuus.
132	Signe	Kivi	45004079699	signe.kivi45@naidis.test	5340 0235	2020-04-28	Soovib kinkepaberit ja lihtsat kaarti.
133	Pärtel	Sild	\N	partel.sild@klient.test	+372 5340 0688	2022-12-14	Tellis samasuguse komplekti nagu eelmisel aastal.
134	Anu	Mägi	\N	anu.magi97@naidis.test	5340 0201	2020-09-11	Küsis sama tooli ka musta kattega.
135	Ülle	Saar	38101149895	\N	5340 0101	2025-05-19	Jäi rahule, kiitis kiiret asjaajamist.
136	Meelis	Pihlak	\N	\N	+372 5340 0498	2024-12-15	Sai eelmisest ostust väikese hinnaalanduse. Viimati käis poes kaks nädalat tagasi.
137	Kaarel	Toom	\N	kaarel.toom@post.example	\N	2024-11-14	Palus pakend kaasa võtta.
138	Kadri	Viira	47807109098	kadri.viira97@post.example	+372 5340 0532	2018-03-03	Klient on moslem.
139	Piret	Koppel	\N	\N	5340 1759	2020-03-09	Vaibale jäi plekk, saatsime puhastusse.
140	Andres	Kask	\N	andres.kask77@post.example	\N	2020-04-06	Luba antud isikukoodile 45702109384.
141	Jüri	Pihlak	35504159922	juri.pihlak11@naidis.test	+372 5340 1593	2024-02-24	Vahetasime numbreid: tel +372 5340 1131, e-post leida.rand65@naidis.test.
142	Siim	Männik	\N	siim.mannik@naidis.test	5340 2343	2024-10-08	Trepikoda on kitsas, diivan mahub vaid püsti.
143	Signe	Mägi	\N	signe.magi34@example.com	\N	2023-06-16	Pildiraam 30 x 40, matt klaas. Vana mööbli viime ära samal päeval.
144	Anu	Tamm	49507029810	anu.tamm@example.com	\N	2020-02-28	Koer on hoovis, aga ei hammusta. Palus pakend kaasa võtta.
145	Tõnu	Rohtla	\N	tonu.rohtla26@naidis.test	5340 1958	2020-03-06	Kontaktnumber on nüüd 5340 1174.
146	Urve	Vaher	\N	urve.vaher75@example.net	5340 2159	2024-11-28	Maksis kohapeal, kviitung kaasas.
147	Mart	Kütt	47705049511	mart.kutt94@post.example	5340 1300	2025-09-19	Kardinad lühemaks 14 cm võrra. Viimati käis poes kaks nädalat tagasi.
148	Merike	Koppel	\N	\N	5340 0564	2022-09-01	Palus pakend kaasa võtta. Hindas mugavust nelja punktiga viiest.
149	Eha	Sarapuu	\N	eha.sarapuu70@naidis.test	+372 5340 0821	2025-03-20	Klient jättis isikukoodi 38312039690, dokument nähtud.
150	Merike	Vaher	35604109148	\N	5340 0002	2022-02-16	Reg nr 10890199
\.


--
-- Data for Name: arve; Type: TABLE DATA; Schema: pood; Owner: pood
--

COPY pood.arve (id, klient_id, arve_nr, kuupaev, summa, viitenumber, selgitus) FROM stdin;
1	98	A-2026-00001	2018-12-21	466.53	51000130	Palus vastata aadressile kadri.sepp36@naidis.test.
2	9	A-2026-00002	2018-04-10	68.46	51000266	\N
3	131	A-2026-00003	2025-08-26	181.09	51000392	Kardinad lühemaks 14 cm võrra.
4	108	A-2026-00004	2024-05-11	423.69	51000525	Transport üle Emajõe, sild on remondis.
5	86	A-2026-00005	2022-08-08	892.39	51000651	\N
6	143	A-2026-00006	2021-02-12	467.19	51000787	Auto 547 RVD jäi parklasse.
7	124	A-2026-00007	2022-06-08	34.74	51000910	Tagasimakse kontole EE099944879301339081 tehtud.
8	37	A-2026-00008	2018-01-11	564.67	51001045	Vaja on neli jalga ja kaheksa kruvi. Küsis sama tooli ka musta kattega.
9	62	A-2026-00009	2021-12-22	213.20	51001171	\N
10	7	A-2026-00010	2018-01-16	489.81	51001304	Kõik sobis, midagi juurde ei soovi. Ladu lubas kauba kohale 3. oktoobriks.
11	128	A-2026-00011	2025-08-07	55.23	51001430	Ladu lubas kauba kohale 3. oktoobriks.
12	41	A-2026-00012	2023-10-05	67.31	51001566	Väike kriimustus küljel, sobis ikkagi.
13	24	A-2026-00013	2023-10-11	536.53	51001692	Klient tõi lapsevanema nõusoleku.
14	48	A-2026-00014	2023-06-14	770.07	51001825	Helistada 5340 0005 pärast kella viit.
15	43	A-2026-00015	2021-03-14	753.91	51001951	Küsis, kas riiulit saab seina külge kinnitada.
16	148	A-2026-00016	2024-10-07	607.74	51002086	Jäi rahule, kiitis kiiret asjaajamist. ik 47204289096
17	39	A-2026-00017	2023-06-11	522.56	51002219	Uksekell ei tööta, koputada. Kardinad lühemaks 14 cm võrra.
18	54	A-2026-00018	2018-09-13	139.67	51002345	Hoida ukse taga kuni kella kuueni.
19	147	A-2026-00019	2019-02-26	189.20	51002471	Vaja on neli jalga ja kaheksa kruvi. Eelistab rohelist tooni, hall jäi liiga tume.
20	79	A-2026-00020	2025-10-04	378.23	51002604	Kardinad lühemaks 14 cm võrra.
21	99	A-2026-00021	2024-10-05	279.10	51002730	Tema geeniproovi vastus on käes.
22	71	A-2026-00022	2018-01-03	368.59	51002866	Töötaja on transsooline, kasutada uut nime.
23	15	A-2026-00023	2020-04-22	47.48	51002992	Soovitas meid ka teistele. Katus laseb läbi, seepärast on kiire.
24	38	A-2026-00024	2024-02-08	288.52	51003124	parteipileti näidis raamimiseks
25	56	A-2026-00025	2025-04-28	19.48	51003250	korteriühistu soovib hinnapakkumist
26	32	A-2026-00026	2018-02-14	425.96	51003386	Klient käib psühhiaatri juures.
27	104	A-2026-00027	2020-01-25	317.36	51003519	Jäi rahule, kiitis kiiret asjaajamist.
28	104	A-2026-00028	2022-05-20	435.21	51003645	Ei soovi uudiskirja.
29	96	A-2026-00029	2025-04-26	685.95	51003771	Katus laseb läbi, seepärast on kiire.
30	105	A-2026-00030	2025-03-18	868.70	51003904	Soovib kinkepaberit ja lihtsat kaarti.
31	55	A-2026-00031	2025-09-16	406.59	51004039	Tagastas katkise kruusi, andsime uue. Viimati käis poes kaks nädalat tagasi.
32	81	A-2026-00032	2025-10-17	356.49	51004165	Abikaasa e-post on partel.laur@klient.test, kirjutada temale.
33	39	A-2026-00033	2021-04-07	485.19	51004291	Tagastas katkise kruusi, andsime uue.
34	19	A-2026-00034	2019-12-18	459.81	51004424	Küsis sama tooli ka musta kattega.
35	49	A-2026-00035	2024-02-02	393.00	51004550	Küsis, millal uus kataloog tuleb.
36	76	A-2026-00036	2020-10-11	284.55	51004686	Transport üle Emajõe, sild on remondis. Ootab sügisest valikut, eriti villaseid tekke.
37	116	A-2026-00037	2021-01-16	102.94	51004819	Abikaasa on Jehoova tunnistaja.
38	51	A-2026-00038	2023-12-21	151.61	51004945	Trepikoda on kitsas, diivan mahub vaid püsti.
39	111	A-2026-00039	2020-01-11	653.09	51005070	Kardinad lühemaks 14 cm võrra.
40	27	A-2026-00040	2020-12-15	697.62	51005203	Jäi rahule, kiitis kiiret asjaajamist. Ei soovi uudiskirja.
41	131	A-2026-00041	2020-09-01	637.74	51005339	Hindas mugavust nelja punktiga viiest. Transport üle Emajõe, sild on remondis.
42	55	A-2026-00042	2024-03-06	138.40	51005465	Jäi rahule, kiitis kiiret asjaajamist. Kõik sobis, midagi juurde ei soovi.
43	97	A-2026-00043	2018-10-27	198.96	51005591	rahvusvaheline saadetis
44	70	A-2026-00044	2019-01-02	674.23	51005724	Töötajat kahtlustatakse kelmuses.
45	90	A-2026-00045	2020-02-18	899.39	51005850	Kohvimasin tehti korda, proovisime kohapeal.
46	114	A-2026-00046	2020-08-07	260.39	51005986	Sai eelmisest ostust väikese hinnaalanduse.
47	31	A-2026-00047	2020-06-06	68.52	51006118	Lubas mõõdud üle vaadata ja tagasi kirjutada.
48	94	A-2026-00048	2018-04-18	397.38	51006244	Tuli uksest sisse ja ütles isikukoodiks 473 0717 9329.
49	11	A-2026-00049	2018-01-19	804.60	51006370	Ootab sügisest valikut, eriti villaseid tekke. Lubas mõõdud üle vaadata ja tagasi kirjutada.
50	93	A-2026-00050	2025-06-18	740.34	51006503	Kapp vajab teist riiulit, leppisime kokku maikuus.
51	105	A-2026-00051	2018-07-12	401.11	51006639	Ei soovi uudiskirja.
52	13	A-2026-00052	2020-04-02	308.73	51006765	Vaibale jäi plekk, saatsime puhastusse.
53	80	A-2026-00053	2025-02-04	254.40	51006891	Hoida ukse taga kuni kella kuueni.
54	45	A-2026-00054	2019-03-22	652.65	51007023	Mõtleb veel, vastab järgmisel nädalal.
55	70	A-2026-00055	2024-12-06	113.18	51007159	Ootab sügisest valikut, eriti villaseid tekke.
56	63	A-2026-00056	2019-09-07	469.06	51007285	Transport üle Emajõe, sild on remondis.
57	70	A-2026-00057	2019-12-27	515.75	51007418	\N
58	122	A-2026-00058	2021-11-08	802.07	51007544	Lamp vilgub, vahetasime pirni ära.
59	97	A-2026-00059	2023-07-28	386.79	51007670	tütarettevõtte ladu asub mujal
60	126	A-2026-00060	2022-03-19	642.53	51007803	Tel 5340 1918, vastab abikaasa.
61	119	A-2026-00061	2021-06-03	76.15	51007939	operatsioonisüsteem uuendatud
62	133	A-2026-00062	2019-09-04	843.29	51008064	Palus pakend kaasa võtta. Rehvivahetus kell kümme, auto 146 NDS.
63	140	A-2026-00063	2020-07-03	643.35	51008190	Soovib kinkepaberit ja lihtsat kaarti.
64	138	A-2026-00064	2020-07-12	111.56	51008323	Kõik sobis, midagi juurde ei soovi. Vaibale jäi plekk, saatsime puhastusse.
65	8	A-2026-00065	2018-03-24	420.99	51008459	Klient on diabeetik, suhkruta kommid kaasa panna.
66	62	A-2026-00066	2023-03-07	464.65	51008585	Isikukood: 34710229122; tel 5340 2703
67	91	A-2026-00067	2022-04-04	681.72	51008718	\N
68	140	A-2026-00068	2025-08-14	193.49	51008844	Viimati käis poes kaks nädalat tagasi. Tuleb ise järele reedel pärast lõunat.
69	87	A-2026-00069	2021-06-24	814.35	51008970	Viimati käis poes kaks nädalat tagasi. Küsis, kas riiulit saab seina külge kinnitada.
70	51	A-2026-00070	2021-05-18	880.66	51009102	Tuleb ise järele reedel pärast lõunat.
71	57	A-2026-00071	2024-10-21	164.13	51009238	Küsis, millal uus kataloog tuleb. Peegel tuli terve, pakend oli natuke märg.
72	61	A-2026-00072	2019-05-21	43.54	51009364	Arve saata juri.koiv@example.net
73	54	A-2026-00073	2025-11-15	457.22	51009490	Mob 5340 0423, mitte enne üheksat.
74	62	A-2026-00074	2023-01-15	626.57	51009623	Palus pakend kaasa võtta.
75	26	A-2026-00075	2020-03-01	435.28	51009759	Tuleb ise järele reedel pärast lõunat.
76	120	A-2026-00076	2021-08-01	244.97	51009885	Töötaja on haiguslehel kuni reedeni.
77	145	A-2026-00077	2021-09-10	787.63	51010010	Lubas mõõdud üle vaadata ja tagasi kirjutada. Väike kriimustus küljel, sobis ikkagi.
78	77	A-2026-00078	2025-12-05	554.70	51010146	Proua on rase, mitte lasta tõsta.
79	114	A-2026-00079	2024-07-07	133.21	51010272	Koer on hoovis, aga ei hammusta. Viimati käis poes kaks nädalat tagasi.
80	1	A-2026-00080	2018-03-01	219.85	51010405	Tuleb ise järele reedel pärast lõunat.
81	132	A-2026-00081	2025-07-05	70.79	51010531	Palus pakend kaasa võtta.
82	111	A-2026-00082	2023-03-01	436.28	51010667	Pildiraam 30 x 40, matt klaas.
83	119	A-2026-00083	2018-06-15	688.87	51010793	Koer on hoovis, aga ei hammusta.
84	1	A-2026-00084	2025-01-07	119.67	51010926	Kapp vajab teist riiulit, leppisime kokku maikuus. Ei soovi uudiskirja.
85	110	A-2026-00085	2020-12-24	767.23	51011051	Ladu lubas kauba kohale 3. oktoobriks. Vana mööbli viime ära samal päeval.
86	81	A-2026-00086	2019-12-28	75.13	51011187	Volikiri vormistada isikule, ik 36704249439.
87	23	A-2026-00087	2019-12-11	569.84	51011310	Viimati käis poes kaks nädalat tagasi. Jäi rahule, kiitis kiiret asjaajamist. Kliendi a/a EE32 9950 7635 1731 4945.
88	16	A-2026-00088	2025-09-27	768.11	51011446	Soovib paigaldust hommikupoole.
89	81	A-2026-00089	2024-09-15	309.92	51011572	Soovib paigaldust hommikupoole. Kardinad lühemaks 14 cm võrra.
90	38	A-2026-00090	2018-05-01	409.55	51011705	Palus pakend kaasa võtta.
91	104	A-2026-00091	2022-02-01	310.55	51011831	Hindas mugavust nelja punktiga viiest. Vaibale jäi plekk, saatsime puhastusse.
92	134	A-2026-00092	2025-10-20	465.73	51011967	Katus laseb läbi, seepärast on kiire. Tuleb ise järele reedel pärast lõunat. Haagis 938 MTP on meie hoovis.
93	4	A-2026-00093	2020-06-20	446.73	51012092	Uus meil: leida.lepik60@example.org
94	60	A-2026-00094	2018-06-21	78.44	51012225	Luba antud isikukoodile 38802179179.
95	126	A-2026-00095	2024-11-11	281.68	51012351	Küsis, millal uus kataloog tuleb.
96	6	A-2026-00096	2023-07-20	790.32	51012487	Tellis samasuguse komplekti nagu eelmisel aastal. Aknalaua mõõt on 120 x 25 cm, paksus 2 cm.
97	37	A-2026-00097	2019-06-26	815.77	51012610	Lubas mõõdud üle vaadata ja tagasi kirjutada. Vaibale jäi plekk, saatsime puhastusse.
98	73	A-2026-00098	2022-09-08	239.50	51012746	Sai eelmisest ostust väikese hinnaalanduse.
99	104	A-2026-00099	2021-06-13	557.22	51012872	Maksis kohapeal, kviitung kaasas. Vahetasime numbreid: tel 5340 1565, e-post meelis.vaher92@example.com.
100	103	A-2026-00100	2018-10-26	66.04	51013004	Maksis kohapeal, kviitung kaasas. Lamp vilgub, vahetasime pirni ära.
101	93	A-2026-00101	2025-04-04	895.27	51013130	Kontaktnumber on nüüd 5340 0539.
102	68	A-2026-00102	2025-06-02	126.88	51013266	Töötaja kuulub ametiühingusse.
103	64	A-2026-00103	2022-03-25	752.77	51013392	Eelistab rohelist tooni, hall jäi liiga tume.
104	111	A-2026-00104	2018-10-28	409.33	51013525	kuupäev 17.11.2017
105	90	A-2026-00105	2018-10-05	876.82	51013651	Ootab sügisest valikut, eriti villaseid tekke. Vana mööbli viime ära samal päeval.
106	139	A-2026-00106	2021-11-17	89.44	51013787	Pildiraam 30 x 40, matt klaas. Tellis samasuguse komplekti nagu eelmisel aastal.
107	92	A-2026-00107	2022-03-22	91.65	51013910	Viimati käis poes kaks nädalat tagasi.
108	58	A-2026-00108	2025-03-06	796.45	51014045	Maksis kohapeal, kviitung kaasas. Kardinad lühemaks 14 cm võrra.
109	111	A-2026-00109	2022-11-05	456.84	51014171	Meie kohustus sai täidetud
110	135	A-2026-00110	2023-09-13	620.14	51014304	Klient jättis isikukoodi 46212109037, dokument nähtud.
111	95	A-2026-00111	2018-09-19	399.76	51014430	Versioon 6.0.14.2 paigaldatud
112	34	A-2026-00112	2023-12-02	606.16	51014566	Ladu lubas kauba kohale 3. oktoobriks.
113	129	A-2026-00113	2018-03-20	713.72	51014692	Kardinad lühemaks 14 cm võrra.
114	107	A-2026-00114	2020-10-26	802.71	51014825	Tagastas katkise kruusi, andsime uue. Hoida ukse taga kuni kella kuueni.
115	94	A-2026-00115	2019-03-27	874.64	51014951	Lubas mõõdud üle vaadata ja tagasi kirjutada. Eelistab rohelist tooni, hall jäi liiga tume.
116	2	A-2026-00116	2025-08-11	434.15	51015086	merevähk 2 kg, jahutatult
117	30	A-2026-00117	2023-12-05	342.87	51015219	Kõik sobis, midagi juurde ei soovi.
118	85	A-2026-00118	2020-11-12	173.33	51015345	Hindas mugavust nelja punktiga viiest.
119	81	A-2026-00119	2023-08-10	297.10	51015471	Trepikoda on kitsas, diivan mahub vaid püsti.
120	61	A-2026-00120	2021-03-24	343.74	51015604	Tellis samasuguse komplekti nagu eelmisel aastal.
121	9	A-2026-00121	2020-12-21	700.94	51015730	puude istutamine lükkub kevadesse
122	113	A-2026-00122	2019-02-14	263.20	51015866	Vana mööbli viime ära samal päeval. Tellis samasuguse komplekti nagu eelmisel aastal.
123	27	A-2026-00123	2018-06-28	503.48	51015992	Vaja on neli jalga ja kaheksa kruvi.
124	20	A-2026-00124	2021-01-05	696.24	51016124	kohtus kliendiga laos
125	44	A-2026-00125	2020-11-22	112.66	51016250	Vaja on neli jalga ja kaheksa kruvi.\nPalus vastata aadressile kristi.allik98@example.com.\nViimati käis poes kaks nädalat tagasi.
126	135	A-2026-00126	2024-06-21	165.86	51016386	Abikaasa on luterlane.
127	70	A-2026-00127	2021-03-28	888.98	51016519	Pildiraam 30 x 40, matt klaas.
128	59	A-2026-00128	2020-04-25	243.32	51016645	Liitus püsiostjate programmiga jaanuaris.
129	120	A-2026-00129	2024-02-28	90.24	51016771	Pr Tamm on mustlane.
130	18	A-2026-00130	2023-09-02	145.59	51016904	Auto 407 SKJ jäi parklasse.
131	25	A-2026-00131	2025-08-21	569.53	51017039	Ootab sügisest valikut, eriti villaseid tekke.
132	139	A-2026-00132	2025-11-03	752.82	51017165	Tagasimakse kontole EE15 9907 2207 7506 2923 tehtud.
133	107	A-2026-00133	2022-05-20	273.03	51017291	Hindas mugavust nelja punktiga viiest. Liitus püsiostjate programmiga jaanuaris.
134	78	A-2026-00134	2020-10-25	826.21	51017424	Klient on gei.
135	79	A-2026-00135	2025-12-09	550.27	51017550	Soovib paigaldust hommikupoole. Helistada 5340 0788 pärast kella viit.
136	8	A-2026-00136	2020-06-02	833.78	51017686	homme helistan uuesti
137	57	A-2026-00137	2021-04-07	200.55	51017819	Küsis sama tooli ka musta kattega.
138	85	A-2026-00138	2019-12-06	288.76	51017945	Liitus püsiostjate programmiga jaanuaris.
139	95	A-2026-00139	2018-10-26	142.01	51018070	ik 34807249377
140	106	A-2026-00140	2021-05-08	175.26	51018203	Klient astus Reformierakonda.
141	104	A-2026-00141	2020-07-03	118.93	51018339	Mõtleb veel, vastab järgmisel nädalal. Abikaasa e-post on leida.paju@example.net, kirjutada temale.
142	119	A-2026-00142	2018-02-26	254.61	51018465	Tellis samasuguse komplekti nagu eelmisel aastal. Tuli uksest sisse ja ütles isikukoodiks 466 0702 9579.
143	9	A-2026-00143	2018-09-23	884.13	51018591	Tellis samasuguse komplekti nagu eelmisel aastal. Küsis, millal uus kataloog tuleb.
144	37	A-2026-00144	2021-10-18	313.90	51018724	Ei soovi uudiskirja.
145	57	A-2026-00145	2025-01-13	165.31	51018850	Soovitas meid ka teistele.
146	54	A-2026-00146	2024-03-01	510.79	51018986	arve 38501010002 (ei ole isikukood)
147	148	A-2026-00147	2018-10-06	846.90	51019118	Uksekell ei tööta, koputada.
148	132	A-2026-00148	2024-04-14	176.90	51019244	Töötajal on sõrmejäljed võetud.
149	131	A-2026-00149	2025-10-23	635.70	51019370	Vaibale jäi plekk, saatsime puhastusse.
150	93	A-2026-00150	2024-05-25	761.73	51019503	Ootab sügisest valikut, eriti villaseid tekke. Trepikoda on kitsas, diivan mahub vaid püsti. Tel 5340 1477, vastab abikaasa.
151	55	A-2026-00151	2023-09-10	465.33	51019639	Mõtleb veel, vastab järgmisel nädalal.
152	144	A-2026-00152	2019-10-15	625.26	51019765	Lubas mõõdud üle vaadata ja tagasi kirjutada. Pildiraam 30 x 40, matt klaas.
153	27	A-2026-00153	2021-06-11	546.20	51019891	Rehvivahetus kell kümme, auto 457 VBL.
154	133	A-2026-00154	2021-11-05	473.50	51020026	\N
155	82	A-2026-00155	2022-06-20	580.50	51020152	Tellis samasuguse komplekti nagu eelmisel aastal. Viimati käis poes kaks nädalat tagasi.
156	91	A-2026-00156	2020-03-20	504.25	51020288	Katus laseb läbi, seepärast on kiire.
157	31	A-2026-00157	2019-01-17	561.97	51020411	Väike kriimustus küljel, sobis ikkagi. Soovib paigaldust hommikupoole.
158	75	A-2026-00158	2019-12-20	373.74	51020547	Uksekell ei tööta, koputada.
159	21	A-2026-00159	2021-03-10	768.27	51020673	Hindas mugavust nelja punktiga viiest.
160	35	A-2026-00160	2022-11-22	683.29	51020806	Klient on karistatud.
161	17	A-2026-00161	2019-05-09	864.43	51020932	Tuleb ise järele reedel pärast lõunat.
162	128	A-2026-00162	2020-01-23	143.98	51021067	\N
163	124	A-2026-00163	2025-11-23	529.11	51021193	Pildiraam 30 x 40, matt klaas. Aknalaua mõõt on 120 x 25 cm, paksus 2 cm.
164	116	A-2026-00164	2018-05-19	235.96	51021326	Peegel tuli terve, pakend oli natuke märg.
165	150	A-2026-00165	2021-11-28	208.60	51021452	Ladu lubas kauba kohale 3. oktoobriks. Vaibale jäi plekk, saatsime puhastusse.
166	1	A-2026-00166	2018-02-13	340.62	51021588	Ostja on alaealine, küsida luba.
167	58	A-2026-00167	2020-08-16	881.97	51021711	Tal on epilepsia, mitte ehmatada.
168	90	A-2026-00168	2023-11-28	333.75	51021847	Kapp vajab teist riiulit, leppisime kokku maikuus.
169	11	A-2026-00169	2024-11-17	260.87	51021973	Katus laseb läbi, seepärast on kiire. Uksekell ei tööta, koputada.
170	12	A-2026-00170	2023-08-22	123.21	51022105	Isal oli infarkt, lükkame edasi.
171	79	A-2026-00171	2023-07-07	343.36	51022231	Lubas mõõdud üle vaadata ja tagasi kirjutada. Väike kriimustus küljel, sobis ikkagi.
172	41	A-2026-00172	2025-09-20	753.86	51022367	\N
173	96	A-2026-00173	2022-01-03	615.80	51022493	Klient on õigeusklik, pühade ajal ei helista.
174	149	A-2026-00174	2025-02-09	488.39	51022626	Hoida ukse taga kuni kella kuueni.
175	70	A-2026-00175	2024-04-06	610.43	51022752	Vaja on neli jalga ja kaheksa kruvi.
176	24	A-2026-00176	2023-10-05	861.52	51022888	Aknalaua mõõt on 120 x 25 cm, paksus 2 cm.
177	7	A-2026-00177	2023-09-27	652.24	51023010	Kõik sobis, midagi juurde ei soovi.
178	75	A-2026-00178	2020-02-12	95.01	51023146	Viimati käis poes kaks nädalat tagasi. Katus laseb läbi, seepärast on kiire.
179	1	A-2026-00179	2022-07-21	435.28	51023272	Soovitas meid ka teistele.
180	100	A-2026-00180	2019-03-13	149.48	51023405	Tema mees on vangis.
181	70	A-2026-00181	2019-07-15	766.18	51023531	Katus laseb läbi, seepärast on kiire.
182	57	A-2026-00182	2023-02-05	582.85	51023667	Tuleb ise järele reedel pärast lõunat.
183	68	A-2026-00183	2025-03-19	367.51	51023793	Pildiraam 30 x 40, matt klaas. Liitus püsiostjate programmiga jaanuaris.
184	4	A-2026-00184	2023-03-27	33.10	51023926	Hindas mugavust nelja punktiga viiest.
185	15	A-2026-00185	2022-12-17	289.71	51024051	Tuleb ise järele reedel pärast lõunat.
186	38	A-2026-00186	2025-10-18	127.29	51024187	Hoida ukse taga kuni kella kuueni.
187	7	A-2026-00187	2024-04-05	633.22	51024310	Hoida ukse taga kuni kella kuueni. Uksekell ei tööta, koputada.
188	74	A-2026-00188	2018-10-26	166.69	51024446	\N
189	146	A-2026-00189	2023-02-04	460.74	51024572	\N
190	94	A-2026-00190	2024-08-26	515.03	51024705	Maksis kohapeal, kviitung kaasas.
191	66	A-2026-00191	2019-03-03	425.43	51024831	Ladu lubas kauba kohale 3. oktoobriks. Isikukood: 45502089188; tel 5340 0343
192	141	A-2026-00192	2024-04-15	713.27	51024967	Aknalaua mõõt on 120 x 25 cm, paksus 2 cm. Lubas mõõdud üle vaadata ja tagasi kirjutada.
193	131	A-2026-00193	2024-12-19	67.34	51025092	Ladu lubas kauba kohale 3. oktoobriks.
194	147	A-2026-00194	2021-08-12	898.51	51025225	Tagastas katkise kruusi, andsime uue. Vaja on neli jalga ja kaheksa kruvi.
195	99	A-2026-00195	2019-01-03	200.66	51025351	Transport üle Emajõe, sild on remondis.
196	98	A-2026-00196	2019-11-06	31.90	51025487	Palus pakend kaasa võtta.
197	44	A-2026-00197	2021-10-11	292.75	51025610	\N
198	113	A-2026-00198	2022-12-05	859.34	51025746	Soovitas meid ka teistele.
199	121	A-2026-00199	2020-02-10	483.81	51025872	Soovib kinkepaberit ja lihtsat kaarti. Viimati käis poes kaks nädalat tagasi.
200	33	A-2026-00200	2020-10-02	553.46	51026004	Eelistab rohelist tooni, hall jäi liiga tume.
\.

--
-- Name: klient klient_pkey; Type: CONSTRAINT; Schema: pood; Owner: pood
--

ALTER TABLE ONLY pood.klient
    ADD CONSTRAINT klient_pkey PRIMARY KEY (id);

--
-- Name: arve arve_pkey; Type: CONSTRAINT; Schema: pood; Owner: pood
--

ALTER TABLE ONLY pood.arve
    ADD CONSTRAINT arve_pkey PRIMARY KEY (id);

--
-- PostgreSQL database dump complete
--

