package oddboard.comment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import oddboard.account.User;
import oddboard.account.UserId;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A comment as one reader sees it: Markdown, people who are mentioned, addresses as links, and what the links lead to. */
@Component
class CommentText {
    private static final int MAX_PREVIEWS = 10;
    private static final Pattern LINK = Pattern.compile(
            "(?<![\\w/])(?:https?://|/(?=(?:runs|datasets|models|scorings|sweeps|submissions|compare)\\b))[^\\s<>\"]*[^\\s<>\"'.,;:!?)\\]]");
    private final LinkPreviews previews;
    private final String pages;

    /** @param pages address of these pages as users reach them, whose links are ours too; empty where nobody said */
    CommentText(LinkPreviews previews, @Value("${oddboard.public-url:}") String pages) {
        this.previews = previews;
        this.pages = pages.strip().replaceFirst("/+$", "") + "/";
    }

    /** Markup that is safe wherever it stands. */
    String html(Comment comment, CommentSubject on, Mentions people, User reader) {
        Element body = comment.isNote() ? Markdown.plain(comment.text()) : Markdown.body(comment.text());
        link(body);
        mentioned(body, people);
        unfold(body, on, reader);
        return body.html();
    }

    /** Whom a text names, once each; code and links name nobody. */
    static Map<UserId, String> mentions(String markdown, Mentions people) {
        Map<UserId, String> named = new LinkedHashMap<>();
        eachText(
                Markdown.body(markdown),
                text -> people.in(text.getWholeText()).forEach(m -> named.put(m.who(), m.name())));
        return named;
    }

    private static void eachText(Element body, Consumer<TextNode> change) {
        List<TextNode> texts = new ArrayList<>();
        body.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode text && isWords(text)) {
                    texts.add(text);
                }
            }
        });
        texts.forEach(change);
    }

    private static boolean isWords(TextNode text) {
        for (Node parent = text.parent(); parent instanceof Element element; parent = parent.parent()) {
            if (List.of("a", "code", "pre").contains(element.normalName())) {
                return false;
            }
        }
        return true;
    }

    private static void link(Element body) {
        eachText(body, text -> {
            Matcher links = LINK.matcher(text.getWholeText());
            List<Part> parts = new ArrayList<>();
            while (links.find()) {
                parts.add(new Part(
                        links.start(),
                        links.end(),
                        new Element("a").attr("href", links.group()).text(links.group())));
            }
            replace(text, parts);
        });
    }

    private static void mentioned(Element body, Mentions people) {
        eachText(
                body,
                text -> replace(
                        text,
                        people.in(text.getWholeText()).stream()
                                .map(m -> new Part(
                                        m.start(),
                                        m.end(),
                                        new Element("span")
                                                .attr("class", "odd-mention")
                                                .text("@" + m.name())))
                                .toList()));
    }

    private record Part(int start, int end, Element instead) {}

    private static void replace(TextNode text, List<Part> parts) {
        String whole = text.getWholeText();
        int from = 0;
        for (Part part : parts) {
            if (part.start < from) {
                continue;
            }
            text.before(new TextNode(whole.substring(from, part.start)));
            text.before(part.instead);
            from = part.end;
        }
        if (from > 0) {
            text.text(whole.substring(from));
        }
    }

    private void unfold(Element body, CommentSubject on, User reader) {
        int shown = 0;
        for (Element link : body.select("a")) {
            String href = link.attr("href");
            String own = href.startsWith("/") && !href.startsWith("//")
                    ? href.substring(1)
                    : pages.length() > 1 && href.startsWith(pages) ? href.substring(pages.length()) : "";
            if (own.isEmpty()) {
                link.attr("rel", "noopener noreferrer nofollow").attr("target", "_blank");
                continue;
            }
            int query = own.indexOf('?');
            if (shown < MAX_PREVIEWS) {
                var preview = previews.of(
                        (query < 0 ? own : own.substring(0, query)).replaceFirst("#.*", ""),
                        query < 0 ? "" : own.substring(query + 1).replaceFirst("#.*", ""),
                        on.run(),
                        reader);
                if (preview.isPresent()) {
                    shown++;
                    block(link, body).after(preview.get());
                }
            }
        }
    }

    /** The paragraph, list or table that the link is in: a picture follows it. */
    private static Element block(Element link, Element body) {
        Element block = link;
        while (block.parent() != null && block.parent() != body) {
            block = block.parent();
        }
        return block;
    }
}
