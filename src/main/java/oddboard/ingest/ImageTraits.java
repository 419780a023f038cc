package oddboard.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.dataset.ImageLabel;
import oddboard.dataset.ImportReport.Trait;
import oddboard.dataset.ImportReport.TraitAuc;
import oddboard.image.ImageDecoder;
import oddboard.metric.DeLong;
import org.jspecify.annotations.Nullable;

/**
 * What images differ in before anybody looks at what they show: size, color model, type of file. Where such a trait alone
 * tells anomalous test images from normal ones, a detector may learn it instead of the defects.
 */
final class ImageTraits {
    /** An AUC under this is no warning, however sure it is. */
    private static final double MIN_AUC = 0.6;

    private static final int SIZES_LISTED = 50;

    private final Map<String, Integer> sizes = new HashMap<>();
    private final List<Traits> test = new ArrayList<>();

    private record Traits(int width, int height, String color, String format, boolean anomalous, String type) {
        String size() {
            return width + "x" + height;
        }
    }

    void add(ImportSource.Item item, ImageDecoder.Header header) {
        var traits = new Traits(
                header.size().width(),
                header.size().height(),
                header.colorModel(),
                header.format(),
                item.label() == ImageLabel.ANOMALOUS,
                item.type());
        sizes.merge(traits.size(), 1, Integer::sum);
        if (!item.train() && item.label() != ImageLabel.UNLABELED) {
            test.add(traits);
        }
    }

    /** All sizes and how many images have them, the most frequent first; none where there is one size alone. */
    List<String> notes() {
        if (sizes.size() < 2) {
            return List.of();
        }
        var listed = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SIZES_LISTED)
                .map(size -> size.getKey() + " (" + String.format(Locale.ROOT, "%,d", size.getValue()) + ")")
                .collect(Collectors.joining(", "));
        int more = sizes.size() - SIZES_LISTED;
        return List.of("The images have " + sizes.size() + " different sizes: " + listed
                + (more > 0 ? ", and " + more + (more == 1 ? " more" : " more sizes") : "") + ".");
    }

    /** Of each trait in which test images differ: over all of them, and by the types that it tells better. */
    List<TraitAuc> aucs() {
        var found = new ArrayList<TraitAuc>();
        for (var trait : Trait.values()) {
            var all = auc(trait, "", test);
            if (all != null) {
                found.add(all);
            }
            var types = new TreeSet<>(
                    test.stream().filter(Traits::anomalous).map(Traits::type).toList());
            for (var type : types.size() < 2 ? new TreeSet<String>() : types) {
                var some = test.stream()
                        .filter(t -> !t.anomalous || t.type.equals(type))
                        .toList();
                var one = type.isEmpty() ? null : auc(trait, type, some);
                if (one != null && one.warns() && (all == null || one.auc() > all.auc() + 0.05)) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    /** @return null where these images do not differ, or are of one class */
    private static @Nullable TraitAuc auc(Trait trait, String type, List<Traits> of) {
        Function<Traits, String> value = switch (trait) {
            case IMAGE_SIZE -> Traits::size;
            case COLOR_MODEL -> Traits::color;
            case FILE_TYPE -> Traits::format;
        };
        long kinds = of.stream().map(value).distinct().count();
        long anomalous = of.stream().filter(Traits::anomalous).count();
        if (kinds < 2 || anomalous == 0 || anomalous == of.size()) {
            return null;
        }
        var orders = new ArrayList<ToDoubleFunction<Traits>>();
        if (trait == Trait.IMAGE_SIZE) {
            orders.addAll(List.of(
                    t -> t.width, t -> t.height, t -> (double) t.width * t.height, t -> (double) t.width / t.height));
        }
        // Many values with few images each would tell the classes apart by chance.
        if (kinds <= 3 || 4 * kinds <= of.size()) {
            var share = of.stream()
                    .collect(Collectors.groupingBy(value, Collectors.averagingDouble(t -> t.anomalous ? 1 : 0)));
            orders.add(t -> share.get(value.apply(t)));
        }
        return orders.stream()
                .map(order -> interval(order, of))
                .max(Comparator.comparingDouble(DeLong.Interval::auc))
                .map(best -> new TraitAuc(
                        trait,
                        type,
                        best.auc(),
                        best.low(),
                        best.high(),
                        best.auc() == 1 || best.auc() >= MIN_AUC && best.low() > 0.5,
                        values(of.stream().filter(t -> !t.anomalous).map(value)),
                        values(of.stream().filter(Traits::anomalous).map(value))))
                .orElse(null);
    }

    /** By whichever end of the order is the anomalous one. */
    private static DeLong.Interval interval(ToDoubleFunction<Traits> order, List<Traits> of) {
        var scores = of.stream().mapToDouble(order).toArray();
        var labels = new boolean[of.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = of.get(i).anomalous;
        }
        var up = DeLong.interval(scores, labels);
        return up.auc() >= 0.5
                ? up
                : DeLong.interval(Arrays.stream(scores).map(s -> -s).toArray(), labels);
    }

    static String warning(TraitAuc auc) {
        return String.format(
                Locale.ROOT,
                "The %s alone tells anomalous test images%s from normal ones: AUC %.3f (normal: %s; anomalous: %s). A"
                        + " detector may learn it instead of the defects.",
                auc.trait().words(),
                auc.type().isEmpty() ? "" : " of the type " + auc.type(),
                auc.auc(),
                auc.normal(),
                auc.anomalous());
    }

    /** The three most frequent ones. */
    private static String values(Stream<String> of) {
        var counts = of.collect(Collectors.groupingBy(v -> v, Collectors.counting()));
        return counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(3)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "))
                + (counts.size() > 3 ? ", ..." : "");
    }
}
