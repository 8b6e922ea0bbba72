"""Look-alikes of reports of Labcorp, in two layouts."""
from .common import sample
from .placed import Sheet, publish


@sample("lab-labcorp", format="labcorp", title="Labcorp, Enterprise Report: current and previous results", lab="Labcorp", imitates="Labcorp (Enterprise Report Version 2.00)",
        collected="2026-02-24", reported="2026-02-25",
        notes="Previous results are not results. Raised site numbers behind names are not part of the name. The unit of Immature Granulocytes stands with a remark under it "
              "instead of a range. Estradiol has one range for each phase under the row: not judged.",
        traits=["columns Test, Current Result and Flag, Previous Result and Date, Units, Reference Interval, all centred", "raised site number behind the name", "bold row with a triangle when out of range",
                "a table for each ordered item, each with its head", "remarks in monospaced type under rows", "ranges by cycle phase under a row", "a last page with details only", "tilted SAMPLE across each page"])
def labcorp(s):
    sheets = []

    def start():
        p = Sheet(612, 792)
        p.sample_mark()
        sheets.append(p)
        for x, y, size, label, value in ((18, 31, 11, "", "Nowhere, Nelly"), (186, 31, 7.5, "DOB: ", ""), (207, 31, 11, "", "04/17/1979"), (313, 31, 11, "", "Patient Report"),
                                         (18, 45, 7.2, "Patient ID: ", "NN-0417"), (186, 45, 7.2, "Age: ", "46"), (313, 45, 7.2, "Account Number: ", "00000017"),
                                         (18, 56.5, 7.2, "Specimen ID: ", "055-000-4172-0"), (186, 56.5, 7.2, "Sex: ", "Female"), (313, 56.5, 7.2, "Ordering Physician: ", "P Pretend")):
            p.shape(f"<text x='{x}' y='{y}' style=\"font:{size}px 'Liberation Sans';white-space:pre\">{label}<tspan font-weight='bold'>{value}</tspan></text>")
        p.rule(18, 62, 594, 62)
        return p

    def finish(p, n):
        p.rule(18, 712, 594, 712)
        p.text(594, 733, f"Date Created and Stored  02/25/26 0917 ET  Final Report  Page {n} of 3", 7.5, at="end")
        p.text(18, 754, "Laboratory Corporation of America Holdings: layout only", 5.8)
        p.text(18, 763, "SAMPLE - Enterprise Report Version 2.00", 5.8)
        p.text(594, 754, "SAMPLE. Everything in this document is invented; it tells nothing about anybody.", 5.8, at="end")

    def dates(p, y):
        p.box(18, y, 576, 29, fill="#f0f6fb")
        for x, label, value in ((21, "Date Collected: ", "02/24/2026"), (165, "Date Received: ", "02/24/2026"), (300, "Date Reported: ", "02/25/2026"), (505, "Fasting: ", "Yes")):
            p.shape(f"<text x='{x}' y='{y + 18}' style=\"font:8.2px 'Liberation Sans';white-space:pre\">{label}<tspan font-weight='bold'>{value}</tspan></text>")
        p.rule(18, y + 29, 594, y + 29)

    def block(p, y, title, text):
        p.text(18, y, title, 10.5, bold=True)
        y += 16
        p.text(36, y, "Test", 7.2)
        for x, t in ((230, "Current Result and Flag"), (366, "Previous Result and Date"), (472, "Units"), (552, "Reference Interval")):
            p.text(x, y, t, 7.2, at="middle")
        p.rule(18, y + 4, 594, y + 4)
        s.panel = title
        for kind, r in s.parse(text):
            y += 13.7 if kind == "row" else 10
            if kind == "note":
                p.text(60, y, r, 7, font="mono")
                continue
            if r.value:
                p.box(163, y - 9, 135, 13, fill="#f0f6fb")
            bold = bool(r.flag)
            if bold:
                p.shape(f"<path d='M{22} {y} l3 -6 l3 6 z' fill='#e8912d'/>")
            site, before = (r.x + ["", ""])[:2]
            p.shape(f"<text x='36' y='{y}' style=\"font:{'bold ' if bold else ''}9px 'Liberation Sans';white-space:pre\">{r.name.replace('&', '&amp;')}"
                    + (f"<tspan dx='2' dy='-2.97' style=\"font:5.22px 'Liberation Sans'\">{site}</tspan>" if site else "") + "</text>")
            p.text(203, y, r.value, 9, bold=bold, at="middle")
            p.text(270, y, r.flag, 9, bold=bold, at="middle")
            if before:
                old, day = before.split()
                p.text(338, y, old, 9, at="middle")
                p.text(390, y, day, 9, at="middle")
            p.text(472, y, r.unit, 9, at="middle")
            p.text(552, y, r.range, 9, at="middle")
            p.rule(18, y + 4, 594, y + 4, 0.4)
        return y + 30

    p = start()
    dates(p, 63)
    p.text(21, 110, "Ordered Items: CBC With Differential/Platelet; Comp. Metabolic Panel (14); Hemoglobin A1c; Ferritin; Estradiol", 8.2)
    p.rule(18, 121, 594, 121)
    p.text(594, 138, "Date Collected: 02/24/2026", 8.2, at="end")
    y = block(p, 162, "CBC With Differential/Platelet", """
WBC | 11.6 | x10E3/uL | 3.4-10.8 | High | 01 | 7.9 06/11/2025
RBC | 4.07 | x10E6/uL | 3.77-5.28 | | 01 | 4.22 06/11/2025
Hemoglobin | 10.7 | g/dL | 11.1-15.9 | Low | 01 | 11.9 06/11/2025
Hematocrit | 33.8 | % | 34.0-46.6 | Low | 01 | 36.4 06/11/2025
MCV | 83 | fL | 79-97 | | 01 | 86 06/11/2025
MCH | 26.3 | pg | 26.6-33.0 | Low | 01 | 28.2 06/11/2025
MCHC | 31.7 | g/dL | 31.5-35.7 | | 01 | 32.7 06/11/2025
RDW | 15.1 | % | 11.7-15.4 | | 01 | 13.8 06/11/2025
Platelets | 412 | x10E3/uL | 150-450 | | 01 | 377 06/11/2025
Neutrophils | 68 | % | Not Estab. | | 01 | 61 06/11/2025
Lymphs | 22 | % | Not Estab. | | 01 | 28 06/11/2025
Monocytes | 7 | % | Not Estab. | | 01 | 8 06/11/2025
Eos | 2 | % | Not Estab. | | 01 | 2 06/11/2025
Basos | 1 | % | Not Estab. | | 01 | 1 06/11/2025
Neutrophils (Absolute) | 7.9 | x10E3/uL | 1.4-7.0 | High | 01 | 4.8 06/11/2025
Lymphs (Absolute) | 2.6 | x10E3/uL | 0.7-3.1 | | 01 | 2.2 06/11/2025
Monocytes(Absolute) | 0.8 | x10E3/uL | 0.1-0.9 | | 01 | 0.6 06/11/2025
Eos (Absolute) | 0.2 | x10E3/uL | 0.0-0.4 | | 01 | 0.2 06/11/2025
Baso (Absolute) | 0.1 | x10E3/uL | 0.0-0.2 | | 01 | 0.1 06/11/2025
Immature Granulocytes | 0 | % | | | 01 | | @null range
""")
    p.text(472, y - 20, "Ask the laboratory for limits", 7, font="mono", at="middle")
    finish(p, 1)

    s.page = 2
    p = start()
    p.text(594, 78, "Date Collected: 02/24/2026", 8.2, at="end")
    y = block(p, 100, "Comp. Metabolic Panel (14)", """
Glucose | 88 | mg/dL | 70-99 | | 01 | 91 06/11/2025
BUN | 9 | mg/dL | 6-24 | | 01 | 12 06/11/2025
Creatinine | 0.64 | mg/dL | 0.57-1.00 | | 01 | 0.66 06/11/2025
eGFR | 110 | mL/min/1.73 | >59 | | 
BUN/Creatinine Ratio | 14 | | 9-23 | |
Sodium | 137 | mmol/L | 134-144 | | 01 | 139 06/11/2025
Potassium | 3.3 | mmol/L | 3.5-5.2 | Low | 01 | 3.9 06/11/2025
Chloride | 101 | mmol/L | 96-106 | | 01
Carbon Dioxide, Total | 21 | mmol/L | 20-29 | | 01
Calcium | 9.0 | mg/dL | 8.7-10.2 | | 01
Protein, Total | 6.8 | g/dL | 6.0-8.5 | | 01
Albumin | 4.0 | g/dL | 3.9-4.9 | | 01
Globulin, Total | 2.8 | g/dL | 1.5-4.5 | |
Bilirubin, Total | 0.2 | mg/dL | 0.0-1.2 | | 01
Alkaline Phosphatase | 96 | IU/L | 44-121 | | 01
AST (SGOT) | 17 | IU/L | 0-40 | | 01
ALT (SGPT) | 12 | IU/L | 0-32 | | 01
""")
    y = block(p, y, "Hemoglobin A1c", """
Hemoglobin A1c | 5.6 | % | 4.8-5.6 | | 01 | 5.5 06/11/2025
> Above 5.6 and below 6.5 speaks for prediabetes, 6.5 and more
> for diabetes; a goal of below 7.0 is common under treatment.
""")
    y = block(p, y, "Ferritin", "Ferritin | 6 | ng/mL | 15-150 | Low | 02 | 14 06/11/2025\n")
    y = block(p, y, "Estradiol", """
Estradiol | 143.0 | pg/mL | | | 02 | | @null range
> Follicular phase    12.5 - 166.0
> Ovulation phase     85.8 - 498.0
> Luteal phase        43.8 - 211.0
> Postmenopausal      <6.0 -  54.7
""")
    y = p.lines(18, y, ["Disclaimer"], bold=True, size=8)
    y = p.lines(18, y, ["A previous result is shown where the same patient had the test here before."], size=8)
    y = p.lines(18, y + 8, ["Icon Legend"], bold=True, size=8)
    p.shape(f"<path d='M18 {y} l3.5 -7 l3.5 7 z' fill='#e8912d'/>")
    p.text(28, y, "Out of Reference Range", 8)
    p.box(123, y - 7, 7, 7, fill="#c22")
    p.text(133, y, "Critical or Alert", 8)
    y = p.lines(18, y + 18, ["Performing Labs"], bold=True, size=8)
    p.lines(18, y, ["01: XA - Labcorp Exampleton, 1 Sample Court, Exampleton, NC 00000-0001 Dir: Ima Sample, MD", "02: XB - Labcorp Nowhereville, 2 Sample Street, Nowhereville, NC 00000-0002 Dir: Una Example, PhD"], size=7.6)
    finish(p, 2)

    p = start()
    for x, title, rows in ((18, "Patient Details", ["Nowhere, Nelly", "17 Sample Street, Exampleton, NC 00000", "Phone: 555-0117", "Date of Birth: 04/17/1979", "Age: 46", "Sex: Female", "Patient ID: NN-0417", "Alternate Patient ID: "]),
                           (228, "Physician Details", ["P Pretend", "4 Sample Avenue, Exampleton, NC 00000", "", "Phone: 555-0118", "Account Number: 00000017", "Physician ID: ", "NPI: 0000000000"]),
                           (420, "Specimen Details", ["Specimen ID: 055-000-4172-0", "Control ID: XC000417", "Alternate Control Number: ", "Date Collected: 02/24/2026 0741 Local", "Date Received: 02/24/2026 0000 ET", "Date Entered: 02/24/2026 2210 ET", "Date Reported: 02/25/2026 0905 ET"])):
        p.text(x, 92, title, 10, bold=True)
        p.lines(x, 106, rows, size=7.6)
    finish(p, 3)
    publish(s, sheets)


@sample("lab-labcorp-classic", format="labcorp", title="Labcorp, older layout with a LAB column", lab="LabCorp", imitates="LabCorp (layout with TESTS, RESULT, FLAG, UNITS, REFERENCE INTERVAL, LAB)",
        collected="2026-05-19", reported="2026-05-20",
        notes="The collection time's zone wraps to a second line. Site numbers in the column LAB are not results.",
        traits=["columns TESTS, RESULT, FLAG, UNITS, REFERENCE INTERVAL, LAB in monospaced type", "result, flag, unit and range centred under their heads", "`Not Estab.` as range", "remarks under rows", "tilted SAMPLE across the page"])
def labcorp_classic(s):
    p = Sheet(612, 792)
    p.sample_mark()
    teal = "#00739d"
    p.box(50, 42, 514, 28, fill=teal)
    p.text(58, 60, "LabCorp", 11, bold=True, fill="#fff")
    p.text(555, 59, "Patient Report", 9.5, at="end", fill="#fff")
    def pair(x, y, label, value):
        p.shape(f"<text x='{x}' y='{y}' style=\"font:6.9px 'Liberation Mono';white-space:pre\"><tspan font-weight='bold'>{label}</tspan> {value}</text>")
    pair(51, 80, "Specimen ID:", "139-000-5519-0")
    pair(180, 80, "Control ID:", "XC0005519")
    p.box(50, 88, 514, 2.4, fill=teal)
    for x, t in ((50, "Patient Details"), (226, "Specimen Details"), (402, "Physician Details")):
        p.text(x, 105, t, 7, bold=True, fill=teal)
    pair(50, 116, "Name:", "Mo Makebelieve")
    pair(50, 126, "DOB:", "11/30/1961")
    pair(50, 137, "Gender:", "M")
    pair(226, 116, "Date collected:", "05/19/2026 0655")
    p.text(226, 126, "Local", 6.9, font="mono")
    pair(226, 137, "Date reported:", "05/20/2026 1410 ET")
    pair(402, 116, "Ordering:", "F FICTION")
    p.text(50, 155, "Ordered Items", 7, font="mono", bold=True, fill=teal)
    p.text(50, 165, "CBC With Differential/Platelet; Lipid Panel; TSH; Prostate-Specific Ag", 6.9, font="mono")
    columns = ((54, "TESTS", "start"), (203, "RESULT", "middle"), (255, "FLAG", "middle"), (327, "UNITS", "middle"), (452, "REFERENCE INTERVAL", "middle"), (544, "LAB", "middle"))
    for x, t, at in columns:
        p.text(x, 183, t, 6.9, font="mono", bold=True, at=at)
    p.rule(50, 190, 564, 190)
    y = 193
    for kind, r in s.parse("""
# CBC With Differential/Platelet
WBC | 5.9 | x10E3/uL | 3.4 - 10.8 | | 01
RBC | 5.02 | x10E6/uL | 4.14 - 5.80 | | 01
Hemoglobin | 15.3 | g/dL | 13.0 - 17.7 | | 01
Hematocrit | 45.1 | % | 37.5 - 51.0 | | 01
Platelets | 139 | x10E3/uL | 150 - 450 | Low | 01
Neutrophils | 55 | % | Not Estab. | | 01
Lymphs | 33 | % | Not Estab. | | 01
# Lipid Panel
Cholesterol, Total | 231 | mg/dL | 100 - 199 | High | 01
Triglycerides | 168 | mg/dL | 0 - 149 | High | 01
HDL Cholesterol | 37 | mg/dL | >39 | Low | 01
VLDL Cholesterol Cal | 31 | mg/dL | 5 - 40 | | 01
LDL Chol Calc (NIH) | 163 | mg/dL | 0 - 99 | High | 01
# TSH
TSH | 2.270 | uIU/mL | 0.450 - 4.500 | | 01
# Prostate-Specific Ag
Prostate Specific Ag | 1.4 | ng/mL | 0.0 - 4.0 | | 02
> Values of different methods can not be compared. After surgery
> less than 0.1 ng/mL is expected.
"""):
        if kind == "panel":
            y += 17
            p.text(54, y, r, 6.9, font="mono", bold=True)
        elif kind == "note":
            y += 10
            p.text(66, y, r, 6.9, font="mono", fill="#666")
        else:
            y += 13.6
            for (x, _, at), t in zip(columns, (r.name, r.value, r.flag, r.unit, r.range, r.x[0])):
                p.text(x, y, t, 6.9, font="mono", bold=t == r.flag, at=at, fill="#444")
    p.rule(50, y + 16, 564, y + 16, 0.4)
    p.text(50, y + 26, "SAMPLE: everything in this document is invented.", 5.8, font="mono")
    p.text(564, y + 26, "FINAL REPORT  Page 1 of 1", 5.8, font="mono", at="end")
    publish(s, [p])
