"""Look-alikes of reports of the laboratory of UZ Gent, Belgium."""
from .common import sample
from .rawpdf import RawPdf

UZ_TRAITS = ["Helvetica, not embedded, texts placed by hand", "columns Analyse, Resultaat, Eenheid, Ref. waarde; flags + and - left of the value without a head", "unit and range a point and more higher than name and value", "headings of three sizes", "`Volgt` for results that are pending, with unit and range", "reference cells of several lines",
             "a legend of marks over the foot", "grey bands under every second row", "tilted SAMPLE across each page"]


class UzGent:
    def __init__(self, s, patient, born, sex, to, ours, taken, arrived, printed, pages):
        self.s, self.patient, self.born, self.sex, self.to = s, patient, born, sex, to
        self.ours, self.taken, self.arrived, self.printed, self.pages = ours, taken, arrived, printed, pages
        self.pdf = RawPdf({"F1": "Helvetica", "F2": "Helvetica-Bold"}, {1: "mu"})

    def frame(self, x0, y0, x1, y1):
        for a in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            self.pdf.line(*a)

    def page(self, n, text, remark=()):
        pdf, s = self.pdf, self.s
        s.page = n
        pdf.page(595, 842)
        pdf.text(150, 640, "SAMPLE", font="F2", size=100, angle=45, gray=0.92)
        if n == 1:
            for y, t, size in ((26, "Laboratorium voor Klinische Biologie - UZ GENT", 11), (37, "Voorbeeldlaan 1 - B 0000 Nergens", 8), (46.5, "Ingang 0 - Route 0", 8), (56, "Erkenningsnummer: 0-00000-00-000", 8)):
                pdf.text(133, y, t, size=size)
            pdf.text(493, 46, "Partieel", size=14)
            self.frame(457, 16, 584, 64)
            pdf.text(471, 67.8, "Een deel van dit protocol mag men niet kopiëren.", size=3.4)
            pdf.fill(14, 76, 293, 160, 0.92)
            self.frame(14, 76, 293, 160)
            self.frame(300, 76, 584, 160)
            pdf.text(17, 91, self.patient, size=11)
            for y, t in ((102.5, "Voorbeeldstraat 17"), (114.5, "0000 NERGENS"), (126.5, f"Geboren op: {self.born}"), (138.5, f"Geslacht: {self.sex}"), (150.5, "Pat. Id. : 000000 000X00")):
                pdf.text(17, y, t, size=8)
            pdf.text(306, 93, self.to, size=12)
            for x, y, t in ((17, 174.5, f"Onze referentie: {self.ours}"), (307, 174.5, "Uw referentie: Onbekend"), (17, 186.5, f"Staalname op: {self.taken}"), (307, 186.5, "Aangevraagd door: Dr. Verzonnen"), (17, 198.5, f"Ontvangst op:  {self.arrived}")):
                pdf.text(x, y, t, size=9)
            self.frame(14, 164, 584, 203)
            top = 209
        else:
            pdf.fill(14, 17, 452, 65, 0.92)
            self.frame(14, 17, 452, 65)
            self.frame(455, 17, 584, 65)
            for y, t in ((28.5, f"{self.patient} ({self.sex[0]})"), (42.5, f"Geboren op: {self.born}"), (56.5, f"Onze referentie: {self.ours}")):
                pdf.text(17, y, t, size=9)
            pdf.text(492, 47, "Partieel", size=14)
            top = 71
        pdf.fill(14, top, 584, top + 18, 0.92)
        for x, t in ((17, "Analyse"), (201, "Resultaat"), (412, "Eenheid"), (460, "Ref. waarde")):
            pdf.text(x, top + 11.5, t, size=9)
        pdf.line(14, top + 18, 584, top + 18)
        for x, t in zip((22, 206), remark):
            pdf.text(x, 241, t, size=9)
        y, k = top + (34 if n == 1 else 20), 0
        for kind, r in s.parse(text):
            if kind == "panel":
                big = r.isupper()
                y += 23 if big else 16
                pdf.text(20 if big else 21.5, y, r, size=10 if big else 9)
                k = 0
            elif kind == "note":
                y += 9
                pdf.text(212, y, r, size=7)
            else:
                y += 12
                cell, second, name = (r.x + ["", "", ""])[:3]
                lines = cell.split(" // ") if cell else [r.range]
                names = name.split(" // ") if name else [r.name]
                deep = max(10.4 * (len(names) - 1), 10 * (len(lines) - 1))
                if k % 2:
                    pdf.fill(14, y - 9, 550, y + 3 + deep, 0.97)
                k += 1
                pdf.text(22, y, names[0], size=9)
                if r.flag in ("+", "-", "++", "--"):
                    pdf.text(184.5, y, r.flag, size=9)
                if second == "changed":
                    pdf.text(194, y, "@", size=7)
                pdf.text(207, y, r.value, size=9)
                pdf.text(417, y - 1, r.unit, size=8)
                for i, t in enumerate(lines):
                    if t:
                        pdf.text(464, y - 1 + 10 * i, t, size=8)
                if len(names) > 1:
                    pdf.text(22, y + 10.4, names[1], size=9)
                y += deep
        if n == self.pages:
            pdf.text(91, 743, "+ / -  : buiten ref. waarde    T : doorgebeld    @ : nieuw of gewijzigd    E : door extern lab    # : gecontroleerd", size=5)
            pdf.text(17, 767, "Elektronisch gehandtekend door: Apr. biol. Voorbeeld", size=9)
            pdf.text(17, 776.5, "Alles op dit blad is verzonnen (SAMPLE). Het onderzoek gebeurde op bloed waar niets anders staat.", size=5)
            pdf.text(32, 796, "Labgids: example.org/labgids", size=8)
        pdf.line(14, top, 14, 800)
        pdf.line(584, top, 584, 800)
        pdf.line(14, 800, 584, 800)
        for x, t in ((32, f"Afgedrukt op {self.printed}"), (285, "Origineel"), (545, f"{n}/{self.pages}")):
            pdf.text(x, 814, t, size=8)


@sample("lab-uz-gent", title="UZ Gent, one page with pending results", lab="Laboratorium voor Klinische Biologie - UZ GENT", format="uz-gent", imitates="UZ Gent, Laboratorium voor Klinische Biologie", language="nl", collected="2026-02-23", reported="2026-02-24",
        notes="The date reported is that of the print. Reference cells with several bands are not judged. The remark row on top is no result.", traits=UZ_TRAITS + ["a plus that belongs to the value (4+)"])
def uz_gent(s):
    r = UzGent(s, "Fantasie Fien", "07/08/2009", "Vrouw", "Externe Patienten", "260223-0001", "23/02/26 08:25", "23/02/26 11:10", "24/02/2026 10:02", 1)
    r.page(1, """
# HEMATOLOGIE
# Screening
Rode bloedcellen | 4.9 | 10E6/µL | 4.1 - 5.1 |
Hemoglobine | 11.2 | g/dL | 12.0 - 15.5 | -
MCV | 71 | fL | 78 - 98 | -
MCH | 22.9 | pg/cel | 25 - 33 | -
MCHC | 32 | g/dL RBC | 32 - 36 |
Red cell distribution width | 16.8 | % | 11.5 - 13.9 | +
# SCHEIKUNDE
# Ionen
Natrium | 139 | mmol/L | 136 - 145 |
Kalium | Volgt | mmol/L | 3.6 - 4.8 |
# Biochemie
Creatinine | 0.52 | mg/dL | 0.39 - 0.73 |
# Ijzerstatus
Ferritine | 4 | µg/L | 10 - 140 | -
# AUTO-IMMUNITEIT
Reumafactor | Niet uitgevoerd | U/mL | 0 - 40 |
# Anti-Neutrofiel Cytoplasmatische Antilichamen (ANCA)
ANCA Fluorescentie Patroon | Negatief | | Negatief |
ANCA Intensiteit | 4+ | | | | Negatief // als positief: 1-5+ | @null range
ANCA Prot3 ELIA | Volgt | IU/mL | | | < 2.0 : Negatief // 2 - 3 : Twijfelachtig // > 3.0 : Positief | @null range
ANCA MPO ELIA | Volgt | IU/mL | | | < 3.5 : Negatief // 3.5 - 5 : Twijfelachtig // > 5.0 : Positief | @null range
# Allergie - Specifieke IgE
Gerst F6 | 0.4 | kU/L | 0 - 0.1 | +
""", ("Opmerkingen / Inlichtingen", "voorbeeld van een verslag"))
    s.write(r.pdf.bytes("layout look-alike"))


@sample("lab-uz-gent-2", title="UZ Gent, two pages with remarks and a dose table", lab="Laboratorium voor Klinische Biologie - UZ GENT", format="uz-gent", imitates="UZ Gent, Laboratorium voor Klinische Biologie", language="nl", collected="2026-04-20", reported="2026-04-22",
        notes="The date reported is that of the print. Reference cells with several bands or a goal beside the range are not judged. The sign @ marks a changed result.", traits=UZ_TRAITS + ["a table of doses under a result, full of figures", "a name that wraps", "@ (changed) left of the value", "a table of weeks in the reference cell", "the heading of a group is the last line of page 1", "results of other fluids than blood", "doubled flags ++ and --"])
def uz_gent_2(s):
    r = UzGent(s, "Denkbeeld Dirk", "21/03/1950", "Man", "Centraal Lab Klinische Biologie", "260420-0002", "20/04/26 14:50", "20/04/26 15:31", "22/04/2026 09:15", 2)
    r.page(1, """
# BLOEDSTOLLING
# Screening
INR | 3.4 | | 0.9 - 1.1 | ++
> Streefzone van 2.5 (2-3) bij trombose van de benen en
> na een longembool; 3 (2.5-3.5) bij kunstkleppen
Ratio (heparinetherapie) | 2 | | 2 - 3 |
# Plasmatische stolling
Apixaban (anti-Xa) | 96 | ng/mL | | | @null range
> Hoe hoog de waarde mag zijn hangt af van het uur van inname.
> 
> Dosis                      Piek (ng/mL)          Dal (ng/mL)
> - 2,5 mg 2dd            70 [40 - 140]         50 [20 - 100]
> - 5 mg 2dd *1          170 [90 - 320]       100 [40 - 220]
> *1 gewone dosis; <60 kg of >80 jaar: halveren
# SCHEIKUNDE
# Ionen
Natrium | 121 | mmol/L | 136 - 145 | --
Kalium | 6.6 | mmol/L | 3.6 - 4.8 | ++
Chloor | 96 | mmol/L | 98 - 107 | -
Calcium | 2.25 | mmol/L | 2.12 - 2.62 |
Bicarbonaat | Volgt | mmol/L | 22 - 29 |
# Biochemie
Ureum | 88 | mg/dL | 13 - 43 | +
Creatinine | 2.91 | mg/dL | 0.67 - 1.17 | +
Urinezuur | Volgt | mg/dL | 3.4 - 7.0 |
# Lipiden
""", ("Staal", "Serum"))
    s.panel = "Lipiden"
    r.page(2, """
Cholesterol | 151 | mg/dL | 167 - 288 | -
HDL-cholesterol | 38 | mg/dL | | - | 39 - 96 // streefwaarde: >45 mg/dL | @null range
HDL-cholesterol % | 25 | % | 20 - 35 |
non-HDL-cholesterol | 113 | mg/dL | <145 | | <145 mg/dL
# Inflammatie
Cystatine C | Volgt | mg/L | 0.62 - 1.11 |
# ANDERE LICHAAMSVOCHTEN
# Pleuravocht
# Cytologie
Leukocyten | 1450 | /µL | 0 - 1000 | +
Polymorfonucleairen | 12 | % | 0 - 25 |
Lymfocyten | 71 | % | |
Erytrocyten | Volgt | /µL | 0 |
# Lumbaalvocht - cerebrospinaalvocht
Glucose | 61 | mg/dL | 49 - 80 |
# Catecholaminen - Serotonine
Plasma metanefrines (vrij) | 144 | nmol/L | 57-295 |
> Elders uitgevoerd
# HORMONOLOGIE
# Schildklierparameters en calcitonine
Thyreotroop Horm. (TSH) | 0.11 | mU/L | | - | 0.27 - 4.2 // Hyperthyroidie < 0.05 | @null range | @also TSH; Thyreotroop Horm.
Vrij Thyroxine (FT4) | 1.4 | ng/dL | 0.9 - 1.7 |
# Ovariële cyclus en fertiliteit
Chorion gonadotropine HCG | 12 | U/L | | | weken     HCG // ---------------- // 1-9         5,8   -  151410 // 10-12   46509  -  210612 | changed | @null range,flag
# INFECTIEUZE SEROLOGIE
Rubella IgM | Volgt | Ratio | >=1 | | >=1 is pos
Conclusie Hepatitis B surface Ag (HBsAg) | Positief | | Negatief | + | | | Conclusie Hepatitis B surface Ag // (HBsAg) | @also Conclusie Hepatitis B surface Ag
Herpes Simplex virus IgG (HSV) | 7.0 | RU/mL | | | <16 RU/mL: Negatief // >= 16 tot < 22 RU/mL: Borderline // >= 22 RU/mL: Positief | @null range
""")
    s.write(r.pdf.bytes("layout look-alike"))
