"""Look-alikes of reports of laboratories in Asia with one small table: Drlogy, Labsmart, Innoquest."""
from .common import sample
from .pixels import squares
from .placed import Sheet, publish
from .rawpdf import RawPdf


@sample("lab-drlogy", format="drlogy", title="Drlogy: flag word before the range, unit last", lab="DRLOGY PATHOLOGY LAB", imitates="Drlogy", collected="2026-01-19", reported="2026-01-19",
        notes="The word that tells what is wrong (Low, High, Borderline) stands between value and range. `Calculated` under a name is its method.",
        traits=["columns Investigation, Result, Reference Value, Unit; the flag word has no head", "flag word in colour right before the range, Borderline among them", "method in tiny type under names", "headings of single tests", "large pale words across the table on the lines of rows, upright in the text layer", "times before dates, months as words",
                "values off their column by a point or two"])
def drlogy(s):
    p = Sheet(595.5, 842.25)
    p.text(67, 470, "Sample of", 34, bold=True, fill="#eef0fa")
    p.text(250, 470, "invented data", 34, bold=True, fill="#eef0fa")
    p.text(206, 520, "Drlogy.com", 34, bold=True, fill="#eef0fa")
    p.text(77, 42, "DRLOGY PATHOLOGY LAB", 18, bold=True, fill="#123a7a")
    p.text(96, 63, "Invented | Drawn | Printed", 11)
    p.text(75, 82, "1-2, SAMPLE COMPLEX, EXAMPLE ROAD, NOWHERE - 000000", 7)
    p.box(0, 90, 595.5, 16, fill="#0b4aa2")
    p.text(572, 101, "www.example.org", 7.5, at="end", fill="#fff")
    p.text(445, 41, "0000000001 | 0000000002", 9.5)
    p.text(23, 136, "Uma K. Unreal", 11.5, bold=True)
    for y, t in ((153, "Age : 33 Years"), (169, "Sex : Female"), (184, "PID : 0119")):
        p.text(23, y, t, 9.5)
    p.text(236, 136, "Sample Collected At:", 10.5, bold=True)
    p.lines(236, 151, ["7, Example Bungalow, Sample Road,", "Nowhere"], leading=13, size=8.5)
    p.text(236, 184, "Ref. By: Dr. Ila Imaginary", 9.5)
    for y, t in ((159, "Registered on: 09:05 AM 19 Jan, 2026"), (172, "Collected on: 09:20 AM 19 Jan, 2026"), (185, "Reported on: 02:40 PM 19 Jan, 2026")):
        p.text(571, y, t, 7, at="end")
    p.rule(20, 195, 573, 195, 0.5, "#888")
    p.text(289, 217, "Complete Blood Count (CBC)", 12.5, bold=True, at="middle")
    p.rule(20, 228, 573, 228, 0.5, "#888")
    for x, t in ((21, "Investigation"), (188, "Result"), (327, "Reference Value"), (465, "Unit")):
        p.text(x, 245, t, 10.5, bold=True)
    p.rule(20, 252, 573, 252, 0.5, "#888")
    p.text(20, 266, "Primary Sample Type :", 8.7)
    p.text(188, 266, "Blood", 8.7)
    y = 270
    color = {"Low": "#1d3fc4", "High": "#e02020", "Borderline": "#f08a24"}
    for i, (kind, r) in enumerate(s.parse("""
# HEMOGLOBIN
Hemoglobin (Hb) | 10.4 | g/dL | 12.0 - 15.0 | Low | @also Hemoglobin
# RBC COUNT
Total RBC count | 4.31 | mill/cumm | 3.8 - 4.8 |
# BLOOD INDICES
Packed Cell Volume (PCV) | 33.1 | % | 36 - 46 | Low | @also Packed Cell Volume
Mean Corpuscular Volume (MCV) | 76.80 | fL | 83 - 101 | Low | Calculated | @also Mean Corpuscular Volume
MCH | 24.1 | pg | 27 - 32 | Low | Calculated
MCHC | 31.4 | g/dL | 31.5 - 34.5 | Borderline | Calculated
RDW | 14.2 | % | 11.6 - 14.0 | High
# WBC COUNT
Total WBC count | 11200 | cumm | 4000-11000 | Borderline
# DIFFERENTIAL WBC COUNT
Neutrophils | 66 | % | 50 - 62 | High
Lymphocytes | 25 | % | 20 - 40 |
Eosinophils | 3 | % | 00 - 06 |
Monocytes | 6 | % | 00 - 10 |
Basophils | 0 | % | 00 - 02 |
# PLATELET COUNT
Platelet Count | 431000 | cumm | 150000 - 410000 | High
""")):
        shift = (0, 1, -1, 2)[i % 4]
        if kind == "panel":
            y += 19
            p.text(20 + shift / 2, y, r, 8.7, bold=True)
            continue
        y += 13.5
        p.text(20, y, r.name, 8.7)
        p.text(188 + shift, y, r.value, 8.7, bold=bool(r.flag), fill=color.get(r.flag, "#000"))
        p.text(321, y + 0.3, r.flag, 8.7, bold=True, at="end", fill=color.get(r.flag, "#000"))
        p.text(329 + shift, y, r.range, 8.7)
        p.text(464 + shift, y, r.unit, 8.7)
        if r.x:
            y += 7
            p.text(21, y, r.x[0], 5.2)
    p.text(21, y + 34, "Instruments: cell counter of no make", 8)
    p.text(21, y + 55, "Interpretation: small red cells, look at the iron stores", 8)
    p.rule(20, y + 66, 573, y + 66, 0.5, "#888")
    p.text(21, y + 80, "Thanks for Reference", 7)
    p.text(258, y + 80, "****End of Report****", 7)
    for x, who in ((24, ["Medical Lab Technician", "(DMLT, BMLT)"]), (247, ["Dr. Sana Sample", "(MD, Pathologist)"]), (427, ["Dr. Esha Example", "(MD, Pathologist)"])):
        p.lines(x, 760, who, size=8.5, leading=13)
    p.text(347, 797, "Generated on : 19 Jan, 2026 03:00 PM", 6.6)
    p.text(536, 797, "Page 1 of 1", 6.6)
    p.box(0, 808, 595.5, 34, fill="#0b4aa2")
    p.text(277, 830, "SAMPLE, INVENTED", 13, fill="#ffd34d")
    publish(s, [p])


@sample("lab-labsmart", format="labsmart", title="Labsmart: flag letter between name and value", lab="LABSMART SOFTWARE SAMPLE LETTERHEAD", imitates="Labsmart", collected="2026-04-11", reported="2026-04-11",
        notes="The letterhead is drawn, not text. Flag letters stand before the value, without a head. Page 2 holds no results.",
        traits=["no name of the laboratory in the text layer", "columns TEST, VALUE, UNIT, REFERENCE; flag letter L or H between name and value", "flagged rows in bold", "thousands separators", "differential indented under a heading row", "labels with a blank before the colon", "table of causes under the results", "empty second page with the same header",
                "tilted SAMPLE across each page"])
def labsmart(s):
    def start(n):
        p = Sheet(595, 842)
        p.sample_mark()
        p.box(0, 0, 595, 128, fill="#0a4f8a")
        p.drawn(80, 40, "LABSMART SOFTWARE", 2.6, "#fff")
        p.drawn(80, 66, "SAMPLE LETTERHEAD", 2.6, "#fff")
        for i, c in enumerate("10110100111011010110"):
            if c == "1":
                p.box(308 + i * 3, 137, 2, 13, fill="#000")
        p.text(372, 147, "0411", 5)
        p.text(506, 139, "Scan to download", 4.6)
        p.box(500, 142, 56, 56, stroke="#999")
        p.text(22, 153, "Mrs. Ivy Invented", 11, bold=True)
        for y, a, b in ((166, "Age / Sex", "61 YRS / F"), (179, "Referred by", "Dr. Not Real"), (191.5, "Reg. no.", "0411")):
            p.text(22, y, a, 7.6)
            p.text(77, y, ": " + b, 7.6)
        for y, a, b in ((163, "Registered on", "11/04/2026 10:15 AM"), (174.5, "Collected on", "11/04/2026"), (186, "Received on", "11/04/2026"), (198, "Reported on", "11/04/2026 05:20 PM")):
            p.text(308, y, a, 7.6)
            p.text(367, y, ": " + b, 7.6)
        p.rule(294, 137, 294, 202)
        p.rule(477, 137, 477, 202)
        p.rule(18, 207, 577, 207)
        p.lines(31, 725, ["Mr. Sample Sen", "DMLT, Lab Incharge"], size=7.6, leading=11.8)
        p.text(297, 736.5, f"Page {n} of 2", 7.6, at="middle")
        p.lines(484, 725, ["Dr. E. X. Ample", "MBBS, MD Pathologist"], size=7.6, leading=11.8)
        p.box(0, 742, 595, 4, fill="#0a4f8a")
        return p
    p = start(1)
    p.text(297, 226, "HAEMATOLOGY", 10.3, bold=True, at="middle")
    p.text(297, 242, "COMPLETE BLOOD COUNT (CBC)", 9.3, bold=True, at="middle")
    p.box(18, 246, 559, 14, fill="#eef2f8", stroke="#000")
    for x, t in ((21, "TEST"), (245, "VALUE"), (356, "UNIT"), (440, "REFERENCE")):
        p.text(x, 256, t, 8.2, bold=True)
    y = 256
    items = s.parse("""
# COMPLETE BLOOD COUNT (CBC)
HEMOGLOBIN | 11.1 | g/dl | 12 - 15 | L
TOTAL LEUKOCYTE COUNT | 12,400 | cumm | 4,800 - 10,800 | H
# DIFFERENTIAL LEUCOCYTE COUNT
NEUTROPHILS | 82 | % | 40 - 80 | H | in
LYMPHOCYTE | 13 | % | 20 - 40 | L | in
EOSINOPHILS | 1 | % | 1 - 6 | | in
MONOCYTES | 4 | % | 2 - 10 | | in
BASOPHILS | 0 | % | < 2 | | in
# COMPLETE BLOOD COUNT (CBC)
PLATELET COUNT | 4.4 | lakhs/cumm | 1.5 - 4.1 | H
TOTAL RBC COUNT | 4 | million/cumm | 3.9 - 4.8 |
HEMATOCRIT VALUE, HCT | 34 | % | 36 - 46 | L | @also HEMATOCRIT VALUE
MEAN CORPUSCULAR VOLUME, MCV | 85.0 | fL | 83 - 101 | | @also MEAN CORPUSCULAR VOLUME
MEAN CELL HAEMOGLOBIN, MCH | 27.8 | Pg | 27 - 32 | | @also MEAN CELL HAEMOGLOBIN
MEAN CELL HAEMOGLOBIN CON, MCHC | 32.6 | % | 31.5 - 34.5 | | @also MEAN CELL HAEMOGLOBIN CON
""")
    for kind, r in items:
        if kind == "panel":
            if r.startswith("DIFF"):
                y += 16
                p.text(22, y, r, 8.6)
            continue
        y += 15.6
        bold = bool(r.flag)
        p.text(50 if r.x else 22, y, r.name, 8.6, bold=bold)
        p.text(222, y, r.flag, 8.6, bold=True)
        for x, t in ((245, r.value), (357, r.unit), (441, r.range)):
            p.text(x, y, t, 8.6, bold=bold)
    p.box(18, 260, 559, y - 252, stroke="#000")
    p.box(18, 498, 559, 172, fill="#eef2f8")
    p.text(27, 521, "Clinical Notes:", 8.6, bold=True)
    p.lines(27, 533, ["This note stands where such reports explain the count. It says nothing about the person above, of whom", "12,400 cells are invented like all else. A count of 4,800 or less is called low, one above 10,800 high."], size=8.6, leading=11.6)
    p.text(27, 576, "Possible causes of abnormal parameters:", 8.6, bold=True)
    for i, row in enumerate((("", "High", "Low"), ("RBC, Hb, or HCT", "Lack of water, height", "Loss of blood, lack of iron"), ("MCV", "Lack of folate", "Lack of iron"), ("WBC", "Infection, stress", "Marrow disease"), ("Platelets", "Inflammation", "Some drugs"))):
        for x, t in zip((31, 114, 338), row):
            p.text(x, 591 + 14.4 * i, t, 8.6)
    two = start(2)
    two.text(297, 250, "~~~ End of report ~~~", 8.6, at="middle")
    publish(s, [p, two])


NAMES = {"Sodium": "钠", "Potassium": "钾", "Chloride": "氯", "Urea": "尿素", "Creatinine": "肌酐", "eGFR": "肾小球滤过率", "Uric Acid": "尿酸", "AST": "天冬氨酸转氨酶", "ALT": "丙氨酸转氨酶", "Glucose": "葡萄糖", "HbA1c": "糖化血红蛋白"}


@sample("lab-innoquest", format="innoquest", title="Innoquest: Chinese names beside English ones, two results on one line", lab="INNOQUEST PATHOLOGY SDN. BHD.", imitates="Innoquest", collected="2026-02-05", reported="2026-02-05",
        notes="The letterhead is drawn, not text. The Chinese name may be given with the English one or left out. HbA1c prints two results on one line. Specimen lines in the result column are no results. Interpretation tables are no ranges.",
        traits=["no name of the laboratory in the text layer", "columns ANALYTES, RESULTS, UNITS, REF. RANGES; ranges in round brackets", "a Chinese name between name and result, in a font that is not embedded", "two results on one line, one left of the result column", "raised 2 of 1.73m² as a small character of its own", "specimen named beside the section", "tables of diagnosis in monospaced type",
                "dates with years of two figures", "Specimen collected, Specimen type in the result column", "tilted SAMPLE across each page"])
def innoquest(s):
    pdf = RawPdf({"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Courier"}, cjk="C1")
    def start(n):
        pdf.page(595.28, 841.89)
        pdf.text(150, 640, "SAMPLE", font="F2", size=100, angle=45, gray=0.92)
        for dx, dy in squares("INNOQUEST", 3):
            pdf.fill(54 + dx, 30 + dy, 57 + dx, 33 + dy, 0.4)
        pdf.text(449, 38, "Laboratory Report", size=14)
        pdf.line(212, 45, 567, 45)
        pdf.text(54, 99, "Patient Details", font="F2", size=8.6)
        pdf.text(355, 99, "Doctor Details", font="F2", size=8.6)
        for y, cells in ((109, ((54, "Name"), (103, ":  NORA NOTREAL"))), (119, ((54, "UR"), (103, ":"), (355, "SAMPLE CLINIC"))), (128, ((54, "Ref"), (103, ":"), (355, "1 SAMPLE STREET"))), (147, ((54, "DOB"), (101, ":  03/07/68"), (193, "Sex"), (232, ":  Female"), (355, "00000 NOWHERE"))),
                         (157, ((54, "IC NO."), (101, ":"), (193, "Age"), (232, ":  57 Years"))), (166.5, ((54, "Collected"), (101, ":  05/02/26 08:45"), (193, "Ward"), (232, ":"), (356, "Lab No."), (428, ":  26-0000205-X"))),
                         (176, ((54, "Referred"), (101, ":  05/02/26"), (193, "Yr Ref."), (232, ":"))), (178.5, ((356, "Courier Run"), (428, ":  XYZ"))), (190, ((356, "Report Printed"), (428, ":  05/02/26 17:05")))):
            for x, t in cells:
                pdf.text(x, y, t, size=8.3)
        pdf.line(54, 210, 567, 210)
        for x, t in ((65, "ANALYTES"), (356, "RESULTS"), (399, "UNITS"), (461, "REF. RANGES")):
            pdf.text(x, 219, t, font="F2", size=8.6)
        pdf.line(54, 222, 567, 222)
        pdf.text(54, 758, "CC Drs: NOBODY", size=8.3)
        pdf.text(54, 823, "SAMPLE: everything in this document is invented.", size=6.5)
        pdf.text(489, 813, f"Page  {n}  of   3", size=8.3)
    def rows(y, text):
        for kind, r in s.parse(text):
            if kind == "panel":
                y += 15
                for i, t in enumerate(r.split(" / ")):
                    pdf.text(54 + 151 * i, y, t, font="F2", size=8.6)
                    pdf.line(54 + 151 * i, y + 1.5, 54 + 151 * i + 5.6 * len(t), y + 1.5, 0.5)
                s.panel = r.split(" / ")[0]
                y += 7
                continue
            y += 12.6
            pdf.text(66, y, r.name, size=8.3)
            if r.name in NAMES:
                pdf.text(211, y, NAMES[r.name], font="C1", size=8.3)
                next(e for e in s.results if e["name"] == r.name).update(name=f"{r.name} {NAMES[r.name]}", also=[r.name, NAMES[r.name]])
            pdf.text(357, y, r.value, size=8.3)
            raised = r.unit.endswith("m2")
            pdf.text(404, y, r.unit[:-1] if raised else r.unit, size=8.3)
            if raised:
                pdf.text(455.5, y - 3, "2", size=5)
            if r.range:
                pdf.text(480, y, f"({r.range})", size=8.3)
        return y
    def mono(y, *lines):
        for t in lines:
            y += 9.55
            pdf.text(59, y, t, font="F3", size=8.5)
        return y
    start(1)
    pdf.text(54, 234, "GENERAL SCREENING SAMPLE PROFILE", font="F2", size=8.6)
    y = rows(240, """
# BIOCHEMISTRY
Sodium | 138 | mmol/L | 135-145 |
Potassium | 5.3 | mmol/L | 3.5-5.1 |
Chloride | 103 | mmol/L | 95-110 |
Urea | 11.4 | mmol/L | 3.0-10.0 |
Creatinine | 121 | umol/L | 44-110 |
eGFR | 44 | mL/min/1.73m2 | |
Uric Acid | 0.47 | mmol/L | 0.15-0.45 |
""")
    for i, t in enumerate(("An eGFR (CKD-EPI) of 30-59 mL/min/1.73m2 is moderately or clearly lower than in the healthy.", "It does not hold in pregnancy, on dialysis and under 18 years of age. Repeat within 3 months.")):
        pdf.text(54, y + 20 + 9.5 * i, t, size=8.3)
    s.panel = "BIOCHEMISTRY"
    y = rows(y + 36, """
AST | 29 | U/L | < 41 |
ALT | 34 | U/L | < 51 |
# SERUM/PLASMA GLUCOSE
Glucose | 7.6 | mmol/L | 3.9 - 6.0 |
""")
    for i, (a, b) in enumerate((("Specimen collected", "08:45 h"), ("Specimen type", "Fasting"))):
        pdf.text(66, y + 23 + 12.6 * i, a, size=8.3)
        pdf.text(357, y + 23 + 12.6 * i, b, size=8.3)
    mono(y + 50, "Interpretation:", "", f"{'Category':<33}Fasting Plasma Glucose (mmol/L)", f"{'Normal':<33}3.9 - 6.0", f"{'IFG (Prediabetes)':<33}6.1 - 6.9", f"{'DM':<33}>= 7.0", "", "The table follows what many guidelines say; it is no", "range of this test. A glucose of 6.1 - 6.9 mmol/L is", "best followed by a tolerance test.")
    s.page = 2
    start(2)
    pdf.text(54, 234, "SPECIAL CHEMISTRY", font="F2", size=8.6)
    pdf.text(205, 234, "SPECIMEN: WHOLE BLOOD", font="F2", size=8.6)
    s.panel = "SPECIAL CHEMISTRY"
    for value, unit, which in (("6.9", "%", "HbA1c (NGSP)"), ("52", "mmol/mol", "HbA1c (IFCC)")):
        s.add(f"HbA1c {NAMES['HbA1c']}", value, unit, also=("HbA1c", NAMES["HbA1c"], which))
    pdf.text(66, 254, "HbA1c", size=8.3)
    pdf.text(175, 254, NAMES["HbA1c"], font="C1", size=8.3)
    for x, t in ((297, "6.9 %"), (357, "52"), (404, "mmol/mol")):
        pdf.text(x, 254, t, size=8.3)
    mono(264, "Values used in diagnosis", "HbA1c (NGSP) %    HbA1c (IFCC) mmol/mol", "< 5.7             < 39                 Normal", "5.7 - 6.2         39 - 44              Between", ">= 6.3            >= 45                Diabetes", "", "Goals in known diabetes", "HbA1c (NGSP) %    HbA1c (IFCC) mmol/mol",
         "<= 6.5            <=48                 A: young and otherwise", "                                       well", "6.6 - 7.0         49 - 53              B: most people", "7.1 - 8.0         54 - 64              C: frail, or with low", "                                       sugars")
    s.page = 3
    start(3)
    pdf.text(54, 234, "SPECIAL CHEMISTRY", font="F2", size=8.6)
    pdf.text(205, 234, "SPECIMEN: URINE", font="F2", size=8.6)
    pdf.text(54, 252, "RANDOM URINE ALBUMIN", font="F2", size=8.6)
    y = rows(258, """
# ALBUMIN AND CREATININE RATIO (ACR)
Urine Albumin | 66.0 | mg/L | < 20.1 |
Urine Creatinine | 8.20 | mmol/L | 4.00-25.00 |
ACR | 8.0 | mg Alb/mmol | < 3.5 |
""")
    mono(y + 14, "Categories of albumin in urine:", "A1: <3", "A2: 3 - 30", "A3: >30", "", "Two of three first morning samples within 3 to 6", "months should be raised before it is called lasting.")
    pdf.text(54, 520, "Risk over 5 years was not calculated (eGFR 44).", size=8.3)
    pdf.text(255, 560, "REPORT COMPLETED", font="F2", size=8.6)
    pdf.text(54, 590, "Tests Requested:", font="F2", size=8.3)
    pdf.text(54, 600, "ALBUMIN/CREATININE RATIO, MULTIPLE BIOCHEM ANALYSIS, HAEMOGLOBIN A1C (HBA1C), GLUCOSE, SERUM/PLASMA", size=7.5)
    s.write(pdf.bytes("layout look-alike"))
