#!/usr/bin/env bash
# What a hundred lab formats cost the whole program.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: tests/bench/formats.sh [--program FILE] [--samples DIR] [--rounds N]

Makes 100 lab formats (those that are in force, and copies with other phrases) and measures with them and with --formats none, in turn:
  1. start-up: one page with hardly anything on it
  2. a digital page that no lab format knows
  3. a digital page that one of them knows: it is read twice
  4. all digital samples of one page, in one run

Prints the least time of the rounds and the ratio. Exit code 1 when 1, 2 or 4 grows by more than 20 % in processor time: on a machine
with other work the time start to end says little.

  --program FILE  the program (build/labintake)
  --samples DIR   folder of samples (samples/)
  --rounds N      repetitions of each measurement (40)
  --help          this text
EOF
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
program=$root/build/labintake
samples=$root/samples
rounds=40
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --program | --samples | --rounds)
      if (($# < 2)); then echo "formats.sh: $1 needs a value (see --help)" >&2; exit 1; fi
      case "$1" in
        --program) program=$2 ;;
        --samples) samples=$2 ;;
        --rounds) rounds=$2 ;;
      esac
      shift
      ;;
    *) echo "formats.sh: unknown argument '$1' (see --help)" >&2; exit 1 ;;
  esac
  shift
done
if ! [[ "$rounds" =~ ^[1-9][0-9]*$ ]]; then echo "formats.sh: '$rounds' is no count" >&2; exit 1; fi
if [[ ! -x "$program" ]]; then echo "formats.sh: $program is not built; run scripts/run.sh or name it with --program" >&2; exit 1; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/bench.py" <<'EOF'
import json, pathlib, resource, subprocess, sys, time

program, samples, rounds, work = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3]), pathlib.Path(sys.argv[4])
folder = work / "formats"
folder.mkdir()
shipped = json.loads(subprocess.run([program, "formats", "list", "--format", "json"], check=True, capture_output=True).stdout)
ids = [d["id"] for d in shipped if d["version"] is None]
if not ids:
    sys.exit("formats.sh: there are no lab formats to copy")
# JSON is YAML.
bodies = [json.loads(subprocess.run([program, "formats", "show", i, "--format", "json"], check=True, capture_output=True).stdout) for i in ids]
for n in range(100):
    body = json.loads(json.dumps(bodies[n % len(bodies)]))
    if n >= len(bodies):
        body["id"] += f"-copy-{n}"
        for key in ("must", "one_of"):
            marks = body["fingerprint"][key]
            for k, mark in enumerate(marks):
                if isinstance(mark, str):
                    marks[k] = f"{mark} copy {n}"
                else:
                    part = "text" if "text" in mark else "regex"
                    mark[part] += f" copy {n}"
    (folder / f"{body['id']}.yaml").write_text(json.dumps(body, indent=1))


def pdf(lines):
    content = "BT /F 10 Tf 14 TL 72 720 Td " + " ".join(f"({l}) Tj T*" for l in lines) + " ET"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
               f"<</Length {len(content)}>>stream\n{content}\nendstream"]
    out, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{text}endobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"


(work / "little.pdf").write_text(pdf(["Sodium  140  mmol/L"]))


def run(formats, files):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([program, "process", "--quiet", "--format", "json", "--jobs", "1", "--formats", formats, *files],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pages(path):
    found = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
    return next((int(l.split()[1]) for l in found.splitlines() if l.startswith("Pages:")), 0)


truths = {p.parent: json.loads(p.read_text()) for p in sorted(samples.glob("*/expected.json"))}
digital = [d for d, t in truths.items() if t.get("kind") == "digital" and pages(d / "report.pdf") == 1]
known = [d for d in digital if truths[d].get("format") in ids]
unknown = [d for d in digital if not truths[d].get("format")]
cases = [("start-up", [work / "little.pdf"], True), ("unknown page", [unknown[0] / "report.pdf"], True)]
if known:
    cases.append(("known page", [known[0] / "report.pdf"], False))
cases.append((f"{len(unknown)} unknown pages", [d / "report.pdf" for d in unknown], True))
run(str(folder), [str(work / "little.pdf")])  # writes the compiled form
grew = False
print(f"{len(ids)} lab formats and {100 - len(ids)} copies; least of {rounds} rounds; time start to end, and of the processor")
for name, files, counts in cases:
    files = [str(f) for f in files]
    best = {"none": [9e9, 9e9], str(folder): [9e9, 9e9]}
    # One after the other, so that both meet the same load.
    for _ in range(rounds if len(files) == 1 else max(1, rounds // 8)):
        for formats, least in best.items():
            for k, seconds in enumerate(run(formats, files)):
                least[k] = min(least[k], seconds)
    (without, cpu_without), (with_100, cpu_with) = best["none"], best[str(folder)]
    print(f"{name:18} without {without * 1000:7.1f} ms  with {with_100 * 1000:7.1f} ms  ratio {with_100 / without:.2f}    "
          f"processor {cpu_without * 1000:7.1f} ms {cpu_with * 1000:7.1f} ms  ratio {cpu_with / cpu_without:.2f}")
    grew = grew or (counts and cpu_with > 1.2 * cpu_without)
if grew:
    print("GROWS by more than 20 %")
sys.exit(1 if grew else 0)
EOF
python3 "$work/bench.py" "$program" "$samples" "$rounds" "$work"
