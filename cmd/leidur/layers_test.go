package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLayers keeps the import arrows of docs/architecture.md. Test files are free.
func TestLayers(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}: {{join .Imports " "}}|{{join .Deps " "}}`, "leidur/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	// What a package may import of this module; the longest prefix counts.
	allowed := map[string][]string{
		"leidur/source":         {},
		"leidur/source/":        {"leidur/source"},
		"leidur/source/pgdump":  {"leidur/source", "leidur/source/sqldump"}, // archives are made into dumps
		"leidur/source/formats": {"leidur/source", "leidur/source/"},
		"leidur/detectors":      {},
		"leidur/rules":          {"leidur/detectors", "leidur/rules/pattern"},
		"leidur/rules/pattern":  {},
		"leidur/scanner":        {"leidur/source", "leidur/detectors"},
		"leidur/accuracy":       {"leidur/scanner", "leidur/source", "leidur/detectors", "leidur/rules"},
		"leidur/subject":        {"leidur/scanner", "leidur/source", "leidur/detectors", "leidur/rules"},
		"leidur/report":         {"leidur/scanner", "leidur/source", "leidur/detectors"},
		"leidur/cmd/":           {"leidur/"},
		"leidur/bench":          {"leidur/"},
		"leidur/bench/":         {"leidur/"},
	}
	heavy := []string{"excelize", "cobra", "go-toml", "progressbar", "klauspost", "regexp2"}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		pkg, rest, _ := strings.Cut(line, ": ")
		imports, deps, _ := strings.Cut(rest, "|")
		best := ""
		for prefix := range allowed {
			if (pkg == prefix || strings.HasSuffix(prefix, "/") && strings.HasPrefix(pkg, prefix)) && len(prefix) > len(best) {
				best = prefix
			}
		}
		if best == "" {
			t.Errorf("package %s has no place in the architecture", pkg)
			continue
		}
		seen++
		for _, imp := range strings.Fields(imports) {
			if !strings.HasPrefix(imp, "leidur") {
				continue
			}
			ok := false
			for _, a := range allowed[best] {
				ok = ok || imp == a || strings.HasSuffix(a, "/") && strings.HasPrefix(imp, a)
			}
			if !ok {
				t.Errorf("%s must not import %s", pkg, imp)
			}
		}
		if pkg == "leidur/scanner" || pkg == "leidur/detectors" || pkg == "leidur/source" {
			for _, d := range strings.Fields(deps) {
				for _, h := range heavy {
					if strings.Contains(d, h) {
						t.Errorf("%s links %s", pkg, d)
					}
				}
			}
		}
	}
	if seen < 10 {
		t.Fatalf("only %d packages seen", seen)
	}
}

// TestGoroutinesInScannerOnly finds go statements, errgroups and init functions
// where they must not be.
func TestGoroutinesInScannerOnly(t *testing.T) {
	root := filepath.Join("..", "..")
	files := 0
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && (e.Name() == ".git" || e.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		files++
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		inScanner := strings.HasPrefix(filepath.ToSlash(path), "../../scanner/")
		ast.Inspect(f, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.GoStmt:
				if !inScanner {
					t.Errorf("%s: a goroutine outside scanner", path)
				}
			case *ast.ImportSpec:
				if strings.Contains(x.Path.Value, "errgroup") && !inScanner {
					t.Errorf("%s: errgroup outside scanner", path)
				}
			case *ast.FuncDecl:
				if x.Name.Name == "init" && x.Recv == nil {
					t.Errorf("%s: an init function", path)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 40 {
		t.Fatalf("only %d files seen", files)
	}
}
