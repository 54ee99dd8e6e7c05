package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
)

// Planned is one input of a run, before anything was read. What cannot be read
// is planned too, with its Gap, so that it is listed.
type Planned struct {
	Path    string // as shown: slashes, relative to how the user named the root
	Name    string // base name
	file    string // operating-system path; "" for a stream
	stream  io.Reader
	Size    int64
	ModTime time.Time
	Gap     *Gap
}

// WalkOptions choose what is read.
type WalkOptions struct {
	Include []string // globs, / as separator, ** allowed; none = everything
	Exclude []string
}

// DefaultExcludes are never data; each is listed as excluded.
var DefaultExcludes = []string{"**/.git", "**/node_modules", "**/.leidur", "**/~$*"}

// ErrNothing is the error of a plan without a single input to read.
var ErrNothing = errors.New("nothing to read")

// details of symbolic links that are not followed
const linkInside = "the link leads into the folders that are scanned"

// Counts tells whether an input that is not scanned counts as unread. Links and
// devices in archives hold no data of their own; a container whose
// members are listed as unread is not counted beside them.
func (in *Input) Counts() bool {
	if in.Reason == Symlink && in.Detail == linkInside || in.Member && (in.Reason == Symlink || in.Reason == SpecialFile) {
		return false
	}
	return in.Reason.Counts() && !in.Inherited
}

// Walk plans the inputs under paths, in lexical order below each path. "-" is
// standard input and is given by PlanStream. A path that does not exist is an
// error: nothing is scanned then.
func Walk(paths []string, opt WalkOptions) ([]Planned, error) {
	for _, g := range append(append([]string(nil), opt.Include...), opt.Exclude...) {
		if !doublestar.ValidatePattern(g) {
			return nil, fmt.Errorf("not a glob pattern: %q", g)
		}
	}
	var roots []string
	for _, p := range paths {
		if _, err := os.Lstat(p); err != nil {
			return nil, fmt.Errorf("%s: %w", p, errors.Unwrap(err))
		}
		if real, err := filepath.EvalSymlinks(p); err == nil {
			if abs, err := filepath.Abs(real); err == nil {
				roots = append(roots, abs)
			}
		}
	}
	w := walker{opt: opt, roots: roots}
	for _, p := range paths {
		info, err := os.Stat(p) // a root may be a link: the user named it
		if err != nil {
			w.gap(p, p, AsGap(err))
			continue
		}
		if info.IsDir() {
			w.dir(p, filepath.ToSlash(filepath.Clean(p)), ".")
			continue
		}
		w.file(p, filepath.ToSlash(filepath.Clean(p)), filepath.Base(p), info)
	}
	read := 0
	for i := range w.out {
		if g := w.out[i].Gap; g == nil || g.Reason.Counts() && g.Reason != Symlink {
			read++
		}
	}
	if read == 0 {
		what := "the folder is empty"
		if len(opt.Include) > 0 || len(opt.Exclude) > 0 {
			what = "--include and --exclude leave no file"
		}
		return w.out, fmt.Errorf("%w: %s", ErrNothing, what)
	}
	return w.out, nil
}

// PlanStream plans a stream; name gives the format hint and the place.
func PlanStream(r io.Reader, name string) Planned {
	return Planned{Path: name, Name: path.Base(name), stream: r, Size: -1}
}

type walker struct {
	opt   WalkOptions
	roots []string
	out   []Planned
}

func (w *walker) gap(file, shown string, g *Gap) {
	w.out = append(w.out, Planned{Path: filepath.ToSlash(shown), Name: filepath.Base(file), file: file, Size: -1, Gap: g})
}

// dir walks one folder; rel is its path below the root, for globs.
func (w *walker) dir(dir, shown, rel string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		w.gap(dir, shown, AsGap(err))
		if len(entries) == 0 {
			return
		}
	}
	archive := pgDirectory(dir)
	sort.Slice(entries, func(a, b int) bool { return entries[a].Name() < entries[b].Name() })
	for _, e := range entries {
		file, show, r := filepath.Join(dir, e.Name()), shown+"/"+e.Name(), path.Join(rel, e.Name())
		if shown == "." {
			show = e.Name()
		}
		if match(DefaultExcludes, r) {
			w.gap(file, show, &Gap{Reason: Excluded, Detail: "never data (built-in exclude)"})
			continue
		}
		if match(w.opt.Exclude, r) {
			w.gap(file, show, &Gap{Reason: Excluded, Detail: "--exclude"})
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 {
			w.link(file, show)
			continue
		}
		if e.IsDir() {
			w.dir(file, show, r)
			continue
		}
		if archive && pgPart.MatchString(e.Name()) {
			if e.Name() != "toc.dat" {
				continue // read through the table of contents
			}
			show = shown
		}
		info, err := e.Info()
		if err != nil {
			w.gap(file, show, AsGap(err))
			continue
		}
		w.file(file, show, r, info)
	}
}

// pgPart are the files of a directory archive of pg_dump, which is one input.
var pgPart = regexp.MustCompile(`^(toc\.dat|\d+\.dat(\.gz|\.zst|\.lz4)?|blobs?_?\d*\.(toc|dat)(\.gz|\.zst|\.lz4)?)$`)

// pgDirectory tells whether a folder is such an archive.
func pgDirectory(dir string) bool {
	f, err := os.Open(filepath.Join(dir, "toc.dat"))
	if err != nil {
		return false
	}
	defer f.Close()
	var head [5]byte
	_, err = io.ReadFull(f, head[:])
	return err == nil && string(head[:]) == "PGDMP"
}

func (w *walker) file(file, shown, rel string, info fs.FileInfo) {
	if len(w.opt.Include) > 0 && !match(w.opt.Include, rel) {
		return
	}
	if match(w.opt.Exclude, rel) {
		w.gap(file, shown, &Gap{Reason: Excluded, Detail: "--exclude"})
		return
	}
	if !info.Mode().IsRegular() {
		w.gap(file, shown, &Gap{Reason: SpecialFile, Detail: kindOf(info.Mode())})
		return
	}
	w.out = append(w.out, Planned{Path: shown, Name: filepath.Base(file), file: file, Size: info.Size(), ModTime: info.ModTime()})
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "named pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	case m&fs.ModeDevice != 0:
		return "device"
	}
	return "not a regular file"
}

// link lists a symbolic link. Links are not followed: one that leads out of the
// roots would read what nobody named, one that leads into them would read twice
// or for ever.
func (w *walker) link(file, shown string) {
	detail := "the link leads out of the folders that are scanned; name its target to scan it"
	if real, err := filepath.EvalSymlinks(file); err != nil {
		detail = "the link leads nowhere"
	} else if abs, err := filepath.Abs(real); err == nil {
		for _, root := range w.roots {
			if abs == root || strings.HasPrefix(abs, root+string(filepath.Separator)) {
				detail = linkInside
			}
		}
	}
	w.gap(file, shown, &Gap{Reason: Symlink, Detail: detail})
}

func match(globs []string, rel string) bool {
	for _, g := range globs {
		if ok, _ := doublestar.Match(g, rel); ok {
			return true
		}
		if !strings.Contains(g, "/") { // a bare name matches at any depth
			if ok, _ := doublestar.Match(g, path.Base(rel)); ok {
				return true
			}
		}
	}
	return false
}

// Open opens a planned input read-only and peeks at its head.
func Open(p Planned) (*File, io.Closer, error) {
	f := &File{Path: p.Path, Name: p.Name, Size: p.Size, ModTime: p.ModTime}
	if p.stream != nil {
		return f, io.NopCloser(nil), Peek(f, p.stream)
	}
	file, err := os.Open(p.file)
	if err != nil {
		return nil, nil, err
	}
	if err := Peek(f, file); err != nil {
		file.Close()
		return nil, nil, err
	}
	f.At = file
	f.Sibling = func(name string) (io.ReadCloser, error) { return os.Open(filepath.Join(filepath.Dir(p.file), name)) }
	return f, file, nil
}

// CheckUnchanged tells whether the file is still what was planned; nil if so.
func CheckUnchanged(p Planned) *Gap {
	if p.file == "" {
		return nil
	}
	info, err := os.Stat(p.file)
	if err != nil {
		return &Gap{Reason: Changed, Detail: "vanished during the scan"}
	}
	if info.Size() != p.Size || !info.ModTime().Equal(p.ModTime) {
		return &Gap{Reason: Changed, Detail: "size or time changed during the scan"}
	}
	return nil
}
