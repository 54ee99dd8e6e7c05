//go:build unix

package xlsx

import (
	"bytes"
	"context"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"leidur/source"
)

// benchBook makes rows of 8 cells, 5 of them shared strings, as exports have.
func benchBook(b *testing.B, rows int) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for r := 1; r <= rows; r++ {
		row := []any{r, fmt.Sprint("Mari Maasikas ", r), fmt.Sprint("mari", r, "@example.com"), 37605030299 + int64(r),
			fmt.Sprint("Pikk tn ", r, ", Tallinn"), 5550000 + r, fmt.Sprint("arve ", r*7), fmt.Sprint("märkus nr ", r)}
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", r), &row); err != nil {
			b.Fatal(err)
		}
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		b.Fatal(err)
	}
	return buf.Bytes()
}

// cpu is the CPU time that the process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkRows compares the CPU time of a whole workbook, every part of it
// swept, with that of excelize's rows.
func BenchmarkRows(b *testing.B) {
	data := benchBook(b, 20_000)
	b.Run("leidur", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		start := cpu()
		block := &source.Block{}
		for b.Loop() {
			in := &source.Input{}
			f := &source.File{Size: int64(len(data)), At: bytes.NewReader(data), Head: data[:source.HeadSize]}
			out := &source.Out{Input: in, BlockSize: 256 << 10, Limits: source.DefaultLimits(),
				NewBlock: func() *source.Block { block.Reset(); return block }, Emit: func(*source.Block) error { return nil }}
			if err := source.Read(context.Background(), []*source.Format{Format}, f, out); err != nil || in.Status != source.Scanned || in.Cells != 160_000 {
				b.Fatal(err, in.Status, in.Detail, in.Cells)
			}
		}
		b.ReportMetric((cpu()-start).Seconds()*1e3/float64(b.N), "cpu-ms/op")
	})
	b.Run("excelize", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		start := cpu()
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(data))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			cells := 0
			for rows.Next() {
				cols, err := rows.Columns(excelize.Options{RawCellValue: true})
				if err != nil {
					b.Fatal(err)
				}
				cells += len(cols)
			}
			if cells != 160_000 {
				b.Fatal(cells)
			}
			if err := rows.Close(); err != nil {
				b.Fatal(err)
			}
			f.Close()
		}
		b.ReportMetric((cpu()-start).Seconds()*1e3/float64(b.N), "cpu-ms/op")
	})
}
