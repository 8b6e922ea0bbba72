#include <gtest/gtest.h>

#include "review/pages.h"
#include "tests/review/api_fixture.h"

namespace labintake::review::testing {
namespace {

using db::testing::Doc;
using db::testing::DoubtfulRow;

class PagesApiTest : public ::testing::Test {
 protected:
  PagesApiTest() {
    f_.t.Put(Doc({DoubtfulRow("Iron", "5")}), "bytes");
    item_ = f_.Items().at(0);
  }

  ApiFixture f_;
  std::string item_;
};

TEST_F(PagesApiTest, PagesAndPartsOfThem) {
  ApiClient rob = f_.Program("Rob");
  const Reply page = rob.Get("/api/v1/documents/1/pages/1.png?scale=1.5");
  ASSERT_EQ(page.status, 200);
  EXPECT_TRUE(page.body.starts_with("\x89PNG"));
  rob.Get("/api/v1/documents/1/pages/1.png?box=10,20,30,40.5");
  rob.Get("/api/v1/documents/1/pages/1.png?box=-10,-20,9000,9000&scale=8");
  EXPECT_EQ(f_.pages.asked, (std::vector<std::string>{"page 1 [0,0,0,0] x1.5", "page 1 [10,20,30,40.5] x2",
                                                      "page 1 [0,0,612,792] x8"}));
}

TEST_F(PagesApiTest, WhatIsDrawnOnceIsKept) {
  ApiClient rob = f_.Program("Rob");
  const std::string first = rob.Get("/api/v1/documents/1/pages/1.png").body;
  EXPECT_EQ(f_.Program("Ann").Get("/api/v1/documents/1/pages/1.png").body, first);
  EXPECT_EQ(f_.pages.asked.size(), 1u);
}

TEST_F(PagesApiTest, CropsOfFields) {
  ApiClient rob = f_.Program("Rob");
  EXPECT_EQ(rob.Get("/api/v1/items/" + item_ + "/crop.png?field=value&scale=4").status, 200);
  EXPECT_EQ(rob.Get("/api/v1/items/" + item_ + "/crop.png").status, 200);
  EXPECT_EQ(f_.pages.asked, (std::vector<std::string>{"page 1 [186,96,214,114] x4", "page 1 [26,90,410,120] x2"}));
  EXPECT_EQ(rob.Get("/api/v1/items/" + item_ + "/crop.png?field=flag").status, 404) << "nothing is printed there";
  EXPECT_EQ(rob.Get("/api/v1/items/qnosuch/crop.png").status, 404);
}

TEST_F(PagesApiTest, WhatCannotBe) {
  ApiClient rob = f_.Program("Rob");
  for (const char* target :
       {"/api/v1/documents/1/pages/2.png", "/api/v1/documents/9/pages/1.png", "/api/v1/documents/1/pages/x.png",
        "/api/v1/documents/-1/pages/1.png", "/api/v1/documents/1/pages/.png", "/api/v1/documents/1/pages/1",
        "/api/v1/documents/99999999999999999999/pages/1.png"}) {
    EXPECT_EQ(rob.Get(target).status, 404) << target;
  }
  for (const char* query :
       {"scale=0", "scale=9", "scale=x", "scale=nan", "scale=inf", "scale=1&scale=2", "box=1,2,3", "box=1,2,3,4,5",
        "box=3,2,1,4", "box=1,2,3,x", "box=,,,", "box=1e9,0,2e9,5", "box=700,0,800,5", "more=1"}) {
    EXPECT_EQ(rob.Get(std::string("/api/v1/documents/1/pages/1.png?") + query).status, 400) << query;
  }
  EXPECT_EQ(rob.Get("/api/v1/items/" + item_ + "/crop.png?field=patient").status, 400);
  EXPECT_TRUE(f_.pages.asked.empty());
}

TEST_F(PagesApiTest, EveryPageThatIsSeenIsOnRecord) {
  ApiClient rob = f_.Program("Rob");
  for (int i = 0; i < 3; ++i) rob.Get("/api/v1/documents/1/pages/1.png?scale=" + std::to_string(i + 1));
  rob.Get("/api/v1/items/" + item_ + "/crop.png");
  const Reply audit = f_.Program("Ada").Get("/api/v1/audit?limit=200&document=1&actor=Rob");
  ASSERT_EQ(audit.json["entries"].size(), 1u) << audit.body;
  EXPECT_EQ(audit.json["entries"][0]["action"], "view-page");
  EXPECT_EQ(audit.json["entries"][0]["detail"], "page 1");
}

TEST_F(PagesApiTest, ReadingABox) {
  Observation row = db::testing::Row("Zinc", "7");
  row.findings = {{FindingCode::kLowConfidence, "\"7\" may be misread", row.value.box}};
  f_.pages.part = {{{"Zinc 7 mg/dL", {36, 100, 260, 110}, 0.5}}, Origin::kOcr, row};
  ApiClient ann = f_.Program("Ann");
  const Reply read = ann.Post("/api/v1/documents/1/pages/1/read", {{"box", {30, 95, 300, 115}}});
  ASSERT_EQ(read.status, 200);
  EXPECT_EQ(read.json["text"], "Zinc 7 mg/dL");
  EXPECT_EQ(read.json["row"]["name"], "Zinc");
  EXPECT_EQ(read.json["must_type"], Json({"value"}));
  EXPECT_EQ(read.json["origin"], "recognised");
  EXPECT_EQ(ann.Post("/api/v1/documents/1/pages/1/read", Json::object()).status, 400);
  EXPECT_EQ(ann.Post("/api/v1/documents/1/pages/1/read", {{"box", {0, 0, 0, 0}}}).status, 400);
  EXPECT_EQ(ann.Post("/api/v1/documents/1/pages/7/read", {{"box", {0, 0, 9, 9}}}).status, 404);
  EXPECT_EQ(f_.Program("Rob").Post("/api/v1/documents/1/pages/1/read", {{"box", {0, 0, 9, 9}}}).status, 403);
}

TEST(PictureCache, KeepsWhatWasAskedForLast) {
  PictureCache cache(100);
  const auto picture = [](std::size_t size) { return std::make_shared<const std::string>(size, 'x'); };
  for (const char* key : {"a", "b", "c", "d"}) cache.Keep(key, picture(25));
  ASSERT_NE(cache.Find("a"), nullptr);
  cache.Keep("e", picture(20));
  EXPECT_EQ(cache.Find("b"), nullptr) << "longest unused";
  EXPECT_NE(cache.Find("a"), nullptr);
  EXPECT_NE(cache.Find("e"), nullptr);
  cache.Keep("large", picture(26));
  EXPECT_EQ(cache.Find("large"), nullptr);
}

TEST(Pages, AreReadAndNothingElse) {
  Request request;
  request.method = Method::kGet;
  request.path = "/";
  Response page = PageFor(request);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  for (const char* path : {"/../etc/passwd", "/index.html/", "/pages.cc", "//index.html", "/index.html%00", "/."}) {
    request.path = path;
    EXPECT_EQ(PageFor(request).status, 404) << path;
  }
  request.path = "/index.html";
  request.method = Method::kPost;
  EXPECT_EQ(PageFor(request).status, 405);
}

}  // namespace
}  // namespace labintake::review::testing
