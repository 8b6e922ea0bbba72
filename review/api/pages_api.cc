// Pictures of pages and of places on them, and the text under a box.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "db/document_pages.h"
#include "review/api/record_view.h"
#include "review/api/routes.h"

namespace labintake::review {
namespace {

// Points around a cell or a row that is shown alone.
constexpr double kAroundField = 4, kAroundRow = 10;
constexpr double kLeastScale = 0.25, kMostScale = 8, kUsualScale = 2;

Response NoSuchPage() { return Complaint(404, "not-found", "There is no such page."); }

Box Around(const Box& box, double margin, double width, double height) {
  return {std::max(0.0, box.x0 - margin), std::max(0.0, box.y0 - margin), std::min(width, box.x1 + margin),
          std::min(height, box.y1 + margin)};
}

PageRequest RequestFor(Call& call, const std::string& sha256, int page, double width, double height, const Box& part) {
  return {[&call, sha256] { return call.services.store->ReadBytes(sha256); }, sha256, page, width, height, part};
}

// Puts the view on record and draws.
Response Show(Call& call, std::int64_t document, const PageRequest& request, double scale) {
  if (auto noted = RecordView(call, "view-page", document, "", fmt::format("page {}", request.page)); !noted) {
    return Complaint(noted.error());
  }
  const Box& b = request.part;
  const std::string key =
      fmt::format("{} {} {} {} {} {} {}", request.sha256, request.page, scale, b.x0, b.y0, b.x1, b.y1);
  PictureCache& cache = call.services.shared.pictures;
  if (const auto kept = cache.Find(key)) return {200, "image/png", *kept, {}};
  auto png = call.options().pages->Png(request, scale);
  if (!png) return Complaint(png.error());
  const auto picture = std::make_shared<const std::string>(*std::move(png));
  cache.Keep(key, picture);
  return {200, "image/png", *picture, {}};
}

struct FoundPage {
  std::int64_t document = 0;
  db::StoredPages stored;
  PageSummary page;
};

// The page that the first two parts of the route name; the answer where there is none.
tl::expected<FoundPage, Response> FindPage(Call& call) {
  const auto document = NumberPart(call.parts[0]), number = NumberPart(call.parts[1]);
  if (!document || !number) return tl::unexpected(NoSuchPage());
  auto stored = db::ReadPages(*call.services.database, *document);
  if (!stored) return tl::unexpected(Complaint(stored.error()));
  FoundPage found{*document, *std::move(stored), {}};
  const auto page = std::find_if(found.stored.pages.begin(), found.stored.pages.end(),
                                 [&](const PageSummary& p) { return p.number == *number; });
  if (page == found.stored.pages.end()) return tl::unexpected(NoSuchPage());
  found.page = *page;
  return found;
}

Response PageImage(Call& call) {
  QueryInput in(call.query);
  const double scale = in.NumberOr("scale", kLeastScale, kMostScale, kUsualScale);
  const auto box = in.OptionalBox("box");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto found = FindPage(call);
  if (!found) return found.error();
  const PageSummary& page = found->page;
  Box part;
  if (box) {
    part = Around(*box, 0, page.width, page.height);
    if (part.empty()) return BadRequest("box lies beside the page.");
  }
  return Show(call, found->document, RequestFor(call, found->stored.sha256, page.number, page.width, page.height, part),
              scale);
}

Response Crop(Call& call) {
  QueryInput in(call.query);
  const std::string field = in.OneOf("field", {"row", "name", "value", "unit", "range", "flag"});
  const double scale = in.NumberOr("scale", kLeastScale, kMostScale, kUsualScale);
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto item = call.services.store->GetReviewItem(call.parts[0]);
  if (!item) {
    if (item.error().code == ErrorCode::kArgument) return Complaint(404, "not-found", item.error().message);
    return Complaint(item.error());
  }
  const Observation& row = item->row;
  const std::pair<std::string_view, Box> places[] = {{"row", item->box},       {"name", row.name.box},
                                                     {"value", row.value.box}, {"unit", row.unit.box},
                                                     {"range", row.range.box}, {"flag", row.flag.box}};
  const Box box =
      std::find_if(std::begin(places), std::end(places), [&](const auto& p) { return p.first == field; })->second;
  if (box.empty() || item->page_width <= 0) return Complaint(404, "not-found", "This field has no place of its own.");
  const Box part = Around(box, field == "row" ? kAroundRow : kAroundField, item->page_width, item->page_height);
  if (part.empty()) return Complaint(404, "not-found", "This field has no place of its own.");
  return Show(call, item->document,
              RequestFor(call, item->sha256, item->page, item->page_width, item->page_height, part), scale);
}

OrderedJson RowJson(const Observation& row) {
  return {{"name", row.name.text},   {"value", row.value.text}, {"unit", row.unit.text},
          {"range", row.range.text}, {"flag", row.flag.text},   {"analyte", row.analyte.id}};
}

// What was read with less confidence is typed and not filled in.
OrderedJson Doubtful(const ReadPart& part) {
  constexpr double kReadWell = 0.90;
  OrderedJson fields = OrderedJson::array();
  if (!part.row) return fields;
  const Observation& row = *part.row;
  const std::pair<const char*, const Box*> places[] = {{"name", &row.name.box},
                                                       {"value", &row.value.box},
                                                       {"unit", &row.unit.box},
                                                       {"range", &row.range.box},
                                                       {"flag", &row.flag.box}};
  for (const auto& [name, box] : places) {
    const bool named = std::any_of(row.findings.begin(), row.findings.end(), [&](const Finding& f) {
      return f.severity == Severity::kDoubt && f.box.OverlapX(*box) > 0 && f.box.OverlapY(*box) > 0;
    });
    const bool unsure = part.origin == Origin::kOcr && row.confidence < kReadWell && std::string_view(name) == "value";
    if (named || unsure) fields.push_back(name);
  }
  return fields;
}

Response ReadUnderBox(Call& call) {
  JsonInput in(call.request.body);
  const auto box = in.OptionalBox("box");
  if (!box || box->empty()) in.Reject("box is missing: draw one around what is to be read.");
  if (auto wrong = in.Trouble()) return BadRequest(*wrong);
  const auto found = FindPage(call);
  if (!found) return found.error();
  const PageSummary& page = found->page;
  const Box part = Around(*box, 0, page.width, page.height);
  if (part.empty()) return BadRequest("box lies beside the page.");
  if (auto noted = RecordView(call, "view-page", found->document, "", fmt::format("page {}", page.number)); !noted) {
    return Complaint(noted.error());
  }
  const auto read =
      call.options().pages->Read(RequestFor(call, found->stored.sha256, page.number, page.width, page.height, part));
  if (!read) return Complaint(read.error());
  OrderedJson lines = OrderedJson::array();
  std::string text;
  for (const ReadLine& line : read->lines) {
    text += (text.empty() ? "" : "\n") + line.text;
    lines.push_back({{"text", line.text}, {"box", ToJson(line.box)}, {"confidence", line.confidence}});
  }
  return Json({{"text", text},
               {"lines", std::move(lines)},
               {"origin", ToString(read->origin)},
               {"row", read->row ? RowJson(*read->row) : OrderedJson(nullptr)},
               {"must_type", Doubtful(*read)}});
}

constexpr std::array kRoutes = {
    Route{Method::kGet, "/documents/{}/pages/{}.png", Access::kAny, PageImage},
    Route{Method::kPost, "/documents/{}/pages/{}/read", Access::kEntry, ReadUnderBox},
    Route{Method::kGet, "/items/{}/crop.png", Access::kAny, Crop},
};

}  // namespace

std::span<const Route> PageRoutes() { return kRoutes; }

}  // namespace labintake::review
