package main

import (
	"io"

	"github.com/spf13/cobra"

	"casus/docs/schema"
	"casus/render"
)

// schema prints a published JSON Schema.
func (a *app) schema() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema [NAME]",
		Short: "The JSON Schema of an answer, or of scenario files",
		Long: `Prints the JSON Schema of an answer: that of "casus.brief/1" is named brief. Without a
name, lists them. An answer can gain fields under the same number; none is renamed or
removed without a new one.`,
		Example:   "  casus schema brief -o brief.schema.json",
		Args:      between(0, "NAME"),
		ValidArgs: schema.Names(),
		RunE: func(_ *cobra.Command, args []string) error {
			var text []byte
			if len(args) == 0 {
				for _, n := range schema.Names() {
					text = append(text, n+"\n"...)
				}
			} else {
				var err error
				if text, err = schema.Of(args[0]); err != nil {
					return err
				}
			}
			return a.answer(func(w io.Writer, _ render.Style) error { _, err := w.Write(text); return err })
		},
	}
	cmd.Flags().StringVarP(&a.out, "output", "o", "-", "write the schema to `FILE`, whole or not at all; - is standard output")
	return cmd
}
