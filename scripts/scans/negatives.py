"""Documents that hold no result: what comes in besides reports, or cannot be read by anybody."""
import dataclasses
import math
import pathlib
import tempfile

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from scans import effects, files, profiles

LETTER = (612, 792)
# The report that is blurred until nobody can read it.
UNREADABLE = "us-in-out-of-range"

PROSE = """Fernhill Allotment Society
The Old Pump House, 14 Mill Lane, Fernhill

3 March 2026

Dear members,

the winter is behind us, and most of the plots have come through it well. The storm of
11 February took the roof off the tool shed and two panes out of the greenhouse; thanks to
Maud and her nephew both were mended within a week, for less than 240 in all. If you still
have one of our 25 kg sacks of lime at home, please bring it back, because the next delivery
will not come before May.

The bees have wintered in five of the six hives. Last year's honey came to 61 kg, which is
4.5 kg more than the year before, and the 350 g jars were sold out by the end of August.
This year the price of a jar goes up from 4.20 to 4.50; members may reserve up to six.

Water will be turned on again on 28 March. Please check your taps between 9 and 11 that
morning: in 2025 a single dripping valve cost us more than 1,200 litres in a night. Cans of
10 l stand behind the pump house for everyone's use. The soil of the lower field is still
heavy and wet, so do not work it before the first dry week, however much the sun invites
you.

The spring meeting is on 14 April at 19:30 in the school hall, room 2.07. We shall talk
about the new fence (80 to 95 m, depending on the way it takes round the pear trees), the
waiting list, on which there are now 17 names, and the old question of bonfires. Cakes are
welcome, speeches of more than 5 minutes are not.

With kind regards, and clean boots to all,

Ottilie Brandreth
Secretary
"""


def letter_page(dpi):
    """The prose, set in Times on a sheet of letter size."""
    from samples import rawpdf
    pdf = rawpdf.RawPdf({"F1": "Times-Roman"}).page(*LETTER)
    for i, line in enumerate(PROSE.splitlines()):
        pdf.text(82, 80 + 15.2 * i, line, size=11.5)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "letter.pdf"
        path.write_bytes(pdf.bytes("labintake make_scans.py"))
        page = files.render(path, 1, "-r", dpi)
    if page.getextrema()[0] > 100:
        raise files.Failure("pdftoppm finds no font for Times (apt-get install fonts-liberation)")
    return page


def scanned(report, page, rng, bounds=profiles.SCAN200):
    state = rng.bit_generator.state

    def scan_pages(drawn):
        rng.bit_generator.state = state        # another try draws the same faults
        image, _, _ = effects.scan(page, rng, drawn)
        return [(image, rng.uniform(*drawn.quality), None)]
    return profiles.scan_pdf(report, "no-results", bounds, scan_pages)


def blank(report, rng):
    return scanned(report, Image.new("L", (1700, 2200), 255), rng)


def letter(report, rng):
    return scanned(report, letter_page(profiles.SCAN200.dpi), rng)


def unreadable(report, rng):
    page = files.render(report.pdf, 1, "-r", 200).filter(ImageFilter.GaussianBlur(rng.uniform(14, 17)))
    return scanned(report, page, rng)


def black(report, rng):
    values = np.zeros((2200, 1700), np.float32)
    effects.speckle(rng, values, 400, 70, 2)
    bounds = dataclasses.replace(profiles.SCAN200, ink=(6, 10))
    return scanned(report, effects.to_image(values), rng, bounds)


def scribbles(report, rng):
    """Lines of loops as a pen makes them, without a letter in them."""
    page = Image.new("L", (3400, 4400), 255)
    pen = ImageDraw.Draw(page)
    y = 420.0
    while y < 3900:
        x, end = 320 + rng.uniform(0, 120), rng.uniform(1500, 3050)
        while x < end:
            n = int(rng.integers(20, 90))                     # points of one stroke
            t = np.arange(n * 6) / 6
            size = rng.uniform(0.6, 1.4) * 46
            lift = np.interp(t, np.arange(0, n + 1, 2), rng.normal(0.9, 0.45, len(np.arange(0, n + 1, 2))))
            lean = rng.uniform(0.1, 0.5)
            rise = size * lift * np.sin(t * rng.uniform(1.1, 1.6))
            xs = x + t * rng.uniform(9, 15) + lean * rise + size * 0.5 * np.cos(t * rng.uniform(1.1, 1.6))
            ys = y - rise + np.interp(t, [0, n], rng.normal(0, 9, 2))
            keep = xs < end + 160
            pen.line(list(zip(xs[keep], ys[keep])), fill=int(rng.uniform(20, 70)), width=int(rng.integers(6, 10)), joint="curve")
            x = float(xs[keep][-1]) + rng.uniform(60, 130) if keep.any() else end
        y += rng.uniform(125, 175)
    page = page.resize((1700, 2200), Image.Resampling.BOX)
    image, _, _ = effects.scan(page, rng, profiles.SCAN200)
    return profiles.photo_jpeg(report, "no-results", image, {"dpi": (200, 200)})


def animal(report, rng):
    """A furry animal that looks out of a meadow: soft bodies in a field, no edge that could be print."""
    width, height = 1600, 1200
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    warp = effects.soft_noise(rng, width, height, 26) * 5 + effects.soft_noise(rng, width, height, 7) * 3

    def blob(cx, cy, rx, ry, angle=0.0):
        """Below 1 inside an ellipse; its edge is ragged like fur."""
        c, s = math.cos(angle), math.sin(angle)
        u, v = (x - cx) * c + (y - cy) * s, (y - cy) * c - (x - cx) * s
        return np.sqrt((u / rx) ** 2 + (v / ry) ** 2) + warp / min(rx, ry)

    def cover(picture, shape, colour, soft, shade=0.0):
        """Lays `colour` over the picture where `shape` is below 1."""
        a = 1 / (1 + np.exp(np.clip((shape - 1) / soft, -30, 30)))
        for i in range(3):
            picture[..., i] += a * (colour[i] + shade - picture[..., i])

    grass = effects.soft_noise(rng, width, height, 6, 70) * 16 + effects.soft_noise(rng, width, height, 260) * 14
    picture = np.stack([86 + 0.03 * (y - 600) + grass, 124 + 0.02 * (y - 600) + grass, 62 + grass * 0.6], -1)
    fur = effects.soft_noise(rng, width, height, 4, 26) * 13 + effects.soft_noise(rng, width, height, 90) * 12
    coat, pale, dark = (168, 118, 72), (228, 208, 182), (38, 28, 26)
    light = fur + 26 * (0.5 - y / height)
    cx = 800 + rng.uniform(-120, 120)
    cover(picture, blob(cx + 60, 1120, 520, 430), coat, 0.03, light)
    for side in (-1, 1):
        cover(picture, blob(cx + side * 215, 270, 88, 190, side * 0.42), coat, 0.04, light - 18)
        cover(picture, blob(cx + side * 212, 290, 44, 130, side * 0.42), (190, 140, 128), 0.10, fur * 0.4)
    cover(picture, blob(cx, 560, 320, 290), coat, 0.03, light)
    cover(picture, blob(cx, 690, 190, 150), pale, 0.12, light)
    cover(picture, blob(cx, 1000, 190, 260), pale, 0.15, light)
    warp = warp * 0.15                                         # eyes and nose are smooth
    for side in (-1, 1):
        cover(picture, blob(cx + side * 128, 500, 46, 50), dark, 0.06)
        cover(picture, blob(cx + side * 128 - 14, 484, 11, 11), (240, 240, 236), 0.15)
    cover(picture, blob(cx, 648, 58, 38), dark, 0.06)
    cover(picture, blob(cx - 12, 636, 16, 8), (120, 104, 100), 0.3)
    cover(picture, blob(cx, 712, 5, 44), dark, 0.4)
    picture *= effects.slope(rng, width, height, 0.12)[..., None]
    picture += rng.standard_normal(picture.shape, dtype=np.float32) * 4
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    return profiles.photo_jpeg(report, "no-results", image, {})


# Name: what it is, extension, how it is made.
NEGATIVES = {
    "blank-page": ("An empty sheet, scanned.", "pdf", blank),
    "letter": ("A letter of an allotment society, scanned: prose with figures and units, none of them a result.", "pdf", letter),
    "animal-photo": ("A picture of an animal.", "jpg", animal),
    "unreadable-report": ("A report so blurred that nobody can read it.", "pdf", unreadable),
    "black-page": ("A sheet scanned black from edge to edge.", "pdf", black),
    "scribbles": ("A page of pen strokes that look like handwriting and are none.", "jpg", scribbles),
}
