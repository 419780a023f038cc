package oddboard.run;

import java.util.Locale;
import java.util.Optional;
import oddboard.detector.Detector;
import oddboard.detector.Setting;
import oddboard.detector.Settings;

/**
 * Says that a batch is so large a part of the training images that weights are hardly updated.
 *
 * @param batchSize as the settings have it
 * @param images training images
 * @param epochs of the training
 * @param better batch size to take instead
 */
public record SmallBatches(int batchSize, int images, int epochs, int better) {
    private static final int MIN_UPDATES = 8;
    private static final int DEFAULT = 128;

    /** Empty where the batch is fine, where nothing smaller is allowed, or where updates are not counted by epochs. */
    public static Optional<SmallBatches> of(Detector detector, Settings settings, int images) {
        Optional<Setting> batch = detector.settings().stream()
                .filter(setting -> setting.name().equals("batchSize"))
                .findFirst();
        if (batch.isEmpty() || !detector.traits().epochs() || images == 0 || settings.flag("autoBatchSize")) {
            return Optional.empty();
        }
        int now = settings.integer("batchSize");
        int better = fitting(images, batch.get());
        return (long) now * MIN_UPDATES > images && better < now
                ? Optional.of(new SmallBatches(now, images, RunStarter.epochs(settings), better))
                : Optional.empty();
    }

    /** The largest power of two up to 128 that makes eight updates an epoch, as far as the setting's range allows. */
    static int fitting(int images, Setting batchSize) {
        int most = Math.clamp(images / MIN_UPDATES, 1, DEFAULT);
        Double min = batchSize.min();
        return Math.max(min == null ? 1 : min.intValue(), Integer.highestOneBit(most));
    }

    private static int updates(int images, int batchSize) {
        return (images + batchSize - 1) / batchSize;
    }

    public String sentence() {
        int now = updates(images, batchSize);
        return String.format(
                Locale.ROOT,
                "With batches of %,d, training updates the weights %s an epoch on %,d training images, %,d times in all;"
                        + " that is too few for most sets. Batches of %,d make %,d updates an epoch.",
                batchSize,
                now == 1 ? "once" : now + " times",
                images,
                (long) now * epochs,
                better,
                updates(images, better));
    }
}
