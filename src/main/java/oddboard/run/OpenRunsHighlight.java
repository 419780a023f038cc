package oddboard.run;

import java.util.Optional;
import oddboard.account.User;
import oddboard.dataset.DatasetHighlight;
import oddboard.dataset.DatasetId;
import oddboard.dataset.DatasetRoutes;
import oddboard.job.JobState;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells on a data set's card what runs and what waits now. */
@Component
@Order(2)
class OpenRunsHighlight implements DatasetHighlight {
    private final Runs runs;

    OpenRunsHighlight(Runs runs) {
        this.runs = runs;
    }

    @Override
    public Optional<Highlight> find(DatasetId dataset, User viewer) {
        var open = runs.list(dataset, viewer).stream()
                .filter(r -> !r.job().state().isEnded())
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        long running =
                open.stream().filter(r -> r.job().state() == JobState.RUNNING).count();
        long waiting = open.size() - running;
        String text = running == 0
                ? waiting + " waiting"
                : running + " running" + (waiting == 0 ? "" : ", " + waiting + " waiting");
        return Optional.of(new Highlight(text, DatasetRoutes.runs(dataset)));
    }
}
