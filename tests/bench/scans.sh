#!/usr/bin/env bash
# Processor time, exactness of numbers, use of cores and memory on scanned reports, beside ocrmypdf on the same files.
set -euo pipefail

usage() {
  cat <<'EOT'
Usage: tests/bench/scans.sh [--program FILE] [--only PARTS] [--sample NAME]... [--steps] [--letter FILE] [FOLDER...]

Measures, on each FOLDER of scanned samples (SAMPLE/report.pdf with SAMPLE/expected.json; build/scans/scan200 and
build/scans/scan300, which scripts/make_scans.py makes when they are missing):
  a. processor time (user and system, children too) of 'labintake process --jobs 2' and of 'ocrmypdf --skip-text --jobs 2
     --output-type pdf --sidecar' file by file, and the ratio. ocrmypdf is told the languages (-l) of each sample's expected.json
  b. printed decimals of expected.json, in value and range of rows, that are found exactly: in the program's rows, and in
     ocrmypdf's text. Each printed decimal can be found once for each time it is printed
  c. start-to-end time with --jobs 1 and with --jobs 2
  d. peak memory of the largest process, over FOLDER's files and for one Letter page at 300 dpi (the sample organic-acids)
  e. with --steps: for each step of recognition left out in turn (--ocr-without), the rows that are exact, accepted, wrong and
     invented (scripts/score_samples.py), and processor time

Each figure is that of one run. Run it on a machine with nothing else to do: on a busy one ocrmypdf was seen to need up to four times its
processor time, and c means nothing.

  --program FILE  the program (build/labintake)
  --only PARTS    of a to d these only, for example ab (abcd); "none" with --steps: the steps alone
  --sample NAME   this sample only; may be given more than once (all)
  --steps         also e
  --letter FILE   the Letter page of d, a PDF
  --help          this text

Needs ocrmypdf for a and b, which nothing else does: apt-get install ocrmypdf, or scripts/install.sh --bench.
EOT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$root/build/labintake
parts=abcd
letter=
steps=0
samples=()
folders=()
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --steps) steps=1 ;;
    --program | --only | --sample | --letter)
      if (($# < 2)); then echo "scans.sh: $1 needs a value (see --help)" >&2; exit 1; fi
      case "$1" in
        --program) program=$2 ;;
        --only) parts=$2 ;;
        --sample) samples+=("$2") ;;
        --letter) letter=$2 ;;
      esac
      shift
      ;;
    -*) echo "scans.sh: unknown argument '$1' (see --help)" >&2; exit 1 ;;
    *) folders+=("$1") ;;
  esac
  shift
done
if [[ "$parts" == none ]]; then parts=; elif ! [[ "$parts" =~ ^[abcd]+$ ]]; then echo "scans.sh: '$parts' are no parts (see --help)" >&2; exit 1; fi
tools=(python3 pdfinfo /usr/bin/time)
if [[ "$parts" == *[ab]* ]]; then tools+=(ocrmypdf); fi
for tool in "${tools[@]}"; do
  if ! command -v "$tool" > /dev/null; then echo "scans.sh: $tool is missing; run scripts/install.sh --bench" >&2; exit 1; fi
done
if [[ ! -x "$program" ]]; then echo "scans.sh: $program is not built; run scripts/run.sh or name it with --program" >&2; exit 1; fi

# made PROFILE: its folder, made when it is missing.
made() {
  local folder=$root/build/scans/$1
  if [[ ! -d "$folder" ]]; then python3 "$root/scripts/make_scans.py" --profile "$1" --out "$root/build/scans" > /dev/null; fi
  echo "$folder"
}
if ((${#folders[@]} == 0)); then folders=("$(made scan200)" "$(made scan300)"); fi
for folder in "${folders[@]}"; do
  if [[ ! -d "$folder" ]]; then echo "scans.sh: $folder is no folder" >&2; exit 1; fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Tesseract's name of each language of expected.json.
cat > "$work/languages.py" <<'EOT'
import json, sys
NAMES = dict(en="eng", de="deu", fr="fra", es="spa", it="ita", pt="por", nl="nld", pl="pol", tr="tur")
print(NAMES.get(json.load(open(sys.argv[1])).get("language", "en"), "eng"))
EOT

cat > "$work/theirs.sh" <<'EOT'
# OUT LANGUAGE FILE...: pairs of language and file.
out=$1
shift
n=0
while (($#)); do
  ocrmypdf --quiet --skip-text --jobs 2 --output-type pdf --sidecar "$out/$n.txt" -l "$1" "$2" "$out/$n.pdf" || echo "$2" >> "$out/failed"
  shift 2
  n=$((n + 1))
done
EOT

cat > "$work/decimals.py" <<'EOT'
# Printed decimals of expected.json and which of them each side has. Arguments: our JSON, folder of their texts, expected.json...
import collections, hashlib, json, pathlib, re, sys
DECIMAL = re.compile(r"(?<![\d.,])\d+[.,]\d+(?![\d.,]*\d)")
def decimals(texts):
    return collections.Counter(d for t in texts for d in DECIMAL.findall(t or ""))
def text(row, field):
    node = row.get(field)
    return (node.get("text") or "") if isinstance(node, dict) else ""
reports = json.load(open(sys.argv[1]))
ours = collections.defaultdict(list)
for report in reports if isinstance(reports, list) else [reports]:
    ours[report["document"]["sha256"]] += report.get("results") or []
total = our = their = accepted = 0
for n, path in enumerate(sys.argv[3:]):
    path = pathlib.Path(path)
    truth = decimals(e.get(f) for e in json.loads(path.read_text())["results"] for f in ("value", "range"))
    rows = ours[hashlib.sha256((path.parent / "report.pdf").read_bytes()).hexdigest()]
    of = lambda rows: decimals(text(r, f) for r in rows for f in ("value", "range"))
    sidecar = pathlib.Path(sys.argv[2]) / f"{n}.txt"
    theirs = decimals([sidecar.read_text(errors="replace")] if sidecar.exists() else [])
    total += sum(truth.values())
    our += sum((truth & of(rows)).values())
    accepted += sum((truth & of([r for r in rows if r.get("status") == "accepted"])).values())
    their += sum((truth & theirs).values())
share = lambda n: f"{n} ({100 * n / total:.1f} %)" if total else "-"
print(f"printed decimals  {total}   labintake's rows {share(our)}, accepted rows {share(accepted)}   ocrmypdf's text {share(their)}")
EOT

# measured FILE: seconds of user and system time together, seconds from start to end, MiB of the largest process.
measured() { python3 -c 'import sys; u, s, e, m = map(float, open(sys.argv[1]).read().split()); print(f"{u + s:.1f} {e:.1f} {m / 1024:.0f}")' "$1"; }
# timed COMMAND...: sets cpu, wall and peak.
timed() {
  # A failing file must not end the measurement.
  /usr/bin/time -q -o "$work/time" -f '%U %S %e %M' "$@" > "$work/out" 2> "$work/err" || true
  read -r cpu wall peak < <(measured "$work/time")
}
ratio() { python3 -c 'import sys; a, b = map(float, sys.argv[1:]); print(f"{a / b:.2f}" if b else "-")' "$1" "$2"; }

measure_folder() {
  local folder=$1 files=() truths=() pairs=() sample
  for truth in "$folder"/*/expected.json; do
    sample=$(basename "$(dirname "$truth")")
    if ((${#samples[@]})) && ! [[ " ${samples[*]} " == *" $sample "* ]]; then continue; fi
    if [[ ! -f "$folder/$sample/report.pdf" ]]; then continue; fi
    files+=("$folder/$sample/report.pdf")
    truths+=("$truth")
    pairs+=("$(python3 "$work/languages.py" "$truth")" "$folder/$sample/report.pdf")
  done
  if ((${#files[@]} == 0)); then echo "scans.sh: no such samples in $folder" >&2; exit 1; fi
  local pages
  pages=$(for file in "${files[@]}"; do pdfinfo "$file" | sed -n 's/^Pages: *//p'; done | python3 -c 'import sys; print(sum(map(int, sys.stdin)))')
  echo "$(basename "$folder"): ${#files[@]} files, $pages pages, one run; load $(cut -d' ' -f1 /proc/loadavg) on $(nproc) cores"

  local our_cpu our_wall our_peak
  if [[ -n "$parts" ]]; then
    timed "$program" process "${files[@]}" --jobs 2 --format json --quiet
    our_cpu=$cpu our_wall=$wall our_peak=$peak
    cp "$work/out" "$work/ours.json"
  fi
  if [[ "$parts" == *[ab]* ]]; then
    rm -rf "$work/theirs"
    mkdir "$work/theirs"
    timed bash "$work/theirs.sh" "$work/theirs" "${pairs[@]}"
    if [[ -s "$work/theirs/failed" ]]; then echo "scans.sh: ocrmypdf failed on $(wc -l < "$work/theirs/failed") files" >&2; fi
    if [[ "$parts" == *a* ]]; then echo "processor time    labintake $our_cpu s   ocrmypdf $cpu s   ratio $(ratio "$our_cpu" "$cpu")   (start to end $our_wall s and $wall s)"; fi
    if [[ "$parts" == *b* ]]; then python3 "$work/decimals.py" "$work/ours.json" "$work/theirs" "${truths[@]}"; fi
  fi
  if [[ "$parts" == *c* ]]; then
    timed "$program" process "${files[@]}" --jobs 1 --format json --quiet
    echo "start to end      --jobs 1 $wall s   --jobs 2 $our_wall s   ratio $(ratio "$wall" "$our_wall")"
  fi
  if [[ "$parts" == *d* ]]; then echo "peak memory       $our_peak MiB over these files (largest process)"; fi
  if ((steps)); then measure_steps "$folder"; fi
}

measure_steps() {
  local folder=$1 step without names
  names=$(for file in "${files[@]}"; do basename "$(dirname "$file")"; done)
  printf '%-16s%8s%10s%8s%10s%10s\n' 'left out' exact accepted wrong invented 'cpu s'
  for step in '' even-light straighten rules ground scale second ink third language; do
    without=
    if [[ -n "$step" ]]; then without="--ocr-without $step"; fi
    # shellcheck disable=SC2086  # names of samples have no spaces
    timed python3 "$root/scripts/score_samples.py" $names --samples "$folder" --json "$work/score.json" \
      --cmd "'$program' process --quiet --format json --jobs 2 $without {file}"
    python3 -c 'import json, sys; t = json.load(open(sys.argv[1]))["total"]; print(f"{sys.argv[2]:16}" + "".join(f"{t.get(k, 0):{w}}" for k, w in (("exact", 8), ("accepted", 10), ("wrong", 8), ("invented", 10))) + f"{sys.argv[3]:>10}")' \
      "$work/score.json" "${step:-none}" "$cpu"
    rm -f "$work/score.json"
  done
}

for folder in "${folders[@]}"; do measure_folder "$folder"; done
if [[ "$parts" == *d* ]]; then
  if [[ -z "$letter" ]]; then 
    python3 "$root/scripts/make_scans.py" --profile scan300 --sample organic-acids --out "$work/letter" > /dev/null
    letter=$work/letter/scan300/organic-acids/report.pdf
  fi
  timed "$program" process "$letter" --jobs 1 --format json --quiet
  echo "peak memory       $peak MiB for $(pdfinfo "$letter" | sed -n 's/^Page size: *//p'), at 300 dpi (largest process)"
fi
