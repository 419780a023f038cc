package oddboard.comment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.account.UserId;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Markdown from people whom nobody needs to trust. */
class MarkdownTest {
    private static String html(String markdown) {
        return Markdown.body(markdown).html();
    }

    @Test
    void showsWhatPeopleWrite() {
        assertThat(html("**bold** and `code`\nnext line\n\n- one\n- two"))
                .isEqualTo("<p><strong>bold</strong> and <code>code</code><br>next line</p>\n"
                        + "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n");
        assertThat(html("| a | b |\n|---|---|\n| 1 | 2 |")).contains("<th>a</th>", "<td>2</td>");
        assertThat(html("# Big\n\n###### Small")).isEqualTo("<h3>Big</h3>\n<h3>Small</h3>\n");
        assertThat(html("[run](/runs/12) [out](https://example.com/a?b=1&c=2)"))
                .contains("<a href=\"/runs/12\">run</a>", "<a href=\"https://example.com/a?b=1&amp;c=2\">out</a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg onload=alert(1)>",
                "<iframe src=https://evil.example></iframe>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](java\tscript:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:x)",
                "<javascript:alert(1)>",
                "![x](javascript:alert(1))",
                "![x](https://evil.example/seen.png)",
                "[![x](https://evil.example/seen.png)](https://a.example)",
                "[x]: javascript:alert(1)\n\n[x]",
                "[x](https://a.example \"\\\" onmouseover=alert(1) \\\"\")",
                "```\" onload=\"alert(1)\n</code></pre><script>alert(1)</script>\n```",
                "<!-- --><style>*{display:none}</style>",
                "<form action=https://evil.example><input name=password></form>",
                "&lt;script&gt;alert(1)&lt;/script&gt;"
            })
    void runsAndLoadsNothing(String markdown) {
        Element body = Jsoup.parseBodyFragment(html(markdown)).body();
        assertThat(body.select("*").stream().map(Element::normalName).collect(Collectors.toSet()))
                .as(body.html())
                .isSubsetOf("body", "p", "a", "br", "pre", "code", "strong", "em");
        body.select("*")
                .forEach(e -> e.attributes().forEach(a -> {
                    assertThat(a.getKey()).as(body.html()).isEqualTo("href");
                    assertThat(a.getValue()).as(body.html()).matches("(https?://|/|x$|$).*");
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"> ", ">", "- ", "1. ", "[", "![", "*a ", "**a _b ", "(", "`", "![a](b", "[a](", "<a ", "&", "|a"
            })
    void takesTheDeepestNestingInAMoment(String piece) {
        String longest = piece.repeat(Comments.MAX_LENGTH / piece.length());
        String html = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> html(longest));
        assertThat(html).isNotEmpty();
        int depth = 0;
        for (Element e : Jsoup.parseBodyFragment(html).body().select("*")) {
            depth = Math.max(depth, e.parents().size());
        }
        assertThat(depth).isLessThan(200);
    }

    @Test
    void findsTheLongestNameAndNoAddressOfMail() {
        var people = new Mentions(Map.of(
                "Grace", new UserId(1), "grace hopper", new UserId(2), "ada", new UserId(3), "jo.li", new UserId(4)));
        assertThat(people.in("@GRACE Hopper, @grace! mail@ada @adam @ada. (@jo.li)"))
                .extracting(Mentions.Mention::name)
                .containsExactly("grace hopper", "Grace", "ada", "jo.li");
        assertThat(CommentText.mentions("@ada and `@Grace` and [@Grace](/runs/1)", people))
                .containsOnlyKeys(new UserId(3));
    }
}
