"""Further kinds of pages: patient portals, cards, allergy classes, limits in two columns, a language without vocabulary, a page without results."""
from .common import esc, sample


@sample("portal-cards", title="Patient portal printout, one card a result", lab="Two Rivers Health", collected="2026-03-03", reported="2026-03-03",
        notes="Each result is a card: name, 'Normal range: ...' with the unit, the value on a bar whose ends carry the limits as small figures. The word High or Low beside the value is the flag. The limits on the bar are no results.",
        traits=["no table: each result is a card of several lines", "name line, range line with the unit, value alone above a bar", "limits repeated as small figures at the ends of the bar", "word High or Low beside the value", "two cards a line", "printing line of a browser (address, page of pages) at the foot"])
def portal(s):
    css = """body{font:10pt 'Liberation Sans';color:#222} section.pg{padding:36px 40px} .cards{display:grid;grid-template-columns:1fr 1fr;gap:14px 26px} .card{border:1px solid #d5d9e0;border-radius:8px;padding:8px 12px;height:112px} .n{font-weight:bold;color:#2a4b8d} .r{font-size:8.4pt;color:#555} .v{font-size:14pt;margin-top:6px} .v b{font-size:9pt;color:#a33;padding-left:8px;font-weight:normal} .bar{height:6px;border-radius:3px;background:#dde3ee;position:relative;margin-top:6px} .bar i{position:absolute;left:25%;width:50%;top:0;bottom:0;background:#7fb77e} .bar u{position:absolute;width:10px;height:10px;border-radius:5px;background:#2a4b8d;top:-2px} .ends{display:flex;justify-content:space-between;font-size:7pt;color:#777;padding:2px 24% 0}"""
    s.panel = "COMPREHENSIVE METABOLIC PANEL"
    cards = s.table("""
Glucose | 118 | mg/dL | 74 - 106 | High | 84
Sodium | 139 | mmol/L | 136 - 145 | | 42
Potassium | 4.4 | mmol/L | 3.5 - 5.1 | | 52
Chloride | 104 | mmol/L | 98 - 107 | | 58
Calcium | 9.1 | mg/dL | 8.6 - 10.0 | | 44
Creatinine | 0.49 | mg/dL | 0.51 - 0.95 | Low | 20
Albumin | 4.4 | g/dL | 3.5 - 5.2 | | 51
ALT | 61 | U/L | 10 - 35 | High | 92
Alkaline Phosphatase | 77 | U/L | 35 - 105 | | 55
Bilirubin, Total | 0.4 | mg/dL | 0.2 - 1.2 | | 36
""", lambda r: f"<div class=card><div class=n>{esc(r.name)}</div><div class=r>Normal range: {esc(r.range)} {esc(r.unit)}</div><div class=v>{esc(r.value)}{f'<b>{esc(r.flag)}</b>' if r.flag else ''}</div><div class=bar><i></i><u style='left:{r.x[0]}%'></u></div><div class=ends><span>{esc(r.range.split(' - ')[0])}</span><span>{esc(r.range.split(' - ')[1])}</span></div></div>")
    s.html(css, [f"""<div style="display:flex;justify-content:space-between"><b style="font-size:14pt;color:#2a4b8d">Two Rivers Health</b><span>SAMPLE REPORT</span></div><p>Name: Pat Portal &nbsp;|&nbsp; DOB: 2/2/1992 &nbsp;|&nbsp; MRN: 500100 &nbsp;|&nbsp; PCP: A. Fictive, MD</p>
    <h2 style="margin:6px 0 2px">COMPREHENSIVE METABOLIC PANEL</h2><p style="margin:0 0 10px">Collected on Mar 3, 2026 9:14 AM &nbsp; Resulted on Mar 3, 2026 1:02 PM</p><div class=cards>{cards}</div>
    <p style="position:absolute;bottom:14px;font-size:7pt">https://portal.example.org/results/5512 &nbsp; 1/1 &nbsp; 3/4/26, 8:00 AM</p>"""])


@sample("gauge-cards", title="Wellness report with gauges in two columns", lab="Juniper Wellness Analytics", collected="2026-02-09", reported="2026-02-11",
        notes="The value stands in a pin above a bar of five bands whose cut points are printed; the unit stands under the name. Five tiers are printed, so the range is not judged; the status is only the place of the pin.",
        traits=["value in a pin above a bar of five bands", "cut points printed under the bar", "unit in parentheses under the name", "two columns of gauges", "summary counts and a score in percent that are no results", "slide-like landscape page, big coloured headings"])
def gauges(s):
    css = """body{font:10pt 'DejaVu Sans'} section.pg{padding:26px 44px} h1{color:#fff;background:#6a3d7c;margin:0 0 10px;padding:8px 16px;font-size:16pt} .two{display:grid;grid-template-columns:1fr 1fr;gap:16px 40px} .g{height:78px;position:relative;border-bottom:1px solid #ddd} .n{font-weight:bold} .u{font-size:7.6pt;color:#666} .pin{position:absolute;top:14px;background:#6a3d7c;color:#fff;border-radius:9px;padding:1px 8px;font-size:9pt} .b{position:absolute;left:170px;right:0;top:38px;height:8px;display:flex} .b i{flex:1} .c{position:absolute;left:170px;right:0;top:49px;display:flex;font-size:6.6pt;color:#666} .c span{flex:1;text-align:right;padding-right:0;transform:translateX(8px)}"""
    colors = ("#e07b6a", "#f0c36d", "#8fc18a", "#f0c36d", "#e07b6a")
    def gauge(r):
        band = "".join(f"<i style='background:{c}'></i>" for c in colors)
        cuts = "".join(f"<span>{esc(c)}</span>" for c in r.x[1].split(";"))
        return f"<div class=g><div class=n>{esc(r.name)}</div><div class=u>({esc(r.unit)})</div><div class=pin style='left:{170 + float(r.x[0]) * 2.4:.0f}px'>{esc(r.value)}</div><div class=b>{band}</div><div class=c>{cuts}<span></span></div></div>"
    s.page, s.panel = 2, "Blood Glucose and Lipids"
    body = s.table("""
Glucose | 101 | mg/dL | | | 70 | 60;75;86;99 | @null range,flag
Hemoglobin A1c | 5.6 | % | | | 66 | 4.6;5.0;5.4;5.7 | @null range,flag
Insulin | 3.1 | µIU/mL | | | 34 | 1.0;2.0;5.0;15.0 | @null range,flag
Total Cholesterol | 224 | mg/dL | | | 74 | 125;155;180;200 | @null range,flag
LDL Cholesterol | 139 | mg/dL | | | 76 | 50;70;100;130 | @null range,flag
HDL Cholesterol | 62 | mg/dL | | | 48 | 40;50;75;90 | @null range,flag
Triglycerides | 84 | mg/dL | | | 52 | 40;60;90;150 | @null range,flag
Uric Acid | 5.2 | mg/dL | | | 60 | 2.5;3.5;5.0;7.0 | @null range,flag
""", gauge)
    cover = """<h1>Your results at a glance</h1><p>Juniper Wellness Analytics &nbsp; SAMPLE REPORT &nbsp; Client: Guise, Fay &nbsp; DOB: 10/01/1988 &nbsp; Female &nbsp; Collected: 02/09/2026 &nbsp; Reported: 02/11/2026</p>
    <p style="font-size:22pt;color:#6a3d7c">Vitality score 72%</p><p>3 markers above optimal &nbsp;&nbsp; 4 markers optimal &nbsp;&nbsp; 1 marker below optimal</p><p>Optimal bands are narrower than the reference ranges of laboratories: they hold the middle 50 % of 4,200 healthy adults between 25 and 60.</p>"""
    s.html(css, [cover, f"<h1>Blood Glucose and Lipids</h1><div class=two>{body}</div><p style='position:absolute;bottom:14px;font-size:7pt'>2 of 2</p>"], "a4-landscape")


@sample("allergy-classes", title="Specific IgE with classes", lab="Clover Lane Allergy Laboratory", collected="2026-04-10", reported="2026-04-12",
        notes="The result is the concentration (kU/L); the class column (0 to 6, 0/1) is no result. The legend below pairs classes with concentrations.",
        traits=["columns Allergen, Code, Result, Class, Units, Reference", "allergen codes (t3, d1, e5) behind names", "results `<0.10` and `>100`", "class column with figures beside the result", "legend table of classes"])
def allergy(s):
    css = """body{font:9.2pt 'Liberation Sans'} section.pg{padding:42px 58px} table.t{width:100%} .t th{border-bottom:1.4px solid #6b8e23;color:#556b2f;padding:3px 6px} .t td{padding:2.4px 6px} tr.p td{font-weight:bold;padding-top:8px} .k td,.k th{border:0.6px solid #999;padding:1px 10px;font-size:8pt}"""
    def row(r):
        return f"<tr><td style='width:32%'>{esc(r.name)}</td><td style='width:10%'>{esc(r.x[0])}</td><td style='width:16%'>{esc(r.value)}</td><td style='width:12%'>{esc(r.x[1])}</td><td style='width:14%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    body = s.table("""
# Trees and grasses
Common silver birch | 14.8 | kU/L | <0.35 | | t3 | 3
Oak | 3.11 | kU/L | <0.35 | | t7 | 2
Timothy grass | >100 | kU/L | <0.35 | | g6 | 6
Bermuda grass | 0.22 | kU/L | <0.35 | | g2 | 0/1
# Indoor
House dust mite (D. pteronyssinus) | 0.71 | kU/L | <0.35 | | d1 | 2
Cat dander | <0.10 | kU/L | <0.35 | | e1 | 0
Dog dander | <0.10 | kU/L | <0.35 | | e5 | 0
Alternaria alternata | 0.41 | kU/L | <0.35 | | m6 | 1
# Foods
Egg white | <0.10 | kU/L | <0.35 | | f1 | 0
Milk | 0.12 | kU/L | <0.35 | | f2 | 0/1
Peanut | 22.6 | kU/L | <0.35 | | f13 | 4
Hazelnut | 9.04 | kU/L | <0.35 | | f17 | 3
""", row, lambda t: f"<tr class=p><td colspan=6>{esc(t)}</td></tr>")
    s.panel = "Total"
    body += "<tr class=p><td colspan=6>Total</td></tr>" + row(s.add("Immunoglobulin E", "612", "kU/L", "<114", "", x=["", ""]))
    s.html(css, [f"""<b style="font-size:15pt;color:#6b8e23">Clover Lane Allergy Laboratory</b><p>SAMPLE REPORT &nbsp; Patient: Sneezeworth, Tom &nbsp; DOB: 06/06/2014 &nbsp; Sex: M &nbsp; Lab no: CL-8820<br>Collected: 04/10/2026 &nbsp; Reported: 04/12/2026</p>
    <table class=t><tr><th>Allergen</th><th>Code</th><th>Result</th><th>Class</th><th>Units</th><th>Reference</th></tr>{body}</table>
    <p style="margin-top:16px"><b>Classes</b></p><table class=k><tr><th>Class</th><th>kU/L</th><th>Level</th></tr><tr><td>0</td><td>&lt;0.10</td><td>Absent</td></tr><tr><td>0/1</td><td>0.10 - 0.34</td><td>Very low</td></tr><tr><td>1</td><td>0.35 - 0.69</td><td>Low</td></tr><tr><td>2</td><td>0.70 - 3.49</td><td>Moderate</td></tr><tr><td>3</td><td>3.50 - 17.4</td><td>High</td></tr><tr><td>4</td><td>17.5 - 49.9</td><td>Very high</td></tr><tr><td>5</td><td>50.0 - 99.9</td><td>Very high</td></tr><tr><td>6</td><td>&gt;=100</td><td>Very high</td></tr></table>"""])


@sample("low-high-columns", title="Limits in two columns, Low and High", lab="Basalt Veterans Clinic", collected="2026-01-19", reported="2026-01-20",
        notes="The range stands in two columns, Ref Low and Ref High; its text is not judged, its limits are.",
        traits=["lower and upper limit in columns of their own", "one-sided limits leave the other cell empty", "flag column before the result", "unit column last", "table head turned dark, narrow columns, small figures"])
def low_high(s):
    css = """body{font:8.8pt 'Liberation Sans'} section.pg{padding:40px 60px} table{width:100%} th{background:#444;color:#fff;padding:3px 6px;font-size:8pt} td{padding:2.2px 6px;border-bottom:0.5px solid #ddd}"""
    def row(r):
        low, high = (p.strip() for p in r.range.split("-"))
        return f"<tr><td style='width:36%'>{esc(r.name)}</td><td style='width:8%'>{esc(r.flag)}</td><td style='width:14%'>{esc(r.value)}</td><td style='width:12%'>{esc(low)}</td><td style='width:12%'>{esc(high)}</td><td>{esc(r.unit)}</td></tr>"
    body = s.table("""
WBC COUNT | 5.9 | K/cmm | 4.5 - 11.0 | | @null range
HGB | 16.1 | g/dL | 13.5 - 18.0 | | @null range
PLATELETS | 133 | K/cmm | 150 - 450 | L | @null range
GLUCOSE | 141 | mg/dL | 70 - 110 | H | @null range
UREA NITROGEN | 19 | mg/dL | 6 - 20 | | @null range
CREATININE | 1.4 | mg/dL | 0.7 - 1.3 | H | @null range
POTASSIUM | 4.0 | mmol/L | 3.5 - 5.1 | | @null range
ALT | 33 | U/L | 10 - 49 | | @null range
CHOLESTEROL | 176 | mg/dL | 0 - 199 | | @null range
HDL CHOLESTEROL | 37 | mg/dL | 40 - 60 | L | @null range
EGFR | 53 | mL/min | 60 - | L | @null range | @lim 60..
CRP | 0.4 | mg/dL |  - 1.0 | | @null range | @lim ..1.0
TSH | 2.05 | uIU/mL | 0.55 - 4.78 | | @null range
VITAMIN B12 | 511 | pg/mL | 211 - 911 | | @null range
""", row)
    s.html(css, [f"""<b style="font-size:14pt">Basalt Veterans Clinic</b> &nbsp; SAMPLE REPORT<p>Patient: STANDIN,ROGER &nbsp; DOB: 07/04/1949 &nbsp; Sex: M<br>Collection date: 01/19/2026 07:58 &nbsp; Report date: 01/20/2026 &nbsp; Specimen: SERUM, WHOLE BLOOD</p>
    <table><tr><th>Test name</th><th>Flag</th><th>Result</th><th>Ref Low</th><th>Ref High</th><th>Units</th></tr>{body}</table>"""])


@sample("sv-labbsvar", title="Swedish report, a language without vocabulary", lab="Lingonmossens Laboratorium", collected="2026-02-04", reported="2026-02-05", language="sv", mark=",",
        notes="The program has no Swedish vocabulary; the columns have to be known by what they hold.",
        traits=["a language that the vocabulary does not have", "prefixes B-, S-, P- of the specimen before names", "decimal comma", "asterisk column for abnormal results", "E9/L and µkat/L as units"])
def sv(s):
    css = """body{font:9.4pt 'Liberation Serif'} section.pg{padding:50px 64px} table{width:100%} th{border-bottom:1px solid #000;padding:3px 5px} td{padding:2.2px 5px}"""
    def row(r):
        return f"<tr><td style='width:38%'>{esc(r.name)}</td><td style='width:14%;text-align:right'>{esc(r.value)}</td><td style='width:5%'>{esc(r.flag)}</td><td style='width:18%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    s.panel = ""
    body = s.table("""
B-Hemoglobin | 128 | g/L | 117 - 153 |
B-Leukocyter | 11,4 | E9/L | 3,5 - 8,8 | *
B-Trombocyter | 290 | E9/L | 165 - 387 |
P-Natrium | 139 | mmol/L | 137 - 145 |
P-Kalium | 3,3 | mmol/L | 3,5 - 4,4 | *
P-Kreatinin | 62 | µmol/L | 45 - 90 |
P-ALAT | 0,41 | µkat/L | 0,15 - 0,75 |
P-CRP | 38 | mg/L | < 5 | *
P-Kolesterol | 4,9 | mmol/L | 3,3 - 6,9 |
S-Ferritin | 24 | µg/L | 13 - 148 |
P-TSH | 1,9 | mIE/L | 0,4 - 3,7 |
B-HbA1c | 36 | mmol/mol | 27 - 42 |
""", row)
    s.html(css, [f"""<b style="font-size:14pt">Lingonmossens Laboratorium</b><p style="font-size:8pt">PROVSVAR - SAMPLE REPORT</p><p>Patient: Påhittad, Stina &nbsp; 19850612-0000 &nbsp; Kvinna<br>Provtagning: 2026-02-04 08:10 &nbsp; Svarsdatum: 2026-02-05</p><table><tr><th>Analys</th><th style="text-align:right">Resultat</th><th></th><th>Enhet</th><th>Referensintervall</th></tr>{body}</table>"""], "a4")


@sample("invoice-no-results", title="Invoice and privacy letter of a laboratory, no results", lab="Drumlin Diagnostics", collected=None, reported=None,
        notes="Nothing in this file is a result: prices, test names in an order list, opening hours, a privacy notice. The dates are those of the order and are not judged.",
        traits=["a file without any result", "a table with test names, codes and prices", "a letter with numbers in prose", "must give no accepted row"])
def invoice(s):
    css = """body{font:9.6pt 'Liberation Sans'} section.pg{padding:56px 64px} table{width:100%} th{border-bottom:1px solid #333;padding:3px 5px} td{padding:3px 5px}"""
    items = "".join(f"<tr><td>{c}</td><td>{n}</td><td>{q}</td><td style='text-align:right'>{p}</td></tr>" for c, n, q, p in (("80053", "Comprehensive metabolic panel", 1, "$ 48.00"), ("85025", "CBC with differential", 1, "$ 27.50"), ("84443", "TSH", 1, "$ 39.00"), ("83036", "Hemoglobin A1c", 1, "$ 31.20"), ("82306", "Vitamin D, 25-hydroxy", 1, "$ 72.75")))
    s.html(css, [f"""<b style="font-size:15pt">Drumlin Diagnostics</b><p>Billing office, 40 Esker Road, Moraine, WI 53000 &nbsp; SAMPLE</p><p>Invoice no. 26-11802 &nbsp; Date: 03/15/2026 &nbsp; Account: 7700</p><p>Bill to: Unreal, Kate</p>
    <table><tr><th>Code</th><th>Description</th><th>Quantity</th><th style="text-align:right">Amount</th></tr>{items}<tr><td></td><td><b>Total due</b></td><td></td><td style="text-align:right"><b>$ 218.45</b></td></tr></table>
    <p>Please pay within 30 days. A charge of 1.5 % a month is made after that. Insurance adjustments of 12.40 were applied.</p>
    <p>Our desks are open Monday to Friday 7:00 - 15:30, Saturday 8:00 - 11:00. Please fast for 10 to 12 hours before a glucose or lipid test; water is allowed.</p>""",
                 """<h3>Notice of privacy practices</h3><p>We keep results for 7 years. You may ask for a copy within 30 days at 0.25 $ a page. Section 164.520 of the rule asks us to tell you how we use what we know about you. A result outside the reference range, such as a potassium of 5.6 mmol/L, is telephoned to your physician.</p><p>Questions: 555-0188, extension 12.</p>"""])


@sample("ranges-by-group", title="Ranges for groups of patients in one cell", lab="Larkspur Reference Laboratory", collected="2026-05-06", reported="2026-05-08",
        notes="The range is that of the patient's sex or age where the cell says so. The phase of the cycle is not told, so that no band of Estradiol and Progesterone is hers; FSH has bands of both sexes and phases.",
        traits=["ranges by sex in one cell, on two lines", "ranges by age in one cell, on three lines", "ranges by phase of the cycle, of which none is certainly the patient's", "the groups that a table holds for named once, in its heading", "no flags"])
def groups(s):
    css = """body{font:9.4pt 'Liberation Sans'} section.pg{padding:40px 54px} table{width:100%;margin-top:4px} th{border-bottom:1.2px solid #555;padding:3px 6px;font-size:8.6pt} td{padding:4px 6px;border-bottom:0.5px solid #ccc} h3{margin:14px 0 0;font-size:10.4pt}"""
    row = lambda r: f"<tr><td style='width:34%'>{esc(r.name)}</td><td style='width:14%'>{esc(r.value)}</td><td style='width:14%'>{esc(r.unit)}</td><td>{'<br>'.join(esc(b) for b in r.x[0].split(';')) if r.x else esc(r.range)}</td></tr>"
    head = "<table><tr><th>Test</th><th>Result</th><th>Units</th><th>Reference Range</th></tr>"
    blood = s.table("""
# HEMATOLOGY
Hemoglobin | 12.4 | g/dL | | | Male: 13.2-17.1;Female: 11.7-15.5 | @null range | @lim 11.7..15.5
Hematocrit | 37.1 | % | | | Male: 38.5-50.0;Female: 35.0-45.0 | @null range | @lim 35.0..45.0
Ferritin | 9 | ng/mL | | | Male: 24-380;Female: 16-154 | @null range | @lim 16..154
Platelet Count | 271 | K/uL | 140-400 |
""", row)
    steroids = s.table("""
# STEROIDS, URINE
DHEA-S | 611 | ng/mg | | | 20-39 years: 60-750;40-60 years: 30-350;61-99 years: 20-150 | @null range | @lim 60..750
Testosterone | 15.1 | ng/mg | | | 20-39 years: 3.2-14;40-60 years: 2.3-8;61-99 years: 1.5-6.3 | @null range | @lim 3.2..14
""", row)
    cycle = s.table("""
# HORMONES
FSH | 6.1 | mIU/mL | | | Male: 1.5-12.4;Follicular: 3.5-12.5;Ovulatory: 4.7-21.5;Luteal: 1.7-7.7 | @null range,limits
Estradiol | 88 | pg/mL | | | Follicular: 12.4-233;Ovulatory: 41.0-398;Luteal: 22.3-341 | @null range,limits
Progesterone | 9.4 | ng/mL | | | Follicular: 0.1-0.3;Luteal: 1.2-15.9 | @null range,limits
""", row)
    adults = s.table("""
# CHEMISTRY (reference ranges for women of 18 years and over)
Creatinine | 0.71 | mg/dL | 0.51-0.95 |
Uric Acid | 6.3 | mg/dL | 2.4-5.7 |
""", row)
    s.html(css, [f"""<div style="display:flex;justify-content:space-between"><b style="font-size:15pt">Larkspur Reference Laboratory</b><span>SAMPLE REPORT</span></div>
    <p>Patient: Unreal, Una &nbsp; DOB: 04/19/1991 &nbsp; Age: 35 Y &nbsp; Sex: Female &nbsp; Menses Status: Pre-Menopausal<br>Accession: LR-260506-17 &nbsp; Collected: 05/06/2026 08:05 &nbsp; Reported: 05/08/2026</p>
    <h3>HEMATOLOGY</h3>{head}{blood}</table><h3>STEROIDS, URINE</h3>{head}{steroids}</table><h3>HORMONES</h3>{head}{cycle}</table><h3>CHEMISTRY (reference ranges for women of 18 years and over)</h3>{head}{adults}</table>
    <p style="position:absolute;bottom:20px;font-size:7.4pt">12 Meadow Lane, Larkspur, OH 44000. Page 1 of 1</p>"""])
