package oddboard.dataset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import oddboard.common.NotFoundException;
import oddboard.image.OrderedParallelMap;
import oddboard.storage.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Images at their own size, and the squares that runs make of them: once for each input, then for all runs. */
@Service
public class Inputs {
    private static final int KEPT_NUMBERS = 8_000_000;

    private final DatasetRepository datasets;
    private final InputRepository inputs;
    private final BlobStore blobs;
    private final Cache<VersionId, Found> known = Caffeine.newBuilder()
            .maximumWeight(KEPT_NUMBERS)
            .weigher((VersionId version, Found found) -> found.numbers())
            .build();

    Inputs(DatasetRepository datasets, InputRepository inputs, BlobStore blobs) {
        this.datasets = datasets;
        this.inputs = inputs;
        this.blobs = blobs;
    }

    private record Found(PackedVersion packed, Optional<OwnRow> own, DatasetRepository.@Nullable MaskRow masks) {
        int numbers() {
            return 1 + own.map(o -> 4 * o.start().length).orElse(0);
        }
    }

    private Found found(VersionId version) {
        return known.get(
                version,
                id -> new Found(
                        datasets.packed(id)
                                .orElseThrow(
                                        () -> new NotFoundException("There is no version " + id + " that is ready.")),
                        inputs.own(id),
                        datasets.masks(id).orElse(null)));
    }

    /** From the store, image by image; for pages. */
    public Originals stored(VersionId version) {
        return originals(version, blobs::read);
    }

    private Originals originals(VersionId version, Originals.Bytes bytes) {
        var found = found(version);
        var masks = found.masks;
        return new Originals(
                found.packed,
                found.own.orElse(null),
                masks == null ? new int[0] : OwnRow.ints(masks.testIndex()),
                masks == null ? null : masks.sha256(),
                bytes);
    }

    /** From this machine's cache; for workers. */
    public Originals cached(VersionId version) {
        return originals(version, (sha256, start, length) -> {
            try (var file = FileChannel.open(blobs.cached(sha256))) {
                var bytes = ByteBuffer.allocate(length);
                while (bytes.hasRemaining()) {
                    if (file.read(bytes, start + bytes.position()) < 0) {
                        throw new IOException("the file of images is too short");
                    }
                }
                return bytes.array();
            } catch (ClosedChannelException e) {
                throw new IOException(e);
            }
        });
    }

    /** The squares that an earlier run left, or that the import itself made. */
    private Optional<PackedVersion> packed(VersionId version, ModelInput input) {
        var found = found(version);
        var packed = found.packed;
        boolean same = input.tiles() == null
                && input.size() == packed.size()
                && input.channels() == packed.channels()
                && found.own.map(o -> o.fit() == input.fit()).orElse(true);
        return same ? Optional.of(packed) : inputs.packed(version, input);
    }

    /**
     * The squares of all images; made and kept where nobody has asked for them yet.
     *
     * @param folder for a file that is gone afterwards
     * @return null where {@code goOn} said no
     */
    public @Nullable PackedVersion squares(VersionId version, ModelInput input, Path folder, BooleanSupplier goOn)
            throws IOException {
        var made = packed(version, input);
        if (made.isPresent()) {
            return made.get();
        }
        var file = folder.resolve("input");
        try {
            var frames = cached(version).frames(input);
            if (!write(frames, file, goOn)) {
                return null;
            }
            try (var in = Files.newInputStream(file)) {
                var packed = InputRepository.packed(
                        blobs.put(in).sha256(), frames.trainSquares(), frames.testSquares(), input);
                inputs.keep(version, input, packed);
                return packed;
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean write(InputFrames frames, Path file, BooleanSupplier goOn) throws IOException {
        var images = frames.images();
        int count = images.trainCount() + images.testCount();
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            OrderedParallelMap.few(
                    count,
                    i -> {
                        var image = images.read(i).withChannels(frames.input().channels());
                        var squares = frames.of(i).stream()
                                .map(frame -> frame.of(image).data())
                                .toList();
                        return Objects.requireNonNull(squares);
                    },
                    squares -> {
                        for (var square : squares) {
                            out.write(square);
                        }
                    },
                    goOn);
        }
        return goOn.getAsBoolean();
    }

    /** For workers: one split of {@link #squares}. */
    public PackedImages open(PackedVersion squares, boolean train) throws IOException {
        return (train ? squares.train() : squares.test()).open(blobs, squares.size(), squares.channels());
    }
}
