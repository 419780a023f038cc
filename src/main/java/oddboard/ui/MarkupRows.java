package oddboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A table of many rows that costs the server one component: rows are markup (see {@link Html}), and those that have changed
 * alone are sent. What has the attribute {@link #DO} tells the server when it is clicked.
 */
@Tag("odd-rows")
@JsModule("context://odd-rows.js")
public final class MarkupRows extends Component implements HasStyle {
    /** Names what a click on an element asks for. */
    public static final String DO = "data-do";
    private static final long serialVersionUID = 1L;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private transient SequencedMap<String, String> rows = new LinkedHashMap<>();
    private String head = "";

    /** Told of clicks. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Whatever comes may come from somebody who isn't offered it.
         *
         * @param row its key; "" for the head
         */
        void asked(String what, String row);
    }

    private MarkupRows(Listener listener) {
        getElement().addEventListener("odd-do", event -> {
            var data = event.getEventData();
            listener.asked(data.get("event.detail.what").asString(), data.get("event.detail.row").asString());
        }).addEventData("event.detail.what").addEventData("event.detail.row");
    }

    /** Rows and head are {@code tr} elements of a table with this class. */
    public static MarkupRows table(String className, Listener listener) {
        var rows = new MarkupRows(listener);
        rows.getElement().setAttribute("table", className);
        return rows;
    }

    /** Rows and head are elements of any kind with the role of a row. */
    public static MarkupRows list(String label, Listener listener) {
        var rows = new MarkupRows(listener);
        rows.getElement().setAttribute("role", "table").setAttribute("aria-label", label);
        return rows;
    }

    /** Elements of any kind, without a head. */
    public static MarkupRows plain(Listener listener) {
        var rows = new MarkupRows(listener);
        rows.getElement().setAttribute("plain", true);
        return rows;
    }

    /**
     * What there is to be seen from now on, in order.
     *
     * @param now each row's markup by what tells it apart from the others
     */
    public void show(String head, SequencedMap<String, String> now) {
        var before = rows;
        var headBefore = this.head;
        rows = now;
        this.head = head;
        if (isAttached()) {
            send(headBefore, before);
        }
    }

    /** As last shown. */
    public SequencedMap<String, String> rows() {
        return rows;
    }

    public String head() {
        return head;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        send("", new LinkedHashMap<>());
    }

    private void send(String headBefore, Map<String, String> before) {
        ObjectNode news = JSON.objectNode();
        if (!head.equals(headBefore)) {
            news.put("head", head);
        }
        ObjectNode fresh = JSON.objectNode();
        rows.forEach((key, row) -> {
            if (!row.equals(before.get(key))) {
                fresh.put(key, row);
            }
        });
        if (!fresh.isEmpty()) {
            news.set("rows", fresh);
        }
        List<String> order = new ArrayList<>(rows.keySet());
        if (!order.equals(new ArrayList<>(before.keySet()))) {
            var keys = news.putArray("order");
            order.forEach(keys::add);
        }
        if (!news.isEmpty()) {
            getElement().executeJs("customElements.whenDefined('odd-rows').then(() => this.update($0))", news);
        }
    }
}
