package markup

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"leidur/source"
)

// pageReader sweeps the text of a page: a record is the text between two block
// tags or line ends.
type pageReader struct {
	out   *source.Out
	l     *lexer
	aside asides
	rows  *source.Rows
	begun bool
	sub   string // "script" or "style": the text at hand is no text of the page
}

// inline are the tags that part no words.
var inline = map[string]bool{"a": true, "abbr": true, "b": true, "bdi": true, "bdo": true, "big": true, "cite": true, "code": true, "data": true, "del": true, "dfn": true,
	"em": true, "font": true, "i": true, "ins": true, "kbd": true, "mark": true, "nobr": true, "q": true, "s": true, "samp": true, "small": true, "span": true,
	"strike": true, "strong": true, "sub": true, "sup": true, "time": true, "tt": true, "u": true, "var": true, "wbr": true, "img": true, "o:p": true}

// layout are the attributes that only say how the page looks.
var layout = map[string]bool{"style": true, "class": true, "id": true, "width": true, "height": true, "type": true, "rel": true, "lang": true, "charset": true,
	"align": true, "valign": true, "color": true, "bgcolor": true, "border": true, "cellpadding": true, "cellspacing": true, "colspan": true, "rowspan": true,
	"size": true, "face": true, "method": true, "target": true, "tabindex": true, "role": true}

func readHTML(ctx context.Context, f *source.File, out *source.Out) error {
	p := &pageReader{out: out, l: open(f, out, true), aside: asides{out: out, style: source.LinePlace}}
	p.rows = source.NewRows(out, &source.Table{Style: source.LinePlace}, source.KindText)
	err := p.run(ctx)
	if e := p.end(); err == nil {
		err = e
	}
	if e := p.rows.Flush(); err == nil {
		err = e
	}
	if e := p.aside.flush(); err == nil {
		err = e
	}
	if err == nil {
		err = ended(p.l, false, "")
	}
	return err
}

func (p *pageReader) run(ctx context.Context) error {
	l := p.l
	for {
		tok := l.next()
		if err := ctx.Err(); err != nil {
			return err
		}
		var err error
		switch tok {
		case tokEnd:
			return nil
		case tokText:
			err = p.text(l.text, l.first)
		case tokOpen:
			err = p.open()
		case tokClose:
			p.sub = ""
			if !inline[l.name] {
				err = p.end()
			}
		case tokComment, tokInstruction, tokDoctype:
			sub, kind := "comment", source.KindComment
			if tok != tokComment {
				sub, kind = "instruction", source.KindMetadata
			}
			err = p.section(sub, kind)
		}
		if err != nil {
			return err
		}
	}
}

func (p *pageReader) section(sub string, kind source.PlaceKind) error {
	line, more := p.l.first, true
	for more {
		if err := p.lines(p.l.text, line, func(line int64, text []byte) error { return p.aside.put(sub, kind, line, nil, text) }); err != nil {
			return err
		}
		if more = p.l.more; more {
			p.l.next()
			line = p.l.first
		}
	}
	return nil
}

// lines calls f for each line of text.
func (p *pageReader) lines(text []byte, line int64, f func(int64, []byte) error) error {
	for len(text) > 0 {
		part, rest, _ := bytes.Cut(text, []byte{'\n'})
		if err := f(line, bytes.TrimSuffix(part, []byte{'\r'})); err != nil {
			return err
		}
		text = rest
		line++
	}
	return nil
}

func (p *pageReader) open() error {
	l := p.l
	if !inline[l.name] {
		if err := p.end(); err != nil {
			return err
		}
	}
	if p.sub = ""; l.name == "script" || l.name == "style" {
		p.sub = l.name
	}
	for _, a := range l.attrs {
		if layout[a.name] || strings.TrimSpace(a.value) == "" {
			continue
		}
		value := a.value
		if a.name == "href" || a.name == "src" || a.name == "action" {
			if u, err := url.PathUnescape(value); err == nil {
				value = u
			}
		}
		if err := p.aside.put("attr:"+source.EscapePath(a.name), source.KindMetadata, l.first, nil, []byte(value)); err != nil {
			return err
		}
	}
	return nil
}

// text adds to the line at hand. A piece that entities were decoded in still
// has the line ends of the file.
func (p *pageReader) text(text []byte, line int64) error {
	if p.sub != "" {
		return p.lines(text, line, func(line int64, text []byte) error { return p.aside.put(p.sub, source.KindText, line, nil, text) })
	}
	for {
		part, rest, more := bytes.Cut(text, []byte{'\n'})
		if !p.begun {
			part = bytes.TrimLeft(part, " \t\r")
		}
		if len(part) > 0 {
			if !p.begun {
				p.begun = true
				p.rows.Begin(line, line)
				p.rows.Cell(0)
			}
			p.rows.Append(part)
		}
		if !more {
			return nil
		}
		if err := p.end(); err != nil {
			return err
		}
		text = rest
		line++
	}
}

func (p *pageReader) end() error {
	if !p.begun {
		return nil
	}
	p.begun = false
	return p.rows.End()
}
