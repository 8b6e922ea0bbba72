"""Text layers that a browser does not write: line printers, single characters, odd drawing order, rotation, hidden duplicates."""
from .common import sample
from .rawpdf import RawPdf, font_widths


@sample("line-printer", title="Line-printer report in one monospaced font", lab="County General Hospital of Dunmere", collected="2026-02-14", reported="2026-02-14",
        notes="No rules, no bold, upper case. The flag stands right of the result; page 2 goes on without column heads.",
        traits=["Courier, one show operator a line, columns made with spaces", "no rules, dashes as separators", "upper case throughout", "flags H, L, H* (critical) behind the result", "page 2 without column heads", "a name truncated by the column width", "comment lines indented under rows"])
def printer(s):
    pdf = RawPdf({"F1": "Courier"})
    def start(n):
        pdf.page(612, 792)
        lines = ["COUNTY GENERAL HOSPITAL OF DUNMERE                     CLINICAL LABORATORY", "1 HOSPITAL DRIVE  DUNMERE IA 50000                     SAMPLE REPORT", "",
                 "NAME: NOBODY,NORMAN             MR#: 00000417      AGE: 71Y   SEX: M", f"DOB: 05/05/1954   LOC: 4N        DR: INVENTED,I     PAGE: {n}", "COLLECTED: 02/14/26 0530        REPORTED: 02/14/26 0712", "-" * 78]
        y = 40
        for line in lines:
            pdf.text(36, y, line, size=10.5)
            y += 12.5
        return y
    def put(y, block):
        for kind, item in s.parse(block):
            if kind == "panel":
                y += 8
                line = f"  *** {item} ***"
            elif kind == "note":
                line = "       " + item
            else:
                line = f"{item.name:<28}{item.value:>9} {item.flag:<4}{item.range:<18}{item.unit}"
            pdf.text(36, y, line.rstrip(), size=10.5)
            y += 12.5
        return y
    y = start(1)
    pdf.text(36, y, f"{'TEST':<28}{'RESULT':>9} {'FLAG':<4} {'REFERENCE':<17}{'UNITS'}", size=10.5)
    pdf.text(36, y + 12.5, "-" * 78, size=10.5)
    y = put(y + 25, """
# COMPLETE BLOOD COUNT
WHITE BLOOD CELLS | 17.3 | K/CMM | 4.8-10.8 | H
RED BLOOD CELLS | 3.91 | M/CMM | 4.70-6.10 | L
HEMOGLOBIN | 11.8 | G/DL | 14.0-18.0 | L
HEMATOCRIT | 35.2 | % | 42.0-52.0 | L
MCV | 90.0 | FL | 80.0-94.0 |
MCH | 30.2 | PG | 27.0-31.0 |
MCHC | 33.5 | G/DL | 33.0-37.0 |
PLATELET COUNT | 98 | K/CMM | 130-400 | L
NEUTROPHILS | 88 | % | 40-75 | H
BANDS | 6 | % | 0-5 | H
LYMPHOCYTES | 4 | % | 20-45 | L
# CHEMISTRY
GLUCOSE | 188 | MG/DL | 70-110 | H
BUN | 44 | MG/DL | 7-21 | H
CREATININE | 2.4 | MG/DL | 0.6-1.3 | H
SODIUM | 129 | MEQ/L | 136-145 | L
POTASSIUM | 6.7 | MEQ/L | 3.5-5.1 | H*
> CALLED TO RN PRETEND AT 0640 ON 02/14/26. READ BACK OK. REPEATED 6.6
CHLORIDE | 98 | MEQ/L | 98-107 |
CO2 CONTENT | 16 | MEQ/L | 22-29 | L
LACTIC ACID | 4.9 | MMOL/L | 0.5-2.2 | H*
""")
    pdf.text(36, 756, "CONTINUED ON NEXT PAGE", size=10.5)
    s.page = 2
    y = start(2)
    y = put(y, """
# LIVER PANEL
TOTAL BILIRUBIN | 1.9 | MG/DL | 0.2-1.2 | H
ALKALINE PHOSPHATASE | 101 | U/L | 40-129 |
AST | 61 | U/L | 5-40 | H
ALT | 39 | U/L | 5-41 |
# COAGULATION
PROTHROMBIN TIME | 15.8 | SEC | 11.0-13.5 | H
INR | 1.4 | | 0.9-1.1 | H
> THERAPEUTIC RANGE 2.0-3.0
APTT | 38.1 | SEC | 25.0-35.0 | H
D-DIMER, QUANTITATIVE | 2.10 | MG/L FEU | <0.50 | H
# CARDIAC
TROPONIN T, HIGH SENSITIVI | 22 | NG/L | <19 | H | @also TROPONIN T, HIGH SENSITIVITY
BNP | 310 | PG/ML | 0-100 | H
# BLOOD GAS, ARTERIAL
PH | 7.29 | | 7.35-7.45 | L
PCO2 | 31 | MMHG | 35-45 | L
PO2 | 71 | MMHG | 80-100 | L
BASE EXCESS | -9.4 | MMOL/L | -2.0-2.0 | L
""")
    pdf.text(36, y + 12.5, "*** END OF REPORT ***", size=10.5)
    s.write(pdf.bytes("Dunmere spooler"))


@sample("single-characters", title="Every character placed by itself, drawn from right to left", lab="Ironwood Valley Laboratory", collected="2026-01-30", reported="2026-01-31",
        notes="Each character is a show operator of its own and the words of a line are drawn from right to left, lines from bottom to top. The page is stored upright and shown turned by /Rotate 90; a crop box cuts printer's marks off.",
        traits=["one show operator a character", "drawing order: last line first, last column first", "/Rotate 90 with a landscape page as displayed", "crop box that hides text outside it (a printer's slug with figures)", "Helvetica, not embedded, no ToUnicode", "figures right aligned"])
def characters(s):
    widths = font_widths()
    # The content is written for the unrotated sheet so that /Rotate 90 shows it upright: text runs upwards.
    wide, tall = 792.0, 612.0                                    # as displayed
    margin = 24.0                                                # outside the crop box
    pdf = RawPdf({"F1": "Helvetica", "F2": "Helvetica-Bold"})
    pdf.page(tall + 2 * margin, wide + 2 * margin, rotate=90, crop=(margin, margin, margin + tall, margin + wide))
    def put(x, y, text, size=9, font="F1", right=False):
        """Displayed position (x, y) from the top left of the crop box."""
        total = sum(widths.get(c, 556) for c in text) * size / 1000
        at = x - total if right else x
        spots = []
        for c in text:
            spots.append((at, c))
            at += widths.get(c, 556) * size / 1000
        for place, c in reversed(spots):
            if c != " ":
                # Displayed (px, py) is the point (y, height - x) of the sheet, text turned by 90 degrees.
                pdf.text(margin + y, (wide + 2 * margin) - (margin + place), c, font=font, size=size, angle=90)
    lines = []
    y = 150
    def queue(*cells):
        lines.append(list(cells))
    for kind, item in s.parse("""
# Electrolytes
Sodium | 144 | mmol/L | 136 - 145 |
Potassium | 3.9 | mmol/L | 3.4 - 5.0 |
Chloride | 109 | mmol/L | 98 - 107 | H
Bicarbonate | 20.5 | mmol/L | 21.0 - 32.0 | L
Anion gap | 14.5 | mmol/L | 6.0 - 16.0 |
# Liver
ALT (SGPT) | 131 | U/L | 12 - 78 | H
AST (SGOT) | 97 | U/L | 15 - 37 | H
Alkaline phosphatase | 84 | U/L | 46 - 116 |
Bilirubin, total | 0.8 | mg/dL | 0.2 - 1.0 |
Bilirubin, direct | 0.21 | mg/dL | 0.00 - 0.20 | H
Albumin | 3.6 | g/dL | 3.4 - 5.0 |
# Pancreas
Lipase | 1204 | U/L | 73 - 393 | H
Amylase | 96 | U/L | 25 - 115 |
# Drugs
Acetaminophen | <2.0 | µg/mL | 10.0 - 30.0 | | @null flag
Salicylate | 3.1 | mg/dL | 2.8 - 20.0 |
"""):
        if kind == "panel":
            y += 8
            queue((60, y, item, 10, "F2", False))
        else:
            queue((70, y, item.name), (330, y, item.value, 9, "F2" if item.flag else "F1", True), (345, y, item.flag, 9, "F2", False), (400, y, item.unit), (520, y, item.range))
        y += 15.5
    queue((60, y + 20, "H = above, L = below the reference interval. Director: I. Fictional, MD", 7.5))
    top = [[(60, 46, "Ironwood Valley Laboratory", 17, "F2", False), (732, 46, "SAMPLE REPORT", 9, "F1", True)], [(60, 66, "77 Ridge Road, Ironwood, UT 84000")],
           [(60, 88, "Patient: Paper, Dolly"), (300, 88, "DOB: 02/29/1996"), (440, 88, "Sex: F"), (540, 88, "Order: IV-90017")], [(60, 103, "Collected: 01/30/2026 22:10"), (300, 103, "Reported: 01/31/2026 00:35"), (540, 103, "Page 1 of 1")],
           [(70, 132, "Test", 9, "F2", False), (330, 132, "Result", 9, "F2", True), (345, 132, "Flag", 9, "F2", False), (400, 132, "Units", 9, "F2", False), (520, 132, "Reference interval", 9, "F2", False)]]
    for line in reversed(top + lines):
        for cell in reversed(line):
            if cell[2]:
                put(*cell)
    put(-12, -8, "SLUG 4711 Potassium 9.9 mmol/L 3.4 - 5.0 cut here", 6)      # outside the crop box
    s.write(pdf.bytes("Ironwood form writer"))


@sample("hidden-duplicate", title="Visible text with a hidden recognised layer over it", lab="Maple Ferry Medical Laboratory", collected="2026-03-06", reported="2026-03-07",
        notes="The whole page is repeated as invisible text (render mode 3) shifted by a fraction of a point, with recognition mistakes in some words. The visible text is the truth.",
        traits=["every line a second time as invisible text", "the hidden copy has mistakes (0 for O, 1 for l, wrong digits)", "Times, not embedded", "column rules", "status column with N, H, L on every row"])
def hidden(s):
    pdf = RawPdf({"F1": "Times-Roman", "F2": "Times-Bold"})
    pdf.page(595, 842)
    words = []
    def put(x, y, text, size=10, font="F1"):
        pdf.text(x, y, text, font=font, size=size)
        words.append((x, y, text, size))
    put(50, 56, "Maple Ferry Medical Laboratory", 18, "F2")
    put(50, 72, "15 Landing Street, Maple Ferry, VT 05000 - SAMPLE REPORT", 8.5)
    put(50, 100, "Patient: Cardboard, Hugo")
    put(300, 100, "DOB: 12/12/1955   Sex: M")
    put(50, 114, "Collected: 03/06/2026 08:15")
    put(300, 114, "Reported: 03/07/2026")
    columns = (50, 230, 300, 350, 440)
    for x, t in zip(columns, ("Test", "Result", "Status", "Unit", "Reference range")):
        put(x + 4, 146, t, 10, "F2")
    y = 164
    for kind, item in s.parse("""
# Complete blood count
Hemoglobin | 16.9 | g/dL | 13.5 - 17.5 | N
Hematocrit | 51.8 | % | 41.0 - 53.0 | N
Red blood cells | 5.91 | 10^6/uL | 4.50 - 5.90 | H
White blood cells | 8.0 | 10^3/uL | 4.5 - 11.0 | N
Platelets | 150 | 10^3/uL | 150 - 450 | N
MCV | 87.6 | fL | 80.0 - 100.0 | N
Reticulocytes | 0.4 | % | 0.5 - 2.5 | L
# Iron studies
Iron | 201 | ug/dL | 60 - 170 | H
TIBC | 244 | ug/dL | 240 - 450 | N
Ferritin | 811 | ng/mL | 12 - 300 | H
Transferrin saturation | 82 | % | 20 - 50 | H
# Vitamins
Vitamin B12 | 190 | pg/mL | 200 - 900 | L
Folate | 10.1 | ng/mL | 2.7 - 17.0 | N
Zinc | 88 | ug/dL | 60 - 130 | N
"""):
        if kind == "panel":
            y += 6
            put(54, y, item, 10.5, "F2")
        else:
            for x, t in zip(columns, (item.name, item.value, item.flag, item.unit, item.range)):
                if t:
                    put(x + 4, y, t)
        y += 16
    for x in (*columns, 550):
        pdf.line(x, 134, x, y - 8, 0.4)
    pdf.line(50, 134, 550, 134)
    pdf.line(50, 151, 550, 151)
    pdf.line(50, y - 8, 550, y - 8)
    mistakes = {"16.9": "18.9", "Iron": "lron", "8.0": "B.O", "811": "8ll", "Folate": "Fo1ate", "150": "1SO"}
    for x, yy, t, size in words:
        pdf.text(x + 0.4, yy + 0.3, mistakes.get(t, t), size=size * 0.98, mode=3)
    s.write(pdf.bytes("Maple scan station"))


@sample("watermark-letters", title="Diagonal watermark letters through the table", lab="Blue Heron Diagnostics", collected="2026-04-20", reported="2026-04-21",
        notes="The letters of the word SAMPLE REPORT are drawn one by one on a diagonal across the table, under and between the rows.",
        traits=["diagonal grey watermark drawn as single letters, some between cells of a row", "fonts without ToUnicode, one glyph named by /Differences (mu)", "a rule under every second row", "right-aligned figures", "flag as a word in parentheses: (High)"])
def watermark(s):
    widths = font_widths()
    pdf = RawPdf({"F1": "Helvetica", "F2": "Helvetica-Bold"}, {1: "mu"})
    pdf.page(612, 792)
    rows = s.parse("""
# Inflammation
hs-CRP | 3.8 | mg/L | 0.0 - 3.0 | (High)
Homocysteine | 9.1 | µmol/L | 5.0 - 15.0 |
Fibrinogen | 412 | mg/dL | 200 - 400 | (High)
Uric acid | 5.0 | mg/dL | 2.4 - 6.0 |
Lp-PLA2 | 188 | nmol/min/mL | 0 - 123 | (High)
# Lipids
Total cholesterol | 205 | mg/dL | < 200 | (High)
LDL particle number | 1344 | nmol/L | < 1000 | (High)
Small LDL-P | 610 | nmol/L | < 527 | (High)
HDL particle number | 33.1 | µmol/L | > 30.5 |
Apolipoprotein A1 | 151 | mg/dL | 115 - 205 |
Triglycerides | 144 | mg/dL | < 150 |
# Glycemic
Glucose | 87 | mg/dL | 65 - 99 |
Insulin | 12.7 | µIU/mL | 2.6 - 24.9 |
C-peptide | 2.2 | ng/mL | 1.1 - 4.4 |
Fructosamine | 241 | µmol/L | 0 - 285 |
# Nutrients
Magnesium, RBC | 3.7 | mg/dL | 4.2 - 6.8 | (Low)
Vitamin D, 25-OH | 41.5 | ng/mL | 30.0 - 100.0 |
Coenzyme Q10 | 0.66 | µg/mL | 0.37 - 2.20 |
Omega-3 index | 5.2 | % | > 8.0 | (Low)
""")
    for i, c in enumerate("SAMPLEREPORT"):
        pdf.text(96 + i * 36, 640 - i * 37, c, font="F2", size=58, angle=45, gray=0.86)
    pdf.text(50, 54, "Blue Heron Diagnostics", font="F2", size=18)
    pdf.text(50, 70, "3 Marsh Lane, Heronville, FL 32000", size=8)
    pdf.text(50, 96, "Patient: Bogus, Clara")
    pdf.text(220, 96, "DOB: 03/19/1974")
    pdf.text(340, 96, "Sex: Female")
    pdf.text(440, 96, "ID: BH-2204")
    pdf.text(50, 110, "Collected: 04/20/2026 07:30")
    pdf.text(220, 110, "Reported: 04/21/2026")
    pdf.text(440, 110, "Page 1 of 1")
    for x, t in ((56, "Biomarker"), (250, "Result"), (310, "Status"), (370, "Units"), (460, "Reference")):
        pdf.text(x, 140, t, font="F2")
    pdf.line(50, 145, 562, 145, 1)
    y = 162
    for k, (kind, item) in enumerate(rows):
        if kind == "panel":
            y += 4
            pdf.text(52, y, item, font="F2", size=10)
        else:
            if k % 2:
                pdf.line(50, y + 5, 562, y + 5, 0.2)
            pdf.text(60, y, item.name)
            w = sum(widths.get(c, 556) for c in item.value) * 9 / 1000
            pdf.text(288 - w, y, item.value)
            if item.flag:
                pdf.text(310, y, item.flag)
            pdf.text(370, y, item.unit)
            pdf.text(460, y, item.range)
        y += 18
    s.write(pdf.bytes("Heron writer 2"))
