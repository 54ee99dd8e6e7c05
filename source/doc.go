// Package source says what a file is: it walks folders, recognises formats by
// content, decodes, and hands out blocks of whole records with the places of
// their fields. It knows nothing of detectors.
//
// The flow, from left to right:
//
//	Walk ─► File ─► Recognise ─► Format.Read ─► Block ─► (scanner)
//	                                  └─► Out.Child for members of containers
//
// Three promises bind every reader:
//
//   - It MUST end an input in one status. An early stop is a Gap with a reason
//     and the place of the first byte that was not read, never an end of file.
//   - It MUST report what it read before the gap.
//   - It MUST NOT keep more than a window of the input in memory, except for
//     tables that a format needs (shared strings), which are bounded.
package source
