/// \file
/// Where do the rows that the checkpoint covers end, and how do new ones get behind them? Private
/// to the store.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "register/folder.hpp"
#include "register/line_reader.hpp"

namespace certrec {

/// A tail on its way aside.
inline constexpr const char* kUnfinishedFile = "unfinished.new";

/// entries.csv or holders.csv: a header, rows that the checkpoint covers, and maybe a tail of bytes
/// that it does not.
class RowFile {
  public:
    /// `folder`, `name` and `header` must outlive this; `mode` is what a new file gets.
    RowFile(const Folder& folder, const char* name, std::string_view header, unsigned mode);

    /// The path, for messages.
    [[nodiscard]] std::string path() const { return folder_->path_of(name_); }
    [[nodiscard]] bool is_empty() const { return file_ == nullptr || file_->size() == 0; }

    /// The bytes from the beginning; none if there is no file. Throws Refusal if there is none
    /// where the checkpoint counts rows.
    [[nodiscard]] ByteSource open(std::uint64_t size) const;

    /// Reads the header, which is covered. Where the checkpoint counts no rows it may be missing or
    /// torn, as after a crash in the very first batch. Throws Refusal if it is another.
    void cover_header(LineReader& lines, std::uint64_t size);
    /// The rows up to that offset are covered.
    void cover(std::uint64_t end) { covered_end_ = end; }
    [[nodiscard]] std::uint64_t covered_end() const { return covered_end_; }

    /// The row, without its newline, that begins at `offset`; whatever stands there otherwise.
    [[nodiscard]] std::string row_at(std::uint64_t offset) const;

    [[nodiscard]] bool has_tail() const;
    /// Copies the tail to a new file PREFIX-NAME, which appears whole, and syncs that.
    void save_tail(Folder& folder, const std::string& prefix) const;
    [[nodiscard]] bool is_taken(const std::string& prefix) const;
    void cut_tail();

  private:
    friend class NewRows;
    const Folder* folder_;
    const char* name_;
    std::string_view header_;
    unsigned mode_;
    std::shared_ptr<RegisterFile> file_;  // nullptr as long as there is none
    std::uint64_t covered_end_ = 0;       // 0: not even the header
};

/// Rows on their way behind the covered ones. Unless they are kept, the destructor takes them back;
/// what it cannot take back is a tail for the next run.
class NewRows {
  public:
    /// `rows` must outlive this.
    explicit NewRows(RowFile& rows);
    ~NewRows();
    NewRows(const NewRows&) = delete;
    NewRows& operator=(const NewRows&) = delete;

    /// Where the row begins, once it is written.
    std::uint64_t append(std::string_view row);
    /// Writes out and syncs. Throws SystemFailure, as append does, if the file then holds something
    /// else.
    void sync();
    /// From now on they are covered.
    void keep();

  private:
    void flush();

    RowFile& rows_;
    std::shared_ptr<RegisterFile> file_;
    std::uint64_t flushed_end_;
    std::uint64_t end_;
    std::string buffer_;
    std::string read_back_;
    bool kept_ = false;
};

}  // namespace certrec
