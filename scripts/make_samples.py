#!/usr/bin/env python3
"""Makes the reports with a text layer under samples/: report.pdf, expected.json and SOURCE.md of each folder.

The scans, faxes, photos and screenshots there are made from them by make_scans.py and are left alone.

Everything in them is invented. Needs chromium, poppler-utils, fonts-liberation and fonts-dejavu-core (see scripts/install.sh --samples).
The page and the expected rows are made from the same data (scripts/samples/*.py).
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "scripts"))
from samples import common  # noqa: E402

FAMILIES = {"Liberation Sans": "fonts-liberation", "Liberation Sans Narrow": "fonts-liberation", "DejaVu Sans": "fonts-dejavu-core", "DejaVu Serif": "fonts-dejavu-core"}


def need_tools():
    for program, package in (("chromium", "chromium"), ("pdftotext", "poppler-utils"), ("fc-match", "fontconfig")):
        if not shutil.which(program):
            sys.exit(f"make_samples.py: {program} is not installed (apt-get install {package})")
    for family, package in FAMILIES.items():
        found = subprocess.run(["fc-match", family, "family"], capture_output=True, text=True).stdout
        if family not in found:
            sys.exit(f"make_samples.py: the font {family} is not installed (apt-get install {package})")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("slug", nargs="*", help="make only these samples (default: all)")
    a.add_argument("--out", type=pathlib.Path, default=ROOT / "samples", help="folder to write to (default: samples/)")
    a.add_argument("--list", action="store_true", help="list the samples and end")
    o = a.parse_args()
    for module in sorted((ROOT / "scripts" / "samples").glob("*.py")):
        if module.stem not in ("__init__", "common", "rawpdf", "placed", "pixels"):
            __import__(f"samples.{module.stem}")
    if o.list:
        for slug, (_, meta) in common.SAMPLES.items():
            print(f"{slug:28} {meta['title']}")
        return
    unknown = [s for s in o.slug if s not in common.SAMPLES]
    if unknown:
        sys.exit(f"make_samples.py: no such sample: {', '.join(unknown)} (see --list)")
    need_tools()
    faults = []
    for slug, (build, meta) in common.SAMPLES.items():
        if o.slug and slug not in o.slug:
            continue
        folder = o.out / slug
        folder.mkdir(parents=True, exist_ok=True)
        s = common.Sample(slug, folder, meta)
        build(s)
        s.finish()
        faults += s.check()
        print(f"{slug:28} {len(s.results):4} rows {s.pdf.stat().st_size // 1024:5} KB")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
