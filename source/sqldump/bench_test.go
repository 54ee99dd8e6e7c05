package sqldump

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"leidur/source"
)

// bench reads data with blocks that are used again, as the scanner does.
func bench(b *testing.B, data []byte) {
	block := &source.Block{}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		f := &source.File{Size: -1}
		if err := source.Peek(f, io.MultiReader(bytes.NewReader(data))); err != nil {
			b.Fatal(err)
		}
		in := &source.Input{}
		out := &source.Out{Input: in, BlockSize: 256 << 10, Limits: source.DefaultLimits(),
			NewBlock: func() *source.Block { block.Reset(); return block },
			Emit:     func(*source.Block) error { return nil }}
		if err := source.Read(context.Background(), []*source.Format{Format}, f, out); err != nil || in.Status != source.Scanned {
			b.Fatal(err, in.Status, in.Detail)
		}
	}
}

func BenchmarkCopy(b *testing.B) {
	var s strings.Builder
	s.WriteString("COPY crm.klient (id, nimi, kood, epost, tel, markus, aeg) FROM stdin;\n")
	for i := range 100_000 {
		fmt.Fprintf(&s, "%d\tMari Maasikas\t%011d\tmari.maasikas%d@example.com\t+372 5123 4567\tDiabeet, helistada pärast 17. Auto 123 ABC\t\\N\n", i, i, i)
	}
	s.WriteString("\\.\n")
	bench(b, []byte(s.String()))
}

func BenchmarkInsert(b *testing.B) {
	var s strings.Builder
	for i := range 100_000 {
		if i%1000 == 0 {
			s.WriteString("INSERT INTO `klient` VALUES ")
		}
		fmt.Fprintf(&s, "(%d,'Mari O\\'Maasikas','%011d','mari.maasikas%d@example.com','+372 5123 4567','Diabeet, helistada pärast 17. Auto 123 ABC',NULL)", i, i, i)
		if i%1000 == 999 {
			s.WriteString(";\n")
		} else {
			s.WriteString(",")
		}
	}
	bench(b, []byte(s.String()))
}

// BenchmarkStatements is pg_dump --column-inserts: one row a statement.
func BenchmarkStatements(b *testing.B) {
	var s strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&s, "INSERT INTO crm.klient (id, nimi, kood, epost, tel) VALUES (%d, 'Mari Maasikas', '%011d', 'mari.maasikas%d@example.com', '+372 5123 4567');\n", i, i, i)
	}
	bench(b, []byte(s.String()))
}

// BenchmarkText is a dump of definitions only.
func BenchmarkText(b *testing.B) {
	s := strings.Repeat("CREATE VIEW crm.v_test AS\n SELECT klient.id,\n    klient.nimi\n   FROM crm.klient\n  WHERE (klient.epost <> 'vaade@naidis.test'::text);\n-- a comment that is not short at all\n", 50_000)
	bench(b, []byte("CREATE TABLE a (b int);\n"+s))
}
