"""Look-alikes of panels whose layout is known from a published sample: Mosaic stool chemistries, Genova IgG food, Doctor's Data urine metals."""
from .common import esc
from .lookalike import lookalike, publish


@lookalike("lab-mosaic-stool-chemistries", format="mosaic-stool-chemistries", title="Mosaic Diagnostics, Stool Chemistries", lab="Mosaic Diagnostics", imitates="Mosaic Diagnostics (Stool Chemistries, analysed by Doctor's Data)",
           collected="2026-04-06", reported="2026-04-15",
           notes="No letter says what is low or high: the place and colour of a triangle on a bar do. Footnote marks behind names are not part of them. Page 2 explains, page 3 comments; neither has results.",
           traits=["status only as the place and colour of a triangle on a bar; no letter", "one table head a section, with the section's title over the names: six heads", "footnote marks glued to names: *, †, ‡", "results in words beside ranges in words, one of them a scale (None – Moderate)", "results and ranges with comparators on both sides (>500 of > 200)", "explanations with figures on page 2, a commentary on page 3"],
           rests_on="the text of the sample report that the laboratory publishes", layout="order of blocks, column heads and footnotes as published; places on the page are assumed")
def mosaic_stool(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:34px 50px} .boxes{display:flex;gap:10px;margin:10px 0} .boxes div{flex:1;border:1px solid #9bb;border-radius:4px;padding:5px 8px;font-size:8.2pt;line-height:1.45}
    table{width:100%;margin-top:9px} th{background:#dcebf0;font-size:8.2pt;padding:3px 6px;border-bottom:1px solid #477} td{padding:3.4px 6px;border-bottom:0.5px solid #ccd;vertical-align:middle} .c{text-align:center}
    .bar{position:relative;display:flex;width:150px;height:7px;margin:auto} .bar u{flex:1;background:#d6dde2} .bar u:nth-child(2){flex:2;background:#b6d7b9} .bar b{position:absolute;top:-5px;border:5px solid transparent;border-top:8px solid}"""
    colors = {"l": "#2766b8", "w": "#2d8a3e", "m": "#d5a500", "h": "#c0392b"}
    widths = "<colgroup><col style='width:31%'><col style='width:13%'><col style='width:10%'><col style='width:8%'><col style='width:12%'><col style='width:8%'><col></colgroup>"

    def row(r):
        place, color = r.x[0].split(",")
        return (f"<tr><td>{esc(r.name)}</td><td>{esc(r.value)}</td><td>{esc(r.unit)}</td><td colspan=3 style='padding:0'><div class=bar><u></u><u></u><u></u>"
                f"<b style='left:{place}%;border-top-color:{colors[color]}'></b></div></td><td>{esc(r.range)}</td></tr>")

    panel = lambda t: f"</table><table>{widths}<tr><th>{esc(t)}</th><th>Result</th><th>Unit</th><th class=c>L</th><th class=c>WRI</th><th class=c>H</th><th>Reference Interval</th></tr>"
    body = s.table("""
# Digestion / Absorption
Elastase | 164 | µg/g | > 200 | | 10,m
Fat Stain | Few | | None – Moderate | | 48,w
Carbohydrates† | Positive | | Negative | | 90,h
# Inflammation
Lactoferrin | 11.8 | µg/mL | < 7.3 | | 84,m
Lysozyme* | 415 | ng/mL | ≤ 500 | | 62,w
Calprotectin | <10 | µg/g | < 80 | | 34,w
# Immunology
Secretory IgA* | 24.5 | mg/dL | 30 – 275 | | 18,l
# Short Chain Fatty Acids
% Acetate‡ | 66 | % | 50 – 72 | | 58,w
% Propionate‡ | 14 | % | 11 – 25 | | 34,w
% Butyrate‡ | 33 | % | 11 – 32 | | 78,m
% Valerate‡ | 1.9 | % | 0.8 – 5.0 | | 37,w
Butyrate‡ | 2.8 | mg/mL | 0.8 – 4.0 | | 52,w
Total SCFA's‡ | 4.7 | mg/mL | 5.0 – 16.0 | | 20,l
# Intestinal Health Markers
pH | 6.4 | | 5.8 – 7.0 | | 46,w
Occult Blood | Negative | | Negative | | 48,w
β-glucuronidase* | 6120 | U/h*g | 2800 – 8000 | | 56,w
# Macroscopic Appearance
Color | Brown | | Brown | | 48,w
Consistency | Hard | | Soft | | 88,m
""", row, panel)
    head = """<div style="display:flex;justify-content:space-between;align-items:flex-end"><b style="font-size:16pt;color:#256">Mosaic Diagnostics</b><b style="font-size:12pt">Stool Chemistries</b></div>
    <div class=boxes><div>Order: SAMPLE-0001<br>Client #: 000012<br>Doctor: Noone Pretend, ND</div><div>Patient: Testa Fabricated<br>Id: 000345<br>Age: 44 &nbsp; DOB: 09/09/1981<br>Sex: Female</div>
    <div>Sample Collection<br>Date Collected: 04/06/2026<br>Date Received: 04/09/2026<br>Date Reported: 04/15/2026</div></div>"""
    legend = """<p style="font-size:7.6pt;margin-top:10px">L: below the interval (blue). WRI: within the reference interval (green). H: yellow is moderately outside, red is outside.<br>
    * Research use only. † Reducing substances. ‡ The four acids are added up to 100%.<br>Methodology: Elastase and Calprotectin by ELISA; acids by gas chromatography; pH by electrode.</p>"""
    two = """<h3>What the markers say</h3><p><b>Elastase</b> comes from the pancreas. Less than 100 µg/g speaks for severe, 100 to 200 µg/g for mild insufficiency.</p>
    <p><b>Lactoferrin, Lysozyme and Calprotectin</b> rise when white cells enter the bowel. A Calprotectin of 80 to 160 µg/g is repeated after 4 weeks.</p>
    <p><b>Secretory IgA</b> is the antibody of mucous membranes; it falls after long stress.</p><p><b>Short chain fatty acids</b> are made from fibre: about 60% acetate, 20% propionate and 20% butyrate.</p>
    <p><b>pH</b> of 6 to 7 suits most helpful bacteria. <b>Occult Blood</b> is looked for with an antibody against human haemoglobin.</p>"""
    three = """<h3>Commentary</h3><p>The low Elastase and the Carbohydrates point to incomplete digestion. The laboratory suggests another sample in 6 to 8 weeks.</p>
    <p>Lactoferrin is raised while Calprotectin is not: 1 of 10 such samples was collected late.</p>"""
    publish(s, css, [head + "<table>" + body + "</table>" + legend, head + two, head + three])


FOODS = {
    "Dairy": "Casein 1+;Cheddar cheese 1+;Cottage cheese VL;Cow's milk 2+;Goat's milk VL;Lactalbumin 0;Yogurt VL",
    "Fruits": "Apple 0;Apricot 0;Banana 1+;Blueberry 0;Cranberry 0;Grape 0;Grapefruit VL;Lemon 0;Orange 0;Papaya 0;Peach 0;Pear VL;Pineapple 0;Plum 0;Raspberry 0;Strawberry 2+",
    "Vegetables": "Alfalfa 0;Asparagus 0;Avocado VL;Beets 0;Broccoli 0;Cabbage 0;Carrot 0;Celery VL;Cucumber 0;Garlic 0;Green Pepper 0;Lettuce 0;Mushroom 1+;Olive 0;Onion 0;Pea 0;Potato, sweet 0;Potato, white 1+;Spinach 0;String bean VL;Tomato 3+;Zucchini 0",
    "Fish/Shellfish": "Clam 0;Cod 0;Crab VL;Lobster 0;Oyster 0;Red snapper 0;Salmon 0;Sardine 0;Shrimp 2+;Sole 0;Trout 0;Tuna 0",
    "Poultry/Meats": "Beef 0;Chicken 0;Egg white 3+;Egg yolk 1+;Lamb 0;Pork 0;Turkey 0",
    "Nuts and Grains": "Almond 0;Buckwheat 0;Corn VL;Corn gluten 0;Gluten 2+;Kidney bean 0;Lentil 0;Lima bean 0;Oat VL;Peanut 0;Pecan VL;Pinto bean 0;Rice 0;Rye 1+;Sesame 0;Soy 0;Sunflower seed VL;Walnut 0;Wheat 2+",
    "Miscellaneous": "Yeast 3+;Cane sugar 0;Chocolate 0;Coffee VL",
}
LEVELS = {"0": "None Detected", "VL": "Very Low", "1+": "Low", "2+": "Moderate", "3+": "High"}


@lookalike("lab-genova-igg-food", format="genova-igg-food", title="Genova Diagnostics, IgG Food Antibodies", lab="Genova Diagnostics", imitates="Genova Diagnostics (1001 IgG Food Antibodies Profile, serum)",
           collected="2026-03-05", reported="2026-03-13",
           notes="The result of a food is its code; no unit or range belongs to it. Page 2 names all 87 foods again, by level: the same data. Total IgE stands in the column Inside or Outside, which is its flag.",
           traits=["four columns of results side by side, headings at different heights, no rules", "codes 0, VL, 1+, 2+, 3+ with coloured boxes behind them", "the same data again on page 2, as lists by level: counted once", "one row whose result stands in one of two columns (Inside, Outside): the column is the flag", "a name that is another food with a word in front (Gluten, Corn gluten)"],
           rests_on="the text of the sample report that the laboratory publishes", layout="columns, headings, legend and the lists of page 2 as published; places on the page are assumed")
def genova_food(s):
    css = """body{font:8.6pt 'Liberation Sans'} section.pg{padding:34px 44px} .cols{display:flex;gap:20px;margin-top:8px} .col{flex:1} h4{margin:9px 0 2px;font-size:9.4pt;color:#1d4f7c} .f{display:flex;align-items:center;padding:1.5px 0} .f span{flex:1} .f b{width:22px;font-weight:normal;text-align:right;padding-right:4px} .f i{width:9px;height:9px;border:0.5px solid #888;margin-right:1px} .f em{width:38px;padding-left:6px;display:flex}"""
    boxes = {"0": ("#fff", 1), "VL": ("#c9e7bd", 1), "1+": ("#f6e27a", 1), "2+": ("#eda0b4", 2), "3+": ("#d6403a", 3)}
    columns = [("Dairy", "Fruits"), ("Vegetables",), ("Fish/Shellfish", "Poultry/Meats"), ("Nuts and Grains", "Miscellaneous")]
    levels = {level: [] for level in LEVELS}
    html = ""
    for column in columns:
        html += "<div class=col>"
        for heading in column:
            s.panel = heading
            html += f"<h4>{esc(heading)}</h4>"
            for item in FOODS[heading].split(";"):
                name, level = item.rsplit(" ", 1)
                s.add(name, level)
                s.results[-1].pop("number", None), s.results[-1].pop("comparator", None)   # a class, not a quantity
                levels[level].append(name)
                color, n = boxes[level]
                html += f"<div class=f><span>{esc(name)}</span><b>{esc(level)}</b><em>{f'<i style=background:{color}></i>' * n}</em></div>"
        html += "</div>"
    s.panel = "Total IgE"
    r = s.add("Total IgE", "168.4", "kU/l", "<=114.0", "")
    head = """<div style="display:flex;justify-content:space-between;border-bottom:2px solid #1d4f7c;padding-bottom:4px"><b style="font-size:15pt;color:#1d4f7c">Genova Diagnostics</b><span style="font-size:8pt">Form GFRP1</span></div>
    <table style="width:100%;margin:6px 0;font-size:8.4pt"><tr><td>Patient: DAWDLE MOCKINGTON<br>DOB: June 06, 1974<br>Sex: F<br>MRN: 00000042</td><td>Order Number: SAMPLE-1001<br>Completed: March 13, 2026<br>Received: March 08, 2026<br>Collected: March 05, 2026</td></tr></table>
    <b>1001 IgG Food Antibodies Profile - Serum</b><div style="font-size:7.6pt">Methodology: EIA and Chemiluminescent</div>"""
    legend = " &nbsp; ".join(f"{level} {words}" for level, words in LEVELS.items())
    ige = f"""<table style="width:62%;margin-top:12px;border-top:1px solid #1d4f7c"><tr><th style="width:34%"></th><th style="width:18%">Inside</th><th style="width:18%">Outside</th><th>Reference Range</th></tr>
    <tr><td>{esc(r.name)}</td><td></td><td>{esc(r.value)}</td><td>{esc(r.range)} {esc(r.unit)}</td></tr></table>"""
    prose = "<p style='font-size:7.2pt'>IgG antibodies show that a food has been met; they are no proof of an allergy. Foods at 2+ and 3+ may be left out for 4 to 6 weeks and brought back one at a time.</p>"
    lists = "".join(f"<h4>{level} {words}</h4><div style='columns:5;font-size:8.2pt'>" + "".join(f"<div>{esc(n)}</div>" for n in levels[level]) + "</div>" for level, words in reversed(list(LEVELS.items())))
    publish(s, css, [head + f"<div style='font-size:7.8pt;margin-top:6px'>{legend}</div><div class=cols>{html}</div>{ige}{prose}", head + "<h4>Foods by level</h4>" + lists])


@lookalike("lab-doctors-data-urine-metals", format="doctors-data-urine-metals", title="Doctor's Data, Toxic Metals; Urine", lab="Doctor's Data", imitates="Doctor's Data (Toxic Metals; Urine, version V13)",
           collected="2026-05-11", reported="2026-05-19",
           notes="The unit stands once in the head, after a mu that is drawn four times; that of a row below the detection limit is not judged. Status is the reach of the bar. `< dl` is below the detection limit.",
           traits=["unit once, in the head; its mu drawn several times at one place (`µµµµ` in the text layer)", "status only as a bar that reaches the column OUTSIDE REFERENCE", "`< dl` results, `<dl` in the footnote", "ranges for the patient's sex and age", "a second block with another unit and a scale of standard deviations over it", "SPECIMEN DATA: labelled items that are no results"],
           rests_on="two de-identified sheets on a public page, those of a woman", layout="heads, blocks and their order as on the sheets; places on the page are assumed")
def doctors_data(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:34px 50px} table.m{width:100%;border:1px solid #000} .m th{border:1px solid #000;background:#e2e2e2;font-size:7.8pt;padding:3px 5px;text-align:center} .m td{border-left:1px solid #000;padding:2.1px 6px} .bar{height:7px;background:#333;margin-top:3px} .mu{position:relative;display:inline-block;width:5px;height:9px} .mu s{position:absolute;left:0;top:0;text-decoration:none}"""
    bar = lambda w: f"<div class=bar style='width:{w}%'></div>" if w else ""

    def row(r):
        inside, outside = r.x[1].split(",")
        return f"<tr><td style='width:17%'>{esc(r.name)}</td><td style='width:7%;border-left:0'>({r.x[0]})</td><td style='width:13%;text-align:right'>{esc(r.value)}</td><td style='width:14%;text-align:center'>{esc(r.range)}</td><td style='width:27%;padding-left:0'>{bar(int(inside))}</td><td style='padding-left:0'>{bar(int(outside))}</td></tr>"

    s.panel = "TOXIC METALS"
    body = s.table("""
Aluminum | 12 | µg/g creat | < 35 |  | Al | 34,0 | @also Aluminum (Al)
Antimony | 0.3 | µg/g creat | < 0.2 |  | Sb | 100,22 | @also Antimony (Sb)
Arsenic | 61 | µg/g creat | < 80 |  | As | 76,0 | @also Arsenic (As)
Barium | 2.9 | µg/g creat | < 7 |  | Ba | 41,0 | @also Barium (Ba)
Beryllium | < dl | | < 1 | | Be | 0,0 | @null unit | @also Beryllium (Be)
Bismuth | < dl | | < 4 | | Bi | 0,0 | @null unit | @also Bismuth (Bi)
Cadmium | 1.4 | µg/g creat | < 1 |  | Cd | 100,18 | @also Cadmium (Cd)
Cesium | 6.6 | µg/g creat | < 10 |  | Cs | 66,0 | @also Cesium (Cs)
Gadolinium | 2.7 | µg/g creat | < 0.8 |  | Gd | 100,98 | @also Gadolinium (Gd)
Lead | 1.6 | µg/g creat | < 2 |  | Pb | 80,0 | @also Lead (Pb)
Mercury | 5.2 | µg/g creat | < 4 |  | Hg | 100,16 | @also Mercury (Hg)
Nickel | 3.5 | µg/g creat | < 10 |  | Ni | 35,0 | @also Nickel (Ni)
Palladium | < dl | | < 0.3 | | Pd | 0,0 | @null unit | @also Palladium (Pd)
Platinum | < dl | | < 0.1 | | Pt | 0,0 | @null unit | @also Platinum (Pt)
Tellurium | < dl | | < 0.5 | | Te | 0,0 | @null unit | @also Tellurium (Te)
Thallium | 0.3 | µg/g creat | < 0.5 |  | Tl | 60,0 | @also Thallium (Tl)
Thorium | < dl | | < 0.03 | | Th | 0,0 | @null unit | @also Thorium (Th)
Tin | 2.1 | µg/g creat | < 5 |  | Sn | 42,0 | @also Tin (Sn)
Tungsten | 0.12 | µg/g creat | < 0.4 |  | W | 30,0 | @also Tungsten (W)
Uranium | 0.02 | µg/g creat | < 0.04 |  | U | 50,0 | @also Uranium (U)
""", row)
    s.panel = "URINE CREATININE"
    c = s.add("Creatinine", "64.0", "mg/dL", "30- 225", "")
    publish(s, css, [f"""<div style="text-align:center"><b style="font-size:15pt">DOCTOR'S DATA</b><br><b style="letter-spacing:3px">Toxic Metals; Urine</b></div>
    <table style="margin:9px 0;font-size:8.2pt"><tr><td>LAB #: U260519-0000-1<br>PATIENT: Placeholder Inventa<br>ID: INVENTA-P-00000<br>SEX: Female<br>DOB: 02/02/1967 &nbsp; AGE: 59</td><td style="padding-left:130px">CLIENT #: 00000<br>DOCTOR: Pretend Practitioner, MD<br>Imaginary Clinic<br>1 Nowhere Road, Sampleton, IL 60000</td></tr></table>
    <table class=m><tr><th colspan=2>TOXIC METALS</th><th>RESULT<br><span class=mu><s>µ</s><s>µ</s><s>µ</s><s>µ</s></span><span>g/g creat</span></th><th>REFERENCE<br>INTERVAL</th><th>WITHIN REFERENCE</th><th>OUTSIDE REFERENCE</th></tr>{body}</table>
    <table class=m style="margin-top:10px"><tr><th colspan=8 style="letter-spacing:2px">URINE CREATININE</th></tr><tr><th></th><th>RESULT<br>mg/dL</th><th>REFERENCE<br>INTERVAL</th><th>-2SD</th><th>-1SD</th><th>MEAN</th><th>+1SD</th><th>+2SD</th></tr>
    <tr><td style="width:24%">{esc(c.name)}</td><td style="width:13%;text-align:right">{esc(c.value)}</td><td style="width:14%;text-align:center">{esc(c.range)}</td><td></td><td><div class=bar style="width:60%"></div></td><td></td><td></td><td></td></tr></table>
    <div style="border:1px solid #000;margin-top:10px;padding:4px 6px;font-size:7.8pt"><b>SPECIMEN DATA</b><br>Comments: <br>Date Collected: 05/11/2026 &nbsp; Date Received: 05/14/2026 &nbsp; Date Reported: 05/19/2026<br>pH upon receipt: Acceptable &nbsp; Collection Period: timed: 6 hours &nbsp; Volume: 600 ml<br>
    Provoking Agent: none &nbsp; Provocation: PRE PROVOCATIVE &nbsp; Method: ICP-MS; Creatinine by Jaffe Method &nbsp; &lt;dl: less than detection limit &nbsp; V13</div>
    <p style="font-size:7.6pt">Results are related to creatinine, as urine may be thin or strong. The intervals hold for people without a provoking agent. Gadolinium stays measurable for 3 months after imaging with contrast; a meal of fish can raise arsenic for 48 hours.</p>"""])
