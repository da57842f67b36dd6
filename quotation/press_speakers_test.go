package quotation

import (
	"strings"
	"testing"

	"casus"
)

// TestPressSpeakers holds ways in which the press names who speaks and where
// the words end, each in words made for the test.
func TestPressSpeakers(t *testing.T) {
	checkStyles(t, []style{
		{"said today's",
			"Diplomats said today's closed-door meeting was calmer than the last, when envoy Peter Vance described the plan as \"a threat\".",
			[]string{"Diplomats: today's closed-door meeting was calmer than the last", "Peter Vance: the plan as \"a threat"}},
		{"a role first, the name in the next paragraph",
			"The capital needs a bridge, the party's leader in the assembly has said.\n\nIan Barrow told deputies: \"We cannot wait.\"",
			[]string{"Ian Barrow: The capital needs a bridge", "Ian Barrow: We cannot wait"}},
		{"a spokeswoman named by her next words",
			"The envoy met the rebels on Monday, his spokeswoman said. \"They talked for eight hours,\" Julia Toma told the agency.",
			[]string{"Julia Toma: The envoy met the rebels on Monday", "Julia Toma: They talked for eight hours"}},
		{"a spokesman for somebody, then named",
			"A spokesman for the army denied reports that it would leave. Spokesman Rashid Ali said they were baseless.",
			[]string{"Rashid Ali: reports that it would leave", "Rashid Ali: they were baseless"}},
		{"the shadow minister is another",
			"Shadow finance minister Jane Moss spoke first. Finance minister Paul Hartley followed. The finance minister said the budget was sound.",
			[]string{"Paul Hartley: the budget was sound"}},
		{"he is the minister of the same sentence",
			"Paul Hartley, the prime minister, was silent. The foreign minister, Omar Haddad, was scolded when he claimed the kingdom was behind the war.",
			[]string{"Omar Haddad: the kingdom was behind the war"}},
		{"a description is not the subject of its own sentence",
			"Tom Barr leads the Greens. Paul Hartley has declared he stands by his words, despite the furious Greens leader saying they were \"inept\".",
			[]string{"Paul Hartley: he stands by his words", "Tom Barr: they were \"inept"}},
		{"two speakers at once",
			"Tom Barr and Paul Hartley both stressed that the pact was strong.",
			[]string{"Tom Barr and Paul Hartley: that the pact was strong"}},
		{"states that argue",
			"France and Belgium argue that the plan would fail.",
			[]string{"France and Belgium: that the plan would fail"}},
		{"the clause that stands nearest",
			"The country faces a new vote after the Supreme Court annulled the first, saying the commission had erred.",
			[]string{"Supreme Court: the commission had erred"}},
		{"issued a statement describing",
			"Tom Barr issued a statement describing the talks as a \"very useful step\".",
			[]string{"Tom Barr: the talks as a \"very useful step"}},
		{"for somebody, somebody else was",
			"For Kevin Alton, a teacher, the mayor Paul Hartley was a legend. He said: \"We saw him often.\"",
			[]string{"Kevin Alton: We saw him often"}},
		{"a participle opens the sentence",
			"Noting that it was late, Tom Barr said the talks were over.",
			[]string{"Tom Barr: that it was late", "Tom Barr: the talks were over"}},
		{"described by somebody",
			"The fire was described by police as an accident. Tom Barr was quoted by the agency as saying that it was over.",
			[]string{"police: as an accident", "Tom Barr: that it was over"}},
		{"what one tells at the end is all before it",
			"The government, for its part, has responded with \"constructive interest\" to the plan, Tom Barr said last month.",
			[]string{"Tom Barr: The government, for its part, has responded with \"constructive interest\" to the plan"}},
		{"has since said, called on, objected to",
			"Tom Barr has since said the town is safe. He called on leaders of the party headed by Jane Moss to resign. He objected to the vote being limited to two names.",
			[]string{"Tom Barr: the town is safe", "Tom Barr: leaders of the party headed by Jane Moss to resign", "Tom Barr: the vote being limited to two names"}},
		{"told those who had come",
			"She told the mayors who gathered in the city, \"No one should be confused about our commitment.\"",
			[]string{": No one should be confused about our commitment"}},
		{"early warning planes warn nobody",
			"Belgium has blocked plans to send missiles, early warning planes and other units to the border.",
			nil},
		{"without elaborating, but there was no confirmation",
			"The army would leave the town, the agency said, without elaborating on when. The agency said that a deal had been reached, but there was no confirmation from officials.",
			[]string{"agency: The army would leave the town", "agency: that a deal had been reached"}},
		{"asked, he said",
			"Tom Barr led the party. Asked who leads it in his view, he said so again: \"I would say Paul for the time being.\"",
			[]string{"Tom Barr: I would say Paul for the time being"}},
		{"single marks over two paragraphs",
			"The shadow secretary, Jane Moss, told the BBC: ‘Nobody has raised it. Nobody will.\n\n‘You need to keep updating your policy.’",
			[]string{"Jane Moss: Nobody has raised it. Nobody will", "Jane Moss: You need to keep updating your policy"}},
		{"headlines with a colon",
			"Is he running a parallel government?: Asha Rao\n\nRao: Party has lost its way\n\nBrexit: The talks have failed\n\nAsha Rao spoke in Delhi on Monday.",
			[]string{"Asha Rao: Is he running a parallel government?", "Asha Rao: Party has lost its way"}},
	})
}

// TestOfficeWithoutState finds who held the office that a text names without a
// state, among those whom it names; and keeps a name as the text spells it.
func TestOfficeWithoutState(t *testing.T) {
	on, err := casus.ParseDate("2022-10-07")
	if err != nil {
		t.Fatal(err)
	}
	text := "Volodymyr Zelenskiy answered. Zelenskiy said the strikes were needed.\n\nEmmanuel Macron met the mayors. The mayors left. The President said he had listened."
	got := voicesOf(read(t, text, Options{On: on}))
	if len(got) != 2 || got[0] != "Volodymyr Zelenskiy: the strikes were needed" {
		t.Errorf("got %s", strings.Join(got, "; "))
	}
	text = "Emmanuel Macron met the mayors. Paul Hartley, a mayor, spoke. The President said he had listened."
	if got = voicesOf(read(t, text, Options{On: on})); len(got) != 1 || got[0] != "Emmanuel Macron: he had listened" {
		t.Errorf("got %s", strings.Join(got, "; "))
	}
}
