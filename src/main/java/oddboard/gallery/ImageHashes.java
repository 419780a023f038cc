package oddboard.gallery;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import oddboard.common.Sha256;
import oddboard.dataset.DatasetVersion;
import oddboard.dataset.Datasets;
import oddboard.dataset.PackedVersion;
import oddboard.dataset.VersionId;
import oddboard.storage.BlobStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each image of a version holds, as 16 bytes; read once from the packed images, image by image, then kept. */
@Component
public class ImageHashes {
    static final int LENGTH = 16;
    private static final Queue<Integer> NONE = new ArrayDeque<>(0);

    private final JdbcClient jdbc;
    private final Datasets datasets;
    private final BlobStore blobs;

    ImageHashes(JdbcClient jdbc, Datasets datasets, BlobStore blobs) {
        this.jdbc = jdbc;
        this.datasets = datasets;
        this.blobs = blobs;
    }

    /**
     * Test images that two versions share, by what they hold, whatever they are called.
     *
     * @param first places in the test split of one version
     * @param second those of the same images in the other's, in the same order
     */
    public record Shared(int[] first, int[] second) {}

    /** The first comparison of a large version takes seconds: its images are read. */
    public Shared sharedTestImages(DatasetVersion one, DatasetVersion other) throws IOException {
        var places = new HashMap<ByteBuffer, Queue<Integer>>();
        var test = of(one.id());
        for (int i = 0; i < one.testCount(); i++) {
            places.computeIfAbsent(at(test, one.trainCount() + i), hash -> new ArrayDeque<>())
                    .add(i);
        }
        var first = new ArrayList<Integer>();
        var second = new ArrayList<Integer>();
        var others = of(other.id());
        for (int i = 0; i < other.testCount(); i++) {
            var found = places.getOrDefault(at(others, other.trainCount() + i), NONE)
                    .poll();
            if (found != null) {
                first.add(found);
                second.add(i);
            }
        }
        return new Shared(
                first.stream().mapToInt(i -> i).toArray(),
                second.stream().mapToInt(i -> i).toArray());
    }

    private static ByteBuffer at(byte[] hashes, int image) {
        return ByteBuffer.wrap(hashes, image * LENGTH, LENGTH).slice();
    }

    /** {@value #LENGTH} bytes an image, in the order of the packed file. */
    byte[] of(VersionId version) throws IOException {
        var known = jdbc.sql("select hash from image_hash where version_id = :id")
                .param("id", version.value())
                .query((row, n) -> row.getBytes(1))
                .optional();
        if (known.isPresent()) {
            return known.get();
        }
        var hashes = read(datasets.packed(version));
        jdbc.sql("insert into image_hash (version_id, hash) values (:id, :hash) on conflict do nothing")
                .param("id", version.value())
                .param("hash", hashes)
                .update();
        return hashes;
    }

    private byte[] read(PackedVersion packed) throws IOException {
        var hashes = ByteBuffer.allocate((packed.train().count() + packed.test().count()) * LENGTH);
        for (var place : List.of(packed.train(), packed.test())) {
            var image = new byte[packed.imageBytes()];
            try (var in = new DataInputStream(blobs.open(place.sha256()))) {
                in.skipNBytes(place.start());
                for (int i = 0; i < place.count(); i++) {
                    in.readFully(image);
                    hashes.put(hash(image, packed.channels()));
                }
            }
        }
        return hashes.array();
    }

    /** A gray image is the same whether its version is gray or has colors. */
    private static byte[] hash(byte[] image, int channels) {
        return Arrays.copyOf(Sha256.of(channels == 3 && isGray(image) ? everyThird(image) : image), LENGTH);
    }

    private static boolean isGray(byte[] image) {
        for (int i = 0; i < image.length; i += 3) {
            if (image[i] != image[i + 1] || image[i] != image[i + 2]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] everyThird(byte[] image) {
        var gray = new byte[image.length / 3];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = image[3 * i];
        }
        return gray;
    }
}
