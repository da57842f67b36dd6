package main

import (
	"encoding/json"
	"testing"
)

// Two states that share a border, an enclave within one of them, and an island
// of the other, on a grid of a degree.
const small = `{"transform": {"scale": [1, 1], "translate": [0, 0]},
 "arcs": [
  [[10, 0], [0, 10]],
  [[10, 10], [-20, 0], [0, -10], [20, 0]],
  [[10, 10], [20, 0], [0, -10], [-20, 0]],
  [[4, 4], [2, 0], [0, 2], [-2, 0], [0, -2]],
  [[60, 0], [1, 0], [0, 1], [-1, 0], [0, -1]]],
 "objects": {"countries": {"geometries": [
  {"type": "Polygon", "id": "710", "arcs": [[0, 1], [3]], "properties": {"name": "South Africa"}},
  {"type": "Polygon", "id": "426", "arcs": [[-4]], "properties": {"name": "Lesotho"}},
  {"type": "MultiPolygon", "id": "508", "arcs": [[[-1, 2]], [[4]]], "properties": {"name": "Mozambique"}}]}}}`

func parse(t *testing.T, text string) *topology {
	t.Helper()
	var top topology
	if err := json.Unmarshal([]byte(text), &top); err != nil {
		t.Fatal(err)
	}
	return &top
}

func TestIslandsAndEnclaves(t *testing.T) {
	top := parse(t, small)
	shapes, err := top.shapes()
	if err != nil {
		t.Fatal(err)
	}
	markIslands(shapes)
	got := map[string][]bool{}
	for _, s := range shapes {
		for _, r := range s.rings {
			got[s.code] = append(got[s.code], r.island)
		}
	}
	if !got["MOZ"][1] {
		t.Error("the island is none")
	}
	if got["ZAF"][0] || got["LSO"][0] || got["MOZ"][0] {
		t.Errorf("the mainland, or an enclave in it, is an island: %v", got)
	}
}

func TestSimplify(t *testing.T) {
	top := parse(t, `{"transform": {"scale": [0.001, 0.001], "translate": [0, 0]}}`)
	line := [][2]int{{0, 0}, {10, 1}, {20, 0}, {30, 50}, {40, 0}}
	got := top.simplify(line, 0.01)
	want := [][2]int{{0, 0}, {20, 0}, {30, 50}, {40, 0}}
	if len(got) != len(want) {
		t.Fatalf("simplify gives %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("simplify gives %v, want %v", got, want)
		}
	}
	speck := [][2]int{{0, 0}, {1, 0}, {1, 1}, {0, 0}}
	if got := top.simplify(speck, 1); len(got) != len(speck) {
		t.Errorf("an island smaller than the tolerance becomes %v", got)
	}
}

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		numeric, name, code string
		ok                  bool
	}{
		{"233", "Estonia", "EST", true},
		{"", "Kosovo", "XKX", true},
		{"036", "Ashmore and Cartier Is.", "AUS", true},
		{"", "Scarborough Reef", "", false},
		{"999", "Atlantis", "", false},
	} {
		if f, ok := lookup(c.numeric, c.name); f.code != c.code || ok != c.ok {
			t.Errorf("%s is %q, %v", c.name, f.code, ok)
		}
	}
}
