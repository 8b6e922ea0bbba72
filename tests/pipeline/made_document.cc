#include "tests/pipeline/made_document.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace labintake::pipeline {
namespace {

constexpr double kHeight = 792;

std::string RandomText(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {
      "",  "a",  "Ferritin", " ",     "<",  "\"", ",",    "\n",
      "µ", "漢", "\xff",     "\x1b[", "\\", "é",  "\xc3", std::string(1, '\0')};
  std::string out;
  for (auto n = random() % 5; n > 0; --n) out += kPieces[random() % kPieces.size()];
  return out;
}

Box RandomBox(std::mt19937& random) {
  std::uniform_real_distribution<double> at(0, 800);
  return random() % 4 == 0 ? Box{} : Box{at(random), at(random), at(random), at(random)};
}

std::optional<Decimal> RandomNumber(std::mt19937& random) {
  static const std::vector<std::string> kNumbers = {"0", "0.50", "-1.20", "7.53e12", "1e-9", "1234567890.0123456789"};
  const auto i = random() % (kNumbers.size() + 1);
  return i == kNumbers.size() ? std::nullopt : Decimal::Parse(kNumbers[i]);
}

template <typename T>
T RandomEnum(std::mt19937& random, T last) {
  return static_cast<T>(random() % (static_cast<unsigned>(last) + 1));
}

std::vector<Finding> RandomFindings(std::mt19937& random) {
  std::vector<Finding> findings(random() % 3);
  for (Finding& f : findings) {
    f = {RandomEnum(random, FindingCode::kUnreadLines), RandomText(random), RandomBox(random)};
  }
  return findings;
}

Observation RandomObservation(std::mt19937& r) {
  Observation o;
  o.page = static_cast<int>(r());
  o.box = RandomBox(r);
  o.panel = RandomText(r);
  o.specimen = RandomText(r);
  o.name = {RandomText(r), RandomBox(r)};
  o.value = {RandomText(r), RandomEnum(r, ValueKind::kNotDone), RandomNumber(r),
             RandomEnum(r, Comparator::kGreaterEqual), RandomBox(r)};
  o.unit = {RandomText(r), RandomText(r), RandomBox(r)};
  o.range = {RandomText(r), RandomNumber(r), RandomNumber(r), r() % 2 == 0, r() % 2 == 0, RandomBox(r)};
  o.flag = {RandomText(r), RandomText(r), r() % 2 == 0, RandomBox(r)};
  o.rule = RandomText(r);
  o.origin = r() % 2 == 0 ? Origin::kTextLayer : Origin::kOcr;
  o.score = static_cast<double>(r() % 1000) / 1000;
  o.confidence = std::uniform_real_distribution<double>(0, 1)(r);
  o.status = RandomEnum(r, RowStatus::kReview);
  o.findings = RandomFindings(r);
  return o;
}

Observation Row(double y, const std::string& name, const std::string& value, const std::string& unit,
                const std::string& range) {
  Observation o;
  o.page = 1;
  o.panel = "Iron";
  o.box = {72, y - 9, 500, y + 3};
  o.name = {name, {72, y - 9, 150, y + 3}};
  o.value = {value, ValueKind::kQuantity, Decimal::Parse(value), Comparator::kNone, {200, y - 9, 230, y + 3}};
  o.unit = {unit, unit, {260, y - 9, 300, y + 3}};
  o.range = {range, {}, {}, true, true, {330, y - 9, 390, y + 3}};
  o.rule = "columns/header";
  o.confidence = 0.99;
  o.status = RowStatus::kAccepted;
  return o;
}

std::string Stream(const std::string& keys, const std::string& content) {
  return fmt::format("<<{}/Length {}>>\nstream\n{}endstream", keys, content.size(), content);
}

// Object 4: horizontal bars, as no writing looks.
std::string BarsPicture() {
  constexpr int kColumns = 612, kRows = 792;
  std::string grey;
  for (int y = 0; y < kRows; ++y) grey.append(kColumns, y / 40 % 2 == 0 ? '\xff' : '\x10');
  return Stream(fmt::format("/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width {}/Height {}",
                            kColumns, kRows),
                grey);
}

std::string Build(const std::vector<std::vector<PdfText>>& pages, bool scans) {
  std::vector<std::string> objects = {"<</Type/Catalog/Pages 2 0 R>>", "",
                                      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
                                      scans ? BarsPicture() : "null"};
  std::string kids;
  for (const auto& page : pages) {
    std::string content;
    if (page.empty() && scans) content = fmt::format("q 612 0 0 {} 0 0 cm /I1 Do Q\n", kHeight);
    for (const PdfText& text : page) {
      content += fmt::format("BT /F1 10 Tf {} {} Td ({}) Tj ET\n", text.x, kHeight - text.y, text.text);
    }
    objects.push_back(Stream("", content));
    const std::size_t contents = objects.size();
    objects.push_back(
        fmt::format("<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 {}]/Contents {} 0 R"
                    "/Resources<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>>>",
                    kHeight, contents));
    kids += fmt::format("{} 0 R ", objects.size());
  }
  objects[1] = fmt::format("<</Type/Pages/Kids[{}]/Count {}>>", kids, pages.size());
  std::string out = "%PDF-1.4\n";
  std::string xref = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    xref += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  const std::size_t start = out.size();
  return out + xref +
         fmt::format("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", objects.size() + 1, start);
}

}  // namespace

std::string MakePdf(const std::vector<std::vector<PdfText>>& pages) { return Build(pages, false); }

std::string MakeScanPdf(const std::vector<std::vector<PdfText>>& pages) { return Build(pages, true); }

std::string MadePdf() {
  const auto row = [](double y, const char* name, const char* value, const char* unit, const char* range) {
    return std::vector<PdfText>{{72, y, name}, {200, y, value}, {260, y, unit}, {330, y, range}};
  };
  std::vector<PdfText> page = {{72, 60, "Example Laboratory"}, {72, 80, "Collected: 2024-05-01"}, {72, 120, "Iron"}};
  for (const auto& texts :
       {row(140, "Test", "Result", "Unit", "Reference"), row(160, "Ferritin", "85", "ng/mL", "30-300"),
        row(180, "Iron", "210", "ug/dL", "50-170"), row(200, "Odd line", "2?4", "ng/mL", "")}) {
    page.insert(page.end(), texts.begin(), texts.end());
  }
  return MakePdf({page});
}

Document MadeDocument() {
  Document d;
  d.path = "some/folder/made.pdf";
  d.sha256 = std::string(64, 'a');
  d.media_type = "application/pdf";
  d.pages = {{1, 612, 792, PageKind::kText}};
  Report r;
  r.header = {"Example Laboratory", "Jane <Doe>", "P-77",      "F", "54 a", "1970-01-01", "A-1", "Serum",
              "2024-05-01T08:30",   "",           "2024-05-03"};
  Observation ferritin = Row(160, "Ferritin", "85", "ng/mL", "30-300");
  ferritin.range.low = Decimal::Parse("30");
  ferritin.range.high = Decimal::Parse("300");
  ferritin.flag = {"", "N", true, {}};
  ferritin.specimen = "serum";
  Observation iron = Row(180, "Iron, \"total\"", "210", "ug/dL", "<170");
  iron.value.comparator = Comparator::kGreater;
  iron.range.high = Decimal::Parse("170");
  iron.range.high_inclusive = false;
  iron.flag = {"L", "L", false, {420, 171, 430, 183}};
  iron.confidence = 0.51249;
  iron.status = RowStatus::kReview;
  iron.findings = {
      {FindingCode::kFlagDisagrees, "The flag says low, but 210 is above the range.", {420, 171, 430, 183}}};
  r.observations = {ferritin, iron};
  r.lines = {{1, {72, 51, 180, 63}, LineClass::kFurniture, "Example Laboratory"},
             {1, {72, 71, 200, 83}, LineClass::kFurniture, "Collected: 2024-05-01"},
             {1, {72, 111, 100, 123}, LineClass::kHeading, "Iron"},
             {1, {72, 131, 390, 143}, LineClass::kTableHead, "Test Result Unit Reference"},
             {1, {72, 151, 390, 163}, LineClass::kRow, "Ferritin 85 ng/mL 30-300"},
             {1, {72, 171, 390, 183}, LineClass::kRow, "Iron 210 ug/dL 50-170"},
             {1, {72, 191, 300, 203}, LineClass::kUnread, "Odd line 2?4 ng/mL"}};
  r.findings = {{FindingCode::kUnreadLines, "One line looks like a result and was not read.", {}}};
  r.status = DocumentStatus::kNeedsReview;
  d.reports = {r};
  return d;
}

Document RandomDocument(std::mt19937& r) {
  Document d;
  d.path = RandomText(r);
  d.sha256 = RandomText(r);
  d.media_type = RandomText(r);
  d.repaired = r() % 2 == 0;
  for (auto n = r() % 4; n > 0; --n) {
    d.pages.push_back({static_cast<int>(n), 612.25, 791.5, RandomEnum(r, PageKind::kBlank)});
  }
  d.reports.resize(r() % 3);
  for (Report& report : d.reports) {
    report.number = static_cast<int>(r() % 100);
    report.first_page = static_cast<int>(r() % 100);
    report.last_page = static_cast<int>(r() % 100);
    report.header = {RandomText(r), RandomText(r), RandomText(r), RandomText(r), RandomText(r), RandomText(r),
                     RandomText(r), RandomText(r), RandomText(r), RandomText(r), RandomText(r)};
    for (auto n = r() % 5; n > 0; --n) report.observations.push_back(RandomObservation(r));
    for (auto n = r() % 200; n > 0; --n) {
      report.lines.push_back({static_cast<int>(n), RandomBox(r), RandomEnum(r, LineClass::kUnread), RandomText(r)});
    }
    report.findings = RandomFindings(r);
    report.status = RandomEnum(r, DocumentStatus::kFailed);
  }
  return d;
}

void WriteFile(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "labintake.XXXXXX").string();
  if (mkdtemp(name.data()) != nullptr) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace labintake::pipeline
