package oddboard.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import oddboard.account.User;
import oddboard.account.Users;
import oddboard.run.Run;
import oddboard.run.RunId;
import oddboard.run.Runs;
import oddboard.run.SweepId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Plans the next round of a sweep by successive halving once every run of the present one has ended. All that it needs is in
 * the tables, so that any node may do it, and again after a crash.
 */
@Component
class HalvingSteps {
    private final SweepRepository sweeps;
    private final SweepQueueRepository queue;
    private final Runs runs;
    private final Users users;

    HalvingSteps(SweepRepository sweeps, SweepQueueRepository queue, Runs runs, Users users) {
        this.sweeps = sweeps;
        this.queue = queue;
        this.runs = runs;
        this.users = users;
    }

    /** In the transaction that has locked the sweep. */
    void advance(SweepId id, SweepRepository.Intent intent) {
        Halving halving = intent.spec().halving();
        Rounds rounds = SweepPlan.rounds(intent.spec());
        if (halving == null
                || rounds == null
                || intent.toCome() == 0
                || !intent.state().equals("ACTIVE")
                || !queue.open(id).isEmpty()) {
            return;
        }
        List<SweepRepository.Row> rows = sweeps.runs(id);
        if (rows.stream().anyMatch(row -> !row.begun())) {
            return;
        }
        int round = rows.stream().mapToInt(row -> row.plan().round()).max().orElse(0);
        List<SweepRepository.Row> present =
                rows.stream().filter(row -> row.plan().round() == round).toList();
        List<Rounds.Score> scores = scores(present, values(halving, id, round, present, intent));
        List<PlannedRun> next = rounds.after(round, scores, rows.size());
        sweeps.insertRuns(id, next);
        sweeps.setRunsToCome(id, next.isEmpty() ? 0 : rounds.runsAfter(round + 1));
    }

    /** Lower is better. */
    private Map<RunId, Double> values(
            Halving halving, SweepId id, int round, List<SweepRepository.Row> present, SweepRepository.Intent intent) {
        return switch (halving.by()) {
            case VALIDATION -> queue.validation(id, round);
            case AUC -> users.find(intent.by()).map(by -> aucs(present, by)).orElse(Map.of());
        };
    }

    private Map<RunId, Double> aucs(List<SweepRepository.Row> present, User by) {
        Map<RunId, Double> values = new HashMap<>();
        List<RunId> ids = present.stream()
                .map(SweepRepository.Row::run)
                .filter(run -> run != null)
                .toList();
        for (Run run : runs.list(ids, by)) {
            Double auc = run.result() == null ? null : run.result().auroc();
            if (auc != null) {
                values.put(run.id(), -auc);
            }
        }
        return values;
    }

    private static List<Rounds.Score> scores(List<SweepRepository.Row> present, Map<RunId, Double> values) {
        List<Rounds.Score> scores = new ArrayList<>();
        present.stream()
                .collect(Collectors.groupingBy(row -> row.plan().combination()))
                .forEach((combination, of) -> {
                    double sum = 0;
                    for (SweepRepository.Row row : of) {
                        @Nullable Double value = row.run() == null ? null : values.get(row.run());
                        sum += value == null ? Double.NaN : value;
                    }
                    if (!Double.isNaN(sum)) {
                        scores.add(new Rounds.Score(combination, sum / of.size()));
                    }
                });
        return scores;
    }
}
