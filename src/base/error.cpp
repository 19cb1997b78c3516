#include "certrec/base/error.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/compose.hpp"

namespace certrec {

namespace {

Bilingual describe_errno(int error_number) {
    const char* const english = strerrordesc_np(error_number);
    const std::string en = english != nullptr ? english : fmt::format("error {}", error_number);
    switch (error_number) {
        case ENOSPC: return {en, "磁盘空间不足"};
        case EACCES:
        case EPERM: return {en, "没有权限"};
        case EROFS: return {en, "文件系统只读"};
        case ENOENT: return {en, "文件或文件夹不存在"};
        case ENOTDIR: return {en, "不是文件夹"};
        case EISDIR: return {en, "是文件夹"};
        case EIO: return {en, "输入输出错误"};
        case EPIPE: return {en, "管道已关闭"};
        case EDQUOT: return {en, "超出磁盘配额"};
        case EMFILE:
        case ENFILE: return {en, "打开的文件过多"};
        case EBADF: return {en, "已关闭"};
        default: return {en, en};
    }
}

Bilingual with_reason(Bilingual message, int error_number) {
    const Bilingual reason = describe_errno(error_number);
    return {message.en + ": " + reason.en, message.zh + "：" + reason.zh};
}

}  // namespace

Error::Error(Diagnostic diagnostic)
    : diagnostic_(std::move(diagnostic)), text_(format_diagnostic(diagnostic_, Language::en)) {}

Refusal::Refusal(Bilingual message, Bilingual hint)
    : Error({Severity::error, {}, std::move(message), std::move(hint)}) {}

SystemFailure::SystemFailure(Bilingual message, int error_number, Bilingual hint)
    : Error({Severity::error, {}, with_reason(std::move(message), error_number), std::move(hint)}),
      error_number_(error_number) {}

}  // namespace certrec
