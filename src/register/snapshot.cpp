#include "certrec/register/snapshot.hpp"

#include <utility>

#include "register/folder.hpp"

namespace certrec {

namespace {

constexpr std::size_t kMaxSmallFileBytes = 1024U * 1024U;

std::optional<std::string> read_small_file(const Folder& folder, const char* file) {
    auto opened = folder.open_to_read(file);
    if (opened == nullptr) return std::nullopt;
    ByteSource source = read_from(std::move(opened), 0);
    return read_all(source, kMaxSmallFileBytes);
}

/// Opens the file only when asked: holders.csv may be closed to whoever checks the public files.
std::function<std::optional<ByteSource>()> reader_of(std::shared_ptr<const Folder> folder,
                                                     const char* file) {
    return [folder = std::move(folder), file]() -> std::optional<ByteSource> {
        auto opened = folder->open_to_read(file);
        if (opened == nullptr) return std::nullopt;
        return read_from(std::move(opened), 0);
    };
}

std::function<std::optional<ByteSource>()> reader_of(std::string name,
                                                     std::optional<std::string> bytes) {
    return [name = std::move(name), bytes = std::move(bytes)]() -> std::optional<ByteSource> {
        if (!bytes) return std::nullopt;
        return read_memory(name, *bytes);
    };
}

}  // namespace

RegisterSnapshot read_register(const std::filesystem::path& folder) {
    const auto opened = std::make_shared<Folder>(folder, Folder::Lock::shared);
    RegisterSnapshot snapshot;
    snapshot.folder = folder.string();
    snapshot.config = read_small_file(*opened, kConfigFile);
    snapshot.checkpoint = read_small_file(*opened, kCheckpointFile);
    snapshot.entries = reader_of(opened, kEntriesFile);
    snapshot.holders = reader_of(opened, kHoldersFile);
    snapshot.reasons = reader_of(opened, kReasonsFile);
    snapshot.lock = opened;
    return snapshot;
}

RegisterSnapshot snapshot_of(std::string folder, std::optional<std::string> config,
                             std::optional<std::string> checkpoint,
                             std::optional<std::string> entries, std::optional<std::string> holders,
                             std::optional<std::string> reasons) {
    RegisterSnapshot snapshot;
    snapshot.entries = reader_of(folder + "/" + kEntriesFile, std::move(entries));
    snapshot.holders = reader_of(folder + "/" + kHoldersFile, std::move(holders));
    snapshot.reasons = reader_of(folder + "/" + kReasonsFile, std::move(reasons));
    snapshot.folder = std::move(folder);
    snapshot.config = std::move(config);
    snapshot.checkpoint = std::move(checkpoint);
    return snapshot;
}

}  // namespace certrec
