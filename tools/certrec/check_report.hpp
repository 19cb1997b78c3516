/// \file
/// How are the answers of checks shown? Private to the tool: a part of verify.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/report/table.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// Receives one answer after the other.
using CheckSink = std::function<void(const Check&)>;

/// Writes answers as rows of a table.
class CheckTable {
  public:
    CheckTable(ByteSink sink, TableFormat format, Language language);

    void add(const Check& check);
    void finish() { writer_.finish(); }

  private:
    TableFormat format_;
    Language language_;
    TableWriter writer_;
};

/// Sums up the answers of all certificates in a folder, for people: what is ok is counted, and of
/// each check the first kMaxFindingsPerCheck that are not ok are told.
class FolderSummary {
  public:
    explicit FolderSummary(std::string folder) : folder_(std::move(folder)) {}

    void add(const Check& check);

    /// Hands over the rows, in the order in which the checks first came.
    void finish(const CheckSink& sink) const;

  private:
    struct Row {
        std::string name;
        std::uint64_t ok = 0;
        std::uint64_t not_ok = 0;
        CheckStatus worst = CheckStatus::ok;
        std::vector<Check> first;  ///< that are not ok
    };

    std::string folder_;
    std::vector<Row> rows_;
};

/// Counts all answers, and passes them on: each, or those of a folder summed up.
class CheckReport {
  public:
    enum class Folders {
        in_full,
        summed_up,  ///< for people
    };
    CheckReport(Folders folders, CheckSink sink) : folders_(folders), sink_(std::move(sink)) {}

    void add(const Check& check);
    void add(const std::vector<Check>& checks) {
        for (const Check& check : checks) add(check);
    }

    /// What is added between them is of certificates in that folder.
    void begin_folder(const std::string& folder);
    void end_folder();

    [[nodiscard]] bool all_ok() const;

    /// Tells the counts on standard error; the status that the command ends with.
    [[nodiscard]] ExitStatus tell_counts(const Context& context) const;

  private:
    [[nodiscard]] std::uint64_t count(CheckStatus status) const {
        return counts_[static_cast<std::size_t>(status)];
    }

    Folders folders_;
    CheckSink sink_;
    std::array<std::uint64_t, 3> counts_{};
    std::optional<FolderSummary> summary_;
};

}  // namespace certrec::cli
