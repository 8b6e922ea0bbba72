"""What printing, scanning, faxing and photographing do to a page, each as one step on a picture.

Pictures are PIL images or float32 arrays of 0 (black) to 255 (white). Every random draw comes from the generator that is passed in.
"""
import hashlib
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont


def generator(*words):
    """The same words always give the same draws, on every machine."""
    return np.random.default_rng(int.from_bytes(hashlib.sha256("/".join(map(str, words)).encode()).digest()[:8], "big"))


def to_image(values):
    return Image.fromarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))


def resize_plane(values, width, height):
    """A coarse grid of numbers, smoothly stretched to width x height."""
    return np.asarray(Image.fromarray(values.astype(np.float32)).resize((width, height), Image.Resampling.BICUBIC))


def soft_noise(rng, width, height, cell_x, cell_y=None):
    """Noise of deviation about 1 whose spots are about cell_x wide and cell_y high, in pixels."""
    cell_y = cell_y or cell_x
    grid = rng.standard_normal((max(2, math.ceil(height / cell_y) + 1), max(2, math.ceil(width / cell_x) + 1)), dtype=np.float32)
    return resize_plane(grid, width, height)


def slope(rng, width, height, strength):
    """Light that falls off across the page in a random direction: factors from 1 - strength to 1 + strength."""
    angle = rng.uniform(0, 2 * math.pi)
    y, x = np.mgrid[-1:1:9j, -1:1:9j]
    return resize_plane(1 + strength * (x * math.cos(angle) + y * math.sin(angle)) / 1.4, width, height)


def turn(page, degrees, shift, corner):
    """Turns a page about its centre, as a feeder does that takes it in askew. What lies beside it is of the grey `corner`."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, translate=shift, fillcolor=corner)


def speckle(rng, values, count, shade, largest=3):
    """Specks of 1 to `largest` pixels: dust on the glass (dark) or holes in the toner (light)."""
    height, width = values.shape
    for size in range(1, largest + 1):
        n = count // (size * size)
        x, y = rng.integers(0, width - size, n), rng.integers(0, height - size, n)
        for dx in range(size):
            for dy in range(size):
                values[y + dy, x + dx] = shade


def scan(page, rng, s):
    """A grey page as a scanner gives it. Returns the picture, and the turn and shift (pixels) that the page got."""
    width, height = page.size
    degrees = rng.uniform(0.3, 1) * s.skew * rng.choice((-1, 1))
    shift = (int(rng.uniform(-0.004, 0.004) * width), int(rng.uniform(-0.004, 0.004) * height))
    # The lid behind the page is white, grey or (some feeders) dark.
    page = turn(page, degrees, shift, int(rng.choice((255, 222, 255, 60))))
    page = page.filter(ImageFilter.GaussianBlur(rng.uniform(*s.blur)))
    ink, paper = rng.uniform(*s.ink), rng.uniform(*s.paper)
    values = np.asarray(page, np.float32) * ((paper - ink) / 255) + ink
    values *= slope(rng, width, height, s.light)
    if s.uneven:
        values *= 1 + s.uneven * 0.5 * np.clip(soft_noise(rng, width, height, width / 2.5), -2, 2)
    if s.specks:
        speckle(rng, values, int(s.specks * width * height / 1e6), ink)
        speckle(rng, values, int(s.specks * width * height / 4e6), paper, 2)
    values += rng.standard_normal(values.shape, dtype=np.float32) * np.float32(rng.uniform(*s.noise))
    return to_image(values), degrees, shift


FAX_WIDTH = 1728   # picture elements of a line, ITU-T T.4


def header_line(rng, page, pages):
    """The line that a sending fax machine puts over the page: at random white on a black band, or black over a bar."""
    day, hour, minute = int(rng.integers(1, 28)), int(rng.integers(7, 19)), int(rng.integers(0, 60))
    text = f"{day:02d}/03/2026  {hour:02d}:{minute:02d}   FROM: EXAMPLE PRACTICE  555-0100     TO: 555-0142     P. {page:02d}/{pages:02d}"
    font = ImageFont.load_default()
    box = font.getbbox(text)
    line = Image.new("L", (box[2], box[3]), 255)
    ImageDraw.Draw(line).text((0, 0), text, fill=0, font=font)
    line = line.resize((min(line.width * 2, FAX_WIDTH - 80), line.height * 2), Image.Resampling.NEAREST)
    band = Image.new("L", (FAX_WIDTH, line.height + 16), 255)
    band.paste(line, (40, 4))
    values = np.array(band, np.float32)
    if rng.random() < 0.5:
        values = 255 - values
    else:
        values[-8:] = 0
    return values


def fax(page, rng, number, pages, fine):
    """A page rendered at 204 x 196 dpi as the receiving machine prints it: 1 bit, every second line without `fine`."""
    sheet = Image.new("L", (FAX_WIDTH, page.height), 255)
    sheet.paste(page, ((FAX_WIDTH - page.width) // 2, 0))
    sheet = turn(sheet, rng.uniform(0.2, 1) * rng.choice((-1, 1)), (int(rng.uniform(-8, 8)), int(rng.uniform(-6, 6))), 255)
    sheet = sheet.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 0.7)))
    values = np.array(sheet, np.float32)
    values += rng.standard_normal(values.shape, dtype=np.float32) * np.float32(rng.uniform(16, 22))
    # Where the sender's lamp is bright, thin strokes break; where it is dim, they grow.
    threshold = rng.uniform(158, 168) + 14 * np.clip(soft_noise(rng, FAX_WIDTH, page.height, 70), -2, 2)
    if not fine:
        half = values.shape[0] // 2
        values, threshold = values[: 2 * half].reshape(half, 2, -1).mean(1), threshold[: 2 * half: 2]
    bits = np.where(values < threshold, 0, 255).astype(np.float32)
    speckle(rng, bits, int(rng.uniform(150, 350)) // (1 if fine else 2), 0, 2)
    speckle(rng, bits, int(rng.uniform(4000, 7000)) // (1 if fine else 2), 255, 2)
    if rng.random() < 0.4:   # dust on the sender's glass: a thin line down the page, with gaps
        x = int(rng.uniform(0.03, 0.97) * FAX_WIDTH)
        bits[soft_noise(rng, 1, bits.shape[0], 1, 60)[:, 0] > 0.2, x] = 0
    band = header_line(rng, number, pages)
    if not fine:
        band = band[: band.shape[0] // 2 * 2].reshape(-1, 2, FAX_WIDTH).mean(1)
    bits = np.concatenate([band, bits])
    return Image.fromarray(np.where(bits < 128, 0, 255).astype(np.uint8)).convert("1", dither=Image.Dither.NONE)


def table_top(rng, width, height):
    """A darker surface: wood (long grain) or cloth (even)."""
    if rng.random() < 0.6:
        base, grain = np.array((122, 88, 60)), soft_noise(rng, width, height, 900, 7) * 9 + soft_noise(rng, width, height, 1500, 60) * 10
    else:
        base, grain = np.array((84, 92, 100)), soft_noise(rng, width, height, 5) * 7 + soft_noise(rng, width, height, 400) * 6
    grain += soft_noise(rng, width, height, 3) * 3
    base = base * rng.uniform(0.75, 1.1)
    return Image.merge("RGB", [to_image(grain + np.float32(c)) for c in base])


def homography(source, target):
    """The 3 x 3 matrix that takes the four points `source` to the four points `target`."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return np.append(np.linalg.solve(np.array(rows, float), np.array(right, float)), 1).reshape(3, 3)


def motion(rng):
    """A 5 x 5 kernel: the camera moved by one to two pixels while the shutter was open."""
    angle, length = rng.uniform(0, math.pi), rng.uniform(0.5, 1.1)
    kernel = np.zeros((5, 5))
    for t in np.linspace(-length, length, 41):
        x, y = 2 + t * math.cos(angle), 2 + t * math.sin(angle)
        x0, y0 = int(x), int(y)
        for dx, wx in ((0, 1 - (x - x0)), (1, x - x0)):
            for dy, wy in ((0, 1 - (y - y0)), (1, y - y0)):
                kernel[y0 + dy, x0 + dx] += wx * wy
    return ImageFilter.Kernel((5, 5), tuple((kernel / kernel.sum()).ravel()), scale=1)


def photo(page, rng, width, height):
    """A colour page on a table, photographed by hand with a telephone."""
    w, h = page.size
    corners = np.array([(0, 0), (w, 0), (w, h), (0, h)], float)
    target = corners + np.array([(width - w) / 2, (height - h) / 2]) + rng.uniform(-0.04, 0.04, (4, 2)) * (w, h)
    back = homography(target, corners)
    cell = 50
    u, v = np.meshgrid(np.arange(0, width + 1, cell), np.arange(0, height + 1, cell))
    x, y, z = np.tensordot(back, np.stack([u, v, np.ones_like(u)]), 1)
    x, y = x / z, y / z
    # The paper is not flat: a wave across the page moves its lines up and down.
    wave = 2 * math.pi * rng.uniform(0.5, 1.2) * x / w + rng.uniform(0, 2 * math.pi)
    depth = rng.uniform(0.2, 0.6) / 100 * h
    y = y + depth * np.sin(wave)
    mesh = []
    for j in range(u.shape[0] - 1):
        for i in range(u.shape[1] - 1):
            quad = [c for a, b in ((j, i), (j + 1, i), (j + 1, i + 1), (j, i + 1)) for c in (x[a, b], y[a, b])]
            mesh.append(((i * cell, j * cell, (i + 1) * cell, (j + 1) * cell), quad))
    # Alpha takes the page's edge through the same mapping.
    sheet = page.convert("RGBA").transform((width, height), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
    alpha = sheet.getchannel("A")
    picture = table_top(rng, width, height)
    dark = alpha.resize((width // 16, height // 16)).filter(ImageFilter.GaussianBlur(2)).resize((width, height), Image.Resampling.BILINEAR)
    picture.paste((25, 22, 20), tuple(int(c) for c in rng.integers(8, 24, 2)), dark.point(lambda a: a * 6 // 10))
    picture.paste(sheet.convert("RGB"), (0, 0), alpha)
    picture = picture.filter(motion(rng)).filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 0.8)))
    # Light: falls off across the picture, changes with the wave of the paper, and a hand or telephone throws a soft shadow.
    light = slope(rng, width, height, rng.uniform(0.06, 0.14)) * rng.uniform(0.80, 0.88)
    light = light * resize_plane(1 + 0.03 * np.cos(wave), width, height)
    angle, edge, soft = rng.uniform(0, 2 * math.pi), rng.uniform(0.1, 0.5), rng.uniform(0.08, 0.2)
    gy, gx = np.mgrid[-1:1:65j, -1:1:49j]
    shadow = 1 / (1 + np.exp(-(gx * math.cos(angle) + gy * math.sin(angle) - edge) / soft))
    light = light * resize_plane(1 - rng.uniform(0.12, 0.30) * shadow, width, height)
    sigma, tint = np.float32(rng.uniform(3, 5)), rng.uniform(0.93, 1.0)
    bands = []
    for band, gain in zip(picture.split(), (1.0, 0.5 + tint / 2, tint)):
        values = np.asarray(band, np.float32) * light * np.float32(gain) + 12
        bands.append(to_image(values + rng.standard_normal(values.shape, dtype=np.float32) * sigma))
    return Image.merge("RGB", bands)
