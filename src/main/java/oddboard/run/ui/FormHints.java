package oddboard.run.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import oddboard.dataset.DatasetVersion;
import oddboard.detector.Detector;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.run.RunDurations.Estimate;
import oddboard.run.RunStarter;
import oddboard.run.SmallBatches;
import oddboard.ui.Format;

/** What a user should know before the chosen run is started: how long it takes, and whether its batches fit the set. */
final class FormHints extends Div {
    private static final long serialVersionUID = 1L;
    private final transient BiFunction<DatasetVersion, String, Optional<Estimate>> estimates;
    private final transient Map<String, Optional<Estimate>> known = new HashMap<>();

    /** @param estimates by version and detector; asked once for each */
    FormHints(BiFunction<DatasetVersion, String, Optional<Estimate>> estimates) {
        this.estimates = estimates;
        addClassName("odd-form-hints");
    }

    /** @param changed called after a hint has changed a setting */
    void show(Detector detector, DatasetVersion version, SettingsForm form, Runnable changed) {
        removeAll();
        Settings settings;
        try {
            settings = Settings.of(detector.settings(), form.values());
        } catch (SettingsException e) {
            // Said at its field.
            return;
        }
        SmallBatches.of(detector, settings, version.trainCount()).ifPresent(advice -> {
            var take = new Button("Use batch size " + Format.count(advice.better()), e -> {
                form.set("batchSize", advice.better());
                changed.run();
            });
            take.addClassName("odd-link-button");
            add(new Div(new Span(advice.sentence() + " "), take));
        });
        var about = new Anchor(DetectorsView.address(detector.id()), "About " + detector.title());
        add(new Div(new Span(time(detector, version, RunStarter.epochs(settings)) + " "), about));
    }

    private String time(Detector detector, DatasetVersion version, int epochs) {
        Optional<Estimate> estimate = known.computeIfAbsent(
                version.id() + " " + detector.id(), key -> estimates.apply(version, detector.id()));
        return estimate.map(e -> sentence(e, epochs))
                .orElse(
                        "No time estimate yet: no run of this detector has succeeded on data that you see. When the run has"
                                + " begun, its page shows the time left, by its first batches.");
    }

    private static String sentence(Estimate estimate, int epochs) {
        String runs = estimate.pace().runs() == 1
                ? "one run"
                : "the last " + estimate.pace().runs() + " runs";
        String time = Format.duration(estimate.pace().seconds(epochs));
        return estimate.alike()
                ? "About " + time + ", by " + runs + " of this detector on this version; other settings may change it."
                : "Very roughly " + time + ", by " + runs
                        + " of this detector on other data, scaled by the number of pixels.";
    }
}
