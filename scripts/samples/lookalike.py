"""Look-alikes of the panels of speciality laboratories: what their registration and their pages share.

Names of analytes, units, printed ranges and the heads of columns are facts about these reports; patients, people, addresses,
identifiers, results and explanations are invented. What is not known of a layout is assumed, and each sample says which part.
"""
from .common import sample

MARK = "<div style=\"position:absolute;top:44%;left:-10%;width:120%;text-align:center;font:bold 120pt 'Liberation Sans';color:#efefef;transform:rotate(-42deg);z-index:-1\">SAMPLE</div>"


def lookalike(slug, *, imitates, rests_on, layout, traits, **meta):
    """Registers a look-alike. `rests_on`: where names, units and ranges are from; `layout`: what of the page is known and what is assumed."""
    facts = ["tilted SAMPLE across each page", f"Names, units and ranges: {rests_on}", f"Layout: {layout}"]
    return sample(slug, imitates=imitates, traits=[*traits, *facts], **meta)


def publish(s, css, pages, size="letter"):
    """Prints the pages, each with the word SAMPLE across it and a line at its foot that says so."""
    foot = "<div style='position:absolute;bottom:14px;left:50px;right:50px;font-size:6.4pt;color:#666;display:flex;justify-content:space-between'><span>SAMPLE. Everything in this document is invented; it tells nothing about anybody.</span><span>Page: {} of {}</span></div>"
    # Hidden from readers aloud: without it Chromium tags each text, which doubles the size of the file.
    s.html(css, ["<div aria-hidden='true'>" + MARK + page + foot.format(i, len(pages)) + "</div>" for i, page in enumerate(pages, 1)], size)
