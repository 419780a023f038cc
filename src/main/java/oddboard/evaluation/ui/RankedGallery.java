package oddboard.evaluation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.server.VaadinServletRequest;
import java.util.List;
import java.util.function.Consumer;
import oddboard.evaluation.RunImages;
import oddboard.evaluation.RunSheets;
import oddboard.gallery.Sheets;
import oddboard.label.LabelChange;
import oddboard.run.Run;
import oddboard.run.ui.RunMessages;
import oddboard.run.ui.RunPage;
import org.springframework.security.web.csrf.CsrfToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Ranked images by the hundred thousand: the browser ranks, filters and draws, the session holds nothing of them. */
@Tag("odd-ranked")
@JsModule("context://odd-ranked.js")
final class RankedGallery extends Component implements HasStyle {
    private static final long serialVersionUID = 1L;
    private static final String DETAIL = "event.detail";

    /** What somebody said of an image's label. */
    record Mark(LabelChange change, String reason) {}

    /**
     * @param labelSet number of the label set that it evaluates by
     * @param others runs to compare with
     * @param mayMark whether the viewer may say that a label is wrong
     */
    RankedGallery(RunPage.Shown shown, int labelSet, double errorScale, List<Run> others, boolean mayMark) {
        addClassName("odd-ranked");
        getElement()
                .setProperty(
                        "config",
                        config(shown, labelSet, errorScale, others, mayMark).toString());
    }

    private static ObjectNode config(
            RunPage.Shown shown, int labelSet, double errorScale, List<Run> others, boolean mayMark) {
        var run = shown.run();
        var version = shown.version();
        var frame = RunSheets.frame(run, version);
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("run", run.id().value())
                .put("src", "api/v1/runs/" + run.id())
                .put("images", "api/v1/versions/" + version.id() + "/images")
                .put("version", run.creation().at().toEpochMilli())
                .put("made", version.createdAt().toEpochMilli())
                .put("size", version.imageSize())
                .put("edge", Sheets.edge(version))
                .put("trainCount", version.trainCount())
                .put("masks", version.report().masks() > 0)
                .put("errorScale", errorScale)
                .put("reconstructs", run.traits().reconstructs())
                .put("labelSet", labelSet)
                .put("mayMark", mayMark)
                .put("exportLimit", RunImages.MAX_EXPORTED)
                .put("csrf", csrf());
        boolean whole = run.setup().input() != null || version.own() != null;
        config.putObject("wholeFrame")
                .put("start", whole ? 0 : frame.start())
                .put("keep", whole ? frame.size() : frame.keep());
        var runs = config.putArray("runs");
        others.forEach(other -> runs.addObject()
                .put("id", other.id().toString())
                .put("name", other.name() + RunMessages.DOT + "run " + other.id()));
        return config;
    }

    /** The API asks a browser's session for this token, as a page elsewhere could not know it. */
    private static String csrf() {
        var request = VaadinServletRequest.getCurrent();
        return request != null
                        && request.getHttpServletRequest().getAttribute(CsrfToken.class.getName())
                                instanceof CsrfToken token
                ? token.getToken()
                : "";
    }

    /** @param moved gets the address's query whenever filters, threshold, choice or the open image have changed */
    void onMove(Consumer<String> moved) {
        getElement()
                .addEventListener(
                        "odd-state",
                        e -> moved.accept(
                                e.getEventData().path(DETAIL + ".query").asString("")))
                .addEventData(DETAIL + ".query");
    }

    /** @throws oddboard.common.InputException where the type is too long */
    void onMark(Consumer<Mark> marked) {
        var listener = getElement().addEventListener("odd-mark", e -> marked.accept(mark(e.getEventData())));
        for (String part : List.of("image", "anomalous", "type", "reason")) {
            listener.addEventData(DETAIL + "." + part);
        }
    }

    private static Mark mark(JsonNode data) {
        return new Mark(
                new LabelChange(
                        data.path(DETAIL + ".image").asInt(-1),
                        data.path(DETAIL + ".anomalous").asBoolean(false),
                        data.path(DETAIL + ".type").asString("")),
                data.path(DETAIL + ".reason").asString(""));
    }

    /** What users said of images has changed. */
    void refresh() {
        getElement().callJsFunction("refresh");
    }
}
