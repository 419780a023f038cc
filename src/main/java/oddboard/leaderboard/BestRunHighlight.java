package oddboard.leaderboard;

import java.util.Optional;
import java.util.stream.Stream;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.evaluation.EvaluatedRuns;
import oddboard.label.LabelSet;
import oddboard.label.LabelSplits;
import oddboard.ui.Format;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells on a data set's card the best AUC on its newest version, and who holds it. */
@Component
@Order(1)
class BestRunHighlight implements DatasetHighlight {
    private final Datasets datasets;
    private final EvaluatedRuns runs;
    private final Submissions submissions;
    private final LabelSplits splits;

    BestRunHighlight(Datasets datasets, EvaluatedRuns runs, Submissions submissions, LabelSplits splits) {
        this.datasets = datasets;
        this.runs = runs;
        this.submissions = submissions;
        this.splits = splits;
    }

    /** A record of the metric alone: the whole board would cost too much for a card. */
    private record Best(String name, String byName, double auc) {}

    @Override
    public Optional<Highlight> find(DatasetId dataset, User viewer) {
        return datasets.find(dataset, viewer)
                .flatMap(Dataset::ready)
                .flatMap(version -> Stream.concat(
                                runs.list(version.id(), LabelSet.NEWEST, 1, viewer).stream()
                                        .flatMap(r -> best(
                                                r.name(),
                                                r.byName(),
                                                r.metrics().auroc())),
                                submissions.list(version.id(), LabelSet.NEWEST, splits.counted(version.id())).stream()
                                        .flatMap(s -> best(
                                                s.name(),
                                                s.byName(),
                                                s.metrics().auroc())))
                        .max((a, b) -> Double.compare(a.auc(), b.auc())))
                .map(best -> new Highlight(
                        "best AUC " + Format.auc(best.auc()) + " · " + best.name() + " · " + best.byName(),
                        DatasetRoutes.leaderboard(dataset)));
    }

    private static Stream<Best> best(String name, String byName, @Nullable Double auc) {
        return auc == null ? Stream.empty() : Stream.of(new Best(name, byName, auc));
    }
}
