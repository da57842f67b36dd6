package inquiry

import (
	"context"
	"fmt"

	"casus"
	"casus/history"
	"casus/joining"
	"casus/model"
	"casus/stateyear"
	"casus/treaty/atop"
)

// Fit estimates the parameters of every link from the imported history. The
// error is a *history.AbsentError where something is not imported.
func (arc *Archive) Fit(ctx context.Context, o model.Options) (*model.Model, error) {
	w, err := arc.Past()
	if err != nil {
		return nil, err
	}
	return model.Fit(ctx, w, Version, o)
}

// Past lays the imported history out for estimates.
func (arc *Archive) Past() (*joining.World, error) {
	if arc.History == nil || !arc.HasAlliances() {
		return nil, &history.AbsentError{Datasets: []string{"atop-member"}}
	}
	p, err := arc.pastSettings()
	if err != nil {
		return nil, err
	}
	return &joining.World{DB: arc.History, Past: p, Lib: arc.Treaties, States: arc.States.FromCOW, Home: arc.Home}, nil
}

// pastSettings makes the settings of the past.
func (arc *Archive) pastSettings() (*stateyear.Past, error) {
	armed := map[int]int{}
	for _, r := range arc.Facts.MustTable("nuclear").Rows {
		if !r.Bool("armed") || r.Text("since") == "" {
			continue
		}
		year := r.Int("since")
		day, _ := casus.NewDate(year, 12, 31)
		sp, ok := arc.States.Get(casus.State(r.Text("state")), day)
		if !ok {
			return nil, fmt.Errorf("facts: nuclear: no state %s in %d", r.Text("state"), year)
		}
		armed[sp.COW] = year
	}
	return stateyear.NewPast(arc.History, arc.States.FromCOW, armed)
}

// WithHistory lays the imported history of a data directory beside the facts:
// the alliances since 1816 join the treaties, and briefs show capabilities of
// their day. A folder without imported alliances changes nothing. use says which
// datasets fill which roles, as [history.DB.Use] reads it. Call it before the first
// question.
//
// Where the alliances are damaged, the error is a *store.DamagedError and the archive
// answers without them: a question of today needs none.
func (arc *Archive) WithHistory(dir string, use ...string) error {
	db, err := history.Open(dir)
	if err != nil {
		return err
	}
	if db, err = db.Use(use...); err != nil {
		return err
	}
	arc.History = db
	if !db.Has("atop-member") {
		return nil
	}
	lib, err := atop.Library(arc.Treaties, atop.Input{DB: db, World: arc.World, States: arc.States, Facts: arc.Facts})
	if err != nil {
		return err
	}
	arc.Treaties, arc.withAlliances = lib, true
	return nil
}

// HasAlliances reports whether the alliances since 1816 are among the treaties.
func (arc *Archive) HasAlliances() bool { return arc.withAlliances }
