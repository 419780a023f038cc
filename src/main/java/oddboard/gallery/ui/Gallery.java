package oddboard.gallery.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import oddboard.dataset.DatasetRoutes;
import oddboard.gallery.Sheets;
import tools.jackson.databind.node.JsonNodeFactory;

/** Images by the hundred thousand; the browser asks for what is in view, the session holds nothing of them. */
@Tag("odd-gallery")
@JsModule("context://odd-gallery.js")
final class Gallery extends Component implements HasStyle {
    private static final long serialVersionUID = 1L;
    private static final String PLACE = "event.detail.place";
    private static final String RANGES = "event.detail.ranges";

    private final transient Shown shown;

    /** @param open gets the place of the selected image among those shown */
    Gallery(Shown shown, IntConsumer open) {
        this.shown = shown;
        addClassName("odd-image-gallery");
        data(false);
        getElement()
                .addEventListener("odd-open", e -> {
                    int place = e.getEventData().path(PLACE).asInt(-1);
                    if (place >= 0 && place < shown.list().size()) {
                        open.accept(place);
                    }
                })
                .addEventData(PLACE);
    }

    /** Lets images be selected, many at once. */
    void choose(Consumer<Choice> chosen) {
        data(true);
        getElement()
                .addEventListener(
                        "odd-choice",
                        e -> chosen.accept(
                                Choice.of(e.getEventData().path(RANGES).asString(""))))
                .addEventData(RANGES);
    }

    private void data(boolean choose) {
        var query = FilterAddress.query(shown.filter());
        query.put("labelSet", Integer.toString(shown.labelSet()));
        var version = shown.version();
        int count = shown.list().size();
        var data = JsonNodeFactory.instance
                .objectNode()
                .put("src", DatasetRoutes.gallery(version.id()))
                .put("query", address(query))
                .put("count", count)
                .put("edge", Sheets.edge(version))
                .put("block", Sheets.BLOCK)
                .put("columns", Sheets.COLUMNS)
                .put("choose", choose)
                .put("made", version.createdAt().toEpochMilli())
                .put(
                        "label",
                        count + (count == 1 ? " image" : " images") + ": arrow keys move, Enter opens"
                                + (choose ? ", X chooses" : ""));
        getElement().setProperty("data", data.toString());
    }

    private static String address(Map<String, String> query) {
        return query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    void show(int place) {
        getElement().callJsFunction("show", place);
    }

    /** Labels have changed. */
    void refresh() {
        getElement().callJsFunction("refresh");
    }

    void clearChoice() {
        getElement().callJsFunction("clear");
    }

    void takeFocus() {
        getElement().callJsFunction("focus");
    }
}
