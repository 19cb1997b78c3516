#include "certrec/records/session.hpp"

#include <array>

#include "records/row_cells.hpp"

namespace certrec {

namespace {

constexpr std::int64_t kMost = 100'000;

constexpr std::array kModes = {
    Word{"online", SessionMode::online}, Word{"offline", SessionMode::offline},
    Word{"线上", SessionMode::online},   Word{"在线", SessionMode::online},
    Word{"线下", SessionMode::offline},
};

}  // namespace

std::string_view format_session_mode(SessionMode mode) { return text_of(kModes, mode); }
Bilingual describe_session_mode(SessionMode mode) { return words_of(kModes, mode); }

SessionColumns::SessionColumns(const CsvHeader& header)
    : session_id(header.require("session_id")),
      component(header.require("component")),
      held_on(header.require("held_on")),
      candidates(header.require("candidates")),
      invigilators(header.require("invigilators")),
      examiners(header.require("examiners")),
      minutes(header.require("minutes")),
      mode(header.require("mode")),
      network(header.require("network")),
      surveillance(header.require("surveillance")) {}

std::variant<Session, CellFault> read_session(const CsvRow& row, const SessionColumns& columns) {
    RowCells cells(row, TableKind::sessions);
    Session session;
    session.session_id = cells.plain(columns.session_id, "session_id", "场次编号");
    session.component = cells.plain(columns.component, "component", "科目");
    session.held_on = cells.date(columns.held_on);
    session.candidates = cells.whole_number(columns.candidates, "candidates", 1, kMost);
    session.invigilators = cells.whole_number(columns.invigilators, "invigilators", 0, kMost);
    session.examiners = cells.whole_number(columns.examiners, "examiners", 0, kMost);
    session.minutes = cells.whole_number(columns.minutes, "minutes", 1, kMost);
    session.mode = cells.word(columns.mode, kModes);
    session.network = cells.yes_or_no(columns.network);
    session.surveillance = cells.yes_or_no(columns.surveillance);
    if (cells.fault()) return *cells.fault();
    return session;
}

}  // namespace certrec
