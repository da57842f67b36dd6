package main

import (
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"casus/serve"
)

// serve makes the command that answers pages, the API and assistants over HTTP.
func (a *app) serve() *cobra.Command {
	var opt serve.Options
	var quiet bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Open Casus in a browser: pages, an API, and tools for assistants",
		Long: `Answers the same questions as pages (/), over an HTTP API (/api/v1, described by
/api/v1/openapi.json) and as tools for assistants (/mcp), until interrupted. It
listens on this machine alone unless --public is given; there is no login.`,
		Example: `  casus serve
  casus serve --addr 127.0.0.1:9000
  casus serve --data ~/casus-data`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			if !quiet {
				opt.Log = slog.New(slog.NewJSONHandler(a.stderr, nil))
			}
			s, err := serve.New(d, opt)
			if err != nil {
				return err
			}
			if opt.Public {
				fmt.Fprintln(a.stderr, "casus: warning: others can reach this address, and there is no login")
			}
			return s.Run(cmd.Context(), func(addr string) { fmt.Fprintf(a.stderr, "casus: http://%s\n", addr) })
		},
	}
	cmd.Flags().StringVar(&opt.Addr, "addr", "127.0.0.1:8080", "`HOST:PORT` to listen on; port 0 takes a free one")
	cmd.Flags().BoolVar(&opt.Public, "public", false, "allow an address that others can reach")
	cmd.Flags().StringArrayVar(&opt.Hosts, "host", nil, "a further `NAME` under which the server may be called")
	cmd.Flags().StringVar(&opt.Origin, "cors", "", "let pages of this `ORIGIN` read the API")
	cmd.Flags().DurationVar(&opt.Timeout, "timeout", 0, "longest time for one question (default 30s)")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "write no log")
	return cmd
}

// mcp makes the command that serves tools for assistants on standard input.
func (a *app) mcp() *cobra.Command {
	return &cobra.Command{
		Use:   "mcp",
		Short: "Serve the questions as tools for assistants, on standard input and output",
		Long: `Speaks the Model Context Protocol on standard input and output: is-bound, check,
brief, obligations, commitments, burden, statements and treaties as tools, treaties as
resources, and a prompt for a briefing. An assistant starts it itself.`,
		Example: "  casus mcp",
		Args:    exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.archive()
			if err != nil {
				return err
			}
			s, err := serve.New(d, serve.Options{})
			if err != nil {
				return err
			}
			return s.RunMCP(cmd.Context())
		},
	}
}
