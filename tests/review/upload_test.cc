#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <thread>

#include "review/inbox.h"
#include "tests/db/run_command.h"
#include "tests/review/api_fixture.h"
#include "tests/review/raw_client.h"

namespace labintake::review::testing {
namespace {

using db::testing::ReadFile;

class UploadTest : public ::testing::Test {
 protected:
  UploadTest() {
    f_.options.inbox = folder_.path();
    f_.options.max_upload = 3 << 20;
  }

  Reply Upload(const std::string& query, const std::string& body = "%PDF-1.4 report") {
    return f_.Program("Ann").Send(Method::kPost, "/api/v1/documents?" + query, body,
                                  {{"content-type", "application/pdf"}});
  }
  // Paths below the inbox.
  std::vector<std::string> Files() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      if (!entry.is_directory()) files.push_back(std::filesystem::relative(entry.path(), folder_.path()));
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  db::testing::TemporaryFolder folder_;
  ApiFixture f_;
};

TEST_F(UploadTest, GoesIntoTheIntakeAsAWhole) {
  const Reply reply = Upload("client=C17&file=report.pdf");
  ASSERT_EQ(reply.status, 202) << reply.body;
  EXPECT_EQ(reply.json["file"], "report.pdf");
  EXPECT_EQ(reply.json["known"], false);
  EXPECT_EQ(Files(), (std::vector<std::string>{"C17/report.pdf"}));
  EXPECT_EQ(ReadFile(folder_ / "C17/report.pdf"), "%PDF-1.4 report");
  struct stat there {};
  ASSERT_EQ(stat((folder_ / "C17/report.pdf").c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 07777, 0600u);
  ASSERT_EQ(stat((folder_ / "C17").c_str(), &there), 0);
  EXPECT_EQ(there.st_mode & 07777, 0700u);
}

TEST_F(UploadTest, NothingIsReplaced) {
  Upload("file=a.pdf", "%PDF-1");
  EXPECT_EQ(Upload("file=a.pdf", "%PDF-2").json["file"], "a-2.pdf");
  EXPECT_EQ(ReadFile(folder_ / "a.pdf"), "%PDF-1");
  EXPECT_EQ(ReadFile(folder_ / "a-2.pdf"), "%PDF-2");
}

TEST_F(UploadTest, WhatIsKnownAlready) {
  f_.t.Put(db::testing::Doc({db::testing::Row("Iron", "5")}), "%PDF-known", 1, "C17");
  EXPECT_EQ(Upload("client=C17&file=a.pdf", "%PDF-known").json["known"], true);
  EXPECT_EQ(Upload("client=C18&file=a.pdf", "%PDF-known").json["known"], false);
}

TEST_F(UploadTest, NoNameLeavesTheFolder) {
  for (const char* query : {"file=..%2F..%2Fetc%2Fpasswd", "file=%2Fetc%2Fpasswd", "file=..%5C..%5Cx", "file=..",
                            "file=.hidden.pdf", "file=a.pdf.part", "file=%0Aa.pdf"}) {
    EXPECT_EQ(Upload(query).status, 202) << query;
  }
  for (const std::string& file : Files()) {
    EXPECT_EQ(file.find('/'), std::string::npos) << file;
    EXPECT_NE(file.front(), '.') << file;
    EXPECT_FALSE(file.ends_with(".part")) << file;
  }
  EXPECT_EQ(Files().size(), 7u);
  for (const char* client : {"..%2Fx", "%2Fetc", ".", "..", ".x", "urgent", "a%2Fb", "a%0Ab", "%20a"}) {
    EXPECT_EQ(Upload(std::string("file=a.pdf&client=") + client).status, 422) << client;
  }
  EXPECT_EQ(Files().size(), 7u);
}

TEST_F(UploadTest, WhatIsNoReport) {
  EXPECT_EQ(Upload("file=a.pdf", "<html><script>").status, 415);
  EXPECT_EQ(Upload("file=a.pdf", "").status, 400);
  EXPECT_EQ(Upload("", "%PDF-").status, 400);
  EXPECT_EQ(Upload("file=" + std::string(300, 'a'), "%PDF-").status, 400);
  EXPECT_EQ(Upload("file=a.png", "\x89PNG\r\n\x1a\n....").status, 202);
  EXPECT_EQ(f_.Program("Rob").Send(Method::kPost, "/api/v1/documents?file=a.pdf", "%PDF-", {}).status, 403);
}

TEST_F(UploadTest, NamesForPeople) {
  EXPECT_EQ(InboxName("Befund Müller.pdf"), "Befund Müller.pdf");
  EXPECT_EQ(InboxName("a/b/c.pdf"), "c.pdf");
  EXPECT_EQ(InboxName(""), "report");
  EXPECT_EQ(InboxName("../.."), "report");
  EXPECT_EQ(InboxName("~$x.pdf"), "$x.pdf");
  EXPECT_EQ(InboxName("x.TMP"), "x.TMP.file");
  EXPECT_LE(InboxName(std::string(119, 'a') + "ä.pdf").size(), 120u);
}

TEST_F(UploadTest, OverTheNetworkTheLimitHoldsAndNobodyElseIsReadOf) {
  HttpOptions http;
  http.listen = *ParseListenAddress("127.0.0.1:0");
  http.handler_threads = 1;
  http.slow_threads = 0;
  const std::string token = f_.Program("Ann").token;
  auto server = *HttpServer::Open(http, f_.app());
  std::thread thread([&] { server->Run(-1); });
  const auto send = [&](const std::string& headers, const std::string& body) {
    RawClient client(server->port());
    client.Send("POST /api/v1/documents?file=a.pdf HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body);
    return client.Read().status;
  };
  const std::string report = "%PDF-" + std::string((2 << 20) - 5, 'x'),
                    authorized = "Authorization: Bearer " + token + "\r\n";
  const std::string chunk = "100000\r\n" + report.substr(0, 1 << 20) + "\r\n";
  EXPECT_EQ(send(authorized + "Content-Length: 2097152\r\n", report), 202);
  EXPECT_EQ(send(authorized + "Transfer-Encoding: chunked\r\n", chunk + chunk + "0\r\n\r\n"), 202);
  EXPECT_EQ(send(authorized + "Transfer-Encoding: chunked\r\n", chunk + chunk + chunk + chunk), 413);
  EXPECT_EQ(send(authorized + "Content-Length: 3145729\r\n", ""), 413);
  EXPECT_EQ(send("Content-Length: 2097152\r\n", ""), 401) << "before a byte of it came";
  server->Stop();
  thread.join();
  EXPECT_EQ(Files().size(), 2u);
}

TEST(Upload, WithoutAnIntakeItIsSaid) {
  ApiFixture f;
  EXPECT_EQ(f.Program("Ann").Send(Method::kPost, "/api/v1/documents?file=a.pdf", "%PDF-", {}).status, 501);
}

}  // namespace
}  // namespace labintake::review::testing
