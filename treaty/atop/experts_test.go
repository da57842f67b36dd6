package atop

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"casus"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/history-triggers.md")

// explained gives for each disagreement with the experts, war and alliance, what
// the difference comes from.
var explained = map[[2]int]string{
	{4, 1020}:  "place: the table excludes Lombardy, where the war was; the record of the war has no place and the gazetteer today's borders, so Vienna is asked about",
	{4, 1050}:  "Sardinia attacks Austria, to which it had promised help against France; the two codings differ from each other",
	{8, 1160}:  "the record has Turkey attack Russia, so the promise of defence is not met; the two codings differ from each other",
	{8, 1175}:  "as above, and the promise is for the Principalities alone; the two codings differ from each other",
	{8, 1180}:  "the promise of offence is coded; that Austria's part was left to later consultation (Art. 5) stands in no row",
	{10, 1020}: "place: as in 1848",
	{10, 1125}: "place: Modena's promise is for Italy, where the war was; Vienna is asked about",
	{10, 1130}: "place: as for Modena",
	{36, 1475}: "both fought Turkey from the first day: the engine says that each owed the other no less than neutrality",
	{38, 2012}: "the record has Greece attack Bulgaria in 1917, which the promise covers by its words as coded; that Bulgaria had begun against Serbia is not taken into account",
	{38, 2013}: "as for Austria-Hungary",
	{37, 1475}: "Bulgaria attacks Greece, to which it had promised help against Turkey; the two codings differ from each other",
	{38, 1355}: "the record has Russia attack Austria-Hungary, which Germany had promised to defend; the two codings differ from each other",
	{53, 2235}: "Bulgaria and Romania attack Hungary in 1944: that Hungary had attacked others before is not taken into account",
	{53, 2260}: "Italy attacks France in 1940: Turkey owed France neutrality by its words of 1930; a treaty of 1939 promised more",
	{53, 2330}: "the promise is against a Balkan state (Art. 1, protocol); Italy attacked Greece, and Bulgaria came when ATOP holds the pact to be over",
	{53, 2510}: "the record has no fight of Japan and Thailand",
	{53, 2515}: "the promise is for an attack by a power not yet at war; Japan attacked the United States",
	{53, 3030}: "signed on 14 August 1945 and in force on the 24th, after the war of the record is over",
	{53, 2571}: "Portugal promised offence alone, and the record has Japan attack the United States",
	{80, 3963}: "ATOP codes Malta's neutrality without condition; Chad fights Libya in its own north, which the record calls an attack on Libya",
	{82, 3685}: "ATOP codes neutrality, by which India owes Bangladesh, which fought Iraq, to give Iraq no help; the experts count non-aggression alone",
	{82, 4020}: "the record has no attack on Bahrain; the two codings differ from each other",
	{93, 3325}: "ATOP codes the defence of Tunisia without condition; who began at Bizerte is disputed, and the engine is asked both ways",
	{94, 3260}: "the Manila Pact's own text covers an attack in its area on any party; Britain did not invoke it",
	{94, 3525}: "ATOP codes the defence of Malaysia without condition from August 1965, with the confrontation under way",
}

func TestAgainstExperts(t *testing.T) {
	d := open(t)
	wars, list, where := fights(t), experts(t), regions(t)
	var rows strings.Builder
	verdicts := make([]casus.Verdict, len(list))
	rows.WriteString("| war | alliance | engine | LLM | BF | why |\n|---|---|---|---|---|---|\n")
	for i, x := range list {
		if len(wars[x.war]) == 0 {
			t.Fatalf("%s: no record of who attacked whom", x.warName)
		}
		v, why := d.verdict(x.alliance, placed(wars[x.war], where[x.cow]))
		verdicts[i] = v
		if v == casus.Bound && x.triggered == [2]bool{true, true} || v == casus.NotBound && x.triggered == [2]bool{} {
			continue
		}
		note := explained[[2]int{x.war, x.alliance}]
		if v == casus.Contested || v == casus.CannotTell {
			_, note, _ = strings.Cut(why, ": ")
			if i := strings.Index(note, "("); i >= 0 {
				note = strings.TrimSuffix(note[i+1:], ")")
			}
		}
		if note == "" {
			t.Errorf("%d %s, atop:%d: engine %s, experts %v, and no explanation; %s", x.war, x.warName, x.alliance, v, x.triggered, why)
		}
		tr, err := d.lib.Find(ID(x.alliance))
		name := "ATOP"
		if err == nil {
			name = tr.Name
		}
		fmt.Fprintf(&rows, "| %s | %s (%d) | %s | %s | %s | %s |\n", x.warName, name, x.alliance, strings.ReplaceAll(string(v), "_", " "), yes(x.triggered[0]), yes(x.triggered[1]), note)
	}
	var sum strings.Builder
	sum.WriteString("| coding | cases | contested or cannot tell, of them triggered | agreement on the others | kappa | agreement where these count as no |\n|---|---:|---:|---:|---:|---:|\n")
	for rule, name := range []string{"rules of Leeds, Long and Mitchell", "rules of Berkemeier and Fuhrmann"} {
		var mine, theirs, all, truth []bool
		contested, of := 0, 0
		for i, x := range list {
			all, truth = append(all, verdicts[i] == casus.Bound), append(truth, x.triggered[rule])
			if verdicts[i] == casus.Contested || verdicts[i] == casus.CannotTell {
				contested++
				if x.triggered[rule] {
					of++
				}
				continue
			}
			mine, theirs = append(mine, verdicts[i] == casus.Bound), append(theirs, x.triggered[rule])
		}
		share, kappa := agreement(mine, theirs)
		whole, _ := agreement(all, truth)
		fmt.Fprintf(&sum, "| %s | %d | %d, %d | %.1f %% | %.3f | %.1f %% |\n", name, len(list), contested, of, 100*share, kappa, 100*whole)
		if share < 0.95 || kappa < 0.85 || contested > 30 {
			t.Errorf("%s: agreement %.3f, kappa %.3f, %d contested", name, share, kappa, contested)
		}
	}
	between(t, "../../docs/history-triggers.md", "agreement", sum.String())
	between(t, "../../docs/history-triggers.md", "disagreements", rows.String())
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// between holds the part of a document between two marks to what the data give,
// and rewrites it with -update.
func between(t *testing.T, file, mark, want string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	start, end := "<!-- "+mark+" -->\n", "<!-- end "+mark+" -->"
	before, rest, ok := strings.Cut(string(raw), start)
	old, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s: no marks %q", file, mark)
	}
	if old == want {
		return
	}
	if !*update {
		t.Errorf("%s: the part %q is not what the data give; go test -run %s -update ./treaty/atop rewrites it", file, mark, t.Name())
		return
	}
	if err := os.WriteFile(file, []byte(before+start+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
