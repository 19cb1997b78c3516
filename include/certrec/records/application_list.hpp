/// \file
/// Who applies for what? All rows of applications.csv, read once and kept in memory.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certrec/records/application.hpp"
#include "certrec/records/candidate_index.hpp"
#include "certrec/records/evidence.hpp"

namespace certrec {

/// What is wrong with one application.
struct ApplicationFault {
    Location location;
    Bilingual message;
    Bilingual hint;
};

class ApplicationList {
  public:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    /// One row. The level and the day hold only if it has no fault.
    struct Row {
        const char* begin = nullptr;  // of its bytes
        std::uint32_t size = 0;
        std::uint32_t line = 0;
        std::uint32_t candidate = kNone;  ///< in candidates(); kNone if the row names nobody
        std::uint32_t previous = kNone;   ///< the sound row of the same candidate before this one
        Date applied_on;
        Text level{};  ///< as written; none if an option stands in for the column

        /// As it stands in the file, without the line ending.
        [[nodiscard]] std::string_view bytes() const { return {begin, size}; }
    };

    /// Reads all of `source` on up to `threads` threads. Throws Refusal for a file that is broken
    /// or lacks a column.
    ApplicationList(ByteSource source, ApplicationColumns::LevelFrom level_from, unsigned threads);
    ~ApplicationList();

    [[nodiscard]] const CsvHeader& header() const;
    [[nodiscard]] const ApplicationColumns& columns() const;
    [[nodiscard]] std::uint32_t size() const;
    [[nodiscard]] const Row& row(std::uint32_t index) const;

    /// Where the cell stands. O(length of the row).
    [[nodiscard]] Location location(std::uint32_t index, std::size_t column) const;

    /// nullptr if nothing is wrong with the row.
    [[nodiscard]] const ApplicationFault* fault(std::uint32_t index) const;

    [[nodiscard]] const CandidateIndex& candidates() const;

  private:
    class Content;
    std::unique_ptr<Content> content_;
};

}  // namespace certrec
