"""Look-alikes of blood panels: Boston Heart, and cytokines as ARUP and Mayo Clinic Laboratories print them."""
from .common import esc
from .lookalike import lookalike, publish


@lookalike("lab-boston-heart", format="boston-heart", title="Boston Heart Diagnostics", lab="Boston Heart Diagnostics", imitates="Boston Heart Diagnostics (report with three columns of risk)",
           collected="2026-03-24", reported="2026-03-30",
           notes="Three columns of risk (optimal, borderline, high) stand before the unit, the value comes last. The optimal column is the range that is judged. Page 3 gives names and values of the same results again and some more without unit or range (optional rows); raised figures behind names are footnotes, the 2 of CO₂ is not.",
           traits=["three columns of ranges (optimal, borderline, high risk) in front of unit and value", "the value in the last column", "a summary of names and values alone on a later page: the same data, counted once", "raised footnote figures glued to names (Glucose², CoQ10¹) beside a lowered figure that belongs to one (CO₂)", "no flag letters; status is the colour of the value"],
           rests_on="two printed lines and the names of the summary from a published parser; limits of two sterols from the laboratory's page, those of cholesterol, LDL-C, HDL-C and triglycerides from the national guideline (ATP III)", layout="order of the columns and the summary are known; heads of columns and places are assumed")
def boston(s):
    css = """body{font:9.2pt 'Liberation Sans'} section.pg{padding:34px 50px} h3{background:#7a1f2b;color:#fff;padding:3px 8px;font-size:10pt;margin:12px 0 0} table.r{width:100%} .r th{font-size:8pt;padding:3px 6px;border-bottom:1px solid #7a1f2b} .r td{padding:3.4px 6px;border-bottom:0.5px solid #ddd} sup,sub{font-size:6pt;line-height:0}"""
    color = {"o": "#2d8a3e", "b": "#b58900", "h": "#c0392b"}

    def row(r):
        borderline, high, c = r.x[:3]
        return f"<tr><td style='width:34%'>{esc(r.name)}</td><td style='width:13%'>{esc(r.range)}</td><td style='width:13%'>{esc(borderline)}</td><td style='width:13%'>{esc(high)}</td><td style='width:15%'>{esc(r.unit)}</td><td style='color:{color[c]};font-weight:bold'>{esc(r.value)}</td></tr>"

    panel = lambda t: f"</table><h3>{esc(t)}</h3><table class=r><tr><th></th><th>Optimal</th><th>Borderline</th><th>High Risk</th><th>Units</th><th>Result</th></tr>"
    one = s.table("""
# Lipid Tests
Total Cholesterol | 221 | mg/dL | <200 | | 200-240 | >240 | b
LDL-C (Direct) | 98 | mg/dL | <100 | | 100-160 | >160 | o
HDL-C | 38 | mg/dL | >60 | | 40-60 | <40 | h
Triglycerides | 212 | mg/dL | <150 | | 150-199 | >199 | h
""", row, panel)
    s.page = 2
    two = s.table("""
# Cholesterol Balance Test
Lathosterol | 118 | µmol/mmol TC | <85 | | 85-125 | >125 | b
Desmosterol | 52 | µmol/mmol TC | <65 | | | | o
""", row, panel)
    s.page = 3
    summary = ""
    for name, shown, value in (("Total Cholesterol", None, "221"), ("LDL-C (Direct)", None, "98"), ("HDL-C", None, "38"), ("Triglycerides", None, "212"), ("Glucose", "Glucose<sup>2</sup>", "94"), ("HbA1c", None, "5.6"),
                               ("CO2", "CO<sub>2</sub>", "27"), ("CoQ10", "CoQ10<sup>1</sup>", "0.81"), ("Omega-3 Fatty Acid Index", None, "4.92"), ("Omega-6 Fatty Acid Index", None, "39.1"), ("Omega-3/Omega-6 Ratio", None, "0.13"), ("EPA/AA Ratio", None, "0.09")):
        s.panel = "Test results summary"
        s.add(name, value, optional=True, also=[shown.replace("<sup>", "").replace("</sup>", "").replace("<sub>", "").replace("</sub>", "")] if shown else [], null=("flag",))
        summary += f"<tr><td style='width:40%'>{shown or esc(name)}</td><td>{value}</td></tr>"
    head = """<div style="display:flex;justify-content:space-between;border-bottom:2px solid #7a1f2b;padding-bottom:4px"><b style="font-size:15pt;color:#7a1f2b">Boston Heart Diagnostics</b><span style="font-size:8pt;text-align:right">200 Crossing Blvd, Framingham, MA 01702<br>CLIA# 00D0000000</span></div>
    <table style="width:100%;margin:5px 0;font-size:8.4pt"><tr><td>Patient: Nonesuch, Bertram<br>DOB: 12/12/1958 &nbsp; Age: 67 &nbsp; Gender: M</td><td>Accession: 2603240001<br>Provider: Pretend, Nobody MD</td><td>Collected: 03/24/2026<br>Reported: 03/30/2026</td></tr></table><table>"""
    tail = "<p style='font-size:7.4pt'>Sterols are related to total cholesterol. A Lathosterol above 7.0 mg/L is told to the provider. Production above and absorption below the middle is seen in 1 of 4 people.</p>"
    publish(s, css, [head + one + "</table>", head + two + "</table>" + tail, head + f"</table><h3>Test results summary</h3><table class=r>{summary}</table><p style='font-size:7pt'>1 Not cleared by the authority. 2 Fasting for 10 hours.</p>"])


def cytokine_page(s, css, head, columns, block, tail):
    """A plain table of a reference laboratory: names, results, flags, units and intervals in `columns` order of heads."""
    cells = {"name": "36%", "value": "14%", "flag": "9%", "unit": "11%", "range": "30%"}
    row = lambda r: "<tr>" + "".join(f"<td style='width:{cells[c]}'>{esc(r[c])}</td>" for c in columns) + "</tr>"
    body = s.table(block, row, lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>")
    heads = "".join(f"<th>{t}</th>" for t in columns.values())
    publish(s, css, [f"{head}<table class=r><tr>{heads}</tr>{body}</table>{tail}"])


@lookalike("lab-arup-cytokines", format="arup-cytokines", title="ARUP Laboratories, Cytokine Panel 13", lab="ARUP Laboratories", imitates="ARUP Laboratories (test 3002601, 13 cytokines in plasma)",
           collected="2026-02-10", reported="2026-02-13",
           notes="The intervals are words: `4.7 pg/mL or less`. The unit stands in the interval and, where it does not, in no other place.",
           traits=["ranges in words with the unit inside: 14.5 pg/mL or less", "one unit printed pg/ml where the rest is pg/mL", "one range with two limits, hundreds where the others are units", "names that differ in a figure: Interleukin 2, 12, 1 beta, 13, 17", "a suffix on each name: , Plasma"],
           rests_on="the laboratory's catalogue", layout="assumed: the catalogue has no report")
def arup(s):
    css = """body{font:10pt 'Liberation Sans'} section.pg{padding:44px 56px} table.r{width:100%;margin-top:14px} .r th{border-bottom:1px solid #000;font-size:9pt;padding:3px 4px} .r td{padding:3.6px 4px} tr.p td{font-weight:bold;padding-top:6px}"""
    lines = []
    for name, value, limit, flag in (("Tumor Necrosis Factor - alpha", "21.2", "14.5", "H"), ("Interleukin 2", "<2.1", "2.1", ""), ("Interleukin 2 Receptor (CD25), Soluble", "1688.0", "", "H"), ("Interleukin 12", "2.2", "4.7", ""), ("Interferon gamma", "<4.2", "10.4", ""),
                                     ("Interleukin 4", "<2.2", "2.5", ""), ("Interleukin 5", "<2.1", "2.1", ""), ("Interleukin 10", "8.4", "5.3", "H"), ("Interleukin 13", "<1.7", "5.3", ""), ("Interleukin 17", "1.6", "2.2", ""),
                                     ("Interleukin 1 beta", "<6.5", "7.4", ""), ("Interleukin 6", "38.5", "2.5", "H"), ("Interleukin 8", "7.3", "9.4", "")):
        unit = "pg/ml" if name == "Interleukin 4" else "pg/mL"
        rng = f"{limit} {unit} or less @lim ..{limit}" if limit else "266.5-1410.4 pg/mL @lim 266.5..1410.4"
        text, lim = rng.split(" @")
        lines.append(f"{name}, Plasma | {value} | | {text} | {flag} | @null unit,range | @{lim}")
    cytokine_page(s, css, """<div style="display:flex;justify-content:space-between"><b style="font-size:15pt">ARUP LABORATORIES</b><span>500 Invented Way<br>Salt Lake City, UT 84000</span></div>
    <p>Patient: Sham, Sheila &nbsp; Age/Gender: 29 years Female &nbsp; DOB: 7/7/1996<br>Accession: 26-041-000001 &nbsp; Physician: PRETEND, NOBODY<br>Collected: 2/10/2026 09:10 &nbsp; Received: 2/11/2026 06:30 &nbsp; Reported: 2/13/2026</p>""",
                  {"name": "Procedure", "value": "Result", "flag": "Flag", "range": "Reference Interval"}, "# Cytokine Panel 13, Plasma\n" + "\n".join(lines),
                  "<p style='font-size:8pt'>Multiplexed beads. The results of two methods are not to be compared: the limit of Interferon gamma is 10.4 here and more than ten times that elsewhere.</p>")


@lookalike("lab-mayo-cytokines", format="mayo-cytokines", title="Mayo Clinic Laboratories, cytokine panel sent to ARUP (FCYTP)", lab="Mayo Clinic Laboratories", imitates="Mayo Clinic Laboratories (FCYTP, tested by ARUP Laboratories)",
           collected="2019-09-16", reported="2019-09-20",
           notes="An older generation of the same panel as ARUP's, with other limits: ranges belong to the assay. The laboratory that tested is named in the footer.",
           traits=["ranges `<=22` without a space", "the footer names another laboratory, which did not make the report", "names that differ in a figure", "results below the limit with a comparator"],
           rests_on="the laboratory's catalogue, two versions", layout="assumed: the catalogue has no report; Mayo's own panels (CYPAN, CYTH1) have no published limits and are left out")
def mayo(s):
    css = """body{font:9.6pt 'Liberation Sans'} section.pg{padding:40px 52px} table.r{width:100%;margin-top:10px;border:1px solid #1a4d8f} .r th{background:#1a4d8f;color:#fff;font-size:8.6pt;padding:4px 6px} .r td{padding:4px 6px;border-bottom:0.5px solid #bcd} tr.p td{font-weight:bold}"""
    cytokine_page(s, css, """<div style="display:flex;justify-content:space-between"><b style="font-size:14pt;color:#1a4d8f">MAYO CLINIC LABORATORIES</b><span>SAMPLE REPORT</span></div>
    <table style="width:100%;font-size:8.4pt;margin-top:6px"><tr><td>Patient Name<br><b>MOCKUP, MATTHIAS</b></td><td>Patient ID<br><b>000-000-123</b></td><td>Age<br><b>61</b></td><td>Sex<br><b>M</b></td><td>Order #<br><b>SAMPLE-0919</b></td></tr><tr><td>Date Collected<br><b>09/16/2019 10:05</b></td><td>Date Received<br><b>09/17/2019 07:40</b></td><td>Date Reported<br><b>09/20/2019 15:12</b></td><td></td><td></td></tr></table>""",
                  {"name": "Test", "value": "Result", "flag": "Flag", "unit": "Unit", "range": "Reference Value"}, """
# Cytokine Panel
Tumor Necrosis Factor - alpha | 31 | pg/mL | <=22 | H
Interleukin 2 | <5 | pg/mL | <=12 |
Interleukin 2 Receptor (CD25), Soluble | 904 | pg/mL | <=1033 |
Interleukin 12 | <5 | pg/mL | <=6 |
Interferon gamma | 7 | pg/mL | <=5 | H
Interleukin 4 | <5 | pg/mL | <=5 |
Interleukin 5 | <5 | pg/mL | <=5 |
Interleukin 10 | 12 | pg/mL | <=18 |
Interleukin 13 | <5 | pg/mL | <=5 |
Interleukin 17 | <5 | pg/mL | <=13 |
Interleukin 1 beta | 18 | pg/mL | <=36 |
Interleukin 6 | 44 | pg/mL | <=5 | H
Interleukin 8 | 5 | pg/mL | <=5 |
""", "<p style='font-size:7.8pt'>Test Performed by: ARUP Laboratories, 500 Invented Way, Salt Lake City, UT 84000. CLIA 00D0000000.</p>")
