#!/usr/bin/env bash
# The UCUM engine against @lhncbc/ucum-lhc, another implementation, on generated pairs of units.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: tests/differential/ucum.sh [--build DIR] [--pairs N] [--seed N] [--show CLASS]

Makes pairs of unit codes, asks labintake's engine and @lhncbc/ucum-lhc to convert between them, and counts the answers by class.
Every difference must belong to a class that is explained in tests/differential/ucum.js; exit code 1 when one does not.

Needs node and npm, which nothing else of labintake needs. The package is fetched by npm into the build folder.

  --build DIR   the build folder (build)
  --pairs N     how many pairs (20000)
  --seed N      another seed, other pairs (1)
  --show CLASS  also print pairs of this class
  --help        this text
EOF
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$root/build
arguments=()
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --build | --pairs | --seed | --show)
      if (($# < 2)); then echo "ucum.sh: $1 needs a value (see --help)" >&2; exit 1; fi
      if [[ "$1" == --build ]]; then build=$(realpath "$2"); else arguments+=("$1" "$2"); fi
      shift
      ;;
    *) echo "ucum.sh: unknown argument '$1' (see --help)" >&2; exit 1 ;;
  esac
  shift
done

for program in node npm; do
  if ! command -v "$program" > /dev/null; then
    echo "ucum.sh: this test needs $program, which is not installed" >&2
    exit 1
  fi
done
version=$(sed 's/^ucum-lhc-//' "$root/third_party/ucum-lhc/VERSION")
modules=$build/differential
if [[ ! -d "$modules/node_modules/@lhncbc/ucum-lhc" ]]; then
  mkdir -p "$modules"
  npm install --silent --no-save --ignore-scripts --prefix "$modules" "@lhncbc/ucum-lhc@$version" > /dev/null
fi
cmake --build "$build" --target ucum_driver ucum_table > /dev/null
NODE_PATH=$modules/node_modules node "$root/tests/differential/ucum.js" --driver "$build/ucum_driver" \
  --table "$build/data/ucum.table" --units "$root/lab_formats/vocabulary/units.tsv" "${arguments[@]}"
