"""What all samples share: the row notation, the expected rows, and printing HTML with headless Chromium.

Rows are written once, in a small notation, and both the page and expected.json are made from them:

    # Panel heading
    > a comment line, printed under the row above, never a result
    name | value | unit | range | flag | further cells that the sample itself gives a meaning | @options

Options (each a cell that starts with @):
    @also A;B        other fair spellings of the name
    @optional        a row that may be left out
    @null unit,range fields that are printed but not judged (of a numeric range the limits still are,
                     unless "limits" is named too)
    @lim LOW..HIGH   limits of the range, where the wording is not one that `limits()` knows
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

SAMPLES = {}
FIELDS = ("name", "value", "unit", "range", "flag")


def sample(slug, **meta):
    """Registers a builder function under a folder name."""
    def register(build):
        SAMPLES[slug] = (build, meta)
        return build
    return register


class Row(dict):
    """One printed result row. Keys are the fields; `x` holds the further cells."""
    __getattr__ = dict.__getitem__


def esc(text):
    return html.escape(str(text), quote=False)


NUM = r"[-+]?\d[\d.,\s]*(?:[eE][-+]?\d+|\s?[x×]\s?10\^?[-+]?\d+)?"


def plain(text, mark):
    """A printed number as a decimal string with a point; None where it is none. `mark` is the decimal mark."""
    t = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    t = re.sub(r"[x×]10\^?", "e", t)
    if mark == ",":
        t = t.replace(".", "").replace(",", ".")
    else:
        t = t.replace(",", "")
    if re.fullmatch(r"\.\d+", t):
        t = "0" + t
    return t if re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", t) else None


COMPARATORS = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">=", "=<": "<=", "=>": ">="}


def quantity(text, mark):
    m = re.fullmatch(r"\s*(<=|>=|[<>≤≥])?\s*(.+?)\s*", text)
    if not m:
        return None, None
    number = plain(m[2], mark)
    return (number, COMPARATORS.get(m[1])) if number else (None, None)


UPPER = r"<=?|≤|< OR =|up to|jusqu'à|inf[ée]rieur à|bis|tot|hasta|fino a|até|inferior a|menor que|do|kleiner als"
LOWER = r">=?|≥|> OR =|sup[ée]rieur à|superior a|maior que|groter dan|od"


def limits(text, mark):
    """(low, high) of a printed range, either None; (None, None) where it has no numeric limits."""
    t = text.strip().strip("()[]").strip()
    m = re.fullmatch(rf"(?:de\s+)?({NUM}?)\s*(?:-|–|—|\bto\b|\ba\b|à|bis|tot|\.\.\.)\s*({NUM})", t, re.I)
    if m:
        return plain(m[1], mark), plain(m[2], mark)
    m = re.fullmatch(rf"(?:{UPPER})\s*({NUM})", t, re.I)
    if m:
        return None, plain(m[1], mark)
    m = re.fullmatch(rf"(?:{LOWER})\s*({NUM})", t, re.I)
    if m:
        return plain(m[1], mark), None
    return None, None


class Sample:
    def __init__(self, slug, folder, meta):
        self.slug, self.folder, self.meta = slug, folder, meta
        self.results = []
        self.page, self.panel = 1, ""
        self.mark = meta.get("mark", ".")
        self.pdf = folder / "report.pdf"

    # ---- rows -------------------------------------------------------------------------------------------------
    def add(self, name, value, unit="", range="", flag="", *, also=(), optional=False, null=(), lim=None, x=()):
        row = Row(name=name, value=value, unit=unit, range=range, flag=flag, x=list(x))
        truth = {"page": self.page, "panel": self.panel}
        for field in FIELDS:
            truth[field] = None if field in null else row[field]
        if also:
            truth["also"] = list(also)
        if optional:
            truth["optional"] = True
        if truth["value"] is not None:
            number, comparator = quantity(value, self.mark)
            if number:
                truth["number"] = number
                truth["comparator"] = comparator
        if range and "limits" not in null:   # a range whose text is not judged may still have limits that are
            low, high = lim or limits(range, self.mark)
            if low or high:
                truth["low"], truth["high"] = low or None, high or None
        self.results.append(truth)
        return row

    def parse(self, text):
        """Rows, panels and notes of a block, in order: ("row", Row), ("panel", text), ("note", text)."""
        out = []
        for line in text.strip("\n").split("\n"):
            line = line.strip()
            if not line:
                continue
            if line.startswith("#"):
                self.panel = line[1:].strip()
                out.append(("panel", self.panel))
            elif line.startswith(">"):
                out.append(("note", line[1:].strip()))
            else:
                cells = [c.strip() for c in line.split("|")]
                options, cells = [c[1:] for c in cells if c.startswith("@")], [c for c in cells if not c.startswith("@")]
                kw = {}
                for o in options:
                    key, _, rest = o.partition(" ")
                    if key == "also":
                        kw["also"] = [a.strip() for a in rest.split(";")]
                    elif key == "null":
                        kw["null"] = tuple(a.strip() for a in rest.split(","))
                    elif key == "lim":
                        kw["lim"] = tuple(a.strip() for a in rest.split(".."))
                    elif key == "optional":
                        kw["optional"] = True
                    else:
                        raise ValueError(f"{self.slug}: unknown option @{key}")
                cells += [""] * (5 - len(cells))
                out.append(("row", self.add(*cells[:5], x=cells[5:], **kw)))
        return out

    def table(self, text, row, panel=None, note=None):
        """HTML of a block: each item through its own function of (Row) or (text)."""
        make = {"row": row, "panel": panel or (lambda t: ""), "note": note or (lambda t: "")}
        return "\n".join(make[kind](item) for kind, item in self.parse(text))

    # ---- pages ------------------------------------------------------------------------------------------------
    def html(self, css, pages, size="letter"):
        """Prints pages (HTML fragments, each exactly one sheet) with Chromium. `size`: a name, or width and height as CSS lengths."""
        width, height = {"letter": ("8.5in", "11in"), "a4": ("210mm", "297mm"), "a4-landscape": ("297mm", "210mm"),
                         "letter-landscape": ("11in", "8.5in"), "a5": ("148mm", "210mm")}.get(size, size)
        sheet = f"""<!DOCTYPE html><html lang="{self.meta.get('language', 'en')}"><head><meta charset="utf-8"><title>{esc(self.slug)}</title><style>
@page {{ size: {width} {height}; margin: 0 }}
* {{ box-sizing: border-box }}
html, body {{ margin: 0; padding: 0; -webkit-print-color-adjust: exact; print-color-adjust: exact }}
section.pg {{ width: {width}; height: calc({height} - 1px); position: relative; overflow: hidden; break-after: page }}
section.pg:last-child {{ break-after: auto }}
table {{ border-collapse: collapse }} td, th {{ text-align: left; vertical-align: top; padding: 0 }}
{css}</style></head><body>""" + "".join(f'<section class="pg">{p}</section>' for p in pages) + "</body></html>"
        self.chromium(sheet)

    def chromium(self, sheet):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if not program:
            raise SystemExit("make_samples.py: chromium is not installed (apt-get install chromium)")
        with tempfile.TemporaryDirectory() as tmp:
            page = pathlib.Path(tmp) / "report.html"
            page.write_text(sheet, encoding="utf-8")
            out = pathlib.Path(tmp) / "report.pdf"
            subprocess.run([program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={tmp}/profile",
                            f"--print-to-pdf={out}", page.as_uri()], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
            self.write(out.read_bytes())

    def write(self, data):
        # The clock of the machine must not show in the file: same sources, same bytes.
        data = re.sub(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}", rb"\g<1>20260101000000", data)
        self.pdf.write_bytes(data)

    # ---- what goes beside the report --------------------------------------------------------------------------
    def finish(self):
        m = self.meta
        truth = {"document": "report.pdf", "lab": m["lab"]}
        if "format" in m:
            truth["format"] = m["format"]
        truth |= {"collected": m.get("collected"), "reported": m.get("reported"), "language": m.get("language", "en"), "kind": "digital",
                  "notes": m.get("notes", ""), "results": self.results}
        rows = ",\n".join("  " + json.dumps(r, ensure_ascii=False) for r in self.results)
        head = json.dumps({**truth, "results": []}, ensure_ascii=False, indent=1)
        (self.folder / "expected.json").write_text(head[: head.rindex("[]")] + ("[\n" + rows + "\n ]" if rows else "[]") + "\n}\n", encoding="utf-8")
        traits = "\n".join(f"- {t}" for t in m["traits"])
        origin = "The laboratory, the patient and every figure are invented."
        if "imitates" in m:
            origin = (f"It imitates the layout of reports of {m['imitates']}: order of blocks, labels, column\nheads, places on the page. The patient, "
                      "people, addresses, numbers, results and explaining texts are invented; nothing was copied from a report, and the\n"
                      "laboratory had no part in it.")
        (self.folder / "SOURCE.md").write_text(
            f"# {m['title']}\n\nMade by `scripts/make_samples.py` (`{self.slug}`). {origin}\n"
            f"Licence: CC0 1.0 Universal (public domain dedication).\n\nWhat it shows:\n\n{traits}\n", encoding="utf-8")

    def check(self):
        """Complains about expected rows whose words are not on their page."""
        faults = []
        texts = {}
        for r in self.results:
            n = r["page"]
            if n not in texts:
                run = subprocess.run(["pdftotext", "-layout", "-f", str(n), "-l", str(n), str(self.pdf), "-"], capture_output=True, text=True)
                texts[n] = re.sub(r"\s+", "", run.stdout).translate(FOLD)
            for field in FIELDS:
                for word in (r[field] or "").split():
                    if word.translate(FOLD) not in texts[n] and not self.meta.get("unchecked"):
                        faults.append(f"{self.slug}: page {n}: {field} {r[field]!r}: {word!r} is not in the page's text")
        return faults


FOLD = str.maketrans({"µ": "μ", "\u00a0": " "})
