"""Look-alikes of reports of laboratories in India: Dr Lal PathLabs and House of Diagnostics."""
from .common import sample
from .placed import Sheet, publish


@sample("lab-lal-pathlabs", format="lal-pathlabs", title="Dr Lal PathLabs, methods under names, panels over pages", lab="Dr Lal PathLabs", imitates="Dr Lal PathLabs", collected="2026-03-14", reported="2026-03-16",
        notes="What lies outside its range is only set in bold: the flag of these rows is not judged. Methods stand in round brackets under the names. Vitamin B12 and vitamin D are panels and results in one line.",
        traits=["columns Test Name, Results, Units, Bio. Ref. Interval; head repeated on each page", "method in round brackets on the line under the name", "out of range shown by bold type only", "a panel that goes on over the page's end", "the panel's title is the name of its only result",
                "numbered notes and tables drawn with dashes and bars, full of figures that are no results", "one name twice (per cent and absolute) under two headings", "a block of letters of a printed code", "labels and their colons apart", "a last page with signatures only", "tilted SAMPLE across each page"])
def lal(s):
    sheets = []
    columns = (284, 403, 492)
    head = (("Name", ": ", "Rakesh Exampleprasad", "", ""), ("Lab No.", ": ", "000031426", "Age", "44 Years"), ("Ref By", ": ", "Dr. UNREAL", "Gender", "Male"), ("Collected", ": ", "14/3/2026  7:35:00AM", "Reported", "16/3/2026  4:12:08PM"),
            ("A/c Status", ": ", "P", "Report Status", "Final"), ("Collected at", ": ", "LPL-EXAMPLEPUR (SAMPLE COLLECTION CENTRE)", "Processed at", "LPL-EXAMPLE REFERENCE LAB"), ("", "", "Plot 17, Sample Road", "", "Sample Block, Sector 0, Nowhere -000000"), ("", "", "EXAMPLEPUR 000000", "", ""))

    def start(n):
        p = Sheet(595, 876)
        p.sample_mark()
        sheets.append(p)
        p.box(0, 0, 595, 40, fill="#ffd97a")
        p.drawn(50, 14, "DR LAL PATHLABS", 2.2, "#26528f")
        p.box(22, 76, 552, 126, stroke="#999")
        for i, (label, colon, value, right, other) in enumerate(head):
            y = 89 + 11.9 * i
            p.text(25, y, label, 8, bold=True)
            p.text(84, y, colon, 8, bold=True)
            p.text(91, y, value, 8 if i < 5 else 7.2, bold=i > 4)
            p.text(293, y, right, 8, bold=True)
            if right:
                p.text(360, y, ":", 8, bold=True)
            p.text(370, y, other, 8 if i < 5 else 7.2, bold=i > 4)
        p.text(301, 219, "Test Report", 9, bold=True, at="middle")
        for x, t in zip((39, *columns), ("Test Name", "Results", "Units", "Bio. Ref. Interval")):
            p.text(x, 237, t, 8, bold=True)
        for i, c in enumerate("1011001110101100101101001110010110"):
            if c == "1":
                p.box(237 + i * 3.8, 784, 2, 22, fill="#000")
        p.text(301, 815, "*000031426*", 6, at="middle")
        p.text(492, 789, f"Page {n} of 5", 7.2)
        p.box(0, 834, 595, 42, fill="#ffd97a")
        p.text(297, 852, "SAMPLE: everything in this document is invented; no result tells of anybody.", 8.5, at="middle")
        return p

    def rows(p, y, text, step=26.4, boxed=True):
        """Rows with their methods in the further cell; returns the y below."""
        top = y - 12
        items = s.parse(text)
        for (kind, r), (after, _) in zip(items, [*items[1:], ("", "")]):
            if kind == "panel":
                p.text(38, y, r, 8, bold=True)
                y += 12.5 if after == "note" else 26
            elif kind == "note":                # a heading within the panel
                p.text(38, y, r, 8, bold=True)
                y += 12.5
            else:
                method = r.x[0] if r.x else ""
                odd = r.x[1] if len(r.x) > 1 else ""
                p.text(38, y, r.name, 8, bold=odd == "title")
                for x, t in zip(columns, (r.value, r.unit, r.range)):
                    p.text(x, y, t, 8, bold=t == r.value and odd == "out")
                if method:
                    p.text(38, y + 12.5, method, 8, bold=odd == "title")
                if boxed and method:
                    p.rule(31, y + 16.5, 567, y + 16.5, 0.8)
                y += step if method else 15.5
        if boxed:
            p.rule(31, top, 567, top, 0.8)
            for x in (31, 279, 399, 487, 567):
                p.rule(x, top, x, y - 9, 0.8)
        return y

    p = start(1)
    p.text(38, 256, "HealthCheck Example 3", 8, bold=True)
    rows(p, 282, """
# COMPLETE BLOOD COUNT;CBC
Hemoglobin | 12.40 | g/dL | 13.00 - 17.00 | | (Photometry) | out | @null flag
Packed Cell Volume (PCV) | 38.20 | % | 40.00 - 50.00 | | (Calculated) | out | @null flag
RBC Count | 5.21 | mill/mm3 | 4.50 - 5.50 | | (Electrical Impedance)
MCV | 73.30 | fL | 83.00 - 101.00 | | (Electrical Impedance) | out | @null flag
MCH | 23.80 | pg | 27.00 - 32.00 | | (Calculated) | out | @null flag
MCHC | 32.50 | g/dL | 31.50 - 34.50 | | (Calculated)
Red Cell Distribution Width (RDW) | 16.10 | % | 11.60 - 14.00 | | (Electrical Impedance) | out | @null flag
Total Leukocyte Count (TLC) | 7.20 | thou/mm3 | 4.00 - 10.00 | | (Electrical Impedance)
""")
    s.panel = "Differential Leucocyte Count (DLC)"
    y = rows(p, 521, """
> Differential Leucocyte Count (DLC)
> (VCS Technology)
Segmented Neutrophils | 58.00 | % | 40.00 - 80.00 |
Lymphocytes | 31.00 | % | 20.00 - 40.00 |
Monocytes | 6.00 | % | 2.00 - 10.00 |
Eosinophils | 4.00 | % | 1.00 - 6.00 |
Basophils | 1.00 | % | <2.00 |
""")
    s.panel = "Absolute Leucocyte Count"
    y = rows(p, y + 4, """
> Absolute Leucocyte Count
> (Calculated)
Neutrophils | 4.18 | thou/mm3 | 2.00 - 7.00 | | @also Absolute Leucocyte Count Neutrophils; Absolute Neutrophils
Lymphocytes | 2.23 | thou/mm3 | 1.00 - 3.00 | | @also Absolute Leucocyte Count Lymphocytes; Absolute Lymphocytes
Monocytes | 0.43 | thou/mm3 | 0.20 - 1.00 | | @also Absolute Leucocyte Count Monocytes; Absolute Monocytes
Eosinophils | 0.29 | thou/mm3 | 0.02 - 0.50 | | @also Absolute Leucocyte Count Eosinophils; Absolute Eosinophils
Basophils | 0.07 | thou/mm3 | 0.02 - 0.10 | | @also Absolute Leucocyte Count Basophils; Absolute Basophils
""")
    s.panel = "COMPLETE BLOOD COUNT;CBC"
    rows(p, y + 2, "Platelet Count | 288 | thou/mm3 | 150.00 - 410.00 | | (Electrical Impedance)\n")

    s.page = 2
    p = start(2)
    p.lines(38, 262, ["Note", "1. Each kind of white cell is given as a share and as a number in a volume of blood.", "2. Measured in EDTA whole blood."], leading=13, size=8)
    rows(p, 325, """
# LIVER & KIDNEY PANEL, SERUM
Creatinine | 1.42 | mg/dL | 0.70 - 1.30 | | (Modified Jaffe,Kinetic) | out | @null flag
GFR Estimated | 62 | mL/min/1.73m2 | >59 | | (CKD EPI Equation 2021)
GFR Category | G2 | | | | (KDIGO Guideline 2012)
Urea | 38.50 | mg/dL | 13.00 - 43.00 | | (Urease UV)
Urea Nitrogen Blood | 17.98 | mg/dL | 6.00 - 20.00 | | (Calculated)
BUN/Creatinine Ratio | 13 | | | | (Calculated)
Uric Acid | 8.10 | mg/dL | 3.50 - 7.20 | | (Uricase) | out | @null flag
AST (SGOT) | 27.0 | U/L | 15.00 - 40.00 | | (IFCC without P5P)
ALT (SGPT) | 41.0 | U/L | 10.00 - 49.00 | | (IFCC without P5P)
GGTP | 36.0 | U/L | 0 - 73 | | (IFCC)
Alkaline Phosphatase (ALP) | 84.00 | U/L | 30.00 - 120.00 | | (IFCC-AMP)
Bilirubin Total | 0.70 | mg/dL | 0.30 - 1.20 | | (Oxidation)
Bilirubin Direct | 0.20 | mg/dL | <0.3 | | (Oxidation)
Bilirubin Indirect | 0.50 | mg/dL | <1.10 | | (Calculated)
Total Protein | 7.10 | g/dL | 5.70 - 8.20 | | (Biuret)
""")
    s.page = 3
    p = start(3)
    y = rows(p, 249, """
Albumin | 4.20 | g/dL | 3.20 - 4.80 | | (BCG)
A : G Ratio | 1.45 | | 0.90 - 2.00 | | (Calculated)
Globulin(Calculated) | 2.90 | gm/dL | 2.0 - 3.5 | | @also Globulin
Calcium, Total | 9.30 | mg/dL | 8.70 - 10.40 | | (Arsenazo III)
Phosphorus | 3.40 | mg/dL | 2.40 - 5.10 | | (Molybdate UV)
Sodium | 141.00 | mEq/L | 136.00 - 145.00 | | (Indirect ISE)
Potassium | 5.40 | mEq/L | 3.50 - 5.10 | | (Indirect ISE) | out | @null flag
Chloride | 104.00 | mEq/L | 98.00 - 107.00 | | (Indirect ISE)
""", boxed=False)
    y = p.lines(38, y + 6, ["Note", "    1.   The estimated GFR follows the equation of 2021; G1 is 90 and more, G2 is 60 - 89, G3a is 45 - 59.", "    2.   A ratio of urea nitrogen to creatinine of about 10:1 is usual; above 20:1 points to a lack of fluid.",
                            "    3.   Results near a limit are best repeated after 2 to 4 weeks."], leading=13, size=8)
    y = rows(p, y + 20, """
# LIPID SCREEN, SERUM
Cholesterol, Total | 214.00 | mg/dL | <200.00 | | (CHO-POD) | out | @null flag
Triglycerides | 246.00 | mg/dL | <150.00 | | (GPO-POD) | out | @null flag
HDL Cholesterol | 35.00 | mg/dL | >40.00 | | (Enzymatic Immunoinhibition) | out | @null flag
LDL Cholesterol, Calculated | 129.80 | mg/dL | <100.00 | | (Calculated) | out | @null flag | @also LDL Cholesterol
VLDL Cholesterol,Calculated | 49.20 | mg/dL | <30.00 | | (Calculated) | out | @null flag | @also VLDL Cholesterol
Non-HDL Cholesterol | 179 | mg/dL | <130 | | (Calculated) | out | @null flag
""", boxed=False)
    p.lines(38, y + 6, ["Note", "    1.   Three samples, a week apart, tell more than one.", "    2.   With triglycerides above 400 mg/dL LDL is better measured than calculated."], leading=13, size=8)

    s.page = 4
    p = start(4)
    y = p.lines(60, 252, ["Goals of treatment, an invented table", " " + "-" * 76, "|  RISK       |        GOAL (mg/dL)         |    CONSIDER DRUGS (mg/dL)     |", "|  CATEGORY   | LDL-C        | NON HDL-C    | LDL-C         | NON HDL-C     |", "|" + "-" * 13 + "|" + "-" * 14 + "|" + "-" * 14 + "|" + "-" * 15 + "|" + "-" * 15 + "|",
                          "|  Very high  |   <50        |   <80        |   >=50        |   >=80        |", "|  High       |   <70        |   <100       |   >=70        |   >=100       |", "|  Moderate   |   <100       |   <130       |   >=100       |   >=130       |", " " + "-" * 76], leading=9, font="mono", size=6.6)
    y = rows(p, y + 18, """
# HbA1c (GLYCOSYLATED HEMOGLOBIN), BLOOD
HbA1c | 6.1 | % | 4.00 - 5.60 | | | out | @null flag
Estimated average glucose (eAG) | 128 | mg/dL | | | @also Estimated average glucose
""", boxed=False)
    y = p.lines(60, y + 6, ["Interpretation", " " + "-" * 72, "| Reference group | Non diabetic, 18 years and more | At risk   | Diabetes  |", "|-----------------|---------------------------------|-----------|-----------|", "| HbA1c in %      | 4.0-5.6                         | 5.7-6.4   | >= 6.5    |", " " + "-" * 72], leading=9, font="mono", size=6.6)
    y = rows(p, y + 18, """
# THYROID PROFILE,TOTAL, SERUM
> (CLIA)
T3, Total | 1.21 | ng/mL | 0.60 - 1.81 |
T4, Total | 7.94 | µg/dL | 5.01 - 12.45 |
TSH | 6.870 | µIU/mL | 0.550 - 4.780 | | | out | @null flag
""", boxed=False)
    y = p.lines(38, y + 6, ["Note", "     1. TSH is highest between 2 - 4 a.m. and lowest between 6-10 pm; it varies by about 50% .", "     2. Values <0.03 uIU/mL need a second look."], leading=13, size=8)
    s.panel = "VITAMIN B12; CYANOCOBALAMIN, SERUM"
    y = rows(p, y + 12, "VITAMIN B12; CYANOCOBALAMIN, SERUM | 164.00 | pg/mL | 211.00 - 911.00 | | (CLIA) | title | @null flag | @also VITAMIN B12; CYANOCOBALAMIN; VITAMIN B12\n", boxed=False)
    y = p.lines(38, y, ["Notes", "     1. Homocysteine may be raised before the vitamin falls.", "     2. Methods differ; compare results of one method only."], leading=13, size=8)
    s.panel = "VITAMIN D, 25 - HYDROXY, SERUM"
    y = rows(p, y + 12, "VITAMIN D, 25 - HYDROXY, SERUM | 41.50 | nmol/L | 75.00 - 250.00 | | (CLIA) | title | @null flag | @also VITAMIN D, 25 - HYDROXY; VITAMIN D\n", boxed=False)
    p.lines(60, y, [" " + "-" * 48, "| LEVEL         | RANGE (nmol/L)  | REMARK       |", "|---------------|-----------------|--------------|", "| Deficient     | < 50            | treat        |", "| Insufficient  | 50-74           | supplement   |", "| Sufficient    | 75-250          | good         |", " " + "-" * 48], leading=9, font="mono", size=6.6)

    s.page = 5
    p = start(5)
    for x, who in ((38, ["Dr Sample Singh", "MD, Pathology", "Technical Director", "NRL - Dr Lal PathLabs Ltd"]), (180, ["Dr Example Eapen", "MD, Biochemistry", "Consultant", "Dr Lal PathLabs Ltd"])):
        p.lines(x, 320, who, leading=10, size=7)
    p.text(297, 380, "-" * 30 + "End of report " + "-" * 30, 8, at="middle")
    letters = "ABCDEFGHIJKLMNOP"
    for i in range(12):
        p.text(297, 396 + 4 * i, "".join(letters[(i * 7 + k * k * 3 + k) % 16] for k in range(57)), 4, font="mono", at="middle")
    p.lines(38, 470, ["IMPORTANT INSTRUCTIONS", "Results hold for the specimen that was sent. They have to be read together with what the doctor finds."], leading=10, size=7)
    publish(s, sheets)


@sample("lab-hod", format="hod", title="House of Diagnostics: accession line, method column, pages without results", lab="House of Diagnostics", imitates="House of Diagnostics", collected="2026-02-11",
        notes="The name is a picture on such reports; the text has HOD Head Office only. What lies outside its range is only set in bold: the flag of these rows is not judged. Units repeated in the range cell are left out. Page 2 is the report of a picture, without results.",
        traits=["columns Observation, Result, Unit, Biological Ref. Interval, Method; widths differ from table to table", "accession, collection, receipt and approval on a line over each table", "unit repeated within the range cell", "letters of the watermark upright and broken in the text layer (Sa, m, pl, e, R, ep, or, t)", "a page of an imaging report",
                "rows of dashes around remarks, tables of decision limits", "a date with a space within it (11- Feb-26)", "headings underlined within the table", "out of range shown by bold type only"])
def hod(s):
    sheets = []
    def start(n):
        p = Sheet(594.96, 841.92)
        sheets.append(p)
        p.drawn(30, 40, "HOUSE OF DIAGNOSTICS", 1.6, "#c00")
        for x, y, t in ((146, 530, "Sa"), (190, 490, "m"), (219, 452, "pl"), (247, 432, "e"), (276, 400, "R"), (302, 374, "ep"), (341, 338, "or"), (372, 306, "t")):
            p.text(x, y, t, 40, fill="#ddd")
        for y, left, value, right, other in ((100, "Patient Name :", "Invented Patient", "Lab No :", "XHOD000211"), (115, "Age / Sex :", "58 Y / F", "Registration On :", "11-Feb-26 08:10"), (130, "Referred By :", "SAMPLE CLINIC", "Patient ID :", "UHID.SAMPLE.211"), (145, "Centre :", "HOD Head Office", "", "")):
            p.text(30, y, left, 8, bold=True)
            p.text(110, y, value, 8)
            p.text(305, y, right, 8, bold=True)
            p.text(400, y, other, 8)
        p.text(55, 757, "Scan to Validate", 5.6)
        p.box(55, 762, 52, 52, stroke="#999")
        p.rule(118, 798, 374, 798, 1.6, "#c00")
        p.text(129, 812, "This is a Sample Report - every name, number and word in it is invented", 6.4)
        p.text(475, 802, f"Page {n} of 4", 8)
        p.box(0, 833, 595, 9, fill="#c00")
        return p
    def table(p, y, title, specimen, times, x, text):
        """`x`: left edges of the five columns."""
        s.panel = title
        p.box(30, y - 13, 535, 17, fill="#c00")
        p.text(38, y, title, 8, font="dejavu", bold=True, fill="#fff")
        p.text(557, y, specimen, 7, font="dejavu", bold=True, at="end", fill="#fff")
        y += 17
        for at, label, time in zip((34, 173, 302, 435), ("Accession No:", "Collected On:", "Received On:", "Approved On:"), ("XB00211", *times)):
            p.shape(f"<text x='{at}' y='{y}' style=\"font:6.3px 'DejaVu Sans';white-space:pre\"><tspan font-weight='bold'>{label}</tspan> {time}</text>")
        y += 15
        p.box(30, y - 9, 535, 12, fill="#d5d5d5")
        for at, t in zip(x, ("Observation", "Result", "Unit", "Biological Ref. Interval", "Method")):
            p.text(at, y, t, 6.9, font="dejavu", bold=True)
        top = y - 9
        for kind, r in s.parse(text):
            y += 12
            p.rule(30, y + 3, 565, y + 3, 0.3, "#999")
            if kind == "panel":
                p.text(x[0], y, r, 6.9, font="dejavu", bold=True)
                p.rule(x[0], y + 1.5, x[0] + 4.6 * len(r), y + 1.5, 0.4)
                continue
            method, printed, out = (r.x + ["", "", ""])[:3]
            for at, t in zip(x, (r.name, r.value, r.unit, printed or r.range, method)):
                p.text(at, y, t, 6.9, font="dejavu", bold=bool(out) and at == x[1])
        for at in (30, *(v - 7 for v in x[1:]), 565):
            p.rule(at, top, at, y + 3, 0.3, "#999")
        return y + 20
    def remarks(p, y, *lines, dashes=71):
        return p.lines(30, y, ["-" * dashes, *lines, "-" * dashes], leading=8, size=5.2, font="dejavu")

    times = ("11- Feb-26 08:10", "11- Feb-26 09:02", "11- Feb-26 12:40")
    p = start(1)
    y = table(p, 178, "Urine R/M", "Urine Sample", times, (38, 195, 262, 300, 430), """
# Physical Examination
Urine Quantity | 20 | mL | | | Physical Examination
Urine Colour | Dark Yellow | | Pale Yellow | | Physical Examination | | | @null flag
Urinary Transparency | Hazy | | Clear | | Physical Examination | | out | @null flag
# Biochemical Examination
Urinary pH | 6.5 | pH | 6.0 - 8.0 | | bromothymol blue | 6.0 - 8.0 pH
Urinary Specific Gravity | 1.018 | | 1.005 - 1.030 | | Ethyleneglycol-bis t.a.a.
Urinary Protein | Trace | | Negative | | Tetrachlorophenol | | out | @null flag
Urinary Glucose | Negative | | Negative | | glucose-oxidase-peroxidase
Urinary Ketones | Negative | | Negative | | Sodium Nitroprusside
Urobilinogen | Negative | | Negative | | Methoxybenzene Diazonium
Urine Bilirubin | Negative | | Negative | | Dichlorobenzene-diazonium
Urinary Nitrites | Positive | | Negative | | hydroxy | | out | @null flag
Blood [In Urine] | Negative | | Negative | | Tetramethylbenzidine
Leukocyte esterase | 2+ | | Negative | | indoxyl-ester-diazonium | | out | @null flag
# Microscopic Examination
Pus Cells [In Urine] | 10-12 | /HPF | 1 - 2 | | Flow Micro Imaging | 1 - 2 /HPF | out | @null flag
Epithelial Cells (Squamous) | 2-3 | /HPF | 0-2 | | Flow Micro Imaging | 0-2/HPF | out | @null flag
Epithelial Cells (Non-Squamous) | NIL | /HPF | 0-2 | | Flow Micro Imaging | 0-2/HPF
Urinary RBC | NIL | /HPF | NIL | | Flow Micro Imaging | NIL /HPF
Hyaline Casts | NIL | /LPF | 0-2 | | Flow Micro Imaging | 0-2/LPF
Pathological Casts | NIL | /LPF | 0-1 | | Flow Micro Imaging | 0-1/LPF
Yeast Cells | NIL | /HPF | 0-1 | | Flow Micro Imaging | 0-1/HPF
Crystals | NIL | /HPF | NIL | | Flow Micro Imaging | NIL/HPF
Other Morphology | NIL | | NIL | | Microscopy
""")
    remarks(p, y, "Remarks:", "          The volume is that of the tube, not of the day.", "          In women red cells may stem from the period.", "-" * 71, "Advise: Read these results together with the symptoms.")

    p = start(2)
    p.text(38, 178, "Digital X-Ray Chest PA", 8, font="dejavu", bold=True)
    p.text(557, 178, "Approved On: 11-Feb-26 13:05", 7, font="dejavu", at="end")
    p.lines(34, 210, ["INVENTED IMAGE REPORT (CHEST)", "", "Both lungs are clear. The heart is 12.4 cm wide in a chest of 27 cm.", "", "A calcified spot of 4 mm lies in the right upper field.", "", "No fluid on either side.", "", "ADVISED: comparison with older pictures."], leading=14, size=8.5)

    s.page = 3
    p = start(3)
    y = table(p, 178, "CBC", "EDTA Whole Blood", times, (38, 176, 226, 308, 430), """
Hemoglobin | 11.2 | gm/dL | 12.0 - 15.0 | | Cyanide free, photometry | | out | @null flag
Total RBC | 4.02 | million/µL | 3.8 - 4.8 | | Impedance
Platelet Count | 244 | X 10³ / µL | 150 - 410 | | Impedance | 150 - 410 x 10³/µL
Total Leucocyte Count (WBC) | 12.84 | X 10³ / µL | 4.0 - 10.0 | | Impedance | 4.0 - 10.0 x 10³/µL | out | @null flag | @also Total Leucocyte Count
# Differential Leucocyte Count (DLC)
Neutrophils | 78.1 | % | 40 - 80 | | Flow cytometry
Lymphocytes | 15.6 | % | 20 - 40 | | Flow cytometry | | out | @null flag
Monocytes | 4.9 | % | 2 - 10 | | Flow cytometry
Eosinophils | 1.1 | % | 1 - 6 | | Flow cytometry
Basophils | 0.3 | % | 0 - 1 | | Flow cytometry
Absolute Neutrophil Count | 10.03 | X 10³ / µL | 2.0 - 7.0 | | Calculated | | out | @null flag
Absolute Lymphocyte Count | 2.00 | X10³ / µL | 1.0 - 3.0 | | Calculated
# Indices
Hematocrit (PCV) | 34.6 | % | 36 - 46 | | Calculated | | out | @null flag
Mean Corpuscular Volume (MCV) | 86.1 | fL | 83 - 101 | | Calculated
Mean Corp. Hemoglobin (MCH) | 27.9 | pg | 27 - 32 | | Calculated
MCH Concentration (MCHC) | 32.4 | g/dl | 31.5 - 34.5 | | Calculated
Red Cell Dist. Width (RDW-CV) | 13.9 | % | 11.6 - 14.0 | | Calculated
Mean Platelet Volume (MPV) | 11.4 | fL | 7.5 - 12.0 | | Calculated
Neutrophil-Lymphocyte Ratio (NLR) | 5.01 | Ratio | | | Calculated
Mentzer Index | 21.42 | Index | | | Calculated
""")
    y = table(p, y + 20, "Glucose Fasting", "Fluoride Plasma", times, (38, 195, 262, 330, 440), """
Blood Sugar Fasting | 104 | mg/dL | 70 - 100 | | GOD-POD | | out | @null flag
""")
    remarks(p, y, "Sample Type: fluoride plasma after 8 - 12 hours without food.", "Remarks: A single value of 126 mg/dL and more has to be confirmed.", dashes=81)

    s.page = 4
    p = start(4)
    y = table(p, 178, "Lipid Profile", "Serum Sample", times, (38, 180, 240, 300, 430), """
Total Cholesterol | 221 | mg/dL | <200 | | Enzymatic (CHE/CHO/POD) | | out | @null flag
Triglyceride | 134 | mg/dL | <150 | | Enzymatic, Endpoint
HDL Cholesterol | 58 | mg/dL | >45 | | Direct Measure, PTA / MgCl2
VLDL Cholesterol | 26.8 | mg/dL | 5-40 | | Calculated
LDL Cholesterol | 136.2 | mg/dL | <100 | | Friedewald Formula (Calculated) | | out | @null flag
Non-HDL Cholesterol | 163 | mg/dL | <130 | | Calculated | | out | @null flag
LDL / HDL Ratio | 2.35 | Ratio | 1.5-3.5 | | Calculated
TC / HDL Ratio | 3.81 | Ratio | 3-5 | | Calculated
""")
    p.text(30, y, "-" * 101, 5.2, font="dejavu")
    for row in (("Clinical Decision Limits*", "Optimal", "Above Optimal", "Borderline High", "High", "Very High"), ("Triglycerides", "<150", "-", "150-199", "200-499", ">=500"), ("Total Cholesterol", "<200", "-", "200-239", ">=240", "-"), ("LDL Cholesterol", "<100", "100-129", "130-159", "160-189", ">=190")):
        y += 10
        for at, t in zip((34, 170, 250, 340, 430, 490), row):
            p.text(at, y, t, 5.8, font="dejavu")
    y = remarks(p, y + 10, "* These limits were chosen to look like such a table.", "Clinical Significance:", "- Triglyceride: values above 500 mg/dL ask for treatment of their own.", "- LDL - Cholesterol: above 190 mg/dL in two samples points to a family's trait.", dashes=101)
    y = table(p, y + 16, "Hb A1c", "EDTA Whole Blood", times, (38, 240, 310, 360, 470), """
HbA1C | 6.0 | % | 4.8-5.7 | | HPLC | | out | @null flag
90 Day Average Blood Glucose | 125.50 | mg/dl | 90 - 120 | | Calculated | | out | @null flag
""")
    y = table(p, y + 8, "Free Thyroid Test [FT3,FT4,TSH]", "Serum Sample", times, (38, 260, 330, 380, 480), """
Free Triiodothyronine [FT3] | 3.02 | pg/mL | 2.77 - 5.27 | | CLIA
Free Thyroxine [FT4] | 1.11 | ng/dL | 0.78 - 2.19 | | CLIA
Thyroid Stimulating Hormone (TSH) | 2.36 | µIU/mL | 0.46-4.68 | | CLIA
""")
    remarks(p, y, "Note:", "          1. TSH swings with the time of day by 50-206%.", "          2. Values <0.03 µIU/mL are rare.", dashes=81)
    publish(s, sheets)
