#include "report/qr_svg.hpp"

#include <fmt/format.h>

#include <iterator>
#include <qrcodegen/qrcodegen.hpp>
#include <vector>

namespace certrec {

namespace {

using qrcodegen::QrCode;
using qrcodegen::QrSegment;

constexpr int kQuietModules = 4;
constexpr int kMaxVersionOfMedium = 25;
// A reader takes any of the eight. The best of them spares a plain text from looking like the marks
// of a code; what is packed looks random under each, and to try all takes ten times as long.
constexpr int kMask = 0;

QrCode encode(const std::string& text) {
    const std::vector<QrSegment> segments{QrSegment::makeAlphanumeric(text.c_str())};
    try {
        return QrCode::encodeSegments(segments, QrCode::Ecc::MEDIUM, QrCode::MIN_VERSION,
                                      kMaxVersionOfMedium, kMask, false);
    } catch (const qrcodegen::data_too_long&) {
        return QrCode::encodeSegments(segments, QrCode::Ecc::LOW, QrCode::MIN_VERSION,
                                      QrCode::MAX_VERSION, kMask, false);
    }
}

/// A rectangle for each run of dark modules in a row.
std::string path_of(const QrCode& code) {
    std::string path;
    for (int y = 0; y < code.getSize(); ++y) {
        for (int x = 0; x < code.getSize(); ++x) {
            const int begin = x;
            while (code.getModule(x, y)) ++x;
            if (x == begin) continue;
            fmt::format_to(std::back_inserter(path), "M{} {}h{}v1h-{}z", begin + kQuietModules,
                           y + kQuietModules, x - begin, x - begin);
        }
    }
    return path;
}

}  // namespace

std::string draw_qr_code(const std::string& text) {
    const QrCode code = encode(text);
    const int size = code.getSize() + 2 * kQuietModules;
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {0}\" role=\"img\" "
        "aria-label=\"二维码 QR code\" shape-rendering=\"crispEdges\">"
        "<path fill=\"#fff\" d=\"M0 0h{0}v{0}H0z\"/><path d=\"{1}\"/></svg>",
        size, path_of(code));
}

}  // namespace certrec
