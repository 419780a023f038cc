package oddboard.scoring.ui;

import java.util.List;
import java.util.Locale;
import oddboard.metric.PopulationStability;
import oddboard.scoring.Drift;
import oddboard.scoring.Drift.Measure;
import oddboard.ui.Column;
import oddboard.ui.MarkupParts;
import oddboard.ui.MarkupTable;
import oddboard.ui.Panel;
import oddboard.ui.StateTag.Tone;

/** How the images of a scoring compare to those that the model was trained on, in numbers. */
final class DriftTable extends Panel {
    private static final long serialVersionUID = 1L;

    DriftTable(Drift drift) {
        super("Drift");
        setNote("against training images; population stability index: 0 = the same, above 0.25 a large change");
        MarkupTable<Measure> table = new MarkupTable<Measure>(
                        "Drift",
                        Measure::name,
                        List.of(
                                Column.<Measure>text("Measure", DriftTable::words)
                                        .rowHeader(),
                                Column.<Measure>number("These images", m -> mean(drift.seen(), m))
                                        .labeled(),
                                Column.<Measure>number("Training images", m -> mean(drift.reference(), m))
                                        .labeled(),
                                Column.<Measure>number("Stability index", m -> index(drift, m))
                                        .labeled(),
                                Column.of(
                                        "Change",
                                        (cell, m) -> cell.add(MarkupParts.tag(change(drift, m), tone(drift, m))))))
                .stacked();
        table.show(List.of(Measure.values()));
        add(table);
        flush();
    }

    private static String words(Measure measure) {
        return switch (measure) {
            case SCORE -> "Mean score";
            case BRIGHTNESS -> "Brightness";
            case CONTRAST -> "Contrast";
            case SHARPNESS -> "Sharpness";
        };
    }

    private static String mean(Drift.Statistics statistics, Measure measure) {
        return statistics.of(measure).count() == 0
                ? "–"
                : String.format(Locale.ROOT, "%.4g", statistics.of(measure).mean());
    }

    private static String index(Drift drift, Measure measure) {
        double index = drift.index(measure);
        return Double.isNaN(index) ? "–" : String.format(Locale.ROOT, "%.3f", index);
    }

    private static String change(Drift drift, Measure measure) {
        return Double.isNaN(drift.index(measure))
                ? "unknown"
                : drift.exceeds(measure, PopulationStability.LARGE)
                        ? "large"
                        : drift.exceeds(measure, 0) ? "some" : "none beyond chance";
    }

    private static Tone tone(Drift drift, Measure measure) {
        return drift.exceeds(measure, PopulationStability.LARGE) ? Tone.WARN : Tone.NEUTRAL;
    }
}
