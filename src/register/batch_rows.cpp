#include "register/batch_rows.hpp"

#include <cerrno>
#include <variant>

#include "base/compose.hpp"
#include "base/make_in_chunks.hpp"
#include "certrec/base/error.hpp"
#include "certrec/register/merkle.hpp"

namespace certrec {

namespace {

bool belongs_to(const Holder& holder, const Entry& entry) {
    return makes_certificate(entry.event) && holder.number == entry.number &&
           !find_holder_fault(holder) && commit_holder(holder) == entry.holder;
}

bool belongs_to(const Reason& reason, const Entry& entry) {
    return !find_reason_fault(reason.text) && is_reason_of(reason, entry);
}

bool belongs_together(const NewEntry& made) {
    return std::visit([&made](const auto& secret) { return belongs_to(secret, made.entry); },
                      made.secret);
}

/// Rows that the next run could not load would end the register.
void require_loadable(bool is_loadable, std::uint64_t index) {
    if (is_loadable) return;
    throw SystemFailure(compose("the rows of entry {} could not be read again",
                                "第 {} 号条目的行将无法再次读取", index),
                        EIO);
}

std::string format(const Holder& holder) { return format_holder(holder); }
std::string format(const Reason& reason) { return format_reason(reason); }

void spell(const NewEntry& made, std::uint64_t index, BatchRow& row) {
    require_loadable(made.entry.index == index && !find_entry_fault(made.entry), index);
    require_loadable(belongs_together(made), index);
    const std::string entry_row = format_entry(made.entry);
    row.entry_row = entry_row;
    require_loadable(row.entry_row.size() <= kMaxRegisterRowBytes, index);
    row.leaf = hash_leaf(row.entry_row);
    const std::string secret_row =
        std::visit([](const auto& secret) { return format(secret); }, made.secret);
    row.secret_row = secret_row;
    if (const auto* const holder = std::get_if<Holder>(&made.secret)) {
        row.award = digest_award(
            {holder->id_type, holder->id_number, made.entry.standard, made.entry.level});
    }
    row.entry = made.entry;
}

}  // namespace

void spell_batch(const NewEntries& batch, std::uint64_t first_index,
                 const std::function<void(std::span<const BatchRow>)>& take) {
    make_in_chunks<BatchRow>(
        batch.count,
        [&batch, first_index](std::size_t i, BatchRow& row) {
            spell(batch.make(i), first_index + i, row);
        },
        [&take](std::span<const BatchRow> rows) { take(rows); });
}

}  // namespace certrec
