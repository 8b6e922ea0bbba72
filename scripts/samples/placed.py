"""Pages on which every text has its place in points, as report generators write them; printed with Chromium, so that fonts are embedded."""
from .common import esc
from .pixels import squares

FAMILIES = {"sans": "Liberation Sans", "narrow": "Liberation Sans Narrow", "mono": "Liberation Mono", "serif": "Liberation Serif", "dejavu": "DejaVu Sans"}


class Sheet:
    """One page. Coordinates: points, origin top left; the y of a text is its baseline."""

    def __init__(self, width, height):
        self.width, self.height, self.parts = width, height, []

    def text(self, x, y, string, size=8, font="sans", bold=False, italic=False, at="start", fill="#000", turn=0):
        """`at`: what stands at x, the text's start, middle or end. `turn`: degrees, clockwise, around (x, y)."""
        style = f"{'italic ' if italic else ''}{'bold ' if bold else ''}{size}px '{FAMILIES[font]}'"
        turned = f" transform='rotate({turn} {x} {y})'" if turn else ""
        self.parts.append(f"<text x='{x:g}' y='{y:g}' text-anchor='{at}' fill='{fill}' style=\"font:{style};white-space:pre\"{turned}>{esc(string)}</text>")

    def lines(self, x, y, strings, leading=11, **kw):
        """Texts one under the other; the y of the next one."""
        for string in strings:
            if string:
                self.text(x, y, string, **kw)
            y += leading
        return y

    def rule(self, x0, y0, x1, y1, width=0.6, stroke="#000"):
        self.parts.append(f"<line x1='{x0:g}' y1='{y0:g}' x2='{x1:g}' y2='{y1:g}' stroke='{stroke}' stroke-width='{width}'/>")

    def box(self, x, y, width, height, fill="none", stroke="none", round=0):
        self.parts.append(f"<rect x='{x:g}' y='{y:g}' width='{width:g}' height='{height:g}' rx='{round}' fill='{fill}' stroke='{stroke}' stroke-width='0.6'/>")

    def shape(self, svg):
        """Any other SVG element."""
        self.parts.append(svg)

    def drawn(self, x, y, word, side, fill="#000"):
        """A word of capitals that is on the page and not in its text layer; (x, y) is its top left corner."""
        self.parts.append(f"<path fill='{fill}' d='" + "".join(f"M{x + dx:g} {y + dy:g}h{side}v{side}h-{side}z" for dx, dy in squares(word, side)) + "'/>")

    def sample_mark(self, size=110, turn=-45, word="SAMPLE", fill="#e9e9e9"):
        """The word across the page, tilted, under what is drawn after it."""
        self.text(self.width / 2, self.height / 2 + size / 3, word, size=size, bold=True, at="middle", fill=fill, turn=turn)

    def svg(self):
        # Hidden from readers aloud: without it Chromium tags each text, which doubles the size of the file.
        return f"<svg aria-hidden='true' width='{self.width}pt' height='{self.height}pt' viewBox='0 0 {self.width} {self.height}'>" + "\n".join(self.parts) + "</svg>"


def publish(s, sheets):
    """Prints the sheets, all of one size, as the report of sample `s`."""
    s.html("svg{position:absolute;left:0;top:0}", [p.svg() for p in sheets], (f"{sheets[0].width}pt", f"{sheets[0].height}pt"))
