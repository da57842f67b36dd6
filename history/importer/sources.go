package importer

// Source describes a dataset that can be imported.
type Source struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	For       string   `json:"for"` // what Casus uses it for
	Publisher string   `json:"publisher"`
	Versions  []string `json:"versions"` // that were tried, the newest last
	Years     string   `json:"years"`
	Terms     string   `json:"terms"`
	Citation  string   `json:"citation"`
	BibTeX    string   `json:"bibtex"`
	Page      string   `json:"page"`  // where the publisher offers it
	Files     []string `json:"files"` // usual names; a file is known by its header, not by these
	// Layout says in which public copy the header was read; "" where it was read in
	// the files of the table docs/history.md lists, "not seen" where no copy was found.
	Layout string `json:"layout,omitempty"`
	Codes  string `json:"codes,omitempty"` // the numbers by which it names states, where they are not COW's
}

// NotSeen marks a dataset whose layout is known from its codebook alone.
const NotSeen = "not seen"

// Sources lists every dataset that can be imported.
func Sources() []Source {
	var out []Source
	for _, d := range datasets {
		out = append(out, d.Source)
	}
	return out
}

// SourceOf finds a dataset by its id.
func SourceOf(id string) (Source, bool) {
	if d := byID(id); d != nil {
		return d.Source, true
	}
	return Source{}, false
}

// The terms under which publishers give their data away, as far as known.
const (
	cowTerms      = "Correlates of War Project: free for public and academic use with citation; no formal open licence known"
	atopTerms     = "ATOP project, Rice University: free of charge, asks for citation; no formal licence known"
	packagedTerms = "as packaged in R; the package is GPL-2, the data keep their publishers' terms"
	academicTerms = "academic replication data; no licence stated, cite the article"
)

const (
	cowPage  = "https://correlatesofwar.org/data-sets/"
	atopPage = "http://www.atopdata.org/"
	psPage   = "https://cran.r-project.org/package=peacesciencer"
)

const bibCOWStates = `@misc{cow2017states, author = {{Correlates of War Project}}, title = {State System Membership List, v2016}, year = {2017}, url = {https://correlatesofwar.org}}`

const bibPeacesciencer = `@article{miller2022peacesciencer, author = {Miller, Steven V.}, title = {{peacesciencer}: An {R} Package for Quantitative Peace Science Research}, journal = {Conflict Management and Peace Science}, volume = {39}, number = {6}, year = {2022}}`

const bibATOP = `@article{leeds2002atop, author = {Leeds, Brett Ashley and Ritter, Jeffrey M. and Mitchell, Sara McLaughlin and Long, Andrew G.}, title = {Alliance Treaty Obligations and Provisions, 1815-1944}, journal = {International Interactions}, volume = {28}, pages = {237--260}, year = {2002}}`

const citeATOP = "Leeds, Ritter, Mitchell & Long 2002, 'Alliance Treaty Obligations and Provisions, 1815-1944', International Interactions 28: 237-260"

const citePeacesciencer = "Miller 2022, '{peacesciencer}: An R Package for Quantitative Peace Science Research', Conflict Management and Peace Science 39(6)"

const bibGML = `@article{gibler2016mid, author = {Gibler, Douglas M. and Miller, Steven V. and Little, Erin K.}, title = {An Analysis of the Militarized Interstate Dispute ({MID}) Dataset, 1816-2001}, journal = {International Studies Quarterly}, volume = {60}, number = {4}, pages = {719--730}, year = {2016}}`

const citeGML = "Gibler, Miller & Little 2016, 'An Analysis of the Militarized Interstate Dispute (MID) Dataset, 1816-2001', International Studies Quarterly 60(4): 719-730"

const gmlTerms = "academic data, no licence stated; one of its maintainers asks users to make each design decision themselves " +
	"rather than take a package's, so name the rule for duplicates that you used"

const bibMID5 = `@article{palmer2022mid5, author = {Palmer, Glenn and McManus, Roseanne W. and D'Orazio, Vito and Kenwick, Michael R. and Karstens, Mikaela and Bloch, Chase and Dietrich, Nick and Kahn, Kayla and Ritter, Kellan and Soules, Michael J.}, title = {The {MID5} Dataset, 2011-2014: Procedures, coding rules, and description}, journal = {Conflict Management and Peace Science}, volume = {39}, number = {4}, pages = {470--482}, year = {2022}}`

const citeMID5 = "Palmer, McManus, D'Orazio, Kenwick, Karstens, Bloch, Dietrich, Kahn, Ritter & Soules 2022, 'The MID5 Dataset, 2011-2014', Conflict Management and Peace Science 39(4): 470-482"
