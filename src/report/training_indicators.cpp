// The one place where the published text becomes formulas.
#include <algorithm>
#include <array>

#include "certrec/report/training.hpp"

namespace certrec {

std::span<const Indicator> training_indicators() {
    static const std::array<Indicator, 6> kIndicators = {{
        {"satisfaction",
         {"satisfaction", "客户满意度"},
         {"very_satisfied", "satisfied"},
         {},
         {"ratings"},
         IndicatorUnit::percent,
         BetterWhen::higher,
         {"quality of service 1: the share of very satisfied and satisfied",
          "服务质量指标1：统计非常满意和满意的比例"}},
        {"complaints",
         {"complaint rate", "投诉率"},
         {"complaints"},
         {},
         {"calls"},
         IndicatorUnit::percent,
         BetterWhen::lower,
         {"quality of service 2: the share of complaints in all calls",
          "服务质量指标2：投诉数量占总通话量的比例"}},
        {"accuracy",
         {"accuracy", "服务准确性"},
         {"accurate"},
         {},
         {"checked"},
         IndicatorUnit::percent,
         BetterWhen::higher,
         {"quality of service 3: right answers, by checking recorded calls",
          "服务质量指标3：是否能够准确回答，可以通过抽查通话记录来评估"}},
        {"call_length",
         {"mean call length", "平均通话时长"},
         {"talk_seconds"},
         {},
         {"calls"},
         IndicatorUnit::seconds,
         BetterWhen::neither,
         {"efficiency 1: total talking time by the number of calls; neither long nor short is good "
          "in itself",
          "工作效率指标1：总通话时长除以通话次数；过长、过短都可能有问题"}},
        {"first_contact",
         {"first-contact resolution", "首次解决率"},
         {"resolved_first"},
         {},
         {"issues"},
         IndicatorUnit::percent,
         BetterWhen::higher,
         {"efficiency 2: the share of customers' issues that the first call resolves",
          "工作效率指标2：客户的问题在第一次通话中得到解决的比例"}},
        {"volume",
         {"volume", "工作处理量"},
         {"calls"},
         {"emails"},
         {},
         IndicatorUnit::count,
         BetterWhen::higher,
         {"efficiency 3: the number of calls answered and of e-mails handled",
          "工作效率指标3：接听电话的数量、处理邮件的数量"}},
    }};
    return kIndicators;
}

std::vector<std::string> training_columns() {
    std::vector<std::string> columns;
    const auto add = [&columns](const std::vector<std::string>& names) {
        for (const std::string& name : names) {
            if (std::find(columns.begin(), columns.end(), name) == columns.end()) {
                columns.push_back(name);
            }
        }
    };
    for (const Indicator& indicator : training_indicators()) {
        add(indicator.over);
        add(indicator.also);
        add(indicator.under);
    }
    return columns;
}

std::span<const CountPart> training_parts() {
    static const std::array<CountPart, 3> kParts = {{
        {{"very_satisfied", "satisfied"}, "ratings"},
        {{"accurate"}, "checked"},
        {{"resolved_first"}, "issues"},
    }};
    return kParts;
}

}  // namespace certrec
