/// \file
/// Which records are whose? Private: records are filed roughly by candidate as they are read, and
/// then sorted group by group, so that those of candidates who follow each other lie together.
///
/// Sorting all of them at once would reach into memory at random, once for each record; a group
/// fits into the processor's caches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/large_pages.hpp"
#include "certrec/records/evidence.hpp"
#include "records/block_pool.hpp"

namespace certrec {

/// Candidates whose numbers differ only in these bits are a group.
inline constexpr unsigned kGroupBits = 14;
inline constexpr std::uint32_t kGroupSize = 1U << kGroupBits;

/// A record with its candidate. Derived, so that the candidate can stand in its padding.
template <typename Record>
struct FiledRecord : Record {
    std::uint32_t candidate = 0;
};

/// An array of records in blocks of a pool.
template <typename Record>
class RecordBlocks {
  public:
    static_assert(std::is_trivially_copyable_v<Record>);

    [[nodiscard]] std::size_t size() const { return size_; }

    /// Room for one more at the end, without a value yet. To fill it there is quicker than to copy
    /// what has just been put together, which the processor has not yet written.
    [[nodiscard]] Record& add(BlockPool& pool) {
        if (size_ == kOfBlock * blocks_.size()) add_block(pool);
        return (*this)[size_++];
    }

    /// Makes room for so many records, which have no value yet.
    void resize(BlockPool& pool, std::size_t size) {
        while (kOfBlock * blocks_.size() < size) add_block(pool);
        size_ = size;
    }

    void clear(BlockPool& pool) {
        for (Record* const block : blocks_) pool.give_back(block);
        blocks_ = {};
        size_ = 0;
    }

    [[nodiscard]] Record& operator[](std::size_t i) { return blocks_[i / kOfBlock][i % kOfBlock]; }
    [[nodiscard]] const Record& operator[](std::size_t i) const {
        return blocks_[i / kOfBlock][i % kOfBlock];
    }

    /// Calls `action(record)` for each, in order.
    template <typename Action>
    void for_each(const Action& action) const {
        std::size_t left = size_;
        for (std::size_t at = 0; at < blocks_.size(); ++at) {
            const Record* const block = blocks_[at];
            const Record* const ahead = blocks_[std::min(at + 1, blocks_.size() - 1)];
            const std::size_t count = std::min(left, kOfBlock);
            for (std::size_t i = 0; i < count; ++i) {
                __builtin_prefetch(&ahead[i]);  // no processor foresees where the next block is
                action(block[i]);
            }
            left -= count;
        }
    }

  private:
    static constexpr std::size_t kOfBlock = BlockPool::kBlockBytes / sizeof(Record);

    void add_block(BlockPool& pool) { blocks_.push_back(static_cast<Record*>(pool.take())); }

    std::vector<Record*> blocks_;
    std::size_t size_ = 0;
};

/// Records of one kind as they are read, by groups of candidates.
template <typename Record>
class FiledRecords {
  public:
    FiledRecords() = default;
    /// `pool` outlives this.
    FiledRecords(BlockPool& pool, std::uint32_t candidates)
        : pool_(&pool), groups_((candidates + kGroupSize - 1) / kGroupSize) {}

    /// Requires: the candidate is one of those.
    void add(const Record& record, std::uint32_t candidate) {
        FiledRecord<Record>& filed = groups_[candidate >> kGroupBits].add(*pool_);
        static_cast<Record&>(filed) = record;
        filed.candidate = candidate;
        any_ = true;
    }

    [[nodiscard]] bool empty() const { return !any_; }
    [[nodiscard]] RecordBlocks<FiledRecord<Record>>& group(std::size_t i) { return groups_[i]; }

  private:
    BlockPool* pool_ = nullptr;
    std::vector<RecordBlocks<FiledRecord<Record>>> groups_;
    bool any_ = false;
};

/// Records of one kind by candidate; those of each in the order of their files.
template <typename Record>
class JoinedRecords {
  public:
    JoinedRecords() = default;
    /// `pool` outlives this.
    JoinedRecords(BlockPool& pool, std::uint32_t candidates)
        : pool_(&pool),
          groups_((candidates + kGroupSize - 1) / kGroupSize),
          begins_(groups_.size() * kBeginsOfGroup) {}

    [[nodiscard]] std::size_t groups() const { return groups_.size(); }

    /// Takes over the records of a group, whoever filed them. Many threads may do so at once, each
    /// with groups of its own.
    void join(std::size_t group, const std::vector<FiledRecords<Record>*>& filed) {
        Records& records = groups_[group];
        const std::span begins(&begins_[group * kBeginsOfGroup], kBeginsOfGroup);
        std::fill(begins.begin(), begins.end(), 0);
        for (FiledRecords<Record>* const some : filed) count(some->group(group), begins);
        std::uint32_t total = 0;
        for (std::uint32_t& begin : begins) begin = std::exchange(total, total + begin);
        records.resize(*pool_, total);
        for (FiledRecords<Record>* const some : filed) place(some->group(group), begins, records);
        // Placing has moved each beginning to its end, which is the next one's beginning.
        std::copy_backward(begins.begin(), begins.end() - 1, begins.end());
        begins.front() = 0;
        for (std::uint32_t i = 0; i < kGroupSize; ++i) {
            put_in_order(records, begins[i], begins[i + 1]);
        }
    }

    /// Appends the records of the candidate.
    void append(std::uint32_t candidate, std::vector<Record>& to) const {
        if (groups_.empty()) return;
        const std::size_t group = candidate >> kGroupBits;
        const Records& records = groups_[group];
        const std::uint32_t* const begin =
            &begins_[group * kBeginsOfGroup + candidate % kGroupSize];
        for (std::uint32_t at = begin[0]; at != begin[1]; ++at) to.push_back(records[at]);
    }

  private:
    using Records = RecordBlocks<FiledRecord<Record>>;
    /// Where each candidate's records begin, and the end of all.
    static constexpr std::size_t kBeginsOfGroup = kGroupSize + 1;

    static void count(const Records& filed, std::span<std::uint32_t> counts) {
        filed.for_each([counts](const FiledRecord<Record>& record) {
            ++counts[record.candidate % kGroupSize];
        });
    }

    void place(Records& filed, std::span<std::uint32_t> begins, Records& to) {
        // Those of one candidate often follow each other: the processor would wait each time to
        // read back where the next one goes, which has just been written.
        std::uint32_t* last_begin = begins.data();
        std::uint32_t next = *last_begin;
        filed.for_each([&](const FiledRecord<Record>& record) {
            std::uint32_t* const begin = &begins[record.candidate % kGroupSize];
            if (begin != last_begin) {
                *last_begin = next;
                last_begin = begin;
                next = *last_begin;
            }
            to[next++] = record;
        });
        *last_begin = next;
        filed.clear(*pool_);
    }

    /// The rows of the CSV file as they stand there, then those of the candidate's own file, which
    /// were filed together and in order.
    static void put_in_order(Records& records, std::uint32_t begin, std::uint32_t end) {
        const auto before = [](const Origin& a, const Origin& b) {
            if (a.in_own_file != b.in_own_file) return a.in_own_file < b.in_own_file;
            return a.in_own_file == 0 && a.line < b.line;
        };
        for (std::uint32_t next = begin + 1; next < end; ++next) {
            const FiledRecord<Record> record = records[next];
            std::uint32_t at = next;
            for (; at > begin && before(record.origin, records[at - 1].origin); --at) {
                records[at] = records[at - 1];
            }
            records[at] = record;
        }
    }

    BlockPool* pool_ = nullptr;
    std::vector<Records> groups_;
    UnfilledVector<std::uint32_t> begins_;  // of all groups
};

}  // namespace certrec
