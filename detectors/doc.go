// Package detectors says what personal data looks like: one file per detector.
//
// A Detector is a documented value. The sweep of package scanner stops at a
// detector's anchors and calls its Check there; Check verifies around the anchor
// and reports a byte range with its evidence. No detector scores alone: context
// words, headers, columns and overlaps are weighed in scanner, in one place.
//
// docs/adding-a-detector.md walks through a real one.
package detectors
