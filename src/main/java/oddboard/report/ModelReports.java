package oddboard.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.Labels;
import oddboard.evaluation.Evaluator;
import oddboard.label.LabelSets;
import oddboard.metric.Proportion;
import oddboard.registry.ModelAlias;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Threshold;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.ui.Format;
import oddboard.ui.Html;
import org.springframework.stereotype.Service;

/** Reports of versions of models: what they are, how they do on the test images of their own data, and by which threshold. */
@Service
public class ModelReports {
    private final Models models;
    private final ModelMetrics metrics;
    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Runs runs;
    private final KindPictures pictures;
    private final QuotedComments comments;

    ModelReports(
            Models models,
            ModelMetrics metrics,
            Datasets datasets,
            LabelSets labelSets,
            Runs runs,
            KindPictures pictures,
            QuotedComments comments) {
        this.models = models;
        this.metrics = metrics;
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.runs = runs;
        this.pictures = pictures;
        this.comments = comments;
    }

    /**
     * One HTML file, by labels that the viewer may know; of the same data always the same bytes.
     *
     * @throws NotFoundException where the version isn't there for this viewer, or its data has no such label set
     */
    public String html(String name, int number, ReportRequest request, User viewer) {
        RegisteredModel model = models.require(name, viewer);
        ModelVersion of = models.require(name, number, viewer);
        Dataset dataset = datasets.findByVersion(of.source().data(), viewer)
                .orElseThrow(() -> new NotFoundException("The images of " + of.ref() + " are not there."));
        DatasetVersion version =
                datasets.findVersion(of.source().data(), viewer).orElseThrow();
        Labels labels = labelSets.evaluating(version.id(), request.labelSet(), request.part(), viewer);
        double[] scores = metrics.testScores(of);
        ReportDocument report = new ReportDocument(
                "Model " + of.ref(),
                of.ref(),
                of.detector() + " on " + dataset.name() + ", version " + version.number() + "; by " + of.byName() + ", "
                        + Words.moment(of.createdAt()));
        String address = "models/" + name;
        comments.add(report, address, new ReportRequest(0, null, request.decision(), List.of()), viewer);
        report.section(
                "Images and labels",
                DataFacts.of(dataset, version, labelSets.require(version.id(), labels.number()), labels));
        report.section("Model", facts(model, of), RunReports.settings("Settings", of.settings()));
        report.section("Threshold in use", threshold(of, labels, scores));
        new Results(of.ref(), Evaluator.metrics(scores, labels, of.cost().scoreSeconds()), scores, labels).add(report);
        images(report, of, version, scores, labels, viewer);
        comments.add(report, address, new ReportRequest(0, null, null, request.comments()), viewer);
        return report.html(new ReportSubject.OfModel(name, number).address(request.with(labels)));
    }

    private static Html facts(RegisteredModel model, ModelVersion version) {
        ModelVersion.Cost cost = version.cost();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Description", text((model.description() + " " + version.description()).strip()));
        facts.put(
                "Aliases",
                text(model.aliases().stream()
                        .filter(alias -> alias.number() == version.version())
                        .map(ModelAlias::name)
                        .collect(Collectors.joining(", "))));
        facts.put("Detector", version.detector());
        facts.put("Run", version.source().runName());
        facts.put("Seed", Long.toString(version.seed()));
        facts.put("Parameters", Words.count(cost.parameterCount()));
        facts.put("Training time", Format.duration(cost.trainSeconds()));
        facts.put("Milliseconds per image", Words.number(cost.millisecondsPerImage()));
        facts.put("Made by the program's version", version.software());
        facts.put("SHA-256", version.sha256());
        return ReportTable.facts("Facts of the model", facts);
    }

    private static String text(String text) {
        return text.isEmpty() ? Words.NONE : text;
    }

    private Html threshold(ModelVersion version, Labels labels, double[] scores) {
        Optional<Threshold> found = models.thresholdFor(version);
        if (found.isEmpty()) {
            return ReportDocument.words("None: the model ranks images, and somebody has yet to choose a threshold.");
        }
        Threshold threshold = found.get();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("An image is flagged from score", Double.toString(threshold.value()));
        if (threshold.look() != null) {
            facts.put("A person looks from score", Double.toString(threshold.look()));
        }
        facts.put("Found by", threshold.method().title());
        threshold.parameters().forEach((name, value) -> facts.put(name, String.valueOf(value)));
        Threshold.Calibration on = threshold.calibration();
        if (on != null) {
            facts.put("Rests on", Format.count(on.n()) + " " + on.split().title());
            facts.put("Share of them that it flags", share(on.rate(), on.low(), on.high()));
            if (on.split().optimistic()) {
                facts.put("Note", on.split().warning());
            }
        }
        int[] flagged = new int[2];
        int[] all = new int[2];
        for (int i : labels.images()) {
            int kind = labels.anomalous()[i] ? 1 : 0;
            all[kind]++;
            flagged[kind] += threshold.flags(scores[i]) ? 1 : 0;
        }
        facts.put("Anomalous test images flagged", of(flagged[1], all[1]));
        facts.put("Normal test images flagged", of(flagged[0], all[0]));
        facts.put("Set by", threshold.byName() + ", " + Words.moment(threshold.createdAt()));
        return ReportTable.facts("Threshold", facts);
    }

    private static String of(int count, int all) {
        if (all == 0) {
            return "none are labeled";
        }
        Proportion share = Proportion.of(count, all);
        return Format.count(count) + " of " + Format.count(all) + ", " + share(share.rate(), share.low(), share.high());
    }

    private static String share(double rate, double low, double high) {
        return Format.share(rate) + " (95 % " + Format.share(low) + " – " + Format.share(high) + ")";
    }

    /** The maps are the run's; there are none once it was deleted. */
    private void images(
            ReportDocument report,
            ModelVersion of,
            DatasetVersion version,
            double[] scores,
            Labels labels,
            User viewer) {
        Optional<Run> run = Optional.ofNullable(of.source().run()).flatMap(id -> runs.find(id, viewer));
        if (run.isPresent()) {
            List<Html> images = pictures.of(run.get(), version, scores, Kinds.of(scores, labels), viewer);
            if (!images.isEmpty()) {
                report.section("Images", images.toArray(Html[]::new));
            }
        }
    }
}
