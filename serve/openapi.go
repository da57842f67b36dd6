package serve

import (
	"encoding/json"
	"net/http"
	"sync"

	"casus/docs/schema"
	"casus/inquiry"
	"casus/questions"
)

// object is a JSON object under construction.
type object = map[string]any

// document is the API in OpenAPI 3.1, made from the registry of questions. Its
// answers refer to the published schemas.
var document = sync.OnceValues(func() ([]byte, error) {
	paths := object{}
	for _, q := range offered() {
		answer := object{
			"200": object{"description": "the answer", "content": object{"application/json": object{"schema": object{"$ref": "/api/v1/schema/" + q.Schema}}}},
			"304": object{"description": "unchanged since the ETag given"},
		}
		for code, says := range map[string]string{"400": "the input is wrong; field names the argument", "409": "data that are needed are not imported",
			"503": "too many questions wait", "504": "it took longer than this server allows"} {
			answer[code] = object{"description": says, "content": object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/Problem"}}}}
		}
		var params []object
		props := object{}
		required := []string{}
		for _, a := range q.Arguments {
			params = append(params, object{"name": a.Name, "in": "query", "required": a.Required, "description": a.Help, "schema": valueSchema(a), "explode": true})
			props[a.Name] = valueSchema(a)
			if a.Required {
				required = append(required, a.Name)
			}
		}
		id := operation(q)
		get := object{"operationId": id, "summary": q.Short, "responses": answer, "parameters": params}
		if q.Long != "" {
			get["description"] = q.Long
		}
		post := object{"operationId": id + "Posted", "summary": q.Short, "responses": answer,
			"requestBody": object{"required": true, "content": object{"application/json": object{"schema": object{"type": "object", "properties": props,
				"required": required, "additionalProperties": false}}}}}
		paths["/api/v1"+path(q)] = object{"get": get, "post": post}
	}
	paths["/api/v1/batch"] = object{"post": object{"operationId": "batch", "summary": "One question about many events; a row that fails has its problem in its place",
		"requestBody": object{"required": true, "content": object{"application/json": object{"schema": object{"type": "object", "required": []string{"question", "events"},
			"properties": object{"question": object{"type": "string"}, "events": object{"type": "array", "minItems": 1, "maxItems": maxBatch, "items": object{"type": "object"}}}}}}},
		"responses": object{"200": object{"description": "the answers in the order of the events"}}}}
	return json.MarshalIndent(object{
		"openapi": "3.1.0",
		"info": object{"title": "Casus", "version": inquiry.Version, "license": object{"name": "Apache-2.0"},
			"description": "If A attacks B: who is bound to help, who would come, would it be enough, would the attack come. Every answer names its facts."},
		"paths": paths,
		"components": object{"schemas": object{"Problem": object{"type": "object", "required": []string{"type", "title", "status", "detail"}, "properties": object{
			"type": object{"type": "string"}, "title": object{"type": "string"}, "status": object{"type": "integer"}, "detail": object{"type": "string"},
			"field": object{"type": "string"}, "hint": object{"type": "string"}, "request_id": object{"type": "string"}}}}},
	}, "", " ")
})

// operation names a question as clients call it: "treaties list" is treatiesList.
func operation(q *questions.Question) string {
	out, upper := "", false
	for _, r := range q.Name {
		switch {
		case r == ' ' || r == '-':
			upper = true
			continue
		case upper && r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		}
		upper = false
		out += string(r)
	}
	return out
}

// valueSchema describes one argument.
func valueSchema(a questions.Argument) object {
	s := object{"type": "string"}
	switch a.Kind {
	case questions.Integer:
		s = object{"type": "integer", "minimum": a.Low, "maximum": a.High}
	case questions.Flag:
		s = object{"type": "boolean"}
	case questions.Date:
		s["format"] = "date"
	case questions.Word:
		s["enum"] = a.Values
	}
	if a.Default != "" {
		s["default"] = a.Default
		if a.Kind == questions.Integer {
			s["default"] = json.RawMessage(a.Default)
		}
	}
	if a.Repeated {
		s = object{"type": "array", "items": s}
	}
	return s
}

func (s *Server) openAPI(w http.ResponseWriter, r *http.Request) {
	b, err := document()
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/vnd.oai.openapi+json;version=3.1")
	w.Write(b) //nolint:errcheck // the client has gone where it fails
}

// schema gives the published JSON Schema of an answer.
func (s *Server) schema(w http.ResponseWriter, r *http.Request) {
	b, err := schema.Of(r.PathValue("name"))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/schema+json")
	w.Write(b) //nolint:errcheck // the client has gone where it fails
}
