package importer

import (
	"fmt"
	"slices"
	"strings"

	"casus/history/store"
)

// Lists of states: who exists when.
var stateDatasets = []dataset{
	{
		Source: Source{
			ID: "cow-states", Title: "COW State System Membership",
			For:       "which states exist when: the universe of state-years and dyad-years",
			Publisher: "Correlates of War Project", Versions: []string{"2016"}, Years: "1816-2016", Terms: cowTerms,
			Citation: "Correlates of War Project 2017, 'State System Membership List, v2016'", BibTeX: bibCOWStates,
			Page: cowPage + "state-system-membership/", Files: []string{"states2016.csv", "cow_states.csv"},
		},
		fields: fields(`
			ccode                    code key 1..999
			abb|stateabb|cw_abb      text
			name|statenme|cw_name    text
			start                    day  key parts=styear,stmonth,stday
			end                      day  parts=endyear,endmonth,endday end`),
		version: func(get func(string) string, t *store.Table) string {
			if v := get("version"); v != "" {
				return v
			}
			return fmt.Sprint(maxYear(t, "end"))
		},
		check: spans("start", "end"),
		rows:  map[string]int{"2016": 243},
	},
	{
		Source: Source{
			ID: "gw-states", Title: "Gleditsch-Ward independent states",
			For:       "state codes of data that use Gleditsch-Ward numbers",
			Publisher: "Kristian Skrede Gleditsch", Versions: []string{"2008", "2017", "2020"}, Years: "1816-2020", Terms: packagedTerms,
			Citation: citeGW, BibTeX: bibGW, Codes: "gw", Layout: "xmarquez/democracyData data-raw/gw-files/iisystem.dat; svmiller/isard data/gw_system.rda",
			Page: "http://ksgleditsch.com/statelist.html", Files: []string{"iisystem.dat", "ksgmdw.txt", "gw_states.csv"},
		},
		fields: fields(gwFields), sniff: func(get func(string) string) bool { return !isMicrostate(get) },
		version: func(_ func(string) string, t *store.Table) string { return fmt.Sprint(maxYear(t, "end")) },
		check:   spans("start", "end"),
	},
	{
		Source: Source{
			ID: "gw-microstates", Title: "Gleditsch-Ward microstates", For: "the list of states with fewer than 250,000 people, beside the other",
			Publisher: "Kristian Skrede Gleditsch", Versions: []string{"2008", "2017"}, Years: "1816-2017", Terms: packagedTerms,
			Citation: citeGW, BibTeX: bibGW, Page: "http://ksgleditsch.com/statelist.html", Files: []string{"microstatessystem.dat"},
			Layout: "xmarquez/democracyData data-raw/gw-files/microstatessystem.dat", Codes: "gw",
		},
		fields: fields(strings.Replace(gwFields, "\n	microstate                      bool opt blank", "", 1)), never: []string{"microstate"}, sniff: isMicrostate,
		version: func(_ func(string) string, t *store.Table) string { return fmt.Sprint(maxYear(t, "end")) },
		check:   spans("start", "end"),
	},
	{
		Source: Source{
			ID: "cow-state-years", Title: "COW state-years", For: "the list of states year by year, to compare with", Publisher: "Correlates of War Project",
			Versions: []string{"2016"}, Years: "1816-2016", Terms: cowTerms, Citation: "Correlates of War Project 2017, 'State System Membership List, v2016'", BibTeX: bibCOWStates,
			Page: cowPage + "state-system-membership/", Files: []string{"system2016.csv"}, Layout: "jandresgannon/AlliesArmaments system2016.csv",
		},
		fields: fields(`
			ccode    code key 1..999
			year     year key
			stateabb text`),
		never: []string{"gwcode", "milex", "cinc", "euds", "imports", "country"}, codes: [][2]string{{"ccode", "year"}},
		version: func(get func(string) string, t *store.Table) string {
			if v := get("version"); v != "" {
				return v
			}
			return fmt.Sprint(maxOf(t, "year"))
		},
	},
	{
		Source: Source{
			ID: "cow-gw-years", Title: "COW and Gleditsch-Ward codes by year",
			For:       "matching the two code lists year by year",
			Publisher: "Steven V. Miller (isard)", Versions: []string{"0.2.0"}, Years: "1816-2025", Terms: packagedTerms,
			Citation: citePeacesciencer, BibTeX: bibPeacesciencer,
			Page: "https://cran.r-project.org/package=isard", Files: []string{"cow_gw_panel.csv"},
		},
		fields: fields(`
			ccode    code key 1..999
			year     year key
			gwcode   code blank 1..999
			stateabb text
			cw_name  text blank opt
			gw_name  text blank opt`),
		version: fixedVersion("0.2.0"), dropBlankKey: true, codes: [][2]string{{"ccode", "year"}},
	},
	{
		Source: Source{
			ID: "cow-majors", Title: "COW major powers",
			For:       "major-power status",
			Publisher: "Correlates of War Project", Versions: []string{"2016"}, Years: "1816-2016", Terms: cowTerms,
			Citation: "Correlates of War Project 2017, 'State System Membership List, v2016'", BibTeX: bibCOWStates,
			Page: cowPage + "state-system-membership/", Files: []string{"majors2016.csv", "cow_majors.csv"},
		},
		fields: fields(`
			ccode  code key 1..999
			start  day  key parts=styear,stmonth,stday
			end    day  parts=endyear,endmonth,endday end`),
		never: []string{"statenme", "cw_name", "capital", "gwcode", "dispnum", "stmon"},
		version: func(get func(string) string, t *store.Table) string {
			if v := get("version"); v != "" {
				return v
			}
			return fmt.Sprint(maxYear(t, "end"))
		},
		codes: [][2]string{{"ccode", "start"}},
		check: spans("start", "end"),
		rows:  map[string]int{"2016": 14},
	},
	{
		Source: Source{
			ID: "maoz-powers", Title: "Regional and global powers",
			For:       "regional and global power status, beside COW's majors",
			Publisher: "Zeev Maoz", Versions: []string{"2010"}, Years: "1816-2019", Terms: packagedTerms,
			Citation: "Maoz 2010, Networks of Nations, Cambridge University Press",
			BibTeX:   `@book{maoz2010networks, author = {Maoz, Zeev}, title = {Networks of Nations}, publisher = {Cambridge University Press}, year = {2010}}`,
			Page:     psPage, Files: []string{"maoz_powers.csv"},
		},
		fields: fields(`
			ccode      code key 1..999
			regstdate  day key blank
			regenddate day blank
			globstdate day blank
			globenddate day blank`),
		version: fixedVersion("2010"),
	},
}

const gwFields = `
	gwcode                          code key 1..999
	abb|gw_abb|stateabb             text
	name|gw_name|statename          text
	microstate                      bool opt blank
	start|startdate                 day  key
	end|enddate                     day`

const (
	citeGW = "Gleditsch & Ward 1999, 'A Revised List of Independent States since the Congress of Vienna', International Interactions 25: 393-413"
	bibGW  = `@article{gleditsch1999states, author = {Gleditsch, Kristian S. and Ward, Michael D.}, title = {A Revised List of Independent States since the Congress of {V}ienna}, journal = {International Interactions}, volume = {25}, pages = {393--413}, year = {1999}}`
)

// microstates are the numbers of the publisher's second list, which has the layout of
// the first.
var microstates = []string{"54", "55", "56", "57", "58", "60", "221", "223", "331", "232", "396", "397", "403", "591", "935", "970", "971", "972", "973", "983", "986", "987", "990"}

// isMicrostate tells the list of microstates by its first state; a list that marks
// them itself holds both.
func isMicrostate(get func(string) string) bool {
	return slices.Contains(microstates, get("gwcode")) && get("microstate") == ""
}

// spans checks that no stretch of days ends before it starts.
func spans(start, end string) func(*parsed) {
	return func(p *parsed) {
		from, until := p.table.Days(start), p.table.Days(end)
		for i := range from {
			if from[i] != 0 && until[i] != 0 && until[i] < from[i] {
				p.fault(int(p.lines[i]), end, until[i].String(), "before the start, "+from[i].String())
			}
		}
	}
}

// years is spans for columns of years.
func years(start, end string) func(*parsed) {
	return func(p *parsed) {
		from, until := p.table.Ints(start), p.table.Ints(end)
		for i := range from {
			if from[i] > 0 && until[i] > 0 && until[i] < from[i] {
				p.fault(int(p.lines[i]), end, fmt.Sprint(until[i]), fmt.Sprintf("before the start, %d", from[i]))
			}
		}
	}
}

// twoStates checks that a dyad has two members.
func twoStates(a, b string) func(*parsed) {
	return func(p *parsed) {
		x, y := p.table.Ints(a), p.table.Ints(b)
		for i := range x {
			if x[i] == y[i] {
				p.fault(int(p.lines[i]), b, fmt.Sprint(y[i]), "a state and itself are no pair")
			}
		}
	}
}
