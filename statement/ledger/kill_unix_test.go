//go:build unix

package ledger_test

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"casus/statement"
	"casus/statement/ledger"
)

// The tests below run this test program again as a writer.
const (
	writerVar = "LEDGER_TEST_WRITER" // the data folder
	limitVar  = "LEDGER_TEST_LIMIT"  // the most bytes of a file, as on a full disc
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerVar); dir != "" {
		write(dir)
		return
	}
	os.Exit(m.Run())
}

// write adds entries until it is killed, and acknowledges each.
func write(dir string) {
	if limit := os.Getenv(limitVar); limit != "" {
		signal.Ignore(syscall.SIGXFSZ)
		var n uint64
		fmt.Sscan(limit, &n)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
			fmt.Println("no limit:", err)
			os.Exit(3)
		}
	}
	fmt.Println("ready") // how long a process takes to start says nothing of writing
	for i := 0; ; i++ {
		done, err := ledger.Add(dir, func(*ledger.Ledger) ([]statement.Statement, error) {
			return []statement.Statement{entry(fmt.Sprintf("sentence %d", i)), entry(fmt.Sprintf("second sentence %d", i))}, nil
		})
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		fmt.Println(done.Entries[0].ID, done.Entries[1].ID)
	}
}

// A writer is killed again and again, at any point of its work: what it
// acknowledged is there, both entries of an addition or neither, no line is
// torn, and the next writer goes on.
func TestKilledAtAnyPoint(t *testing.T) {
	rounds := 25
	if testing.Short() {
		rounds = 5
	}
	dir := t.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	acknowledged := map[string]bool{}
	for round := range rounds {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), writerVar+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		after := time.Duration(rng.IntN(40_000)) * time.Microsecond
		for sc := bufio.NewScanner(out); sc.Scan(); {
			if sc.Text() == "ready" {
				time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			}
			if strings.HasPrefix(sc.Text(), "failed") {
				t.Error(sc.Text())
			}
			for _, id := range strings.Fields(sc.Text()) {
				if strings.HasPrefix(id, "U") { // the last line may be cut short
					acknowledged[id] = true
				}
			}
		}
		_ = cmd.Wait()

		l := read(t, dir)
		if len(l.Faults) > 0 {
			t.Fatalf("round %d: %v", round, l.Faults[0])
		}
		if len(l.Entries)%2 != 0 {
			t.Fatalf("round %d: half an addition: %d entries", round, len(l.Entries))
		}
		if len(l.Entries) < len(acknowledged)-1 {
			t.Fatalf("round %d: %d entries were acknowledged, %d are there", round, len(acknowledged), len(l.Entries))
		}
	}
	if len(acknowledged) == 0 {
		t.Error("no writer got so far as to add anything")
	}
	add(t, dir, "the last one")
	if left, _ := filepath.Glob(filepath.Join(dir, "statements", ".casus-*")); len(left) > 0 {
		t.Errorf("left behind by the killed: %v", left)
	}
}

// A disc that is full: the writer says so, and the ledger is as it was.
func TestFullDisc(t *testing.T) {
	dir := t.TempDir()
	add(t, dir, "one")
	file := read(t, dir).File
	before, _ := os.ReadFile(file)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerVar+"="+dir, fmt.Sprintf("%s=%d", limitVar, len(before)+100))
	out, err := cmd.Output()
	if err == nil || !bytes.Contains(out, []byte("nothing was added")) {
		t.Fatalf("%s %v", out, err)
	}
	after, _ := os.ReadFile(file)
	if !bytes.Equal(before, after) {
		t.Error("the ledger has changed")
	}
	if names, _ := filepath.Glob(filepath.Join(dir, "statements", ".casus-*")); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
	if done := add(t, dir, "two"); done.Entries[0].ID != "U002" {
		t.Errorf("%+v", done)
	}
}
