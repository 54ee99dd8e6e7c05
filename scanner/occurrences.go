package scanner

import (
	"cmp"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// occurrence counts how often a value occurs in the run.
type occurrence struct{ places, files uint32 }

// occurrences holds one occurrence for each listed finding, in order. Few
// different counts occur, so each finding takes four bytes.
type occurrences struct {
	of     []uint32
	counts []occurrence
}

func (o *occurrences) at(i int) occurrence { return o.counts[o.of[i]] }

// Findings walks all findings in input order, then place, with the number of
// places and files that hold the same value. f is called from one goroutine and
// may be called again in another walk; the Finding is reused.
func (run *Run) Findings(f func(*Finding) error) error {
	counts, err := run.occurrences()
	if err != nil {
		return err
	}
	// Decoding runs ahead of f by a batch or two.
	const batch = 256
	full, empty := make(chan []Finding, 2), make(chan []Finding, 2)
	empty <- make([]Finding, 0, batch)
	empty <- make([]Finding, 0, batch)
	g, ctx := errgroup.WithContext(run.state.ctx)
	g.Go(func() error {
		defer close(full)
		i := 0
		list := <-empty
		flush := func() error {
			select {
			case full <- list:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case list = <-empty:
			case <-ctx.Done():
				return ctx.Err()
			}
			return nil
		}
		for _, c := range run.files {
			err := run.each(c, func(fd *Finding) error {
				if len(list) == batch {
					if err := flush(); err != nil {
						return err
					}
				}
				list = list[:len(list)+1]
				list[len(list)-1].copyFrom(fd)
				o := counts.at(i)
				list[len(list)-1].Places, list[len(list)-1].Files = int(o.places), int(o.files)
				i++
				return nil
			})
			if err != nil {
				return err
			}
		}
		return flush()
	})
	g.Go(func() error {
		for list := range full {
			for i := range list {
				if err := f(&list[i]); err != nil {
					return err
				}
			}
			empty <- list[:0]
		}
		return nil
	})
	return g.Wait()
}

// copyFrom copies a finding and keeps the memory of its lists.
func (f *Finding) copyFrom(from *Finding) {
	why, near, key := f.Why[:0], f.Near[:0], f.Place.Key[:0]
	*f = *from
	f.Why, f.Near, f.Place.Key = append(why, from.Why...), append(near, from.Near...), append(key, from.Place.Key...)
}

// occurrences counts equal value ids. Ids are evenly spread, so they are counted
// in slices of the id space: as many as there are workers, and so many that one
// slice fits in memory whatever the number of findings.
func (run *Run) occurrences() (*occurrences, error) {
	if run.state.counts != nil {
		return run.state.counts, nil
	}
	const perPass = 1 << 17
	workers := run.Scanner.opt.Workers
	passes := max(int(run.Totals.Findings/perPass)+1, workers)
	out := &occurrences{of: make([]uint32, run.Totals.Findings)}
	index := map[occurrence]uint32{}
	var mu sync.Mutex
	var g errgroup.Group
	g.SetLimit(workers)
	for p := range passes {
		g.Go(func() error {
			list, err := run.ids(uint64(p), uint64(passes))
			if err != nil {
				return err
			}
			slices.SortFunc(list, func(a, b seen) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.index, b.index)) })
			mu.Lock()
			defer mu.Unlock()
			for from := 0; from < len(list); {
				to, files, last := from, uint32(0), int32(-1)
				for ; to < len(list) && list[to].id == list[from].id; to++ {
					if list[to].file != last {
						files++
						last = list[to].file
					}
				}
				n := occurrence{uint32(to - from), files}
				k, ok := index[n]
				if !ok {
					k = uint32(len(out.counts))
					index[n] = k
					out.counts = append(out.counts, n)
				}
				for ; from < to; from++ {
					out.of[list[from].index] = k
				}
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	run.state.counts = out
	return out, nil
}

// seen is one listed finding.
type seen struct {
	id    ID
	file  int32
	index int32
}

// ids lists the findings whose value id falls into slice p of passes.
func (run *Run) ids(p, passes uint64) ([]seen, error) {
	list := make([]seen, 0, uint64(run.Totals.Findings)/passes*9/8+16)
	i := int32(0)
	for n, c := range run.files {
		err := run.eachID(c, func(id ID) {
			if uint64(id)%passes == p {
				list = append(list, seen{id, int32(n), i})
			}
			i++
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}
