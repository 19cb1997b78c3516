#include "report/html.hpp"

namespace certrec {

void append_html(std::string& page, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&': page += "&amp;"; break;
            case '<': page += "&lt;"; break;
            case '>': page += "&gt;"; break;
            case '"': page += "&quot;"; break;
            case '\'': page += "&#39;"; break;
            default: page += c;
        }
    }
}

std::string escape_html(std::string_view text) {
    std::string page;
    page.reserve(text.size());
    append_html(page, text);
    return page;
}

}  // namespace certrec
