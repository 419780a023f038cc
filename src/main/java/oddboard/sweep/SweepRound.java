package oddboard.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import oddboard.run.Run;
import oddboard.run.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A round of a sweep by successive halving.
 *
 * @param number 0-based
 * @param epochs that its runs train to, those of the rounds before included
 * @param combinations of settings that it has; of a round to come, that it will have where no run fails
 * @param runs planned for it; 0 of a round to come
 * @param ended of these
 * @param validation lowest validation loss of its runs; null until there is one
 * @param auroc largest AUC of its runs; null until there is one
 */
public record SweepRound(
        int number,
        int epochs,
        int combinations,
        int runs,
        int ended,
        @Nullable Double validation,
        @Nullable Double auroc) {
    static List<SweepRound> all(Rounds rounds, List<SweepRun> runs, IntFunction<Map<RunId, Double>> validation) {
        List<SweepRound> all = new ArrayList<>();
        for (int i = 0; i < rounds.count(); i++) {
            int number = i;
            List<SweepRun> own =
                    runs.stream().filter(run -> run.plan().round() == number).toList();
            all.add(new SweepRound(
                    number,
                    rounds.epochs(number),
                    own.isEmpty()
                            ? rounds.combinations(number)
                            : (int) own.stream()
                                    .map(run -> run.plan().combination())
                                    .distinct()
                                    .count(),
                    own.size(),
                    (int) own.stream().filter(SweepRound::hasEnded).count(),
                    validation.apply(number).values().stream()
                            .min(Double::compare)
                            .orElse(null),
                    own.stream()
                            .map(SweepRun::auroc)
                            .filter(auc -> auc != null)
                            .max(Double::compare)
                            .orElse(null)));
        }
        return all;
    }

    private static boolean hasEnded(SweepRun one) {
        Run run = one.run();
        return one.begun() && (run == null || run.job().state().isEnded());
    }
}
