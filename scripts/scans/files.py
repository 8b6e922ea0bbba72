"""Pages from PDF files, and pictures into files: PDF, TIFF, JPEG, PNG. Nothing here writes a date: same pictures, same bytes."""
import io
import re
import subprocess
import unicodedata
import xml.sax.saxutils

from PIL import Image


class Failure(Exception):
    """One sentence for the person who called."""


def tool(*arguments):
    run = subprocess.run([str(a) for a in arguments], capture_output=True)
    if run.returncode:
        raise Failure(f"{arguments[0]} failed on {arguments[-1]}: {run.stderr.decode(errors='replace').strip()[:200]}")
    return run.stdout


def page_count(pdf):
    found = re.search(rb"^Pages:\s*(\d+)", tool("pdfinfo", pdf), re.M)
    return int(found[1]) if found else 0


def render(pdf, page, *size, grey=True):
    """One page as pdftoppm draws it: what a reader sees, so within the crop box."""
    data = tool("pdftoppm", "-cropbox", "-f", page, "-l", page, "-singlefile", *(["-gray"] if grey else []), *size, pdf)
    return Image.open(io.BytesIO(data)).convert("L" if grey else "RGB")


def words(pdf, page):
    """The text layer: (word, x0, y0, x1, y1), points from the top left of the page as it is displayed."""
    text = tool("pdftotext", "-bbox", "-cropbox", "-f", page, "-l", page, pdf, "-").decode("utf-8", "replace")
    found = re.findall(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>', text)
    return [(xml.sax.saxutils.unescape(w, {"&quot;": '"', "&apos;": "'"}), *map(float, box)) for *box, w in found]


def jpeg(image, quality, **more):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, optimize=True, **more)
    return out.getvalue()


def latin(text):
    """Text as bytes of WinAnsiEncoding; other letters lose their marks, as recognition with the wrong language does to them."""
    plain = text.translate(str.maketrans("ıłŁ", "ilL"))
    plain = "".join(c if c.encode("cp1252", "ignore") else unicodedata.normalize("NFKD", c) for c in plain)
    return plain.encode("cp1252", "ignore")


def hidden_text(placed, height):
    """Invisible words (text rendering mode 3) over the picture. Courier, because its widths need no table: 0.6 em each."""
    out = ["BT 3 Tr"]
    for word, x, y, width, size, cos, sin in placed:
        data = latin(word)
        if not data or width <= 0 or size <= 0:
            continue
        stretch = 100 * width / (0.6 * size * len(data))
        out.append(f"/F1 {size:.2f} Tf {stretch:.2f} Tz {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {height - y:.2f} Tm <{data.hex()}> Tj")
    return "\n".join(out + ["ET"])


def pdf_of(pages):
    """A PDF of one picture a page. `pages`: (JPEG bytes, image, dpi, hidden words or None). The JPEG goes in as it is."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", None, b"<< /Producer (labintake make_scans.py) >>"]

    def add(body):
        objects.append(body)
        return len(objects)

    def stream(head, data):
        return add(b"<< %s /Length %d >>\nstream\n" % (head.encode(), len(data)) + data + b"\nendstream")

    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>") if any(p[3] for p in pages) else None
    kids = []
    for data, image, dpi, placed in pages:
        w, h = image.width * 72 / dpi, image.height * 72 / dpi
        space = "/DeviceGray" if image.mode == "L" else "/DeviceRGB"
        picture = stream(f"/Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /ColorSpace {space} "
                         "/BitsPerComponent 8 /Filter /DCTDecode", data)
        content = f"q {w:.3f} 0 0 {h:.3f} 0 0 cm /Im1 Do Q"
        fonts = ""
        if placed:
            content += "\n" + hidden_text(placed, h)
            fonts = f" /Font << /F1 {font} 0 R >>"
        place = stream("", content.encode("ascii"))
        kids.append(add(f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {w:.3f} {h:.3f} ] /Contents {place} 0 R "
                        f"/Resources << /XObject << /Im1 {picture} 0 R >>{fonts} >> >>".encode()))
    objects[1] = ("<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(kids), " ".join(f"{k} 0 R" for k in kids))).encode()
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % i + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def tiff_of(images, dpi):
    """Fax pages, CCITT Group 4. White is 0, as fax machines store it."""
    out = io.BytesIO()
    images[0].save(out, "TIFF", compression="group4", dpi=dpi, save_all=True, append_images=images[1:], tiffinfo={262: 0})
    return out.getvalue()


def png_of(image):
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
