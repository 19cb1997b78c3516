#include "certrec/report/group.hpp"

#include "base/compose.hpp"

namespace certrec {

namespace {

constexpr unsigned kAfterLevels = 1000;

Bilingual title_of(const std::string& name) {
    if (name == "level") return compose("level", "等级");
    if (name == "awarded") return compose("awarded", "所获等级");
    if (name == "site") return compose("site", "考点");
    if (name == "year") return compose("year", "年份");
    return same_in_both(name);
}

}  // namespace

bool names_level(std::string_view column) { return column == "level" || column == "awarded"; }

std::string level_name(const Level& level, Language language) {
    return language == Language::zh ? level.name.zh : level.id;
}

GroupValue group_value(const Standard* standard, std::string_view column, std::string_view cell,
                       Language language) {
    const Level* const level =
        standard != nullptr && names_level(column) ? standard->find_level(cell) : nullptr;
    if (level == nullptr) return {kAfterLevels, std::string(cell)};
    return {level->rank, level_name(*level, language)};
}

TableColumn group_column(const std::string& name) { return text_column(name, title_of(name)); }

}  // namespace certrec
