package render

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"casus"
	"casus/answer"
	"casus/statement"
)

// JSON writes an answer as indented JSON with a newline at its end. Characters
// such as < and > stand as they are.
func JSON(w io.Writer, answer any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(answer)
}

// ObligationsCSV writes one row for each state and clause.
func ObligationsCSV(w io.Writer, a answer.Obligations) error {
	rows := [][]string{{"attackers", "target", "on", "state", "verdict", "type", "discretion", "treaty", "article", "pending", "political", "toward", "path", "because"}}
	for _, r := range a.Obligations {
		rows = append(rows, []string{
			strings.Join(states(a.Event.Attackers), " "), string(a.Event.Target), a.Event.On.String(), string(r.State), string(r.Verdict), string(r.Type),
			string(r.Discretion), r.Treaty, r.Article, words(r.Pending), strconv.FormatBool(r.Political), string(r.Toward), strings.Join(r.Path, " "), answer.Because(r),
		})
	}
	return writeCSV(w, rows)
}

// CommitmentsCSV writes one row for each clause and beneficiary.
func CommitmentsCSV(w io.Writer, a answer.Commitments) error {
	rows := [][]string{{"state", "on", "toward", "verdict", "type", "discretion", "treaty", "article", "pending", "political"}}
	for _, c := range a.Commitments {
		rows = append(rows, []string{string(a.State), a.On.String(), string(c.Toward), string(c.Verdict), string(c.Type), string(c.Discretion),
			c.Treaty, c.Article, words(c.Pending), strconv.FormatBool(c.Political)})
	}
	return writeCSV(w, rows)
}

// TreatyListCSV writes one row for each treaty.
func TreatyListCSV(w io.Writer, a answer.TreatyList) error {
	rows := [][]string{{"id", "name", "kind", "nature", "signed", "in_force", "ended", "bound_on_" + a.On.String()}}
	for _, t := range a.Treaties {
		rows = append(rows, []string{t.ID, t.Name, t.Kind, string(t.Nature), t.Signed.String(), t.InForce.String(), t.Ended.String(), strconv.Itoa(t.Members)})
	}
	return writeCSV(w, rows)
}

// StatementsCSV writes one row for each statement.
func StatementsCSV(w io.Writer, a answer.Statements) error {
	rows := [][]string{{"id", "date", "date_from", "date_until", "speaker", "role", "state", "organisation", "stance", "commitment", "articles", "condition", "text", "text_kind", "addressee", "disputes", "basis", "sources",
		"date_printed", "date_basis", "venue", "about", "condition_on", "applies_when", "applies_says", "applies_basis", "outlet", "chain", "original_wording", "verified", "note", "source", "added", "corrects", "corrected_by", "version_of"}}
	for _, s := range a.Statements {
		var on statement.Applies
		if s.Applies != nil {
			on = *s.Applies
		}
		rows = append(rows, []string{s.ID, s.Date.String(), s.DateFrom.String(), s.DateUntil.String(), s.Speaker, s.Role, string(s.State), s.Organisation, s.Stance,
			s.Commitment, strings.Join(s.Articles, ";"), s.Condition, s.Text, s.TextKind, s.Addressee, s.Disputes, s.Basis, strings.Join(s.Sources, ";"),
			s.DatePrinted, s.DateBasis, s.Venue, s.About, s.ConditionOn, on.When, on.Says, on.Basis, s.Outlet, s.Chain, s.Elsewhere, s.Verified, s.Note, s.Source,
			s.Added.String(), s.Corrects, s.CorrectedBy, s.VersionOf})
	}
	return writeCSV(w, rows)
}

// FactsCSV writes the rows of a table, with its own columns.
func FactsCSV(w io.Writer, a answer.Facts) error {
	var head []string
	for _, c := range a.Columns {
		head = append(head, c.Name)
	}
	rows := [][]string{head}
	for _, r := range a.Rows {
		var row []string
		for _, c := range head {
			row = append(row, r[c])
		}
		rows = append(rows, row)
	}
	return writeCSV(w, rows)
}

// BurdenCSV writes one row for each state and year; a figure that is not known
// is an empty cell.
func BurdenCSV(w io.Writer, a answer.BurdenAnswer) error {
	rows := [][]string{{"state", "year", "member", "share_of_gdp_pct", "guideline_pct", "guideline", "gap_pct", "gap_usd_m", "target_pct", "target_year",
		"target_gap_pct", "target_gap_usd_m", "equipment_share_pct", "equipment_guideline_pct", "expenditure_usd_m", "gdp_usd_m", "personnel_thousand",
		"change_pct_points", "rank", "estimate", "edition", "source", "vintage", "note"}}
	for _, r := range a.Rows {
		guideline := ""
		if r.Guideline != nil {
			guideline = *r.Guideline
		}
		rows = append(rows, []string{string(r.State), strconv.Itoa(r.Year), strconv.FormatBool(r.Member), number(r.SharePct), number(r.GuidelinePct), guideline,
			number(r.GapPct), number(r.GapUSDm), number(r.TargetPct), whole(r.TargetYear), number(r.TargetGapPct), number(r.TargetGapUSDm), number(r.EquipmentPct),
			number(r.EquipmentGuidelinePct), number(r.ExpenditureUSDm), number(r.GDPUSDm), number(r.PersonnelThousand), number(r.ChangePoints), whole(r.Rank),
			strconv.FormatBool(r.Estimate), r.Edition, r.Source, r.Vintage, r.Note})
	}
	return writeCSV(w, rows)
}

func writeCSV(w io.Writer, rows [][]string) error {
	cw := csv.NewWriter(w)
	if err := cw.WriteAll(rows); err != nil {
		return err
	}
	return cw.Error()
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func whole(v *int) string {
	if v == nil {
		return ""
	}
	return strconv.Itoa(*v)
}

func states(list []casus.State) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

func words[T ~string](list []T) string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return strings.Join(out, " ")
}
