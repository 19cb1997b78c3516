#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "reports.hpp"

namespace certrec::cli {

void add_report(CLI::App& app, Action& action, const Say& say) {
    CLI::App* const report = app.add_subcommand(
        "report",
        say.with_examples(
            "Say how candidates, exams, certificates and agents did, and print certificates",
            "统计考生、考试、证书和呼叫中心人员的情况，并印制证书",
            "  certrec report summary --by level,site --format json results.csv\n"
            "  certrec report register --register register"));
    for (const AddCommand add :
         {add_report_summary, add_report_items, add_report_roster, add_report_register,
          add_report_training, add_report_certificate}) {
        add(*report, action, say);
    }
}

}  // namespace certrec::cli
