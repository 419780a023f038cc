package oddboard.comment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** Makes HTML of Markdown, with nothing in it but text, lists, tables, code and links: no markup of the writer's own, no pictures. */
final class Markdown {
    /** Nobody nests deeper; each level costs stack when it is written. */
    private static final int MAX_DEPTH = 40;

    /** Never called: what links that begin with a slash are checked against. */
    private static final String HERE = "https://oddboard.invalid/";

    private static final List<Extension> TABLES = List.of(TablesExtension.create());
    private static final Parser PARSER =
            Parser.builder().extensions(TABLES).maxOpenBlockParsers(MAX_DEPTH).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .softbreak("<br>")
            .build();
    private static final Cleaner CLEANER = new Cleaner(new Safelist()
            .addTags("p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "h3")
            .addTags("table", "thead", "tbody", "tr", "th", "td")
            .addTags("a")
            .addAttributes("a", "href")
            .addAttributes("ol", "start")
            .addProtocols("a", "href", "http", "https", "mailto")
            .preserveRelativeLinks(true));

    private Markdown() {}

    /** The body of a document, for whoever adds to it. */
    static Element body(String markdown) {
        Node tree = PARSER.parse(markdown);
        if (isTooDeep(tree)) {
            return plain(markdown);
        }
        Document dirty = Jsoup.parseBodyFragment(RENDERER.render(tree), HERE);
        dirty.select("h1, h2, h4, h5, h6").tagName("h3");
        // A picture of another server would tell it who reads this.
        for (Element picture : dirty.select("img")) {
            String words = picture.attr("alt").isEmpty() ? picture.attr("src") : picture.attr("alt");
            if (picture.closest("a") == null) {
                picture.replaceWith(
                        new Element("a").attr("href", picture.attr("src")).text(words));
            } else {
                picture.replaceWith(new TextNode(words));
            }
        }
        return quiet(CLEANER.clean(dirty).body());
    }

    /** Text with its line breaks, and nothing that Markdown means. */
    static Element plain(String text) {
        Element body = Document.createShell(HERE).body();
        Element paragraph = body.appendElement("p");
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                paragraph.appendElement("br");
            }
            paragraph.appendText(lines[i]);
        }
        return quiet(body);
    }

    private static Element quiet(Element body) {
        Document owner = body.ownerDocument();
        if (owner != null) {
            owner.outputSettings().prettyPrint(false);
        }
        return body;
    }

    private static boolean isTooDeep(Node tree) {
        record Level(Node node, int depth) {}
        Deque<Level> open = new ArrayDeque<>(List.of(new Level(tree, 0)));
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.depth > 2 * MAX_DEPTH) {
                return true;
            }
            for (Node child = level.node.getFirstChild(); child != null; child = child.getNext()) {
                open.push(new Level(child, level.depth + 1));
            }
        }
        return false;
    }
}
