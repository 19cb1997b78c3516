#include "certrec/records/holiday.hpp"

#include <array>

#include "records/row_cells.hpp"

namespace certrec {

namespace {

constexpr std::array kKinds = {
    Word{"holiday", DayKind::holiday},
    Word{"workday", DayKind::workday},
    Word{"放假", DayKind::holiday},
    Word{"上班", DayKind::workday},
};

}  // namespace

HolidayColumns::HolidayColumns(const CsvHeader& header)
    : date(header.require("date")), kind(header.require("kind")) {}

std::variant<Holiday, CellFault> read_holiday(const CsvRow& row, const HolidayColumns& columns) {
    RowCells cells(row, TableKind::holidays);
    const auto date = cells.date(columns.date);
    const auto kind = cells.word(columns.kind, kKinds);
    if (!date) cells.keep({columns.date, compose("no date", "缺少日期"), {}});
    if (!kind) {
        cells.keep(
            {columns.kind, compose("neither holiday nor workday", "未注明放假还是上班"), {}});
    }
    if (cells.fault()) return *cells.fault();
    return Holiday{*date, *kind};
}

}  // namespace certrec
