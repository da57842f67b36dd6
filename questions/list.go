package questions

import (
	"slices"

	"casus"
	"casus/answer"
	"casus/inquiry"
	"casus/model"
	"casus/scenario"
	"casus/statement"
)

func init() {
	law()
	short()
	instruments()
	onRecord()
	estimated()
	own()
}

// law registers the questions on treaties and spending.
func law() {
	register(Question{Name: "brief", Schema: "brief", Formats: []string{"text", "json", "md", "html"}, History: true, Ledger: true, Estimated: true,
		Short: "One page: who is bound, who would come, would it be enough, would the attack come",
		Long: `One page on one event: the answer in a few sentences, who is bound and who is not, who
would come, whether it would be enough, whether the attack would come, what each
state's coming is worth and what the answer hangs on; what those bound can bring, who
of them meets the spending guideline, which statements on that commitment are on
record, how well the estimates have forecast history, and the sources.

Every probability is given for each class of past events, with 90 % of the draws, and
what no case is like is said beside it.`,
		Examples: []string{"brief RUS EST --on 2024-02-10", "brief RUS EST --on 2024-02-10 --shock stay-home:USA",
			"brief RUS EST --on 2026-01-20 --shock retract:S03 --shock commit:FRA", "brief Russia Ukraine --on 2022-02-24 --format html -o brief.html"},
		Arguments: slices.Concat(event(), []Argument{{Name: "shock", Kind: Text, Repeated: true,
			Help: "suppose a change and show the difference: stay-home:USA, leave:STATE/TREATY@DATE, join:STATE/TREATY@DATE, spend:ESP=3.5, commit:FRA, statement:S03, retract:S03"},
			{Name: "assume", Kind: Text, Repeated: true,
				Help: "put your own judgement in the place of an estimate: USA=0.8 or USA=0.6..0.9, its chance of coming to the target; neither=0.3, that no side prevails"},
			{Name: "analogues", Kind: Integer, Low: 0, High: answer.MostAnalogues, Default: "0", Help: "show the `NUMBER` of past events that are most like it"}},
			estimates()),
	}, func(v *values, set *inquiry.Settings) answer.BriefQuestion {
		return answer.BriefQuestion{Question: eventOf(v), Shocks: v.list("shock"), Assume: v.list("assume"), Analogues: v.number("analogues"),
			Estimates: estimatesOf(v, set), Kept: set.Kept}
	})
	register(Question{Name: "analogues", Schema: "analogues", Formats: []string{"text", "json"}, History: true,
		Short: "The past events most like one, who came in them and how they ended",
		Long: `The past events nearest to one by what the estimates use and a reader understands:
strength, border, distance, rivalry, great powers, regimes, duties. The event itself
and those linked to it are left out. They illustrate an estimate; it does not come
from them.`,
		Examples:  []string{"analogues RUS EST --on 2024-02-10", "analogues USA TUV --most 10 --format json"},
		Arguments: slices.Concat(event(), []Argument{{Name: "most", Kind: Integer, Low: 1, High: answer.MostAnalogues, Default: "5", Help: "`NUMBER` of events"}}),
	}, func(v *values, _ *inquiry.Settings) answer.AnaloguesQuestion {
		return answer.AnaloguesQuestion{Question: eventOf(v), Most: v.number("most")}
	})
	register(Question{Name: "obligations", Schema: "obligations", Formats: []string{"text", "json", "csv"}, History: true,
		Short: "Who is bound to help, by which clause, and why",
		Long: `Asks every clause of every treaty that has to do with the target or an attacker.
A verdict is bound, contested or not bound; what must still be requested or decided
is shown with it. States take ISO codes, COW and Gleditsch-Ward numbers, and names.`,
		Examples: []string{"obligations RUS EST --on 2024-02-10", "obligations ARG GBR --on 1982-04-02 --at Falklands --why USA",
			"obligations CHN USA --at 13.4,144.8", "obligations RUS FIN --on 2023-04-03 --compare 2023-04-04",
			"obligations RUS EST --shock leave:USA/north-atlantic-treaty@2025-01-20 --on 2026-01-20", "obligations nonstate FRA --on 2015-11-13 --format json"},
		Arguments: slices.Concat(event(), []Argument{
			{Name: "all", Kind: Flag, Help: "show every clause and state, not only those party together with target or attacker"},
			{Name: "cascade", Kind: Flag, Help: "suppose that all who are bound join, and ask again until nothing changes"},
			{Name: "compare", Kind: Date, Help: "show what differs on another `DATE`"},
			{Name: "shock", Kind: Text, Repeated: true, Help: "suppose a withdrawal or accession: leave:STATE/TREATY@DATE, join:STATE/TREATY@DATE"},
			{Name: "why", Kind: State, Help: "show each step for one `STATE`"}}),
	}, func(v *values, _ *inquiry.Settings) answer.ObligationsQuestion {
		return answer.ObligationsQuestion{Question: eventOf(v), All: v.flag("all"), Cascade: v.flag("cascade"), Compare: v.text("compare"),
			Shocks: v.list("shock"), Why: v.text("why")}
	})
	register(Question{Name: "commitments", Schema: "commitments", Formats: []string{"text", "json", "csv"}, History: true,
		Short: "Whom a state must help, how, and on what condition",
		Long: `The reverse of obligations: every clause under which the state owes help,
consultation, neutrality or peace to another, with what must hold and what lifts it.`,
		Examples: []string{"commitments USA --on 2026-01-01", "commitments Turkey --against Armenia"},
		Arguments: []Argument{{Name: "state", Kind: State, Usage: "STATE", Required: true, Help: "the `STATE` that would help"}, day(newestDay),
			{Name: "against", Kind: State, Help: "the `STATE` that would attack (default: one that is party to nothing)"}},
	}, func(v *values, _ *inquiry.Settings) answer.CommitmentsQuestion {
		return answer.CommitmentsQuestion{State: v.text("state"), On: v.text("on"), Against: v.text("against")}
	})
	register(Question{Name: "burden", Schema: "burden", Formats: []string{"text", "json", "csv"},
		Short: "Who spends what on defence, beside the aim, the floor and the target",
		Long: `Sets each member's share of GDP beside the aim of 2014, the floor of 2023 and the
target for 2035: the gap in points and money, the equipment share, the rank, the
change since the year before. NATO restates its series: a figure belongs to an
edition. The guidelines are political pledges, and a gap is a distance to them.`,
		Examples: []string{"burden --year 2024", "burden EST ESP --since 2014", "burden --year 2024 --edition 2024-06",
			"burden --year 2024 --as-known 2024-12-31 --format csv"},
		Arguments: []Argument{{Name: "state", Kind: State, Usage: "STATE...", Repeated: true, Help: "the `STATE` or states (default: all members)"},
			{Name: "alliance", Kind: Text, Default: "nato", Help: "the `ALLIANCE` whose guideline is meant"},
			year("year", "one `YEAR` (default: the last one of the edition)"), year("since", "this `YEAR` and every later one"),
			{Name: "edition", Kind: Edition, Help: "the `EDITION` of NATO's tables (default: the newest)"},
			{Name: "as_known", Kind: Date, Help: "what was known on a `DATE`: the last edition published by then"},
			{Name: "all", Kind: Flag, Help: "show years before membership too"}},
	}, func(v *values, _ *inquiry.Settings) answer.BurdenQuestion {
		return answer.BurdenQuestion{States: v.list("state"), Alliance: v.text("alliance"), Year: v.number("year"), Since: v.number("since"),
			Edition: v.text("edition"), AsKnown: v.text("as_known"), All: v.flag("all")}
	})
}

func year(name, help string) Argument {
	return Argument{Name: name, Kind: Integer, Low: casus.FirstYear, High: casus.LastYear, Help: help, Why: "for example: casus burden --year 2024"}
}

// short registers the short answers.
func short() {
	register(Question{Name: "is-bound", Schema: "is_bound", Formats: []string{"text", "json"}, History: true,
		Short: "Whether one state must help another: bound, contested, not bound or cannot tell",
		Long: `Asks every clause under which the state could owe the target help, and gives the best
verdict with the clause's own words and the dates at which they were read. Without
--against, an attacker is supposed that is party to none of the treaties.`,
		Examples: []string{"is-bound USA PHL --on 2026-01-01", "is-bound USA ESP --at Ceuta", "is-bound GBR POL --against DEU --on 1939-09-01"},
		Arguments: []Argument{{Name: "state", Kind: State, Usage: "STATE", Required: true, Help: "the `STATE` that would help"},
			{Name: "target", Kind: State, Usage: "TARGET", Required: true, Help: "the `STATE` that is attacked"},
			{Name: "against", Kind: State, Help: "the `STATE` that attacks (default: one that is party to nothing)"}, day(newestDay),
			{Name: "at", Kind: Place, Help: "where: a `PLACE` by name, or LAT,LON in degrees (default: the target's home territory)"}},
	}, func(v *values, _ *inquiry.Settings) answer.IsBoundQuestion {
		return answer.IsBoundQuestion{State: v.text("state"), Target: v.text("target"), Against: v.text("against"), On: v.text("on"), At: v.text("at")}
	})
	register(Question{Name: "check", Schema: "check", Formats: []string{"text", "json"}, History: true,
		Short: "Whether a claim on spending, membership or duty is true, with the figure or the clause",
		Long: `Holds a claim in people's words against the tables and the treaties: true, false,
disputed or cannot tell, with what would be right and its source.`,
		Examples: []string{`check "Spain pays 1 %" --on 2024-07-01`, `check "Sweden was bound by Article 5 in 2023"`, `check "Article 5 obliges all allies to send troops"`},
		Arguments: []Argument{{Name: "claim", Kind: Text, Usage: "CLAIM", Required: true, Help: "the `CLAIM`"},
			day("`DATE` on which it is made (default: the newest day that the facts cover)")},
	}, func(v *values, _ *inquiry.Settings) answer.CheckQuestion {
		return answer.CheckQuestion{Claim: v.text("claim"), On: v.text("on")}
	})
}

// instruments registers the questions on treaties themselves.
func instruments() {
	register(Question{Name: "treaties list", Schema: "treaties", Formats: []string{"text", "json", "csv"}, History: true,
		Short:     "Every instrument that Casus knows, and how many states it binds on a day",
		Examples:  []string{"treaties list --on 1982-04-02"},
		Arguments: []Argument{day(newestDay)},
	}, func(v *values, _ *inquiry.Settings) answer.TreatyListQuestion {
		return answer.TreatyListQuestion{On: v.text("on")}
	})
	register(Question{Name: "treaties show", Schema: "treaty", Formats: []string{"text", "json"}, History: true,
		Short:     "One treaty: its parties by date, its clauses and their conditions, its sources",
		Examples:  []string{"treaties show north-atlantic-treaty"},
		Arguments: []Argument{{Name: "id", Kind: Treaty, Usage: "ID", Required: true, Help: "the `TREATY`, by its id or its name"}},
	}, func(v *values, _ *inquiry.Settings) answer.TreatyQuestion {
		return answer.TreatyQuestion{ID: v.text("id")}
	})
	register(Question{Name: "treaties not-coded", Schema: "not-coded", Formats: []string{"text", "json", "csv"}, History: true,
		Short:     "The instruments that are known and not coded, and why",
		Arguments: []Argument{day("`DATE` on which they stand (default: any)")},
	}, func(v *values, _ *inquiry.Settings) answer.NotCodedQuestion {
		return answer.NotCodedQuestion{On: v.text("on")}
	})
	register(Question{Name: "treaties coverage", Schema: "coverage", Formats: []string{"text", "json", "csv"}, History: true,
		Short: "Of the defence pacts that ATOP codes on its last day, how many are coded here",
	}, func(*values, *inquiry.Settings) answer.CoverageQuestion { return answer.CoverageQuestion{} })
	register(Question{Name: "organs", Schema: "organs", Formats: []string{"text", "json"}, History: true,
		Short:     "Who decides under a treaty: which organ, by which majority, who can block it",
		Examples:  []string{"organs north-atlantic-treaty", "organs rio-treaty --on 1982-04-26"},
		Arguments: []Argument{{Name: "id", Kind: Treaty, Usage: "TREATY", Required: true, Help: "the `TREATY`, by its id or its name"}, day(newestDay)},
	}, func(v *values, _ *inquiry.Settings) answer.OrgansQuestion {
		return answer.OrgansQuestion{ID: v.text("id"), On: v.text("on")}
	})
}

// onRecord registers the questions on statements and facts.
func onRecord() {
	register(Question{Name: "statements list", Schema: "statements", Formats: []string{"text", "json", "csv"}, History: true, Ledger: true,
		Short: "The statements on record, oldest first",
		Long: `Lists statements in the words of their source: the embedded ones and those that you
added. The set is a sample and not a census: it must not be used to count who reassured
how often. --format csv or json exports what is listed.`,
		Examples: []string{"statements list --commitment north-atlantic-treaty --since 2024-01-01", "statements list --speaker Stoltenberg --format csv",
			"statements list --text protect --stance refuse", "statements list --reaches ESP --on 2024-02-10"},
		Arguments: []Argument{
			{Name: "commitment", Kind: Treaty, Help: "only those on this `TREATY`"}, {Name: "article", Kind: Text, Help: "only those on this `ARTICLE` of it"},
			{Name: "speaker", Kind: Text, Help: "only speakers whose name holds `TEXT`"}, {Name: "state", Kind: State, Help: "only speakers for this `STATE`"},
			{Name: "stance", Kind: Word, Values: words(statement.Stances), Help: "only this `STANCE`: commit, reassure, threaten, refuse, …"},
			{Name: "since", Kind: Date, Help: "only from this `DATE` on"}, {Name: "until", Kind: Date, Help: "only up to this `DATE`"},
			{Name: "text", Kind: Text, Help: "only those whose words, condition or subject hold `TEXT`"},
			{Name: "reaches", Kind: State, Help: "only those whose condition reaches this `STATE`"},
			day("with --reaches: asked on this `DATE` (default: each statement's own)"),
			{Name: "all", Kind: Flag, Help: "show entries that were corrected, too"}},
	}, func(v *values, _ *inquiry.Settings) answer.StatementsQuestion {
		return answer.StatementsQuestion{Commitment: v.text("commitment"), Article: v.text("article"), Speaker: v.text("speaker"), State: v.text("state"),
			Stance: v.text("stance"), Since: v.text("since"), Until: v.text("until"), Text: v.text("text"), Reaches: v.text("reaches"), On: v.text("on"), All: v.flag("all")}
	})
	register(Question{Name: "statements show", Schema: "statement", Formats: []string{"text", "json"}, History: true, Ledger: true,
		Short: "One statement: whom it reaches, its versions, disputes, corrections and sources",
		Long: `Shows one statement with the states that it reaches under its condition on a day, the
accounts of it side by side, what is in dispute, and what was corrected.`,
		Examples: []string{"statements show S03", "statements show S03 --on 2024-07-01", "statements show S03 --format json"},
		Arguments: []Argument{{Name: "id", Kind: Statement, Usage: "ID", Required: true, Help: "the `STATEMENT` by its id"},
			day("`DATE` on which is asked whom it reaches (default: the statement's own)")},
	}, func(v *values, _ *inquiry.Settings) answer.StatementQuestion {
		return answer.StatementQuestion{ID: v.text("id"), On: v.text("on")}
	})
	register(Question{Name: "statements timeline", Schema: "timeline", Formats: []string{"text", "json", "csv", "svg"}, History: true, Ledger: true,
		Short: "What was said on a commitment, by date, with stance and speaker",
		Long: `Shows the statements on record about a commitment in the order of their days. A commitment
is a treaty, STATE>STATE (what the first owes the second) or STATE>STATE/TREATY; with states
only the first state's speakers are shown. The set is a sample and not a census.`,
		Examples:  []string{"statements timeline north-atlantic-treaty", `statements timeline "USA>EST"`, `statements timeline "USA>EST/north-atlantic-treaty" --format svg -o usa.svg`},
		Arguments: []Argument{{Name: "commitment", Kind: Text, Usage: "COMMITMENT", Required: true, Help: "the `COMMITMENT`: TREATY, STATE>STATE or STATE>STATE/TREATY"}},
	}, func(v *values, _ *inquiry.Settings) answer.TimelineQuestion {
		return answer.TimelineQuestion{Commitment: v.text("commitment")}
	})
	register(Question{Name: "facts", Schema: "facts", Formats: []string{"text", "json", "csv"},
		Short: "Print any figure with its source, or list the tables",
		Long: `Prints the rows of a table with the sources behind them; without a table, lists the
tables. Another pack is laid over the embedded one with --facts DIR: a file such as
DIR/nato_expenditure.csv with the key columns and those that you correct.`,
		Examples: []string{"facts", "facts nato_expenditure EST 2024", "facts capabilities France", "facts guidelines --format csv",
			"facts check --facts my-corrections"},
		Arguments: []Argument{{Name: "table", Kind: Table, Usage: "TABLE", Required: true, Help: "the `TABLE`"},
			{Name: "state", Kind: State, Usage: "STATE", Help: "only the rows of this `STATE`"}, {Name: "year", Kind: Text, Usage: "YEAR", Help: "only the rows of this `YEAR`"}},
	}, func(v *values, _ *inquiry.Settings) answer.FactsQuestion {
		return answer.FactsQuestion{Table: v.text("table"), State: v.text("state"), Year: v.text("year")}
	})
	register(Question{Name: "facts tables", Schema: "facts-tables", Formats: []string{"text", "json"},
		Short: "The tables of the facts, with their vintages"},
		func(*values, *inquiry.Settings) answer.FactsTablesQuestion { return answer.FactsTablesQuestion{} })
	register(Question{Name: "version", Schema: "version", Formats: []string{"text", "json"},
		Short: "The version of Casus and the vintages of its facts", Examples: []string{"version --format json"}},
		func(*values, *inquiry.Settings) answer.VersionQuestion { return answer.VersionQuestion{} })
}

// estimated registers the questions that rest on imported history or run long.
func estimated() {
	register(Question{Name: "backtest", Schema: "backtest", Formats: []string{"text", "json", "csv", "md", "html"}, History: true, NeedsHistory: true, Slow: true,
		Short: "How well each link forecasts history that it was not fitted on",
		Long: `Fits every model on a part of the imported history and scores it on the rest: by
folds of events, with each war left out, and in time order. Beside it stand the base
rate and simpler models. Nothing is scored on rows that it was fitted on. Intervals
are 90 % of a bootstrap over events.`,
		Examples: []string{"backtest", "backtest deterrence --format csv -o scores.csv", "backtest outcome --format html -o outcome.html"},
		Arguments: []Argument{{Name: "link", Kind: Word, Usage: "response|outcome|deterrence", Values: model.Links, Help: "the `LINK` (default: all)"},
			{Name: "seed", Kind: Integer, Low: 1, High: mostSeed, Default: "1", Help: "the `SEED` of folds and bootstraps"},
			{Name: "reps", Kind: Integer, Low: 20, High: 10_000, Default: "200", Help: "`NUMBER` of bootstrap replicates"},
			{Name: "product", Kind: Flag, Help: "score the product's own forms alone, which takes a fraction of the time"}},
	}, func(v *values, set *inquiry.Settings) answer.BacktestQuestion {
		q := answer.BacktestQuestion{Links: v.list("link")}
		q.Product = v.flag("product")
		q.Seed, q.Reps, q.Workers, q.Progress = uint64(v.number("seed")), v.number("reps"), set.Workers, set.Progress
		return q
	})
	register(Question{Name: "stress", Schema: "stress", Formats: []string{"text", "json", "csv", "html", "svg"}, History: true, Ledger: true, Estimated: true, Slow: true,
		Short: "What shocks change, what drives the answer, what each is worth, where it tips",
		Long: `Works through a scenario file: events, the shocks to them singly and combined, as
differences of the same draws with 90 % intervals, in each class of past events; and
what the file asks for beside: what each state is worth, what the answer hangs on, how
near a member's staying home is to a tipping point, what a statement changes for whom,
all pairs of some states.`,
		Examples: []string{"stress docs/examples/stay-home.yaml", "stress scenario.yaml --draws 1000 --format json -o answer.json",
			"stress scenario.yaml --cells", "stress - < scenario.yaml"},
		Arguments: []Argument{{Name: "scenario", Kind: File, Usage: "SCENARIO.yaml", Required: true, Help: "the `SCENARIO`, as docs/stress.md describes it"},
			{Name: "draws", Kind: Integer, Low: inquiry.LeastDraws, High: scenario.MostDraws, Help: "`NUMBER` of draws behind an interval (default: the file's, else 200)",
				Why: "fewer draws tell no 90 % interval"},
			{Name: "seed", Kind: Integer, Low: 1, High: mostSeed, Help: "`SEED` of the draws (default: the file's, else 1)"}},
	}, func(v *values, set *inquiry.Settings) scenario.Question {
		return scenario.Question{Source: v.text("scenario"), Estimates: estimatesOf(v, set), Progress: set.Progress}
	})
}

// own registers the questions on a text or a file of the user's.
func own() {
	register(Question{Name: "equilibrium", Schema: "equilibrium", Formats: []string{"text", "json"},
		Short:     "Solve a participation game on its own: who joins when each watches the others",
		Long:      equilibriumHelp,
		Examples:  []string{"equilibrium game.yaml", "equilibrium game.yaml --format json", "equilibrium - < game.yaml"},
		Arguments: []Argument{{Name: "game", Kind: File, Usage: "GAME.yaml", Required: true, Help: "the `GAME`, as docs/game.md describes it"}},
	}, func(v *values, _ *inquiry.Settings) answer.EquilibriumQuestion {
		return answer.EquilibriumQuestion{Source: v.text("game")}
	})
	register(Question{Name: "statements read", Schema: "statements-read", Formats: []string{"text", "json"}, History: true,
		Short: "Read the statements out of a news text: who said what, when, on which condition",
		Long: `Finds the statements in plain text, Markdown or HTML: speaker and role, the words and
where they stand, the date, what they do to which commitment, and on which condition;
it flags impossible dates and claims about the law. It works by rules, without
network or language model; what a rule cannot tell is left empty. --draft writes a
file for review: mark each entry with "reviewed": true, then casus statements add it.
Nothing enters the ledger unseen.`,
		Examples: []string{"statements read article.txt --on 2024-02-12", `statements read page.html --draft draft.json --source "La Tribune, 11 Feb 2024"`,
			"statements read - --format json < article.md"},
		Arguments: []Argument{{Name: "article", Kind: File, Usage: "FILE", Required: true, Help: "the `TEXT`"},
			{Name: "on", Kind: Date, Help: "the article's `DATE`, against which \"Tuesday\" is resolved (default: its dateline)"},
			{Name: "markup", Kind: Word, Values: answer.Markups, Help: "how the text is marked up: `text`, markdown or html (default: by the file's name, else by its beginning)"}},
	}, func(v *values, _ *inquiry.Settings) answer.ReadQuestion {
		return answer.ReadQuestion{Text: v.text("article"), On: v.text("on"), Markup: v.text("markup")}
	})
}

const equilibriumHelp = `Solves the game in a file: states that could join watch each other, because what
one adds to the chance of success depends on who else comes. The answer is the
logit quantal response equilibrium on the branch from lambda 0 (the principal
one), the folds on that branch, other equilibria as far as a search finds them,
and what each player is worth (Shapley, Banzhaf).

A whole game file:

  target: {capability: 1.0}      # the target fights in any case
  attacker: {capability: 4.0}
  contest: {decisiveness: 1.5}   # W = c^m/(c^m + a^m); or {logit: {intercept: 0, slope: 1.5}},
                                 # {difference: {slope: 1}}, {threshold: {capability: 2}}
  lambda: 2.0                    # precision: 0 would toss a coin
  players:                       # u(join) - u(stay) = stake*(W(with it) - W(without)) - cost
    - {name: A, capability: 1.0, stake: 5.0, cost: 1.0}
    - {name: B, capability: 0.5, stake: 2.0, cost: 0.3}

docs/game.md says how it is solved and what the figures mean.`
