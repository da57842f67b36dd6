package reading

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"
)

var fileFlag = flag.String("file", "", "")
var jsonFlag = flag.Bool("j", false, "")

func TestDump(t *testing.T) {
	if *fileFlag == "" {
		t.Skip()
	}
	raw, _ := os.ReadFile(*fileFlag)
	a, err := Read(raw, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if *jsonFlag {
		b, _ := json.MarshalIndent(a, "", " ")
		fmt.Println(string(b))
		return
	}
	fmt.Println("TITLE", a.Head.Title, a.Head.On)
	for _, s := range a.Statements {
		fmt.Printf("[%s|%s|%s|%.2f] %s {%s} src=%q cue=%q to=%q chain=%v stance=%s(%s) about=%s cond=%q\n    %s\n", s.Kind, s.Date, s.DateBasis, s.Confidence, s.Speaker, s.Role, s.Source, s.Cue, s.Addressee, s.Chain, s.Stance, s.StanceWords, s.About, s.Condition, s.Content)
		for _, p := range s.Parts {
			fmt.Println("      -", p.Stance, p.StanceWords, "|", p.Content)
		}
	}
	for _, d := range a.Head.Dates {
		fmt.Printf("%+v\n", d)
	}
	for _, d := range a.Head.Claims {
		fmt.Printf("%+v\n", d)
	}
	for _, d := range a.Head.Exchanges {
		fmt.Printf("%+v\n", d)
	}
}
