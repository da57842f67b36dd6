package onset

import (
	"crypto/sha256"
	"fmt"
	"strings"
)

// HoldoutYear parts the years: every choice was made on those before it; those
// from it on were scored once, at the end.
const HoldoutYear = 1990

// Holdout lists the politically relevant dyad-years from HoldoutYear on in which
// a dispute began, one "attacker target year" a line, "war" behind it where it
// was one, and the SHA-256 of that list.
func Holdout(t *Table) (list, hash string) {
	var b strings.Builder
	for k := range t.Rows {
		if r := &t.Rows[k]; r.Relevant && r.Initiated && r.Year >= HoldoutYear {
			fmt.Fprintf(&b, "%d %d %d", r.Codes[0], r.Codes[1], r.Year)
			if r.War {
				b.WriteString(" war")
			}
			b.WriteByte('\n')
		}
	}
	return b.String(), fmt.Sprintf("%x", sha256.Sum256([]byte(b.String())))
}
