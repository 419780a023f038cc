package oddboard.registry;

import java.time.Instant;
import java.util.Map;
import oddboard.account.UserId;
import oddboard.common.ConflictException;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.ModelInput;
import oddboard.dataset.VersionId;
import oddboard.ingest.Preprocessing;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A trained model; nothing of it changes but its description.
 *
 * @param model name of the registered model
 * @param version from 1
 * @param sha256 of weights, detector, settings, preprocessing, data, seed and software
 * @param weightsSha256 blob of the checkpoint, see {@link ModelWeights}
 * @param settings every value, the defaults too
 * @param fitted settings of the run that fitted the weights, where the version is one of the entries that this run gave
 *     beside its own; null where they are the version's own
 */
public record ModelVersion(
        ModelVersionId id,
        ModelId modelId,
        String model,
        int version,
        String sha256,
        String weightsSha256,
        String detector,
        Map<String, Object> settings,
        @Nullable Map<String, Object> fitted,
        long seed,
        Preprocessing preprocessing,
        Source source,
        Cost cost,
        String software,
        String description,
        UserId by,
        String byName,
        Instant createdAt) {

    /**
     * Where it came from.
     *
     * @param run null once that was deleted
     * @param data the data set version that it was trained on
     * @param dataNumber that version's number in its data set
     * @param labelSet number of the newest label set when it was registered; null where there was none
     */
    public record Source(
            @Nullable RunId run,
            String runName,
            DatasetId dataset,
            String datasetName,
            VersionId data,
            int dataNumber,
            @Nullable Integer labelSet) {}

    /**
     * What its run cost.
     *
     * @param scoreSeconds for all test images together
     */
    public record Cost(
            @Nullable Long parameterCount, double trainSeconds, double scoreSeconds, int trainCount, int testCount) {
        /** Milliseconds that scoring one image took; NaN where there was none. */
        public double millisecondsPerImage() {
            return 1000 * scoreSeconds / testCount;
        }
    }

    /** Whether it can score the images of a version of its data set. */
    public boolean takes(DatasetVersion version) {
        return preprocessing.input() != null && version.id().equals(source.data()) || preprocessing.takes(version);
    }

    /** @throws ConflictException with a sentence where it {@link #takes} no images of this version */
    public void require(DatasetVersion version) {
        if (takes(version)) {
            return;
        }
        ModelInput input = preprocessing.input();
        if (input != null && input.tiles() != null) {
            throw new ConflictException(
                    "Version " + version.number() + " keeps no images at their own size, and " + ref()
                            + " sees " + input.words()
                            + "; import the images with image size 0, or upload them to score them.");
        }
        throw new ConflictException("Version " + version.number() + " has images of " + version.imageSize() + " × "
                + version.imageSize() + " × " + version.channels() + ", but " + ref() + " takes " + preprocessing.size()
                + " × " + preprocessing.size() + " × " + preprocessing.channels()
                + "; import the images with that size and as many channels.");
    }

    /** {@code name/3}. */
    public String ref() {
        return model + "/" + version;
    }
}
