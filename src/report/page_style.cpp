#include "report/page_style.hpp"

#include <string_view>

#include "report/palette.hpp"

namespace certrec {

namespace {

// Lines of 1.5rem are the grid on which everything stands.
constexpr std::string_view kRules = R"(
*{box-sizing:border-box}
html{background:var(--page);color:var(--ink);-webkit-text-size-adjust:100%;text-size-adjust:100%;
font:1rem/1.5rem system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC",
"Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",
"WenQuanYi Zen Hei",sans-serif;font-variant-numeric:tabular-nums}
body{margin:0}
main{max-width:72rem;margin:0 auto;padding:3rem 1.5rem 6rem}
h1{margin:0 0 .75rem;font-size:1.75rem;line-height:2.25rem;font-weight:600;text-wrap:balance}
h2{margin:0 0 1.5rem;font-size:1.25rem;line-height:1.5rem;font-weight:600}
h1,h2,p,li,td,th,figcaption{overflow-wrap:break-word;unicode-bidi:plaintext}
p{margin:0;max-width:42rem}
.facts p,.notes p,.none{color:var(--muted);font-size:.875rem}
.notes{margin-top:1.5rem}
section{margin-top:4.5rem}
.charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));
gap:3rem;margin-bottom:3rem;align-items:start}
figure{margin:0;min-width:0}
figure svg{display:block;overflow:hidden}
figcaption{font-weight:600;font-size:.9375rem;margin-bottom:.75rem}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:0 0 .75rem;padding:0;
font-size:.8125rem;color:var(--muted)}
.legend svg{display:inline-block;margin-right:.4rem;vertical-align:-.08em}
figure text{font-size:12px;fill:var(--ink)}
figure text.name{font-size:13px}
figure text.small{font-size:11px}
figure text.tick,figure text.range{fill:var(--muted)}
figure text.value,figure text.said{font-weight:600}
figure text.name,figure text.tick,figure text.said,figure text.small{paint-order:stroke;
stroke:var(--page);stroke-width:3px;stroke-linejoin:round}
.part{stroke:var(--page);stroke-width:1px}
.grid{stroke:var(--grid)}
.base,.mark{stroke:var(--ink)}
.mark{stroke-width:1.5px}
.whisker,.course{stroke-width:2px}
.see-through{fill-opacity:.8}
.scroll{overflow-x:auto;margin:0 -1.5rem;padding:0 1.5rem}
.scroll:focus-visible{outline:2px solid var(--pass);outline-offset:2px}
table{border-collapse:collapse;font-size:.9375rem;line-height:1.5rem}
th,td{padding:.1875rem 1.5rem .1875rem 0;text-align:left;vertical-align:baseline}
th:last-child,td:last-child{padding-right:0}
tbody th,tfoot th{font-weight:400;min-width:6rem;max-width:24rem}
td{max-width:32rem;word-break:keep-all}
.whole,.short{white-space:nowrap}
.long{min-width:12rem}
thead th{color:var(--muted);font-weight:400;font-size:.8125rem;vertical-align:bottom;
min-width:4.5rem;padding-bottom:.375rem}
.n{text-align:right;white-space:nowrap}
thead .n{white-space:normal}
td[data-fill]::after{content:attr(data-fill);visibility:hidden}
thead tr{box-shadow:inset 0 -1px var(--muted)}
tfoot tr{box-shadow:inset 0 1px var(--muted);font-weight:600}
tfoot th{font-weight:600}
.empty{color:var(--muted)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
section{position:relative}
@media (min-width:60rem){
.beside{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 4.5rem;
align-items:start}
.beside h2,.beside .notes{grid-column:1/-1}
.beside .charts{margin-bottom:0}
}
@media (max-width:40rem){
main{padding:1.5rem 1rem 3rem}
.scroll{margin:0 -1rem;padding:0 1rem}
th,td{padding-right:1rem}
}
@page{size:A4;margin:18mm 16mm 20mm;
@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif;color:#5a6168}}
@page broad{size:A4 landscape}
@media print{
html{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
section{margin-top:3rem}
h2{break-after:avoid}
figure svg,figcaption,.legend,tr,.notes p{break-inside:avoid}
figcaption,.legend{break-after:avoid}
.charts{grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:2rem}
.scroll{overflow:visible;margin:0;padding:0}
table{font-size:.8rem;line-height:1.2rem}
th,td{padding-right:.75rem}
thead{display:table-header-group}
tfoot{display:table-row-group}
thead th{min-width:0;font-size:.75rem}
tbody th,tfoot th,.long{min-width:0}
.short{white-space:normal}
.broad{page:broad}
.broad table{width:100%;font-size:.7rem}
.broad th,.broad td{padding-right:.4rem}
.broad thead th{font-size:.65rem;line-height:1rem}
}
)";

void append_variable(std::string& style, std::string_view name, std::string_view colour) {
    style += "--";
    style += name;
    style += ":";
    style += colour;
    style += ";";
}

void append_scheme(std::string& style, std::string_view SchemeColour::*scheme) {
    style += ":root{";
    append_variable(style, "page", kPageColour.*scheme);
    append_variable(style, "ink", kInkColour.*scheme);
    append_variable(style, "muted", kMutedColour.*scheme);
    append_variable(style, "grid", kGridColour.*scheme);
    const auto append_mark = [&style, scheme](const MarkColour& colour) {
        append_variable(style, colour.name, colour.fill.*scheme);
        append_variable(style, "on-" + std::string(colour.name), colour.text.*scheme);
    };
    for (const MarkColour& colour : kMarkColours) append_mark(colour);
    append_mark(kPlainColour);
    style += "}\n";
}

void append_classes(std::string& style, const MarkColour& colour) {
    const std::string name(colour.name);
    style += "." + name + "{fill:var(--" + name + ")}";
    style += "figure text.on-" + name + "{fill:var(--on-" + name + ")}";
    style += ".line-" + name + "{stroke:var(--" + name + ")}\n";
}

}  // namespace

std::string page_style() {
    std::string style = ":root{color-scheme:light dark}\n";
    append_scheme(style, &SchemeColour::light);
    style += "@media screen and (prefers-color-scheme:dark){";
    append_scheme(style, &SchemeColour::dark);
    style += "}";
    style += kRules;
    for (const MarkColour& colour : kMarkColours) append_classes(style, colour);
    append_classes(style, kPlainColour);
    return style;
}

}  // namespace certrec
