#include "pipeline/service/inbox_rules.h"

#include <gtest/gtest.h>

namespace labintake::pipeline {
namespace {

TEST(InboxRules, LeavesWhatIsNotCompleteOrNotMeant) {
  const InboxRules rules({"*.xml", "C9/private/*"}, db::Priority::kNormal);
  for (const char* path :
       {".hidden.pdf", ".report.pdf.Xa81k2", "report.pdf.part", "report.PDF.PART", "report.pdf~", "~$letter.pdf",
        "report.pdf.filepart", "report.crdownload", "a.tmp", "Thumbs.db", "THUMBS.DB", "C1/.sub", "C1/@eaDir",
        "lost+found", "C1/data.xml", "C1/DATA.XML", "C9/private/x.pdf"}) {
    EXPECT_TRUE(rules.Skips(path)) << path;
  }
  for (const char* path : {"report.pdf", "C1/report.pdf", "part.pdf", "scan", "C9/x.pdf", "temp", "C1/a.tmp.pdf"}) {
    EXPECT_FALSE(rules.Skips(path)) << path;
  }
}

TEST(InboxRules, FoldersNameTheClient) {
  using Place = InboxRules::Place;
  const InboxRules rules({}, db::Priority::kNormal);
  EXPECT_EQ(rules.PlaceOf("x.pdf"), (Place{"", db::Priority::kNormal}));
  EXPECT_EQ(rules.PlaceOf("C17/x.pdf"), (Place{"C17", db::Priority::kNormal}));
  EXPECT_EQ(rules.PlaceOf("C17/2024/05/x.pdf"), (Place{"C17", db::Priority::kNormal}));
  EXPECT_EQ(rules.PlaceOf("urgent/x.pdf"), (Place{"", db::Priority::kUrgent}));
  EXPECT_EQ(rules.PlaceOf("urgent/C17/x.pdf"), (Place{"C17", db::Priority::kUrgent}));
  EXPECT_EQ(rules.PlaceOf("C17/urgent/x.pdf"), (Place{"C17", db::Priority::kNormal}));
  EXPECT_EQ(rules.PlaceOf("urgent"), (Place{"", db::Priority::kNormal})) << "a file of this name is none of the folder";
  EXPECT_EQ(InboxRules({}, db::Priority::kUrgent).PlaceOf("C17/x.pdf"), (Place{"C17", db::Priority::kUrgent}));
}

}  // namespace
}  // namespace labintake::pipeline
