#include "certrec/report/show_standard.hpp"

#include <iterator>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr std::size_t kWidth = 98;

class StandardText {
  public:
    StandardText(const Standard& standard, Language language)
        : standard_(standard), language_(language) {}

    [[nodiscard]] std::string text() {
        add_title();
        for (const Level& level : standard_.levels) add_level(level);
        add_examination();
        add_venue();
        add_open_values();
        add_readings();
        return std::move(text_);
    }

  private:
    [[nodiscard]] const std::string& say(const Bilingual& words) const {
        return words.in(language_);
    }

    void add_title() {
        line(0, fmt::format("{} — {}", standard_.id, say(standard_.title)));
        paragraph(2, compose("source: {}", "来源：{1}", standard_.source.en, standard_.source.zh));
        paragraph(2, compose("occupation: {}", "专业：{1}", standard_.occupation.en,
                             standard_.occupation.zh));
        const Bilingual coverage = describe_coverage(standard_.coverage);
        paragraph(2, compose("coverage: {0}", "收录程度：{1}", coverage.en, coverage.zh));
        paragraph(2, compose("edition: {}", "版本：{}", format_edition(standard_)));
    }

    void add_level(const Level& level) {
        heading(compose("Level {0}: {1} {2}", "等级 {0}：{2} {1}", level.id, level.name.en,
                        level.name.zh));
        if (level.training) add_training(*level.training);
        clause(2, level.routes_clause);
        for (const Route& route : level.routes) clause(4, route.clause);
    }

    void add_training(const Training& training) {
        clause(2, training.clause);
        paragraph(4, training.binding ? compose("binding: needed to apply", "申报的必要条件")
                                      : compose("reference only", "参考学时"));
    }

    void add_examination() {
        heading(compose("Examination", "考核"));
        clause(2, standard_.scoring_clause);
        for (const Component& component : standard_.components) {
            paragraph(2, compose("{0}: {1}, full mark {3}, pass mark {4}, {5} minutes",
                                 "{0}：{2}，满分 {3}，合格分 {4}，{5} 分钟", component.id,
                                 component.name.en, component.name.zh,
                                 format_decimal(component.full_mark),
                                 format_decimal(component.pass_mark), component.minutes));
            clause(4, component.clause);
            clause(4, component.time_clause);
        }
        for (const Staffing& staffing : standard_.staffing) clause(2, staffing.clause);
        for (const Equipment& equipment : standard_.equipment) clause(2, equipment.clause);
    }

    void add_venue() {
        if (!standard_.venue) return;
        heading(compose("Training venue", "培训场所"));
        clause(2, standard_.venue->lease.clause);
        clause(2, standard_.venue->room.clause);
        clause(2, standard_.venue->fire_safety.clause);
        clause(2, standard_.venue->furnishing.clause);
    }

    void add_open_values() {
        if (standard_.open_values.empty()) return;
        heading(compose("Open: not stated in the text we have", "待定：所据文本未载明"));
        for (const OpenValue& value : standard_.open_values) {
            paragraph(
                2, {fmt::format("{}: {} {}", value.id, value.clause.number, value.clause.text.en),
                    fmt::format("{}：{} {}", value.id, value.clause.number, value.clause.text.zh)});
        }
    }

    void add_readings() {
        if (standard_.readings.empty()) return;
        heading(compose("How the text is read", "文本的理解"));
        for (const Reading& reading : standard_.readings) {
            paragraph(2, {reading.clause + "  " + reading.text.en,
                          reading.clause + "  " + reading.text.zh});
        }
    }

    void heading(const Bilingual& words) {
        text_ += "\n";
        line(0, say(words));
    }

    void clause(std::size_t indent, const Clause& clause) {
        paragraph(indent,
                  {clause.number + "  " + clause.text.en, clause.number + "  " + clause.text.zh});
    }

    void line(std::size_t indent, std::string_view words) {
        text_.append(indent, ' ');
        text_ += words;
        text_ += '\n';
    }

    /// Breaks at spaces, and between any two wide characters; the following lines hang by two.
    void paragraph(std::size_t indent, const Bilingual& words) {
        std::string current;
        std::string word;
        std::size_t margin = indent;
        const auto flush_word = [&] {
            if (margin + display_width(current) + display_width(word) > kWidth &&
                !current.empty()) {
                current.erase(current.find_last_not_of(' ') + 1);
                line(margin, current);
                current.clear();
                margin = indent + 2;
            }
            current += word;
            word.clear();
        };
        const std::string& source = say(words);
        for (std::size_t i = 0; i < source.size();) {
            const std::size_t size = character_size(source, i);
            const std::string_view character = std::string_view(source).substr(i, size);
            i += size;
            word += character;
            const bool may_break = character == " " || display_width(character) == 2;
            if (may_break && !forbids_break(source, i)) flush_word();
        }
        flush_word();
        line(margin, current);
    }

    static std::size_t character_size(const std::string& text, std::size_t at) {
        std::size_t size = 1;
        while (at + size < text.size() &&
               (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U) {
            ++size;
        }
        return size;
    }

    /// Closing punctuation never begins a line.
    static bool forbids_break(const std::string& text, std::size_t at) {
        for (const std::string_view mark :
             {"，", "。", "；", "：", "、", "）", "”", "》", ",", ";", ":", ")"}) {
            if (std::string_view(text).substr(at).starts_with(mark)) return true;
        }
        return false;
    }

    const Standard& standard_;
    Language language_;
    std::string text_;
};

}  // namespace

std::string show_standard(const Standard& standard, Language language) {
    return StandardText(standard, language).text();
}

}  // namespace certrec
