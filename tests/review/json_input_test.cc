#include "review/json_input.h"

#include <gtest/gtest.h>

namespace labintake::review {
namespace {

TEST(JsonInput, ReadsWhatIsThere) {
  JsonInput in(
      R"({"key":"abcdefgh","text":"ä","lines":"a\nb","n":7,"yes":true,"box":[1,2,3.5,4],"list":[{"a":"b"}],"o":{"x":"y"}})");
  EXPECT_EQ(in.Key(), "abcdefgh");
  EXPECT_EQ(in.Text("text", 2), "ä");
  EXPECT_EQ(in.TextOr("lines", 10, "", true), "a\nb");
  EXPECT_EQ(in.IntOr("n", 0, 7, 1), 7);
  EXPECT_EQ(in.OptionalBool("yes"), true);
  EXPECT_EQ(in.OptionalBox("box"), (Box{1, 2, 3.5, 4}));
  ASSERT_NE(in.List("list", 1, 1), nullptr);
  EXPECT_EQ(JsonInput::Of((*in.List("list", 1, 1))[0]).Text("a", 1), "b");
  EXPECT_EQ(JsonInput::Of(in.Object("o")).Text("x", 1), "y");
  EXPECT_EQ(in.TextOr("missing", 10, "else"), "else");
  EXPECT_EQ(in.OptionalText("missing", 10), std::nullopt);
  EXPECT_EQ(in.IntOr("missing", 0, 5, 3), 3);
  EXPECT_EQ(in.Trouble(), std::nullopt);
}

TEST(JsonInput, WhatIsNoObject) {
  for (const char* body : {"", "null", "[]", "7", "\"a\"", "{", "{\"a\":}", "{}x", "{\"a\":\"\xff\"}", "\xef\xbb"}) {
    EXPECT_TRUE(JsonInput(body).Trouble()) << body;
  }
  EXPECT_TRUE(JsonInput("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}").Trouble());
  EXPECT_TRUE(JsonInput(std::string(500'000, '[')).Trouble());
}

TEST(JsonInput, NothingIsTakenThatWasNotAskedFor) {
  JsonInput in(R"({"text":"a","more":"b"})");
  in.Text("text", 10);
  EXPECT_TRUE(in.Trouble());
}

// One wrong member each; none of the sentences may quote it.
TEST(JsonInput, WhatDoesNotFit) {
  const std::vector<std::pair<const char*, void (*)(JsonInput&)>> cases = {
      {R"({})", [](JsonInput& in) { in.Text("m", 10); }},
      {R"({"m":null})", [](JsonInput& in) { in.Text("m", 10); }},
      {R"({"m":7})", [](JsonInput& in) { in.Text("m", 10); }},
      {R"({"m":"SECRETSECRET"})", [](JsonInput& in) { in.Text("m", 11); }},
      {R"({"m":"SECRET\u0000"})", [](JsonInput& in) { in.Text("m", 50); }},
      {R"({"m":"SECRET\n"})", [](JsonInput& in) { in.OptionalText("m", 50); }},
      {R"({"m":"SECRET\u007f"})", [](JsonInput& in) { in.TextOr("m", 50, "", true); }},
      {R"({"m":8})", [](JsonInput& in) { in.Int("m", 0, 7); }},
      {R"({"m":1.5})", [](JsonInput& in) { in.Int("m", 0, 7); }},
      {R"({"m":18446744073709551615})", [](JsonInput& in) { in.Int("m", -5, 7); }},
      {R"({"m":"7"})", [](JsonInput& in) { in.IntOr("m", 0, 7, 0); }},
      {R"({})", [](JsonInput& in) { in.Int("m", 0, 7); }},
      {R"({"m":1})", [](JsonInput& in) { in.OptionalBool("m"); }},
      {R"({"m":[1,2,3]})", [](JsonInput& in) { in.OptionalBox("m"); }},
      {R"({"m":[3,2,1,4]})", [](JsonInput& in) { in.OptionalBox("m"); }},
      {R"({"m":[0,0,1e300,4]})", [](JsonInput& in) { in.OptionalBox("m"); }},
      {R"({"m":["0","0","1","1"]})", [](JsonInput& in) { in.OptionalBox("m"); }},
      {R"({"m":[]})", [](JsonInput& in) { in.List("m", 1, 2); }},
      {R"({"m":[1,2,3]})", [](JsonInput& in) { in.List("m", 1, 2); }},
      {R"({"m":[]})", [](JsonInput& in) { in.Object("m"); }},
      {R"({"key":"short"})", [](JsonInput& in) { in.Key(); }},
      {R"({"key":"SECRET; DROP TABLE"})", [](JsonInput& in) { in.Key(); }},
      {R"({})", [](JsonInput& in) { in.Key(); }},
  };
  for (const auto& [body, read] : cases) {
    JsonInput in(body);
    read(in);
    const auto trouble = in.Trouble();
    ASSERT_TRUE(trouble) << body;
    EXPECT_EQ(trouble->find("SECRET"), std::string::npos) << *trouble;
  }
}

}  // namespace
}  // namespace labintake::review
