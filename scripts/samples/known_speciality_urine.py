"""Look-alikes of urine panels: Mosaic / Great Plains organic acids, DUTCH Complete, Genova NutrEval."""
from .common import esc
from .lookalike import lookalike, publish

# One page a list: sections, then name | value | range | flag | place of the label on the bar in percent. The unit stands in the head of the page.
OAT_PAGES = ["""
# Yeast and Fungal Markers
Citramalic | 1.9 | <= 5.0 | | 26
5-Hydroxymethyl-2-furoic | 14 | <= 28 | | 36
3-Oxoglutaric | 0 | <= 0.46 | | 1
Furan-2,5-dicarboxylic | 7.2 | <= 18 | | 30
Furancarbonylglycine | 0.44 | <= 3.1 | | 12
Tartaric | 8.8 | <= 6.5 | H | 80
Arabinose | 71 | <= 50 | H | 84
Carboxycitric | 2.6 | <= 25 | | 8
Tricarballylic | 0.35 | <= 1.3 | | 20
# Bacterial Markers
Hippuric | 512 | <= 680 | | 52
2-Hydroxyphenylacetic | 0.41 | <= 0.86 | | 34
4-Hydroxybenzoic | 1.2 | <= 3.0 | | 28
4-Hydroxyhippuric | 9.6 | <= 30 | | 24
DHPPA (Beneficial Bacteria) | 0.17 | <= 0.59 | | 22
# Clostridia Bacterial Markers
4-Hydroxyphenylacetic | 26 | 2.0 - 32 | | 54
HPHPA | 281 | <= 220 | H | 76
4-Cresol | 12 | <= 39 | | 22
3-Indoleacetic | 1.6 | <= 6.8 | | 16
""", """
# Oxalate Metabolites
Glyceric | 1.2 | 0.21 - 4.9 | | 20
Glycolic | 96 | 18 - 81 | H | 74
Oxalic | 41 | 8.9 - 67 | | 38
# Glycolytic Cycle Metabolites
Lactic | 6.6 | 0.74 - 19 | | 24
Pyruvic | 0.19 | 0.28 - 6.7 | L | 2
# Mitochondrial Markers - Krebs Cycle Metabolites
Succinic | 7.4 | <= 5.3 | H | 82
Fumaric | 0.22 | <= 0.49 | | 30
Malic | 0.71 | <= 1.1 | | 40
2-Oxoglutaric | 10 | <= 18 | | 34
Aconitic | 15 | 4.1 - 23 | | 40
Citric | 144 | 2.2 - 260 | | 34
# Mitochondrial Markers - Amino Acid Metabolites
3-Methylglutaric | 0.24 | 0.02 - 0.38 | | 38
3-Hydroxyglutaric | 2.0 | <= 4.6 | | 28
3-Methylglutaconic | 2.3 | 0.38 - 2.0 | H | 70
# Neurotransmitter Metabolites
Homovanillic (HVA) | 1.4 | 0.39 - 2.2 | | 38
Vanillylmandelic (VMA) | 1.1 | 0.53 - 2.2 | | 30
HVA / VMA Ratio | 1.3 | 0.32 - 1.4 | | 56
Dihydroxyphenylacetic (DOPAC) | 0.93 | 0.27 - 1.9 | | 30
HVA / DOPAC Ratio | 1.5 | 0.17 - 1.6 | | 58
5-Hydroxyindoleacetic (5-HIAA) | 1.7 | <= 2.9 | | 36
Quinolinic | 2.6 | 0.52 - 2.4 | H | 64
Kynurenic | 0.84 | <= 1.8 | | 28
""", """
# Pyrimidine Metabolites - Folate Metabolism
Uracil | 3.3 | <= 6.9 | | 30
Thymine | 0.12 | <= 0.36 | | 20
# Ketone and Fatty Acid Oxidation
3-Hydroxybutyric | 0.66 | <= 1.9 | | 22
Acetoacetic | 0.11 | <= 10 | | 2
Ethylmalonic | 2.9 | 0.13 - 2.7 | H | 66
Methylsuccinic | 1.1 | <= 2.3 | | 30
Adipic | 1.5 | <= 2.9 | | 32
Suberic | 2.2 | <= 1.9 | H | 70
Sebacic | 0.05 | <= 0.14 | | 22
# Nutritional Markers
Methylmalonic (Vitamin B12) | 1.7 | <= 2.3 | | 44
Pyridoxic (Vitamin B6) | 4.4 | <= 26 | | 10
Pantothenic (Vitamin B5) | 2.7 | <= 5.4 | | 30
Glutaric (Vitamin B2) | 0.21 | <= 0.43 | | 28
Ascorbic (Vitamin C) | 6.3 | 10 - 200 | L | 1
3-Hydroxy-3-methylglutaric (CoQ10) | 11 | <= 26 | | 26
N-Acetylcysteine (NAC) | 0.04 | <= 0.13 | | 18
Methylcitric (Biotin, Vitamin H) | 0.88 | 0.15 - 1.7 | | 32
# Indicators of Detoxification
Pyroglutamic | 18 | 5.7 - 25 | | 44
2-Hydroxybutyric | 1.4 | <= 1.2 | H | 70
Orotic | 0.31 | <= 0.46 | | 42
2-Hydroxyhippuric | 0.52 | <= 0.86 | | 38
""", """
# Amino Acid Metabolites
2-Hydroxyisovaleric | 0.08 | <= 2.0 | | 3
2-Oxoisovaleric | 0.21 | <= 2.0 | | 6
3-Methyl-2-oxovaleric | 0.44 | <= 2.0 | | 14
2-Hydroxyisocaproic | 0 | <= 2.0 | | 1
2-Oxoisocaproic | 0.17 | <= 2.0 | | 5
2-Oxo-4-methiolbutyric | 0.02 | <= 2.0 | | 1
Mandelic | 0.11 | <= 2.0 | | 4
Phenyllactic | 0.13 | <= 2.0 | | 4
Phenylpyruvic | 0.25 | <= 2.0 | | 8
Homogentisic | 0.01 | <= 2.0 | | 1
4-Hydroxyphenyllactic | 0.39 | <= 2.0 | | 12
N-Acetylaspartic | 1.8 | <= 38 | | 3
Malonic | 5.2 | <= 9.9 | | 32
4-Hydroxybutyric | 2.5 | <= 4.3 | | 36
# Mineral Metabolism
Phosphoric | 2810 | 1000 - 4900 | | 36
"""]


@lookalike("lab-mosaic-organic-acids", format="mosaic-organic-acids", title="Mosaic Diagnostics / Great Plains Laboratory, Organic Acids Test", lab="The Great Plains Laboratory", imitates="The Great Plains Laboratory, now Mosaic Diagnostics (Organic Acids Test, the layout before 2026)",
           collected="2025-11-04", reported="2025-11-14",
           notes="Row numbers 1 to 76 are not part of the name. The value is printed twice: in its column and as a label on the bar. The unit stands in the head of each page; the ratios have none. The population that the ranges hold for stands in the head.",
           traits=["76 numbered rows in four pages, the head on each page", "value printed twice, in its column and as a label on the bar", "unit once, in the head", "the population of the ranges in the head, not in the row", "ranges with the glyph ≤", "names that begin with a digit behind a row number", "last row under another head with another unit (creatinine)"],
           rests_on="a sheet in a brochure of the laboratory (rows 1 to 16 with their ranges); names of the other rows and one published set of ranges for another population, which a report of this population would not print", layout="heads, numbering, pitch of rows and place of the values as on the sheet; the rest is assumed")
def oat(s):
    css = """body{font:8.5pt 'Liberation Sans'} section.pg{padding:30px 54px} table{width:100%} th{font-size:8.4pt;padding:2px 4px;color:#1f4f82;border-bottom:1.2px solid #1f4f82;vertical-align:bottom} td{padding:0 4px;height:20.75pt;vertical-align:middle} tr.p td{font-weight:bold;color:#1f4f82;height:26pt;vertical-align:bottom;padding-bottom:3px}
    .bar{position:relative;height:14px;width:200px;background:linear-gradient(90deg,#dfeede 60%,#f3dcdc 60%)} .bar i{position:absolute;top:1px;min-width:24px;text-align:center;font:6.8pt 'Liberation Sans';background:#fff;border:0.5px solid #555;padding:0 2px}"""
    n = 0
    pages = []
    for page, block in enumerate(OAT_PAGES, 1):
        s.page = page
        body = ""
        for line in block.strip().split("\n"):
            if line.startswith("#"):
                s.panel = line[1:].strip()
                body += f"<tr class=p><td></td><td colspan=5>{esc(s.panel)}</td></tr>"
                continue
            name, value, rng, flag, place = (c.strip() for c in line.split("|"))
            n += 1
            r = s.add(name, value, "" if "Ratio" in name else "mmol/mol creatinine", rng.replace("<=", "≤"), flag)
            body += (f"<tr><td style='width:22px;text-align:right;color:#555'>{n}</td><td style='width:204px'>{esc(r.name)}</td><td style='width:100px'>{esc(r.range)}</td><td style='width:20px;font-weight:bold;color:#b3202a'>{esc(r.flag)}</td>"
                     f"<td style='width:48px'>{esc(r.value)}</td><td><div class=bar><i style='left:{place}%'>{esc(r.value)}</i></div></td></tr>")
        tail = ""
        if page == len(OAT_PAGES):
            s.panel = "Indicator of Fluid Intake"
            c = s.add("Creatinine", "112", "mg/dL", "", "", also=["*Creatinine"])
            tail = f"<div style='margin-top:16px;font-weight:bold;color:#1f4f82'>Indicator of Fluid Intake</div><table style='width:60%'><tr><td style='width:22px'></td><td style='width:196px'>*{c.name}</td><td>{c.value} {c.unit}</td></tr></table><p style='font-size:7.4pt'>* Creatinine tells how much was drunk; values are divided by it. Below 20 mg/dL the sample is too thin to be judged.</p>"
        pages.append(f"""<div style="display:flex;justify-content:space-between;align-items:baseline"><b style="font-size:13pt;color:#1f4f82">The Great Plains Laboratory</b><b>Organic Acids Test - Nutritional and Metabolic Profile</b></div>
        <table style="margin:6px 0;font-size:8.2pt;border-top:1px solid #999;border-bottom:1px solid #999"><tr><td style='height:auto'>Requisition #: 000771<br>Patient Name: Figment, Otto</td><td style='height:auto'>Patient Age: 9<br>Patient Sex: M</td><td style='height:auto'>Physician: NOBODY PRETEND ND<br>Date of Collection: 11/04/2025</td><td style='height:auto'>Time of Collection: 07:10 AM<br>Print Date: 11/14/2025</td></tr></table>
        <table><tr><th colspan=2>Metabolic Markers in Urine</th><th style='white-space:nowrap'>Reference Range<br><span style='font-weight:normal'>(mmol/mol creatinine)</span></th><th></th><th>Patient<br>Value</th><th>Reference Population - Males Under Age 13</th></tr>{body}</table>{tail}""")
    publish(s, css, pages)


def dutch_dial(title, low, value, high, unit):
    """A dial: three figures without a label around an arc, none of them in reading order."""
    return f"""<div style="position:relative;width:210px;height:120px;display:inline-block;margin:0 14px"><svg width="210" height="112" style="position:absolute;left:0;top:0"><path d="M30 100 A75 75 0 0 1 180 100" fill="none" stroke="#ddd" stroke-width="14"/>
    <path d="M55 47 A75 75 0 0 1 155 47" fill="none" stroke="#8fc48f" stroke-width="14"/><text x="44" y="44" font-size="11" fill="#a80">★</text><text x="154" y="44" font-size="11" fill="#a80">★</text><line x1="105" y1="100" x2="96" y2="42" stroke="#333" stroke-width="2"/></svg>
    <span style="position:absolute;right:4px;top:22px">{high}</span><span style="position:absolute;left:92px;top:70px;font-weight:bold">{value}</span><span style="position:absolute;left:8px;top:22px">{low}</span><span style="position:absolute;left:20px;top:104px;width:170px;text-align:center">{title} ({unit})</span></div>"""


@lookalike("lab-dutch-complete", format="dutch-complete", title="Precision Analytical, DUTCH Complete", lab="Precision Analytical", imitates="Precision Analytical (DUTCH Complete)",
           collected="2026-02-20", reported="2026-03-03",
           notes="Pages 2 and 4 are the tables; page 1 and 3 show some of the same values again on dials and beside ranges by age, and are not counted. The status in words is the flag. DHEA-S stands in two tables: the second may be left out.",
           traits=["the same data on two pages: dials (three figures without labels) repeat the tables, counted once", "status in words between value and unit: Above range, Low end of range, Within luteal range", "ranges by age and by phase of the cycle in a table of their own, beside the values", "names with digits: 2-OH-E1, 16-OH-E1", "the same marker four times, by time of day", "one analyte in two tables (DHEA-S)", "three gauges without figures"],
           rests_on="names of sections and markers from published lists, ranges from published lists for women (premenopausal), bands by age as on the laboratory's own sample; markers without a published range are left out", layout="tables on pages 2 and 4, ranges in the last column, dials and header as described by the laboratory; heads of columns and places are assumed")
def dutch(s):
    css = """body{font:8.8pt 'DejaVu Sans'} section.pg{padding:34px 48px} table.r{width:100%;margin-top:8px} .r th{background:#43306f;color:#fff;font-size:8.4pt;padding:3px 6px} .r td{padding:3px 6px;border-bottom:0.5px solid #ddd} .r tr.p td{font-weight:bold;background:#eeeaf6} .b td,.b th{padding:2px 10px;border-bottom:0.5px solid #ccc}"""

    def row(r):
        return f"<tr><td style='width:38%'>{esc(r.name)}</td><td style='width:11%'>{esc(r.value)}</td><td style='width:24%'>{esc(r.flag)}</td><td style='width:10%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"

    panel = lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>"
    heads = lambda t: f"<h3 style='margin:4px 0'>{t}</h3><table class=r><tr><th>Test</th><th>Result</th><th></th><th>Units</th><th>Normal Range</th></tr>"
    s.page = 2
    hormones = s.table("""
# Progesterone Metabolites (Urine)
b-Pregnanediol | 1,120.0 | ng/mg | 600 - 2000 | Within luteal range
a-Pregnanediol | 188.0 | ng/mg | 200 - 740 | Below luteal range
# Estrogens and Metabolites (Urine)
Estrone (E1) | 27.9 | ng/mg | 12 - 26 | Above range
Estradiol (E2) | 2.2 | ng/mg | 1.8 - 4.5 | Low end of range
Estriol (E3) | 7.4 | ng/mg | 5 - 18 | Within range
2-OH-E1 | 4.61 | ng/mg | 5.1 - 13.1 | Below range
4-OH-E1 | 0.92 | ng/mg | < 1.8 | Within range
16-OH-E1 | 2.48 | ng/mg | 0.7 - 2.6 | High end of range
2-Methoxy-E1 | 2.71 | ng/mg | 2.5 - 6.5 | Low end of range
2-OH-E2 | 0.44 | ng/mg | < 1.2 | Within range
4-OH-E2 | 0.61 | ng/mg | < 0.5 | Above range
Total Estrogen | 49.2 | ng/mg | 35 - 70 | Within range
# Androgens and Metabolites (Urine)
DHEA-S | 305.0 | ng/mg | 60 - 750 | Within range
Testosterone | 15.3 | ng/mg | 2.3 - 14 | Above range
""", row, panel)
    s.page = 4
    adrenal = s.table("""
# Daily Free Cortisol and Cortisone (Urine)
Cortisol A - Waking | 8.8 | ng/mg | 10 - 50 | Below range
Cortisol B - Morning | 61.4 | ng/mg | 30 - 130 | Within range
Cortisol C - Afternoon | 27.6 | ng/mg | 7 - 30 | High end of range
Cortisol D - Night | 3.9 | ng/mg | 0 - 14 | Within range
Cortisone A - Waking | 77.0 | ng/mg | 40 - 120 | Within range
Cortisone B - Morning | 151.0 | ng/mg | 90 - 230 | Within range
Cortisone C - Afternoon | 119.0 | ng/mg | 32 - 110 | Above range
Cortisone D - Night | 28.4 | ng/mg | 0 - 55 | Within range
24hr Free Cortisol | 101.7 | ng/mg | 65 - 200 | Within range
24hr Free Cortisone | 375.4 | ng/mg | 220 - 450 | Within range
# Cortisol Metabolites and DHEA-S (Urine)
Metabolized Cortisol (THF + THE) | 7,040.0 | ng/mg | 2750 - 6500 | Above range
DHEA-S | 305.0 | ng/mg | 60 - 750 | Within range | @optional
""", row, panel)
    top = lambda n: f"""<div style="display:flex;justify-content:space-between;border-bottom:2px solid #43306f"><b style="font-size:14pt;color:#43306f">DUTCH Complete</b><span>FINAL REPORT 03/03/2026</span></div>
    <table style="font-size:8pt;margin:5px 0;width:100%"><tr><td>Accession # 00000815<br>Amalia Nonesuch<br>1 Imaginary Way<br>Sampleton, OR 97000</td><td>Ordering Provider: Nobody Pretend, ND<br>DOB: 1987-05-14<br>Age: 38 &nbsp; Sex: Female</td><td>Last Menstrual Period: 2026-01-31<br>Collection Times:<br>2026-02-20 06:40AM<br>2026-02-20 10:05PM</td></tr></table>"""
    foot = "<div style='position:absolute;bottom:34px;left:48px;right:48px;font-size:7pt;text-align:center;color:#555'>Precision Analytical (Imagined Director, Ph.D., Lab Director) &nbsp; 1 Invented Street, McMinnville, OR 97128 &nbsp; CLIA Lic. #00D0000000 &nbsp; DutchTest.com</div>"
    one = "<h3>Hormone Testing Summary</h3>" + dutch_dial("24hr Free Cortisol", 65, 101.7, 200, "A+B+C+D") + dutch_dial("Metabolized Cortisol", 2750, "7,040", 6500, "THF + THE") + dutch_dial("Total Estrogen", 35, 49.2, 70, "sum of 8") + dutch_dial("Testosterone", 2.3, 15.3, 14, "ng/mg") + "<p style='font-size:8pt'>The stars are the ends of the normal range of premenopausal women in the luteal phase. In 2 of 4 dials the hand stands within it.</p>"
    cells = lambda *texts: "<tr>" + "".join(f"<td>{t}</td>" for t in texts) + "</tr>"
    bands = cells("DHEA-S", "305.0", "60-750", "30-350", "20-150") + cells("Testosterone", "15.3", "3.2-14", "2.3-8", "1.5-6.3")
    phases = cells("b-Pregnanediol", "1,120.0", "600-2000", "60-200") + cells("a-Pregnanediol", "188.0", "200-740", "15-50") + cells("Estradiol (E2)", "2.2", "1.8-4.5", "0.2-0.7")
    gauges = "".join(f"<div style='display:inline-block;width:150px;text-align:center'><svg width='120' height='64'><path d='M10 60 A50 50 0 0 1 110 60' fill='none' stroke='#cbb8e6' stroke-width='12'/><line x1='60' y1='60' x2='{x}' y2='18' stroke='#333' stroke-width='2'/></svg><br>{t}</div>" for t, x in (("5a-Reductase Activity", 40), ("Methylation Activity", 74), ("Cortisol or Cortisone", 66)))
    three = f"<h3>Steroid Pathways</h3><p style='font-size:8pt'>Ranges by age and stage of life, beside the tables of pages 2 and 4</p><table class=b><tr><th></th><th></th><th>20-39</th><th>40-60</th><th>&gt;60</th></tr>{bands}</table><table class=b style='margin-top:10px'><tr><th></th><th></th><th>Luteal</th><th>Postmenopausal</th></tr>{phases}</table><p>{gauges}</p>"
    publish(s, css, [top(1) + one + foot, top(2) + heads("Sex Hormones &amp; Metabolites") + hormones + "</table>" + foot, top(3) + three + foot, top(4) + heads("Adrenal Hormones &amp; Metabolites") + adrenal + "</table>" + foot])


# Sections: unit, then name | value | range | flag.
NUTREVAL = {
    2: [("Organic Acids", "mmol/mol creatinine", """
# Malabsorption and Dysbiosis Markers
Phenylacetic Acid | 0.07 | <= 0.12 |
3-Hydroxyphenylacetic Acid | 9.4 | <= 8.1 | H
Benzoic Acid | 0.02 | <= 0.05 |
D-Arabinitol | 21 | <= 36 |
# Cellular Energy and Mitochondrial Markers
Isocitric Acid | 19 | 22 - 65 | L
3-Hydroxypropionic Acid | 11 | 5 - 22 |
# Neurotransmitter Metabolites
Xanthurenic Acid | 0.41 | <= 0.96 |
Kynurenic/Quinolinic Ratio | 0.61 | >= 0.44 |
MHPG (3-Methyl-4-OH-Phenylglycol) | 0.08 | 0.02 - 0.22 |
# Vitamin Markers
Isovalerylglycine | 1.9 | <= 3.7 |
α-Ketoadipic Acid | 0.8 | <= 1.7 |
FIGLU (Formiminoglutamic Acid) | 2.2 | <= 1.5 | H
3-Hydroxyisovaleric Acid | 14 | <= 29 |
# Toxin and Detoxification Markers
α-Ketophenylacetic Acid | 0.22 | <= 0.46 |
α-Hydroxyisobutyric Acid | 4.1 | <= 6.7 |
"""), ("Oxidative Stress", "µmol/g creatinine", """
# Oxidative Stress Markers
Lipid Peroxides (Urine) | 6.1 | <= 10 |
"""), ("Oxidative Damage", "mcg/g creatinine", """
# Oxidative Damage Markers
8-OHdG (Urine) | 7 | <= 15 |
""")],
    3: [("Amino Acids (FMV)", "µmol/g creatinine", """
# Essential Amino Acids
Arginine | 17 | 3 - 33 |
Histidine | 488 | 127 - 800 |
Isoleucine | 12 | 3 - 28 |
Leucine | 21 | 4 - 46 |
Lysine | 9 | 11 - 175 | L
Methionine | 6 | 2 - 18 |
Phenylalanine | 33 | 8 - 71 |
Taurine | 611 | 21 - 424 | H
Threonine | 62 | 12 - 123 |
Tryptophan | 24 | 5 - 53 |
Valine | 30 | 7 - 49 |
# Nonessential Protein Amino Acids
Alanine | 171 | 63 - 295 |
Asparagine | 58 | 25 - 119 |
Aspartic Acid | 4 | <= 14 |
Cysteine | 31 | 8 - 74 |
Cystine | 44 | 10 - 104 |
GABA | 2 | <= 5 |
Glutamic Acid | 12 | 4 - 27 |
Glutamine | 301 | 110 - 528 |
Proline | 15 | 1 - 13 | H
Tyrosine | 56 | 11 - 135 |
# Intermediary Metabolites
α-Aminoadipic Acid | 14 | 2 - 47 |
α-Amino-N-butyric Acid | 9 | 2 - 25 |
β-Aminoisobutyric Acid | 88 | 11 - 160 |
Cystathionine | 11 | 2 - 68 |
Citrulline | 0.5 | 0.6 - 3.9 | L
Ornithine | 8 | 2 - 21 |
Glycine | 402 | 95 - 683 |
Serine | 99 | 40 - 163 |
Ethanolamine | 131 | 50 - 235 |
Phosphoethanolamine | 5 | 1 - 13 |
Phosphoserine | <DL | <= 13 |
Sarcosine | 0.4 | <= 1.2 |
# Dietary Peptide Related Markers
Anserine | 22.4 | 0.4 - 105.1 |
Carnosine | 6 | 1 - 28 |
1-Methylhistidine | 251 | 38 - 988 |
3-Methylhistidine | 140 | 44 - 281 |
β-Alanine | 7 | <= 22 |
""")],
    4: [("Toxic Elements", "µg/g creatinine", """
# Toxic Elements
Lead | 0.6 | <= 1.4 |
Mercury | 2.51 | <= 2.19 | H
Aluminum | 8.8 | <= 22.3 |
Antimony | 0.051 | <= 0.149 |
Arsenic | 18 | <= 50 |
Barium | 1.9 | <= 6.7 |
Bismuth | <DL | <= 2.28 |
Cadmium | 0.21 | <= 0.64 |
Cesium | 4.7 | <= 10.5 |
Gadolinium | <DL | <= 0.019 |
Gallium | 0.011 | <= 0.028 |
Nickel | 1.44 | <= 3.88 |
Platinum | <DL | <= 0.033 |
Rubidium | 1120 | <= 2263 |
Thallium | 0.312 | <= 0.298 | H
Tin | 0.61 | <= 2.04 |
Tungsten | 0.044 | <= 0.211 |
Uranium | 0.007 | <= 0.026 |
"""), ("Nutrient Elements", "µg/g creatinine", """
# Nutrient Elements
Chromium | 2.2 | 0.6 - 9.4 |
Cobalt | 0.31 | 0.01 - 2.60 |
Copper (Urine) | 7.7 | 4.0 - 11.4 |
Iron (Urine) | 21 | 5 - 64 |
Lithium | 33 | 9 - 129 |
Manganese | 0.22 | 0.03 - 1.16 |
Molybdenum | 9 | 15 - 175 | L
Selenium | 88 | 32 - 333 |
Strontium | 151 | 47 - 346 |
Vanadium | 0.6 | 0.1 - 3.2 |
Zinc (Urine) | 702 | 63 - 688 | H
"""), ("Nutrient Elements in mg", "mg/g creatinine", """
# Macro Elements
Calcium (Urine) | 122 | 37 - 313 |
Magnesium (Urine) | 88 | 41 - 267 |
Sulfur | 611 | 367 - 1328 |
Urea | 277 | 168 - 465 |
""")],
}


@lookalike("lab-genova-nutreval", format="genova-nutreval", title="Genova Diagnostics, NutrEval FMV / Metabolomix+ (urine)", lab="Genova Diagnostics", imitates="Genova Diagnostics (NutrEval FMV, Metabolomix+: the urine part)",
           collected="2026-04-14", reported="2026-04-28",
           notes="The unit stands in the head of each table; that of a row below the detection limit is not judged. `<DL` is below the detection limit, not a decilitre. The scores of page 1 and the doses of page 5 are no results.",
           traits=["unit once, in the head of each table, another one for each", "`<DL` in upper case, which is no decilitre", "scores from 0 to 10 on page 1 that are no results", "a table of vitamins with doses on page 5 that is none of results", "no bars or marks beside the letters H and L", "the specimen in the name: Copper (Urine)"],
           rests_on="published lists for first-morning urine", layout="assumed: only the parts of the report (scores, urine parts, doses) are known")
def nutreval(s):
    css = """body{font:8.6pt 'Liberation Sans'} section.pg{padding:32px 56px} table{width:84%} h3{margin:8px 0 2px;color:#1d4f7c;font-size:10pt} th{border-bottom:1px solid #1d4f7c;font-size:8pt;padding:2px 4px} td{padding:1.2px 4px} tr.p td{font-weight:bold;padding-top:5px}"""
    head = """<div style="display:flex;justify-content:space-between;border-bottom:2px solid #1d4f7c;padding-bottom:3px"><b style="font-size:14pt;color:#1d4f7c">Genova Diagnostics</b><b>NutrEval FMV - Urine</b></div>
    <table style="width:100%;margin:4px 0;font-size:8pt"><tr><td>Patient: HYPOTHETICA MADEUP<br>DOB: August 21, 1990<br>Sex: F<br>MRN: 00000077</td><td>Order Number: SAMPLE-3030<br>Collected: April 14, 2026<br>Received: April 17, 2026<br>Completed: April 28, 2026</td></tr></table>"""
    def latin(line):
        """No model that reads pictures knows Greek letters: their Latin look-alikes are a fair spelling."""
        name = line.split("|")[0].strip()
        return f" | @also {name.replace('α', 'a').replace('β', 'b')}" if set(name) & set("αβ") else ""

    row = lambda r: f"<tr><td style='width:44%'>{esc(r.name)}</td><td style='width:16%'>{esc(r.value)}</td><td style='width:8%;color:#a00'>{esc(r.flag)}</td><td>{esc(r.range)}</td></tr>"
    panel = lambda t: f"<tr class=p><td colspan=4>{esc(t)}</td></tr>"
    scores = "".join(f"<tr><td>{t}</td><td><div style='height:8px;background:#1d4f7c;width:{n * 16}px'></div></td><td>{n}</td></tr>" for t, n in (("Antioxidants", 4), ("B-Vitamins", 7), ("Minerals", 3), ("GI Support", 6), ("Omega Fatty Acids", 2)))
    pages = [head + f"<h3>Nutrient need, from 0 (none) to 10 (high)</h3><table style='width:60%'>{scores}</table><p>A need of 5 or more comes from at least 2 of the markers that follow. It is a reckoning and no measurement.</p>"]
    for page, tables in NUTREVAL.items():
        s.page, body = page, ""
        for title, unit, block in tables:
            lines = [l if l.startswith("#") else "{0} | {1} | {unit} | {2} | {3}{null}".format(*(c.strip() for c in l.split("|")), unit="" if "Ratio" in l else unit, null=(" | @null unit" if "<DL" in l else "") + latin(l)) for l in block.strip().split("\n")]
            body += f"<h3>{title}</h3><table><tr><th></th><th>Result<br>{unit}</th><th></th><th>Reference Range<br>{unit}</th></tr>" + s.table("\n".join(lines), row, panel) + "</table>"
        pages.append(head + body)
    doses = "".join(f"<tr><td>{t}</td><td>{a}</td><td>{b}</td></tr>" for t, a, b in (("Vitamin B6", "1.3 mg", "10 mg"), ("Folic Acid", "400 mcg", "800 mcg"), ("Magnesium", "420 mg", "600 mg"), ("Zinc", "11 mg", "10 mg"), ("Vitamin D", "600 IU", "2000 IU")))
    pages.append(head + f"<h3>Suggested daily amounts</h3><table style='width:60%'><tr><th>Nutrient</th><th>Daily Recommended Intake</th><th>Patient Recommendation</th></tr>{doses}</table><p>Amounts are for adults and do not replace the advice of a clinician.</p>")
    publish(s, css, pages)
