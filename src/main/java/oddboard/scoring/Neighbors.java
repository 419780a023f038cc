package oddboard.scoring;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import oddboard.account.User;
import oddboard.common.NotFoundException;
import oddboard.dataset.Datasets;
import oddboard.dataset.PackedVersion;
import oddboard.dataset.VersionId;
import oddboard.image.RasterImage;
import oddboard.registry.ModelVersion;
import oddboard.registry.Models;
import oddboard.storage.BlobStore;
import org.springframework.stereotype.Service;

/**
 * Which training images of its model look most like a scored image, by a plain descriptor that no detector has a part in: the
 * means of {@value FieldMeans#EDGE} x {@value FieldMeans#EDGE} fields of the squares, compared by Euclidean distance.
 */
@Service
public class Neighbors {
    public static final int MAX = 24;
    /** Of larger versions every second, third, ... training image is compared. */
    static final int MAX_COMPARED = 20_000;

    private static final long KEPT_BYTES = 128L << 20;

    private final Models models;
    private final Datasets datasets;
    private final ScoringPictures pictures;
    private final BlobStore blobs;
    private final Cache<VersionId, Descriptors> known = Caffeine.newBuilder()
            .maximumWeight(KEPT_BYTES)
            .weigher((VersionId version, Descriptors all) -> all.values.length)
            .build();

    Neighbors(Models models, Datasets datasets, ScoringPictures pictures, BlobStore blobs) {
        this.models = models;
        this.datasets = datasets;
        this.pictures = pictures;
        this.blobs = blobs;
    }

    /**
     * @param version of the data set that the model was trained on
     * @param step every how many of its training images one was compared
     * @param nearest first
     */
    public record Found(VersionId version, int step, List<Neighbor> nearest) {}

    /** @param distance root of the mean squared difference of the descriptors, 0 to 255 */
    public record Neighbor(int index, String file, double distance) {}

    private record Descriptors(int step, int channels, byte[] values) {
        int length() {
            return FieldMeans.EDGE * FieldMeans.EDGE * channels;
        }
    }

    /**
     * The first time of a version takes seconds where it is large: all its training images are read.
     *
     * @throws NotFoundException where the scoring has no such image yet
     */
    public Found nearest(Scoring scoring, int index, int count, User viewer) throws IOException {
        ModelVersion model = models.stored(scoring.model().id()).orElseThrow();
        VersionId version = model.source().data();
        Descriptors all = known.getIfPresent(version);
        if (all == null) {
            all = read(version);
            known.put(version, all);
        }
        RasterImage image = pictures.square(scoring, index, viewer);
        byte[] wanted = FieldMeans.of(image.withChannels(all.channels));
        String[] names = datasets.imageNames(version);
        int step = all.step;
        return new Found(
                version,
                step,
                nearest(all, wanted, Math.min(count, MAX)).stream()
                        .map(one -> new Neighbor(one.index * step, names[one.index * step], one.distance))
                        .toList());
    }

    private record Compared(int index, double distance) {}

    private static List<Compared> nearest(Descriptors all, byte[] wanted, int count) {
        int length = all.length();
        PriorityQueue<Compared> best = new PriorityQueue<>(
                Comparator.comparingDouble(Compared::distance).reversed());
        for (int i = 0; i < all.values.length / length; i++) {
            long sum = 0;
            for (int v = 0; v < length; v++) {
                int difference = (all.values[i * length + v] & 255) - (wanted[v] & 255);
                sum += (long) difference * difference;
            }
            best.add(new Compared(i, Math.sqrt((double) sum / length)));
            if (best.size() > count) {
                best.poll();
            }
        }
        return best.stream()
                .sorted(Comparator.comparingDouble(Compared::distance).thenComparingInt(Compared::index))
                .toList();
    }

    private Descriptors read(VersionId version) throws IOException {
        PackedVersion packed = datasets.packed(version);
        int count = packed.train().count();
        int step = Math.max(1, (count + MAX_COMPARED - 1) / MAX_COMPARED);
        int length = FieldMeans.EDGE * FieldMeans.EDGE * packed.channels();
        byte[] values = new byte[(count + step - 1) / step * length];
        byte[] image = new byte[packed.imageBytes()];
        try (DataInputStream in = new DataInputStream(blobs.open(packed.train().sha256()))) {
            in.skipNBytes(packed.train().start());
            for (int i = 0; i < count; i++) {
                if (i % step != 0) {
                    in.skipNBytes(image.length);
                    continue;
                }
                in.readFully(image);
                byte[] small = FieldMeans.of(new RasterImage(packed.size(), packed.size(), packed.channels(), image));
                System.arraycopy(small, 0, values, i / step * length, length);
            }
        }
        return new Descriptors(step, packed.channels(), values);
    }
}
