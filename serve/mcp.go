package serve

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"casus"
	"casus/inquiry"
	"casus/questions"
	"casus/render"
)

// tooled lists the questions that are tools for assistants, short answers first.
var tooled = []string{"is-bound", "check", "obligations", "commitments", "brief", "burden", "statements list", "statements show", "treaties list",
	"treaties show", "analogues", "organs", "facts"}

// instructions tell an assistant how to use the tools.
const instructions = "Casus answers: if A attacks B on a day, who is bound by treaty to help and how freely, who would come, would it be enough, would the attack come. " +
	"Ask is-bound or check first: they are short. Quote verdicts as they are (bound, contested, cannot tell, not bound), give the clause and the source, " +
	"and give every probability with its interval and its class of past events. Casus takes no side; so should the answer."

// newMCP makes the server of tools over an archive. Tools are made from the
// registry of questions, so that none is described twice.
func (s *Server) newMCP() *mcp.Server {
	m := mcp.NewServer(&mcp.Implementation{Name: "casus", Title: "Casus", Version: inquiry.Version}, &mcp.ServerOptions{Instructions: instructions, Logger: s.log})
	no := false
	for _, name := range tooled {
		q, err := questions.Find(name)
		if err != nil {
			continue
		}
		props, required := object{}, []string{}
		for _, a := range q.Arguments {
			v := valueSchema(a)
			v["description"] = strings.ReplaceAll(a.Help, "`", "")
			props[a.Name] = v
			if a.Required {
				required = append(required, a.Name)
			}
		}
		m.AddTool(&mcp.Tool{
			Name: strings.ReplaceAll(q.Name, " ", "-"), Title: q.Short, Description: strings.TrimSpace(q.Short + ". " + q.Long),
			InputSchema: object{"type": "object", "properties": props, "required": required, "additionalProperties": false},
			// The published schema of the answer is at /api/v1/schema/NAME; a client needs
			// no more than that it is an object.
			OutputSchema: object{"type": "object", "required": []string{"schema", "provenance"}, "properties": object{"schema": object{"type": "string"}, "provenance": object{"type": "object"}}},
			Annotations:  &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &no},
		}, func(ctx context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
			return s.call(ctx, q, r.Params.Arguments)
		})
	}
	m.AddResourceTemplate(&mcp.ResourceTemplate{Name: "treaty", Title: "A treaty with its clauses, conditions and parties", URITemplate: "casus://treaties/{id}", MIMEType: "application/json"},
		func(ctx context.Context, r *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
			id := strings.TrimPrefix(r.Params.URI, "casus://treaties/")
			ans, err := s.put(ctx, "treaties show", map[string][]string{"id": {id}})
			if err != nil {
				return nil, mcp.ResourceNotFoundError(r.Params.URI)
			}
			b, err := encode(ans)
			if err != nil {
				return nil, err
			}
			return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: r.Params.URI, MIMEType: "application/json", Text: string(b)}}}, nil
		})
	m.AddPrompt(&mcp.Prompt{Name: "briefing", Title: "A briefing on an attack", Description: "A one-page briefing with the law first, and limits before numbers",
		Arguments: []*mcp.PromptArgument{{Name: "attacker", Required: true}, {Name: "target", Required: true}, {Name: "on", Description: "the day, as 2024-02-10"}}},
		func(_ context.Context, r *mcp.GetPromptRequest) (*mcp.GetPromptResult, error) {
			a := r.Params.Arguments
			text := fmt.Sprintf("Write a briefing of one page: if %s attacks %s%s, who is bound to help and how freely, who would come, would it be enough? "+
				"Use the tools obligations and brief of casus. Begin with the law; say what is contested and what cannot be told; give limits before numbers; "+
				"name the sources and their vintages; take no side.", a["attacker"], a["target"], on(a["on"]))
			return &mcp.GetPromptResult{Messages: []*mcp.PromptMessage{{Role: "user", Content: &mcp.TextContent{Text: text}}}}, nil
		})
	return m
}

func on(day string) string {
	if day == "" {
		return ""
	}
	return " on " + day
}

// call answers one call of a tool: the short text for people, and the whole
// answer as JSON. What a user can mend is told as the tool's own error, so that
// the assistant sees it.
func (s *Server) call(ctx context.Context, q *questions.Question, raw json.RawMessage) (*mcp.CallToolResult, error) {
	values := map[string]any{}
	if len(raw) > 0 {
		if err := decode(bytes.NewReader(raw), &values); err != nil {
			return toolError(err), nil
		}
	}
	args, err := arguments(values)
	if err != nil {
		return toolError(err), nil
	}
	ans, err := s.put(ctx, q.Name, args)
	if err != nil {
		return toolError(err), nil
	}
	var text bytes.Buffer
	if err := render.Answer(&text, "text", render.Style{Width: 100}, ans, s.names()); err != nil {
		return nil, err
	}
	whole, err := encode(ans)
	if err != nil {
		return nil, err
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: text.String()}}, StructuredContent: json.RawMessage(whole)}, nil
}

func toolError(err error) *mcp.CallToolResult {
	text := problemOf(err).Detail
	var in *casus.InputError
	if errors.As(err, &in) && in.Hint != "" {
		text += "\nhint: " + in.Hint
	}
	return &mcp.CallToolResult{IsError: true, Content: []mcp.Content{&mcp.TextContent{Text: text}}}
}

// mcpHandler serves the tools over streamable HTTP.
func (s *Server) mcpHandler() http.Handler {
	m := s.newMCP()
	return mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return m }, &mcp.StreamableHTTPOptions{Logger: s.log, SessionTimeout: 10 * time.Minute})
}

// RunMCP serves the tools on standard input and output until the client leaves
// or the context ends.
func (s *Server) RunMCP(ctx context.Context) error {
	err := s.newMCP().Run(ctx, &mcp.StdioTransport{})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}
