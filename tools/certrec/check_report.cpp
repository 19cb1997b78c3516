#include "check_report.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"

namespace certrec::cli {

namespace {

Bilingual status_word(CheckStatus status) {
    switch (status) {
        case CheckStatus::ok: return compose("ok", "通过");
        case CheckStatus::failed: return compose("FAILED", "不通过");
        case CheckStatus::unchecked: break;
    }
    return compose("unchecked", "未能检查");
}

std::vector<TableColumn> columns() {
    return {{"check", compose("check", "检查项")},
            {"subject", compose("subject", "对象")},
            {"status", compose("status", "结论")},
            {"detail", compose("detail", "说明")}};
}

}  // namespace

CheckTable::CheckTable(ByteSink sink, TableFormat format, Language language)
    : format_(format),
      language_(language),
      writer_(std::move(sink), "check", columns(), format, language) {}

void CheckTable::add(const Check& check) {
    const std::string status = format_ == TableFormat::table
                                   ? status_word(check.status).in(language_)
                                   : std::string(format_check_status(check.status));
    writer_.add({check.name, check.subject, status, check.detail.in(language_)});
}

void FolderSummary::add(const Check& check) {
    auto row = std::find_if(rows_.begin(), rows_.end(),
                            [&check](const Row& known) { return known.name == check.name; });
    if (row == rows_.end()) row = rows_.insert(rows_.end(), {check.name, 0, 0, check.status, {}});
    if (check.status == CheckStatus::ok) {
        ++row->ok;
        return;
    }
    if (row->worst != CheckStatus::failed) row->worst = check.status;
    if (++row->not_ok <= kMaxFindingsPerCheck) row->first.push_back(check);
}

void FolderSummary::finish(const CheckSink& sink) const {
    for (const Row& row : rows_) {
        for (const Check& check : row.first) sink(check);
        if (row.not_ok > row.first.size()) {
            sink({row.name, folder_, row.worst,
                  compose("and {} more", "另有 {} 处", row.not_ok - row.first.size())});
        }
        if (row.ok > 0) {
            sink({row.name, folder_, CheckStatus::ok,
                  compose("{} certificates", "{} 份证书", row.ok)});
        }
    }
}

void CheckReport::add(const Check& check) {
    ++counts_[static_cast<std::size_t>(check.status)];
    summary_ ? summary_->add(check) : sink_(check);
}

void CheckReport::begin_folder(const std::string& folder) {
    if (folders_ == Folders::summed_up) summary_.emplace(folder);
}

void CheckReport::end_folder() {
    if (summary_) summary_->finish(sink_);
    summary_.reset();
}

bool CheckReport::all_ok() const {
    return count(CheckStatus::failed) == 0 && count(CheckStatus::unchecked) == 0;
}

ExitStatus CheckReport::tell_counts(const Context& context) const {
    context.report(
        {all_ok() ? Severity::note : Severity::error,
         {},
         compose("checks: {0} ok, {1} failed, {2} unchecked",
                 "检查结果：{0} 项通过，{1} 项不通过，{2} 项未能检查", count(CheckStatus::ok),
                 count(CheckStatus::failed), count(CheckStatus::unchecked)),
         {}});
    if (count(CheckStatus::failed) > 0) return ExitStatus::negative;
    return all_ok() ? ExitStatus::done : ExitStatus::not_judged;
}

}  // namespace certrec::cli
