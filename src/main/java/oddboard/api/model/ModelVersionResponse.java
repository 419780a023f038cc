package oddboard.api.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import oddboard.ingest.Preprocessing;
import oddboard.registry.ModelMetrics;
import oddboard.registry.ModelVersion;
import oddboard.registry.RegisteredModel;
import oddboard.registry.Threshold;
import org.jspecify.annotations.Nullable;

/** A version of a model; {@code aliases} are those that point at it. */
record ModelVersionResponse(
        @JsonUnwrapped Identity identity,
        Map<String, Integer> aliases,
        Source source,
        @JsonUnwrapped Setup setup,
        @Nullable Metrics metrics,
        Cost cost,
        List<ThresholdResponse> thresholds,
        String description,
        String user,
        Instant createdAt) {

    record Identity(String name, int version, String sha256, String weightsSha256) {}

    record Source(
            @Nullable String run,
            String dataset,
            String version,
            @Nullable Integer labelSet) {}

    record Setup(
            String detector, Map<String, Object> settings, long seed, Preprocessing preprocessing, String software) {}

    record Metrics(
            double auroc, double aurocLow, double aurocHigh, double tprAtFpr1, int normalCount, int anomalyCount) {}

    record Cost(@Nullable Long parameterCount, double trainSeconds, double scoreSeconds, int testCount) {}

    static ModelVersionResponse of(
            RegisteredModel model,
            ModelVersion version,
            Optional<ModelMetrics.Measured> measured,
            List<Threshold> thresholds,
            double[] normal) {
        Map<String, Integer> aliases = new TreeMap<>();
        model.aliases().stream()
                .filter(alias -> alias.number() == version.version())
                .forEach(alias -> aliases.put(alias.name(), alias.number()));
        ModelVersion.Source source = version.source();
        return new ModelVersionResponse(
                new Identity(version.model(), version.version(), version.sha256(), version.weightsSha256()),
                aliases,
                new Source(
                        source.run() == null ? null : source.run().toString(),
                        source.dataset().toString(),
                        source.data().toString(),
                        source.labelSet()),
                new Setup(
                        version.detector(),
                        version.settings(),
                        version.seed(),
                        version.preprocessing(),
                        version.software()),
                measured.map(ModelVersionResponse::metrics).orElse(null),
                new Cost(
                        version.cost().parameterCount(),
                        version.cost().trainSeconds(),
                        version.cost().scoreSeconds(),
                        version.cost().testCount()),
                thresholds.stream().map(t -> ThresholdResponse.of(t, normal)).toList(),
                version.description(),
                version.byName(),
                version.createdAt());
    }

    private static Metrics metrics(ModelMetrics.Measured measured) {
        return new Metrics(
                measured.auc().auc(),
                measured.auc().low(),
                measured.auc().high(),
                measured.tprAtFpr1(),
                measured.normal(),
                measured.anomalous());
    }
}
