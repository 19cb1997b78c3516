#include "certrec/register/entry_log.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/register/checkpoint.hpp"
#include "register/folder.hpp"
#include "register/line_reader.hpp"

namespace certrec {

namespace {

Bilingual verify_tells_more() {
    return compose("certrec verify --register tells what is wrong",
                   "certrec verify --register 可查明问题");
}

Refusal refuse(Location location, Bilingual message) {
    return Refusal({Severity::error, std::move(location), std::move(message), verify_tells_more()});
}

/// How many entries count. None without a checkpoint: nothing was signed.
std::uint64_t size_of(const RegisterSnapshot& snapshot) {
    if (!snapshot.checkpoint) return 0;
    const auto parsed = parse_signed_checkpoint(*snapshot.checkpoint);
    if (const auto* const fault = std::get_if<SignedCheckpointFault>(&parsed)) {
        const auto path = std::filesystem::path(snapshot.folder) / kCheckpointFile;
        throw refuse({path.string(), 0, 0}, describe_signed_checkpoint_fault(*fault));
    }
    return std::get<SignedCheckpoint>(parsed).checkpoint.size;
}

/// The first line, which is no entry.
void skip_header(LineReader& lines) {
    const Line* const line = lines.next_whole();
    if (line != nullptr && line->bytes == kEntriesHeader) return;
    throw refuse({lines.file(), 1, 0},
                 compose("not the first line of a log", "不是名册文件的首行"));
}

}  // namespace

void for_each_entry(const RegisterSnapshot& snapshot,
                    const std::function<void(const Entry& entry)>& visit) {
    const std::uint64_t size = size_of(snapshot);
    if (size == 0) return;
    auto source = snapshot.entries();
    if (!source) {
        const auto path = std::filesystem::path(snapshot.folder) / kEntriesFile;
        throw refuse({path.string(), 0, 0}, compose("there is no such file", "文件不存在"));
    }
    LineReader lines(std::move(*source), kMaxRegisterRowBytes);
    skip_header(lines);
    for (std::uint64_t index = 0; index < size; ++index) {
        const Line* const line = lines.next_whole();
        if (line == nullptr) {
            throw refuse(lines.location(), compose("only {} of {} rows are there",
                                                   "{1} 行中只有 {0} 行", index, size));
        }
        const auto parsed = parse_entry(line->bytes);
        if (const auto* const fault = std::get_if<EntryFault>(&parsed)) {
            throw refuse(lines.location(), describe_entry_fault(*fault));
        }
        visit(std::get<Entry>(parsed));
    }
}

}  // namespace certrec
