package oddboard.detector.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import oddboard.detector.QuietProgress;

/** Lets all pass and keeps the losses. */
final class Silent implements QuietProgress {
    final List<Double> losses = new ArrayList<>();

    @Override
    public void epoch(int epoch, Map<String, Double> means, double imagesPerSecond, double waitShare) {
        losses.add(means.get("loss"));
    }
}
