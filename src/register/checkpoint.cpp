#include "certrec/register/checkpoint.hpp"

#include <utility>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "register/canonical.hpp"

namespace certrec {

std::variant<Checkpoint, CheckpointFault> parse_checkpoint(std::string_view text) {
    const auto origin = take_line(text);
    const auto size_text = take_line(text);
    const auto root_text = take_line(text);
    if (!origin || !size_text || !root_text) return CheckpointFault::missing_line;
    if (origin->empty()) return CheckpointFault::empty_line;
    const auto size = parse_count(*size_text);
    if (!size) return CheckpointFault::wrong_size;
    const auto root = parse_base64_digest(*root_text);
    if (!root) return CheckpointFault::wrong_root;

    Checkpoint checkpoint{std::string(*origin), *size, *root, {}};
    while (!text.empty()) {
        const auto extension = take_line(text);
        if (!extension) return CheckpointFault::missing_line;
        if (extension->empty()) return CheckpointFault::empty_line;
        checkpoint.extensions.emplace_back(*extension);
    }
    return checkpoint;
}

std::string format_checkpoint(const Checkpoint& checkpoint) {
    std::string text = fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size,
                                   format_base64(checkpoint.root));
    for (const std::string& extension : checkpoint.extensions) text += extension + '\n';
    return text;
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& key) {
    return sign_note(format_checkpoint(checkpoint), checkpoint.origin, key);
}

std::variant<SignedCheckpoint, SignedCheckpointFault> parse_signed_checkpoint(
    std::string_view bytes) {
    auto note = parse_note(bytes);
    if (const auto* const fault = std::get_if<NoteFault>(&note)) {
        return SignedCheckpointFault(*fault);
    }
    auto& parsed = std::get<Note>(note);
    auto checkpoint = parse_checkpoint(parsed.text);
    if (const auto* const fault = std::get_if<CheckpointFault>(&checkpoint)) {
        return SignedCheckpointFault(*fault);
    }
    return SignedCheckpoint{std::get<Checkpoint>(std::move(checkpoint)), std::move(parsed)};
}

Bilingual describe_checkpoint_fault(CheckpointFault fault) {
    switch (fault) {
        case CheckpointFault::missing_line:
            return compose("the checkpoint has fewer than its three lines: origin, size, root",
                           "检查点不足三行：来源、规模、根哈希");
        case CheckpointFault::empty_line:
            return compose("the checkpoint has an empty line", "检查点中有空行");
        case CheckpointFault::wrong_size:
            return compose("the checkpoint's size is not a plain number", "检查点的规模不是数字");
        case CheckpointFault::wrong_root: break;
    }
    return compose("the checkpoint's root is not 32 bytes in base64",
                   "检查点的根哈希不是 32 字节的 base64");
}

Bilingual describe_signed_checkpoint_fault(const SignedCheckpointFault& fault) {
    if (const auto* const note_fault = std::get_if<NoteFault>(&fault)) {
        return describe_note_fault(*note_fault);
    }
    return describe_checkpoint_fault(std::get<CheckpointFault>(fault));
}

}  // namespace certrec
