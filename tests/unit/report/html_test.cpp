#include "report/html.hpp"

#include "../catch.hpp"

namespace certrec {
namespace {

TEST_CASE("what would be markup stands as text, between tags and in attributes") {
    CHECK(escape_html("<script>alert('1')</script>") ==
          "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    CHECK(escape_html("\" onload=\"x") == "&quot; onload=&quot;x");
    CHECK(escape_html("&lt;") == "&amp;lt;");
}

TEST_CASE("all other characters stand as they are") {
    CHECK(escape_html("𠮷䶮 O−1 نور") == "𠮷䶮 O−1 نور");
    CHECK(escape_html("").empty());
}

}  // namespace
}  // namespace certrec
