#include "certrec/rules/describe_compliance.hpp"

#include <string>

#include "../catch.hpp"
#include "../standards/builtin.hpp"

namespace certrec {
namespace {

const Standard& pts() {
    static const Standard standard = testing::builtin_standard();
    return standard;
}

/// The reasons of one finding, in both languages.
Bilingual reasons(Truth truth, const decltype(ComplianceFinding::what)& what) {
    const ComplianceVerdict verdict{Compliance::undetermined, {{truth, what}}};
    return {describe_reasons(verdict, Language::en), describe_reasons(verdict, Language::zh)};
}

Bilingual invigilators(Truth truth, std::optional<std::int64_t> present,
                       std::optional<std::int64_t> candidates, std::int64_t needed) {
    return reasons(truth, StaffingFinding{&pts().staffing.at(0), SessionColumn::invigilators,
                                          present, candidates, needed});
}

TEST_CASE("a reason on staffing says how many there were, for how many, and how many are needed") {
    CHECK(invigilators(Truth::no, 2, 75, 3) ==
          Bilingual{"1.9.3: 2 invigilators for 75 candidates, 3 are needed",
                    "1.9.3: 75 名考生有监考人员 2 名，应有 3 名"});
    CHECK(invigilators(Truth::no, 1, 31, 2).en ==
          "1.9.3: 1 invigilator for 31 candidates, 2 are needed");
    CHECK(invigilators(Truth::no, 0, 1, 1).en ==
          "1.9.3: 0 invigilators for 1 candidate, 1 is needed");
    CHECK(invigilators(Truth::no, 0, std::nullopt, 1) ==
          Bilingual{"1.9.3: 0 invigilators, at least 1 is needed",
                    "1.9.3: 监考人员 0 名，应不少于 1 名"});
}

TEST_CASE("a reason on staffing names the column without a value") {
    CHECK(invigilators(Truth::unknown, std::nullopt, 75, 3) ==
          Bilingual{"1.9.3: no value in invigilators, 3 are needed for 75 candidates",
                    "1.9.3: 监考人数列为空，75 名考生应有监考人员 3 名"});
    CHECK(invigilators(Truth::unknown, 2, std::nullopt, 1) ==
          Bilingual{"1.9.3: 2 invigilators, no value in candidates",
                    "1.9.3: 监考人员 2 名，考生人数列为空"});
    CHECK(invigilators(Truth::unknown, std::nullopt, std::nullopt, 1) ==
          Bilingual{"1.9.3: no value in invigilators and candidates",
                    "1.9.3: 监考人数和考生人数列为空"});
    CHECK(reasons(Truth::unknown,
                  StaffingFinding{&pts().staffing.at(1), std::nullopt, std::nullopt, 20, 2}) ==
          Bilingual{"1.9.3: no column counts examiners", "1.9.3: 没有列记录考评人员的人数"});
}

TEST_CASE("a reason on time says how long it took and how long is wanted") {
    const Component* const theory = &pts().components.at(0);
    CHECK(reasons(Truth::no, DurationFinding{theory, 90, 120}) ==
          Bilingual{"1.9.4: 90 minutes, 120 are wanted", "1.9.4: 时长 90 分钟，应为 120 分钟"});
    CHECK(reasons(Truth::no, DurationFinding{theory, 1, 120}).en ==
          "1.9.4: 1 minute, 120 are wanted");
    CHECK(reasons(Truth::unknown, DurationFinding{theory, std::nullopt, 120}) ==
          Bilingual{"1.9.4: no value in minutes, 120 are wanted",
                    "1.9.4: 时长列为空，应为 120 分钟"});
}

TEST_CASE("a reason on equipment says what the column holds and what is required") {
    const std::string online = "online";
    const std::string offline = "offline";
    const std::string network = "network";
    const std::string other = "录音\n";
    const Equipment* const rule = &pts().equipment.at(0);
    CHECK(
        reasons(Truth::no, EquipmentFinding{rule, &online, SessionColumn::mode}) ==
        Bilingual{"1.9.5: mode is offline, online is required", "1.9.5: 方式为“线下”，应为“线上”"});
    CHECK(reasons(Truth::no, EquipmentFinding{rule, &offline, SessionColumn::mode}).en ==
          "1.9.5: mode is online, offline is required");
    CHECK(
        reasons(Truth::unknown, EquipmentFinding{rule, &online, SessionColumn::mode}) ==
        Bilingual{"1.9.5: no value in mode, online is required", "1.9.5: 方式列为空，应为“线上”"});
    CHECK(reasons(Truth::no, EquipmentFinding{rule, &network, SessionColumn::network}).en ==
          "1.9.5: network is no, yes is required");
    CHECK(reasons(Truth::unknown, EquipmentFinding{rule, &network, SessionColumn::network}).en ==
          "1.9.5: no value in network, yes is required");
    CHECK(reasons(Truth::unknown, EquipmentFinding{rule, &other, std::nullopt}) ==
          Bilingual{"1.9.5: no column tells of '录音\\n', which is required",
                    "1.9.5: 没有列记录所要求的“录音\\n”"});
}

TEST_CASE("a component without rules is told without a clause") {
    const ComplianceVerdict verdict{Compliance::undetermined,
                                    {{Truth::unknown, NoRulesFinding{&pts().components.at(1)}}}};
    CHECK(describe_clauses(verdict).empty());
    CHECK(describe_reasons(verdict, Language::en) ==
          "the standard states no staffing, time or equipment for practical");
    CHECK(describe_reasons(verdict, Language::zh) ==
          "标准未规定操作技能考核的人员配备、时长和设备");
}

TEST_CASE("a reason on a lease says when it runs and when it would have to end") {
    const VenueRules::Lease* const rule = &pts().venue->lease;
    const Date from(2025, 3, 1);
    const Date to(2027, 2, 27);
    CHECK(reasons(Truth::no, LeaseTermFinding{rule, from, to}) ==
          Bilingual{"1.8.3: leased from 2025-03-01 to 2027-02-27, 2 years would end on 2027-02-28",
                    "1.8.3: 租期自 2025-03-01 至 2027-02-27，满 2 年应至 2027-02-28"});
    CHECK(reasons(Truth::unknown, LeaseTermFinding{rule, from, std::nullopt}) ==
          Bilingual{"1.8.3: no value in lease_to, a lease of 2 years or more is needed",
                    "1.8.3: 租赁结束日期列为空，租期应不少于 2 年"});
    CHECK(reasons(Truth::unknown, LeaseTermFinding{rule, std::nullopt, std::nullopt}).en ==
          "1.8.3: no value in lease_from and lease_to, a lease of 2 years or more is needed");
    const Date day(2027, 3, 1);
    CHECK(reasons(Truth::no, LeaseCoverFinding{rule, from, to, day}) ==
          Bilingual{"1.8.3: leased from 2025-03-01 to 2027-02-27, not on 2027-03-01",
                    "1.8.3: 租期自 2025-03-01 至 2027-02-27，2027-03-01 不在租期内"});
    CHECK(reasons(Truth::no, LeaseCoverFinding{rule, std::nullopt, to, day}) ==
          Bilingual{"1.8.3: leased to 2027-02-27, not on 2027-03-01",
                    "1.8.3: 租期至 2027-02-27 止，2027-03-01 不在租期内"});
    CHECK(reasons(Truth::no, LeaseCoverFinding{rule, from, std::nullopt, Date(2025, 2, 1)}).en ==
          "1.8.3: leased from 2025-03-01, not on 2025-02-01");
    CHECK(reasons(Truth::unknown, LeaseCoverFinding{rule, from, std::nullopt, day}) ==
          Bilingual{"1.8.3: no value in lease_to, the lease must run on 2027-03-01",
                    "1.8.3: 租赁结束日期列为空，2027-03-01 应在租期内"});
}

TEST_CASE("a reason on a room says how large it is and how large it must be") {
    const VenueRules::Room* const rule = &pts().venue->room;
    CHECK(reasons(Truth::no, AreaFinding{rule, Decimal(300, 0)}) ==
          Bilingual{"1.8.3: 300 m2, more than 300 is needed",
                    "1.8.3: 面积 300 平方米，应大于 300 平方米"});
    CHECK(reasons(Truth::unknown, AreaFinding{rule, std::nullopt}) ==
          Bilingual{"1.8.3: no value in area_m2, more than 300 is needed",
                    "1.8.3: 面积列为空，面积应大于 300 平方米"});
    CHECK(reasons(Truth::no, AreaPerSeatFinding{rule, Decimal(3599, 1), 120}) ==
          Bilingual{"1.8.3: 359.9 m2 for 120 seats, 3 m2 for each are needed",
                    "1.8.3: 120 座共 359.9 平方米，每座应不少于 3 平方米"});
    CHECK(reasons(Truth::unknown, AreaPerSeatFinding{rule, Decimal(400, 0), std::nullopt}) ==
          Bilingual{"1.8.3: no value in seats, 3 m2 for each seat are needed",
                    "1.8.3: 座位数列为空，每座应不少于 3 平方米"});
}

TEST_CASE("a reason on fire safety or furnishing says whether it lacks or is not known") {
    const FireSafetyFinding fire{&pts().venue->fire_safety};
    const FurnishingFinding furnishing{&pts().venue->furnishing};
    CHECK(reasons(Truth::no, fire) ==
          Bilingual{"1.8.3: no fire certificate", "1.8.3: 无消防检验合格证明"});
    CHECK(reasons(Truth::unknown, fire) ==
          Bilingual{"1.8.3: no value in fire_certificate", "1.8.3: 消防验收列为空"});
    CHECK(reasons(Truth::no, furnishing) ==
          Bilingual{"1.8.3: no equipment", "1.8.3: 无培训教学设备"});
    CHECK(reasons(Truth::unknown, furnishing) ==
          Bilingual{"1.8.3: no value in equipment", "1.8.3: 设备列为空"});
}

TEST_CASE("reasons stand in the order of the findings, and each clause is named once") {
    Session session;
    session.candidates = 41;
    session.examiners = 2;
    session.minutes = 120;
    session.network = false;
    const ComplianceVerdict verdict = check_session(session, pts(), pts().components.at(1));
    CHECK(describe_clauses(verdict) == "1.9.3; 1.9.5");
    CHECK(describe_reasons(verdict, Language::en) ==
          "1.9.3: 2 examiners for 41 candidates, 3 are needed; "
          "1.9.5: network is no, yes is required; "
          "1.9.5: no value in surveillance, yes is required");
    CHECK(describe_reasons(verdict, Language::zh) ==
          "1.9.3: 41 名考生有考评人员 2 名，应有 3 名；1.9.5: 网络为“否”，应为“是”；"
          "1.9.5: 监控列为空，应为“是”");
    CHECK(describe_clauses({}).empty());
    CHECK(describe_reasons({}, Language::en).empty());
}

}  // namespace
}  // namespace certrec
