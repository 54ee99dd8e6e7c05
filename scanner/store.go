package scanner

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
)

// store keeps the encoded findings of a run: in memory while they are few, then
// in one temporary file. What it writes is masked already; the file is 0600 and,
// where the system allows it, has no name from the moment it is made, so that
// even a killed run leaves nothing behind.
type store struct {
	mu     sync.Mutex
	memory int // bytes held in memory
	file   *os.File
	size   int64
	failed error
}

const (
	// storeMemory is what findings may take in memory before they spill.
	storeMemory = 4 << 20
	chunkSize   = 64 << 10
)

// chunk is a run of whole records, in memory or at an offset of the file.
type chunk struct {
	data []byte
	off  int64
	n    int
}

// put keeps data, which the caller may reuse.
func (s *store) put(data []byte) (chunk, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.memory+len(data) <= storeMemory {
		s.memory += len(data)
		return chunk{data: append([]byte(nil), data...), n: len(data)}, nil
	}
	if s.failed != nil {
		return chunk{}, s.failed
	}
	if s.file == nil {
		f, err := os.CreateTemp("", "leidur-spill-*")
		if err != nil {
			s.failed = fmt.Errorf("spill masked findings: %w", err)
			return chunk{}, s.failed
		}
		s.file = f
		if runtime.GOOS != "windows" {
			os.Remove(f.Name()) // stays readable through the handle; close removes it elsewhere
		}
	}
	if _, err := s.file.WriteAt(data, s.size); err != nil {
		s.failed = fmt.Errorf("spill masked findings: %w", err)
		return chunk{}, s.failed
	}
	c := chunk{off: s.size, n: len(data)}
	s.size += int64(len(data))
	return c, nil
}

// get returns the chunk's records; buf is scratch.
func (s *store) get(c chunk, buf []byte) (data, scratch []byte, err error) {
	if c.data != nil || c.n == 0 {
		return c.data, buf, nil
	}
	if cap(buf) < c.n {
		buf = make([]byte, c.n)
	}
	buf = buf[:c.n]
	if _, err := s.file.ReadAt(buf, c.off); err != nil && err != io.EOF {
		return nil, buf, fmt.Errorf("read back spilled findings: %w", err)
	}
	return buf, buf, nil
}

// close removes the file.
func (s *store) close() {
	if s.file != nil {
		name := s.file.Name()
		s.file.Close()
		os.Remove(name)
		s.file = nil
	}
}

// Records in a chunk are length-prefixed, so that a pass that needs only ids
// can skip the rest.

func appendRecord(dst, rec []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, uint32(len(rec)))
	return append(dst, rec...)
}

func nextRecord(data []byte) (rec, rest []byte) {
	n := binary.BigEndian.Uint32(data)
	return data[4 : 4+n], data[4+n:]
}

// idCounts counts 64-bit ids in about 14 bytes each: a Go map needs four times
// as much, and a text file of findings may hold millions.
type idCounts struct {
	slots []uint64
	n     int
	again map[uint64]uint32 // occurrences beyond the first
}

// add returns how often id was added before.
func (c *idCounts) add(id uint64) uint32 {
	if id == 0 {
		id = 1
	}
	if c.n*4 >= len(c.slots)*3 {
		c.grow()
	}
	mask := uint64(len(c.slots) - 1)
	for i := id & mask; ; i = (i + 1) & mask {
		switch c.slots[i] {
		case 0:
			c.slots[i] = id
			c.n++
			return 0
		case id:
			if c.again == nil {
				c.again = map[uint64]uint32{}
			}
			c.again[id]++
			return c.again[id]
		}
	}
}

func (c *idCounts) grow() {
	old := c.slots
	c.slots = make([]uint64, max(64, 2*len(old)))
	mask := uint64(len(c.slots) - 1)
	for _, id := range old {
		if id == 0 {
			continue
		}
		i := id & mask
		for c.slots[i] != 0 {
			i = (i + 1) & mask
		}
		c.slots[i] = id
	}
}
