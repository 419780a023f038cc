package oddboard.detector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps what a training says, can stop it before its n-th batch, and can keep the checkpoint of an epoch. */
class Recorder implements Progress {
    final List<Map<String, Double>> losses = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    byte @Nullable [] checkpoint;
    private final int stopAt;
    private final int saveAfter;
    private int requested;
    private int finishAfter = Integer.MAX_VALUE;

    Recorder() {
        this(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private Recorder(int stopAt, int saveAfter) {
        this.stopAt = stopAt;
        this.saveAfter = saveAfter;
    }

    static Recorder stoppingAtBatch(int batch) {
        return new Recorder(batch, Integer.MAX_VALUE);
    }

    static Recorder savingAfterEpoch(int epoch) {
        return new Recorder(Integer.MAX_VALUE, epoch);
    }

    static Recorder finishingAfterEpoch(int epoch) {
        Recorder recorder = new Recorder();
        recorder.finishAfter = epoch;
        return recorder;
    }

    @Override
    public boolean finishRequested() {
        return losses.size() >= finishAfter;
    }

    List<Double> loss() {
        return losses.stream().map(named -> named.get("loss")).toList();
    }

    @Override
    public boolean stopRequested() {
        return requested++ >= stopAt;
    }

    @Override
    public void images(int epoch, int done, int total) {
        lines.add(epoch + ":" + done + "/" + total);
    }

    @Override
    public void epoch(int epoch, Map<String, Double> means, double imagesPerSecond, double waitShare) {
        losses.add(means);
    }

    @Override
    public void checkpoint(Model model, boolean best) throws IOException {
        if (model.epoch() == saveAfter) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            model.save(bytes);
            checkpoint = bytes.toByteArray();
        }
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }
}
