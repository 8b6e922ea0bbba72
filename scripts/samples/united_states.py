"""Reports as laboratories in the United States lay them out."""
from .common import esc, sample


@sample("us-reference-flag-column", title="US reference laboratory, flag column, unit in the reference cell", lab="Prairie Crest Reference Laboratory",
        collected="2026-03-04", reported="2026-03-05",
        notes="The unit stands behind the range in the reference column. Site codes (PC, PC2) in the last column are not results. Comment lines under rows hold figures that are not results; the range of LDL-CHOLESTEROL stands on such a line and is not judged.",
        traits=["columns TEST NAME, RESULT, FLAG, REFERENCE RANGE, LAB; flag as a word (HIGH, LOW)", "unit inside the reference cell, `> OR =` ranges, `(calc)` as unit",
                "comment paragraphs with figures under rows", "performing-site codes and a legend of sites", "a result row without flag column entry, a `NOT DETECTED` row", "second page repeats the table head"])
def us_reference(s):
    css = """body{font:8.6pt 'Liberation Sans'} section.pg{padding:34px 44px}
    .top{display:flex;justify-content:space-between;border-bottom:2.5px solid #2c5f3f;padding-bottom:6px} .lab{font:bold 15pt 'Liberation Serif';color:#2c5f3f}
    .info{display:grid;grid-template-columns:1fr 1fr 1fr;gap:4px 18px;margin:10px 0;border-bottom:1px solid #999;padding-bottom:8px} .info b{font-size:7.4pt;color:#555}
    table{width:100%} th{background:#dfe9e2;font-size:8pt;padding:3px 4px;border-top:1px solid #2c5f3f;border-bottom:1px solid #2c5f3f} td{padding:1.4px 4px}
    td.n{padding-left:14px;width:39%} td.v{width:15%} td.f{width:10%;font-weight:bold} td.l{width:8%} .p td{font-weight:bold;padding-top:7px} .c td{padding-left:26px;font-size:7.6pt;font-style:italic;padding-bottom:2px}
    .foot{position:absolute;left:44px;right:44px;bottom:26px;font-size:7pt;color:#444;border-top:1px solid #999;padding-top:4px;display:flex;justify-content:space-between}"""
    head = """<div class="top"><div><div class="lab">Prairie Crest Reference Laboratory</div>4410 Millet Road, Suite 9, Fairbend, KS 66000</div>
    <div style="text-align:right"><b>REPORT STATUS: FINAL</b><br>SAMPLE REPORT<br>Client services 555-0170</div></div>
    <div class="info"><div><b>PATIENT INFORMATION</b><br>TESTPERSON, ADA Q.<br>DOB: 02/11/1971 &nbsp; AGE: 55<br>GENDER: F &nbsp; FASTING: Y</div>
    <div><b>SPECIMEN INFORMATION</b><br>SPECIMEN: PC118842K<br>REQUISITION: 0044120<br>LAB REF NO: 77310</div>
    <div><b>COLLECTED:</b> 03/04/2026 07:42<br><b>RECEIVED:</b> 03/04/2026 19:15<br><b>REPORTED:</b> 03/05/2026 06:03<br>ORDERING PHYSICIAN: SAMPLE, IVY MD</div></div>"""
    th = "<table><tr><th>Test Name</th><th>Result</th><th>Flag</th><th>Reference Range</th><th>Lab</th></tr>"
    def row(r):
        return f"<tr><td class=n>{esc(r.name)}</td><td class=v>{esc(r.value)}</td><td class=f>{esc(r.flag)}</td><td>{esc((r.range + ' ' + r.unit).strip())}</td><td class=l>{esc(r.x[0] if r.x else 'PC')}</td></tr>"
    panel = lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>"
    note = lambda t: f"<tr class=c><td colspan=5>{esc(t)}</td></tr>"
    one = s.table("""
# COMPREHENSIVE METABOLIC PANEL
GLUCOSE | 112 | mg/dL | 65-99 | HIGH
> Fasting reference interval. For someone without known diabetes, a glucose value between 100
> and 125 mg/dL is consistent with prediabetes and should be confirmed with a follow-up test.
UREA NITROGEN (BUN) | 17 | mg/dL | 7-25 |
CREATININE | 0.78 | mg/dL | 0.50-1.03 |
eGFR | 88 | mL/min/1.73m2 | > OR = 60 |
BUN/CREATININE RATIO | 22 | (calc) | 6-22 | | PC
SODIUM | 139 | mmol/L | 135-146 |
POTASSIUM | 3.4 | mmol/L | 3.5-5.3 | LOW
CHLORIDE | 103 | mmol/L | 98-110 |
CARBON DIOXIDE | 26 | mmol/L | 20-32 |
CALCIUM | 9.4 | mg/dL | 8.6-10.4 |
PROTEIN, TOTAL | 6.9 | g/dL | 6.1-8.1 |
ALBUMIN | 4.2 | g/dL | 3.6-5.1 |
GLOBULIN | 2.7 | g/dL (calc) | 1.9-3.7 |
ALBUMIN/GLOBULIN RATIO | 1.6 | (calc) | 1.0-2.5 |
BILIRUBIN, TOTAL | 0.5 | mg/dL | 0.2-1.2 |
ALKALINE PHOSPHATASE | 71 | U/L | 37-153 |
AST | 21 | U/L | 10-35 |
ALT | 38 | U/L | 6-29 | HIGH
# LIPID PANEL, STANDARD
CHOLESTEROL, TOTAL | 221 | mg/dL | <200 | HIGH
HDL CHOLESTEROL | 61 | mg/dL | > OR = 50 |
TRIGLYCERIDES | 118 | mg/dL | <150 |
LDL-CHOLESTEROL | 136 | mg/dL (calc) | | HIGH | @null range
> Reference range: <100
> Desirable range <100 mg/dL for primary prevention; <70 mg/dL for patients with CHD or diabetic
> patients with > or = 2 CHD risk factors.
CHOL/HDLC RATIO | 3.6 | (calc) | <5.0 |
NON HDL CHOLESTEROL | 160 | mg/dL (calc) | <130 | HIGH
""", row, panel, note)
    s.page = 2
    two = s.table("""
# HEMOGLOBIN A1c
HEMOGLOBIN A1c | 5.9 | % of total Hgb | <5.7 | HIGH
> For someone without known diabetes, a hemoglobin A1c value between 5.7% and 6.4% is consistent
> with prediabetes and should be confirmed with a follow-up test.
# TSH
TSH | 2.14 | mIU/L | 0.40-4.50 |
# T4, FREE
T4, FREE | 1.2 | ng/dL | 0.8-1.8 |
# VITAMIN D, 25-OH, TOTAL, IA
VITAMIN D, 25-OH, TOTAL, IA | 27 | ng/mL | 30-100 | LOW | PC2
> Vitamin D Status 25-OH Vitamin D: Deficiency <20 ng/mL, Insufficiency 20 - 29 ng/mL,
> Optimal > or = 30 ng/mL
# HS CRP
HS CRP | 0.9 | mg/L | <1.0 | | PC2
# CHLAMYDIA TRACHOMATIS RNA, TMA, UROGENITAL
CHLAMYDIA TRACHOMATIS RNA, TMA, UROGENITAL | NOT DETECTED | | NOT DETECTED | | PC2
# FERRITIN
FERRITIN | 44 | ng/mL | 16-288 |
""", row, panel, note)
    foot = lambda n: f'<div class="foot"><span>TESTPERSON, ADA Q. - PC118842K</span><span>SAMPLE REPORT - invented data</span><span>PAGE {n} OF 2</span></div>'
    sites = """<div style="margin-top:16px;font-size:7.6pt"><b>PERFORMING SITE:</b><br>PC&nbsp; PRAIRIE CREST FAIRBEND, 4410 MILLET ROAD, FAIRBEND, KS 66000 Laboratory Director: IVO SAMPLE, MD, CLIA: 00D0000001<br>
    PC2 PRAIRIE CREST EAST, 12 OATS AVENUE, FAIRBEND, KS 66001 Laboratory Director: UMA EXAMPLE, PHD, CLIA: 00D0000002</div>"""
    s.html(css, [head + th + one + "</table>" + foot(1), head + th + two + "</table>" + sites + foot(2)])


@sample("us-current-previous", title="US laboratory with current and previous results", lab="Harbor Lantern Laboratories", collected="2026-02-10", reported="2026-02-11",
        notes="The column 'Previous Result and Date' holds earlier values; only the current result is the result. Superscript site numbers behind names are not part of the name.",
        traits=["columns Test, Current Result and Flag, Previous Result and Date, Units, Reference Interval", "previous results filled in, with dates", "superscript site numbers behind names",
                "`Not Estab.` as range", "flag words High, Low in the value cell", "row shading"])
def us_current_previous(s):
    css = """body{font:8.2pt 'Liberation Sans'} section.pg{padding:30px 40px} h1{font-size:13pt;margin:0;color:#123a6b} .bar{display:flex;justify-content:space-between;background:#123a6b;color:#fff;padding:6px 10px}
    .ids{display:flex;justify-content:space-between;border:1px solid #bbb;border-top:0;padding:5px 10px;margin-bottom:4px} h2{font-size:10.5pt;margin:10px 0 2px;color:#123a6b} table{width:100%} th{font-size:7.6pt;border-bottom:1.2px solid #123a6b;padding:2px 4px}
    td{padding:2.2px 4px} tr.o td{background:#eef2f8} td.f{color:#b00020;font-weight:bold} sup{font-size:5.5pt;color:#666} td.g{color:#777}
    .foot{position:absolute;left:40px;right:40px;bottom:24px;font-size:6.8pt;color:#555;display:flex;justify-content:space-between}"""
    n = [0]
    def row(r):
        n[0] += 1
        odd = " class=o" if n[0] % 2 else ""
        return f"<tr{odd}><td style='width:31%'>{esc(r.name)}<sup> {esc(r.x[1] if len(r.x) > 1 else '01')}</sup></td><td style='width:12%;text-align:right'>{esc(r.value)}</td><td class=f style='width:9%;padding-left:8px'>{esc(r.flag)}</td><td class=g style='width:19%'>{esc(r.x[0] if r.x else '')}</td><td style='width:12%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    th = "<table><tr><th>Test</th><th colspan=2>Current Result and Flag</th><th>Previous Result and Date</th><th>Units</th><th>Reference Interval</th></tr>"
    def block(title, text):
        s.panel = title
        n[0] = 0
        return f"<h2>{esc(title)}</h2>{th}{s.table(text, row)}</table>"
    body = block("CBC With Differential/Platelet", """
WBC | 6.1 | x10E3/uL | 3.4-10.8 | | 5.8 &nbsp; 08/19/2025
RBC | 4.02 | x10E6/uL | 4.14-5.80 | Low | 4.21 &nbsp; 08/19/2025
Hemoglobin | 12.7 | g/dL | 13.0-17.7 | Low | 13.4 &nbsp; 08/19/2025
Hematocrit | 37.9 | % | 37.5-51.0 | | 40.1 &nbsp; 08/19/2025
MCV | 94 | fL | 79-97 | | 95 &nbsp; 08/19/2025
MCH | 31.6 | pg | 26.6-33.0 | | 31.8 &nbsp; 08/19/2025
MCHC | 33.5 | g/dL | 31.5-35.7 | | 33.4 &nbsp; 08/19/2025
RDW | 13.1 | % | 11.6-15.4 | | 12.9 &nbsp; 08/19/2025
Platelets | 231 | x10E3/uL | 150-450 | | 245 &nbsp; 08/19/2025
Neutrophils | 58 | % | Not Estab. | | 55 &nbsp; 08/19/2025
Lymphs | 30 | % | Not Estab. | | 33 &nbsp; 08/19/2025
Monocytes | 8 | % | Not Estab. | | 8 &nbsp; 08/19/2025
Eos | 3 | % | Not Estab. | | 3 &nbsp; 08/19/2025
Basos | 1 | % | Not Estab. | | 1 &nbsp; 08/19/2025
Neutrophils (Absolute) | 3.5 | x10E3/uL | 1.4-7.0 | | 3.2 &nbsp; 08/19/2025
Lymphs (Absolute) | 1.8 | x10E3/uL | 0.7-3.1 | | 1.9 &nbsp; 08/19/2025
Immature Granulocytes | 0 | % | Not Estab. | | 0 &nbsp; 08/19/2025
""".replace("&nbsp;", "  "))
    body += block("Comp. Metabolic Panel (14)", """
Glucose | 104 | mg/dL | 70-99 | High | 92   08/19/2025
BUN | 22 | mg/dL | 8-27 | | 19   08/19/2025
Creatinine | 1.31 | mg/dL | 0.76-1.27 | High | 1.18   08/19/2025
eGFR | 58 | mL/min/1.73 | >59 | Low | 66   08/19/2025
BUN/Creatinine Ratio | 17 | | 10-24 | | 16   08/19/2025
Sodium | 141 | mmol/L | 134-144 | | 140   08/19/2025
Potassium | 4.6 | mmol/L | 3.5-5.2 | | 4.4   08/19/2025
Carbon Dioxide, Total | 23 | mmol/L | 20-29 | | 24   08/19/2025
A/G Ratio | 1.7 | | 1.2-2.2 |
Bilirubin, Total | 0.4 | mg/dL | 0.0-1.2 | | 0.5   08/19/2025
AST (SGOT) | 26 | IU/L | 0-40 | | 24   08/19/2025
ALT (SGPT) | 19 | IU/L | 0-44 | | 22   08/19/2025
""")
    body += block("Prostate-Specific Ag", """
Prostate Specific Ag | 0.8 | ng/mL | 0.0-4.0 | | 0.7   08/19/2025 | 02
""") + "<div style='padding-left:12px;font-size:7.4pt'>Reference method ECLIA. A PSA of less than 0.2 ng/mL after treatment and a later rise of 0.4 ng/mL or more is often named a recurrence.</div>"
    body += block("Ferritin", "Ferritin | 18 | ng/mL | 30-400 | Low | 41   08/19/2025 | 02\n")
    head = """<div class=bar><div><b style="font-size:13pt">Harbor Lantern</b> Laboratories</div><div>Patient Report &nbsp; SAMPLE REPORT</div></div>
    <div class=ids><div>Example, Boris<br>Patient ID: HL-000412<br>Specimen ID: 041-555-0091-0</div><div>DOB: 05/23/1959<br>Age: 66<br>Sex: Male</div><div>Account Number: 90000001<br>Ordering Physician: N Placeholder</div></div>
    <div style="display:flex;justify-content:space-between;padding:0 10px"><span>Date Collected: 02/10/2026</span><span>Date Received: 02/10/2026</span><span>Date Reported: 02/11/2026</span><span>Fasting: Yes</span></div>
    <div style="padding:3px 10px">Ordered Items: CBC With Differential/Platelet; Comp. Metabolic Panel (14); Prostate-Specific Ag; Ferritin</div>"""
    foot = "<div style='margin-top:10px;font-size:7pt'><b>Performing Labs</b><br>01: HL - Harbor Lantern Main, 9 Pier Street, Lowtide, ME 04000 Dir: Pat Sample, MD<br>02: HX - Harbor Lantern Annex, 70 Dock Lane, Lowtide, ME 04001 Dir: Kim Sample, PhD</div><div class=foot><span>Date Created and Stored 02/11/26 0915 ET Final Report</span><span>Page 1 of 1</span></div>"
    s.html(css, [head + body + foot])


@sample("us-in-out-of-range", title="US hospital, in-range and out-of-range columns", lab="Cedar Hollow Community Hospital", collected="2026-01-15", reported="2026-01-15",
        notes="A result stands in one of two columns; the out-of-range column prints the flag letter behind the value.",
        traits=["columns TEST, IN RANGE, OUT OF RANGE, REFERENCE RANGE, LAB", "flag letter behind the value in the out-of-range column", "serif font, grey rules", "unit inside the reference cell",
                "urinalysis with ordinal results in the same table", "a DETECTED result out of range"])
def us_in_out(s):
    css = """body{font:9.2pt 'Liberation Serif'} section.pg{padding:40px 50px} table{width:100%;border:1px solid #888} th{border:1px solid #888;background:#eee;font-size:8.4pt;padding:3px 5px} td{padding:1.6px 5px;border-left:1px solid #ccc}
    tr.p td{font-weight:bold;text-decoration:underline;border-left:0;padding-top:6px} .h{display:flex;justify-content:space-between;margin-bottom:10px}"""
    def row(r):
        out = r.flag != "" or (r.x and r.x[0] == "out")
        shown = esc(r.value) + (f"&nbsp; {esc(r.flag)}" if r.flag else "")
        return f"<tr><td>{esc(r.name)}</td><td>{'' if out else shown}</td><td><b>{shown if out else ''}</b></td><td>{esc((r.range + ' ' + r.unit).strip())}</td><td>CH</td></tr>"
    body = s.table("""
# BASIC METABOLIC PANEL
GLUCOSE | 88 | mg/dL | 70-99 |
UREA NITROGEN | 31 | mg/dL | 7-25 | H
CREATININE | 1.62 | mg/dL | 0.70-1.30 | H
SODIUM | 133 | mmol/L | 135-146 | L
POTASSIUM | 4.9 | mmol/L | 3.5-5.1 |
CHLORIDE | 101 | mmol/L | 98-110 |
CARBON DIOXIDE | 21 | mmol/L | 20-32 |
CALCIUM | 8.7 | mg/dL | 8.6-10.3 |
# MAGNESIUM
MAGNESIUM | 1.9 | mg/dL | 1.6-2.6 |
# URINALYSIS, COMPLETE
COLOR | YELLOW | | YELLOW |
APPEARANCE | CLOUDY | | CLEAR | A
SPECIFIC GRAVITY | 1.024 | | 1.001-1.035 |
PH | 5.5 | | 5.0-8.0 |
GLUCOSE | NEGATIVE | | NEGATIVE |
PROTEIN | 1+ | | NEGATIVE | A
NITRITE | NEGATIVE | | NEGATIVE |
LEUKOCYTE ESTERASE | TRACE | | NEGATIVE | A
WBC | 6-10 | /HPF | < OR = 5 | A
RBC | 0-2 | /HPF | < OR = 2 |
SQUAMOUS EPITHELIAL CELLS | NONE SEEN | /HPF | < OR = 5 |
BACTERIA | FEW | /HPF | NONE SEEN | A
HYALINE CAST | NONE SEEN | /LPF | NONE SEEN |
# RESPIRATORY PCR
INFLUENZA A RNA | NOT DETECTED | | NOT DETECTED |
INFLUENZA B RNA | NOT DETECTED | | NOT DETECTED |
SARS CoV 2 RNA | DETECTED | | NOT DETECTED | A
""", row, lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>")
    s.html(css, [f"""<div class=h><div><b style="font-size:14pt">Cedar Hollow Community Hospital</b><br>Department of Laboratory Medicine<br>200 Hollow Way, Cedarton, OR 97000</div><div style="text-align:right">SAMPLE REPORT<br>FINAL<br>Page 1 of 1</div></div>
    <table style="margin-bottom:12px"><tr><td>Patient: <b>MOCKLEY, CARL</b><br>DOB: 09/30/1948 Age: 77 Sex: M<br>MRN: 000-77-120</td><td>Collected: 01/15/2026 06:10<br>Received: 01/15/2026 06:44<br>Reported: 01/15/2026 08:02</td><td>Physician: Dummy, Lea MD<br>Accession: CH-26-01551<br>Location: 3 WEST</td></tr></table>
    <table><tr><th style="width:35%">TEST</th><th style="width:15%">IN RANGE</th><th style="width:15%">OUT OF RANGE</th><th>REFERENCE RANGE</th><th style="width:7%">LAB</th></tr>{body}</table>
    <p style="font-size:8pt">Laboratory Director: Rosa Filler, MD. CLIA 00D0000010. Results relate only to the specimen received.</p>"""])


@sample("us-urinalysis-serology", title="US clinic: urinalysis, serology and blood group", lab="Quartz Street Clinic Laboratory", collected="2026-04-02", reported="2026-04-03",
        notes="No flag column: abnormal results are printed bold with an asterisk behind the value. The cut-off column of the serology table is the range.",
        traits=["ordinal results: Negative, Trace, 1+, 0-2 /HPF, Yellow, Clear, Few", "serology with S/CO index rows and cut-off column", "blood group, antibody screen, titer 1:80", "asterisk behind abnormal values", "two tables of different columns on one page", "small-caps letter-spaced headings"])
def us_ua(s):
    css = """body{font:9pt 'DejaVu Sans'} section.pg{padding:38px 46px} h2{letter-spacing:5px;font-size:9.5pt;text-transform:uppercase;border-bottom:1px solid #000;margin:16px 0 4px} table{width:100%} th{font-size:8pt;border-bottom:1px dotted #555;padding:2px 4px} td{padding:1.8px 4px}"""
    def row(r):
        value = f"<b>{esc(r.value)}{esc(r.flag)}</b>" if r.flag else esc(r.value)
        return f"<tr><td style='width:40%'>{esc(r.name)}</td><td style='width:20%'>{value}</td><td style='width:15%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    s.panel = "Urinalysis"
    a = s.table("""
Color | Yellow | | Yellow |
Clarity | Clear | | Clear |
Specific Gravity | 1.018 | | 1.005 - 1.030 |
pH | 6.0 | | 5.0 - 8.0 |
Protein | Trace | | Negative | *
Glucose | Negative | | Negative |
Ketones | 1+ | | Negative | *
Bilirubin | Negative | | Negative |
Blood | Negative | | Negative |
Urobilinogen | 0.2 | EU/dL | 0.2 - 1.0 |
Nitrite | Negative | | Negative |
Leukocyte Esterase | Negative | | Negative |
WBC | 0-2 | /HPF | 0 - 5 |
RBC | None seen | /HPF | 0 - 2 |
Epithelial Cells | Few | /HPF | Few |
Mucus | Present | | Absent | *
""", row)
    s.panel = "Serology"
    b = s.table("""
HIV Ag/Ab Combo | Non-Reactive | | Non-Reactive |
HIV Ag/Ab Index | 0.12 | S/CO | < 1.00 |
HBsAg | Non-Reactive | | Non-Reactive |
Anti-HBs | 164.2 | mIU/mL | >= 10.0 |
Anti-HCV | Reactive | | Non-Reactive | *
Anti-HCV Index | 8.41 | S/CO | < 1.00 | *
RPR | Non-Reactive | | Non-Reactive |
Rubella IgG | Immune | | Immune |
ANA Titer | 1:80 | | < 1:40 | *
""", row)
    s.panel = "Blood Bank"
    c = s.table("""
ABO Group | O | | |
Rh(D) Type | Positive | | |
Antibody Screen | Negative | | Negative |
""", row)
    s.html(css, [f"""<div style="text-align:center"><b style="font-size:14pt;letter-spacing:3px">QUARTZ STREET CLINIC</b><br>Laboratory, 31 Quartz Street, Flintville, AZ 85000<br><span style="font-size:7pt">SAMPLE REPORT</span></div>
    <p>Patient: Dummy, Dora &nbsp;&nbsp; DOB: 06/17/1990 &nbsp;&nbsp; Sex: F &nbsp;&nbsp; ID: Q-10021<br>Collected: 04/02/2026 10:15 &nbsp;&nbsp; Reported: 04/03/2026 09:40 &nbsp;&nbsp; Provider: A. Nobody, NP</p>
    <h2>Urinalysis</h2><table><tr><th>Test</th><th>Result</th><th>Units</th><th>Reference</th></tr>{a}</table>
    <h2>Serology</h2><table><tr><th>Test</th><th>Result</th><th>Units</th><th>Cut-off / Expected</th></tr>{b}</table>
    <h2>Blood Bank</h2><table><tr><th>Test</th><th>Result</th><th></th><th>Expected</th></tr>{c}</table>
    <p style="font-size:7.5pt">* outside the expected result. Reviewed electronically 04/03/2026.</p>"""])
