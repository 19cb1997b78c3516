#include "register/row_file.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/entry.hpp"

namespace certrec {

namespace {

constexpr std::size_t kBlockBytes = 256U * 1024U;
constexpr std::size_t kUsualRowBytes = 1024;

}  // namespace

RowFile::RowFile(const Folder& folder, const char* name, std::string_view header, unsigned mode)
    : folder_(&folder),
      name_(name),
      header_(header),
      mode_(mode),
      file_(folder.open_to_read(name)) {}

ByteSource RowFile::open(std::uint64_t size) const {
    if (file_ != nullptr) return read_from(file_, 0);
    if (size == 0) return read_memory(path(), "");
    throw Refusal({Severity::error,
                   {path(), 0, 0},
                   compose("the file is missing, and the checkpoint counts {} rows",
                           "文件缺失，而检查点记有 {} 行", size),
                   {}});
}

void RowFile::cover_header(LineReader& lines, std::uint64_t size) {
    const Line* const line = lines.next();
    const bool is_unfinished = line == nullptr || line->state == Line::State::torn;
    if (is_unfinished && size == 0) return;
    if (is_unfinished || line->bytes != header_) {
        throw Refusal({Severity::error,
                       {path(), 1, 0},
                       compose("the first line is not '{}'", "首行不是“{}”", header_),
                       {}});
    }
    cover(line->end);
}

std::string RowFile::row_at(std::uint64_t offset) const {
    if (file_ == nullptr) return {};
    // Rows of usual length are asked for by the million.
    std::string bytes;
    for (const std::size_t size : {kUsualRowBytes, kMaxRegisterRowBytes + 1}) {
        bytes.resize(size);
        bytes.resize(file_->read_at(offset, bytes));
        const std::size_t end = bytes.find('\n');
        if (end != std::string::npos) {
            bytes.resize(end);
            break;
        }
    }
    return bytes;
}

bool RowFile::has_tail() const { return file_ != nullptr && file_->size() > covered_end_; }

bool RowFile::is_taken(const std::string& prefix) const {
    return folder_->has((prefix + name_).c_str());
}

void RowFile::save_tail(Folder& folder, const std::string& prefix) const {
    NewFile saved(folder, kUnfinishedFile, mode_);
    std::string block(kBlockBytes, '\0');
    std::uint64_t offset = covered_end_;
    while (const std::size_t count = file_->read_at(offset, block)) {
        saved.file().append({block.data(), count});
        offset += count;
    }
    saved.file().sync();
    saved.take((prefix + name_).c_str());
}

void RowFile::cut_tail() {
    const auto file = folder_->open_to_append(name_, mode_);
    file->truncate(covered_end_);
    file->sync();
}

NewRows::NewRows(RowFile& rows)
    : rows_(rows),
      file_(rows.folder_->open_to_append(rows.name_, rows.mode_)),
      flushed_end_(rows.covered_end_),
      end_(flushed_end_) {
    if (end_ == 0) append(rows_.header_);
}

NewRows::~NewRows() {
    if (kept_) return;
    try {
        file_->truncate(rows_.covered_end_);
        file_->sync();
    } catch (const SystemFailure&) {
        // The next run finds a tail, and sets it aside.
    }
}

std::uint64_t NewRows::append(std::string_view row) {
    const std::uint64_t offset = end_;
    buffer_ += row;
    buffer_ += '\n';
    end_ += row.size() + 1;
    if (buffer_.size() >= kBlockBytes) flush();
    return offset;
}

void NewRows::flush() {
    if (buffer_.empty()) return;
    file_->append(buffer_);
    read_back_.resize(buffer_.size());
    if (file_->read_at(flushed_end_, read_back_) != buffer_.size() || read_back_ != buffer_) {
        throw SystemFailure(compose("{} does not read back as it was written",
                                    "{} 读回的内容与写入的不同", shown(rows_.path(), 400)),
                            EIO);
    }
    flushed_end_ = end_;
    buffer_.clear();
}

void NewRows::sync() {
    flush();
    file_->sync();
}

void NewRows::keep() {
    kept_ = true;
    rows_.file_ = file_;
    rows_.covered_end_ = end_;
}

}  // namespace certrec
