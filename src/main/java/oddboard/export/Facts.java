package oddboard.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the model card tells of a model; what is null or empty is left out or said to be unknown.
 *
 * @param description in its owner's words
 * @param dataset name of the data set
 * @param datasetVersion number of its version
 * @param training number of training images
 * @param test number of test images
 * @param anomalous test images labeled as anomalous
 * @param labelSet which labels the metrics are by
 * @param splitFingerprint SHA-256 over the images of both splits
 * @param worstTypes types of anomaly, the worst found ones first
 * @param limits known limits, a sentence each
 */
public record Facts(
        @Nullable String description,
        String dataset,
        int datasetVersion,
        int training,
        int test,
        @Nullable Integer anomalous,
        @Nullable String labelSet,
        @Nullable String splitFingerprint,
        List<Metric> metrics,
        List<TypeMetric> worstTypes,
        List<String> limits,
        List<License> licenses,
        String software) {

    /** A metric with its 95 % interval, whose ends are null where there is none. */
    public record Metric(
            String name,
            double value,
            @Nullable Double low,
            @Nullable Double high) {}

    /** How well a type of anomaly is distinguished from normal images. */
    public record TypeMetric(String type, int images, double auroc) {}

    /** @param subject what is under the license, such as the data set */
    public record License(String subject, String license) {}
}
