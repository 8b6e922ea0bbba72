#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "review/panels.h"
#include "terminology/catalog/catalog.h"
#include "terminology/units.h"
#include "tests/review/api_fixture.h"

namespace labintake::review::testing {
namespace {

class CatalogApiTest : public ::testing::Test {
 protected:
  std::vector<std::string> Ids(const std::string& words) {
    std::vector<std::string> ids;
    const Reply reply = ann_.Get("/api/v1/catalog/analytes?q=" + words);
    for (const Json& analyte : reply.json["analytes"]) ids.push_back(analyte["id"]);
    return ids;
  }

  ApiFixture f_;
  ApiClient ann_ = f_.Program("Ann");
};

TEST_F(CatalogApiTest, AnalytesAsOneTypes) {
  for (const char* words : {"ferritin", "ferri", "Feritin", "ferritn", "2276-4", "ferritin-serum"}) {
    const std::vector<std::string> ids = Ids(words);
    ASSERT_FALSE(ids.empty()) << words;
    EXPECT_EQ(ids[0], "ferritin-serum") << words;
  }
  const std::vector<std::string> with_a_slip = Ids("ferit");
  EXPECT_NE(std::find(with_a_slip.begin(), with_a_slip.begin() + 3, "ferritin-serum"), with_a_slip.begin() + 3);
  EXPECT_TRUE(Ids("").empty());
  EXPECT_EQ(ann_.Get("/api/v1/catalog/analytes?q=a&limit=3").json["analytes"].size(), 3u);
  const Json analyte = ann_.Get("/api/v1/catalog/analytes?q=glucose-serum").json["analytes"][0];
  EXPECT_EQ(analyte["units"], Json({"mg/dL", "mmol/L"}));
  EXPECT_EQ(ann_.Get("/api/v1/catalog/analytes?q=" + std::string(300, 'a')).status, 400);
}

TEST_F(CatalogApiTest, UnitsAsOneTypes) {
  const Json usual = ann_.Get("/api/v1/catalog/units?analyte=glucose-serum").json["units"];
  ASSERT_GE(usual.size(), 2u);
  EXPECT_EQ(usual[0]["usual"], true);
  const Json typed = ann_.Get("/api/v1/catalog/units?q=mm&analyte=glucose-serum&limit=1").json["units"];
  EXPECT_EQ(typed[0]["ucum"], "mmol/L");
  EXPECT_EQ(ann_.Get("/api/v1/catalog/units?q=mg%2FdL").json["units"][0]["text"], "mg/dL");
}

TEST_F(CatalogApiTest, PanelsFillInWhatTheLaboratoryPrints) {
  const Json panels = ann_.Get("/api/v1/panels").json["panels"];
  EXPECT_GE(panels.size(), 10u);
  Observation iron = db::testing::Row("IRON, TOTAL", "5", "ug/dL");
  iron.analyte.id = "iron-serum";
  iron.range.text = "38-169";
  f_.t.Put(db::testing::Doc({iron}), "bytes");
  const Json rows = ann_.Get("/api/v1/panels/iron?lab=Fake%20Laboratory").json["rows"];
  EXPECT_EQ(rows[0], (Json{{"analyte", "iron-serum"},
                           {"name", "IRON, TOTAL"},
                           {"unit", "ug/dL"},
                           {"range", "38-169"},
                           {"from", "laboratory"}}));
  EXPECT_EQ(rows.back()["from"], "catalogue");
  EXPECT_EQ(ann_.Get("/api/v1/panels/lipid?system=si").json["rows"][0]["unit"], "mmol/L");
  EXPECT_EQ(ann_.Get("/api/v1/panels/nothing").status, 404);
  EXPECT_EQ(ann_.Get("/api/v1/panels/..%2Fcbc").status, 404);
}

// The tables say nothing that the catalogue and the table of units do not know.
TEST(Panels, KnowTheirAnalytesAndUnits) {
  std::set<std::string_view> ids;
  for (const Panel& panel : Panels()) {
    EXPECT_TRUE(ids.insert(panel.id).second);
    EXPECT_FALSE(panel.name.empty()) << panel.id;
    EXPECT_GE(panel.rows.size(), 4u) << panel.id;
    std::set<std::string_view> analytes;
    for (const PanelRow& row : panel.rows) {
      EXPECT_TRUE(terminology::Catalog::Find(row.analyte)) << panel.id << " " << row.analyte;
      EXPECT_TRUE(analytes.insert(row.analyte).second) << panel.id << " " << row.analyte;
      EXPECT_FALSE(row.name.empty()) << row.analyte;
      for (const std::string_view unit : {row.conventional, row.si}) {
        if (!unit.empty()) {
          EXPECT_EQ(terminology::LookUpUnit(unit).confidence, terminology::UnitConfidence::kKnown)
              << panel.id << " " << unit;
        }
      }
    }
  }
}

}  // namespace
}  // namespace labintake::review::testing
