package inquiry

import "slices"

// mostRecent is how many things of one kind are kept: enough for the few days that
// a question, or a page with its shocks, asks about.
const mostRecent = 16

// recent keeps what was asked for last, at most [mostRecent] of it. The zero value
// is empty. It is not safe for use by several goroutines.
type recent[K comparable, V any] struct {
	keys   []K // the latest last
	values map[K]V
}

func (r *recent[K, V]) get(key K) (V, bool) {
	v, ok := r.values[key]
	if ok {
		r.keys = append(slices.DeleteFunc(r.keys, func(k K) bool { return k == key }), key)
	}
	return v, ok
}

func (r *recent[K, V]) put(key K, v V) {
	if r.values == nil {
		r.values = map[K]V{}
	}
	if _, ok := r.values[key]; !ok && len(r.keys) == mostRecent {
		delete(r.values, r.keys[0])
		r.keys = r.keys[1:]
	}
	r.keys = append(slices.DeleteFunc(r.keys, func(k K) bool { return k == key }), key)
	r.values[key] = v
}
