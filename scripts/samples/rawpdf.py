"""A small PDF writer for text layers that browsers do not make: standard fonts, text placed by hand, rotation, crop box, hidden text."""
import math
import struct
import subprocess


def font_widths(family="Liberation Sans"):
    """Advance widths (1/1000 em) by character, from the TrueType font that has the metrics of Helvetica."""
    path = subprocess.run(["fc-match", "-f", "%{file}", family], capture_output=True, text=True, check=True).stdout
    data = open(path, "rb").read()
    tables = {}
    for i in range(struct.unpack(">H", data[4:6])[0]):
        tag, _, offset, length = struct.unpack(">4sIII", data[12 + 16 * i: 28 + 16 * i])
        tables[tag] = data[offset: offset + length]
    em = struct.unpack(">H", tables[b"head"][18:20])[0]
    metrics = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    advance = [struct.unpack(">H", tables[b"hmtx"][4 * i: 4 * i + 2])[0] for i in range(metrics)]
    cmap = tables[b"cmap"]
    out = {}
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, offset = struct.unpack(">HHI", cmap[4 + 8 * i: 12 + 8 * i])
        if (platform, encoding) != (3, 1):
            continue
        t = cmap[offset:]
        n = struct.unpack(">H", t[6:8])[0] // 2
        ends = struct.unpack(f">{n}H", t[14: 14 + 2 * n])
        starts = struct.unpack(f">{n}H", t[16 + 2 * n: 16 + 4 * n])
        deltas = struct.unpack(f">{n}H", t[16 + 4 * n: 16 + 6 * n])
        base = 16 + 6 * n
        offsets = struct.unpack(f">{n}H", t[base: base + 2 * n])
        for k in range(n):
            for code in range(starts[k], min(ends[k], 0x2300) + 1):
                if offsets[k]:
                    at = base + 2 * k + offsets[k] + 2 * (code - starts[k])
                    glyph = struct.unpack(">H", t[at: at + 2])[0]
                else:
                    glyph = (code + deltas[k]) & 0xFFFF
                out[chr(code)] = advance[min(glyph, metrics - 1)] * 1000 / em
    return out


class RawPdf:
    """Pages of hand-placed text. Coordinates: points, origin top left of the sheet, as the reader sees an unrotated page."""

    def __init__(self, fonts, differences=None, cjk=None):
        self.fonts = fonts                     # resource name -> standard font name
        self.cjk = cjk                         # resource name of a font for Chinese, not embedded, as the standard knows it by name
        self.differences = differences or {}   # code -> glyph name, over WinAnsi, for every font
        self.pages = []

    def page(self, width, height, rotate=0, crop=None):
        self.pages.append({"size": (width, height), "rotate": rotate, "crop": crop, "ops": []})
        return self

    def op(self, text):
        self.pages[-1]["ops"].append(text)

    def text(self, x, y, string, font="F1", size=9, angle=0, mode=0, gray=0.0):
        """One show operator at the baseline (x, y)."""
        if font == self.cjk:
            self.show(x, y, f"<{string.encode('utf-16-be').hex()}>", font, size, angle, mode, gray)
            return
        codes = {name: code for code, name in self.differences.items()}
        names = {"≤": "lessequal", "≥": "greaterequal", "µ": "mu", "α": "alpha", "β": "beta"}
        raw = bytearray()
        for c in string:
            if c in names and names[c] in codes:
                raw.append(codes[names[c]])
            else:
                raw += c.encode("cp1252")
        escaped = bytes(raw).replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").decode("latin-1")
        self.show(x, y, f"({escaped})", font, size, angle, mode, gray)

    def show(self, x, y, operand, font, size, angle, mode, gray):
        height = self.pages[-1]["size"][1]
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        self.op(f"BT /{font} {size} Tf {mode} Tr {gray} g {c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x:.2f} {height - y:.2f} Tm {operand} Tj ET")

    def line(self, x0, y0, x1, y1, width=0.6):
        height = self.pages[-1]["size"][1]
        self.op(f"{width} w {x0:.2f} {height - y0:.2f} m {x1:.2f} {height - y1:.2f} l S")

    def fill(self, x0, y0, x1, y1, gray):
        height = self.pages[-1]["size"][1]
        self.op(f"{gray} g {x0:.2f} {height - y1:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re f")

    def bytes(self, producer):
        objects = [None, None]                 # 1 catalogue, 2 page tree
        def add(body):
            objects.append(body)
            return len(objects)
        encoding = "/WinAnsiEncoding"
        if self.differences:
            pairs = " ".join(f"{code} /{name}" for code, name in sorted(self.differences.items()))
            encoding = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [ {pairs} ] >>"
        fonts = {n: add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding {encoding} >>".encode()) for n, base in self.fonts.items()}
        if self.cjk:
            name = "/BaseFont /STSong-Light"
            descriptor = add(b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>")
            descendant = add(f"<< /Type /Font /Subtype /CIDFontType0 {name} /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor {descriptor} 0 R >>".encode())
            fonts[self.cjk] = add(f"<< /Type /Font /Subtype /Type0 {name} /Encoding /UniGB-UTF16-H /DescendantFonts [ {descendant} 0 R ] >>".encode())
        resources = "<< /Font << " + " ".join(f"/{n} {i} 0 R" for n, i in fonts.items()) + " >> >>"
        kids = []
        for p in self.pages:
            stream = "\n".join(p["ops"]).encode("latin-1")
            content = add(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
            w, h = p["size"]
            extra = (f" /Rotate {p['rotate']}" if p["rotate"] else "") + (" /CropBox [ " + " ".join(f"{v:g}" for v in p["crop"]) + " ]" if p["crop"] else "")
            kids.append(add(f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {w:g} {h:g} ]{extra} /Resources {resources} /Contents {content} 0 R >>".encode()))
        objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
        objects[1] = ("<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(kids), " ".join(f"{k} 0 R" for k in kids))).encode()
        info = add(f"<< /Producer ({producer}) /CreationDate (D:20260101000000Z) >>".encode())
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for i, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % i + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
        out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, info, start)
        return bytes(out)
