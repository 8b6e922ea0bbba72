#!/usr/bin/env bash
# Installs the Debian packages that labintake needs to be built, run and tested.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: scripts/install.sh [--browser] [--dev] [--samples] [--bench] [--check]

Installs, on Debian 12, the packages that labintake needs to be built, run and tested, and fetches the published table of
units (scripts/fetch_ucum.sh). Does nothing when all are there. Needs root, or sudo.

  --browser  also what the tests of the review pages need (chromium, Node, and by npm what tests/browser/package-lock.json names)
  --dev      also what the sanitizer and fuzz builds and the style checks need (clang, clang-tidy, clang-format)
  --samples  also what scripts/make_samples.py and scripts/make_scans.py need (chromium, fonts, pikepdf)
  --bench    also what tests/bench/scans.sh compares with (ocrmypdf)
  --check    install nothing; name the packages that are missing, exit code 1 when there are any
  --help     this text
EOF
}

build=(g++ cmake ninja-build pkg-config libpoppler-dev libpoppler-private-dev libqpdf-dev libre2-dev libsqlite3-dev libsqlitecpp-dev
       libcli11-dev nlohmann-json3-dev libvalijson-dev libfmt-dev libutf8proc-dev libsodium-dev libexpected-dev libleptonica-dev libtesseract-dev libheif-dev
       libjpeg-dev libpng-dev libtiff-dev libwebp-dev libgmp-dev libexpat1-dev libyaml-cpp-dev libseccomp-dev libboost-dev libssl-dev)
run=(poppler-data tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-spa tesseract-ocr-ita
     tesseract-ocr-por tesseract-ocr-nld tesseract-ocr-pol tesseract-ocr-tur tesseract-ocr-script-latn)
test=(libgtest-dev librapidcheck-dev libbenchmark-dev qpdf poppler-utils sqlite3 python3 python3-pil python3-numpy time)
dev=(clang-14 clang-tidy clang-format)
samples=(chromium fonts-liberation fonts-dejavu-core fontconfig poppler-utils qpdf python3 python3-pil python3-numpy python3-pikepdf)
bench=(ocrmypdf)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
packages=("${build[@]}" "${run[@]}" "${test[@]}")
# Only to fetch the table of units; any other npm will do, and none is needed once the table is there.
if ! command -v npm > /dev/null && ! "$root/scripts/fetch_ucum.sh" --check 2> /dev/null; then packages+=(npm); fi
check=0
browser=0
for argument in "$@"; do
  case "$argument" in
    --browser)
      browser=1
      packages+=(chromium)
      # Any other Node 18 or newer will do.
      command -v node > /dev/null || packages+=(nodejs)
      command -v npm > /dev/null || packages+=(npm)
      ;;
    --dev) packages+=("${dev[@]}") ;;
    --samples) packages+=("${samples[@]}") ;;
    --bench) packages+=("${bench[@]}") ;;
    --check) check=1 ;;
    -h | --help) usage; exit 0 ;;
    *) echo "install.sh: unknown argument '$argument' (see --help)" >&2; exit 1 ;;
  esac
done

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
  echo "install.sh: this is no Debian system; install the equivalents of: ${packages[*]}" >&2
  exit 1
fi

# What comes from npm, pinned by the lock file.
fetch() {
  "$root/scripts/fetch_ucum.sh"
  local modules=$root/tests/browser/node_modules/.package-lock.json
  if ((browser)) && [[ ! "$modules" -nt "$root/tests/browser/package-lock.json" ]]; then
    npm ci --prefix "$root/tests/browser" --no-audit --no-fund --loglevel=error > /dev/null
    touch "$modules"
  fi
}

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null || true)
  if [[ "$status" != installed ]]; then missing+=("$package"); fi
done
if ((check)); then
  if ((${#missing[@]} > 0)); then
    echo "install.sh: missing: ${missing[*]}" >&2
    exit 1
  fi
  exec "$root/scripts/fetch_ucum.sh" --check
fi
if ((${#missing[@]} == 0)); then
  echo "install.sh: all packages are installed"
  fetch
  exit 0
fi

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo > /dev/null; then
    echo "install.sh: run this as root, or install sudo; missing: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
echo "install.sh: installing ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fetch
echo "install.sh: done"
