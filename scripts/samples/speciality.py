"""Reports as speciality laboratories lay them out: stool PCR, organic acids, hormones, food panels, metals, cytokines, amino acids."""
from .common import esc, sample


@sample("stool-pcr", title="Stool microbiology by quantitative PCR", lab="Meadowgut Molecular", collected="2026-02-12", reported="2026-02-18",
        notes="Quantities in scientific notation; `<dl` is below the detection limit. The words High and Low stand behind the value. Enterobacter and Escherichia occur in two sections.",
        traits=["scientific notation 7.53e12 and ranges `1.6e9 - 2.5e11`", "`<dl` results", "status words High, Low behind the value", "names with spp.", "no unit for the PCR sections, unit behind the range elsewhere", "the same name in two sections", "coloured section bands (white on green), table head repeated for each section", "two pages"])
def stool(s):
    css = """body{font:9.2pt 'Liberation Sans'} section.pg{padding:34px 50px} .t{display:flex;justify-content:space-between;border-bottom:3px solid #4a8f4f;padding-bottom:6px} h2{background:#4a8f4f;color:#fff;font-size:10.5pt;padding:4px 10px;margin:10px 0 0} h3{font-size:9.2pt;margin:5px 0 0 4px;color:#4a8f4f}
    table{width:100%} th{font-size:8pt;color:#555;padding:2px 10px;border-bottom:0.6px solid #aaa} td{padding:2px 10px;border-bottom:0.5px solid #e2e2e2} .hi{color:#c0392b;font-weight:bold}"""
    def row(r):
        return f"<tr><td style='width:46%'><i>{esc(r.name)}</i></td><td style='width:18%'>{f'<span class=hi>{esc(r.value)}</span>' if r.flag else esc(r.value)}</td><td class=hi style='width:10%'>{esc(r.flag)}</td><td>{esc((r.range + ' ' + r.unit).strip())}</td></tr>"
    panel = lambda t: f"</table><h2>{esc(t)}</h2><table><tr><th>&nbsp;</th><th>Result</th><th></th><th>Reference</th></tr>"
    note = lambda t: f"<tr><td colspan=4><h3>{esc(t)}</h3></td></tr>"
    head = """<div class=t><div><b style="font-size:17pt;color:#4a8f4f">Meadowgut Molecular</b><br>Stool Microbial Assay - SAMPLE REPORT</div><div>Patient: Placeholder, Quinn<br>DOB: 07/07/1985 &nbsp; Sex: F<br>Accession: 260218-0044</div><div>Collected: 02/12/2026<br>Received: 02/14/2026<br>Completed: 02/18/2026</div></div><table>"""
    one = s.table("""
# Pathogens
> Bacterial Pathogens
Campylobacter | <dl | | <1.00e3 |
C. difficile Toxin A | <dl | | <1.00e3 |
C. difficile Toxin B | 2.41e3 | | <1.00e3 | High
E. coli O157 | <dl | | <1.00e3 |
Salmonella | <dl | | <1.00e4 |
> Parasitic Pathogens
Cryptosporidium | <dl | | <1.00e6 |
Giardia | <dl | | <5.00e3 |
# Commensal/Keystone Bacteria
Bacteroides fragilis | 8.41e10 | | 1.6e9 - 2.5e11 |
Bifidobacterium spp. | 3.10e7 | | >6.7e7 | Low
Enterococcus spp. | 6.67e5 | | 1.9e5 - 2.0e8 |
Escherichia spp. | 8.23e6 | | 3.7e6 - 3.8e9 |
Lactobacillus spp. | 1.05e5 | | 8.6e5 - 6.2e8 | Low
Enterobacter spp. | 4.44e6 | | 1.0e6 - 5.0e7 |
Akkermansia muciniphila | <dl | | 1.0e1 - 8.2e6 | Low
Faecalibacterium prausnitzii | 2.90e3 | | 1.0e3 - 5.0e8 |
Roseburia spp. | 8.15e9 | | 5.0e7 - 2.0e10 |
> Bacterial Phyla
Bacteroidetes | 7.53e12 | | 8.6e11 - 3.3e12 | High
Firmicutes | 8.01e11 | | 5.7e10 - 3.0e11 | High
Firmicutes:Bacteroidetes Ratio | 0.11 | | <1.00 |
""", row, panel, note)
    s.page = 2
    two = s.table("""
# Opportunistic/Overgrowth Microbes
> Dysbiotic & Overgrowth Bacteria
Bacillus spp. | 1.22e6 | | <1.76e6 |
Enterococcus faecalis | 2.03e4 | | <1.00e4 | High
Morganella spp. | <dl | | <1.00e3 |
Pseudomonas aeruginosa | <dl | | <5.00e2 |
Streptococcus spp. | 3.77e3 | | <1.00e3 | High
> Commensal & Inflammatory Bacteria
Enterobacter spp. | 4.44e6 | | <5.00e7 |
Escherichia spp. | 8.23e6 | | <3.80e9 |
Prevotella spp. | 1.17e6 | | <1.00e8 |
# Fungi/Yeast
Candida spp. | 4.04e3 | | <5.00e3 |
Candida albicans | <dl | | <5.00e2 |
Geotrichum spp. | <dl | | <3.00e2 |
# Parasites
Blastocystis hominis | <dl | | <2.00e3 |
Dientamoeba fragilis | 6.10e5 | | <1.00e5 | High
Taenia spp. | Not Detected | | Not Detected |
# Intestinal Health
Steatocrit | <dl | % | <15 |
Elastase-1 | 412 | ug/g | >200 |
b-Glucuronidase | 3584 | U/mL | <2486 | High
Occult Blood - FIT | 0 | ug/g | <10 |
Secretory IgA | 312 | ug/g | 510 - 2010 | Low
Anti-gliadin IgA | 98 | U/L | 0 - 175 |
Calprotectin | 91 | ug/g | <173 |
""", row, panel, note)
    foot = lambda n: f"<div style='position:absolute;bottom:22px;left:50px;right:50px;font-size:7pt;color:#555;border-top:1px solid #bbb;padding-top:3px'>KEY: Results are reported as genome equivalents per gram of stool (scientific notation: 3.5e7 = 3.5 x 10^7 = 35,000,000). &lt;dl: below detection limit. Page {n} of 2. CLIA 00D0000077, 12 Pasture Lane, Meadow, GA 30000</div>"
    s.html(css, [head + one + "</table>" + foot(1), head + two + "</table>" + foot(2)])


@sample("organic-acids", title="Urine organic acids, numbered rows and bar graphics", lab="Cobalt Ridge Metabolics", collected="2026-01-08", reported="2026-01-16",
        notes="Row numbers are not part of the name. The patient value is printed twice: in its column and as a label on the bar. The unit stands in the table head (mmol/mol creatinine); the unit of a row is not judged.",
        traits=["numbered rows", "ranges `<= 3.6` with a glyph ≤ and two-sided ranges", "unit once, in the table head", "value repeated as a label on a bar graphic", "flag letter H/L beside the value", "extra gap before subsections", "population line in the header"])
def oat(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:36px 46px} table{width:100%} th{font-size:8.6pt;border-bottom:1.4px solid #24408e;padding:3px 4px;color:#24408e} td{padding:4px 4px;vertical-align:middle} tr.p td{font-weight:bold;padding-top:13px} .bar{position:relative;height:15px;width:210px;background:#cfe3cf} .bar u{position:absolute;left:60%;right:0;top:0;bottom:0;background:#f0c9c9} .bar i{position:absolute;top:1px;width:26px;text-align:center;font:7pt 'Liberation Sans';background:#fff;border:0.5px solid #444}"""
    n = [0]
    def row(r):
        n[0] += 1
        rng = r.range.replace("<=", "≤").replace(">=", "≥")
        place = float(r.x[0])
        return (f"<tr><td style='width:24px;text-align:right;color:#666'>{n[0]}</td><td style='width:200px'>{esc(r.name)}</td><td style='width:96px'>{esc(rng)}</td><td style='width:20px;font-weight:bold;color:#b00'>{esc(r.flag)}</td>"
                f"<td style='width:56px'>{esc(r.value)}</td><td><div class=bar><u></u><i style='left:{place:.0f}%'>{esc(r.value)}</i></div></td></tr>")
    panel = lambda t: f"<tr class=p><td colspan=6>{esc(t)}</td></tr>"
    body = s.table("""
# Intestinal Microbial Overgrowth: Yeast and Fungal Markers
Citramalic | 1.4 | | <= 3.6 | | 25 | @null unit
5-Hydroxymethyl-2-furoic | 9.1 | | <= 14 | | 40 | @null unit
3-Oxoglutaric | 0.05 | | <= 0.33 | | 10 | @null unit
Furan-2,5-dicarboxylic | 21 | | <= 16 | H | 80 | @null unit
Tartaric | 1.1 | | <= 4.5 | | 15 | @null unit
Arabinose | 47 | | <= 29 | H | 84 | @null unit
Carboxycitric | 0.44 | | <= 29 | | 2 | @null unit
# Bacterial Markers
Hippuric | 388 | | <= 613 | | 38 | @null unit
2-Hydroxyphenylacetic | 0.31 | | 0.06 - 0.66 | | 30 | @null unit
4-Hydroxybenzoic | 1.5 | | <= 1.3 | H | 66 | @null unit
4-Hydroxyhippuric | 6.8 | | 0.79 - 17 | | 25 | @null unit
DHPPA (Beneficial Bacteria) | 0.12 | | <= 0.38 | | 20 | @null unit
# Clostridia Bacterial Markers
4-Hydroxyphenylacetic | 11 | | <= 19 | | 36 | @null unit
HPHPA | 212 | | <= 208 | H | 61 | @null unit
4-Cresol | 35 | | <= 75 | | 28 | @null unit
3-Indoleacetic | 1.3 | | <= 11 | | 8 | @null unit
# Oxalate Metabolites
Glyceric | 2.6 | | 0.77 - 7.0 | | 24 | @null unit
Glycolic | 13 | | 16 - 117 | L | 2 | @null unit
Oxalic | 103 | | 6.8 - 101 | H | 61 | @null unit
# Mitochondrial Markers: Krebs Cycle Metabolites
Succinic | 4.9 | | <= 5.3 | | 55 | @null unit
Fumaric | 0.27 | | <= 0.49 | | 34 | @null unit
Malic | 0.88 | | <= 1.1 | | 50 | @null unit
2-Oxoglutaric | 17 | | <= 18 | | 57 | @null unit
Aconitic | 12 | | 4.1 - 23 | | 30 | @null unit
Citric | 266 | | 2.2 - 260 | H | 62 | @null unit
""", row, panel)
    for r in s.results:       # the page shows the glyph
        r["range"] = r["range"].replace("<=", "≤")
    s.html(css, [f"""<div style="display:flex;justify-content:space-between"><b style="font-size:16pt;color:#24408e">Cobalt Ridge Metabolics</b><span>SAMPLE REPORT</span></div>
    <table style="margin:6px 0;font-size:8.4pt"><tr><td>Requisition #: 550012<br>Patient Name: Mock Sample<br>Patient Age: 37</td><td>Patient Sex: M<br>Time of Collection: 06:30<br>Date of Collection: 01/08/2026</td><td>Physician: NO ONE ND<br>Print Date: 01/16/2026</td></tr></table>
    <div style="font-weight:bold">Metabolic Markers in Urine</div><div style="font-size:8pt">Reference Population - Males Age 13 and Over</div>
    <table><tr><th colspan=2>Marker</th><th>Reference Range<br>(mmol/mol creatinine)</th><th></th><th>Patient Value</th><th>Reference Population</th></tr>{body}</table><div style="position:absolute;bottom:22px;font-size:7pt">Page 1 of 1 &nbsp; CLIA 00D0000088</div>"""])


@sample("hormone-metabolites", title="Dried-urine hormones with status in words", lab="Sandpiper Endocrine Lab", collected="2026-03-02", reported="2026-03-11",
        notes="The status words (Above range, Within range, Low end of range) are the flag. Names such as 2-OH-E1 hold digits. The four cortisol rows differ by time of day. The star ratings of the summary are no results.",
        traits=["status as words between value and unit", "names with digits: 2-OH-E1, 16-OH-E1, 5a-DHT", "the same analyte at four times of day", "range in the far right column", "reversed (white on violet) section heads", "summary sentence with figures above the table"])
def hormones(s):
    css = """body{font:9pt 'DejaVu Sans'} section.pg{padding:38px 48px} table{width:100%} tr.h td{background:#5b3b8c;color:#fff;font-weight:bold;padding:3px 6px} td{padding:2.6px 6px} tr.z td{border-bottom:0.5px solid #ddd}"""
    def row(r):
        return f"<tr class=z><td style='width:38%'>{esc(r.name)}</td><td style='width:11%'>{esc(r.value)}</td><td style='width:24%'>{esc(r.flag)}</td><td style='width:10%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    panel = lambda t: f"<tr class=h><td>{esc(t)}</td><td>Result</td><td></td><td>Units</td><td>Normal Range</td></tr>"
    body = s.table("""
# Progesterone Metabolites (Urine)
b-Pregnanediol | 412.0 | ng/mg | 600 - 2000 | Below range
a-Pregnanediol | 205.0 | ng/mg | 200 - 740 | Low end of range
# Estrogens and Metabolites (Urine)
Estrone (E1) | 29.4 | ng/mg | 12 - 26 | Above range
Estradiol (E2) | 3.1 | ng/mg | 1.8 - 4.5 | Within range
Estriol (E3) | 9.9 | ng/mg | 5 - 18 | Within range
2-OH-E1 | 6.02 | ng/mg | 5.1 - 13.1 | Low end of range
4-OH-E1 | 1.95 | ng/mg | 0 - 1.8 | Above range
16-OH-E1 | 2.55 | ng/mg | 0.7 - 2.6 | High end of range
2-Methoxy-E1 | 2.21 | ng/mg | 2.5 - 6.5 | Below range
# Androgens and Metabolites (Urine)
DHEA-S | 144.0 | ng/mg | 20 - 750 | Within range
Androsterone | 812.0 | ng/mg | 200 - 1650 | Within range
Etiocholanolone | 690.0 | ng/mg | 200 - 1000 | Within range
Testosterone | 5.2 | ng/mg | 2.3 - 14 | Within range
5a-DHT | 4.1 | ng/mg | 0 - 6.6 | Within range
# Daily Free Cortisol (Urine)
Cortisol A - Waking | 8.1 | ng/mg | 10 - 50 | Below range
Cortisol B - Morning | 44.0 | ng/mg | 30 - 130 | Within range
Cortisol C - Afternoon | 15.7 | ng/mg | 7 - 30 | Within range
Cortisol D - Night | 14.9 | ng/mg | 0 - 14 | Above range
24hr Free Cortisol | 83.0 | ug | 65 - 200 | Low end of range
# Nutritional Organic Acids (Urine)
Methylmalonate (MMA) | 1.4 | ug/mg | 0 - 2.5 | Within range
Kynurenate | 3.3 | ug/mg | 0 - 4.2 | Within range
Indican | 121 | ug/mg | 0 - 100 | Above range
# Additional Markers (Urine)
6-OH-Melatonin-Sulfate | 9.4 | ng/mg | 10 - 85 | Below range
8-Hydroxy-2-deoxyguanosine (8-OHdG) | 3.8 | ng/mg | 0 - 5.2 | Within range
""", row, panel)
    s.html(css, [f"""<b style="font-size:17pt;color:#5b3b8c">Sandpiper Endocrine Lab</b><span style="float:right">FINAL REPORT 03/11/2026</span>
    <table style="margin:8px 0;font-size:8.2pt"><tr><td>Accession # 00700123<br>Sampleton, Vera<br>DOB: 12/24/1989 &nbsp; Age: 36 &nbsp; Gender: Female</td><td>Collection Times:<br>2026-03-02 06:30AM<br>2026-03-02 10:15PM</td><td>Ordering Provider: Jo Facsimile, ND<br>Last Menstrual Period: 2026-02-10<br>SAMPLE REPORT</td></tr></table>
    <p style="font-size:8pt">Creatinine-corrected results from 4 dried urine samples taken over 24 hours. In the luteal phase b-Pregnanediol is expected above 600 ng/mg; two of the 24 markers are more than 10% over the upper limit.</p>
    <table>{body}</table><div style="position:absolute;bottom:22px;font-size:7pt">Sandpiper Endocrine Lab (Finn Invented, PhD, Lab Director), 6 Tideline Road, Shoreham, OR 97001. CLIA Lic. #00D0000066 &nbsp; Page 1 of 1</div>"""])


@sample("food-igg", title="IgG food antibodies in four columns side by side", lab="Orchard Immuno", collected="2026-02-05", reported="2026-02-10",
        notes="Each food prints a concentration and a class word (VL, 1+, 2+, 3+, 0). The value is the class; the row of the IgE total is an ordinary row. No unit or range is printed for a food.",
        traits=["four results columns side by side, category headings at different heights", "ordinal classes 0, VL, 1+, 2+, 3+", "coloured boxes behind the class", "no rules, no repeated heads", "a legend of classes with ranges", "one ordinary row (Total IgE) below"])
def food(s):
    css = """body{font:8.4pt 'Liberation Sans'} section.pg{padding:36px 40px} .cols{display:flex;gap:18px;margin-top:10px} .col{flex:1} h4{margin:8px 0 2px;color:#7b4a12;font-size:9pt} .f{display:flex;justify-content:space-between;padding:1.3px 3px} .k{width:26px;text-align:center}"""
    color = {"0": "#fff", "VL": "#eef6d8", "1+": "#fdeeb5", "2+": "#f8cf8d", "3+": "#ef9a86"}
    columns = [
        [("Dairy", "Casein 2+;Cheddar Cheese 1+;Cottage Cheese 1+;Cow's Milk 2+;Goat's Milk VL;Whey 1+;Yogurt VL"), ("Fish/Shellfish", "Clam 0;Cod 0;Crab 0;Lobster VL;Oyster 0;Red Snapper 0;Salmon 0;Shrimp VL;Tuna 0")],
        [("Vegetables", "Alfalfa 0;Asparagus 0;Avocado VL;Beets 0;Broccoli 0;Cabbage 0;Carrot VL;Celery 0;Cucumber 0;Garlic 1+;Green Pepper 0;Lettuce 0;Mushroom VL;Olive 0;Onion 0;Pea 0;Potato 0;Spinach 0;Tomato 1+")],
        [("Fruits", "Apple 0;Apricot 0;Banana VL;Blueberry 0;Grape 0;Grapefruit 0;Lemon 0;Orange 0;Peach 0;Pear 0;Pineapple 3+;Plum 0;Strawberry 0"), ("Poultry/Meats", "Beef 0;Chicken 0;Egg White 3+;Egg Yolk 1+;Lamb 0;Pork 0")],
        [("Nuts and Grains", "Almond 2+;Buckwheat 0;Corn VL;Gluten 2+;Kidney Bean 0;Lentil 0;Oat VL;Peanut 1+;Pecan 0;Rice 0;Rye 1+;Sesame 0;Soy 0;Walnut 0;Wheat 2+"), ("Miscellaneous", "Yeast 1+;Cane Sugar 0;Chocolate 0;Coffee VL")]]
    html = ""
    for column in columns:
        html += "<div class=col>"
        for heading, foods in column:
            s.panel = heading
            html += f"<h4>{esc(heading)}</h4>"
            for item in foods.split(";"):
                name, grade = item.rsplit(" ", 1)
                r = s.add(name, grade, "", "", "")
                s.results[-1].pop("number", None), s.results[-1].pop("comparator", None)   # a class, not a quantity
                html += f"<div class=f><span>{esc(r.name)}</span><span class=k style='background:{color[grade]}'>{esc(r.value)}</span></div>"
        html += "</div>"
    s.panel = "Total IgE"
    r = s.add("Total IgE", "9.2", "kU/L", "<=114.0", "")
    s.html(css, [f"""<div style="display:flex;justify-content:space-between;border-bottom:2px solid #7b4a12"><b style="font-size:15pt;color:#7b4a12">Orchard Immuno</b><span>IgG Food Antibodies, serum &nbsp; SAMPLE REPORT</span></div>
    <p>Patient: Pretend, Olga &nbsp; DOB: 10/10/1980 &nbsp; Sex: F &nbsp; Order: OI-31007 &nbsp; Collected: 02/05/2026 &nbsp; Reported: 02/10/2026</p>
    <div class=cols>{html}</div>
    <table style="margin-top:14px;width:60%;border-top:1px solid #7b4a12"><tr><th>Test</th><th>Result</th><th>Reference Range</th></tr><tr><td>{esc(r.name)}</td><td>{esc(r.value)}</td><td>{esc(r.range + ' ' + r.unit)}</td></tr></table>
    <p style="font-size:7.4pt;margin-top:12px">Class: 0 none (&lt;2.0 mcg/mL), VL very low, 1+ low, 2+ moderate, 3+ high (&gt;=15.0 mcg/mL). The classes are not a diagnosis. 7 Windfall Road, Orchardton, NC 28000. Page 1 of 1</p>"""])


@sample("toxic-metals", title="Urine toxic metals with bars, unit in the table head", lab="Granite Basin Elements", collected="2026-01-25", reported="2026-02-02",
        notes="The unit (µg/g creat) stands once in the table head; the unit of a metal row is not judged. Status is only the length of the bar: no flag is printed. `<dl` is below detection.",
        traits=["unit once in the table head", "status only as a bar over the columns WITHIN REFERENCE and OUTSIDE REFERENCE", "`< dl` results", "`<` ranges with a space", "a second small table (creatinine) of other columns", "information prose below"])
def metals(s):
    css = """body{font:9.2pt 'Liberation Sans'} section.pg{padding:38px 50px} table.m{width:100%;border:1px solid #000} .m th{border:1px solid #000;background:#ddd;font-size:8pt;padding:3px 5px;text-align:center} .m td{border-left:1px solid #000;padding:2.6px 6px} .bar{height:8px;background:#444;margin-top:3px}"""
    def row(r):
        inside, outside = (float(p) for p in r.x[0].split(","))
        bar = lambda w: f"<div class=bar style='width:{w:.0f}%'></div>" if w else ""
        return f"<tr><td style='width:25%'>{esc(r.name)}</td><td style='width:13%;text-align:right'>{esc(r.value)}</td><td style='width:14%;text-align:center'>{esc(r.range)}</td><td style='width:28%;padding-left:0'>{bar(inside)}</td><td style='padding-left:0'>{bar(outside)}</td></tr>"
    s.panel = "TOXIC METALS"
    body = s.table("""
Aluminum (Al) | 7.1 | | < 35 | | 20,0 | @null unit
Antimony (Sb) | 0.09 | | < 0.2 | | 45,0 | @null unit
Arsenic (As) | 142 | | < 80 | | 100,52 | @null unit
Barium (Ba) | 1.8 | | < 7 | | 26,0 | @null unit
Beryllium (Be) | < dl | | < 1 | | 0,0 | @null unit
Bismuth (Bi) | < dl | | < 4 | | 0,0 | @null unit
Cadmium (Cd) | 0.6 | | < 1 | | 60,0 | @null unit
Cesium (Cs) | 8.4 | | < 10 | | 84,0 | @null unit
Gadolinium (Gd) | < dl | | < 0.8 | | 0,0 | @null unit
Lead (Pb) | 2.3 | | < 2 | | 100,8 | @null unit
Mercury (Hg) | 6.1 | | < 4 | | 100,30 | @null unit
Nickel (Ni) | 4.4 | | < 10 | | 44,0 | @null unit
Platinum (Pt) | < dl | | < 0.1 | | 0,0 | @null unit
Thallium (Tl) | 0.2 | | < 0.5 | | 40,0 | @null unit
Tin (Sn) | 0.7 | | < 5 | | 14,0 | @null unit
Tungsten (W) | 0.04 | | < 0.4 | | 10,0 | @null unit
Uranium (U) | < dl | | < 0.04 | | 0,0 | @null unit
""", row)
    s.panel = "URINE CREATININE"
    c = s.add("Creatinine", "88.2", "mg/dL", "30 - 225", "")
    s.html(css, [f"""<div style="text-align:center"><b style="font-size:16pt">GRANITE BASIN ELEMENTS</b><br><span style="letter-spacing:4px">TOXIC METALS; URINE</span></div>
    <table style="margin:10px 0;font-size:8.2pt"><tr><td>LAB #: U260202-0001-1<br>PATIENT: Blank Samplefield<br>ID: SAMPLE-0007<br>SEX: Male &nbsp; AGE: 49</td><td style="padding-left:120px">CLIENT #: 12000<br>PROVIDER: Doctor, No MD<br>SAMPLE REPORT</td></tr></table>
    <table class=m><tr><th>TOXIC METALS</th><th>RESULT<br>µg/g creat</th><th>REFERENCE<br>INTERVAL</th><th>WITHIN REFERENCE</th><th>OUTSIDE REFERENCE</th></tr>{body}</table>
    <table class=m style="margin-top:12px"><tr><th colspan=5 style="letter-spacing:2px">URINE CREATININE</th></tr><tr><th></th><th>RESULT<br>mg/dL</th><th>REFERENCE<br>INTERVAL</th><th>2SD LOW</th><th>2SD HIGH</th></tr><tr><td style="width:25%">{esc(c.name)}</td><td style="width:13%;text-align:right">{esc(c.value)}</td><td style="width:14%;text-align:center">{esc(c.range)}</td><td></td><td></td></tr></table>
    <p style="font-size:7.8pt;margin-top:14px"><b>SPECIMEN DATA</b><br>Comments: none &nbsp; Date Collected: 01/25/2026 &nbsp; Date Received: 01/28/2026 &nbsp; Date Reported: 02/02/2026<br>pH upon receipt: Acceptable &nbsp; Collection Period: Random &nbsp; Method: ICP-MS &nbsp; &lt;dl: less than detection limit &nbsp; Provoking Agent: none</p>
    <p style="font-size:7.8pt">Results are creatinine corrected to account for urine dilution variations. Reference intervals are representative of a population under non-provoked conditions. About 30% of arsenic in urine after a seafood meal is from a form that clears within 48 hours.</p>"""])


@sample("cytokines", title="Plasma cytokine panel", lab="Lakebend Cytometry", collected="2026-03-18", reported="2026-03-20",
        notes="Results below the reporting limit print a comparator. Names hold digits (IL-10 is not IL-12).",
        traits=["names that differ only in a digit: IL-1 beta, IL-4, IL-6, IL-10, IL-12 p70, IL-17A", "`<0.5` results, `<=` ranges, ranges in words `2.5 pg/mL or less`", "words as flags", "small airy table with wide gaps, no rules", "Greek letters in names"])
def cytokines(s):
    css = """body{font:10.4pt 'Liberation Serif'} section.pg{padding:60px 64px} table{width:100%} th{font-weight:normal;color:#777;padding:4px 0 8px} td{padding:6px 0} h2{font-size:12pt;font-weight:normal;border-bottom:1px solid #ccc}"""
    def row(r):
        return f"<tr><td style='width:38%'>{esc(r.name)}</td><td style='width:16%'>{esc(r.value)}</td><td style='width:12%'>{esc(r.flag)}</td><td style='width:12%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    s.panel = "Cytokine Panel 10, Plasma"
    a = s.table("""
IL-1 beta | <0.5 | pg/mL | <=6.7 |
IL-2 | 1.1 | pg/mL | <=2.1 |
IL-4 | <0.5 | pg/mL | <=2.2 |
IL-6 | 14.8 | pg/mL | <=2.0 | High
IL-8 | 11.2 | pg/mL | <=3.0 | High
IL-10 | 3.6 | pg/mL | <=2.8 | High
IL-12 p70 | <0.8 | pg/mL | <=1.9 |
IL-13 | <0.9 | pg/mL | 2.5 pg/mL or less | | @lim ..2.5
IL-17A | 1.04 | pg/mL | <=1.4 |
TNF-α | 6.9 | pg/mL | <=7.2 |
IFN-γ | <2.0 | pg/mL | <=4.2 |
""", row)
    s.panel = "Soluble receptors"
    b = s.table("""
Interleukin 2 Receptor (CD25), Soluble | 1522.0 | pg/mL | 175.3-858.2 | High
VEGF | 29.5 | pg/mL | 9.0-86.0 |
TGF-β1 | 2310 | pg/mL | 867-6662 |
""", row)
    th = "<tr><th>Analyte</th><th>Result</th><th>Flag</th><th>Unit</th><th>Reference interval</th></tr>"
    s.html(css, [f"""<div style="font-size:20pt">Lakebend Cytometry</div><div style="color:#777">Flow and bead-array reference testing &nbsp;·&nbsp; sample report</div>
    <p>Imaginary, Tess (F, 33 y) &nbsp; DOB 1992-11-30 &nbsp; Case LC-26-0318<br>Collected 2026-03-18 13:05 &nbsp; Reported 2026-03-20 &nbsp; Ordered by Dr. Q. Fake</p>
    <h2>Cytokine Panel 10, Plasma</h2><table>{th}{a}</table><h2>Soluble receptors</h2><table>{th}{b}</table>
    <p style="font-size:8.6pt;color:#555">Multiplex bead assay. An IL-6 of more than 10 pg/mL was seen in 3 of 120 healthy donors. Not to be compared with results of other methods.</p>"""])


@sample("amino-acids-quintiles", title="Plasma amino acids with quintile bars", lab="Bracken Hill Nutrition Laboratory", collected="2026-02-19", reported="2026-02-27",
        notes="The small figures inside the bars are the quintile cut points, not results. The 95% reference range is the range; the unit stands under the section heading.",
        traits=["quintile cut points printed inside bars", "diamond mark for the place of the result", "95% Reference Range column", "flag letters H and L behind the value", "unit under the section heading only", "numbered rows"])
def amino(s):
    css = """body{font:8.8pt 'DejaVu Sans'} section.pg{padding:36px 44px} table{width:100%} th{font-size:7.6pt;border-bottom:1px solid #000;padding:2px 4px} td{padding:3px 4px;vertical-align:middle} .q{position:relative;width:240px;height:16px;border:0.5px solid #888} .q i{position:absolute;top:0;bottom:0;width:20%;background:#e6e6f5} .q span{position:absolute;top:4px;font-size:5.6pt;color:#333} .q b{position:absolute;top:-3px;font-size:9pt;color:#a00} tr.p td{font-weight:bold;padding-top:9px}"""
    n = [0]
    def row(r):
        n[0] += 1
        low, high, place = r.x[0].split(",")
        return (f"<tr><td style='width:24px'>{n[0]}.</td><td style='width:150px'>{esc(r.name)}</td><td style='width:64px;text-align:right'>{esc(r.value)}</td><td style='width:22px'>{esc(r.flag)}</td>"
                f"<td style='width:260px'><div class=q><i style='left:20%'></i><i style='left:40%;background:#d0d0ee'></i><i style='left:60%'></i><span style='left:17%'>{low}</span><span style='left:76%'>{high}</span><b style='left:{place}%'>◆</b></div></td><td>{esc(r.range)}</td></tr>")
    panel = lambda t: f"<tr class=p><td colspan=6>{esc(t)}</td></tr>"
    note = lambda t: f"<tr><td></td><td colspan=5 style='font-size:7.4pt'>{esc(t)}</td></tr>"
    body = s.table("""
# Essential Amino Acids
> µmol/L
Arginine | 71 | | 43 - 118 | | 59,91,34 | @null unit
Histidine | 64 | | 68 - 101 | L | 74,92,4 | @null unit
Isoleucine | 58 | | 39 - 106 | | 50,77,30 | @null unit
Leucine | 112 | | 75 - 189 | | 94,142,36 | @null unit
Lysine | 191 | | 125 - 281 | | 151,217,52 | @null unit
Methionine | 21 | | 17 - 38 | | 21,28,18 | @null unit
Phenylalanine | 84 | | 42 - 79 | H | 49,63,92 | @null unit
Threonine | 118 | | 83 - 192 | | 103,148,33 | @null unit
Tryptophan | 39 | | 40 - 73 | L | 47,61,5 | @null unit
Valine | 241 | | 145 - 325 | | 182,257,66 | @null unit
# Nonessential Derivatives
> µmol/L
Alanine | 402 | | 218 - 615 | | 292,463,60 | @null unit
Asparagine | 41.2 | | 33.0 - 64.0 | | 38.0,52.0,31 | @null unit
Citrulline | 44 | | 17 - 46 | | 24,37,90 | @null unit
Glutamic Acid | 102 | | 18 - 98 | H | 31,66,94 | @null unit
Glutamine | 488 | | 419 - 680 | | 470,588,30 | @null unit
Glycine | 230 | | 158 - 511 | | 205,326,35 | @null unit
Ornithine | 66 | | 31 - 102 | | 45,73,70 | @null unit
Taurine | 38 | | 45 - 130 | L | 55,92,2 | @null unit
α-Aminobutyric Acid | 22.5 | | 10.0 - 31.0 | | 14.0,24.0,72 | @null unit
1-Methylhistidine | 4.8 | | 0.0 - 16.0 | | 2.0,9.0,40 | @null unit
# Ratios
Glutamine/Glutamate | 4.8 | | 5.2 - 33.0 | L | 8.1,19.0,3 | @null unit
Phenylalanine/Tyrosine | 1.31 | | 0.70 - 1.21 | H | 0.80,1.06,90 | @null unit
""", row, panel, note)
    s.html(css, [f"""<div style="display:flex;justify-content:space-between"><div><b style="font-size:13pt">Bracken Hill Nutrition Laboratory</b><br>Plasma Amino Acid Profile</div><div>SAMPLE REPORT<br>Accession: BH-B602190042</div></div>
    <p>Patient: Dummyman, Rolf &nbsp; DOB: 03/03/1968 &nbsp; Sex: M &nbsp; Collected: 02/19/2026 &nbsp; Received: 02/21/2026 &nbsp; Completed: 02/27/2026</p>
    <table><tr><th colspan=2></th><th colspan=2>Results</th><th>Percentile Ranking by Quintile<br><span style="font-size:6pt">1st &nbsp;&nbsp;&nbsp;&nbsp; 20% &nbsp;&nbsp; 2nd &nbsp;&nbsp; 40% &nbsp;&nbsp; 3rd &nbsp;&nbsp; 60% &nbsp;&nbsp; 4th &nbsp;&nbsp; 80% &nbsp;&nbsp; 5th</span></th><th>95% Reference Range</th></tr>{body}</table>
    <p style="font-size:7pt;position:absolute;bottom:20px">Method: LC-MS/MS. Quintile cut points from 1200 adults. Page 1 of 1. 5 Fern Lane, Bracken Hill, GA 30001</p>"""])


@sample("sliding-bar", title="Dried blood spot, value inside a sliding bar", lab="Tamarind Spot Diagnostics", collected="2026-03-28", reported="2026-04-04",
        notes="The value stands in a box on a coloured bar and moves sideways with its place in the range; H or L in the box is the flag. Unit and words stand in the range cell. Cortisol prints two bands by time of day, Fasting Insulin a range and an optimal range: not judged. Page 2 shows graphs, whose axis figures are no results, and symptom scores in percent (optional rows).",
        traits=["value at a different place in every row, inside a bar", "flag letter in the box behind the value", "unit and words behind the range in the range cell", "range with two bands in one cell", "second page of graphs with axis numbers, and symptom scores in percent", "asterisk footnote behind a name"])
def sliding(s):
    css = """body{font:9.4pt 'Liberation Sans'} section.pg{padding:40px 52px} table{width:100%} th{background:#0b6e6e;color:#fff;padding:4px 8px} td{padding:5px 8px;vertical-align:middle} tr.e td{background:#f1f1f1} tr.p td{color:#0b6e6e;font-weight:bold} .bar{position:relative;width:190px;height:18px;background:linear-gradient(90deg,#d9534f,#f0ad4e 18%,#5cb85c 32%,#5cb85c 68%,#f0ad4e 82%,#d9534f)} .bar b{position:absolute;top:2px;background:#fff;padding:0 3px;font-size:8.4pt;font-weight:normal;white-space:nowrap}"""
    n = [0]
    def row(r):
        n[0] += 1
        place, words = r.x[0], r.x[1] if len(r.x) > 1 else ""
        shown = esc(r.value) + (f" {esc(r.flag)}" if r.flag else "")
        rng = esc(r.range) if "(" in r.range else esc(f"{r.range} {r.unit} {words}".strip())
        return f"<tr{' class=e' if n[0] % 2 else ''}><td style='width:30%'><b>{esc(r.name)}{'*' if '*' in r.x else ''}</b></td><td style='width:34%'><div class=bar><b style='left:{place}%'>{shown}</b></div></td><td>{rng}</td></tr>"
    body = s.table("""
# Blood Spot Steroids
Estradiol | 88 | pg/mL | 43-180 | | 40 | Premeno-luteal
Progesterone | 2.6 | ng/mL | 3.3-22.5 | L | 6 | Premeno-luteal
Testosterone | 61 | ng/dL | 20-130 | | 46 | Premeno-luteal
SHBG | 131 | nmol/L | 15-120 | H | 82 |
DHEAS | 212 | µg/dL | 40-290 | | 62 |
Cortisol | 11.4 | µg/dL | 8.5-19.8 µg/dL (morning), 3.3-8.5 (eve/night) | | 44 | | @null range,unit
# Blood Spot Thyroids
Free T4 | 1.1 | ng/dL | 0.7-2.5 | | 34 | | *
Free T3 | 2.2 | pg/mL | 2.4-4.2 | L | 12 |
TSH | 4.9 | µU/mL | 0.5-3.0 | H | 80 |
TPOab | 38 | IU/mL | 0-150 | | 30 | | *
# Blood Spot Metabolic
Fasting Insulin | <1.0 | µIU/mL | 1-15 | L | 3 | optimal 2-6 | @null range,limits
Hemoglobin A1c | 5.3 | % | <6 | | 38 |
hs-CRP | 0.4 | mg/L | <3.1 | | 20 |
""", row, lambda t: f"<tr class=p><td colspan=3>{esc(t)}</td></tr>")
    points = [(30, 160), (110, 60), (190, 105), (270, 140), (350, 150)]
    svg = "".join(f"<circle cx='{x + 40}' cy='{y}' r='4' fill='#0b6e6e'/>" for x, y in points) + "<polyline fill='none' stroke='#0b6e6e' points='" + " ".join(f"{x + 40},{y}" for x, y in points) + "'/>"
    axis = "".join(f"<text x='6' y='{190 - i * 32}' font-size='9'>{i * 5}</text><line x1='34' x2='420' y1='{187 - i * 32}' y2='{187 - i * 32}' stroke='#ddd'/>" for i in range(6))
    labels = "".join(f"<text x='{x + 22}' y='206' font-size='9'>{t}</text>" for (x, _), t in zip(points, ("06:00", "09:00", "12:00", "18:00", "22:00")))
    s.page, s.panel = 2, "Symptom Categories"
    scores = (("Estrogen / Progesterone Deficiency", 21), ("Estrogen Dominance", 44), ("Low Androgens", 12), ("High Cortisol", 33), ("Hypometabolism", 40))
    for title, percent in scores:
        s.add(title, str(percent), "%", "", "", optional=True)
    symptoms = "".join(f"<tr><td style='width:40%'>{t}</td><td><div style='background:#0b6e6e;height:9px;width:{p * 2}px'></div></td><td>{p}%</td></tr>" for t, p in scores)
    two = f"""<h2 style="color:#0b6e6e">TEST REPORT | Graphs</h2><p>Disclaimer: Graphs below represent averages for healthy individuals not using hormones. Provided for illustration only.</p>
    <svg width="440" height="220">{axis}{svg}{labels}</svg><p>Cortisol follows a daily rhythm: it is highest within 30 minutes of waking and lowest at night, when values of 1 to 3 are usual.</p>
    <h2 style="color:#0b6e6e">Symptom Categories</h2><table style="width:70%">{symptoms}</table><p>0 = none, 1 = mild, 2 = moderate, 3 = severe. Of 48 symptoms the patient marked 17.</p>"""
    s.html(css, [f"""<h1 style="color:#0b6e6e;margin:0">TEST REPORT</h1><div style="float:right;text-align:right;margin-top:-26px"><b>Tamarind Spot Diagnostics</b><br>18 Pod Street, Tamarind, HI 96000</div><p># 2026 04 04 7 SB &nbsp; SAMPLE REPORT</p>
    <p>Samples Collected: Blood Spot - 03/28/26 07:20 &nbsp; Samples Received: 04/01/2026 &nbsp; Report Date: 04/04/2026</p><p>Patient Name: Stand-In, Lola &nbsp; DOB: 5/2/1984 (41 yrs) &nbsp; Gender: Female &nbsp; Menses Status: Pre-Menopausal</p>
    <table><tr><th>TEST NAME</th><th>RESULTS | 03/28/26</th><th>RANGE</th></tr>{body}</table><p style="font-size:7pt">H = High. L = Low. * For research purposes only. Page 1 of 2</p>""", two + "<p style='font-size:7pt'>Page 2 of 2</p>"])
