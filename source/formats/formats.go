// Package formats lists the formats. It is imported by cmd and by tests only,
// so that a library user of source and scanner does not link their readers.
package formats

import (
	"leidur/source"
	"leidur/source/archive"
	"leidur/source/jsondoc"
	"leidur/source/markup"
	"leidur/source/pgdump"
	"leidur/source/sqldump"
	"leidur/source/xlsx"
)

// All lists the formats in the order of certainty: magic numbers first, plain
// text last. Adding a format is one sub-package and one line here
// (docs/adding-a-format.md).
var All = []*source.Format{
	source.Own,
	xlsx.Encrypted,
	xlsx.OLE,
	xlsx.Format, xlsx.Binary,
	pgdump.Format,
	source.Refused,
	archive.Zip,
	archive.Gzip,
	archive.Bzip2,
	archive.Xz,
	archive.Zstd,
	archive.Tar,
	jsondoc.Lines,
	jsondoc.JSON,
	sqldump.Format,
	markup.HTML,
	markup.XML,
	source.Delimited,
	source.Text,
}
