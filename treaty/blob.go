package treaty

import (
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"casus"
	"casus/treaty/expr"
)

// This file writes checked treaties as one block of bytes and reads them back
// without looking at any condition: a condition is compiled when it is first
// asked. One walk serves both ways, so that what is written is what is read.

// blobMark begins every blob; its digit changes with the form.
const blobMark = "casus treaties 2\n"

// Encode writes treaties and a register, all of them checked, for [World.Decode].
func Encode(treaties []*Treaty, register []*Registered) []byte {
	w := &coder{index: map[string]uint64{}}
	coded(w, &treaties, func(t **Treaty) { w.treaty(*t) })
	coded(w, &register, func(r **Registered) { w.registered(*r) })
	out := []byte(blobMark)
	out = binary.AppendUvarint(out, uint64(len(w.table)))
	for _, s := range w.table {
		out = binary.AppendUvarint(out, uint64(len(s)))
	}
	for _, s := range w.table {
		out = append(out, s...)
	}
	return append(out, w.body...)
}

// errBlob says that a blob is not what Encode wrote.
var errBlob = errors.New("treaty: the compiled treaties are damaged")

// Decode reads what [Encode] wrote. The texts share the memory of blob.
func (w *World) Decode(blob string) ([]*Treaty, []*Registered, error) {
	r := &coder{reading: true, world: w}
	if !r.open(blob) {
		return nil, nil, errBlob
	}
	var treaties []*Treaty
	coded(r, &treaties, func(t **Treaty) { *t = &Treaty{}; r.treaty(*t) })
	var register []*Registered
	coded(r, &register, func(x **Registered) { *x = &Registered{}; r.registered(*x) })
	if r.bad || r.in != "" {
		return nil, nil, errBlob
	}
	return treaties, register, nil
}

// coder walks a treaty, writing or reading.
type coder struct {
	reading bool
	bad     bool
	table   []string // every text once
	body    []byte   // written
	index   map[string]uint64
	in      string // still to read
	world   *World
	env     func() *expr.Env[Scope] // of the treaty being read
	shared  []*expr.Program[Scope]  // by text, of treaties without lists of their own
	own     map[int]*expr.Program[Scope]
}

// open reads the table of texts.
func (c *coder) open(blob string) bool {
	if len(blob) < len(blobMark) || blob[:len(blobMark)] != blobMark {
		return false
	}
	c.in = blob[len(blobMark):]
	n := c.uvarint()
	if n > uint64(len(c.in)) {
		return false
	}
	c.table, c.shared = make([]string, n), make([]*expr.Program[Scope], n)
	sizes := make([]int, n)
	for i := range sizes {
		sizes[i] = int(c.uvarint())
	}
	for i, size := range sizes {
		if size < 0 || size > len(c.in) {
			return false
		}
		c.table[i], c.in = c.in[:size], c.in[size:]
	}
	return !c.bad
}

func (c *coder) uvarint() uint64 {
	var out uint64
	for i := 0; i < len(c.in) && i < binary.MaxVarintLen64; i++ {
		b := c.in[i]
		out |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.in = c.in[i+1:]
			return out
		}
	}
	c.bad, c.in = true, ""
	return 0
}

// number writes or reads a number that may be negative.
func (c *coder) number(v int64) int64 {
	if c.reading {
		u := c.uvarint()
		return int64(u>>1) ^ -int64(u&1)
	}
	c.body = binary.AppendUvarint(c.body, uint64(v)<<1^uint64(v>>63))
	return v
}

func (c *coder) int(v *int)         { *v = int(c.number(int64(*v))) }
func (c *coder) date(v *casus.Date) { *v = casus.Date(c.number(int64(*v))) }
func (c *coder) span(v *casus.Span) { c.date(&v.From); c.date(&v.Until) }

func (c *coder) yes(v *bool) {
	n := 0
	if *v {
		n = 1
	}
	c.int(&n)
	*v = n == 1
}

// place writes or reads a text's place in the table.
func (c *coder) place(s string) int {
	if c.reading {
		i := c.uvarint()
		if i >= uint64(len(c.table)) {
			c.bad = true
			return -1
		}
		return int(i)
	}
	i, ok := c.index[s]
	if !ok {
		i = uint64(len(c.table))
		c.index[s], c.table = i, append(c.table, s)
	}
	c.body = binary.AppendUvarint(c.body, i)
	return int(i)
}

func text[T ~string](c *coder, vs ...*T) {
	for _, v := range vs {
		if i := c.place(string(*v)); c.reading && i >= 0 {
			*v = T(c.table[i])
		}
	}
}

// coded walks a list; nil stays nil.
func coded[T any](c *coder, list *[]T, each func(*T)) {
	n := len(*list) + 1
	if *list == nil {
		n = 0
	}
	c.int(&n)
	if c.reading {
		if n < 0 || n-1 > len(c.in) { // every entry takes a byte at least
			c.bad = true
		}
		if c.bad || n == 0 {
			*list = nil
			return
		}
		*list = make([]T, n-1)
	}
	for i := range *list {
		if c.bad {
			return
		}
		each(&(*list)[i])
	}
}

func texted[T ~string](c *coder, lists ...*[]T) {
	for _, l := range lists {
		coded(c, l, func(s *T) { text(c, s) })
	}
}

// part walks what may be missing.
func part[T any](c *coder, v **T, walk func(*T)) {
	there := *v != nil
	c.yes(&there)
	if !there {
		return
	}
	if c.reading {
		*v = new(T)
	}
	walk(*v)
}

func (c *coder) treaty(t *Treaty) {
	text(c, &t.ID, &t.Name, &t.Kind, &t.Status, &t.Summary, &t.Basis, &t.Incomplete, &t.File)
	text(c, &t.Nature)
	texted(c, &t.Aliases, &t.Short, &t.Organisation, &t.Sources, &t.Notes)
	c.yes(&t.General)
	c.yes(&t.Universal)
	c.date(&t.Signed)
	c.date(&t.InForce)
	c.date(&t.Ended)
	c.span(&t.Asked)
	coded(c, &t.Parties, c.party)
	part(c, &t.Leaving, c.leaving)
	coded(c, &t.Organs, c.organ)
	part(c, &t.Conflict, func(x *Conflict) { text(c, &x.Article, &x.Says, &x.Doubt, &x.Quote, &x.Basis, &x.Source) })
	c.lists(t)
	coded(c, &t.Clauses, func(k **Clause) {
		if c.reading {
			*k = &Clause{treaty: t}
		}
		c.clause(*k)
	})
	if c.reading {
		t.index()
	}
}

// lists walks a treaty's own lists of states, and makes the language in which its
// conditions are compiled, once the first one is asked.
func (c *coder) lists(t *Treaty) {
	names := make([]string, 0, len(t.Lists))
	for n := range t.Lists {
		names = append(names, n)
	}
	slices.Sort(names)
	texted(c, &names)
	if c.reading {
		t.Lists = make(map[string][]Party, len(names))
		c.own, c.env = nil, func() *expr.Env[Scope] { return c.world.base }
		if len(names) > 0 {
			w := c.world
			c.own, c.env = map[int]*expr.Program[Scope]{}, sync.OnceValue(func() *expr.Env[Scope] { return w.environment(names) })
		}
	}
	for _, n := range names {
		l := t.Lists[n]
		coded(c, &l, c.party)
		t.Lists[n] = l
	}
}

func (c *coder) party(p *Party) {
	text(c, &p.State)
	text(c, &p.Note, &p.Basis)
	text(c, &p.Entry)
	for _, d := range []*casus.Date{&p.Signed, &p.From, &p.Until, &p.By, &p.NotBefore, &p.Provisional} {
		c.date(d)
	}
	coded(c, &p.Doubts, func(d *Doubt) {
		c.span(&d.Span)
		c.yes(&d.NotFound)
		text(c, &d.Says, &d.Source)
	})
}

func (c *coder) leaving(l *Leaving) {
	text(c, &l.Article, &l.Depositary, &l.Says, &l.Quote, &l.Basis)
	c.int(&l.Months)
	c.date(&l.NotBefore)
	coded(c, &l.Domestic, func(d *Domestic) {
		text(c, &d.State)
		c.date(&d.From)
		text(c, &d.Law, &d.Says, &d.Source)
	})
}

func (c *coder) organ(o *Organ) {
	text(c, &o.Name, &o.Decides, &o.Majority, &o.Block, &o.Request, &o.Article, &o.Basis, &o.Source)
	texted(c, &o.For)
	texted(c, &o.Articles)
	c.span(&o.Days)
}

func (c *coder) clause(k *Clause) {
	text(c, &k.Article, &k.Says, &k.Quote, &k.Basis, &k.Source)
	text(c, &k.Type)
	text(c, &k.Discretion)
	texted(c, &k.OwedBy, &k.OwedTo)
	c.yes(&k.OwedToAny)
	c.yes(&k.Members)
	c.span(&k.Days)
	c.int(&k.line)
	coded(c, &k.Steps, func(s *Step) {
		text(c, &s.Role, &s.Says, &s.Source, &s.Quote, &s.Basis)
		c.program(&s.If)
		c.program(&s.Guard)
		c.int(&s.pos.line)
		c.int(&s.pos.col)
	})
	coded(c, &k.Pending, func(p *PendingStep) {
		text(c, &p.What)
		text(c, &p.Who, &p.Says)
		c.program(&p.If)
	})
}

// program walks a condition as its text; "" stands for none.
func (c *coder) program(p **expr.Program[Scope]) {
	source := ""
	if *p != nil {
		source = (*p).Source
	}
	i := c.place(source)
	if !c.reading || i < 0 || c.table[i] == "" {
		return
	}
	made := c.shared[i]
	if c.own != nil {
		made = c.own[i]
	}
	if made == nil {
		made = expr.Lazy(c.env, c.table[i])
		if c.own != nil {
			c.own[i] = made
		} else {
			c.shared[i] = made
		}
	}
	*p = made
}

func (c *coder) registered(r *Registered) {
	text(c, &r.ID, &r.Name, &r.Region, &r.Why, &r.Source, &r.Basis, &r.File)
	text(c, &r.Type)
	coded(c, &r.ATOP, c.int)
	c.date(&r.Signed)
	c.date(&r.InForce)
	c.date(&r.Ended)
	coded(c, &r.Parties, c.party)
	texted(c, &r.OwedBy, &r.OwedTo, &r.Against)
	if c.reading {
		r.finish()
	}
}
