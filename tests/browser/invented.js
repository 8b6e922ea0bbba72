// Reports of one page that a test invents: a text layer in Helvetica, a table of four columns.

import {writeFileSync} from "node:fs";

const COLUMNS = [50, 230, 310, 390];
const LINE = 18;

const quoted = (text) => `(${text.replace(/[\\()]/g, "\\$&")})`;

// Four reports of one laboratory with the same doubts: two new names for ferritin, a potassium that is off by a power of ten or has a decimal comma, a unit
// that nobody knows.
export const DOUBTFUL = ["Ferritin XL assay", "Ferritine XL", "Ferritin, XL assay", "Ferritin XL-assay"].map((ferritin, i) => ({
  lab: "Northmoor Pathology", patient: `Test Person ${"ABCD"[i]}`, born: `1970-01-0${i + 1}`,
  rows: [["Haemoglobin", `${135 + i}`, "g/L", "130-170"], ["White cell count", "6.1", "10*9/L", "4.0-10.0"], ["Sodium", `14${i}`, "mmol/L", "135-145"],
    ["Potassium", "4,123", "mmol/L", "3.5-5.1"], ["Creatinine", "80", "umol/L", "60-110"], [ferritin, `${45 + i}`, "ug/L", "30-400"],
    ["Glucose", `5.${i + 1}`, "mmmol/L", "3.9-5.8"], ["Calcium", "23.4", "mmol/L", "2.20-2.60"]],
}));

// `rows`: [name, value, unit, range], in ASCII.
export function writeReport(path, {lab, patient, born, rows}) {
  const put = (x, y, size, text) => `BT /F1 ${size} Tf ${x} ${y} Td ${quoted(text)} Tj ET`;
  const lines = [put(50, 790, 14, lab), put(50, 765, 10, `Patient: ${patient}`), put(230, 765, 10, `Date of birth: ${born}`),
    put(390, 765, 10, "Collected: 2026-03-02")];
  let y = 730;
  for (const row of [["Test", "Result", "Unit", "Reference range"], ...rows]) {
    row.forEach((text, i) => text && lines.push(put(COLUMNS[i], y, 10, text)));
    y -= LINE;
  }
  const content = lines.join("\n");
  const objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  writeFileSync(path, text, "latin1");
}
