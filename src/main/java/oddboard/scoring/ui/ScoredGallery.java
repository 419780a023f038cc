package oddboard.scoring.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oddboard.scoring.ScoredImage;
import oddboard.scoring.ScoredImage.Verdict.Kind;
import oddboard.scoring.Scoring;
import oddboard.scoring.ScoringRoutes;
import oddboard.ui.Format;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Scored images as tiles with their maps; arrow keys choose one, and a, n and u say what it is. */
@Tag("odd-scored-gallery")
@JsModule("context://odd-scored-gallery.js")
final class ScoredGallery extends Component {
    private static final long serialVersionUID = 1L;

    /** Called with an image's index and what somebody says of it; empty takes back what was said. */
    interface OnVerdict {
        /** @return whether it was stored */
        boolean said(int index, Optional<Kind> verdict);
    }

    ScoredGallery(boolean mayReview, OnVerdict onVerdict) {
        getElement().setAttribute("review", mayReview);
        getElement()
                .addEventListener("odd-verdict", event -> {
                    int index = event.getEventData().path("event.detail.index").asInt(-1);
                    String word =
                            event.getEventData().path("event.detail.verdict").asString("");
                    Optional<Kind> verdict = List.of(Kind.values()).stream()
                            .filter(kind -> word(kind).equals(word))
                            .findFirst();
                    if (index >= 0 && onVerdict.said(index, verdict)) {
                        getElement()
                                .callJsFunction(
                                        "said",
                                        index,
                                        verdict.map(ScoredGallery::word).orElse(""));
                    }
                })
                .addEventData("event.detail.index")
                .addEventData("event.detail.verdict");
    }

    void show(Scoring scoring, List<ScoredImage> images) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        images.forEach(image -> all.add(item(scoring, image)));
        getElement().setProperty("items", all.toString());
    }

    private static ObjectNode item(Scoring scoring, ScoredImage image) {
        ObjectNode item = JsonNodeFactory.instance
                .objectNode()
                .put("index", image.index())
                .put("file", image.file());
        ScoredImage.Fault fault = image.fault();
        if (fault != null) {
            return item.put("error", fault.detail());
        }
        Double score = image.score();
        Scoring.AppliedThreshold threshold = scoring.threshold();
        if (score != null) {
            item.put("score", Format.number(score));
            if (threshold != null) {
                item.put("outcome", threshold.outcome(score).name().toLowerCase(Locale.ROOT));
                item.put("calibrated", String.format(Locale.ROOT, "%.2f", threshold.calibrated(score)));
            }
        }
        item.put("image", ScoringRoutes.imagePng(scoring, image.index()).substring(1));
        if (image.hasMap()) {
            item.put("map", ScoringRoutes.mapPng(scoring, image.index()).substring(1));
        }
        ScoredImage.Verdict verdict = image.verdict();
        if (verdict != null) {
            item.put("verdict", word(verdict.kind())).put("by", verdict.byName());
        }
        return item;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
