// The server by itself: bounds, broken requests, connections that stay, and requests at the same time.
#include "review/http/http_server.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>
#include <vector>

#include "tests/review/raw_client.h"

namespace labintake::review::testing {
namespace {

constexpr std::uint64_t kSmall = 1000, kLarge = 200'000;

// Answers with what was asked.
class Echo : public HttpApplication {
 public:
  std::uint64_t BodyLimit(const Request& head) const override { return head.path == "/upload" ? kLarge : kSmall; }
  bool IsSlow(const Request& head) const override { return head.path == "/slow" || head.path == "/wait"; }
  std::optional<Response> Refuse(const Request& head, int) override {
    if (head.Header("authorization") == "yes") return std::nullopt;
    return Response{401, "text/plain", "who are you", {}};
  }
  Response Handle(const Request& request, int thread) override {
    ++handled;
    if (request.path == "/thread") return {200, "text/plain", std::to_string(thread), {}};
    if (request.path == "/wait") {
      while (!let_go) std::this_thread::yield();
    }
    if (request.path == "/slow") std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (request.path == "/nothing") return {204, "", "", {}};
    return {200,
            "text/plain",
            request.path + "|" + request.query + "|" + std::to_string(request.body.size()),
            {{"X-One", "1"}}};
  }
  Response Trouble(int status) const override { return {status, "text/plain", "trouble", {}}; }

  std::atomic<int> handled{0};
  std::atomic<bool> let_go{false};
};

class HttpServerTest : public ::testing::Test {
 protected:
  explicit HttpServerTest(double seconds = 60) {
    HttpOptions options;
    options.listen = *ParseListenAddress("127.0.0.1:0");
    options.headers = {{"X-Content-Type-Options", "nosniff"}};
    options.handler_threads = 4;
    options.limits.head = 2000;
    options.limits.small_body = kSmall;
    options.limits.head_seconds = options.limits.body_seconds = seconds;
    auto opened = HttpServer::Open(options, echo_);
    if (!opened) abort();
    server_ = *std::move(opened);
    thread_ = std::thread([this] { server_->Run(-1); });
  }
  ~HttpServerTest() override {
    server_->Stop();
    thread_.join();
  }

  RawResponse Ask(const std::string& bytes) {
    RawClient client(server_->port());
    client.Send(bytes);
    return client.Read();
  }

  Echo echo_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

TEST_F(HttpServerTest, Answers) {
  const RawResponse response = Ask(HttpText("POST", "/a/b?c=d", "", "12345"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "/a/b|c=d|5");
  EXPECT_EQ(response.headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(response.headers.at("x-one"), "1");
  EXPECT_EQ(response.headers.at("content-type"), "text/plain");
}

TEST_F(HttpServerTest, AConnectionIsUsedAgain) {
  RawClient client(server_->port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.Send(HttpText("GET", "/" + std::to_string(i))));
    EXPECT_EQ(client.Read().body, "/" + std::to_string(i) + "||0");
  }
  // Two requests that come at once are answered in turn.
  client.Send(HttpText("GET", "/nothing") + HttpText("GET", "/x"));
  EXPECT_EQ(client.Read().status, 204);
  EXPECT_EQ(client.Read().body, "/x||0");
  client.Send(HttpText("GET", "/last", "Connection: close\r\n"));
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_EQ(client.ReadAll(), "");
}

TEST_F(HttpServerTest, BodiesThatAreTooLarge) {
  EXPECT_EQ(Ask(HttpText("POST", "/", "", std::string(kSmall, 'x'))).status, 200);
  EXPECT_EQ(Ask(HttpText("POST", "/", "", std::string(kSmall + 1, 'x'))).status, 413);
  EXPECT_EQ(Ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n").status, 400);
  EXPECT_EQ(echo_.handled, 1);
}

std::string Chunks(int count, int size) {
  std::string text;
  char head[32];
  std::snprintf(head, sizeof head, "%x\r\n", size);
  for (int i = 0; i < count; ++i) text += head + std::string(static_cast<std::size_t>(size), 'y') + "\r\n";
  return text + "0\r\n\r\n";
}

TEST_F(HttpServerTest, TheLimitHoldsForChunksToo) {
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Ask(head + Chunks(10, 100)).body, "/||1000");
  EXPECT_EQ(Ask(head + Chunks(11, 100)).status, 413);
  EXPECT_EQ(Ask(head + "FFFFFFFFFFFFFFFF\r\n").status, 413);
  EXPECT_EQ(Ask(head + "10000000000000000\r\n").status, 400);
  EXPECT_EQ(Ask(head + "zz\r\n").status, 400);
  EXPECT_EQ(echo_.handled, 1);
}

TEST_F(HttpServerTest, LargeBodiesAreReadOfThoseWhoMaySendThem) {
  const std::string body(kLarge, 'x');
  const RawResponse refused = Ask(HttpText("POST", "/upload", "", body));
  EXPECT_EQ(refused.status, 401);
  EXPECT_EQ(echo_.handled, 0);
  EXPECT_EQ(Ask(HttpText("POST", "/upload", "Authorization: yes\r\n", body)).body, "/upload||200000");
  EXPECT_EQ(Ask(HttpText("POST", "/upload", "Authorization: yes\r\n", body + "x")).status, 413);
  const std::string chunked =
      "POST /upload HTTP/1.1\r\nHost: h\r\nAuthorization: yes\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Ask(chunked + Chunks(2, 100'000)).body, "/upload||200000");
  EXPECT_EQ(Ask(chunked + Chunks(3, 100'000)).status, 413);
  EXPECT_EQ(echo_.handled, 2);
}

TEST_F(HttpServerTest, AClientThatAsksFirstIsTold) {
  RawClient client(server_->port());
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.Read().status, 100);
  client.Send("abc");
  EXPECT_EQ(client.Read().body, "/||3");
  EXPECT_EQ(Ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\nExpect: 100-continue\r\n\r\n").status, 413);
}

TEST_F(HttpServerTest, WhatIsNoRequest) {
  for (const char* bytes :
       {"\x16\x03\x01\x02\x00\x01", "hello\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "GET nowhere HTTP/1.1\r\nHost: h\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nBroken\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\nA: b\x01\r\n\r\n"}) {
    EXPECT_EQ(Ask(bytes).status, 400) << bytes;
  }
  EXPECT_EQ(Ask("GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n").status, 431);
  EXPECT_EQ(Ask("GET / HTTP/1.1\r\nHost: h\r\nA: " + std::string(5000, 'a') + "\r\n\r\n").status, 431);
  EXPECT_EQ(echo_.handled, 0);
  EXPECT_EQ(Ask(HttpText("GET", "/")).status, 200) << "and it still serves";
}

class ImpatientServerTest : public HttpServerTest {
 protected:
  ImpatientServerTest() : HttpServerTest(0.2) {}
};

TEST_F(ImpatientServerTest, SlowClientsAreLetGo) {
  RawClient nothing(server_->port()), half_a_head(server_->port()), half_a_body(server_->port());
  half_a_head.Send("GET / HTT");
  half_a_body.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na");
  EXPECT_EQ(nothing.ReadAll(), "");
  EXPECT_EQ(half_a_head.ReadAll(), "");
  EXPECT_EQ(half_a_body.ReadAll(), "");
  EXPECT_EQ(echo_.handled, 0);
}

TEST_F(HttpServerTest, ManyAtOnce) {
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int c = 0; c < 20; ++c) {
    clients.emplace_back([&, c] {
      RawClient client(server_->port());
      for (int i = 0; i < 20; ++i) {
        const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
        client.Send(HttpText("GET", path));
        right += client.Read().body == path + "||0";
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right, 400);
}

TEST_F(HttpServerTest, WhatIsSlowHoldsUpNothingElse) {
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 8; ++i) {
    slow.push_back(std::make_unique<RawClient>(server_->port()));
    slow.back()->Send(HttpText("GET", "/wait"));
  }
  const int thread = std::stoi(Ask(HttpText("GET", "/thread")).body);
  EXPECT_LT(thread, 4);
  echo_.let_go = true;
  for (auto& client : slow) EXPECT_EQ(client->Read().status, 200);
}

TEST(HttpServer, StopsWhileRequestsRun) {
  Echo echo;
  HttpOptions options;
  options.listen = *ParseListenAddress("127.0.0.1:0");
  auto server = *HttpServer::Open(options, echo);
  std::thread thread([&] { server->Run(-1); });
  RawClient client(server->port());
  client.Send(HttpText("GET", "/slow"));
  while (echo.handled == 0) std::this_thread::yield();
  server->Stop();
  thread.join();
  server.reset();
  EXPECT_EQ(echo.handled, 1);
}

TEST(HttpServer, UnixSocket) {
  std::string folder = (std::filesystem::temp_directory_path() / "labintake-http-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/s";
  Echo echo;
  HttpOptions options;
  options.listen = *ParseListenAddress("unix:" + path);
  {
    auto server = *HttpServer::Open(options, echo);
    EXPECT_FALSE(HttpServer::Open(options, echo)) << "somebody listens there";
    struct stat there {};
    ASSERT_EQ(stat(path.c_str(), &there), 0);
    EXPECT_EQ(there.st_mode & 07777, 0660u);
    std::thread thread([&] { server->Run(-1); });
    RawClient client(path);
    client.Send(HttpText("GET", "/"));
    EXPECT_EQ(client.Read().status, 200);
    server->Stop();
    thread.join();
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  std::filesystem::remove_all(folder);
}

TEST(HttpServer, SaysWhyItCannotStart) {
  Echo echo;
  HttpOptions options;
  options.listen = *ParseListenAddress("127.0.0.1:0");
  options.certificate_file = "/nonexistent";
  EXPECT_EQ(HttpServer::Open(options, echo).error().code, ErrorCode::kConfiguration);
  options.key_file = "/nonexistent";
  EXPECT_EQ(HttpServer::Open(options, echo).error().code, ErrorCode::kConfiguration);
  options.certificate_file = options.key_file = "";
  auto server = *HttpServer::Open(options, echo);
  options.listen.port = server->port();
  const auto second = HttpServer::Open(options, echo);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find("cannot listen"), std::string::npos);
}

}  // namespace
}  // namespace labintake::review::testing
