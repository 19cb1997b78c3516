#include "certrec/records/column_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>
#include <utility>

#include "base/characters.hpp"
#include "certrec/base/text.hpp"
#include "records/words.hpp"

namespace certrec {

namespace {

/// Names are separated by spaces, the canonical one first.
using Names = std::string_view;

constexpr Names kCandidate =
    "candidate_id 考生编号 考生号 考号 准考证号 准考证号码 报名号 报名编号 申报编号 学员编号 "
    "学号 人员编号 考生ID candidate candidate_no candidate_number";
constexpr Names kName =
    "name 姓名 考生姓名 学员姓名 申报人 申报人姓名 考生 full_name candidate_name";
constexpr Names kIdType = "id_type 证件类型 证件类别 证件种类 证件名称 身份证件类型 document_type";
constexpr Names kIdNumber =
    "id_number 证件号码 证件号 证件编号 身份证号 身份证号码 身份证件号码 身份证 公民身份号码 "
    "id_no document_number";
constexpr Names kLevel =
    "level 等级 级别 申报等级 申报级别 报考等级 报考级别 技能等级 职业技能等级 技能等级级别 "
    "认定等级 鉴定等级";
constexpr Names kAppliedOn =
    "applied_on 申报日期 申报时间 申请日期 报名日期 报名时间 application_date";
constexpr Names kOccupation = "occupation 职业 职业编码 职业代码 职业名称 工种 岗位 从事职业";
constexpr Names kEmployer =
    "employer 单位 工作单位 单位名称 用人单位 就职单位 所在单位 推荐单位 company";
constexpr Names kFrom = "from 开始日期 起始日期 开始时间 起始时间 起 自 入职日期 start start_date";
constexpr Names kTo = "to 结束日期 截止日期 结束时间 终止日期 止 至 离职日期 end end_date";
constexpr Names kStandard = "standard 标准 标准编号 标准代码 职业标准 评价标准";
constexpr Names kCompletedOn = "completed_on 完成日期 结业日期 结束日期 完成时间 结业时间";
constexpr Names kSignedOn = "signed_on 签署日期 签字日期 承诺日期 出具日期 签署时间";
constexpr Names kHours = "hours 学时 课时 学时数 课时数 培训学时 授课学时 总学时";
constexpr Names kMode = "mode 方式 形式 培训方式 培训形式 授课方式 考试方式 考试形式";
constexpr Names kHeldOn = "held_on 考试日期 考试时间 考核日期 评价日期 认定日期 exam_date";
constexpr Names kAttempt = "attempt 考次 次数 考试次数 第几次 考试次序";
constexpr Names kPresentLevel = "present_level 现等级 现有等级 原等级 当前等级 现级别";
constexpr Names kReasons = "reasons 理由 原因 说明";

/// Components that many standards have. What a standard calls them goes with these.
constexpr std::array<Names, 3> kComponents = {
    "theory 理论 理论知识 理论知识考试 理论考试 应知",
    "practical 实操 实作 实践 技能 操作 操作技能 技能操作 操作技能考核 技能考核 实操考核 应会",
    "review 综合评审 评审 论文答辩",
};

struct Table {
    TableKind kind;
    std::string_view word;
    std::size_t required;
    std::vector<Names> columns;
};

const std::vector<Table>& tables() {
    static const std::vector<Table> kTables = {
        {TableKind::applications,
         "applications",
         6,
         {kCandidate, kName, kIdType, kIdNumber, kLevel, kAppliedOn}},
        {TableKind::eligibility,
         "eligibility",
         10,
         {kCandidate, kName, kIdType, kIdNumber, kLevel, kAppliedOn,
          "eligibility 申报资格 资格 审核结果 资格审核 资格审核结果 审查结果",
          "route 申报条件 符合条件 条件条款 条款", kReasons,
          "earliest_on 最早可申报日期 最早申报日期 可申报日期"}},
        {TableKind::apprenticeship,
         "apprenticeship",
         3,
         {kCandidate, kOccupation, "completed_on 出徒日期 满师日期 学徒期满日期 完成日期 结束日期",
          kFrom}},
        {TableKind::certificate,
         "certificate",
         5,
         {kCandidate, kStandard, "level 等级 级别 技能等级 证书等级 职业技能等级 职业资格等级",
          "issued_on 发证日期 颁发日期 签发日期 取证日期 获证日期 发证时间 issue_date",
          "valid_until 有效期至 有效期截止 截止日期 失效日期 有效日期 expiry_date",
          "number 证书编号 证书号码 证书号 certificate_no certificate_number",
          "kind 证书类型 证书种类 证书类别", kOccupation, "revoked_on 撤销日期 注销日期 吊销日期"}},
        {TableKind::declaration,
         "declaration",
         3,
         {kCandidate, "kind 声明类型 承诺类型 承诺事项 声明事项 类型 类别", kSignedOn}},
        {TableKind::education,
         "education",
         4,
         {kCandidate, "attainment 学历 学历层次 文化程度 教育程度 学历代码 学校类型",
          "status 学习状态 在读状态 毕业状态 学籍状态 毕结业结论 状态",
          "graduated_on 毕业日期 毕业时间 graduation_date",
          "field 专业 专业类别 专业关系 专业相关性", "programme 培养目标 培养层次 program"}},
        {TableKind::employment, "employment", 4, {kCandidate, kOccupation, kFrom, kTo, kEmployer}},
        {TableKind::publication,
         "publication",
         5,
         {kCandidate, "kind 成果类型 出版物类型 刊物类型 著作类型 类型",
          "class 成果等级 类别 分类 级别",
          "author_position 作者排名 作者位次 作者排序 排名 署名次序",
          "published_on 出版日期 发表日期 发表时间 出版时间"}},
        {TableKind::recommendation,
         "recommendation",
         4,
         {kCandidate, kEmployer, kLevel, kSignedOn}},
        {TableKind::teaching,
         "teaching",
         4,
         {kCandidate, kHours, kFrom, kTo, "level 授课等级 等级 级别 培训等级",
          "audience 授课对象 培训对象 对象"}},
        {TableKind::training,
         "training",
         6,
         {kCandidate, kStandard, "level 培训等级 等级 级别", kMode, kHours, kCompletedOn}},
        {TableKind::sessions,
         "sessions",
         10,
         {"session_id 场次编号 场次号 场次 考场编号 考场号 考试场次",
          "component 科目 考试科目 考核科目 考核项目 考核内容", kHeldOn,
          "candidates 考生人数 考生数 应考人数 实考人数 参考人数 人数",
          "invigilators 监考人数 监考人员数 监考人员 监考员人数",
          "examiners 考评人数 考评人员数 考评人员 考评员人数",
          "minutes 时长 考试时长 分钟 时长分钟", kMode, "network 网络 网络条件 联网 有无网络",
          "surveillance 监控 视频监控 监控设备 有无监控"}},
        {TableKind::venues,
         "venues",
         7,
         {"venue_id 场地编号 场所编号 培训场所编号 考点编号 场地",
          "area_m2 面积 场地面积 建筑面积 教室面积 面积平方米",
          "seats 座位数 工位数 容纳人数 培训人数 座位",
          "lease_from 租赁开始日期 租赁起始日期 租期开始 租期起",
          "lease_to 租赁结束日期 租赁截止日期 租期结束 租期止",
          "equipment 设备 设施设备 设备设施 教学设备",
          "fire_certificate 消防验收 消防合格证 消防证明 消防验收合格"}},
        {TableKind::scores,
         "scores",
         2,
         {kCandidate, kLevel, kAttempt, kHeldOn, kPresentLevel, kName, kIdType, kIdNumber}},
        {TableKind::results,
         "results",
         2,
         {kCandidate,
          kLevel,
          kAttempt,
          kHeldOn,
          kPresentLevel,
          kName,
          kIdType,
          kIdNumber,
          kAppliedOn,
          "eligibility 申报资格 资格 审核结果 资格审核 资格审核结果 审查结果",
          "route 申报条件 符合条件",
          "earliest_on 最早可申报日期",
          "total 总分 总成绩 综合成绩",
          "attempts 计入考次",
          "outcome 评定结果 认定结果 鉴定结果 考试结果 结果 是否合格",
          "awarded 授予等级 评定等级 获证等级",
          kReasons,
          "findings 日程问题",
          kStandard,
          "awarded_on 授予日期 评定日期 批准日期 发证日期",
          "issuance 签发状态 发证状态",
          "certificate_no 证书编号 证书号码 证书号"}},
        {TableKind::certificates,
         "certificates",
         1,
         {"number 证书编号 证书号码 证书号", "reason 事由 原因 理由 撤销原因",
          "on 日期 生效日期 撤销日期 处理日期", kName, kIdType, kIdNumber}},
        {TableKind::holidays, "holidays", 2, {"date 日期", "kind 类型 类别 安排 放假或上班"}},
        {TableKind::counts,
         "counts",
         2,
         {"agent_id 坐席编号 座席编号 坐席工号 工号 客服编号 人员编号",
          "period 时期 周期 统计周期 月份 期间",
          "calls 通话次数 接听电话数 通话量 总通话量 话务量 接听量",
          "talk_seconds 通话总时长 总通话时长 通话时长 通话秒数", "ratings 评价数 评价次数 参评数",
          "very_satisfied 非常满意 非常满意数", "satisfied 满意 满意数",
          "complaints 投诉数 投诉数量 投诉", "checked 抽查数 抽查通话数 质检数",
          "accurate 准确数 准确回答数 回答准确数", "issues 问题数 客户问题数",
          "resolved_first 首次解决数 一次解决数 首次解决", "emails 邮件数 处理邮件数 邮件处理量"}},
    };
    return kTables;
}

const Table& table_of(TableKind kind) {
    return *std::find_if(tables().begin(), tables().end(),
                         [kind](const Table& table) { return table.kind == kind; });
}

ColumnName split(Names names) {
    ColumnName column;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find(' '), names.size());
        std::string name(names.substr(0, end));
        column.name.empty() ? column.name = std::move(name)
                            : column.aliases.emplace_back(std::move(name));
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return column;
}

/// The character as it tells names apart, in small letters of the usual width; 0 if it does not, as
/// blanks, hyphens and underscores.
char32_t folded(char32_t c) {
    constexpr char32_t kFullWidth = 0xFF01 - U'!';
    if (c >= 0x4E00 && c <= 0x9FFF) return c;  // Han, as nearly all are
    if (c >= 0xFF01 && c <= 0xFF5E) c -= kFullWidth;
    if (c >= U'A' && c <= U'Z') return c + (U'a' - U'A');
    return c == U'_' || c == U'-' || is_blank(c) || is_unseen(c) ? 0 : c;
}

/// The characters of `text` that tell names apart.
std::u32string folded(std::string_view text) {
    std::u32string result = characters_of(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char32_t c) { return folded(c); });
    std::erase(result, 0);
    return result;
}

/// Whether `text` is `wanted` when folded. A standard has hundreds of names, and most of them
/// differ in their first character.
bool folds_to(std::string_view text, std::u32string_view wanted) {
    while (!text.empty()) {
        const auto [code, size] = first_character(text);
        text.remove_prefix(size);
        const char32_t c = folded(code);
        if (c == 0) continue;
        if (wanted.empty() || wanted.front() != c) return false;
        wanted.remove_prefix(1);
    }
    return wanted.empty();
}

/// How many of 100 characters two names share.
std::size_t likeness(std::u32string a, std::u32string b) {
    if (a.empty() || b.empty()) return 0;
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    std::u32string both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return 200 * both.size() / (a.size() + b.size());
}

/// `理论` of `理论（满分100）`.
std::string_view without_remark(std::string_view name) {
    const std::size_t bracket = std::min(name.find('('), name.find("（"));
    return bracket == 0 ? name : name.substr(0, bracket);
}

/// How alike `found` is to what `column` is called.
std::size_t likeness(const ColumnName& column, std::string_view found) {
    const std::u32string name = folded(without_remark(found));
    std::size_t best = likeness(folded(column.name), name);
    for (const std::string& alias : column.aliases) {
        best = std::max(best, likeness(folded(alias), name));
    }
    return best;
}

}  // namespace

std::optional<TableKind> parse_table_kind(std::string_view word) {
    for (const Table& table : tables()) {
        if (table.word == word) return table.kind;
    }
    return std::nullopt;
}

std::string_view format_table_kind(TableKind kind) { return table_of(kind).word; }

TableKind table_kind_of(EvidenceKind kind) { return *parse_table_kind(format_evidence_kind(kind)); }

std::span<const TableKind> table_kinds() {
    static const std::vector<TableKind> kKinds = [] {
        std::vector<TableKind> kinds;
        for (const Table& table : tables()) kinds.push_back(table.kind);
        return kinds;
    }();
    return kKinds;
}

std::span<const ColumnName> column_names(TableKind kind) {
    // A run needs those of few kinds.
    static std::mutex mutex;
    static std::map<TableKind, std::vector<ColumnName>> known;
    const std::lock_guard lock(mutex);
    std::vector<ColumnName>& columns = known[kind];
    if (columns.empty()) {
        for (const Names names : table_of(kind).columns) columns.push_back(split(names));
    }
    return columns;
}

std::size_t required_columns(TableKind kind) { return table_of(kind).required; }

Bilingual describe_column(const ColumnName& column) {
    const auto chinese = std::find_if(column.aliases.begin(), column.aliases.end(), is_chinese);
    return {column.name, chinese == column.aliases.end() ? column.name : *chinese};
}

Bilingual describe_column(TableKind kind, std::string_view name) {
    const auto columns = column_names(kind);
    return describe_column(*std::find_if(columns.begin(), columns.end(),
                                         [name](const ColumnName& c) { return c.name == name; }));
}

std::vector<const ColumnName*> all_columns(const TableColumns& columns) {
    const auto own = column_names(columns.kind);
    const std::size_t required = required_columns(columns.kind);
    std::vector<const ColumnName*> all;
    all.reserve(own.size() + columns.more.size());
    for (const ColumnName& column : own.first(required)) all.push_back(&column);
    for (const ColumnName& column : columns.more) all.push_back(&column);
    for (const ColumnName& column : own.subspan(required)) all.push_back(&column);
    return all;
}

const ColumnName* ColumnFinder::find(std::string_view found) const {
    const auto first = [&](const auto& stands) -> const ColumnName* {
        const auto column = std::find_if(columns_.begin(), columns_.end(), stands);
        return column == columns_.end() ? nullptr : *column;
    };
    const ColumnName* const exact = first([&](const ColumnName* c) { return c->name == found; });
    if (exact != nullptr) return exact;
    if (check_utf8(found).valid != found.size()) return nullptr;
    const std::u32string name = folded(found);
    if (name.empty()) return nullptr;
    const auto is_name = [&](const ColumnName* column) { return folds_to(column->name, name); };
    const auto has_alias = [&](const ColumnName* column) {
        return std::any_of(column->aliases.begin(), column->aliases.end(),
                           [&](const std::string& alias) { return folds_to(alias, name); });
    };
    const ColumnName* const named = first(is_name);
    return named == nullptr ? first(has_alias) : named;
}

std::string chinese_name(std::string_view column) {
    std::string name;
    const auto agrees = [&](const ColumnName& known) {
        if (known.name != column) return true;
        const std::string chinese = describe_column(known).zh;
        if (name.empty()) name = chinese;
        return chinese == name && chinese != column;
    };
    const auto all_agree = [&agrees](std::span<const ColumnName> columns) {
        return std::all_of(columns.begin(), columns.end(), agrees);
    };
    bool is_sure = all_agree(usual_components());
    for (const TableKind kind : table_kinds()) is_sure = is_sure && all_agree(column_names(kind));
    return is_sure ? name : std::string();
}

bool is_added(std::string_view name) {
    constexpr std::array<std::string_view, 12> kAdded = {
        "eligibility", "route",   "reasons",  "earliest_on", "total",    "attempts",
        "outcome",     "awarded", "findings", "standard",    "issuance", "certificate_no"};
    return std::find(kAdded.begin(), kAdded.end(), name) != kAdded.end();
}

std::span<const ColumnName> usual_components() {
    static const std::vector<ColumnName> kUsual = [] {
        std::vector<ColumnName> components;
        for (const Names names : kComponents) components.push_back(split(names));
        return components;
    }();
    return kUsual;
}

std::vector<std::string> component_aliases(std::string_view id) {
    for (const ColumnName& component : usual_components()) {
        if (component.name == id) return component.aliases;
    }
    return {};
}

std::optional<std::string> likeliest_column(std::string_view wanted,
                                            std::span<const std::string> found) {
    if (const auto slip = nearest(wanted, found)) return slip;
    constexpr std::size_t kLikelyEnough = 50;
    ColumnName column{std::string(wanted), component_aliases(wanted)};
    for (const Table& table : tables()) {
        for (const Names names : table.columns) {
            const ColumnName known = split(names);
            if (known.name != wanted) continue;
            column.aliases.insert(column.aliases.end(), known.aliases.begin(), known.aliases.end());
        }
    }
    const std::string* likeliest = nullptr;
    std::size_t best = kLikelyEnough - 1;
    for (const std::string& name : found) {
        if (check_utf8(name).valid != name.size() || count_characters(name) == name.size())
            continue;
        const std::size_t how_much = likeness(column, name);
        if (how_much <= best) continue;
        best = how_much;
        likeliest = &name;
    }
    if (likeliest == nullptr) return std::nullopt;
    return *likeliest;
}

}  // namespace certrec
