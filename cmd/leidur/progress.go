package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"leidur/report"
	"leidur/scanner"
	"leidur/source"
)

// progress shows how far a run is: a bar on a terminal's standard error only,
// because the bar writes carriage returns whatever it writes to. It shows
// places and counts, never values.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	bar   *progressbar.ProgressBar
	plain bool
	last  time.Time
	ended bool
}

func newProgress(o *scanOptions, stderr io.Writer) *progress {
	p := &progress{w: stderr}
	mode := o.progress
	if o.quiet {
		mode = "none"
	}
	if mode == "auto" {
		mode = "none"
		if isTerminal(stderr) && os.Getenv("CI") == "" && os.Getenv("TERM") != "dumb" && o.profile != "ci" {
			mode = "bar"
		}
	}
	if mode == "bar" && !isTerminal(stderr) {
		mode = "plain"
	}
	switch mode {
	case "bar":
		p.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(stderr), progressbar.OptionShowBytes(true), progressbar.OptionSetWidth(20),
			progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	case "plain":
		p.plain = true
	}
	return p
}

// update is called by the scanner, from any goroutine.
func (p *progress) update(s scanner.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar == nil || p.ended || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last = time.Now()
	p.bar.Describe(fmt.Sprintf("%d/%d", s.Inputs, s.Total))
	p.bar.Set64(s.Bytes)
}

// input prints one line per finished input in plain mode.
func (p *progress) input(in *source.Input) {
	if p.plain {
		fmt.Fprintf(p.w, "%s: %s, %d rows\n", report.Visible(in.Path), in.Status, in.Rows)
	}
}

func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil && !p.ended {
		p.ended = true
		p.bar.Finish()
	}
}
