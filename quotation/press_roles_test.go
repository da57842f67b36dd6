package quotation

import "testing"

// TestPressRoles holds descriptions by which the press means who spoke last, and
// those by which it means somebody else. The words are made for the test.
func TestPressRoles(t *testing.T) {
	checkStyles(t, []style{
		{"a spokesman of a house nobody was called of",
			"The plan stands, the President's spokesman Harry Lund Jr. said. “My role is to clarify,” the Palace spokesman said. Lund said it was over.",
			[]string{"Harry Lund: The plan stands", "Harry Lund: My role is to clarify", "Harry Lund: it was over"}},
		{"a party by its short name, before the name",
			"Justice Movement (JM) founder and former Prime Minister Omar Haddad said the doors were open. The JM chairman said that the case was a plot. “They divert me,” the former PM said.",
			[]string{"Omar Haddad: the doors were open", "Omar Haddad: that the case was a plot", "Omar Haddad: They divert me"}},
		{"a spokesman is not the minister who spoke before",
			"Defence Minister Ann Lee said the army would stay. A spokesman for the palace said it would leave. The palace spokesman said that it was sure.",
			[]string{"Ann Lee: the army would stay", "spokesman for the palace: it would leave", "spokesman for the palace: that it was sure"}},
		{"a party's other name",
			"Conservative leader Paul Hartley met the mayor. The Tory leader said the bridge was safe.",
			[]string{"Paul Hartley: the bridge was safe"}},
		{"a party behind the name, and a clause",
			"Tension is high, but Tom Barr (Likud), who is seen as close to the premier, said Monday that “patience has limits.”",
			[]string{"Tom Barr: that “patience has limits"}},
		{"the person whom something moved",
			"That got Chief Whip Natasha Moss on her feet, saying she had been within her rights.",
			[]string{"Natasha Moss: she had been within her rights"}},
		{"told to do, expressed a will to, stressed the importance of",
			"Ann Lee told ministers to stop leaking. The party has expressed a willingness to join the cabinet. Paul Hartley stressed the importance of talks with the mayor.",
			[]string{"Ann Lee: to stop leaking", "party: a willingness to join the cabinet", "Paul Hartley: the importance of talks with the mayor"}},
		{"a first name that is a month, and whom one tells",
			"Suga has been \"at the centre of the cabinet,\" Jun Azumi, affairs chief of the party, told reporters on Wednesday.",
			[]string{"Jun Azumi: Suga has been \"at the centre of the cabinet"}},
		{"told fellow members, a party's short name behind them",
			"The minister, Ann Lee, told fellow Democrats (FD) at an event in Berlin it was clear that funds were lacking.",
			[]string{"Ann Lee: it was clear that funds were lacking"}},
		{"said this",
			"Viktor Lund declared his readiness to help the town. He said this at a press conference after the summit.",
			[]string{"Viktor Lund: his readiness to help the town"}},
		{"called for increased spending",
			"Ann Lee on Wednesday said the state of the army was “not satisfactory” and called for increased spending to close the gaps.",
			[]string{"Ann Lee: the state of the army was “not satisfactory", "Ann Lee: increased spending to close the gaps"}},
		{"asked by somebody",
			"Marc Short, the director, asked by a reporter when the vote would be, said: “Tomorrow, I think.”",
			[]string{"Marc Short: Tomorrow, I think"}},
	})
}
