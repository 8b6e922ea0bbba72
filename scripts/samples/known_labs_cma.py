"""Look-alikes of reports of Centrum voor Medische Analyse in Herentals, Belgium."""
from .common import sample
from .placed import Sheet, publish

CMA_NOTES = ("Marks * and ° behind names are notes on accreditation and on other laboratories, not part of the name. The date reported is that of the print. ")
CMA_TRAITS = ["columns Analyse, (number and date of the sample), Eenheid, Referentie", "flags + and -- left of the value, without a head", "footnote marks * and ° behind names", "decimal commas", "remarks in italics or upright under the value",
              "headings of two kinds, rows indented under the second", "notes in the left margin", "tilted SAMPLE across each page"]


class Cma:
    """Pages of one report."""

    def __init__(self, s, number, day, patient, born, sex, arrived, printed, pages):
        self.s, self.number, self.day, self.pages, self.sheets = s, number, day, pages, []
        self.head = ((244, 40.8, "voorschrift:", "mono"), (316, 42.6, day, "narrow"), (244, 55.4, "staalname:", "mono"), (316, 57.2, day, "narrow"), (244, 74, "ref:", "mono"), (316, 77, number, "narrow"), (244, 98, "ontvangst:", "mono"), (316, 99.6, f"{day} {arrived}", "narrow"),
                     (421, 42.6, "patiënt:", "mono"), (456, 42.6, patient, "narrow"), (421, 57.2, "uw ref:", "mono"), (421, 71.6, "print:", "mono"), (456, 73.2, printed, "narrow"), (421, 84.8, "status:", "mono"), (456, 84.8, "Volledig", "narrow"))
        self.patient, self.born, self.sex = patient, born, sex

    def page(self, text, last=()):
        s, n = self.s, len(self.sheets) + 1
        s.page = n
        p = Sheet(595.44, 841.67)
        p.sample_mark()
        self.sheets.append(p)
        grey = "#d5d5d5"
        p.drawn(60, 40, "MEDISCHE", 1.8, "#1a8a80")
        p.drawn(60, 54, "ANALYSEN", 1.8, "#1a8a80")
        p.box(236, 15, 342, 13, fill=grey)
        p.text(244, 24.8, "DOSSIER GEGEVENS LABO", 9, font="narrow")
        p.text(421, 24.8, "DOSSIER INFO", 9, font="narrow")
        for x, y, t, font in self.head:
            p.text(x, y, t, 7.5 if font == "mono" else 9.5, font=font, bold=t == self.number)
        if n == 1:
            p.box(69, 105, 509, 13, fill=grey)
            p.text(79, 115.2, "PATIENT", 9, font="narrow")
            p.lines(79, 132, [self.patient], size=9.5, font="narrow", bold=True)
            p.lines(79, 147, ["Voorbeeldstraat 17", "0000 Nergens", f"°{self.born} {self.sex}", "mut / 000000 000 00"], size=9.5, font="narrow", leading=11)
            p.text(339, 132, "Dr. Verzonnen - Arts", 9.5, font="narrow")
            p.lines(339, 155.8, ["Monsterlaan 1", "0000 Nergens"], size=9.5, font="narrow", leading=10)
            p.lines(540, 132.8, ["XAMPL01", "XAMPL02"], size=7.5, font="mono", leading=9.6)
        p.box(69, 223, 509, 21, fill=grey)
        p.text(223, 229.8, self.number, 7.8, font="mono")
        for x, t in ((79, "Analyse"), (223, self.day), (408, "Eenheid"), (484, "Referentie")):
            p.text(x, 241, t, 7.8, font="mono")
        y = 256
        for kind, r in s.parse(text):
            if kind == "panel":
                y += 17
                p.text(79, y, r, 9.5, font="narrow", bold=False)
            elif kind == "note":
                x = 223 if r.startswith("|") else 239
                y += 9
                p.text(x, y, r.lstrip("| "), 7.8, font="mono", italic=x == 239)
            else:
                y += 12.2
                mark, indent, below, new = (r.x + ["", "", "", ""])[:4]
                p.text(79 + 9 * len(indent), y, r.name + mark, 7.8, font="mono")
                p.text(208, y, r.flag, 7.8, font="mono")
                if below:                  # the value stands a line lower
                    y += 9
                    p.text(223, y, r.value, 7.8, font="mono", bold=bool(r.flag))
                    y -= 9
                else:
                    p.text(223, y, r.value, 7.8, font="mono", bold=bool(r.flag))
                p.text(408, y, r.unit, 7.8, font="mono")
                p.text(484, y, r.range, 7.8, font="mono")
                if new:
                    p.text(570, y, "<", 7.8, font="mono")
                y += 9 if below else 0
        p.lines(79, y + 14, last, size=7.8, font="mono", leading=9)
        for y, t in ((768, "Nieuw resultaat: <"), (778, "Analysen uitgevoerd"), (783, "door extern labo:°"), (793, "Analysen niet gedekt"), (798, "door accreditatie:*")):
            p.text(61, y, t, 4.6, font="mono", italic=True, at="end")
        p.text(433, 771.5, "pagina:", 5)
        p.text(532, 771.5, f"{n}/{self.pages}", 5, at="end")
        p.text(433, 781, "Enkel als geheel te kopiëren", 5)
        p.text(79, 820, "Centrum voor Medische Analyse - Voorbeeldstraat 1 - 0000 Nergens - SAMPLE - www.example.org", 7.5, font="mono")


@sample("lab-cma", format="cma-herentals", title="Centrum voor Medische Analyse, one page", lab="Centrum voor Medische Analyse", imitates="Centrum voor Medische Analyse (Herentals)", language="nl", mark=",", collected="2026-03-11", reported="2026-03-18",
        notes=CMA_NOTES + "A second line under some results gives a measured value with its grey zone: given as optional rows, or left out.", traits=CMA_TRAITS + ["qualitative results with the measured index on the line below", "a pending sentence where a value is missing, a line below the name"])
def cma(s):
    r = Cma(s, "900.000.311", "11/03/26", "Voorbeeld, Vera", "2/06/1971", "Vrouw 54 Jaar", "15:20", "18/03/26 09:41", 1)
    r.page("""
# HEMATOLOGIE
Bezinking na 1 uur | 24 | mm | <30 | | *
Erytrocyten | 3,88 | milj./µL | 4,00 - 4,99 | -
Hemoglobine | 11,9 | g/dL | 12,2 - 14,6 | -
Hematocriet | 36,9 | % | 36,3 - 44,1 |
MCV | 95,1 | fL | 83,2 - 96,0 |
MCHC | 32,2 | g/dL | 32,0 - 35,1 |
Leukocyten | 6240 | /µL | 3720 - 10540 |
# Formule
Neutrofiele segmenten | 58,0 | % | 37,9 - 73,0 | | | i
Lymfocyten | 31,0 | % | 17,3 - 49,6 | | | i
Monocyten | 9,0 | % | 4,9 - 12,6 | | | i
# Formule (absoluut)
Neutrofiele segmenten | 3619 | /µL | 1667 - 6985 | | | i
Lymfocyten | 1934 | /µL | 1029 - 3602 | | | i
Trombocyten | 241 | x 1.000/µL | 167 - 399 |
# STOLLING
INR | Geen citraatbuis ontvangen | | <1,2 | | | | below
# INFLAMMATIE
CRP | 21,0 | mg/L | <5,0 | +
# SCHILDKLIER
TSH | 0,08 | mU/L | 0,27 - 4,20 | --
Vrij T4 | 24,1 | pmol/L | 12,0 - 22,0 | +
# VITAMINEN
25-OH vitamine D | 18,4 | µg/L | | -
> Tekort: <20,0 µg/L
> Streefwaarde: 30,0 - 60,0 µg/L
# SEROLOGIE
# Viraal
CMV IgG | Negatief | | | | | i
> | 0,2 kU/L (Grijze zone: 0,5 - <1,0)
Hep. Bs Ag | Negatief | | Negatief | | | i
Hep. Bs AL | 212 | IU/L | | | | i
> Bescherming vanaf 10 IU/L
""".replace("25-OH vitamine D | 18,4 | µg/L | | -", "25-OH vitamine D | 18,4 | µg/L | | - | @null range").replace("212 | IU/L | |", "212 | IU/L | | @null range |"), ["Kopie aan:     Dr. Niemand"])
    s.panel = "Viraal"
    s.add("CMV IgG", "0,2", "kU/L", optional=True, null=("range", "flag"))
    publish(s, r.sheets)


@sample("lab-cma-2", format="cma-herentals", title="Centrum voor Medische Analyse, two pages with marks of new results", lab="Centrum voor Medische Analyse", imitates="Centrum voor Medische Analyse (Herentals)", language="nl", mark=",", collected="2026-05-06", reported="2026-05-12",
        notes=CMA_NOTES + "The sign < in the last column means a new result; it is no comparator of the range.", traits=CMA_TRAITS + ["the sign < at the right edge of rows with new results", "a value on the line below its name and flag", "a remark that goes on over the page's end, with a table of titres", "two rows of one name in different units", "a panel that goes on on the second page without its heading"])
def cma_2(s):
    r = Cma(s, "900.000.506", "6/05/26", "Verzonnen, Victor", "9/12/1984", "Man 41 Jaar", "11:05", "12/05/26 16:30", 2)
    r.page("""
# HEMATOLOGIE
IJzer | 58 | µg/dL | 65 - 175 | - | | | | new
Transferrine | 3,71 | g/L | 2,00 - 3,60 | + | | | | new
IJzersaturatie | 11 | % | 20 - 50 | - | | | | new
> Enkel op nuchter bloed van de ochtend.
# KOOLHYDRATENMETABOLISME
Glucose nuchter | 92 | mg/dL | 70 - 99 | | | | | new
Insuline nuchter | 61,0 | pmol/L | 18,0 - 173,0 | | | | | new
HOMA 1 IR | 1,9 | | <2,3 | | | | | new
> Grens voor metabool syndroom    >2,3
> Grens voor resistentie          >2,7
# GONADEN
Prolactine | 19,8 | µg/L | 4,0 - 15,2 | + | ° | | | new
Macroprolactine | Niet aangetoond | | | | ° | | below | new
# AUTO-ANTILICHAMEN
Antinucleaire AL (IIF) | Positief | | | + | * | | | new
> | Antistoffen tegen delen van de kern; wat zij
> | betekenen hangt af van de klachten.
Nucleair patroon | Gespikkeld (AC-4) | | | + | * | i | below | new
Titer | 640 | titer | Negatief | + | * | ii | | new
Cytopl. patroon | Negatief | | | | * | i | | new
Anti-DNA (ELIA) | 4,1 | IU/mL | <9,9 | | * | | | new
> Grijze zone   10 - 15 IU/mL
> Positief    >15       IU/mL
SSA/Ro | 88,2 | U/mL | <10,0 | + | * | | | new
SSB/La | <0,4 | U/mL | <10,0 | | * | | | new
# SEROLOGIE
# Bacterieel
Bartonella henselae IgG | Negatief | titer | | | ° | i | | new | @null range
> | IgM volgt alleen wanneer IgG aanwezig is. In de
""")
    s.panel = "TOXICOLOGIE URINE"
    r.page("""
> | eerste weken kan de test negatief zijn; herhaal
> | dan na minstens twee weken.
> |      Negatief         <1/320
> |      Zwak positief     1/320
> |      Positief          1/640
> |      Sterk positief   >=1280
# TOXICOLOGIE URINE
Benzeen | <5,00 | µg/L | | | * | | | | @null range
> Bij blootstelling: <5 µg/L
Benzeen | <6,10 | µg/g creat. | | | *
# BIOCHEMIE URINE
Creatinine | 0,82 | g/L | 0,39 - 2,59 |
# ALLERGIE
# Specifiek IgE mijten
Dermat. pteronyssinus | 3,12 | kU/L | <0,10 | + | * | i | | new
# Specifiek IgE bomen
Ruwe berk | <0,10 | kU/L | <0,10 | | * | i | | new
# IgG SPECIFIEKE ALLERGENEN
# Granen
Tarwe | 16,4 | mg/L | <5,0 | + | * | i | | new
> Interpretatie:
> 5,0 - 7,5 mg/l        grenswaarde
> 7,5 - 15,0 mg/L       matig reactief
> >15,0 mg/L            sterk reactief
# DIVERSEN
# Lactaat inspanningstest
Lactaat staal 1 | 1,11 | mmol/L | | | * | i
Lactaat staal 2 | 1,87 | mmol/L | | | * | i
Lactaat staal 3 | 4,02 | mmol/L | | | * | i
Lactaat staal 4 | 9,65 | mmol/L | | | * | i
""", ["Elektronisch gevalideerd."])
    publish(s, r.sheets)
