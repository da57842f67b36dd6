package questions

import (
	"casus/answer"
	"casus/inquiry"
)

func init() { looks() }

// looks registers the map of an event, and the comparison with an old answer.
func looks() {
	register(Question{Name: "diff", Schema: "diff", Formats: []string{"text", "json"}, History: true,
		Short: "Ask an old question again: what is different now, and why",
		Long: `Reads an answer that was kept as JSON, asks the same question of today's facts, and
lists what differs and what it rests on that has changed: a table, an edition, the
treaties, the model or the version.`,
		Examples:  []string{"diff old.json", "diff - < old.json"},
		Arguments: []Argument{{Name: "old", Kind: File, Usage: "OLD.json", Required: true, Help: "the old `ANSWER`: brief, obligations, commitments, is-bound, check or burden"}},
	}, func(v *values, _ *inquiry.Settings) answer.DiffQuestion {
		return answer.DiffQuestion{Old: v.text("old")}
	})
	register(Question{Name: "map", Schema: "map", Formats: []string{"svg", "json"}, History: true,
		Short:     "A map of who is bound, contested, cannot be told and not bound",
		Long:      `Draws the law of an event on a map: who is bound is solid, contested hatched, cannot tell dotted. Disputed places are those of the gazetteer on the day.`,
		Examples:  []string{"map RUS EST --on 2024-02-10 -o map.svg", "map CHN JPN --view world -o map.svg"},
		Arguments: append(event(), Argument{Name: "view", Kind: Word, Values: []string{"region", "world"}, Help: "how much is shown: `region` (default) or world"}),
	}, func(v *values, _ *inquiry.Settings) answer.MapQuestion {
		return answer.MapQuestion{Question: eventOf(v), View: v.text("view")}
	})
}
