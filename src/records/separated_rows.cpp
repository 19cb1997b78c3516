#include "records/separated_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"

namespace certrec {

namespace {

constexpr std::string_view kNeedsQuotes = ",\"\r\n";

bool is_quoted(std::string_view field) { return field.starts_with('"'); }

/// Whether the field of a regular row has other bytes in CSV.
bool is_changed(std::string_view field) {
    if (!is_quoted(field)) return field.find(',') != std::string_view::npos;
    return field.substr(1, field.size() - 2).find_first_of(kNeedsQuotes) == std::string_view::npos;
}

/// Follows the lines and columns of a text as it is passed.
class Position {
  public:
    explicit Position(std::uint64_t line) : line_(line) {}
    void pass(std::string_view text) {
        const std::size_t line_feed = text.rfind('\n');
        if (line_feed != std::string_view::npos) {
            line_ += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
            column_ = 1;
            text.remove_prefix(line_feed + 1);
        }
        const std::size_t valid = check_utf8(text).valid;
        column_ += count_characters(text.substr(0, valid)) + (text.size() - valid);
    }
    [[nodiscard]] std::uint64_t line() const { return line_; }
    [[nodiscard]] std::uint64_t column() const { return column_; }

  private:
    std::uint64_t line_;
    std::uint64_t column_ = 1;
};

}  // namespace

void FieldPlaces::enter(std::uint64_t line, std::vector<Place> places) {
    const std::lock_guard lock(mutex_);
    count_ += places.size();
    lines_[line] = std::move(places);
    while (count_ > kMostPlaces && lines_.size() > 1) {
        forgotten_ = lines_.begin()->first;
        count_ -= lines_.begin()->second.size();
        lines_.erase(lines_.begin());
    }
}

Location FieldPlaces::find(const Location& at) const {
    const std::lock_guard lock(mutex_);
    const auto line = lines_.find(at.line);
    Location found = at;
    if (line == lines_.end()) {
        if (at.line <= forgotten_) found.column = 0;
        return found;
    }
    for (const Place& place : line->second) {
        if (place.now > at.column) break;
        found.column = place.then + (at.column - place.now);
    }
    return found;
}

void split_row(std::string_view text, std::size_t begin, char separator, bool at_end,
               SplitRow& row) {
    row.fields.clear();
    row.is_regular = true;
    row.is_whole = true;
    std::size_t at = begin;
    while (true) {
        const std::size_t field = at;
        if (at < text.size() && text[at] == '"') {
            for (++at; at < text.size(); ++at) {
                if (text[at] != '"') continue;
                if (at + 1 == text.size() || text[at + 1] != '"') break;
                ++at;
            }
            row.is_regular &= at < text.size();
            if (at < text.size()) ++at;
            row.is_regular &=
                at == text.size() || text[at] == separator || text[at] == '\n' || text[at] == '\r';
        }
        bool at_row_end = true;
        for (; at < text.size(); ++at) {
            const char c = text[at];
            if (c == separator) {
                at_row_end = false;
                break;
            }
            if (c == '\n') break;
            if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') break;
            row.is_regular &= c != '"' && c != '\r';
        }
        row.fields.push_back({field, at});
        if (at_row_end) break;
        ++at;
    }
    row.end = at;
    row.next = at;
    if (at == text.size()) {
        row.is_whole = at_end;
    } else {
        row.next += text[at] == '\r' ? 2 : 1;
    }
}

std::string value_of(std::string_view field) {
    if (!is_quoted(field)) return std::string(field);
    const std::string_view inner = field.substr(1, field.size() - 2);
    std::string value;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        value += inner[i];
        if (inner[i] == '"') ++i;
    }
    return value;
}

std::size_t SeparatedRows::write(std::string_view text, bool at_end, std::string& csv) {
    std::size_t at = 0;
    while (at < text.size()) {
        split_row(text, at, separator_, at_end, row_);
        if (!row_.is_whole) break;
        write_row(text, row_, csv);
        csv += text.substr(row_.end, row_.next - row_.end);
        line_ += static_cast<std::uint64_t>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(row_.next), '\n'));
        at = row_.next;
    }
    return at;
}

void SeparatedRows::write_row(std::string_view text, const SplitRow& row, std::string& csv) {
    const auto field = [&](const SplitField& f) { return text.substr(f.begin, f.end - f.begin); };
    if (row.is_regular && std::any_of(row.fields.begin(), row.fields.end(),
                                      [&](const auto& f) { return is_changed(field(f)); })) {
        return write_changed(text, row, csv);
    }
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        if (i > 0) csv += ',';
        csv += field(row.fields[i]);
    }
}

void SeparatedRows::write_changed(std::string_view text, const SplitRow& row, std::string& csv) {
    Position now(line_);
    Position then(line_);
    std::map<std::uint64_t, std::vector<FieldPlaces::Place>> lines;
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
        if (i > 0) {
            csv += ',';
            now.pass(",");
            then.pass(",");
        }
        auto& places = lines[now.line()];
        const std::uint64_t usual =
            places.empty() ? now.column() : places.back().then + now.column() - places.back().now;
        if (usual != then.column()) places.push_back({now.column(), then.column()});
        const std::string_view field =
            text.substr(row.fields[i].begin, row.fields[i].end - row.fields[i].begin);
        const std::size_t before = csv.size();
        append_csv_field(csv, value_of(field));
        now.pass(std::string_view(csv).substr(before));
        then.pass(field);
    }
    for (auto& [line, places] : lines) {
        if (!places.empty()) places_.enter(line, std::move(places));
    }
}

}  // namespace certrec
