package importer

import (
	"strings"

	"casus/history/store"
)

// isGML tells GML's files from COW's, which share their headers.
func isGML(get func(string) string) bool {
	return len(get("version")) > 3 && get("version")[:3] == "gml"
}

func isCOW(get func(string) string) bool { return !isGML(get) }

// The columns of MIDA and MIDB, whose missing code is -9.
const (
	midDates = `
	stday    int miss=-9 1..31
	stmon    int 1..12 odd
	styear   year
	endday   int miss=-9 1..31
	endmon   int 1..12 odd
	endyear  year`
	midA = `
	dispnum|dispnum3  int key 1..99999` + midDates + `
	outcome  int miss=-9 0..9
	settle   int miss=-9 0..4
	fatality int miss=-9 0..6
	fatalpre int miss=-9 0..99999999
	maxdur   int miss=-9 0..99999
	mindur   int miss=-9 0..99999
	hiact    int miss=-9 0..22
	hostlev  int miss=-9 1..5
	recip    bool miss=-9
	numa     int 1..99
	numb     int 1..99
	link1    text blank opt
	link2    text blank opt
	link3    text blank opt`
	midB = `
	dispnum|dispnum3  int key 1..99999
	ccode    code key 1..999
	sidea    bool key
	styear   year key
	stmon    int key 1..12
	stday    int key miss=-9 1..31
	endyear  year key
	endmon   int key 1..12
	endday   int key miss=-9 1..31
	hiact    int miss=-9 0..22
	orig     bool`
	midBMore = midB + `
	stabb    text blank opt
	revstate bool miss=-9
	revtype1 int miss=-9 0..4
	revtype2 int miss=-9 0..4
	fatality int miss=-9 0..6
	fatalpre|fatapre int miss=-9 0..99999999
	hostlev  int miss=-9 1..5`
	midDyad = `
	dispnum  int key 1..99999
	ccode1   code key 1..999
	ccode2   code key 1..999
	year     year key
	sidea1   bool key
	sidea2   bool
	fatality1 int miss=-9 0..6
	fatality2 int miss=-9 0..6
	fatalpre1 int miss=-9 0..99999999
	fatalpre2 int miss=-9 0..99999999
	hiact1   int miss=-9 0..22
	hiact2   int miss=-9 0..22
	hostlev1 int miss=-9 1..5
	hostlev2 int miss=-9 1..5
	orig1    bool
	orig2    bool`
)

func mid(id, title, use string, files ...string) Source {
	return Source{
		ID: id, Title: title, For: use, Publisher: "Correlates of War Project", Versions: []string{"4.01", "5.0"},
		Years: "1816-2014", Terms: cowTerms, Citation: citeMID5, BibTeX: bibMID5, Page: cowPage + "mids/", Files: files,
	}
}

func gml(id, title, use string, versions []string, files ...string) Source {
	return Source{
		ID: id, Title: title, For: use, Publisher: "Gibler, Miller and Little", Versions: versions,
		Years: "1816-2010", Terms: gmlTerms, Citation: citeGML, BibTeX: bibGML, Page: "https://dmgibler.people.ua.edu/mid-data.html", Files: files,
	}
}

// midVersion reads the version of MID files; peacesciencer's dyadic cut of 5.0
// carries none, and is known by its last year.
func midVersion(get func(string) string, t *store.Table) string {
	if v := get("version"); v != "" {
		return trimVersion(v)
	}
	if maxOf(t, "year") == 2014 || maxOf(t, "styear") == 2014 {
		return "5.0"
	}
	return ""
}

func gmlVersion(get func(string) string, t *store.Table) string {
	if v := get("version"); v != "" {
		return trimVersion(v)
	}
	return "2.2.1" // only peacesciencer's cut of 2.2.1 carries no version
}

// Wars and disputes.
var conflictDatasets = []dataset{
	{
		Source: Source{
			ID: "cow-wars", Title: "COW inter-state wars", For: "who fought in which war, on which side, from and until when",
			Publisher: "Correlates of War Project", Versions: []string{"4.0"}, Years: "1823-2003", Terms: cowTerms,
			Citation: "Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press",
			BibTeX:   `@book{sarkees2010resort, author = {Sarkees, Meredith Reid and Wayman, Frank Whelon}, title = {Resort to War: 1816-2007}, publisher = {CQ Press}, address = {Washington DC}, year = {2010}}`,
			Page:     cowPage + "cow-war/", Files: []string{"Inter-StateWarData_v4.0.csv", "cow_interstate_war_v4_0.csv"},
		},
		fields: fields(`
			warnum      int key 1..9999
			warname     text
			wartype     int 1..9
			ccode       code key 1..999
			statename   text
			side        int key 1..2
			startyear1  year
			startmonth1 int 1..12 miss=-9
			startday1   int 1..31 miss=-9
			endyear1    year miss=-7
			endmonth1   int 1..12 miss=-9,-7
			endday1     int 1..31 miss=-9,-7
			startyear2  year miss=-8,-9
			startmonth2 int 1..12 miss=-8,-9
			startday2   int 1..31 miss=-8,-9
			endyear2    year miss=-8,-9,-7
			endmonth2   int 1..12 miss=-8,-9,-7
			endday2     int 1..31 miss=-8,-9,-7
			transfrom   text miss=-8
			wherefought int 1..19
			initiator   int 1..2
			outcome     int 1..8
			transto     int miss=-8 0..9999
			batdeath    int miss=-9,-8 0..100000000`),
		version: versionColumn, rows: map[string]int{"4.0": 337}, codes: [][2]string{{"ccode", "startyear1"}},
		check: years("startyear1", "endyear1"),
	},
	{
		Source: Source{
			ID: "maoz-dyadic-wars", Title: "Directed dyadic wars", For: "roles in wars: initiator, target, and who joined which side",
			Publisher: "Maoz and others", Versions: []string{"2018"}, Years: "1823-2003", Terms: academicTerms,
			Citation: "Maoz, Johnson, Kaplan, Ogunkoya & Shreve 2019, 'The Dyadic Militarized Interstate Disputes (MIDs) Dataset Version 3.0', Journal of Conflict Resolution 63(3): 811-835",
			BibTeX:   `@article{maoz2019dyadic, author = {Maoz, Zeev and Johnson, Paul L. and Kaplan, Jasper and Ogunkoya, Fiona and Shreve, Aaron P.}, title = {The Dyadic Militarized Interstate Disputes ({MIDs}) Dataset Version 3.0}, journal = {Journal of Conflict Resolution}, volume = {63}, number = {3}, pages = {811--835}, year = {2019}}`,
			Page:     cowPage + "mids/", Files: []string{"directed_dyadic_war.csv", "maoz_directed_dyadic_war_2018.csv"},
		},
		fields: fields(`
			warnum      int key 1..9999
			disno       int key 1..99999
			dyindex     float
			statea      code key 1..999
			stateb      code key 1..999
			warstrtmnth int 1..99
			warstrtday  int 1..31
			warstrtyr   year
			warendmnth  int 1..12
			warenday    int 1..31
			warendyr    int 1800..99999
			year        year key
			warolea     int 1..4
			waroleb     int 1..4
			wardyadrolea int 1..4
			wardyadroleb int 1..4
			outcomea    int 1..3 blank
			batdtha     int 0..100000000 blank miss=-9
			batdthb     int 0..100000000 blank miss=-9
			durindx     int 1..99`),
		version: fixedVersion("2018"), rows: map[string]int{"2018": 1364},
		codes: [][2]string{{"statea", "year"}, {"stateb", "year"}},
	},
	{
		Source: mid("cow-mid-dispute", "COW MID disputes", "one row a dispute: outcome, fatality, hostility", "MIDA 5.0.csv", "cow_mida_5_0.csv"),
		fields: fields(midA), extras: true, sniff: isCOW, version: midVersion,
		rows: map[string]int{"4.01": 2586, "5.0": 2436}, check: years("styear", "endyear"),
	},
	{
		Source: mid("cow-mid-participant", "COW MID participants", "who took part in a dispute, on which side, when; from it dispute-dyads are made", "MIDB 5.0.csv", "cow_midb_5_0.csv"),
		fields: fields(midBMore), sniff: isCOW, version: midVersion,
		rows: map[string]int{"4.01": 6132, "5.0": 5883}, codes: [][2]string{{"ccode", "styear"}}, check: years("styear", "endyear"),
	},
	{
		Source: mid("cow-mid-dyad-year", "COW MID directed dispute-dyad-years", "peacesciencer's own expansion, to compare with", "cow_mid_5_0_dirdisp.csv"),
		fields: fields(midDyad + `
			ongoing|dispongoing bool
			onset|disponset     bool`),
		never: []string{"midongoing"}, version: midVersion, rows: map[string]int{"5.0": 11390},
		codes: [][2]string{{"ccode1", "year"}, {"ccode2", "year"}}, check: twoStates("ccode1", "ccode2"),
	},
	{
		Source: gml("gml-dispute", "GML MID disputes", "a re-coding of the COW disputes", []string{"2.1"}, "gml-mida-2.1.csv", "gml_mida_2_1.csv"),
		fields: fields(midA), extras: true, sniff: isGML, version: gmlVersion, rows: map[string]int{"2.1": 2199}, check: years("styear", "endyear"),
	},
	{
		Source: gml("gml-participant", "GML MID participants", "who took part in a re-coded dispute", []string{"2.1"}, "gml-midb-2.1.csv", "gml_midb_2_1.csv"),
		fields: fields(strings.NewReplacer("sidea    bool key", "sidea bool key blank", "orig     bool", "orig bool blank").Replace(midBMore)), sniff: isGML, version: gmlVersion, rows: map[string]int{"2.1": 5300},
		codes: [][2]string{{"ccode", "styear"}}, check: years("styear", "endyear"),
	},
	{
		Source: gml("gml-participant-leader", "GML MID participants with leaders", "dates with imputed days, and leaders", []string{"2.2.1"}, "gml_2_2_1_participants.csv"),
		fields: fields(midB + `
			dummy_stday  int 1..31
			dummy_endday int 1..31
			obsid_start  text blank
			obsid_end    text blank`),
		version: gmlVersion, rows: map[string]int{"2.2.1": 5217}, codes: [][2]string{{"ccode", "styear"}},
	},
	{
		Source: gml("gml-dyad-year", "GML directed dispute-dyad-years", "disputes in dyad-years, re-coded", []string{"2.2.1"}, "gml-ddy-disputes-2.2.1.csv", "gml_2_2_1_dirdisp.csv"),
		fields: fields(midDyad + `
			ongoing|midongoing bool
			onset|midonset     bool
			fatality int miss=-9 0..6
			fatalpre int miss=-9 0..99999999
			hiact    int miss=-9 0..22
			hostlev  int miss=-9 1..5
			mindur   int miss=-9 0..99999
			maxdur   int miss=-9 0..99999
			outcome  int miss=-9 0..9
			settle   int miss=-9 0..4
			recip    bool miss=-9
			stmon    int miss=-9 1..99`),
		version: gmlVersion, rows: map[string]int{"2.2.1": 10276},
		codes: [][2]string{{"ccode1", "year"}, {"ccode2", "year"}}, check: twoStates("ccode1", "ccode2"),
	},
}
