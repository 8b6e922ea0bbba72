#include "review/api/item_views.h"

#include "db/document_pages.h"
#include "review/items/item_view.h"

namespace labintake::review {

Result<OrderedJson> ItemJson(Call& call, const std::string& id) {
  const auto item = call.services.store->GetReviewItem(id);
  if (!item)
    return Fail(item.error().code == ErrorCode::kArgument ? ErrorCode::kNotFound : item.error().code,
                item.error().message);
  const auto work = call.services.queue.State(id);
  if (!work) return tl::unexpected(work.error());
  const auto pages = db::ReadPages(*call.services.database, item->document);
  if (!pages) return tl::unexpected(pages.error());
  ItemView view{*item, *work, call.who, static_cast<int>(pages->pages.size()), call.services.answers.KeyFields(*work)};
  auto keyed = call.services.answers.Keyed(*work);
  if (!keyed) return tl::unexpected(keyed.error());
  view.keyed = *std::move(keyed);
  auto remarks = call.services.queue.Remarks(*work, work->Blind(item->state));
  if (!remarks) return tl::unexpected(remarks.error());
  view.remarks = *std::move(remarks);
  auto draft = call.services.drafts.Get(call.who, id);
  if (!draft) return tl::unexpected(draft.error());
  view.draft = *std::move(draft);
  return ToJson(view);
}

}  // namespace labintake::review
