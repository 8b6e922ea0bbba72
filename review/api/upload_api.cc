// POST /documents: reports straight into the intake.
#include <array>

#include "db/digest.h"
#include "db/document_overview.h"
#include "review/api/routes.h"
#include "review/inbox.h"

namespace labintake::review {
namespace {

Response Upload(Call& call) {
  QueryInput in(call.query);
  const std::string client = in.OptionalText("client", 120).value_or("");
  const std::string name = in.OptionalText("file", 200).value_or("");
  if (name.empty()) in.Reject("file is missing: a name for people.");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const std::string& bytes = call.request.body;
  if (call.options().inbox.empty()) {
    return Complaint(501, "no-intake", "This server has no intake folder; start it with --inbox.");
  }
  if (bytes.empty()) return BadRequest("The report is empty.");
  if (!IsReport(bytes)) {
    return Complaint(415, "no-report",
                     "This is neither a PDF nor a picture that can be read (PNG, JPEG, TIFF, WebP, HEIC).");
  }
  const std::string sha256 = db::Sha256Hex(bytes);
  const auto known = db::DocumentOverviews(*call.services.database).List({client, sha256, false, 0}, 1);
  if (!known) return Complaint(known.error());
  const auto put = PutIntoInbox(call.options().inbox, client, name, bytes);
  if (!put) return Complaint(put.error());
  auto noted = call.services.audit.Append({call.who.name, "upload", {}, "", sha256});
  if (!noted) return Complaint(noted.error());
  Response response = Json({{"sha256", sha256}, {"file", *put}, {"known", !known->empty()}});
  response.status = 202;
  return response;
}

constexpr std::array kRoutes = {
    Route{Method::kPost, "/documents", Access::kEntry, Upload},
};

}  // namespace

std::span<const Route> UploadRoutes() { return kRoutes; }

}  // namespace labintake::review
