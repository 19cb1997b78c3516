/// \file
/// Is the register what its issuer signed, and does a certificate belong to it?
///
/// Every check gets its own answer. "Could not be checked" is an answer, and never looks like
/// "right" or "wrong". Nothing here writes, asks a clock or touches the network.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/certificate_state.hpp"
#include "certrec/register/key_ring.hpp"
#include "certrec/register/merkle.hpp"
#include "certrec/register/snapshot.hpp"

namespace certrec {

enum class CheckStatus {
    ok,
    failed,
    unchecked,  ///< what the check needs is missing or broken
};

[[nodiscard]] std::string_view format_check_status(CheckStatus status);

/// What came of something that was asked.
struct Answer {
    CheckStatus status = CheckStatus::ok;
    Bilingual detail;
};

/// One answer of an audit. `subject` is the file, with `:line` where that is known, or a
/// certificate's number; never a person. A check that fails in several places has one Check for
/// each, up to kMaxFindingsPerCheck, and one more that counts the rest.
struct Check {
    std::string name;
    std::string subject;
    CheckStatus status = CheckStatus::unchecked;
    Bilingual detail;
};

inline constexpr std::size_t kMaxFindingsPerCheck = 20;

/// Whether the private holders.csv and reasons.csv are checked too.
enum class HolderScope { left_out, included };

/// Whether the tree is kept for comparing certificates: about 64 bytes an entry. Without it an
/// audit of public files takes constant memory.
enum class TreeScope { root_only, whole };

struct RegisterAudit {
    std::vector<Check> checks;
    /// The certificates that something happened to after their issue, by number.
    std::unordered_map<std::string, CertificateHistory> histories;
    /// The latest day of an entry: how old what the register says of states is.
    std::optional<Date> last_on;
    /// Kept if TreeScope::whole was asked for and `tree` and `signature` are ok.
    std::optional<MerkleTree> tree;
    /// The origin of the checkpoint, if it could be read.
    std::string origin;
    /// The trusted keys with the ranges that the register lists, if it lists any.
    KeyRing keys;
    /// The keys that it lists and that are not trusted.
    KeyRing untrusted;
};

/// The checks of a register, in this order:
///   config      register.toml is well formed
///   keys        only if register.toml lists keys: each of them is trusted (else `unchecked`), and
///               its range is not contradicted by the trusted one
///   checkpoint  the checkpoint is well formed and of register.toml's origin
///   signature   a key of the ring whose range holds the size signed it under that origin;
///               `unchecked` if a key did that the register lists, but nobody trusts
///   entries     entries.csv has its header and exactly the rows that the checkpoint counts, each
///               well formed and in its place
///   tree        the rows hash to the checkpoint's root
///   numbers     no certificate number is given twice; the serials of each counter run from 1
///               without gaps. A number that does not follow the present pattern of register.toml
///               is only `unchecked`, since patterns may change
///   states      every event could happen to its certificate, which was issued before
/// and with HolderScope::included:
///   holders     holders.csv has one row for each certificate, in the order of the entries, and
///               each row is what its entry commits to
///   reasons     reasons.csv has one row for each event that made no certificate, in the order of
///               the entries, and each row is what its entry commits to
///   persons     nobody has two certificates in force for the same level of the same standard
/// and for each witness that the ring demands:
///   witness     it cosigned the checkpoint
/// `numbers`, `states` and `persons` are `unchecked` as long as any entry cannot be read; a
/// register that never issued anything needs no holders.csv, one without such events no
/// reasons.csv. Streams all files. Memory grows by about 55 bytes a certificate for `persons`, and
/// with numbers off the pattern and rows of holders.csv that are out of order.
[[nodiscard]] RegisterAudit audit_register(const RegisterSnapshot& snapshot, const KeyRing& keys,
                                           HolderScope holders, TreeScope tree);

/// The checks of one certificate, in this order:
///   form        the file is a certificate
///   document    the printed part is what the entry commits to
///   holder      so is the person
///   entry       number, standard, edition, level and day agree with the entry, and its index with
///               the proof
///   checkpoint  the proof's checkpoint is well formed
///   inclusion   the entry stands in the tree of that checkpoint
///   signature   a key of the ring whose range holds its size signed that checkpoint, under its
///               origin; with the ranges of `against`, if that is its register
///   witness     for each witness that the ring demands, but not if `against` is given: it cosigned
///               that checkpoint
/// and if `against` is given:
///   register    that register has this entry in this place, and had the checkpoint's root at its
///               size, and the same origin
///   state       by that register it is in force on `day`; by default on the register's last day
/// `bytes` are the file's; `file` is for the subjects and messages.
[[nodiscard]] std::vector<Check> audit_certificate(std::string_view bytes, const std::string& file,
                                                   const KeyRing& keys,
                                                   const RegisterAudit* against,
                                                   std::optional<Date> day = std::nullopt);

/// The same for the text of the code that a printed certificate carries, without line ending (see
/// certificate_code.hpp). What a paper says proves nothing about itself, so the details of
/// `document` and `holder`, if they are ok, tell what it must say: the person's name too, and the
/// number of the document masked.
[[nodiscard]] std::vector<Check> audit_certificate_code(std::string_view text,
                                                        const std::string& subject,
                                                        const KeyRing& keys,
                                                        const RegisterAudit* against,
                                                        std::optional<Date> day = std::nullopt);

class RememberedSignatures;

/// audit_certificate for many files: the signature of a checkpoint that follows on itself, as in
/// certificates of one batch, is verified once. One for each thread.
class CertificatesAudit {
  public:
    /// `keys` and `against` outlive this.
    CertificatesAudit(const KeyRing& keys, const RegisterAudit* against, std::optional<Date> day);
    ~CertificatesAudit();

    [[nodiscard]] std::vector<Check> audit(std::string_view bytes, const std::string& file);

  private:
    const KeyRing& keys_;
    const RegisterAudit* against_;
    std::optional<Date> day_;
    std::unique_ptr<RememberedSignatures> signatures_;
};

/// The check `since`: the register only grew since the checkpoint that `bytes` are, which somebody
/// kept. It is of the same register, signed by a key of that time, and its tree is the beginning of
/// the register's. `unchecked` if it cannot be read, or the register did not pass its own checks.
/// Requires: `audit` was made with TreeScope::whole. `file` is for the subject.
[[nodiscard]] Check audit_growth(std::string_view bytes, const std::string& file,
                                 const RegisterAudit& audit);

}  // namespace certrec
