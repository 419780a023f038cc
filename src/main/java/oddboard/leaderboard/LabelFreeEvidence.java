package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.Datasets;
import oddboard.leaderboard.Leaderboard.Entry;
import oddboard.metric.RankCorrelation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Where there are labels: how far {@link LabelFree} orders entries of a board as the AUC does. */
@Service
public class LabelFreeEvidence {
    /** Fewer are in the same order by chance too often. */
    public static final int MIN_ENTRIES = 4;

    private final Datasets datasets;
    private final Leaderboards leaderboards;

    LabelFreeEvidence(Datasets datasets, Leaderboards leaderboards) {
        this.datasets = datasets;
        this.leaderboards = leaderboards;
    }

    /**
     * A measure beside the AUC.
     *
     * @param entries that have both
     * @param tau Kendall's tau-b of the two orders, -1..1; null where all are equal in one of them
     * @param aurocOfFirst the AUC of the entry that the measure puts first
     */
    public record Measure(int entries, @Nullable Double tau, double aurocOfFirst) {}

    /**
     * A data set's newest version; at least one measure is there.
     *
     * @param entries that have an AUC
     * @param best their highest AUC
     * @param synthetic by synthetic defects; null where fewer than {@link #MIN_ENTRIES} have one
     * @param agreement among detectors; null likewise
     */
    public record Row(
            Dataset dataset,
            int version,
            int entries,
            double best,
            @Nullable Measure synthetic,
            @Nullable Measure agreement) {}

    /** Of the data sets that the viewer may see, by the labels that count for this viewer; by name. */
    public List<Row> of(User viewer) {
        List<Row> rows = new ArrayList<>();
        for (Dataset dataset : datasets.list(viewer)) {
            dataset.ready().ifPresent(version -> {
                Leaderboard board = leaderboards.of(version.id(), viewer);
                long ranked =
                        board.entries().stream().filter(e -> e.auroc() != null).count();
                if (ranked >= MIN_ENTRIES) {
                    Row row = row(dataset, version.number(), leaderboards.withAgreement(version.id(), board, viewer));
                    if (row.synthetic() != null || row.agreement() != null) {
                        rows.add(row);
                    }
                }
            });
        }
        rows.sort(Comparator.comparing(row -> row.dataset().name(), String.CASE_INSENSITIVE_ORDER));
        return rows;
    }

    private static Row row(Dataset dataset, int version, Leaderboard board) {
        List<Entry> ranked =
                board.entries().stream().filter(e -> e.auroc() != null).toList();
        return new Row(
                dataset,
                version,
                ranked.size(),
                ranked.stream().mapToDouble(LabelFreeEvidence::auroc).max().orElseThrow(),
                measure(ranked, e -> e.labelFree().syntheticAuroc()),
                measure(ranked, e -> e.labelFree().agreement()));
    }

    static @Nullable Measure measure(List<Entry> ranked, Function<Entry, @Nullable Double> value) {
        List<Entry> both = ranked.stream().filter(e -> value.apply(e) != null).toList();
        if (both.size() < MIN_ENTRIES) {
            return null;
        }
        double[] measured = both.stream()
                .mapToDouble(e -> Objects.requireNonNull(value.apply(e)))
                .toArray();
        double[] aurocs = both.stream().mapToDouble(LabelFreeEvidence::auroc).toArray();
        double tau = RankCorrelation.kendall(measured, aurocs);
        int first = 0;
        for (int i = 1; i < measured.length; i++) {
            // Of equal ones the lowest AUC: the measure can't tell them apart.
            if (measured[i] > measured[first] || measured[i] == measured[first] && aurocs[i] < aurocs[first]) {
                first = i;
            }
        }
        return new Measure(both.size(), Double.isFinite(tau) ? tau : null, aurocs[first]);
    }

    private static double auroc(Entry entry) {
        return Objects.requireNonNull(entry.auroc());
    }
}
