#include "review/http/listen_address.h"

#include <gtest/gtest.h>

namespace labintake::review {
namespace {

TEST(ListenAddress, AddressesOfThisMachine) {
  const auto four = ParseListenAddress("127.0.0.1:8080");
  ASSERT_TRUE(four);
  EXPECT_EQ(four->host, "127.0.0.1");
  EXPECT_EQ(four->port, 8080);
  EXPECT_TRUE(four->loopback);
  const auto six = ParseListenAddress("[::1]:443");
  ASSERT_TRUE(six);
  EXPECT_EQ(six->host, "::1");
  EXPECT_TRUE(six->loopback);
  EXPECT_EQ(ParseListenAddress("localhost:0")->host, "127.0.0.1");
  const auto socket = ParseListenAddress("unix:/run/labintake.sock");
  ASSERT_TRUE(socket);
  EXPECT_EQ(socket->unix_path, "/run/labintake.sock");
  EXPECT_TRUE(socket->loopback);
}

TEST(ListenAddress, OthersAreToldApart) {
  for (const char* text : {"0.0.0.0:80", "192.0.2.7:8080", "[::]:80", "[2001:db8::1]:80"}) {
    const auto address = ParseListenAddress(text);
    ASSERT_TRUE(address) << text;
    EXPECT_FALSE(address->loopback) << text;
  }
}

TEST(ListenAddress, WhatIsNone) {
  for (const char* text : {"", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
                           "127.0.0.1:80x", "::1:80", "[127.0.0.1]:80", "[::1:80", "lab.example:80", "unix:"}) {
    const auto address = ParseListenAddress(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.error().code, ErrorCode::kArgument);
  }
  EXPECT_FALSE(ParseListenAddress("unix:/" + std::string(200, 'a')));
}

}  // namespace
}  // namespace labintake::review
