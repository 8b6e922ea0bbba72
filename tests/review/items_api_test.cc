#include <gtest/gtest.h>

#include "tests/review/api_fixture.h"

namespace labintake::review::testing {
namespace {

using db::testing::Doc;
using db::testing::DoubtfulRow;
using db::testing::Row;
using db::testing::UnreadLine;

class ItemsApiTest : public ::testing::Test {
 protected:
  explicit ItemsApiTest(double second_keys = 0) {
    f_.options.second_keys.sample = second_keys;
    Observation iron = DoubtfulRow("Iron", "9.1", "mg/dL", 100, FindingCode::kFlagDisagrees);
    iron.findings[0].message = "flag H, but 9.1 is inside 3.4-10.8: 91?";
    Observation zinc = DoubtfulRow("Zlnc", "5", "mg/dL", 120, FindingCode::kNameDoubtful);
    f_.t.Put(Doc({iron, zinc}, {UnreadLine("Lead 2?4", 140)}), "bytes");
    items_ = f_.Items();
  }

  Json Answer(const std::string& item, const std::string& action, Json fields = Json::object()) {
    return {{"key", f_.NewKey()},
            {"version", f_.Program("Rob").Get("/api/v1/items/" + item).json["version"]},
            {"action", action},
            {"fields", std::move(fields)}};
  }
  Reply Decide(ApiClient& who, const std::string& item, const std::string& action, Json fields = Json::object()) {
    return who.Post("/api/v1/items/" + item + "/decide", Answer(item, action, std::move(fields)));
  }

  ApiFixture f_;
  std::vector<std::string> items_;
};

class SecondKeyApiTest : public ItemsApiTest {
 protected:
  SecondKeyApiTest() : ItemsApiTest(1) {}
};

TEST_F(ItemsApiTest, TheNextItemWithEverything) {
  ApiClient ann = f_.Program("Ann");
  const Json item = ann.Post("/api/v1/items/next", Json::object()).json;
  EXPECT_EQ(item["item"], items_[0]);
  EXPECT_EQ(item["claim"]["mine"], true);
  EXPECT_EQ(item["document"]["pages"], 1);
  EXPECT_EQ(item["page_width"], 612);
  EXPECT_EQ(item["fields"]["value"]["machine"], "9.1");
  EXPECT_EQ(item["fields"]["value"]["fill"], "") << "in doubt";
  EXPECT_EQ(item["fields"]["value"]["must_type"], true);
  EXPECT_EQ(item["fields"]["value"]["alternatives"], Json({"91"}));
  EXPECT_EQ(item["fields"]["value"]["number"], "9.1");
  EXPECT_EQ(item["fields"]["value"]["crop"], "/api/v1/items/" + items_[0] + "/crop.png?field=value");
  EXPECT_EQ(item["fields"]["unit"]["fill"], "mg/dL");
  EXPECT_EQ(item["fields"]["unit"]["must_type"], false);
  EXPECT_EQ(item["findings"][0]["message"], "flag H, but 9.1 is inside 3.4-10.8: 91?");
  EXPECT_EQ(item["findings"][0]["fields"], Json({"value", "range", "flag"}));
  EXPECT_EQ(item["actions"], Json({"edit", "not-a-result", "unreadable", "postpone", "ask"}));
  EXPECT_EQ(item["page_image"], "/api/v1/documents/1/pages/1.png");
  const Json second = ann.Post("/api/v1/items/next", {{"except", {items_[0]}}}).json;
  EXPECT_EQ(second["item"], items_[1]);
  EXPECT_EQ(ann.Post("/api/v1/items/next", {{"except", items_}, {"filter", {{"kind", "document"}}}}).status, 204);
}

TEST_F(ItemsApiTest, WhatIsInDoubtIsTyped) {
  ApiClient ann = f_.Program("Ann");
  EXPECT_EQ(Decide(ann, items_[0], "accept").status, 422);
  EXPECT_EQ(Decide(ann, items_[0], "edit", {{"value", "9.1"}}).status, 422) << "range and flag are in doubt too";
  const Reply done = Decide(ann, items_[0], "edit", {{"value", "91"}, {"range", "1-200"}, {"flag", ""}});
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.json["outcome"], "decided");
  EXPECT_EQ(Decide(ann, items_[1], "edit", {{"name", "Zinc"}, {"value", "5"}}).json["outcome"], "decided");
  EXPECT_EQ(Decide(ann, items_[2], "not-a-result").json["state"], "decided");
  EXPECT_EQ(f_.t.ExportLines(), (std::vector<std::string>{"Iron=91 mg/dL decided", "Zinc=5 mg/dL decided"}));
}

TEST_F(ItemsApiTest, ARowWithoutDoubtIsAcceptedWithOneKey) {
  Observation row = Row("Gold", "5");
  row.status = RowStatus::kReview;
  row.findings = {{FindingCode::kPolicyReview, "this analyte is always reviewed", row.name.box}};
  f_.t.Put(Doc({row}), "more bytes");
  ApiClient ann = f_.Program("Ann");
  const std::string item = f_.Items().back();
  EXPECT_EQ(ann.Get("/api/v1/items/" + item).json["actions"][0], "accept");
  EXPECT_EQ(Decide(ann, item, "accept").status, 200);
}

TEST_F(ItemsApiTest, ARequestThatIsSentAgain) {
  ApiClient ann = f_.Program("Ann");
  const Json answer = Answer(items_[2], "not-a-result");
  const std::string target = "/api/v1/items/" + items_[2] + "/decide";
  EXPECT_EQ(ann.Post(target, answer).json["repeated"], false);
  EXPECT_EQ(ann.Post(target, answer).json["repeated"], true);
  Json other = answer;
  other["action"] = "unreadable";
  const Reply reply = ann.Post(target, other);
  EXPECT_EQ(reply.status, 409);
  EXPECT_EQ(reply.json["error"], "key-reused");
}

TEST_F(ItemsApiTest, TwoPeopleOnOneItem) {
  ApiClient ann = f_.Program("Ann"), ben = f_.Program("Ben");
  const Json seen = Answer(items_[2], "not-a-result");
  EXPECT_EQ(ann.Post("/api/v1/items/" + items_[2] + "/claim", Json::object()).json["mine"], true);
  const Reply held = ben.Post("/api/v1/items/" + items_[2] + "/decide", seen);
  EXPECT_EQ(held.status, 409);
  EXPECT_EQ(held.json["error"], "claimed");
  EXPECT_EQ(held.json["by"], "Ann");
  EXPECT_EQ(ben.Post("/api/v1/items/" + items_[2] + "/claim", Json::object()).status, 409);
  EXPECT_EQ(ben.Delete("/api/v1/items/" + items_[2] + "/claim").status, 204);
  EXPECT_EQ(ben.Post("/api/v1/items/" + items_[2] + "/decide", seen).json["error"], "claimed");
  EXPECT_EQ(f_.Program("Lea").Delete("/api/v1/items/" + items_[2] + "/claim").status, 204);
  EXPECT_EQ(ben.Post("/api/v1/items/" + items_[2] + "/decide", seen).status, 200);
}

TEST_F(ItemsApiTest, UndoAndPrevious) {
  ApiClient ann = f_.Program("Ann");
  Decide(ann, items_[2], "not-a-result");
  const Json own = ann.Get("/api/v1/me/answers").json["answers"];
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own[0]["can_undo"], true);
  const Reply undone = ann.Post("/api/v1/items/" + items_[2] + "/undo", {{"key", f_.NewKey()}});
  EXPECT_EQ(undone.json["outcome"], "reopened");
  const Json item = ann.Get("/api/v1/items/" + items_[2]).json;
  EXPECT_EQ(item["state"], "open");
  EXPECT_EQ(item["claim"]["mine"], true);
  EXPECT_EQ(item["decisions"].size(), 2u);
}

TEST_F(ItemsApiTest, DraftsComeBack) {
  ApiClient ann = f_.Program("Ann");
  const std::string target = "/api/v1/items/" + items_[0] + "/draft";
  EXPECT_EQ(ann.Put(target, {{"value", "9"}}).status, 204);
  EXPECT_EQ(ann.Get("/api/v1/items/" + items_[0]).json["draft"], Json({{"value", "9"}}));
  EXPECT_EQ(f_.Program("Ben").Get("/api/v1/items/" + items_[0]).json["draft"], nullptr);
  EXPECT_EQ(ann.Put(target, {{"value", std::string(20'000, 'x')}}).status, 413);
  EXPECT_EQ(ann.Put(target, Json::array()).status, 400);
  EXPECT_EQ(ann.Put("/api/v1/items/qnosuch/draft", Json::object()).status, 404);
  EXPECT_EQ(ann.Delete(target).status, 204);
  EXPECT_EQ(ann.Get("/api/v1/items/" + items_[0]).json["draft"], nullptr);
}

TEST_F(ItemsApiTest, ADraftHoldsTheClaim) {
  ApiClient ann = f_.Program("Ann");
  ann.Post("/api/v1/items/next", Json::object());
  f_.t.now = "2024-05-01T08:04:00Z";
  EXPECT_EQ(ann.Put("/api/v1/items/" + items_[0] + "/draft", Json::object()).status, 204);
  EXPECT_EQ(ann.Get("/api/v1/items/" + items_[0]).json["claim"]["until"], "2024-05-01T08:09:00Z");
}

TEST_F(ItemsApiTest, AskingAColleague) {
  ApiClient ann = f_.Program("Ann");
  const Reply asked =
      ann.Post("/api/v1/items/" + items_[0] + "/ask", {{"key", f_.NewKey()}, {"to", "Ben"}, {"text", "a\nb <script>"}});
  EXPECT_EQ(asked.json["outcome"], "asked") << asked.body;
  const Json item = f_.Program("Ben").Post("/api/v1/items/next", Json::object()).json;
  EXPECT_EQ(item["item"], items_[0]);
  EXPECT_EQ(item["asked"], Json({{"to", "Ben"}, {"by", "Ann"}}));
  EXPECT_EQ(item["remarks"][0]["text"], "a\nb <script>");
  EXPECT_EQ(ann.Get("/api/v1/people").json["people"].size(), 5u);
}

// What is keyed blind shows nothing, whoever looks and by whatever route.
TEST_F(SecondKeyApiTest, BlindIsBlind) {
  Observation secret = DoubtfulRow("SECRETNAME", "8642", "SECRETUNIT", 100, FindingCode::kValueAmbiguous);
  secret.flag.text = "SECRETFLAG";
  secret.range.text = "SECRETRANGE";
  secret.analyte.candidates = {"iron-serum"};
  secret.findings[0].message = "SECRETMESSAGE";
  f_.t.Put(Doc({secret}), "secret bytes");
  const std::string item = f_.Items().back();
  ApiClient ann = f_.Program("Ann");
  const Reply first = Decide(ann, item, "edit", {{"value", "8642"}, {"unit", "SECRETTYPED"}});
  ASSERT_EQ(first.json["outcome"], "second-key") << first.body;
  for (const char* who : {"Ben", "Lea", "Ada", "Rob", "Ann"}) {
    ApiClient client = f_.Program(who);
    for (const std::string& target : {"/api/v1/items/" + item, std::string("/api/v1/items?limit=200")}) {
      const Reply reply = client.Get(target);
      ASSERT_EQ(reply.status, 200);
      EXPECT_EQ(reply.body.find("SECRET"), std::string::npos) << who << " " << target;
      EXPECT_EQ(reply.body.find("8642"), std::string::npos) << who << " " << target;
    }
  }
  const Json blind = f_.Program("Ben").Get("/api/v1/items/" + item).json;
  EXPECT_EQ(blind["blind"], true);
  EXPECT_EQ(blind["key_fields"], Json({"value", "unit"}));
  EXPECT_EQ(blind["fields"]["value"]["must_type"], true);
  EXPECT_EQ(blind["fields"]["name"]["must_type"], false);
  EXPECT_EQ(blind["fields"]["value"]["box"], Json({190, 100, 210, 110})) << "where to look is no secret";
  EXPECT_EQ(blind["confidence"], nullptr);
  ApiClient ben = f_.Program("Ben");
  EXPECT_EQ(Decide(ben, item, "accept").status, 422);
  EXPECT_EQ(Decide(ben, item, "edit", {{"value", "8643"}, {"unit", "x"}}).json["outcome"], "third-key");
  const Json third = f_.Program("Cem").Get("/api/v1/items/" + item).json;
  EXPECT_EQ(third["blind"], false);
  ASSERT_EQ(third["keyed"].size(), 2u);
  for (const Json& keyed : third["keyed"]) {
    EXPECT_EQ(keyed.size(), 3u) << "value, unit and action: nothing that only the first said";
  }
  EXPECT_EQ(third.dump().find("Ann"), std::string::npos) << "readings without names";
  EXPECT_EQ(third["fields"]["range"]["fill"], "SECRETRANGE") << "as the first vouched for it";
  EXPECT_EQ(third["fields"]["value"]["must_type"], true);
  ApiClient cem = f_.Program("Cem");
  EXPECT_EQ(Decide(cem, item, "edit", {{"value", "8643"}, {"unit", "x"}}).json["outcome"], "decided");
}

TEST_F(ItemsApiTest, AnAuditIsBlindToo) {
  Observation row = Row("Gold", "8642");
  row.findings = {{FindingCode::kAuditSample, "drawn", row.name.box, Severity::kNote}};
  f_.t.Put(Doc({row}), "audit bytes");
  const std::string item = f_.Items().back();
  ApiClient ann = f_.Program("Ann");
  const Json seen = ann.Get("/api/v1/items/" + item).json;
  EXPECT_EQ(seen["audit"], true);
  EXPECT_EQ(seen["key_fields"], Json({"name", "value", "unit", "range", "flag"}));
  EXPECT_EQ(seen.dump().find("8642"), std::string::npos);
  EXPECT_EQ(Decide(ann, item, "edit", {{"value", "8642"}}).status, 422);
  EXPECT_EQ(Decide(ann, item, "edit",
                   {{"name", "Gold"}, {"value", "8642"}, {"unit", "mg/dL"}, {"range", "1-200"}, {"flag", ""}})
                .json["outcome"],
            "decided");
}

TEST_F(ItemsApiTest, Counts) {
  ApiClient ann = f_.Program("Ann");
  ann.Post("/api/v1/items/next", Json::object());
  const Json counts = ann.Get("/api/v1/items/counts").json;
  EXPECT_EQ(counts["open"], 3);
  EXPECT_EQ(counts["mine"], 1);
  EXPECT_EQ(counts["by_kind"], Json({{"row", 2}, {"unread-line", 1}}));
  EXPECT_EQ(counts["by_reason"]["name-doubtful"], 1);
}

TEST_F(ItemsApiTest, ViewsAreOnRecordOnce) {
  ApiClient rob = f_.Program("Rob");
  const auto views = [&] {
    int n = 0;
    const Reply reply = f_.Program("Ada").Get("/api/v1/audit?limit=200&actor=Rob");
    for (const Json& entry : reply.json["entries"]) n += entry["action"] == "view-item";
    return n;
  };
  const int before = views();
  EXPECT_EQ(rob.Get("/api/v1/items/" + items_[1]).status, 200);
  rob.Get("/api/v1/items/" + items_[1]);
  EXPECT_EQ(views(), before + 1);
  f_.seconds += 3600;
  rob.Get("/api/v1/items/" + items_[1]);
  EXPECT_EQ(views(), before + 2);
}

}  // namespace
}  // namespace labintake::review::testing
