package oddboard.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import oddboard.common.InputException;
import oddboard.detector.Explanation;
import oddboard.detector.MapGrid;
import oddboard.detector.QuietProgress;
import oddboard.detector.ScoreSink;
import oddboard.evaluation.AnomalyMaps;
import oddboard.evaluation.ReconstructionFrame;
import oddboard.job.JobContext;
import oddboard.storage.BlobStore;
import oddboard.training.EngineTurn;
import oddboard.training.Retries;
import oddboard.training.SharedScores;
import org.jspecify.annotations.Nullable;

/**
 * Takes the scores of a job and writes them a few hundred at a time, always whole batches of the detector: so that the next
 * attempt, which begins after the last one written, groups images as this one would have.
 */
final class ScoringWriter implements ScoreSink, QuietProgress {
    private static final int MAX_ROWS = 512;
    private static final int MAX_BYTES = 16 << 20;
    /** Somebody watches the first results come. */
    private static final long MAX_NANOS = 2_000_000_000L;

    private final JobContext context;
    private final ScoringWork work;
    private final BlobStore blobs;
    private final ScoringTask task;
    private final NewImages images;
    private final ReconstructionFrame frame;
    private final @Nullable SharedScores shared;
    private final List<ScoringWork.Row> rows = new ArrayList<>();
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final ByteArrayOutputStream maps = new ByteArrayOutputStream();
    private final byte[] image;
    private int mapCount;
    private int first;
    private long lastWrite = System.nanoTime();
    private long turn = System.nanoTime();

    /**
     * @param shared null where scores come as they are to be stored
     * @param first index of the first image that will come
     */
    ScoringWriter(
            JobContext context,
            ScoringWork work,
            BlobStore blobs,
            ScoringTask task,
            NewImages images,
            ReconstructionFrame frame,
            @Nullable SharedScores shared,
            int first) {
        this.context = context;
        this.work = work;
        this.blobs = blobs;
        this.task = task;
        this.images = images;
        this.frame = frame;
        this.shared = shared;
        this.first = first;
        image = new byte[images.shape().elements()];
    }

    /** How the maps of a model lie over the image: its own, or the errors of its reconstructions, pixel by pixel. */
    static MapGrid grid(@Nullable MapGrid own, int size) {
        return own == null ? new MapGrid(size, 0, 1) : own;
    }

    @Override
    public void accept(int index, double score, Explanation explanation) {
        images.read(index, ByteBuffer.wrap(image));
        InputException fault = images.fault(index);
        if (!images.stored()) {
            pixels.writeBytes(images.picture(index));
        }
        if (fault == null) {
            SharedScores.Content content = shared == null ? null : shared.content(image);
            double stored = shared == null || content == null ? score : shared.of(content, score);
            Integer map = null;
            if (task.keepsMap(stored)) {
                maps.writeBytes(AnomalyMaps.packed(map(frame, image, explanation)));
                map = mapCount++;
            }
            rows.add(new ScoringWork.Row(
                    images.file(index),
                    images.sha256(index),
                    content,
                    stored,
                    map,
                    images.width(index),
                    images.height(index),
                    statistics(),
                    null,
                    null));
        } else {
            rows.add(new ScoringWork.Row(
                    images.file(index),
                    images.sha256(index),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    fault.code(),
                    fault.getMessage()));
        }
        images.done(index);
    }

    private ImageStatistics statistics() {
        return ImageStatistics.of(image, images.shape().size(), images.shape().channels());
    }

    /** A detector's own map, or the error of its reconstruction at each pixel. */
    static float[] map(ReconstructionFrame frame, byte[] image, Explanation explanation) {
        float[] map = explanation.map();
        if (map != null) {
            return map;
        }
        byte[] reconstruction = explanation.reconstruction();
        if (reconstruction == null) {
            throw new IllegalStateException("a detector that explains nothing");
        }
        byte[] errors = frame.errors(image, reconstruction);
        float[] all = new float[errors.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = errors[i] & 0xff;
        }
        return all;
    }

    @Override
    public boolean stopRequested() {
        EngineTurn.passModestly(System.nanoTime() - turn, this::stops);
        turn = System.nanoTime();
        return stops();
    }

    private boolean stops() {
        return context.stop() != JobContext.Stop.NONE;
    }

    @Override
    public void images(int epoch, int done, int total) {
        if (rows.size() >= MAX_ROWS
                || pixels.size() + maps.size() >= MAX_BYTES
                || System.nanoTime() - lastWrite >= MAX_NANOS) {
            EngineTurn.without(this::write);
            turn = System.nanoTime();
        }
        context.progress(first + rows.size(), total, "images");
    }

    /** Writes what has come since the last time. */
    void write() {
        if (rows.isEmpty()) {
            return;
        }
        try {
            Retries.untilAvailable(context, () -> {
                String stored = put(pixels);
                String kept = put(maps);
                context.fenced(() -> work.add(task.id(), first, rows, stored, kept));
                return true;
            });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        first += rows.size();
        rows.clear();
        pixels.reset();
        maps.reset();
        mapCount = 0;
        lastWrite = System.nanoTime();
    }

    private @Nullable String put(ByteArrayOutputStream bytes) throws IOException {
        return bytes.size() == 0
                ? null
                : blobs.put(new ByteArrayInputStream(bytes.toByteArray())).sha256();
    }
}
