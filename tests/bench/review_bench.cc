// Load on the review server over loopback: people who take the next item and answer it, one after the other.
//
//   build/review_bench [items [people [answers of each [milliseconds of thought]]]]        by default 100000, 20, 100,
//   1000
//
// People look at an item before they answer it: a second is less than anybody needs. With no thought at all the figures
// are those of a server that is always full.
//
// Prints how long the server takes to give the next item and to take an answer, and whether any item was given twice or
// any answer lost; then how long the pages of the queue, the lead and the groups wait for their figures. Built with
// -DLABINTAKE_BENCH=ON.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "db/accounts.h"
#include "db/utc_time.h"
#include "review/review_app.h"
#include "tests/db/fake_reports.h"
#include "tests/review/raw_client.h"

namespace labintake::review::testing {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;
using db::testing::Must;

constexpr int kRowsOfDocument = 50;

class NoPages : public PageSource {
 public:
  Result<std::string> Png(const PageRequest&, double) override { return Fail(ErrorCode::kNotFound, "No pages here."); }
  Result<ReadPart> Read(const PageRequest&) override { return Fail(ErrorCode::kNotFound, "No pages here."); }
};

struct Times {
  std::vector<double> next, decide;  // milliseconds
};

void Print(const char* what, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  fmt::print("{:<26} {:>6} requests   median {:6.1f} ms   p99 {:6.1f} ms   longest {:6.1f} ms\n", what, times.size(),
             at(0.5), at(0.99), times.back());
}

void Fill(db::testing::TestStore& store, int items) {
  for (int document = 0; document * kRowsOfDocument < items; ++document) {
    std::vector<Observation> rows;
    for (int row = 0; row < kRowsOfDocument; ++row) {
      rows.push_back(db::testing::DoubtfulRow(
          "Row " + std::to_string(row), std::to_string(document * kRowsOfDocument + row), "mg/dL", 50 + 14 * row));
    }
    store.Put(db::testing::Doc(std::move(rows)), "document " + std::to_string(document), 1,
              "C" + std::to_string(document % 40));
  }
}

class Person {
 public:
  Person(std::uint16_t port, std::string token)
      : client_(port), headers_("Authorization: Bearer " + std::move(token) + "\r\n") {}

  // The answer, and how long it took.
  std::pair<RawResponse, double> Post(const std::string& target, const Json& body) {
    return Ask(HttpText("POST", target, headers_ + "Content-Type: application/json\r\n", body.dump()));
  }
  std::pair<RawResponse, double> Get(const std::string& target) { return Ask(HttpText("GET", target, headers_, "")); }

 private:
  std::pair<RawResponse, double> Ask(const std::string& request) {
    const Clock::time_point begin = Clock::now();
    client_.Send(request);
    RawResponse response = client_.Read();
    return {std::move(response), std::chrono::duration<double, std::milli>(Clock::now() - begin).count()};
  }

  RawClient client_;
  const std::string headers_;
};

// What a lead looks at, on the whole queue. How many requests were refused.
int LookAround(Person& lead) {
  constexpr int kTimes = 10;
  int refused = 0;
  for (const char* target : {"/api/v1/items/counts", "/api/v1/figures", "/api/v1/items?limit=50",
                             "/api/v1/groups?by=reading", "/api/v1/groups?by=name"}) {
    std::vector<double> times;
    for (int n = 0; n < kTimes; ++n) {
      const auto [response, took] = lead.Get(target);
      refused += response.status != 200;
      times.push_back(took);
    }
    Print(target, std::move(times));
  }
  return refused;
}

int Run(int items, int people, int answers, int thought) {
  db::testing::TestStore store;
  store.now = db::UtcNow();
  fmt::print("storing {} items ...\n", items);
  Fill(store, items);
  db::ReviewDatabaseOptions with;
  with.now = db::UtcNow;
  const auto database = Must(db::OpenReviewDatabase(store.path, std::move(with)));
  db::Accounts accounts(*database);
  std::vector<std::string> tokens;
  for (int p = 0; p < people; ++p) {
    const std::string name = "P" + std::to_string(p);
    Must(accounts.Add(name, db::Role::kEntry, "", "bench"));
    tokens.push_back(Must(accounts.AddToken(name, "bench", 1, "bench")).text);
  }
  Must(accounts.Add("Lea", db::Role::kLead, "", "bench"));
  const std::string lead_token = Must(accounts.AddToken("Lea", "bench", 1, "bench")).text;
  NoPages pages;
  ReviewOptions options;
  options.database = store.path;
  options.now = db::UtcNow;
  options.seconds = [] { return std::int64_t{0}; };
  options.interval = [](int, int) { return ShareInterval{}; };
  options.pages = &pages;
  HttpOptions http;
  http.listen = *ParseListenAddress("127.0.0.1:0");
  auto app = Must(ReviewApp::Open(options, http.handler_threads + http.slow_threads));
  auto server = Must(HttpServer::Open(http, *app));
  std::thread serving([&] { server->Run(-1); });

  std::mutex mutex;
  Times all;
  std::map<std::string, std::string> answered;
  int doubles = 0, refused = 0;
  const Clock::time_point begin = Clock::now();
  std::vector<std::thread> threads;
  for (int p = 0; p < people; ++p) {
    threads.emplace_back([&, p] {
      Person person(server->port(), tokens[static_cast<std::size_t>(p)]);
      Times mine;
      std::map<std::string, std::string> said;
      int failures = 0;
      for (int n = 0; n < answers; ++n) {
        const auto [next, took] = person.Post("/api/v1/items/next", Json::object());
        if (next.status != 200) {
          ++failures;
          break;
        }
        mine.next.push_back(took);
        const Json item = Json::parse(next.body);
        // Not all at the same instant: half to one and a half of it.
        std::this_thread::sleep_for(
            std::chrono::milliseconds(thought / 2 + (thought > 0 ? (p * 37 + n * 101) % thought : 0)));
        const std::string id = item["item"], value = fmt::format("{}-{}", p, n);
        const auto [done, took_too] =
            person.Post("/api/v1/items/" + id + "/decide", {{"key", fmt::format("bench-{}-{}", p, n)},
                                                            {"version", item["version"]},
                                                            {"action", "edit"},
                                                            {"fields", {{"value", value}}}});
        mine.decide.push_back(took_too);
        failures += done.status != 200;
        said[id] = value;
      }
      const std::lock_guard lock(mutex);
      all.next.insert(all.next.end(), mine.next.begin(), mine.next.end());
      all.decide.insert(all.decide.end(), mine.decide.begin(), mine.decide.end());
      for (const auto& [id, value] : said) doubles += !answered.emplace(id, value).second;
      refused += failures;
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  Print("next", all.next);
  Print("decide", all.decide);
  Person lead(server->port(), lead_token);
  refused += LookAround(lead);
  server->Stop();
  serving.join();
  int lost = 0;
  for (const auto& [id, value] : answered) {
    const db::ReviewItem item = Must(store.store->GetReviewItem(id));
    lost += item.decisions.size() != 1 || item.decisions[0].corrected.value != value;
  }
  fmt::print("{} people, {:.0f} answers a second; given twice {}, lost {}, refused {}\n", people,
             static_cast<double>(answered.size()) / seconds, doubles, lost, refused);
  return doubles + lost + refused == 0 ? 0 : 1;
}

}  // namespace
}  // namespace labintake::review::testing

int main(int argc, char** argv) {
  const auto number = [&](int i, int otherwise) { return argc > i ? std::atoi(argv[i]) : otherwise; };
  return labintake::review::testing::Run(number(1, 100'000), number(2, 20), number(3, 100), number(4, 1000));
}
