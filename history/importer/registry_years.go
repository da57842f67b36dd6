package importer

import (
	"fmt"

	"casus/history/store"
)

// Properties of a state in a year.
var stateYearDatasets = []dataset{
	{
		Source: Source{
			ID: "cow-nmc", Title: "COW National Material Capabilities", For: "capabilities: spending, personnel, iron and steel, energy, population, CINC",
			Publisher: "Correlates of War Project", Versions: []string{"4.0", "5.0", "6.0", "7.0"}, Years: "1816-2022", Terms: cowTerms,
			Citation: "Singer, Bremer & Stuckey 1972, in Russett (ed.), Peace, War, and Numbers; Singer 1987, International Interactions 14: 115-132",
			BibTeX:   `@article{singer1987nmc, author = {Singer, J. David}, title = {Reconstructing the {C}orrelates of {W}ar Dataset on Material Capabilities of States, 1816-1985}, journal = {International Interactions}, volume = {14}, pages = {115--132}, year = {1987}}`,
			Page:     cowPage + "national-material-capabilities/", Files: []string{"NMC-60-abridged.csv", "cow_nmc_7_0.csv"},
		},
		fields: fields(`
			ccode  code key 1..999
			year   year key
			milex  float miss=-9 0..1e12
			milper float miss=-9 0..1e6
			irst   float miss=-9 0..1e9
			pec    float miss=-9 0..1e9
			tpop   float miss=-9 0..1e8
			upop   float miss=-9 0..1e8
			cinc   float miss=-9 0..1`),
		version: nmcVersion, codes: [][2]string{{"ccode", "year"}},
		rows: map[string]int{"4.0": 14199, "5.0": 15171, "6.0": 15951, "7.0": 17121},
	},
	{
		Source: Source{
			ID: "democracy", Title: "Democracy, as isard has it", For: "role democracy: UDS, Polity and V-Dem in one panel of COW states", Publisher: "isard; Polity5; V-Dem",
			Versions: []string{"isard-0.2.0"}, Years: "1816-2025",
			Terms:    "V-Dem CC BY-SA 4.0; Polity5: free for research with citation; isard GPL-2",
			Citation: "Marquez 2016; Marshall 2020 (Polity5); Coppedge et al. (V-Dem)",
			BibTeX:   bibUDS + "\n" + bibPolity + "\n" + bibVDem,
			Page:     "https://cran.r-project.org/package=isard", Files: []string{"democracy.csv", "cw_democracy.rda"}, Layout: "svmiller/isard data/cw_democracy.rda",
		},
		fields: fields(`
			ccode         code  key 1..999
			year          year  key 1700..2199
			euds          float blank opt -10..10
			aeuds         float blank opt -10..10
			polity2       int   miss=-66,-77,-88 opt -10..10
			v2x_polyarchy float blank opt 0..1`),
		anyOf: []string{"euds", "aeuds"}, never: []string{"ccode1", "ccode2", "dispnum"},
		version: fixedVersion("isard-0.2.0"), codes: [][2]string{{"ccode", "year"}}, dropBlankKey: true, lax: true,
		rows: map[string]int{"isard-0.2.0": 17706},
	},
	{
		Source: Source{
			ID: "polity", Title: "Polity", For: "role democracy: regime scores, with the publisher's own numbers of states", Publisher: "Center for Systemic Peace",
			Versions: []string{"2018"}, Years: "1800-2018", Terms: "free for research with citation",
			Citation: "Marshall & Gurr 2020, 'Polity5: Political Regime Characteristics and Transitions, 1800-2018'", BibTeX: bibPolity,
			Page: "https://www.systemicpeace.org/inscrdata.html", Files: []string{"p5v2018.csv", "p5v2018.xls", "polity5.rda"},
			Layout: "xmarquez/democracyData data/polity5.rda; joshuaalley/arms-allies data/cinc-polity.csv", Codes: "polity",
		},
		fields: fields(`
			ccode|polity_annual_ccode   code key 1..999
			year                        year key 1700..2199
			scode                       text blank opt
			country|polity_annual_country text blank opt
			democ   int opt blank -88..10
			autoc   int opt blank -88..10
			polity  int opt blank -88..10
			polity2 int miss=-66,-77,-88 -10..10
			durable int opt blank 0..999
			xrreg   int opt blank -88..9
			xrcomp  int opt blank -88..9
			xropen  int opt blank -88..9
			xconst  int opt blank -88..9
			parreg  int opt blank -88..9
			parcomp int opt blank -88..9
			exrec   int opt blank -88..9
			exconst int opt blank -88..9
			polcomp int opt blank -88..10`),
		never: []string{"ccode1", "ccode2", "dispnum", "milex", "euds", "aeuds", "v2x_polyarchy", "country_text_id", "gwcode"}, lax: true, dropBlankKey: true,
		version: func(_ func(string) string, t *store.Table) string { return fmt.Sprint(maxOf(t, "year")) },
	},
	{
		Source: Source{
			ID: "vdem", Title: "V-Dem", For: "role democracy: electoral and liberal democracy", Publisher: "Varieties of Democracy Institute",
			Versions: []string{"2024", "2025"}, Years: "1789-2025", Terms: "CC BY-SA 4.0", Citation: "Coppedge et al., V-Dem Country-Year Dataset", BibTeX: bibVDem,
			Page: "https://v-dem.net", Files: []string{"V-Dem-CY-Core-v15.csv", "V-Dem-CY-Full+Others-v15.csv", "vdem_simple.rda"}, Layout: "xmarquez/democracyData data/vdem_simple.rda",
		},
		fields: fields(`
			ccode|cowcode|vdem_cowcode     code key 1..999
			year                           year key 1700..2199
			country_name|vdem_country_name text blank
			country_text_id                text blank
			v2x_polyarchy                  float blank 0..1
			v2x_libdem                     float blank opt 0..1
			v2x_partipdem                  float blank opt 0..1
			v2x_delibdem                   float blank opt 0..1
			v2x_egaldem                    float blank opt 0..1`),
		never: []string{"ccode1", "ccode2"}, lax: true, dropBlankKey: true,
		version: func(_ func(string) string, t *store.Table) string { return fmt.Sprint(maxOf(t, "year")) },
	},
	{
		Source: Source{
			ID: "gdp", Title: "GDP and population", For: "GDP, GDP per head and population, with the error of each estimate",
			Publisher: "Fariss, Anders, Markowitz and Barnum, by isard", Versions: []string{"0.2.0"}, Years: "1816-2019", Terms: packagedTerms,
			Citation: "Fariss, Anders, Markowitz & Barnum 2022, 'New Estimates of Over 500 Years of Historic GDP and Population Data', JCR 66(3): 553-591",
			BibTeX:   `@article{fariss2022gdp, author = {Fariss, Christopher J. and Anders, Therese and Markowitz, Jonathan N. and Barnum, Miriam}, title = {New Estimates of Over 500 Years of Historic {GDP} and Population Data}, journal = {Journal of Conflict Resolution}, volume = {66}, number = {3}, pages = {553--591}, year = {2022}}`,
			Page:     "https://doi.org/10.1177/00220027211054432", Files: []string{"gdp_population.csv.gz"},
		},
		fields: fields(`
			ccode      code key 1..999
			year       year key
			mrgdppc    float blank 0..1e7
			sd_mrgdppc float blank opt 0..1e7
			pwtrgdp    float blank 0..1e9
			sd_pwtrgdp float blank opt 0..1e9
			pwtpop     float blank 0..1e5
			sd_pwtpop  float blank opt 0..1e5`),
		version: fixedVersion("0.2.0"), codes: [][2]string{{"ccode", "year"}}, rows: map[string]int{"0.2.0": 16536},
	},
	{
		Source: Source{
			ID: "un-ideal-points", Title: "UN General Assembly ideal points", For: "foreign-policy distance by votes in the General Assembly",
			Publisher: "Bailey, Strezhnev and Voeten (Harvard Dataverse)", Versions: []string{"2024", "2025"}, Years: "1946-2024",
			Terms:    "Harvard Dataverse release (CC0 there, to our knowledge)",
			Citation: "Bailey, Strezhnev & Voeten 2017, 'Estimating Dynamic State Preferences from United Nations Voting Data', JCR 61(2): 430-456",
			BibTeX:   `@article{bailey2017idealpoints, author = {Bailey, Michael A. and Strezhnev, Anton and Voeten, Erik}, title = {Estimating Dynamic State Preferences from {U}nited {N}ations Voting Data}, journal = {Journal of Conflict Resolution}, volume = {61}, number = {2}, pages = {430--456}, year = {2017}}`,
			Page:     "https://doi.org/10.7910/DVN/LEJUQZ", Files: []string{"IdealpointestimatesAll_Jun2024.csv", "un_ideal_points_2024.csv"},
		},
		fields: fields(`
			ccode          code  key 1..999
			session        int   key 1..200 calc=year-1945
			year           year  calc=session+1945
			nvotesall      int   blank 0..9999
			idealpointall  float -20..20
			usagree        float blank opt 0..1
			russagree      float blank opt 0..1
			chinaagree     float blank opt 0..1
			indiaagree     float blank opt 0..1
			brazilagree    float blank opt 0..1
			israelagree    float blank opt 0..1
			countryname    text  blank opt`),
		version: func(_ func(string) string, t *store.Table) string { return fmt.Sprint(maxOf(t, "session") + 1946) },
		codes:   [][2]string{{"ccode", "year"}}, lax: true, rows: map[string]int{"2024": 11238},
	},
}

// nmcVersion: the files carry the year of their release, or, in peacesciencer's
// cut, nothing: then the last year tells.
func nmcVersion(get func(string) string, t *store.Table) string {
	switch v := get("version"); v {
	case "2021":
		return "6.0"
	case "2011":
		return "5.0"
	case "":
		return map[int]string{2022: "7.0", 2016: "6.0", 2012: "5.0", 2007: "4.0"}[maxOf(t, "year")]
	default:
		return trimVersion(v)
	}
}

const (
	bibUDS    = `@misc{marquez2016uds, author = {M{\'a}rquez, Xavier}, title = {A Quick Method for Extending the Unified Democracy Scores}, year = {2016}, doi = {10.2139/ssrn.2753830}}`
	bibPolity = `@misc{marshall2020polity5, author = {Marshall, Monty G. and Gurr, Ted Robert}, title = {{Polity5}: Political Regime Characteristics and Transitions, 1800-2018}, year = {2020}, publisher = {Center for Systemic Peace}}`
	bibVDem   = `@misc{coppedge2026vdem, author = {Coppedge, Michael and others}, title = {{V-Dem} Country-Year Dataset}, publisher = {Varieties of Democracy (V-Dem) Project}, url = {https://v-dem.net}}`
)

// Codings of whether alliance commitments were honoured, to check against.
var reliabilityDatasets = []dataset{
	{
		Source: Source{
			ID: "berkemeier-fuhrmann", Title: "Fulfilment of alliance commitments in war", For: "checking verdicts on who was bound against expert coding",
			Publisher: "Berkemeier and Fuhrmann", Versions: []string{"2018"}, Years: "1816-2003", Terms: academicTerms,
			Citation: "Berkemeier & Fuhrmann 2018, 'Reassessing the Fulfillment of Alliance Commitments in War', Research & Politics 5(2)",
			BibTeX:   `@article{berkemeier2018fulfillment, author = {Berkemeier, Molly and Fuhrmann, Matthew}, title = {Reassessing the Fulfillment of Alliance Commitments in War}, journal = {Research \& Politics}, volume = {5}, number = {2}, year = {2018}}`,
			Page:     "https://doi.org/10.1177/2053168018779697", Files: []string{"berkemeier_fuhrmann_2018.csv"},
		},
		fields: fields(`
			warid    int key 0..9999
			atopid   int key 1..99999
			sample   bool
			cowwarid int blank 0..9999
			warname  text
			multilateral bool blank
			dnallm   bool blank
			honorllm bool blank
			violatellm bool blank
			dnabf    bool blank
			honorbf  bool blank
			violatebf bool blank
			defense  bool blank
			offense  bool blank
			neutral  bool blank
			nonagg   bool blank
			consul   bool blank`),
		version: fixedVersion("2018"), rows: map[string]int{"2018": 576},
	},
	{
		Source: Source{
			ID: "leeds-anac", Title: "Alliance performance by member", For: "checking against member-level hand coding",
			Publisher: "Leeds and Anac", Versions: []string{"2005"}, Years: "1848-1991", Terms: academicTerms,
			Citation: "Leeds & Anac 2005, 'Alliance Institutionalization and Alliance Performance', International Interactions 31(3): 183-202",
			BibTeX:   `@article{leeds2005institutionalization, author = {Leeds, Brett Ashley and Anac, Sezi}, title = {Alliance Institutionalization and Alliance Performance}, journal = {International Interactions}, volume = {31}, number = {3}, pages = {183--202}, year = {2005}}`,
			Page:     atopPage, Files: []string{"leeds_anac_2005.csv"},
		},
		fields: fields(`
			war      int key 0..9999
			atopid   int key 1..99999
			ccode1   code key
			honor3   int 0..9 blank
			milinst  int 0..9 blank
			formal   int 0..9 blank
			chcap2d  float blank
			dinstch2 float blank
			origtar1 float blank
			honor2   int 0..9 blank
			regch2   float blank
			wartime  int 0..9 blank
			active   int 0..9 blank
			bilat    int 0..9 blank`),
		version: fixedVersion("2005"), rows: map[string]int{"2005": 137},
	},
}
