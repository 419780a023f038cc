package oddboard.detector.patches;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import oddboard.detector.ImageShape;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.part.CommonSettings;
import org.jspecify.annotations.Nullable;

/**
 * The heads that settings ask for, and how they make one score.
 *
 * @param agreeing heads that have to find an image anomalous: the mean of so many largest scores counts, 1 or more
 * @param weighted whether a head's score counts as far as {@link Head#weight} says
 * @param others plans of single heads that are fitted and scored beside this one, by the name of their head
 */
public record Plan(List<Head> heads, int agreeing, boolean weighted, Map<String, Plan> others) {
    /** Settings that {@link #of} reads and that mean the same on any features. */
    public static final Setting PURPOSE = CommonSettings.choice(
            "purpose",
            "defects",
            List.of("defects", "objects"),
            "What is abnormal here: small defects on parts that look alike, or another kind of object.");

    public static final String AUTO = "auto";
    public static final Setting POOLING = CommonSettings.choice(
            "pooling",
            AUTO,
            List.of(AUTO, "max", "mean"),
            "How the score comes from the anomaly map: its largest hundredth, or its mean; auto is max for defects,"
                    + " mean for objects.");
    public static final Setting SEED =
            CommonSettings.integer("seed", 48763, 0, Integer.MAX_VALUE, "The same seed gives the same result.");

    /**
     * What {@code purpose}, {@code head}, {@code pooling}, {@code bankSize} and {@code seed} ask for, on any features.
     *
     * @param gaussAlone whether the preset for defects is the Gaussian alone, without the bank
     * @param second what another bank of the preset for objects looks at
     */
    public static Plan of(
            NDManager manager,
            Settings settings,
            ImageShape shape,
            Features cells,
            boolean gaussAlone,
            @Nullable Features second) {
        boolean defects = settings.choice("purpose").equals("defects");
        Pooling pooling = switch (settings.choice("pooling")) {
            case "max" -> Pooling.MAX;
            case "mean" -> Pooling.MEAN;
            default -> defects ? Pooling.MAX : Pooling.MEAN;
        };
        int size = settings.integer("bankSize");
        int seed = settings.integer("seed");
        Head gauss = new GaussHead(manager, cells, pooling, seed);
        Head bank = new BankHead(manager, cells, pooling, size, seed);
        Head subspace = new SubspaceHead(manager, cells, pooling);
        return switch (settings.choice("head")) {
            case "gauss" -> alone(gauss);
            case "bank" -> alone(bank);
            case "subspace" -> alone(subspace);
            case "knn" -> alone(new KnnHead(manager, new ImageFeatures(manager, shape), seed));
            case String head -> {
                ImageFeatures image = new ImageFeatures(manager, shape);
                Map<String, Plan> others = new LinkedHashMap<>();
                if (head.equals("all")) {
                    // Alone they look at all images, so they need memory of their own.
                    others.put("gauss", alone(new GaussHead(manager, cells, pooling, seed)));
                    others.put("bank", alone(new BankHead(manager, cells, pooling, size, seed)));
                    others.put("subspace", alone(subspace));
                    others.put("knn", alone(new KnnHead(manager, image, seed)));
                }
                if (defects && gaussAlone) {
                    others.remove("gauss");
                    yield new Plan(List.of(gauss), 1, false, others);
                }
                if (defects) {
                    yield new Plan(List.of(gauss, bank), 1, true, others);
                }
                List<Head> heads = new ArrayList<>(List.of(gauss, bank));
                if (second != null) {
                    heads.add(new BankHead(manager, second, pooling, size, seed));
                }
                heads.add(new KnnHead(manager, image, seed));
                yield new Plan(List.copyOf(heads), 2, false, others);
            }
        };
    }

    private static Plan alone(Head head) {
        return new Plan(List.of(head), 1, false, Map.of());
    }

    /** Whether scores of several heads are compared, which needs images held out to calibrate them. */
    boolean combined() {
        return heads.size() > 1;
    }

    /** Each once, though heads share them. */
    List<Features> features() {
        return everyHead().stream().map(Head::features).distinct().toList();
    }

    /** Those of the other plans after its own. */
    List<Head> everyHead() {
        return Stream.concat(heads.stream(), otherHeads().stream()).toList();
    }

    List<Head> otherHeads() {
        return others.values().stream().flatMap(plan -> plan.heads().stream()).toList();
    }

    /** Heads whose maps lie on the same grid as the first's and so make the plan's map. */
    boolean isMapped(Head head) {
        return head.grid().equals(heads.getFirst().grid());
    }
}
