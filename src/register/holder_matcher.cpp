#include "register/holder_matcher.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "base/compose.hpp"

namespace certrec {

namespace {

std::unique_ptr<LineReader> read_behind_header(ByteSource source, Findings& findings) {
    auto lines = std::make_unique<LineReader>(std::move(source), kMaxRegisterRowBytes);
    if (const Line* const line = lines->next()) require_header(*line, kHoldersHeader, findings);
    return lines;
}

}  // namespace

HolderMatcher::HolderMatcher(ByteSource source, Findings& findings)
    : findings_(findings), rows_(read_behind_header(std::move(source), findings)) {}

HolderRow* HolderMatcher::next() {
    while (HolderRow* const row = rows_.next()) {
        if (row->holder) {
            ++count_;
            return row;
        }
        findings_.fail(subject_of({rows_.file(), row->line, 0}),
                       compose("the row is not written as certrec writes it",
                               "该行与 certrec 写出的形式不同"));
    }
    return nullptr;
}

const HolderRow* HolderMatcher::take(const std::string& number) {
    if (!early_.empty()) {
        if (auto waiting = early_.extract(number)) {
            taken_ = std::move(waiting.mapped());
            return &taken_;
        }
    }
    while (HolderRow* const row = next()) {
        if (row->holder->number == number) return row;
        keep(*row);
    }
    return nullptr;
}

void HolderMatcher::keep(HolderRow& row) {
    std::string number = row.holder->number;
    early_.emplace(std::move(number), std::move(row));
}

void HolderMatcher::report_rest() {
    while (HolderRow* const row = next()) keep(*row);
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
