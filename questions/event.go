package questions

import (
	"casus"
	"casus/inquiry"
)

// event lists the arguments that say who attacks whom, when, where and how.
func event() []Argument {
	return []Argument{
		{Name: "attacker", Kind: State, Usage: "ATTACKER[,ATTACKER...]", Required: true, Repeated: true,
			Help: "the `STATE` that attacks, or several set apart by commas; nonstate for one that is no state",
			Why:  "RUS EST reads \"RUS attacks EST\""},
		{Name: "target", Kind: State, Usage: "TARGET", Required: true, Help: "the `STATE` that is attacked", Why: "RUS EST reads \"RUS attacks EST\""},
		{Name: "on", Kind: Date, Help: "`DATE` of the attack as 2024-02-10 (default: the newest day that the facts cover)"},
		{Name: "at", Kind: Place, Help: "where: a `PLACE` by name, or LAT,LON in degrees (default: the target's home territory)"},
		{Name: "kind", Kind: Word, Values: words(casus.Kinds), Help: "`KIND` of attack: armed_attack (default), cyber_attack, hybrid, proxy, blockade"},
		{Name: "object", Kind: Word, Values: words(casus.Objects), Help: "`WHAT` is attacked: territory (default), forces, vessel, aircraft"},
		{Name: "target_struck_first", Kind: Flag, Help: "the target used armed force first"},
	}
}

// eventOf reads the arguments of [event].
func eventOf(v *values) inquiry.Question {
	return inquiry.Question{Attackers: v.split("attacker"), Target: v.text("target"), On: v.text("on"), At: v.text("at"), Kind: v.text("kind"),
		Object: v.text("object"), TargetStruckFirst: v.flag("target_struck_first")}
}

// estimates lists the arguments of what is estimated.
func estimates() []Argument {
	return []Argument{
		{Name: "draws", Kind: Integer, Low: inquiry.LeastDraws, High: inquiry.MostDraws, Default: "200", Help: "`NUMBER` of draws of the parameters",
			Why: "fewer draws tell no 90 % interval"},
		{Name: "seed", Kind: Integer, Low: 1, High: mostSeed, Default: "1", Help: "the `SEED` of the draws"},
	}
}

func estimatesOf(v *values, set *inquiry.Settings) inquiry.Estimates {
	return inquiry.Estimates{Model: set.Model, Workers: set.Workers, Draws: v.number("draws"), Seed: uint64(v.number("seed"))}
}

func words[T ~string](list []T) []string {
	var out []string
	for _, w := range list {
		out = append(out, string(w))
	}
	return out
}

// day is the argument of questions on a day.
func day(help string) Argument { return Argument{Name: "on", Kind: Date, Help: help} }

const newestDay = "`DATE` as 2024-02-10 (default: the newest day that the facts cover)"

// mostSeed is the greatest seed that JSON holds exactly.
const mostSeed = 1<<53 - 1
