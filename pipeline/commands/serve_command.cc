#include "pipeline/commands/serve_command.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>

#include "db/utc_time.h"
#include "pipeline/cli.h"
#include "pipeline/commands/routing_options.h"
#include "pipeline/commands/sandbox_option.h"
#include "pipeline/interrupt.h"
#include "pipeline/pages/page_workers.h"
#include "pipeline/routing/binomial.h"
#include "pipeline/worker_pool.h"
#include "review/review_app.h"

namespace labintake::pipeline {
namespace {

constexpr const char* kHelp =
    "Pages and an API for the people who finish what the program could not read. They need a user each: labintake "
    "users "
    "add.\n"
    "Reached from this machine only, unless a certificate is given; put a proxy in front for others, or a Unix "
    "socket.\n\n"
    "Examples:\n"
    "  labintake users add Ann --role entry --db lab.db\n"
    "  labintake serve --db lab.db --listen 127.0.0.1:8080\n"
    "  labintake serve --db lab.db --listen unix:/run/labintake/review.sock --policy policy.yaml --inbox inbox\n\n"
    "Exit codes: 0 stopped by a signal; 1 bad arguments; 4 database, policy, certificate or address unusable.";

struct Arguments {
  review::ReviewOptions review;
  review::HttpOptions http;
  std::string listen = "127.0.0.1:8080";
  std::string policy, password;
  int idle_minutes = 15, lease_minutes = 5, workers = 0;
  std::uint64_t max_upload_mib = 64;
  bool require_sandbox = false;
};

std::int64_t SteadySeconds() {
  timespec now{};
  clock_gettime(CLOCK_BOOTTIME, &now);  // also counts the time that a laptop slept
  return now.tv_sec;
}

review::ShareInterval Interval95(int count, int of) {
  const Interval interval = ClopperPearson95(count, of);
  return {interval.low, interval.high};
}

int Complain(const Error& error, int code = kExitConfiguration) {
  Say(error.message);
  return code;
}

// What has to hold before anything is opened.
Result<void> Check(Arguments& a) {
  auto listen = review::ParseListenAddress(a.listen);
  if (!listen) return tl::unexpected(listen.error());
  a.http.listen = *std::move(listen);
  if (!a.http.listen.loopback && a.http.certificate_file.empty()) {
    return Fail(
        ErrorCode::kArgument,
        "Passwords and results must not cross a network in the clear: listen on 127.0.0.1 or a Unix socket behind "
        "a proxy, or give --tls-certificate and --tls-key.");
  }
  struct stat there {};
  if (!a.review.inbox.empty() && (stat(a.review.inbox.c_str(), &there) != 0 || !S_ISDIR(there.st_mode) ||
                                  access(a.review.inbox.c_str(), W_OK) != 0)) {
    return Fail(ErrorCode::kArgument, "The folder of --inbox is not there or cannot be written; make it first.");
  }
  return {};
}

int Serve(Arguments& a) {
  HardenProcess();
  if (auto good = Check(a); !good) return Complain(good.error(), kExitArguments);
  Result<RoutingPolicy> policy = LoadPolicy(a.policy);
  if (!policy) return Complain(policy.error());
  if (auto ready = PrepareSandbox(a.require_sandbox); !ready) return Complain(ready.error());
  const int stop = InterruptFd();

  // Before the first thread: whatever is forked later would be forked from a process with many.
  ProcessOptions process;
  process.password = a.password;
  auto work = std::make_shared<PageWork>(process);
  const int workers = a.workers > 0 ? a.workers : std::max(2, UsableCores());
  auto pages = PageWorkers::Start(workers, [work](const std::string& task) { return work->Do(task); }, {});
  if (!pages) return Complain(pages.error());

  a.review.second_keys = policy->second_key;
  a.review.program_version = LABINTAKE_VERSION;
  a.review.idle_seconds = a.idle_minutes * 60;
  a.review.lease_seconds = a.lease_minutes * 60;
  a.review.max_upload = a.max_upload_mib << 20;
  a.review.now = db::UtcNow;
  a.review.seconds = SteadySeconds;
  a.review.interval = Interval95;
  a.review.pages = pages->get();
  a.http.headers = review::ReviewApp::FixedHeaders();
  a.http.slow_threads = workers + 2;  // some find their picture in the cache
  auto app = review::ReviewApp::Open(a.review, a.http.handler_threads + a.http.slow_threads);
  if (!app) return Complain(app.error());
  auto server = review::HttpServer::Open(a.http, **app);
  if (!server) return Complain(server.error());
  const bool tls = !a.http.certificate_file.empty();
  const std::string& path = a.http.listen.unix_path;
  const std::string host =
      a.http.listen.host.find(':') == std::string::npos ? a.http.listen.host : "[" + a.http.listen.host + "]";
  Say(path.empty() ? fmt::format("listening on {}://{}:{}", tls ? "https" : "http", host, (*server)->port())
                   : "listening on unix:" + path);
  (*server)->Run(stop);
  return kExitDone;
}

}  // namespace

void AddServeCommand(CLI::App& app, int* exit_code) {
  auto a = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("serve", "Serve the review queue to browsers and programs");
  command->footer(kHelp);
  command->add_option("--db", a->review.database, "The database that process --db made")->required()->type_name("FILE");
  command->add_option("--listen", a->listen, "HOST:PORT of this machine, or unix:PATH")->capture_default_str();
  command->add_option("--tls-certificate", a->http.certificate_file, "Speak TLS with this certificate chain (PEM)")
      ->type_name("FILE");
  command->add_option("--tls-key", a->http.key_file, "The key of the certificate (PEM)")->type_name("FILE");
  command->add_option("--policy", a->policy, "The policy whose second_key names what is keyed twice")
      ->type_name("FILE");
  command
      ->add_option("--inbox", a->review.inbox, "Put reports that are handed in into this folder, which a watcher reads")
      ->type_name("DIR");
  command->add_option("--max-upload", a->max_upload_mib, "Refuse larger reports")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1024}))
      ->type_name("MIB")
      ->capture_default_str();
  command->add_option("--password", a->password, "Password of encrypted documents")
      ->envname("LABINTAKE_PASSWORD")
      ->type_name("TEXT");
  command->add_option("--idle-minutes", a->idle_minutes, "Sign people off after so long without a request")
      ->check(CLI::Range(1, 480))
      ->capture_default_str();
  command->add_option("--lease-minutes", a->lease_minutes, "Give an item to somebody else after so long without a key")
      ->check(CLI::Range(1, 120))
      ->capture_default_str();
  command->add_option("--workers", a->workers, "Processes that draw pages [one a core, at least two]")
      ->check(CLI::Range(1, 64))
      ->type_name("N");
  AddSandboxOption(*command, &a->require_sandbox);
  command->callback([a, exit_code] { *exit_code = Serve(*a); });
}

}  // namespace labintake::pipeline
