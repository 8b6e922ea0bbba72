"""Layouts that cut across countries: columns side by side, several dates, tables over pages, two patients, graphs."""
from .common import esc, sample


@sample("two-tables-dense", title="Two tables side by side in narrow 6.5 point type", lab="Slate Works Occupational Laboratory", collected="2026-03-12", reported="2026-03-12",
        notes="Left and right table are read one after the other. Flags H/L stand between value and range.",
        traits=["two tables side by side, each with its own head", "6.5 point narrow type, tight lines", "rows of left and right table stand on nearly, not quite, the same line", "row shading", "more than 60 rows on one page", "white-on-dark table heads"])
def dense(s):
    css = """body{font:6.5pt 'Liberation Sans Narrow','Liberation Sans'} section.pg{padding:30px 34px} .two{display:flex;gap:22px;margin-top:8px} .two table{flex:1;width:100%} th{background:#37474f;color:#fff;padding:1.5px 3px} td{padding:0.9px 3px} tr.e td{background:#eceff1} tr.p td{font-weight:bold;border-bottom:0.5px solid #37474f;padding-top:4px}"""
    n = [0]
    def row(r):
        n[0] += 1
        return f"<tr{' class=e' if n[0] % 2 else ''}><td style='width:40%'>{esc(r.name)}</td><td style='width:14%;text-align:right'>{esc(r.value)}</td><td style='width:7%'><b>{esc(r.flag)}</b></td><td style='width:21%'>{esc(r.range)}</td><td>{esc(r.unit)}</td></tr>"
    panel = lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>"
    th = "<tr><th>Test</th><th style='text-align:right'>Result</th><th></th><th>Ref. range</th><th>Units</th></tr>"
    left = s.table("""
# CHEMISTRY
Glucose | 91 | mg/dL | 65-99 |
BUN | 13 | mg/dL | 6-20 |
Creatinine | 0.88 | mg/dL | 0.76-1.27 |
eGFR | 111 | mL/min/1.73 | >59 |
Sodium | 140 | mmol/L | 134-144 |
Potassium | 4.3 | mmol/L | 3.5-5.2 |
Chloride | 102 | mmol/L | 96-106 |
CO2 | 24 | mmol/L | 20-29 |
Calcium | 9.7 | mg/dL | 8.7-10.2 |
Phosphorus | 3.1 | mg/dL | 2.8-4.1 |
Magnesium | 2.1 | mg/dL | 1.6-2.3 |
Total Protein | 7.3 | g/dL | 6.0-8.5 |
Albumin | 4.9 | g/dL | 4.3-5.2 |
Globulin | 2.4 | g/dL | 1.5-4.5 |
Total Bilirubin | 1.4 | mg/dL | 0.0-1.2 | H
Direct Bilirubin | 0.29 | mg/dL | 0.00-0.40 |
Alk Phos | 58 | IU/L | 44-121 |
LDH | 171 | IU/L | 121-224 |
AST | 33 | IU/L | 0-40 |
ALT | 52 | IU/L | 0-44 | H
GGT | 29 | IU/L | 0-65 |
Iron | 108 | ug/dL | 38-169 |
TIBC | 322 | ug/dL | 250-450 |
Uric Acid | 7.9 | mg/dL | 3.8-8.4 |
CK, Total | 402 | U/L | 49-439 |
# LIPIDS
Cholesterol | 188 | mg/dL | 100-199 |
Triglycerides | 203 | mg/dL | 0-149 | H
HDL | 38 | mg/dL | >39 | L
VLDL | 36 | mg/dL | 5-40 |
LDL | 114 | mg/dL | 0-99 | H
# METALS, BLOOD
Lead, Blood | 1.1 | ug/dL | 0.0-3.4 |
Mercury, Blood | <1.0 | ug/L | 0.0-14.9 |
Cadmium, Blood | <0.5 | ug/L | 0.0-1.2 |
""", row, panel)
    n[0] = 0
    right = s.table("""
# HEMATOLOGY
WBC | 5.2 | x10E3/uL | 3.4-10.8 |
RBC | 5.33 | x10E6/uL | 4.14-5.80 |
Hemoglobin | 15.9 | g/dL | 13.0-17.7 |
Hematocrit | 47.1 | % | 37.5-51.0 |
MCV | 88 | fL | 79-97 |
MCH | 29.8 | pg | 26.6-33.0 |
MCHC | 33.8 | g/dL | 31.5-35.7 |
RDW | 12.4 | % | 11.6-15.4 |
Platelets | 146 | x10E3/uL | 150-450 | L
MPV | 10.8 | fL | 7.5-11.5 |
Neutrophils | 51 | % | 40-74 |
Lymphocytes | 36 | % | 14-46 |
Monocytes | 10 | % | 4-12 |
Eosinophils | 2 | % | 0-5 |
Basophils | 1 | % | 0-3 |
# THYROID
TSH | 1.85 | uIU/mL | 0.45-4.50 |
T4, Free | 1.31 | ng/dL | 0.82-1.77 |
T3, Free | 3.4 | pg/mL | 2.0-4.4 |
# URINALYSIS
Color | Yellow | | Yellow |
Appearance | Clear | | Clear |
Specific Gravity | 1.011 | | 1.005-1.030 |
pH | 6.5 | | 5.0-7.5 |
Protein | Negative | | Negative |
Glucose | Negative | | Negative |
Ketones | Negative | | Negative |
Occult Blood | Negative | | Negative |
WBC Esterase | Negative | | Negative |
Nitrite | Negative | | Negative |
# OTHER
PSA | 0.6 | ng/mL | 0.0-4.0 |
Homocyst(e)ine | 9.8 | umol/L | 0.0-14.5 |
Ferritin | 388 | ng/mL | 30-400 |
Testosterone, Total | 512 | ng/dL | 264-916 |
""", row, panel)
    s.html(css, [f"""<div style="display:flex;justify-content:space-between;border-bottom:1px solid #37474f"><b style="font-size:12pt">Slate Works Occupational Laboratory</b><span>SAMPLE REPORT &nbsp; Page 1 of 1</span></div>
    <p>Name: Nonesuch, Herbert &nbsp;&nbsp; DOB: 04/04/1987 &nbsp;&nbsp; Sex: M &nbsp;&nbsp; ID: SW-4471 &nbsp;&nbsp; Collected: 03/12/2026 06:55 &nbsp;&nbsp; Reported: 03/12/2026 18:20 &nbsp;&nbsp; Employer: Example Quarry Co.</p>
    <div class=two><table>{th}{left}</table><table>{th}{right}</table></div>"""])


@sample("cumulative-dates", title="Cumulative report with three dated result columns", lab="Willow Gate Regional Laboratory", collected="2026-04-07", reported="2026-04-07",
        notes="Only the newest column (07-Apr-26) is the result; the other two are earlier results. A flag letter stands behind abnormal figures of every date; the flag is that of the newest.",
        traits=["three dated result columns, newest first", "flag letters glued behind the figures in every date column", "a test without a result on the newest date is no row", "dates in the form 07-Apr-26", "unit before the results", "landscape page"])
def cumulative(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:34px 50px} table.c{width:100%;margin-top:8px} .c th{border-bottom:1px solid #000;border-top:1px solid #000;padding:3px 8px} .c td{padding:2px 8px} tr.p td{font-weight:bold;background:#f0e7da}"""
    def row(r):
        now = esc(r.value) + (f" {esc(r.flag)}" if r.flag else "")
        return f"<tr><td style='width:24%'>{esc(r.name)}</td><td style='width:13%'>{esc(r.unit)}</td><td style='width:16%'>{esc(r.range)}</td><td style='width:15%'><b>{now}</b></td><td style='width:15%'>{esc(r.x[0])}</td><td>{esc(r.x[1])}</td></tr>"
    body = s.table("""
# Renal
Sodium | 137 | mmol/L | 136 - 145 | | 139 | 135 L
Potassium | 5.4 | mmol/L | 3.5 - 5.1 | H | 4.8 | 4.6
Urea nitrogen | 46 | mg/dL | 8 - 23 | H | 39 H | 34 H
Creatinine | 2.31 | mg/dL | 0.67 - 1.17 | H | 2.08 H | 1.94 H
eGFR | 30 | mL/min/1.73m2 | >=60 | L | 34 L | 37 L
Phosphate | 4.4 | mg/dL | 2.5 - 4.5 | | 4.1 | 3.9
Calcium | 9.0 | mg/dL | 8.8 - 10.2 | | 9.1 | 9.3
# Hematology
Hemoglobin | 10.4 | g/dL | 13.2 - 16.6 | L | 10.9 L | 11.6 L
Platelets | 188 | x10(9)/L | 135 - 317 | | 201 | 195
Leukocytes | 7.0 | x10(9)/L | 3.4 - 9.6 | | 6.6 | 10.2 H
# Bone and iron
Parathyroid hormone | 141 | pg/mL | 15 - 65 | H | 118 H | 97 H
Ferritin | 94 | mcg/L | 24 - 336 | | 102 | 110
Transferrin saturation | 17 | % | 14 - 50 | | 19 | 21
""", row, lambda t: f"<tr class=p><td colspan=6>{esc(t)}</td></tr>")
    body += "<tr><td>25-Hydroxyvitamin D</td><td>ng/mL</td><td>20 - 50</td><td></td><td>31</td><td>28</td></tr>"
    s.html(css, [f"""<div style="display:flex;justify-content:space-between"><div><b style="font-size:14pt;color:#8a5a1a">Willow Gate Regional Laboratory</b><br>Cumulative summary</div><div>SAMPLE REPORT<br>Printed 07-Apr-26 15:02<br>Page 1 of 1</div></div>
    <p>Patient: SHAM, GEORGE &nbsp; MRN 0012345 &nbsp; DOB 21-Jun-1944 &nbsp; Male &nbsp; Ward: Nephrology clinic<br>Collected: 07-Apr-26 09:12 &nbsp; Reported: 07-Apr-26 14:40</p>
    <table class=c><tr><th>Test</th><th>Units</th><th>Reference</th><th>07-Apr-26<br>09:12</th><th>05-Jan-26<br>08:50</th><th>30-Sep-25<br>10:05</th></tr>{body}</table>"""], "letter-landscape")


@sample("table-over-pages", title="One table over three pages, heading left behind", lab="Kestrel Point Laboratory", collected="2026-02-23", reported="2026-02-24",
        notes="The table head is printed on page 1 only. The heading IMMUNOLOGY is the last line of page 1, its rows stand on page 2; TUMOR MARKERS likewise at the end of page 2. Long names and ranges wrap over two lines; the unit of the hormone rows stands under the name.",
        traits=["table over three pages, the head is not repeated", "panel heading left behind at the page end", "long names wrapped over two lines", "ranges wrapped over two lines", "unit printed under the name in one section", "letter-spaced headings drawn as single spaced letters", "row of only a name and `Pending`"])
def over_pages(s):
    css = """body{font:9.6pt 'Liberation Serif'} section.pg{padding:40px 60px} table{width:100%;table-layout:fixed} th{border-bottom:1.5px solid #000;padding:3px 4px} td{padding:3.4px 4px} tr.p td{font-weight:bold;padding-top:12px;letter-spacing:4px} .u{font-size:7.6pt;color:#555}"""
    def row(r):
        under = "under" in r.x
        return f"<tr><td style='width:34%'>{esc(r.name)}{f'<br><span class=u>{esc(r.unit)}</span>' if under else ''}</td><td style='width:14%'>{esc(r.value)}</td><td style='width:8%'>{esc(r.flag)}</td><td style='width:16%'>{'' if under else esc(r.unit)}</td><td style='width:18%'><div style='width:100px'>{esc(r.range)}</div></td></tr>"
    panel = lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>"
    left_behind = lambda t: f"<table><tr class=p><td colspan=5>{esc(t)}</td></tr></table>"
    one = s.table("""
# HEMATOLOGY
Hemoglobin | 13.8 | g/dL | 12.0 - 15.5 |
Hematocrit | 41.2 | % | 36.0 - 46.0 |
White blood cell count, automated, corrected for nucleated red blood cells | 11.9 | 10^3/uL | 4.0 - 10.5 | H
Platelet count | 267 | 10^3/uL | 150 - 400 |
Erythrocyte sedimentation rate (Westergren) | 41 | mm/h | 0 - 20 | H
# CHEMISTRY
Glucose, fasting plasma | 94 | mg/dL | 70 - 99 |
Creatinine, serum | 0.74 | mg/dL | 0.50 - 1.00 |
Protein electrophoresis, serum, alpha-2 globulin fraction | 0.91 | g/dL | 0.40 - 0.90 | H
Aldolase | 5.1 | U/L | 1.5 - 8.1 |
Angiotensin converting enzyme | 48 | U/L | 9 - 67 |
Complement component C3c | 142 | mg/dL | 83 - 193 |
Complement component C4c | 31 | mg/dL | 15 - 57 |
C-reactive protein, high sensitivity | 14.2 | mg/L | <3.0 | H
""", row, panel)
    s.page = 2
    s.panel = "IMMUNOLOGY"
    two = s.table("""
Antinuclear antibodies, indirect immunofluorescence, titer | 1:320 | | <1:80 | A
Double-stranded DNA antibody, IgG, enzyme immunoassay | 41 | IU/mL | <30 | H
Rheumatoid factor | 22 | IU/mL | Less than or equal to 14 | H | @lim ..14
Cyclic citrullinated peptide antibody, IgG | <16 | Units | <20 |
Immunoglobulin A | 244 | mg/dL | 47 - 310 |
Immunoglobulin G | 1702 | mg/dL | 600 - 1640 | H
Immunoglobulin M | 131 | mg/dL | 50 - 300 |
# HORMONES
Estradiol, ultrasensitive, liquid chromatography tandem mass spectrometry | 64 | pg/mL | 39 - 375 | | under
Dehydroepiandrosterone sulfate | 188 | mcg/dL | 19 - 237 | | under
Cortisol, AM | 17.3 | mcg/dL | 4.0 - 22.0 | | under
Parathyroid hormone, intact | 72 | pg/mL | 16 - 77 | | under
Insulin | 4.2 | uIU/mL | <18.5 | | under
""", row, panel)
    s.page = 3
    s.panel = "TUMOR MARKERS"
    three = s.table("""
CA 125 | 18 | U/mL | <35 |
CA 19-9 | 12 | U/mL | <34 |
CEA | 1.1 | ng/mL | <2.5 |
Alpha-fetoprotein, tumor marker | 3.0 | ng/mL | <6.1 |
Chromogranin A | Pending | ng/mL | 25 - 140 | | @null unit,range
""", row, panel)
    head = """<div style="border-bottom:3px double #000;padding-bottom:4px"><b style="font-size:16pt">Kestrel Point Laboratory</b><span style="float:right">SAMPLE REPORT</span></div><p>Untrue, Nadia &nbsp; DOB 06/01/1976 &nbsp; F &nbsp; KP-260223-17 &nbsp; Collected 02/23/2026 &nbsp; Reported 02/24/2026</p>"""
    foot = lambda n: f"<div style='position:absolute;bottom:24px;right:60px;font-size:8pt'>Page {n} of 3</div>"
    end = lambda t: f"<div style='position:absolute;left:60px;right:60px;bottom:46px'>{left_behind(t)}</div>"
    th = "<tr><th style='width:34%'>Test</th><th style='width:14%'>Result</th><th style='width:8%'>Flag</th><th style='width:16%'>Units</th><th style='width:18%'>Reference</th></tr>"
    cols = "<colgroup><col style='width:34%'><col style='width:14%'><col style='width:8%'><col style='width:16%'><col style='width:18%'></colgroup>"
    s.html(css, [head + f"<table>{th}{one}</table>" + end("IMMUNOLOGY") + foot(1), head + f"<table>{cols}{two}</table>" + end("TUMOR MARKERS") + foot(2), head + f"<table>{cols}{three}</table><p>End of report.</p>" + foot(3)])


@sample("two-patients", title="Two reports, two patients, in one file", lab="Pebble Bay Laboratory", collected="2026-01-12", reported="2026-01-12",
        notes="Page 1 is the report of one patient, page 2 that of another. Both print the same panel. The document's lab and dates are those of the first report.",
        traits=["two patients in one file, each page says Page 1 of 1", "the same panel twice with different results", "column order Test, Result, Normal range, Units, Status; the status word is printed for normal rows too", "boxed letterhead in the middle"])
def two_patients(s):
    css = """body{font:10pt 'DejaVu Serif'} section.pg{padding:50px 60px} .b{border:1.5px solid #333;text-align:center;padding:8px;margin:0 90px 14px} table{width:100%} th{border-bottom:1px solid #333;padding:3px 6px;font-size:9pt} td{padding:3px 6px}"""
    def row(r):
        return f"<tr><td style='width:36%'>{esc(r.name)}</td><td style='width:16%'>{esc(r.value)}</td><td style='width:20%'>{esc(r.range)}</td><td style='width:16%'>{esc(r.unit)}</td><td>{esc(r.flag)}</td></tr>"
    def page(n, patient, text):
        s.page, s.panel = n, "Thyroid and lipids"
        body = s.table(text, row)
        return f"""<div class=b><b>PEBBLE BAY LABORATORY</b><br><span style="font-size:8pt">SAMPLE REPORT</span></div><p>{patient}<br>Collected: 01/12/2026 &nbsp; Reported: 01/12/2026</p><h3>Thyroid and lipids</h3>
        <table><tr><th>Test</th><th>Result</th><th>Normal range</th><th>Units</th><th>Status</th></tr>{body}</table><p style="position:absolute;bottom:30px;font-size:8pt">Page 1 of 1</p>"""
    one = page(1, "Patient: Alpha, Test &nbsp; DOB: 01/02/1950 &nbsp; Sex: M &nbsp; ID: PB-001", """
TSH | 3.2 | mIU/L | 0.4 - 4.0 | Normal
Free T4 | 1.0 | ng/dL | 0.8 - 1.8 | Normal
Total cholesterol | 244 | mg/dL | 125 - 200 | High
HDL cholesterol | 52 | mg/dL | 40 - 60 | Normal
Triglycerides | 171 | mg/dL | 0 - 150 | High
""")
    two = page(2, "Patient: Beta, Test &nbsp; DOB: 09/08/1992 &nbsp; Sex: F &nbsp; ID: PB-002", """
TSH | 0.1 | mIU/L | 0.4 - 4.0 | Low
Free T4 | 2.4 | ng/dL | 0.8 - 1.8 | High
Total cholesterol | 151 | mg/dL | 125 - 200 | Normal
HDL cholesterol | 58 | mg/dL | 40 - 60 | Normal
Triglycerides | 66 | mg/dL | 0 - 150 | Normal
""")
    s.html(css, [one, two], "a4")


@sample("prose-and-graphs", title="Letter and graphs around one small table", lab="Hazel Brook Clinic Laboratory", collected="2026-03-30", reported="2026-03-31",
        notes="Page 1 is a letter, page 2 graphs with axis figures and a dose table; neither holds results. Page 3 has the only table.",
        traits=["a page of prose with figures and units that are no results", "graphs with axis numbers and legends", "a dose table (supplement, dose, unit, times a day) that is no result table", "results table on the last page only, with a gauge picture beside each value"])
def prose(s):
    css = """body{font:10pt 'Liberation Serif'} section.pg{padding:60px 70px} p{line-height:1.4} table.r{width:100%} .r th{border-bottom:1px solid #555;padding:4px} .r td{padding:6px 4px} .d td,.d th{border:1px solid #aaa;padding:3px 10px}"""
    def row(r):
        return f"<tr><td style='width:34%'>{esc(r.name)}</td><td style='width:14%'>{esc(r.value)}</td><td style='width:14%'>{esc(r.unit)}</td><td style='width:20%'>{esc(r.range)}</td><td><svg width='70' height='12'><rect width='70' height='6' y='3' fill='#cde'/><circle cx='{r.x[0]}' cy='6' r='4' fill='#246'/></svg></td></tr>"
    s.page = 3
    s.panel = "Metabolic follow-up"
    body = s.table("""
Glucose, fasting | 96 | mg/dL | 70 - 99 | | 52
Insulin, fasting | 11.4 | µIU/mL | 2.6 - 24.9 | | 30
HOMA-IR | 2.7 | | < 2.0 | | 64
Hemoglobin A1c | 5.5 | % | 4.0 - 5.6 | | 50
Triglycerides | 139 | mg/dL | < 150 | | 48
Apolipoprotein B | 102 | mg/dL | < 90 | | 62
Lipoprotein(a) | 17 | nmol/L | < 75 | | 14
Omega-3 Index | 4.1 | % | >= 8.0 | | 8
""", row)
    bars = "".join(f"<rect x='{40 + i * 60}' y='{180 - h}' width='34' height='{h}' fill='#79a'/><text x='{44 + i * 60}' y='{174 - h}' font-size='10'>{v}</text><text x='{44 + i * 60}' y='195' font-size='10'>{d}</text>" for i, (h, v, d) in enumerate(((120, "6.1", "Q1"), (105, "5.8", "Q2"), (96, "5.7", "Q3"), (88, "5.5", "Q4"))))
    axis = "".join(f"<text x='8' y='{184 - i * 40}' font-size='10'>{4 + i}</text>" for i in range(5))
    letter = """<b style="font-size:15pt">Hazel Brook Clinic Laboratory</b><p style="font-size:8.4pt">SAMPLE REPORT &nbsp; Patient: Makebelieve, Ines &nbsp; DOB: 08/18/1969 &nbsp; Sex: F &nbsp; Collected: 03/30/2026 &nbsp; Reported: 03/31/2026</p>
    <p>Dear Ines,</p><p>thank you for visiting us. In the last year your fasting glucose fell from 112 mg/dL to below 100 mg/dL, and your weight from 81 kg to 76.5 kg. People with a glucose between 100 and 125 mg/dL have a risk of about 5 to 10 % a year of becoming diabetic; walking 30 minutes on 5 days of the week lowers it by 58 %.</p>
    <p>Please note that LDL particles matter more than cholesterol alone. A value of 90 mg/dL for apolipoprotein B is the goal that most guidelines of 2019 to 2024 name for moderate risk, 65 mg/dL for high risk.</p><p>Vitamin D: 2000 IU a day is enough for most adults. Sodium 2.3 g a day is the advised limit.</p><p>With kind regards, Dr. No Such Person</p><p style="position:absolute;bottom:40px;font-size:8pt">Page 1 of 3</p>"""
    graph = f"""<h2>How your year went</h2><p>Hemoglobin A1c by quarter (percent)</p><svg width="320" height="205">{axis}{bars}</svg><h3>Suggested supplements</h3><table class=d><tr><th>Supplement</th><th>Dose</th><th>Unit</th><th>Times a day</th></tr>
    <tr><td>Fish oil (EPA + DHA)</td><td>1000</td><td>mg</td><td>2</td></tr><tr><td>Magnesium glycinate</td><td>200</td><td>mg</td><td>1</td></tr><tr><td>Vitamin D3</td><td>2000</td><td>IU</td><td>1</td></tr></table><p>Score: 7 of 10. Sleep 6.5 h, steps 8200 a day.</p><p style="position:absolute;bottom:40px;font-size:8pt">Page 2 of 3</p>"""
    s.html(css, [letter, graph, f"<h2>Metabolic follow-up</h2><table class=r><tr><th>Test</th><th>Result</th><th>Units</th><th>Desired range</th><th></th></tr>{body}</table><p style='position:absolute;bottom:40px;font-size:8pt'>Page 3 of 3</p>"])
