#include "register/batch_rows.hpp"

#include <cerrno>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "base/make_in_chunks.hpp"
#include "certrec/base/error.hpp"
#include "certrec/register/merkle.hpp"

namespace certrec {

namespace {

bool states(std::string_view row, const Entry& entry) {
    const auto parsed = parse_entry(row);
    const auto* const read = std::get_if<Entry>(&parsed);
    return read != nullptr && *read == entry;
}

bool holds(std::string_view row, const Entry& entry) {
    if (makes_certificate(entry.event)) {
        const auto holder = parse_holder(row);
        return holder && holder->number == entry.number && commit_holder(*holder) == entry.holder;
    }
    const auto reason = parse_reason(row);
    return reason && reason->index == entry.index && commit_reason(*reason) == entry.document;
}

/// Rows that the next run could not load would end the register.
void require_loadable(const BatchRow& row, std::uint64_t index) {
    if (row.entry.index == index && states(row.entry_row, row.entry) &&
        holds(row.secret_row, row.entry)) {
        return;
    }
    throw SystemFailure(compose("the rows of entry {} could not be read again",
                                "第 {} 号条目的行将无法再次读取", index),
                        EIO);
}

BatchRow spell(NewEntry made, std::uint64_t index) {
    BatchRow row;
    row.entry_row = format_entry(made.entry);
    row.leaf = hash_leaf(row.entry_row);
    if (const auto* const holder = std::get_if<Holder>(&made.secret)) {
        row.secret_row = format_holder(*holder);
        row.award = digest_award(
            {holder->id_type, holder->id_number, made.entry.standard, made.entry.level});
    } else {
        row.secret_row = format_reason(std::get<Reason>(made.secret));
    }
    row.entry = std::move(made.entry);
    require_loadable(row, index);
    return row;
}

}  // namespace

void spell_batch(const NewEntries& batch, std::uint64_t first_index,
                 const std::function<void(std::span<const BatchRow>)>& take) {
    make_in_chunks<BatchRow>(
        batch.count,
        [&batch, first_index](std::size_t i) { return spell(batch.make(i), first_index + i); },
        [&take](std::span<const BatchRow> rows) { take(rows); });
}

}  // namespace certrec
