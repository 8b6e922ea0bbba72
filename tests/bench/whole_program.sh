#!/usr/bin/env bash
# Processor time, start-to-end time and memory of the whole program, beside pdftotext on the same files.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: tests/bench/whole_program.sh [--program FILE] [--samples DIR] [--rounds N] [--copies N]

Measures, on the PDFs with a text layer below DIR (samples/):
  1. processor time of 'labintake process FILE... --format json' against 'pdftotext -bbox' file by file, and the ratio
  2. start-to-end time of one page, both programs
  3. peak memory over a batch of N copies of the samples and of twice as many: flat or growing

The least of the rounds counts. Run it on a machine with nothing else to do.

  --program FILE  the program (build/labintake)
  --samples DIR   folder with PDF files (samples/)
  --rounds N      repetitions of each measurement (5)
  --copies N      copies of the samples in the smaller batch (10)
  --help          this text
EOF
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$root/build/labintake
samples=$root/samples
rounds=5
copies=10
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --program | --samples | --rounds | --copies)
      if (($# < 2)); then echo "whole_program.sh: $1 needs a value (see --help)" >&2; exit 1; fi
      case "$1" in
        --program) program=$2 ;;
        --samples) samples=$2 ;;
        --rounds) rounds=$2 ;;
        --copies) copies=$2 ;;
      esac
      shift
      ;;
    *) echo "whole_program.sh: unknown argument '$1' (see --help)" >&2; exit 1 ;;
  esac
  shift
done
for number in "$rounds" "$copies"; do
  if ! [[ "$number" =~ ^[1-9][0-9]*$ ]]; then echo "whole_program.sh: '$number' is no count" >&2; exit 1; fi
done
for tool in pdftotext python3 /usr/bin/time; do
  if ! command -v "$tool" > /dev/null; then echo "whole_program.sh: $tool is missing; run scripts/install.sh" >&2; exit 1; fi
done
if [[ ! -x "$program" ]]; then echo "whole_program.sh: $program is not built; run scripts/run.sh or name it with --program" >&2; exit 1; fi
# Scans stay out: recognising a picture is another kind of work, and pdftotext does none of it.
files=()
while IFS= read -r -d '' file; do
  if ! grep -qs '"kind": "scan"' "$(dirname "$file")/expected.json"; then files+=("$file"); fi
done < <(find "$samples" -name '*.pdf' -print0 | sort -z)
if ((${#files[@]} == 0)); then echo "whole_program.sh: no PDF below $samples" >&2; exit 1; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure FORMAT COMMAND...: the least value of FORMAT over the rounds. %e seconds start to end, %U+%S processor seconds.
measure() {
  local format=$1
  shift
  for ((i = 0; i < rounds; i++)); do
    # The program ends with 0, or with 3 where it is asked to; a failing file must not end the measurement.
    /usr/bin/time -q -o "$work/time" -f "$format" "$@" > /dev/null 2>&1 || true
    cat "$work/time"
  done | python3 -c 'import sys; print(min(sum(map(float, l.split("+"))) for l in sys.stdin))'
}

cat > "$work/each.sh" <<'EOF'
for file in "$@"; do pdftotext -bbox "$file" /dev/null; done
EOF

ratio() { python3 -c 'import sys; a, b = map(float, sys.argv[1:]); print(f"{a / b:.2f}" if b else "-")' "$1" "$2"; }

pages=$(for file in "${files[@]}"; do pdfinfo "$file" | sed -n 's/^Pages: *//p'; done | python3 -c 'import sys; print(sum(map(int, sys.stdin)))')
echo "${#files[@]} files, $pages pages, least of $rounds rounds"

ours=$(measure '%U+%S' "$program" process "${files[@]}" --format json --quiet)
theirs=$(measure '%U+%S' bash "$work/each.sh" "${files[@]}")
echo "processor time    labintake $ours s   pdftotext -bbox $theirs s   ratio $(ratio "$ours" "$theirs")"

one=${files[0]}
for file in "${files[@]}"; do
  if [[ "$(pdfinfo "$file" | sed -n 's/^Pages: *//p')" == 1 ]]; then one=$file; break; fi
done
# /usr/bin/time counts hundredths; Python measures what is shorter.
cat > "$work/wall.py" <<'EOF'
import subprocess, sys, time
best = 9e9
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    best = min(best, time.perf_counter() - start)
print(f"{best * 1000:.1f}")
EOF
ours=$(python3 "$work/wall.py" "$((rounds * 4))" "$program" process "$one" --format json --quiet)
theirs=$(python3 "$work/wall.py" "$((rounds * 4))" pdftotext -bbox "$one" /dev/null)
echo "one page          labintake $ours ms   pdftotext -bbox $theirs ms   ratio $(ratio "$ours" "$theirs")"

# Peak resident memory of the whole family of processes: the largest of them counts.
peak() {
  local n=$1 dir=$work/batch
  mkdir "$dir"
  for ((i = 0; i < n; i++)); do
    for ((k = 0; k < ${#files[@]}; k++)); do cp "${files[k]}" "$dir/$i-$k.pdf"; done
  done
  /usr/bin/time -q -o "$work/time" -f '%M' "$program" process "$dir" --format jsonl --quiet > /dev/null 2>&1 || true
  rm -rf "$dir"
  python3 -c 'import sys; print(f"{int(open(sys.argv[1]).read()) / 1024:.1f}")' "$work/time"
}
small=$(peak "$copies")
large=$(peak "$((copies * 2))")
growth=$(python3 -c 'import sys; a, b = map(float, sys.argv[1:]); print("flat" if b <= a * 1.1 + 4 else "GROWING")' "$small" "$large")
echo "peak memory       $((copies * ${#files[@]})) files $small MiB   $((2 * copies * ${#files[@]})) files $large MiB   $growth (largest process)"
