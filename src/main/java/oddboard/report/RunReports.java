package oddboard.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import oddboard.account.User;
import oddboard.common.ConflictException;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.dataset.ModelInput;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Reports of runs that succeeded. */
@Service
public class RunReports {
    private final Runs runs;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final KindPictures pictures;
    private final QuotedComments comments;

    RunReports(Runs runs, Datasets datasets, LabelSets labelSets, KindPictures pictures, QuotedComments comments) {
        this.runs = runs;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.pictures = pictures;
        this.comments = comments;
    }

    /**
     * One HTML file with all that the run's pages show, by labels that the viewer may know; of the same data always the same
     * bytes.
     *
     * @throws NotFoundException where the run isn't there for this viewer, or its version has no such label set
     * @throws ConflictException where it has no scores yet
     */
    public String html(RunId id, ReportRequest request, User viewer) {
        Run run = runs.find(id, request.labelSet(), request.part(), viewer)
                .orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
        Dataset dataset = datasets.findByVersion(run.version(), viewer)
                .orElseThrow(() -> new NotFoundException("There is no run " + id + "."));
        DatasetVersion version = datasets.findVersion(run.version(), viewer).orElseThrow();
        double[] scores = runs.scores(id, request.labelSet(), viewer)
                .orElseThrow(() -> noScores(run, request.labelSet()))
                .scores();
        Labels labels = labelSets.evaluating(version.id(), request.labelSet(), request.part(), viewer);
        LabelSet set = labelSets.require(version.id(), labels.number());
        Run.Metrics metrics = Objects.requireNonNull(run.result());
        ReportDocument report = new ReportDocument(
                "Run " + id,
                run.name(),
                run.setup().detector() + " on " + dataset.name() + ", version " + version.number() + "; by "
                        + run.creation().byName() + ", "
                        + Words.moment(run.creation().at()));
        ReportRequest decision = new ReportRequest(0, null, request.decision(), List.of());
        comments.add(report, "runs/" + id, decision, viewer);
        report.section("Images and labels", DataFacts.of(dataset, version, set, labels));
        report.section(
                "Run", facts(run, version), settings("Settings", run.setup().settings()));
        new Results(run.name(), metrics, scores, labels).add(report);
        List<Html> images = pictures.of(run, version, scores, Kinds.of(scores, labels), viewer);
        if (!images.isEmpty()) {
            report.section("Images", images.toArray(Html[]::new));
        }
        comments.add(report, "runs/" + id, new ReportRequest(0, null, null, request.comments()), viewer);
        return report.html(new ReportSubject.OfRun(id).address(request.with(labels)));
    }

    private RuntimeException noScores(Run run, int labelSet) {
        if (labelSet != LabelSet.NEWEST) {
            labelSets.require(run.version(), labelSet);
        }
        return new ConflictException(
                "Run " + run.id() + " has no scores: it is " + run.job().state() + ".");
    }

    private static Html facts(Run run, DatasetVersion version) {
        Run.TrainingStatus training = run.training();
        ModelInput input = run.setup().input();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Detector", run.setup().detector());
        facts.put("Input", input == null ? version.packedInput().words() : input.words());
        facts.put("Seed", Long.toString(run.setup().seed()));
        facts.put("Parameters", Words.count(run.setup().parameterCount()));
        facts.put(
                "Epochs",
                run.traits().epochs()
                        ? Format.count(training.epoch()) + " of " + Format.count(training.epochs())
                        : "none needed");
        facts.put("Training time", training.seconds() > 0 ? Format.duration(training.seconds()) : Words.NONE);
        facts.put("Images per second", Words.number(training.imagesPerSecond()));
        facts.put("Device", text(training.device()));
        facts.put("Tags", run.tags().isEmpty() ? Words.NONE : String.join(", ", run.tags()));
        return ReportTable.facts("Facts of the run", facts);
    }

    private static String text(@Nullable String text) {
        return text == null ? Words.NONE : text;
    }

    static Html settings(String caption, Map<String, Object> settings) {
        List<List<String>> rows = new ArrayList<>();
        settings.forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        return ReportTable.of(
                caption, List.of(ReportTable.Column.text("Setting"), ReportTable.Column.text("Value")), rows);
    }
}
