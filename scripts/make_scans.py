#!/usr/bin/python3
"""Makes scans, faxes, photos and screenshots of the sample reports, so that recognition can be measured.

Each report is rendered, and the picture put through what a machine or a hand does to paper. Faults are drawn from a generator that is
seeded with the names of report and profile: the same call gives the same bytes.

Profiles, each with the bounds of its faults:

  scan300         office scanner: 300 dpi grey, skew to 0.8 degrees, noise (deviation) 6-8, blur 0.6-0.8 px, JPEG 60-75; PDF
  scan200         the same coarser: 200 dpi, skew to 1.2, noise 8-10, JPEG 40-60; PDF
  scan150         scan to e-mail: 150 dpi, skew to 1, noise 6-8, JPEG 40-60; PDF
  bad200          worn copy on a dirty scanner: 200 dpi, skew to 2, noise 14-16, faint, unevenly lit, specks, JPEG 40; PDF
  fax             fine fax: 1 bit, 204 x 196 dpi, skew to 1, broken strokes, specks, the sender's line over the page; Group 4 TIFF
  fax-low         standard fax: the same with 204 x 98 dpi
  photo           page on a table: perspective (corners moved up to 4 %), curl, shadow, slight motion; 2400 x 3200, JPEG 80, no dpi
  photo-sideways  the same turned by 90 degrees, and nothing says so
  photo-exif      the same turned by 90 degrees with an EXIF orientation (6 or 8)
  screen          screenshot of a page at 100 %: 96 dpi, anti-aliased; PNG
  screen-dark     the same light on dark
  mixed           the upper 40 % of each page stays text, the rest becomes a picture; PDF
  hidden-ocr      scan200 with an invisible text layer full of mistakes over the picture, as scanners' software adds it; PDF
  no-results      documents without a result: an empty, a black and an unreadable page, a letter, scribbles, a picture of an animal

Files: OUT/<profile>/<sample>/report.<ext> and expected.json, the form that scripts/score_samples.py --samples OUT/<profile> reads. Formats
of one picture (photos, screenshots) hold page 1 only, and expected.json then only its rows. Reports from elsewhere are given by --pdf
and --truth, a pair each, and become OUT/<profile>/<name>.<ext> and <name>.<ext>.truth.json.

Needs poppler-utils, python3-pil and python3-numpy; the profile mixed also qpdf and python3-pikepdf (scripts/install.sh --samples).
"""
# The first line names Debian's own Python: the packages above belong to it, and an other one on PATH does not see them.
import argparse
import importlib.util
import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "scripts"))

NEGATIVE = "no-results"
# Pictures that are kept under samples/ (--update-samples): folder -> profile, what is degraded, title, further traits.
KEPT = {
    "scan-us-in-out-of-range-200": ("scan200", "us-in-out-of-range", "Scan of a US hospital report, 200 dpi", []),
    "scan-de-laborbefund-150": ("scan150", "de-laborbefund", "Scan of a German report, 150 dpi", ["reversed table head, decimal comma"]),
    "fax-uk-pathology": ("fax", "uk-pathology", "Fine fax of a UK report", []),
    "fax-low-cytokines": ("fax-low", "cytokines", "Standard fax of a cytokine panel", ["picture elements that are twice as high as wide"]),
    "photo-tr-tetkik": ("photo", "tr-tetkik", "Photo of a Turkish report", []),
    "photo-exif-pl-badania": ("photo-exif", "pl-badania", "Photo of a Polish report, turned", ["upright only when the EXIF orientation is followed"]),
    "screen-dark-sv-labbsvar": ("screen-dark", "sv-labbsvar", "Screenshot of a Swedish report, light on dark", []),
    "mixed-fr-laboratoire": ("mixed", "fr-laboratoire", "French report, half text and half picture", ["rows of one table in both halves"]),
    "hidden-ocr-es-laboratorio": ("hidden-ocr", "es-laboratorio", "Scan of a Spanish report with a wrong hidden text layer",
                                  ["text that must not be taken for what is printed"]),
    "no-results-letter-scan": (NEGATIVE, "letter", "Scan of a letter, no results", ["figures and units in prose", "must give no accepted row"]),
}
KEPT_KB = 150


def stop(sentence):
    sys.exit(f"make_scans.py: {sentence}")


def need(profiles):
    """Ends with one sentence when something that the profiles use is not installed."""
    modules = [("numpy", "python3-numpy"), ("PIL", "python3-pil")] + ([("pikepdf", "python3-pikepdf")] if "mixed" in profiles else [])
    for module, package in modules:
        if importlib.util.find_spec(module) is None:
            stop(f"{sys.executable} has no module {module} (apt-get install {package}, and run this with /usr/bin/python3)")
    for program in ("pdftoppm", "pdfinfo", "pdftotext"):
        if not shutil.which(program):
            stop(f"{program} is not installed (apt-get install poppler-utils)")
    if "mixed" in profiles and not shutil.which("qpdf"):
        stop("qpdf is not installed (apt-get install qpdf)")


def digital_samples():
    """Samples that are text and can be degraded: those made by make_samples.py, not the pictures of them."""
    out = {}
    for path in sorted(SAMPLES.glob("*/expected.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if truth.get("kind") == "digital" and (path.parent / "report.pdf").exists():
            out[path.parent.name] = truth
    return out


def read_truth(path):
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as e:
        stop(f"{path} is no JSON: {e}")
    if not isinstance(truth, dict) or not isinstance(truth.get("results"), list):
        stop(f"{path} has no list 'results'")
    return truth


def write_truth(path, truth):
    """One row a line, as in samples/."""
    rows = ",\n".join("  " + json.dumps(r, ensure_ascii=False) for r in truth["results"])
    head = json.dumps({**{k: v for k, v in truth.items() if k != "results"}, "results": []}, ensure_ascii=False, indent=1)
    path.write_text(head[: head.rindex("[]")] + ("[\n" + rows + "\n ]" if rows else "[]") + "\n}\n", encoding="utf-8")


def truth_of(truth, profile, single, pages, document):
    """What has to be found in the picture of a report whose truth is `truth`."""
    out = {**truth, "document": document, "kind": "scan"}
    note = f"Made by scripts/make_scans.py, profile {profile}."
    if single and pages > 1:
        out["results"] = [r for r in truth["results"] if r.get("page", 1) == 1]
        note += f" Page 1 of {pages} only."
    out["notes"] = f"{truth.get('notes') or ''} {note}".strip()
    return out


def no_truth(about, profile, document):
    return {"document": document, "lab": None, "collected": None, "reported": None, "language": "en", "kind": "scan",
            "notes": f"{about} Made by scripts/make_scans.py, profile {profile}.", "results": []}


class Progress:
    """One line that is written over, on a terminal; nothing elsewhere."""

    def __init__(self, total):
        self.total, self.done, self.shown = total, 0, sys.stderr.isatty()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def step(self, text):
        self.done += 1
        if self.shown:
            print(f"\r\033[K[{self.done}/{self.total}] {text}", end="", file=sys.stderr, flush=True)


def place(folder, document, data, truth):
    """`document` (report.<ext>) and expected.json; a picture of another type from an earlier call goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("report.*"):
        old.unlink()
    (folder / document).write_bytes(data)
    write_truth(folder / "expected.json", truth)


def make(profile, name, pdf, limit):
    """The picture of a sample (or the negative `name`) as bytes, its extension, and how many pages the source has."""
    from scans import effects, files, negatives, profiles
    if profile == NEGATIVE:
        _, extension, build = negatives.NEGATIVES[name]
        report = profiles.Report(SAMPLES / negatives.UNREADABLE / "report.pdf", name, 1, limit)
        return build(report, effects.generator(name, profile)), extension, 1
    report = profiles.Report(pdf, name, files.page_count(pdf), limit)
    return profiles.PROFILES[profile].make(profile, report), profiles.PROFILES[profile].extension, report.pages


def update_samples(digital):
    from scans import negatives, profiles
    with Progress(len(KEPT)) as progress:
        for slug, (profile, name, title, traits) in KEPT.items():
            progress.step(slug)
            data, extension, pages = make(profile, name, SAMPLES / name / "report.pdf", KEPT_KB * 1024)
            document = f"report.{extension}"
            if profile == NEGATIVE:
                about, source = negatives.NEGATIVES[name][0], ""
                truth = no_truth(about, profile, document)
            else:
                about, source = profiles.PROFILES[profile].about, f" from the sample `{name}`"
                truth = truth_of(digital[name], profile, profiles.PROFILES[profile].single, pages, document)
            place(SAMPLES / slug, document, data, truth)
            shown = "\n".join(f"- {t}" for t in [about[0].lower() + about[1:].rstrip("."), *traits])
            (SAMPLES / slug / "SOURCE.md").write_text(
                f"# {title}\n\nMade{source} by `scripts/make_scans.py --profile {profile} --sample {name} --max-kb {KEPT_KB}`.\n"
                "Everything in it is invented.\n"
                f"Licence: CC0 1.0 Universal (public domain dedication).\n\nWhat it shows:\n\n{shown}\n", encoding="utf-8")
    print(f"{len(KEPT)} pictures in {SAMPLES}")


def make_all(o, digital):
    """Everything that the options `o` ask for."""
    from scans import negatives, profiles
    truths = [read_truth(t) for t in o.truth]
    work = []                                                   # (profile, name, source, truth)
    for profile in list(dict.fromkeys(o.profile)) or [*profiles.PROFILES, *([] if o.pdf else [NEGATIVE])]:
        if profile == NEGATIVE:
            work += [(profile, n, None, None) for n in negatives.NEGATIVES if not o.sample or n in o.sample]
        elif o.pdf:
            work += [(profile, pdf.stem, pdf, truth) for pdf, truth in zip(o.pdf, truths)]
        else:
            work += [(profile, n, SAMPLES / n / "report.pdf", truth) for n, truth in digital.items() if not o.sample or n in o.sample]
    with Progress(len(work)) as progress:
        for profile, name, pdf, truth in work:
            progress.step(f"{profile} {name}")
            data, extension, pages = make(profile, name, pdf, o.max_kb * 1024)
            if profile == NEGATIVE:
                document = f"report.{extension}"
                place(o.out / profile / name, document, data, no_truth(negatives.NEGATIVES[name][0], profile, document))
                continue
            document = f"{name}.{extension}" if o.pdf else f"report.{extension}"
            new = truth_of(truth, profile, profiles.PROFILES[profile].single, pages, document)
            if o.pdf:
                (o.out / profile).mkdir(parents=True, exist_ok=True)
                (o.out / profile / document).write_bytes(data)
                write_truth(o.out / profile / f"{document}.truth.json", new)
            else:
                place(o.out / profile / name, document, data, new)
    print(f"{len(work)} documents in {o.out}")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--profile", action="append", default=[], metavar="P", help="only this profile; may be given more than once (default: all)")
    a.add_argument("--sample", action="append", default=[], metavar="NAME", help="only this sample, or this document of no-results; may be given more than once (default: all)")
    a.add_argument("--out", type=pathlib.Path, default=ROOT / "build" / "scans", metavar="DIR", help="folder to write to (default: build/scans)")
    a.add_argument("--pdf", action="append", default=[], type=pathlib.Path, metavar="FILE", help="degrade this PDF instead of the samples; may be given more than once, with a --truth each")
    a.add_argument("--truth", action="append", default=[], type=pathlib.Path, metavar="FILE", help="what stands in the --pdf of the same place on the command line")
    a.add_argument("--max-kb", type=int, default=0, metavar="N", help="no file above N KB: JPEG gets coarser, photos also smaller (default: no limit)")
    a.add_argument("--list", action="store_true", help="list profiles and samples, and end")
    a.add_argument("--update-samples", action="store_true", help=f"remake the {len(KEPT)} pictures that are kept under samples/, and end")
    o = a.parse_args()
    need(o.profile or ["mixed"] if not o.list else [])
    from scans import files, negatives, profiles
    digital = digital_samples()
    if o.list:
        print("profiles:")
        for name, p in profiles.PROFILES.items():
            print(f"  {name:28} {p.about}")
        print(f"  {NEGATIVE:28} documents without a result\nsamples:")
        print("\n".join(f"  {name}" for name in digital))
        print(f"documents of {NEGATIVE}:")
        print("\n".join(f"  {name:28} {about}" for name, (about, _, _) in negatives.NEGATIVES.items()))
        return
    unknown = [p for p in o.profile if p not in profiles.PROFILES and p != NEGATIVE]
    if unknown:
        stop(f"no such profile: {', '.join(unknown)} (see --list)")
    unknown = [s for s in o.sample if s not in digital and s not in negatives.NEGATIVES]
    if unknown:
        stop(f"no such sample: {', '.join(unknown)} (see --list)")
    if len(o.pdf) != len(o.truth):
        stop("each --pdf needs a --truth, in the same order")
    if len({p.stem for p in o.pdf}) != len(o.pdf):
        stop("two of the --pdf have the same name, and so would their pictures")
    if o.pdf and o.sample:
        stop("--pdf and --sample exclude each other")
    if o.max_kb < 0:
        stop("--max-kb needs a positive number")
    try:
        if o.update_samples:
            update_samples(digital)
        else:
            make_all(o, digital)
    except (files.Failure, OSError) as e:
        stop(e)


if __name__ == "__main__":
    main()
