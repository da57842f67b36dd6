// Command gen checks the files of the treaty library and writes them as one
// block that is read quickly: run it with go generate ./treaty/library.
package main

import (
	"fmt"
	"os"

	"casus"
	"casus/facts"
	"casus/internal/atomicfile"
	"casus/place"
	"casus/state"
	"casus/treaty"
	"casus/treaty/library"
)

func main() {
	if err := run("library.bin"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file string) error {
	states := state.Default()
	known := func(id string) bool { return len(states.Spells(casus.State(id))) > 0 }
	blob, err := library.Compile(treaty.NewWorld(known, nil, place.AreaNames(facts.Default())))
	if err != nil {
		return err
	}
	return atomicfile.Write(file, blob)
}
