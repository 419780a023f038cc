package oddboard.detector.part;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import oddboard.detector.TrainingException;

/** Sums of the losses of one epoch, by name, weighted by images. */
final class Losses {
    private final NDManager manager;
    private final double learningRate;
    private final Map<String, Double> sums;
    private List<Recorded> pending = new ArrayList<>();

    Losses(NDManager manager, Map<String, Double> sums, double learningRate) {
        this.manager = manager;
        this.sums = sums;
        this.learningRate = learningRate;
    }

    private record Recorded(String name, NDArray value, MicroBatch microBatch) {}

    void record(String name, NDArray loss, MicroBatch microBatch) {
        NDArray value = loss.stopGradient();
        value.attach(manager);
        pending.add(new Recorded(name, value, microBatch));
    }

    /** Hands over what was recorded and not read yet, so that it is read only once more work has been given out. */
    Runnable handOver() {
        List<Recorded> recorded = pending;
        pending = new ArrayList<>();
        return () -> recorded.forEach(this::read);
    }

    private void read(Recorded recorded) {
        double value;
        try (NDArray array = recorded.value()) {
            value = array.toFloatArray()[0];
        }
        MicroBatch microBatch = recorded.microBatch();
        if (!Double.isFinite(value)) {
            throw new TrainingException(
                    "LOSS_NOT_FINITE",
                    String.format(
                            Locale.ROOT,
                            "The %s became %s in epoch %d, step %d, with learning rate %s; try a smaller one.",
                            recorded.name().equals("loss") ? "loss" : "loss \"" + recorded.name() + "\"",
                            Double.isNaN(value) ? "NaN" : "infinite",
                            microBatch.epoch() + 1,
                            microBatch.batch() + 1,
                            learningRate));
        }
        sums.merge(recorded.name(), value * microBatch.images().length, Double::sum);
    }

    /** Means over the epoch's images; the next epoch starts from nothing. */
    Map<String, Double> close(int images) {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / images));
        sums.clear();
        return means;
    }
}
