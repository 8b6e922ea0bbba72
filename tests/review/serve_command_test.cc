// The built program: users, the server from its start to a signal, and the audit log of what was done.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/db/fake_reports.h"
#include "tests/db/run_command.h"
#include "tests/review/raw_client.h"

namespace labintake::review::testing {
namespace {

using Json = nlohmann::json;

struct Output {
  int code = 0;
  std::string text;  // stdout and stderr
};

// Runs the program with what a shell makes of `arguments`; `input` is its stdin.
Output Labintake(const std::string& arguments, const std::string& input = "") {
  const std::string command = "printf '%s' '" + input + "' | " LABINTAKE_PROGRAM " " + arguments + " 2>&1";
  Output output;
  std::FILE* const pipe = popen(command.c_str(), "r");
  std::array<char, 4096> chunk;
  while (const std::size_t n = fread(chunk.data(), 1, chunk.size(), pipe)) output.text.append(chunk.data(), n);
  output.code = WEXITSTATUS(pclose(pipe));
  return output;
}

// `labintake serve` while it lives.
class Served {
 public:
  explicit Served(const std::vector<std::string>& arguments) {
    int errors[2];
    if (pipe(errors) != 0) abort();
    pid_ = fork();
    if (pid_ == 0) {
      dup2(errors[1], 2);
      std::vector<char*> argv = {const_cast<char*>("labintake"), const_cast<char*>("serve")};
      for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
      argv.push_back(nullptr);
      execv(LABINTAKE_PROGRAM, argv.data());
      _exit(127);
    }
    close(errors[1]);
    errors_ = errors[0];
    char c = 0;
    while (said_.find('\n') == std::string::npos && read(errors_, &c, 1) == 1) said_ += c;
  }
  ~Served() {
    if (pid_ > 0) Stop(SIGKILL);
    close(errors_);
  }

  // The exit code, after a signal.
  int Stop(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(said_.substr(said_.rfind(':') + 1))); }
  const std::string& said() const { return said_; }

 private:
  pid_t pid_ = 0;
  int errors_ = -1;
  std::string said_;  // the first line
};

class ServeCommandTest : public ::testing::Test {
 protected:
  ServeCommandTest() {
    db::testing::WriteFile(file_, db::testing::TinyPdf());
    t_.store->StoreDocument(Report(), db::testing::TinyPdf(), {"C1", db::testing::Version(1)}).value();
  }

  static Document Report() {
    Observation iron = db::testing::DoubtfulRow("Iron", "5", "mg/dL", 104);
    return db::testing::Doc({iron});
  }
  std::string Db() const { return " --db " + t_.path; }

  db::testing::TestStore t_;
  const std::string file_ = t_.folder / "tiny.pdf";
};

TEST_F(ServeCommandTest, FromTheFirstUserToTheLog) {
  EXPECT_EQ(Labintake("users add Ann --role entry" + Db(), "correct horse battery\n").code, 0);
  EXPECT_EQ(Labintake("users add Ada --role admin" + Db(), "correct horse battery\n").code, 0);
  Served served({"--db", t_.path, "--listen", "127.0.0.1:0", "--workers", "1"});
  ASSERT_TRUE(served.said().starts_with("labintake: listening on http://127.0.0.1:")) << served.said();

  RawClient client(served.port());
  const std::string json = "Content-Type: application/json\r\n";
  client.Send(HttpText("POST", "/api/v1/session", json, R"({"name":"Ann","password":"correct horse battery"})"));
  const RawResponse in = client.Read();
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_EQ(in.headers.at("cache-control"), "no-store");
  const std::string set = in.headers.at("set-cookie");
  const std::string headers = json + "Cookie: " + set.substr(0, set.find(';')) +
                              "\r\nX-CSRF-Token: " + Json::parse(in.body)["csrf"].get<std::string>() + "\r\n";
  client.Send(HttpText("POST", "/api/v1/items/next", headers, "{}"));
  const Json item = Json::parse(client.Read().body);
  EXPECT_EQ(item["fields"]["name"]["machine"], "Iron");
  client.Send(HttpText("GET", item["row_crop"].get<std::string>() + "&scale=2", headers));
  const RawResponse crop = client.Read();
  EXPECT_EQ(crop.status, 200);
  EXPECT_EQ(crop.headers.at("content-type"), "image/png");
  EXPECT_TRUE(crop.body.starts_with("\x89PNG"));
  client.Send(HttpText("POST", "/api/v1/documents/1/pages/1/read", headers, R"({"box":[30,95,200,125]})"));
  EXPECT_EQ(Json::parse(client.Read().body)["text"], "Iron 5 mg/dL");
  client.Send(HttpText(
      "POST", "/api/v1/items/" + item["item"].get<std::string>() + "/decide", headers,
      Json{{"key", "test-key-1"}, {"version", item["version"]}, {"action", "edit"}, {"fields", {{"value", "6"}}}}
          .dump()));
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_EQ(served.Stop(SIGTERM), 0);

  EXPECT_EQ(t_.ExportLines(), (std::vector<std::string>{"Iron=6 mg/dL decided"}));
  EXPECT_EQ(Labintake("audit verify" + Db()).code, 0);
  const std::string log = Labintake("audit export" + Db()).text;
  for (const char* action : {"\"sign-in\"", "\"claim\"", "\"view-page\"", "\"decide\""})
    EXPECT_NE(log.find(action), std::string::npos) << action;
  EXPECT_EQ(log.find("Iron"), std::string::npos);
}

TEST_F(ServeCommandTest, KilledItLeavesWhatWasAcknowledged) {
  Labintake("users add Ann --role entry" + Db(), "correct horse battery\n");
  const std::string token = Labintake("users token Ann --label test" + Db() + " 2>/dev/null").text.substr(0, 53);
  Served served({"--db", t_.path, "--listen", "127.0.0.1:0", "--workers", "1"});
  RawClient client(served.port());
  const std::string headers = "Content-Type: application/json\r\nAuthorization: Bearer " + token + "\r\n";
  client.Send(HttpText("POST", "/api/v1/items/next", headers, "{}"));
  const Json item = Json::parse(client.Read().body);
  client.Send(HttpText("POST", "/api/v1/items/" + item["item"].get<std::string>() + "/decide", headers,
                       Json{{"key", "test-key-1"}, {"version", item["version"]}, {"action", "not-a-result"}}.dump()));
  ASSERT_EQ(client.Read().status, 200);
  EXPECT_EQ(served.Stop(SIGKILL), 128 + SIGKILL);
  EXPECT_TRUE(t_.Items(db::ItemState::kOpen).empty());
  EXPECT_EQ(Labintake("audit verify" + Db()).code, 0);
}

TEST_F(ServeCommandTest, SaysWhyItDoesNotStart) {
  EXPECT_EQ(Labintake("serve --db " + (t_.folder / "none.db")).code, 4);
  const Output nobody = Labintake("serve" + Db());
  EXPECT_EQ(nobody.code, 4);
  EXPECT_NE(nobody.text.find("users add"), std::string::npos);
  Labintake("users add Ann --role entry --no-password" + Db());
  EXPECT_EQ(Labintake("serve --listen nowhere" + Db()).code, 1);
  const Output open = Labintake("serve --listen 0.0.0.0:0" + Db());
  EXPECT_EQ(open.code, 1);
  EXPECT_NE(open.text.find("in the clear"), std::string::npos);
  EXPECT_EQ(Labintake("serve --tls-certificate /none --tls-key /none" + Db()).code, 4);
  EXPECT_EQ(Labintake("serve --policy /none" + Db()).code, 4);
  EXPECT_EQ(Labintake("serve --inbox /none" + Db()).code, 1);
  EXPECT_EQ(Labintake("serve --help").code, 0);
}

TEST_F(ServeCommandTest, Users) {
  EXPECT_EQ(Labintake("users add Ann --role entry" + Db(), "correct horse battery\n").code, 0);
  EXPECT_EQ(Labintake("users add Ann --role entry" + Db(), "correct horse battery\n").code, 1) << "there is one";
  EXPECT_EQ(Labintake("users add Ben --role entry" + Db(), "short\n").code, 1);
  EXPECT_EQ(Labintake("users add Ben --role entry" + Db()).code, 1) << "no password";
  EXPECT_EQ(Labintake("users add Ben --role king" + Db(), "correct horse battery\n").code, 1);
  EXPECT_EQ(Labintake("users password Ann" + Db(), "another long password\n").code, 0);
  EXPECT_EQ(Labintake("users role Ann lead" + Db()).code, 0);
  EXPECT_EQ(Labintake("users disable Ann" + Db()).code, 0);
  EXPECT_NE(Labintake("users list" + Db()).text.find("lead       disabled  never signed in       Ann"),
            std::string::npos);
  EXPECT_EQ(Labintake("users enable Ann" + Db()).code, 0);
  EXPECT_EQ(Labintake("users disable Nobody" + Db()).code, 1);
  const std::string token = Labintake("users token Ann --label 'a dashboard' --days 3" + Db() + " 2>/dev/null").text;
  EXPECT_TRUE(token.starts_with("labintake_"));
  EXPECT_NE(Labintake("users tokens" + Db()).text.find("Ann: a dashboard"), std::string::npos);
  EXPECT_EQ(Labintake("users tokens" + Db()).text.find(token.substr(10, 20)), std::string::npos);
  EXPECT_EQ(Labintake("users revoke 1" + Db()).code, 0);
  EXPECT_EQ(Labintake("users revoke 1" + Db()).code, 1);
  EXPECT_EQ(Labintake("users list --db /none").code, 4);
  for (const char* help : {"users", "users add", "users token", "audit", "audit verify"})
    EXPECT_EQ(Labintake(std::string(help) + " --help").code, 0);
}

TEST_F(ServeCommandTest, ABrokenLogIsTold) {
  Labintake("users add Ann --role entry --no-password" + Db());
  Labintake("users role Ann lead" + Db());
  {
    SQLite::Database database(t_.path, SQLite::OPEN_READWRITE);
    database.exec("DROP TRIGGER audit_is_not_changed; UPDATE audit_log SET actor = 'somebody' WHERE number = 1");
  }
  const Output broken = Labintake("audit verify" + Db());
  EXPECT_EQ(broken.code, 2);
  EXPECT_NE(broken.text.find("entry 1 of the audit log"), std::string::npos) << broken.text;
  EXPECT_EQ(Labintake("audit export" + Db()).code, 2);
}

}  // namespace
}  // namespace labintake::review::testing
