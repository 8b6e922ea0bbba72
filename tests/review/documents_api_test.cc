#include <gtest/gtest.h>

#include "tests/review/api_fixture.h"

namespace labintake::review::testing {
namespace {

using db::testing::Doc;
using db::testing::DoubtfulRow;
using db::testing::Row;
using db::testing::UnreadLine;

class DocumentsApiTest : public ::testing::Test {
 protected:
  explicit DocumentsApiTest(double second_keys = 0) {
    f_.options.second_keys.sample = second_keys;
    f_.t.Put(Doc({Row("Iron", "5"), DoubtfulRow("Zinc", "7", "mg/dL", 120)}, {UnreadLine("Lead 2?4", 140)}), "bytes");
  }

  Json Rows(Json rows) { return {{"key", f_.NewKey()}, {"report", 1}, {"rows", std::move(rows)}}; }

  ApiFixture f_;
};

class DocumentsTwiceTest : public DocumentsApiTest {
 protected:
  DocumentsTwiceTest() : DocumentsApiTest(1) {}
};

TEST_F(DocumentsApiTest, ADocumentWithEverything) {
  const Json d = f_.Program("Ann").Get("/api/v1/documents/1").json;
  EXPECT_EQ(d["client"], "C1");
  EXPECT_EQ(d["open_items"], 2);
  EXPECT_EQ(d["page_list"][0]["image"], "/api/v1/documents/1/pages/1.png");
  EXPECT_EQ(d["reports"][0]["patient_name"], "Testa Fakename");
  EXPECT_EQ(d["reports"][0]["machine"]["lab"], "Fake Laboratory");
  ASSERT_EQ(d["rows_found"].size(), 2u);
  EXPECT_EQ(d["rows_found"][0]["status"], "accepted");
  EXPECT_EQ(d["rows_found"][1]["status"], "waiting");
  EXPECT_EQ(d["rows_found"][1]["fields"]["value"], "7");
  EXPECT_EQ(d["rows_found"][1]["boxes"]["value"], Json({190, 120, 210, 130}));
  EXPECT_EQ(d["lines"].size(), 3u);
  EXPECT_EQ(d["counts"]["lines_explained"], 2);
  EXPECT_EQ(d["draft"], nullptr);
  EXPECT_EQ(f_.Program("Ann").Get("/api/v1/documents/9").status, 404);
}

TEST_F(DocumentsApiTest, ASureRowIsDoubted) {
  ApiClient ann = f_.Program("Ann");
  const Json row = ann.Get("/api/v1/documents/1").json["rows_found"][0];
  ASSERT_EQ(row["item"], "");
  const Reply doubted = ann.Post("/api/v1/documents/1/doubt", {{"page", row["page"]}, {"box", row["box"]}});
  ASSERT_EQ(doubted.status, 200) << doubted.body;
  const Json now = ann.Get("/api/v1/documents/1").json["rows_found"][0];
  EXPECT_EQ(now["item"], doubted.json["item"]);
  EXPECT_EQ(now["status"], "waiting");
  EXPECT_EQ(ann.Post("/api/v1/documents/1/doubt", {{"page", 1}}).status, 400);
  EXPECT_EQ(ann.Post("/api/v1/documents/1/doubt", {{"page", 1}, {"box", {0, 0, 1, 1}}}).status, 404);
  EXPECT_EQ(ann.Post("/api/v1/documents/9/doubt", {{"page", 1}, {"box", {0, 0, 1, 1}}}).status, 404);
}

TEST_F(DocumentsApiTest, RowsAreAddedOnce) {
  ApiClient ann = f_.Program("Ann");
  const Json body = Rows({{{"name", "Gold"}, {"value", "9"}, {"unit", "mg/dL"}, {"box", {36, 300, 400, 310}}},
                          {{"name", "Silver"}, {"value", "<2"}, {"analyte", "zinc-serum"}}});
  const Reply added = ann.Post("/api/v1/documents/1/rows", body);
  ASSERT_EQ(added.status, 200) << added.body;
  EXPECT_EQ(added.json["items"].size(), 2u);
  EXPECT_EQ(added.json["items"][0]["outcome"], "decided");
  EXPECT_EQ(ann.Post("/api/v1/documents/1/rows", body).json["repeated"], true);
  const Json d = ann.Get("/api/v1/documents/1").json;
  ASSERT_EQ(d["rows_found"].size(), 4u);
  int seen = 0;
  for (const Json& row : d["rows_found"]) seen += row["added"].get<bool>();
  EXPECT_EQ(seen, 2);
  Json other = body;
  other["rows"][0]["value"] = "8";
  EXPECT_EQ(ann.Post("/api/v1/documents/1/rows", other).json["error"], "key-reused");
}

TEST_F(DocumentsApiTest, RowsThatCannotBe) {
  ApiClient ann = f_.Program("Ann");
  for (const Json& row :
       {Json{{"value", "9"}}, Json{{"name", "Gold"}}, Json{{"name", "Gold"}, {"value", 9}}, Json("row"),
        Json{{"name", "Gold"}, {"value", "9"}, {"more", 1}}, Json{{"name", "Gold"}, {"value", "9"}, {"page", 0}}}) {
    EXPECT_EQ(ann.Post("/api/v1/documents/1/rows", Rows({row})).status, 400) << row;
  }
  EXPECT_EQ(ann.Post("/api/v1/documents/1/rows", Rows(Json::array())).status, 400);
  for (const Json& row : {Json{{"name", ""}, {"value", "9"}}, Json{{"name", "Gold"}, {"value", "9"}, {"page", 2}},
                          Json{{"name", "Gold"}, {"value", "9"}, {"analyte", "none-such"}}}) {
    EXPECT_EQ(ann.Post("/api/v1/documents/1/rows", Rows({row})).status, 422) << row;
  }
  EXPECT_EQ(ann.Post("/api/v1/documents/9/rows", Rows({{{"name", "Gold"}, {"value", "9"}}})).status, 404);
}

TEST_F(DocumentsTwiceTest, RowsThatAreKeyedBlindAreBlank) {
  ApiClient ann = f_.Program("Ann");
  const Reply added = ann.Post("/api/v1/documents/1/rows",
                               Rows({{{"name", "SECRETNAME"}, {"value", "8642"}, {"box", {36, 300, 400, 310}}}}));
  ASSERT_EQ(added.json["items"][0]["outcome"], "second-key");
  for (const char* who : {"Ann", "Ben", "Lea", "Rob"}) {
    const Reply d = f_.Program(who).Get("/api/v1/documents/1");
    EXPECT_EQ(d.body.find("SECRET"), std::string::npos) << who;
    EXPECT_EQ(d.body.find("8642"), std::string::npos) << who;
    const Json& last = d.json["rows_found"].back();
    EXPECT_EQ(last["blind"], true);
    EXPECT_EQ(last["status"], "waiting");
    EXPECT_EQ(last["box"], Json({36, 300, 400, 310}));
  }
}

TEST_F(DocumentsApiTest, CorrectingTheHead) {
  ApiClient ann = f_.Program("Ann");
  const Reply head = ann.Patch("/api/v1/documents/1/reports/1", {{"key", f_.NewKey()}, {"collected", "2024-04-29"}});
  ASSERT_EQ(head.status, 200) << head.body;
  EXPECT_EQ(head.json["collected"], "2024-04-29");
  EXPECT_EQ(head.json["corrected"], Json({"collected"}));
  EXPECT_EQ(ann.Patch("/api/v1/documents/1/reports/1", {{"key", f_.NewKey()}, {"collected", "soon"}}).status, 422);
  EXPECT_EQ(ann.Patch("/api/v1/documents/1/reports/1", {{"key", f_.NewKey()}, {"age", "54"}}).status, 400);
  EXPECT_EQ(ann.Patch("/api/v1/documents/1/reports/7", {{"key", f_.NewKey()}, {"lab", "x"}}).status, 404);
}

TEST_F(DocumentsApiTest, MovingToAnotherClient) {
  ApiClient ann = f_.Program("Ann");
  EXPECT_EQ(ann.Put("/api/v1/documents/1/client", {{"from", "C1"}, {"to", "C2"}}).json["client"], "C2");
  const Reply late = ann.Put("/api/v1/documents/1/client", {{"from", "C1"}, {"to", "C3"}});
  EXPECT_EQ(late.status, 409);
  EXPECT_EQ(late.json["error"], "changed");
  f_.t.Put(Doc({Row("Iron", "5")}), "bytes", 1, "C1");
  EXPECT_EQ(ann.Put("/api/v1/documents/1/client", {{"from", "C2"}, {"to", "C1"}}).json["error"], "has-it");
  EXPECT_EQ(ann.Get("/api/v1/clients?q=c").json["clients"], Json({"C1", "C2"}));
}

TEST_F(DocumentsApiTest, DoneWhenNothingIsOpen) {
  ApiClient ann = f_.Program("Ann");
  const Reply early = ann.Post("/api/v1/documents/1/done", {{"key", f_.NewKey()}});
  EXPECT_EQ(early.status, 409);
  EXPECT_EQ(early.json["error"], "items-open");
  EXPECT_EQ(early.json["counts"]["open_items"], 2);
  for (const std::string& item : f_.Items()) {
    ann.Post("/api/v1/items/" + item + "/decide", {{"key", f_.NewKey()},
                                                   {"version", ann.Get("/api/v1/items/" + item).json["version"]},
                                                   {"action", "not-a-result"}});
  }
  const Reply done = ann.Post("/api/v1/documents/1/done", {{"key", f_.NewKey()}});
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.json["rows"], 1);
  EXPECT_EQ(ann.Get("/api/v1/documents?client=C1").json["documents"][0]["done_by"], "Ann");
  EXPECT_TRUE(ann.Get("/api/v1/documents?open=true").json["documents"].empty());
}

TEST_F(DocumentsApiTest, Drafts) {
  ApiClient ann = f_.Program("Ann");
  EXPECT_EQ(ann.Get("/api/v1/documents/1/draft").status, 204);
  EXPECT_EQ(ann.Put("/api/v1/documents/1/draft", {{"rows", {{{"name", "Gold"}}}}}).status, 204);
  EXPECT_EQ(ann.Get("/api/v1/documents/1/draft").json["rows"][0]["name"], "Gold");
  EXPECT_EQ(ann.Get("/api/v1/documents/1").json["draft"]["rows"][0]["name"], "Gold");
  EXPECT_EQ(f_.Program("Ben").Get("/api/v1/documents/1/draft").status, 204);
  EXPECT_EQ(ann.Put("/api/v1/documents/9/draft", Json::object()).status, 404);
  EXPECT_EQ(ann.Delete("/api/v1/documents/1/draft").status, 204);
  EXPECT_EQ(ann.Get("/api/v1/documents/1/draft").status, 204);
}

TEST_F(DocumentsApiTest, Priority) {
  EXPECT_EQ(f_.Program("Lea").Put("/api/v1/documents/1/priority", {{"priority", 2}}).status, 204);
  EXPECT_EQ(f_.Program("Ann").Get("/api/v1/items").json["items"][0]["priority"], 2);
  EXPECT_EQ(f_.Program("Lea").Put("/api/v1/documents/1/priority", {{"priority", 3}}).status, 400);
  EXPECT_EQ(f_.Program("Lea").Put("/api/v1/documents/9/priority", {{"priority", 1}}).status, 404);
}

TEST_F(DocumentsApiTest, RowsForPrograms) {
  ApiClient rob = f_.Program("Rob");
  const Json rows = rob.Get("/api/v1/rows").json["rows"];
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0]["name"], "Iron");
  EXPECT_EQ(rows[0].dump().find("Fakename"), std::string::npos);
  EXPECT_EQ(rob.Get("/api/v1/rows?all=true").json["rows"].size(), 2u);
  EXPECT_EQ(rob.Get("/api/v1/rows?client=C9").json["rows"].size(), 0u);
  EXPECT_EQ(rob.Get("/api/v1/rows?document=1&since=2024-06-01").json["rows"].size(), 0u);
  EXPECT_EQ(rob.Get("/api/v1/rows?since=soon").status, 400);
  EXPECT_EQ(f_.Program("Ann").Get("/api/v1/rows").status, 403);
}

TEST_F(DocumentsApiTest, Groups) {
  f_.t.Put(Doc({DoubtfulRow("Zinc", "7", "mg/dL", 120)}), "more");
  ApiClient ann = f_.Program("Ann");
  const Json groups = ann.Get("/api/v1/groups?by=reading").json["groups"];
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_EQ(groups[0]["count"], 2);
  const std::string id = groups[0]["id"];
  const Json claimed = ann.Post("/api/v1/groups/" + id, Json::object()).json;
  ASSERT_EQ(claimed["items"].size(), 2u);
  Json items = Json::array();
  for (const Json& item : claimed["items"]) items.push_back({{"item", item["item"]}, {"version", item["version"]}});
  items.push_back({{"item", "qnosuch"}, {"version", "x"}});
  const Reply decided =
      ann.Post("/api/v1/groups/" + id + "/decide",
               {{"key", f_.NewKey()}, {"action", "edit"}, {"fields", {{"value", "1"}}}, {"items", items}});
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_EQ(decided.json["results"][0]["outcome"]["outcome"], "decided");
  EXPECT_EQ(decided.json["results"][1]["outcome"]["outcome"], "decided");
  EXPECT_EQ(decided.json["results"][2]["error"]["error"], "not-found");
  EXPECT_EQ(ann.Post("/api/v1/groups/" + id, Json::object()).status, 404) << "worked off";
  EXPECT_EQ(ann.Get("/api/v1/groups?by=colour").status, 400);
}

TEST_F(DocumentsApiTest, Figures) {
  f_.Program("Ann").Post("/api/v1/items/next", Json::object());
  const Json figures = f_.Program("Lea").Get("/api/v1/figures").json;
  EXPECT_EQ(figures["queue"]["open"], 2);
  EXPECT_EQ(figures["holders"][0]["name"], "Ann");
  EXPECT_EQ(figures["holders"][0]["holds"], 1);
  EXPECT_EQ(figures["second_keys"]["agreement"]["share"], nullptr);
  EXPECT_EQ(figures["audit_sample"]["error"]["of"], 0);
  EXPECT_EQ(figures["by_priority"]["0"], 2);
}

}  // namespace
}  // namespace labintake::review::testing
