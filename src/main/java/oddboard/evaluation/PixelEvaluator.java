package oddboard.evaluation;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.Labels;
import oddboard.dataset.PackedMasks;
import oddboard.detector.ImageSource;
import oddboard.image.RasterImage;
import oddboard.metric.PixelMetrics;

/** Anomaly maps against masks: the detector's own, or the largest difference over the channels at each pixel. */
public final class PixelEvaluator {
    private PixelEvaluator() {}

    /**
     * Anomalous and unlabeled images without a mask, or with an empty one, count for nothing: which of their pixels are
     * anomalous nobody knows.
     *
     * @param reconstructions packed uint8 HWC, test images in order
     * @return empty where there are no masks
     */
    public static Optional<PixelMetrics.Values> evaluate(
            ImageSource test, ReconstructionFrame frame, Path reconstructions, PackedMasks masks, Labels labels)
            throws IOException {
        if (masks.masked() == 0) {
            return Optional.empty();
        }
        byte[] image = new byte[test.shape().elements()];
        PixelMetrics metrics = new PixelMetrics(masks.size());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(reconstructions), 1 << 16)) {
            for (int i = 0; i < test.count(); i++) {
                byte[] reconstruction = in.readNBytes(image.length);
                byte[] mask = masks.read(i);
                if (labels.label(i) != ImageLabel.NORMAL && isEmpty(mask)) {
                    continue;
                }
                test.read(i, ByteBuffer.wrap(image));
                metrics.add(frame.errors(image, reconstruction), mask);
            }
        }
        return metrics.metrics();
    }

    /**
     * As above, of the detector's own maps.
     *
     * @param maps from the smallest to the largest value, so that none is cut off
     * @param file packed, test images in order
     */
    public static Optional<PixelMetrics.Values> evaluate(AnomalyMaps maps, Path file, PackedMasks masks, Labels labels)
            throws IOException {
        if (masks.masked() == 0) {
            return Optional.empty();
        }
        PixelMetrics metrics = new PixelMetrics(masks.size());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int i = 0; i < labels.anomalous().length; i++) {
                byte[] packed = in.readNBytes(maps.length());
                byte[] mask = masks.read(i);
                if (labels.label(i) == ImageLabel.NORMAL || !isEmpty(mask)) {
                    metrics.add(maps.shown(packed, masks.size()), mask);
                }
            }
        }
        return metrics.metrics();
    }

    /** As above, at the images' own sizes. */
    public static Optional<PixelMetrics.Values> evaluate(SquareMaps maps, Labels labels) throws IOException {
        PixelMetrics metrics = new PixelMetrics();
        for (int i = 0; i < labels.anomalous().length; i++) {
            byte[] mask = maps.frames().images().mask(i);
            if (labels.label(i) == ImageLabel.NORMAL || !isEmpty(mask)) {
                RasterImage map = maps.whole(i);
                metrics.add(map.data(), mask, map.width());
            }
        }
        return metrics.metrics();
    }

    private static boolean isEmpty(byte[] mask) {
        for (byte pixel : mask) {
            if (pixel != 0) {
                return false;
            }
        }
        return true;
    }
}
