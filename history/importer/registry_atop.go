package importer

import "casus/history/store"

// The five obligations, as ATOP's own files and peacesciencer name them.
const obligations = `
	defense|atop_defense   bool
	offense|atop_offense   bool
	neutral|atop_neutral   bool
	nonagg|atop_nonagg     bool
	consul|atop_consul     bool`

func atop(id, title, use string, files ...string) Source {
	return Source{
		ID: id, Title: title, For: use, Publisher: "ATOP project, Rice University", Versions: []string{"5.1"},
		Years: "1815-2018", Terms: atopTerms, Citation: citeATOP, BibTeX: bibATOP, Page: atopPage, Files: files,
	}
}

// atopVersion reads the version; peacesciencer's cut of 5.1 carries none.
func atopVersion(get func(string) string, t *store.Table) string {
	if v := get("version"); v != "" {
		return trimVersion(v)
	}
	if maxOf(t, "year") == 2018 {
		return "5.1"
	}
	return ""
}

// Alliances.
var atopDatasets = []dataset{
	{
		Source: atop("atop-alliance", "ATOP alliances", "one row an alliance, all phases together", "atop5_1a.csv"),
		fields: fields(`
			atopid   int key 1..99999
			begyr    year
			begmo    int 1..12
			begday   int 1..31 blank
			endyr    int 0..2199
			endmo    int 0..12 blank
			endday   int 0..31 blank
			ineffect bool
			bilat    bool` + obligations + `
			mem1     code
			mem2     code`),
		never: []string{"atopidphase", "member"}, extras: true, version: atopVersion, rows: map[string]int{"5.1": 789},
	},
	{
		Source: atop("atop-phase", "ATOP alliance phases", "one row a phase: renegotiated terms start a new one", "atop5_1aph.csv"),
		fields: fields(`
			atopidphase float key
			atopid   int 1..99999
			phase    int 0..99
			begyr    year
			begmo    int 1..12
			begday   int 1..31 blank
			endyr    int 0..2199
			ineffect bool
			bilat    bool` + obligations + `
			mem1     code
			mem2     code`),
		never: []string{"member"}, extras: true, version: atopVersion, rows: map[string]int{"5.1": 849},
	},
	{
		Source: atop("atop-member", "ATOP members", "one member in one phase, with its own promises, conditions and dates: the base of treaty clauses", "atop5_1m.csv"),
		fields: fields(`
			atopid   int key 1..99999
			phase    int key 0..99
			member   code key
			yrent    year key
			moent    int key 1..12
			dayent   int key 1..31 blank
			yrexit   int 0..2199
			moexit   int 0..12
			dayexit  int 0..31 blank
			ineffect bool
			bilat    bool
			cowsys   bool blank` + obligations + `
			conditio bool blank`),
		extras: true, version: atopVersion, rows: map[string]int{"5.1": 2510},
		codes: [][2]string{{"member", "yrent"}}, lax: true,
	},
	{
		Source: atop("atop-directed-dyad-year", "ATOP directed dyad-years", "what ccode1 has promised ccode2 in a year: alliances in dyad-years, similarity", "atop5_1ddyr.csv", "atop5_1_ddyr.csv.gz"),
		fields: fields(`
			ccode1|statea|state1  code key calc=ddyad/1000
			ccode2|stateb|state2  code key calc=ddyad%1000
			year                  year key` + obligations),
		never: []string{"member", "atopidphase"}, version: atopVersion, rows: map[string]int{"5.1": 273296},
		codes: [][2]string{{"ccode1", "year"}, {"ccode2", "year"}}, lax: true,
		check: twoStates("ccode1", "ccode2"),
	},
	{
		Source: atop("atop-state-year", "ATOP state-years", "alliances in state-years", "atop5_1sy.csv"),
		fields: fields(`
			ccode|state  code key
			year         year key
			atopally     bool` + obligations + `
			number       int 0..999`),
		extras: true, version: atopVersion, rows: map[string]int{"5.1": 11923},
		codes: [][2]string{{"ccode", "year"}}, lax: true,
	},
	{
		Source: Source{
			ID: "atop-institutions", Title: "ATOP institutionalization",
			For: "how far a phase is institutionalized", Publisher: "ATOP project, Rice University",
			Versions: []string{"5.1"}, Years: "1815-2018", Terms: atopTerms,
			Citation: "Leeds & Anac 2005, 'Alliance Institutionalization and Alliance Performance', International Interactions 31(3): 183-202",
			BibTeX:   `@article{leeds2005institutionalization, author = {Leeds, Brett Ashley and Anac, Sezi}, title = {Alliance Institutionalization and Alliance Performance}, journal = {International Interactions}, volume = {31}, number = {3}, pages = {183--202}, year = {2005}}`,
			Page:     atopPage, Files: []string{"atopinst5_1.csv"},
		},
		fields: fields(`
			atopidphase float key
			atopid      int 1..99999
			milinst     int 0..2 blank
			formal      int 0..2 blank`),
		never: []string{"war", "ccode1", "member", "defense"}, version: versionColumn, rows: map[string]int{"5.1": 849},
	},
}
