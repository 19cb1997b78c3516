#include "certrec/report/page.hpp"

#include <set>
#include <string>
#include <vector>

#include "../catch.hpp"

namespace certrec {
namespace {

/// Every kind of chart over the same rows, whose cells all are texts.
Report report_of(const std::vector<std::vector<std::string>>& rows) {
    Section section;
    section.title = {"All kinds", "各种图"};
    section.table.id = "all";
    section.table.columns = {{"name", {"name", "名称"}, Alignment::left}};
    for (const char* const id : {"pass", "fail", "low"}) {
        section.table.columns.push_back({id, {id, id}, Alignment::right});
    }
    for (const auto& row : rows) section.table.rows.emplace_back(row.begin(), row.end());
    const Decimal mark(60, 0);
    const Bilingual said = {"mark 60", "标线 60"};
    section.charts = {
        {ChartKind::stacked_bars, {"bars", "条"}, {"name"}, {"pass", "fail", "low"}, {}, {}},
        {ChartKind::intervals,
         {"intervals", "区间"},
         {"name"},
         {"pass", "fail", "low"},
         mark,
         said},
        {ChartKind::histogram, {"histogram", "分布"}, {"pass", "fail"}, {"low"}, mark, said},
        {ChartKind::lines, {"lines", "折线"}, {"name"}, {"pass", "fail"}, mark, said},
        {ChartKind::scatter, {"scatter", "散点"}, {"name"}, {"pass", "fail"}, mark, said},
    };
    Report report;
    report.title = {"Report <1>", "报告 <1>"};
    report.sections = {section};
    return report;
}

std::string page_of(const Report& report, Language language = Language::en) {
    std::string page;
    write_page(write_memory(page), report, language);
    return page;
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t times = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++times;
    }
    return times;
}

/// What stands between the tags of each text element with the class `value`.
std::vector<std::string> values_in_charts(const std::string& page) {
    std::vector<std::string> values;
    for (std::size_t at = page.find("<text class=\"value"); at != std::string::npos;
         at = page.find("<text class=\"value", at + 1)) {
        const std::size_t begin = page.find('>', at) + 1;
        values.push_back(page.substr(begin, page.find('<', begin) - begin));
    }
    return values;
}

/// The first tag that does not close what is open; empty if all is balanced.
std::string unbalanced(const std::string& page) {
    std::vector<std::string> open;
    const std::size_t body = page.find("<body>");
    for (std::size_t at = page.find('<', body); at != std::string::npos;
         at = page.find('<', at + 1)) {
        const std::size_t end = page.find('>', at);
        const std::string tag = page.substr(at + 1, end - at - 1);
        const std::string name = tag.substr(0, tag.find(' '));
        if (tag.back() == '/') continue;
        if (name.front() != '/') {
            open.push_back(name);
        } else if (!open.empty() && name == "/" + open.back()) {
            open.pop_back();
        } else if (name != "/html") {
            return name;
        }
    }
    return open.empty() ? "" : open.back();
}

const std::vector<std::vector<std::vector<std::string>>> kCases = {
    {},
    {{"one", "60", "70", "80"}},
    {{"a", "0", "0", "0"}, {"b", "0", "0", "0"}},
    {{"a", "5", "5", "5"}, {"b", "5", "5", "5"}},
    {{"a", "", "70", ""}, {"b", "60.5", "70", "3"}, {"c", "n/a", "1", "2"}},
    {{"a", "999999999999999999", "0.000000000000000001", "1"}, {"b", "1", "2", "3"}},
    {{"<script>alert(\"1\")</script>&'", "1", "2", "3"},
     {"𠮷䶮", "2", "3", "1"},
     {"نور", "3", "4", "9"}},
    {{std::string(500, 'w'), "1", "2", "3"}, {std::string("\x01\xFF\xE2\x80\xAE"), "2", "3", "1"}},
};

TEST_CASE("a page is balanced, loads nothing and runs nothing, whatever its cells hold") {
    for (const auto& rows : kCases) {
        for (const Language language : {Language::en, Language::zh}) {
            const std::string page = page_of(report_of(rows), language);
            CHECK(unbalanced(page) == "");
            for (const char* const never :
                 {"<script", "href=", "src=", "url(", "http:", "https:", "nan%", "inf%", "NaN",
                  "-0.", "\x01", "\xFF", "\xE2\x80\xAE"}) {
                if (page.find(never) != std::string::npos) FAIL_CHECK("found " << never);
            }
            CHECK(count(page, "<figure>") == 5);
        }
    }
}

TEST_CASE("every value in a chart is a cell of its table") {
    for (const auto& rows : kCases) {
        std::set<std::string> cells;
        for (const auto& row : rows) cells.insert(row.begin(), row.end());
        for (const std::string& value : values_in_charts(page_of(report_of(rows)))) {
            if (cells.count(value) == 0) FAIL_CHECK("'" << value << "' is in no cell");
        }
    }
    const auto values = values_in_charts(page_of(report_of({{"one", "60", "70", "80"}})));
    CHECK(std::set<std::string>(values.begin(), values.end()) ==
          std::set<std::string>{"60", "70", "80"});
}

TEST_CASE("without rows a page says so in words, in its charts and its table") {
    CHECK(count(page_of(report_of({})), ">no data<") == 6);
    CHECK(count(page_of(report_of({}), Language::zh), ">没有数据<") == 6);
}

TEST_CASE("an empty number is a dash in the table and is not drawn") {
    const std::string page = page_of(report_of({{"a", "", "1", "1"}}));
    CHECK(count(page, "<td class=\"n empty\">—</td>") == 1);
    CHECK(count(page, ">no data<") == 4);
    CHECK(count(page, "<circle") == 1);  // the line that has a value
}

TEST_CASE("two hundred groups are drawn in pieces that fit on paper") {
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 200; ++i) rows.push_back({"group", "1", "2", "3"});
    const std::string page = page_of(report_of(rows));
    CHECK(unbalanced(page) == "");
    CHECK(count(page, "<svg role=\"img\"") == 12 + 12 + 1 + 1 + 1);
}

TEST_CASE("a page states its language and its characters, and is the same each time") {
    const Report report = report_of(kCases[6]);
    CHECK(page_of(report).starts_with(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"));
    CHECK(count(page_of(report, Language::zh), "<html lang=\"zh-Hans\">") == 1);
    CHECK(count(page_of(report), "Report &lt;1&gt;") == 2);
    CHECK(page_of(report) == page_of(report));
}

}  // namespace
}  // namespace certrec
