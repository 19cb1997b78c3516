#include "register/holder_rows.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/register/entry.hpp"

namespace certrec {

HolderRows::HolderRows(ByteSource source, Findings& findings)
    : lines_(std::move(source), kMaxRegisterRowBytes), findings_(findings) {
    if (const Line* const line = lines_.next()) require_header(*line, kHoldersHeader, findings_);
}

std::optional<HolderRow> HolderRows::next() {
    while (const Line* const line = lines_.next()) {
        auto holder = line->state == Line::State::whole ? parse_holder(line->bytes) : std::nullopt;
        if (holder) {
            ++count_;
            return HolderRow{*std::move(holder), line->number};
        }
        findings_.fail(subject_of(lines_.location()),
                       compose("the row is not written as certrec writes it",
                               "该行与 certrec 写出的形式不同"));
    }
    return std::nullopt;
}

std::optional<HolderRow> HolderRows::take(const std::string& number) {
    if (auto waiting = early_.extract(number)) return std::move(waiting.mapped());
    while (auto row = next()) {
        if (row->holder.number == number) return row;
        early_.emplace(row->holder.number, *std::move(row));
    }
    return std::nullopt;
}

void HolderRows::report_rest() {
    while (auto row = next()) early_.emplace(row->holder.number, *std::move(row));
    std::vector<std::pair<std::uint64_t, std::string>> rest;
    for (const auto& [number, row] : early_) rest.emplace_back(row.line, number);
    std::sort(rest.begin(), rest.end());
    for (auto& [line, number] : rest) {
        findings_.fail(
            std::move(number),
            compose("a row in holders.csv without an entry: an unfinished batch, "
                    "doubled, or added by hand",
                    "holders.csv 中的行没有对应的名册条目：未完成的批次、重复或人为添加"));
    }
}

}  // namespace certrec
