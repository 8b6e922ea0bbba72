#!/usr/bin/env bash
# From a fresh checkout to rows: installs what is missing, builds, and reads the sample reports.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/run.sh [ARGUMENT...]

Installs the packages that are missing, builds the program (build/labintake) and runs it:
without arguments 'labintake process samples/', otherwise 'labintake ARGUMENT...'.

  --help   this text ('scripts/run.sh process --help' shows that of the program)
EOF
}

if [[ "${1:-}" == -h || "${1:-}" == --help ]]; then usage; exit 0; fi
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/scripts/install.sh" >&2
# Messages of the build go to stderr: stdout is for the results.
(cd "$root" && cmake --preset release > /dev/null && cmake --build --preset release --target labintake) >&2
if (($# == 0)); then set -- process "$root/samples/"; fi
exec "$root/build/labintake" "$@"
