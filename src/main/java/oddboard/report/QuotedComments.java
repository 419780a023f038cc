package oddboard.report;

import java.util.ArrayList;
import java.util.List;
import oddboard.account.User;
import oddboard.comment.Comment;
import oddboard.comment.Comments;
import oddboard.common.InputException;
import oddboard.ui.Html;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.springframework.stereotype.Component;

/** Comments that a report quotes: what was decided, and what else was said. */
@Component
class QuotedComments {
    /** Comments of one report. */
    static final int MOST = 100;

    /** As in comments, but for links within the program: a file that lies elsewhere leads nowhere by them. */
    private static final Cleaner CLEANER = new Cleaner(new Safelist()
            .addTags("p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "h3")
            .addTags("table", "thead", "tbody", "tr", "th", "td", "a")
            .addAttributes("a", "href")
            .addAttributes("ol", "start")
            .addProtocols("a", "href", "http", "https", "mailto"));

    private final Comments comments;

    QuotedComments(Comments comments) {
        this.comments = comments;
    }

    /**
     * @param address of what the comments are about
     * @throws InputException where there is no such comment on it, for this reader
     */
    void add(ReportDocument report, String address, ReportRequest request, User reader) {
        if (request.decision() == null && request.comments().isEmpty()) {
            return;
        }
        List<Comments.Shown> all = comments.list(address, reader);
        Long decision = request.decision();
        if (decision != null) {
            report.section("Decision", quote(find(all, decision)));
        }
        if (request.comments().isEmpty()) {
            return;
        }
        if (request.comments().size() > MOST) {
            throw refused("A report quotes at most " + MOST + " comments.");
        }
        List<Html> quotes = new ArrayList<>();
        request.comments().stream().distinct().sorted().forEach(id -> quotes.add(quote(find(all, id))));
        report.section("Comments", quotes.toArray(Html[]::new));
    }

    private static Comments.Shown find(List<Comments.Shown> all, long id) {
        return all.stream()
                .filter(one -> one.comment().id() == id)
                .findFirst()
                .orElseThrow(() -> refused("There is no comment " + id + " here to be quoted."));
    }

    private static InputException refused(String sentence) {
        return new InputException("PARAMETER_INVALID", "", "comments", sentence);
    }

    private static Html quote(Comments.Shown shown) {
        Comment comment = shown.comment();
        String when = (comment.at() == null ? "" : ", " + Words.moment(comment.at()))
                + (comment.editedAt() == null ? "" : ", edited " + Words.moment(comment.editedAt()));
        Html quote = new Html("article", "comment").add("p", "by", comment.byName() + when);
        cleaned(shown.html()).childNodes().forEach(child -> copy(child, quote));
        return quote;
    }

    private static Element cleaned(String html) {
        Document dirty = Jsoup.parseBodyFragment(html);
        dirty.select("figure, svg, img").remove();
        dirty.select("h1, h2, h4, h5, h6").tagName("h3");
        Element clean = CLEANER.clean(dirty).body();
        clean.select("a:not([href])").unwrap();
        return clean;
    }

    private static void copy(Node from, Html to) {
        if (from instanceof TextNode text) {
            to.text(text.getWholeText());
        } else if (from instanceof Element element) {
            Html copy = new Html(element.tagName());
            element.attributes().forEach(attribute -> copy.attr(attribute.getKey(), attribute.getValue()));
            element.childNodes().forEach(child -> copy(child, copy));
            to.add(copy);
        }
    }
}
