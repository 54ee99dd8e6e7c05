package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"errors"

	"leidur/scanner"
)

// findKey returns the key for ids: LEIDUR_KEY, LEIDUR_KEY_FILE, --key-file,
// .leidur/key, the user's config folder. Profile audit makes one there on first
// use; profile ci never does and falls back to a key for this run only. note is
// for the user, once.
func findKey(flag, profile string) (key *scanner.Key, note string, err error) {
	if v := os.Getenv("LEIDUR_KEY"); v != "" {
		if key, err = scanner.ParseKey(v); err != nil {
			return nil, "", usage("LEIDUR_KEY: %v", err)
		}
		return key, "", nil
	}
	for _, name := range [...]string{flag, os.Getenv("LEIDUR_KEY_FILE")} {
		if name != "" {
			key, err := readKey(name)
			return key, "", err
		}
	}
	local := filepath.Join(".leidur", "key")
	if key, err := readKey(local); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return key, "", err
	}
	dir, err := os.UserConfigDir()
	if err != nil || profile == "ci" {
		if err == nil {
			if key, err := readKey(filepath.Join(dir, "leidur", "key")); err == nil {
				return key, "", nil
			}
		}
		key, err = scanner.EphemeralKey()
		return key, "", err
	}
	name := filepath.Join(dir, "leidur", "key")
	key, err = readKey(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return key, "", err
	}
	secret := make([]byte, scanner.KeySize)
	if _, err := rand.Read(secret); err != nil {
		return nil, "", internal(err)
	}
	if err := writeKey(name, secret); err != nil {
		key, kerr := scanner.EphemeralKey()
		return key, fmt.Sprintf("no key could be stored (%v): fingerprints of this run cannot be compared with another", cause(err)), kerr
	}
	key, err = readKey(name)
	return key, "made a key for fingerprints: " + name + " (keep it, and never send it along with a report)", err
}

func readKey(name string) (*scanner.Key, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usage("key file %s: %w", name, cause(err))
	}
	key, err := scanner.ParseKey(string(data))
	if err != nil {
		return nil, usage("key file %s: %v", name, err)
	}
	return key, nil
}

// writeKey never overwrites a key.
func writeKey(name string, secret []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(hex.EncodeToString(secret) + "\n")
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
