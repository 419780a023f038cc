package oddboard.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.dataset.VersionId;
import oddboard.detector.Settings;
import oddboard.detector.SettingsException;
import oddboard.run.RunStarter;

/** The rounds of a sweep by successive halving. */
final class Rounds {
    private static final String EPOCHS = "epochs";

    private final Halving halving;
    private final List<Integer> epochs;
    private final List<PlannedRun> first;

    private Rounds(Halving halving, List<Integer> epochs, List<PlannedRun> first) {
        this.halving = halving;
        this.epochs = epochs;
        this.first = first;
    }

    /** A combination's mean over its seeds. */
    record Score(int combination, double value) {}

    private record Group(VersionId version, String detector) {}

    /**
     * @param whole what the sweep would be without rounds
     * @throws SettingsException naming what can't be
     */
    static Rounds of(Halving halving, SweepSpec spec, List<PlannedRun> whole) {
        spec.detectors().forEach(id -> {
            if (!RunStarter.requireDetector(id).traits().epochs()) {
                throw new SettingsException(
                        "halving",
                        "Successive halving trains for a few epochs first, and " + id
                                + " has none; sweep it in a sweep of its own, without halving.");
            }
        });
        if (whole.stream().map(PlannedRun::epochs).distinct().count() > 1) {
            throw new SettingsException(
                    EPOCHS,
                    "With successive halving all runs of the last round train the same number of epochs; set \"epochs\""
                            + " to one value.");
        }
        int full = whole.getFirst().epochs();
        List<Integer> epochs = halving.rounds(full);
        List<PlannedRun> first = new ArrayList<>();
        for (PlannedRun run : whole) {
            Map<String, Object> settings = new LinkedHashMap<>(run.settings());
            if (halving.by() == Halving.By.VALIDATION) {
                requireValidation(settings);
            }
            first.add(run.in(0, run.place(), epochs.getFirst(), settings));
        }
        return new Rounds(halving, epochs, first);
    }

    private static void requireValidation(Map<String, Object> settings) {
        Object share = settings.putIfAbsent(Settings.VALIDATION_SHARE, Halving.VALIDATION_SHARE);
        if (share != null && Double.parseDouble(share.toString()) <= 0) {
            throw new SettingsException(
                    Settings.VALIDATION_SHARE,
                    "Choosing by the validation loss needs images held out for it; set \"validationShare\" above 0.");
        }
    }

    List<PlannedRun> first() {
        return first;
    }

    int count() {
        return epochs.size();
    }

    int epochs(int round) {
        return epochs.get(round);
    }

    /** Combinations that a round is to have. */
    int combinations(int round) {
        return groups().values().stream()
                .mapToInt(all -> halving.kept(all.size(), round))
                .sum();
    }

    private int seeds() {
        return (int) first.stream()
                .filter(run -> run.combination() == first.getFirst().combination())
                .count();
    }

    /** Runs of all rounds after this one. */
    int runsAfter(int round) {
        int runs = 0;
        for (int later = round + 1; later < count(); later++) {
            runs += combinations(later) * seeds();
        }
        return runs;
    }

    private Map<Group, List<Integer>> groups() {
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (PlannedRun run : first) {
            List<Integer> members = groups.computeIfAbsent(group(run), g -> new ArrayList<>());
            if (!members.contains(run.combination())) {
                members.add(run.combination());
            }
        }
        return groups;
    }

    private Group group(PlannedRun run) {
        return new Group(run.version(), halving.by() == Halving.By.AUC ? "" : run.detector());
    }

    /**
     * The runs of the round after this one: of each group the better combinations, first those of the first seed.
     *
     * @param scores of the round's combinations, the lower the better; those without one are out
     * @param place of the first of these runs
     */
    List<PlannedRun> after(int round, List<Score> scores, int place) {
        Map<Integer, Double> values = scores.stream().collect(Collectors.toMap(Score::combination, Score::value));
        List<Integer> kept = new ArrayList<>();
        groups().values()
                .forEach(members -> members.stream()
                        .filter(values::containsKey)
                        .sorted(Comparator.<Integer>comparingDouble(values::get).thenComparing(one -> one))
                        .limit(halving.kept(members.size(), round + 1))
                        .forEach(kept::add));
        List<PlannedRun> runs = new ArrayList<>();
        first.stream()
                .filter(run -> kept.contains(run.combination()))
                .forEach(
                        run -> runs.add(run.in(round + 1, place + runs.size(), epochs.get(round + 1), run.settings())));
        return runs;
    }
}
