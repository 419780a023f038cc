package oddboard.leaderboard;

import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.Dataset;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.dataset.Datasets;
import oddboard.run.Run;
import oddboard.run.Runs;
import oddboard.ui.Format;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells on a data set's card the best AUC on its newest version, and who holds it. */
@Component
@Order(1)
class BestRunHighlight implements DatasetHighlight {
    private final Datasets datasets;
    private final Runs runs;

    BestRunHighlight(Datasets datasets, Runs runs) {
        this.datasets = datasets;
        this.runs = runs;
    }

    /** A record of the figure alone: the board itself, with its tests of ties, would cost too much for a card. */
    private record Best(Run run, double auc) {}

    @Override
    public Optional<Highlight> find(DatasetId dataset, User viewer) {
        return datasets.find(dataset, viewer).flatMap(Dataset::ready)
                .flatMap(version -> runs.list(version.id(), viewer).stream().flatMap(r -> best(r).stream())
                        .max((a, b) -> Double.compare(a.auc(), b.auc())))
                .map(best -> new Highlight("best AUC " + Format.auc(best.auc()) + " · " + best.run().name() + " · "
                        + best.run().byName(), DatasetRoutes.leaderboard(dataset)));
    }

    private static Optional<Best> best(Run run) {
        var result = run.result();
        Double auc = result == null ? null : result.auroc();
        return auc == null ? Optional.empty() : Optional.of(new Best(run, auc));
    }
}
