package oddboard.sweep;

import java.util.ArrayList;
import java.util.List;
import oddboard.detector.SettingsException;

/**
 * Successive halving (Jamieson and Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, 2016):
 * all combinations are trained for a few epochs, the better ones of them longer, until the last round trains to the full number
 * of epochs. A run of a later round resumes from the checkpoint of the round before.
 *
 * @param keepOneIn of so many combinations one goes on to the next round, 2 to 10
 * @param firstEpochs epochs of the first round
 * @param by what is better
 */
public record Halving(int keepOneIn, int firstEpochs, By by) {
    /** Set for all runs of a sweep that chooses by validation and does not say otherwise. */
    static final double VALIDATION_SHARE = 0.2;

    /** By what the better combinations are chosen. */
    public enum By {
        /** The lowest validation loss, among the combinations of one detector on one version. */
        VALIDATION,
        /** The largest AUC that counts on the version's board, among all combinations on it. */
        AUC
    }

    /** @throws SettingsException naming the field */
    public Halving {
        if (keepOneIn < 2 || keepOneIn > 10) {
            throw new SettingsException(
                    "keepOneIn", "Successive halving keeps one combination in 2 to 10, not in " + keepOneIn + ".");
        }
        if (firstEpochs < 1) {
            throw new SettingsException(
                    "firstEpochs", "The first round trains 1 epoch or more, not " + firstEpochs + ".");
        }
    }

    /** Epochs that each round trains to, those of the rounds before included. */
    List<Integer> rounds(int fullEpochs) {
        if (firstEpochs >= fullEpochs) {
            throw new SettingsException(
                    "firstEpochs",
                    "The first round trains fewer epochs than the last one; that trains " + fullEpochs + ", not "
                            + firstEpochs + " or fewer.");
        }
        List<Integer> epochs = new ArrayList<>();
        for (long now = firstEpochs; now < fullEpochs; now *= keepOneIn) {
            epochs.add((int) now);
        }
        epochs.add(fullEpochs);
        return epochs;
    }

    /** Combinations of one group that a round has, of {@code all} in the first. */
    int kept(int all, int round) {
        int kept = all;
        for (int i = 0; i < round; i++) {
            kept = (kept + keepOneIn - 1) / keepOneIn;
        }
        return kept;
    }
}
