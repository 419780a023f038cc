package oddboard.leaderboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import oddboard.account.User;
import oddboard.dataset.Datasets;
import oddboard.dataset.LabelSet;
import oddboard.dataset.LabelSets;
import oddboard.dataset.VersionId;
import oddboard.run.Run;
import oddboard.run.Runs;
import org.springframework.stereotype.Service;

/** The boards. */
@Service
public class Leaderboards {
    private static final Comparator<Run> BEST_FIRST = Comparator
            .comparing(Leaderboards::auroc, Comparator.nullsLast(Comparator.reverseOrder()))
            .thenComparing(r -> r.id().value());

    private final Datasets datasets;
    private final LabelSets labelSets;
    private final Runs runs;
    private final Ties ties;

    Leaderboards(Datasets datasets, LabelSets labelSets, Runs runs) {
        this.datasets = datasets;
        this.labelSets = labelSets;
        this.runs = runs;
        ties = new Ties(runs::scores);
    }

    /** By the newest label set. */
    public Leaderboard of(VersionId version, User viewer) {
        return of(version, LabelSet.NEWEST, viewer);
    }

    /**
     * Runs without an AUC (one class alone in the test split) stand last, without order.
     *
     * @param labelSet number of the label set that the runs are judged by; 0 = the newest
     * @throws NoSuchElementException where the version isn't there for this viewer, or has no such label set
     */
    public Leaderboard of(VersionId version, int labelSet, User viewer) {
        if (datasets.findVersion(version, viewer).isEmpty()) {
            throw new NoSuchElementException("There is no data set version " + version + ".");
        }
        if (labelSet != LabelSet.NEWEST) {
            labelSets.require(version, labelSet);
        }
        List<Run> best = runs.list(version, labelSet, viewer).stream()
                .filter(r -> r.result() != null).sorted(BEST_FIRST).toList();
        List<Leaderboard.Entry> entries = new ArrayList<>();
        for (Run run : best) {
            entries.add(new Leaderboard.Entry(rank(entries, run), ties.between(best.getFirst(), run), run));
        }
        return new Leaderboard(entries);
    }

    private static int rank(List<Leaderboard.Entry> above, Run run) {
        if (!above.isEmpty() && Objects.equals(auroc(above.getLast().run()), auroc(run))) {
            return above.getLast().rank();
        }
        return above.size() + 1;
    }

    private static Double auroc(Run run) {
        return Objects.requireNonNull(run.result()).auroc();
    }
}
