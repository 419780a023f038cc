package oddboard.leaderboard;

import java.util.List;
import oddboard.run.Run;

/** A data set version's runs that succeeded, best AUC first. */
public record Leaderboard(List<Entry> entries) {
    /**
     * @param rank 1-based; equal AUCs share a rank
     * @param tied true where DeLong's test can't tell it from rank 1 at 95 %
     */
    public record Entry(int rank, boolean tied, Run run) {}
}
