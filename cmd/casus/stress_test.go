package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"casus/history/historytest"
)

// stress runs the command with data of its own and gives what it writes.
func stressPage(t *testing.T, data string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	args = append([]string{"stress", "--data", data}, args...)
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != exitOK {
		t.Fatalf("%v: exit status %d: %s", args, code, &errs)
	}
	return out.String()
}

// Every example runs, fits a page's width, and says what it is there to say.
func TestStressExamples(t *testing.T) {
	for _, x := range []struct {
		file    string
		history bool
		want    []string
	}{
		{"article", false, []string{"CHANGES, AND FOR WHOM", "For these it changes nothing: ", "OVER THE FUTURES THAT MAY COME", "what is said"}},
		{"stay-home", false, []string{"Shapley", "Two absences that cost more than their sum", "Under the estimates there is no such point", "drift"}},
		{"europe-alone", false, []string{"300,000 persons", "USD 40 bn a year", "Neither list gives a chance that the defence holds", "check:"}},
		{"baltic-2023", false, []string{"BEFORE", "AFTER", "FINLAND, AFTER"}},
		{"pacific", false, []string{"ONE EVENT AFTER ANOTHER", "Contagion", "THE PHILIPPINES"}},
		{"july-1914", true, []string{"SERBIA", "BELGIUM", "history that holds this event"}},
	} {
		t.Run(x.file, func(t *testing.T) {
			data := t.TempDir()
			if x.history {
				// The imported history lies in a folder of tests of its own.
				if err := os.Symlink(historytest.Data(t), filepath.Join(data, "history")); err != nil {
					t.Skip("SKIPPED: no symbolic links here")
				}
			}
			page := stressPage(t, data, filepath.Join("..", "..", "docs", "examples", x.file+".yaml"), "--draws", "20")
			for _, w := range x.want {
				if !strings.Contains(strings.Join(strings.Fields(page), " "), w) {
					t.Errorf("%q is not on the page", w)
				}
			}
			if strings.Contains(page, "Cannot tell: the facts") {
				t.Error("the example cannot be told")
			}
			for n, l := range strings.Split(page, "\n") {
				if w := runewidth.StringWidth(l); w > 80 {
					t.Errorf("line %d has %d columns: %s", n+1, w, l)
				}
			}
		})
	}
}

// Ctrl-C ends a run with 130 and keeps what is done; the same command goes on
// from there and gives the same bytes.
func TestStressInterrupted(t *testing.T) {
	data := t.TempDir()
	file := filepath.Join(data, "s.yaml")
	const src = "title: interrupted\nevents: [{attackers: RUS, target: EST, on: 2024-02-10}]\nstatement_table: S03\nsobol: {base: 128}\n"
	if err := os.WriteFile(file, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan int)
	var out, errs bytes.Buffer
	go func() {
		done <- run(ctx, []string{"stress", "--data", data, "--draws", "40", "--workers", "1", file}, strings.NewReader(""), &out, &errs)
	}()
	kept := func() int {
		list, _ := filepath.Glob(filepath.Join(data, "stress", "*", "*.cell"))
		return len(list)
	}
	for kept() < 2 {
		select {
		case code := <-done:
			t.Fatalf("ended before it was interrupted, with %d: %s", code, &errs)
		case <-time.After(time.Millisecond):
		}
	}
	cancel()
	if code := <-done; code != exitInterrupted || out.Len() > 0 || !strings.Contains(errs.String(), "are kept") {
		t.Errorf("exit status %d, %d bytes, %s", code, out.Len(), &errs)
	}
	before := kept()
	if before < 2 {
		t.Errorf("%d cells kept", before)
	}
	again := stressPage(t, data, file, "--draws", "40")
	if fresh := stressPage(t, data, file, "--draws", "40", "--fresh"); fresh != again {
		t.Error("what was resumed differs from what was not interrupted")
	}
}
