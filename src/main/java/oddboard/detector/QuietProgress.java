package oddboard.detector;

import java.io.IOException;
import java.util.Map;

/** Lets all pass unheard; an implementation takes what it wants to hear. */
public interface QuietProgress extends Progress {
    @Override
    default boolean stopRequested() {
        return false;
    }

    @Override
    default void images(int epoch, int done, int total) {}

    @Override
    default void epoch(int epoch, Map<String, Double> losses, double imagesPerSecond, double waitShare) {}

    @Override
    default void checkpoint(Model model, boolean best) throws IOException {}

    @Override
    default void log(String line) {}
}
