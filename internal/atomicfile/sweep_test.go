//go:build unix

package atomicfile

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestSweep: what a killed process left beside an output goes with the next write; what
// a living one is writing stays.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	dead := exec.Command("true")
	if err := dead.Run(); err != nil {
		t.Skip(err)
	}
	left := filepath.Join(dir, fmt.Sprintf("%s%d-1", prefix(), dead.Process.Pid))
	alive := filepath.Join(dir, fmt.Sprintf("%s%d-1", prefix(), os.Getppid()))
	for _, name := range []string{left, alive} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := Write(filepath.Join(dir, "out.csv"), []byte("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("the file of the dead process is still there")
	}
	if _, err := os.Stat(alive); err != nil {
		t.Error("the file of a living process went")
	}
}
