package oddboard.sweep;

import java.util.List;
import java.util.Set;
import oddboard.account.User;
import oddboard.sweep.SweepResults.Combination;
import org.jspecify.annotations.Nullable;

/** Which combinations are not significantly different from the best one. Boards know how to test that. */
public interface SweepTies {
    /**
     * Of the combinations on one version that came as far as the best one, by the mean AUC over their seeds.
     *
     * @param viewer who may see the sweep
     */
    Found of(List<Combination> combinations, User viewer);

    /**
     * @param tested numbers of the combinations that were tested against the best one
     * @param tied those of them that are not significantly different from it
     */
    record Found(Set<Integer> tested, Set<Integer> tied) {
        /** Null where it was not tested, as the best one itself. */
        public @Nullable Boolean isTied(Combination one) {
            return tested.contains(one.number()) ? tied.contains(one.number()) : null;
        }
    }
}
