package oddboard.detector.part;

import java.util.LinkedHashMap;
import java.util.Map;

/** How far a training is; with the weights and the optimizers' moments all that it takes to resume. */
final class TrainingState {
    /** Whole epochs trained. */
    int epoch;

    /** Batches of the present epoch that are trained. */
    int batch;

    /** Losses of those batches, summed over their images. */
    final Map<String, Double> sums = new LinkedHashMap<>();

    /** The validation loss where there is one. */
    double bestLoss = Double.POSITIVE_INFINITY;

    /** Epochs trained when the loss was lowest; kept only where training may end early. */
    int bestEpoch;

    /** Whether the network holds the best weights and the other set the last ones. */
    boolean bestInPlace;
}
