package oddboard.scoring.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ui.VersionText;
import oddboard.job.JobQueue;
import oddboard.job.ui.JobStatus;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.run.ui.Address;
import oddboard.scoring.NextVersions;
import oddboard.scoring.Scoring;
import oddboard.ui.Panel;
import oddboard.ui.StateTag;
import org.springframework.stereotype.Component;

/** Versions that were made of a scoring's verdicts, and what comes next: a clone of the champion's run on them. */
@Component
class NextVersionPanel {
    private final NextVersions versions;
    private final Models models;
    private final JobQueue queue;

    NextVersionPanel(NextVersions versions, Models models, JobQueue queue) {
        this.versions = versions;
        this.models = models;
        this.queue = queue;
    }

    /** Empty where there is none yet. */
    Optional<Panel> of(Scoring scoring, boolean mayWork, User viewer) {
        List<DatasetVersion> made = versions.of(scoring, viewer);
        if (made.isEmpty()) {
            return Optional.empty();
        }
        Panel panel = new Panel("Data versions made of these verdicts");
        made.forEach(version -> panel.add(line(version, scoring, mayWork, viewer)));
        return Optional.of(panel);
    }

    private Div line(DatasetVersion version, Scoring scoring, boolean mayWork, User viewer) {
        Div line = new Div(new Span("Version " + version.number()));
        line.addClassName("odd-line");
        Anchor report = new Anchor(DatasetRoutes.versions(version.dataset()), "Its report");
        switch (version.state()) {
            case IMPORTING ->
                queue.find(version.job())
                        .ifPresentOrElse(
                                job -> line.add(new JobStatus(job)),
                                () -> line.add(new StateTag("Importing", StateTag.Tone.ACTIVE)));
            case FAILED ->
                line.add(
                        new StateTag("Failed", StateTag.Tone.BAD),
                        new Span(queue.find(version.job())
                                .flatMap(job -> Optional.ofNullable(job.errorDetail()))
                                .orElse("")));
            case READY -> {
                line.add(new StateTag("Ready", StateTag.Tone.GOOD), new Span(VersionText.counts(version)));
                if (mayWork) {
                    line.add(clone(version, scoring, viewer));
                }
            }
        }
        line.add(report);
        return line;
    }

    private Anchor clone(DatasetVersion version, Scoring scoring, User viewer) {
        RegisteredModel model = models.require(scoring.model().name(), viewer);
        Optional<ModelVersion> champion = model.aliased(ModelAlias.CHAMPION);
        ModelVersion from =
                champion.orElseGet(() -> models.stored(scoring.model().id()).orElseThrow());
        Map<String, String> query = new LinkedHashMap<>();
        if (from.source().run() == null) {
            query.put("detector", from.detector());
        } else {
            query.put("from", from.source().run().toString());
        }
        query.put("version", version.id().toString());
        Anchor clone = new Anchor(
                Address.of(DatasetRoutes.newRun(version.dataset()), query),
                champion.isPresent() ? "Train the champion's run again on it" : "Train the model's run again on it");
        clone.addClassName("odd-button-link");
        return clone;
    }
}
