#include "review/pages.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "data/review_pages.h"
#include "review/api/call.h"

namespace labintake::review {
namespace {

// By the end of the file's name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view TypeOf(std::string_view path) {
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [path](const auto& t) { return path.ends_with(t.first); });
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

}  // namespace

Response PageFor(const Request& request) {
  if (request.method != Method::kGet) {
    Response response = Complaint(405, "method", "Pages are only read.");
    response.headers.emplace_back("Allow", "GET");
    return response;
  }
  const std::string path = request.path == "/" ? "/index.html" : request.path;
  const auto& files = data::review_pages;
  const auto found =
      std::find_if(std::begin(files), std::end(files), [&](const auto& file) { return file.path == path; });
  if (found == std::end(files)) return Complaint(404, "not-found", "There is no such page.");
  return {200, std::string(TypeOf(path)), std::string(found->text), {}};
}

}  // namespace labintake::review
