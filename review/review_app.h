// The review server's application: pages, and the API under /api/v1, for people who are signed in and programs that
// have a token.
//
// Every request passes here: who asks, whether he may, whether it is his own page that asks (CSRF), and that nothing
// but JSON is read as JSON. Handlers (api/) see only what has passed.
#pragma once

#include <memory>
#include <vector>

#include "review/api/call.h"
#include "review/http/http_server.h"
#include "review/services.h"

namespace labintake::review {

struct FoundRoute;
struct Route;

class ReviewApp : public HttpApplication {
 public:
  // Opens the database once for each handler thread. Errors: kStore, kConfiguration (nobody may sign in).
  static Result<std::unique_ptr<ReviewApp>> Open(ReviewOptions options, int threads);

  // Of every response: what keeps pages of others from using ours, and results from being kept by browsers.
  static Headers FixedHeaders();

  std::uint64_t BodyLimit(const Request& head) const override;
  bool IsSlow(const Request& head) const override;
  std::optional<Response> Refuse(const Request& head, int thread) override;
  Response Handle(const Request& request, int thread) override;
  Response Trouble(int status) const override;

 private:
  explicit ReviewApp(ReviewOptions options) : shared_(std::move(options)) {}

  Response Answer(const Request& request, Services& services);
  // Fills call.who; the answer to whom it is refused.
  std::optional<Response> Admit(Call& call, const Route& route);
  std::optional<Response> Identify(Call& call, bool passive);

  Shared shared_;
  std::vector<std::unique_ptr<Services>> services_;  // by thread
};

}  // namespace labintake::review
