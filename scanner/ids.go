package scanner

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"leidur/detectors"
)

// Ids are HMACs, because a bare hash of a personal code is the code: all 74.4
// million valid ones can be hashed in half a minute. The key must never travel
// with a report.

// KeySize is the length of a key in bytes.
const KeySize = 32

// ID is the first eight bytes of a keyed HMAC, in byte order of the digest.
type ID uint64

// A Key makes value ids, place ids and fingerprints.
type Key struct {
	inner, outer [64]byte // key xor ipad, key xor opad
	Ephemeral    bool     // made for this run only: ids differ between runs
}

// NewKey returns a key from 32 secret bytes.
func NewKey(secret [KeySize]byte) *Key {
	k := &Key{}
	for i := range k.inner {
		var b byte
		if i < KeySize {
			b = secret[i]
		}
		k.inner[i], k.outer[i] = b^0x36, b^0x5c
	}
	return k
}

// EphemeralKey returns a random key for one run.
func EphemeralKey() (*Key, error) {
	var secret [KeySize]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	k := NewKey(secret)
	k.Ephemeral = true
	return k, nil
}

// ParseKey reads the 64 hexadecimal digits of a key file. The error never
// shows the text.
func ParseKey(text string) (*Key, error) {
	var secret [KeySize]byte
	b, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(b) != KeySize {
		return nil, fmt.Errorf("a key is %d hexadecimal digits", 2*KeySize)
	}
	copy(secret[:], b)
	return NewKey(secret), nil
}

// sum is HMAC-SHA256 (RFC 2104) of msg. It is written out because crypto/hmac
// allocates and restores its state at each Reset, which costs as much as the
// hashing itself for messages of some ten bytes. A test compares the two.
func (k *Key) sum(msg []byte) [sha256.Size]byte {
	var buf [64 + 192]byte
	in := append(buf[:0], k.inner[:]...)
	in = append(in, msg...)
	digest := sha256.Sum256(in)
	var out [64 + sha256.Size]byte
	copy(out[:], k.outer[:])
	copy(out[64:], digest[:])
	return sha256.Sum256(out[:])
}

// id is the first eight bytes of sum.
func (k *Key) id(msg []byte) ID {
	d := k.sum(msg)
	return ID(binary.BigEndian.Uint64(d[:8]))
}

// Name is the public name of the key: the first four hex digits of HMAC(key, "id").
func (k *Key) Name() string {
	if k.Ephemeral {
		return "k1:ephemeral"
	}
	d := k.sum([]byte("id"))
	return "k1:" + hex.EncodeToString(d[:2])
}

// AppendID appends the 16 hexadecimal digits of an id.
func AppendID(dst []byte, id ID) []byte {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(id))
	return hex.AppendEncode(dst, b[:])
}

// String returns the 16 hexadecimal digits.
func (id ID) String() string { return string(AppendID(nil, id)) }

// ValueID returns the id that a value has when detector d finds it: the same for
// all its spellings. It lets a search compare values that reports only show masked.
func ValueID(k *Key, d *detectors.Detector, value []byte) ID {
	msg := append([]byte(d.Category), '|')
	return k.id(normalValue(msg, d, value))
}
