#include "report/page_table.hpp"

#include <algorithm>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/decimal.hpp"
#include "certrec/base/text.hpp"
#include "report/html.hpp"

namespace certrec {

namespace {

/// From this width on a table has sheets of paper of its own, which are turned.
constexpr std::size_t kBroadTable = 100;

bool is_number(const Table& table, std::size_t column) {
    return table.columns[column].alignment == Alignment::right;
}

/// What stands from the point on.
std::string_view fraction_of(const Cell& cell) {
    const std::string_view text = cell.text;
    const std::size_t point = text.find('.');
    return point == std::string_view::npos || !parse_decimal(text) ? std::string_view()
                                                                   : text.substr(point);
}

class Rows {
  public:
    Rows(std::string& page, const Table& table) : page_(page), table_(table) {
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            std::size_t longest = 0;
            for (const auto& row : table.rows) {
                longest = std::max(longest, fraction_of(row[i]).size());
            }
            if (!table.total.empty())
                longest = std::max(longest, fraction_of(table.total[i]).size());
            fractions_.push_back(longest);
        }
    }

    void add(const std::vector<Cell>& row) {
        page_ += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) append(row[i], i);
        page_ += "</tr>\n";
    }

  private:
    void append(const Cell& cell, std::size_t column) {
        const bool number = is_number(table_, column);
        if (column == 0) {
            page_ += number ? "<th scope=\"row\" class=\"n\">" : "<th scope=\"row\">";
        } else {
            page_ += "<td class=\"";
            page_ += number ? (cell.text.empty() ? "n empty" : "n") : breaking_of(cell.text);
            page_ += "\"";
            if (number && parse_decimal(cell.text)) append_fill(cell, column);
            page_ += ">";
        }
        append_html(page_, number && cell.text.empty() ? "—" : shown(cell.text, cell.text.size()));
        page_ += column == 0 ? "</th>" : "</td>";
    }

    /// The class of a text: days, numbers and names stay whole, sentences get some room.
    static std::string_view breaking_of(std::string_view text) {
        constexpr std::size_t kShort = 24;
        if (display_width(text) > kShort) return "long";
        return text.find(' ') == std::string_view::npos ? "whole" : "short";
    }

    /// Digits that are not seen make points stand below one another.
    void append_fill(const Cell& cell, std::size_t column) {
        const std::size_t has = fraction_of(cell).size();
        if (has == fractions_[column]) return;
        std::string fill(fractions_[column] - has, '0');
        if (has == 0) fill.front() = '.';
        page_ += " data-fill=\"" + fill + "\"";
    }

    std::string& page_;
    const Table& table_;
    std::vector<std::size_t> fractions_;
};

}  // namespace

std::size_t table_width(const Table& table, Language language) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        // Titles of numbers break at their spaces.
        std::size_t widest = std::min<std::size_t>(
            display_width(table.columns[i].title.in(language)), is_number(table, i) ? 9 : 30);
        for (const auto& row : table.rows) {
            widest = std::max(widest, std::min<std::size_t>(row[i].text.size(), 40));
        }
        width += widest + 2;
    }
    return width;
}

void append_page_table(std::string& page, const Table& table, std::string_view caption,
                       Language language) {
    std::string name;
    append_html(name, caption);
    page += table_width(table, language) > kBroadTable ? "<div class=\"scroll broad\""
                                                       : "<div class=\"scroll\"";
    page += " tabindex=\"0\" role=\"region\" aria-label=\"" + name + "\">\n<table>\n";
    page += "<caption class=\"unseen\">" + name + "</caption>\n<thead><tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        page += is_number(table, i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
        const std::string& title = table.columns[i].title.in(language);
        append_html(page, shown(title, title.size()));
        page += "</th>";
    }
    page += "</tr></thead>\n<tbody>\n";
    Rows rows(page, table);
    for (const auto& row : table.rows) rows.add(row);
    if (table.rows.empty()) {
        page += "<tr><td class=\"empty\" colspan=\"" + std::to_string(table.columns.size()) +
                "\">" + compose("no data", "没有数据").in(language) + "</td></tr>\n";
    }
    page += "</tbody>\n";
    if (!table.total.empty()) {
        std::vector<Cell> total = table.total;
        if (total.front().text.empty()) total.front() = compose("All", "合计").in(language);
        page += "<tfoot>\n";
        rows.add(total);
        page += "</tfoot>\n";
    }
    page += "</table>\n</div>\n";
}

}  // namespace certrec
