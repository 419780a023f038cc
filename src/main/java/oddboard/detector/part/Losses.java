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

    private record Recorded(String name, NDArray value, MicroBatch piece) {}

    void record(String name, NDArray loss, MicroBatch piece) {
        NDArray value = loss.stopGradient();
        value.attach(manager);
        pending.add(new Recorded(name, value, piece));
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
        MicroBatch piece = recorded.piece();
        if (!Double.isFinite(value)) {
            throw new TrainingException(
                    "LOSS_NOT_FINITE",
                    String.format(
                            Locale.ROOT,
                            "The %s became %s in epoch %d, step %d, with learning rate %s; try a smaller one.",
                            recorded.name().equals("loss") ? "loss" : "loss \"" + recorded.name() + "\"",
                            Double.isNaN(value) ? "NaN" : "infinite",
                            piece.epoch() + 1,
                            piece.batch() + 1,
                            learningRate));
        }
        sums.merge(recorded.name(), value * piece.images().length, Double::sum);
    }

    /** Means over the epoch's images; the next epoch starts from nothing. */
    Map<String, Double> close(int images) {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / images));
        sums.clear();
        return means;
    }
}
