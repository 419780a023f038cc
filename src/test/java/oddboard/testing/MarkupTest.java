package oddboard.testing;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import oddboard.ui.MarkupRows;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import tools.jackson.databind.node.JsonNodeFactory;

/** Pages with rows that are markup. */
abstract class MarkupTest extends SpringBrowserlessTest {
    /** As the browser tells of a click on what asks for something. */
    public static void click(MarkupRows rows, String what, String row) {
        choose(rows, what, row, "");
    }

    /** As the browser tells of a field of a row that was changed. */
    public static void choose(MarkupRows rows, String what, String row, String value) {
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("event.detail.what", what)
                .put("event.detail.row", row)
                .put("event.detail.value", value);
        var node = rows.getElement().getNode();
        node.getFeature(ElementListenerMap.class).fireEvent(new DomEvent(rows.getElement(), "odd-do", data));
    }

    /** All words of a row that is markup. */
    protected static String words(String markup) {
        var text = new StringBuilder();
        elements(markup).traverse((node, depth) -> {
            if (node instanceof TextNode words && !words.isBlank()) {
                text.append(words.getWholeText()).append(' ');
            }
        });
        return text.toString();
    }

    protected static Document elements(String markup) {
        return Jsoup.parse(markup, Parser.xmlParser());
    }
}
