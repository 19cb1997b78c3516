#include "certrec/records/table_source.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>

#include "base/compose.hpp"
#include "base/likely_hint.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_blocks.hpp"
#include "certrec/records/csv_writer.hpp"
#include "records/separated_rows.hpp"
#include "records/separators.hpp"

namespace certrec {

namespace {

// That are found out without being named, the likeliest first.
constexpr std::array kFoundSeparators = {',', '\t', ';'};
constexpr std::size_t kPieceBytes = 64U * 1024U;
constexpr std::size_t kHeadPieceBytes = 16U * 1024U;  // most headers, and many tables, are short
constexpr std::size_t kMostHeaderBytes = 1024U * 1024U;

/// The header, or the first row.
struct Head {
    std::vector<std::string> values;
    std::vector<std::uint64_t> columns;  // where they stand, from 1
    std::size_t next = 0;                // where the next row begins
};

/// nullopt if the row is not in order, for the reader of rows to say so.
std::optional<Head> split_head(std::string_view text, char separator, bool at_end) {
    SplitRow row;
    split_row(text, 0, separator, at_end, row);
    if (!row.is_whole || !row.is_regular || check_utf8(text.substr(0, row.end)).valid != row.end) {
        return std::nullopt;
    }
    Head head;
    head.next = row.next;
    std::size_t counted = 0;
    std::uint64_t column = 1;
    for (const SplitField& field : row.fields) {
        head.values.push_back(value_of(text.substr(field.begin, field.end - field.begin)));
        column += count_characters(text.substr(counted, field.begin - counted));
        counted = field.begin;
        head.columns.push_back(column);
    }
    return head;
}

/// Whether a cell is likely no name of a column: it is a number or a date, or has a long number.
bool is_likely_value(std::string_view cell) {
    constexpr std::ptrdiff_t kLongNumber = 6;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return !cell.empty() && (is_digit(cell.front()) ||
                             std::count_if(cell.begin(), cell.end(), is_digit) >= kLongNumber);
}

/// Makes CSV of a table.
class TableReader {
  public:
    TableReader(ByteSource text, TableColumns columns, const TableForm& form)
        : text_(std::move(text)), form_(form), columns_(std::move(columns)), finder_(columns_) {
        read_line();
        pass_empty_lines();
        const std::optional<char> stated = take_separator_line();
        read_head();
        separator_ = form.separator ? *form.separator : stated ? *stated : find_separator();
        form.has_header ? take_header() : make_header();
        if (separator_ != ',') rows_.emplace(separator_, line_, places_);
    }

    /// For messages about what is read.
    [[nodiscard]] TextOrigin& origin() { return origin_; }
    [[nodiscard]] const FieldPlaces& places() const { return places_; }

    std::size_t read(std::span<char> into) {
        while (true) {
            const std::size_t ready = csv_.size() - csv_at_;
            if (ready > 0) {
                const std::size_t count = std::min(ready, into.size());
                std::memcpy(into.data(), csv_.data() + csv_at_, count);
                csv_at_ += count;
                return count;
            }
            if (!rows_) return pass(into);
            csv_.clear();
            csv_at_ = 0;
            if (!rewrite()) return 0;
        }
    }

  private:
    void read_line() {
        const auto has_line = [this] { return head_.find('\n') != std::string::npos; };
        do {
            if (!read_on(kHeadPieceBytes)) break;
        } while (!has_line() && head_.size() < kMostHeaderBytes);
        if (!has_line()) fail_if_failed();
    }

    void pass_empty_lines() {
        while (true) {
            if (head_.empty() && !read_on(kHeadPieceBytes)) return;
            const std::size_t size = head_.starts_with("\r\n") ? 2
                                     : head_.starts_with('\n') ? 1
                                                               : 0;
            if (size == 0) return;
            head_.erase(0, size);
            ++line_;
        }
    }

    /// Reads on until the header is there, whatever the separator, unless it is longer than any.
    void read_head() {
        const auto is_whole = [this](char separator) {
            SplitRow row;
            split_row(head_, 0, separator, at_end_, row);
            return row.is_whole;
        };
        std::string separators(kFoundSeparators.begin(), kFoundSeparators.end());
        if (form_.separator) separators += *form_.separator;
        while (!std::all_of(separators.begin(), separators.end(), is_whole) &&
               head_.size() < kMostHeaderBytes && read_on(kHeadPieceBytes)) {
        }
    }

    /// Reads that many bytes, if there are. False at the end, and if reading fails, which comes out
    /// when what was read before has been handed over.
    bool read_on(std::size_t size) {
        std::size_t have = head_.size();
        const std::size_t wanted = have + size;
        head_.resize(wanted);
        while (have < wanted && !at_end_ && !failure_) {
            try {
                const std::size_t count = text_.read({head_.data() + have, wanted - have});
                at_end_ = count == 0;
                have += count;
            } catch (...) {  // carried to where it belongs
                failure_ = std::current_exception();
            }
        }
        head_.resize(have);
        return have + size > wanted;
    }

    void fail_if_failed() const {
        if (failure_) std::rethrow_exception(failure_);
    }

    std::optional<char> take_separator_line() {
        const std::size_t end = std::min(head_.find('\n'), head_.size());
        std::string_view line = std::string_view(head_).substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.size() >= 2 && line.starts_with('"') && line.ends_with('"')) {
            line = line.substr(1, line.size() - 2);
        }
        const bool is_it =
            line.size() == 5 && (line.starts_with("sep=") || line.starts_with("SEP="));
        const std::optional<char> separator =
            is_it ? parse_separator(line.substr(4)) : std::nullopt;
        if (!separator) return std::nullopt;
        head_.erase(0, std::min(end + 1, head_.size()));
        ++line_;
        return separator;
    }

    [[nodiscard]] char find_separator() const {
        char best = kFoundSeparators.front();
        std::pair<std::size_t, std::size_t> most;
        for (const char separator : kFoundSeparators) {
            const auto head = split_head(head_, separator, at_end_);
            if (!head) continue;
            const auto known = static_cast<std::size_t>(
                std::count_if(head->values.begin(), head->values.end(),
                              [this](const std::string& value) { return is_known(value); }));
            const std::pair found(form_.has_header ? known : 0, head->values.size());
            if (found <= most) continue;
            most = found;
            best = separator;
        }
        return best;
    }

    [[nodiscard]] bool is_known(const std::string& found) const {
        const bool is_mapped =
            std::any_of(form_.mappings.begin(), form_.mappings.end(),
                        [&](const ColumnMapping& mapping) { return mapping.found == found; });
        return is_mapped || finder_.find(found) != nullptr;
    }

    /// Takes the header off the text, and puts one with the usual names before it.
    void take_header() {
        origin_.first_line = line_;
        const auto head = split_head(head_, separator_, at_end_);
        if (!head) return;
        refuse_missing_header(*head);
        const std::vector<std::string> names = name_columns(*head);
        if (names == head->values && separator_ == ',') return;
        origin_.columns = head->values;
        // Line breaks in names may go, and the rows keep their lines.
        const std::uint64_t lines = count_lines(std::string_view(head_).substr(0, head->next));
        write_header(names);
        const std::uint64_t written = count_lines(csv_);
        if (lines > written) origin_.first_line += lines - written;
        enter_places(names, *head);
        head_.erase(0, head->next);
        line_ += lines;
    }

    /// Puts a header before the first row.
    void make_header() {
        origin_.first_line = line_ - 1;
        std::vector<std::string> names = form_.order;
        if (names.empty()) {
            for (const ColumnName* const c : all_columns(columns_)) names.push_back(c->name);
            const auto first = split_head(head_, separator_, at_end_);
            if (first && first->values.size() < names.size()) names.resize(first->values.size());
        }
        write_header(names);
    }

    void write_header(const std::vector<std::string>& names) {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (i > 0) csv_ += ',';
            append_csv_field(csv_, names[i]);
        }
        csv_ += '\n';
    }

    /// Where the names of the written header stood.
    void enter_places(const std::vector<std::string>& names, const Head& head) {
        std::vector<FieldPlaces::Place> places;
        std::uint64_t column = 1;
        for (std::size_t i = 0; i < names.size(); ++i) {
            places.push_back({column, head.columns[i]});
            std::string field;
            append_csv_field(field, names[i]);
            column += count_characters(field) + 1;
        }
        places_.enter(origin_.first_line, std::move(places));
    }

    [[nodiscard]] static std::uint64_t count_lines(std::string_view text) {
        return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    }

    /// What certrec calls the columns.
    [[nodiscard]] std::vector<std::string> name_columns(const Head& head) const {
        std::vector<std::string> names = head.values;
        std::vector<bool> is_mapped(names.size(), false);
        for (const ColumnMapping& mapping : form_.mappings) {
            if (mapping.may_be_there && has(head, mapping.name) && !has(head, mapping.found)) {
                continue;
            }
            const std::size_t column = require_mapped(head, mapping);
            if (is_mapped[column]) {
                throw refuse(head.columns[column],
                             compose("the column '{0}' is mapped to {1} and to {2}",
                                     "列“{0}”同时对应 {1} 和 {2}", shown_cell(mapping.found),
                                     names[column], mapping.name),
                             compose("map it once", "请只对应一次"));
            }
            names[column] = mapping.name;
            is_mapped[column] = true;
        }
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (is_mapped[i]) continue;
            const ColumnName* const known = finder_.find(head.values[i]);
            if (known == nullptr) continue;
            // What certrec has added is it; what the rows came with and is called so is not.
            if (is_added(known->name) && known->name != head.values[i] && has(head, known->name)) {
                continue;
            }
            const bool stands_for_it = std::any_of(
                form_.mappings.begin(), form_.mappings.end(),
                [&](const ColumnMapping& mapping) { return mapping.name == known->name; });
            if (!stands_for_it || known->name == head.values[i]) names[i] = known->name;
        }
        refuse_same(head, names, is_mapped);
        return names;
    }

    [[nodiscard]] static bool has(const Head& head, const std::string& name) {
        return std::find(head.values.begin(), head.values.end(), name) != head.values.end();
    }

    [[nodiscard]] std::size_t require_mapped(const Head& head, const ColumnMapping& mapping) const {
        const auto found = std::find(head.values.begin(), head.values.end(), mapping.found);
        if (found != head.values.end()) {
            const auto again = std::find(found + 1, head.values.end(), mapping.found);
            if (again == head.values.end()) {
                return static_cast<std::size_t>(found - head.values.begin());
            }
            const auto second = static_cast<std::size_t>(again - head.values.begin());
            throw refuse(head.columns[second],
                         compose("the column '{}' is there twice", "列“{}”出现两次",
                                 shown_cell(mapping.found)),
                         compose("remove or rename one of them", "请删去或改名其中一列"));
        }
        const Bilingual columns = joined(head.values);
        auto likely = nearest(mapping.found, head.values);
        if (!likely) likely = likeliest_column(mapping.found, head.values);
        throw refuse(
            0,
            compose("there is no column '{0}' to take for {1}", "没有可作为 {1} 的列“{0}”",
                    shown_cell(mapping.found), mapping.name),
            likely_hint(likely, compose("the columns are: {0}", "现有各列：{1}",
                                        shown_cell(columns.en, 200), shown_cell(columns.zh, 200))));
    }

    /// At a column of the header, from 1, or at all of it.
    [[nodiscard]] Refusal refuse(std::uint64_t column, Bilingual message, Bilingual hint) const {
        return Refusal(
            {Severity::error, {text_.name, line_, column}, std::move(message), std::move(hint)});
    }

    /// Refuses two columns of which one has another name for the other. What is there twice by the
    /// same name matters only to whom it matters.
    void refuse_same(const Head& head, const std::vector<std::string>& names,
                     const std::vector<bool>& is_mapped) const {
        std::unordered_map<std::string_view, std::size_t> first_of;
        for (std::size_t j = 0; j < names.size(); ++j) {
            const std::size_t i = first_of.emplace(names[j], j).first->second;
            if (head.values[i] == head.values[j] || names[j].empty()) continue;
            throw refuse(
                head.columns[j],
                compose("the column '{0}' and the column '{1}' at {2}:{3} are both {4}",
                        "列“{0}”与 {2}:{3} 处的列“{1}”都是 {4}", shown_cell(head.values[j]),
                        shown_cell(head.values[i]), line_, head.columns[i], names[i]),
                is_mapped[i] || is_mapped[j]
                    ? compose("rename '{}' in the file, or do not map another column to it",
                              "请在文件中将“{}”改名，或不要将其他列对应为该列", names[i])
                    : compose("remove one of them, or say with --columns {}=... which one it is",
                              "请删去其中一列，或用 --columns {}=… 指明", names[i]));
        }
    }

    [[nodiscard]] std::ptrdiff_t count_known(const Head& head) const {
        return std::count_if(head.values.begin(), head.values.end(),
                             [this](const std::string& value) { return is_known(value); });
    }

    /// Whether the first row after that one in which anything stands has names of columns.
    [[nodiscard]] bool has_names_below(const Head& head) const {
        constexpr std::string_view kNothing = "\r\n,;\t\" ";
        const std::size_t begin = head_.find_first_not_of(kNothing, head.next);
        if (begin == std::string::npos) return false;
        const std::size_t line_begin = head_.rfind('\n', begin) + 1;  // npos + 1 is 0
        const std::string_view rest = std::string_view(head_).substr(line_begin);
        return std::any_of(kFoundSeparators.begin(), kFoundSeparators.end(), [&](char separator) {
            const auto row = split_head(rest, separator, at_end_);
            return row && count_known(*row) > 1;
        });
    }

    /// The cells are not quoted: a first row of values may have numbers of persons.
    void refuse_missing_header(const Head& head) const {
        if (columns_.are_open || count_known(head) > 0) return;
        if (has_names_below(head)) {
            throw refuse(0,
                         compose("the first row has no name of a column, one below it has",
                                 "首行没有任何已知的列名，其下的行才有"),
                         compose("is it a title? delete what stands above the names",
                                 "是否为标题？请删去列名行之上的内容"));
        }
        const auto& values = head.values;
        if (std::none_of(values.begin(), values.end(), is_likely_value)) return;
        throw refuse(0, compose("the first row has no name of a column", "首行没有任何已知的列名"),
                     compose("is the header missing? add it, or name the columns with --no-headers "
                             "and --columns",
                             "是否缺少列名行？请补上，或用 --no-headers 和 --columns 指明各列"));
    }

    std::size_t pass(std::span<char> into) {
        if (head_at_ == head_.size()) {
            fail_if_failed();
            return at_end_ ? 0 : text_.read(into);
        }
        const std::size_t count = std::min(into.size(), head_.size() - head_at_);
        std::memcpy(into.data(), head_.data() + head_at_, count);
        head_at_ += count;
        return count;
    }

    /// Makes CSV of the next rows. False at the end.
    bool rewrite() {
        while (csv_.empty()) {
            head_.erase(0, rows_->write(head_, at_end_, csv_));
            if (!csv_.empty()) break;
            if (head_.size() > CsvBlocks::kMaxRowBytes) {
                csv_ = std::exchange(head_, {});  // whoever reads the row refuses it
            } else if (!read_on(std::max(kPieceBytes, head_.size()))) {
                fail_if_failed();
                if (head_.empty()) return false;
            }
        }
        return true;
    }

    ByteSource text_;
    TableForm form_;
    TableColumns columns_;
    ColumnFinder finder_;  // in columns_
    std::string head_;     // read and not handed over from head_at_ on
    std::size_t head_at_ = 0;
    bool at_end_ = false;
    std::exception_ptr failure_;
    std::uint64_t line_ = 1;  // on which what is left of the head begins
    char separator_ = ',';
    TextOrigin origin_;
    FieldPlaces places_;
    std::optional<SeparatedRows> rows_;
    std::string csv_;  // made and not handed over from csv_at_ on
    std::size_t csv_at_ = 0;
};

}  // namespace

std::optional<char> parse_separator(std::string_view word) {
    if (word == "\\t") return '\t';
    for (const Separator& separator : kSeparators) {
        if (word == separator.word || word == std::string_view(&separator.sign, 1)) {
            return separator.sign;
        }
    }
    return std::nullopt;
}

ByteSource open_table(ByteSource source, TableColumns columns, const TableForm& form,
                      const DiagnosticSink& sink) {
    const std::string name = source.name;
    const std::uint64_t likely_size = source.likely_size;
    const auto reader = std::make_shared<TableReader>(
        decode_text(std::move(source), form.encoding, sink), std::move(columns), form);
    TextOrigin origin = std::move(reader->origin());
    origin.place = [reader](const Location& at) { return reader->places().find(at); };
    return {name, [reader](std::span<char> into) { return reader->read(into); }, likely_size,
            std::move(origin)};
}

}  // namespace certrec
