package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"leidur/rules"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and the rule packs with their hashes",
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			packs, err := rules.Builtin()
			if err != nil {
				return internal(err)
			}
			out := c.OutOrStdout()
			fmt.Fprintf(out, "leidur %s %s/%s %s\n", version, runtime.GOOS, runtime.GOARCH, runtime.Version())
			for _, p := range packs {
				fmt.Fprintf(out, "rules %s %s sha256 %s\n", p.ID, p.Version, p.SHA256)
			}
			return nil
		},
	}
}
