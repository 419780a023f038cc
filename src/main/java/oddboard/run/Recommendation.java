package oddboard.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import oddboard.dataset.DatasetVersion;
import oddboard.detector.Detector;
import oddboard.detector.MeasuredAuc;
import oddboard.detector.Setting;

/**
 * Runs to begin with on a version.
 *
 * @param first how many of the runs are recommended; the others are for comparison
 * @param runs four of them, best first
 * @param why sentences: why these, and what the version's images mean for them
 */
public record Recommendation(int first, List<Proposal> runs, List<String> why) {
    /** About so many images of 64 x 64 are trained on: a few minutes for the quick autoencoders on two cores. */
    private static final double TRAINED = 200_000;

    private static final int FEW = 50;

    /** A run to start; settings that differ from the defaults. */
    public record Proposal(String detector, Map<String, Object> settings, String name) {}

    /** @param gpu whether a worker with a GPU is there */
    public static Recommendation of(AnomalyKind kind, DatasetVersion version, boolean gpu) {
        Proposal defects = new Proposal("patches", Map.of("purpose", "defects"), "patches, for defects");
        Proposal objects = new Proposal("patches", Map.of("purpose", "objects"), "patches, for objects");
        Proposal rotation = new Proposal("rotation", Map.of(), "rotation");
        Proposal code = trained(
                "fcn", version, "fcn, 32 numbers", Map.of("widths", List.of(512, 128, 32), "optimizer", "adamw"));
        return switch (kind) {
            case DEFECTS ->
                new Recommendation(
                        1,
                        List.of(
                                defects,
                                trained("conv", version, "conv, small batches", Map.of()),
                                trained(
                                        "vae",
                                        version,
                                        "vae, light mean divergence",
                                        Map.of("kld", "mean", "beta", 0.001)),
                                objects),
                        why(kind, version, gpu));
            case OBJECTS ->
                new Recommendation(
                        2,
                        List.of(
                                objects,
                                rotation,
                                code,
                                trained(
                                        "conv",
                                        version,
                                        "conv, narrow code",
                                        Map.of("widths", List.of(16, 32, 32, 4)))),
                        why(kind, version, gpu));
            case UNKNOWN ->
                new Recommendation(
                        2,
                        List.of(defects, objects, rotation, trained("conv", version, "conv, small batches", Map.of())),
                        why(kind, version, gpu));
        };
    }

    private static Proposal trained(
            String detector, DatasetVersion version, String name, Map<String, Object> different) {
        Detector described = RunStarter.requireDetector(detector);
        Setting batch = described.settings().stream()
                .filter(setting -> setting.name().equals("batchSize"))
                .findFirst()
                .orElseThrow();
        double size = version.imageSize() / 64.0;
        int images = Math.max(1, version.trainCount());
        Map<String, Object> settings = new LinkedHashMap<>(different);
        settings.put("epochs", (int) Math.clamp(TRAINED / (size * size) / images, 5, 50));
        settings.put("batchSize", SmallBatches.fitting(images, batch));
        return new Proposal(detector, settings, name);
    }

    private static List<String> why(AnomalyKind kind, DatasetVersion version, boolean gpu) {
        List<String> why = new ArrayList<>();
        why.add(
                switch (kind) {
                    case DEFECTS ->
                        "Patch statistics with \"purpose\" defects: a small defect is a patch that no normal image has."
                                + measured("defects");
                    case OBJECTS ->
                        "Patch statistics with \"purpose\" objects: it compares whole images and coarse patches with normal"
                                + " ones." + measured("objects");
                    case UNKNOWN ->
                        "Patch statistics twice, with \"purpose\" defects and with objects: together they take seconds to"
                                + " minutes, and the board shows which one fits." + measured("");
                });
        if (kind == AnomalyKind.OBJECTS) {
            why.add(
                    "Rotation prediction beside it: it takes minutes, and learns how normal objects look from telling by how much"
                            + " they are turned; where they look alike in every rotation, it learns nothing. Measured AUC: "
                            + auc(MeasuredAuc.of("rotation").stream().filter(m -> isOfObjects(m.dataset()))) + ".");
        }
        why.add(
                gpu
                        ? "A worker has a GPU. Patch statistics do not need it; autoencoders train much faster on it."
                        : "No worker has a GPU. Patch statistics do not need one; autoencoders take minutes to hours.");
        why.add(size(kind, version));
        if (version.trainCount() < FEW) {
            why.add(String.format(
                    Locale.ROOT,
                    "%,d training images are few: what is normal is known from %d images or more. Add normal images before"
                            + " you trust a ranking.",
                    version.trainCount(),
                    FEW));
        }
        return List.copyOf(why);
    }

    private static String size(AnomalyKind kind, DatasetVersion version) {
        String have = String.format(
                Locale.ROOT,
                "The images have %d x %d pixels, %,d of them to train on",
                version.imageSize(),
                version.imageSize(),
                version.trainCount());
        if (kind != AnomalyKind.OBJECTS && version.imageSize() < 64) {
            return have
                    + "; if your originals are larger, small defects may be gone: import them with 64 pixels or more.";
        }
        if (version.imageSize() > 64) {
            return have
                    + String.format(
                            Locale.ROOT,
                            "; each takes %.0f times as long as with 64 x 64.",
                            Math.pow(version.imageSize() / 64.0, 2));
        }
        return have + ".";
    }

    private static boolean isOfObjects(String dataset) {
        return MeasuredAuc.of("patches").stream()
                .anyMatch(m -> m.dataset().equals(dataset) && m.settings().endsWith("objects"));
    }

    private static String auc(Stream<MeasuredAuc> measured) {
        return measured.map(m -> String.format(Locale.ROOT, "%s %.3f", shortened(m.dataset()), m.auc()))
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String dataset) {
        return dataset.replaceAll("[,(].*", "").strip();
    }

    /** @param purpose of patches; empty = both */
    private static String measured(String purpose) {
        return " Measured AUC: "
                + auc(MeasuredAuc.of("patches").stream()
                        .filter(m -> m.settings().endsWith(purpose)))
                + "; the best autoencoders there: "
                + MeasuredAuc.of("patches").stream()
                        .filter(m -> m.settings().endsWith(purpose))
                        .map(m -> best(shortened(m.dataset())))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String best(String dataset) {
        return MeasuredAuc.all().stream()
                .filter(m -> m.dataset().equals(dataset) && !m.detector().equals("patches"))
                .mapToDouble(MeasuredAuc::auc)
                .max()
                .stream()
                .mapToObj(auc -> String.format(Locale.ROOT, "%s %.3f", dataset, auc))
                .findFirst()
                .orElse("");
    }
}
