#include "certrec/records/csv_row.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/column_names.hpp"
#include "records/row_parser.hpp"
#include "records/separators.hpp"

namespace certrec {

namespace {

/// How to come to fields when the one name of a header holds what should stand between them.
std::optional<Bilingual> hint_for_separator(std::string_view name) {
    const auto is_in = [name](const Separator& separator) {
        return name.find(separator.sign) != std::string_view::npos;
    };
    const auto* const found = std::find_if(kSeparators.begin(), kSeparators.end(), is_in);
    if (found != kSeparators.end() && found->sign == ',') {
        return compose("are the fields separated by ','? say --delimiter comma",
                       "字段是否以“,”分隔？请用 --delimiter comma 指明");
    }
    if (found != kSeparators.end()) {
        return compose(
            "are the fields separated by '{0}'? use commas, or for the main file say "
            "--delimiter {1}",
            "字段是否以“{0}”分隔？请改用逗号；主要文件也可用 --delimiter {1} 指明",
            shown({&found->sign, 1}), found->word);
    }
    if (name.find("，") == std::string_view::npos && name.find("；") == std::string_view::npos) {
        return std::nullopt;
    }
    return compose("a full-width comma or semicolon separates nothing: use ','",
                   "全角逗号、分号不作分隔，请改用半角逗号“,”");
}

/// The names that do not stand for others already.
std::vector<std::string> free_names(const std::vector<std::string>& names,
                                    const std::vector<std::string>& found) {
    std::vector<std::string> free;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == found[i]) free.push_back(found[i]);
    }
    return free;
}

/// How to come to the column of that name, when `found` are there, of which `free` may be it.
Bilingual hint_for_missing(std::string_view name, const std::vector<std::string>& found,
                           const std::vector<std::string>& free) {
    if (found.size() == 1) {
        if (auto hint = hint_for_separator(found.front())) return *std::move(hint);
    }
    const Bilingual columns = joined(found);
    auto likely = nearest(name, free);
    if (!likely) likely = likeliest_column(name, free);
    return likely_hint(likely, compose("the columns are: {0}", "现有各列：{1}",
                                       shown_cell(columns.en, 200), shown_cell(columns.zh, 200)));
}

/// The place after `text`, which begins at the place `at`.
Location after(std::string_view text, Location at) {
    const auto line_feeds = std::count(text.begin(), text.end(), '\n');
    if (line_feeds > 0) {
        at.line += static_cast<std::uint64_t>(line_feeds);
        at.column = 1;
        text.remove_prefix(text.rfind('\n') + 1);
    }
    at.column += count_characters(text);
    return at;
}

/// Where that is in the file as it came.
Location placed(const ByteSource& source, const Location& at) {
    return source.origin.place ? source.origin.place(at) : at;
}

}  // namespace

std::string_view CsvRow::unquoted(std::string_view raw) const {
    const std::string_view inner = raw.substr(1, raw.size() - 2);
    if (inner.find('"') == std::string_view::npos) return inner;
    if (decoded_count_ == decoded_.size()) decoded_.emplace_back();
    std::string& value = decoded_[decoded_count_++];
    value.clear();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        value += inner[i];
        if (inner[i] == '"') ++i;
    }
    const std::size_t size = value.size();
    value.append(kPadding, '\0');
    return {value.data(), size};
}

Location CsvRow::location(std::size_t index) const {
    return location_in_row(*source_, line_, bytes().substr(0, begin_of(index) - begin_));
}

Location location_in_row(const ByteSource& source, std::uint64_t line, std::string_view before) {
    return placed(source, after(before, {source.name, line, 1}));
}

std::vector<Location> locations_in_row(const ByteSource& source, const CsvRow& row) {
    std::vector<Location> locations;
    Location at{source.name, row.line(), 1};
    const char* counted = row.bytes().data();
    for (std::size_t i = 0; i < row.size(); ++i) {
        const char* const begin = row.raw_field(i).data();
        at = after({counted, static_cast<std::size_t>(begin - counted)}, std::move(at));
        counted = begin;
        locations.push_back(placed(source, at));
    }
    return locations;
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const {
    const auto first = std::find(names_.begin(), names_.end(), name);
    if (first == names_.end()) return std::nullopt;
    const auto second = std::find(first + 1, names_.end(), name);
    if (second != names_.end()) {
        const auto index = static_cast<std::size_t>(second - names_.begin());
        throw Refusal({Severity::error, locations_[index],
                       compose("the column '{}' is there twice", "列“{}”出现两次", shown(name)),
                       compose("remove or rename one of them", "请删去或改名其中一列")});
    }
    return static_cast<std::size_t>(first - names_.begin());
}

std::size_t CsvHeader::require(std::string_view name) const {
    if (const auto index = find(name)) return *index;
    const Location at{locations_.front().file, locations_.front().line, 0};
    const auto found = std::find(found_names_.begin(), found_names_.end(), name);
    if (found != found_names_.end()) {
        const auto index = static_cast<std::size_t>(found - found_names_.begin());
        throw Refusal({Severity::error, at,
                       compose("the column '{0}' goes by the name {1}", "列“{0}”应称作 {1}",
                               shown_cell(name), names_[index]),
                       compose("name it so", "请用此名")});
    }
    const std::string chinese = chinese_name(name);
    throw Refusal({Severity::error, at,
                   compose("there is no column '{0}'", "缺少列“{0}”{1}", name,
                           chinese.empty() ? "" : "（" + chinese + "）"),
                   hint_for_missing(name, found_names(), free_names(names_, found_names()))});
}

}  // namespace certrec
