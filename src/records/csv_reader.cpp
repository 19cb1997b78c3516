#include "certrec/records/csv_reader.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "records/csv_scan.hpp"

namespace certrec {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Bilingual many_fields(std::size_t count, std::size_t wanted) {
    return compose("the row has {0} field{2}, the header has {1}", "此行有 {0} 列，表头有 {1} 列",
                   count, wanted, count == 1 ? "" : "s");
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
    return value;
}

Location CsvRow::location(std::size_t index) const { return location_of(begin_of(index)); }

Location CsvRow::location_of(std::size_t offset) const {
    const std::string_view before = bytes_.substr(0, offset);
    const auto line_feeds = std::count(before.begin(), before.end(), '\n');
    const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
    return {*file_, line_ + static_cast<std::uint64_t>(line_feeds),
            count_characters(before.substr(line_begin)) + 1};
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
    const std::string columns = shown_cell(joined(names_), 200);
    const auto likely = nearest(name, names_);
    throw Refusal({Severity::error, at, compose("there is no column '{}'", "缺少列“{}”", name),
                   likely ? compose("is '{0}' meant? the columns are: {1}",
                                    "是否指“{0}”？现有各列：{1}", shown_cell(*likely), columns)
                          : compose("the columns are: {}", "现有各列：{}", columns)});
}

CsvReader::CsvReader(ByteSource source) : source_(std::move(source)) {
    buffer_.resize(kBlockBytes + kWindow);
    row_.file_ = &source_.name;
    refill();
    if (std::string_view(buffer_.data(), end_).starts_with(kByteOrderMark)) {
        row_begin_ = kByteOrderMark.size();
    }
    restart_scan(row_begin_);
    if (!read_row()) {
        throw Refusal({Severity::error,
                       {source_.name, 0, 0},
                       compose("the file is empty; a first row with the names of the columns is "
                               "wanted",
                               "文件为空；第一行应为列名"),
                       {}});
    }
    header_.bytes_ = row_.bytes();
    for (std::size_t i = 0; i < row_.size(); ++i) {
        header_.names_.emplace_back(row_.field(i));
        header_.locations_.push_back(row_.location(i));
    }
}

CsvReader::CsvReader(ByteSource rows, const CsvHeader& header, std::uint64_t line)
    : source_(std::move(rows)), line_(line), header_(header) {
    buffer_.resize(kBlockBytes + kWindow);
    row_.file_ = &source_.name;
    refill();
    restart_scan(row_begin_);
}

const CsvRow* CsvReader::next() {
    const std::size_t width = header_.names_.size();
    do {
        if (!read_row()) return nullptr;
    } while (row_.bytes_.empty() && width > 1);
    if (row_.size() != width) {
        const std::size_t place = std::min(row_.size(), width);
        const Location at = row_.size() > width ? row_.location(place) : row_.location();
        throw Refusal({Severity::error, at, many_fields(row_.size(), width),
                       compose("a field that holds a comma or a line break must be in quotes",
                               "含逗号或换行的字段须加引号")});
    }
    return &row_;
}

bool CsvReader::read_row() {
    newlines_ = 0;
    row_.ends_.clear();
    row_.decoded_count_ = 0;
    std::size_t field_begin = row_begin_;
    while (true) {
        // A refill moves the row to the front of the buffer, so places are kept relative to it.
        const std::size_t begin_in_row = field_begin - row_begin_;
        const std::size_t at = next_special();
        field_begin = row_begin_ + begin_in_row;
        if (at == kNone) {
            if (row_begin_ == end_) return false;
            finish_row(end_, end_);
            return true;
        }
        std::size_t after = at;
        if (buffer_[at] == '"') {
            if (at != field_begin) {
                refuse_at(
                    at,
                    compose("a quote inside a field that is not quoted", "未加引号的字段中有引号"),
                    compose("put the whole field in quotes and double the quotes in it",
                            "请给整个字段加引号，其中的引号写两个"));
            }
            after = scan_quoted(at);
            field_begin = row_begin_ + begin_in_row;
            if (after == end_) {
                finish_row(end_, end_);
                return true;
            }
        }
        switch (buffer_[after]) {
            case ',':
                row_.ends_.push_back(after - row_begin_);
                field_begin = after + 1;
                break;
            case '\n': finish_row(after, after + 1); return true;
            case '\r': {
                if (after + 1 == end_) after = read_on_after(after);
                if (after + 1 == end_ || buffer_[after + 1] != '\n') {
                    refuse_at(after, compose("a carriage return that ends no line", "单独的回车符"),
                              compose("end lines in LF or CRLF", "行尾请用 LF 或 CRLF"));
                }
                next_special();  // the line feed
                finish_row(after, after + 2);
                return true;
            }
            default:
                refuse_at(after, compose("text after the closing quote", "右引号之后还有文字"),
                          compose("double the quotes inside a quoted field",
                                  "加引号的字段中，引号须写两个"));
        }
    }
}

/// Sets the row to [row_begin_, end) and goes on at `next_begin`.
void CsvReader::finish_row(std::size_t end, std::size_t next_begin) {
    if (end - row_begin_ > kMaxRowBytes) refuse_long_row();
    row_.bytes_ = std::string_view(buffer_).substr(row_begin_, end - row_begin_);
    row_.ends_.push_back(end - row_begin_);
    row_.line_ = line_;
    line_ += newlines_ + 1;
    row_begin_ = next_begin;
}

/// The place after the closing quote of the field whose opening quote is at `field_begin`; end_ if
/// the file ends there.
std::size_t CsvReader::scan_quoted(std::size_t field_begin) {
    const std::size_t open_in_row = field_begin - row_begin_;
    while (true) {
        std::size_t at = next_special();
        if (at == kNone) {
            refuse_at(
                row_begin_ + open_in_row,
                compose("the quote opened here is never closed", "此处的左引号没有配对的右引号"),
                compose("close it, or double it if it belongs to the text",
                        "请补上右引号；若引号属于正文，请写两个"));
        }
        if (buffer_[at] == '\n') ++newlines_;
        if (buffer_[at] != '"') continue;
        if (at + 1 == end_) {
            at = read_on_after(at);
            if (at + 1 == end_) return end_;
        }
        if (is_special(buffer_[at + 1])) next_special();
        if (buffer_[at + 1] != '"') return at + 1;
    }
}

/// Reads more when the last byte, at `position`, has just been scanned; its place after that.
std::size_t CsvReader::read_on_after(std::size_t position) {
    const std::size_t in_row = position - row_begin_;
    refill();
    restart_scan(row_begin_ + in_row + 1);
    return row_begin_ + in_row;
}

/// The place of the next special byte that has not been returned yet, or kNone at the end.
std::size_t CsvReader::next_special() {
    while (mask_ == 0) {
        const std::size_t next = window_ + kWindow;
        if (next >= end_) {
            const std::size_t scanned = end_ - row_begin_;
            const bool more = refill();
            restart_scan(row_begin_ + scanned);
            if (!more) return kNone;
        } else {
            restart_scan(next);
        }
    }
    const auto bit = static_cast<std::size_t>(std::countr_zero(mask_));
    mask_ &= mask_ - 1;
    return window_ + bit;
}

/// The next special byte is looked for from `position` on. The buffer has room for a whole window
/// after end_, whatever stands there.
void CsvReader::restart_scan(std::size_t position) {
    window_ = position;
    mask_ = 0;
    if (position >= end_) return;
    mask_ = special_bytes(buffer_.data() + position);
    const std::size_t left = end_ - position;
    if (left < kWindow) mask_ &= (std::uint64_t{1} << left) - 1;
}

/// Moves the unfinished row to the front of the buffer and reads more after it. False if there is
/// no more. The scan has to be restarted.
bool CsvReader::refill() {
    if (bad_bytes_) {
        const bool is_nul = buffer_[end_] == '\0';
        const auto byte = static_cast<unsigned>(static_cast<unsigned char>(buffer_[end_]));
        refuse_at(
            end_,
            is_nul
                ? compose("a NUL byte", "含 NUL 字节")
                : compose("the byte 0x{:02x} is not UTF-8", "字节 0x{:02x} 不是 UTF-8 编码", byte),
            is_nul ? compose("is this a CSV file? save it as CSV UTF-8",
                             "这是 CSV 文件吗？请另存为 CSV UTF-8")
                   : compose("save the file as CSV UTF-8; "
                             "'iconv -f GB18030 -t UTF-8' converts a Chinese spreadsheet's CSV",
                             "请另存为 CSV UTF-8；电子表格导出的中文 CSV 可用 "
                             "“iconv -f GB18030 -t UTF-8”转换"));
    }
    if (at_end_) return false;

    const std::size_t kept = read_end_ - row_begin_;
    if (kept > kMaxRowBytes + 1) refuse_long_row();  // a CR may stand at the end of the longest row
    std::memmove(buffer_.data(), buffer_.data() + row_begin_, kept);
    end_ -= row_begin_;
    read_end_ = kept;
    discarded_ += row_begin_;
    row_begin_ = 0;
    if (kept > buffer_.size() / 2) buffer_.resize(buffer_.size() * 2);

    const std::size_t count =
        source_.read({buffer_.data() + read_end_, buffer_.size() - kWindow - read_end_});
    read_end_ += count;
    const Utf8Check check = check_utf8(std::string_view(buffer_).substr(end_, read_end_ - end_));
    end_ += check.valid;
    bad_bytes_ = check.wrong;
    if (count == 0) {
        at_end_ = true;
        bad_bytes_ = end_ != read_end_;  // the file ends inside a character
    }
    // A read can end inside a character and bring nothing that can be used yet.
    if (check.valid == 0) return refill();
    return true;
}

void CsvReader::refuse_long_row() const {
    refuse_at(row_begin_,
              compose("the row is longer than {} bytes", "此行超过 {} 字节", kMaxRowBytes),
              compose("is a quote left open in it?", "是否有引号没有配对？"));
}

/// Requires: `position` is in the row being read.
void CsvReader::refuse_at(std::size_t position, Bilingual message, Bilingual hint) const {
    CsvRow row;
    row.file_ = &source_.name;
    row.line_ = line_;
    row.bytes_ = std::string_view(buffer_).substr(row_begin_, position - row_begin_);
    throw Refusal(
        {Severity::error, row.location_of(row.bytes_.size()), std::move(message), std::move(hint)});
}

}  // namespace certrec
