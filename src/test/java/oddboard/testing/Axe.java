package oddboard.testing;

import com.google.gson.Gson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The rules of WCAG 2.1, levels A and AA, asked of a page by axe-core. */
public final class Axe {
    private static final String ASK = """
            async only => {
              const rules = only ? { type: 'rule', values: [only] }
                  : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] };
              const more = only ? {} : Object.fromEntries(['heading-order', 'page-has-heading-one', 'landmark-one-main', 'region',
                  'landmark-unique', 'empty-heading', 'aria-dialog-name'].map(rule => [rule, { enabled: true }]));
              const { violations } = await axe.run({ exclude: ['vaadin-connection-indicator'] },
                  { runOnly: rules, rules: more, resultTypes: ['violations'], preload: false });
              return JSON.stringify(violations.flatMap(({ id, impact, nodes }) => nodes.map(node => ({ rule: id, impact,
                  target: node.target.flat().join(' '), summary: node.failureSummary.replace(/\\s+/g, ' ') + ' ' + node.html.slice(0, 160) }))));
            }""";

    /** What is wrong with one element: impact is minor, moderate, serious or critical. */
    public record Finding(String rule, String impact, String target, String summary) {
        @Override
        public String toString() {
            return rule + " (" + impact + ") at " + target + ": " + summary;
        }
    }

    private Axe() {}

    /** Has every document that the page opens from now on know axe; not by a script element, which the page's policy would refuse. */
    public static void install(Page page) throws IOException {
        try (InputStream script = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            page.addInitScript(
                    "if (window === window.top) {" + new String(script.readAllBytes(), StandardCharsets.UTF_8) + "}");
        }
    }

    public static List<Finding> everyRule(Page page) {
        return ask(page, "");
    }

    /** The one rule that a color scheme can break. */
    public static List<Finding> contrast(Page page) {
        return ask(page, "color-contrast");
    }

    private static List<Finding> ask(Page page, String only) {
        return List.of(new Gson().fromJson((String) page.evaluate(ASK, only), Finding[].class));
    }
}
