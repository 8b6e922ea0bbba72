// Whole reports as laboratories print them, of people who are well and of people who are very ill. What is printed is
// right, so that nothing may be doubted.
#include <gtest/gtest.h>

#include "report_text.h"
#include "terminology/validation/validate.h"

namespace labintake::validation {
namespace {

struct Whole {
  const char* about;
  const char* rows;
};

const Whole kReports[] = {
    {"check-up, US", R"(
leukocytes-blood 6.2 3.4-10.8
erythrocytes-blood 4.85 4.14-5.80
hemoglobin-blood 14.6 13.0-17.7
hematocrit-blood 43.8 37.5-51.0
mcv-blood 90 79-97
mch-blood 30.1 26.6-33.0
mchc-blood 33.3 31.5-35.7
rdw-cv-blood 12.8 11.6-15.4
platelets-blood 248 150-450
neutrophils-blood-percent 56
lymphocytes-blood-percent 32
monocytes-blood-percent 8
eosinophils-blood-percent 3
basophils-blood-percent 1
neutrophils-blood-absolute 3.5 1.4-7.0
lymphocytes-blood-absolute 2.0 0.7-3.1
monocytes-blood-absolute 0.5 0.1-0.9
eosinophils-blood-absolute 0.2 0.0-0.4
basophils-blood-absolute 0.0 0.0-0.2
immature-granulocytes-blood-percent 0
immature-granulocytes-blood-absolute 0.0 0.0-0.1
glucose-serum 92 70-99
urea-nitrogen-serum 14 6-24
creatinine-serum 0.94 0.76-1.27
bun-creatinine-ratio-serum 15 9-20
sodium-serum 140 134-144
potassium-serum 4.3 3.5-5.2
chloride-serum 102 96-106
carbon-dioxide-total-serum 24 20-29
calcium-serum 9.4 8.7-10.2
protein-total-serum 7.1 6.0-8.5
albumin-serum 4.5 4.1-5.1
globulin-serum 2.6 1.5-4.5
albumin-globulin-ratio-serum 1.7 1.2-2.2
bilirubin-total-serum 0.5 0.0-1.2
alp-serum 62 44-121
ast-serum 21 0-40
alt-serum 24 0-44
cholesterol-serum 212 100-199 H
triglycerides-serum 118 0-149
hdl-cholesterol-serum 51 >39
vldl-cholesterol-serum 21 5-40
ldl-cholesterol-calculated-serum 140 0-99 H
tsh-serum 1.870 0.450-4.500
hba1c-blood 5.4 4.8-5.6
)"},
    {"acute myeloid leukaemia", R"(
leukocytes-blood 187.4 4.0-10.0 H
erythrocytes-blood 2.31 4.00-5.20 L
hemoglobin-blood 7.2 12.0-15.5 L
hematocrit-blood 21.6 36.0-46.0 L
mcv-blood 93.5 80.0-100.0
mch-blood 31.2 27.0-33.0
mchc-blood 33.3 32.0-36.0
platelets-blood 14 150-400 L
neutrophils-blood-percent 4 40-75 L
lymphocytes-blood-percent 6 20-45 L
monocytes-blood-percent 3 2-10
eosinophils-blood-percent 0 1-6 L
basophils-blood-percent 0 0-1
blasts-blood-percent 85 0-0 H
myelocytes-blood-percent 2 0-0 H
neutrophils-blood-absolute 7.5 1.8-7.0 H
nucleated-rbc-blood-percent 3 0-0 H
ldh-serum 2840 120-250 H
uric-acid-serum 14.2 2.4-5.7 H
potassium-serum 2.9 3.5-5.1 L
fibrinogen-plasma 98 200-400 L
)"},
    {"chronic lymphocytic leukaemia with smudge cells, SI", R"(
leukocytes-blood 312.5 4.0-10.0 H 10*9/L 1
erythrocytes-blood 3.02 3.90-5.20 L 10*12/L 1
hemoglobin-blood 92 120-155 L g/L 0.1
hematocrit-blood 0.283 0.360-0.460 L L/L 100
mcv-blood 93.7 80.0-100.0
mch-blood 30.5 27.0-33.0
mchc-blood 325 320-360 - g/L 0.1
platelets-blood 61 150-400 L 10*9/L 1
neutrophils-blood-absolute 6.3 2.0-7.0 - 10*9/L 1
lymphocytes-blood-absolute 303.1 1.0-3.0 H 10*9/L 1
monocytes-blood-absolute 2.5 0.2-1.0 H 10*9/L 1
eosinophils-blood-absolute 0.3 0.0-0.5 - 10*9/L 1
basophils-blood-absolute 0.3 0.0-0.1 H 10*9/L 1
)"},
    {"diabetic ketoacidosis", R"(
glucose-serum 742 70-99 H
sodium-serum 126 136-145 L
potassium-serum 6.4 3.5-5.1 H
chloride-serum 88 98-107 L
bicarbonate-serum 5 22-29 L
anion-gap-serum 33 7-16 H
urea-nitrogen-serum 48 7-20 H
creatinine-serum 2.10 0.60-1.10 H
bun-creatinine-ratio-serum 22.9 6.0-22.0 H
osmolality-calculated-serum 310 275-295 H
hba1c-blood 14.8 4.0-5.6 H
triglycerides-serum 1240 0-150 H
amylase-serum 310 28-100 H
leukocytes-blood 22.8 4.0-11.0 H
)"},
    {"rhabdomyolysis", R"(
ck-serum 187400 30-200 H
ast-serum 2150 0-40 H
alt-serum 612 0-41 H
ldh-serum 6230 135-225 H
potassium-serum 7.1 3.5-5.1 H
phosphate-serum 9.8 2.5-4.5 H
calcium-serum 6.4 8.6-10.2 L
creatinine-serum 5.62 0.70-1.20 H
urea-nitrogen-serum 71 6-20 H
bun-creatinine-ratio-serum 13
uric-acid-serum 13.9 3.4-7.0 H
)"},
    {"nephrotic syndrome", R"(
protein-total-serum 4.1 6.4-8.3 L
albumin-serum 1.2 3.5-5.2 L
globulin-serum 2.9 2.0-3.5
albumin-globulin-ratio-serum 0.4 1.1-2.5 L
cholesterol-serum 486 0-200 H
triglycerides-serum 412 0-150 H
hdl-cholesterol-serum 44 40-60
ldl-cholesterol-direct-serum 361 0-100 H
creatinine-serum 1.32 0.51-0.95 H
calcium-serum 7.3 8.6-10.2 L
calcium-corrected-serum 9.5 8.6-10.2
)"},
    {"newborn on the second day", R"(
leukocytes-blood 19.8 9.4-34.0
erythrocytes-blood 5.62 3.90-6.60
hemoglobin-blood 19.7 14.5-22.5
hematocrit-blood 60.1 45.0-67.0
mcv-blood 106.9 95.0-121.0
mch-blood 35.1 31.0-37.0
mchc-blood 32.8 29.0-37.0
platelets-blood 212 150-450
nucleated-rbc-blood-percent 8 0-10
neutrophils-blood-percent 61.2
lymphocytes-blood-percent 24.5
monocytes-blood-percent 9.9
eosinophils-blood-percent 3.3
basophils-blood-percent 1.1
bilirubin-total-serum 15.8 0.0-12.0 H
bilirubin-direct-serum 0.6 0.0-0.3 H
bilirubin-indirect-serum 15.2
glucose-serum 38 40-90 L
crp-serum 1.2 0.0-5.0
)"},
    {"third trimester with pre-eclampsia", R"(
hemoglobin-blood 10.1 11.0-14.0 L
hematocrit-blood 30.4 33.0-44.0 L
erythrocytes-blood 3.61 3.80-5.00 L
mcv-blood 84.2 80.0-100.0
mch-blood 28.0 27.0-33.0
mchc-blood 33.2 32.0-36.0
platelets-blood 68 150-400 L
leukocytes-blood 13.9 4.0-11.0 H
alp-serum 214 35-105 H
ast-serum 412 0-32 H
alt-serum 388 0-33 H
ldh-serum 1120 135-214 H
uric-acid-serum 8.1 2.4-5.7 H
hcg-serum 24310 0-5 H
d-dimer-feu-plasma 2840 0-500 H
fibrinogen-plasma 612 200-400 H
ferritin-serum 9 15-150 L
iron-serum 31 37-145 L
tibc-serum 512 250-450 H
transferrin-saturation-serum 6 15-45 L
)"},
    {"dialysis", R"(
creatinine-serum 11.84 0.70-1.20 H
urea-nitrogen-serum 92 6-20 H
bun-creatinine-ratio-serum 8 10-20 L
sodium-serum 137 136-145
potassium-serum 6.2 3.5-5.1 H
chloride-serum 98 98-107
carbon-dioxide-total-serum 17 22-29 L
anion-gap-serum 22 8-16 H
phosphate-serum 7.9 2.5-4.5 H
calcium-serum 8.1 8.6-10.2 L
pth-serum 1284 15-65 H
hemoglobin-blood 9.4 13.0-17.0 L
hematocrit-blood 28.9 40.0-50.0 L
ferritin-serum 1184 30-400 H
iron-serum 42 59-158 L
tibc-serum 178 250-450 L
transferrin-saturation-serum 24 20-50
egfr-ckd-epi-2021 4 >60 L
)"},
    {"chylomicronaemia", R"(
cholesterol-serum 612 0-199 H
triglycerides-serum 5820 0-149 H
hdl-cholesterol-serum 18 >39 L
non-hdl-cholesterol-serum 594 0-129 H
cholesterol-hdl-ratio-serum 34.0 0.0-5.0 H
lipase-serum 1840 13-60 H
amylase-serum 620 28-100 H
glucose-serum 214 70-99 H
sodium-serum 121 136-145 L
)"},
    {"liver failure, SI", R"(
bilirubin-total-serum 412 <21 H umol/L 0.058466
bilirubin-direct-serum 287 <5 H umol/L 0.058466
alt-serum 4120 <41 H
ast-serum 6890 <40 H
ggt-serum 388 <60 H
alp-serum 412 40-130 H
albumin-serum 21 35-52 L g/L 0.1
protein-total-serum 58 64-83 L g/L 0.1
creatinine-serum 198 59-104 H umol/L 0.011312
urea-serum 3.1 2.8-8.1
sodium-serum 128 136-145 L
potassium-serum 3.1 3.5-5.1 L
platelets-blood 48 150-400 L 10*9/L 1
inr-blood 5.8 0.9-1.2 H
)"},
    {"Indian full body, two decimals everywhere, no flags", R"(
hemoglobin-blood 13.20 13.00-17.00
erythrocytes-blood 4.62 4.50-5.50
hematocrit-blood 40.10 40.00-50.00
mcv-blood 86.80 83.00-101.00
mch-blood 28.57 27.00-32.00
mchc-blood 32.92 31.50-34.50
leukocytes-blood 6.48 4.00-10.00
neutrophils-blood-percent 54 40.00-80.00
lymphocytes-blood-percent 36 20.00-40.00
monocytes-blood-percent 06 2.00-10.00
eosinophils-blood-percent 04 1.00-6.00
basophils-blood-percent 00 0.00-2.00
platelets-blood 241 150-410
esr-blood 28 0.00-20.00
glucose-fasting-serum 112.00 70.00-100.00
creatinine-serum 0.92 0.70-1.30
urea-serum 24.80 17.00-43.00 - mg/dL 0.16651
uric-acid-serum 7.40 3.50-7.20
cholesterol-serum 212.00 <200.00
triglycerides-serum 168.00 <150.00
hdl-cholesterol-serum 43.00 >40.00
ldl-cholesterol-calculated-serum 135.40 <100.00
vldl-cholesterol-serum 33.60 <30.00
cholesterol-hdl-ratio-serum 4.93 3.30-4.40
tsh-serum 6.82 0.27-4.20
)"},
    {"Belgian, iron deficiency and inflammation", R"(
hemoglobin-blood 11.2 12.0-16.0 L
iron-serum 28 33-193 L
transferrin-serum 352 200-360
transferrin-saturation-serum 6 15-45 L
ferritin-serum 4.8 13.0-150.0 L
crp-serum 63.0 <5.0 +
hba1c-blood 6.8 <6.0 +
hba1c-blood 51 <42 + mmol/mol 0.09148 2.152
)"},
    {"sepsis, blood gas, intensive care", R"(
lactate-serum 14.2 0.5-2.0 H
procalcitonin-serum 118 <0.5 H
crp-serum 486 0.0-5.0 H
leukocytes-blood 0.3 4.0-10.0 L
neutrophils-blood-percent 20
lymphocytes-blood-percent 70
monocytes-blood-percent 10
platelets-blood 9 150-400 L
troponin-t-hs-serum 4120 <14 H
nt-probnp-serum 35000 <125 H
creatinine-serum 4.41 0.70-1.20 H
potassium-serum 6.9 3.5-5.1 H
bicarbonate-serum 8 22-29 L
)"},
    {"polycythaemia, severe iron overload", R"(
hemoglobin-blood 22.4 13.5-17.5 H
hematocrit-blood 68.2 41.0-53.0 H
erythrocytes-blood 8.12 4.50-5.90 H
mcv-blood 84.0 80.0-100.0
mch-blood 27.6 27.0-33.0
mchc-blood 32.8 32.0-36.0
platelets-blood 1240 150-400 H
iron-serum 262 65-175 H
uibc-serum 12 110-370 L
tibc-serum 274 250-450
transferrin-saturation-serum 96 20-50 H
ferritin-serum 8420 24-336 H
)"},
};

TEST(WholeReports, NothingIsDoubted) {
  for (const Whole& whole : kReports) {
    Report report = MakeReport(whole.rows);
    EXPECT_GT(report.observations.size(), 6u);
    Validate(&report);
    for (const std::string& doubt : Doubts(report)) ADD_FAILURE() << whole.about << ": " << doubt;
    for (const Observation& row : report.observations) EXPECT_GE(row.confidence, 0.99) << whole.about << row.name.text;
  }
}

// What tests above take for known. An analyte that a report names and the catalogue lacks says nothing.
TEST(WholeReports, AnalytesAreKnown) {
  std::string unknown;
  for (const Whole& whole : kReports)
    for (const Observation& row : MakeReport(whole.rows).observations)
      if (row.analyte.id.empty()) unknown += " " + row.name.text;
  EXPECT_EQ(unknown, "");
}

}  // namespace
}  // namespace labintake::validation
