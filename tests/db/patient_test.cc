#include <gtest/gtest.h>

#include "db/patient_check.h"
#include "extractors/generic/report_header.h"
#include "tests/db/fake_reports.h"

namespace labintake::db::testing {
namespace {

ReportHeader Patient(const std::string& name, const std::string& id, const std::string& born) {
  ReportHeader header;
  header.patient_name = name;
  header.patient_id = id;
  header.birth_date = born;
  return header;
}

Document Other(const std::string& analyte) {
  Document document = Doc({Row(analyte, "5")});
  document.reports[0].header = Patient("Else Somebody", "P-2", "1980-03-04");
  return document;
}

TEST(PatientCheck, ASparseReportVouchesForNobody) {
  const std::vector<ReportHeader> earlier = {Patient("Testa Fakename", "P-1", "1970-01-02"), Patient("", "", "")};
  EXPECT_TRUE(NamesAnotherPatient(Patient("Else Somebody", "P-2", "1980-03-04"), earlier, generic::PatientsDiffer));
  EXPECT_FALSE(NamesAnotherPatient(Patient("", "", ""), earlier, generic::PatientsDiffer));
}

TEST(Patient, AnotherPatientsRowsWaitForAPerson) {
  TestStore t;
  EXPECT_FALSE(t.Put(Doc({Row("Iron", "5")}), "a").patient_differs);
  const StoredDocument other = t.Put(Other("Zinc"), "b");
  EXPECT_TRUE(other.patient_differs);
  EXPECT_EQ(other.open_items, 1);
  const ReviewItem item = t.Items(ItemState::kOpen).at(0);
  EXPECT_EQ(item.kind, ItemKind::kDocument);
  EXPECT_EQ(item.findings.at(0).code, FindingCode::kPatientDiffers);
  EXPECT_EQ(item.findings.at(0).message.find("Somebody"), std::string::npos);
  EXPECT_EQ(t.ExportLines(), (std::vector<std::string>{"Iron=5 mg/dL accepted"}));

  t.now = "2024-05-05T00:00:00Z";
  t.Decide(item.id, DecisionAction::kAccept);
  EXPECT_EQ(t.ExportLines().size(), 2u);
  EXPECT_EQ(t.Export()[1].final_at, t.now) << "it became final with the answer";
  // The client is known by both names now.
  EXPECT_FALSE(t.Put(Other("Lead"), "c").patient_differs);
  EXPECT_FALSE(t.Put(Doc({Row("Gold", "5")}), "d").patient_differs);
}

TEST(Patient, ADocumentOfSomebodyElseIsLeftOut) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5")}), "a");
  t.Put(Other("Zinc"), "b");
  t.Decide(t.Items(ItemState::kOpen).at(0).id, DecisionAction::kNotAResult);
  EXPECT_EQ(t.ExportLines().size(), 1u);
  EXPECT_EQ(t.ExportLines(true).back(), "Zinc=5 mg/dL not-a-result");
  EXPECT_TRUE(t.Put(Other("Lead"), "c").patient_differs) << "it vouches for nobody";
}

TEST(Patient, OtherClientsAndNoClientAreNotCompared) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5")}), "a", 1, "C1");
  EXPECT_FALSE(t.Put(Other("Zinc"), "b", 1, "C2").patient_differs);
  t.Put(Doc({Row("Iron", "5")}), "a", 1, "");
  EXPECT_FALSE(t.Put(Other("Zinc"), "b", 1, "").patient_differs);
}

TEST(Patient, TheAnswerSurvivesALaterRun) {
  TestStore t;
  t.Put(Doc({Row("Iron", "5")}), "a");
  t.Put(Other("Zinc"), "b");
  t.Decide(t.Items(ItemState::kOpen).at(0).id, DecisionAction::kAccept);
  EXPECT_EQ(t.Put(Other("Zinc"), "b", 2).open_items, 0);
  EXPECT_EQ(t.ExportLines().size(), 2u);
}

}  // namespace
}  // namespace labintake::db::testing
