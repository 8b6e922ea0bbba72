#include "review/json_text.h"

#include <utility>

namespace labintake::review {

std::string Dump(const OrderedJson& value) { return value.dump(-1, ' ', false, OrderedJson::error_handler_t::replace); }

OrderedJson ToJson(const Box& box) { return OrderedJson::array({box.x0, box.y0, box.x1, box.y1}); }

OrderedJson ToJson(const Finding& finding) {
  OrderedJson also = OrderedJson::array();
  for (const Box& box : finding.also) also.push_back(ToJson(box));
  return {{"code", ToString(finding.code)},
          {"severity", ToString(finding.severity)},
          {"message", finding.message},
          {"box", ToJson(finding.box)},
          {"also", std::move(also)}};
}

OrderedJson ToJson(const std::optional<Decimal>& number) {
  return number ? OrderedJson(number->ToString()) : OrderedJson(nullptr);
}

}  // namespace labintake::review
