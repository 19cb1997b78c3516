#include "register/row_streams.hpp"

#include "certrec/register/merkle.hpp"

namespace certrec {

void read_row(const Line& line, EntryRow& row) {
    row.state = line.state;
    row.line = line.number;
    row.end = line.end;
    if (line.state != Line::State::whole) return;
    row.leaf = hash_leaf(line.bytes);
    row.parsed = parse_entry(line.bytes);
}

void read_row(const Line& line, HolderRow& row) {
    row.line = line.number;
    row.end = line.end;
    row.holder = line.state == Line::State::whole ? parse_holder(line.bytes) : std::nullopt;
    if (!row.holder) return;
    row.commitment = commit_holder(*row.holder);
    row.person = digest_person(row.holder->id_type, row.holder->id_number);
}

}  // namespace certrec
