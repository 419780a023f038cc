/** The leaderboard of a version, comparisons, and submissions of scores made elsewhere. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "audit",
            "common",
            "dataset",
            "dataset :: ui",
            "evaluation",
            "evaluation :: ui",
            "job",
            "job :: ui",
            "label",
            "label :: ui",
            "metric",
            "run",
            "run :: ui",
            "sweep",
            "ui"
        })
@NullMarked
package oddboard.leaderboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
