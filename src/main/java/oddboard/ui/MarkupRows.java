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
 * Many elements that cost the server one component: they are markup (see {@link Html}), and only those that have changed
 * are sent. What has the attribute {@link #DO} notifies the server when it is clicked or, as a field, changed.
 */
@Tag("odd-rows")
@JsModule("context://odd-rows.js")
public abstract sealed class MarkupRows extends Component implements HasStyle permits MarkupTable, MarkupTiles {
    /** Names what a click on an element asks for. */
    public static final String DO = "data-do";

    private static final long serialVersionUID = 1L;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private transient SequencedMap<String, String> rows = new LinkedHashMap<>();
    private String head = "";

    MarkupRows() {
        getElement()
                .addEventListener("odd-do", event -> {
                    var data = event.getEventData();
                    onAction(
                            data.path("event.detail.what").asString(""),
                            data.path("event.detail.row").asString(""),
                            data.path("event.detail.value").asString(""));
                })
                .addEventData("event.detail.what")
                .addEventData("event.detail.row")
                .addEventData("event.detail.value");
    }

    /**
     * Called with clicks. Whatever comes may come from somebody who isn't offered it.
     *
     * @param row its key; "" for the head
     * @param value of a field that was changed; "" for a click
     */
    abstract void onAction(String what, String row, String value);

    /**
     * What there is to be seen from now on, in order.
     *
     * @param now each row's markup by what distinguishes it from the others
     */
    final void put(String head, SequencedMap<String, String> now) {
        var before = rows;
        var headBefore = this.head;
        rows = now;
        this.head = head;
        if (isAttached()) {
            send(headBefore, before);
        }
    }

    /** As last shown. */
    public final SequencedMap<String, String> rows() {
        return rows;
    }

    public final String head() {
        return head;
    }

    @Override
    protected final void onAttach(AttachEvent event) {
        send("", new LinkedHashMap<>());
    }

    private void send(String headBefore, Map<String, String> before) {
        ObjectNode update = JSON.objectNode();
        if (!head.equals(headBefore)) {
            update.put("head", head);
        }
        ObjectNode fresh = JSON.objectNode();
        rows.forEach((key, row) -> {
            if (!row.equals(before.get(key))) {
                fresh.put(key, row);
            }
        });
        if (!fresh.isEmpty()) {
            update.set("rows", fresh);
        }
        List<String> order = new ArrayList<>(rows.keySet());
        if (!order.equals(new ArrayList<>(before.keySet()))) {
            var keys = update.putArray("order");
            order.forEach(keys::add);
        }
        if (!update.isEmpty()) {
            getElement().executeJs("customElements.whenDefined('odd-rows').then(() => this.update($0))", update);
        }
    }
}
