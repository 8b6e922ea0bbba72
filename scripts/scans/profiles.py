"""The profiles: for each, which kind of file it gives and how the pages of a report get into it."""
import dataclasses
import math
from typing import Callable

from scans import effects, files, mixed


@dataclasses.dataclass(frozen=True)
class ScanBounds:
    """Between which values a scanned page's faults are drawn."""
    dpi: int
    skew: float                           # degrees, at most, either way
    noise: tuple                          # Gaussian deviation, grey levels
    blur: tuple                           # Gaussian radius, pixels
    quality: tuple                        # JPEG quality
    ink: tuple = (20, 45)                 # grey of print
    paper: tuple = (234, 248)             # grey of paper
    light: float = 0.02                   # fall of light across the page
    uneven: float = 0.0                   # clouds of light and dark
    specks: float = 0.0                   # dust, specks in a million pixels


SCAN300 = ScanBounds(300, 0.8, (6, 8), (0.6, 0.8), (60, 75))
SCAN200 = ScanBounds(200, 1.2, (8, 10), (0.5, 0.7), (40, 60))
SCAN150 = ScanBounds(150, 1.0, (6, 8), (0.4, 0.6), (40, 60))
BAD200 = ScanBounds(200, 2.0, (14, 16), (0.7, 0.9), (40, 40), ink=(75, 100), paper=(185, 210), light=0.10, uneven=0.10, specks=60)


@dataclasses.dataclass
class Report:
    """What a profile degrades."""
    pdf: object                           # path
    name: str                             # seeds the draws
    pages: int
    limit: int = 0                        # bytes; 0: no limit

    def generator(self, profile, page):
        return effects.generator(self.name, profile, page)


@dataclasses.dataclass(frozen=True)
class Profile:
    about: str
    extension: str
    make: Callable                        # (profile name, Report) -> bytes
    single: bool = False                  # only page 1 of the report


def fitted(report, attempts, what):
    """The first of `attempts` (functions that give bytes, best first) that keeps to the report's limit."""
    for attempt in attempts:
        data = attempt()
        if not report.limit or len(data) <= report.limit:
            return data
    raise files.Failure(f"{what} of {report.name} does not fit into {report.limit // 1024} KB (raise --max-kb)")


def qualities(first):
    """JPEG qualities to try one after another, down to the worst that office scanners use."""
    yield first
    while first > 30:
        first = max(30, first - 5)
        yield first


def scan_pdf(report, name, bounds, scan_pages):
    """The PDF of scanned pages. `scan_pages` takes the bounds and gives (picture, JPEG quality, hidden words or None) for each page. To
    keep to a limit JPEG gets coarser first; then the noise is halved, as a scanner's own noise reduction does for small files."""
    def with_noise(share):
        pages = scan_pages(dataclasses.replace(bounds, noise=tuple(n * share for n in bounds.noise)))
        for worst in qualities(max(q for _, q, _ in pages)):
            yield lambda: files.pdf_of([(files.jpeg(image, round(min(q, worst))), image, bounds.dpi, placed) for image, q, placed in pages])
    return fitted(report, (attempt for share in (1, 0.5) for attempt in with_noise(share)), name)


def scan_file(name, report, bounds, hidden=False):
    def scan_pages(drawn):
        pages = []
        for n in range(1, report.pages + 1):
            rng = report.generator(name, n)
            image, degrees, shift = effects.scan(files.render(report.pdf, n, "-r", drawn.dpi), rng, drawn)
            placed = misread(report.pdf, n, rng, degrees, shift, [v * 72 / drawn.dpi for v in image.size], drawn.dpi) if hidden else None
            pages.append((image, rng.uniform(*drawn.quality), placed))
        return pages
    return scan_pdf(report, name, bounds, scan_pages)


# What recognition of poor pictures confuses, and what it makes of it.
CONFUSED = {"0": "O8", "1": "l7", "2": "Z7", "3": "8", "4": "9", "5": "S6", "6": "8b", "7": "1", "8": "B3", "9": "4g", "O": "0", "l": "1", "I": "l",
            "S": "5", "B": "8", "g": "9", "e": "c", "c": "e", "n": "ri", "m": "rn", "u": "ii", "h": "b", ".": ",", ",": ".", "-": "~", "%": "96", "µ": "p"}


def misread(pdf, page, rng, degrees, shift, size, dpi):
    """The page's words as a scanner's own recognition would lay them over its picture: in place, about one character in ten wrong."""
    width, height = size
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    dx, dy = (s * 72 / dpi for s in shift)
    placed = []
    for word, x0, y0, x1, y1 in files.words(pdf, page):
        text = "".join(CONFUSED[c][int(rng.integers(len(CONFUSED[c])))] if rng.random() < 0.15 and c in CONFUSED else c for c in word)
        # The baseline lies about a fifth of the box above its lower edge.
        x, y = x0 - width / 2, y1 - 0.2 * (y1 - y0) - height / 2
        placed.append((text, x * cos + y * sin + width / 2 + dx, -x * sin + y * cos + height / 2 + dy, x1 - x0, 0.8 * (y1 - y0), cos, sin))
    return placed


def fax_sheet(pdf, number, rng):
    """A page as it goes into the machine: short side first, so landscape pages arrive lying on their side."""
    sheet = files.render(pdf, number, "-rx", 204, "-ry", 196)
    if sheet.width <= effects.FAX_WIDTH + 16:      # letter size is 6 elements wider than the line
        return sheet
    sheet = files.render(pdf, number, "-rx", 196, "-ry", 204)
    return sheet.transpose(effects.Image.Transpose.ROTATE_90 if rng.random() < 0.5 else effects.Image.Transpose.ROTATE_270)


def fax_file(name, report, fine):
    pages = []
    for n in range(1, report.pages + 1):
        rng = report.generator(name, n)
        pages.append(effects.fax(fax_sheet(report.pdf, n, rng), rng, n, report.pages, fine))
    return fitted(report, [lambda: files.tiff_of(pages, (204, 196 if fine else 98))], name)


def photo_file(name, report, turned=None):
    rng = report.generator(name, 1)
    page = files.render(report.pdf, 1, "-scale-to", 2752, grey=False)
    size = (2400, 3200) if page.height >= page.width else (3200, 2400)
    image = effects.photo(page, rng, *size)
    more = {}
    if turned:
        right = rng.random() < 0.5
        image = image.transpose(effects.Image.Transpose.ROTATE_90 if right else effects.Image.Transpose.ROTATE_270)
        if turned == "exif":
            # 6: turn by 90 degrees clockwise to see it upright; 8: counter-clockwise.
            exif = effects.Image.Exif()
            exif[0x0112] = 6 if right else 8
            more["exif"] = exif
    return photo_jpeg(report, name, image, more)


def photo_jpeg(report, name, image, more):
    # Messengers first make a picture smaller, then coarser.
    steps = [(1.0, 80), (0.75, 75), (0.6, 70), (0.5, 65), (0.5, 50), (0.45, 45), (0.4, 40)]

    def at(share, quality):
        small = image if share == 1 else image.resize((round(image.width * share), round(image.height * share)), effects.Image.Resampling.LANCZOS)
        return files.jpeg(small, quality, **more)
    return fitted(report, (lambda: at(*step) for step in steps), name)


def screen_file(name, report, dark):
    page = files.render(report.pdf, 1, "-r", 96, grey=False)
    if dark:
        # Dark themes do not go down to black, nor up to white.
        page = page.point([round(24 + (255 - v) * 212 / 255) for v in range(256)] * 3)
    return fitted(report, [lambda: files.png_of(page)], name)


def mixed_file(name, report):
    # Within the pages the picture is as scan200 makes it, but put there by a program, so nearly straight.
    bounds = dataclasses.replace(SCAN200, skew=0.25, noise=(4, 6), light=0.01)
    drawn = [report.generator(name, n) for n in range(1, report.pages + 1)]
    parts = [(*effects.scan(mixed.lower_part(report.pdf, n, bounds.dpi), rng, bounds), rng.uniform(*bounds.quality)) for n, rng in enumerate(drawn, 1)]

    def at(worst):
        return mixed.pdf_of(report.pdf, [(image, files.jpeg(image, round(min(q, worst)))) for image, _, _, q in parts], bounds.dpi)
    return fitted(report, (lambda: at(worst) for worst in qualities(max(p[3] for p in parts))), name)


PROFILES = {
    "scan300": Profile("office scanner, 300 dpi grey, PDF", "pdf", lambda n, r: scan_file(n, r, SCAN300)),
    "scan200": Profile("office scanner, 200 dpi grey, coarser JPEG, PDF", "pdf", lambda n, r: scan_file(n, r, SCAN200)),
    "scan150": Profile("scan to e-mail, 150 dpi grey, PDF", "pdf", lambda n, r: scan_file(n, r, SCAN150)),
    "bad200": Profile("worn copy: 200 dpi, skewed, noisy, faint, unevenly lit, dusty, PDF", "pdf", lambda n, r: scan_file(n, r, BAD200)),
    "fax": Profile("fine fax, 1 bit, 204 x 196 dpi, Group 4 TIFF", "tif", lambda n, r: fax_file(n, r, True)),
    "fax-low": Profile("standard fax, 1 bit, 204 x 98 dpi, Group 4 TIFF", "tif", lambda n, r: fax_file(n, r, False)),
    "photo": Profile("page on a table, photographed by hand, JPEG (page 1)", "jpg", lambda n, r: photo_file(n, r), True),
    "photo-sideways": Profile("photo turned by 90 degrees, nothing says so, JPEG (page 1)", "jpg", lambda n, r: photo_file(n, r, "sideways"), True),
    "photo-exif": Profile("photo turned by 90 degrees, EXIF orientation says so, JPEG (page 1)", "jpg", lambda n, r: photo_file(n, r, "exif"), True),
    "screen": Profile("screenshot, 96 dpi, PNG (page 1)", "png", lambda n, r: screen_file(n, r, False), True),
    "screen-dark": Profile("screenshot, light on dark, 96 dpi, PNG (page 1)", "png", lambda n, r: screen_file(n, r, True), True),
    "mixed": Profile("upper 40 % of each page as text, the rest as a picture, PDF (needs python3-pikepdf)", "pdf", mixed_file),
    "hidden-ocr": Profile("scan200 with an invisible, faulty text layer over it, PDF", "pdf", lambda n, r: scan_file(n, r, SCAN200, hidden=True)),
}
