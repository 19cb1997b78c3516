#include "session_judge.hpp"

#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec::cli {

namespace {

CellFault unknown_component(const Standard& standard, std::string_view word, std::size_t column) {
    std::vector<Bilingual> names;
    for (const Component& component : standard.components) {
        names.push_back(describe_component(component));
    }
    return {column,
            compose("'{0}' is no component of {1}", "“{0}”不是 {1} 的科目", shown_cell(word),
                    standard.id),
            compose("the components are: {}", "科目有：{}", joined(names))};
}

}  // namespace

std::variant<JudgedSession, CellFault> SessionJudge::judge(const CsvRow& row) {
    auto read = read_session(row, columns_);
    if (auto* const fault = std::get_if<CellFault>(&read)) return std::move(*fault);
    auto& session = std::get<Session>(read);
    const Component* const component = find_component(standard_, session.component);
    if (component == nullptr) {
        return unknown_component(standard_, session.component, columns_.component);
    }
    const auto [first, is_new] =
        first_lines_.try_emplace({session.session_id, component->id}, row.line());
    if (!is_new) {
        return CellFault{
            columns_.session_id,
            compose("session '{0}' of {1} is there a second time, first on line {3}",
                    "场次“{0}”（{2}）重复，首次在第 {3} 行", shown_cell(session.session_id),
                    component->id, component->name.zh, first->second),
            compose("keep one of the rows", "请只保留一行")};
    }
    ComplianceVerdict verdict = check_session(session, standard_, *component);
    return JudgedSession{std::move(session.session_id), component, std::move(verdict)};
}

}  // namespace certrec::cli
