package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"leidur/report"
	"leidur/scanner"
	"leidur/source"
)

// outputs are the reports of a run. Each is written beside its final name and
// renamed when it is complete, so that nobody reads half a report. All are
// opened before the scan: an unwritable place is found out before the work.
type outputs struct {
	sinks []scanner.Sink
	files []*outputFile
}

type outputFile struct {
	*os.File
	final string // "": written in place, never renamed or removed
	sink  *keepError
	done  bool
}

// keepError remembers whether a sink failed, so that its file is not kept, and
// names the file in the error.
type keepError struct {
	scanner.Sink
	name string
	err  error
}

// fail keeps the first error. A report that cannot be written must not stop the
// scan and the other reports, so the run hears of it in Close.
func (k *keepError) fail(err error) {
	if err != nil && k.err == nil {
		k.err = fmt.Errorf("report %s could not be written: %w", k.name, cause(err))
	}
}

func (k *keepError) Input(in *source.Input) error {
	if k.err == nil {
		k.fail(k.Sink.Input(in))
	}
	return nil
}

func (k *keepError) Finding(f *scanner.Finding) error {
	if k.err == nil {
		k.fail(k.Sink.Finding(f))
	}
	return nil
}

func (k *keepError) Close(run *scanner.Run) error {
	if k.err == nil {
		k.fail(k.Sink.Close(run))
	}
	return k.err
}

// Streams passes the wish of the wrapped sink on.
func (k *keepError) Streams() bool {
	s, ok := k.Sink.(scanner.Streamer)
	return ok && s.Streams()
}

// cause drops the temporary name from a path error.
func cause(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func openOutputs(o *scanOptions, meta *report.Meta, stdout io.Writer) (*outputs, error) {
	outs := &outputs{}
	type spec struct {
		f    report.Format
		path string
	}
	var specs []spec
	seen := map[string]bool{}
	for _, s := range o.outputs {
		f, path, err := report.ForFile(s)
		if err != nil {
			return nil, usage("%v", err)
		}
		if seen[path] {
			return nil, usage("output %s is named twice", path)
		}
		seen[path] = true
		specs = append(specs, spec{f, path})
		meta.Outputs = append(meta.Outputs, path)
	}
	if o.format != "none" {
		f, err := report.ByName(o.format)
		if err != nil {
			return nil, usage("--format: %v", err)
		}
		sink := f.New(stdout, meta)
		if t, ok := sink.(*report.Text); ok && isTerminal(stdout) {
			if w, _, err := term.GetSize(int(stdout.(*os.File).Fd())); err == nil {
				t.Width = w
			}
		}
		outs.sinks = append(outs.sinks, &keepError{Sink: sink, name: "on standard output"})
	}
	for _, s := range specs {
		if info, err := os.Stat(s.path); err == nil && info.IsDir() {
			outs.abort()
			return nil, internal(fmt.Errorf("output %s is a folder; name a file in it", s.path))
		}
		if info, err := os.Stat(s.path); err == nil && !info.Mode().IsRegular() {
			// A device or a pipe (/dev/stdout, a FIFO): renaming a file over it would
			// replace it, so it is written as it is.
			file, err := os.OpenFile(s.path, os.O_WRONLY, 0)
			if err != nil {
				outs.abort()
				return nil, internal(fmt.Errorf("output %s cannot be written: %w", s.path, cause(err)))
			}
			sink := &keepError{Sink: s.f.New(file, meta), name: s.path}
			outs.files = append(outs.files, &outputFile{File: file, sink: sink})
			outs.sinks = append(outs.sinks, sink)
			continue
		}
		tmp, err := os.CreateTemp(filepath.Dir(s.path), ".leidur-*.tmp") // 0600
		if err != nil {
			outs.abort()
			return nil, internal(fmt.Errorf("output %s cannot be written: %w; choose another folder with -o", s.path, cause(err)))
		}
		sink := &keepError{Sink: s.f.New(tmp, meta), name: s.path}
		outs.files = append(outs.files, &outputFile{File: tmp, final: s.path, sink: sink})
		outs.sinks = append(outs.sinks, sink)
	}
	return outs, nil
}

// commit gives every complete report its name.
func (o *outputs) commit() error {
	var errs []error
	for _, f := range o.files {
		if f.done {
			continue
		}
		f.done = true
		if f.final == "" { // a device or pipe
			if err := f.Close(); err != nil && f.sink.err == nil {
				errs = append(errs, fmt.Errorf("report %s could not be written: %w", f.sink.name, cause(err)))
			}
			continue
		}
		if f.sink.err != nil { // reported already; the file is removed
			f.Close()
			os.Remove(f.Name())
			continue
		}
		err := f.Sync()
		if e := f.Close(); err == nil {
			err = e
		}
		if err == nil {
			err = os.Rename(f.Name(), f.final)
		}
		if err != nil {
			os.Remove(f.Name())
			errs = append(errs, fmt.Errorf("report %s could not be written: %w", f.final, cause(err)))
		}
	}
	return errors.Join(errs...)
}

// abort removes what was not committed.
func (o *outputs) abort() {
	for _, f := range o.files {
		if !f.done {
			f.done = true
			f.Close()
			if f.final != "" {
				os.Remove(f.Name())
			}
		}
	}
}
