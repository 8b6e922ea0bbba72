"""Look-alikes of reports that draw their results: ZRT Laboratory (bars with a sliding value) and FunctionalDX (pins, circles, scores)."""
from .common import sample
from .placed import Sheet, publish

WINE, GREEN, TEAL, DARK = "#8a0b4c", "#56b893", "#2dcdd3", "#4c5395"


@sample("lab-zrt", format="zrt-blood-spot", title="ZRT Laboratory, blood spot: values that slide along a bar", lab="ZRT Laboratory", imitates="ZRT Laboratory (blood spot profile)", collected="2026-02-18", reported="2026-02-27",
        notes="Unit and words stand behind the range. Two ranges by time of day (cortisol) and the words of the ratio are not judged. Height, waist, weight and BMI, and the scores of symptoms, may be given as rows or left out. Axis figures of graphs and the checklist are no results.",
        traits=["the value stands in a white pin on a coloured bar and moves with its place in the range", "flag letter behind the value in the pin; `<` values", "range, unit and the group it holds for in one cell", "two ranges by time of day in one cell", "collection date within a column head", "footnote star behind names",
                "graphs with axis figures", "scores of symptoms in per cent, a checklist with bars", "comments full of figures", "tilted SAMPLE across each page"])
def zrt(s):
    sheets = []
    def start(n, title):
        p = Sheet(612, 792)
        p.sample_mark()
        sheets.append(p)
        p.text(18, 46, title, 22 if n == 1 else 13, font="narrow", bold=True, fill=WINE)
        for x, rows in ((18, ["CLIA Lic # 00D0000000", " 2/27/2026 10:02:11 AM"]), (93, ["This page was made up to show a layout. It tells", "nothing of anybody; no doctor should read it."]), (320, ["Ima G. Inary, Ph.D.", "Laboratory Director"]), (480, ["Noah Body, ND.", "(Ordering Provider unless", "otherwise specified on page 1)"])):
            p.lines(x, 745, rows, size=5.6, font="narrow", leading=7)
        p.text(246, 772, "SAMPLE. Layout after ZRT Laboratory, LLC.", 5.6)
        p.text(594, 748, f"{n} of 3", 8, font="narrow", bold=True, at="end", fill=WINE)
        return p
    p = start(1, "TEST REPORT")
    p.lines(440, 30, ["1 Sample Place", "Nowhere, OR 00000", "Phone: 555-0100 Fax: 555-0101"], size=7.2, at="end", leading=9.2)
    p.drawn(450, 28, "ZRT LABORATORY", 1.7, "#777")
    p.rule(18, 60, 594, 60, 0.8, "#bbb")
    p.text(18, 73, "# 2026 02 20 017 B", 10, font="narrow", bold=True)
    p.text(18, 88.5, "Ordering Provider:", 8, bold=True)
    p.text(18, 99.5, "Sample Clinic", 8)
    for y, t, bold in ((73, "Samples Received", True), (85.5, "02/20/2026", False), (104.5, "Report Date", True), (116, "02/27/2026", False)):
        p.text(454, y, t, 9, bold=bold, at="end")
    p.rule(463, 64, 463, 174, 1, "#ccc")
    p.text(471, 73, "Samples Collected", 9, bold=True)
    p.text(471, 88.5, "Blood Spot - 02/18/26 07:40", 8)
    for y, label, value in ((185, "Patient Name: ", "Mary Made-Up"), (199, "Patient Phone Number: ", "555 555 0117")):
        p.shape(f"<text x='18' y='{y}' style=\"font:11px 'Liberation Sans';white-space:pre\"><tspan font-weight='bold'>{label}</tspan>{value}</text>")
    p.box(18, 206, 576, 60, fill="#e4e4e4")
    for x, a, b, c, d in ((29, "Gender", "Female", "DOB", "11/02/1975 (50 yrs)"), (133, "Last Menses", "02/01/2026", "Menses Status", "Pre-Menopausal - Regular"), (275, "Height", "5 ft 4 in", "Weight", "141 lb"), (331, "Waist", "31 in", "BMI", "24.2")):
        for y, t, bold in ((218, a, True), (229.5, b, False), (249, c, True), (260, d, False)):
            p.text(x, y, t, 9 if y < 240 else 8.6, bold=bold)
    p.box(18, 268, 576, 22, fill="#b5b5b5")
    p.box(123, 268, 127, 22, fill=WINE)
    p.text(22, 283, "TEST NAME", 10.5, font="narrow", bold=True)
    p.text(187, 283, "RESULTS | 02/18/26", 10.5, font="narrow", bold=True, at="middle", fill="#fff")
    p.text(254, 283, "RANGE", 10.5, font="narrow", bold=True)
    p.shape("<defs><linearGradient id='g'><stop offset='0' stop-color='#a33'/><stop offset='.12' stop-color='#e0b040'/><stop offset='.25' stop-color='#8ac06a'/><stop offset='.75' stop-color='#8ac06a'/><stop offset='.88' stop-color='#e0b040'/><stop offset='1' stop-color='#a33'/></linearGradient></defs>")
    y, k = 292, 0
    for kind, r in s.parse("""
# Blood Spot Steroids
Estradiol | 206 | pg/mL | 43-180 | H | 0.9 | Premeno-luteal or ERT
Progesterone | 4.1 | ng/mL | 3.3-22.5 | | 0.22 | Premeno-luteal or PgRT
Ratio: Pg/E2 | 20 | | | L | 0.06 | Pg/E2 (bloodspot-optimal 100-500) | @null unit,range | @also Pg/E2 Ratio; Pg/E2
Testosterone | 34 | ng/dL | 20-130 | | 0.3 | Premeno-luteal or TRT
SHBG | 118 | nmol/L | 15-120 | | 0.74 |
DHEAS | <15 | µg/dL | 40-290 | L | 0.01 |
Cortisol | 9.1 | µg/dL | | | 0.3 | 8.5-19.8 µg/dL (morning), 3.3-8.5 (eve/night) | @null range
# Blood Spot Thyroids
Free T4 | 0.8 | ng/dL | 0.7-2.5 | | 0.25 | | * | @also Free T4*
Free T3 | 2.1 | pg/mL | 2.4-4.2 | L | 0.14 |
TSH | 4.6 | µU/mL | 0.5-3.0 | H | 0.92 |
TPOab | 311 | IU/mL | 0-150 | H | 0.95 | (70-150 borderline) | * | @also TPOab*
"""):
        if kind == "panel":
            p.text(22, y + 11, r, 9.6, bold=True, font="narrow", fill=WINE)
            y += 20
            continue
        place, words, star = (r.x + ["", ""])[:3]
        if k % 2 == 0:
            p.box(18, y, 576, 22, fill="#e7e7e7")
        k += 1
        p.text(22, y + 14, r.name + star, 8.6, bold=True)
        p.box(131, y + 2, 112, 14, fill="url(#g)", stroke="#333")
        value = f"{r.value} {r.flag}".strip()
        x = 134 + 98 * float(place)
        width = 5 + 4.5 * len(value)
        p.box(x - 2, y + 8, width, 11, fill="#fff", round=2)
        p.text(x, y + 16.5, value, 7.5, bold=True)
        shown = f"{r.range} {r.unit} {words}".strip() if r.range else words
        p.text(254, y + 15, shown, 8.2)
        y += 22.5
    p.text(18, y + 8, "<dL = below what can be measured. N/A = no value. H = High. L = Low. * Used in research only.", 5.6, italic=True)
    p.text(18, y + 28, "Therapies", 9.6, font="narrow", bold=True, fill=WINE)
    p.text(18, y + 44, "50mcg oral Levothyroxine (T4) (Pharmaceutical) (26 Hours Last Used)", 7)
    for name, value, unit in (("Height", "5 ft 4 in", None), ("Waist", "31", "in"), ("Weight", "141", "lb"), ("BMI", "24.2", "")):
        s.add(name, value, unit or "", optional=True, null=("unit",) if unit is None else ())

    p = start(2, "TEST REPORT | Results continued")
    p.text(18, 74, "Graphs", 9.6, font="narrow", bold=True, fill=WINE)
    p.text(18, 88, "The curves are drawn by hand and stand for averages.", 7.2)
    for i, (name, unit, top) in enumerate((("Estradiol", "pg/mL", 160), ("Progesterone", "ng/mL", 25), ("Testosterone", "ng/dL", 90), ("DHEAS", "µg/dL", 300))):
        x, y0 = 60 + 280 * (i % 2), 130 + 190 * (i // 2)
        p.text(x + 100, y0 - 10, f"Blood Spot {name}", 9, bold=True, at="middle")
        p.rule(x, y0, x, y0 + 120)
        p.rule(x, y0 + 120, x + 210, y0 + 120)
        for k in range(6):
            p.text(x - 4, y0 + 122 - 24 * k, f"{top * k // 5}", 6.5, at="end")
        for k in range(0, 101, 10):
            p.text(x + 2.1 * k, y0 + 130, str(k), 6.5, at="middle")
        p.text(x + 105, y0 + 142, "Age", 7, at="middle")
        p.text(x - 26, y0 + 70, unit, 7, at="middle", turn=-90)
        p.shape(f"<path d='M{x} {y0 + 100} q 60 -110 110 -40 t 100 50' fill='none' stroke='{WINE}' stroke-width='1.4'/>")

    s.page = 3
    p = start(3, "TEST REPORT | Patient Reported Symptoms")
    p.box(18, 80, 576, 16, fill="#b5b5b5")
    p.text(22, 91, "SYMPTOM CATEGORIES", 9, font="narrow", bold=True)
    p.text(590, 91, "RESULTS | 02/18/26", 9, font="narrow", bold=True, at="end")
    y = 110
    s.panel = "SYMPTOM CATEGORIES"
    for name, score in (("Estrogen / Progesterone Deficiency", 22), ("Estrogen Dominance / Progesterone Deficiency", 41), ("Low Androgens (DHEA/Testosterone)", 35), ("Low Cortisol", 18), ("Hypometabolism", 29)):
        s.add(name, str(score), "%", optional=True, null=("flag",))
        p.text(22, y, name, 8)
        p.box(300, y - 7, 2.6 * score, 8, fill=WINE)
        p.text(304 + 2.6 * score, y, f"{score}%", 7.5, bold=True)
        y += 14
    p.box(18, y + 4, 576, 16, fill="#b5b5b5")
    for x, t in ((22, "SYMPTOM CHECKLIST"), (330, "MILD"), (420, "MODERATE"), (520, "SEVERE")):
        p.text(x, y + 15, t, 9, font="narrow", bold=True)
    for i, name in enumerate(("Anxious", "Cold hands", "Fatigue - Morning", "Foggy thinking", "Headaches", "Hot flashes", "Night sweats", "Sleep disturbed", "Weight gain - waist")):
        p.text(22, y + 32 + 12 * i, name, 8)
        p.box(320, y + 25 + 12 * i, 30 + (i * 53) % 200, 7, fill="#c88aa8")
    y += 160
    p.text(18, y, "Lab Comments", 9.6, font="narrow", bold=True, fill=WINE)
    p.lines(18, y + 14, ["Estradiol of 206 pg/mL lies above the luteal range of 43-180; with progesterone of 4.1 ng/mL (often 10-30 at its height) the ratio is 20.", "DHEAS below 15 fits a low output of the adrenal glands. Free T3 of 2.1 pg/mL and TSH of 4.6 point to a thyroid that does too little;", "antibodies of 311 IU/mL (70-150 is borderline) say why. Every sentence here is invented."], size=7.4)
    publish(s, sheets)


@sample("lab-functionaldx", format="functionaldx", title="FunctionalDX: pins over bars, scores, history and circles", lab="FunctionalDX", imitates="FunctionalDX (functional performance analysis)", collected="2026-03-25",
        notes="Real results: pages 3 (value in a pin over five bands, unit under the name), 4 (two tables side by side, no unit, no range) and 5 (value and unit in a circle beside a heading). Bands of five steps are not judged as range, colours not as flag. "
              "Scores in per cent are no analytes: given as optional rows, or left out.",
        traits=["landscape pages as slides, 1152 by 648 points", "value in a pin over a bar of five bands with limits under each, two analytes side by side", "unit on the line under the name", "value and unit in a circle beside a heading and a paragraph", "two tables side by side without unit or range, colour as status", "scores in per cent on bars that are no results", "counts of results by status",
                "menus and vertical tabs on each page", "one analyte on two pages, once with unit", "page numbers that are not those of the file", "a large red stamp over names"])
def functionaldx(s):
    sheets = []
    def start(section, menu, printed):
        p = Sheet(1152, 648)
        sheets.append(p)
        p.box(0, 0, 1152, 648, fill="#f0f0f0")
        p.text(36, 29, section, 10, bold=True, fill=GREEN)
        p.rule(218, 15, 1116, 15, 1, GREEN)
        for i, t in enumerate(menu):
            a, _, b = t.partition("/")
            p.text(218 + 94 * i, 29, a, 10, fill="#555")
            p.text(218 + 94 * i, 44, b, 10, fill="#555")
        for y, t in ((95, "INTRODUCTION"), (205, "ASSESSMENT"), (320, "ANALYTICS"), (430, "APPENDIX")):
            p.box(1126, y - 25, 19, 100, fill="#fff")
            p.text(1132, y, t, 7.5, bold=True, fill=GREEN, turn=90)
        p.shape("<text x='62' y='629' style=\"font:9.5px 'Liberation Sans';white-space:pre\" fill='#555'><tspan font-weight='bold'>FunctionalDX</tspan>     Sample Ultra     |     Functional Performance Analysis     |     Invented Person DOB xx/xx/xx. Age at testing xx     |     Lab test Mar 25, 2026     |     example.org</text>")
        p.text(1138, 629, printed, 9.5, at="end", fill="#555")
        return p
    def stamp(p):
        p.text(424, 350, "SAMPLE REPORT", 42, bold=True, fill="#e8232f", turn=-12)
    analytics = ("Blood Test/Results", "Blood Test/Results Comp.", "% Deviation/From Optimal", "Blood Test/History", "Out of Optimal/Range")

    p = start("", (), "")
    p.lines(80, 180, ["Functional", "Performance", "Analysis"], size=34, bold=True, leading=40, fill=GREEN)
    p.text(420, 180, "Professional Report", 22)
    for y, a, b in ((215, "Prepared for", "Invented Person"), (240, "Requested by", "Nobody"), (265, "Test date", "Mar 25, 2026")):
        p.text(420, y, a, 12)
        p.text(520, y, b, 12, bold=True)
    stamp(p)

    s.page = 2
    p = start("ASSESSMENT", ("Functional/Body Systems", "Accessory/Systems", "Nutrient/Status", "Health/Concerns"), "7")
    p.box(36, 60, 1080, 440, fill="#fff")
    p.lines(51, 120, ["Functional Body", "Systems"], size=24, bold=True, leading=28, fill=GREEN)
    p.lines(51, 200, ["These bars were drawn at random. They", "say how likely a trouble is in the opinion", "of a program, in per cent, and are no", "results of any test."], size=10, leading=14)
    p.text(809, 86, "PROBABILITY OF DYSFUNCTION", 11, bold=True, at="middle")
    for x, a, b in ((809, "Possible", "50-70%"), (926, "Likely", "70-90%"), (1042, "Highly likely", "90-100%")):
        p.text(x, 107, a, 7.5)
        p.text(x, 118, b, 7.5)
    s.panel = "Functional Body Systems"
    for i, (name, score) in enumerate((("Immune Function", 71), ("Gallbladder Function", 66), ("Adrenal Function", 58), ("Blood Sugar Regulation", 49), ("Liver Function", 40), ("Thyroid Function", 22), ("Bone Health", 12), ("Kidney Function", 8))):
        y = 142 + 18 * i
        s.add(name, str(score), "%", optional=True, null=("range", "flag"))
        p.text(498, y, name, 9.5, at="end")
        p.box(517, y - 8, 584, 12, fill="#ddd", round=6)
        p.box(517, y - 8, 5.84 * score, 12, fill=TEAL, round=6)
        p.text(517 + 5.84 * score - 6, y + 1, f"{score}%", 7.5, bold=True, at="end", fill="#fff")
    stamp(p)

    def pins(p, top, title, text):
        s.panel = title
        p.text(51, top + 22, title, 12, bold=True)
        for i, (_, r) in enumerate(s.parse(text)):
            x, y = 51 + 533 * (i % 2), top + 97 + 90 * (i // 2)
            where, limits = int(r.x[0]), r.x[1].split(";")
            p.text(x, y, r.name, 10)
            p.text(x, y + 15, r.unit, 10)
            for k, (name, bounds) in enumerate(zip(("Below standard", "Below optimal", "Optimal", "Above optimal", "Above standard"), limits)):
                left = x + 134 + 77 * k
                p.box(left, y - 8, 76, 13, fill=(DARK, "#5a9bbd", TEAL, "#5a9bbd", DARK)[k])
                p.text(left + 38, y + 16, name, 6.6, bold=True, at="middle", fill="#000" if k == where else "#999")
                p.text(left + 38, y + 26, bounds.strip(), 7.4, at="middle", fill="#000" if k == where else "#aaa")
            at = x + 134 + 77 * where + 31
            p.shape(f"<circle cx='{at}' cy='{y - 30}' r='20' fill='{TEAL}'/>")
            p.text(at, y - 26.5, r.value, 9.5, at="middle", fill="#fff")

    s.page = 3
    p = start("ANALYTICS", analytics, "17")
    for i, column in enumerate((("Blood Glucose", "Liver and GB", "Hormones"), ("Renal", "Iron Markers", "CBC/Hematology"), ("Electrolytes", "Lipids", "White Blood Cells"), ("Metabolic", "Lipoproteins"), ("Enzymes", "Thyroid"))):
        p.lines(218 + 127 * i, 76, column, size=10, leading=14, fill="#555")
    p.box(36, 113, 1080, 440, fill="#fff")
    pins(p, 113, "RENAL", """
Urea | 6.20 | mmol/L | | | 3 | 0.00 - 2.50; 2.50 - 3.57; 3.57 - 5.71; 5.71 - 7.14; 7.14 - 17.85 | @null range,flag
Creatinine | 79.00 | umol/L | | | 2 | 0.00 - 44.20; 44.20 - 70.72; 70.72 - 97.24; 97.24 - 106.08; 106.08 - 221.00 | @null range,flag
eGFR | 84.00 | mL/min | | | 0 | 29.00 - 90.00; 90.00 - 90.00; 90.00 - 200.00; 200.00 - 200.00; 200.00 - 200.00 | @null range,flag
Urea:Creatinine | 0.08 | Ratio | | | 3 | 0.00 - 0.02; 0.02 - 0.04; 0.04 - 0.06; 0.06 - 0.09; 0.09 - 0.12 | @null range,flag
""")
    pins(p, 323, "ELECTROLYTES", """
Sodium | 141.00 | mmol/L | | | 3 | 0.00 - 135.00; 135.00 - 137.00; 137.00 - 140.00; 140.00 - 142.00; 142.00 - 160.00 | @null range,flag
Potassium | 3.90 | mmol/L | | | 1 | 0.00 - 3.50; 3.50 - 4.00; 4.00 - 4.50; 4.50 - 5.30; 5.30 - 9.00 | @null range,flag
Sodium:Potassium | 36.15 | ratio | | | 3 | 0.00 - 25.00; 25.00 - 30.00; 30.00 - 35.00; 35.00 - 42.00; 42.00 - 60.00 | @null range,flag
Chloride | 101.00 | mmol/L | | | 2 | 0.00 - 98.00; 98.00 - 100.00; 100.00 - 106.00; 106.00 - 110.00; 110.00 - 130.00 | @null range,flag
""")
    stamp(p)

    s.page = 4
    p = start("ANALYTICS", analytics, "48")
    s.panel = "Blood Test History"
    for x, text in ((36, """
Monocytes - % | 8.10 | | | | | @null unit,flag | @also Monocytes
Basophils - % | 0.70 | | | | | @null unit,flag | @also Basophils
Lymphocytes - Absolute | 1.12 | | | | | @null flag
Eosinophils - Absolute | 0.31 | | | | | @null flag
Neutrophil:Lymphocyte | 3.40 | | | | | @null flag
"""), (569, """
Eosinophils - % | 5.20 | | | | | @null unit,flag | @also Eosinophils
Neutrophils - Absolute | 3.81 | | | | | @null flag
Monocytes - Absolute | 0.48 | | | | | @null flag
Basophils - Absolute | 0.04 | | | | | @null flag
""")):
        p.box(x, 60, 527, 168, fill="#fff")
        p.box(x, 60, 351, 38, fill="#23272b")
        p.text(x + 4, 73, "Biomarker", 10, bold=True, fill="#fff")
        p.text(x + 248, 73, "Latest 1 Test Result", 10, bold=True, fill="#fff")
        p.text(x + 248, 92, "Mar 25 2026", 10, bold=True, fill="#fff")
        for i, (_, r) in enumerate(s.parse(text)):
            y = 109 + 26.2 * i
            p.text(x + 6, y, r.name, 9)
            p.box(x + 245, y - 11, 104, 25, fill=(TEAL, "#5a9bbd", DARK)[i % 3])
            p.text(x + 250, y, r.value, 9, bold=True, fill="#fff")
    stamp(p)

    s.page = 5
    p = start("ANALYTICS", analytics, "59")
    p.box(36, 60, 1080, 420, fill="#fff")
    s.panel = "Out of Optimal Range"
    prose = (("This protein carries copper. Low values go with a lack", "of it; values of 0.20 and more are seen in most."), ("A white cell; few of them are found after an infection", "or under stress. Here it is printed with its unit."), ("An enzyme of liver and bile ducts. The lowest values", "may go with a lack of vitamin B6."),
             ("A hormone of the pituitary gland. Below 5 it is called", "low by some."), ("Most of it lies within the cells, so that the blood", "tells little: 0.9 may be too little as well."))
    for i, ((kind, r), words) in enumerate(zip(s.parse("""
CERULOPLASMIN | 0.19 | g/L | | | @null flag
LYMPHOCYTES - ABSOLUTE | 1.12 | giga/L | | | @optional | @null flag
GGT | 8.00 | U/L | | | @null flag
PROLACTIN - FEMALE | 3.87 | ng/ml | | | @null flag
MAGNESIUM - SERUM | 0.79 | mmol/L | | | @null flag
"""), prose)):
        x, y = 132 + 533 * (i % 2), 110 + 130 * (i // 2)
        p.shape(f"<circle cx='{x}' cy='{y}' r='45' fill='{DARK if i % 2 else '#5a9bbd'}'/>")
        p.text(x, y - 3, r.value, 15, at="middle", fill="#fff")
        p.text(x, y + 9.5, r.unit, 9.5, at="middle", fill="#fff")
        p.text(x + 96, y - 30, r.name, 11, bold=True)
        p.lines(x + 96, y - 6, words, size=10, leading=14.3)
    stamp(p)
    publish(s, sheets)
