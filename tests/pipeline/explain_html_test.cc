#include "pipeline/explain_html.h"

#include <gtest/gtest.h>

#include "tests/pipeline/made_document.h"

namespace labintake::pipeline {
namespace {

bool Has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Any bytes do for an image.
std::string MadeHtml() { return ExplainHtml(MadeDocument(), {"\x89PNG\r\n"}); }

TEST(ExplainHtmlTest, ShowsRowsFieldsAndLines) {
  const std::string html = MadeHtml();
  EXPECT_TRUE(Has(html, "href=\"data:image/png;base64,iVBOR"));
  EXPECT_TRUE(Has(html, "<svg viewBox=\"0 0 612.0 792.0\""));
  EXPECT_TRUE(Has(html, "<g class=\"row accepted\" id=\"r1\" data-row=\"1\" tabindex=\"0\""));
  EXPECT_TRUE(Has(html, "<g class=\"row review\" id=\"r2\""));
  for (const char* field : {"f-name", "f-value", "f-unit", "f-range", "f-flag"}) {
    EXPECT_TRUE(Has(html, std::string("<rect class=\"") + field + "\" x=")) << field;
  }
  EXPECT_TRUE(Has(html, "<g class=\"line c-heading\"><title>heading: Iron</title>"));
  EXPECT_TRUE(Has(html, "<code>flag-disagrees</code> The flag says low"));
  EXPECT_TRUE(Has(html, "confidence 0.512, rule <code>columns/header</code>"));
  EXPECT_TRUE(Has(html, "data-target=\"u1\">page 1: Odd line 2?4 ng/mL"));
}

TEST(ExplainHtmlTest, AsksNothingOfAnyNetwork) {
  const std::string html = MadeHtml();
  EXPECT_TRUE(Has(html, "default-src 'none'; img-src data:; style-src 'sha256-"));
  for (const char* bad : {"http://", "https://", "src=\"/", "@import", "style=\"", "onclick"}) {
    EXPECT_FALSE(Has(html, bad)) << bad;
  }
}

TEST(ExplainHtmlTest, EscapesTheDocument) {
  EXPECT_EQ(EscapeHtml("<b a=\"x\" c='y'>&\x01\xff"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;\uFFFD\uFFFD");
  Document d = MadeDocument();
  const std::string evil = "\"><script>alert(1)</script>";
  d.path = evil;
  Report& report = d.reports[0];
  report.header.lab = report.header.patient_name = evil;
  report.lines[0].text = evil;
  report.lines.back().text = evil;
  for (std::string* text :
       {&report.observations[0].name.text, &report.observations[0].value.text, &report.observations[0].unit.text,
        &report.observations[0].unit.ucum, &report.observations[0].range.text, &report.observations[0].flag.text,
        &report.observations[0].flag.code, &report.observations[0].panel, &report.observations[0].specimen,
        &report.observations[0].rule, &report.findings[0].message}) {
    *text = evil;
  }
  const std::string html = ExplainHtml(d, {});
  EXPECT_FALSE(Has(html, "<script>alert"));
  EXPECT_FALSE(Has(html, "\"><script"));
  EXPECT_TRUE(Has(html, "&lt;script&gt;alert(1)"));
}

TEST(ExplainHtmlTest, ADocumentWithoutReportsSaysSo) {
  Document d;
  d.path = "letter.pdf";
  d.pages = {{1, 612, 792, PageKind::kText}};
  EXPECT_TRUE(Has(ExplainHtml(d, {}), "No report was found in this file."));
}

}  // namespace
}  // namespace labintake::pipeline
