#include "certrec/report/row_form.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/spreadsheet_cell.hpp"
#include "report/json_string.hpp"
#include "report/table_text.hpp"

namespace certrec {

/// Receives the fields of one row after the other, the header first.
class RowFilter::Writer {
  public:
    explicit Writer(ByteSink sink) : sink_(std::move(sink)) {}
    virtual ~Writer() = default;
    /// `is_quoted`: whether it stood in quotes.
    virtual void field(std::string_view value, bool is_quoted) = 0;
    virtual void end_row() = 0;
    virtual void finish() = 0;

  protected:
    void flush_if_long() {
        if (text_.size() >= kFlushBytes) flush();
    }
    void flush() {
        if (!text_.empty()) sink_(text_);
        text_.clear();
    }

    std::string text_;

  private:
    ByteSink sink_;
};

class RowFilter::Csv final : public Writer {
  public:
    Csv(ByteSink sink, RowForm form)
        : Writer(std::move(sink)), form_(form), is_left_out_(!form.has_header) {
        if (form.is_for_spreadsheet) text_ = "\xEF\xBB\xBF";
    }
    void field(std::string_view value, bool is_quoted) override {
        if (is_left_out_) return;
        if (any_field_) text_ += form_.delimiter;
        any_field_ = true;
        if (!form_.is_for_spreadsheet) {
            append(value, is_quoted);
        } else if (is_misread_by_spreadsheets(value)) {
            append(spreadsheet_cell(value), false);
        } else {
            append(value, false);
        }
    }
    void end_row() override {
        if (!is_left_out_) text_ += form_.is_for_spreadsheet ? "\r\n" : "\n";
        is_left_out_ = false;
        any_field_ = false;
        flush_if_long();
    }
    void finish() override { flush(); }

  private:
    [[nodiscard]] bool needs_quotes(std::string_view value) const {
        return std::any_of(value.begin(), value.end(), [this](char c) {
            return c == form_.delimiter || c == '"' || c == '\n' || c == '\r';
        });
    }

    void append(std::string_view value, bool is_quoted) {
        if (!is_quoted && !needs_quotes(value)) {
            text_ += value;
            return;
        }
        text_ += '"';
        for (const char c : value) {
            text_ += c;
            if (c == '"') text_ += c;
        }
        text_ += '"';
    }

    RowForm form_;
    bool is_left_out_;
    bool any_field_ = false;
};

class RowFilter::Json final : public Writer {
  public:
    Json(ByteSink sink, RowFormat format)
        : Writer(std::move(sink)), is_array_(format == RowFormat::json) {
        if (is_array_) text_ = "[";
    }
    void field(std::string_view value, bool /*is_quoted*/) override {
        if (is_header_) {
            names_.emplace_back(value);
            return;
        }
        if (next_ == 0 && is_array_) text_ += any_row_ ? ",\n" : "\n";
        any_row_ = true;
        text_ += keys_[next_++];
        append_json_string(text_, value);
    }
    void end_row() override {
        if (is_header_) return end_header();
        text_ += '}';
        if (!is_array_) text_ += '\n';
        next_ = 0;
        flush_if_long();
    }
    void finish() override {
        if (is_array_) text_ += any_row_ ? "\n]\n" : "]\n";
        flush();
    }

  private:
    void end_header() {
        refuse_doubled_keys(names_);
        is_header_ = false;
        for (const std::string& name : names_) {
            std::string key = keys_.empty() ? "{" : ",";
            append_json_string(key, name);
            keys_.push_back(key + ":");
        }
    }

    bool is_array_;
    bool is_header_ = true;
    std::vector<std::string> names_;
    std::vector<std::string> keys_;  // each with what stands before and after it
    std::size_t next_ = 0;
    bool any_row_ = false;
};

void refuse_doubled_keys(std::span<const std::string> columns) {
    std::vector<std::string_view> names(columns.begin(), columns.end());
    std::sort(names.begin(), names.end());
    const auto doubled = std::adjacent_find(names.begin(), names.end());
    if (doubled == names.end()) return;
    if (doubled->empty()) {
        throw Refusal(compose("two columns have no name, and an object of JSON can hold one such",
                              "有两列没有列名，而 JSON 对象只能有一个"),
                      compose("delete empty columns beside the table, or write CSV",
                              "请删去表旁的空列，或输出 CSV"));
    }
    throw Refusal(
        compose("two columns are called '{}', and an object of JSON can hold one",
                "有两列都叫“{}”，而 JSON 对象只能有一个", shown(*doubled)),
        compose("give one of them another name, or write CSV", "请为其中一列改名，或输出 CSV"));
}

RowFilter::RowFilter(ByteSink sink, RowForm form) {
    if (form.format == RowFormat::csv) {
        writer_ = std::make_unique<Csv>(std::move(sink), form);
    } else {
        writer_ = std::make_unique<Json>(std::move(sink), form.format);
    }
}

RowFilter::~RowFilter() = default;

void RowFilter::write(std::string_view csv) {
    while (!csv.empty()) {
        switch (at_) {
            case At::begin:
                if (csv.front() == '"') {
                    at_ = At::quoted;
                    csv.remove_prefix(1);
                } else {
                    at_ = At::plain;
                }
                break;
            case At::plain: csv.remove_prefix(take_plain(csv)); break;
            case At::quoted: csv.remove_prefix(take_quoted(csv)); break;
            case At::quote: csv.remove_prefix(take_after_quote(csv)); break;
        }
    }
}

void RowFilter::finish() { writer_->finish(); }

std::size_t RowFilter::take_plain(std::string_view csv) {
    const auto* const end =
        std::find_if(csv.begin(), csv.end(), [](char c) { return c == ',' || c == '\n'; });
    const std::string_view part = csv.substr(0, static_cast<std::size_t>(end - csv.begin()));
    if (end == csv.end()) {
        value_ += part;
        return part.size();
    }
    end_field(part, false);
    separate(*end);
    return part.size() + 1;
}

std::size_t RowFilter::take_quoted(std::string_view csv) {
    const std::size_t quote = csv.find('"');
    if (quote == std::string_view::npos) {
        value_ += csv;
        return csv.size();
    }
    // Most often the field ends here, and nothing has to be copied.
    if (quote + 1 < csv.size() && csv[quote + 1] != '"') {
        end_field(csv.substr(0, quote), true);
        separate(csv[quote + 1]);
        return quote + 2;
    }
    value_ += csv.substr(0, quote);
    at_ = At::quote;
    return quote + 1;
}

std::size_t RowFilter::take_after_quote(std::string_view csv) {
    if (csv.front() == '"') {
        value_ += '"';
        at_ = At::quoted;
    } else {
        end_field({}, true);
        separate(csv.front());
    }
    return 1;
}

/// `rest`: what comes after what was kept of the field.
void RowFilter::end_field(std::string_view rest, bool is_quoted) {
    if (value_.empty()) {
        writer_->field(rest, is_quoted);
        return;
    }
    value_ += rest;
    writer_->field(value_, is_quoted);
    value_.clear();
}

void RowFilter::separate(char c) {
    if (c == '\n') writer_->end_row();
    at_ = At::begin;
}

}  // namespace certrec
