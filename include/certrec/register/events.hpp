/// \file
/// What happens to certificates after their issue, and what does the register enter for it?
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/store.hpp"

namespace certrec {

/// What a replacement prints in another way than the document that it replaces.
struct Correction {
    std::optional<std::string> name;
    std::optional<std::string> id_type;
    std::optional<std::string> id_number;
};

struct EventRequest {
    Event event = Event::revoke;  ///< any but issue
    std::string number;
    Date on;
    std::string reason;
    /// Only of a replacement: the document that is replaced.
    std::optional<Certificate> document;
    Correction correction;
};

enum class EventStatus {
    entered,          ///< a new entry
    already_entered,  ///< the same event of the same day, from the register or the batch
    invalid,          ///< cannot be
};

/// What becomes of one request.
struct EventOutcome {
    EventStatus status = EventStatus::invalid;
    std::string replacement;  ///< number of the new document of a replacement
    std::uint64_t index = 0;  ///< of the entry of a replacement
    /// What the new document prints; empty if the register committed to something else than is
    /// asked for now.
    std::string printed;
    Bilingual reason;  ///< only if invalid
};

struct EventPlan {
    std::vector<EventOutcome> outcomes;  ///< one for each request, in the same order
    std::vector<NewEntry> entries;       ///< what RegisterStore::append is to commit
};

/// Judges each request by what happened before, in the register and in the batch.
///
/// The same event of the same day happens once: asked for again it is already entered. A
/// replacement gets the next number in turn, and keeps level, edition, scores, day of award and
/// last day of the award; an expired certificate has none, and nobody comes to hold a level twice
/// by one. Changes nothing. Throws Refusal if numbers run out.
[[nodiscard]] EventPlan plan_events(const RegisterStore& store,
                                    std::span<const EventRequest> requests,
                                    const SaltSource& salts);

/// The file of a replacement. Requires: the plan was appended, and outcome.printed is not empty.
[[nodiscard]] std::string make_replacement(const RegisterStore& store, const EventOutcome& outcome);

}  // namespace certrec
