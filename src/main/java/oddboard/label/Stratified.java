package oddboard.label;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import oddboard.dataset.Labels;

/** Draws the same share of each kind of test images: the normal ones, each type of anomaly, and the unlabeled ones. */
final class Stratified {
    private Stratified() {}

    /**
     * The same seed draws the same images. Of a kind with two images or more each part has one; a single one is drawn by
     * chance, so that which part it is in says nothing.
     *
     * @param share percent, 1 to 99
     * @return true = drawn
     */
    static boolean[] draw(Labels labels, int share, long seed) {
        var kinds = new TreeMap<String, List<Integer>>();
        for (int i = 0; i < labels.anomalous().length; i++) {
            String kind = switch (labels.label(i)) {
                case NORMAL -> "0";
                case ANOMALOUS -> "1" + labels.type()[i];
                case UNLABELED -> "2";
            };
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(i);
        }
        var random = new SplittableRandom(seed);
        var drawn = new boolean[labels.anomalous().length];
        for (var images : kinds.values()) {
            shuffle(images, random);
            int all = images.size();
            int count = all == 1
                    ? random.nextInt(100) < share ? 1 : 0
                    : Math.clamp(Math.round(all * share / 100.0), 1, all - 1);
            images.subList(0, count).forEach(i -> drawn[i] = true);
        }
        return drawn;
    }

    private static void shuffle(List<Integer> images, SplittableRandom random) {
        for (int i = images.size() - 1; i > 0; i--) {
            Collections.swap(images, i, random.nextInt(i + 1));
        }
    }
}
