"""Look-alikes of stool panels: GI-MAP, GI Effects, and the older stool chemistries of Metametrix / Genova with quintile bars."""
from .common import esc
from .lookalike import lookalike, publish

GI_MAP = {
    1: """
# Pathogens
> Bacterial Pathogens
Campylobacter | <dl | | <1.00e3 |
C. difficile Toxin A | <dl | | <1.00e3 |
C. difficile Toxin B | 6.15e2 | | <1.00e3 |
E. coli O157 | <dl | | <1.00e3 |
Salmonella | 3.34e4 | | <1.00e4 | High
> Parasitic Pathogens
Cryptosporidium | <dl | | <1.00e6 |
Entamoeba histolytica | <dl | | <1.00e4 |
Giardia | 1.2e5 | | <5.00e3 | High
# H. pylori
H. pylori | 4.6e3 | | <1.0e3 | High
""",
    2: """
# Commensal/Keystone Bacteria
Bacteroides fragilis | 1.02e9 | | 1.6e9 - 2.5e11 | Low
Bifidobacterium spp. | 8.80e8 | | >6.7e7 |
Enterococcus spp. | 2.19e8 | | 1.9e5 - 2.0e8 | High
Escherichia spp. | 5.51e7 | | 3.7e6 - 3.8e9 |
Lactobacillus spp. | 7.90e5 | | 8.6e5 - 6.2e8 | Low
Akkermansia muciniphila | <dl | | 1.0e1 - 8.2e6 | Low
Faecalibacterium prausnitzii | 4.44e6 | | 1.0e3 - 5.0e8 |
Roseburia spp. | 6.05e8 | | 5.0e7 - 2.0e10 |
> Bacterial Phyla
Bacteroidetes | 1.47e12 | | 8.61e11 - 3.31e12 |
Firmicutes:Bacteroidetes Ratio | 1.08 | | <1.00 | High
# Opportunistic/Overgrowth Microbes
> Commensal Overgrowth Microbes
Desulfovibrio spp. | 2.77e8 | | <7.98e8 |
Methanobacteriaceae (family) | 5.02e8 | | <3.38e8 | High
> Inflammatory & Autoimmune-Related Bacteria
Citrobacter spp. | <dl | | <5.00e6 |
Klebsiella spp. | 2.74e4 | | <5.00e3 | High
Proteus spp. | 8.10e3 | | <5.00e4 |
# Fungi/Yeast
Candida spp. | 9.93e2 | | <5.00e3 |
Candida albicans | 4.04e3 | | <5.00e2 | High
""",
    3: """
# Intestinal Health Markers
> Digestion
Elastase-1 | 122 | ug/g | >200 | Low
> GI Markers
b-Glucuronidase | 2688 | U/mL | <2486 | High
Occult Blood - FIT | 2 | ug/g | <10 |
> Immune Response
Secretory IgA | 2244 | ug/g | 510 - 2010 | High
Anti-gliadin IgA | 41 | U/L | <175 |
> Inflammation
Calprotectin | 58 | ug/g | <173 |
""",
}


@lookalike("lab-dsl-gi-map", format="dsl-gi-map", title="Diagnostic Solutions Laboratory, GI-MAP", lab="Diagnostic Solutions Laboratory", imitates="Diagnostic Solutions Laboratory (GI-MAP)",
           collected="2026-01-19", reported="2026-01-27",
           notes="Quantities in scientific notation, `<dl` below the detection limit. The words High and Low behind the value are the flag. No unit is printed for organisms.",
           traits=["scientific notation 1.02e9, 1.2e5 and ranges `1.6e9 - 2.5e11`: an exponent that is lost or misread stands out against the range", "`<dl` results", "High and Low as words behind the value", "no unit for organisms; unit behind the range for the rest", "a bold section head and a lighter one under it, the table head again for each section"],
           rests_on="names from published lists that agree, ranges from published lists; organisms without a published range are left out", layout="the order name, result, High or Low, reference is known; heads of columns and places are assumed")
def gi_map(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:32px 50px} h2{background:#2b6ca3;color:#fff;font-size:10.5pt;padding:4px 10px;margin:12px 0 0} h3{font-size:9pt;margin:5px 0 0 2px;color:#2b6ca3} table.r{width:100%} .r th{font-size:8pt;color:#444;padding:2px 10px;border-bottom:0.6px solid #999} .r td{padding:3px 10px;border-bottom:0.5px solid #e2e2e2} .x{color:#c0392b;font-weight:bold}"""
    row = lambda r: f"<tr><td style='width:46%'>{esc(r.name)}</td><td style='width:16%'{' class=x' if r.flag else ''}>{esc(r.value)}</td><td style='width:10%' class=x>{esc(r.flag)}</td><td>{esc(f'{r.range} {r.unit}'.strip())}</td></tr>"
    panel = lambda t: f"</table><h2>{esc(t)}</h2><table class=r><tr><th></th><th>Result</th><th></th><th>Reference</th></tr>"
    note = lambda t: f"<tr><td colspan=4><h3>{esc(t)}</h3></td></tr>"
    head = """<div style="display:flex;justify-content:space-between;border-bottom:3px solid #2b6ca3;padding-bottom:5px;font-size:8.2pt"><div><b style="font-size:15pt;color:#2b6ca3">GI-MAP</b><br>Diagnostic Solutions Laboratory<br>GI Microbial Assay Plus</div>
    <div>Patient: Mimi Fauxname<br>DOB: 11/23/1979 &nbsp; Sex: F<br>MRN: 0000012<br>Accession: 20260121-00001</div><div>Collected: 01/19/2026<br>Received: 01/21/2026<br>Completed: 01/27/2026<br>Ordered by: Pretend Nobody, DC</div></div><table>"""
    foot = "<p style='position:absolute;bottom:30px;left:50px;right:50px;font-size:7pt;color:#444'>Key: organisms are given as genome copies in a gram of stool, in scientific notation; 3.5e7 is 3.5 times 10 to the 7th, or 35,000,000. &lt;dl: below the detection limit. CLIA# 00D0000000, 1 Invented Parkway, Alpharetta, GA 30000</p>"
    pages = []
    for page, block in GI_MAP.items():
        s.page = page
        pages.append(head + s.table(block, row, panel, note) + "</table>" + foot)
    publish(s, css, pages)


@lookalike("lab-genova-gi-effects", format="genova-gi-effects", title="Genova Diagnostics, GI Effects Comprehensive Profile", lab="Genova Diagnostics", imitates="Genova Diagnostics (GI Effects Comprehensive Profile 2200)",
           collected="2026-06-02", reported="2026-06-16",
           notes="Page 1 shows scores and places in a graphic (Commensal Balance), which are no results. Bacteria are counted in CFU/g stool with scientific notation.",
           traits=["scores on page 1 (pillars, Healthy-Pattern Continuum 0-10, Reference Variance 0-24) that are no results", "CFU/g stool with scientific notation, ranges with `<=` and two limits", "a range without a printed upper limit", "results in words: Not Detected, Negative, Brown", "the unit behind the result", "subtypes named in prose (Blastocystis 1-9)"],
           rests_on="a published list of ranges, which has seven of them", layout="assumed: only the parts of the report are known")
def gi_effects(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:32px 50px} h3{margin:10px 0 2px;color:#1d4f7c;font-size:10pt} table.r{width:100%} .r th{border-bottom:1px solid #1d4f7c;font-size:8pt;padding:2px 6px} .r td{padding:3px 6px;border-bottom:0.5px solid #e4e4e4}"""
    row = lambda r: f"<tr><td style='width:40%'>{esc(r.name)}</td><td style='width:16%'>{esc(r.value)}</td><td style='width:8%;color:#a00'>{esc(r.flag)}</td><td style='width:16%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    panel = lambda t: f"</table><h3>{esc(t)}</h3><table class=r><tr><th>Biomarker</th><th>Result</th><th></th><th>Units</th><th>Reference Range</th></tr>"
    head = """<div style="display:flex;justify-content:space-between;border-bottom:2px solid #1d4f7c;padding-bottom:3px"><b style="font-size:14pt;color:#1d4f7c">Genova Diagnostics</b><b>2200 GI Effects Comprehensive Profile - Stool</b></div>
    <table style="width:100%;margin:4px 0;font-size:8.2pt"><tr><td>Patient: INVENTO FICTIONAL<br>DOB: April 30, 1962<br>Sex: M<br>MRN: 00000098</td><td>Order Number: SAMPLE-2200<br>Collected: June 02, 2026<br>Received: June 05, 2026<br>Completed: June 16, 2026</td></tr></table>"""
    pillars = "".join(f"<div style='flex:1;border:1px solid #1d4f7c;text-align:center;padding:6px 2px;font-size:8.4pt'>{t}<br><b style='font-size:15pt'>{n}</b></div>" for t, n in (("Maldigestion", 3), ("Inflammation", 2), ("Dysbiosis", 7), ("Metabolite Imbalance", 4), ("Infection", 0)))
    one = f"""<h3>Interpretation-at-a-Glance</h3><div style="display:flex;gap:6px">{pillars}</div><h3>Commensal Balance</h3>
    <svg width="380" height="220"><line x1="40" y1="190" x2="360" y2="190" stroke="#333"/><line x1="40" y1="10" x2="40" y2="190" stroke="#333"/><rect x="41" y="10" width="110" height="60" fill="#d9eed9"/><circle cx="214" cy="110" r="5" fill="#c0392b"/>
    {''.join(f"<text x='{40 + i * 13}' y='204' font-size='9'>{i}</text>" for i in range(0, 25, 4))}{''.join(f"<text x='20' y='{193 - i * 18}' font-size='9'>{i}</text>" for i in range(0, 11, 2))}<text x="222" y="106" font-size="10">13, 4.6</text></svg>
    <p>Healthy-Pattern Continuum (upright, 0 to 10) against Reference Variance (across, 0 to 24). A Reference Variance of 9 or more is seen in 1 of 5 people.</p>"""
    s.page = 2
    two = s.table("""
# Microbiome Metabolites
Beneficial SCFAs | 11.4 | micromol/g | 13.6 - 150 | L
Acetate | 61.3 | % | 48.1 - 69.2 |
Deoxycholic acid (DCA) | 3.40 | mg/g | 0.67 - 6.76 |
# Commensal Bacteria (PCR)
Bacteroides vulgatus | 3.1e9 | CFU/g stool | <=2.2e9 | H
Anaerotruncus colihominis | 6.6e6 | CFU/g stool | <=2.0e7 |
Faecalibacterium prausnitzii | 8.7e5 | CFU/g stool | 1.1e6 - 1.1e9 | L
Akkermansia muciniphila | 5.4e6 | CFU/g stool | >=1.2e6 |
""", row, panel)
    s.page = 3
    three = s.table("""
# Parasitology (PCR)
Blastocystis spp. | Not Detected | | Not Detected |
Cryptosporidium parvum/hominis | Not Detected | | Not Detected |
Dientamoeba fragilis | Detected | | Not Detected | A | @null flag
Entamoeba histolytica | Not Detected | | Not Detected |
Giardia | Not Detected | | Not Detected |
# Additional Results
Fecal Occult Blood | Negative | | Negative |
Color | Brown | | |
Consistency | Formed/Normal | | |
""", row, panel)
    publish(s, css, [head + one, head + "<table>" + two + "</table>", head + "<table>" + three + "</table><p style='font-size:7.6pt'>Blastocystis is told apart into subtypes 1 to 9 where it is found. Ova and parasites were looked for in 1 concentrated and 1 stained slide.</p>"])


@lookalike("lab-metametrix-stool-chemistries", format="metametrix-quintiles", title="Metametrix / Genova, stool chemistries (2120)", lab="Metametrix", imitates="Metametrix, later Genova Diagnostics (stool chemistries of profile 2120)",
           collected="2012-03-12", reported="2012-03-20",
           notes="The small figures inside the quintile bars are cut points and no results. The comments at the side belong to no row.",
           traits=["quintile cut points inside bars, of the same kind as results, that are no results", "heads of quintiles and percents over the bars", "flag letter behind the value", "unit behind the range", "a box of comments at the side", "ranges in words: Neg-Rare, Neg", "one bound: >= 3.9"],
           rests_on="the text of the laboratory's own sample, in which the pairing of some rows is not certain", layout="heads, the bars with their cut points and the box of comments as in the sample; places on the page are assumed")
def stool_2120(s):
    css = """body{font:8.8pt 'DejaVu Sans'} section.pg{padding:34px 44px} table.r{width:560px} .r th{font-size:7.4pt;border-bottom:1px solid #000;padding:2px 4px} .r td{padding:4px 4px;vertical-align:middle} .q{position:relative;width:190px;height:16px;border:0.5px solid #888} .q i{position:absolute;top:0;bottom:0;width:20%;background:#e4ece0} .q span{position:absolute;top:3px;font-size:6.6pt;color:#222} .q b{position:absolute;top:-3px;font-size:9pt;color:#a00} tr.p td{font-weight:bold;padding-top:9px}"""

    def row(r):
        cuts, _, place = r.x[0].partition(";")
        bar = "" if not place else ("<div class=q><i style='left:20%'></i><i style='left:60%'></i>" + "".join(f"<span style='left:{x}%'>{esc(c)}</span>" for x, c in zip((16, 74), cuts.split(","))) + f"<b style='left:{place}%'>◆</b></div>")
        return f"<tr><td style='width:142px'>{esc(r.name)}</td><td style='width:48px;text-align:right'>{esc(r.value)}</td><td style='width:20px'>{esc(r.flag)}</td><td style='width:204px'>{bar}</td><td>{esc(f'{r.range} {r.unit}'.strip())}</td></tr>"

    panel = lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>"
    body = s.table("""
# Absorption
Triglycerides | 66 | mg/dL | <= 181 | | 40,142;30
# Short Chain Fatty Acids
Total SCFA | 51 | mM/g | >= 35 | | 48,113;24
n-Butyrate | 3.1 | mM/g | >= 3.9 | L | 5.8,17.2;2
Acetate % | 64 | % | 47 - 77 | | 55,69;58
Propionate % | 16 | % | 7 - 30 | | 12,21;44
Butyrate % | 17 | % | 10 - 29 | | 13,22;50
Valerate % | 5.1 | % | 0.4 - 4.6 | H | 1.0,3.0;93
Putrefactive SCFA | 2.6 | mM/g | <= 7.4 | | 1.9,5.2;34
# Inflammation
Lactoferrin | 4.4 | ug/mL | <= 6.3 | | 1.3,4.2;82
WBCs | Rare | | Neg-Rare | | ;
Mucus | Neg | | Neg | | ;
# Immunology
Fecal sIgA | 171 | mg/dl | 5 - 161 | H | 20,144;94
# Additional Tests
Elastase 1 | 285 | ug/g | > 100 | | 180,460;40
Color | Brown | | | | ;
Consistency | Formed/Norm. | | | | ;
""", row, panel)
    comments = "<div style='position:absolute;left:618px;top:190px;width:150px;border:1px solid #000;padding:5px;font-size:7pt'><b>Commentary</b><br>Butyrate feeds the lining of the colon. Below 4 more fibre helps.<br><br>sIgA above 144 means an irritated lining; 1 of 5 people is there.</div>"
    publish(s, css, [f"""<div style="display:flex;justify-content:space-between"><div><b style="font-size:13pt">Metametrix Clinical Laboratory</b><br>2120 Gastrointestinal Function Profile - Stool</div><div>Accession Number: S120314-0000-1<br>1 Invented Place, Duluth, GA 30000</div></div>
    <p>Patient: Phony, Phil &nbsp; DOB: 01/31/1957 &nbsp; Sex: M &nbsp; Age: 55<br>Collected: 03/12/2012 &nbsp; Received: 03/14/2012 &nbsp; Completed: 03/20/2012</p>
    <table class=r><tr><th></th><th colspan=2>Results</th><th>Percentile Ranking by Quintile<br><span style="font-size:5.4pt;white-space:nowrap">1st &nbsp; 20% &nbsp; 2nd &nbsp; 40% &nbsp; 3rd &nbsp; 60% &nbsp; 4th &nbsp; 80% &nbsp; 5th</span></th><th>95% Reference Range</th></tr>{body}</table>{comments}"""])
