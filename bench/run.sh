#!/usr/bin/env bash
# Speed and memory of `leidur scan` beside ripgrep with the combined pattern, on
# the same data in the same run. Quote the ratios, not the seconds: machines are
# noisy. BIG=1 adds a file of 2 GB.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v rg >/dev/null; then
	echo 'SKIP: ripgrep (rg) is not installed, so there is nothing to compare with'
	exit 0
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -o "$dir/leidur" ./cmd/leidur
go build -o "$dir/gen" ./bench/gen
go build -o "$dir/measure" ./bench/measure
export LEIDUR_KEY=0707070707070707070707070707070707070707070707070707070707070707

"$dir/gen" -size 200MB -seed 1 -kind csv -every 2048 >"$dir/notes.csv" 2>/dev/null
"$dir/gen" -size 200MB -seed 1 -kind csv -every 0 >"$dir/clean.csv" 2>/dev/null
echo "machine: $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2), $(nproc) cores; $(go version | cut -d' ' -f3); $(rg --version | head -1)"

runs=${RUNS:-7}
scan() { "$dir/measure" "$dir/leidur" scan --workers "$1" -f json "$2"; }
for i in $(seq "$runs"); do # in turn, so that a slow minute hits all of them
	scan 1 "$dir/notes.csv" >>"$dir/one"
	scan 2 "$dir/notes.csv" >>"$dir/two"
	scan 1 "$dir/clean.csv" >>"$dir/clean"
	"$dir/measure" rg -j1 -o -b -f bench/rg.pattern "$dir/notes.csv" >>"$dir/rg"
done
median() { sort -n <(awk -v c="$2" '{print $c}' "$dir/$1") | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a/b}'; }

echo "200 MB of notes, a finding in 2 KB, JSON, medians of $runs:"
echo "  CPU s: leidur $(median one 2), on clean text $(median clean 2), rg -j1 -o -b $(median rg 2)"
echo "  leidur : rg, CPU: $(ratio "$(median one 2)" "$(median rg 2)"); on clean text $(ratio "$(median clean 2)" "$(median rg 2)")  (goal 1.00 or less)"
echo "  second worker: $(ratio "$(median one 1)" "$(median two 1)") times  (goal 1.80 or more)"
echo "  peak memory: $(median one 3) MB with one worker, $(median two 3) MB with two  (goal 64 or less)"
if [ -n "${BIG:-}" ]; then
	"$dir/gen" -size 2GB -seed 2 -kind csv -every 2048 >"$dir/big.csv" 2>/dev/null
	for i in 1 2 3; do scan 1 "$dir/big.csv" >>"$dir/big1"; scan 2 "$dir/big.csv" >>"$dir/big2"; done
	echo "2 GB: second worker $(ratio "$(median big1 1)" "$(median big2 1)") times; peak memory $(median big1 3) and $(median big2 3) MB"
fi
echo 'allocations on text without findings:'
go test ./scanner -run '^$' -bench CleanText -benchtime 3x | grep allocs
