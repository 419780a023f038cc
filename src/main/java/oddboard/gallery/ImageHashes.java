package oddboard.gallery;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import oddboard.common.Sha256;
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

    private final JdbcClient jdbc;
    private final Datasets datasets;
    private final BlobStore blobs;

    ImageHashes(JdbcClient jdbc, Datasets datasets, BlobStore blobs) {
        this.jdbc = jdbc;
        this.datasets = datasets;
        this.blobs = blobs;
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
