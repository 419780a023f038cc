package oddboard.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SplittableRandom;
import oddboard.dataset.VersionId;
import oddboard.detector.Detector;
import oddboard.detector.Setting;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.run.RunStarter;
import org.jspecify.annotations.Nullable;

/** Expands a sweep: the same spec gives the same runs in the same order. */
final class SweepPlan {
    static final int MAX_RUNS = 1000;
    /** Draws that met a combination again, before a small space counts as used up. */
    private static final int TRIES = 200;

    private SweepPlan() {}

    /**
     * All runs, or those of the first round. Every combination has its first seed before any has its second, so that results come early.
     *
     * @throws SettingsException naming what can't be, or "runs" where there would be too many
     */
    static List<PlannedRun> of(SweepSpec spec) {
        check(spec);
        Map<Detector, List<Map<String, Object>>> combinations = new LinkedHashMap<>();
        long sum = 0;
        for (String id : new LinkedHashSet<>(spec.detectors())) {
            Detector detector = RunStarter.requireDetector(id);
            sum += grid(spec, detector);
            combinations.put(detector, List.of());
        }
        List<Long> seeds = spec.seeds().stream().distinct().toList();
        List<VersionId> versions = spec.versions().stream().distinct().toList();
        long runs = saturated(saturated(sum, versions.size()), Math.max(1, seeds.size()));
        if (runs > MAX_RUNS) {
            throw new SettingsException(
                    "runs",
                    String.format(
                            Locale.ROOT,
                            "A sweep has at most %,d runs, and this one would"
                                    + " have %,d; take fewer values, draws, seeds, detectors or versions.",
                            MAX_RUNS,
                            runs));
        }
        combinations.replaceAll((detector, none) -> combinations(spec, detector));
        List<PlannedRun> whole = planned(versions, combinations, seeds);
        Halving halving = spec.halving();
        return halving == null ? whole : Rounds.of(halving, spec, whole).first();
    }

    /** Null of a sweep that trains all its runs in full. */
    static @Nullable Rounds rounds(SweepSpec spec) {
        Halving halving = spec.halving();
        return halving == null ? null : Rounds.of(halving, spec, of(spec.in(null)));
    }

    private static List<PlannedRun> planned(
            List<VersionId> versions, Map<Detector, List<Map<String, Object>>> combinations, List<Long> seeds) {
        List<PlannedRun> all = new ArrayList<>();
        for (int s = 0; s < Math.max(1, seeds.size()); s++) {
            int number = 0;
            for (VersionId version : versions) {
                for (Map.Entry<Detector, List<Map<String, Object>>> of : combinations.entrySet()) {
                    for (Map<String, Object> settings : of.getValue()) {
                        Map<String, Object> whole = new LinkedHashMap<>(settings);
                        if (!seeds.isEmpty()) {
                            whole.put("seed", seeds.get(s));
                        }
                        Settings checked = Settings.of(of.getKey().settings(), whole);
                        of.getKey().check(checked);
                        all.add(new PlannedRun(
                                all.size(),
                                number++,
                                version,
                                of.getKey().id(),
                                settings,
                                checked.integer("seed"),
                                RunStarter.epochs(checked),
                                0));
                    }
                }
            }
        }
        return all;
    }

    private static void check(SweepSpec spec) {
        require(!spec.versions().isEmpty(), "versions", "Choose a data set version to sweep on.");
        require(!spec.detectors().isEmpty(), "detectors", "Choose a detector to sweep.");
        require(
                spec.parallelism() >= 1 && spec.parallelism() <= 100,
                "parallelism",
                "A sweep keeps 1 to 100 runs at work at a time, not " + spec.parallelism() + ".");
        require(
                spec.method() == SweepSpec.Method.GRID || spec.draws() >= 1,
                "draws",
                "A random sweep draws 1 combination or more, not " + spec.draws() + ".");
        List<Detector> detectors =
                spec.detectors().stream().map(RunStarter::requireDetector).toList();
        for (Map.Entry<String, Axis> axis : spec.settings().entrySet()) {
            String name = axis.getKey();
            require(!name.equals("seed"), "seed", "Seeds of a sweep are listed apart from its settings.");
            require(
                    detectors.stream().anyMatch(d -> has(d, name)),
                    name,
                    "There is no setting \"" + name + "\" in " + String.join(", ", spec.detectors()) + ".");
            require(
                    spec.method() == SweepSpec.Method.RANDOM || !(axis.getValue() instanceof Axis.Draws),
                    name,
                    "\"" + name
                            + "\" can be drawn at random in a random sweep alone; give it steps, or list its values.");
        }
    }

    private static void require(boolean right, String field, String sentence) {
        if (!right) {
            throw new SettingsException(field, sentence);
        }
    }

    private static boolean has(Detector detector, String name) {
        return detector.settings().stream().anyMatch(s -> s.name().equals(name));
    }

    private static Map<String, AxisValues> axes(SweepSpec spec, Detector detector) {
        Map<String, AxisValues> axes = new LinkedHashMap<>();
        for (Setting setting : detector.settings()) {
            Axis axis = spec.settings().get(setting.name());
            if (axis != null) {
                axes.put(setting.name(), new AxisValues(setting, axis));
            }
        }
        return axes;
    }

    /** Combinations of one detector, at most; without making them. */
    private static long grid(SweepSpec spec, Detector detector) {
        long all = 1;
        for (AxisValues axis : axes(spec, detector).values()) {
            all = axis.isDrawn() ? Integer.MAX_VALUE : saturated(all, axis.all().size());
        }
        return spec.method() == SweepSpec.Method.RANDOM ? Math.min(spec.draws(), all) : all;
    }

    private static long saturated(long a, long b) {
        return Math.min(a * b, Integer.MAX_VALUE);
    }

    private static List<Map<String, Object>> combinations(SweepSpec spec, Detector detector) {
        Map<String, AxisValues> axes = axes(spec, detector);
        boolean drawn = axes.values().stream().anyMatch(AxisValues::isDrawn);
        if (!drawn && (spec.method() == SweepSpec.Method.GRID || full(axes) <= spec.draws())) {
            return all(axes);
        }
        // A detector's draws don't depend on which others are swept with it.
        SplittableRandom random =
                new SplittableRandom(spec.drawSeed() * 31 + detector.id().hashCode());
        SequencedSet<Map<String, Object>> combinations = new LinkedHashSet<>();
        for (int tries = 0; combinations.size() < spec.draws() && tries < TRIES; ) {
            Map<String, Object> one = new LinkedHashMap<>();
            axes.forEach((name, axis) -> one.put(name, axis.draw(random)));
            tries = combinations.add(one) ? 0 : tries + 1;
        }
        return List.copyOf(combinations);
    }

    private static long full(Map<String, AxisValues> axes) {
        return axes.values().stream().mapToLong(axis -> axis.all().size()).reduce(1, SweepPlan::saturated);
    }

    private static List<Map<String, Object>> all(Map<String, AxisValues> axes) {
        List<Map<String, Object>> combinations = List.of(Map.of());
        for (Map.Entry<String, AxisValues> axis : axes.entrySet()) {
            List<Map<String, Object>> longer = new ArrayList<>();
            for (Map<String, Object> one : combinations) {
                for (Object value : axis.getValue().all()) {
                    Map<String, Object> more = new LinkedHashMap<>(one);
                    more.put(axis.getKey(), value);
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        return combinations;
    }
}
