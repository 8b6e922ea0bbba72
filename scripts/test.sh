#!/usr/bin/env bash
# Installs what is missing, builds everything and runs all tests.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/test.sh [--preset release|dev] [CTEST ARGUMENT...]

Installs the packages that are missing, builds the program and its tests, and runs them with ctest;
the last lines are ctest's own summary. Further arguments go to ctest, for example:

  scripts/test.sh -L golden          only the samples
  scripts/test.sh --preset dev       with sanitizers, warnings are errors

  --help   this text
EOF
}

preset=release
arguments=()
while (($#)); do
  case "$1" in
    -h | --help) usage; exit 0 ;;
    --preset)
      if (($# < 2)); then echo "test.sh: --preset needs a name (see --help)" >&2; exit 1; fi
      preset=$2
      shift
      ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
install=(--browser)
if [[ "$preset" == dev ]]; then install+=(--dev); fi
scripts/install.sh "${install[@]}"
cmake --preset "$preset" > /dev/null
cmake --build --preset "$preset"
# A test that hangs is ended and counts as failed.
ctest --preset "$preset" -j "$(nproc)" --timeout 300 "${arguments[@]}"
