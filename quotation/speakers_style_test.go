package quotation

import (
	"strings"
	"testing"
)

// voicesOf gives the statements as "speaker: words", without the marks at the
// edges of the words.
func voicesOf(a Article) []string {
	var out []string
	for _, s := range a.Statements {
		words := strings.Trim(s.Content, "`\"“”‘’'«»,.;: ")
		out = append(out, s.Speaker+": "+words)
	}
	return out
}

// style is a passage in the manner of one kind of outlet, with who says what.
type style struct {
	name, text string
	want       []string
}

func checkStyles(t *testing.T, cases []style) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := voicesOf(read(t, c.text, Options{}))
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s\ngot\n  %s\nwant\n  %s", c.text, strings.Join(got, "\n  "), strings.Join(c.want, "\n  "))
			}
		})
	}
}

// TestWireStyle reads as the agencies write: datelines, attribution first or
// last, one sentence a paragraph.
func TestWireStyle(t *testing.T) {
	checkStyles(t, []style{
		{"a dateline, an office and a pronoun in the next paragraph",
			"WARSAW, May 4 (Reuters) - Poland will reinforce its eastern border, Defence Minister Marek Zielny said on Tuesday.\n\n\"We are prepared for every scenario,\" he told a news conference.\n\nZielny said the first units would arrive within days.",
			[]string{"Marek Zielny: Poland will reinforce its eastern border", "Marek Zielny: We are prepared for every scenario", "Marek Zielny: the first units would arrive within days"}},
		{"the cue in the middle, a second quotation without one",
			"\"This is not an escalation,\" said Tariq Anwar, the foreign minister of Veldia, on Tuesday. \"It is a response.\"",
			[]string{"Tariq Anwar: This is not an escalation,\" … \"It is a response"}},
		{"who told the agency",
			"Oluwaseun Adeyemi, who led the delegation, told Reuters: \"The text was agreed by everybody in the room.\"",
			[]string{"Oluwaseun Adeyemi: The text was agreed by everybody in the room"}},
		{"a paragraph that introduces and one that quotes",
			"Baiba Ozola, the Latvian negotiator, left the room shortly before midnight.\n\n\"We have no deal,\" she said. \"I am going home.\"",
			[]string{"Baiba Ozola: We have no deal,\" … \"I am going home"}},
		{"a spokeswoman for a ministry, then only the ministry",
			"\"The consulate will remain closed,\" ministry spokeswoman Hua Lin said. The ministry said it had protested to the embassy.",
			[]string{"Hua Lin: The consulate will remain closed", "ministry: it had protested to the embassy"}},
		{"a body in a statement",
			"The Election Commission said in a statement that turnout had reached 61 percent. \"The vote was orderly,\" it added.",
			[]string{"Election Commission: that turnout had reached 61 percent", "Election Commission: The vote was orderly"}},
		{"passive: was quoted as saying",
			"Iran will answer any attack, General Hossein Rahimi was quoted as saying by the Fars news agency. \"Our patience has limits,\" he was quoted as saying.",
			[]string{"Hossein Rahimi: Iran will answer any attack", "Hossein Rahimi: Our patience has limits"}},
		{"an agency quotes somebody",
			"State news agency TASS quoted Deputy Foreign Minister Gleb Rudin as saying that the talks had failed.",
			[]string{"Gleb Rudin: that the talks had failed"}},
		{"a source that will not be named",
			"\"They will sign tomorrow,\" a senior diplomat familiar with the talks said on condition of anonymity.",
			[]string{"senior diplomat familiar with the talks: They will sign tomorrow"}},
		{"a lone quotation after a paragraph that ends with its speaker",
			"Zoltan Berki, mayor of the border town of Alsovar, said the refugees had slept in schools.\n\n\"We had no beds left.\"\n\nNobody from the government came.",
			[]string{"Zoltan Berki: the refugees had slept in schools", "Zoltan Berki: We had no beds left"}},
		{"two named in one sentence: the one who speaks is meant by 'he'",
			"President Ramon Ibarra met his Kandoran counterpart Luis Otero in Lima on Friday. \"We made progress,\" he told reporters afterwards.",
			[]string{"Ramon Ibarra: We made progress"}},
		{"a quotation cut by a long cue",
			"\"The sanctions,\" European Commission President Helga Brandt told lawmakers in Strasbourg, \"will remain until the last soldier has left.\"",
			[]string{"Helga Brandt: The sanctions,\" … \"will remain until the last soldier has left"}},
	})
}

// TestBroadsheetStyle reads as the British and American papers write.
func TestBroadsheetStyle(t *testing.T) {
	checkStyles(t, []style{
		{"courtesy titles and alternating speakers",
			"“I never saw the letter,” Mrs. Whitlow testified.\n\n“You signed it,” Mr. Dacey replied.\n\n“I sign hundreds of letters a day,” she said.\n\n“Not like this one,” he said.",
			[]string{"Whitlow: I never saw the letter", "Dacey: You signed it", "Whitlow: I sign hundreds of letters a day", "Dacey: Not like this one"}},
		{"single marks, as in London",
			"‘The prime minister has lost the confidence of the House,’ said Sir Alasdair Venn, the shadow chancellor. ‘He should go, and go now.’",
			[]string{"Alasdair Venn: The prime minister has lost the confidence of the House,’ … ‘He should go, and go now"}},
		{"as X put it",
			"“There is no plan B,” as Yvonne Castell, a former ambassador, put it.",
			[]string{"Yvonne Castell: There is no plan B"}},
		{"a colon after a role in apposition",
			"Gwenllian Pryce, a professor of international law at Cardiff, is blunt: “A treaty is not a menu.”",
			[]string{"Gwenllian Pryce: A treaty is not a menu"}},
		{"quotation paragraphs with opening marks only",
			"“When I came here the hall was empty,” Senator Dale Hobart told the crowd.\n\n“Now I see ten thousand people. I see people who want their country back.\n\n“And they shall have it.”",
			[]string{"Dale Hobart: When I came here the hall was empty", "Dale Hobart: Now I see ten thousand people. I see people who want their country back. … “And they shall have it"}},
		{"the quotation comes first and its speaker in the next sentence",
			"“It was a mistake, and I own it.” With those words Governor Lyle Ashby ended his campaign on Saturday.",
			[]string{"Lyle Ashby: It was a mistake, and I own it"}},
		{"the speaker acts in the sentence before",
			"Ms. Okafor shook her head. “Nobody asked us,” she said. “Nobody ever does.”",
			[]string{"Okafor: Nobody asked us,” … “Nobody ever does"}},
		{"the subject acts, and a quotation follows without a cue",
			"Henrike Vogt, who runs the shelter, pointed at the broken windows. “They came at night and left nothing whole.”",
			[]string{"Henrike Vogt: They came at night and left nothing whole"}},
		{"in an interview with the paper",
			"In an interview with The Times, Lord Penhale accused ministers of “hiding behind procedure”. He said the bill was unworkable.",
			[]string{"Penhale: ministers of “hiding behind procedure", "Penhale: the bill was unworkable"}},
		{"two men, and the pronoun goes to the one who spoke",
			"Mr. Baptiste said his party would abstain. “We are not for sale,” he added. Mr. Kessel, his deputy, disagreed. “We should vote,” he said.",
			[]string{"Baptiste: his party would abstain", "Baptiste: We are not for sale", "Kessel: We should vote"}},
		{"a man and a woman, apart by the pronoun",
			"Chancellor Ingrid Maar received President Tomas Belov in Bonn. He said the pipeline was safe. She said it was not.",
			[]string{"Tomas Belov: the pipeline was safe", "Ingrid Maar: it was not"}},
		{"a fragment within the writer's sentence",
			"The senator said the nominee was “utterly unfit” for the office, and that she would vote against him.",
			[]string{"senator: the nominee was “utterly unfit” for the office, and that she would vote against him"}},
		{"a cue with an adverb and a participle",
			"“Nothing has been decided,” Mr. Ferro said wearily, leaving the building. “Ask me next week.”",
			[]string{"Ferro: Nothing has been decided,” … “Ask me next week"}},
		{"the paper's own name is no speaker",
			"“We were lied to,” Dr. Salma Idris told The Guardian. “All of us were.”",
			[]string{"Salma Idris: We were lied to,” … “All of us were"}},
		{"somebody asked",
			"Asked whether he would resign, the prime minister said: “No.” Asked again, he said: “I have answered that question.”",
			[]string{"prime minister: No", "prime minister: I have answered that question"}},
	})
}

// TestBroadcastStyle reads as broadcasters and Wikinews write.
func TestBroadcastStyle(t *testing.T) {
	checkStyles(t, []style{
		{"a headline with the speaker after a dash",
			"We will not be intimidated, says Premier Aldous\n\nPremier Jutta Aldous said the islands would hold the vote as planned.\n\n\"We will not be intimidated,\" she told the BBC.",
			[]string{"Jutta Aldous: We will not be intimidated", "Jutta Aldous: the islands would hold the vote as planned", "Jutta Aldous: We will not be intimidated"}},
		{"a post",
			"Opposition leader Nnamdi Eze wrote on X: \"The people have spoken.\" In a second post he called the count \"a theft in broad daylight\".",
			[]string{"Nnamdi Eze: The people have spoken", "Nnamdi Eze: the count \"a theft in broad daylight"}},
		{"a tweet after the quotation",
			"\"Very disappointed in the Court's ruling!\" Mr Hollis tweeted shortly after it was announced.",
			[]string{"Hollis: Very disappointed in the Court's ruling!"}},
		{"the prime minister, named two paragraphs before",
			"Prime Minister Edda Lund visited the flooded valley on Monday.\n\nThousands have lost their homes. Rescue teams were still at work.\n\n\"Nobody will be left behind,\" the prime minister said.",
			[]string{"Edda Lund: Nobody will be left behind"}},
		{"said in parliament by one, answered by another",
			"\"When will the government publish the report?\" asked Labour MP Rhona Tulloch. \"In due course,\" the minister, Giles Farrant, replied.",
			[]string{"Rhona Tulloch: When will the government publish the report?", "Giles Farrant: In due course"}},
		{"a spokesman for a company",
			"A spokesman for Norgas denied that the valves had been closed. \"Supplies are normal,\" the spokesman said.",
			[]string{"spokesman for Norgas: that the valves had been closed", "spokesman for Norgas: Supplies are normal"}},
		{"according to a person with a role behind a comma",
			"The bridge was hit twice, according to Danylo Hrytsenko, governor of the region. \"Nobody was killed,\" he said.",
			[]string{"Danylo Hrytsenko: The bridge was hit twice", "Danylo Hrytsenko: Nobody was killed"}},
		{"a woman named by surname later, and a man between",
			"Kirsi Aaltonen chairs the inquiry. Her deputy, Pekka Salo, resigned last week.\n\n\"I was not consulted,\" Salo said. Aaltonen said she regretted his decision. \"He was a good colleague,\" she said.",
			[]string{"Pekka Salo: I was not consulted", "Kirsi Aaltonen: she regretted his decision", "Kirsi Aaltonen: He was a good colleague"}},
		{"the speaker in a paragraph that announces the words",
			"The Archbishop of Lund, Antje Sorensen, issued a statement on Sunday:\n\n\"We pray for all who suffer in this war. We ask the leaders of both sides to lay down their arms.\"",
			[]string{"Antje Sorensen: We pray for all who suffer in this war. We ask the leaders of both sides to lay down their arms"}},
		{"a quotation before its cue with a full stop inside",
			"\"It is over. We lost.\" That was how Jerzy Kubiak, the party's treasurer, greeted reporters.",
			[]string{"Jerzy Kubiak: It is over. We lost"}},
		{"two sentences quoted after a statement in one paragraph",
			"Colonel Idrissa Kone said that his men had held fire. \"There were children in the square. I gave no order to shoot.\" The opposition does not believe it.",
			[]string{"Idrissa Kone: that his men had held fire", "Idrissa Kone: There were children in the square. I gave no order to shoot"}},
		{"names of works and slogans are nobody's words",
			"The film \"Winter of Iron\" won the prize. Demonstrators carried banners. The ship \"Resolve\" sailed on Monday.",
			nil},
		{"a country speaks",
			"China on Thursday accused Washington of fuelling tension. Beijing said it would take \"all necessary measures\".",
			[]string{"China: Washington of fuelling tension", "Beijing: it would take \"all necessary measures"}},
		{"he continued, he went on",
			"\"We asked for help,\" said Mayor Bo Lindqvist. \"None came,\" he continued. \"Then the water rose,\" he went on.",
			[]string{"Bo Lindqvist: We asked for help", "Bo Lindqvist: None came", "Bo Lindqvist: Then the water rose"}},
		{"a joint statement",
			"\"We condemn the attack in the strongest terms,\" the foreign ministers of the Group of Seven said in a joint statement.",
			[]string{"foreign ministers of the Group of Seven: We condemn the attack in the strongest terms"}},
	})
}

// TestReportedStances reads what somebody is reported to be for or against,
// where no words are given.
func TestReportedStances(t *testing.T) {
	checkStyles(t, []style{
		{"has shown himself opposed to",
			"Bob Ray has regularly shown himself opposed to American aid to Ukraine, he even threatened to leave NATO.",
			[]string{"Bob Ray: opposed to American aid to Ukraine", "Bob Ray: to leave NATO"}},
		{"came out against, spoke out against",
			"Ann Lee spoke out against the treaty with Russia. Bob Ray came out in favour of lower tariffs.",
			[]string{"Ann Lee: against the treaty with Russia", "Bob Ray: in favour of lower tariffs"}},
		{"ruled out, called for",
			"Ann Lee ruled out sending troops to the border. Bob Ray called for an immediate ceasefire.",
			[]string{"Ann Lee: sending troops to the border", "Bob Ray: an immediate ceasefire"}},
		{"declared himself in favour of",
			"Ann Lee declared herself in favour of a new vote.",
			[]string{"Ann Lee: in favour of a new vote"}},
		{"not a stance: shown, come, spoken of things",
			"The army has shown itself able to fight. The bus came out of the tunnel. The poll shows voters opposed to the plan.",
			nil},
	})
}
