package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"

	"casus"
	"casus/answer"
	"casus/docs/schema"
	"casus/inquiry"
	"casus/model"
	"casus/questions"
	"casus/scenario"
	"casus/statement/ledger"
)

var update = flag.Bool("update", false, "make the schemas again from the types")

// jobs are the answers of what is no question.
var jobs = map[string]reflect.Type{
	"statements-added": reflect.TypeFor[answer.StatementsAdded](),
	"statements-check": reflect.TypeFor[answer.StatementsCheck](),
	"statements-draft": reflect.TypeFor[ledger.Draft](),
	"treaties-check":   reflect.TypeFor[answer.TreatyChecks](),
	"data-sources":     reflect.TypeFor[answer.DataSources](),
	"data-import":      reflect.TypeFor[answer.DataImport](),
	"data-status":      reflect.TypeFor[answer.DataStatus](),
	"data-default":     reflect.TypeFor[answer.DataDefaults](),
	"stress-cells":     reflect.TypeFor[scenario.CellList](),
	"stress-cell":      reflect.TypeFor[scenario.CellValues](),
	"stress-drivers":   reflect.TypeFor[inquiry.StoredDrivers](),
	"model":            reflect.TypeFor[model.Model](),
}

// The published schemas are those of the types.
func TestSchemasAreThoseOfTheTypes(t *testing.T) {
	types := map[string]reflect.Type{}
	for name, x := range jobs {
		types[name] = x
	}
	for _, q := range questions.All() {
		types[q.Schema] = q.Answer()
	}
	docs := comments(t)
	for name, x := range types {
		s, err := jsonschema.ForType(x, &jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
			reflect.TypeFor[casus.Date](): {Type: "string", Description: "ISO 8601, empty where not known", Pattern: `^(\d{4}-\d{2}-\d{2})?$`},
		}})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s.Types, s.Type = nil, "object"
		s.Schema, s.Title = "https://json-schema.org/draft/2020-12/schema", "casus."+name+"/1"
		describe(docs, x, s)
		if p := s.Properties["schema"]; p != nil {
			var is any = "casus." + name + "/1"
			p.Const = &is
		}
		b, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		b = append(b, '\n')
		file := name + ".schema.json"
		if *update {
			if err := os.WriteFile(file, b, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if old, err := schema.Of(name); err != nil || !bytes.Equal(old, b) {
			t.Errorf("%s is not what the type says: go test ./docs/schema -update (%v)", file, err)
		}
	}
	for _, name := range schema.Names() {
		if _, ok := types[name]; !ok && name != "scenario" && !*update {
			t.Errorf("%s.schema.json is no answer's", name)
		}
	}
}

// describe puts the comments of the types' fields into a schema, and lets answers
// grow: what is added later is no fault of an older reader.
func describe(docs map[string]string, t reflect.Type, s *jsonschema.Schema) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		if s.Items != nil {
			describe(docs, t.Elem(), s.Items)
		}
	case reflect.Map:
		if s.AdditionalProperties != nil {
			describe(docs, t.Elem(), s.AdditionalProperties)
		}
	case reflect.Struct:
		s.AdditionalProperties = nil
		for _, f := range reflect.VisibleFields(t) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			p := s.Properties[name]
			if f.Anonymous || name == "" || p == nil {
				continue
			}
			owner := t
			for _, i := range f.Index[:len(f.Index)-1] {
				for owner.Kind() == reflect.Pointer {
					owner = owner.Elem()
				}
				owner = owner.Field(i).Type
			}
			for owner.Kind() == reflect.Pointer {
				owner = owner.Elem()
			}
			if d := docs[owner.PkgPath()+"."+owner.Name()+"."+f.Name]; d != "" && p.Description == "" {
				p.Description = d
			}
			describe(docs, f.Type, p)
		}
	}
}

// comments reads the comments of every field of the module's types.
func comments(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir, _ := filepath.Rel(root, filepath.Dir(name))
		pkg := strings.TrimSuffix("casus/"+filepath.ToSlash(dir), "/.")
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			body, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range body.Fields.List {
				text := strings.Join(strings.Fields(field.Doc.Text()+" "+field.Comment.Text()), " ")
				for _, n := range field.Names {
					out[pkg+"."+spec.Name.Name+"."+n.Name] = text
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
