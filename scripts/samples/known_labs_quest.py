"""Look-alikes of reports of Quest Diagnostics."""
from .common import sample
from .placed import Sheet, publish
from .rawpdf import RawPdf

QUEST_HEAD = ("Test Name", "Result", "Flag", "Reference Range", "Lab")


@sample("lab-quest", format="quest", title="Quest Diagnostics, monospaced report with broken watermark", lab="Quest Diagnostics", imitates="Quest Diagnostics (as a reseller passes them on)", collected="2026-01-08", reported="2026-01-09",
        notes="The unit stands behind the range. Letters of the watermark stand upright in the text layer, one or two at a time, within the table.",
        traits=["columns Test Name, Result, Flag, Reference Range, Lab in Courier, not embedded", "unit behind the range in the reference cell; `> OR =`, `(calc)`", "large watermark letters, upright and broken in the text layer (SA, M, PL, E), over and between rows",
                "remarks under rows", "header in three columns, values beside and under their labels"])
def quest(s):
    pdf = RawPdf({"F1": "Courier", "F2": "Courier-Bold", "F3": "Helvetica"})
    pdf.page(595.28, 841.89)
    def mark(x, y, pieces, step=(52, -54)):
        for i, piece in enumerate(pieces):
            pdf.text(x + i * step[0], y + i * step[1], piece, font="F3", size=54, gray=0.8)
    mark(60, 420, ("SA", "M", "PL", "E"))
    mark(100, 700, ("IN", "VE", "N", "TE", "D .", "DA", "T", "A"), (55, -62))
    mark(330, 690, ("SA", "M", "PL", "E"))
    pdf.text(112, 18, "SAMPLE REPORT. EVERYTHING IN IT IS INVENTED.", font="F2", size=13)
    for x, y, t, size in ((215, 46, "PATIENT INFORMATION", 8), (390, 49, "REPORT STATUS:  FINAL", 10), (41, 66, "SPECIMEN INFORMATION", 8), (390, 66, "ORDERING PHYSICIAN", 8), (215, 62, "FABLE,FELIX", 10), (390, 77, "LEGEND,LOU", 8),
                          (215, 77, "DOB: 08/02/1957", 10), (41, 80, "SPECIMEN: XQ000801F", 10), (215, 88, "AGE: 68", 10), (41, 94, "REQUISITION: 0000801", 10), (390, 94, "CLIENT INFORMATION", 8), (215, 100, "GENDER: M", 10), (215, 112, "FASTING: Y", 10),
                          (390, 105, "00000801", 8), (41, 108, "LAB REF NO: 801", 10), (215, 132, "Clinical Info:", 10), (41, 136, "COLLECTED: 01/08/2026 08:05", 8), (41, 150, "RECEIVED:  01/08/2026 21:30", 8), (41, 164, "REPORTED:  01/09/2026 05:48", 8)):
        pdf.text(x, y, t, size=size)
    pdf.line(36, 173, 558, 173)
    columns = (41, 210, 318, 385, 513)
    for x, t in zip(columns, QUEST_HEAD):
        pdf.text(x, 189, t, font="F2", size=10)
    y = 194
    for kind, r in s.parse("""
# COMPREHENSIVE METABOLIC PANEL
GLUCOSE | 131 | mg/dL | 65-99 | HIGH | EX
> Limits for someone who fasted
UREA NITROGEN (BUN) | 26 | mg/dL | 7-25 | HIGH | EX
CREATININE | 1.18 | mg/dL | 0.70-1.35 | | EX
eGFR | 67 | mL/min/1.73m2 | > OR = 60 | | EX
BUN/CREATININE RATIO | 22 | (calc) | 6-22 | | EX
SODIUM | 134 | mmol/L | 135-146 | LOW | EX
POTASSIUM | 4.8 | mmol/L | 3.5-5.3 | | EX
CHLORIDE | 98 | mmol/L | 98-110 | | EX
CARBON DIOXIDE | 27 | mmol/L | 20-32 | | EX
CALCIUM | 9.1 | mg/dL | 8.6-10.3 | | EX
PROTEIN, TOTAL | 7.0 | g/dL | 6.1-8.1 | | EX
ALBUMIN | 4.1 | g/dL | 3.6-5.1 | | EX
GLOBULIN | 2.9 | g/dL (calc) | 1.9-3.7 | | EX
ALBUMIN/GLOBULIN RATIO | 1.4 | (calc) | 1.0-2.5 | | EX
BILIRUBIN, TOTAL | 1.3 | mg/dL | 0.2-1.2 | HIGH | EX
ALKALINE PHOSPHATASE | 88 | U/L | 35-144 | | EX
AST | 41 | U/L | 10-35 | HIGH | EX
ALT | 39 | U/L | 9-46 | | EX
# HEMOGLOBIN A1c
HEMOGLOBIN A1c | 7.1 | % of total Hgb | <5.7 | HIGH | EX
> 6.5 and more, found twice, is diabetes; when it is known already,
> less than 7.0 is a goal for many.
# URIC ACID
URIC ACID | 6.6 | mg/dL | 4.0-8.0 | | EX
> Goal in gout: less than 6.0 mg/dL
"""):
        if kind == "panel":
            y += 14
            pdf.text(36, y, r, font="F2", size=8)
        elif kind == "note":
            y += 12
            pdf.text(66, y, r, size=8)
        else:
            y += 12
            for x, t in zip(columns, (r.name, r.value, r.flag, f"{r.range} {r.unit}", r.x[0])):
                if t:
                    pdf.text(x, y, t, size=8)
    pdf.line(36, y + 18, 558, y + 18)
    pdf.text(36, y + 34, "Performing Laboratory Information:", font="F2", size=10)
    pdf.text(36, y + 48, "EX  QUEST DIAGNOSTICS-EXAMPLE VALLEY, 1 SAMPLE WAY, EXAMPLE VALLEY, CA 00000  Director: IRA SAMPLE, MD", size=7)
    pdf.text(555, 832, "1 of 1", size=8)
    s.write(pdf.bytes("layout look-alike"))


@sample("lab-quest-2", format="quest", title="Quest Diagnostics, flag NORMAL on each row, two pages", lab="Quest Diagnostics", imitates="Quest Diagnostics", collected="2026-06-15", reported="2026-06-17",
        notes="The unit stands behind the range. The flag column says NORMAL on rows within the range.",
        traits=["columns Test Name, Result, Flag, Reference Range, Lab", "NORMAL, HIGH, LOW in the flag column", "unit behind the range", "time of day with AM, PM and zone behind dates", "page 2 repeats the head", "a titre, a word as result", "tilted SAMPLE across each page"])
def quest_2(s):
    sheets = []
    columns = (60, 241, 299, 358, 551)
    def start(n):
        p = Sheet(612, 792)
        p.sample_mark()
        sheets.append(p)
        p.text(56, 58, "Quest Diagnostics", 10)
        for x, y, t in ((56, 73, "SPECIMEN INFORMATION"), (56, 84, "SPECIMEN: XQ061500"), (56, 94, "REQUISITION: 0061500"), (56, 104, "LAB REF NO: 061500"), (56, 138, "COLLECTED: 06/15/2026 09:20AM PST"), (56, 148, "RECEIVED: 06/15/2026 11:45AM PST"), (56, 157, "REPORTED: 06/17/2026 02:05PM PST"),
                        (229, 73, "PATIENT INFORMATION"), (229, 94, "DOB: 03/09/1990"), (229, 104, "GENDER: F"), (402, 73, "REPORT STATUS: FINAL"), (402, 86, "ORDERING PHYSICIAN"), (402, 110, "CLIENT INFORMATION"), (402, 120, "Nowhere Demo Practice")):
            p.text(x, y, t, 6.9, font="mono", fill="#555")
        p.text(229, 84, "Greta Ghost", 6.9, font="mono", bold=True)
        p.text(402, 97, "Tom Tale, MD", 6.9, font="mono", bold=True)
        p.rule(56, 172, 555, 172, 1)
        for x, t in zip(columns, QUEST_HEAD):
            p.text(x, 187, t, 6.9, font="mono", bold=True, at="end" if t == "Lab" else "start")
        p.rule(56, 193, 555, 193)
        p.text(555, 770, f"SAMPLE  Page {n} of 2", 6.5, font="mono", at="end")
        return p
    def put(p, text):
        y = 194
        for kind, r in s.parse(text):
            if kind == "panel":
                y += 17
                p.text(60, y, r, 6.9, font="mono", bold=True)
            elif kind == "note":
                y += 10
                p.text(68, y, r, 6.4, font="mono", fill="#555")
            else:
                y += 13.6
                for x, t in zip(columns, (r.name, r.value, r.flag, f"{r.range} {r.unit}".strip(), r.x[0])):
                    p.text(x, y, t, 6.9, font="mono", bold=t in ("HIGH", "LOW"), fill="#b11" if t in ("HIGH", "LOW") else "#444", at="end" if x == 551 else "start")
    put(start(1), """
# CBC (includes Differential and Platelets)
WHITE BLOOD CELL COUNT | 3.4 | Thousand/uL | 3.8-10.8 | LOW | 01
RED BLOOD CELL COUNT | 4.41 | Million/uL | 3.80-5.10 | NORMAL | 01
HEMOGLOBIN | 13.2 | g/dL | 11.7-15.5 | NORMAL | 01
HEMATOCRIT | 39.6 | % | 35.0-45.0 | NORMAL | 01
MCV | 89.8 | fL | 80.0-100.0 | NORMAL | 01
MCH | 29.9 | pg | 27.0-33.0 | NORMAL | 01
MCHC | 33.3 | g/dL | 32.0-36.0 | NORMAL | 01
RDW | 12.4 | % | 11.0-15.0 | NORMAL | 01
PLATELET COUNT | 205 | Thousand/uL | 140-400 | NORMAL | 01
MPV | 10.9 | fL | 7.5-12.5 | NORMAL | 01
ABSOLUTE NEUTROPHILS | 1415 | cells/uL | 1500-7800 | LOW | 01
ABSOLUTE LYMPHOCYTES | 1530 | cells/uL | 850-3900 | NORMAL | 01
ABSOLUTE MONOCYTES | 354 | cells/uL | 200-950 | NORMAL | 01
ABSOLUTE EOSINOPHILS | 78 | cells/uL | 15-500 | NORMAL | 01
ABSOLUTE BASOPHILS | 23 | cells/uL | 0-200 | NORMAL | 01
# Iron, TIBC and Ferritin Panel
IRON, TOTAL | 41 | mcg/dL | 40-190 | NORMAL | 01
IRON BINDING CAPACITY | 418 | mcg/dL (calc) | 250-450 | NORMAL | 01
% SATURATION | 10 | % (calc) | 16-45 | LOW | 01
FERRITIN | 9 | ng/mL | 16-154 | LOW | 01
  """)
    s.page = 2
    put(start(2), """
# Thyroid
TSH | 5.12 | mIU/L | 0.40-4.50 | HIGH | 01
> Other limits hold in pregnancy: 0.26-2.66 in the first, 0.55-2.73 in the second trimester.
T4, FREE | 1.0 | ng/dL | 0.8-1.8 | NORMAL | 01
THYROID PEROXIDASE ANTIBODIES | 214 | IU/mL | <9 | HIGH | 02
# Immunology
RHEUMATOID FACTOR | <10 | IU/mL | <14 | NORMAL | 02
C-REACTIVE PROTEIN | 2.3 | mg/L | <8.0 | NORMAL | 02
# Infectious Disease
HEPATITIS C ANTIBODY | NON-REACTIVE | | NON-REACTIVE | NORMAL | 02
# Vitamins
VITAMIN B12 | 287 | pg/mL | 200-1100 | NORMAL | 02
> Some people with values of 200 to 400 pg/mL have symptoms all the same.
VITAMIN D,25-OH,TOTAL,IA | 24 | ng/mL | 30-100 | LOW | 02
""")
    sheets[1].lines(60, 420, ["Performing Laboratory Information:", "01 QUEST DIAGNOSTICS-EXAMPLE VALLEY, 1 SAMPLE WAY, EXAMPLE VALLEY, CA 00000", "02 QUEST DIAGNOSTICS-NOWHERE, 2 SAMPLE WAY, NOWHERE, CA 00000"], size=6.4, font="mono", leading=10)
    publish(s, sheets)
