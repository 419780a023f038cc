package oddboard.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import oddboard.dataset.Labels;

/** Test images of one kind: normal ones, or those of one type of anomaly. */
record Kinds(List<Kind> all) {
    /** Images that a report shows of each end. */
    private static final int SHOWN = 3;

    /** Kinds that a report shows images of. */
    static final int MOST = 20;

    /**
     * @param best test images whose score says most clearly what they are, the clearest first
     * @param worst those that it is most wrong about, the worst first; none of them is among the best
     */
    record Kind(String name, boolean anomalous, int count, List<Integer> best, List<Integer> worst) {}

    static String name(String type) {
        return type.isEmpty() ? "anomalous" : type;
    }

    /** @param scores of all test images; larger = more anomalous */
    static Kinds of(double[] scores, Labels labels) {
        Map<String, List<Integer>> types = new TreeMap<>();
        for (int i : labels.images()) {
            if (labels.anomalous()[i]) {
                types.computeIfAbsent(name(labels.type()[i]), t -> new ArrayList<>())
                        .add(i);
            }
        }
        List<Kind> kinds = new ArrayList<>();
        types.forEach((type, images) -> kinds.add(kind(type, true, images, scores)));
        List<Integer> normal = Arrays.stream(labels.images())
                .filter(i -> !labels.anomalous()[i])
                .boxed()
                .toList();
        if (!normal.isEmpty()) {
            kinds.add(kind("normal", false, normal, scores));
        }
        return new Kinds(kinds);
    }

    private static Kind kind(String name, boolean anomalous, List<Integer> images, double[] scores) {
        Comparator<Integer> byScore = Comparator.comparingDouble(i -> anomalous ? -scores[i] : scores[i]);
        List<Integer> clearest =
                images.stream().sorted(byScore.thenComparing(i -> i)).toList();
        int best = Math.min(SHOWN, (clearest.size() + 1) / 2);
        int worst = Math.min(SHOWN, clearest.size() - best);
        return new Kind(
                name,
                anomalous,
                images.size(),
                clearest.subList(0, best),
                clearest.reversed().subList(0, worst));
    }
}
