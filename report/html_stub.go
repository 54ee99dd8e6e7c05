package report

import (
	"io"

	"leidur/scanner"
)

func NewHTML(w io.Writer, m *Meta) scanner.Sink { return NewText(w, m) }
