package cells

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"casus/internal/atomicfile"
)

// Store keeps the cells of one stress test in a folder: one file for each, whole
// or not there at all. A nil Store keeps nothing.
type Store struct{ dir string }

// magic begins each file; the number is that of the layout.
const magic = "casus-cell-1\n"

// OpenStore opens the folder of the stress test that key names, below dir. The
// key must hold all that the values depend on.
func OpenStore(dir, key string) (*Store, error) {
	s := &Store{filepath.Join(dir, key)}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, fmt.Errorf("stress: the folder for finished cells cannot be made: %w", err)
	}
	return s, nil
}

func (s *Store) file(i int) string { return filepath.Join(s.dir, fmt.Sprintf("%06d.cell", i)) }

// Get gives the values of a cell that was kept. What is broken, or is another
// cell's, is as if it were not there.
func (s *Store) Get(i int, name string) (values []float64, ok bool) {
	if s == nil {
		return nil, false
	}
	b, err := os.ReadFile(s.file(i))
	head := []byte(magic + name + "\n")
	if err != nil || !bytes.HasPrefix(b, head) || len(b) < len(head)+sha256.Size {
		return nil, false
	}
	body, sum := b[len(head):len(b)-sha256.Size], b[len(b)-sha256.Size:]
	if have := sha256.Sum256(b[:len(b)-sha256.Size]); !bytes.Equal(have[:], sum) || len(body)%8 != 0 {
		return nil, false
	}
	values = make([]float64, len(body)/8)
	for k := range values {
		values[k] = math.Float64frombits(binary.LittleEndian.Uint64(body[8*k:]))
	}
	return values, true
}

// Put keeps the values of a cell.
func (s *Store) Put(i int, name string, values []float64) error {
	if s == nil {
		return nil
	}
	b := []byte(magic + name + "\n")
	for _, v := range values {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
	}
	sum := sha256.Sum256(b)
	if err := atomicfile.Write(s.file(i), append(b, sum[:]...)); err != nil {
		return fmt.Errorf("stress: a finished cell cannot be kept: %w", err)
	}
	return nil
}
