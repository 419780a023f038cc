/** Reports of runs, boards, models and comparisons: each one HTML file that needs nothing else. */
@ApplicationModule(
        allowedDependencies = {
            "account",
            "account :: ui",
            "audit",
            "comment",
            "common",
            "dataset",
            "detector",
            "evaluation",
            "image",
            "job",
            "label",
            "leaderboard",
            "metric",
            "registry",
            "registry :: ui",
            "run",
            "run :: ui",
            "ui"
        })
@NullMarked
package oddboard.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
