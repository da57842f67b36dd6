package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus"
	"casus/inquiry"
	"casus/internal/suggest"
	"casus/questions"
	"casus/render"
)

// maxBatch bounds the file of events, in bytes.
const maxBatch = 64 << 20

// mostFaults bounds how many faults of a batch are told.
const mostFaults = 5

// batch makes the command that asks one question about many events.
func (a *app) batch() *cobra.Command {
	keepGoing := false
	cmd := &cobra.Command{
		Use:   "batch QUESTION EVENTS.csv",
		Short: "Ask one question about many events: a row an event",
		Long: `Reads a table whose columns are arguments of the question (attacker, target, on, …;
several values of one are set apart by ";"), asks once for each row, and writes the row
with the figures and words of its answer beside it. Of a list in an answer stand its
length and its first entry; the JSON of the question alone has the rest. Faults are
told by line, and nothing is written then; with --keep-going such rows carry theirs in
the column fault.`,
		Example: `  casus batch is-bound pairs.csv -o verdicts.csv
  casus batch brief events.csv --keep-going -o briefs.csv
  printf 'state,target\nUSA,EST\nUSA,TWN\n' | casus batch is-bound -`,
		Args: exactly("QUESTION", "EVENTS.csv"),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := questions.Find(args[0])
			if err != nil {
				return err
			}
			src, err := a.readFile(args[1], maxBatch, "a table with a column for each argument")
			if err != nil {
				return err
			}
			d, err := a.openFor(q)
			if err != nil {
				return err
			}
			head, rows, err := events(q, args[1], src)
			if err != nil {
				return err
			}
			table, faults, err := asked(cmd.Context(), q, d, head, rows)
			if err != nil {
				return err
			}
			if len(faults) > 0 && !keepGoing {
				return listed(args[1], faults)
			}
			if len(faults) > 0 {
				fmt.Fprintf(a.stderr, "casus: %d of %d rows have faults\n", len(faults), len(rows))
			}
			return a.answer(func(w io.Writer, _ render.Style) error { return csv.NewWriter(w).WriteAll(table) })
		},
	}
	cmd.Flags().BoolVar(&keepGoing, "keep-going", false, "write rows with faults, too, each with its own")
	cmd.Flags().StringVarP(&a.out, "output", "o", "-", "write the table to `FILE`, whole or not at all; - is standard output")
	return cmd
}

// events reads the table and holds its header against the question's arguments.
func events(q *questions.Question, file string, src []byte) (head []string, rows [][]string, err error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	all, err := r.ReadAll()
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		return nil, nil, &casus.InputError{File: file, Line: parse.Line, Msg: parse.Err.Error()}
	case err != nil:
		return nil, nil, err
	case len(all) < 2:
		return nil, nil, &casus.InputError{File: file, Msg: "no event: a header and at least one row are expected"}
	}
	var names []string
	for _, x := range q.Arguments {
		names = append(names, x.Name)
	}
	for i, h := range all[0] {
		h = strings.ReplaceAll(strings.TrimSpace(h), "-", "_")
		if all[0][i] = h; !slices.Contains(names, h) {
			hint := suggest.Hint(h, names)
			if hint == "" {
				hint = q.Name + " takes " + strings.Join(names, ", ")
			}
			return nil, nil, &casus.InputError{File: file, Line: 1, Field: h, Msg: q.Name + " has no argument " + casus.Quoted(h), Hint: hint}
		}
	}
	return all[0], all[1:], nil
}

// rowFault is what is wrong with one row.
type rowFault struct {
	line int
	err  *casus.InputError
}

// asked asks for each row and lays the answers out as a table.
func asked(ctx context.Context, q *questions.Question, d *inquiry.Archive, head []string, rows [][]string) (table [][]string, faults []rowFault, err error) {
	answers := make([]map[string]string, len(rows))
	columns := map[string]bool{}
	for i, row := range rows {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		given := map[string][]string{}
		for k, v := range row {
			if v = strings.TrimSpace(v); v != "" {
				given[head[k]] = strings.Split(v, ";")
			}
		}
		ans, err := q.Ask(ctx, d, given)
		var ie *casus.InputError
		switch {
		case errors.As(err, &ie):
			faults = append(faults, rowFault{i + 2, ie})
			answers[i] = map[string]string{"fault": ie.Msg}
		case err != nil:
			return nil, nil, err
		default:
			if answers[i], err = leaves(ans); err != nil {
				return nil, nil, err
			}
		}
		for c := range answers[i] {
			columns[c] = true
		}
	}
	more := slices.SortedFunc(maps.Keys(columns), func(a, b string) int { // what is said of the whole first
		return cmp.Or(strings.Count(a, ".")-strings.Count(b, "."), cmp.Compare(a, b))
	})
	table = append(table, slices.Concat(head, more))
	for i, row := range rows {
		line := slices.Clone(row)
		for _, c := range more {
			line = append(line, answers[i][c])
		}
		table = append(table, line)
	}
	return table, faults, nil
}

// leaves lays an answer out as values by their place in it.
func leaves(ans any) (map[string]string, error) {
	b, err := json.Marshal(ans)
	if err != nil {
		return nil, err
	}
	var v map[string]any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	delete(v, "provenance")
	delete(v, "schema")
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch x := v.(type) {
		case map[string]any:
			for k, e := range x {
				walk(strings.TrimPrefix(path+"."+k, "."), e)
			}
		case []any:
			out["answer."+path+".n"] = fmt.Sprint(len(x))
			if len(x) > 0 {
				walk(path+".first", x[0])
			}
		case nil:
		default:
			out["answer."+path] = fmt.Sprint(x)
		}
	}
	walk("", v)
	return out, nil
}

// listed tells the faults of a batch by line.
func listed(file string, faults []rowFault) error {
	first := faults[0]
	msg := first.err.Msg
	for _, f := range faults[1:min(len(faults), mostFaults)] {
		msg += fmt.Sprintf("\nline %d: %s", f.line, f.err.Msg)
	}
	hint := first.err.Hint
	if len(faults) > 1 {
		hint = fmt.Sprintf("%d rows have faults; --keep-going writes the others", len(faults))
	}
	return &casus.InputError{File: file, Line: first.line, Field: first.err.Field, Msg: msg, Hint: hint}
}
