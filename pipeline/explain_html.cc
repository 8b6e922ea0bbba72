#include "pipeline/explain_html.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <iterator>

#include "data/explain_css.h"
#include "data/explain_js.h"
#include "pipeline/cli.h"
#include "pipeline/output/summary.h"

namespace labintake::pipeline {
namespace {

std::string Base64(std::string_view bytes) {
  std::string out(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // its terminating zero
  return out;
}

// For the policy: the one script and the one style that may be used.
std::string SourceHash(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return "'sha256-" + Base64({reinterpret_cast<const char*>(hash.data()), hash.size()}) + "'";
}

const char* ClassLabel(LineClass c) {
  switch (c) {
    case LineClass::kRow: return "result row";
    case LineClass::kHeading: return "heading";
    case LineClass::kTableHead: return "table head";
    case LineClass::kFurniture: return "letterhead, footer";
    case LineClass::kComment: return "comment";
    case LineClass::kPrevious: return "previous result";
    case LineClass::kGuideline: return "guideline";
    case LineClass::kUnread: return "not read";
  }
  return "";
}

class HtmlPage {
 public:
  HtmlPage(const Document& document, const std::vector<std::string>& images) : document_(document), images_(images) {}

  std::string Build() {
    Add("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src {}; "
        "script-src {}; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>{} - what was read</title>\n<style>{}</style>\n"
        "</head>\n<body>\n",
        SourceHash(data::explain_css), SourceHash(data::explain_js), EscapeHtml(BaseName(document_.path)),
        data::explain_css);
    AddHead();
    Add("<div class=\"layout\">\n<main>\n");
    for (std::size_t i = 0; i < document_.pages.size(); ++i) AddPage(i);
    Add("</main>\n<aside aria-label=\"What was read\">\n");
    AddLegend();
    AddLists();
    Add("</aside>\n</div>\n<div id=\"tip\" hidden></div>\n<script>{}</script>\n</body>\n</html>\n", data::explain_js);
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void Add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }

  void AddHead() {
    Add("<header>\n<h1>{}</h1>\n", EscapeHtml(BaseName(document_.path)));
    Add("<p class=\"meta\">{}{}</p>\n", Count(document_.pages.size(), "page", "pages"),
        document_.repaired ? ", repaired before reading" : "");
    if (document_.reports.empty()) Add("<p class=\"notice\">No report was found in this file.</p>\n");
    AddFormat();
    for (const Report& report : document_.reports) AddReportHead(report);
    Add("</header>\n");
  }

  // Which lab formats were considered, and why.
  void AddFormat() {
    const FormatChoice& choice = document_.format;
    if (choice.candidates.empty()) return;
    Add("<details class=\"format\">\n<summary>{}</summary>\n<ul>\n",
        !choice.id.empty() ? "Read by the lab format " + EscapeHtml(choice.id)
        : choice.close     ? "Read by the general rules: more than one lab format fits"
                           : "Read by the general rules: no lab format fits");
    for (const FormatCandidate& candidate : choice.candidates) {
      Add("<li><strong>{}</strong> {}, {:.1f} points\n<ul>\n", EscapeHtml(candidate.id),
          candidate.fits ? "fits" : "does not fit", candidate.score);
      for (const std::string& reason : candidate.reasons) Add("<li>{}</li>\n", EscapeHtml(reason));
      Add("</ul>\n</li>\n");
    }
    Add("</ul>\n</details>\n");
  }

  void AddReportHead(const Report& report) {
    const Tally tally = TallyOf(report);
    const bool complete = report.status == DocumentStatus::kComplete;
    const std::string pages = report.first_page == report.last_page
                                  ? fmt::format("page {}", report.first_page)
                                  : fmt::format("pages {} to {}", report.first_page, report.last_page);
    Add("<section class=\"report\">\n<h2>Report {} <small>{}</small> <span class=\"badge {}\">{}</span>"
        "</h2>\n<p>{}, {} to review, {} not read</p>\n<dl>\n",
        report.number, pages, complete ? "ok" : "wait", complete ? "complete" : "needs review",
        Count(tally.rows, "row", "rows"), tally.review, Count(tally.unread, "line", "lines"));
    const ReportHeader& h = report.header;
    for (const auto& [label, text] : {std::pair<const char*, const std::string&>{"Laboratory", h.lab},
                                      {"Patient", h.patient_name},
                                      {"Patient number", h.patient_id},
                                      {"Sex", h.sex},
                                      {"Age", h.age},
                                      {"Born", h.birth_date},
                                      {"Accession", h.accession},
                                      {"Specimen", h.specimen},
                                      {"Collected", h.collected},
                                      {"Received", h.received},
                                      {"Reported", h.reported}}) {
      if (!text.empty()) Add("<div><dt>{}</dt><dd>{}</dd></div>\n", label, EscapeHtml(text));
    }
    Add("</dl>\n");
    AddFindings(report.findings);
    Add("</section>\n");
  }

  void AddFindings(const std::vector<Finding>& findings) {
    if (findings.empty()) return;
    Add("<ul class=\"findings\">\n");
    for (const Finding& f : findings) {
      Add("<li class=\"{}\"><code>{}</code> {}</li>\n", ToString(f.severity), ToString(f.code), EscapeHtml(f.message));
    }
    Add("</ul>\n");
  }

  void AddPage(std::size_t index) {
    const PageSummary& page = document_.pages[index];
    Add("<section class=\"page\" id=\"p{0}\">\n<h2>Page {0} <small>{1}</small></h2>\n"
        "<svg viewBox=\"0 0 {2:.1f} {3:.1f}\" role=\"group\" aria-label=\"Page {0}\">\n"
        "<rect class=\"paper\" width=\"{2:.1f}\" height=\"{3:.1f}\"/>\n",
        page.number, ToString(page.kind), page.width, page.height);
    if (index < images_.size() && !images_[index].empty()) {
      Add("<image width=\"{:.1f}\" height=\"{:.1f}\" preserveAspectRatio=\"none\" "
          "href=\"data:image/png;base64,{}\"/>\n",
          page.width, page.height, Base64(images_[index]));
    }
    int unread = 0;
    for (const Report& report : document_.reports) {
      for (const ClassifiedLine& line : report.lines) {
        const bool is_unread = line.line_class == LineClass::kUnread;
        unread += is_unread;
        if (line.page == page.number) AddLine(line, is_unread ? unread : 0);
      }
    }
    int row = 0;
    for (const Report& report : document_.reports) {
      for (const Observation& o : report.observations) {
        ++row;
        if (o.page == page.number) AddRowBoxes(o, row);
      }
    }
    Add("</svg>\n</section>\n");
  }

  void AddRect(const Box& box, std::string_view classes) {
    if (box.empty()) return;
    Add("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>", classes, box.x0, box.y0,
        box.width(), box.height());
  }

  // `unread` is its number in the list of unread lines, 0 for other lines.
  void AddLine(const ClassifiedLine& line, int unread) {
    const char* name = ToString(line.line_class);
    if (unread > 0) {
      Add("<g class=\"line c-{}\" id=\"u{}\" tabindex=\"0\" role=\"img\" aria-label=\"not read: {}\">", name, unread,
          EscapeHtml(line.text));
    } else {
      Add("<g class=\"line c-{}\">", name);
    }
    Add("<title>{}: {}</title>", ClassLabel(line.line_class), EscapeHtml(line.text));
    AddRect(line.box, "area");
    Add("</g>\n");
  }

  void AddRowBoxes(const Observation& o, int number) {
    Add("<g class=\"row {}\" id=\"r{}\" data-row=\"{}\" tabindex=\"0\" role=\"button\" aria-label=\"{} {} {}, {}\">",
        ToString(o.status), number, number, EscapeHtml(o.name.text), EscapeHtml(o.value.text), EscapeHtml(o.unit.text),
        ToString(o.status));
    AddRect(o.box, "whole");
    AddRect(o.name.box, "f-name");
    AddRect(o.value.box, "f-value");
    AddRect(o.unit.box, "f-unit");
    AddRect(o.range.box, "f-range");
    AddRect(o.flag.box, "f-flag");
    Add("</g>\n");
  }

  void AddLegend() {
    std::array<int, kLineClassCount> counts{};
    for (const Report& report : document_.reports) {
      for (const ClassifiedLine& line : report.lines) ++counts.at(static_cast<std::size_t>(line.line_class));
    }
    Add("<section class=\"legend\">\n<h2>Fields</h2>\n<ul>\n");
    for (const char* field : {"name", "value", "unit", "range", "flag"}) {
      Add("<li><span class=\"key f-{0}\"></span>{0}</li>\n", field);
    }
    Add("</ul>\n<h2>Lines</h2>\n<ul>\n");
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto line_class = static_cast<LineClass>(i);
      Add("<li><label><input type=\"checkbox\" checked data-class=\"{0}\"><span class=\"key c-{0}\"></span>{1} "
          "<b>{2}</b></label></li>\n",
          ToString(line_class), ClassLabel(line_class), counts.at(i));
    }
    Add("</ul>\n<p class=\"keys\">Keys: <kbd>j</kbd> next row, <kbd>k</kbd> previous, <kbd>r</kbd> next to review</p>\n"
        "</section>\n");
  }

  void AddLists() {
    Add("<h2>Rows</h2>\n<ol class=\"rows\">\n");
    int row = 0;
    for (const Report& report : document_.reports) {
      for (const Observation& o : report.observations) AddItem(o, ++row);
    }
    Add("</ol>\n");
    int unread = 0;
    for (const Report& report : document_.reports) {
      for (const ClassifiedLine& line : report.lines) {
        if (line.line_class != LineClass::kUnread) continue;
        if (unread == 0) Add("<h2>Lines not read</h2>\n<ol class=\"unread\">\n");
        Add("<li><button type=\"button\" data-target=\"u{}\">page {}: {}</button></li>\n", ++unread, line.page,
            EscapeHtml(line.text));
      }
    }
    if (unread > 0) Add("</ol>\n");
  }

  void AddItem(const Observation& o, int number) {
    Add("<li class=\"{}\" id=\"i{}\">\n<button type=\"button\" data-target=\"r{}\" data-row=\"{}\">"
        "<span class=\"mark\">{}</span><span class=\"name\">{}</span> <span class=\"value\">{}</span> "
        "<span class=\"unit\">{}</span> <span class=\"flag\">{}</span></button>\n",
        ToString(o.status), number, number, number, o.status == RowStatus::kReview ? "!" : "", EscapeHtml(o.name.text),
        EscapeHtml(o.value.text), EscapeHtml(o.unit.text), EscapeHtml(o.flag.code == "N" ? "" : o.flag.code));
    Add("<div class=\"why\">\n<table>\n<tr><th>field</th><th>printed</th><th>read as</th></tr>\n");
    AddField("name", o.name.text, ReadAs(o.analyte));
    AddField("value", o.value.text, ReadAs(o.value));
    AddField("unit", o.unit.text, o.unit.ucum);
    AddField("range", o.range.text, ReadAs(o.range));
    AddField("flag", o.flag.text, o.flag.derived ? o.flag.code + " (from value and range)" : o.flag.code);
    if (o.canonical.value) AddCanonical(o);
    Add("</table>\n<p>{}{}confidence {}, rule <code>{}</code>, page {}</p>\n", EscapeHtml(o.panel),
        o.panel.empty() ? "" : ", ", ConfidenceText(o.confidence), EscapeHtml(o.rule), o.page);
    AddFindings(o.findings);
    Add("</div>\n</li>\n");
  }

  void AddField(const char* field, const std::string& text, const std::string& read_as) {
    Add("<tr><th><span class=\"key f-{0}\"></span>{0}</th><td>{1}</td><td>{2}</td></tr>\n", field, EscapeHtml(text),
        EscapeHtml(read_as));
  }

  void AddCanonical(const Observation& o) {
    const CanonicalQuantity& c = o.canonical;
    std::string text = fmt::format("{}{} {}", ToString(o.value.comparator), c.value->ToString(), c.ucum);
    if (c.low || c.high)
      text += fmt::format(" ({} - {})", c.low ? c.low->ToString() : "", c.high ? c.high->ToString() : "");
    Add("<tr><th>canonical</th><td>{}</td><td>{}</td></tr>\n", EscapeHtml(text), EscapeHtml(c.conversion));
  }

  static std::string ReadAs(const Analyte& analyte) {
    if (!analyte.id.empty())
      return fmt::format("{}: {}{}{}", analyte.id, analyte.name, analyte.loinc.empty() ? "" : ", LOINC ",
                         analyte.loinc);
    std::string out;
    for (const std::string& id : analyte.candidates) out += (out.empty() ? "perhaps " : ", ") + id;
    return out;
  }

  static std::string ReadAs(const Value& value) {
    std::string out = ToString(value.kind);
    if (value.number) out += fmt::format(" {}{}", ToString(value.comparator), value.number->ToString());
    return out;
  }

  static std::string ReadAs(const ReferenceRange& range) {
    std::string out;
    if (range.low) out += fmt::format("from {}{}", range.low->ToString(), range.low_inclusive ? "" : " (exclusive)");
    if (range.low && range.high) out += " ";
    if (range.high) out += fmt::format("to {}{}", range.high->ToString(), range.high_inclusive ? "" : " (exclusive)");
    return out;
  }

  const Document& document_;
  const std::vector<std::string>& images_;
  std::string out_;
};

}  // namespace

std::string ExplainHtml(const Document& document, const std::vector<std::string>& images) {
  return HtmlPage(document, images).Build();
}

std::string EscapeHtml(std::string_view text) {
  std::string out;
  for (const char c : TerminalText(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace labintake::pipeline
