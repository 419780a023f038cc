package oddboard.detector;

import java.io.IOException;
import java.util.Map;

/** What a training or scoring reports while it works. Calls come on the training thread and must return at once. */
public interface Progress {
    /** Asked before every batch; true ends the work after the present batch. */
    boolean stopRequested();

    /**
     * Asked often; true ends the work before the present batch is done, because nobody wants its result. The model can't be
     * saved after that.
     */
    default boolean cancelRequested() {
        return false;
    }

    /** Asked before every epoch but the first; true ends the training there, with the weights as they are. */
    default boolean finishRequested() {
        return false;
    }

    /** @param epoch 1-based epoch being trained (1 where there are none), 0 while scoring; {@code done} of {@code total} images of
     *     it are done */
    void images(int epoch, int done, int total);

    /**
     * An epoch ended.
     *
     * @param epoch 1-based
     * @param losses mean over the epoch's images by name; always has {@code loss}
     * @param imagesPerSecond training rate of this epoch
     * @param waitShare share of time, 0..1, that training waited for data
     */
    void epoch(int epoch, Map<String, Double> losses, double imagesPerSecond, double waitShare);

    /**
     * Called after each epoch, or from time to time where there are none: the receiver may call {@link Model#save} now, or {@link Model#score}, which is done with the
     * weights as they stand and changes nothing of the training; or let it pass.
     */
    void checkpoint(Model model, boolean best) throws IOException;

    /** A line for the run's log. */
    void log(String line);
}
