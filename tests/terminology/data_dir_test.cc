#include "terminology/data_dir.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace labintake::terminology {
namespace {

class DataDirTest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"LABINTAKE_DATA_DIR", "XDG_DATA_HOME"}) unsetenv(name);
    setenv("HOME", "/home/someone", 1);
  }
};

TEST_F(DataDirTest, TheUsersFolder) {
  EXPECT_EQ(UserDataFolder(), "/home/someone/.local/share/labintake");
  setenv("XDG_DATA_HOME", "/elsewhere", 1);
  EXPECT_EQ(UserDataFolder(), "/elsewhere/labintake");
  setenv("XDG_DATA_HOME", "relative", 1);
  EXPECT_EQ(UserDataFolder(), "/home/someone/.local/share/labintake");
  setenv("LABINTAKE_DATA_DIR", "/mine/", 1);
  EXPECT_EQ(UserDataFolder(), "/mine");
  unsetenv("LABINTAKE_DATA_DIR");
  unsetenv("HOME");
  EXPECT_EQ(UserDataFolder(), "");
}

TEST_F(DataDirTest, PlacesInTheirOrder) {
  setenv("LABINTAKE_DATA_DIR", "/mine", 1);
  const std::vector<std::string> places = DataFilePlaces("ucum.table");
  ASSERT_EQ(places.size(), 3u);
  EXPECT_EQ(places[0], "/mine/ucum.table");
  EXPECT_TRUE(places[1].ends_with("/data/ucum.table")) << places[1];
  EXPECT_TRUE(places[2].ends_with("/../share/labintake/ucum.table")) << places[2];
}

TEST_F(DataDirTest, WhatIsNowhereIsNotFound) { EXPECT_EQ(FindDataFile("no such file"), std::nullopt); }

}  // namespace
}  // namespace labintake::terminology
