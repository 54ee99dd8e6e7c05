// Command leidur finds personal data in exports, dumps and notes.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// version is set by release builds.
var version = "0.1.0-dev"

// Exit codes. Every command's --help prints them.
const (
	exitOK          = 0
	exitFindings    = 1 // findings at or above the gate
	exitUsage       = 2 // usage, config, rule or key error; nothing was scanned
	exitPartial     = 3 // something was not read, or only partly
	exitInternal    = 4 // internal error, or an output could not be written
	exitInterrupted = 130
)

const exitHelp = `
Exit codes:
  0    everything was read, nothing at or above the gate
  1    findings at or above the gate (--exit-code changes the number)
  2    wrong usage, rule or key; nothing was scanned
  3    something was not read, or only partly (--allow-partial makes it 0)
  4    internal error, or a report could not be written
  130  interrupted
`

// exitError carries the exit code of an error to the one switch in run.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string { return e.err.Error() }
func (e *exitError) Unwrap() error { return e.err }

func usage(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

func internal(err error) error { return &exitError{exitInternal, err} }

func main() {
	// Compiling the rules makes much that lives on and little garbage.
	debug.SetGCPercent(400)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main with its streams as inputs.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := exitOK
	root := &cobra.Command{
		Use:           "leidur",
		Short:         "Find personal data in exports, dumps and notes",
		Long:          "leidur finds where personal data hides in CSV and XLSX exports, database dumps and notes,\nand says so by file, table, row and column, with every value masked.\n" + exitHelp,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(scanCommand(&code), inspectCommand(&code), explainCommand(&code), rulesCommand(&code), subjectCommand(&code), versionCommand())
	root.SetArgs(bareForm(root, args))
	err := root.ExecuteContext(ctx)
	if err == nil {
		return code
	}
	fmt.Fprintf(stderr, "leidur: %v\n", err)
	var e *exitError
	if errors.As(err, &e) {
		return e.code
	}
	return exitUsage // cobra's own errors: unknown command or flag
}

// bareForm makes `leidur PATH...` mean `leidur scan PATH...` when the first
// word is an existing path and no command.
func bareForm(root *cobra.Command, args []string) []string {
	if len(args) == 0 || args[0] == "" || args[0][0] == '-' {
		return args
	}
	if c, _, err := root.Find(args[:1]); err == nil && c != root || args[0] == "help" || args[0] == "completion" {
		return args
	}
	if _, err := os.Lstat(args[0]); err == nil {
		return append([]string{"scan"}, args...)
	}
	return args
}
