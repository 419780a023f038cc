package oddboard.export;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.common.ProgramVersion;
import oddboard.common.Sha256;
import oddboard.dataset.Labels;
import oddboard.label.LabelSet;
import oddboard.label.LabelSets;
import oddboard.metric.DeLong;
import oddboard.metric.OperatingPoints;
import oddboard.metric.TypeAuc;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelVersion;
import oddboard.registry.Threshold;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the model card of a bundle tells. Whoever sees the model may take the bundle, so nothing of it rests on hidden labels. */
@Component
class ExportFacts {
    private static final int MAX_TYPES = 5;
    /** Fewer images of a kind make metrics a matter of chance. */
    private static final int FEW = 20;

    private static final double RATE = 0.01;

    private final ExportRepository repository;
    private final ModelMetrics metrics;
    private final LabelSets labelSets;

    ExportFacts(ExportRepository repository, ModelMetrics metrics, LabelSets labelSets) {
        this.repository = repository;
        this.metrics = metrics;
        this.labelSets = labelSets;
    }

    Facts of(ModelVersion version, @Nullable Threshold threshold) {
        ExportRepository.Origin origin = repository.origin(version.id());
        ModelVersion.Source source = version.source();
        Labels labels = labelSets
                .find(source.data(), LabelSet.NEWEST)
                .map(set -> labelSets.counting(source.data()))
                .orElse(null);
        Measured measured = labels == null ? Measured.NONE : measured(version, labels);
        List<String> limits = new ArrayList<>();
        if (!measured.metrics.isEmpty() && Math.min(measured.normal, measured.anomalous) < FEW) {
            limits.add("Only " + measured.normal + " normal and " + measured.anomalous
                    + " anomalous test images were labeled, so the metrics may be far from those on other images.");
        }
        if (threshold != null && threshold.calibration() != null) {
            String warning = threshold.calibration().split().warning();
            if (!warning.isEmpty()) {
                limits.add("The threshold: " + warning);
            }
        }
        return new Facts(
                Stream.of(origin.description(), version.description())
                        .filter(text -> !text.isBlank())
                        .reduce((model, own) -> model + "\n\n" + own)
                        .orElse(null),
                source.datasetName(),
                source.dataNumber(),
                version.cost().trainCount(),
                version.cost().testCount(),
                labels == null ? null : measured.anomalous,
                labels == null ? null : "label set " + labels.number(),
                HexFormat.of().formatHex(Sha256.of(origin.images())),
                measured.metrics,
                measured.worst,
                limits,
                List.of(),
                ProgramVersion.current());
    }

    private record Measured(int normal, int anomalous, List<Facts.Metric> metrics, List<Facts.TypeMetric> worst) {
        static final Measured NONE = new Measured(0, 0, List.of(), List.of());
    }

    private Measured measured(ModelVersion version, Labels all) {
        Labels known = all.evaluating();
        boolean[] anomalous = known.anomalous();
        int high = 0;
        for (boolean one : anomalous) {
            high += one ? 1 : 0;
        }
        int low = anomalous.length - high;
        if (high == 0 || low == 0) {
            return new Measured(low, high, List.of(), List.of());
        }
        double[] scores = all.evaluated(metrics.testScores(version));
        DeLong.Interval auc = DeLong.interval(scores, anomalous);
        List<Facts.TypeMetric> worst = TypeAuc.of(scores, anomalous, known.type()).stream()
                .filter(type -> !type.type().isEmpty())
                .sorted(Comparator.comparingDouble(type -> type.auc().auc()))
                .limit(MAX_TYPES)
                .map(type -> new Facts.TypeMetric(
                        type.type(), type.count(), type.auc().auc()))
                .toList();
        return new Measured(
                low,
                high,
                List.of(
                        new Facts.Metric("AUC", auc.auc(), auc.low(), auc.high()),
                        new Facts.Metric(
                                "True positive rate at a false positive rate of at most 1 %",
                                OperatingPoints.of(scores, anomalous)
                                        .falseAlarmsAtMost(RATE)
                                        .recall(),
                                null,
                                null)),
                worst);
    }

    /** As the API shows it. */
    static ExportedThreshold threshold(Threshold threshold) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", threshold.id().toString());
        details.put("method", threshold.method().word());
        details.put("parameters", threshold.parameters());
        if (threshold.look() != null) {
            details.put("look", threshold.look());
        }
        var on = threshold.calibration();
        if (on != null) {
            Map<String, Object> images = new LinkedHashMap<>();
            images.put("version", on.data().toString());
            images.put("split", on.split().word());
            images.put("n", on.n());
            images.put("sha256", on.sha256());
            details.put("calibratedOn", images);
            Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("rate", on.rate());
            expected.put("low", on.low());
            expected.put("high", on.high());
            details.put("expectedFalseAlarms", expected);
        }
        details.put("by", threshold.byName());
        details.put("at", threshold.createdAt().toString());
        return new ExportedThreshold(threshold.value(), threshold.scale(), null, details);
    }
}
