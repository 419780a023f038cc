package oddboard.run.ui;

import com.vaadin.flow.router.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of ranked images shows, as its address says it.
 *
 * @param threshold null = the balanced one
 * @param outcome null = all
 * @param type "" = any
 * @param rising true = least anomalous first
 * @param image test image in full view; null = none
 */
record GalleryState(
        @Nullable Double threshold, @Nullable Outcome outcome, String type, boolean rising, @Nullable Integer image) {

    static GalleryState of(QueryParameters query) {
        double threshold = ThresholdText.parse(Address.value(query, "threshold"), Double.NaN);
        var image = Address.id(Address.value(query, "image"));
        return new GalleryState(Double.isNaN(threshold) ? null : threshold,
                Outcome.byWord(Address.value(query, "outcome")).orElse(null),
                Address.value(query, "type"), Address.value(query, "order").equals("rising"),
                image.isPresent() && image.getAsLong() < Integer.MAX_VALUE ? (int) image.getAsLong() : null);
    }

    Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        query.put("threshold", threshold == null ? "" : ThresholdText.of(threshold));
        query.put("outcome", outcome == null ? "" : outcome.word());
        query.put("type", type);
        query.put("order", rising ? "rising" : "");
        query.put("image", image == null ? "" : image.toString());
        return query;
    }

    GalleryState withThreshold(double chosen) {
        return new GalleryState(chosen, outcome, type, rising, image);
    }

    GalleryState withOutcome(@Nullable Outcome chosen) {
        return new GalleryState(threshold, chosen, type, rising, image);
    }

    GalleryState withType(String chosen) {
        return new GalleryState(threshold, outcome, chosen, rising, image);
    }

    GalleryState withRising(boolean chosen) {
        return new GalleryState(threshold, outcome, type, chosen, image);
    }

    GalleryState withImage(@Nullable Integer chosen) {
        return new GalleryState(threshold, outcome, type, rising, chosen);
    }
}
