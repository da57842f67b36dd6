package reading

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
		{"asked by somebody",
			"Marc Short, the director, asked by a reporter when the vote would be, said: “Tomorrow, I think.”",
			[]string{"Marc Short: Tomorrow, I think"}},
	})
}
