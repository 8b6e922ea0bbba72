"""Reports as laboratories in Europe lay them out, in their languages."""
from .common import esc, sample


@sample("uk-pathology", title="UK hospital pathology report", lab="Fernmoor Hospitals Pathology", collected="2026-02-03", reported="2026-02-03",
        notes="Ranges stand in parentheses, an asterisk before the value marks an abnormal result.",
        traits=["ranges in parentheses `(3.5 - 5.3)`, no table head", "asterisk flags before the value", "units between value and range", "comment lines and a diagnostic threshold text", "10*9/L spellings"])
def uk(s):
    css = """body{font:9.4pt 'Liberation Sans'} section.pg{padding:44px 56px} .b{background:#005a9c;color:#fff;padding:8px 12px;font-size:13pt;font-weight:bold} table td{padding:1.6px 6px} h3{font-size:10pt;margin:12px 0 2px}"""
    def row(r):
        return f"<tr><td style='width:250px'>{esc(r.name)}</td><td style='width:14px;text-align:right'>{esc(r.flag)}</td><td style='width:70px'>{esc(r.value)}</td><td style='width:130px'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    note = lambda t: f"<tr><td colspan=5 style='padding-left:20px;font-size:8.2pt'>{esc(t)}</td></tr>"
    panel = lambda t: f"<tr><td colspan=5><h3>{esc(t)}</h3></td></tr>"
    body = s.table("""
# Urea and electrolytes
Sodium | 138 | mmol/L | (133 - 146) |
Potassium | 5.6 | mmol/L | (3.5 - 5.3) | *
Urea | 9.1 | mmol/L | (2.5 - 7.8) | *
Creatinine | 104 | umol/L | (45 - 84) | *
eGFR (CKD-EPI) | 49 | ml/min/1.73m2 | (> 60) | *
> For people of Black African or Caribbean family origin do not multiply the eGFR. CKD stage 3a: 45 - 59.
# Liver function tests
Total bilirubin | 9 | umol/L | (0 - 21) |
Alanine transaminase | 27 | U/L | (0 - 33) |
Alkaline phosphatase | 88 | U/L | (30 - 130) |
Albumin | 41 | g/L | (35 - 50) |
Total protein | 70 | g/L | (60 - 80) |
Globulin | 29 | g/L | (20 - 35) |
# Full blood count
Haemoglobin | 109 | g/L | (115 - 165) | *
White cell count | 6.4 | 10*9/L | (3.6 - 11.0) |
Platelets | 287 | 10*9/L | (140 - 400) |
Red cell count | 4.35 | 10*12/L | (3.80 - 5.80) |
Haematocrit | 0.342 | L/L | (0.370 - 0.470) | *
MCV | 78.6 | fL | (80.0 - 100.0) | *
MCH | 25.1 | pg | (27.0 - 32.0) | *
Neutrophils | 3.90 | 10*9/L | (1.80 - 7.50) |
Lymphocytes | 1.72 | 10*9/L | (1.00 - 4.00) |
Monocytes | 0.51 | 10*9/L | (0.20 - 0.80) |
Eosinophils | 0.22 | 10*9/L | (0.10 - 0.40) |
Basophils | 0.05 | 10*9/L | (0.02 - 0.10) |
# Haematinics
Ferritin | 8 | ug/L | (13 - 150) | *
Serum vitamin B12 | 311 | ng/L | (197 - 771) |
Serum folate | 5.2 | ug/L | (3.9 - 26.8) |
# HbA1c
HbA1c (IFCC) | 44 | mmol/mol | (20 - 41) | *
> 42 - 47 mmol/mol indicates a high risk of developing diabetes. Repeat in 12 months.
""", row, panel, note)
    s.html(css, [f"""<div class=b>Fernmoor Hospitals Pathology</div><p style="font-size:8pt">Blood Sciences, Moor Road, Fernmoor FM1 0ZZ &nbsp; Tel 01632 960100 &nbsp; SAMPLE REPORT</p>
    <table style="width:100%;border:1px solid #005a9c"><tr><td>Name: <b>SPECIMEN, Enid</b><br>NHS No: 999 000 0000<br>DOB: 14/08/1957 &nbsp; Sex: F</td><td>Requested by: Dr T Pretend<br>Location: Heather Lane Surgery<br>Lab No: B26.0041872.K</td><td>Collected: 03/02/2026 09:20<br>Received: 03/02/2026 12:55<br>Reported: 03/02/2026 17:31</td></tr></table>
    <table>{body}</table><p style="font-size:8pt">* outside the reference interval. Authorised by Blood Sciences. End of report. Page 1 of 1</p>"""], "a4")


@sample("de-laborbefund", title="German Laborbefund", lab="Labor Birkenau MVZ", collected="2026-03-09", reported="2026-03-10", language="de", mark=",",
        notes="Decimal comma. Flags + and - in a column of their own. The column Vorwert holds the earlier result.",
        traits=["columns Parameter, Ergebnis, (flag), Einheit, Referenzbereich, Vorwert", "decimal comma, flags +, ++, -", "units G/l, T/l, Tpt/l, µmol/l", "ranges `< 5,0`, `> 60`, `bis 50`", "reversed (white on dark) table head", "previous values in the last column"])
def de(s):
    css = """body{font:8.8pt 'DejaVu Sans'} section.pg{padding:44px 50px} th{background:#3a3f58;color:#fff;padding:4px 6px;font-size:8.2pt} table{width:100%} td{padding:2px 6px} td.r{text-align:right} tr.p td{font-weight:bold;border-bottom:1px solid #3a3f58;padding-top:8px}"""
    def row(r):
        return f"<tr><td style='width:33%'>{esc(r.name)}</td><td class=r style='width:12%'>{'<b>' if r.flag else ''}{esc(r.value)}{'</b>' if r.flag else ''}</td><td style='width:6%'>{esc(r.flag)}</td><td style='width:13%'>{esc(r.unit)}</td><td style='width:20%'>{esc(r.range)}</td><td class=r style='color:#777'>{esc(r.x[0] if r.x else '')}</td></tr>"
    body = s.table("""
# Blutbild
Leukozyten | 11,8 | G/l | 4,0 - 10,0 | + | 9,1
Erythrozyten | 4,92 | T/l | 4,30 - 5,75 | | 4,88
Hämoglobin | 14,8 | g/dl | 13,5 - 17,2 | | 14,6
Hämatokrit | 43,9 | % | 39,5 - 50,5 | | 43,1
MCV | 89,2 | fl | 80,0 - 99,0 | | 88,3
MCH (HbE) | 30,1 | pg | 27,0 - 33,5 | | 29,9
MCHC | 33,7 | g/dl | 31,5 - 36,0 | | 33,9
Thrombozyten | 139 | Gpt/l | 150 - 360 | - | 201
# Differentialblutbild
Neutrophile Granulozyten | 71,2 | % | 40,0 - 75,0 | | 60,4
Lymphozyten | 17,9 | % | 20,0 - 45,0 | - | 28,0
Monozyten | 8,1 | % | 2,0 - 12,0 | | 8,4
Eosinophile Granulozyten | 2,0 | % | bis 5,0 | | 2,4
Basophile Granulozyten | 0,8 | % | bis 1,5 | | 0,8
# Klinische Chemie
Natrium | 141 | mmol/l | 135 - 145 | | 140
Kalium | 4,31 | mmol/l | 3,50 - 5,10 | | 4,02
Kreatinin | 92 | µmol/l | 62 - 106 | | 88
eGFR (CKD-EPI) | 79 | ml/min/1,73m² | > 60 | | 84
Harnsäure | 452 | µmol/l | 202 - 417 | + | 430
GOT (ASAT) | 0,58 | µkat/l | < 0,85 | | 0,52
GPT (ALAT) | 0,97 | µkat/l | < 0,85 | + | 0,70
Gamma-GT | 1,94 | µkat/l | < 1,00 | ++ | 1,32
CRP | 24,6 | mg/l | < 5,0 | ++ | 1,2
Glukose im Plasma | 5,4 | mmol/l | 3,9 - 5,6 | | 5,3
# Schilddrüse
TSH basal | 1,87 | mU/l | 0,27 - 4,20 | | 2,01
# Gerinnung
Quick | 98 | % | 70 - 120 | | 102
INR | 1,01 | | 0,85 - 1,15 | | 0,99
aPTT | 31,4 | s | 25,1 - 36,5 | | 30,0
""", row, lambda t: f"<tr class=p><td colspan=6>{esc(t)}</td></tr>")
    s.html(css, [f"""<div style="display:flex;justify-content:space-between"><div><b style="font-size:15pt">Labor Birkenau MVZ</b><br>Am Musterweg 5, 00000 Birkenau</div><div style="text-align:right"><b>Laborbefund</b> (Endbefund)<br>MUSTERBEFUND / SAMPLE REPORT<br>Seite 1 von 1</div></div>
    <table style="margin:10px 0;border:1px solid #aaa"><tr><td>Patient: <b>Mustermann, Egon</b><br>Geb.-Datum: 04.07.1966<br>Geschlecht: männlich</td><td>Auftragsnummer: 26-009132<br>Einsender: Dr. med. Ute Beispiel<br>Material: Serum, EDTA-Blut</td><td>Entnahme: 09.03.2026 07:50<br>Eingang: 09.03.2026 13:10<br>Befunddatum: 10.03.2026</td></tr></table>
    <table><tr><th>Parameter</th><th style="text-align:right">Ergebnis</th><th></th><th>Einheit</th><th>Referenzbereich</th><th style="text-align:right">Vorwert 12.09.2025</th></tr>{body}</table>
    <p style="font-size:7.6pt">Befund medizinisch validiert. Die mit + oder - gekennzeichneten Werte liegen außerhalb des Referenzbereichs.</p>"""], "a4")


@sample("fr-laboratoire", title="French laboratoire with two units a line and earlier results", lab="Laboratoire des Trois Platanes", collected="2026-01-20", reported="2026-01-20", language="fr", mark=",",
        notes="Some analytes print a second line with the same result in another unit (g/l and mmol/l); it is an optional row. The column Antériorités holds earlier results with dates.",
        traits=["columns Analyses, Résultats, Unités, Valeurs de référence, Antériorités", "decimal comma, second line with the result in another unit", "earlier results with dates in the last column", "method line in italics under the name", "ranges with `à`, `Inférieur à`", "bold for abnormal results only"])
def fr(s):
    css = """body{font:9pt 'Liberation Serif'} section.pg{padding:42px 52px} table{width:100%} th{border-top:1px solid #7a1f2b;border-bottom:1px solid #7a1f2b;color:#7a1f2b;padding:3px 5px;font-size:8.6pt} td{padding:1.5px 5px} tr.p td{text-align:center;font-weight:bold;font-size:10pt;padding-top:9px;color:#7a1f2b} .m{font-style:italic;font-size:7.4pt}"""
    def row(r):
        second = r.x and r.x[-1] == "second"
        prev = r.x[0] if r.x and not second else ""
        name = "" if second else esc(r.name)
        value = f"<b>{esc(r.value)}</b>" if "bold" in r.x else esc(r.value)
        return f"<tr><td style='width:32%'>{name}</td><td style='width:11%;text-align:right'>{value}</td><td style='width:13%'>{esc(r.unit)}</td><td style='width:22%'>{esc(r.range)}</td><td style='font-size:8pt;color:#555'>{esc(prev)}</td></tr>"
    note = lambda t: f"<tr><td colspan=5 class=m>{esc(t)}</td></tr>"
    body = s.table("""
# HÉMATOLOGIE
> Cytométrie en flux, impédance - analyseur fictif
Leucocytes | 6,24 | G/l | 4,00 à 10,00 | | 5,90 (14/05/25)
Hématies | 4,51 | T/l | 3,80 à 5,90 | | 4,47 (14/05/25)
Hémoglobine | 11,6 | g/dl | 11,5 à 17,5 | | 12,4 (14/05/25)
Hématocrite | 35,9 | % | 34,0 à 53,0 | | 37,6 (14/05/25)
VGM | 79,6 | fl | 76,0 à 96,0 | | 84,1 (14/05/25)
TCMH | 25,7 | pg | 24,4 à 34,0 | | 27,7 (14/05/25)
CCMH | 32,3 | g/dl | 31,0 à 36,0 | | 33,0 (14/05/25)
Plaquettes | 412 | G/l | 150 à 400 | | 371 (14/05/25) | bold
# BIOCHIMIE SANGUINE
Glycémie à jeun | 1,12 | g/l | 0,70 à 1,05 | | 1,04 (14/05/25) | bold
Glycémie à jeun | 6,22 | mmol/l | 3,89 à 5,83 | | second | @optional
> Hexokinase
Créatinine | 7,8 | mg/l | 5,0 à 9,0 | | 7,5 (14/05/25)
Créatinine | 69 | µmol/l | 44 à 80 | | second | @optional
Cholestérol total | 2,31 | g/l | Inférieur à 2,00 | | 2,18 (14/05/25) | bold
Cholestérol total | 5,97 | mmol/l | Inférieur à 5,17 | | second | @optional
Triglycérides | 0,94 | g/l | Inférieur à 1,50 | | 1,01 (14/05/25)
Triglycérides | 1,07 | mmol/l | Inférieur à 1,71 | | second | @optional
Acide urique | 48 | mg/l | 26 à 60 | | 45 (14/05/25)
# ENZYMOLOGIE
ASAT (TGO) | 22 | UI/l | Inférieur à 32 | | 20 (14/05/25)
ALAT (TGP) | 19 | UI/l | Inférieur à 33 | | 18 (14/05/25)
Gamma-GT | 31 | UI/l | 5 à 36 | | 27 (14/05/25)
# HORMONOLOGIE
TSH ultrasensible | 0,31 | mUI/l | 0,35 à 4,94 | | 1,12 (14/05/25) | bold
T4 libre | 14,2 | pmol/l | 9,0 à 19,0 |
""", row, lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>", note)
    s.html(css, [f"""<div style="text-align:center;color:#7a1f2b"><b style="font-size:16pt">Laboratoire des Trois Platanes</b><br>Biologie médicale - 8 place du Modèle, 00100 Villexemple</div>
    <div style="display:flex;justify-content:space-between;margin:12px 0"><div>Mme EXEMPLE Fictive<br>Née le 02/12/1979 (46 ans)<br>Dossier n° 260120-0077</div><div>Prescripteur : Dr Jean SPÉCIMEN<br>Prélevé le 20/01/2026 à 08h05<br>Édité le 20/01/2026 à 15h40<br><span style="font-size:7pt">COMPTE RENDU FICTIF - SAMPLE REPORT</span></div></div>
    <table><tr><th>Analyses</th><th style="text-align:right">Résultats</th><th>Unités</th><th>Valeurs de référence</th><th>Antériorités</th></tr>{body}</table>
    <p style="font-size:8pt">Les résultats en gras sont hors des valeurs de référence. Biologiste : Dr A. Inventée. Page 1/1</p>"""], "a4")


@sample("es-laboratorio", title="Spanish laboratory, asterisk before abnormal results", lab="Laboratorio Clínico Río Claro", collected="2026-03-16", reported="2026-03-17", language="es", mark=",",
        notes="An asterisk stands directly before results outside the range. Decimal comma.",
        traits=["columns Prueba, Resultado, Unidades, Valores de referencia", "asterisk glued to the value `* 4,02`", "unit mil/mm3, mill/mm3", "centred headings with letter-spacing", "ranges in brackets `[ 4,0 - 10,5 ]`", "condensed font, dotted leader lines between name and value"])
def es(s):
    css = """body{font:9pt 'DejaVu Sans Condensed','DejaVu Sans'} section.pg{padding:46px 54px} table{width:100%} th{font-size:8pt;border-bottom:2px solid #b35c00;padding:3px 4px} td{padding:1.6px 4px} tr.p td{text-align:center;letter-spacing:3px;font-weight:bold;padding-top:9px} .d{color:#999;overflow:hidden;white-space:nowrap;max-width:250px}"""
    def row(r):
        return f"<tr><td class=d style='width:44%'><span style='color:#000'>{esc(r.name)}</span> {'.' * (62 - len(r.name))}</td><td style='width:16%'>{'* ' if r.flag else ''}{esc(r.value)}</td><td style='width:16%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    body = s.table("""
# HEMATOLOGIA
Leucocitos | 11,2 | mil/mm3 | [ 4,0 - 10,5 ] | *
Hematíes | 4,66 | mill/mm3 | [ 4,20 - 5,80 ] |
Hemoglobina | 14,1 | g/dL | [ 13,0 - 17,0 ] |
Hematocrito | 42,3 | % | [ 39,0 - 50,0 ] |
V.C.M. | 90,8 | fL | [ 80,0 - 99,0 ] |
H.C.M. | 30,3 | pg | [ 27,0 - 33,0 ] |
Plaquetas | 148 | mil/mm3 | [ 150 - 400 ] | *
Neutrófilos | 74,1 | % | [ 40,0 - 74,0 ] | *
Linfocitos | 17,6 | % | [ 19,0 - 48,0 ] | *
Monocitos | 6,2 | % | [ 3,0 - 11,0 ] |
Velocidad de sedimentación (1ª hora) | 22 | mm | [ 0 - 15 ] | *
# BIOQUIMICA
Glucosa | 97 | mg/dL | [ 70 - 110 ] |
Urea | 38 | mg/dL | [ 17 - 43 ] |
Creatinina | 0,94 | mg/dL | [ 0,67 - 1,17 ] |
Acido úrico | 7,4 | mg/dL | [ 3,4 - 7,0 ] | *
Colesterol total | 187 | mg/dL | [ < 200 ] |
Triglicéridos | 131 | mg/dL | [ < 150 ] |
Bilirrubina total | 0,61 | mg/dL | [ 0,10 - 1,20 ] |
GOT/AST | 24 | UI/L | [ 5 - 40 ] |
GPT/ALT | 44 | UI/L | [ 5 - 41 ] | *
Hierro | 62 | µg/dL | [ 59 - 158 ] |
Proteína C reactiva | 1,8 | mg/dL | [ < 0,5 ] | *
# SEROLOGIA
Ac. anti-VIH 1+2 | Negativo | | Negativo |
Antígeno HBs | Negativo | | Negativo |
""", row, lambda t: f"<tr class=p><td colspan=4>{esc(t)}</td></tr>")
    s.html(css, [f"""<div style="border-left:6px solid #b35c00;padding-left:10px"><b style="font-size:14pt">Laboratorio Clínico Río Claro</b><br><span style="font-size:8pt">Calle del Modelo 3, 00000 Villaficticia - INFORME DE MUESTRA / SAMPLE REPORT</span></div>
    <table style="margin:10px 0"><tr><td>Paciente: FICTICIO PRUEBA, LUIS<br>Fecha nac.: 11/01/1962 &nbsp; Sexo: Hombre<br>Nº petición: 26-031600</td><td>Fecha de toma: 16/03/2026 08:20<br>Fecha de informe: 17/03/2026<br>Dr./Dra.: EJEMPLO MODELO, ANA</td></tr></table>
    <table><tr><th>Prueba</th><th>Resultado</th><th>Unidades</th><th>Valores de referencia</th></tr>{body}</table><p style="font-size:7.6pt">* Resultado fuera de los valores de referencia. Página 1 de 1. Validado por: F. Inventado</p>"""], "a4")


@sample("it-esame", title="Italian laboratory", lab="Laboratorio Analisi Colle Verde", collected="2026-02-17", reported="2026-02-18", language="it", mark=",",
        notes="Decimal comma. An asterisk column between result and unit marks abnormal results.",
        traits=["columns Esame, Esito, U.M., Valori di riferimento", "asterisk in a narrow column of its own", "full grid of rules around every cell", "upper-case names with the specimen in front (S-, U-, Sg-)", "words as results and ranges (Assenti, Limpido)"])
def it(s):
    css = """body{font:9.2pt 'Liberation Sans Narrow','Liberation Sans'} section.pg{padding:40px 46px} table.g{width:100%} .g td,.g th{border:0.6px solid #666;padding:2.4px 6px} .g th{background:#e8e8e8} tr.p td{background:#f7f7f0;font-weight:bold}"""
    def row(r):
        return f"<tr><td style='width:40%'>{esc(r.name)}</td><td style='width:14%;text-align:right'>{esc(r.value)}</td><td style='width:5%;text-align:center'>{esc(r.flag)}</td><td style='width:13%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    body = s.table("""
# EMOCROMO
Sg-LEUCOCITI | 5,84 | 10^3/µL | 4,00 - 10,00 |
Sg-ERITROCITI | 5,61 | 10^6/µL | 4,00 - 5,50 | *
Sg-EMOGLOBINA | 12,4 | g/dL | 12,0 - 16,0 |
Sg-EMATOCRITO | 39,1 | % | 36,0 - 46,0 |
Sg-VOLUME CORPUSCOLARE MEDIO (MCV) | 69,7 | fL | 80,0 - 98,0 | *
Sg-CONTENUTO MEDIO DI HB (MCH) | 22,1 | pg | 27,0 - 32,0 | *
Sg-PIASTRINE | 264 | 10^3/µL | 150 - 400 |
# CHIMICA CLINICA
S-GLUCOSIO | 86 | mg/dL | 70 - 100 |
S-CREATININA | 0,71 | mg/dL | 0,50 - 0,90 |
S-SODIO | 140 | mEq/L | 136 - 145 |
S-POTASSIO | 4,2 | mEq/L | 3,5 - 5,1 |
S-CALCIO | 9,3 | mg/dL | 8,6 - 10,2 |
S-COLESTEROLO TOTALE | 214 | mg/dL | < 200 | *
S-COLESTEROLO HDL | 71 | mg/dL | > 45 |
S-FERRITINA | 6 | ng/mL | 13 - 150 | *
S-TRANSFERRINA | 371 | mg/dL | 200 - 360 | *
S-SIDEREMIA | 31 | µg/dL | 37 - 145 | *
# IMMUNOMETRIA
S-TSH | 1,46 | mUI/L | 0,27 - 4,20 |
S-VITAMINA B12 | 402 | pg/mL | 197 - 771 |
# ESAME URINE
U-COLORE | Giallo paglierino | | |
U-ASPETTO | Limpido | | Limpido |
U-PESO SPECIFICO | 1,015 | | 1,005 - 1,030 |
U-pH | 6,0 | | 5,0 - 7,5 |
U-PROTEINE | Assenti | mg/dL | Assenti |
U-NITRITI | Assenti | | Assenti |
U-LEUCOCITI | 4 | /µL | < 20 |
""", row, lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>")
    s.html(css, [f"""<table style="width:100%"><tr><td><b style="font-size:15pt;color:#2e6e2e">Laboratorio Analisi Colle Verde</b><br>Via del Facsimile 10 - 00000 Collefinto</td><td style="text-align:right">REFERTO - FAC SIMILE<br>SAMPLE REPORT</td></tr></table>
    <p>Sig.ra PROVA Immaginaria &nbsp; Data di nascita: 19/05/1988 &nbsp; Sesso: F &nbsp; Richiesta n. 170226-044<br>Data prelievo: 17/02/2026 &nbsp; Data refertazione: 18/02/2026 &nbsp; Medico: Dr. FINTO Aldo</p>
    <table class=g><tr><th>Esame</th><th style="text-align:right">Esito</th><th></th><th>U.M.</th><th>Valori di riferimento</th></tr>{body}</table><p style="font-size:8pt">(*) Valore fuori dall'intervallo di riferimento. Sg: sangue, S: siero, U: urine. Pagina 1 di 1</p>"""], "a4")


@sample("br-laudo", title="Brazilian laudo, one analyte a block", lab="Laboratório Ipê Amarelo", collected="2026-03-23", reported="2026-03-24", language="pt", mark=",",
        notes="Each analyte has a heading line and labelled lines: Resultado, Valores de referência, Método, Material.",
        traits=["one analyte a block: name as heading, `Resultado: 92 mg/dL`, `Valores de referência: 70 a 99 mg/dL`", "method and material lines", "no flag printed", "decimal comma", "several decision bands under one result (range not judged)", "two pages"])
def br(s):
    css = """body{font:9.4pt 'Liberation Sans'} section.pg{padding:40px 56px} h3{font-size:10.4pt;margin:13px 0 1px;border-top:0.7px solid #bbb;padding-top:5px} p{margin:1px 0} .m{color:#555;font-size:8pt} .r{font-size:10pt}"""
    def block(name, value, unit, rng, material, method, bands=(), **kw):
        s.panel = kw.pop("panel", name)
        r = s.add(name, value, unit, rng if not bands else rng, "", null=("range",) if bands else (), **kw)
        ref = "".join(f"<p style='padding-left:20px'>{esc(b)}</p>" for b in bands) if bands else ""
        return (f"<h3>{esc(name)}</h3><p class=m>Material: {esc(material)} &nbsp;&nbsp; Método: {esc(method)}</p><p class=r>Resultado: <b>{esc(value)} {esc(unit)}</b></p>"
                f"<p>Valores de referência: {'' if bands else esc((rng + ' ' + unit).strip())}</p>{ref}")
    one = (block("GLICOSE", "92", "mg/dL", "70 a 99", "Soro", "Enzimático") + block("CREATININA", "1,31", "mg/dL", "0,70 a 1,30", "Soro", "Cinético") +
           block("UREIA", "41", "mg/dL", "15 a 40", "Soro", "Enzimático UV") + block("ÁCIDO ÚRICO", "6,8", "mg/dL", "3,5 a 7,2", "Soro", "Enzimático") +
           block("COLESTEROL TOTAL", "229", "mg/dL", "", "Soro", "Enzimático", ("Desejável: menor que 190 mg/dL (com ou sem jejum)", "Alto risco: maior que 310 mg/dL")) +
           block("TRIGLICÉRIDES", "143", "mg/dL", "menor que 150", "Soro", "Enzimático") + block("TGO (AST)", "27", "U/L", "até 40", "Soro", "Cinético UV") +
           block("TGP (ALT)", "33", "U/L", "até 41", "Soro", "Cinético UV"))
    s.page = 2
    two = (block("TSH - HORMÔNIO TIREOESTIMULANTE", "2,91", "µUI/mL", "0,40 a 4,50", "Soro", "Quimioluminescência") + block("T4 LIVRE", "1,08", "ng/dL", "0,70 a 1,80", "Soro", "Quimioluminescência") +
           block("VITAMINA D (25-HIDROXI)", "24,6", "ng/mL", "", "Soro", "Quimioluminescência", ("Deficiência: menor que 20,0 ng/mL", "População saudável até 65 anos: maior que 20,0 ng/mL", "Grupos de risco: 30,0 a 60,0 ng/mL")) +
           block("FERRITINA", "312,0", "ng/mL", "26,0 a 446,0", "Soro", "Quimioluminescência") + block("PSA TOTAL", "0,74", "ng/mL", "menor que 4,00", "Soro", "Quimioluminescência") +
           block("HIV 1 E 2 - ANTICORPOS", "Não reagente", "", "Não reagente", "Soro", "Quimioluminescência") + block("GRUPO SANGUÍNEO", "A", "", "", "Sangue total", "Aglutinação").replace("<p>Valores de referência: </p>", ""))
    head = """<div style="background:#f6c945;padding:8px 14px;font-weight:bold;font-size:14pt">Laboratório Ipê Amarelo</div>
    <p style="margin-top:8px">Paciente: <b>MODELO DA SILVA FICTÍCIO</b> &nbsp; Nasc.: 30/08/1970 &nbsp; Sexo: M &nbsp; OS: 2026-555-01</p><p>Coleta: 23/03/2026 07:10 &nbsp; Liberado em: 24/03/2026 &nbsp; Solicitante: Dr. Exemplo Souza &nbsp; <span class=m>LAUDO DE AMOSTRA - SAMPLE REPORT</span></p>"""
    foot = lambda n: f"<p class=m style='position:absolute;bottom:26px'>A interpretação do resultado deste exame deve ser feita por médico. Página {n} de 2. Responsável técnico: CRBM 0000</p>"
    s.html(css, [head + one + foot(1), head + two + foot(2)], "a4")


@sample("pl-badania", title="Polish laboratory", lab="Laboratorium Brzozowa", collected="2026-04-13", reported="2026-04-13", language="pl", mark=",",
        notes="Flags L and H stand in a column of their own between result and unit; a graphic bar column (an asterisk in brackets) shows the place in the range and is no result.",
        traits=["columns Badanie, Wynik, Flaga, Jednostka, Norma, Graf", "flag letters L/H in a column", "text bar `[---*---]` as last column", "decimal comma, units tys/µl, mln/µl", "section headings with material and time of collection", "serif headings, table of thin dotted lines"])
def pl(s):
    css = """body{font:8.8pt 'DejaVu Sans'} section.pg{padding:42px 48px} table{width:100%} th{border-bottom:1px solid #333;font-size:8pt;padding:2px 4px} td{padding:1.8px 4px;border-bottom:0.5px dotted #999} tr.p td{font:bold 10pt 'Liberation Serif';padding-top:9px;border-bottom:0.7px solid #333} .b{font:7.4pt 'Liberation Mono'}"""
    def row(r):
        return f"<tr><td style='width:34%'>{esc(r.name)}</td><td style='width:12%;text-align:right'>{esc(r.value)}</td><td style='width:5%;text-align:center'><b>{esc(r.flag)}</b></td><td style='width:14%'>{esc(r.unit)}</td><td style='width:19%'>{esc(r.range)}</td><td class=b>{esc(r.x[0] if r.x else '')}</td></tr>"
    body = s.table("""
# Morfologia krwi (krew EDTA, pobrano 13.04.2026 07:35)
Leukocyty | 3,71 | tys/µl | 4,00 - 10,00 | L | [*------]
Erytrocyty | 4,38 | mln/µl | 3,70 - 5,10 | | [---*---]
Hemoglobina | 13,1 | g/dl | 12,0 - 16,0 | | [--*----]
Hematokryt | 39,4 | % | 37,0 - 47,0 | | [-*-----]
MCV | 90,0 | fl | 80,0 - 99,0 | | [---*---]
MCH | 29,9 | pg | 27,0 - 35,0 | | [--*----]
MCHC | 33,2 | g/dl | 32,0 - 37,0 | | [-*-----]
Płytki krwi | 214 | tys/µl | 150 - 400 | | [-*-----]
Neutrofile | 1,62 | tys/µl | 1,90 - 7,00 | L | [*------]
Limfocyty | 1,58 | tys/µl | 1,50 - 4,50 | | [*------]
Monocyty | 0,38 | tys/µl | 0,10 - 0,90 | | [--*----]
# Biochemia (surowica, pobrano 13.04.2026 07:35)
Glukoza | 101 | mg/dl | 70 - 99 | H | [------*]
Kreatynina | 0,82 | mg/dl | 0,50 - 0,90 | | [-----*-]
Mocznik | 29,0 | mg/dl | 16,6 - 48,5 | | [--*----]
Cholesterol całkowity | 242 | mg/dl | < 190 | H |
Cholesterol HDL | 58 | mg/dl | > 45 | |
Triglicerydy | 88 | mg/dl | < 150 | |
ALT | 17 | U/l | < 35 | |
AST | 20 | U/l | < 35 | |
Żelazo | 74 | µg/dl | 33 - 193 | | [-*-----]
CRP | 0,6 | mg/l | < 5,0 | |
# Hormony (surowica)
TSH | 3,480 | µIU/ml | 0,270 - 4,200 | | [-----*-]
FT4 | 1,02 | ng/dl | 0,93 - 1,70 | | [*------]
""", row, lambda t: f"<tr class=p><td colspan=6>{esc(t)}</td></tr>")
    s.html(css, [f"""<div style="text-align:right;font-size:7.6pt">Strona 1 z 1 &nbsp; WYNIK PRZYKŁADOWY / SAMPLE REPORT</div><b style="font-size:15pt">Laboratorium Brzozowa</b><br>ul. Wzorcowa 2, 00-000 Przykładów
    <table style="margin:8px 0"><tr><td>Pacjent: PRZYKŁADOWA Zofia<br>Data ur.: 03.03.1983 &nbsp; Płeć: K<br>Nr zlecenia: 26041300512</td><td>Data pobrania: 13.04.2026 07:35<br>Data wyniku: 13.04.2026 14:10<br>Zleceniodawca: Przychodnia Testowa</td></tr></table>
    <table><tr><th>Badanie</th><th style="text-align:right">Wynik</th><th>Flaga</th><th>Jednostka</th><th>Norma</th><th>Graf</th></tr>{body}</table><p style="font-size:7.6pt">L - wynik poniżej normy, H - wynik powyżej normy. Autoryzował: mgr Wzór Testowy</p>"""], "a4")


@sample("tr-tetkik", title="Turkish hospital laboratory", lab="Çınaraltı Hastanesi Laboratuvarı", collected="2026-01-29", reported="2026-01-29", language="tr", mark=",",
        notes="Decimal comma. An arrow after the value marks abnormal results.",
        traits=["columns Tetkik, Sonuç, Birim, Referans Aralığı", "arrows as flags behind the value", "sections as coloured bands (white on blue)", "upper-case Turkish letters İ, Ş, Ğ in names"])
def tr(s):
    css = """body{font:8.8pt 'DejaVu Sans'} section.pg{padding:40px 46px} table{width:100%} th{font-size:8pt;background:#cfe0f1;padding:3px 5px} td{padding:2px 5px} tr.p td{background:#1f5c99;color:#fff;font-weight:bold} tr.z td{border-bottom:0.5px solid #ccd}"""
    def row(r):
        return f"<tr class=z><td style='width:42%'>{esc(r.name)}</td><td style='width:17%'>{esc(r.value)} {esc(r.flag)}</td><td style='width:17%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    body = s.table("""
# HEMOGRAM (Tam Kan Sayımı)
WBC (Lökosit) | 12,4 | 10^3/µL | 4,5 - 11,0 | ↑
RBC (Eritrosit) | 4,81 | 10^6/µL | 4,00 - 5,40 |
HGB (Hemoglobin) | 11,2 | g/dL | 12,0 - 16,0 | ↓
HCT (Hematokrit) | 35,6 | % | 36,0 - 47,0 | ↓
MCV | 74,0 | fL | 80,0 - 100,0 | ↓
MCH | 23,3 | pg | 27,0 - 34,0 | ↓
PLT (Trombosit) | 402 | 10^3/µL | 150 - 400 | ↑
NEU# | 8,93 | 10^3/µL | 1,80 - 7,70 | ↑
NEU% | 72,0 | % | 40,0 - 74,0 |
LYM# | 2,48 | 10^3/µL | 1,00 - 4,80 |
LYM% | 20,0 | % | 19,0 - 48,0 |
# BİYOKİMYA
Glukoz (Açlık) | 89 | mg/dL | 74 - 106 |
Üre | 27 | mg/dL | 17 - 43 |
Kreatinin | 0,68 | mg/dL | 0,51 - 0,95 |
ALT (SGPT) | 14 | U/L | 0 - 35 |
AST (SGOT) | 18 | U/L | 0 - 35 |
Demir | 24 | µg/dL | 60 - 180 | ↓
Demir Bağlama Kapasitesi | 431 | µg/dL | 155 - 355 | ↑
İnorganik Fosfor | 3,6 | mg/dL | 2,5 - 4,5 |
# HORMON
Ferritin | 4,1 | ng/mL | 11,0 - 307,0 | ↓
Serbest T4 | 0,94 | ng/dL | 0,61 - 1,12 |
TSH | 2,2 | mIU/L | 0,38 - 5,33 |
Beta-hCG | <0,6 | mIU/mL | < 5,0 |
""", row, lambda t: f"<tr class=p><td colspan=4>{esc(t)}</td></tr>")
    s.html(css, [f"""<div style="text-align:center"><b style="font-size:13pt">ÇINARALTI HASTANESİ</b><br>Tıbbi Laboratuvar Sonuç Raporu<br><span style="font-size:7pt">ÖRNEK RAPOR - SAMPLE REPORT</span></div>
    <table style="margin:10px 0;border:1px solid #1f5c99"><tr><td>Adı Soyadı: ÖRNEK HASTA<br>Doğum Tarihi: 08.11.1994<br>Cinsiyet: Kadın</td><td>Protokol No: 26/000771<br>Numune Alma: 29.01.2026 08:40<br>Uzman Onay: 29.01.2026 11:25</td></tr></table>
    <table><tr><th>Tetkik</th><th>Sonuç</th><th>Birim</th><th>Referans Aralığı</th></tr>{body}</table><p style="font-size:7.4pt">Sayfa 1 / 1 &nbsp; Uzm. Dr. Kurgu Kişi</p>"""], "a4")


@sample("nl-bepaling", title="Dutch laboratory", lab="Medisch Laboratorium De Wilg", collected="2026-02-25", reported="2026-02-26", language="nl", mark=",",
        notes="Flags stand left of the value. Decimal comma.",
        traits=["columns Bepaling, Uitslag, Eenheid, Referentiewaarden", "flag (+, -) left of the value", "monospaced values in a proportional page", "sub-results indented under a heading", "italic remark with figures below a row"])
def nl(s):
    css = """body{font:9pt 'Liberation Sans'} section.pg{padding:44px 60px} table{width:100%} th{border-top:2px solid #3b7a57;border-bottom:0.6px solid #3b7a57;padding:3px 4px;font-weight:normal;font-style:italic} td{padding:1.8px 4px} .v{font-family:'Liberation Mono'} tr.p td{font-weight:bold;color:#3b7a57;padding-top:8px} tr.c td{font-style:italic;font-size:8pt;padding-left:24px}"""
    def row(r):
        return f"<tr><td style='width:40%;padding-left:14px'>{esc(r.name)}</td><td class=v style='width:5%'>{esc(r.flag)}</td><td class=v style='width:15%'>{esc(r.value)}</td><td style='width:17%'>{esc(r.unit)}</td><td>{esc(r.range)}</td></tr>"
    body = s.table("""
# HEMATOLOGIE
Hemoglobine | 7,1 | mmol/l | 7,5 - 10,0 | -
Hematocriet | 0,36 | l/l | 0,35 - 0,45 |
Erytrocyten | 4,11 | 10^12/l | 4,00 - 5,00 |
MCV | 87 | fl | 80 - 100 |
Trombocyten | 333 | 10^9/l | 150 - 400 |
Leukocyten | 9,8 | 10^9/l | 4,0 - 10,0 |
BSE | 34 | mm/uur | 2 - 20 | +
# KLINISCHE CHEMIE
Natrium | 143 | mmol/l | 135 - 145 |
Kalium | 3,9 | mmol/l | 3,5 - 5,0 |
Kreatinine | 71 | µmol/l | 50 - 90 |
eGFR (CKD-EPI) | 86 | ml/min/1,73 m² | > 60 |
ASAT | 19 | U/l | < 31 |
ALAT | 16 | U/l | < 34 |
Gamma-GT | 52 | U/l | < 38 | +
CRP | 12 | mg/l | < 10 | +
Glucose nuchter | 5,2 | mmol/l | 4,0 - 6,1 |
> Bij een nuchtere glucose van 6,1 - 6,9 mmol/l is herhaling gewenst.
# LIPIDEN
Cholesterol | 5,9 | mmol/l | < 5,0 | +
HDL-cholesterol | 1,62 | mmol/l | > 1,20 |
Chol/HDL ratio | 3,6 | | < 5,0 |
LDL-cholesterol | 3,7 | mmol/l | < 3,0 | +
Triglyceriden | 1,3 | mmol/l | < 1,7 |
# IMMUNOLOGIE
Reumafactor | <10 | kIU/l | < 14 |
Anti-CCP | 1,4 | kU/l | < 7,0 |
ANA | Negatief | | Negatief |
""", row, lambda t: f"<tr class=p><td colspan=5>{esc(t)}</td></tr>", lambda t: f"<tr class=c><td colspan=5>{esc(t)}</td></tr>")
    s.html(css, [f"""<b style="font-size:15pt;color:#3b7a57">Medisch Laboratorium De Wilg</b><br>Voorbeeldlaan 7, 0000 AA Proefdorp<p style="text-align:right;font-size:7.6pt">VOORBEELD / SAMPLE REPORT</p>
    <table><tr><td>Patiënt: Fictie, Mevr. P.<br>Geb. datum: 27-10-1961 &nbsp; Geslacht: V<br>Labnummer: 260225-0190</td><td>Afname: 25-02-2026 09:05<br>Rapportage: 26-02-2026<br>Aanvrager: Huisarts B. Verzonnen</td></tr></table><br>
    <table><tr><th>Bepaling</th><th></th><th>Uitslag</th><th>Eenheid</th><th>Referentiewaarden</th></tr>{body}</table><p style="font-size:8pt">Blad 1 van 1. + = verhoogd, - = verlaagd.</p>"""], "a4")
