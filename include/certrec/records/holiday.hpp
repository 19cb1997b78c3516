/// \file
/// Which days are worked, and which are not, against what their weekday says? One row of
/// holidays.csv.
#pragma once

#include <cstddef>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {

enum class DayKind {
    holiday,  ///< nobody works, whatever the weekday
    workday,  ///< worked although it is a Saturday or Sunday
};

struct Holiday {
    Date date;
    DayKind kind = DayKind::holiday;
};

/// Where the columns stand.
struct HolidayColumns {
    /// Throws Refusal if one is missing or doubled.
    explicit HolidayColumns(const CsvHeader& header);

    std::size_t date;
    std::size_t kind;
};

/// The day that the row states, or the first cell that is wrong: no date, or neither of `holiday`
/// (放假) and `workday` (上班).
[[nodiscard]] std::variant<Holiday, CellFault> read_holiday(const CsvRow& row,
                                                            const HolidayColumns& columns);

}  // namespace certrec
