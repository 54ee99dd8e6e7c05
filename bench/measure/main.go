//go:build unix

// Command measure runs a command with its output discarded and prints wall and
// CPU seconds and the peak memory in MB: "0.812 0.845 31.0".
package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

func main() {
	cmd := exec.Command(os.Args[1], os.Args[2:]...)
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if cmd.ProcessState == nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	rss := 0.0
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		rss = float64(u.Maxrss) / 1024 // kilobytes on Linux
	}
	fmt.Printf("%.3f %.3f %.1f\n", wall.Seconds(), cpu.Seconds(), rss)
}
