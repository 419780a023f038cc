package oddboard.detector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One network with its weights on one device. For one thread; {@link #close} frees its native memory. */
public interface Model extends AutoCloseable {
    long parameterCount();

    /** Numbers besides, which it takes as they are from a network that was trained elsewhere; float32. */
    default long frozenParameterCount() {
        return 0;
    }

    /** What an image's score depends on. */
    default Dependence dependence() {
        return Dependence.IMAGE;
    }

    /** Where the values of its anomaly maps lie; null where it gives none, see {@link Explanation#map}. */
    default @Nullable MapGrid mapGrid() {
        return null;
    }

    /**
     * Trains from the present epoch (0, or that of the restored checkpoint) to the settings' {@code epochs}. Afterwards
     * the model holds the weights that the setting {@code checkpoint} names (best or last). A detector without epochs looks at the images as often as it needs to, from where the restored checkpoint
     * left it.
     *
     * @return false where {@link Progress#stopRequested} ended it early
     * @throws TrainingException loss became NaN or infinite, or memory ran out: a sentence for the user
     */
    boolean fit(ImageSource train, Progress progress);

    /**
     * As {@link #fit(ImageSource, Progress)}. A detector that is trained in epochs tells with each one the mean squared error
     * over the validation images as the loss {@code validation}, and chooses the best epoch by it.
     *
     * @param validation images that are kept out of training; may be none
     */
    default boolean fit(ImageSource train, ImageSource validation, Progress progress) {
        return fit(train, progress);
    }

    /**
     * Scores every image in order, in constant memory. Scores are raw doubles, larger = more anomalous.
     *
     * @return false where {@link Progress#stopRequested} ended it early
     */
    default boolean score(ImageSource images, ScoreSink sink, Progress progress) {
        return score(images, 0, sink, progress);
    }

    /**
     * As {@link #score(ImageSource, ScoreSink, Progress)}, from an image on: each later image gets the score that it has where
     * all are scored at once.
     *
     * @param first 0, or what {@link Progress#images} said was done of the same images
     */
    boolean score(ImageSource images, int first, ScoreSink sink, Progress progress);

    /**
     * Results that one fit gives beside the model's own: each is what the detector gives with these settings changed.
     *
     * @param name in a word or two
     * @param settings those that are changed
     * @param parameters numbers that this part of the model holds
     * @param grid of its anomaly maps; null where it gives none
     */
    record Entry(
            String name,
            Map<String, Object> settings,
            long parameters,
            @Nullable MapGrid grid) {}

    /** Usually none. */
    default List<Entry> entries() {
        return List.of();
    }

    /**
     * As {@link #score}, in one pass for all.
     *
     * @param sinks of the model's own scores, then of each of {@link #entries}
     */
    default boolean scoreAll(ImageSource images, List<ScoreSink> sinks, Progress progress) {
        return score(images, sinks.getFirst(), progress);
    }

    /**
     * From now on it scores, and describes, what one of its entries gives, as that gave it in {@link #scoreAll}. It is neither
     * fitted nor saved any more.
     *
     * @throws IllegalArgumentException where it has no such entry
     */
    default void only(Entry entry) {
        throw new IllegalArgumentException("There is no entry " + entry.name() + ".");
    }

    /**
     * What {@link #score} computes on whole images, with the weights as they stand; valid while the model is open.
     *
     * @throws GraphException where these settings have a score that no graph gives
     */
    Graph graph();

    /** Writes weights, optimizer state, epoch, shuffle and random state. */
    void save(OutputStream to) throws IOException;

    /**
     * Takes up what {@link #save} wrote.
     *
     * @throws IOException where the bytes are not a checkpoint of this version, this detector and these settings; close
     *     the model then, for it may hold half of them
     */
    void restore(InputStream from) throws IOException;

    /** Epochs trained so far; without epochs 1 once {@link #fit} has ended, else 0. */
    int epoch();

    @Override
    void close();
}
