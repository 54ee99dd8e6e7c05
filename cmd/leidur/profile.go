package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
)

// profile starts a CPU profile; stop ends it.
func profile(name string) (stop func() error, err error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() error {
		pprof.StopCPUProfile()
		return f.Close()
	}, nil
}

// heapProfile writes what was allocated so far.
func heapProfile(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	runtime.GC() // brings the figures up to date
	return errors.Join(pprof.Lookup("allocs").WriteTo(f, 0), f.Close())
}
