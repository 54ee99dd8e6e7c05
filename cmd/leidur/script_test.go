package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"leidur": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("XDG_CONFIG_HOME", filepath.Join(e.WorkDir, ".config"))
			e.Setenv("LEIDUR_KEY", strings.Repeat("07", 32))
			e.Setenv("LEIDUR_AS_OF", "2026-11-22")
			e.Setenv("LANG", "C")
			e.Setenv("CI", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "gz": gz, "zip": zipFiles, "bigline": bigLine, "bytes": writeBytes, "cut": cut,
			"numbers": numbers, "longcell": longCell,
		},
		Condition: func(cond string) (bool, error) {
			switch cond {
			case "root":
				return os.Getuid() == 0, nil
			case "devfull":
				_, err := os.Stat("/dev/full")
				return err == nil, nil
			}
			return false, fmt.Errorf("unknown condition %q", cond)
		},
	})
}

// exits N leidur ARGS...: runs the command, checks its exit code and leaves its
// output for stdout and stderr.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits N command args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if args[1] == "full" { // with a full disk as standard output
		args = append([]string{args[0], "sh", "-c", `"$@" >/dev/full`, "sh"}, args[2:]...)
	}
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var ee *exec.ExitError
	if err != nil {
		if e, ok := err.(*exec.ExitError); ok {
			ee = e
			got = ee.ExitCode()
		} else {
			ts.Fatalf("%v", err)
		}
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// gz IN OUT compresses a file.
func gz(ts *testscript.TestScript, neg bool, args []string) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, ts.ReadFile(args[0]))
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

// numbers FILE N writes a CSV file of N running numbers of eleven digits that
// begin with a date, as order numbers do.
func numbers(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var b strings.Builder
	b.WriteString("tellimuse nr;summa\r\n")
	for i := range n {
		fmt.Fprintf(&b, "%d;%d,00\r\n", 38111270000+i, i%90+10)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(b.String()), 0o600))
}

// longCell FILE N writes a CSV file with a cell of N letters a and a phone number.
func longCell(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(args[0])), 0o700))
	text := "id;märkused\r\n1;tel +372 5340 0030 " + strings.Repeat("a", n) + "!\r\n2;tel +372 5340 0031\r\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// cut FILE BYTES keeps the first bytes of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), int64(n)))
}

// zip OUT IN... stores files; a name beginning with + is marked as encrypted.
func zipFiles(ts *testscript.TestScript, neg bool, args []string) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range args[1:] {
		h := &zip.FileHeader{Name: strings.TrimPrefix(name, "+"), Method: zip.Deflate}
		if strings.HasPrefix(name, "+") {
			h.Flags |= 1
		}
		w, err := z.CreateHeader(h)
		ts.Check(err)
		io.WriteString(w, ts.ReadFile(h.Name))
	}
	ts.Check(z.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}

// bigline FILE BYTES TEXT writes one line of so many bytes that ends in text.
func bigLine(ts *testscript.TestScript, neg bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	line := bytes.Repeat([]byte("pikk rida "), n/10)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(line, args[2]...), 0o600))
}

// bytes FILE TEXT writes Go-quoted text.
func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	s, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(s), 0o600))
}

// TestInterrupt: an interrupted run says so and exits 130.
func TestInterrupt(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, "-test.run", "TestHelperLeidur", "--", "scan", "-", "-o", filepath.Join(t.TempDir(), "r.json"))
	cmd.Env = append(os.Environ(), "LEIDUR_HELPER=1", "LEIDUR_KEY="+strings.Repeat("07", 32))
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	cmd.Stdout = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	row := []byte("tel 5340 0030 ja veel midagi muud\n")
	if _, err := in.Write(bytes.Repeat(row, 40000)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	cmd.Process.Signal(os.Interrupt)
	time.Sleep(200 * time.Millisecond)
	in.Write(bytes.Repeat(row, 40000)) // the reader waits in a read; it meets the interrupt behind it
	in.Close()
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		cmd.Process.Kill()
		t.Fatal("no end 10 s after the interrupt")
	}
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
		t.Errorf("exit code %d", code)
	}
	if !strings.Contains(out.String(), "interrupted") {
		t.Error("the summary does not say that the run was interrupted")
	}
}

// TestHelperLeidur is leidur when TestInterrupt starts it.
func TestHelperLeidur(t *testing.T) {
	if os.Getenv("LEIDUR_HELPER") == "" {
		return
	}
	for i, a := range os.Args {
		if a == "--" {
			os.Exit(run(os.Args[i+1:], os.Stdin, os.Stdout, os.Stderr))
		}
	}
}
