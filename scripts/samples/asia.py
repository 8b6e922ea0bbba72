"""Reports as laboratories in South Asia lay them out."""
from .common import esc, sample


@sample("in-full-body", title="Indian laboratory, method lines and interpretation tables", lab="Neem Tree Diagnostics", collected="2026-02-21", reported="2026-02-22",
        notes="Method lines under names are not part of the name. The age and sex lines of the reference interval and the interpretation tables below the rows are not results; where several lines are printed for one row the range is not judged.",
        traits=["columns Test Name, Results, Units, Bio. Ref. Interval", "method line in parentheses under each name", "sub-headings between rows", "bold only for abnormal results, no flag", "interpretation tables with figures below the rows", "several age/sex lines in one reference cell", "specimen line", "three pages, head repeated"])
def india(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:0 0} .band{background:#f3e3b5;height:54px;padding:10px 40px;font:bold 17pt 'Liberation Serif';color:#55702c} .w{padding:12px 40px} .id{border:1px solid #999;padding:6px 10px;display:flex;justify-content:space-between;line-height:1.5}
    table.r{width:100%;margin-top:6px} table.r th{padding:4px 5px;border-bottom:1.5px solid #55702c} table.r td{padding:3px 5px} .m{font-size:7.2pt;color:#444} tr.p td{font-weight:bold;text-align:center;padding-top:8px} tr.s td{font-weight:bold}
    table.i{border:1px solid #777;margin:6px 0;font-size:7.8pt} table.i td,table.i th{border:1px solid #777;padding:2px 8px} .foot{position:absolute;bottom:0;left:0;right:0;background:#f3e3b5;padding:8px 40px;font-size:7.4pt;display:flex;justify-content:space-between}"""
    def row(r):
        value = f"<b>{esc(r.value)}</b>" if "B" in r.x else esc(r.value)
        method = next((m for m in r.x if m and m not in ("B",)), "")
        rng = "<br>".join(esc(p.strip()) for p in r.range.split("//"))
        return f"<tr><td style='width:42%'>{esc(r.name)}{f'<br><span class=m>({esc(method)})</span>' if method else ''}</td><td style='width:16%'>{value}</td><td style='width:14%'>{esc(r.unit)}</td><td>{rng}</td></tr>"
    panel = lambda t: f"<tr class=p><td colspan=4>{esc(t)}</td></tr>"
    note = lambda t: f"<tr class=s><td colspan=4>{esc(t)}</td></tr>"
    th = "<table class=r><tr><th>Test Name</th><th>Results</th><th>Units</th><th>Bio. Ref. Interval</th></tr>"
    head = """<div class=band>Neem Tree Diagnostics</div><div class=w><div class=id><div>Name : Ms. NAMUNA DEVI<br>Lab No. : 555000123<br>Ref By : Dr. UDAHARAN<br>Specimen : Serum, EDTA Whole Blood</div><div>Age : 41 Years<br>Gender : Female<br>Report Status : Final<br>SAMPLE REPORT</div><div>Collected : 21/2/2026 8:15:00AM<br>Received : 21/2/2026 11:02:00AM<br>Reported : 22/2/2026 4:40:12PM</div></div>"""
    foot = lambda n: f"</div><div class=foot><span>If test results are alarming or unexpected contact the laboratory. Tel: +91-00-5550-0100</span><span>Page {n} of 3</span></div>"
    one = s.table("""
# COMPLETE BLOOD COUNT
Hemoglobin | 10.90 | g/dL | 12.00 - 15.00 | | Photometry | B
Packed Cell Volume (PCV) | 34.20 | % | 36.00 - 46.00 | | Calculated | B
RBC Count | 4.31 | mill/mm3 | 3.80 - 4.80 | | Electrical Impedance
MCV | 79.40 | fL | 83.00 - 101.00 | | Electrical Impedance | B
MCH | 25.30 | pg | 27.00 - 32.00 | | Calculated | B
MCHC | 31.90 | g/dL | 31.50 - 34.50 | | Calculated
Red Cell Distribution Width (RDW) | 15.80 | % | 11.60 - 14.00 | | Electrical Impedance | B
Total Leukocyte Count (TLC) | 7.40 | thou/mm3 | 4.00 - 10.00 | | Electrical Impedance
> Differential Leucocyte Count (DLC)
Segmented Neutrophils | 58.00 | % | 40.00 - 80.00 |
Lymphocytes | 32.00 | % | 20.00 - 40.00 |
Monocytes | 6.00 | % | 2.00 - 10.00 |
Eosinophils | 3.50 | % | 1.00 - 6.00 |
Basophils | 0.50 | % | <2.00 |
> Absolute Leucocyte Count
Neutrophils | 4.29 | thou/mm3 | 2.00 - 7.00 | | Calculated
Lymphocytes | 2.37 | thou/mm3 | 1.00 - 3.00 | | Calculated
Platelet Count | 356 | thou/mm3 | 150.00 - 410.00 | | Electrical impedance
E.S.R. | 28 | mm/hr | 0.00 - 20.00 | | Capillary photometry | B
""", row, panel, note)
    s.page = 2
    two = s.table("""
# LIVER & KIDNEY PANEL, SERUM
Bilirubin Total | 0.61 | mg/dL | 0.30 - 1.20 | | DPD
Bilirubin Direct | 0.14 | mg/dL | <0.20 | | DPD
AST (SGOT) | 23.0 | U/L | <35 | | IFCC without P5P
ALT (SGPT) | 19.0 | U/L | <35 | | IFCC without P5P
Albumin | 4.05 | g/dL | 3.50 - 5.20 | | BCG
A : G Ratio | 1.35 | | 0.90 - 2.00 | | Calculated
Urea | 21.40 | mg/dL | 13.00 - 43.00 | | Urease UV
Creatinine | 0.66 | mg/dL | 0.51 - 0.95 | | Modified Jaffe, Kinetic
Uric Acid | 4.90 | mg/dL | 2.60 - 6.00 | | Uricase
# LIPID SCREEN, SERUM
Cholesterol, Total | 212.00 | mg/dL | <200.00 | | CHO-POD | B
Triglycerides | 168.00 | mg/dL | <150.00 | | GPO-POD | B
HDL Cholesterol | 43.00 | mg/dL | >50.00 | | Enzymatic Immunoinhibition | B
LDL Cholesterol, Calculated | 135.40 | mg/dL | <100.00 | | Calculated | B
VLDL Cholesterol, Calculated | 33.60 | mg/dL | <30.00 | | Calculated | B
Non-HDL Cholesterol | 169 | mg/dL | <130 | | Calculated | B
""", row, panel, note)
    lipids = """<p style="margin:4px 0"><b>Interpretation</b></p><table class=i><tr><th>REMARKS</th><th>TOTAL CHOLESTEROL in mg/dL</th><th>TRIGLYCERIDE in mg/dL</th><th>LDL CHOLESTEROL in mg/dL</th></tr>
    <tr><td>Optimal</td><td>&lt;200</td><td>&lt;150</td><td>&lt;100</td></tr><tr><td>Above Optimal</td><td>-</td><td>-</td><td>100-129</td></tr><tr><td>Borderline High</td><td>200-239</td><td>150-199</td><td>130-159</td></tr><tr><td>High</td><td>&gt;=240</td><td>200-499</td><td>160-189</td></tr></table>
    <p class=m><b>Note</b> 1. Measurements in the same patient can show physiological &amp; analytical variations. Three serial samples 1 week apart are recommended for Total Cholesterol. 2. Lipid screening is advised above 20 years of age.</p>"""
    s.page = 3
    three = s.table("""
# THYROID PROFILE, TOTAL, SERUM
T3, Total | 1.02 | ng/mL | 0.80 - 2.00 | | CLIA
T4, Total | 7.90 | µg/dL | 5.10 - 14.10 | | CLIA
TSH | 6.82 | µIU/mL | 0.27 - 4.20 | | CLIA | B
# HORMONES & VITAMINS, SERUM
FSH, Follicle Stimulating Hormone | 6.10 | mIU/mL | Follicular: 3.5 - 12.5 // Ovulatory: 4.7 - 21.5 // Luteal: 1.7 - 7.7 // Post menopausal: 25.8 - 134.8 | | CLIA | @null range
Vitamin B12 | 188.00 | pg/mL | 211.00 - 946.00 | | CLIA | B
Vitamin D, 25 Hydroxy | 19.30 | nmol/L | 75.00 - 250.00 | | CLIA | B
# HbA1c (GLYCOSYLATED HEMOGLOBIN), BLOOD
HbA1c | 5.8 | % | 4.00 - 5.60 | | HPLC | B
Estimated average glucose (eAG) | 120 | mg/dL | | | Calculated
""", row, panel, note)
    trim = """<table class=i><tr><th>PREGNANCY</th><th>REFERENCE RANGE FOR TSH IN µIU/mL</th></tr><tr><td>1st Trimester</td><td>0.05 - 3.70</td></tr><tr><td>2nd Trimester</td><td>0.31 - 4.35</td></tr><tr><td>3rd Trimester</td><td>0.41 - 5.18</td></tr></table>
    <table class=i><tr><th>Reference Group</th><th>Non diabetic</th><th>At risk</th><th>Diagnosing Diabetes</th></tr><tr><td>HbA1c in %</td><td>4.0-5.6</td><td>5.7-6.4</td><td>&gt;= 6.5</td></tr></table><p style="text-align:center">-------------------- End of report --------------------</p>"""
    s.html(css, [head + th + one + "</table>" + foot(1), head + th + two + "</table>" + lipids + foot(2), head + th + three + "</table>" + trim + foot(3)], "a4")
