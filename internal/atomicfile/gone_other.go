//go:build !unix

package atomicfile

import "os"

// gone reports whether no process has this number.
func gone(pid int) bool {
	p, err := os.FindProcess(pid)
	if err == nil {
		p.Release()
	}
	return err != nil
}
