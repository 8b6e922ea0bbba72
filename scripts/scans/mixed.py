"""Pages of which the upper part is text and the lower part a picture, as programs make that paste a scan under a letterhead.

The text operators of the lower part are taken out of the page, not only covered: no program can read there what a person
does not see. pikepdf (Debian: python3-pikepdf) is needed for this profile alone, because it parses content streams.
"""
import io
import pathlib
import tempfile

import numpy as np

from scans import files


def cut(page):
    """The height at which a rendered page is cut: the middle of the widest gap between lines at 32 to 48 % from the top, or, where the
    page is not filled, in the middle of what is on it."""
    ink = (255 - np.asarray(page, np.float32)).mean(1)
    end = int(np.flatnonzero(ink > 0.5)[-1]) if (ink > 0.5).any() else page.height
    top, bottom = (0.32 * page.height, 0.48 * page.height) if end > 0.6 * page.height else (0.5 * end, 0.8 * end)
    top, bottom = int(top), int(bottom)
    least = ink[top:bottom].min() + 0.05
    best, start = (0, (top + bottom) // 2), None
    for y in range(top, bottom + 1):
        if y < bottom and ink[y] <= least:
            start = y if start is None else start
        elif start is not None:
            best, start = max(best, (y - start, (start + y) // 2)), None
    return best[1]


def lower_part(pdf, number, dpi):
    page = files.render(pdf, number, "-r", dpi)
    return page.crop((0, cut(page), page.width, page.height))


def times(a, b):
    """The product of two PDF matrices: first a, then b."""
    return (a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3], a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5])


def without_text_below(pikepdf, page, limit):
    """The page's content without what shows text whose baseline is under `limit` (user space, so y < limit)."""
    unit = (1, 0, 0, 1, 0, 0)
    ctm, stack, line, leading, kept = unit, [], unit, 0.0, []
    for operands, operator in pikepdf.parse_content_stream(page):
        op = str(operator)
        if op == "q":
            stack.append((ctm, leading))
        elif op == "Q" and stack:
            ctm, leading = stack.pop()
        elif op == "cm":
            ctm = times(tuple(map(float, operands)), ctm)
        elif op == "BT":
            line = unit
        elif op == "Tm":
            line = tuple(map(float, operands))
        elif op in ("Td", "TD"):
            x, y = map(float, operands)
            line = times((1, 0, 0, 1, x, y), line)
            leading = -y if op == "TD" else leading
        elif op == "TL":
            leading = float(operands[0])
        if op in ("T*", "'", '"'):
            line = times((1, 0, 0, 1, 0, -leading), line)
        if op in ("Tj", "TJ", "'", '"') and times(line, ctm)[5] < limit:
            # The two quotes also move to the next line, which later lines count on.
            if op in ("'", '"'):
                kept.append(([], pikepdf.Operator("T*")))
            continue
        kept.append((operands, operator))
    return pikepdf.unparse_content_stream(kept)


def pdf_of(source, parts, dpi):
    """`source` with the lower part of each page replaced by a picture. `parts`: (image, its JPEG) of each page."""
    import pikepdf
    with tempfile.TemporaryDirectory() as folder:
        flat = pathlib.Path(folder) / "flat.pdf"
        # Afterwards the page's axes are those of the reader.
        files.tool("qpdf", "--deterministic-id", "--flatten-rotation", "--coalesce-contents", source, flat)
        with pikepdf.open(flat) as pdf:
            for page, (image, data) in zip(pdf.pages, parts):
                x0, y0, x1, y1 = (float(v) for v in page.cropbox)
                limit = y0 + image.height * 72 / dpi
                picture = pikepdf.Stream(pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width, Height=image.height,
                                         ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)
                text = without_text_below(pikepdf, page, limit)
                clip = b"q %.3f %.3f %.3f %.3f re W n\n" % (x0, limit, x1 - x0, y1 - limit)
                name = page.add_resource(picture, pikepdf.Name.XObject, name=pikepdf.Name.MakeScansPicture)   # a prefix would get random letters
                draw = b"\nQ q %.3f 0 0 %.3f %.3f %.3f cm %s Do Q" % (x1 - x0, limit - y0, x0, y0, str(name).encode())
                page.Contents = pdf.make_stream(clip + text + draw)
            for key in ("/StructTreeRoot", "/Outlines"):   # they would still name what is gone
                if key in pdf.Root:
                    del pdf.Root[key]
            out = io.BytesIO()
            pdf.save(out, static_id=True)   # the usual file identifier depends on the time
            return out.getvalue()
