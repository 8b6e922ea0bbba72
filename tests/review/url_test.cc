#include "review/http/url.h"

#include <gtest/gtest.h>

namespace labintake::review {
namespace {

using Parts = std::vector<std::string>;

TEST(Url, PartsOfPaths) {
  EXPECT_EQ(PathParts("/"), Parts{});
  EXPECT_EQ(PathParts("/a/b%20c/%C3%A4"), (Parts{"a", "b c", "ä"}));
  EXPECT_EQ(PathParts("/a%2Fb"), Parts{"a/b"}) << "a slash that is written so does not part anything";
  EXPECT_EQ(PathParts("/a+b"), Parts{"a+b"});
}

TEST(Url, NoPathLeavesItsPlace) {
  for (const char* path : {"", "a", "//", "/a/", "/a//b", "/..", "/a/../b", "/.", "/%2e%2e/etc", "/%2E", "/a%00b", "/%",
                           "/%4", "/%zz", "/%ff", "/%c0%ae"}) {
    EXPECT_EQ(PathParts(path), std::nullopt) << path;
  }
}

TEST(Url, Queries) {
  EXPECT_EQ(*ParseQuery(""), Query{});
  EXPECT_EQ(*ParseQuery("a=1&b=x+y%2B&c=&d"), (Query{{"a", "1"}, {"b", "x y+"}, {"c", ""}, {"d", ""}}));
  EXPECT_EQ(*ParseQuery("a=b=c"), (Query{{"a", "b=c"}}));
  EXPECT_EQ(ParseQuery("a=1&a=2"), std::nullopt) << "nobody can say which of them holds";
  EXPECT_EQ(ParseQuery("a=%"), std::nullopt);
  EXPECT_EQ(ParseQuery("%00=1"), std::nullopt);
}

TEST(Url, EncodedTextDecodesToItself) {
  const std::string text = "a b/ä?&=%+\"<";
  EXPECT_EQ(DecodeUrl(EncodeUrl(text), true), text);
  EXPECT_EQ(EncodeUrl("q-1_.~"), "q-1_.~");
}

}  // namespace
}  // namespace labintake::review
